import { sql } from 'kysely'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { serialKey } from '../../shared/correspondence/letterhead.ts'
import type { DocumentEventKind } from '../../shared/correspondence/register-contract.ts'
import type { ReadDb, WriteDb } from '../db/open.ts'

/** 登记簿的一行：现行版的内容与取号、状态。 */
export type DocumentRecord = {
  id: string
  /** 文种代号；补登的此前发文为空。 */
  kind: string
  genre: string
  origin: '起草' | '补登'
  issuerId: string
  subjectId: string
  documentCode: string
  year: number
  serial: number
  number: string
  numberNote: string
  title: string
  issuerName: string
  recipient: string
  signer: string
  datedOn: PlainDate
  fieldsJson: string
  /** 补登的为 'null'：没有定稿。 */
  modelJson: string
  inspectionJson: string
  docxSha256: string
  templateSha256: string
  status: '已登记' | '已作废'
  voidReason: string
  revision: number
  revisionReason: string
  versionedAt: string
  versionedBy: string
  createdAt: string
}

/** 被替换下来的一版，原样留着。 */
export type VersionRecord = Pick<
  DocumentRecord,
  | 'title'
  | 'recipient'
  | 'signer'
  | 'datedOn'
  | 'fieldsJson'
  | 'modelJson'
  | 'inspectionJson'
  | 'docxSha256'
  | 'templateSha256'
  | 'revision'
  | 'revisionReason'
  | 'versionedAt'
  | 'versionedBy'
> & { documentId: string }

export type EventRecord = {
  id: string
  documentId: string
  revision: number
  kind: DocumentEventKind
  occurredOn: PlainDate
  handler: string
  note: string
  recordedAt: string
  recordedBy: string
  withdrawnAt: string | null
  withdrawalReason: string
}

/** 各代字各年已占用的最大序号，作废与预留的也算：文号不回收，也不抢别人留好的。 */
export async function lastSerials(db: ReadDb): Promise<Map<string, number>> {
  const documents = await db
    .selectFrom('document')
    .select(({ fn }) => ['documentCode', 'year', fn.max('serial').as('last')])
    .groupBy(['documentCode', 'year'])
    .execute()
  const reservations = await db
    .selectFrom('numberReservation')
    .select(({ fn }) => ['documentCode', 'year', fn.max('serial').as('last')])
    .groupBy(['documentCode', 'year'])
    .execute()
  const last = new Map<string, number>()
  for (const row of [...documents, ...reservations]) {
    const key = serialKey(row.documentCode, row.year)
    last.set(key, Math.max(last.get(key) ?? 0, row.last))
  }
  return last
}

export type RegisterFilter = { kind: string | null; subjectId: string | null; year: number | null }

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

export async function documentYears(db: ReadDb): Promise<number[]> {
  const rows = await db.selectFrom('document').select('year').distinct().orderBy('year', 'desc').execute()
  return rows.map(({ year }) => year)
}

type Row = Omit<DocumentRecord, 'status' | 'origin'> & { status: string; origin: string }

function recordOf(row: Row): DocumentRecord {
  return { ...row, status: row.status as DocumentRecord['status'], origin: row.origin as DocumentRecord['origin'] }
}

export async function insertDocument(db: WriteDb, record: DocumentRecord): Promise<void> {
  await db.insertInto('document').values(record).execute()
}

export async function markVoid(db: WriteDb, id: string, voidReason: string): Promise<void> {
  await db.updateTable('document').set({ status: '已作废', voidReason }).where('id', '=', id).execute()
}

/** 把现行版移进版本链，换上新版；文号、取号时刻不变。 */
export async function replaceVersion(db: WriteDb, superseded: VersionRecord, next: Omit<VersionRecord, 'documentId'>): Promise<void> {
  await db.insertInto('documentVersion').values(superseded).execute()
  await db.updateTable('document').set(next).where('id', '=', superseded.documentId).execute()
}

/** 版本链里的旧版，新的在前；不含现行版。 */
export async function supersededVersions(db: ReadDb, documentId: string): Promise<VersionRecord[]> {
  return db.selectFrom('documentVersion').selectAll().where('documentId', '=', documentId).orderBy('revision', 'desc').execute()
}

/** 签发、用印、送达、归档，按日期排；不给公文则取全部。撤回的也在内。 */
export async function documentEvents(db: ReadDb, documentId: string | null): Promise<EventRecord[]> {
  let rows = db.selectFrom('documentEvent').selectAll()
  if (documentId !== null) rows = rows.where('documentId', '=', documentId)
  const found = await rows
    .orderBy('occurredOn')
    .orderBy('recordedAt')
    .orderBy(sql`rowid`)
    .execute()
  return found.map(eventOf)
}

export async function findEvent(db: ReadDb, id: string): Promise<EventRecord | null> {
  const row = await db.selectFrom('documentEvent').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? eventOf(row) : null
}

function eventOf(row: Omit<EventRecord, 'kind'> & { kind: string }): EventRecord {
  return { ...row, kind: row.kind as DocumentEventKind }
}

export async function insertEvent(db: WriteDb, event: EventRecord): Promise<void> {
  await db.insertInto('documentEvent').values(event).execute()
}

/** 已签发公文的更正、作废，留下理由与授权。 */
export async function insertSignedChange(
  db: WriteDb,
  change: {
    id: string
    documentId: string
    organizationId: string
    matter: string
    reason: string
    authorizedBy: string
    changedAt: string
    actor: string
  },
): Promise<void> {
  await db
    .insertInto('protectedChange')
    .values({ ...change, subject: '已签发公文' })
    .execute()
}

export async function markEventWithdrawn(db: WriteDb, id: string, withdrawnAt: string, withdrawalReason: string): Promise<void> {
  await db.updateTable('documentEvent').set({ withdrawnAt, withdrawalReason }).where('id', '=', id).execute()
}
