import { sql, type AliasedRawBuilder, type Selectable } from 'kysely'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { DatePrecision, PartyStatus, PersonCategory, RightsStatus } from '../../shared/glossary.ts'
import { STATE_FIELDS, type MemberState, type StatePeriod } from '../../shared/member/state.ts'
import { groupRows } from '../db/group-rows.ts'
import type { ReadDb } from '../db/open.ts'
import type { MemberTable } from '../db/tables.ts'

export type StoredState = {
  readonly [K in keyof MemberState]: MemberState[K] extends boolean ? number : null extends MemberState[K] ? string | null : string
}

/** 库里的一行 → 状态。 */
export function stateOf(row: StoredState): MemberState {
  return {
    education: row.education,
    category: row.category as PersonCategory,
    joinedOn: row.joinedOn,
    joinedOnPrecision: row.joinedOnPrecision as DatePrecision,
    fullOn: row.fullOn,
    fullOnPrecision: row.fullOnPrecision as DatePrecision,
    probationEndsOn: row.probationEndsOn,
    job: row.job,
    adminPost: row.adminPost,
    partyStatus: row.partyStatus as PartyStatus,
    isLost: row.isLost === 1,
    lostOn: row.lostOn,
    lostOnPrecision: row.lostOnPrecision as DatePrecision,
    isFloating: row.isFloating === 1,
    floatingTo: row.floatingTo,
    rightsStatus: row.rightsStatus as RightsStatus,
    exemption: row.exemption,
  }
}

/** 不随时间变化（只记现值）的列。 */
const TIMELESS_COLUMNS = [
  'id',
  'name',
  'namePinyin',
  'nameInitials',
  'gender',
  'ethnicity',
  'birthOn',
  'birthOnPrecision',
  'identityNumber',
  'mobile',
  'landline',
  'address',
  'remark',
  'baselineJson',
  'createdAt',
  'updatedAt',
  'deletedAt',
  'deletionReason',
] as const satisfies readonly (keyof MemberTable)[]

/**
 * 某日的党员表：随时间变化的列取那天的样子，别名 `member`。
 * 那天以后没有人有过变化的（多半是看今天），就是现表本身，一行不多连。
 */
export async function membersAt(db: ReadDb, asOf: PlainDate): Promise<AliasedRawBuilder<Selectable<MemberTable>, 'member'>> {
  const changedSince = await db.selectFrom('memberPastState').where('untilOn', '>', asOf).select('memberId').limit(1).executeTakeFirst()
  if (changedSince === undefined) return sql<Selectable<MemberTable>>`"member"`.as('member')
  const columns = [
    ...TIMELESS_COLUMNS.map((column) => `m."${column}"`),
    ...STATE_FIELDS.map((column) => `CASE WHEN p."memberId" IS NULL THEN m."${column}" ELSE p."${column}" END AS "${column}"`),
  ].join(', ')
  return sql<Selectable<MemberTable>>`(SELECT ${sql.raw(columns)} FROM "member" AS m LEFT JOIN "memberPastState" AS p
    ON p."memberId" = m.id AND p."untilOn" > ${asOf} AND (p."fromOn" IS NULL OR p."fromOn" <= ${asOf}))`.as('member')
}

/** 有过变化的人以往各段的样子（不含现在这一段），党员 id → 各段，从早到晚；给 `branchIds` 时只取编入过这些党组织的人。 */
export async function pastStates(db: ReadDb, branchIds?: readonly string[]): Promise<ReadonlyMap<string, readonly StatePeriod[]>> {
  let query = db.selectFrom('memberPastState').selectAll().orderBy('memberId').orderBy('untilOn')
  if (branchIds)
    query = query.where('memberId', 'in', db.selectFrom('memberAssignment').where('branchId', 'in', branchIds).select('memberId'))
  const rows = await query.execute()
  const periods = rows.map((row) => ({ memberId: row.memberId, fromOn: row.fromOn, untilOn: row.untilOn, state: stateOf(row) }))
  return groupRows(periods, ({ memberId }) => memberId)
}
