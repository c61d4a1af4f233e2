import type { BallotKind, BallotVenue, Nominee, Office, Paper, Tally } from '../../shared/election/ballot.ts'
import type { ExclusionFacts, ExclusionGround } from '../../shared/election/electorate.ts'
import {
  AFTER_MEETING,
  STEP_MILESTONES,
  STEPS_OF,
  type ProcessKind,
  type ProcessStepKind,
  type ProcessVacancy,
} from '../../shared/election/process.ts'
import type {
  BallotRecord,
  CandidateRecord,
  CandidateStage,
  ProcessRecord,
  ProcessStepRecord,
} from '../../shared/election/process-records.ts'
import type { Gender, PartyStatus, PersonCategory, PostTitle, RightsStatus } from '../../shared/glossary.ts'
import { compareNamesByStrokes } from '../../shared/member/strokes.ts'
import { groupRows } from '../db/group-rows.ts'
import type { ReadDb } from '../db/open.ts'
import { ALL_TIME, loadTerms, type MilestoneRecord } from './queries.ts'

export type ProcessHead = Omit<ProcessRecord, 'steps' | 'exclusions' | 'candidates' | 'ballots'>

/** 一个流程的全部登记；没有或已撤下为 null。 */
export async function loadProcess(db: ReadDb, processId: string): Promise<ProcessRecord | null> {
  const [head] = await processHeads(db, { processId })
  if (!head) return null
  return {
    ...head,
    steps: await stepsOf(db, head),
    exclusions: await exclusionsOf(db, processId),
    candidates: await candidatesOf(db, processId),
    ballots: await ballotsOf(db, processId),
  }
}

/** 未撤下的流程，新开的在前；可只取一个或一个党组织的。 */
export async function processHeads(db: ReadDb, only: { processId?: string; organizationId?: string } = {}): Promise<ProcessHead[]> {
  let rows = db.selectFrom('electionProcess').where('deletedAt', 'is', null).selectAll()
  if (only.processId !== undefined) rows = rows.where('id', '=', only.processId)
  if (only.organizationId !== undefined) rows = rows.where('organizationId', '=', only.organizationId)
  const found = await rows.orderBy('createdAt', 'desc').orderBy('id').execute()
  return found.map((row) => ({
    id: row.id,
    organizationId: row.organizationId,
    kind: row.kind as ProcessKind,
    termId: row.termId,
    seq: row.seq,
    seatCount: row.seatCount,
    vacancies: JSON.parse(row.vacanciesJson) as ProcessVacancy[],
    meetingOn: row.meetingOn,
    meetingPlace: row.meetingPlace,
    chair: row.chair,
    scrutineers: row.scrutineers,
    tellers: row.tellers,
    overdueReason: row.overdueReason,
    newTermId: row.newTermId,
    confirmedOn: row.confirmedOn,
    confirmedBy: row.confirmedBy,
  }))
}

/** 各步：自己登记的，加上换届节点里已有的日期与文号（会前的在旧届名下，会后的在新届名下）。 */
export async function stepsOf(db: ReadDb, process: ProcessHead): Promise<ProcessStepRecord[]> {
  const rows = await db.selectFrom('electionStep').where('processId', '=', process.id).selectAll().execute()
  const terms = process.kind === '换届' ? await loadTerms(db, ALL_TIME, [process.organizationId]) : []
  const milestonesOf = (termId: string | null): readonly MilestoneRecord[] => terms.find((term) => term.id === termId)?.milestones ?? []
  const isMeetingDone = process.confirmedOn !== null
  return STEPS_OF[process.kind].map((kind) => {
    const row = rows.find((each) => each.kind === kind)
    const milestone = milestoneOf(kind, milestonesOf(AFTER_MEETING.includes(kind) ? process.newTermId : process.termId))
    const meetingOn = (kind === '党员大会' || kind === '上级指派') && isMeetingDone ? process.meetingOn : null
    return {
      kind,
      assignee: row?.assignee ?? '',
      doneOn: milestone?.occurredOn ?? meetingOn ?? row?.doneOn ?? null,
      documentId: row?.documentId ?? null,
      documentNo: (milestone?.documentNo ?? '') || (row?.documentNo ?? ''),
      note: (milestone?.note ?? '') || (row?.note ?? ''),
    }
  })
}

/** 同一节点登记过几次的取最后一次：旧届名下可能还有上一次换届留下的“分工公布”。 */
function milestoneOf(kind: ProcessStepKind, milestones: readonly MilestoneRecord[]): MilestoneRecord | undefined {
  const wanted = STEP_MILESTONES[kind]
  return wanted === undefined ? undefined : milestones.findLast((each) => each.kind === wanted)
}

