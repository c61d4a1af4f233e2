import { addDays, addMonths, makeDate, partsOf, type PlainDate } from '../calendar/plain-date.ts'

/** 勾核的结论只有这三种；没勾、过了有效期的是“待确认”。 */
export const CHECK_VERDICTS = ['达标', '不达标', '不适用'] as const
export type CheckVerdict = (typeof CHECK_VERDICTS)[number]

export const CHECK_CYCLES = ['季', '半年', '年'] as const
export type CheckCycle = (typeof CHECK_CYCLES)[number]

/** 一次勾核登记；更正、撤下的不在内。 */
export type ManualCheckFacts = {
  readonly id: string
  readonly ruleId: string
  /** `2026`、`2026-H1`、`2026-Q3`。 */
  readonly period: string
  readonly verdict: CheckVerdict
  readonly basis: string
  readonly evidence: string
  readonly checkedOn: PlainDate
  readonly checkedBy: string
  /** 这一天（含）以前有效。 */
  readonly validUntil: PlainDate
  /** 确认规则判的事时，当时的事实摘要；事实变了就失效。单纯勾核的为空。 */
  readonly factSummary: string
}

/** 一个勾核周期。`opensOn` 起该勾核，`until`（含）是截止日。 */
export type CheckPeriod = {
  readonly key: string
  readonly label: string
  readonly from: PlainDate
  readonly until: PlainDate
  readonly opensOn: PlainDate
}

const MONTHS: Readonly<Record<CheckCycle, number>> = { 季: 3, 半年: 6, 年: 12 }

/** 截止前几天起该勾核〔产品默认〕：太早勾，一期还没过完，结论靠不住。 */
export const CHECK_WINDOW_DAYS = 30

/** `on` 所在的周期：自然季、半年、年。 */
export function periodAt(cycle: CheckCycle, on: PlainDate): CheckPeriod {
  const { year, month } = partsOf(on)
  const index = Math.floor((month - 1) / MONTHS[cycle])
  const from = makeDate(year, index * MONTHS[cycle] + 1, 1)
  const until = addDays(addMonths(from, MONTHS[cycle]), -1)
  const opensOn = addDays(until, 1 - CHECK_WINDOW_DAYS)
  switch (cycle) {
    case '年':
      return { key: String(year), label: `${year} 年`, from, until, opensOn }
    case '半年':
      return { key: `${year}-H${index + 1}`, label: `${year} 年${index === 0 ? '上' : '下'}半年`, from, until, opensOn }
    case '季':
      return { key: `${year}-Q${index + 1}`, label: `${year} 年第 ${index + 1} 季度`, from, until, opensOn }
  }
}

/** 写法合法则给出那个周期；不合法或与 `cycle` 不合为 null。 */
export function periodNamed(cycle: CheckCycle, key: string): CheckPeriod | null {
  const found = /^(\d{4})(?:-(H[12]|Q[1-4]))?$/.exec(key)
  if (!found) return null
  const part = Number(found[2]?.slice(1) ?? 1)
  const period = periodAt(cycle, makeDate(Number(found[1]), (part - 1) * MONTHS[cycle] + 1, 1))
  return period.key === key ? period : null
}

/** 没有另写有效期的，管到下一期的截止日：下一期该勾核的时候还没勾，才失效。 */
export function defaultValidUntil(cycle: CheckCycle, period: CheckPeriod): PlainDate {
  return periodAt(cycle, addDays(period.until, 1)).until
}

/** 判定日有效的那次登记：按勾核日取最近的一次。没有则给最近一次已失效的。 */
export function checkAt(
  checks: readonly ManualCheckFacts[],
  ruleId: string,
  asOf: PlainDate,
): { readonly valid: ManualCheckFacts | null; readonly lapsed: ManualCheckFacts | null } {
  const latest = checks
    .filter((each) => each.ruleId === ruleId && each.checkedOn <= asOf)
    .toSorted((a, b) => (a.checkedOn === b.checkedOn ? (a.id < b.id ? -1 : 1) : a.checkedOn < b.checkedOn ? -1 : 1))
    .at(-1)
  if (!latest) return { valid: null, lapsed: null }
  return asOf <= latest.validUntil ? { valid: latest, lapsed: null } : { valid: null, lapsed: latest }
}
