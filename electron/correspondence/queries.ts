import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { DocumentKind } from '../../shared/correspondence/document-kinds.ts'
import { serialKey } from '../../shared/correspondence/letterhead.ts'
import type { ReadDb, WriteDb } from '../db/open.ts'

export type DocumentRecord = {
  id: string
  kind: DocumentKind
  issuerId: string
  subjectId: string
  documentCode: string
  year: number
  serial: number
  number: string
  title: string
  issuerName: string
  recipient: string
  signer: string
  datedOn: PlainDate
  fieldsJson: string
  modelJson: string
  docxSha256: string
  status: '已登记' | '已作废'
  voidReason: string
  createdAt: string
}

/** 各代字各年已用到的最大序号，作废的也算：文号不回收。 */
export async function lastSerials(db: ReadDb): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('document')
    .select(({ fn }) => ['documentCode', 'year', fn.max('serial').as('last')])
    .groupBy(['documentCode', 'year'])
    .execute()
  return new Map(rows.map((row) => [serialKey(row.documentCode, row.year), row.last]))
}

/** 各代字各年用过的全部序号，升序；缺号清单由它推出。 */
export async function usedSerials(db: ReadDb, year: number | null): Promise<{ documentCode: string; year: number; serial: number }[]> {
  let rows = db.selectFrom('document').select(['documentCode', 'year', 'serial'])
  if (year !== null) rows = rows.where('year', '=', year)
  return rows.orderBy('documentCode').orderBy('year').orderBy('serial').execute()
}

export type RegisterFilter = { kind: DocumentKind | null; subjectId: string | null; year: number | null }

/** 登记簿，新的在前。 */
export async function registeredDocuments(db: ReadDb, filter: RegisterFilter): Promise<DocumentRecord[]> {
  let rows = db.selectFrom('document').selectAll()
  if (filter.kind !== null) rows = rows.where('kind', '=', filter.kind)
  if (filter.subjectId !== null) rows = rows.where('subjectId', '=', filter.subjectId)
  if (filter.year !== null) rows = rows.where('year', '=', filter.year)
  const found = await rows.orderBy('datedOn', 'desc').orderBy('createdAt', 'desc').orderBy('serial', 'desc').execute()
  return found.map(recordOf)
}

export async function findDocument(db: ReadDb, id: string): Promise<DocumentRecord | null> {
  const row = await db.selectFrom('document').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? recordOf(row) : null
}

type Row = Omit<DocumentRecord, 'kind' | 'status'> & { kind: string; status: string }

function recordOf(row: Row): DocumentRecord {
  return { ...row, kind: row.kind as DocumentKind, status: row.status as DocumentRecord['status'] }
}

export async function insertDocument(db: WriteDb, record: DocumentRecord): Promise<void> {
  await db.insertInto('document').values(record).execute()
}

export async function markVoid(db: WriteDb, id: string, voidReason: string): Promise<void> {
  await db.updateTable('document').set({ status: '已作废', voidReason }).where('id', '=', id).execute()
}
