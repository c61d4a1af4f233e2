import { letterheadSettings, type LetterheadSettings } from '../../shared/correspondence/letterhead-contract.ts'
import type { ReadDb, WriteDb } from '../db/open.ts'

const LETTERHEAD_KEY = 'letterhead'

/** 红头与版式设置；没有设过的取缺省。 */
export async function recordedLetterhead(db: ReadDb): Promise<LetterheadSettings> {
  const row = await db.selectFrom('setting').select('valueJson').where('key', '=', LETTERHEAD_KEY).executeTakeFirst()
  return letterheadSettings.parse(row ? JSON.parse(row.valueJson) : {})
}

export async function recordLetterhead(db: WriteDb, settings: LetterheadSettings): Promise<void> {
  const valueJson = JSON.stringify(settings)
  await db
    .insertInto('setting')
    .values({ key: LETTERHEAD_KEY, valueJson })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ valueJson }))
    .execute()
}

export type TemplateRecord = {
  id: string
  name: string
  fileName: string
  sha256: string
  marksJson: string
  createdAt: string
  createdBy: string
  deletedAt: string | null
}

/** 在用的模板，连同原件大小。 */
export async function templateRecords(db: ReadDb): Promise<(TemplateRecord & { byteCount: number })[]> {
  return db
    .selectFrom('documentTemplate as t')
    .innerJoin('keptFile as k', 'k.sha256', 't.sha256')
    .selectAll('t')
    .select('k.byteCount')
    .where('t.deletedAt', 'is', null)
    .orderBy('t.name')
    .execute()
}

/** 在用的一份模板；没有或已撤下为 null。 */
export async function findTemplate(db: ReadDb, id: string): Promise<TemplateRecord | null> {
  const row = await db.selectFrom('documentTemplate').selectAll().where('id', '=', id).where('deletedAt', 'is', null).executeTakeFirst()
  return row ?? null
}

export async function insertTemplate(db: WriteDb, template: TemplateRecord): Promise<void> {
  await db.insertInto('documentTemplate').values(template).execute()
}

export async function markTemplateDeleted(db: WriteDb, id: string, deletedAt: string): Promise<void> {
  await db.updateTable('documentTemplate').set({ deletedAt }).where('id', '=', id).execute()
}
