import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { DraftCount, DraftMember, DraftProcess, Electorate, ElectoratePerson } from '../../shared/correspondence/facts.ts'
import { countBallot, OFFICES, type Tally } from '../../shared/election/ballot.ts'
import type { ElectorateCount, ElectorateLine } from '../../shared/election/electorate.ts'
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

/** 应到会名单配上各人的信息；名册备注写了理由而没有登记事件的，理由取备注。 */
export function draftElectorate({ lines }: ElectorateCount, members: readonly DraftMember[], meetingOn: PlainDate | null): Electorate {
  const byId = new Map(members.map((member) => [member.id, member]))
  const people = lines.flatMap((line): { line: ElectorateLine; person: ElectoratePerson }[] => {
    const member = byId.get(line.memberId)
    const reason = line.problem === '' ? line.reason : (member?.remark ?? '')
    return member ? [{ line, person: { ...member, reason, documentNo: line.documentNo } }] : []
  })
  const those = (isWanted: (line: ElectorateLine) => boolean) => people.filter(({ line }) => isWanted(line)).map(({ person }) => person)
  return {
    meetingOn,
    all: those(({ standing }) => standing !== '停止党籍'),
    full: those(({ standing }) => standing !== '停止党籍' && standing !== '预备党员'),
    probationary: those(({ standing }) => standing === '预备党员'),
    voters: those(({ isCounted }) => isCounted),
    excluded: those(({ standing, isCounted }) => standing === '不计入应到会' && !isCounted),
    suspended: those(({ standing }) => standing === '留党察看' || standing === '权利中止'),
  }
}
