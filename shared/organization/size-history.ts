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

/** N_all 在各日的增减。 */
export type SizeChanges = ReadonlyMap<PlainDate, number>

/**
 * 一个组织名下的人（`spans` 是它的隶属各段）使它自己与当时各级上级的人数怎么变，到判定日为止。
 * 下级的人记到当时的各级上级名下：支部改隶属以后，才算到新的上级。
 */
export function sizeChangesOf(
  branchId: string,
  memberships: readonly CountedMembership[],
  spans: readonly AncestrySpan[],
  asOf: PlainDate,
): ReadonlyMap<string, SizeChanges> {
  const changes = new Map<string, Map<PlainDate, number>>()
  for (const span of spans) {
    const own = new Map<PlainDate, number>()
    for (const { from, until } of memberships) {
      const start = from > span.from ? from : span.from
      const end = until !== null && until < span.until ? until : span.until
      if (start >= end || start > asOf) continue
      own.set(start, (own.get(start) ?? 0) + 1)
      if (end <= asOf) own.set(end, (own.get(end) ?? 0) - 1)
    }
    if (own.size > 0) for (const id of [branchId, ...span.ancestorIds]) add(changes, id, own)
  }
  return changes
}

function add(changes: Map<string, Map<PlainDate, number>>, id: string, more: SizeChanges): void {
  const known = changes.get(id)
  if (!known) changes.set(id, new Map(more))
  else for (const [on, change] of more) known.set(on, (known.get(on) ?? 0) + change)
}

/** 几处的增减合起来，N_all 到判定日的变化，升序，每步是当日起的总数。 */
export function sizeSteps(parts: Iterable<SizeChanges>): SizeStep[] {
  const all = new Map<PlainDate, number>()
  for (const part of parts) for (const [on, change] of part) all.set(on, (all.get(on) ?? 0) + change)
  const found: SizeStep[] = []
  let total = 0
  for (const on of [...all.keys()].toSorted()) {
    const change = all.get(on) ?? 0
    if (change === 0) continue
    total += change
    found.push({ on, total })
  }
  return found
}
