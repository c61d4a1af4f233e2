import { sql } from 'kysely'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { ActivitySnapshot } from '../../shared/organizational-life/activity-changes.ts'
import type { ActivityType } from '../../shared/organizational-life/activity-types.ts'
import type { ReadDb, WriteDb } from '../db/open.ts'

const listed = (ids: readonly string[]) => sql<string>`(SELECT value FROM json_each(${JSON.stringify(ids)}))`

export function monthOf(on: PlainDate): string {
  return on.slice(0, 7)
}

/** 已结账的支部与月，键为“组织/月”。 */
export async function closedMonths(db: ReadDb, organizationIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('monthClosing')
    .where('organizationId', 'in', listed(organizationIds))
    .where('reopenedAt', 'is', null)
    .select(['organizationId', 'month'])
    .execute()
  return new Set(rows.map(({ organizationId, month }) => closingKey(organizationId, month)))
}

export function closingKey(organizationId: string, month: string): string {
  return `${organizationId}/${month}`
}

/** 一年里各组织各月有几次活动，键为“组织/月”；一条聚合，不读签到。 */
export async function activityCounts(db: ReadDb, year: number, organizationIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('activity')
    .where('deletedAt', 'is', null)
    .where('organizationId', 'in', listed(organizationIds))
    .where('heldOn', '>=', `${year}-01-01`)
    .where('heldOn', '<=', `${year}-12-31`)
    .select((eb) => ['organizationId', sql<string>`substr("heldOn", 1, 7)`.as('month'), eb.fn.countAll<number>().as('count')])
    .groupBy(['organizationId', 'month'])
    .execute()
  return new Map(rows.map(({ organizationId, month, count }) => [closingKey(organizationId, month), count]))
}

/** 一年里的结账，连同反月结的，后结的在后。 */
export function closingsOf(db: ReadDb, year: number, organizationIds: readonly string[]) {
  return db
    .selectFrom('monthClosing')
    .where('organizationId', 'in', listed(organizationIds))
    .where('month', '>=', `${year}-01`)
    .where('month', '<=', `${year}-12`)
    .selectAll()
    .orderBy('closedOn')
    .orderBy(sql`rowid`)
    .execute()
}

export async function insertClosings(
  db: WriteDb,
  rows: readonly { id: string; organizationId: string; month: string; closedOn: PlainDate; closedBy: string }[],
): Promise<void> {
  for (const row of rows) await db.insertInto('monthClosing').values(row).execute()
}

/** 解开现行的结账；没有结账返回 false。 */
export async function reopenClosing(
  db: WriteDb,
  { organizationId, month, reason, authorizedBy }: { organizationId: string; month: string; reason: string; authorizedBy: string },
  at: string,
  actor: string,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('monthClosing')
    .set({ reopenedAt: at, reopenedBy: actor, reopenReason: reason, reopenAuthorizedBy: authorizedBy })
    .where('organizationId', '=', organizationId)
    .where('month', '=', month)
    .where('reopenedAt', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0
}

export async function insertClosedMonthChange(
  db: WriteDb,
  change: {
    readonly id: string
    readonly organizationId: string
    readonly month: string
    readonly activityId: string
    readonly reason: string
    readonly authorizedBy: string
    readonly changedAt: string
    readonly actor: string
    readonly before: ActivitySnapshot | null
    readonly after: ActivitySnapshot | null
  },
): Promise<void> {
  const { before, after, ...row } = change
  await db
    .insertInto('closedMonthChange')
    .values({
      ...row,
      beforeJson: before === null ? null : JSON.stringify(before),
      afterJson: after === null ? null : JSON.stringify(after),
    })
    .execute()
}

/** 结账以后的改动，新的在前。 */
export async function closedMonthChanges(db: ReadDb, wanted: { organizationId: string; year: number } | { activityId: string }) {
  let rows = db.selectFrom('closedMonthChange as change').innerJoin('activity', 'activity.id', 'change.activityId')
  rows =
    'activityId' in wanted
      ? rows.where('change.activityId', '=', wanted.activityId)
      : rows
          .where('change.organizationId', '=', wanted.organizationId)
          .where('change.month', '>=', `${wanted.year}-01`)
          .where('change.month', '<=', `${wanted.year}-12`)
  const found = await rows.selectAll('change').select('activity.title as activityTitle').orderBy('change.changedAt', 'desc').execute()
  return found.map(({ beforeJson, afterJson, ...row }) => ({
    ...row,
    before: beforeJson === null ? {} : (JSON.parse(beforeJson) as ActivitySnapshot),
    after: afterJson === null ? {} : (JSON.parse(afterJson) as ActivitySnapshot),
  }))
}

/** 没有撤下的漏开说明。 */
export async function gapNotesOf(db: ReadDb, year: number, organizationId: string | null) {
  let rows = db
    .selectFrom('gapNote')
    .where('withdrawnAt', 'is', null)
    .where('period', '>=', String(year))
    .where('period', '<', String(year + 1))
  if (organizationId !== null) rows = rows.where('organizationId', '=', organizationId)
  const found = await rows
    .select(['id', 'organizationId', 'groupId', 'type', 'period', 'reason', 'recordedAt', 'recordedBy'])
    .orderBy('period')
    .orderBy('recordedAt')
    .execute()
  return found.map((row) => ({ ...row, type: row.type as ActivityType }))
}

export async function findGapNote(db: ReadDb, noteId: string) {
  const row = await db.selectFrom('gapNote').where('id', '=', noteId).selectAll().executeTakeFirst()
  return row ?? null
}

/** 说明同一个缺口的旧说明都撤下，留痕不删。 */
export async function withdrawGapNotes(
  db: WriteDb,
  wanted: { noteId: string } | { organizationId: string; groupId: string | null; type: ActivityType; period: string },
  at: string,
): Promise<void> {
  let rows = db.updateTable('gapNote').set({ withdrawnAt: at }).where('withdrawnAt', 'is', null)
  if ('noteId' in wanted) rows = rows.where('id', '=', wanted.noteId)
  else {
    const { groupId } = wanted
    rows = rows
      .where('organizationId', '=', wanted.organizationId)
      .where('type', '=', wanted.type)
      .where('period', '=', wanted.period)
      .where((eb) => (groupId === null ? eb('groupId', 'is', null) : eb('groupId', '=', groupId)))
  }
  await rows.execute()
}

export async function insertGapNote(
  db: WriteDb,
  note: {
    id: string
    organizationId: string
    groupId: string | null
    type: ActivityType
    period: string
    reason: string
    recordedAt: string
    recordedBy: string
  },
): Promise<void> {
  await db.insertInto('gapNote').values(note).execute()
}
