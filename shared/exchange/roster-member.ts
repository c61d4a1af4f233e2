import type { PlainDate } from '../calendar/plain-date.ts'
import type { MemberProfile } from '../member/contract.ts'

/** 名册里的一名党员与他现在编入的支部。 */
export type RosterMember = {
  readonly id: string
  readonly profile: MemberProfile
  readonly branchId: string
  readonly branchName: string
  /** 编入现支部之日；自始为 null。 */
  readonly branchFrom: PlainDate | null
  /** 现任职务，如“书记”；没有为空。 */
  readonly openPosts: readonly string[]
}
