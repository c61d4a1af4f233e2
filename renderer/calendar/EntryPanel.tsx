import { Button } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { partsOf, type PlainDate } from '../../shared/calendar/plain-date.ts'
import { weekdayName } from '../../shared/calendar/holiday-draft.ts'
import { isOpen, type TaskState } from '../../shared/calendar/task.ts'
import type { AgendaEntry } from '../../shared/calendar/task-contract.ts'
import { hrefTo } from '../app/router.ts'
import { RuleTag } from '../ui/RuleTag.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import type { AgendaScope, Span } from './calendar-range.ts'
import { EntryChip } from './EntryChip.tsx'
import { STATE_SEVERITIES } from './task-tone.ts'
import { TaskRows } from './TaskRows.tsx'

type Props = {
  entries: readonly AgendaEntry[]
  opened: AgendaEntry | null
  /** 月视图里选中的一天；没有选则列要留意的。 */
  day: PlainDate | null
  range: Span
  scope: AgendaScope
  today: PlainDate
  onOpen: (key: string | null) => void
}

/** 右边一栏：点开一件事看依据、各组织办没办与动作；没点开时列当天的，或要留意的。 */
export function EntryPanel({ entries, opened, day, range, scope, today, onOpen }: Props) {
  return (
    <aside className="calendar-panel" aria-label="任务明细" tabIndex={0}>
      {opened ? (
        <OpenedEntry entry={opened} range={range} scope={scope} today={today} onBack={() => onOpen(null)} />
      ) : (
        <Listing entries={entries} day={day} onOpen={onOpen} />
      )}
    </aside>
  )
}

function Listing({ entries, day, onOpen }: Pick<Props, 'entries' | 'day' | 'onOpen'>) {
  const pressing = entries.filter(({ state }) => isOpen(state) && state !== '未到期').toSorted(byUrgency)
  const own = entries.filter(({ dueOn }) => dueOn === day)
  return (
    <>
      {day !== null && (
        <EntryList
          title={`${partsOf(day).month}月${partsOf(day).day}日 ${weekdayName(day)}`}
          entries={own}
          empty="这一天没有到期的任务。"
          onOpen={onOpen}
        />
      )}
      <EntryList title="要留意的" entries={pressing} empty="这段日子里到期的都办了，或还没到时候。" onOpen={onOpen} />
    </>
  )
}

const URGENCY: Partial<Record<TaskState, number>> = { 今天: 0, 本周: 1, 逾期: 2 }

/** 今天、本周的在前；逾期的新近的在前。 */
function byUrgency(a: AgendaEntry, b: AgendaEntry): number {
  const order = (URGENCY[a.state] ?? 3) - (URGENCY[b.state] ?? 3)
  if (order !== 0) return order
  return a.state === '逾期' ? b.dueOn.localeCompare(a.dueOn) : a.dueOn.localeCompare(b.dueOn)
}

type EntryListProps = { title: string; entries: readonly AgendaEntry[]; empty: string; onOpen: Props['onOpen'] }

function EntryList({ title, entries, empty, onOpen }: EntryListProps) {
  return (
    <section className="calendar-panel-section">
      <header className="calendar-panel-head">
        <h2>{title}</h2>
        <span className="small secondary">{entries.length} 项</span>
      </header>
      {entries.length === 0 ? (
        <p className="small secondary">{empty}</p>
      ) : (
        <ul className="calendar-panel-list">
          {entries.map((entry) => (
            <li key={entry.key}>
              <EntryChip entry={entry} onOpen={() => onOpen(entry.key)} />
              <p className="tiny secondary">
                {entry.dueOn}，{entry.organizationId === null ? `${entry.total} 个党组织，未办 ${entry.openCount}` : entry.organizationName}
                {entry.note === '' ? '' : `；${entry.note}`}
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function OpenedEntry({
  entry,
  range,
  scope,
  today,
  onBack,
}: {
  entry: AgendaEntry
  range: Span
  scope: AgendaScope
  today: PlainDate
  onBack: () => void
}) {
  return (
    <>
      <header className="calendar-panel-head">
        <Button variant="subtle" size="xs" leftSection={<IconArrowLeft size={14} aria-hidden="true" />} onClick={onBack}>
          返回
        </Button>
        <SeverityMark severity={STATE_SEVERITIES[entry.state]} text={entry.state} isBadge />
      </header>
      <h2 className="calendar-entry-title">{entry.title}</h2>
      <dl className="calendar-entry-facts">
        <dt>应办日</dt>
        <dd>
          {entry.dueOn} {weekdayName(entry.dueOn)}
          {entry.isDefaultDate && <span className="muted">〔产品默认〕</span>}
        </dd>
        {entry.startsOn < entry.dueOn && (
          <>
            <dt>可以办</dt>
            <dd>{entry.startsOn} 起</dd>
          </>
        )}
        {entry.note !== '' && (
          <>
            <dt>说明</dt>
            <dd>{entry.note}</dd>
          </>
        )}
        <dt>依据</dt>
        <dd className="calendar-rules">
          {entry.ruleIds.length === 0
            ? '没有条文，产品默认的安排'
            : entry.ruleIds.map((id) => (
                <a key={id} href={hrefTo('/settings/rules', { rule: id })}>
                  <RuleTag ruleId={id} />
                </a>
              ))}
        </dd>
      </dl>
      <TaskRows key={entry.key} entry={entry} range={range} scope={scope} today={today} />
    </>
  )
}
