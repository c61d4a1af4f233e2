import { makeDate, partsOf, type PlainDate } from '../../shared/calendar/plain-date.ts'
import { isOpen } from '../../shared/calendar/task.ts'
import type { AgendaEntry } from '../../shared/calendar/task-contract.ts'
import { EntryChip } from './EntryChip.tsx'

type Props = {
  entries: readonly AgendaEntry[]
  at: PlainDate
  today: PlainDate
  onMonth: (month: PlainDate) => void
  onEntry: (entry: AgendaEntry) => void
}

/** 年视图：十二个月各一格，列当月到期的季度、半年、年度事项与换届等；每月重复的合成一句。 */
export function YearView({ entries, at, today, onMonth, onEntry }: Props) {
  const { year } = partsOf(at)
  return (
    <div className="calendar-year" tabIndex={0} role="group" aria-label={`${year} 年各月`}>
      {Array.from({ length: 12 }, (_each, index) => {
        const first = makeDate(year, index + 1, 1)
        const own = entries.filter(({ dueOn }) => dueOn.slice(0, 7) === first.slice(0, 7))
        const monthly = own.filter(isMonthly)
        const others = own.filter((entry) => !isMonthly(entry))
        return (
          <section
            key={first}
            className="calendar-year-month"
            data-today={first.slice(0, 7) === today.slice(0, 7)}
            aria-label={`${index + 1} 月`}
          >
            <button type="button" className="calendar-year-head" onClick={() => onMonth(first)}>
              <strong>{index + 1} 月</strong>
              <span className="tiny secondary">
                {own.length === 0 ? '没有到期的' : `${own.length} 项，未办 ${own.filter(({ state }) => isOpen(state)).length}`}
              </span>
            </button>
            {monthly.length > 0 && (
              <p className="tiny secondary calendar-year-monthly">
                每月事项 {monthly.length} 项，已办结 {monthly.filter(({ state }) => !isOpen(state)).length}
              </p>
            )}
            {others.map((entry) => (
              <EntryChip key={entry.key} entry={entry} onOpen={() => onEntry(entry)} />
            ))}
          </section>
        )
      })}
    </div>
  )
}

function isMonthly({ period }: AgendaEntry): boolean {
  return /^\d{4}-\d{2}$/.test(period)
}
