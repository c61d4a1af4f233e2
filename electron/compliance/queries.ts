import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { OrganizationLevel } from '../../shared/glossary.ts'
import type { GroupFacts, OrganizationFacts } from '../../shared/organization/facts.ts'
import { sizeSteps, type SizeChanges, type SizeStep } from '../../shared/organization/size-history.ts'
import { loadHolidays } from '../calendar/holiday-queries.ts'
import type { ReadDb } from '../db/open.ts'
import type { StoredOrganization, StoredVersion } from '../organization/queries.ts'
import { loadOwnRecords, type OwnRecords } from './own-records-queries.ts'
import { loadStructure, type Structure } from './structure-queries.ts'

/**
 * 判定日的全部事实：党委、党总支、党支部各一份（党小组并在所属支部里），按编码排。
 * 人数、隶属、届次、任职都取那一天的样子。给 `onlyOrganizationIds` 时只返回并只读这些组织所需的党员。
 */
export async function loadGroupFacts(db: ReadDb, asOf: PlainDate, onlyOrganizationIds?: readonly string[]): Promise<GroupFacts> {
  const structure = await loadStructure(db, asOf)
  const wanted = onlyOrganizationIds && new Set(onlyOrganizationIds)
  const own = await loadOwnRecords(db, structure, wanted && withDescendants(structure, wanted))
  return { asOf, organizations: organizationFacts(structure, own, wanted), holidays: await loadHolidays(db) }
}

/** 这些组织与历来曾在它们之下的：上级的人数由这些合成。 */
function withDescendants({ stored, lineage }: Structure, wanted: ReadonlySet<string>): string[] {
  const isWithin = (id: string) => (lineage.get(id) ?? []).some((span) => span.ancestorIds.some((each) => wanted.has(each)))
  return stored.filter(({ id }) => wanted.has(id) || isWithin(id)).map(({ id }) => id)
}

/**
 * 由结构与各处自己名下的记录合成规则要的事实，按编码排；给 `wanted` 时只合成这几个。
 * `knownSteps` 给得出某个组织的人数变化（没有变过），就不必把下面各处的再合一遍。
 */
export function organizationFacts(
  structure: Structure,
  own: ReadonlyMap<string, OwnRecords>,
  wanted?: ReadonlySet<string>,
  knownSteps: (id: string) => readonly SizeStep[] | undefined = () => undefined,
): OrganizationFacts[] {
  const isWanted = (id: string) => wanted?.has(id) ?? true
  const sizes = totals(structure, own, isWanted)
  return structure.living.flatMap(({ organization, version }): OrganizationFacts[] => {
    const records = own.get(organization.id)
    if (version.level === '党小组' || !isWanted(organization.id) || !records) return []
    const steps = knownSteps(organization.id) ?? sizeSteps(sizes.changes.get(organization.id) ?? [])
    const { members, groups, terms, posts, elections, memberEvents, ratedYears, savedSchemes, life, publicities, closures, manualChecks } =
      records
    return [
      {
        ...identity(organization, version),
        childIds: (structure.childrenOf.get(organization.id) ?? [])
          .filter((child) => child.version.level !== '党小组')
          .map((child) => child.organization.id),
        memberCount: steps.at(-1)?.total ?? 0,
        fullMemberCount: sizes.full.get(organization.id) ?? 0,
        members,
        groups,
        sizeSteps: steps,
        terms,
        posts,
        elections,
        memberEvents,
        ratedYears,
        savedSchemes,
        life,
        publicities,
        closures,
        manualChecks,
      },
    ]
  })
}

/** N_all 的变化由各处的合起来；N_full 记到所在组织与判定日的各级上级。 */
function totals({ asOf, lineage }: Structure, own: ReadonlyMap<string, OwnRecords>, isWanted: (id: string) => boolean) {
  const changes = new Map<string, SizeChanges[]>()
  const full = new Map<string, number>()
  for (const [id, { sizeChanges, fullCount }] of own) {
    for (const [target, part] of sizeChanges) {
      if (!isWanted(target)) continue
      const parts = changes.get(target)
      if (parts) parts.push(part)
      else changes.set(target, [part])
    }
    if (fullCount === 0) continue
    const span = lineage.get(id)?.find((each) => each.from <= asOf && asOf < each.until)
    if (span) for (const target of [id, ...span.ancestorIds]) full.set(target, (full.get(target) ?? 0) + fullCount)
  }
  return { changes, full }
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
    levelChange: levelChange(organization, version),
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

/** 由低到高；升格是往高一级走。 */
const RANKS: readonly OrganizationLevel[] = ['党小组', '党支部', '党总支', '党委']

/** 沿革里到判定日那一版为止，最近一次升格是哪一版。 */
function levelChange(organization: StoredOrganization, current: StoredVersion) {
  const versions = organization.versions.slice(0, organization.versions.indexOf(current) + 1)
  const at = versions.findLastIndex(
    (version, index) => index > 0 && RANKS.indexOf(version.level) > RANKS.indexOf(versions[index - 1]?.level ?? version.level),
  )
  const [before, raised] = [versions[at - 1], versions[at]]
  return at > 0 && before && raised ? { on: raised.effectiveOn, from: before.level, documentNo: raised.approvalDocumentNo } : null
}
