import { addMonths, formatChinese, type PlainDate } from '../calendar/plain-date.ts'
import type { Closure, Finding, Reopening } from './finding.ts'

/** 复查日至多定在关闭之后几个月〔产品默认〕：关得再久，也总要回头看一次。 */
export const CLOSURE_MAX_MONTHS = 12

/** 填了理由的关闭。到 `recheckOn` 当天重新计入；`untilOn` 是撤销关闭那天，没撤为 null。 */
export type ClosureFacts = {
  readonly id: string
  readonly ruleId: string
  /** 关闭时那条发现的事实摘要；与现在的不同，就是事实变了。 */
  readonly factSummary: string
  readonly reason: string
  readonly documentNo: string
  readonly closedOn: PlainDate
  readonly closedBy: string
  readonly recheckOn: PlainDate
  readonly withdrawnOn: PlainDate | null
}

type Judged = Pick<Finding, 'ruleId' | 'verdict' | 'severity' | 'strength' | 'asOf' | 'facts' | 'memberIds'>

/**
 * 不能“填写理由关闭”的原因；能关为 null。只有“一般、原则上、推广”的规定（黄色提示）允许填写理由关闭，
 * “必须”“应当”的不因写了理由就不算。
 */
export function closureBar({ severity, strength }: Pick<Finding, 'severity' | 'strength'>): string | null {
  switch (severity) {
    case '提示':
      return strength === '一般' ? null : `这条规定是“${strength}”，眼下只是先作提示，不能填写理由关闭；办完并登记，提示自会消除。`
    case '红线':
      return '红线是“必须”做到的，不能填写理由关闭；只有办完并登记才会消除。'
    case '应当':
      return '这条规定是“应当”做到的，不能填写理由关闭；只有办完并登记才会消除。'
    case '待确认':
      return '这一条还没有结论，先补齐记录或勾核，不能关闭。'
    case '达标':
    case '不适用':
      return '这一条没有要处理的，不必关闭。'
  }
}

/** 随日子自己走的数：`已过 12 天`、`还有 3 个月`。记录没有动，它也天天变。 */
const ELAPSED = /(已过|已逾期|逾期|超过|还有|还差|已|满|过)\s*\d+\s*(天|日|个月)/g

/**
 * 事实摘要：结论、说到的人、各条事实。判定日与随日子走的天数不计，
 * 所以只有记录（或所说的那一期）变了它才变。一行一条，人能看出哪条不同。
 */
export function factSummary({ verdict, asOf, facts, memberIds }: Judged): string {
  const steady = (text: string) =>
    text
      .replaceAll(asOf, '判定日')
      .replaceAll(formatChinese(asOf), '判定日')
      .replace(ELAPSED, (_, word: string, unit: string) => `${word}若干${unit}`)
  return [verdict, memberIds.toSorted().join('、'), ...facts.map(({ label, value }) => `${steady(label)}：${steady(value)}`)].join('\n')
}

/** 判定日正管着这条发现的关闭；以及关过、又重新计入了的最近一次。 */
export function closureOf(
  finding: Judged,
  closures: readonly ClosureFacts[],
): { readonly closure: Closure | null; readonly reopening: Reopening | null } {
  const { asOf } = finding
  const own = closures.filter(
    (each) => each.ruleId === finding.ruleId && each.closedOn <= asOf && (each.withdrawnOn === null || asOf < each.withdrawnOn),
  )
  const latest = own.toSorted((a, b) => (a.closedOn === b.closedOn ? (a.id < b.id ? -1 : 1) : a.closedOn < b.closedOn ? -1 : 1)).at(-1)
  if (!latest || finding.severity !== '提示' || closureBar(finding) !== null) return { closure: null, reopening: null }
  const { id, reason, documentNo, closedOn, closedBy, recheckOn } = latest
  const shown = { id, reason, documentNo, closedOn, closedBy, recheckOn }
  if (asOf >= recheckOn) return { closure: null, reopening: { ...shown, because: '到了复查日' } }
  if (latest.factSummary !== factSummary(finding)) return { closure: null, reopening: { ...shown, because: '事实变了' } }
  return { closure: shown, reopening: null }
}

/** 复查日最晚到哪天。 */
export function latestRecheck(closedOn: PlainDate): PlainDate {
  return addMonths(closedOn, CLOSURE_MAX_MONTHS)
}
