import { sql, type ExpressionBuilder, type SelectQueryBuilder, type Selectable } from 'kysely'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { MEMBER_SORTS, MemberFilter } from '../../shared/member/contract.ts'
import type { RecordedFieldLabel } from '../../shared/member/rules.ts'
import type { OrganizationLevel } from '../../shared/glossary.ts'
import { versionOn } from '../../shared/organization/hierarchy.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { ReadDb } from '../db/open.ts'
import type { MemberAssignmentTable, MemberTable, OrganizationTable, Tables } from '../db/tables.ts'
import { loadOrganizations } from '../organization/queries.ts'
import { membersFound } from './name-queries.ts'
import { RECORD_COLUMNS, recordOf, type MemberRecord } from './record-queries.ts'
import { membersAt } from './state-queries.ts'
import { membersCounted } from './statistics-queries.ts'

/** 判定日的一个党组织，只取名册用得着的几样。 */
export type OrganizationAt = {
  readonly id: string
  readonly code: string
  readonly level: OrganizationLevel
  readonly parentId: string | null
  readonly name: string
  readonly shortName: string
  readonly establishedOn: PlainDate
  readonly dissolvedOn: PlainDate | null
}

/** 每个党组织在判定日的那一版，含已撤销的；判定日早于第一版的取第一版，名称才不至于空着。 */
export async function organizationsAt(db: ReadDb, asOf: PlainDate): Promise<Map<string, OrganizationAt>> {
  const found = new Map<string, OrganizationAt>()
  for (const organization of await loadOrganizations(db)) {
    const version = versionOn(organization, asOf) ?? organization.versions[0]
    if (version === undefined) continue
    const { id, code, establishedOn, dissolvedOn } = organization
    const { level, parentId, name, shortName } = version
    found.set(id, { id, code, level, parentId, name, shortName, establishedOn, dissolvedOn })
  }
  return found
}

/** 某组织及其全部下级的 id；没有这个组织则拒绝，免得空结果被看成“没有人”。 */
export function withDescendants(organizations: ReadonlyMap<string, OrganizationAt>, rootId: string): string[] {
  if (!organizations.has(rootId)) throw new DomainError('ORGANIZATION_UNKNOWN', '没有这个党组织，可能已被删改。请在列表里重新选择。')
  const children = new Map<string, string[]>()
  for (const { id, parentId } of organizations.values()) {
    if (parentId === null) continue
    const siblings = children.get(parentId)
    if (siblings) siblings.push(id)
    else children.set(parentId, [id])
  }
  const reached = new Set([rootId])
  for (const id of reached) for (const child of children.get(id) ?? []) reached.add(child)
  return [...reached]
}

type JoinedTables = Tables & { assignment: MemberAssignmentTable; branch: OrganizationTable; member: Selectable<MemberTable> }
type Joined<O> = SelectQueryBuilder<JoinedTables, 'member' | 'assignment' | 'branch', O>

/** 判定日在册的党员（随时间变化的项取那天的样子）：未删除、已入党、当日编在某支部。编入自 `fromOn` 当日起，到 `untilOn` 前一日止。 */
async function enrolled(db: ReadDb, asOf: PlainDate): Promise<Joined<object>> {
  const members = await membersAt(db, asOf)
  return db
    .selectFrom(members)
    .innerJoin('memberAssignment as assignment', 'assignment.memberId', 'member.id')
    .innerJoin('organization as branch', 'branch.id', 'assignment.branchId')
    .where('member.deletedAt', 'is', null)
    .where('member.joinedOn', '<=', asOf)
    .where((eb) => eb.or([eb('assignment.fromOn', 'is', null), eb('assignment.fromOn', '<=', asOf)]))
    .where((eb) => eb.or([eb('assignment.untilOn', 'is', null), eb('assignment.untilOn', '>', asOf)]))
}

export type MemberPage = {
  readonly sort: (typeof MEMBER_SORTS)[number]
  readonly descending: boolean
  readonly offset: number
  readonly limit: number
}

/** 名册的一段与总数；`page` 为 null 取全部，按支部、姓名排。 */
export async function memberPage(
  db: ReadDb,
  asOf: PlainDate,
  filter: MemberFilter,
  organizationIds: readonly string[] | null,
  page: MemberPage | null,
): Promise<{ total: number; records: MemberRecord[] }> {
  const counted = filter.statistic === undefined ? null : await membersCounted(db, asOf, filter.statistic)
  const rows = among(among(await enrolled(db, asOf), await membersFound(db, filter.search)), counted)
  const matched = narrowed(rows, asOf, filter, organizationIds)
  const ordered = inOrder(matched.select(RECORD_COLUMNS), page?.sort ?? '支部', page?.descending ?? false)
  if (page === null) {
    const records = (await ordered.execute()).map((row) => asItStood(recordOf(row), asOf))
    return { total: records.length, records }
  }
  const { total } = await matched.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const records = page.limit === 0 ? [] : await ordered.limit(page.limit).offset(page.offset).execute()
  return { total, records: records.map((row) => asItStood(recordOf(row), asOf)) }
}

