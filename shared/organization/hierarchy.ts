import type { PlainDate } from '../calendar/plain-date.ts'
import type { OrganizationLevel } from '../glossary.ts'

/** 一个党组织在某日起的隶属与名称。 */
export type HierarchyVersion = {
  readonly effectiveOn: PlainDate
  readonly level: OrganizationLevel
  readonly parentId: string | null
  readonly name: string
}

/** 一个党组织的沿革；`versions` 按生效日升序，首版自成立日起。撤销日当天即不存在。 */
export type OrganizationHistory = {
  readonly id: string
  readonly establishedOn: PlainDate
  readonly dissolvedOn: PlainDate | null
  readonly versions: readonly HierarchyVersion[]
}

/** 各层级可以隶属于哪些层级；只有最上级党委没有上级。 */
export const PARENT_LEVELS: Readonly<Record<OrganizationLevel, readonly OrganizationLevel[]>> = {
  党委: ['党委'],
  党总支: ['党委'],
  党支部: ['党委', '党总支'],
  党小组: ['党支部'],
}

const FOREVER: PlainDate = '9999-12-31'

export function existsOn(organization: Pick<OrganizationHistory, 'establishedOn' | 'dissolvedOn'>, on: PlainDate): boolean {
  return organization.establishedOn <= on && (organization.dissolvedOn === null || on < organization.dissolvedOn)
}

/** 那一天的样子：生效日不晚于那天的最后一版；还没有成立则为 null。 */
export function versionOn<V extends HierarchyVersion>(organization: { readonly versions: readonly V[] }, on: PlainDate): V | null {
  return organization.versions.findLast((version) => version.effectiveOn <= on) ?? null
}

type Span = { readonly version: HierarchyVersion; readonly from: PlainDate; readonly until: PlainDate }

/** 各版的起止（半开区间）；撤销以后的版本不算。 */
function spans(organization: OrganizationHistory): Span[] {
  const end = organization.dissolvedOn ?? FOREVER
  return organization.versions.flatMap((version, index) => {
    const next = organization.versions[index + 1]?.effectiveOn ?? FOREVER
    const until = next < end ? next : end
    return version.effectiveOn < until ? [{ version, from: version.effectiveOn, until }] : []
  })
}

function overlaps(a: Span, b: Span): boolean {
  return a.from < b.until && b.from < a.until
}

/**
 * 一个党组织（连同直接下级）的隶属有哪些不对，过去与已登记的将来都查：
 * 上级须自始至终存在、层级允许、不成环、同级不重名、最上级党委只有一个。没有问题返回空。
 */
export function hierarchyProblems(all: readonly OrganizationHistory[], changedId: string): string[] {
  const byId = new Map(all.map((each) => [each.id, each]))
  const changed = byId.get(changedId)
  if (!changed) return []
  const children = all.filter((each) => each.id !== changedId && each.versions.some((version) => version.parentId === changedId))
  const problems = [
    ...[changed, ...children].flatMap((each) => parentProblems(each, byId)),
    ...siblingProblems(changed, all),
    ...cycleProblems(changed, all, byId),
  ]
  return [...new Set(problems)]
}

function parentProblems(organization: OrganizationHistory, byId: ReadonlyMap<string, OrganizationHistory>): string[] {
  return spans(organization).flatMap((span) => {
    const { version } = span
    if (version.parentId === null) {
      return version.level === '党委' ? [] : [`“${version.name}”是${version.level}，须有上级党组织；只有最上级党委没有上级`]
    }
    const parent = byId.get(version.parentId)
    if (!parent) return [`“${version.name}”的上级党组织不存在`]
    const parentName = parent.versions.at(-1)?.name ?? ''
    if (parent.establishedOn > span.from)
      return [`“${version.name}”自 ${span.from} 起隶属“${parentName}”，而后者 ${parent.establishedOn} 才成立`]
    if (parent.dissolvedOn !== null && parent.dissolvedOn < span.until)
      return [`“${version.name}”隶属“${parentName}”，而后者自 ${parent.dissolvedOn} 起已撤销`]
    return spans(parent)
      .filter((each) => overlaps(each, span) && !PARENT_LEVELS[version.level].includes(each.version.level))
      .map((each) => `${version.level}“${version.name}”不能隶属于${each.version.level}“${each.version.name}”`)
  })
}

function siblingProblems(organization: OrganizationHistory, all: readonly OrganizationHistory[]): string[] {
  const own = spans(organization)
  return all.flatMap((other) => {
    if (other.id === organization.id) return []
    return spans(other).flatMap((theirs) =>
      own
        .filter((mine) => mine.version.parentId === theirs.version.parentId && overlaps(mine, theirs))
        .flatMap((mine) => {
          if (mine.version.parentId === null) return [`最上级党委只能有一个，已有“${theirs.version.name}”`]
          return mine.version.name === theirs.version.name ? [`同一上级之下已有名称相同的“${theirs.version.name}”`] : []
        }),
    )
  })
}

function cycleProblems(
  organization: OrganizationHistory,
  all: readonly OrganizationHistory[],
  byId: ReadonlyMap<string, OrganizationHistory>,
): string[] {
  const dates = new Set(all.flatMap((each) => each.versions.map((version) => version.effectiveOn)))
  for (const on of dates) {
    if (!existsOn(organization, on)) continue
    const seen = new Set<string>()
    for (let at: OrganizationHistory | undefined = organization; at;) {
      if (seen.has(at.id)) return [`自 ${on} 起上下级成了环：“${versionOn(organization, on)?.name ?? ''}”会成为自己的上级`]
      seen.add(at.id)
      const parentId: string | null = versionOn(at, on)?.parentId ?? null
      at = parentId === null ? undefined : byId.get(parentId)
    }
  }
  return []
}

/** 一段时间里的全部上级（由近及远）；半开区间。 */
export type AncestrySpan = { readonly from: PlainDate; readonly until: PlainDate; readonly ancestorIds: readonly string[] }

/** 各党组织在隶属变动之间每一段的上级，供把人数记到当时的上级名下。 */
export function ancestries(all: readonly OrganizationHistory[]): ReadonlyMap<string, readonly AncestrySpan[]> {
  const byId = new Map(all.map((each) => [each.id, each]))
  const moves = new Set<PlainDate>()
  for (const each of all) {
    each.versions.forEach((version, index) => {
      if (index > 0 && each.versions[index - 1]?.parentId !== version.parentId) moves.add(version.effectiveOn)
    })
  }
  const breaks = [...moves].toSorted()
  return new Map(
    all.map((each) => {
      const end = each.dissolvedOn ?? FOREVER
      const starts = [each.establishedOn, ...breaks.filter((on) => on > each.establishedOn && on < end)]
      return [each.id, starts.map((from, index) => ({ from, until: starts[index + 1] ?? end, ancestorIds: ancestorsOn(each, from, byId) }))]
    }),
  )
}

function ancestorsOn(organization: OrganizationHistory, on: PlainDate, byId: ReadonlyMap<string, OrganizationHistory>): string[] {
  const found: string[] = []
  for (let at: OrganizationHistory | undefined = organization; at;) {
    const parentId: string | null = versionOn(at, on)?.parentId ?? null
    if (parentId === null || found.includes(parentId)) break
    found.push(parentId)
    at = byId.get(parentId)
  }
  return found
}
