import { sql } from 'kysely'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { PartyStatus, PersonCategory, PostTitle, RightsStatus } from '../../shared/glossary.ts'
import { isCommitteeTitle } from '../../shared/election/tenure.ts'
import type { RollPerson } from '../../shared/organizational-life/expected-roll.ts'
import { groupRows } from '../db/group-rows.ts'
import type { ReadDb } from '../db/open.ts'
import { standingGrounds } from '../member/event-queries.ts'
import { membersAt } from '../member/state-queries.ts'

/** 应到名单要看的一个人；`branchId` 是那天编入的支部，不在任何支部的为 null。 */
export type RollCandidate = RollPerson & { readonly branchId: string | null; readonly birthYear: string }

/** 那天编在这些党组织（支部或小组）里的党员，按支部、姓名排；`only` 为空取全集团。 */
export async function enrolledPeople(
  db: ReadDb,
  on: PlainDate,
  only: { readonly branchIds?: readonly string[]; readonly groupId?: string } = {},
): Promise<RollCandidate[]> {
  let rows = (await people(db, on))
    .where((eb) => eb.or([eb('assignment.fromOn', 'is', null), eb('assignment.fromOn', '<=', on)]))
    .where((eb) => eb.or([eb('assignment.untilOn', 'is', null), eb('assignment.untilOn', '>', on)]))
    .where('assignment.branchId', 'is not', null)
  if (only.branchIds)
    rows = rows.where('assignment.branchId', 'in', sql<string>`(SELECT value FROM json_each(${JSON.stringify(only.branchIds)}))`)
  if (only.groupId !== undefined) rows = rows.where('assignment.groupId', '=', only.groupId)
  return withGrounds(db, on, await rows.execute())
}

/** 指名的这些人那天的样子，不论编在哪里；没有或已移入回收站的不返回。 */
export async function peopleById(db: ReadDb, on: PlainDate, memberIds: readonly string[]): Promise<RollCandidate[]> {
  if (memberIds.length === 0) return []
  const rows = await (
    await people(db, on)
  )
    .where('member.id', 'in', sql<string>`(SELECT value FROM json_each(${JSON.stringify(memberIds)}))`)
    .execute()
  const standing = rows.filter(({ fromOn, untilOn }) => (fromOn === null || fromOn <= on) && (untilOn === null || untilOn > on))
  const placed = new Set(standing.map(({ id }) => id))
  const unplaced = new Map(rows.filter(({ id }) => !placed.has(id)).map((row) => [row.id, { ...row, branchId: null, groupId: null }]))
  return withGrounds(db, on, [...standing, ...unplaced.values()])
}

/** 全集团叫这些名字的人，不论编在哪里。 */
export async function peopleNamed(db: ReadDb, on: PlainDate, names: readonly string[]): Promise<RollCandidate[]> {
  const rows = await db
    .selectFrom('member')
    .where('deletedAt', 'is', null)
    .where('name', 'in', sql<string>`(SELECT value FROM json_each(${JSON.stringify(names)}))`)
    .select('id')
    .execute()
  return peopleById(
    db,
    on,
    rows.map(({ id }) => id),
  )
}

async function people(db: ReadDb, on: PlainDate) {
  return db
    .selectFrom(await membersAt(db, on))
    .leftJoin('memberAssignment as assignment', 'assignment.memberId', 'member.id')
    .where('member.deletedAt', 'is', null)
    .where('member.joinedOn', '<=', on)
    .select([
      'member.id',
      'member.name',
      'member.birthOn',
      'member.category',
      'member.fullOn',
      'member.partyStatus',
      'member.rightsStatus',
      'member.isFloating',
      'member.floatingTo',
      'member.isLost',
      'member.exemption',
      'assignment.branchId',
      'assignment.groupId',
      'assignment.fromOn',
      'assignment.untilOn',
    ])
    .orderBy('member.namePinyin')
    .orderBy('member.name')
    .orderBy('member.identityNumber')
}

type PersonRow = Awaited<ReturnType<Awaited<ReturnType<typeof people>>['execute']>>[number]

async function withGrounds(db: ReadDb, on: PlainDate, rows: readonly PersonRow[]): Promise<RollCandidate[]> {
  // 绝大多数人的权利都正常，一个不正常的也没有时不必读事件。
  const isPlain = rows.every(({ partyStatus, rightsStatus }) => partyStatus === '正常' && rightsStatus === '正常')
  const grounds = isPlain ? new Map<string, never>() : await standingGrounds(db, on)
  return rows.map((row) => {
    const known = grounds.get(row.id)
    return {
      id: row.id,
      name: row.name,
      birthYear: row.birthOn.slice(0, 4),
      category: row.category as PersonCategory,
      fullOn: row.fullOn,
      partyStatus: row.partyStatus as PartyStatus,
      rightsStatus: row.rightsStatus as RightsStatus,
      ground: (row.partyStatus === '正常' ? known?.rightsStatus : known?.partyStatus) ?? null,
      branchId: row.branchId,
      groupId: row.groupId,
      groupName: '',
      posts: [],
      isFloating: row.isFloating === 1,
      floatingTo: row.floatingTo,
      isLost: row.isLost === 1,
      exemption: row.exemption,
    }
  })
}

export type OfficeHolder = {
  readonly organizationId: string
  readonly memberId: string
  readonly memberName: string
  readonly title: PostTitle
}

/** 那天在任的人，按党组织分；党小组的组长在小组自己名下。卸任当日即不在任。 */
export async function officeHolders(
  db: ReadDb,
  on: PlainDate,
  organizationIds: readonly string[],
): Promise<ReadonlyMap<string, readonly OfficeHolder[]>> {
  const rows = await db
    .selectFrom('post')
    .innerJoin('member', 'member.id', 'post.memberId')
    .where('post.deletedAt', 'is', null)
    .where('member.deletedAt', 'is', null)
    .where('post.organizationId', 'in', sql<string>`(SELECT value FROM json_each(${JSON.stringify(organizationIds)}))`)
    .where('post.fromOn', '<=', on)
    .where((eb) => eb.or([eb('post.untilOn', 'is', null), eb('post.untilOn', '>', on)]))
    .select(['post.organizationId', 'post.memberId', 'member.name as memberName', 'post.title'])
    .orderBy('post.fromOn')
    .execute()
  return groupRows(
    rows.map((row) => ({ ...row, title: row.title as PostTitle })),
    ({ organizationId }) => organizationId,
  )
}

/** 委员会的在任委员：兼任只算一人。 */
export function committeeOf(holders: readonly OfficeHolder[]): string[] {
  return [...new Set(holders.filter(({ title }) => isCommitteeTitle(title)).map(({ memberId }) => memberId))]
}

/** 这些换届（补选）流程里，是本党组织的、没有撤下的。 */
export async function processIdsKnown(db: ReadDb, organizationId: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('electionProcess')
    .where('organizationId', '=', organizationId)
    .where('deletedAt', 'is', null)
    .where('id', 'in', ids)
    .select('id')
    .execute()
  return new Set(rows.map(({ id }) => id))
}
