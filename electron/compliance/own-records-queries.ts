import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { isInOffice } from '../../shared/election/tenure.ts'
import type { DatePrecision, PartyStatus, PersonCategory, RightsStatus } from '../../shared/glossary.ts'
import { isBirthInNumber, missingFields } from '../../shared/member/rules.ts'
import type { MemberState, StatePeriod } from '../../shared/member/state.ts'
import type { MemberFacts, OrganizationFacts, PartyGroupFacts } from '../../shared/organization/facts.ts'
import { membershipStart, sizeChangesOf, type CountedMembership, type SizeChanges } from '../../shared/organization/size-history.ts'
import type { GroupSpan } from '../../shared/organizational-life/facts.ts'
import { loadRatedYears, loadSavedSchemes } from '../assessment/rated-queries.ts'
import { loadPublicities } from '../calendar/publicity-queries.ts'
import { groupRows } from '../db/group-rows.ts'
import type { ReadDb } from '../db/open.ts'
import { loadPosts, loadTerms, type PostRecord } from '../election/queries.ts'
import { loadElectionFacts } from '../election/election-fact-queries.ts'
import { firstFloatingDates, loadMemberEventFacts } from '../member/event-queries.ts'
import { membersAt, pastStates } from '../member/state-queries.ts'
import { loadLifeFacts, type AdminPostHolder } from '../organizational-life/fact-queries.ts'
import { loadClosures, loadManualChecks } from './closure-queries.ts'
import type { GroupEver, Living, Structure } from './structure-queries.ts'

/** 一个党组织自己名下的记录，不含下级的；上级的人数由各处的 `sizeChanges`、`fullCount` 合起来。 */
export type OwnRecords = Pick<
  OrganizationFacts,
  | 'members'
  | 'groups'
  | 'terms'
  | 'posts'
  | 'elections'
  | 'memberEvents'
  | 'ratedYears'
  | 'savedSchemes'
  | 'life'
  | 'publicities'
  | 'closures'
  | 'manualChecks'
> & {
  /** 直接编在这里、党籍正常的正式党员。 */
  readonly fullCount: number
  /** 这里的人使它自己与当时各级上级的 N_all 怎么变。 */
  readonly sizeChanges: ReadonlyMap<string, SizeChanges>
}

/** 各党组织（含已撤销的）自己名下的记录。给 `only` 时只读这几个组织与它们的党小组。 */
export async function loadOwnRecords(db: ReadDb, structure: Structure, only?: readonly string[]): Promise<ReadonlyMap<string, OwnRecords>> {
  const { asOf } = structure
  const groupsOf = (id: string) => (structure.childrenOf.get(id) ?? []).filter((child) => child.version.level === '党小组')
  const { everGroups } = structure
  const withGroups = only?.flatMap((id) => [id, ...(everGroups.get(id) ?? []).map((group) => group.organization.id)])
  const rows = groupRows(await loadMemberships(db, asOf, only), (row) => row.branchId)
  const past = await pastStates(db, only)
  const floatingFrom = await firstFloatingDates(db, asOf, only)
  const posts = groupRows(await loadPosts(db, asOf, withGroups), (post) => post.organizationId)
  const terms = groupRows(await loadTerms(db, asOf, only), (term) => term.organizationId)
  const elections = await loadElectionFacts(db, asOf, (id) => terms.get(id) ?? [], only)
  const events = await loadMemberEventFacts(db, asOf, only)
  const ratedYears = await loadRatedYears(db, asOf, only)
  const schemes = await loadSavedSchemes(db, asOf)
  const publicities = await loadPublicities(db, asOf, only)
  const closures = await loadClosures(db, only)
  const checks = await loadManualChecks(db, only)
  const lifeOf = await loadLifeFacts(
    db,
    asOf,
    {
      adminPosts: new Map([...rows].map(([id, own]) => [id, adminPostHolders(own, asOf)])),
      groups: new Map([...everGroups].map(([id, groups]) => [id, groups.map((group) => groupSpan(group, posts, asOf))])),
    },
    only,
  )
  const committees = new Set(structure.living.flatMap(({ organization, version }) => (version.level === '党委' ? organization.id : [])))
  const wanted = only && new Set(only)
  const subjects = structure.stored.filter((each) => wanted?.has(each.id) ?? true)
  return new Map(
    subjects.map(({ id, establishedOn }): [string, OwnRecords] => [
      id,
      {
        ...rollOf(id, rows.get(id) ?? [], { past, floatingFrom }, establishedOn, structure),
        groups: groupsOf(id).map((child) => partyGroup(child, posts.get(child.organization.id) ?? [], asOf)),
        terms: terms.get(id) ?? [],
        posts: posts.get(id) ?? [],
        elections: elections.get(id) ?? [],
        memberEvents: events.get(id) ?? [],
        ratedYears: ratedYears.get(id) ?? [],
        savedSchemes: committees.has(id) ? schemes : [],
        life: lifeOf(id),
        publicities: publicities.get(id) ?? [],
        closures: closures.get(id) ?? [],
        manualChecks: checks.get(id) ?? [],
      },
    ]),
  )
}

/** 有过变化的人：以往各段的样子；登记过流动外出的，最早一次是哪天。 */
type Histories = {
  readonly past: ReadonlyMap<string, readonly StatePeriod[]>
  readonly floatingFrom: ReadonlyMap<string, PlainDate>
}

