import type { DatePrecision } from '../glossary.ts'
import { addDays, addMonths, addYears, partsOf, type PlainDate } from './plain-date.ts'

/** 按精度显示：`1969-01-15`、`1969年1月`、`1969年`。没有的日不写出来。 */
export function shownDate(date: PlainDate, precision: DatePrecision): string {
  const { year, month } = partsOf(date)
  if (precision === '年') return `${year}年`
  return precision === '月' ? `${year}年${month}月` : date
}

/** 存库的样子：记到月的取当月一日，记到年的取一月一日。 */
export function storedDate(date: PlainDate, precision: DatePrecision): PlainDate {
  if (precision === '年') return `${date.slice(0, 4)}-01-01`
  return precision === '月' ? `${date.slice(0, 7)}-01` : date
}

/** 这个日期最晚可能是哪一天：记到月的是月末，记到年的是十二月三十一日。 */
export function latestDay(date: PlainDate, precision: DatePrecision): PlainDate {
  if (precision === '日') return date
  const first = storedDate(date, precision)
  return addDays(precision === '月' ? addMonths(first, 1) : addYears(first, 1), -1)
}

/** 一个带精度的日期。 */
export type DatedTo = { readonly on: PlainDate; readonly precision: DatePrecision }

/** `a` 必定早于 `b`：两个日期可能的范围完全错开才算；说不准的不算。 */
export function isSurelyBefore(a: DatedTo, b: DatedTo): boolean {
  return latestDay(a.on, a.precision) < storedDate(b.on, b.precision)
}
