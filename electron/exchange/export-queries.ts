import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { ExportOrganization, ExportPerson } from '../../shared/exchange/export-fields.ts'
import { POST_TITLES } from '../../shared/glossary.ts'
import type { MemberFilter } from '../../shared/member/contract.ts'
import { ageOn, partyAgeOn } from '../../shared/member/rules.ts'
import { existsOn, versionOn } from '../../shared/organization/hierarchy.ts'
import { groupRows } from '../db/group-rows.ts'
import type { ReadDb } from '../db/open.ts'
import { memberPage, organizationsAt, withDescendants, type OrganizationAt } from '../member/queries.ts'
import { loadOrganizations, organizationsAsOf } from '../organization/queries.ts'

/** 一次导出要用的全部：判定日、各党组织、筛出来的人（按支部、姓名排）。 */
export type ExportData = {
  readonly asOf: PlainDate
  readonly organizations: ReadonlyMap<string, OrganizationAt>
  readonly people: readonly ExportPerson[]
}

/**
 * 按筛选取判定日的党员，补上支部编码、所在党委、单位与职务。
 * @throws DomainError `ORGANIZATION_UNKNOWN`
 */
export async function loadExportPeople(db: ReadDb, asOf: PlainDate, filter: MemberFilter): Promise<ExportData> {
  const organizations = await organizationsAt(db, asOf)
  const within = filter.organizationId === null ? null : withDescendants(organizations, filter.organizationId)
  const { records } = await memberPage(db, asOf, filter, within, null)
  const units = await coveredUnits(db, asOf)
  const posts = await postsOn(db, asOf)
  const people = records.map((record): ExportPerson => {
    const branch = organizations.get(record.branchId)
    const committee = committeeOf(organizations, record.branchId)
    return {
      ...record,
      age: ageOn(record.birthOn, asOf),
      partyAge: partyAgeOn(record.fullOn, asOf),
      branchName: branch?.name ?? '',
      branchShortName: branch?.shortName ?? '',
      groupName: organizations.get(record.groupId ?? '')?.name ?? '',
      branchCode: branch?.code ?? '',
      committeeName: committee?.name ?? '',
      ...unitsText(units.get(record.branchId)),
      posts: posts.get(record.id) ?? '',
    }
  })
  return { asOf, organizations, people }
}

/** 判定日存在的党组织（不含党小组），按编码排；给组织则只取它与下级。 */
export async function loadExportOrganizations(
  db: ReadDb,
  asOf: PlainDate,
  organizationId: string | null,
): Promise<readonly ExportOrganization[]> {
  const organizations = await organizationsAt(db, asOf)
  const within = organizationId === null ? null : new Set(withDescendants(organizations, organizationId))
  const nodes = await organizationsAsOf(db, asOf)
  return nodes
    .filter(({ id, level }) => level !== '党小组' && (within?.has(id) ?? true))
    .map((node) => ({
      id: node.id,
      code: node.code,
      name: node.name,
      shortName: node.shortName,
      level: node.level,
      parentId: node.parentId ?? '',
      parentName: organizations.get(node.parentId ?? '')?.name ?? '',
      path: pathOf(organizations, node.id),
      establishedOn: node.establishedOn,
      ...unitsText(node.coveredUnits),
      contactName: node.contactName,
      contactPhone: node.contactPhone,
      staffTotal: node.staffTotal,
      memberCount: node.memberCount,
    }))
}

/** 往上最近的党委，自己就是党委的取自己。 */
export function committeeOf(organizations: ReadonlyMap<string, OrganizationAt>, organizationId: string | null): OrganizationAt | null {
  let current = organizations.get(organizationId ?? '')
  for (let depth = 0; current && current.level !== '党委' && depth < organizations.size; depth += 1)
    current = organizations.get(current.parentId ?? '')
  return current ?? null
}

/** 表头上的“基层党委”：所选组织往上最近的党委，没有选就是最上级党委。 */
export function committeeName(organizations: ReadonlyMap<string, OrganizationAt>, organizationId: string | null): string {
  const root = [...organizations.values()].find(({ parentId, dissolvedOn }) => parentId === null && dissolvedOn === null)
  return (committeeOf(organizations, organizationId) ?? root)?.name ?? ''
}

function pathOf(organizations: ReadonlyMap<string, OrganizationAt>, id: string): string {
  const names: string[] = []
  let current = organizations.get(id)
  for (let depth = 0; current && depth < organizations.size; depth += 1) {
    names.unshift(current.shortName)
    current = organizations.get(current.parentId ?? '')
  }
  return names.join('/')
}

async function coveredUnits(db: ReadDb, asOf: PlainDate): Promise<ReadonlyMap<string, readonly string[]>> {
  const organizations = await loadOrganizations(db)
  return new Map(
    organizations
      .filter((each) => existsOn(each, asOf))
      .map((each) => [each.id, (versionOn(each, asOf) ?? each.versions[0])?.coveredUnits ?? []] as const),
  )
}

function unitsText(units: readonly string[] | undefined): { companyName: string; coveredUnits: string } {
  const [only, ...others] = units ?? []
  return others.length === 0 ? { companyName: only ?? '', coveredUnits: '' } : { companyName: '', coveredUnits: (units ?? []).join('、') }
}

/** 判定日在任的职务，一人几职的按书记、副书记……的次序。 */
async function postsOn(db: ReadDb, asOf: PlainDate): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('post')
    .where('deletedAt', 'is', null)
    .where('fromOn', '<=', asOf)
    .where((eb) => eb.or([eb('untilOn', 'is', null), eb('untilOn', '>', asOf)]))
    .select(['memberId', 'title'])
    .execute()
  const rank = (title: string) => POST_TITLES.findIndex((each) => each === title)
  return new Map(
    [...groupRows(rows, ({ memberId }) => memberId)].map(([memberId, held]) => [
      memberId,
      [...new Set(held.map(({ title }) => title))].toSorted((a, b) => rank(a) - rank(b)).join('、'),
    ]),
  )
}
