import type { PlainDate } from '../calendar/plain-date.ts'
import type { PersonCategory } from '../glossary.ts'
import type { ReviewGrade, ReviewStage } from './facts.ts'
import type { ImprovementScope, ImprovementState } from './improvement.ts'
import type { CriticismKind, LifeMeetingStepKind, OpinionSource } from './life-meeting.ts'
import type { ExcellentLimit, GradeVotes } from './review.ts'

/** 组织生活会的公文（W15、W16）要看的事实。 */
export type MeetingSubject = {
  readonly year: number
  /** 以党小组为单位召开的，是哪个小组；支部召开的为空串。 */
  readonly groupName: string
  readonly theme: string
  readonly plannedOn: PlainDate | null
  readonly plannedTime: string
  readonly place: string
  readonly hostName: string
  /** 上级点评、会上其他情况。 */
  readonly comment: string
  readonly steps: readonly { readonly kind: LifeMeetingStepKind; readonly doneOn: PlainDate | null; readonly summary: string }[]
  readonly held: {
    readonly on: PlainDate
    readonly startsAt: string
    readonly endsAt: string
    readonly place: string
    readonly hostName: string
    readonly recorderName: string
    readonly expectedCount: number
    readonly presentCount: number
    readonly absent: readonly { readonly name: string; readonly status: string; readonly reason: string }[]
    readonly guests: readonly { readonly name: string; readonly role: string }[]
    readonly topics: readonly { readonly title: string; readonly summary: string; readonly resolution: string }[]
    readonly narrative: string
  } | null
  readonly opinions: readonly { readonly source: OpinionSource; readonly content: string }[]
  readonly talkCount: number
  readonly examinedCount: number
  readonly hasBoardExamination: boolean
  readonly criticisms: readonly { readonly kind: CriticismKind; readonly name: string }[]
  /** 到会而批评意见不全的人。 */
  readonly shortNames: readonly string[]
  readonly improvements: readonly {
    readonly scope: ImprovementScope
    readonly memberName: string
    readonly problem: string
    readonly measure: string
    readonly ownerName: string
    readonly dueOn: PlainDate | null
    readonly state: ImprovementState
  }[]
  readonly missingMaterials: readonly string[]
}

/** 民主评议的公文（W18）要看的事实。 */
export type ReviewSubject = {
  readonly year: number
  readonly rosterOn: PlainDate
  readonly stages: readonly { readonly stage: ReviewStage; readonly doneOn: PlainDate; readonly summary: string }[]
  readonly ballot: { readonly issued: number; readonly collected: number; readonly valid: number } | null
  readonly results: readonly {
    readonly name: string
    readonly category: PersonCategory
    readonly exemptReason: string
    readonly selfGrade: string
    readonly votes: GradeVotes | null
    readonly grade: ReviewGrade | null
    readonly opinion: string
    readonly feedbackOn: PlainDate | null
    readonly followUps: readonly { readonly kind: string; readonly doneOn: PlainDate }[]
  }[]
  readonly limit: ExcellentLimit
  readonly overLimitReason: string
}

/** 民主评议工作通知（W17）要看的：哪个年度，标准里写的窗口与比例。 */
export type ReviewPlanSubject = {
  readonly year: number
  readonly windowFrom: PlainDate
  readonly windowUntil: PlainDate
  readonly oneIn: number
  readonly basis: ExcellentLimit['basis']
}

/** 一份组织生活文书是关于什么的。 */
export type LifePaperSubject =
  | { readonly kind: '组织生活会'; readonly meeting: MeetingSubject }
  | { readonly kind: '民主评议'; readonly review: ReviewSubject }
  | { readonly kind: '评议部署'; readonly plan: ReviewPlanSubject }
