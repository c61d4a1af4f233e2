import { Button, Progress } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { Fragment, useState } from 'react'
import { isLifeItem } from '../../shared/assessment/life-ratings.ts'
import { COMPUTED_ITEM_IDS } from '../../shared/assessment/scheme.ts'
import { hrefTo } from '../app/router.ts'
import { Card } from '../ui/Card.tsx'
import { SeverityMark, SeverityShape } from '../ui/SeverityMark.tsx'
import { AdjustDialog } from './AdjustDialog.tsx'
import { ItemEvidence } from './ItemEvidence.tsx'
import { percent, points, stars, weight } from './points.ts'
import type { RankedSheet } from './RankingList.tsx'
import { RateDialog } from './RateDialog.tsx'
import { VetoDialog } from './VetoDialog.tsx'
import { RemoveAdjustmentDialog, WithdrawVetoDialog } from './WithdrawDialogs.tsx'

type Item = RankedSheet['tasks'][number]['items'][number]

/** 由记录计算的项，记录在哪一页。 */
function recordsHref(itemId: string, organizationId: string): string {
  if (itemId === '2.3') return hrefTo('/life/meeting', { organizationId })
  if (itemId === '2.4') return hrefTo('/life/review', { organizationId })
  return isLifeItem(itemId) ? hrefTo('/life', { organizationId }) : hrefTo(`/election/${encodeURIComponent(organizationId)}`)
}

