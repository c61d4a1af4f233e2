import { Button, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import type { BallotView, OfficeView, ProcessView } from '../../shared/election/process-contract.ts'
import type { Severity } from '../../shared/regulation/finding.ts'
import { useCommand } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { RuleTag } from '../ui/RuleTag.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { EmptyState } from '../ui/states.tsx'
import { CorrectBallotForm, OpenBallotForm, ReductionForm, ReopenBallotForm, SignForm } from './BallotForms.tsx'
import { PaperEntry } from './PaperEntry.tsx'
import { TallyForm } from './TallyForm.tsx'

type Dialog = '删轮' | '开始' | '改数' | '签字' | '撤签' | '减额' | '汇总'

const VERDICT_SEVERITIES: Record<BallotView['count']['nominees'][number]['verdict'], Severity> = {
  当选: '达标',
  待定: '达标',
  平票: '待确认',
  过半未当选: '提示',
  未过半: '不适用',
}

/** 计票：一个职务一栏、一轮一表；逐张或汇总录入，签字后才写入当选。 */
export function BallotCard({ view, onConfirm }: { view: ProcessView; onConfirm: () => void }) {
  const [chosenOffice, setOffice] = useState<string | null>(null)
  const [chosenRound, setRound] = useState<number | null>(null)
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const remove = useCommand('election.removeBallot', { showsOwnError: true, done: () => '已删去这一轮' })
  const office =
    view.offices.find((each) => each.office === chosenOffice) ?? view.offices.find((each) => each.next !== null) ?? view.offices[0]
  if (view.kind === '指派') return <AssignmentCard view={view} onConfirm={onConfirm} />
  if (!office)
    return (
      <Card title="计票">
        <EmptyState title="没有要选举的职务" reason="不设委员会的，提名书记候选人后在此投票；设委员会的先填应选名额。" />
      </Card>
    )
  const rounds = view.ballots.filter((ballot) => ballot.office === office.office)
  const ballot = rounds.find((each) => each.round === chosenRound) ?? rounds.at(-1)
  const close = () => setDialog(null)
  return (
    <Card
      title={`计票：${office.office}`}
      note={
        ballot
          ? `应选 ${ballot.seats}，候选 ${ballot.count.nominees.filter((each) => !each.isWriteIn).length}，${ballot.venue}`
          : `应选 ${office.seats}，${office.venue}`
      }
      actions={
        <>
          {view.offices.length > 1 && (
            <SegmentedControl
              size="xs"
              aria-label="看哪个职务的计票"
              data={view.offices.map((each) => each.office)}
              value={office.office}
              onChange={(next) => {
                setOffice(next)
                setRound(null)
              }}
            />
          )}
          {rounds.length > 1 && (
            <SegmentedControl
              size="xs"
              aria-label="看哪一轮"
              data={rounds.map((each) => ({
                value: String(each.round),
                label: `第 ${each.round} 轮${each.kind === '正式选举' ? '' : each.kind}`,
              }))}
              value={String(ballot?.round ?? 1)}
              onChange={(next) => setRound(Number(next))}
            />
          )}
        </>
      }
      isFlush
    >
      {ballot ? (
        <BallotBody view={view} ballot={ballot} onDialog={setDialog} />
      ) : (
        <EmptyState
          title={office.obstacle === '' ? `可以开始${office.office}的投票` : '还不能投票'}
          reason={office.obstacle === '' ? '填到会人数、发出与收回的选票，然后逐张录入。' : office.obstacle}
          action={
            <Button disabled={office.obstacle !== ''} onClick={() => setDialog('开始')}>
              开始投票
            </Button>
          }
        />
      )}
      <div className="ballot-foot" hidden={ballot === undefined}>
        <span className="small">{footText(view, office, ballot)}</span>
        {ballot && view.confirmedOn === null && (
          <>
            {ballot.signedAt === null && (
              <Button size="xs" variant="default" onClick={() => setDialog('改数')}>
                改到会与票数
              </Button>
            )}
            {ballot.signedAt === null && (
              <Button size="xs" variant="default" onClick={() => setDialog('删轮')}>
                删去这一轮
              </Button>
            )}
            {ballot.signedAt !== null && ballot === rounds.at(-1) && (
              <Button size="xs" variant="default" onClick={() => setDialog('撤签')}>
                撤销签字
              </Button>
            )}
            {office.next?.kind === '另选' && office.elected.length > 0 && ballot === rounds.at(-1) && (
              <Button size="xs" variant="default" onClick={() => setDialog('减额')}>
                减少名额
              </Button>
            )}
            {ballot.signedAt === null && (
              <Button size="xs" disabled={!ballot.count.isComplete} onClick={() => setDialog('签字')}>
                确认计票结果
              </Button>
            )}
            {ballot.signedAt !== null && office.next !== null && (
              <Button size="xs" disabled={office.obstacle !== ''} onClick={() => setDialog('开始')}>
                {office.next.kind === '正式选举' ? '重新投票' : `开始${office.next.kind}`}
              </Button>
            )}
          </>
        )}
        {view.confirmedOn === null && view.offices.every((each) => each.next === null) && (
          <Button size="xs" disabled={view.confirmObstacle !== ''} onClick={onConfirm}>
            确认当选，写入班子
          </Button>
        )}
      </div>
      <ConfirmDialog
        title="删去这一轮"
        consequence={`这一轮的到会与票数、已录的 ${ballot?.count.enteredCount ?? 0} 张选票都删去，不能恢复；只想改数请用“改到会与票数”。`}
        confirmLabel="删去这一轮"
        isOpen={dialog === '删轮'}
        isRunning={remove.isRunning}
        error={remove.error}
        onConfirm={() => void remove.run({ ballotId: ballot?.id ?? '' }).then((done) => done && close())}
        onClose={close}
      />
      {dialog === '开始' && <OpenBallotForm view={view} office={office} onClose={close} />}
      {dialog === '改数' && ballot && <CorrectBallotForm ballot={ballot} onClose={close} />}
      {dialog === '签字' && ballot && <SignForm view={view} ballot={ballot} onClose={close} />}
      {dialog === '撤签' && ballot && <ReopenBallotForm ballot={ballot} onClose={close} />}
      {dialog === '减额' && ballot && <ReductionForm ballot={ballot} onClose={close} />}
      {dialog === '汇总' && ballot && <TallyForm view={view} ballot={ballot} onClose={close} />}
    </Card>
  )
}

function footText(view: ProcessView, office: OfficeView, ballot: BallotView | undefined): string {
  if (view.confirmedOn !== null) return `${view.confirmedOn} ${view.confirmedBy}确认，当选已写入班子。`
  if (!ballot) return ''
  if (ballot.signedAt === null) return ballot.count.conclusion
  const signed = `监票人${ballot.scrutineer}、计票人${ballot.teller}已签字。`
  const reduced = ballot.reductionReason === '' ? '' : `已减少名额（${ballot.reductionReason}）。`
  return `${signed}${ballot.count.conclusion}${reduced}${office.next !== null && office.obstacle !== '' ? office.obstacle : ''}`
}

function BallotBody({ view, ballot, onDialog }: { view: ProcessView; ballot: BallotView; onDialog: (dialog: Dialog) => void }) {
  const { count } = ballot
  const isOver = ballot.collectedCount > ballot.issuedCount
  return (
    <>
      <div className="ballot-figures">
        <Figure title="应到 / 实到" value={`${ballot.dueCount} / ${ballot.presentCount}`}>
          <SeverityMark severity={count.attendance.isValid ? '达标' : '红线'} text={count.attendance.isValid ? '到会有效' : '到会不足'} />
        </Figure>
        <Figure title="发出 / 收回" value={`${ballot.issuedCount} / ${ballot.collectedCount}`}>
          <SeverityMark severity={isOver ? '红线' : '达标'} text={isOver ? '收回多于发出，无效' : '收回不多于发出'} />
        </Figure>
        <Figure title="有效 / 无效" value={`${count.validCount} / ${count.invalidCount}`}>
          <span className="small secondary">
            已录 {count.enteredCount}，余 {count.remainingCount} 张
          </span>
        </Figure>
        <Figure title="当选须得赞成" value={ballot.kind === '再投' ? '得票多者' : `${count.majority} 票`}>
          <span className="small secondary">{ballot.kind === '再投' ? '就平票的人再投' : `实到 ${ballot.presentCount} 的过半数`}</span>
        </Figure>
      </div>
      {ballot.entry === '逐张' ? (
        <PaperEntry key={ballot.id} ballot={ballot} organizationId={view.organization.id} isClosed={ballot.signedAt !== null} />
      ) : (
        ballot.signedAt === null && (
          <div className="card-foot">
            <Button size="xs" variant="default" onClick={() => onDialog('汇总')}>
              录入各人票数
            </Button>
          </div>
        )
      )}
      <table className="cockpit-table ballot-result">
        <thead>
          <tr>
            <th>候选人</th>
            <th className="number">赞成</th>
            <th>{ballot.kind === '再投' ? '' : `竖线为 ${count.majority} 票，实到会的过半数`}</th>
            <th className="number">反对</th>
            <th className="number">弃权</th>
            <th>判定</th>
          </tr>
        </thead>
        <tbody>
          {count.nominees.map((each) => (
            <tr key={each.memberId}>
              <td>{each.isWriteIn ? `另选：${each.name}` : each.name}</td>
              <td className="number">
                <b>{each.ayes}</b>
              </td>
              <td>
                <VoteBar ayes={each.ayes} total={ballot.presentCount} majority={ballot.kind === '再投' ? null : count.majority} />
              </td>
              <td className="number">{each.isWriteIn ? '—' : each.noes}</td>
              <td className="number">{each.isWriteIn ? '—' : each.abstentions}</td>
              <td>
                <SeverityMark
                  severity={VERDICT_SEVERITIES[each.verdict]}
                  text={
                    each.verdict === '待定'
                      ? '已过半'
                      : each.verdict === '未过半' && each.shortfall > 0
                        ? `差 ${each.shortfall} 票`
                        : each.verdict
                  }
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <details className="plan-workings small">
        <summary>
          怎么判的{' '}
          {count.ruleIds.map((ruleId) => (
            <RuleTag key={ruleId} ruleId={ruleId} />
          ))}
        </summary>
        <ul>
          {count.workings.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </details>
    </>
  )
}

function Figure({ title, value, children }: { title: string; value: string; children: React.ReactNode }) {
  return (
    <div>
      <span className="tiny secondary">{title}</span>
      <b className="ballot-value">{value}</b>
      {children}
    </div>
  )
}

function VoteBar({ ayes, total, majority }: { ayes: number; total: number; majority: number | null }) {
  const percent = (value: number) => `${total === 0 ? 0 : Math.min(100, (value / total) * 100)}%`
  return (
    <span className="vote-bar" aria-hidden="true">
      <i className={majority === null || ayes >= majority ? 'vote-fill' : 'vote-fill is-short'} style={{ width: percent(ayes) }} />
      {majority !== null && <i className="vote-line" style={{ left: percent(majority) }} />}
    </span>
  )
}

function AssignmentCard({ view, onConfirm }: { view: ProcessView; onConfirm: () => void }) {
  return (
    <Card title="到任">
      <EmptyState
        title={view.confirmedOn === null ? '等上级指派' : `已于 ${view.meetingOn ?? ''} 到任`}
        reason={
          view.confirmedOn === null
            ? '收到上级指派书记、副书记的任职通知后登记到任；委员缺额不能指派，应由党员大会补选（A31、A32）。'
            : `${view.confirmedBy}确认，任职已写入班子；待条件成熟后再选举。`
        }
        action={view.confirmedOn === null ? <Button onClick={onConfirm}>登记到任</Button> : undefined}
      />
    </Card>
  )
}
