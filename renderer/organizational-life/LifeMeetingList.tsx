import { Button, SegmentedControl } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { LifeMeetingSummary } from '../../shared/organizational-life/life-meeting-contract.ts'
import { numberIn, prefillFrom, textIn } from '../app/prefill.ts'
import { hrefTo, navigate } from '../app/router.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { DataTable, type Column } from '../ui/DataTable.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { Permitted } from '../ui/Permitted.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import { ImprovementTable } from './ImprovementTable.tsx'
import { LifeTabs } from './LifeTabs.tsx'
import { OpenLifeMeetingDialog } from './OpenLifeMeetingDialog.tsx'
import { RemovedList } from './RemovedList.tsx'
import { YearSwitch } from './YearSwitch.tsx'
import './appraisal.css'

const VIEWS = ['组织生活会', '整改问题'] as const

type Row = LifeMeetingSummary | { readonly id: null; readonly organizationId: string; readonly organizationName: string }

const columns: readonly Column<Row>[] = [
  {
    key: 'name',
    title: '党支部',
    width: 150,
    grow: true,
    render: (row) =>
      row.id === null ? (
        row.organizationName
      ) : (
        <a href={hrefTo(`/life/meeting/${encodeURIComponent(row.id)}`)} tabIndex={-1}>
          {row.organizationName}
          {row.groupName === '' ? '' : ` ${row.groupName}`}
        </a>
      ),
  },
  {
    key: 'theme',
    title: '主题',
    width: 220,
    grow: true,
    render: (row) => (row.id === null ? <span className="muted">还没有筹备</span> : row.theme || <span className="muted">主题没有填</span>),
  },
  {
    key: 'plannedOn',
    title: '拟开',
    width: 104,
    render: (row) => (row.id === null ? '' : (row.plannedOn ?? <span className="muted">未定</span>)),
  },
  {
    key: 'heldOn',
    title: '召开',
    width: 124,
    render: (row) =>
      row.id === null ? (
        <SeverityMark severity="待确认" text="没有开" />
      ) : row.heldOn === null ? (
        <SeverityMark severity="待确认" text="筹备中" />
      ) : (
        <SeverityMark severity="达标" text={row.heldOn} />
      ),
  },
  {
    key: 'progress',
    title: '各步',
    width: 76,
    align: 'right',
    render: (row) => (row.id === null ? '' : `${row.doneCount} / ${row.stepCount}`),
  },
  {
    key: 'materials',
    title: '材料',
    width: 92,
    render: (row) =>
      row.id === null ? '' : <SeverityMark severity={row.materials.length === 7 ? '达标' : '提示'} text={`${row.materials.length} / 7`} />,
  },
  {
    key: 'improvements',
    title: '整改未销号',
    width: 104,
    align: 'right',
    render: (row) => (row.id === null ? '' : `${row.openImprovementCount} / ${row.improvementCount}`),
  },
]

export function LifeMeetingList({ query }: { query: URLSearchParams }) {
  const overview = useBackendQuery('settings.overview', {})
  const thisYear = Number((overview.data?.today ?? '').slice(0, 4))
  const prefill = query.get('act') === 'life.openLifeMeeting' ? prefillFrom(query) : null
  const asked = Number(query.get('year')) || (prefill === null ? null : numberIn(prefill, 'year'))
  const year = asked ?? thisYear
  const view = VIEWS.find((one) => one === query.get('view')) ?? '组织生活会'
  const meetings = useBackendQuery('life.lifeMeetings', { year }, { enabled: year > 0, keepPrevious: true })
  const [opening, setOpening] = useState<{ organizationId: string | null } | null>(null)
  const restore = useCommand('life.restoreLifeMeeting', { done: () => '已恢复' })
  const go = (change: Readonly<Record<string, string | null>>) =>
    navigate('/life/meeting', { year: String(year), view, ...change }, { replace: true })
  // 从发现进来：那个支部这一年度已经在办的，直接进那一次。
  const wanted = prefill === null ? null : textIn(prefill, 'organizationId') || query.get('organizationId')
  const existing = meetings.data?.rows.find((row) => row.organizationId === wanted)?.id
  useEffect(() => {
    if (prefill !== null && existing !== undefined) navigate(`/life/meeting/${encodeURIComponent(existing)}`, {}, { replace: true })
  }, [prefill, existing])
  const rows: Row[] = meetings.data ? [...meetings.data.rows, ...meetings.data.without.map((each) => ({ ...each, id: null }))] : []
  const held = meetings.data?.rows.filter((row) => row.heldOn !== null).length ?? 0
  const isAsked = prefill !== null && meetings.data !== undefined && existing === undefined
  const close = () => {
    setOpening(null)
    if (prefill !== null) go({})
  }
  return (
    <div className="activities">
      <PageHeader
        title="组织生活会"
        control={
          <>
            <YearSwitch year={year} latest={thisYear} onChange={(next) => go({ year: String(next) })} />
            <SegmentedControl aria-label="看什么" data={[...VIEWS]} value={view} onChange={(next) => go({ view: next })} />
          </>
        }
        status={meetings.data && view === '组织生活会' ? `已开 ${held} 次，还没有筹备的支部 ${meetings.data.without.length} 个` : ''}
        actions={
          <Permitted anyOf="life.openLifeMeeting">
            <Button leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={() => setOpening({ organizationId: null })}>
              筹备组织生活会
            </Button>
          </Permitted>
        }
      />
      <LifeTabs current="/life/meeting" />
      {view === '整改问题' ? (
        <Card isFlush title="整改问题" note="逾期的在前；改状态留痕，可撤下可恢复">
          <ImprovementTable />
        </Card>
      ) : meetings.error ? (
        <ErrorState error={meetings.error} onRetry={() => void meetings.refetch()} />
      ) : !meetings.data ? (
        <Loading />
      ) : (
        <div className="activities-table">
          <DataTable
            label={`${year} 年度组织生活会`}
            columns={columns}
            rowCount={rows.length}
            rowAt={(index) => rows[index]}
            rowKey={(row) => row.id ?? row.organizationId}
            onOpen={(row) =>
              row.id === null ? setOpening({ organizationId: row.organizationId }) : navigate(`/life/meeting/${encodeURIComponent(row.id)}`)
            }
            empty={<EmptyState title="还没有党支部" reason="先在“党组织”建好党支部，再来筹备组织生活会。" />}
          />
        </div>
      )}
      {(meetings.data?.removed.length ?? 0) > 0 && view === '组织生活会' && (
        <RemovedList
          rows={(meetings.data?.removed ?? []).map((row) => ({
            id: row.id,
            text: `${row.organizationName} ${row.year} 年度（${row.reason}）`,
          }))}
          onRestore={(meetingId) => void restore.run({ meetingId })}
        />
      )}
      {(opening !== null || isAsked) && (
        <OpenLifeMeetingDialog year={year} organizationId={opening?.organizationId ?? wanted ?? null} onClose={close} />
      )}
    </div>
  )
}
