import { sql } from 'kysely'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { OwnedKind } from '../../shared/security/access.ts'
import type { Reference } from '../../shared/security/references.ts'
import type { ReadDb } from '../db/open.ts'
import type { Tables } from '../db/tables.ts'

/** 一种对象的归属：编号 → 归哪些党组织，任一在范围内即在范围内；查不到的没有归属。 */
type Owners = (db: ReadDb, ids: readonly string[], today: PlainDate) => Promise<readonly { id: string; organizationId: string | null }[]>

/** 自己带着 `organizationId` 的表。 */
type OwnTable = {
  [T in keyof Tables]: Tables[T] extends { id: unknown; organizationId: unknown } ? T : never
}[keyof Tables]

const idsIn = (ids: readonly string[]) => sql<string>`(SELECT value FROM json_each(${JSON.stringify(ids)}))`

// 各表都有 id 与 organizationId，按其中一张的类型写。
const own =
  (table: OwnTable): Owners =>
  (db, ids) =>
    db
      .selectFrom(table as 'talk')
      .select(['id', 'organizationId'])
      .where('id', 'in', idsIn(ids))
      .execute()

/** 经上一级找到归属：活动的附件归那次活动。 */
const through =
  (parentsOf: (db: ReadDb, ids: readonly string[]) => Promise<readonly { id: string; parentId: string }[]>, parent: Owners): Owners =>
  async (db, ids, today) => {
    const children = await parentsOf(db, ids)
    const owners = await parent(
      db,
      children.map(({ parentId }) => parentId),
      today,
    )
    return children.flatMap(({ id, parentId }) =>
      owners.filter((each) => each.id === parentId).map(({ organizationId }) => ({ id, organizationId })),
    )
  }

const activityOf = (table: 'activityFile' | 'activityTask') => (db: ReadDb, ids: readonly string[]) =>
  db
    .selectFrom(table as 'activityFile')
    .select(['id', 'activityId as parentId'])
    .where('id', 'in', idsIn(ids))
    .execute()

const meetingOf = (db: ReadDb, ids: readonly string[]) =>
  db.selectFrom('lifeMeetingOpinion').select(['id', 'meetingId as parentId']).where('id', 'in', idsIn(ids)).execute()

const reviewOf = (db: ReadDb, ids: readonly string[]) =>
  db.selectFrom('reviewFollowUp').select(['id', 'reviewId as parentId']).where('id', 'in', idsIn(ids)).execute()

const memberOf = (db: ReadDb, ids: readonly string[]) =>
  db.selectFrom('memberEvent').select(['id', 'memberId as parentId']).where('id', 'in', idsIn(ids)).execute()

const assignmentsOf = (db: ReadDb, ids: readonly string[]) =>
  db
    .selectFrom('memberAssignment')
    .select(['memberId', 'branchId', 'groupId', 'untilOn'])
    .where('memberId', 'in', idsIn(ids))
    .orderBy(sql`coalesce("untilOn", '9999-12-31')`, 'desc')
    .execute()

/** 现在编在哪里（已登记、尚未到日子的也算）；都已编出的看最后一处。 */
const currentBranches: Owners = async (db, ids, today) => {
  const seen = new Set<string>()
  return (await assignmentsOf(db, ids)).flatMap(({ memberId, branchId, groupId, untilOn }) => {
    const isLast = !seen.has(memberId)
    seen.add(memberId)
    return isLast || untilOn === null || untilOn > today ? placed(memberId, branchId, groupId) : []
  })
}

const everyBranch: Owners = async (db, ids) =>
  (await assignmentsOf(db, ids)).flatMap(({ memberId, branchId, groupId }) => placed(memberId, branchId, groupId))

const placed = (id: string, branchId: string, groupId: string | null) => [
  { id, organizationId: branchId },
  ...(groupId === null ? [] : [{ id, organizationId: groupId }]),
]

const documentOwners: Owners = async (db, ids) =>
  (await db.selectFrom('document').select(['id', 'issuerId', 'subjectId']).where('id', 'in', idsIn(ids)).execute()).flatMap(
    ({ id, issuerId, subjectId }) => [
      { id, organizationId: issuerId },
      { id, organizationId: subjectId },
    ],
  )

const plansOf = (db: ReadDb, ids: readonly string[]) =>
  db.selectFrom('themePlan').select(['id', 'issuerId', 'targetIdsJson']).where('id', 'in', idsIn(ids)).execute()

const planIssuers: Owners = async (db, ids) => (await plansOf(db, ids)).map(({ id, issuerId }) => ({ id, organizationId: issuerId }))