/** 名册一块：判定日在的人，历来计入人数的各段。一个组织的行只走一趟。 */
function rollOf(
  id: string,
  rows: readonly MembershipRow[],
  { past, floatingFrom }: Histories,
  establishedOn: PlainDate,
  { asOf, lineage }: Structure,
): Pick<OwnRecords, 'members' | 'fullCount' | 'sizeChanges'> {
  const counted: CountedMembership[] = []
  const present: MembershipRow[] = []
  let fullCount = 0
  for (const row of rows) {
    const earlier = past.get(row.id)
    if (earlier) counted.push(...countedPeriods(row, earlier, establishedOn))
    else if (row.partyStatus === '正常')
      counted.push({ branchId: id, from: membershipStart(row.fromOn, row.joinedOn, establishedOn), until: row.untilOn })
    if (!isPresent(row, asOf)) continue
    present.push(row)
    if (row.partyStatus === '正常' && categoryOn(row, asOf) === '正式党员') fullCount += 1
  }
  return {
    members: present.toSorted(byName).map((row) => memberFacts(row, asOf, past.get(row.id) ?? [], floatingFrom.get(row.id) ?? null)),
    fullCount,
    sizeChanges: sizeChangesOf(id, counted, lineage.get(id) ?? [], asOf),
  }
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
      'a.reason',
      'member.id',
      'member.name',
      'member.namePinyin',
      'member.birthOn',
      'member.birthOnPrecision',
      'member.identityNumber',
      'member.education',
      'member.category',
      'member.joinedOn',
      'member.fullOn',
      'member.probationEndsOn',
      'member.job',
      'member.adminPost',
      'member.mobile',
      'member.address',
      'member.partyStatus',
      'member.isLost',
      'member.lostOn',
      'member.isFloating',
      'member.floatingTo',
      'member.rightsStatus',
      'member.exemption',
    ])
    .execute()
}

/** 有过变化的人：一段编入里党籍正常的几段，各自计入人数。判定日以后才开始的几段不影响到判定日为止的人数。 */
function countedPeriods(row: MembershipRow, earlier: readonly StatePeriod[], establishedOn: PlainDate): CountedMembership[] {
  const present = { fromOn: earlier.at(-1)?.untilOn ?? null, untilOn: null, state: row }
  return [...earlier, present].flatMap(({ fromOn, untilOn, state }) => {
    if (state.partyStatus !== '正常') return []
    const since = membershipStart(row.fromOn, state.joinedOn, establishedOn)
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

function memberFacts(row: MembershipRow, asOf: PlainDate, earlier: readonly StatePeriod[], firstFloatingOn: PlainDate | null): MemberFacts {
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
    isLost: row.isLost === 1,
    lostOn: row.lostOn,
    suspendedOn: row.partyStatus === '停止党籍' ? endOfLast(earlier, asOf, (state) => state.partyStatus !== '停止党籍') : null,
    isFloating: row.isFloating === 1,
    floatingOn: row.isFloating === 1 ? (endOfLast(earlier, asOf, (state) => !state.isFloating) ?? firstFloatingOn) : null,
    transferredInOn: row.reason.startsWith('组织关系转入') ? row.fromOn : null,
    isExempt: row.exemption !== '',
    branchSince: row.fromOn,
    isBirthInNumber: isBirthInNumber(row.identityNumber, row.birthOn, row.birthOnPrecision as DatePrecision),
    missing: missingFields(asRecorded(row)),
  }
}

/** 现在这个样子自哪天起：到判定日为止，最近一段不是这样的到哪天为止；没有这样一段（建册时就如此）为 null。 */
function endOfLast(earlier: readonly StatePeriod[], asOf: PlainDate, wasOtherwise: (state: MemberState) => boolean): PlainDate | null {
  return earlier.findLast(({ untilOn, state }) => untilOn !== null && untilOn <= asOf && wasOtherwise(state))?.untilOn ?? null
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

/** 判定日在的、登记了行政职务的党员：领导干部由此认定。 */
function adminPostHolders(rows: readonly MembershipRow[], asOf: PlainDate): AdminPostHolder[] {
  return rows.flatMap((row) =>
    row.adminPost !== '' && row.partyStatus === '正常' && isPresent(row, asOf)
      ? [{ memberId: row.id, name: row.name, adminPost: row.adminPost }]
      : [],
  )
}

function groupSpan({ organization, name }: GroupEver, posts: ReadonlyMap<string, readonly PostRecord[]>, asOf: PlainDate): GroupSpan {
  const { id, establishedOn, dissolvedOn } = organization
  return {
    id,
    name,
    leaders: (posts.get(id) ?? []).filter((post) => post.title === '组长'),
    establishedOn,
    dissolvedOn: dissolvedOn !== null && dissolvedOn <= asOf ? dissolvedOn : null,
  }
}

function partyGroup({ organization, version }: Living, posts: readonly PostRecord[], asOf: PlainDate): PartyGroupFacts {
  const leader = posts.find((post) => post.title === '组长' && isInOffice(post, asOf))
  return { id: organization.id, name: version.shortName, leaderName: leader?.memberName ?? null }
}
