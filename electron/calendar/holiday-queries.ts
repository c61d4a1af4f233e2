import * as z from 'zod'
import { HOLIDAYS, type HolidayTable, type HolidayYear } from '../../shared/calendar/holidays.ts'
import { plainDate } from '../../shared/calendar/plain-date.ts'
import type { ReadDb } from '../db/open.ts'

const breaks = z.array(z.tuple([plainDate, plainDate]))
const workdays = z.array(plainDate)

/** 在用的节假日表：内置的，盖上用户导入或改过的年份。 */
export async function loadHolidays(db: ReadDb): Promise<HolidayTable> {
  const rows = await db.selectFrom('holidayYear').select(['year', 'breaksJson', 'workdaysJson']).where('withdrawnAt', 'is', null).execute()
  if (rows.length === 0) return HOLIDAYS
  return { ...HOLIDAYS, ...Object.fromEntries(rows.map((row) => [row.year, storedYear(row)])) }
}

/** 库里的一年还原成表。 */
export function storedYear(row: { readonly breaksJson: string; readonly workdaysJson: string }): HolidayYear {
  return { breaks: breaks.parse(JSON.parse(row.breaksJson)), workdays: workdays.parse(JSON.parse(row.workdaysJson)) }
}
