import { BRANCH_DUTIES } from './branch-duties.ts'
import { COMMITTEE_DUTIES } from './committee-duties.ts'
import type { Duty } from './duty.ts'

/** 全部重复义务：党支部的在前，党总支、党委的在后。换届类、预备期满等按节点浮动的不在此列，由届次与名册推出。 */
export const DUTIES: readonly Duty[] = [...BRANCH_DUTIES, ...COMMITTEE_DUTIES]

const BY_ID = new Map(DUTIES.map((duty) => [duty.id, duty]))

export function dutyOf(id: string): Duty | undefined {
  return BY_ID.get(id)
}
