import { sql } from 'kysely'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { OrganizationForm, OrganizationLevel, UnitType } from '../../shared/glossary.ts'
import type { OrganizationNode, OrganizationProfile } from '../../shared/organization/contract.ts'
import { existsOn, versionOn, type OrganizationHistory } from '../../shared/organization/hierarchy.ts'
import { groupRows } from '../db/group-rows.ts'
import type { ReadDb, WriteDb } from '../db/open.ts'
import { membersAt } from '../member/state-queries.ts'

export type StoredVersion = OrganizationProfile & { readonly id: string; readonly effectiveOn: PlainDate }

/** 库里的一个党组织与它的全部版本（按生效日升序）。 */
export type StoredOrganization = Omit<OrganizationHistory, 'versions'> & {
  readonly code: string
  readonly establishmentDocumentNo: string
  readonly dissolutionReason: string
  readonly mergedIntoId: string | null
  readonly dissolutionEffectsJson: string
  readonly versions: readonly StoredVersion[]
}

/** 党组织的沿革，含已撤销的，按编码排；不给 id 则取全部。 */
export async function loadOrganizations(db: ReadDb, ids?: readonly string[]): Promise<StoredOrganization[]> {
  let organizations = db.selectFrom('organization').selectAll().orderBy('code')
  let versions = db.selectFrom('organizationVersion').selectAll().orderBy('effectiveOn')
  if (ids) {
    organizations = organizations.where('id', 'in', ids)
    versions = versions.where('organizationId', 'in', ids)
  }
  const byOrganization = groupRows(await versions.execute(), (version) => version.organizationId)
  return (await organizations.execute()).map((row) => ({ ...row, versions: (byOrganization.get(row.id) ?? []).map(versionFromRow) }))
}

/**
 * 新设时可能与它相抵触的党组织：编码相同的、上级、同一上级之下叫过这个名字的；没有上级的则是历来没有上级的。
 * 它还没有下级，成不了环，别的组织不必读。
 */
export async function loadRivals(
  db: ReadDb,
  { code, parentId, name }: { code: string; parentId: string | null; name: string },
): Promise<StoredOrganization[]> {
  const rows = await db
    .selectFrom('organization')
    .select('id')
    .where((eb) => {
      const siblings = eb.selectFrom('organizationVersion').select('organizationId')
      const rivals =
        parentId === null ? siblings.where('parentId', 'is', null) : siblings.where('parentId', '=', parentId).where('name', '=', name)
      return eb.or([eb('code', '=', code), eb('id', '=', parentId ?? ''), eb('id', 'in', rivals)])
    })
    .execute()
  return loadOrganizations(
    db,
    rows.map(({ id }) => id),
  )
}

function versionFromRow(row: {
  id: string
  effectiveOn: string
  parentId: string | null
  level: string
  name: string
  shortName: string
  form: string
  unitType: string
  coveredUnitsJson: string
  staffTotal: number | null
  nonpartyStaffTotal: number | null
  contactName: string
  contactPhone: string
  documentCode: string
  approvalDocumentNo: string
}): StoredVersion {
  return {
    id: row.id,
    effectiveOn: row.effectiveOn,
    parentId: row.parentId,
    level: row.level as OrganizationLevel,
    name: row.name,
    shortName: row.shortName,
    form: row.form as OrganizationForm,
    unitType: row.unitType as UnitType,
    coveredUnits: JSON.parse(row.coveredUnitsJson) as string[],
    staffTotal: row.staffTotal,
    nonpartyStaffTotal: row.nonpartyStaffTotal,
    contactName: row.contactName,
    contactPhone: row.contactPhone,
    documentCode: row.documentCode,
    approvalDocumentNo: row.approvalDocumentNo,
  }
}

type HeadCount = { memberCount: number; fullMemberCount: number }

/**
 * 某日直接编在各党支部（含党总支、党委本级）与各党小组的人数。N_all：正式＋预备、党籍正常、已入党、
 * 组织关系在此（编入日当天在、编出日当天不在）；N_full：其中当日已是正式党员的。
 */
async function headCounts(db: ReadDb, asOf: PlainDate): Promise<ReadonlyMap<string, HeadCount>> {
  const members = await membersAt(db, asOf)
  const rows = await db
    .selectFrom(members)
    .innerJoin('memberAssignment as a', 'a.memberId', 'member.id')
    .where('member.deletedAt', 'is', null)
    .where('member.partyStatus', '=', '正常')
    .where('member.joinedOn', '<=', asOf)
    .where((eb) => eb.or([eb('a.fromOn', 'is', null), eb('a.fromOn', '<=', asOf)]))
    .where((eb) => eb.or([eb('a.untilOn', 'is', null), eb('a.untilOn', '>', asOf)]))
    .select((eb) => [
      'a.branchId',
      'a.groupId',
      eb.fn.countAll<number>().as('memberCount'),
      sql<number>`sum(member.category = '正式党员' and (member.fullOn is null or member.fullOn <= ${asOf}))`.as('fullMemberCount'),
    ])
    .groupBy(['a.branchId', 'a.groupId'])
    .execute()
  const counts = new Map<string, HeadCount>()
  for (const row of rows) {
    for (const id of [row.branchId, row.groupId]) if (id !== null) counts.set(id, plus(counts.get(id), row))
  }
  return counts
}

