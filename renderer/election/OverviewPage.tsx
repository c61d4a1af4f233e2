import { SegmentedControl, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import type { ElectionOverviewRow } from '../../shared/election/contract.ts'
import { SLICES } from '../../shared/glossary.ts'
import { hrefTo, navigate } from '../app/router.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { ColumnMenu, useColumnChoice } from '../ui/column-choice.tsx'
import { DataTable, type Column } from '../ui/DataTable.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import { daysText, STATE_SEVERITIES } from './term-state.ts'
import './election.css'

const FILTERS = ['全部', '届满未换', '待换届', '延期中', '有出缺', '无届次'] as const
type Filter = (typeof FILTERS)[number]

function passes(row: ElectionOverviewRow, filter: Filter): boolean {
  if (filter === '全部') return true
  return filter === '有出缺' ? row.vacancies.length > 0 : row.state === filter
}

/** 表里的一行：全称太长，列里用简称。 */
type Row = ElectionOverviewRow & { shortName: string }

const columns: readonly Column<Row>[] = [
  {
    key: 'name',
    title: '党组织',
    width: 168,
    grow: true,
    isSortable: true,
    render: (row) => (
      <a href={hrefTo(`/election/${encodeURIComponent(row.organizationId)}`)} tabIndex={-1} title={row.organizationName}>
        {row.shortName}
      </a>
    ),
  },
  { key: 'level', title: '层级', width: 72, isOptional: true, isHiddenAtFirst: true, render: (row) => row.level },
  {
    key: 'seq',
    title: '届次',
    width: 72,
    render: (row) => (row.currentTerm ? `第 ${row.currentTerm.seq} 届` : <span className="muted">无</span>),
  },
  { key: 'state', title: '状态', width: 112, render: (row) => <SeverityMark severity={STATE_SEVERITIES[row.state]} text={row.state} /> },
  {
    key: 'electedOn',
    title: '选举日',
    width: 104,
    isOptional: true,
    isHiddenAtFirst: true,
    render: (row) => row.currentTerm?.electedOn ?? '—',
  },
  {
    key: 'termYears',
    title: '任期',
    width: 60,
    align: 'right',
    isOptional: true,
    isHiddenAtFirst: true,
    render: (row) => (row.currentTerm ? `${row.currentTerm.termYears} 年` : '—'),
  },
  { key: 'remindBy', title: '提醒线', width: 104, isOptional: true, render: (row) => row.lines?.remindBy ?? '—' },
  { key: 'requestBy', title: '请示线', width: 104, isOptional: true, render: (row) => row.lines?.requestBy ?? '—' },
  { key: 'endsOn', title: '届满日', width: 104, isSortable: true, render: (row) => row.lines?.endsOn ?? '—' },
  {
    key: 'daysLeft',
    title: '距届满',
    width: 112,
    align: 'right',
    isSortable: true,
    render: (row) => (row.lines ? <span className={row.lines.daysLeft < 0 ? 'late' : ''}>{daysText(row.lines.daysLeft)}</span> : '—'),
  },
  { key: 'secretary', title: '书记', width: 88, render: (row) => row.secretaryName || <span className="muted">缺</span> },
  {
    key: 'committee',
    title: '班子',
    width: 72,
    align: 'right',
    render: (row) => `${row.committeeCount}${row.currentTerm?.seatCount ? ` / ${row.currentTerm.seatCount}` : ''} 人`,
  },
  {
    key: 'vacancies',
    title: '出缺',
    width: 150,
    grow: true,
    render: (row) =>
      row.vacancies.length === 0 ? (
        <span className="muted">无</span>
      ) : (
        <span
          title={row.vacancies.map((vacancy) => `${vacancy.title} ${vacancy.vacantOn} 起出缺，应在 ${vacancy.fillBy} 前补上`).join('\n')}
        >
          {row.vacancies.map((vacancy) => vacancy.title).join('、')}，{row.vacancies[0]?.fillBy} 前补
        </span>
      ),
  },
]

const SORTERS: Record<string, (a: Row, b: Row) => number> = {
  name: (a, b) => a.shortName.localeCompare(b.shortName, 'zh-CN'),
  endsOn: (a, b) => (a.lines?.endsOn ?? '9999').localeCompare(b.lines?.endsOn ?? '9999'),
  daysLeft: (a, b) => (a.lines?.daysLeft ?? 1e9) - (b.lines?.daysLeft ?? 1e9),
}

/** 各党组织的届次、几条线与出缺，缺省按届满先后。 */
export function OverviewPage() {
  const overview = useBackendQuery('election.overview', {})
  const tree = useBackendQuery('organization.tree', {})
  const [filter, setFilter] = useState<Filter>('全部')
  const [search, setSearch] = useState('')
  const [sort, setSort] = useState({ key: 'daysLeft', isDescending: false })
  const choice = useColumnChoice('election', columns)
  if (overview.error || !overview.data)
    return (
      <>
        <PageHeader title={SLICES.election} />
        {overview.error ? <ErrorState error={overview.error} onRetry={() => void overview.refetch()} /> : <Loading />}
      </>
    )
  const shortNames = new Map(tree.data?.nodes.map((node) => [node.id, node.shortName]))
  const all = overview.data.rows.map((row): Row => ({ ...row, shortName: shortNames.get(row.organizationId) ?? row.organizationName }))
  const sorter = SORTERS[sort.key]
  const rows = all
    .filter((row) => passes(row, filter) && `${row.shortName}${row.organizationName}`.includes(search.trim()))
    .toSorted((a, b) => (sorter ? sorter(a, b) * (sort.isDescending ? -1 : 1) : 0))
  const late = all.filter((row) => row.state === '届满未换').length
  const vacant = all.filter((row) => row.vacancies.length > 0).length
  return (
    <div className="election">
      <PageHeader
        title={SLICES.election}
        status={`${all.length} 个党组织，${late} 个届满未换，${vacant} 个班子有出缺`}
        actions={<ColumnMenu columns={columns} choice={choice} />}
      />
      <div className="election-tools">
        <SegmentedControl
          size="sm"
          aria-label="按状态筛选"
          data={FILTERS.map((value) => ({ value, label: `${value} ${all.filter((row) => passes(row, value)).length}` }))}
          value={filter}
          onChange={(value) => setFilter(FILTERS.find((one) => one === value) ?? '全部')}
        />
        <TextInput
          aria-label="按名称筛选"
          placeholder="按名称筛选"
          leftSection={<IconSearch size={16} aria-hidden="true" />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      </div>
      <div className="election-table">
        <DataTable
          label="各党组织的届次"
          columns={choice.visible}
          rowCount={rows.length}
          rowAt={(index) => rows[index]}
          rowKey={(row) => row.organizationId}
          sort={sort}
          onSort={(key) => setSort((now) => ({ key, isDescending: now.key === key && !now.isDescending }))}
          onOpen={(row) => navigate(`/election/${encodeURIComponent(row.organizationId)}`)}
          empty={
            all.length === 0 ? (
              <EmptyState
                title="还没有党组织"
                reason="登记党组织之后，在这里登记各自的届次与班子。"
                action={<a href={hrefTo('/organization')}>去登记党组织</a>}
              />
            ) : (
              <EmptyState title="没有符合的党组织" reason="换一个状态或名称再看。" />
            )
          }
        />
      </div>
    </div>
  )
}
