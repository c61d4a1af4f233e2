import { sql } from 'kysely'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { insertRows } from '../db/bulk-write.ts'
import type { ReadDb, WriteDb } from '../db/open.ts'

/** 现在有效的一条编入。 */
export type OpenAssignment = {
  readonly id: string
  readonly branchId: string
  readonly groupId: string | null
  readonly fromOn: PlainDate | null
}

export function assignmentsOf(db: ReadDb, memberId: string) {
  return db
    .selectFrom('memberAssignment')
    .where('memberId', '=', memberId)
    .select(['branchId', 'groupId', 'fromOn', 'untilOn', 'reason'])
    .orderBy(sql`coalesce("fromOn", '')`)
    .orderBy(sql`coalesce("untilOn", '9999')`)
    .execute()
}

export type NewAssignment = {
  readonly id: string
  readonly memberId: string
  readonly branchId: string
  readonly groupId: string | null
  readonly fromOn: PlainDate | null
  readonly reason: string
}

const ASSIGNMENT_COLUMNS = ['id', 'memberId', 'branchId', 'groupId', 'fromOn', 'reason'] as const satisfies readonly (keyof NewAssignment)[]

export async function insertAssignments(db: WriteDb, assignments: readonly NewAssignment[]): Promise<void> {
  const rows = assignments.map((assignment) => ASSIGNMENT_COLUMNS.map((column) => assignment[column]))
  await insertRows(db, 'memberAssignment', ASSIGNMENT_COLUMNS, rows)
}

/** 现行编入到 `untilOn` 前一日为止。 */
export async function closeAssignments(db: WriteDb, assignmentIds: readonly string[], untilOn: PlainDate): Promise<void> {
  const ids = JSON.stringify(assignmentIds)
  await sql`UPDATE "memberAssignment" SET "untilOn" = ${untilOn} WHERE id IN (SELECT value FROM json_each(${ids}))`.execute(db)
}

/** 同一天内的再次调整：改正那一条，不留零天的经历。 */
export async function correctAssignment(
  db: WriteDb,
  assignmentId: string,
  change: { branchId: string; groupId: string | null; reason: string },
): Promise<void> {
  await db.updateTable('memberAssignment').set(change).where('id', '=', assignmentId).execute()
}

/** 一人的全部编入，从早到晚，连同 id。 */
export function assignmentRowsOf(db: ReadDb, memberId: string) {
  return db
    .selectFrom('memberAssignment')
    .where('memberId', '=', memberId)
    .select(['id', 'branchId', 'groupId', 'fromOn', 'untilOn', 'reason'])
    .orderBy(sql`coalesce("fromOn", '')`)
    .orderBy(sql`coalesce("untilOn", '9999')`)
    .execute()
}

/** 重新接上一条已结束的编入。 */
export async function reopenAssignment(db: WriteDb, assignmentId: string): Promise<void> {
  await db.updateTable('memberAssignment').set({ untilOn: null }).where('id', '=', assignmentId).execute()
}

export async function deleteAssignment(db: WriteDb, assignmentId: string): Promise<void> {
  await db.deleteFrom('memberAssignment').where('id', '=', assignmentId).execute()
}
