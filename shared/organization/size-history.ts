import type { PlainDate } from '../calendar/plain-date.ts'
import type { AncestrySpan } from './hierarchy.ts'

/** 一段计入人数的编入：自 `from` 当日起，到 `until` 前一日止（null 为至今）。 */
export type CountedMembership = { readonly branchId: string; readonly from: PlainDate; readonly until: PlainDate | null }

export type SizeStep = { readonly on: PlainDate; readonly total: number }

const FOREVER: PlainDate = '9999-12-31'

/** 从何日起计入：编入日与入党日取后者；没有登记编入日的，从组织成立日起。 */
export function membershipStart(fromOn: PlainDate | null, joinedOn: PlainDate, establishedOn: PlainDate): PlainDate {
  return [fromOn ?? establishedOn, joinedOn, establishedOn].reduce((latest, on) => (on > latest ? on : latest))
}

/**
 * 各党组织 N_all 到判定日的变化，升序，每步是当日起的总数。下级的人记到当时的各级上级名下：
 * 支部改隶属以后，才算到新的上级。
 */
export function sizeHistory(
  memberships: readonly CountedMembership[],
  lineage: ReadonlyMap<string, readonly AncestrySpan[]>,
  asOf: PlainDate,
): ReadonlyMap<string, SizeStep[]> {
  const changes = new Map<string, Map<PlainDate, number>>()
  const add = (id: string, on: PlainDate, change: number) => {
    if (on > asOf) return
    let byDate = changes.get(id)
    if (!byDate) changes.set(id, (byDate = new Map<PlainDate, number>()))
    byDate.set(on, (byDate.get(on) ?? 0) + change)
  }
  for (const { branchId, from, until } of memberships) {
    for (const span of lineage.get(branchId) ?? []) {
      const start = from > span.from ? from : span.from
      const end = (until ?? FOREVER) < span.until ? (until ?? FOREVER) : span.until
      if (start >= end) continue
      for (const id of [branchId, ...span.ancestorIds]) {
        add(id, start, 1)
        add(id, end, -1)
      }
    }
  }
  return new Map([...changes].map(([id, byDate]) => [id, steps(byDate)]))
}

function steps(byDate: ReadonlyMap<PlainDate, number>): SizeStep[] {
  let total = 0
  return [...byDate]
    .filter(([, change]) => change !== 0)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([on, change]) => {
      total += change
      return { on, total }
    })
}
