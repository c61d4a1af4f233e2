import { Button, Select, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import type { ActivityRow } from '../../shared/organizational-life/activity-contract.ts'
import { ACTIVITY_TYPES, type ActivityType } from '../../shared/organizational-life/activity-types.ts'
import { hrefTo, navigate, type PageProps } from '../app/router.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { DataTable, type Column } from '../ui/DataTable.tsx'
import { OrganizationPicker } from '../ui/OrganizationPicker.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { Permitted } from '../ui/Permitted.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import { EHomeDialog } from './EHomeDialog.tsx'
import { LifeTabs } from './LifeTabs.tsx'
import './activities-page.css'

const COLUMNS: readonly Column<ActivityRow>[] = [
  { key: 'heldOn', title: '日期', width: 104, render: (row) => row.heldOn },
  { key: 'time', title: '时间', width: 112, render: (row) => `${row.startsAt}–${row.endsAt}` },
  {
    key: 'branch',
    title: '党组织',
    width: 150,
    render: (row) => (row.groupName === '' ? row.organizationName : `${row.organizationName}，${row.groupName}`),
  },
  {
    key: 'title',
    title: '活动',
    width: 260,
    grow: true,
    render: (row) => (
      <>
        {row.title}
        {row.isBackfilled && <span className="backfilled-tag">补录</span>}
        {row.topicTitles.length > 0 && <span className="small secondary">　{row.topicTitles.join('；')}</span>}
      </>
    ),
  },
  {
    key: 'types',
    title: '计入类型',
    width: 170,
    render: (row) => row.types.map(({ type, isCounted }) => (isCounted ? type : `${type}（待确认）`)).join('、'),
  },
  { key: 'present', title: '实到/应到', width: 92, align: 'right', render: (row) => `${row.presentCount}/${row.expectedCount}` },
  { key: 'photos', title: '照片', width: 56, align: 'right', render: (row) => row.photoCount },
  {
    key: 'required',
    title: '必录项',
    width: 92,
    render: (row) => (
      <span title={row.requiredItems.missing.length === 0 ? '' : `还缺：${row.requiredItems.missing.join('、')}`}>
        <SeverityMark
          severity={row.requiredItems.missing.length === 0 ? '达标' : '提示'}
          text={`${row.requiredItems.done}/${row.requiredItems.total}`}
        />
      </span>
    ),
  },
  { key: 'eHome', title: '党建e家', width: 104, render: (row) => row.eHomeOn ?? <span className="muted">没登记</span> },
]

/** 活动记录：按党组织、年份、类型看全部活动；可检索议题、要点、决议；回收站也在这里。 */
export function ActivitiesPage({ query }: PageProps) {
  const overview = useBackendQuery('settings.overview', {})
  const year = Number(query.get('year') ?? overview.data?.today.slice(0, 4) ?? 0)
  const organizationId = query.get('organizationId')
  const type = ACTIVITY_TYPES.find((one) => one === query.get('type')) ?? null
  const isRemoved = query.get('removed') === '1'
  const [text, setText] = useState(query.get('q') ?? '')
  const [settled] = useDebouncedValue(text.trim(), 250)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [isRegistering, setRegistering] = useState(false)
  const list = useBackendQuery(
    'life.activities',
    { organizationId, includesSubordinates: true, year, type, removed: isRemoved, limit: 2000 },
    { enabled: year > 0, keepPrevious: true },
  )
  const rows = list.data?.rows ?? []
  const go = (change: Readonly<Record<string, string | number | null>>) =>
    navigate('/life/activities', { year, organizationId, type, removed: isRemoved ? '1' : null, ...change }, { replace: true })
  return (
    <div className="activities">
      <PageHeader
        title={isRemoved ? '活动回收站' : '活动记录'}
        status={list.data ? `${list.data.total.toLocaleString('zh-CN')} 次` : ''}
        actions={
          <>
            {selected.size > 0 && (
              <Permitted anyOf="life.recordEHome">
                <Button variant="default" onClick={() => setRegistering(true)}>
                  登记党建e家（{selected.size} 次）
                </Button>
              </Permitted>
            )}
            <Button variant="default" onClick={() => go({ removed: isRemoved ? null : '1' })}>
              {isRemoved ? '回到活动记录' : '回收站'}
            </Button>
            <Permitted anyOf="life.recordActivity">
              <Button
                component="a"
                href={hrefTo('/life/activity/new', { organizationId })}
                leftSection={<IconPlus size={16} aria-hidden="true" />}
              >
                记一场活动
              </Button>
            </Permitted>
          </>
        }
      />
      <LifeTabs current="/life/activities" />
      <div className="activities-bar">
        <TextInput
          aria-label="检索会议内容、议题、决议"
          placeholder="检索议题、要点、决议，几个词用空格隔开"
          leftSection={<IconSearch size={16} aria-hidden="true" />}
          w={320}
          maxLength={100}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <OrganizationPicker
          label="只看哪个党组织"
          hidesLabel
          emptyText="全部党组织"
          levels={['党委', '党总支', '党支部']}
          width={220}
          value={organizationId}
          onChange={(id) => go({ organizationId: id })}
        />
        <Select
          aria-label="年份"
          w={104}
          data={yearChoices(Number(overview.data?.today.slice(0, 4) ?? year), year)}
          value={String(year)}
          onChange={(value) => go({ year: value })}
        />
        <Select
          aria-label="类型"
          w={132}
          data={[...ACTIVITY_TYPES]}
          value={type}
          clearable
          placeholder="全部类型"
          clearButtonProps={{ 'aria-label': '看全部类型' }}
          onChange={(value) => go({ type: value })}
        />
      </div>
      {settled !== '' ? (
        <SearchResults text={settled} organizationId={organizationId} type={type} />
      ) : list.error ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : !list.data ? (
        <Loading />
      ) : (
        <div className="activities-table">
          <DataTable
            label="活动记录"
            columns={COLUMNS}
            rowCount={rows.length}
            rowAt={(index) => rows[index]}
            rowKey={(row) => row.id}
            onOpen={(row) => navigate(`/life/activity/${encodeURIComponent(row.id)}`)}
            {...(isRemoved
              ? {}
              : {
                  selectedKeys: selected,
                  onSelect: (row: ActivityRow, isSelected: boolean) =>
                    setSelected((now) => {
                      const next = new Set(now)
                      if (isSelected) next.add(row.id)
                      else next.delete(row.id)
                      return next
                    }),
                })}
            empty={
              <EmptyState
                title={isRemoved ? '回收站是空的' : `${year} 年还没有记过活动`}
                reason={
                  isRemoved
                    ? '移入回收站的活动列在这里，打开即可恢复。'
                    : '从矩阵点格录，或点右上角“记一场活动”；党课、主题党日与党员大会合办的记一次就行。'
                }
              />
            }
          />
        </div>
      )}
      {isRegistering && (
        <EHomeDialog
          activityIds={[...selected]}
          today={overview.data?.today ?? ''}
          onClose={() => {
            setRegistering(false)
            setSelected(new Set())
          }}
        />
      )}
    </div>
  )
}

function yearChoices(today: number, year: number): string[] {
  const years = new Set(Array.from({ length: 6 }, (_, index) => today - index))
  years.add(year)
  return [...years].sort((a, b) => b - a).map(String)
}

function SearchResults({ text, organizationId, type }: { text: string; organizationId: string | null; type: ActivityType | null }) {
  const found = useBackendQuery('life.search', { text, organizationId, type }, { keepPrevious: true })
  if (found.error) return <ErrorState error={found.error} />
  if (!found.data) return <Loading label="正在检索" />
  if (found.data.rows.length === 0)
    return <EmptyState title={`没有找到“${text}”`} reason="换个说法，或少写一个词；检索的是议题、发言要点、决议、整体记录与议定事项。" />
  return (
    <div className="search-results" tabIndex={0} role="region" aria-label="检索结果">
      <p className="small secondary" role="status">
        {found.data.total} 次活动里有“{text}”{found.data.total > found.data.rows.length && `，列出最近 ${found.data.rows.length} 次`}
      </p>
      <ol>
        {found.data.rows.map((row) => (
          <li key={row.activityId}>
            <p>
              <a href={hrefTo(`/life/activity/${encodeURIComponent(row.activityId)}`)}>{row.title}</a>
              <span className="small secondary">
                {row.organizationName}，{row.heldOn}，{row.types.join('、')}
              </span>
            </p>
            {row.fragments.map((fragment, index) => (
              <p key={index} className="search-fragment">
                <span className="small secondary">{fragment.label}　</span>
                {fragment.before}
                <mark>{fragment.hit}</mark>
                {fragment.after}
              </p>
            ))}
          </li>
        ))}
      </ol>
    </div>
  )
}
