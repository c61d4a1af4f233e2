import { Button } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { partsOf, type PlainDate } from '../../shared/calendar/plain-date.ts'
import { weekdayName } from '../../shared/calendar/holiday-draft.ts'
import { isOpen } from '../../shared/calendar/task.ts'
import type { AgendaEntry } from '../../shared/calendar/task-contract.ts'
import { hrefTo } from '../app/router.ts'
import { RuleTag } from '../ui/RuleTag.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { EmptyState } from '../ui/states.tsx'
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
  const own =
    day === null ? entries.filter(({ state }) => isOpen(state) && state !== '未到期') : entries.filter(({ dueOn }) => dueOn === day)
  const title = day === null ? '要留意的' : `${partsOf(day).month}月${partsOf(day).day}日 ${weekdayName(day)}`
  return (
    <>
      <header className="calendar-panel-head">
        <h2>{title}</h2>
        <span className="small secondary">{own.length} 项</span>
      </header>
      {own.length === 0 ? (
        <EmptyState
          title={day === null ? '没有要留意的' : '这一天没有到期的任务'}
          reason={day === null ? '这段日子里到期的都办了，或还没到时候。' : '点别的日子，或点任务看各党组织办没办。'}
        />
      ) : (
        <ul className="calendar-panel-list">
          {own.map((entry) => (
            <li key={entry.key}>
              <EntryChip entry={entry} onOpen={() => onOpen(entry.key)} />
              <p className="tiny secondary">
                {entry.organizationId === null ? `${entry.total} 个党组织，未办 ${entry.openCount}` : entry.organizationName}
                {entry.note === '' ? '' : `；${entry.note}`}
              </p>
            </li>
          ))}
        </ul>
      )}
    </>
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