async function exclusionsOf(db: ReadDb, processId: string): Promise<ExclusionFacts[]> {
  const rows = await db
    .selectFrom('electionExclusion')
    .where('processId', '=', processId)
    .selectAll()
    .orderBy('createdAt')
    .orderBy('memberId')
    .execute()
  return rows.map(({ memberId, ground, reason, approvalDocumentNo, approvedOn, adoptedOn }) => ({
    memberId,
    ground: ground as ExclusionGround,
    reason,
    approvalDocumentNo,
    approvedOn,
    adoptedOn,
  }))
}

async function candidatesOf(db: ReadDb, processId: string): Promise<CandidateRecord[]> {
  const rows = await db
    .selectFrom('electionCandidate as c')
    .innerJoin('member as m', 'm.id', 'c.memberId')
    .where('c.processId', '=', processId)
    .select(['c.id', 'c.memberId', 'c.office', 'c.title', 'c.stage', 'c.position', 'c.note'])
    .select(['m.name', 'm.gender', 'm.ethnicity', 'm.birthOn', 'm.education', 'm.category', 'm.joinedOn', 'm.fullOn'])
    .select(['m.partyStatus', 'm.rightsStatus', 'm.job', 'm.adminPost'])
    .execute()
  const records = rows.map((row) => ({
    id: row.id,
    memberId: row.memberId,
    office: row.office as Office,
    title: row.title as PostTitle,
    stage: row.stage as CandidateStage,
    position: row.position,
    note: row.note,
    member: {
      id: row.memberId,
      name: row.name,
      gender: row.gender as Gender,
      ethnicity: row.ethnicity,
      birthOn: row.birthOn,
      education: row.education,
      category: row.category as PersonCategory,
      joinedOn: row.joinedOn,
      fullOn: row.fullOn,
      partyStatus: row.partyStatus as PartyStatus,
      rightsStatus: row.rightsStatus as RightsStatus,
      job: row.job,
      adminPost: row.adminPost,
    },
  }))
  return records.toSorted(inCandidateOrder)
}

const UNPLACED = 1_000_000

/** 人工定了次序的按次序在前；其余按姓氏笔画，同名同姓的年长者在前。 */
export function inCandidateOrder(a: CandidateRecord, b: CandidateRecord): number {
  const [left, right] = [a.position ?? UNPLACED, b.position ?? UNPLACED]
  if (left !== right) return left - right
  const byName = compareNamesByStrokes(a.member.name, b.member.name)
  if (byName !== 0) return byName
  return a.member.birthOn + a.id < b.member.birthOn + b.id ? -1 : 1
}

async function ballotsOf(db: ReadDb, processId: string): Promise<BallotRecord[]> {
  const ballots = await db.selectFrom('ballot').where('processId', '=', processId).selectAll().orderBy('round').orderBy('office').execute()
  const ids = ballots.map((each) => each.id)
  if (ids.length === 0) return []
  const nominees = await db
    .selectFrom('ballotNominee as n')
    .innerJoin('member as m', 'm.id', 'n.memberId')
    .where('n.ballotId', 'in', ids)
    .select(['n.ballotId', 'n.memberId', 'm.name', 'n.title', 'n.isWriteIn', 'n.ayes', 'n.noes', 'n.abstentions'])
    .orderBy('n.position')
    .execute()
  const papers = await db.selectFrom('ballotPaper').where('ballotId', 'in', ids).selectAll().orderBy('number').execute()
  const nomineesByBallot = groupRows(nominees, (row) => row.ballotId)
  const papersByBallot = groupRows(papers, (row) => row.ballotId)
  return ballots.map((row) => ({
    id: row.id,
    round: row.round,
    office: row.office as Office,
    venue: row.venue as BallotVenue,
    kind: row.kind as BallotKind,
    heldOn: row.heldOn,
    seats: row.seats,
    dueCount: row.dueCount,
    presentCount: row.presentCount,
    issuedCount: row.issuedCount,
    collectedCount: row.collectedCount,
    entry: row.entry as '逐张' | '汇总',
    invalidCount: row.invalidCount,
    scrutineer: row.scrutineer,
    teller: row.teller,
    signedAt: row.signedAt,
    reductionReason: row.reductionReason,
    nominees: (nomineesByBallot.get(row.id) ?? []).map(nomineeOf),
    papers: (papersByBallot.get(row.id) ?? []).map(({ number, marksJson }) => ({
      number,
      ...(JSON.parse(marksJson) as Pick<Paper, 'marks' | 'writeIns'>),
    })),
  }))
}

type NomineeRow = { memberId: string; name: string; title: string; isWriteIn: number } & Record<keyof Tally, number | null>

function nomineeOf({ memberId, name, title, isWriteIn, ayes, noes, abstentions }: NomineeRow): Nominee & Partial<Tally> {
  const nominee = { memberId, name, title: title as PostTitle, isWriteIn: isWriteIn === 1 }
  return ayes === null ? nominee : { ...nominee, ayes, noes: noes ?? 0, abstentions: abstentions ?? 0 }
}
