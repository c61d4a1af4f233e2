import type { PlainDate } from '../calendar/plain-date.ts'
import type { BallotSetup, Nominee, Office, Tally } from './ballot.ts'
import type { ExclusionFacts } from './electorate.ts'
import type { ProcessForm, ProcessStepKind } from './process.ts'

/** 一轮选举：到会、选票与各人得票。没有签字的还不算数。 */
export type BallotFacts = BallotSetup & {
  readonly id: string
  readonly round: number
  readonly invalidCount: number
  readonly isSigned: boolean
  readonly isReduced: boolean
  readonly nominees: readonly (Nominee & Tally)[]
}

/** 一次换届、首届选举、补选或指派的登记。 */
export type ElectionFacts = {
  readonly id: string
  readonly form: ProcessForm
  readonly meetingOn: PlainDate
  readonly confirmedOn: PlainDate | null
  /** 选出的新一届；还没有确认、不是换届为 null。 */
  readonly newTermId: string | null
  readonly seatCount: number | null
  /** 已办各步的日期；换届节点里登记的也在内。 */
  readonly done: Readonly<Partial<Record<ProcessStepKind, PlainDate>>>
  /** 各职务的正式候选人人数。 */
  readonly officialCandidates: Readonly<Partial<Record<Office, number>>>
  readonly ballots: readonly BallotFacts[]
  readonly exclusions: readonly (ExclusionFacts & { readonly name: string })[]
}

/** 那次选举的驾驶舱在应用里的地址。 */
export function electionLink({ id }: Pick<ElectionFacts, 'id'>): string {
  return `/election-process/${encodeURIComponent(id)}`
}
