import { ActionIcon, Button, Checkbox, MultiSelect, SegmentedControl } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconPrinter } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { isPlainDate, partsOf, type PlainDate } from '../../shared/calendar/plain-date.ts'
import { isOpen } from '../../shared/calendar/task.ts'
import type { AgendaEntry } from '../../shared/calendar/task-contract.ts'
import { SLICES, TASKS } from '../../shared/glossary.ts'
import { hrefTo } from '../app/router.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { OrganizationPicker } from '../ui/OrganizationPicker.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { ErrorState, Loading } from '../ui/states.tsx'
import { SeverityShape } from '../ui/SeverityMark.tsx'
import { shifted, spanLabel, spanOf, VIEWS, type Agenda, type View } from './calendar-range.ts'
import { EntryPanel } from './EntryPanel.tsx'
import { ExportMenu } from './ExportMenu.tsx'
import { ListView } from './ListView.tsx'
import { MonthView } from './MonthView.tsx'
import { YearView } from './YearView.tsx'

const CATEGORIES = [...TASKS, '督查考核'].map((label, index) => ({ value: String(index + 1), label }))

/** 月、年、列表三种看法共用一套筛选与右边的明细。 */
export function WorkCalendar({ query, tabs }: { query: URLSearchParams; tabs: ReactNode }) {
  const overview = useBackendQuery('settings.overview', {})
  if (!overview.data) return overview.error ? <ErrorState error={overview.error} onRetry={() => void overview.refetch()} /> : <Loading />
  // 已在日历上再点提醒、点工作台来的链接，要换到新点的那一件。
  return <LoadedCalendar key={query.toString()} query={query} tabs={tabs} today={overview.data.today} />
}

