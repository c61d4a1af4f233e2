import { addDays as shiftDays } from 'date-fns/addDays'
import { addMonths as shiftMonths } from 'date-fns/addMonths'
import { differenceInCalendarDays } from 'date-fns/differenceInCalendarDays'
import { getDaysInMonth } from 'date-fns/getDaysInMonth'
import * as z from 'zod'

/**
 * 公历日期，文本 `YYYY-MM-DD`，不带时区。全产品的日期只有这一种形状：
 * 文本比较即先后比较，存库、上线、进契约都是同一个值。
 */
export type PlainDate = string

/** `YYYY-MM-DD` 且确有其日（2026-02-30 不是日期）。 */
export function isPlainDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1) return false
  // 月月都有 28 天，不必问那个月有几天：名册里的日期一查就是几万个。
  return day <= 28 || day <= daysInMonth(year, month)
}

export const plainDate = z.string().refine(isPlainDate, {
  error: ({ input }) => (input === '' ? '没有填写' : '日期应写成 2026-09-14 这样的形式，并且确有这一天'),
})

export function daysInMonth(year: number, month: number): number {
  return getDaysInMonth(new Date(year, month - 1, 1))
}

export function makeDate(year: number, month: number, day: number): PlainDate {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

export function partsOf(date: PlainDate): { year: number; month: number; day: number } {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) }
}

/** 日期运算交给 date-fns，它按本地日历算；进出都只经年月日，时区与夏令时影响不到结果。 */
function toCalendar(date: PlainDate): Date {
  const { year, month, day } = partsOf(date)
  return new Date(year, month - 1, day)
}

function fromCalendar(at: Date): PlainDate {
  return makeDate(at.getFullYear(), at.getMonth() + 1, at.getDate())
}

export function addDays(date: PlainDate, days: number): PlainDate {
  return fromCalendar(shiftDays(toCalendar(date), days))
}

/** 自然月平移，目标月无该日取月末：2026-01-31 + 1 月 = 2026-02-28。 */
export function addMonths(date: PlainDate, months: number): PlainDate {
  return fromCalendar(shiftMonths(toCalendar(date), months))
}

/** 自然年平移，2024-02-29 + 1 年 = 2025-02-28。 */
export function addYears(date: PlainDate, years: number): PlainDate {
  return addMonths(date, years * 12)
}

/** `to − from` 的天数；to 早于 from 时为负。 */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return differenceInCalendarDays(toCalendar(to), toCalendar(from))
}

/** 到 `on` 那天满多少整年（生日、党龄都按此：当日即满）。 */
export function wholeYears(from: PlainDate, on: PlainDate): number {
  const a = partsOf(from)
  const b = partsOf(on)
  const years = b.year - a.year
  return addYears(from, years) <= on ? years : years - 1
}

/** 0=周日 … 6=周六。 */
export function weekday(date: PlainDate): number {
  return toCalendar(date).getDay()
}

/** `2026年9月14日`，公文成文日期的写法（GB/T 9704 7.3.5.4：阿拉伯数字、年份全写、不编虚位）。 */
export function formatChinese(date: PlainDate): string {
  const { year, month, day } = partsOf(date)
  return `${year}年${month}月${day}日`
}
