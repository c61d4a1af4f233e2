import { useViewportSize } from '@mantine/hooks'
import { partsOf, type PlainDate } from '../../shared/calendar/plain-date.ts'
import type { AgendaEntry } from '../../shared/calendar/task-contract.ts'
import type { Agenda } from './calendar-range.ts'
import { EntryChip } from './EntryChip.tsx'

const WEEKDAYS = ['周一', '周二', '周三', '周四', '周五', '周六', '周日']

/** 一格里除日子一行外，每件事占的高度。 */
const CHIP_HEIGHT = 21
const CHROME_HEIGHT = 250
const DAY_LINE = 30

type Props = {
  days: Agenda['days']
  entries: readonly AgendaEntry[]
  at: PlainDate
  today: PlainDate
  day: PlainDate | null
  onDay: (day: PlainDate) => void
  onEntry: (entry: AgendaEntry) => void
}

/** 月视图：一天一格，放假、调休写在格上；格里放不下的点日子到右边看。 */
export function MonthView({ days, entries, at, today, day, onDay, onEntry }: Props) {
  const { height } = useViewportSize()
  const weeks = Math.ceil(days.length / 7)
  const rowHeight = Math.max(80, (height - CHROME_HEIGHT) / Math.max(1, weeks))
  const room = Math.max(1, Math.floor((rowHeight - DAY_LINE) / CHIP_HEIGHT))
  const entriesOn = (on: PlainDate) => entries.filter((entry) => entry.dueOn === on)
  return (
    <div className="calendar-month" role="group" aria-label="月历">
      <div className="calendar-weekdays" aria-hidden="true">
        {WEEKDAYS.map((name) => (
          <span key={name}>{name}</span>
        ))}
      </div>
      <div className="calendar-grid" style={{ gridTemplateRows: `repeat(${weeks}, minmax(0, 1fr))` }}>
        {days.map((each) => {
          const own = entriesOn(each.on)
          const shown = own.length > room ? own.slice(0, Math.max(0, room - 1)) : own
          const isOther = each.on.slice(0, 7) !== at.slice(0, 7)
          return (
            <section
              key={each.on}
              className="calendar-day"
              data-kind={each.kind}
              data-other={isOther}
              data-today={each.on === today}
              data-picked={each.on === day}
              aria-label={dayLabel(each, own.length)}
            >
              <button type="button" className="calendar-day-line" onClick={() => onDay(each.on)}>
                <span className="calendar-day-number">
                  {partsOf(each.on).day}
                  <span className="unseen">日</span>
                </span>
                {each.on === today && <span className="calendar-badge calendar-badge-today">今天</span>}
                {each.kind === '放假' && (
                  <span className="calendar-badge calendar-badge-rest">休{each.festival ? ` ${each.festival}` : ''}</span>
                )}
                {each.kind === '调休上班' && <span className="calendar-badge calendar-badge-work">班</span>}
              </button>
              {shown.map((entry) => (
                <EntryChip key={entry.key} entry={entry} onOpen={() => onEntry(entry)} />
              ))}
              {own.length > shown.length && (
                <button type="button" className="calendar-more" onClick={() => onDay(each.on)}>
                  还有 {own.length - shown.length} 项
                </button>
              )}
            </section>
          )
        })}
      </div>
    </div>
  )
}

function dayLabel({ on, kind, festival }: Agenda['days'][number], count: number): string {
  const { month, day } = partsOf(on)
  const rest = kind === '放假' ? `，${festival ?? ''}放假` : kind === '调休上班' ? '，调休上班' : ''
  return `${month}月${day}日${rest}，${count} 项`
}
