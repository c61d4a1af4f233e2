import { addDays, type PlainDate } from '../calendar/plain-date.ts'
import type { ParameterKey, ProfileValues } from '../regulation/profile.ts'
import { isParameterKey, PARAMETER_SPECS } from './parameter-specs.ts'
import type { ParameterOverride, ProfileAdoption, StandardsSource } from './standards.ts'

/** 一处不合要求：哪一格、为什么。 */
export type StandardsProblem = { readonly place: string; readonly message: string }

/** 一个参数的改动，校验过。 */
export type CheckedChange = { readonly key: ParameterKey; readonly value: ProfileValues[ParameterKey] }

type RawChange = { readonly key: string; readonly value: unknown }

/** 逐个参数校验名字、类型与范围；`place` 给出这一格在页面上的位置。 */
export function checkChange({ key, value }: RawChange, place: string): { change: CheckedChange } | { problem: StandardsProblem } {
  if (!isParameterKey(key)) return { problem: { place: `${place}key`, message: `没有“${key}”这个可以编辑的参数` } }
  const spec = PARAMETER_SPECS[key]
  const parsed = spec.schema.safeParse(value)
  if (parsed.success) return { change: { key, value: parsed.data } }
  const why = value === null ? '必须有规定，不能空着' : (parsed.error.issues[0]?.message ?? '不合要求')
  return { problem: { place: `${place}value`, message: `${spec.meaning}：${why}` } }
}

/** 一组改动；同一个参数不得出现两次。 */
export function checkChanges(raw: readonly RawChange[]): { changes: CheckedChange[]; problems: StandardsProblem[] } {
  const changes: CheckedChange[] = []
  const problems: StandardsProblem[] = []
  raw.forEach((each, index) => {
    const checked = checkChange(each, `changes.${index}.`)
    if ('problem' in checked) problems.push(checked.problem)
    else if (changes.some(({ key }) => key === checked.change.key))
      problems.push({ place: `changes.${index}.key`, message: `${PARAMETER_SPECS[checked.change.key].meaning}改了两次` })
    else changes.push(checked.change)
  })
  return { changes, problems }
}

/** 把改动叠到一组值上。 */
export function withChanges(values: ProfileValues, changes: readonly CheckedChange[]): ProfileValues {
  return changes.reduce<ProfileValues>((merged, { key, value }) => ({ ...merged, [key]: value }), values)
}

/** 几个参数之间说不通的地方；任一个没有规定的不比。 */
const ORDERINGS: readonly (readonly [smaller: NumericKey, larger: NumericKey, strictly: boolean])[] = [
  ['groupMin', 'groupMax', false],
  ['generalBranchAt', 'committeeAt', true],
  ['branchMinFull', 'committeeRequiredAt', false],
  ['requestMonths', 'remindMonths', false],
  ['lectureMin', 'lectureTarget', false],
]
type NumericKey =
  | 'groupMin'
  | 'groupMax'
  | 'generalBranchAt'
  | 'committeeAt'
  | 'branchMinFull'
  | 'committeeRequiredAt'
  | 'requestMonths'
  | 'remindMonths'
  | 'lectureMin'
  | 'lectureTarget'

export function valuesProblems(values: ProfileValues): string[] {
  return ORDERINGS.flatMap(([smaller, larger, strictly]) => {
    const low = values[smaller]
    const high = values[larger]
    if (low === null || high === null || low < high || (low === high && !strictly)) return []
    const word = strictly ? '须小于' : '不能大于'
    return [`${PARAMETER_SPECS[smaller].meaning}（${low}）${word}${PARAMETER_SPECS[larger].meaning}（${high}）`]
  })
}

type ChainLinkInput = { readonly profileId: string; readonly fromOn: PlainDate | null }
export type ChoosableProfile = { readonly id: string; readonly name: string; readonly isRetired: boolean }

