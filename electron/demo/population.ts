import { addDays, addYears, type PlainDate } from '../../shared/calendar/plain-date.ts'
import type { InputOf, OutputOf } from '../../shared/contract/endpoint.ts'
import type { AppContract, Route } from '../../shared/contract/index.ts'
import { BRANCHES, NEW_BRANCH_AGE_DAYS, type BranchPlan } from './group-plan.ts'
import type { DemoPerson } from './people.ts'

/** 类型齐全的调用：入参、出参都按契约；被拒绝则抛出。 */
export type Call = <R extends Route>(route: R, input: InputOf<AppContract[R]>) => Promise<OutputOf<AppContract[R]>>

/** 报一步进度，并把主线程让出来。 */
export type Step = (label: string) => Promise<void>

/** 层级码 → 党组织 id。 */
export type OrganizationIds = ReadonlyMap<string, string>

export function organizationIdOf(ids: OrganizationIds, code: string): string {
  const id = ids.get(code)
  if (id === undefined) throw new Error(`演示集团里没有编码为 ${code} 的党组织`)
  return id
}

/** 名册里的一个人与他入库后的 id。 */
export type RosterMember = { readonly person: DemoPerson; readonly memberId: string }

/** 导入时被拒绝的一行。 */
export type RefusedRow = {
  readonly fileName: string
  readonly sheet: string
  readonly rowNo: number
  readonly name: string
  readonly reasons: readonly string[]
}

/** 导入后的名册：各支部的人，按编码；被拒绝的行；实际新增人数。 */
export type Rosters = {
  readonly byBranch: ReadonlyMap<string, readonly RosterMember[]>
  readonly refusedRows: readonly RefusedRow[]
  readonly importedCount: number
}

export type PartyGroup = {
  readonly groupId: string
  readonly branchCode: string
  readonly members: readonly RosterMember[]
  readonly hasLeader: boolean
  readonly establishedOn: PlainDate
}

/** 集团党委的成立日期，早于一切届次。 */
export function foundedOn(asOf: PlainDate): PlainDate {
  const longAgo = addDays(addYears(asOf, -10), -100)
  return longAgo < '2009-07-01' ? longAgo : '2009-07-01'
}

/** 支部成立日期：尚无届次的是新近成立的，其余随集团党委先后成立。 */
export function branchEstablishedOn(plan: BranchPlan, asOf: PlainDate): PlainDate {
  return plan.term === null ? addDays(asOf, -NEW_BRANCH_AGE_DAYS) : addDays(foundedOn(asOf), 60 + BRANCHES.indexOf(plan))
}
