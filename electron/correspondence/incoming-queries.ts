import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { groupRows } from '../db/group-rows.ts'
import type { ReadDb, WriteDb } from '../db/open.ts'

export type IncomingFileRecord = { incomingId: string; position: number; fileName: string; sha256: string; byteCount: number }

export type IncomingRecord = {
  id: string
  year: number
  serial: number
  receivedOn: PlainDate
  sender: string
  senderNumber: string
  title: string
  genre: string
  datedOn: PlainDate | null
  organizationId: string | null
  handler: string
  instruction: string
  remark: string
  createdAt: string
  createdBy: string
  updatedAt: string
  deletedAt: string | null
  deletionReason: string
}

/** 收文，新的在前。 */
export async function incomingRecords(db: ReadDb, year: number | null, includesDeleted: boolean): Promise<IncomingRecord[]> {
  let rows = db.selectFrom('incoming').selectAll()
  if (year !== null) rows = rows.where('year', '=', year)
  if (!includesDeleted) rows = rows.where('deletedAt', 'is', null)
  return rows.orderBy('year', 'desc').orderBy('serial', 'desc').execute()
}

export async function findIncoming(db: ReadDb, id: string): Promise<IncomingRecord | null> {
  return (await db.selectFrom('incoming').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** 同一机关同一字号已经登记过的一件；没有为 null。 */
export async function sameIncoming(db: ReadDb, sender: string, senderNumber: string): Promise<IncomingRecord | null> {
  const row = await db
    .selectFrom('incoming')
    .selectAll()
    .where('sender', '=', sender)
    .where('senderNumber', '=', senderNumber)
    .where('deletedAt', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

export async function incomingYears(db: ReadDb): Promise<number[]> {
  const rows = await db.selectFrom('incoming').select('year').distinct().orderBy('year', 'desc').execute()
  return rows.map(({ year }) => year)
}

/** 当年已用到的最大收文编号；撤下的也算，编号不回收。 */
export async function lastIncomingSerial(db: ReadDb, year: number): Promise<number> {
  const row = await db
    .selectFrom('incoming')
    .select(({ fn }) => fn.max('serial').as('last'))
    .where('year', '=', year)
    .executeTakeFirst()
  return row?.last ?? 0
}

export async function insertIncoming(db: WriteDb, record: IncomingRecord): Promise<void> {
  await db.insertInto('incoming').values(record).execute()
}

export async function updateIncoming(
  db: WriteDb,
  id: string,
  change: Partial<Omit<IncomingRecord, 'id' | 'year' | 'serial'>>,
): Promise<void> {
  await db.updateTable('incoming').set(change).where('id', '=', id).execute()
}

/** 附件按收文归拢，各件内按次序。 */
export async function incomingFiles(db: ReadDb, incomingIds: readonly string[]): Promise<ReadonlyMap<string, IncomingFileRecord[]>> {
  const rows = await db
    .selectFrom('incomingFile as f')
    .innerJoin('keptFile as k', 'k.sha256', 'f.sha256')
    .select(['f.incomingId', 'f.position', 'f.fileName', 'f.sha256', 'k.byteCount'])
    .where('f.incomingId', 'in', incomingIds)
    .orderBy('f.position')
    .execute()
  return groupRows(rows, (row) => row.incomingId)
}

export async function insertIncomingFile(
  db: WriteDb,
  file: { incomingId: string; position: number; fileName: string; sha256: string },
): Promise<void> {
  await db.insertInto('incomingFile').values(file).execute()
}
