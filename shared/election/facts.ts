import type { PlainDate } from '../calendar/plain-date.ts'
import type { PostEndReason, PostSource, PostTitle, TermApprovalKind, TermMilestoneKind } from '../glossary.ts'

export type TermApprovalFacts = {
  readonly kind: TermApprovalKind
  readonly approvedOn: PlainDate
  readonly documentNo: string
  readonly newEndOn: PlainDate
}

export type TermMilestoneFacts = {
  readonly kind: TermMilestoneKind
  readonly occurredOn: PlainDate
  readonly documentNo: string
}

/** 一届。届满日由 `termYears` 与 `electedOn` 推出，不另存。 */
export type TermFacts = {
  readonly id: string
  readonly seq: number
  readonly electedOn: PlainDate
  readonly termYears: number
  readonly termYearsBasis: string
  readonly seatCount: number | null
  readonly approvalDocumentNo: string
  readonly approvals: readonly TermApprovalFacts[]
  readonly milestones: readonly TermMilestoneFacts[]
}

/** 一次任职；兼任是同一人多条。`memberFullOn` 供党龄判定。 */
export type PostFacts = {
  readonly id: string
  readonly termId: string | null
  readonly memberId: string
  readonly memberName: string
  readonly memberFullOn: PlainDate | null
  readonly adminPost: string
  readonly title: PostTitle
  readonly duty: string
  readonly dutyAssignedOn: PlainDate | null
  readonly fromOn: PlainDate
  readonly untilOn: PlainDate | null
  readonly endReason: PostEndReason | null
  readonly source: PostSource
  readonly documentNo: string
}
