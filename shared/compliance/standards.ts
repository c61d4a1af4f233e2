import type { PlainDate } from '../calendar/plain-date.ts'
import type { DatedValues, ParameterKey, ProfileValues, StandardProfile } from '../regulation/profile.ts'
import { DISABLED_BY_DEFAULT } from './indicator-packs.ts'
import { DEFAULT_CHAIN, PROFILES, type ProfileChain } from './profiles.ts'

/** 覆盖及于谁：只及本组织，或连同全部下级（下级自己又有覆盖的，以最近的为准）。 */
export const OVERRIDE_REACHES = ['本组织', '本组织及下级'] as const
export type OverrideReach = (typeof OVERRIDE_REACHES)[number]

/** 一个党组织对一个参数的覆盖：自 `fromOn` 至 `untilOn`（含两端，null 为不限）以 `value` 代替方案里的值，须有依据。 */
export type ParameterOverride = {
  readonly id: string
  readonly organizationId: string
  readonly reach: OverrideReach
  readonly key: ParameterKey
  readonly value: ProfileValues[ParameterKey]
  readonly fromOn: PlainDate
  readonly untilOn: PlainDate | null
  readonly documentNo: string
  readonly approvedBy: string
  readonly reason: string
}

/** 覆盖的不是一个参数而是整套方案时，登记的“参数名”。 */
export const WHOLE_PROFILE = 'wholeProfile'
export const WHOLE_PROFILE_MEANING = '整套方案'

/** 一个党组织整体采用另一个方案：这段日子里以它代替全集团的方案链，本组织逐参数的覆盖叠在它上面。 */
export type ProfileAdoption = Omit<ParameterOverride, 'key' | 'value'> & { readonly profileId: string }

/** 一个党组织在某日的全部上级，由近及远。 */
export type Lineage = (organizationId: string, on: PlainDate) => readonly string[]

export type StandardsSource = {
  /** 内置方案加用户的方案版本。 */
  readonly profiles: readonly StandardProfile[]
  readonly chain: ProfileChain
  readonly overrides: readonly ParameterOverride[]
  readonly adoptions: readonly ProfileAdoption[]
  /** 指标包（JG22、QJ20）里停用的条目，规则号。 */
  readonly disabledRuleIds: ReadonlySet<string>
  /** 覆盖及于下级时用来找上级；没有及于下级的覆盖就用不着。 */
  readonly lineage: Lineage
}

type Resolved = {
  readonly profile: StandardProfile
  readonly overrides: readonly ParameterOverride[]
  readonly adoption: ProfileAdoption | null
}

/**
 * 判定所用的全部标准：方案与版本、方案链、组织级覆盖、指标包启停。
 * 一律按事件日期取值，不取当前值；同样的源总是同样的结果。
 */
export class Standards {
  readonly source: StandardsSource
  private readonly byId: ReadonlyMap<string, StandardProfile>
  private readonly baseOn = new Map<PlainDate, StandardProfile>()
  private readonly departingOn = new Map<PlainDate, Departing>()
  private readonly resolved = new Map<PlainDate, Map<string, Resolved>>()
  private readonly merged = new Map<string, StandardProfile>()

  constructor(source: StandardsSource) {
    this.source = source
    this.byId = new Map(source.profiles.map((profile) => [profile.id, profile]))
  }

  get chain(): ProfileChain {
    return this.source.chain
  }

  get profiles(): readonly StandardProfile[] {
    return this.source.profiles
  }

  get overrides(): readonly ParameterOverride[] {
    return this.source.overrides
  }

  get adoptions(): readonly ProfileAdoption[] {
    return this.source.adoptions
  }

  /** 事件日期 `on` 那天全集团的方案，不看覆盖。链落在缝里是数据错误，抛错而不是猜一个。 */
  profileOn(on: PlainDate): StandardProfile {
    const known = this.baseOn.get(on)
    if (known) return known
    const link = this.chain.find((each) => (each.fromOn === null || each.fromOn <= on) && (each.untilOn === null || on <= each.untilOn))
    if (!link) throw new Error(`方案链没有覆盖 ${on}`)
    const profile = this.profileById(link.profileId)
    this.baseOn.set(on, profile)
    return profile
  }

  profileById(id: string): StandardProfile {
    const profile = this.byId.get(id)
    if (!profile) throw new Error(`没有标准方案 ${id}`)
    return profile
  }

  /** 这个党组织在事件日期 `on` 那天所用的方案：整体采用的（没有就是全集团的），叠加它的覆盖（与上级及于下级的覆盖）。 */
  profileFor(organizationId: string, on: PlainDate): StandardProfile {
    return this.resolve(organizationId, on).profile
  }

  /** 这个党组织各日的参数；只取值，不记用到了哪条覆盖。 */
  datedFor(organizationId: string): DatedValues {
    const on = (day: PlainDate) => this.profileFor(organizationId, day).values
    return { on, ahead: on }
  }

