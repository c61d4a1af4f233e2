import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { ActivityBrief } from '../../shared/organizational-life/life-meeting-contract.ts'
import { groupRows } from '../db/group-rows.ts'
import type { ReadDb } from '../db/open.ts'

/** 一个党组织某段时间的活动摘要，新的在前；供选作会议本身、作各步的证据。移入回收站的不列。 */
export async function activityBriefs(
  db: ReadDb,
  organizationId: string,
  { from, until }: { readonly from: PlainDate; readonly until: PlainDate },
): Promise<(ActivityBrief & { groupId: string | null })[]> {
  const rows = await db
    .selectFrom('activity')
    .where('organizationId', '=', organizationId)
    .where('heldOn', '>=', from)
    .where('heldOn', '<=', until)
    .where('deletedAt', 'is', null)
    .select(['id', 'groupId', 'title', 'heldOn', 'expectedCount', 'presentCount'])
    .orderBy('heldOn', 'desc')
    .orderBy('startsAt', 'desc')
    .orderBy('id')
    .execute()
  if (rows.length === 0) return []
  const types = groupRows(
    await db
      .selectFrom('activityType')
      .where(
        'activityId',
        'in',
        rows.map(({ id }) => id),
      )
      .selectAll()
      .orderBy('isPrimary', 'desc')
      .orderBy('type')
      .execute(),
    (row) => row.activityId,
  )
  return rows.map((row) => ({ ...row, types: (types.get(row.id) ?? []).map(({ type }) => type) }))
}

/** 一个党组织登记过、没有作废的一份发文；没有为 null。 */
export async function issuedDocument(
  db: ReadDb,
  documentId: string,
): Promise<{ id: string; number: string; title: string; subjectId: string; issuerId: string } | null> {
  const row = await db
    .selectFrom('document')
    .where('id', '=', documentId)
    .where('status', '=', '已登记')
    .select(['id', 'number', 'title', 'subjectId', 'issuerId'])
    .executeTakeFirst()
  return row ?? null
}

export async function memberNames(db: ReadDb, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('member').where('id', 'in', ids).select(['id', 'name']).execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}
