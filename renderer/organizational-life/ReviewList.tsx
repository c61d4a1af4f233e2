import { Button, Group, NumberInput } from '@mantine/core'
import { IconFileText, IconPlus } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { ReviewSummary } from '../../shared/organizational-life/review-contract.ts'
import { numberIn, prefillFrom, textIn } from '../app/prefill.ts'
import { hrefTo, navigate } from '../app/router.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { DataTable, type Column } from '../ui/DataTable.tsx'
import { DateField } from '../ui/DateField.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { OrganizationPicker } from '../ui/OrganizationPicker.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { Permitted } from '../ui/Permitted.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import { LifeTabs } from './LifeTabs.tsx'
import { RemovedList } from './RemovedList.tsx'
import { YearSwitch } from './YearSwitch.tsx'
import './appraisal.css'

type Row = ReviewSummary | { readonly id: null; readonly organizationId: string; readonly organizationName: string }

const count = (row: Row, grade: keyof ReviewSummary['grades']) => (row.id === null ? '' : String(row.grades[grade]))

const columns: readonly Column<Row>[] = [
  {
    key: 'name',
    title: '党支部',
    width: 160,
    grow: true,
    render: (row) =>
      row.id === null ? (
        row.organizationName
      ) : (
        <a href={hrefTo(`/life/review/${encodeURIComponent(row.id)}`)} tabIndex={-1}>
          {row.organizationName}
        </a>
      ),
  },
  {
    key: 'stages',
    title: '环节',
    width: 130,
    render: (row) =>
      row.id === null ? (
        <SeverityMark severity="待确认" text="没有开始" />
      ) : (
        <SeverityMark severity={row.doneStages.length === 6 ? '达标' : '待确认'} text={`${row.doneStages.length} / 6`} />
      ),
  },
  {
    key: 'decidedOn',
    title: '组织评定',
    width: 110,
    render: (row) => (row.id === null ? '' : (row.decidedOn ?? <span className="muted">没有</span>)),
  },
  { key: 'memberCount', title: '参评', width: 70, align: 'right', render: (row) => (row.id === null ? '' : row.memberCount) },
  {
    key: 'excellent',
    title: '优秀／上限',
    width: 112,
    align: 'right',
    render: (row) =>
      row.id === null ? (
        ''
      ) : row.excellentLimit !== null && row.grades.优秀 > row.excellentLimit ? (
        <SeverityMark severity="提示" text={`${row.grades.优秀}／${row.excellentLimit}`} />
      ) : (
        `${row.grades.优秀}／${row.excellentLimit ?? '—'}`
      ),
  },
  { key: 'qualified', title: '合格', width: 70, align: 'right', render: (row) => count(row, '合格') },
  { key: 'basic', title: '基本合格', width: 88, align: 'right', render: (row) => count(row, '基本合格') },
  { key: 'unqualified', title: '不合格', width: 80, align: 'right', render: (row) => count(row, '不合格') },
  { key: 'ungraded', title: '不定等次', width: 88, align: 'right', render: (row) => count(row, '不定等次') },
]

