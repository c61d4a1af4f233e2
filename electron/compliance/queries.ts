import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { isInOffice } from '../../shared/election/tenure.ts'
import type { PartyStatus, PersonCategory, RightsStatus } from '../../shared/glossary.ts'
import { missingFields } from '../../shared/member/rules.ts'
import type { StatePeriod } from '../../shared/member/state.ts'
import type { GroupFacts, MemberFacts, OrganizationFacts, PartyGroupFacts } from '../../shared/organization/facts.ts'
import { ancestries, existsOn, versionOn } from '../../shared/organization/hierarchy.ts'
import { membershipStart, sizeHistory, type CountedMembership } from '../../shared/organization/size-history.ts'
import { loadHolidays } from '../calendar/holiday-queries.ts'
import { NO_LIFE } from '../../shared/organizational-life/facts.ts'
import { groupRows } from '../db/group-rows.ts'
import type { ReadDb } from '../db/open.ts'
import { loadPosts, loadTerms, type PostRecord } from '../election/queries.ts'
import { membersAt, pastStates } from '../member/state-queries.ts'
import { loadOrganizations, type StoredOrganization, type StoredVersion } from '../organization/queries.ts'
import { loadClosures, loadManualChecks } from './closure-queries.ts'

/**
 * 判定日的全部事实：党委、党总支、党支部各一份（党小组并在所属支部里），按编码排。
 * 人数、隶属、届次、任职都取那一天的样子。给 `onlyOrganizationIds` 时只返回并只读这些组织所需的党员。
 */
export async function loadGroupFacts(db: ReadDb, asOf: PlainDate, onlyOrganizationIds?: readonly string[]): Promise<GroupFacts> {
  const stored = await loadOrganizations(db)
  const lineage = ancestries(stored)
  const wanted = new Set(onlyOrganizationIds ?? stored.map((each) => each.id))
  const needed = stored.filter(
    (each) => wanted.has(each.id) || (lineage.get(each.id) ?? []).some((span) => span.ancestorIds.some((id) => wanted.has(id))),
  )
  const branchIds = needed.map((each) => each.id)
  const isPartial = onlyOrganizationIds !== undefined
  const rows = await loadMemberships(db, asOf, isPartial ? branchIds : undefined)
  const posts = groupRows(await loadPosts(db, asOf, isPartial ? branchIds : undefined), (post) => post.organizationId)
  const closures = await loadClosures(db, isPartial ? branchIds : undefined)
  const checks = await loadManualChecks(db, isPartial ? branchIds : undefined)
  const terms = groupRows(await loadTerms(db, asOf, isPartial ? branchIds : undefined), (term) => term.organizationId)

  const establishedOn = new Map(stored.map((each) => [each.id, each.establishedOn]))
  // 两万行只走一趟：历来计入人数的、判定日在的，各归各的。
  const counted: CountedMembership[] = []
  const past = await pastStates(db)
  const present = new Map<string, MembershipRow[]>()
  for (const row of rows) {
    const earlier = past.get(row.id)
    if (earlier) counted.push(...countedPeriods(row, earlier, establishedOn.get(row.branchId)))
    else if (row.partyStatus === '正常') {
      const from = membershipStart(row.fromOn, row.joinedOn, establishedOn.get(row.branchId) ?? row.joinedOn)
      counted.push({ branchId: row.branchId, from, until: row.untilOn })
    }
    if (!isPresent(row, asOf)) continue
    const branch = present.get(row.branchId)
    if (branch) branch.push(row)
    else present.set(row.branchId, [row])
  }
  const histories = sizeHistory(counted, lineage, asOf)
  const living = stored.flatMap((organization) => {
    const version = existsOn(organization, asOf) ? versionOn(organization, asOf) : null
    return version ? [{ organization, version }] : []
  })
  const children = groupRows(living, ({ version }) => version.parentId ?? '')
  const sizes = fullCounts(present, lineage, asOf)
  const facts = living
    .filter(({ organization, version }) => version.level !== '党小组' && wanted.has(organization.id))
    .map(({ organization, version }): OrganizationFacts => {
      const below = children.get(organization.id) ?? []
      const steps = histories.get(organization.id) ?? []
      return {
        ...identity(organization, version),
        childIds: below.filter((child) => child.version.level !== '党小组').map((child) => child.organization.id),
        memberCount: steps.at(-1)?.total ?? 0,
        fullMemberCount: sizes.get(organization.id) ?? 0,
        members: (present.get(organization.id) ?? []).toSorted(byName).map((row) => memberFacts(row, asOf)),
        groups: below
          .filter((child) => child.version.level === '党小组')
          .map((child) => partyGroup(child.organization.id, child.version, posts.get(child.organization.id) ?? [], asOf)),
        sizeSteps: steps,
        terms: terms.get(organization.id) ?? [],
        posts: posts.get(organization.id) ?? [],
        life: NO_LIFE,
        closures: closures.get(organization.id) ?? [],
        manualChecks: checks.get(organization.id) ?? [],
      }
    })
  return { asOf, organizations: facts, holidays: await loadHolidays(db) }
}

type MembershipRow = Awaited<ReturnType<typeof loadMemberships>>[number]

