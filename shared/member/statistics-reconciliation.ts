import type { PlainDate } from '../calendar/plain-date.ts'
import { isDeparture, type MemberEventKind } from './event-kinds.ts'

/** 增、减的原因，按对账表的列序。最后一列是账实之间说不清的，要人去补登记。 */
export const INCREASE_CAUSES = ['发展党员', '转入', '恢复党籍', '重新入党', '支部间调入', '原因未登记'] as const
export type IncreaseCause = (typeof INCREASE_CAUSES)[number]
export const DECREASE_CAUSES = ['转出', '去世', '出党', '取消预备资格', '停止党籍', '支部间调出', '原因未登记'] as const
export type DecreaseCause = (typeof DECREASE_CAUSES)[number]

/** 一段时间里党籍正常、组织关系所在的一处；半开区间，null 为自始、至今。 */
export type Stay = { readonly branchId: string; readonly fromOn: PlainDate | null; readonly untilOn: PlainDate | null }

/** 一名党员的编入、党籍与事件，对账只看这些。 */
export type ReconciledPerson = {
  readonly id: string
  readonly assignments: readonly Stay[]
  /** 党籍与入党日期随时间的各段。 */
  readonly periods: readonly {
    readonly fromOn: PlainDate | null
    readonly untilOn: PlainDate | null
    readonly isNormal: boolean
    readonly joinedOn: PlainDate
  }[]
  readonly events: readonly { readonly kind: MemberEventKind; readonly occurredOn: PlainDate }[]
}

/** 一笔增减：谁、哪天、哪个支部、因为什么。 */
export type Flow = { readonly memberId: string; readonly on: PlainDate; readonly branchId: string } & (
  { readonly direction: '增'; readonly cause: IncreaseCause } | { readonly direction: '减'; readonly cause: DecreaseCause }
)

function covers(span: { readonly fromOn: PlainDate | null; readonly untilOn: PlainDate | null }, on: PlainDate): boolean {
  return (span.fromOn === null || span.fromOn <= on) && (span.untilOn === null || span.untilOn > on)
}

/** 某日计在哪个支部：编在那里、已入党、党籍正常；不计为 null。 */
export function placeOn(person: ReconciledPerson, on: PlainDate): string | null {
  const period = person.periods.find((each) => covers(each, on))
  if (!period?.isNormal || period.joinedOn > on) return null
  return person.assignments.find((each) => covers(each, on))?.branchId ?? null
}

/** `after` 次日起到 `until` 当日止，一个人的每一笔增减，按日期。 */
export function flowsOf(person: ReconciledPerson, after: PlainDate, until: PlainDate): Flow[] {
  const dates = new Set<PlainDate>()
  const mark = (on: PlainDate | null) => {
    if (on !== null && on > after && on <= until) dates.add(on)
  }
  for (const { fromOn, untilOn } of [...person.assignments, ...person.periods]) {
    mark(fromOn)
    mark(untilOn)
  }
  for (const { joinedOn } of person.periods) mark(joinedOn)
  let before = placeOn(person, after)
  const flows: Flow[] = []
  for (const on of [...dates].toSorted()) {
    const now = placeOn(person, on)
    if (now === before) continue
    const memberId = person.id
    if (before !== null)
      flows.push({ memberId, on, branchId: before, direction: '减', cause: now === null ? leaveCause(person, on) : '支部间调出' })
    if (now !== null)
      flows.push({ memberId, on, branchId: now, direction: '增', cause: before === null ? arrivalCause(person, on) : '支部间调入' })
    before = now
  }
  return flows
}

function arrivalCause(person: ReconciledPerson, on: PlainDate): IncreaseCause {
  const kinds = person.events.filter(({ occurredOn }) => occurredOn === on).map(({ kind }) => kind)
  if (kinds.includes('重新入党')) return '重新入党'
  if (kinds.includes('恢复党籍')) return '恢复党籍'
  if (kinds.includes('组织关系转入')) return '转入'
  return person.periods.some((each) => covers(each, on) && each.joinedOn === on) ? '发展党员' : '原因未登记'
}

