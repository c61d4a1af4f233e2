import { Button, Select, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { shownDate } from '../../shared/calendar/date-precision.ts'
import { isPlainDate } from '../../shared/calendar/plain-date.ts'
import { DEPARTURE_KINDS } from '../../shared/member/event-kinds.ts'
import type { DepartedRow } from '../../shared/member/life-contract.ts'
import { hrefTo, navigate, type PageProps } from '../app/router.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { DataTable, type Column } from '../ui/DataTable.tsx'
import { DateField } from '../ui/DateField.tsx'
import { OrganizationPicker } from '../ui/OrganizationPicker.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import { EventDialog } from './EventDialog.tsx'
import './roster.css'

const REASONS = [...DEPARTURE_KINDS, '未说明'] as const

/** 历史党员：已不在册的人，按原因、年度查，点开看一生；能回来的从这里登记转入或重新入党。 */
export function DepartedPage({ query }: PageProps) {
  const [search, setSearch] = useState('')
  const [settled] = useDebouncedValue(search, 150)
  const [reason, setReason] = useState<(typeof REASONS)[number] | null>(REASONS.find((each) => each === query.get('reason')) ?? null)
  const [year, setYear] = useState<string | null>(query.get('year'))
  const [organizationId, setOrganizationId] = useState<string | null>(query.get('organizationId'))
  const [asOf, setAsOf] = useState('')
  const [returning, setReturning] = useState<DepartedRow | null>(null)
  const found = useBackendQuery(
    'member.departed',
    { search: settled, reason, year: year === null ? null : Number(year), organizationId, ...(isPlainDate(asOf) ? { asOf } : {}) },
    { keepPrevious: true },
  )
  const rows = found.data?.rows ?? []
  const counts = found.data?.counts ?? []
  const years = [...new Set(counts.map((each) => each.year))].toSorted((a, b) => b - a)
  const columns: readonly Column<DepartedRow>[] = [
    { key: 'name', title: '姓名', width: 120, grow: true, render: (row) => <strong className="ellipsis">{row.name}</strong> },
    { key: 'gender', title: '性别', width: 52, render: (row) => row.gender },
    { key: 'identityNumber', title: '公民身份号码', width: 172, render: (row) => row.identityNumber },
    { key: 'branchName', title: '原党支部', width: 200, grow: true, render: (row) => <span className="ellipsis">{row.branchName}</span> },
    { key: 'reason', title: '减员原因', width: 110, render: (row) => row.reason },
    { key: 'leftOn', title: '日期', width: 100, render: (row) => shownDate(row.leftOn, row.precision) },
    {
      key: 'documentNo',
      title: '依据、去向',
      width: 180,
      grow: true,
      render: (row) => <span className="ellipsis">{[row.documentNo, row.detail].filter((text) => text !== '').join('，') || '—'}</span>,
    },
    {
      key: 'comeback',
      title: '再回来',
      width: 150,
      render: (row) =>
        row.comeback === '不能' ? (
          <span className="ellipsis secondary" title={row.comebackNote}>
            {row.comebackNote}
          </span>
        ) : (
          <Button
            size="xs"
            variant="default"
            title={row.comebackNote}
            onClick={(event) => {
              event.stopPropagation()
              setReturning(row)
            }}
          >
            {row.comeback === '重新入党' ? '重新入党' : '转入'}
          </Button>
        ),
    },
  ]
  return (
    <div className="roster">
      <PageHeader
        title="历史党员"
        status={found.data ? `${found.data.asOf} 已不在册的，查到 ${rows.length.toLocaleString()} 名` : ''}
        actions={
          <Button component="a" href={hrefTo('/member')} variant="default">
            回到党员名册
          </Button>
        }
      />
      <div className="roster-filters" role="search">
        <TextInput
          aria-label="找历史党员"
          placeholder="姓名、拼音、证号尾号"
          leftSection={<IconSearch size={16} aria-hidden="true" />}
          w={220}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          autoComplete="off"
        />
        <Select
          aria-label="减员原因"
          placeholder="全部原因"
          w={160}
          clearable
          clearButtonProps={{ 'aria-label': '清空减员原因' }}
          data={[...REASONS]}
          value={reason}
          onChange={setReason}
        />
        <Select
          aria-label="年度"
          placeholder="全部年度"
          w={120}
          clearable
          clearButtonProps={{ 'aria-label': '清空年度' }}
          data={years.map(String)}
          value={year}
          onChange={setYear}
        />
        <OrganizationPicker
          label="原党组织"
          hidesLabel
          emptyText="全部党组织"
          width={220}
          value={organizationId}
          onChange={setOrganizationId}
        />
        <DateField label="截止哪一天" hidesLabel width={160} placeholder="截止某一天" value={asOf} onChange={setAsOf} />
      </div>
      {counts.length > 0 && (
        <p className="departed-counts">
          {counts
            .toSorted((a, b) => b.year - a.year || a.reason.localeCompare(b.reason, 'zh-CN'))
            .slice(0, 12)
            .map((each) => (
              <button
                key={`${each.year} ${each.reason}`}
                type="button"
                className="bare-button departed-count"
                onClick={() => {
                  setYear(String(each.year))
                  setReason(REASONS.find((known) => known === each.reason) ?? null)
                }}
              >
                {each.year} 年{each.reason} <strong>{each.count}</strong>
              </button>
            ))}
        </p>
      )}
      <div className="roster-body">
        <Card isFlush className="roster-table">
          <div className="roster-grid">
            {found.error ? (
              <ErrorState error={found.error} onRetry={() => void found.refetch()} />
            ) : found.isPending ? (
              <Loading />
            ) : (
              <DataTable
                label="历史党员"
                columns={columns}
                rowCount={rows.length}
                rowAt={(index) => rows[index]}
                rowKey={(row) => row.memberId}
                onOpen={(row) => navigate(`/person/${encodeURIComponent(row.memberId)}`)}
                empty={
                  <EmptyState
                    title="没有查到"
                    reason="在党员的页面登记转出、去世、除名等以后，就会列在这里；从前的人数不受影响。登错的人在名册的“回收站”里。"
                  />
                }
              />
            )}
          </div>
        </Card>
      </div>
      {returning && returning.comeback !== '不能' && (
        <EventDialog
          members={[{ id: returning.memberId, name: returning.name }]}
          event={null}
          kind={returning.comeback}
          onClose={() => setReturning(null)}
          onDone={() => setReturning(null)}
        />
      )}
    </div>
  )
}
