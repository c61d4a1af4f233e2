import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { useState } from 'react'
import { INDICATOR_PACKS, type IndicatorPack } from '../../shared/compliance/indicator-packs.ts'
import { SOURCES } from '../../shared/regulation/sources.ts'
import type { RouteOutput } from '../app/client.ts'
import { hrefTo } from '../app/router.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { RuleTag } from '../ui/RuleTag.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { ErrorState, Loading } from '../ui/states.tsx'
import { StandardsDialog } from './StandardsDialog.tsx'

type Item = RouteOutput<'compliance.indicatorPacks'>['items'][number]

const PACK_NAMES: Readonly<Record<IndicatorPack, string>> = { JG22: '市直机关 2022 基层党建', QJ20: '区级 2020 基层基础' }

/** 专项指标包：按条启停。停用的不判、不勾核；启停前先看会变的发现。 */
export function PacksTab() {
  const answer = useBackendQuery('compliance.indicatorPacks', {})
  const [pack, setPack] = useState<IndicatorPack>('JG22')
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [switching, setSwitching] = useState<boolean | null>(null)
  if (answer.error) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
  if (!answer.data) return <Loading />
  const rows = answer.data.items.filter((item) => item.pack === pack)
  const chosen = rows.filter((item) => selected.has(item.ruleId))
  const toggle = (ruleId: string, isSelected: boolean) => {
    const next = new Set(selected)
    if (isSelected) next.add(ruleId)
    else next.delete(ruleId)
    setSelected(next)
  }
  const isAll = chosen.length === rows.length
  return (
    <div className="profiles">
      <Card
        title={
          <SegmentedControl
            aria-label="哪个指标包"
            size="xs"
            data={INDICATOR_PACKS.map((value) => ({ value, label: PACK_NAMES[value] }))}
            value={pack}
            onChange={(value) => {
              setPack(INDICATOR_PACKS.find((each) => each === value) ?? 'JG22')
              setSelected(new Set())
            }}
          />
        }
        note={`${rows.length} 条，启用 ${rows.filter((item) => item.isEnabled).length} 条；${SOURCES[pack]}`}
        className="profiles-card"
        isFlush
        actions={
          <>
            <Button size="xs" variant="default" onClick={() => setSelected(isAll ? new Set() : new Set(rows.map((item) => item.ruleId)))}>
              {isAll ? '全不选' : '全选'}
            </Button>
            <Button size="xs" variant="default" disabled={!chosen.some((item) => !item.isEnabled)} onClick={() => setSwitching(true)}>
              启用所选
            </Button>
            <Button size="xs" variant="default" disabled={!chosen.some((item) => item.isEnabled)} onClick={() => setSwitching(false)}>
              停用所选
            </Button>
          </>
        }
      >
        <div className="profiles-scroll" tabIndex={0} role="region" aria-label="指标包条目">
          <table className="plain-table standards-table">
            <thead>
              <tr>
                <th scope="col">
                  <span className="unseen">勾选</span>
                </th>
                <th scope="col">规则</th>
                <th scope="col">原句</th>
                <th scope="col">怎么判</th>
                <th scope="col">现在</th>
                <th scope="col">启停的原因</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((item) => (
                <tr key={item.ruleId}>
                  <td>
                    <input
                      type="checkbox"
                      aria-label={`勾选 ${item.ruleId}`}
                      checked={selected.has(item.ruleId)}
                      onChange={(event) => toggle(item.ruleId, event.currentTarget.checked)}
                    />
                  </td>
                  <th scope="row">
                    <a href={hrefTo('/settings/rules', { rule: item.ruleId })}>
                      <RuleTag ruleId={item.ruleId} />
                    </a>
                  </th>
                  <td>{item.quote}</td>
                  <td className="nowrap small">{item.status}</td>
                  <td className="nowrap">
                    <SeverityMark severity={item.isEnabled ? '达标' : '不适用'} text={item.isEnabled ? '启用' : '停用'} />
                  </td>
                  <td className="small secondary">
                    {item.reason === '' ? (item.isEnabledByDefault ? '缺省启用' : '缺省停用') : `${item.reason}（${item.changedBy}）`}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Card>
      {switching !== null && (
        <SwitchDialog
          items={chosen.filter((item) => item.isEnabled !== switching)}
          isEnabled={switching}
          onClose={() => setSwitching(null)}
          onDone={() => {
            setSwitching(null)
            setSelected(new Set())
          }}
        />
      )}
    </div>
  )
}

type SwitchDialogProps = { items: readonly Item[]; isEnabled: boolean; onClose: () => void; onDone: () => void }

function SwitchDialog({ items, isEnabled, onClose, onDone }: SwitchDialogProps) {
  const [reason, setReason] = useState('')
  const word = isEnabled ? '启用' : '停用'
  const save = useCommand('compliance.setIndicators', { showsOwnError: true, done: (output) => `已${word} ${output.changed} 条` })
  const ruleIds = items.map((item) => item.ruleId)
  const submit = async () => {
    if (await save.run({ ruleIds, isEnabled, reason })) onDone()
  }
  return (
    <StandardsDialog
      title={`${word}指标 ${ruleIds.length} 条`}
      lead={`${ruleIds.join('、')}。${isEnabled ? '启用后按条判定或列入勾核表；数据还没有地方登记的仍是“待数据”。' : '停用后不判、不勾核，已有的勾核留着。'}`}
      confirmLabel={`确认${word}`}
      {...(reason.trim() === '' ? { blockedBy: `请写明为什么${word}` } : {})}
      proposal={{ indicators: ruleIds.map((ruleId) => ({ ruleId, isEnabled })) }}
      command={save}
      onConfirm={() => void submit()}
      onClose={onClose}
    >
      <TextInput
        label="原因"
        required
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={save.problem('reason')}
        data-autofocus
      />
    </StandardsDialog>
  )
}
