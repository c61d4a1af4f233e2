import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { ancestries, existsOn, versionOn, type AncestrySpan } from '../../shared/organization/hierarchy.ts'
import { groupRows } from '../db/group-rows.ts'
import type { ReadDb } from '../db/open.ts'
import { loadOrganizations, type StoredOrganization, type StoredVersion } from '../organization/queries.ts'

/** 判定日在的一个党组织与它当时的那一版。 */
export type Living = { readonly organization: StoredOrganization; readonly version: StoredVersion }

/** 一个党小组，与它在判定日（或撤销时）的简称。 */
export type GroupEver = { readonly branchId: string; readonly organization: StoredOrganization; readonly name: string }

/** 判定日的组织结构：沿革、隶属、上下级；党小组也在内。 */
export type Structure = {
  readonly asOf: PlainDate
  readonly stored: readonly StoredOrganization[]
  readonly lineage: ReadonlyMap<string, readonly AncestrySpan[]>
  readonly living: readonly Living[]
  readonly childrenOf: ReadonlyMap<string, readonly Living[]>
  /** 历来的党小组，按所属党支部：已撤销的也在，它存续的那些月份照样考核；判定日以后才成立的不算。 */
  readonly everGroups: ReadonlyMap<string, readonly GroupEver[]>
}

export async function loadStructure(db: ReadDb, asOf: PlainDate): Promise<Structure> {
  const stored = await loadOrganizations(db)
  const living = stored.flatMap((organization) => {
    const version = existsOn(organization, asOf) ? versionOn(organization, asOf) : null
    return version ? [{ organization, version }] : []
  })
  return {
    asOf,
    stored,
    lineage: ancestries(stored),
    living,
    childrenOf: groupRows(living, ({ version }) => version.parentId ?? ''),
    everGroups: groupsEver(stored, asOf),
  }
}

function groupsEver(stored: readonly StoredOrganization[], asOf: PlainDate): ReadonlyMap<string, readonly GroupEver[]> {
  const groups = stored.flatMap((organization) => {
    const version = organization.versions.findLast((each) => each.effectiveOn <= asOf) ?? organization.versions[0]
    if (version?.level !== '党小组' || version.parentId === null || organization.establishedOn > asOf) return []
    return [{ branchId: version.parentId, organization, name: version.shortName }]
  })
  return groupRows(groups, (group) => group.branchId)
}

/** 这几个组织与历来的各级上级：名下有改动时，人数、结论会跟着变的就是它们。 */
export function withSuperiors({ lineage }: Structure, ids: Iterable<string>): ReadonlySet<string> {
  const found = new Set<string>()
  for (const id of ids) {
    found.add(id)
    for (const span of lineage.get(id) ?? []) for (const ancestorId of span.ancestorIds) found.add(ancestorId)
  }
  return found
}
