import { makeDate, type PlainDate } from '../../shared/calendar/plain-date.ts'

/** 库里的时刻（ISO 8601，带时区）换成本机日历上的日期与钟点，只用于显示。 */
export function localMoment(at: string): { date: PlainDate; time: string } {
  const moment = new Date(at)
  const two = (value: number) => String(value).padStart(2, '0')
  return {
    date: makeDate(moment.getFullYear(), moment.getMonth() + 1, moment.getDate()),
    time: `${two(moment.getHours())}:${two(moment.getMinutes())}`,
  }
}

/** 同年写 `9-14`，跨年写全。 */
export function shortDate(date: PlainDate, today: PlainDate): string {
  if (date.slice(0, 4) !== today.slice(0, 4)) return date
  return `${Number(date.slice(5, 7))}-${Number(date.slice(8, 10))}`
}