const planReaders: Owners = async (db, ids) =>
  (await plansOf(db, ids)).flatMap(({ id, issuerId, targetIdsJson }) =>
    [issuerId, ...(JSON.parse(targetIdsJson) as string[])].map((organizationId) => ({ id, organizationId })),
  )

const itself: Owners = (db, ids) =>
  db.selectFrom('organization').select(['id', 'id as organizationId']).where('id', 'in', idsIn(ids)).execute()

/** 公文起草挂着的组织生活记录，可能是活动、组织生活会、民主评议。 */
const LIFE_RECORDS: readonly Owners[] = [own('activity'), own('lifeMeeting'), own('review')]
const lifeRecords: Owners = async (db, ids, today) => (await Promise.all(LIFE_RECORDS.map((each) => each(db, ids, today)))).flat()

const OWNERS: Readonly<Record<OwnedKind, Owners>> = {
  organization: itself,
  member: currentBranches,
  everMember: everyBranch,
  memberEvent: through(memberOf, currentBranches),
  term: own('term'),
  post: own('post'),
  process: own('electionProcess'),
  activity: own('activity'),
  activityFile: through(activityOf('activityFile'), own('activity')),
  activityTask: through(activityOf('activityTask'), own('activity')),
  activityTemplate: own('activityTemplate'),
  readableTemplate: own('activityTemplate'),
  themePlan: planIssuers,
  readableThemePlan: planReaders,
  lifeMeeting: own('lifeMeeting'),
  lifeMeetingOpinion: through(meetingOf, own('lifeMeeting')),
  improvement: own('improvement'),
  review: own('review'),
  reviewFollowUp: through(reviewOf, own('review')),
  talk: own('talk'),
  gapNote: own('gapNote'),
  dutyMark: own('dutyMark'),
  publicity: own('publicity'),
  document: documentOwners,
  draft: own('documentDraft'),
  lifeRecord: lifeRecords,
  closure: own('findingClosure'),
  check: own('manualCheck'),
  override: own('parameterOverride'),
}

/** 一个身份的可见范围：根、连同全部下级（含已撤的）、其中现有的党支部。 */
export type Scope = {
  readonly rootId: string
  readonly name: string
  readonly ids: ReadonlySet<string>
  readonly branchIds: readonly string[]
}

/** 范围按当天的隶属算；还没有到日子的新版本不算。 */
export async function scopeOf(db: ReadDb, rootId: string, today: PlainDate): Promise<Scope> {
  const versions = await db
    .selectFrom('organizationVersion as version')
    .innerJoin('organization', 'organization.id', 'version.organizationId')
    .select([
      'version.organizationId as id',
      'version.parentId',
      'version.level',
      'version.shortName',
      'version.effectiveOn',
      'organization.dissolvedOn',
    ])
    .orderBy('version.effectiveOn')
    .execute()
  const latest = new Map<string, (typeof versions)[number]>()
  for (const version of versions) if (version.effectiveOn <= today || !latest.has(version.id)) latest.set(version.id, version)
  const rows = [...latest.values()]
  const children = new Map<string, string[]>()
  for (const { id, parentId } of rows) if (parentId !== null) children.set(parentId, [...(children.get(parentId) ?? []), id])
  const ids = new Set([rootId])
  for (const id of ids) for (const child of children.get(id) ?? []) ids.add(child)
  const within = rows.filter(({ id }) => ids.has(id))
  return {
    rootId,
    name: within.find(({ id }) => id === rootId)?.shortName ?? '',
    ids,
    branchIds: within
      .filter(({ level, dissolvedOn }) => level === '党支部' && (dissolvedOn === null || dissolvedOn > today))
      .map(({ id }) => id),
  }
}

/** 这些对象里哪些在范围内；不存在的与范围外的一样，都不在。 */
export async function withinScope(
  db: ReadDb,
  references: readonly Reference[],
  scope: Scope,
  today: PlainDate,
): Promise<(reference: Reference) => boolean> {
  const within = new Set<string>()
  const kinds = new Map<OwnedKind, string[]>()
  for (const { kind, id } of references) kinds.set(kind, [...(kinds.get(kind) ?? []), id])
  for (const [kind, ids] of kinds)
    for (const { id, organizationId } of await OWNERS[kind](db, ids, today))
      if (organizationId === null ? kind === 'readableTemplate' : scope.ids.has(organizationId)) within.add(`${kind}/${id}`)
  return ({ kind, id }) => within.has(`${kind}/${id}`)
}
