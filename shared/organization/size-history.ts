import type { PlainDate } from '../calendar/plain-date.ts'
import type { AncestrySpan } from './hierarchy.ts'

/** 一段计入人数的编入：自 `from` 当日起，到 `until` 前一日止（null 为至今）。 */
export type CountedMembership = { readonly branchId: string; readonly from: PlainDate; readonly until: PlainDate | null }

export type SizeStep = { readonly on: PlainDate; readonly total: number }

/** 从何日起计入：编入日与入党日取后者；没有登记编入日的，从组织成立日起。 */
export function membershipStart(fromOn: PlainDate | null, joinedOn: PlainDate, establishedOn: PlainDate): PlainDate {
  const earliest = joinedOn > establishedOn ? joinedOn : establishedOn
  return fromOn !== null && fromOn > earliest ? fromOn : earliest
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
  const changesOf = (id: string) => {
    let byDate = changes.get(id)
    if (!byDate) changes.set(id, (byDate = new Map<PlainDate, number>()))
    return byDate
  }
  // 同一支部同一段隶属的人记到同样几处，两万人不必逐个再找。
  const places = new Map<AncestrySpan, Map<PlainDate, number>[]>()
  for (const { branchId, from, until } of memberships) {
    for (const span of lineage.get(branchId) ?? []) {
      const start = from > span.from ? from : span.from
      const end = until !== null && until < span.until ? until : span.until
      if (start >= end || start > asOf) continue
      let counts = places.get(span)
      if (!counts) places.set(span, (counts = [branchId, ...span.ancestorIds].map(changesOf)))
      for (const byDate of counts) {
        byDate.set(start, (byDate.get(start) ?? 0) + 1)
        if (end <= asOf) byDate.set(end, (byDate.get(end) ?? 0) - 1)
      }
    }
  }
  return new Map([...changes].map(([id, byDate]) => [id, steps(byDate)]))
}

function steps(byDate: ReadonlyMap<PlainDate, number>): SizeStep[] {
  const found: SizeStep[] = []
  let total = 0
  for (const on of [...byDate.keys()].toSorted()) {
    const change = byDate.get(on) ?? 0
    if (change === 0) continue
    total += change
    found.push({ on, total })
  }
  return found
}
