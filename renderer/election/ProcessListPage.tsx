import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { ProcessSummary } from '../../shared/election/process-contract.ts'
import { prefillFrom, textIn, type Prefill } from '../app/prefill.ts'
import { hrefTo, navigate } from '../app/router.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { DataTable, type Column } from '../ui/DataTable.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { Permitted } from '../ui/Permitted.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import { OpenProcessForm } from './OpenProcessForm.tsx'
import { WINDOW_SEVERITIES } from './process-tone.ts'
import './election.css'

const columns: readonly Column<ProcessSummary>[] = [
  {
    key: 'name',
    title: '党组织',
    width: 168,
    grow: true,
    render: (row) => (
      <a href={hrefTo(`/election-process/${encodeURIComponent(row.id)}`)} tabIndex={-1}>
        {row.organizationName}
      </a>
    ),
  },
  { key: 'title', title: '办什么', width: 180, grow: true, render: (row) => row.title },
  { key: 'deadlineOn', title: '届满或期限', width: 112, render: (row) => row.deadlineOn ?? '及时' },
  { key: 'meetingOn', title: '大会日期', width: 112, render: (row) => row.meetingOn ?? <span className="muted">未定</span> },
  {
    key: 'window',
    title: '合法窗口',
    width: 120,
    render: (row) => (
      <span title={row.window.message}>
        <SeverityMark severity={WINDOW_SEVERITIES[row.window.verdict]} text={row.window.verdict} />
      </span>
    ),
  },
  { key: 'progress', title: '进度', width: 84, align: 'right', render: (row) => `${row.doneCount} / ${row.stepCount} 步` },
  {
    key: 'current',
    title: '下一步',
    width: 130,
    render: (row) => (row.currentStep === '' ? <SeverityMark severity="达标" text="全部办完" /> : row.currentStep),
  },
  { key: 'confirmedOn', title: '确认当选', width: 112, render: (row) => row.confirmedOn ?? <span className="muted">未确认</span> },
]

/** 全部换届、补选、指派流程；没办完的在前。 */
export function ProcessListPage({ query }: { query: URLSearchParams }) {
  const processes = useBackendQuery('election.processes', {})
  const prefill = query.get('act') === 'election.openProcess' ? prefillFrom(query) : null
  const [isOpening, setOpening] = useState(false)
  const close = () => {
    setOpening(false)
    if (prefill !== null) navigate('/election-process', {}, { replace: true })
  }
  const open = () => setOpening(true)
  const rows = processes.data?.rows ?? []
  const removed = processes.data?.removed ?? []
  const restore = useCommand('election.restoreProcess', { done: () => '流程已恢复' })
  // 从发现或到期清单进来：同一件事已有没办完的流程就直接进那一个，不再发起。
  const wanted = prefill === null ? null : `${textIn(prefill, 'organizationId')}|${textIn(prefill, 'kind')}`
  const existing = rows.find((row) => row.confirmedOn === null && `${row.organizationId}|${row.kind}` === wanted)?.id
  useEffect(() => {
    if (existing !== undefined) navigate(`/election-process/${encodeURIComponent(existing)}`, {}, { replace: true })
  }, [existing])
  return (
    <div className="election">
      <PageHeader
        title="换届驾驶舱"
        status={processes.data ? statusOf(processes.data.rows) : ''}
        actions={
          <Permitted anyOf="election.openProcess">
            <Button leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={open}>
              发起流程
            </Button>
          </Permitted>
        }
      />
      {processes.error ? (
        <ErrorState error={processes.error} onRetry={() => void processes.refetch()} />
      ) : !processes.data ? (
        <Loading />
      ) : (
        <div className="election-table">
          <DataTable
            label="换届、补选与指派的流程"
            columns={columns}
            rowCount={rows.length}
            rowAt={(index) => rows[index]}
            rowKey={(row) => row.id}
            onOpen={(row) => navigate(`/election-process/${encodeURIComponent(row.id)}`)}
            empty={
              <EmptyState
                title="还没有发起换届或补选"
                reason="选一个党组织发起，系统按届满日（或出缺日）算出合法窗口和倒排的每一步。"
                action={<Button onClick={open}>发起流程</Button>}
              />
            }
          />
        </div>
      )}
      {removed.length > 0 && (
        <details className="small secondary term-removed">
          <summary>撤下的流程 {removed.length} 个</summary>
          <ul>
            {removed.map((row) => (
              <li key={row.id}>
                {row.organizationName} {row.title}（{row.reason}）{' '}
                <button type="button" className="link-button" onClick={() => void restore.run({ processId: row.id })}>
                  恢复
                </button>
              </li>
            ))}
          </ul>
        </details>
      )}
      {(isOpening || (prefill !== null && processes.data && existing === undefined)) && (
        <OpenProcessForm prefill={prefill ?? NO_PREFILL} onClose={close} />
      )}
    </div>
  )
}

const NO_PREFILL: Prefill = {}

function statusOf(rows: readonly ProcessSummary[]): string {
  const open = rows.filter((row) => row.confirmedOn === null).length
  return rows.length === 0 ? '' : `${open} 个在办，${rows.length - open} 个已选出`
}
