import { Button, Select, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { isPlainDate } from '../../shared/calendar/plain-date.ts'
import { WHOLE_PROFILE } from '../../shared/compliance/standards.ts'
import type { Severity } from '../../shared/regulation/finding.ts'
import type { RouteOutput } from '../app/client.ts'
import { hrefTo, navigate } from '../app/router.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { DateField } from '../ui/DateField.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { OrganizationPicker } from '../ui/OrganizationPicker.tsx'
import { ReasonDialog } from '../ui/ReasonDialog.tsx'
import { RuleTag } from '../ui/RuleTag.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import { OverrideDialog } from './OverrideDialog.tsx'

type Override = RouteOutput<'compliance.overrides'>['overrides'][number]

const STATE_SEVERITIES: Readonly<Record<Override['state'], Severity>> = {
  生效中: '达标',
  未到期: '待确认',
  已到期: '不适用',
  已撤下: '不适用',
}

/** 组织覆盖：谁、哪个参数或整套方案、取多少、依据什么、管到哪天；可提前结束、撤下。 */
export function OverridesTab({ organizationId }: { organizationId: string | null }) {
  const overview = useBackendQuery('settings.overview', {})
  const catalog = useBackendQuery('compliance.parameters', {})
  const profiles = useBackendQuery('compliance.profiles', {})
  const answer = useBackendQuery('compliance.overrides', { organizationId })
  const [state, setState] = useState<string | null>(null)
  const [isAdding, setAdding] = useState(false)
  const [ending, setEnding] = useState<Override | null>(null)
  const [withdrawing, setWithdrawing] = useState<Override | null>(null)
  const withdraw = useCommand('compliance.withdrawOverride', { showsOwnError: true, done: () => '已撤下这条覆盖' })
  if (answer.error) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
  if (!answer.data) return <Loading />
  const rows = answer.data.overrides.filter((row) => state === null || row.state === state)
  return (
    <div className="profiles">
      <Card
        title="组织覆盖"
        note={`${rows.length} 条；结论旁永远标“本组织覆盖”`}
        className="profiles-card"
        isFlush
        actions={
          <>
            <OrganizationPicker
              label="党组织"
              hidesLabel
              emptyText="全部党组织"
              width={200}
              value={organizationId}
              onChange={(id) => navigate('/settings/overrides', { organizationId: id })}
            />
            <Select
              aria-label="按状态筛选"
              data={Object.keys(STATE_SEVERITIES)}
              value={state}
              onChange={setState}
              clearable
              placeholder="全部状态"
              w={130}
              clearButtonProps={{ 'aria-label': '清空状态筛选' }}
            />
            <Button
              leftSection={<IconPlus size={16} aria-hidden="true" />}
              disabled={!catalog.data || !profiles.data}
              onClick={() => setAdding(true)}
            >
              登记覆盖
            </Button>
          </>
        }
      >
        {rows.length === 0 ? (
          <EmptyState
            title="没有登记覆盖"
            reason="某个党组织经批准可以按另一个数办（如党小组人数上限），或整体采用另一个方案，在这里登记：须有依据文号、批准人、起止日。登记前先看会变的发现。"
          />
        ) : (
          <div className="profiles-scroll" tabIndex={0} role="region" aria-label="组织覆盖表">
            <table className="plain-table standards-table">
              <thead>
                <tr>
                  <th scope="col">党组织</th>
                  <th scope="col">覆盖什么</th>
                  <th scope="col">取</th>
                  <th scope="col">起止</th>
                  <th scope="col">依据与批准</th>
                  <th scope="col">用到的规则</th>
                  <th scope="col">状态</th>
                  <th scope="col">处理</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.id}>
                    <th scope="row">
                      <a href={hrefTo(`/organization/${encodeURIComponent(row.organizationId)}`)}>{row.organizationName}</a>
                      {row.reach === '本组织及下级' && <span className="small secondary">（及下级）</span>}
                    </th>
                    <td>{row.meaning}</td>
                    <td>
                      <strong>{row.valueText}</strong>
                    </td>
                    <td className="nowrap">
                      {row.fromOn} 起
                      <br />
                      {row.untilOn === null ? '长期' : `至 ${row.untilOn}`}
                    </td>
                    <td>
                      {row.documentNo}，{row.approvedBy}批准
                      {row.reason !== '' && <p className="small secondary">{row.reason}</p>}
                      {row.withdrawnAt !== null && <p className="small secondary">撤下：{row.withdrawalReason}</p>}
                    </td>
                    <td>
                      {row.key === WHOLE_PROFILE && <span className="small secondary">按参数判的全部规则</span>}
                      <span className="conflict-rules">
                        {row.ruleIds.map((ruleId) => (
                          <RuleTag key={ruleId} ruleId={ruleId} />
                        ))}
                      </span>
                    </td>
                    <td className="nowrap">
                      <SeverityMark severity={STATE_SEVERITIES[row.state]} text={row.state} />
                    </td>
                    <td className="nowrap">
                      {row.withdrawnAt === null ? (
                        <>
                          {row.state === '生效中' && (
                            <button type="button" className="link-button" onClick={() => setEnding(row)}>
                              提前结束
                            </button>
                          )}{' '}
                          <button type="button" className="link-button" onClick={() => setWithdrawing(row)}>
                            撤下
                          </button>
                        </>
                      ) : (
                        <span className="muted">—</span>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Card>
      {isAdding && catalog.data && profiles.data && (
        <OverrideDialog
          catalog={catalog.data}
          currentProfileId={profiles.data.currentProfileId}
          organizationId={organizationId}
          today={overview.data?.today ?? answer.data.asOf}
          onClose={() => setAdding(false)}
        />
      )}
      {ending && <EndDialog override={ending} onClose={() => setEnding(null)} />}
      {withdrawing && (
        <ReasonDialog
          title="撤下登记错的覆盖"
          lead="撤下即自始不算，以前按它判的也重新判；只是到期不再用的，请用“提前结束”。原记录留着可查。"
          submitLabel="撤下"
          command={withdraw}
          onSubmit={(reason) => withdraw.run({ overrideId: withdrawing.id, reason })}
          onClose={() => setWithdrawing(null)}
        />
      )}
    </div>
  )
}

function EndDialog({ override, onClose }: { override: Override; onClose: () => void }) {
  const overview = useBackendQuery('settings.overview', {})
  const [untilOn, setUntilOn] = useState(overview.data?.today ?? '')
  const [reason, setReason] = useState('')
  const end = useCommand('compliance.endOverride', { showsOwnError: true, done: () => `已改为 ${untilOn} 止` })
  const blockedBy = !isPlainDate(untilOn) ? '请填止日' : reason.trim() === '' ? '请写明原因' : undefined
  return (
    <FormDialog
      title="提前结束覆盖"
      lead={`${override.organizationName}的“${override.meaning} ${override.valueText}”改到哪天止；止日及以前的结论不变。`}
      submitLabel="提前结束"
      isOpen
      isRunning={end.isRunning}
      error={end.error}
      {...(blockedBy === undefined ? {} : { blockedBy })}
      onSubmit={() => void end.run({ overrideId: override.id, untilOn, reason }).then((done) => done && onClose())}
      onClose={onClose}
    >
      <DateField label="止日" description="含当日" required value={untilOn} onChange={setUntilOn} error={end.problem('untilOn')} />
      <TextInput
        label="原因"
        required
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={end.problem('reason')}
      />
    </FormDialog>
  )
}
