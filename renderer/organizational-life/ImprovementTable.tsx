import { Button, Menu } from '@mantine/core'
import { IconChevronDown, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { ImprovementView } from '../../shared/organizational-life/improvement-contract.ts'
import type { ImprovementState } from '../../shared/organizational-life/improvement.ts'
import type { Severity } from '../../shared/regulation/finding.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { ReasonDialog } from '../ui/ReasonDialog.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import { ImprovementDialog, ImprovementStateDialog } from './ImprovementDialog.tsx'
import { RemovedList } from './RemovedList.tsx'
import './appraisal.css'

const TONES: Record<ImprovementState, Severity> = {
  未整改: '待确认',
  整改中: '提示',
  待验收: '提示',
  已销号: '达标',
  本级无法解决已上报: '不适用',
}

type Acting =
  | { readonly what: '新增' }
  | { readonly what: '更改' | '撤下'; readonly row: ImprovementView }
  | { readonly what: '改状态'; readonly row: ImprovementView; readonly to: ImprovementState }

/** 整改问题：给了组织生活会只列那次会的，否则列全部支部的。 */
export function ImprovementTable({ meetingId, organizationId }: { meetingId?: string; organizationId?: string }) {
  const found = useBackendQuery('life.improvements', meetingId === undefined ? {} : { meetingId })
  const [acting, setActing] = useState<Acting | null>(null)
  const withdraw = useCommand('life.withdrawImprovement', { showsOwnError: true, done: () => '已撤下，可在表下方恢复' })
  const restore = useCommand('life.restoreImprovement', { done: () => '已恢复' })
  if (found.error) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />
  if (!found.data) return <Loading />
  const { rows, removed } = found.data
  const add =
    organizationId === undefined ? null : (
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlus size={14} aria-hidden="true" />}
        onClick={() => setActing({ what: '新增' })}
      >
        登记问题
      </Button>
    )
  return (
    <>
      {rows.length === 0 ? (
        <EmptyState
          title="没有整改问题"
          reason={
            organizationId === undefined
              ? '在某次组织生活会里登记查摆出的问题，就都列在这里。'
              : '把会上查摆出的问题逐条登记，写明措施、责任人和时限。'
          }
          action={add}
        />
      ) : (
        <div className="table-scroll">
          <table className="plain-table">
            <thead>
              <tr>
                {organizationId === undefined && <th>党支部</th>}
                <th>对象</th>
                <th>问题与措施</th>
                <th>责任人</th>
                <th>时限</th>
                <th>状态</th>
                <th>
                  <span className="visually-hidden">动作</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  {organizationId === undefined && <td className="nowrap">{row.organizationName}</td>}
                  <td className="nowrap">{row.scope === '班子' ? '班子' : row.memberName}</td>
                  <td className="wrap">
                    {row.problem}
                    <p className="small secondary">{row.measure === '' ? '还没有写措施' : row.measure}</p>
                  </td>
                  <td className="nowrap">{row.ownerName || <span className="muted">没有写</span>}</td>
                  <td className="nowrap">
                    {row.dueOn ?? <span className="muted">没有写</span>}
                    {row.isOverdue && (
                      <div>
                        <SeverityMark severity="应当" text={`逾期 ${row.overdueDays} 天`} />
                      </div>
                    )}
                  </td>
                  <td className="nowrap" title={row.changes.map((each) => `${each.changedOn} ${each.toState} ${each.note}`).join('\n')}>
                    <SeverityMark severity={TONES[row.state]} text={row.state} />
                  </td>
                  <td>
                    <div className="row-buttons">
                      <Menu position="bottom-end">
                        <Menu.Target>
                          <Button
                            size="xs"
                            variant="default"
                            aria-label={`办理：${row.problem}`}
                            rightSection={<IconChevronDown size={12} aria-hidden="true" />}
                          >
                            办理
                          </Button>
                        </Menu.Target>
                        <Menu.Dropdown>
                          {row.nextStates.map((to) => (
                            <Menu.Item key={to} onClick={() => setActing({ what: '改状态', row, to })}>
                              改为“{to}”
                            </Menu.Item>
                          ))}
                          <Menu.Divider />
                          <Menu.Item onClick={() => setActing({ what: '更改', row })}>更改内容</Menu.Item>
                          <Menu.Item onClick={() => setActing({ what: '撤下', row })}>撤下</Menu.Item>
                        </Menu.Dropdown>
                      </Menu>
                    </div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {add !== null && <div className="grade-bar">{add}</div>}
        </div>
      )}
      <RemovedList
        rows={removed.map((each) => ({
          id: each.id,
          text: `${organizationId === undefined ? `${each.organizationName}：` : ''}${each.problem}（${each.reason}）`,
        }))}
        onRestore={(improvementId) => void restore.run({ improvementId })}
      />
      {acting?.what === '新增' && organizationId !== undefined && (
        <ImprovementDialog organizationId={organizationId} meetingId={meetingId ?? null} row={null} onClose={() => setActing(null)} />
      )}
      {acting?.what === '更改' && (
        <ImprovementDialog
          organizationId={acting.row.organizationId}
          meetingId={acting.row.meetingId}
          row={acting.row}
          onClose={() => setActing(null)}
        />
      )}
      {acting?.what === '改状态' && (
        <ImprovementStateDialog row={acting.row} to={acting.to} today={found.data.asOf} onClose={() => setActing(null)} />
      )}
      {acting?.what === '撤下' && (
        <ReasonDialog
          title="撤下整改问题"
          lead={acting.row.problem}
          submitLabel="撤下"
          command={withdraw}
          onSubmit={(reason) => withdraw.run({ improvementId: acting.row.id, reason })}
          onClose={() => setActing(null)}
        />
      )}
    </>
  )
}