function leaveCause(person: ReconciledPerson, on: PlainDate): DecreaseCause {
  const kinds = person.events.filter(({ occurredOn }) => occurredOn === on).map(({ kind }) => kind)
  const departure = kinds.find(isDeparture)
  if (departure === '组织关系转出') return '转出'
  if (departure === '去世') return '去世'
  if (departure === '取消预备党员资格') return '取消预备资格'
  if (departure !== undefined) return '出党'
  return kinds.includes('停止党籍') || person.periods.some((each) => covers(each, on) && !each.isNormal) ? '停止党籍' : '原因未登记'
}

/** 一个支部的一行：期初 ＋ 增 − 减 应等于期末；`counted` 是那一天按名册另数的人数。 */
export type ReconciledRow = {
  readonly branchId: string
  readonly opening: number
  readonly increases: Readonly<Record<IncreaseCause, number>>
  readonly decreases: Readonly<Record<DecreaseCause, number>>
  /** 期初 ＋ 增 − 减。 */
  readonly closing: number
  readonly counted: number
}

const NO_INCREASES: Readonly<Record<IncreaseCause, number>> = {
  发展党员: 0,
  转入: 0,
  恢复党籍: 0,
  重新入党: 0,
  支部间调入: 0,
  原因未登记: 0,
}
const NO_DECREASES: Readonly<Record<DecreaseCause, number>> = {
  转出: 0,
  去世: 0,
  出党: 0,
  取消预备资格: 0,
  停止党籍: 0,
  支部间调出: 0,
  原因未登记: 0,
}

/**
 * 各支部的对账行。`opening`、`counted` 是期初、期末两天另行数出的人数（支部 → 人数），
 * 不由增减推出，才能核对；只列期初、期末或期间有过人的支部。
 */
export function reconcile(
  flows: readonly Flow[],
  opening: ReadonlyMap<string, number>,
  counted: ReadonlyMap<string, number>,
): ReconciledRow[] {
  const branchIds = new Set([...opening.keys(), ...counted.keys(), ...flows.map(({ branchId }) => branchId)])
  return [...branchIds].map((branchId) => {
    const increases = { ...NO_INCREASES }
    const decreases = { ...NO_DECREASES }
    for (const flow of flows) {
      if (flow.branchId !== branchId) continue
      if (flow.direction === '增') increases[flow.cause] += 1
      else decreases[flow.cause] += 1
    }
    const start = opening.get(branchId) ?? 0
    const closing = start + sum(increases) - sum(decreases)
    return { branchId, opening: start, increases, decreases, closing, counted: counted.get(branchId) ?? 0 }
  })
}

/** 不平之处的说明；平的为空串。 */
export function imbalance({ closing, counted, increases, decreases }: Omit<ReconciledRow, 'branchId' | 'opening'>): string {
  const unexplained = increases['原因未登记'] + decreases['原因未登记']
  if (closing !== counted) return `账面 ${closing} 人，名册数得 ${counted} 人，差 ${Math.abs(closing - counted)} 人`
  return unexplained > 0 ? `${unexplained} 人增减没有登记原因` : ''
}

/** 几行相加：支部间调动在上级内部相抵，合计行里照列两边。 */
export function totalOf(rows: readonly ReconciledRow[], branchId: string): ReconciledRow {
  return rows.reduce<ReconciledRow>(
    (total, row) => ({
      branchId,
      opening: total.opening + row.opening,
      increases: plus(total.increases, row.increases),
      decreases: plus(total.decreases, row.decreases),
      closing: total.closing + row.closing,
      counted: total.counted + row.counted,
    }),
    { branchId, opening: 0, increases: NO_INCREASES, decreases: NO_DECREASES, closing: 0, counted: 0 },
  )
}

export function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0)
}

function plus<K extends string>(a: Readonly<Record<K, number>>, b: Readonly<Record<K, number>>): Record<K, number> {
  const added: Record<K, number> = { ...a }
  for (const key of keysOf(b)) added[key] += b[key]
  return added
}

function keysOf<K extends string>(record: Readonly<Record<K, number>>): K[] {
  return Object.keys(record) as K[]
}