/** 到判定日为止的全部编入（未移入回收站的党员），一次读出；两万人也只走一趟。 */
async function loadMemberships(db: ReadDb, asOf: PlainDate, branchIds?: readonly string[]) {
  let rows = db
    .selectFrom(await membersAt(db, asOf))
    .innerJoin('memberAssignment as a', 'a.memberId', 'member.id')
    .where('member.deletedAt', 'is', null)
    .where('member.joinedOn', '<=', asOf)
    .where((eb) => eb.or([eb('a.fromOn', 'is', null), eb('a.fromOn', '<=', asOf)]))
  if (branchIds) rows = rows.where('a.branchId', 'in', branchIds)
  return rows
    .select([
      'a.branchId',
      'a.groupId',
      'a.fromOn',
      'a.untilOn',
      'member.id',
      'member.name',
      'member.namePinyin',
      'member.education',
      'member.category',
      'member.joinedOn',
      'member.fullOn',
      'member.probationEndsOn',
      'member.job',
      'member.mobile',
      'member.address',
      'member.partyStatus',
      'member.isLost',
      'member.lostOn',
      'member.isFloating',
      'member.floatingTo',
      'member.rightsStatus',
    ])
    .execute()
}

/** 有过变化的人：一段编入里党籍正常的几段，各自计入人数。判定日以后才开始的几段不影响到判定日为止的人数。 */
function countedPeriods(row: MembershipRow, earlier: readonly StatePeriod[], establishedOn: PlainDate | undefined): CountedMembership[] {
  const present = { fromOn: earlier.at(-1)?.untilOn ?? null, untilOn: null, state: row }
  return [...earlier, present].flatMap(({ fromOn, untilOn, state }) => {
    if (state.partyStatus !== '正常') return []
    const since = membershipStart(row.fromOn, state.joinedOn, establishedOn ?? state.joinedOn)
    const from = fromOn !== null && fromOn > since ? fromOn : since
    const until = row.untilOn !== null && (untilOn === null || row.untilOn < untilOn) ? row.untilOn : untilOn
    return until !== null && until <= from ? [] : [{ branchId: row.branchId, from, until }]
  })
}

/** 同样的名册总是同样的次序。各支部各排各的，比整库排一遍快得多。 */
function byName(a: MembershipRow, b: MembershipRow): number {
  if (a.namePinyin !== b.namePinyin) return a.namePinyin < b.namePinyin ? -1 : 1
  return a.id < b.id ? -1 : 1
}

/** 编出当日即不在。 */
function isPresent(row: MembershipRow, asOf: PlainDate): boolean {
  return row.untilOn === null || row.untilOn > asOf
}

/** 判定日在转正日以前的，当时还是预备党员。 */
function categoryOn(row: MembershipRow, asOf: PlainDate): PersonCategory {
  return row.category === '正式党员' && (row.fullOn === null || row.fullOn <= asOf) ? '正式党员' : '预备党员'
}

function memberFacts(row: MembershipRow, asOf: PlainDate): MemberFacts {
  return {
    id: row.id,
    name: row.name,
    category: categoryOn(row, asOf),
    joinedOn: row.joinedOn,
    fullOn: row.fullOn,
    probationEndsOn: row.probationEndsOn,
    partyStatus: row.partyStatus as PartyStatus,
    rightsStatus: row.rightsStatus as RightsStatus,
    groupId: row.groupId,
    missing: missingFields(asRecorded(row)),
  }
}

/** 布尔列在库里是 0 和 1。逐字段写出而不展开整行：两万人时省下大半的分配。 */
function asRecorded(row: MembershipRow) {
  return {
    education: row.education,
    category: row.category as PersonCategory,
    fullOn: row.fullOn,
    job: row.job,
    mobile: row.mobile,
    address: row.address,
    isLost: row.isLost === 1,
    lostOn: row.lostOn,
    isFloating: row.isFloating === 1,
    floatingTo: row.floatingTo,
  }
}

/** N_full：党籍正常的正式党员，记到所在支部与当日的各级上级。 */
function fullCounts(
  present: ReadonlyMap<string, readonly MembershipRow[]>,
  lineage: ReturnType<typeof ancestries>,
  asOf: PlainDate,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const [branchId, rows] of present) {
    const full = rows.filter((row) => row.partyStatus === '正常' && categoryOn(row, asOf) === '正式党员').length
    const span = lineage.get(branchId)?.find((each) => each.from <= asOf && asOf < each.until)
    if (span) for (const id of [branchId, ...span.ancestorIds]) counts.set(id, (counts.get(id) ?? 0) + full)
  }
  return counts
}

function identity(organization: StoredOrganization, version: StoredVersion) {
  return {
    id: organization.id,
    code: organization.code,
    name: version.name,
    shortName: version.shortName,
    level: version.level,
    form: version.form,
    unitType: version.unitType,
    parentId: version.parentId,
    coveredUnits: version.coveredUnits,
    establishedOn: organization.establishedOn,
    establishmentDocumentNo: organization.establishmentDocumentNo,
    approvalDocumentNo: version.approvalDocumentNo,
    effectiveOn: version.effectiveOn,
    affiliationChange: affiliationChange(organization, version),
    staffTotal: version.staffTotal,
    nonpartyStaffTotal: version.nonpartyStaffTotal,
  }
}

/** 沿革里到判定日那一版为止，最近一次换了上级的是哪一版。 */
function affiliationChange(organization: StoredOrganization, current: StoredVersion) {
  const versions = organization.versions.slice(0, organization.versions.indexOf(current) + 1)
  const changed = versions.findLast((version, index) => index > 0 && version.parentId !== versions[index - 1]?.parentId)
  return changed ? { on: changed.effectiveOn, documentNo: changed.approvalDocumentNo } : null
}

function partyGroup(id: string, version: StoredVersion, posts: readonly PostRecord[], asOf: PlainDate): PartyGroupFacts {
  const leader = posts.find((post) => post.title === '组长' && isInOffice(post, asOf))
  return { id, name: version.shortName, leaderName: leader?.memberName ?? null }
}
