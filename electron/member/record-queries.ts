import { sql } from 'kysely'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { MemberProfile } from '../../shared/member/contract.ts'
import type { DatePrecision, Gender, PartyStatus, PersonCategory, RightsStatus } from '../../shared/glossary.ts'
import { insertRows, updateRowsById, type BoundValue } from '../db/bulk-write.ts'
import type { ReadDb, WriteDb } from '../db/open.ts'
import type { OpenAssignment } from './assignment-queries.ts'
import { spellName } from './name-search.ts'
import { membersAt } from './state-queries.ts'

export type MemberRecord = MemberProfile & { readonly id: string; readonly branchId: string; readonly groupId: string | null }

/** 名册一行要读的列；查询里党员表须叫 member、编入表须叫 assignment。 */
export const RECORD_COLUMNS = [
  'member.id',
  'member.name',
  'member.gender',
  'member.ethnicity',
  'member.birthOn',
  'member.birthOnPrecision',
  'member.identityNumber',
  'member.education',
  'member.category',
  'member.joinedOn',
  'member.joinedOnPrecision',
  'member.fullOn',
  'member.fullOnPrecision',
  'member.job',
  'member.adminPost',
  'member.mobile',
  'member.landline',
  'member.address',
  'member.partyStatus',
  'member.isLost',
  'member.lostOn',
  'member.lostOnPrecision',
  'member.isFloating',
  'member.floatingTo',
  'member.rightsStatus',
  'member.remark',
  'assignment.branchId',
  'assignment.groupId',
] as const

type StoredProfile = {
  [K in keyof MemberProfile]: MemberProfile[K] extends boolean ? number : MemberProfile[K] extends string ? string : string | null
}

function profileOf(row: StoredProfile): MemberProfile {
  return {
    name: row.name,
    gender: row.gender as Gender,
    ethnicity: row.ethnicity,
    birthOn: row.birthOn,
    birthOnPrecision: row.birthOnPrecision as DatePrecision,
    identityNumber: row.identityNumber,
    education: row.education,
    category: row.category as PersonCategory,
    joinedOn: row.joinedOn,
    joinedOnPrecision: row.joinedOnPrecision as DatePrecision,
    fullOn: row.fullOn,
    fullOnPrecision: row.fullOnPrecision as DatePrecision,
    job: row.job,
    adminPost: row.adminPost,
    mobile: row.mobile,
    landline: row.landline,
    address: row.address,
    partyStatus: row.partyStatus as PartyStatus,
    isLost: row.isLost === 1,
    lostOn: row.lostOn,
    lostOnPrecision: row.lostOnPrecision as DatePrecision,
    isFloating: row.isFloating === 1,
    floatingTo: row.floatingTo,
    rightsStatus: row.rightsStatus as RightsStatus,
    remark: row.remark,
  }
}

export function recordOf(row: StoredProfile & { id: string; branchId: string; groupId: string | null }): MemberRecord {
  return { id: row.id, branchId: row.branchId, groupId: row.groupId, ...profileOf(row) }
}

export type LiveMember = {
  readonly id: string
  readonly profile: MemberProfile
  /** 现在编入的支部；从未编入的为 null。 */
  readonly assignment: OpenAssignment | null
}

/** 未删除的党员与其现行的编入；给 id 则只取这些人。 */
export async function liveMembers(db: ReadDb, memberIds?: readonly string[]): Promise<LiveMember[]> {
  let rows = db
    .selectFrom('member')
    .leftJoin('memberAssignment as assignment', (join) =>
      join.onRef('assignment.memberId', '=', 'member.id').on('assignment.untilOn', 'is', null),
    )
    .where('member.deletedAt', 'is', null)
    .select([...RECORD_COLUMNS, 'assignment.id as assignmentId', 'assignment.fromOn'])
  if (memberIds) rows = rows.where('member.id', 'in', memberIds)
  return (await rows.execute()).map((row) => ({
    id: row.id,
    profile: profileOf(row),
    assignment:
      row.assignmentId === null || row.branchId === null
        ? null
        : { id: row.assignmentId, branchId: row.branchId, groupId: row.groupId, fromOn: row.fromOn },
  }))
}