/** 方案链须首节不限起日、其余起日递增、方案都在、停用的不新选、相邻两节不同。`kept` 是现行链上已有的方案。 */
export function chainProblems(
  links: readonly ChainLinkInput[],
  profiles: readonly ChoosableProfile[],
  kept: ReadonlySet<string>,
): StandardsProblem[] {
  const byId = new Map(profiles.map((profile) => [profile.id, profile]))
  return links.flatMap(({ profileId, fromOn }, index) => {
    const place = `links.${index}`
    const previous = links[index - 1]
    const profile = byId.get(profileId)
    if (!profile) return [{ place: `${place}.profileId`, message: `没有标准方案“${profileId}”` }]
    if (profile.isRetired && !kept.has(profileId)) return [{ place: `${place}.profileId`, message: `“${profile.name}”已停用，不能再选` }]
    if (previous?.profileId === profileId) return [{ place: `${place}.profileId`, message: `与前一节同是“${profile.name}”，请并成一节` }]
    if (index === 0)
      return fromOn === null ? [] : [{ place: `${place}.fromOn`, message: '第一节自最早起，不填起日；否则更早的事件没有方案可用' }]
    if (fromOn === null) return [{ place: `${place}.fromOn`, message: '没有填写起日' }]
    if (previous && previous.fromOn !== null && fromOn <= previous.fromOn)
      return [{ place: `${place}.fromOn`, message: `起日 ${fromOn} 须晚于前一节的起日 ${previous.fromOn}` }]
    return []
  })
}

type Period = { readonly fromOn: PlainDate; readonly untilOn: PlainDate | null }

/** 同一组织、同一参数里与这段时间重叠的那一条；没有为 null。 */
export function overlappingOverride(
  candidate: Period & Pick<ParameterOverride, 'organizationId' | 'key'>,
  existing: readonly ParameterOverride[],
): ParameterOverride | null {
  return (
    existing.find((each) => each.organizationId === candidate.organizationId && each.key === candidate.key && overlaps(each, candidate)) ??
    null
  )
}

/** 同一组织整体采用方案、与这段时间重叠的那一条；没有为 null。 */
export function overlappingAdoption(
  candidate: Period & Pick<ProfileAdoption, 'organizationId'>,
  existing: readonly ProfileAdoption[],
): ProfileAdoption | null {
  return existing.find((each) => each.organizationId === candidate.organizationId && overlaps(each, candidate)) ?? null
}

/** 整套标准自相矛盾的地方：用着的方案版本不在了，覆盖或整体采用的时段重叠。没有返回空串。 */
export function standardsProblem({ profiles, chain, overrides, adoptions }: StandardsSource): string {
  const known = new Set(profiles.map(({ id }) => id))
  if (chain.some(({ profileId }) => !known.has(profileId))) return '方案链用着的方案版本就没有了；请先改方案链。'
  if (adoptions.some(({ profileId }) => !known.has(profileId))) return '有党组织整体采用的方案版本就没有了；请先撤下那条覆盖。'
  if (overrides.some((each, index) => overlappingOverride(each, overrides.slice(index + 1)) !== null))
    return '同一个党组织、同一项参数会有两条时段重叠的覆盖；请先撤下后来登记的那条。'
  if (adoptions.some((each, index) => overlappingAdoption(each, adoptions.slice(index + 1)) !== null))
    return '同一个党组织会有两条时段重叠的整体采用；请先撤下后来登记的那条。'
  return ''
}

function overlaps(a: Period, b: Period): boolean {
  return (a.untilOn === null || b.fromOn <= a.untilOn) && (b.untilOn === null || a.fromOn <= b.untilOn)
}

/** 链上各节的起止：止日是下一节起日的前一天，首尾总是相接。 */
export function linked(links: readonly ChainLinkInput[]): { profileId: string; fromOn: PlainDate | null; untilOn: PlainDate | null }[] {
  return links.map(({ profileId, fromOn }, index) => {
    const next = links[index + 1]?.fromOn ?? null
    return { profileId, fromOn, untilOn: next === null ? null : addDays(next, -1) }
  })
}
