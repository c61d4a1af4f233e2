import type { PlainDate } from '../calendar/plain-date.ts'
import type { Gender, PartyStatus, PersonCategory, PostTitle, RightsStatus } from '../glossary.ts'
import type { BallotSetup, Nominee, Office, Paper, Tally } from './ballot.ts'
import type { ExclusionFacts } from './electorate.ts'
import type { ProcessKind, ProcessStepKind, ProcessVacancy } from './process.ts'

/** 一步的登记：责任人、实际日期、文书。换届节点已有的日期与文号也在此合成。 */
export type ProcessStepRecord = {
  readonly kind: ProcessStepKind
  readonly assignee: string
  readonly doneOn: PlainDate | null
  /** 登记在发文登记簿里的那一份；没有为 null。 */
  readonly documentId: string | null
  readonly documentNo: string
  readonly note: string
}

export const CANDIDATE_STAGES = ['预备人选', '正式候选人'] as const
export type CandidateStage = (typeof CANDIDATE_STAGES)[number]

/** 名册里的候选人；姓名相同的以出生日期、所在支部区分。 */
export type CandidateMember = {
  readonly id: string
  readonly name: string
  readonly gender: Gender
  readonly ethnicity: string
  readonly birthOn: PlainDate
  readonly education: string
  readonly category: PersonCategory
  readonly joinedOn: PlainDate
  readonly fullOn: PlainDate | null
  readonly partyStatus: PartyStatus
  readonly rightsStatus: RightsStatus
  readonly job: string
  readonly adminPost: string
}

export type CandidateRecord = {
  readonly id: string
  readonly memberId: string
  readonly office: Office
  /** 拟任职务，如 纪检委员；选举委员时只作分工的打算，选票上仍是委员。 */
  readonly title: PostTitle
  readonly stage: CandidateStage
  /** 人工确定的次序，缺笔顺数据的字才用；null 为按姓氏笔画。 */
  readonly position: number | null
  readonly note: string
  readonly member: CandidateMember
}

/** 一轮选举的登记。签过字的不能再改，要改先撤签。 */
export type BallotRecord = BallotSetup & {
  readonly id: string
  readonly round: number
  readonly entry: '逐张' | '汇总'
  readonly invalidCount: number
  readonly scrutineer: string
  readonly teller: string
  readonly signedAt: string | null
  /** 经到会半数以上同意减少名额的缘由；空为不减。 */
  readonly reductionReason: string
  readonly nominees: readonly (Nominee & Partial<Tally>)[]
  readonly papers: readonly Paper[]
}

export type ProcessRecord = {
  readonly id: string
  readonly organizationId: string
  readonly kind: ProcessKind
  /** 换届：将届满的一届；补选、指派：本届。 */
  readonly termId: string | null
  /** 要选出的是第几届；补选、指派为 null。 */
  readonly seq: number | null
  /** 委员应选名额；不设委员会、由党员大会直接选书记的为 null。 */
  readonly seatCount: number | null
  readonly vacancies: readonly ProcessVacancy[]
  readonly meetingOn: PlainDate | null
  readonly meetingPlace: string
  /** 大会主持人、监票人、计票人，姓名，可多人，以顿号分隔。 */
  readonly chair: string
  readonly scrutineers: string
  readonly tellers: string
  readonly overdueReason: string
  /** 确认当选后写入的新一届。 */
  readonly newTermId: string | null
  readonly confirmedOn: PlainDate | null
  readonly confirmedBy: string
  /** 该流程应有的各步，次序固定，没有登记的也在内。 */
  readonly steps: readonly ProcessStepRecord[]
  readonly exclusions: readonly ExclusionFacts[]
  /** 按姓氏笔画（有人工次序的从之）。 */
  readonly candidates: readonly CandidateRecord[]
  /** 按职务、轮次。 */
  readonly ballots: readonly BallotRecord[]
}
