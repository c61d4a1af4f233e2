import * as z from 'zod'
import { HOLIDAYS, type HolidayTable, type HolidayYear } from '../../shared/calendar/holidays.ts'
import { plainDate } from '../../shared/calendar/plain-date.ts'
import type { ReadDb, WriteDb } from '../db/open.ts'

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

export type StoredHolidayYear = HolidayYear & {
  readonly id: string
  readonly year: number
  readonly documentNo: string
  readonly note: string
  readonly recordedAt: string
  readonly recordedBy: string
  readonly withdrawnAt: string | null
  readonly withdrawnBy: string
  readonly withdrawalReason: string
}

/** 用户存过的全部年份，在用的与撤下的；新的在前。 */
export async function storedHolidayYears(db: ReadDb): Promise<StoredHolidayYear[]> {
  const rows = await db.selectFrom('holidayYear').selectAll().orderBy('recordedAt', 'desc').orderBy('id').execute()
  return rows.map((row) => ({ ...row, ...storedYear(row) }))
}

/** 存一年；同年在用的那份撤下留档。 */
export async function recordHolidayYear(
  db: WriteDb,
  stored: Pick<StoredHolidayYear, 'id' | 'year' | 'documentNo' | 'note' | 'breaks' | 'workdays'>,
  at: string,
  actor: string,
): Promise<void> {
  await withdrawHolidayYear(db, stored.year, '由新存的一份代替', at, actor)
  const { id, year, documentNo, note } = stored
  const breaksJson = JSON.stringify(stored.breaks)
  const workdaysJson = JSON.stringify(stored.workdays)
  await db
    .insertInto('holidayYear')
    .values({ id, year, documentNo, note, breaksJson, workdaysJson, recordedAt: at, recordedBy: actor })
    .execute()
}

/** 撤下在用的一份；没有在用的返回假。 */
export async function withdrawHolidayYear(db: WriteDb, year: number, reason: string, at: string, actor: string): Promise<boolean> {
  const result = await db
    .updateTable('holidayYear')
    .set({ withdrawnAt: at, withdrawnBy: actor, withdrawalReason: reason })
    .where('year', '=', year)
    .where('withdrawnAt', 'is', null)
    .executeTakeFirst()
  return Number(result.numUpdatedRows) > 0
}