function LoadedCalendar({ query, tabs, today }: { query: URLSearchParams; tabs: ReactNode; today: PlainDate }) {
  const asked = query.get('at') ?? ''
  const [view, setView] = useState<View>(VIEWS.find((each) => each === query.get('view')) ?? '月')
  const [at, setAt] = useState<PlainDate>(isPlainDate(asked) ? asked : today)
  const [organizationId, setOrganizationId] = useState<string | null>(query.get('organizationId'))
  const [includesBelow, setIncludesBelow] = useState(false)
  const [taskNos, setTaskNos] = useState<string[]>([])
  const [onlyOpen, setOnlyOpen] = useState(false)
  const [day, setDay] = useState<PlainDate | null>(isPlainDate(asked) ? asked : null)
  const [openKey, setOpenKey] = useState<string | null>(query.get('entry'))
  const scope = { organizationId, includesBelow, taskNos: taskNos.map(Number) }
  const range = spanOf(view, at)
  const agenda = useBackendQuery('calendar.agenda', { range, ...scope }, { keepPrevious: true })
  const all = agenda.data?.entries ?? []
  const entries = onlyOpen ? all.filter(({ state }) => isOpen(state)) : all
  const opened = all.find(({ key }) => key === openKey) ?? null
  const go = (next: PlainDate) => {
    setAt(next)
    setDay(null)
    setOpenKey(null)
  }
  const openMonth = (month: PlainDate) => {
    setView('月')
    go(month)
  }
  return (
    <div className="calendar-page">
      <PageHeader
        title={SLICES.calendar}
        control={tabs}
        status={agenda.data ? situation(all) : ''}
        actions={
          <>
            <ExportMenu range={range} scope={scope} at={at} />
            <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden="true" />} onClick={() => window.print()}>
              打印
            </Button>
          </>
        }
      />
      {agenda.data !== undefined && missingText(agenda.data) !== '' && (
        <div className="notice calendar-missing" role="status">
          <SeverityShape severity="应当" />
          <span>
            {missingText(agenda.data)}{' '}
            <a href={hrefTo('/calendar/holidays')} className="inline-link">
              去导入
            </a>
          </span>
        </div>
      )}
      <div className="calendar-tools">
        <SegmentedControl
          aria-label="看法"
          data={VIEWS.map((value) => ({ value, label: value }))}
          value={view}
          onChange={(value) => {
            setView(VIEWS.find((each) => each === value) ?? '月')
            setDay(null)
            setOpenKey(null)
          }}
        />
        <div className="calendar-pager">
          <ActionIcon
            variant="default"
            size={32}
            aria-label={view === '年' ? '上一年' : '上个月'}
            onClick={() => go(shifted(view, at, -1))}
          >
            <IconChevronLeft size={18} aria-hidden="true" />
          </ActionIcon>
          <strong aria-live="polite">{spanLabel(view, at)}</strong>
          <ActionIcon variant="default" size={32} aria-label={view === '年' ? '下一年' : '下个月'} onClick={() => go(shifted(view, at, 1))}>
            <IconChevronRight size={18} aria-hidden="true" />
          </ActionIcon>
          <Button
            variant="default"
            onClick={() => {
              go(today)
              setDay(today)
            }}
          >
            今天
          </Button>
        </div>
        <OrganizationPicker
          label="党组织"
          hidesLabel
          emptyText="全部党组织"
          value={organizationId}
          onChange={(next) => {
            setOrganizationId(next)
            setOpenKey(null)
          }}
          levels={['党委', '党总支', '党支部']}
          width={200}
        />
        {organizationId !== null && (
          <Checkbox label="连同下级" checked={includesBelow} onChange={(event) => setIncludesBelow(event.currentTarget.checked)} />
        )}
        <MultiSelect
          aria-label="类别"
          data={CATEGORIES}
          value={taskNos}
          onChange={setTaskNos}
          placeholder={taskNos.length === 0 ? '全部类别' : ''}
          clearable
          clearButtonProps={{ 'aria-label': '清空类别' }}
          w={200}
        />
        <Checkbox label="只看未办" checked={onlyOpen} onChange={(event) => setOnlyOpen(event.currentTarget.checked)} />
      </div>
      {agenda.error ? (
        <ErrorState error={agenda.error} onRetry={() => void agenda.refetch()} />
      ) : agenda.data === undefined ? (
        <Loading label="正在排日历" />
      ) : (
        <div className="calendar-body">
          {view === '月' && (
            <MonthView
              days={agenda.data.days}
              entries={entries}
              at={at}
              today={today}
              day={day}
              onDay={(next) => {
                setDay(next)
                setOpenKey(null)
              }}
              onEntry={(entry) => {
                setDay(entry.dueOn)
                setOpenKey(entry.key)
              }}
            />
          )}
          {view === '年' && (
            <YearView entries={entries} at={at} today={today} onMonth={openMonth} onEntry={(entry) => setOpenKey(entry.key)} />
          )}
          {view === '列表' && <ListView entries={entries} today={today} openKey={openKey} onEntry={(entry) => setOpenKey(entry.key)} />}
          <EntryPanel
            entries={entries}
            opened={opened}
            day={view === '月' ? day : null}
            range={range}
            scope={scope}
            today={today}
            onOpen={setOpenKey}
          />
        </div>
      )}
    </div>
  )
}

/** 快到年底还缺次年的表，或正翻着的年份缺表；都不缺为空串。 */
function missingText({ missing, days }: Agenda): string {
  const provisional = days.find(({ isProvisional }) => isProvisional)
  if (missing !== '' || provisional === undefined) return missing
  return `${partsOf(provisional.on).year} 年节假日表未导入，这一年的工作日按周一至周五暂算。`
}

/** `本月 18 项，已办 6 项，逾期 2 项`：一项是一件事，不是一个党组织。 */
function situation(entries: readonly AgendaEntry[]): string {
  const done = entries.filter(({ state }) => !isOpen(state)).length
  const late = entries.filter(({ overdueCount }) => overdueCount > 0).length
  return `${entries.length} 项，已办结 ${done} 项${late > 0 ? `，${late} 项有逾期未办` : ''}`
}
