import type { PlainDate } from '../calendar/plain-date.ts'
import type { Fact, Remedy, Severity, Verdict } from './finding.ts'
import type { DatedValues, ParameterKey, StandardProfile } from './profile.ts'
import type { Strength } from './provision.ts'

/** 一条规则对一个党组织的判断；组装成发现时再补条文、方案与组织名。 */
export type Judgement = {
  readonly verdict: Verdict
  /** 一句完整的中文，含支部简称、数字、日期。 */
  readonly message: string
  readonly facts: readonly Fact[]
  readonly workings: readonly string[]
  readonly dueOn: PlainDate | null
  readonly remedies: readonly Remedy[]
  /** 结论说的是哪几名党员；说的是组织、不落到人的为空。 */
  readonly memberIds: readonly string[]
  /** 规定另给颜色的（如委员会超员为红线）；缺省按强度定色。 */
  readonly severity?: Severity
}

type Detail = Partial<Omit<Judgement, 'verdict' | 'message'>>

export function judged(verdict: Verdict, message: string, detail: Detail = {}): Judgement {
  return { verdict, message, facts: [], workings: [], dueOn: null, remedies: [], memberIds: [], ...detail }
}

const BREACH_SEVERITY: Readonly<Record<Strength, Severity>> = { 必须: '红线', 应当: '应当', 一般: '提示' }

/** 不达标按强度定色：必须→红线，应当→应当（橙），一般→提示（黄）；其余结论自成一色。 */
export function severityOf(verdict: Verdict, strength: Strength): Severity {
  return verdict === '不达标' ? BREACH_SEVERITY[strength] : verdict
}

/**
 * 一条规则。`parameters` 是它读的全部参数，少写一个、多写一个测试都会红；
 * `eventOn` 给出取方案版本的事件日期（如选举日、届满日、空缺日），缺省为判定日；
 * `surroundings` 是全集团的组织索引，只有看隶属、覆盖的规则用得着；
 * `dated` 按日取参数，一年判许多期的规则各期取各期的，不取判定日的。
 */
export type Rule<Facts, Surroundings> = {
  readonly id: string
  readonly parameters: readonly ParameterKey[]
  readonly eventOn?: (facts: Facts, asOf: PlainDate) => PlainDate
  readonly judge: (facts: Facts, asOf: PlainDate, profile: StandardProfile, surroundings: Surroundings, dated: DatedValues) => Judgement
}