function plus(a: HeadCount | undefined, b: HeadCount): HeadCount {
  return { memberCount: (a?.memberCount ?? 0) + b.memberCount, fullMemberCount: (a?.fullMemberCount ?? 0) + b.fullMemberCount }
}

/**
 * 某日的全部党组织，取当时那一版，按编码排；上级的人数为本级与全部下级合计（党小组的人已在所属支部里）。
 * `includeDissolved` 时附上那日已撤销的，取撤销前最后一版，人数为 0。
 */
export async function organizationsAsOf(
  db: ReadDb,
  asOf: PlainDate,
  options: { includeDissolved?: boolean } = {},
): Promise<OrganizationNode[]> {
  const organizations = await loadOrganizations(db)
  const counts = await headCounts(db, asOf)
  const living = organizations.filter((each) => existsOn(each, asOf))
  const children = groupRows(living, (each) => versionOn(each, asOf)?.parentId ?? '')
  const totals = new Map<string, HeadCount>()
  const total = (organization: StoredOrganization): HeadCount => {
    const known = totals.get(organization.id)
    if (known) return known
    let sum = plus(counts.get(organization.id), { memberCount: 0, fullMemberCount: 0 })
    // 先记下本级再算下级：数据即使成环也停得下来。
    totals.set(organization.id, sum)
    for (const child of children.get(organization.id) ?? []) {
      if (versionOn(child, asOf)?.level !== '党小组') sum = plus(sum, total(child))
    }
    totals.set(organization.id, sum)
    return sum
  }
  return organizations.flatMap((organization) => {
    const isLiving = existsOn(organization, asOf)
    const version = versionOn(organization, asOf)
    if (!version || (!isLiving && options.includeDissolved !== true)) return []
    return [node(organization, version, isLiving ? total(organization) : NOBODY, (children.get(organization.id) ?? []).length)]
  })
}

const NOBODY: HeadCount = { memberCount: 0, fullMemberCount: 0 }

function node(organization: StoredOrganization, version: StoredVersion, count: HeadCount, childCount: number): OrganizationNode {
  return {
    ...version,
    id: organization.id,
    code: organization.code,
    establishedOn: organization.establishedOn,
    establishmentDocumentNo: organization.establishmentDocumentNo,
    dissolvedOn: organization.dissolvedOn,
    dissolutionReason: organization.dissolutionReason,
    mergedIntoId: organization.mergedIntoId,
    effectiveOn: version.effectiveOn,
    ...count,
    childCount,
  }
}

export async function insertOrganization(
  db: WriteDb,
  row: { id: string; code: string; establishedOn: PlainDate; establishmentDocumentNo: string; at: string },
): Promise<void> {
  const { at, ...columns } = row
  await db
    .insertInto('organization')
    .values({ ...columns, createdAt: at, updatedAt: at })
    .execute()
}

export async function updateOrganization(
  db: WriteDb,
  id: string,
  at: string,
  changes: {
    code?: string
    establishedOn?: PlainDate
    establishmentDocumentNo?: string
    dissolvedOn?: PlainDate | null
    dissolutionReason?: string
    dissolutionDocumentNo?: string
    mergedIntoId?: string | null
    dissolutionEffectsJson?: string
  },
): Promise<void> {
  await db
    .updateTable('organization')
    .set({ ...changes, updatedAt: at })
    .where('id', '=', id)
    .execute()
}

/** 写一版：同日已有则改正那一版，没有则新增。 */
export async function writeVersion(db: WriteDb, organizationId: string, version: StoredVersion): Promise<void> {
  const { coveredUnits, ...rest } = version
  const columns = { ...rest, organizationId, coveredUnitsJson: JSON.stringify(coveredUnits) }
  await db
    .insertInto('organizationVersion')
    .values(columns)
    .onConflict((conflict) => conflict.columns(['organizationId', 'effectiveOn']).doUpdateSet(columns))
    .execute()
}

export async function moveVersion(db: WriteDb, versionId: string, effectiveOn: PlainDate): Promise<void> {
  await db.updateTable('organizationVersion').set({ effectiveOn }).where('id', '=', versionId).execute()
}

export async function setVersionParent(db: WriteDb, versionId: string, parentId: string): Promise<void> {
  await db.updateTable('organizationVersion').set({ parentId }).where('id', '=', versionId).execute()
}

export async function deleteVersion(db: WriteDb, versionId: string): Promise<void> {
  await db.deleteFrom('organizationVersion').where('id', '=', versionId).execute()
}

