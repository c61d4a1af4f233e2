import type { ReadDb, WriteDb } from '../db/open.ts'

export type DraftRecord = {
  id: string
  kind: string
  organizationId: string
  year: number | null
  title: string
  requestJson: string
  /** 存的时候各字段由数据推出的值，`{字段: 值}`；打开时与现在比对。 */
  derivedJson: string
  revision: number
  documentId: string | null
  createdAt: string
  updatedAt: string
  updatedBy: string
  deletedAt: string | null
}

/** 草稿，最近存过的在前，连同登记成的文号。 */
export async function draftRecords(db: ReadDb, includesClosed: boolean): Promise<(DraftRecord & { documentNumber: string | null })[]> {
  let rows = db
    .selectFrom('documentDraft as f')
    .leftJoin('document as d', 'd.id', 'f.documentId')
    .selectAll('f')
    .select('d.number as documentNumber')
  if (!includesClosed) rows = rows.where('f.deletedAt', 'is', null).where('f.documentId', 'is', null)
  return rows.orderBy('f.updatedAt', 'desc').orderBy('f.id').execute()
}

export async function findDraft(db: ReadDb, id: string): Promise<DraftRecord | null> {
  return (await db.selectFrom('documentDraft').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

export async function insertDraft(db: WriteDb, draft: DraftRecord): Promise<void> {
  await db.insertInto('documentDraft').values(draft).execute()
}

export async function updateDraft(
  db: WriteDb,
  id: string,
  change: Pick<
    DraftRecord,
    'kind' | 'organizationId' | 'year' | 'title' | 'requestJson' | 'derivedJson' | 'revision' | 'updatedAt' | 'updatedBy'
  >,
): Promise<void> {
  await db.updateTable('documentDraft').set(change).where('id', '=', id).execute()
}

export async function markDraftIssued(db: WriteDb, id: string, documentId: string, updatedAt: string): Promise<void> {
  await db.updateTable('documentDraft').set({ documentId, updatedAt }).where('id', '=', id).execute()
}

export async function setDraftDeletedAt(db: WriteDb, id: string, deletedAt: string | null): Promise<void> {
  await db.updateTable('documentDraft').set({ deletedAt }).where('id', '=', id).execute()
}

export type DraftChange = {
  draftId: string
  at: string
  actor: string
  fieldKey: string
  label: string
  beforeText: string
  afterText: string
}

export async function insertDraftChange(db: WriteDb, change: DraftChange): Promise<void> {
  await db.insertInto('documentDraftChange').values(change).execute()
}

/** 改动经过里“导出、打印”这一笔的字段名；不是草稿里的一格。 */
export const EXPORT_KEY = '#export'

/** 各份草稿最近一次导出、打印的时刻；没有的不在里面。 */
export async function lastExports(db: ReadDb, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('documentDraftChange')
    .select(({ fn }) => ['draftId', fn.max('at').as('at')])
    .where('fieldKey', '=', EXPORT_KEY)
    .where('draftId', 'in', ids)
    .groupBy('draftId')
    .execute()
  return new Map(rows.map(({ draftId, at }) => [draftId, at]))
}

/** 一份草稿的改动经过，新的在前。 */
export async function draftChanges(db: ReadDb, draftId: string): Promise<DraftChange[]> {
  return db
    .selectFrom('documentDraftChange')
    .select(['draftId', 'at', 'actor', 'fieldKey', 'label', 'beforeText', 'afterText'])
    .where('draftId', '=', draftId)
    .orderBy('seq', 'desc')
    .execute()
}
