import * as z from 'zod'
import { rankedSheet } from '../../shared/assessment/contract.ts'
import type { ReadDb, WriteDb } from '../db/open.ts'

export type LiveFreeze = { readonly id: string; readonly year: number; readonly asOf: string }

/** 一个年度现在冻结着没有；没有为 null。 */
export async function liveFreeze(db: ReadDb, year: number) {
  const row = await db
    .selectFrom('assessmentFreeze')
    .select(['id', 'year', 'asOf', 'approvedBy', 'documentNo', 'frozenAt', 'frozenBy'])
    .where('year', '=', year)
    .where('liftedAt', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

/** 冻结着的年度的得分表，按名次；没有冻结为 null。 */
export async function frozenSheets(db: ReadDb, year: number): Promise<{ asOf: string; sheets: z.infer<typeof rankedSheet>[] } | null> {
  const row = await db
    .selectFrom('assessmentFreeze')
    .select(['asOf', 'sheetsJson'])
    .where('year', '=', year)
    .where('liftedAt', 'is', null)
    .executeTakeFirst()
  return row ? { asOf: row.asOf, sheets: z.array(rankedSheet).parse(JSON.parse(row.sheetsJson)) } : null
}

/** 历次解冻，近的在前。 */
export async function liftedFreezes(db: ReadDb, year: number) {
  const rows = await db
    .selectFrom('assessmentFreeze')
    .select(['asOf', 'approvedBy', 'documentNo', 'frozenAt', 'frozenBy', 'liftedAt', 'liftedBy', 'liftReason', 'liftAuthorizedBy'])
    .where('year', '=', year)
    .where('liftedAt', 'is not', null)
    .orderBy('liftedAt', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, liftedAt: row.liftedAt ?? '' }))
}

export async function insertFreeze(
  db: WriteDb,
  freeze: {
    id: string
    year: number
    asOf: string
    sheetsJson: string
    approvedBy: string
    documentNo: string
    frozenAt: string
    frozenBy: string
  },
): Promise<void> {
  await db.insertInto('assessmentFreeze').values(freeze).execute()
}

export async function liftFreeze(
  db: WriteDb,
  id: string,
  lift: { liftedAt: string; liftedBy: string; liftReason: string; liftAuthorizedBy: string },
): Promise<void> {
  await db.updateTable('assessmentFreeze').set(lift).where('id', '=', id).execute()
}

/** 冻结以后对考核的改动，留下理由与授权。 */
export async function insertFrozenChange(
  db: WriteDb,
  change: {
    id: string
    freezeId: string
    organizationId: string | null
    matter: string
    reason: string
    authorizedBy: string
    changedAt: string
    actor: string
  },
): Promise<void> {
  await db
    .insertInto('protectedChange')
    .values({ ...change, subject: '已冻结考核' })
    .execute()
}

/** 某年度冻结以后的改动（含已解冻的那几次里的），近的在前。 */
export async function frozenChanges(db: ReadDb, year: number) {
  return db
    .selectFrom('protectedChange')
    .innerJoin('assessmentFreeze', 'assessmentFreeze.id', 'protectedChange.freezeId')
    .select(['matter', 'reason', 'authorizedBy', 'changedAt', 'actor'])
    .where('assessmentFreeze.year', '=', year)
    .orderBy('changedAt', 'desc')
    .execute()
}

/** 自某年起（含）冻结着的年度。 */
export async function frozenYearsFrom(db: ReadDb, fromYear: number): Promise<number[]> {
  const rows = await db
    .selectFrom('assessmentFreeze')
    .select('year')
    .where('year', '>=', fromYear)
    .where('liftedAt', 'is', null)
    .orderBy('year')
    .execute()
  return rows.map(({ year }) => year)
}
