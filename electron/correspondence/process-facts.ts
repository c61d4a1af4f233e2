import type { DraftCount, DraftMember, DraftProcess } from '../../shared/correspondence/facts.ts'
import { countBallot, OFFICES, type Tally } from '../../shared/election/ballot.ts'
import type { BallotRecord, ProcessRecord } from '../../shared/election/process-records.ts'

/** 流程里已经定下、文书用得着的事。`newTermYears` 是确认当选后写入的新一届的任期。 */
export function draftProcess(process: ProcessRecord, newTermYears: number | null): DraftProcess {
  const { id, kind, seq, meetingOn, meetingPlace, seatCount, chair, scrutineers, tellers } = process
  return {
    id,
    kind,
    seq,
    newTermYears,
    meetingOn,
    place: meetingPlace,
    seatCount: kind === '换届' ? (seatCount ?? 0) : null,
    chair,
    nominatedOn: process.steps.find((step) => step.kind === '候选人酝酿')?.doneOn ?? null,
    scrutineers: namesIn(scrutineers),
    tellers: namesIn(tellers),
    candidates: plannedCandidates(process),
    counts: OFFICES.flatMap((office) => draftCount(process.ballots.filter((ballot) => ballot.office === office))),
  }
}

/** 同一人先作委员候选人、再作书记候选人的并成一条，拟任职务写书记。 */
function plannedCandidates({ candidates }: ProcessRecord): DraftProcess['candidates'] {
  const officers = candidates.filter(({ office }) => office !== '委员')
  const members = candidates.filter(({ office }) => office === '委员')
  const officeOf = (memberId: string) => officers.find((each) => each.memberId === memberId)?.office
  return [
    ...members.map(({ memberId, title }) => ({ memberId, proposedPost: officeOf(memberId) ?? title })),
    ...officers
      .filter(({ memberId }) => members.every((each) => each.memberId !== memberId))
      .map(({ memberId, office }) => ({ memberId, proposedPost: office })),
  ]
}

/** 一个职务的计票：只取签过字的各轮；首轮出数，其后再投、另选产生的并入当选。 */
function draftCount(ballots: readonly BallotRecord[]): DraftCount[] {
  const rounds = ballots
    .filter((ballot) => ballot.signedAt !== null)
    .map((ballot) => ({
      ballot,
      count: countBallot(
        ballot,
        ballot.nominees,
        ballot.entry === '逐张'
          ? { entry: '逐张', papers: ballot.papers }
          : {
              entry: '汇总',
              invalidCount: ballot.invalidCount,
              tallies: new Map(ballot.nominees.map((each): [string, Tally] => [each.memberId, tallyOf(each)])),
            },
      ),
    }))
    .filter(({ count }) => count.isEffective && count.isComplete)
  const [first, ...later] = rounds
  if (!first) return []
  const electedIn = ({ count }: (typeof rounds)[number]) =>
    count.nominees.filter((nominee) => count.electedIds.includes(nominee.memberId)).map((nominee) => nominee.name)
  return [
    {
      post: first.ballot.office,
      venue: first.ballot.venue,
      expected: first.ballot.dueCount,
      present: first.ballot.presentCount,
      issued: first.ballot.issuedCount,
      returned: first.ballot.collectedCount,
      valid: first.count.validCount,
      votes: first.count.nominees.map(({ name, ayes, noes, abstentions }) => ({ name, ayes, noes, abstentions })),
      elected: rounds.flatMap(electedIn),
      electedLater: later.flatMap(electedIn),
    },
  ]
}

function tallyOf({ ayes = 0, noes = 0, abstentions = 0 }: Partial<Tally>): Tally {
  return { ayes, noes, abstentions }
}

function namesIn(text: string): string[] {
  return text.split(/[、，,\s]/).filter((name) => name !== '')
}

/**
 * 按流程里登记的不计入名单改写名册里的权利状态与理由。请示以前只是“拟不计入”，一并列出；
 * 其余文书只认上级已同意的，名册里另标了“不计入”而流程没有写的照样计入（N-14）。
 */
export function membersInProcess(members: readonly DraftMember[], process: ProcessRecord, includesProposed: boolean): DraftMember[] {
  return members.map((member) => {
    const exclusion = process.exclusions.find((each) => each.memberId === member.id)
    const isApproved = exclusion !== undefined && exclusion.approvalDocumentNo !== '' && exclusion.approvedOn !== null
    if (member.rightsStatus !== '正常' && member.rightsStatus !== '不计入应到会') return member
    if (exclusion && (isApproved || includesProposed))
      return { ...member, rightsStatus: '不计入应到会', remark: exclusion.reason || exclusion.ground }
    return { ...member, rightsStatus: '正常' }
  })
}
