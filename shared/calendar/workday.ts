import type { HolidayTable } from './holidays.ts'
import { addDays, makeDate, partsOf, weekday, type PlainDate } from './plain-date.ts'

/** 推算出的日子；途经没有节假日表的年份时只按周一至周五算，`isProvisional` 为真，界面标“暂算”。 */
export type WorkdayAnswer = { readonly on: PlainDate; readonly isProvisional: boolean }

/** 法定节假日与调休上班日优先，没有安排的日子看周一至周五。 */
export function isWorkday(date: PlainDate, table: HolidayTable): boolean {
  const arranged = table[partsOf(date).year]
  if (arranged?.workdays.includes(date)) return true
  if (arranged?.breaks.some(([from, to]) => from <= date && date <= to)) return false
  const day = weekday(date)
  return day >= 1 && day <= 5
}

/** 该日所在年份没有节假日表，结论只是暂算。 */
export function isProvisional(date: PlainDate, table: HolidayTable): boolean {
  return table[partsOf(date).year] === undefined
}

/** 自 `start` 起（含）沿 `step` 方向数到第 `count` 个工作日。 */
function seek(start: PlainDate, step: 1 | -1, count: number, table: HolidayTable): WorkdayAnswer {
  let on = start
  let provisional = isProvisional(on, table)
  for (let left = isWorkday(on, table) ? count - 1 : count; left > 0;) {
    on = addDays(on, step)
    provisional ||= isProvisional(on, table)
    if (isWorkday(on, table)) left -= 1
  }
  return { on, isProvisional: provisional }
}

/** `date` 之前最近的工作日，不含当天。 */
export function previousWorkday(date: PlainDate, table: HolidayTable): WorkdayAnswer {
  return seek(addDays(date, -1), -1, 1, table)
}

/** 当月第一个工作日（主题党日）。 */
export function firstWorkdayOf(year: number, month: number, table: HolidayTable): WorkdayAnswer {
  return seek(makeDate(year, month, 1), 1, 1, table)
}

/** `date` 之后第 `count` 个工作日，起算日不计；`count` 为 0 即当天。 */
export function addWorkdays(date: PlainDate, count: number, table: HolidayTable): WorkdayAnswer {
  if (count === 0) return { on: date, isProvisional: isProvisional(date, table) }
  return seek(addDays(date, 1), 1, count, table)
}

/** 期限遇非工作日不顺延，提醒提前到前一工作日；当天是工作日就是当天。 */
export function reminderOn(due: PlainDate, table: HolidayTable): WorkdayAnswer {
  return seek(due, -1, 1, table)
}