/** 回看转正以前的日子，那时还是预备党员：与判定日人数（N_full）同一口径。 */
function asItStood(record: MemberRecord, asOf: PlainDate): MemberRecord {
  return record.fullOn !== null && record.fullOn > asOf ? { ...record, category: '预备党员', fullOn: null } : record
}

function narrowed<O>(base: Joined<O>, asOf: PlainDate, filter: MemberFilter, organizationIds: readonly string[] | null): Joined<O> {
  let rows = base
  if (organizationIds !== null)
    rows = rows.where((eb) => eb.or([eb('assignment.branchId', 'in', organizationIds), eb('assignment.groupId', 'in', organizationIds)]))
  if (filter.category === '正式党员')
    rows = rows
      .where('member.category', '=', '正式党员')
      .where((eb) => eb.or([eb('member.fullOn', 'is', null), eb('member.fullOn', '<=', asOf)]))
  if (filter.category === '预备党员')
    rows = rows.where((eb) => eb.or([eb('member.category', '=', '预备党员'), eb('member.fullOn', '>', asOf)]))
  if (filter.gender !== null) rows = rows.where('member.gender', '=', filter.gender)
  if (filter.education !== null) rows = rows.where('member.education', '=', filter.education)
  if (filter.partyStatus !== null) rows = rows.where('member.partyStatus', '=', filter.partyStatus)
  if (filter.isLost !== null) rows = rows.where('member.isLost', '=', filter.isLost ? 1 : 0)
  if (filter.isFloating !== null) rows = rows.where('member.isFloating', '=', filter.isFloating ? 1 : 0)
  if (filter.hasMissing !== null) {
    const wanted = filter.hasMissing
    rows = rows.where((eb) => (wanted ? lacksSomething(eb) : eb.not(lacksSomething(eb))))
  }
  const { lacking } = filter
  if (lacking !== undefined) rows = rows.where((eb) => LACKING[lacking](eb))
  return rows
}

/** 只要这些人；null 不限。 */
function among<O>(rows: Joined<O>, memberIds: readonly string[] | null): Joined<O> {
  if (memberIds === null) return rows
  return rows.where(sql<boolean>`"member"."id" IN (SELECT value FROM json_each(${JSON.stringify(memberIds)}))`)
}

type Expression = ExpressionBuilder<JoinedTables, 'member' | 'assignment' | 'branch'>

/** 与规则 `missingFields` 逐项相同的条件，写成 SQL 才能在两万人里筛选；两者相符由测试守住。 */
const LACKING = {
  学历: (eb) => eb('member.education', '=', ''),
  转正日期: (eb) => eb.and([eb('member.category', '=', '正式党员'), eb('member.fullOn', 'is', null)]),
  工作岗位: (eb) => eb('member.job', '=', ''),
  手机号: (eb) => eb('member.mobile', '=', ''),
  家庭住址: (eb) => eb('member.address', '=', ''),
  失去联系日期: (eb) => eb.and([eb('member.isLost', '=', 1), eb('member.lostOn', 'is', null)]),
  外出流向: (eb) => eb.and([eb('member.isFloating', '=', 1), eb('member.floatingTo', '=', '')]),
} as const satisfies Record<RecordedFieldLabel, (eb: Expression) => unknown>

function lacksSomething(eb: Expression) {
  return eb.or(Object.values(LACKING).map((condition) => condition(eb)))
}

function inOrder<O>(rows: Joined<O>, sort: MemberPage['sort'], descending: boolean): Joined<O> {
  const way = descending ? 'desc' : 'asc'
  const opposite = descending ? 'asc' : 'desc'
  const sorted = {
    支部: () => rows.orderBy('branch.code', way),
    姓名: () => rows,
    出生日期: () => rows.orderBy('member.birthOn', way),
    入党日期: () => rows.orderBy('member.joinedOn', way),
    // 党龄从短到长即转正日期从近到远；没有党龄的视为最短。
    党龄: () => rows.orderBy(sql`coalesce("member"."fullOn", '9999')`, opposite),
  }[sort]()
  const nameWay = sort === '姓名' ? way : 'asc'
  // 同名同支部的人再按证号排：id 是随机的，按它排会让名册与材料包每次不同。
  return sorted.orderBy('member.namePinyin', nameWay).orderBy('member.name', nameWay).orderBy('member.identityNumber')
}