export function ReviewList({ query }: { query: URLSearchParams }) {
  const overview = useBackendQuery('settings.overview', {})
  const today = overview.data?.today ?? ''
  const thisYear = Number(today.slice(0, 4))
  const prefill = query.get('act') === 'life.openReview' ? prefillFrom(query) : null
  const year =
    Number(query.get('year')) ||
    (prefill === null ? null : numberIn(prefill, 'year')) ||
    (today.slice(5) <= '03-31' ? thisYear - 1 : thisYear)
  const reviews = useBackendQuery('life.reviews', { year }, { enabled: year > 0, keepPrevious: true })
  const [opening, setOpening] = useState<{ organizationId: string | null } | null>(null)
  const restore = useCommand('life.restoreReview', { done: () => '已恢复' })
  const go = (next: number) => navigate('/life/review', { year: String(next) }, { replace: true })
  const wanted = prefill === null ? null : textIn(prefill, 'organizationId') || query.get('organizationId')
  const existing = reviews.data?.rows.find((row) => row.organizationId === wanted)?.id
  useEffect(() => {
    if (prefill !== null && existing !== undefined) navigate(`/life/review/${encodeURIComponent(existing)}`, {}, { replace: true })
  }, [prefill, existing])
  const rows: Row[] = reviews.data ? [...reviews.data.rows, ...reviews.data.without.map((each) => ({ ...each, id: null }))] : []
  const decided = reviews.data?.rows.filter((row) => row.decidedOn !== null).length ?? 0
  const isAsked = prefill !== null && reviews.data !== undefined && existing === undefined
  return (
    <div className="activities">
      <PageHeader
        title="民主评议"
        control={<YearSwitch year={year} suffix="评议年度" latest={thisYear} onChange={go} />}
        status={reviews.data ? `已评定 ${decided} 个支部，没有开始的 ${reviews.data.without.length} 个` : ''}
        actions={
          <>
            <Button
              component="a"
              variant="default"
              href={hrefTo('/correspondence', { kind: 'W17', year: String(year) })}
              leftSection={<IconFileText size={16} aria-hidden="true" />}
            >
              起草工作通知
            </Button>
            <Permitted anyOf="life.openReview">
              <Button leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={() => setOpening({ organizationId: null })}>
                开始评议
              </Button>
            </Permitted>
          </>
        }
      />
      <LifeTabs current="/life/review" />
      {reviews.error ? (
        <ErrorState error={reviews.error} onRetry={() => void reviews.refetch()} />
      ) : !reviews.data ? (
        <Loading />
      ) : (
        <div className="activities-table">
          <DataTable
            label={`${year} 年度民主评议`}
            columns={columns}
            rowCount={rows.length}
            rowAt={(index) => rows[index]}
            rowKey={(row) => row.id ?? row.organizationId}
            onOpen={(row) =>
              row.id === null ? setOpening({ organizationId: row.organizationId }) : navigate(`/life/review/${encodeURIComponent(row.id)}`)
            }
            empty={<EmptyState title="还没有党支部" reason="先在“党组织”建好党支部，再来开始民主评议。" />}
          />
        </div>
      )}
      {(reviews.data?.removed.length ?? 0) > 0 && (
        <RemovedList
          rows={(reviews.data?.removed ?? []).map((row) => ({
            id: row.id,
            text: `${row.organizationName} ${row.year} 年度（${row.reason}）`,
          }))}
          onRestore={(reviewId) => void restore.run({ reviewId })}
        />
      )}
      {(opening !== null || isAsked) && today !== '' && (
        <OpenReviewDialog
          year={year}
          today={today}
          organizationId={opening?.organizationId ?? wanted ?? null}
          onClose={() => {
            setOpening(null)
            if (prefill !== null) go(year)
          }}
        />
      )}
    </div>
  )
}

function OpenReviewDialog({
  year: given,
  today,
  organizationId: asked,
  onClose,
}: {
  year: number
  today: string
  organizationId: string | null
  onClose: () => void
}) {
  const [organizationId, setOrganizationId] = useState(asked)
  const [year, setYear] = useState(given)
  const [rosterOn, setRosterOn] = useState(today)
  const open = useCommand('life.openReview', { showsOwnError: true, done: () => '已按名册列出参评名单' })
  return (
    <FormDialog
      title="开始民主评议"
      lead="参评名单由名册算出：正式党员评定等次，预备党员参加评议但不定等次，停止党籍的不在内。"
      submitLabel="列出名单"
      isOpen
      isRunning={open.isRunning}
      error={open.error}
      {...(organizationId === null ? { blockedBy: '还没有选党支部' } : {})}
      onClose={onClose}
      onSubmit={() => {
        if (organizationId === null) return
        void open
          .run({ organizationId, year, rosterOn })
          .then((done) => done && navigate(`/life/review/${encodeURIComponent(done.reviewId)}`))
      }}
    >
      <OrganizationPicker
        label="党支部"
        required
        value={organizationId}
        levels={['党支部']}
        onChange={setOrganizationId}
        error={open.problem('organizationId')}
      />
      <Group grow align="flex-start" gap={12}>
        <NumberInput
          label="评议年度"
          min={2000}
          max={2199}
          allowDecimal={false}
          value={year}
          onChange={(value) => setYear(Number(value))}
          error={open.problem('year')}
        />
        <DateField
          label="取哪天的名册"
          description="以后有变化可以重算"
          required
          value={rosterOn}
          onChange={setRosterOn}
          error={open.problem('rosterOn')}
        />
      </Group>
    </FormDialog>
  )
}