/** 一个支部的得分表：任务 → 项目 → 算式；人工评定的项当场可改，并永远标明。 */
export function ScoreSheetCard({ sheet }: { sheet: RankedSheet }) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set(['任务1']))
  const [rating, setRating] = useState<Item | null>(null)
  const [dialog, setDialog] = useState<'adjust' | 'veto' | null>(null)
  const [removing, setRemoving] = useState<RankedSheet['adjustments'][number] | null>(null)
  const [withdrawing, setWithdrawing] = useState<RankedSheet['vetoes'][number] | null>(null)
  const toggle = (key: string) =>
    setOpen((current) => {
      const next = new Set(current)
      if (!next.delete(key)) next.add(key)
      return next
    })
  return (
    <Card
      title={sheet.organizationName}
      note={`第 ${sheet.rank} 名，评分方案第 ${sheet.schemeVersion} 版`}
      isFlush
      className="assessment-scroll"
      actions={
        <>
          <Button size="xs" variant="default" onClick={() => setDialog('adjust')}>
            加减分
          </Button>
          <Button size="xs" variant="default" onClick={() => setDialog('veto')}>
            一票否决
          </Button>
        </>
      }
    >
      <div className="score-line">
        <div>
          <span className="score-final">{points(sheet.finalCenti)}</span>
          <p>
            {sheet.grade} <span className="stars">{stars(sheet.stars)}</span> {sheet.category}
          </p>
        </div>
        <Part value={points(sheet.baseCenti)} label="八项基础分" />
        <span aria-hidden="true">＋</span>
        <Part value={points(sheet.bonusCenti)} label="加分" />
        <span aria-hidden="true">−</span>
        <Part value={points(sheet.deductionCenti)} label="减分" />
        <div style={{ marginLeft: 'auto' }}>
          {sheet.vetoes.length === 0 ? (
            <SeverityMark severity="达标" text="没有确认的否决项" />
          ) : (
            <SeverityMark severity="红线" text={`否决：${sheet.vetoes.map((each) => each.name).join('、')}`} isBadge />
          )}
        </div>
      </div>
      {sheet.vetoHints.map((hint) => (
        <div key={hint.vetoId} className="notice" role="note" style={{ borderRadius: 0 }}>
          <SeverityShape severity="待确认" />
          <span>{hint.reason} 是否否决由集团党委人工确认，系统不自动定。</span>
        </div>
      ))}
      {sheet.pendingItems.length > 0 && (
        <div className="notice" role="note" style={{ borderRadius: 0, marginTop: 1 }}>
          <SeverityShape severity="应当" />
          <span>{sheet.pendingItems.length} 项还没有记录也没有人工评定，暂计 0 分、列为“待补证”。点开任务，在该项右侧“评定”。</span>
        </div>
      )}
      <table className="score-table">
        <colgroup>
          <col style={{ width: 172 }} />
          <col style={{ width: 56 }} />
          <col style={{ width: 104 }} />
          <col style={{ width: 64 }} />
          <col />
          <col style={{ width: 64 }} />
        </colgroup>
        <thead>
          <tr>
            <th>任务与项目</th>
            <th className="number">满分</th>
            <th>得分率</th>
            <th className="number">得分</th>
            <th>依据</th>
            <th>
              <span className="unseen">动作</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sheet.tasks.map((task) => {
            const key = `任务${task.taskNo}`
            const isOpen = open.has(key)
            return (
              <Fragment key={key}>
                <tr className="task-row">
                  <td>
                    <button type="button" className="bare-button score-toggle" aria-expanded={isOpen} onClick={() => toggle(key)}>
                      {isOpen ? <IconChevronDown size={14} aria-hidden="true" /> : <IconChevronRight size={14} aria-hidden="true" />}
                      {'一二三四五六七八'[task.taskNo - 1]}、{task.name}
                    </button>
                  </td>
                  <td className="number">{weight(task.weightCenti)}</td>
                  <td>{task.isApplicable ? <Ratio permyriad={task.ratioPermyriad} /> : <span className="muted">不适用</span>}</td>
                  <td className="number">{points(task.scoreCenti)}</td>
                  <td className="small secondary ellipsis">{basisOfTask(task.items)}</td>
                  <td />
                </tr>
                {isOpen &&
                  task.items.map((item) => (
                    <Fragment key={item.itemId}>
                      <tr className="item-row">
                        <td>
                          <button
                            type="button"
                            className="bare-button score-toggle"
                            aria-expanded={open.has(item.itemId)}
                            onClick={() => toggle(item.itemId)}
                          >
                            {item.itemId} {item.name}
                          </button>
                        </td>
                        <td className="number">{weight(item.weightCenti)}</td>
                        <td>{item.isApplicable ? <Ratio permyriad={item.ratioPermyriad} /> : <span className="muted">不适用</span>}</td>
                        <td className="number">{points(item.scoreCenti)}</td>
                        <td className="small ellipsis" title={item.basis}>
                          <span className={`source source-${item.source}`}>{item.source}</span> {item.basis}
                        </td>
                        <td>
                          {COMPUTED_ITEM_IDS.includes(item.itemId) ? (
                            <a className="small" href={recordsHref(item.itemId, sheet.organizationId)}>
                              {item.source === '记录计算' ? '看记录' : '去记录'}
                            </a>
                          ) : (
                            <Button size="xs" variant="default" onClick={() => setRating(item)}>
                              评定
                            </Button>
                          )}
                        </td>
                      </tr>
                      {open.has(item.itemId) && (
                        <tr className="item-workings">
                          <td colSpan={6}>
                            {item.workings.length === 0 ? item.basis || '没有算式' : item.workings.map((line) => <p key={line}>{line}</p>)}
                            {isLifeItem(item.itemId) && (
                              <ItemEvidence year={sheet.year} organizationId={sheet.organizationId} itemId={item.itemId} />
                            )}
                          </td>
                        </tr>
                      )}
                    </Fragment>
                  ))}
              </Fragment>
            )
          })}
          {sheet.adjustments.map((each) => (
            <tr key={each.id}>
              <td>{each.kind}</td>
              <td />
              <td />
              <td className="number">
                {each.kind === '加分' ? '+' : '−'}
                {points(each.pointsCenti)}
              </td>
              <td className="small secondary ellipsis" title={each.reason}>
                {each.reason}
                {each.documentNo === '' ? '' : `（${each.documentNo}）`}
              </td>
              <td>
                <Button size="xs" variant="default" onClick={() => setRemoving(each)}>
                  撤下
                </Button>
              </td>
            </tr>
          ))}
          {sheet.vetoes.map((each) => (
            <tr key={each.vetoId}>
              <td>{each.vetoId} 否决</td>
              <td colSpan={4} className="small secondary">
                {each.name}：{each.basis}（{each.confirmedBy}，{each.confirmedOn} 确认）
              </td>
              <td>
                <Button size="xs" variant="default" onClick={() => setWithdrawing(each)}>
                  撤回
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <RateDialog sheet={sheet} item={rating} onClose={() => setRating(null)} />
      <AdjustDialog sheet={sheet} isOpen={dialog === 'adjust'} onClose={() => setDialog(null)} />
      {removing && <RemoveAdjustmentDialog sheet={sheet} adjustment={removing} onClose={() => setRemoving(null)} />}
      {withdrawing && <WithdrawVetoDialog sheet={sheet} veto={withdrawing} onClose={() => setWithdrawing(null)} />}
      <VetoDialog sheet={sheet} isOpen={dialog === 'veto'} onClose={() => setDialog(null)} />
    </Card>
  )
}

function Part({ value, label }: { value: string; label: string }) {
  return (
    <div className="score-part">
      <strong>{value}</strong>
      <span className="tiny secondary">{label}</span>
    </div>
  )
}

function Ratio({ permyriad }: { permyriad: number }) {
  return (
    <span style={{ display: 'flex', alignItems: 'center', gap: 8 }}>
      <Progress value={permyriad / 100} size={6} color="#6d7f73" w={40} aria-label="得分率" />
      <span>{percent(permyriad)}</span>
    </span>
  )
}

function basisOfTask(items: readonly Item[]): string {
  const manual = items.filter((item) => item.source === '人工评定').length
  const pending = items.filter((item) => item.source === '待补证').length
  const computed = items.length - manual - pending
  return [
    computed > 0 ? `记录计算 ${computed} 项` : '',
    manual > 0 ? `人工评定 ${manual} 项` : '',
    pending > 0 ? `待补证 ${pending} 项` : '',
  ]
    .filter((part) => part !== '')
    .join('，')
}
