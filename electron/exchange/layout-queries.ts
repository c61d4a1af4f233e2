import { layoutDecision, type LayoutDecision, type LayoutRow } from '../../shared/exchange/layout-contract.ts'
import type { RememberedLayout } from '../../shared/exchange/layout-memory.ts'
import type { ReadDb, WriteDb } from '../db/open.ts'

/** 记住的表形，新的在前。 */
export async function layoutRows(db: ReadDb): Promise<LayoutRow[]> {
  const rows = await db.selectFrom('sheetLayout').selectAll().orderBy('rememberedAt', 'desc').orderBy('name').execute()
  return rows.map(({ id, name, fingerprint, decisionJson, rememberedAt }) => ({
    layoutId: id,
    name,
    fingerprint,
    decision: layoutDecision.parse(JSON.parse(decisionJson)),
    rememberedAt,
  }))
}

/** 按指纹取用的表形。 */
export async function rememberedLayouts(db: ReadDb): Promise<ReadonlyMap<string, RememberedLayout>> {
  return new Map((await layoutRows(db)).map(({ fingerprint, layoutId, name, decision }) => [fingerprint, { layoutId, name, decision }]))
}

export async function layoutById(db: ReadDb, id: string): Promise<{ id: string; name: string } | undefined> {
  return db.selectFrom('sheetLayout').where('id', '=', id).select(['id', 'name']).executeTakeFirst()
}

/** 同一指纹已记住的改为这次的，号不变。 */
export async function upsertLayout(
  db: WriteDb,
  layout: { id: string; name: string; fingerprint: string; decision: LayoutDecision; at: string },
): Promise<string> {
  const decisionJson = JSON.stringify(layout.decision)
  const { id } = await db
    .insertInto('sheetLayout')
    .values({ id: layout.id, name: layout.name, fingerprint: layout.fingerprint, decisionJson, rememberedAt: layout.at })
    .onConflict((conflict) => conflict.column('fingerprint').doUpdateSet({ name: layout.name, decisionJson, rememberedAt: layout.at }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function renameLayout(db: WriteDb, id: string, name: string): Promise<void> {
  await db.updateTable('sheetLayout').set({ name }).where('id', '=', id).execute()
}

export async function deleteLayout(db: WriteDb, id: string): Promise<void> {
  await db.deleteFrom('sheetLayout').where('id', '=', id).execute()
}