/** 本组织最早的一条记录（编入、届次、任职）的日期；成立日期不得晚于它。没有记录为 null。 */
export async function earliestRecordOn(db: ReadDb, organizationId: string): Promise<PlainDate | null> {
  const assigned = await db
    .selectFrom('memberAssignment')
    .where((eb) => eb.or([eb('branchId', '=', organizationId), eb('groupId', '=', organizationId)]))
    .select((eb) => eb.fn.min('fromOn').as('on'))
    .executeTakeFirst()
  const elected = await db
    .selectFrom('term')
    .where('organizationId', '=', organizationId)
    .where('deletedAt', 'is', null)
    .select((eb) => eb.fn.min('electedOn').as('on'))
    .executeTakeFirst()
  const appointed = await db
    .selectFrom('post')
    .where('organizationId', '=', organizationId)
    .where('deletedAt', 'is', null)
    .select((eb) => eb.fn.min('fromOn').as('on'))
    .executeTakeFirst()
  const held = await activitiesOf(db, organizationId)
    .select((eb) => eb.fn.min('heldOn').as('on'))
    .executeTakeFirst()
  const dates: (PlainDate | null | undefined)[] = [assigned?.on, elected?.on, appointed?.on, held?.on]
  return dates.filter((on) => on !== null && on !== undefined).toSorted()[0] ?? null
}

/** 某日及以后最早的一次活动（支部自己的，或小组的）；没有为 null。撤销当天即不存在，那天也不该有活动。 */
export async function activitySince(
  db: ReadDb,
  organizationId: string,
  on: PlainDate,
): Promise<{ readonly title: string; readonly heldOn: PlainDate } | null> {
  const row = await activitiesOf(db, organizationId)
    .where('heldOn', '>=', on)
    .select(['title', 'heldOn'])
    .orderBy('heldOn')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

function activitiesOf(db: ReadDb, organizationId: string) {
  return db
    .selectFrom('activity')
    .where((eb) => eb.or([eb('organizationId', '=', organizationId), eb('groupId', '=', organizationId)]))
    .where('deletedAt', 'is', null)
}

export type Membership = {
  readonly id: string
  readonly memberId: string
  readonly memberName: string
  readonly isDeleted: boolean
  readonly branchId: string
  readonly groupId: string | null
  readonly fromOn: PlainDate | null
  readonly untilOn: PlainDate | null
}

/** 编在一个党支部（或党小组）的人员关系中，到 `on` 那天还没有结束的。 */
export async function membershipsOpenOn(db: ReadDb, organizationId: string, on: PlainDate): Promise<Membership[]> {
  const rows = await db
    .selectFrom('memberAssignment as a')
    .innerJoin('member as m', 'm.id', 'a.memberId')
    .where((eb) => eb.or([eb('a.branchId', '=', organizationId), eb('a.groupId', '=', organizationId)]))
    .where((eb) => eb.or([eb('a.untilOn', 'is', null), eb('a.untilOn', '>', on)]))
    .select(['a.id', 'a.memberId', 'm.name as memberName', 'm.deletedAt', 'a.branchId', 'a.groupId', 'a.fromOn', 'a.untilOn'])
    .orderBy('a.id')
    .execute()
  return rows.map(({ deletedAt, ...row }) => ({ ...row, isDeleted: deletedAt !== null }))
}

export type NewMembership = {
  id: string
  memberId: string
  branchId: string
  groupId: string | null
  fromOn: PlainDate
  reason: string
}

/** 自 `on` 起结束一批人员关系，随即编入新处。先结束再编入：一人同时只能有一条未结束的。 */
export async function moveMemberships(db: WriteDb, closedIds: readonly string[], on: PlainDate, opened: readonly NewMembership[]) {
  for (const ids of chunks(closedIds)) await db.updateTable('memberAssignment').set({ untilOn: on }).where('id', 'in', ids).execute()
  for (const rows of chunks(opened)) await db.insertInto('memberAssignment').values(rows).execute()
}

/** 撤销一次移动：删去移入的，重开移出的。 */
export async function undoMoveMemberships(db: WriteDb, openedIds: readonly string[], closedIds: readonly string[]): Promise<void> {
  for (const ids of chunks(openedIds)) await db.deleteFrom('memberAssignment').where('id', 'in', ids).execute()
  for (const ids of chunks(closedIds)) await db.updateTable('memberAssignment').set({ untilOn: null }).where('id', 'in', ids).execute()
}

export async function membershipsByIds(db: ReadDb, ids: readonly string[]): Promise<Membership[]> {
  const found: Membership[] = []
  for (const some of chunks(ids)) {
    const rows = await db
      .selectFrom('memberAssignment as a')
      .innerJoin('member as m', 'm.id', 'a.memberId')
      .where('a.id', 'in', some)
      .select(['a.id', 'a.memberId', 'm.name as memberName', 'm.deletedAt', 'a.branchId', 'a.groupId', 'a.fromOn', 'a.untilOn'])
      .execute()
    found.push(...rows.map(({ deletedAt, ...row }) => ({ ...row, isDeleted: deletedAt !== null })))
  }
  return found
}

/** SQLite 一条语句的变量有上限，分批写。 */
function chunks<T>(items: readonly T[], size = 500): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size))
}