/** 一名未删除的党员，随时间变化的项取判定日的样子，支部取判定日所在；判定日不在任何支部的取现在（或最后）所在。 */
export async function memberRecord(db: ReadDb, memberId: string, asOf: PlainDate): Promise<MemberRecord | null> {
  const rows = await db
    .selectFrom(await membersAt(db, asOf))
    .leftJoin('memberAssignment as assignment', 'assignment.memberId', 'member.id')
    .where('member.id', '=', memberId)
    .where('member.deletedAt', 'is', null)
    .select([...RECORD_COLUMNS, 'assignment.fromOn', 'assignment.untilOn'])
    .orderBy(sql`coalesce("assignment"."untilOn", '9999')`, 'desc')
    .execute()
  const current = rows.find(({ fromOn, untilOn }) => (fromOn === null || fromOn <= asOf) && (untilOn === null || untilOn > asOf)) ?? rows[0]
  return current ? recordOf({ ...current, branchId: current.branchId ?? '' }) : null
}

export function postsOf(db: ReadDb, memberId: string) {
  return db
    .selectFrom('post')
    .where('memberId', '=', memberId)
    .where('deletedAt', 'is', null)
    .select(['organizationId', 'title', 'fromOn', 'untilOn'])
    .orderBy('fromOn')
    .execute()
}

/** 用这个证号的未删除党员。 */
export function holderOf(db: ReadDb, identityNumber: string) {
  return db
    .selectFrom('member')
    .where('identityNumber', '=', identityNumber)
    .where('deletedAt', 'is', null)
    .select(['id', 'name'])
    .executeTakeFirst()
}

/** 一名党员默认遮着的几项的原文；不论在册、不在册还是在回收站。 */
export function maskedFieldsOf(db: ReadDb, memberId: string) {
  return db
    .selectFrom('member')
    .where('id', '=', memberId)
    .select(['name', 'identityNumber', 'mobile', 'landline', 'remark'])
    .executeTakeFirst()
}

export function recycledMembers(db: ReadDb) {
  return db
    .selectFrom('member')
    .leftJoin('memberAssignment as assignment', (join) =>
      join.onRef('assignment.memberId', '=', 'member.id').on('assignment.untilOn', 'is', null),
    )
    .where('member.deletedAt', 'is not', null)
    .select(['member.id', 'member.name', 'member.identityNumber', 'member.deletedAt', 'member.deletionReason', 'assignment.branchId'])
    .orderBy('member.deletedAt', 'desc')
    .orderBy('member.id')
    .execute()
}

const PROFILE_COLUMNS = [
  'name',
  'gender',
  'ethnicity',
  'birthOn',
  'birthOnPrecision',
  'identityNumber',
  'education',
  'category',
  'joinedOn',
  'joinedOnPrecision',
  'fullOn',
  'fullOnPrecision',
  'job',
  'adminPost',
  'mobile',
  'landline',
  'address',
  'partyStatus',
  'isLost',
  'lostOn',
  'lostOnPrecision',
  'isFloating',
  'floatingTo',
  'rightsStatus',
  'remark',
] as const satisfies readonly (keyof MemberProfile)[]

const WRITTEN_COLUMNS = ['id', ...PROFILE_COLUMNS, 'namePinyin', 'nameInitials', 'updatedAt'] as const

function written(id: string, profile: MemberProfile, at: string): BoundValue[] {
  const spelling = spellName(profile.name)
  const values = PROFILE_COLUMNS.map((column) => {
    const value = profile[column]
    return typeof value === 'boolean' ? Number(value) : value
  })
  return [id, ...values, spelling.namePinyin, spelling.nameInitials, at]
}

/** 登记一批党员。 */
export async function insertMembers(db: WriteDb, members: readonly { id: string; profile: MemberProfile }[], at: string): Promise<void> {
  const rows = members.map(({ id, profile }) => [...written(id, profile, at), at])
  await insertRows(db, 'member', [...WRITTEN_COLUMNS, 'createdAt'], rows)
}

/** 改一批党员的信息。 */
export async function updateMembers(db: WriteDb, members: readonly { id: string; profile: MemberProfile }[], at: string): Promise<void> {
  const rows = members.map(({ id, profile }) => written(id, profile, at))
  await updateRowsById(db, 'member', WRITTEN_COLUMNS.slice(1), rows)
}

export async function softDelete(db: WriteDb, memberId: string, at: string, reason: string): Promise<void> {
  await db.updateTable('member').set({ deletedAt: at, deletionReason: reason, updatedAt: at }).where('id', '=', memberId).execute()
}

export async function undelete(db: WriteDb, memberId: string, at: string): Promise<void> {
  await db.updateTable('member').set({ deletedAt: null, deletionReason: '', updatedAt: at }).where('id', '=', memberId).execute()
}
