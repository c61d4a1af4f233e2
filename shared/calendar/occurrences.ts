import type { ProfileValues } from '../regulation/profile.ts'
import type { DayOfYear, Duty, MonthDayParameter } from './duty.ts'
import { festivalBreak, type HolidayTable } from './holidays.ts'
import { addDays, addMonths, daysInMonth, isPlainDate, makeDate, partsOf, type PlainDate } from './plain-date.ts'
import { addWorkdays, firstWorkdayOf, isProvisional, previousWorkday, reminderOn } from './workday.ts'

/** 义务在一个周期里的一次：哪个周期、哪天起、哪天到期、最晚哪天。 */
export type Occurrence = {
  /** `2026-09`、`2026-Q3`、`2026-H1` 或 `2026`。 */
  readonly period: string
  readonly startsOn: PlainDate
  /** 应办日（期限），当日有效。 */
  readonly dueOn: PlainDate
  /** 允许顺延的最后一天；不能顺延的与应办日相同。 */
  readonly lastOn: PlainDate
  /** 期限逢非工作日，提前到哪个工作日办。 */
  readonly actBy: PlainDate
  /** 从哪几天起提醒，升序。 */
  readonly remindOn: readonly PlainDate[]
  /** 用到了没有节假日表的年份。 */
  readonly isProvisional: boolean
}

/** 排日子用得着的方案参数；按周期里的日子取方案。 */
export type DutyValues = Pick<ProfileValues, 'themeDayRule' | 'themeDayPostponeWorkdays' | 'monthlyReportDay' | MonthDayParameter>
export type ValuesOn = (on: PlainDate) => DutyValues

/** 应办日落在 `from` 至 `until`（含两端）的各次，按日期排。 */
export function occurrencesOf(
  duty: Duty,
  from: PlainDate,
  until: PlainDate,
  holidays: HolidayTable,
  valuesOn: ValuesOn,
): readonly Occurrence[] {
  // 跨年的窗口、次月的月结，前一个周期的期限会落进来。
  const firstYear = partsOf(from).year - 1
  const lastYear = partsOf(until).year
  const found: Occurrence[] = []
  for (let year = firstYear; year <= lastYear; year += 1)
    for (const period of periodsIn(duty, year)) {
      const occurrence = occurrenceIn(duty, period, holidays, valuesOn)
      if (occurrence && from <= occurrence.dueOn && occurrence.dueOn <= until) found.push(occurrence)
    }
  return found
}

/** 一个周期：哪一年、头一个月与最末一个月。 */
type Period = { readonly key: string; readonly year: number; readonly firstMonth: number; readonly lastMonth: number }

function periodsIn({ cycle }: Duty, year: number): Period[] {
  const span = (key: string, firstMonth: number, lastMonth: number): Period => ({ key, year, firstMonth, lastMonth })
  const count = (length: number) => Array.from({ length }, (_each, index) => index)
  switch (cycle) {
    case '每月':
      return count(12).map((index) => span(monthKey(year, index + 1), index + 1, index + 1))
    case '每季':
      return count(4).map((index) => span(`${year}-Q${index + 1}`, index * 3 + 1, index * 3 + 3))
    case '每半年':
      return count(2).map((index) => span(`${year}-H${index + 1}`, index * 6 + 1, index * 6 + 6))
    case '每年':
      return [span(String(year), 1, 12)]
  }
}

export function monthKey(year: number, month: number): string {
  return makeDate(year, month, 1).slice(0, 7)
}

type Dates = { readonly startsOn: PlainDate; readonly dueOn: PlainDate; readonly lastOn?: PlainDate; readonly isProvisional?: boolean }

function occurrenceIn(duty: Duty, period: Period, holidays: HolidayTable, valuesOn: ValuesOn): Occurrence | null {
  const dates = datesOf(duty, period, holidays, valuesOn(makeDate(period.year, period.lastMonth, 1)))
  if (!dates) return null
  const { startsOn, dueOn, lastOn = dueOn } = dates
  const act = reminderOn(dueOn, holidays)
  // 前一个工作日还没到可以办的日子（五一长假里的月结），就仍在期限当天办。
  const isEarlier = act.on !== dueOn && act.on >= startsOn && duty.evidence.kind !== '自动'
  const actBy = isEarlier ? act.on : dueOn
  return {
    period: period.key,
    startsOn,
    dueOn,
    lastOn,
    actBy,
    remindOn: remindersOf(duty, dates, actBy, period),
    isProvisional: (dates.isProvisional ?? false) || (isEarlier && act.isProvisional),
  }
}

