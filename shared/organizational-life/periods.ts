import { addMonths, daysInMonth, makeDate, partsOf, type PlainDate } from '../calendar/plain-date.ts'

/** 一个考核周期：`2026-09`、`2026-Q3`、`2026`，含首尾两天。 */
export type Period = { readonly name: string; readonly from: PlainDate; readonly until: PlainDate }

export const MONTHS: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
export const QUARTERS: readonly number[] = [1, 2, 3, 4]

/** 一年的十二个月、四个季度：总是同样的日子，几百个支部几十条规则不必各算一遍。 */
type CalendarYear = { readonly months: readonly Period[]; readonly quarters: readonly Period[] }
const calendarYears = new Map<number, CalendarYear>()

function calendarYear(year: number): CalendarYear {
  const known = calendarYears.get(year)
  if (known) return known
  const months = MONTHS.map((month) => {
    const from = makeDate(year, month, 1)
    return { name: from.slice(0, 7), from, until: makeDate(year, month, daysInMonth(year, month)) }
  })
  const quarters = QUARTERS.map((quarter) => ({
    name: `${year}-Q${quarter}`,
    from: makeDate(year, quarter * 3 - 2, 1),
    until: makeDate(year, quarter * 3, daysInMonth(year, quarter * 3)),
  }))
  const made = { months, quarters }
  calendarYears.set(year, made)
  return made
}

function nth(periods: readonly Period[], ordinal: number): Period {
  const found = periods[ordinal - 1]
  if (!found) throw new RangeError(`没有第 ${ordinal} 个周期`)
  return found
}

export function monthPeriod(year: number, month: number): Period {
  return nth(calendarYear(year).months, month)
}

export function quarterPeriod(year: number, quarter: number): Period {
  return nth(calendarYear(year).quarters, quarter)
}

export function yearPeriod(year: number): Period {
  return { name: String(year), from: makeDate(year, 1, 1), until: makeDate(year, 12, 31) }
}

export function quarterOf(date: PlainDate): number {
  return Math.ceil(partsOf(date).month / 3)
}

export function isWithin(date: PlainDate, period: Period): boolean {
  return period.from <= date && date <= period.until
}

/**
 * 周期过完了没有：最后一天 24 时前仍有效，所以次日才算过完。年末最后一天是年度考核的判定日，
 * 当天就按已有的记录定，否则全年的缺口在当年哪一天都看不到。
 */
export function isOver(period: Period, asOf: PlainDate): boolean {
  return asOf > period.until || (asOf === period.until && asOf.endsWith('-12-31'))
}

/** 一段存续：自 `from` 当日起，到 `until` 前一日止（null 为至今）。 */
export type Span = { readonly from: PlainDate; readonly until: PlainDate | null }

/** 完整存续：新设、撤并的只考核整个周期都在的月、季。 */
export function coversPeriod(span: Span, period: Period): boolean {
  return span.from <= period.from && (span.until === null || span.until > period.until)
}

/** 年度事项在当年存续不足几个月不考核〔产品默认〕。 */
const LEAST_MONTHS_IN_YEAR = 6

/** 在那一年存续满六个月：成立日加六个月不晚于次年一月一日。 */
export function coversMostOfYear(span: Span, year: number): boolean {
  const nextYear = makeDate(year + 1, 1, 1)
  const from = span.from > makeDate(year, 1, 1) ? span.from : makeDate(year, 1, 1)
  const until = span.until !== null && span.until < nextYear ? span.until : nextYear
  return addMonths(from, LEAST_MONTHS_IN_YEAR) <= until
}

/** `2026年9月`、`2026年第三季度`、`2026年`，给人看。 */
export function periodText(name: string): string {
  const [year = '', part = ''] = name.split('-')
  if (part === '') return `${year}年`
  return part.startsWith('Q') ? `${year}年第${'一二三四'.charAt(Number(part.slice(1)) - 1)}季度` : `${year}年${Number(part)}月`
}

/** 同一年的几个周期连着说：`1 月、3 月`、`第一、三季度`。 */
export function periodsText(names: readonly string[]): string {
  return names.map((name) => periodText(name).replace(/^\d{4}年(?=.)/, '')).join('、')
}