  /** `on` 那天对这个党组织有效的覆盖，一个参数至多一条（最近的上级为准）。 */
  overridesFor(organizationId: string, on: PlainDate): readonly ParameterOverride[] {
    return this.resolve(organizationId, on).overrides
  }

  /** `on` 那天这个党组织整体采用的方案，连同依据；随全集团的为 null。 */
  adoptionFor(organizationId: string, on: PlainDate): ProfileAdoption | null {
    return this.resolve(organizationId, on).adoption
  }

  /** 这条规则判不判：指标包里停用的不判。 */
  isRuleEnabled(ruleId: string): boolean {
    return !this.source.disabledRuleIds.has(ruleId)
  }

  private resolve(organizationId: string, on: PlainDate): Resolved {
    if (this.overrides.length === 0 && this.adoptions.length === 0) return { profile: this.profileOn(on), overrides: [], adoption: null }
    let day = this.resolved.get(on)
    if (!day) this.resolved.set(on, (day = new Map<string, Resolved>()))
    const known = day.get(organizationId)
    if (known) return known
    const { overrides, adoption } = this.departureOf(organizationId, on)
    const base = adoption === null ? this.profileOn(on) : this.profileById(adoption.profileId)
    const resolved = { profile: this.withOverrides(base, overrides), overrides, adoption }
    day.set(organizationId, resolved)
    return resolved
  }

  /** 同一方案叠加同几条覆盖总是同一份，一年里各日、各下级不必各拼一份。 */
  private withOverrides(profile: StandardProfile, overrides: readonly ParameterOverride[]): StandardProfile {
    if (overrides.length === 0) return profile
    const key = [profile.id, ...overrides.map((each) => each.id)].join('|')
    const known = this.merged.get(key)
    if (known) return known
    const values = overrides.reduce<ProfileValues>((merged, each) => ({ ...merged, [each.key]: each.value }), profile.values)
    const made = { ...profile, values }
    this.merged.set(key, made)
    return made
  }

  /** 那天有效的全部覆盖与整体采用，按登记的组织。 */
  private departuresOn(on: PlainDate): Departing {
    const known = this.departingOn.get(on)
    if (known) return known
    const isEffective = (each: Departure) => each.fromOn <= on && (each.untilOn === null || on <= each.untilOn)
    const overrides = this.overrides.filter(isEffective)
    const adoptions = this.adoptions.filter(isEffective)
    const departing = {
      overrides: byOrganization(overrides),
      adoptions: byOrganization(adoptions),
      reachesBelow: [...overrides, ...adoptions].some((each) => each.reach === '本组织及下级'),
    }
    this.departingOn.set(on, departing)
    return departing
  }

  /** 由近及远找：一个参数取最近的一条；最近的整体采用之上，更远的上级逐参数的覆盖不再算，那是对原方案说的。 */
  private departureOf(organizationId: string, on: PlainDate): Omit<Resolved, 'profile'> {
    const departing = this.departuresOn(on)
    const found = new Map<ParameterKey, ParameterOverride>()
    // 查隶属费事：那天没有及于下级的，只看自己。
    const ids = departing.reachesBelow ? [organizationId, ...this.source.lineage(organizationId, on)] : [organizationId]
    for (const id of ids) {
      const reaches = ({ reach }: Departure) => id === organizationId || reach === '本组织及下级'
      for (const override of departing.overrides.get(id) ?? [])
        if (reaches(override) && !found.has(override.key)) found.set(override.key, override)
      const adoption = departing.adoptions.get(id)?.find(reaches)
      if (adoption) return { overrides: [...found.values()], adoption }
    }
    return { overrides: [...found.values()], adoption: null }
  }
}

type Departure = Pick<ParameterOverride, 'reach' | 'fromOn' | 'untilOn'>

type Departing = {
  readonly overrides: ReadonlyMap<string, readonly ParameterOverride[]>
  readonly adoptions: ReadonlyMap<string, readonly ProfileAdoption[]>
  readonly reachesBelow: boolean
}

function byOrganization<T extends { readonly organizationId: string }>(rows: readonly T[]): Map<string, T[]> {
  const grouped = new Map<string, T[]>()
  for (const row of rows) {
    const own = grouped.get(row.organizationId)
    if (own) own.push(row)
    else grouped.set(row.organizationId, [row])
  }
  return grouped
}

/** 只有内置方案与内置方案链，没有覆盖，指标包按缺省启停。 */
export const BUILT_IN_STANDARDS = new Standards({
  profiles: PROFILES,
  chain: DEFAULT_CHAIN,
  overrides: [],
  adoptions: [],
  disabledRuleIds: DISABLED_BY_DEFAULT,
  lineage: () => [],
})
