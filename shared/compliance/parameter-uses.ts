import type { PlainDate } from '../calendar/plain-date.ts'
import type { OrganizationFacts } from '../organization/facts.ts'
import type { GroupIndex, OrganizationRule } from '../organization/group-index.ts'
import type { DatedValues, ParameterKey, ProfileValues, StandardProfile } from '../regulation/profile.ts'
import type { Judgement } from '../regulation/rule.ts'
import type { Standards } from './standards.ts'

/** 读到的一个参数，取的是哪天的值。 */
export type ParameterUse = { readonly key: ParameterKey; readonly on: PlainDate }

/** 判一遍的结果：结论、读到的参数（要记才有）、所用的方案名。 */
export type JudgedUse = { readonly judgement: Judgement; readonly profileName: string; readonly uses: readonly ParameterUse[] }

/**
 * 一条规则按这套标准判一个党组织。`mustNote` 说某天的读取要不要记：逐个读取都拦下来记很费时，
 * 判全集团时只记有覆盖的那几天。
 */
export function judgeNoting(
  rule: OrganizationRule,
  organization: OrganizationFacts,
  asOf: PlainDate,
  group: GroupIndex,
  standards: Standards,
  mustNote: (on: PlainDate) => boolean,
): JudgedUse {
  const uses: ParameterUse[] = []
  const names = new Set<string>()
  const noted = new Map<PlainDate, ProfileValues>()
  const profileOn = (on: PlainDate) => standards.profileFor(organization.id, on)
  const noting = (on: PlainDate, { values }: StandardProfile): ProfileValues => {
    if (!mustNote(on)) return values
    const known = noted.get(on)
    if (known) return known
    const proxy = new Proxy(values, {
      get: (target, key: ParameterKey) => {
        if (!uses.some((each) => each.key === key && each.on === on)) uses.push({ key, on })
        return target[key]
      },
    })
    noted.set(on, proxy)
    return proxy
  }
  const dated: DatedValues = {
    on: (day) => {
      const profile = profileOn(day)
      names.add(profile.name)
      return noting(day, profile)
    },
    ahead: (day) => profileOn(day).values,
  }
  const eventOn = rule.eventOn?.(organization, asOf) ?? asOf
  const profile = profileOn(eventOn)
  const values = noting(eventOn, profile)
  const judgement = rule.judge(organization, asOf, values === profile.values ? profile : { ...profile, values }, group, dated)
  return { judgement, profileName: names.size > 0 ? [...names].join('、') : profile.name, uses }
}
