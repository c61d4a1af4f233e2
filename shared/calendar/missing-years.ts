import type { HolidayTable } from './holidays.ts'
import { partsOf, type PlainDate } from './plain-date.ts'

/** 国务院办公厅多在十一月公布次年安排：自这个月起提醒导入。 */
export const NOTICE_MONTH = 11

/** 缺了该有的节假日表就说一句；不缺为空串。十一月起看次年，任何时候都看当年。 */
export function missingHolidayNotice(today: PlainDate, table: HolidayTable): string {
  const { year, month } = partsOf(today)
  const wanted = month >= NOTICE_MONTH ? [year, year + 1] : [year]
  const absent = wanted.filter((each) => table[each] === undefined)
  if (absent.length === 0) return ''
  return `${absent.join('、')} 年节假日表未导入，这一年的工作日只按周一至周五暂算；国务院办公厅公布以后请导入。`
}
