import { Select } from '@mantine/core'
import { ARCHIVE_CATEGORIES } from '../../shared/organizational-life/activity-types.ts'
import type { LedgerEntry } from '../../shared/organizational-life/ledger-contract.ts'
import type { RouteOutput } from '../app/client.ts'
import { navigate, type PageProps } from '../app/router.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { DataTable, type Column } from '../ui/DataTable.tsx'
import { OrganizationPicker } from '../ui/OrganizationPicker.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import { AttachmentCheckCard } from './AttachmentCheckCard.tsx'
import { LedgerExportCard } from './LedgerExportCard.tsx'
import { LifeTabs } from './LifeTabs.tsx'
import './ledger-page.css'

const COLUMNS: readonly Column<LedgerEntry>[] = [
  { key: 'category', title: '类目', width: 92, render: (row) => row.category },
  { key: 'heldOn', title: '日期', width: 100, render: (row) => row.heldOn },
  {
    key: 'title',
    title: '名称',
    width: 200,
    grow: true,
    render: (row) => (
      <span title={row.types.join('、')}>
        {row.title}
        {row.groupName !== '' && <span className="small secondary">　{row.groupName}</span>}
      </span>
    ),
  },
  { key: 'present', title: '实到/应到', width: 84, align: 'right', render: (row) => `${row.presentCount}/${row.expectedCount}` },
  { key: 'photos', title: '照片', width: 52, align: 'right', render: (row) => row.photoCount },
  {
    key: 'gaps',
    title: '缺项',
    width: 260,
    grow: true,
    render: (row) =>
      row.gaps.length === 0 ? (
        <SeverityMark severity="达标" text="齐全" />
      ) : (
        <span title={row.gaps.join('\n')}>
          <SeverityMark severity="提示" text={row.gaps.map((gap) => gap.replace(/^缺/, '')).join('、')} />
        </span>
      ),
  },
]

/** 台账：先看目录与缺项，再成册导出；记录改了再导一次就是新的。 */
export function LedgerPage({ query }: PageProps) {
  const overview = useBackendQuery('settings.overview', {})
  const tree = useBackendQuery('organization.tree', {})
  const thisYear = Number(overview.data?.today.slice(0, 4) ?? 0)
  const year = Number(query.get('year') ?? thisYear)
  const firstBranch = tree.data?.nodes.find(({ level }) => level === '党支部')?.id ?? null
  const organizationId = query.get('organizationId') ?? firstBranch
  const category = ARCHIVE_CATEGORIES.find((each) => each === query.get('category')) ?? null
  const found = useBackendQuery(
    'life.ledger',
    { organizationId: organizationId ?? '', year, category },
    { enabled: organizationId !== null && year > 0, keepPrevious: true },
  )
  const go = (change: Readonly<Record<string, string | null>>) =>
    navigate('/life/ledger', { organizationId, year, category, ...change }, { replace: true })
  return (
    <div className="ledger">
      <PageHeader
        title="台账"
        status={found.data ? sentence(found.data) : ''}
        control={
          <>
            <OrganizationPicker
              label="哪个党支部"
              hidesLabel
              levels={['党委', '党总支', '党支部']}
              width={220}
              value={organizationId}
              onChange={(id) => go({ organizationId: id })}
            />
            <Select
              aria-label="年份"
              w={104}
              data={Array.from({ length: 6 }, (_, index) => String(thisYear - index))}
              value={String(year)}
              allowDeselect={false}
              onChange={(value) => go({ year: value })}
            />
            <Select
              aria-label="类目"
              w={140}
              data={[...ARCHIVE_CATEGORIES]}
              value={category}
              clearable
              placeholder="全部类目"
              clearButtonProps={{ 'aria-label': '看全部类目' }}
              onChange={(value) => go({ category: value })}
            />
          </>
        }
      />
      <LifeTabs current="/life/ledger" />
      {tree.data && organizationId === null ? (
        <EmptyState title="还没有党支部" reason="请先在“党组织”登记党支部、导入花名册，再记录组织生活。" />
      ) : found.error ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : !found.data || organizationId === null ? (
        <Loading />
      ) : (
        <div className="ledger-columns">
          <Card title="目录与缺项" note={found.data.title} isFlush className="ledger-list">
            <DataTable
              label="台账目录"
              columns={COLUMNS}
              rowCount={found.data.entries.length}
              rowAt={(index) => found.data.entries[index]}
              rowKey={(row) => row.activityId}
              onOpen={(row) => navigate(`/life/activity/${encodeURIComponent(row.activityId)}`)}
              empty={
                <EmptyState
                  title={`${year} 年${category ?? ''}还没有记录`}
                  reason="换一个年份或类目；或到“月度矩阵”点格补记，记下的活动自动进台账。"
                />
              }
            />
          </Card>
          <div className="ledger-side">
            <LedgerExportCard
              ledger={found.data}
              category={category}
              canPrintPdf={overview.data?.canPrintPdf ?? false}
              canExportOne={found.data.entries.length > 0}
            />
            <AttachmentCheckCard />
          </div>
        </div>
      )}
    </div>
  )
}

function sentence({ entries, gapCount, photoCount, closedMonths }: RouteOutput<'life.ledger'>): string {
  if (entries.length === 0) return '没有记录'
  const gaps = gapCount === 0 ? '都齐全' : `${gapCount} 次有缺项`
  return `${entries.length} 次活动，${gaps}，照片 ${photoCount} 张，已月结 ${closedMonths.length} 个月`
}