function datesOf({ timing }: Duty, period: Period, holidays: HolidayTable, values: DutyValues): Dates | null {
  const { year, firstMonth, lastMonth } = period
  const begins = makeDate(year, firstMonth, 1)
  const ends = makeDate(year, lastMonth, daysInMonth(year, lastMonth))
  switch (timing.kind) {
    case '首个工作日':
      return themeDay(year, lastMonth, begins, ends, holidays, values)
    case '每月': {
      const at = timing.isNextMonth === true ? addMonths(begins, 1) : begins
      return { startsOn: at, dueOn: dayOf(at, timing.day) }
    }
    case '月报日':
      return values.monthlyReportDay === null ? null : { startsOn: begins, dueOn: dayOf(begins, values.monthlyReportDay) }
    case '季末':
    case '半年末':
      return { startsOn: begins, dueOn: ends }
    case '窗口': {
      const untilYear = timing.isUntilNextYear === true ? year + 1 : year
      const startsOn = parameterDate(timing.fromParameter, year, values) ?? dateIn(timing.from, year)
      return { startsOn, dueOn: parameterDate(timing.untilParameter, untilYear, values) ?? dateIn(timing.until, untilYear) }
    }
    case '节前': {
      const startsOn = dateIn(timing.from, year)
      const holiday = festivalBreak(year, timing.festival, holidays)
      if (!holiday) return { startsOn, dueOn: dateIn(timing.otherwise, year), isProvisional: true }
      return { startsOn, dueOn: previousWorkday(holiday[0], holidays).on, isProvisional: isProvisional(holiday[0], holidays) }
    }
  }
}

/** 只有写明“首个工作日”的方案才定得下哪一天、才有顺延；其余方案当月办了就行。 */
function themeDay(year: number, month: number, startsOn: PlainDate, ends: PlainDate, holidays: HolidayTable, values: DutyValues): Dates {
  if (values.themeDayRule !== '当月首个工作日') return { startsOn, dueOn: ends }
  const first = firstWorkdayOf(year, month, holidays)
  const last = addWorkdays(first.on, values.themeDayPostponeWorkdays ?? 0, holidays)
  return { startsOn, dueOn: first.on, lastOn: last.on, isProvisional: first.isProvisional || last.isProvisional }
}

/** `at` 所在月的第几天；那个月没有这一天取月末。 */
function dayOf(at: PlainDate, day: number | '月末'): PlainDate {
  const { year, month } = partsOf(at)
  const last = daysInMonth(year, month)
  return makeDate(year, month, day === '月末' ? last : Math.min(day, last))
}

function dateIn({ month, day }: DayOfYear, year: number): PlainDate {
  return dayOf(makeDate(year, month, 1), day)
}

/** 方案写的 `MM-DD`；没有写为 null。平年没有的 02-29 取月末。 */
function parameterDate(parameter: MonthDayParameter | undefined, year: number, values: DutyValues): PlainDate | null {
  const written = parameter === undefined ? null : values[parameter]
  if (written === null) return null
  const date = `${String(year)}-${written}`
  return isPlainDate(date) ? date : dateIn({ month: Number(written.slice(0, 2)), day: '月末' }, year)
}

/** 主题党日提前 5 天、1 天提醒（B13）；其余写了提醒日的按写的，没写的在该办的那天。 */
function remindersOf({ reminders = [], timing }: Duty, { startsOn, dueOn }: Dates, actBy: PlainDate, period: Period): PlainDate[] {
  if (timing.kind === '首个工作日') return [addDays(dueOn, -5), addDays(dueOn, -1)]
  const written = reminders.map((day) => reminderDate(day, startsOn, dueOn, period)).toSorted()
  return written.length > 0 ? written : [actBy]
}

/** 提醒日写的是月日，落到这一次的起止之间：跨年的窗口，头一年没到窗口的算次年的。 */
function reminderDate({ month, day }: DayOfYear, startsOn: PlainDate, dueOn: PlainDate, { lastMonth }: Period): PlainDate {
  const { year } = partsOf(dueOn)
  const on = dateIn({ month: month === 0 ? lastMonth : month, day }, year)
  if (on <= dueOn) return on
  const earlier = dateIn({ month, day }, year - 1)
  return earlier < startsOn && partsOf(startsOn).year === year ? startsOn : earlier
}
