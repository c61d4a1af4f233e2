import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { NumberEntry } from '../../shared/correspondence/numbers.ts'
import type { ReadDb, WriteDb } from '../db/open.ts'

export type ReservationRecord = {
  id: string
  documentCode: string
  year: number
  serial: number
  number: string
  state: '预留' | '已用' | '作废'
  reservedFor: string
  purpose: string
  remindOn: PlainDate | null
  documentId: string | null
  voidReason: string
  createdAt: string
  createdBy: string
  closedAt: string | null
}

type Row = Omit<ReservationRecord, 'state'> & { state: string }

function reservationOf(row: Row): ReservationRecord {
  return { ...row, state: row.state as ReservationRecord['state'] }
}

/** 登记簿里占着号的全部：发文、预留、作废的空号。已用的预留号由那份发文代表。 */
export async function numberEntries(db: ReadDb, year: number | null): Promise<NumberEntry[]> {
  let documents = db.selectFrom('document').select(['documentCode', 'year', 'serial', 'status', 'title', 'voidReason'])
  if (year !== null) documents = documents.where('year', '=', year)
  let reservations = db.selectFrom('numberReservation').selectAll().where('state', '<>', '已用')
  if (year !== null) reservations = reservations.where('year', '=', year)
  return [
    ...(await documents.execute()).map(({ documentCode, year: ownYear, serial, status, title, voidReason }): NumberEntry => ({
      documentCode,
      year: ownYear,
      serial,
      state: status === '已作废' ? '已作废' : '已登记',
      text: status === '已作废' ? `《${title}》作废：${voidReason}` : title,
    })),
    ...(await reservations.execute()).map((row): NumberEntry => {
      const isOpen = row.state === '预留'
      return {
        documentCode: row.documentCode,
        year: row.year,
        serial: row.serial,
        state: isOpen ? '预留' : '空号作废',
        text: isOpen ? `留给${row.reservedFor}：${row.purpose}` : row.voidReason,
      }
    }),
  ]
}

/** 还没有用的预留号，先到提醒日的在前。 */
export async function openReservations(db: ReadDb): Promise<ReservationRecord[]> {
  const rows = await db
    .selectFrom('numberReservation')
    .selectAll()
    .where('state', '=', '预留')
    .orderBy('year')
    .orderBy('documentCode')
    .orderBy('serial')
    .execute()
  return rows.map(reservationOf)
}

export async function findReservation(db: ReadDb, id: string): Promise<ReservationRecord | null> {
  const row = await db.selectFrom('numberReservation').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? reservationOf(row) : null
}

export async function reservationAt(db: ReadDb, documentCode: string, year: number, serial: number): Promise<ReservationRecord | null> {
  const row = await db
    .selectFrom('numberReservation')
    .selectAll()
    .where('documentCode', '=', documentCode)
    .where('year', '=', year)
    .where('serial', '=', serial)
    .executeTakeFirst()
  return row ? reservationOf(row) : null
}

/** 占着这个号的发文；没有为 null。 */
export async function documentAt(
  db: ReadDb,
  documentCode: string,
  year: number,
  serial: number,
): Promise<{ title: string; status: string } | null> {
  const row = await db
    .selectFrom('document')
    .select(['title', 'status'])
    .where('documentCode', '=', documentCode)
    .where('year', '=', year)
    .where('serial', '=', serial)
    .executeTakeFirst()
  return row ?? null
}

export async function insertReservation(db: WriteDb, reservation: ReservationRecord): Promise<void> {
  await db.insertInto('numberReservation').values(reservation).execute()
}

/** 预留号用上了：归到那份发文名下。 */
export async function markReservationUsed(db: WriteDb, id: string, documentId: string, closedAt: string): Promise<void> {
  await db.updateTable('numberReservation').set({ state: '已用', documentId, closedAt }).where('id', '=', id).execute()
}

export async function markReservationVoid(db: WriteDb, id: string, voidReason: string, closedAt: string): Promise<void> {
  await db.updateTable('numberReservation').set({ state: '作废', voidReason, closedAt }).where('id', '=', id).execute()
}
