import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'
import { strength } from './provision.ts'

export const verdict = z.enum(['达标', '提示', '不达标', '不适用', '待确认'])
export type Verdict = z.infer<typeof verdict>

/** 红=红线，橙=应当，黄=提示，绿=达标，灰=不适用，蓝=待确认。 */
export const severity = z.enum(['红线', '应当', '提示', '达标', '不适用', '待确认'])
export type Severity = z.infer<typeof severity>

/** 从重到轻；热力格、树节点取最重的一个。 */
export const SEVERITY_ORDER: readonly Severity[] = ['红线', '应当', '提示', '待确认', '达标', '不适用']

export function worstSeverity(severities: readonly Severity[]): Severity {
  for (const candidate of SEVERITY_ORDER) if (severities.includes(candidate)) return candidate
  return '不适用'
}

/** 能消除发现的动作：点开哪个页面、调哪条路由、预填什么。 */
export const remedy = z.object({
  label: z.string(),
  route: z.string(),
  input: z.record(z.string(), z.unknown()),
})
export type Remedy = z.infer<typeof remedy>

/** 一条事实：名字、值、它来自哪条记录。 */
export const fact = z.object({
  label: z.string(),
  value: z.string(),
  recordedIn: z.string(),
  /** 那条记录在应用里的地址，如 `/life/activity/<编号>`；说不到一条记录的没有。 */
  link: z.string().nullable().optional(),
})
export type Fact = z.infer<typeof fact>

/** 填了理由的关闭：黄色项不再计入未办，但看得到；到 `recheckOn` 当天重新计入。 */
export const closure = z.object({
  id: z.string(),
  reason: z.string(),
  /** 依据的文号；没有为空。 */
  documentNo: z.string(),
  closedOn: plainDate,
  closedBy: z.string(),
  recheckOn: plainDate,
})
export type Closure = z.infer<typeof closure>

/** 关过、现在又计入了的：为什么回来。 */
export const reopening = closure.extend({ because: z.enum(['到了复查日', '事实变了']) })
export type Reopening = z.infer<typeof reopening>

/** 结论从哪里来：规则按记录判的，还是人对照依据勾核登记的。 */
export const findingSource = z.enum(['规则判定', '人工勾核'])

/** 结论用到的参数里，被本组织（或上级及于下级）覆盖的一项。 */
export const appliedOverride = z.object({
  key: z.string(),
  meaning: z.string(),
  /** 覆盖后的值，写给人看，如“12 人”。 */
  value: z.string(),
  documentNo: z.string(),
  approvedBy: z.string(),
  fromOn: plainDate,
  untilOn: plainDate.nullable(),
  /** 由上级登记、及于下级的，写那个组织；本组织自己的为 null。 */
  inheritedFrom: z.string().nullable(),
})
export type AppliedOverride = z.infer<typeof appliedOverride>

/** 规则的一次结论。每个红点都能点到底：条文 → 事实 → 算法 → 动作。 */
export const finding = z.object({
  /** 规则号。 */
  ruleId: z.string(),
  organizationId: z.string(),
  organizationName: z.string(),
  /** 八项任务之一，1–8；9 为督查考核。 */
  taskNo: z.number().int(),
  verdict,
  severity,
  strength,
  /** 一句完整的中文。 */
  message: z.string(),
  /** 判定日。 */
  asOf: plainDate,
  quote: z.string(),
  citation: z.string(),
  difference: z.string(),
  /** 所用方案版本，如“金圆现行标准方案（2026）”。 */
  profileName: z.string(),
  /** 本规则用到的参数被本组织覆盖时列出；结论旁标“本组织覆盖”。 */
  overrides: z.array(appliedOverride),
  facts: z.array(fact),
  /** 人能复核的算式，如 `届满日 2023-06-16 + 3 年 = 2026-06-16`。 */
  workings: z.array(z.string()),
  /** 期限；没有期限为 null。 */
  dueOn: plainDate.nullable(),
  remedies: z.array(remedy),
  /** 结论说的是哪几名党员（id）；说的是组织、不落到人的为空。同名的人靠它分清。 */
  memberIds: z.array(z.string()),
  source: findingSource,
  /** 正管着的关闭；没有关闭为 null。有关闭的不计入未办数。 */
  closure: closure.nullable(),
  /** 关过、又自动重新计入了的最近一次；没有为 null。 */
  reopening: reopening.nullable(),
})
export type Finding = z.infer<typeof finding>
