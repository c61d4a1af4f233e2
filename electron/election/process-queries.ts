import type { Office } from '../../shared/election/ballot.ts'
import type { ExclusionFacts, ExclusionGround } from '../../shared/election/electorate.ts'
import {
  AFTER_MEETING,
  formOf,
  STEP_MILESTONES,
  STEPS_OF,
  type ProcessKind,
  type ProcessStepKind,
  type ProcessVacancy,
} from '../../shared/election/process.ts'
import type { CandidateRecord, CandidateStage, ProcessRecord, ProcessStepRecord } from '../../shared/election/process-records.ts'
import type { Gender, PartyStatus, PersonCategory, PostTitle, RightsStatus } from '../../shared/glossary.ts'
import { compareNamesByStrokes } from '../../shared/member/strokes.ts'
import type { ReadDb, WriteDb } from '../db/open.ts'
import { ballotsOf } from './ballot-queries.ts'
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
  return STEPS_OF[formOf(process)].map((kind) => {
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

/** 撤下的流程，后撤的在前。 */
export async function removedProcesses(db: ReadDb, organizationId?: string) {
  let rows = db.selectFrom('electionProcess').where('deletedAt', 'is not', null)
  if (organizationId !== undefined) rows = rows.where('organizationId', '=', organizationId)
  const found = await rows
    .select(['id', 'organizationId', 'kind', 'seq', 'vacanciesJson', 'deletionReason'])
    .orderBy('deletedAt', 'desc')
    .orderBy('id')
    .execute()
  return found.map(({ kind, vacanciesJson, ...row }) => ({
    ...row,
    kind: kind as ProcessKind,
    vacancies: JSON.parse(vacanciesJson) as ProcessVacancy[],
  }))
}

/** 候选人所在的流程；没有为 null。 */
export async function findCandidacy(db: ReadDb, candidateId: string): Promise<{ processId: string; memberId: string } | null> {
  const row = await db.selectFrom('electionCandidate').where('id', '=', candidateId).select(['processId', 'memberId']).executeTakeFirst()
  return row ?? null
}

/** 撤下的流程也找得到，供恢复。 */
export async function findStoredProcess(db: ReadDb, processId: string) {
  const row = await db
    .selectFrom('electionProcess')
    .where('id', '=', processId)
    .select(['id', 'organizationId', 'kind', 'deletedAt', 'resultPostIdsJson'])
    .executeTakeFirst()
  if (!row) return null
  const { resultPostIdsJson, ...process } = row
  return { ...process, kind: process.kind as ProcessKind, resultPostIds: JSON.parse(resultPostIdsJson) as string[] }
}

export async function insertProcess(
  db: WriteDb,
  row: Pick<ProcessHead, 'id' | 'organizationId' | 'kind' | 'termId' | 'seq' | 'seatCount' | 'vacancies' | 'meetingOn'>,
  at: string,
): Promise<void> {
  const { vacancies, ...columns } = row
  await db
    .insertInto('electionProcess')
    .values({ ...columns, vacanciesJson: JSON.stringify(vacancies), createdAt: at, updatedAt: at })
    .execute()
}

type ProcessChanges = Partial<
  Pick<
    ProcessHead,
    | 'meetingOn'
    | 'meetingPlace'
    | 'seatCount'
    | 'chair'
    | 'scrutineers'
    | 'tellers'
    | 'overdueReason'
    | 'newTermId'
    | 'confirmedOn'
    | 'confirmedBy'
  >
> & { resultPostIds?: readonly string[]; deletedAt?: string | null; deletionReason?: string }

export async function updateProcess(db: WriteDb, processId: string, changes: ProcessChanges, at: string): Promise<void> {
  const { resultPostIds, ...columns } = changes
  await db
    .updateTable('electionProcess')
    .set({ ...columns, ...(resultPostIds ? { resultPostIdsJson: JSON.stringify(resultPostIds) } : {}), updatedAt: at })
    .where('id', '=', processId)
    .execute()
}

export async function saveStep(db: WriteDb, processId: string, step: ProcessStepRecord, at: string): Promise<void> {
  const { kind, ...columns } = step
  await db
    .insertInto('electionStep')
    .values({ processId, kind, ...columns, updatedAt: at })
    .onConflict((conflict) => conflict.columns(['processId', 'kind']).doUpdateSet({ ...columns, updatedAt: at }))
    .execute()
}

export async function saveExclusion(db: WriteDb, processId: string, exclusion: ExclusionFacts, at: string): Promise<void> {
  const { memberId, ...columns } = exclusion
  await db
    .insertInto('electionExclusion')
    .values({ processId, memberId, ...columns, createdAt: at })
    .onConflict((conflict) => conflict.columns(['processId', 'memberId']).doUpdateSet(columns))
    .execute()
}

export async function deleteExclusion(db: WriteDb, processId: string, memberId: string): Promise<void> {
  await db.deleteFrom('electionExclusion').where('processId', '=', processId).where('memberId', '=', memberId).execute()
}

export async function insertCandidate(
  db: WriteDb,
  row: Pick<CandidateRecord, 'id' | 'memberId' | 'office' | 'title' | 'stage' | 'note'> & { processId: string },
  at: string,
): Promise<void> {
  await db
    .insertInto('electionCandidate')
    .values({ ...row, createdAt: at })
    .execute()
}

export async function updateCandidates(
  db: WriteDb,
  candidateIds: readonly string[],
  changes: Partial<Pick<CandidateRecord, 'stage' | 'position' | 'title' | 'note'>>,
): Promise<void> {
  if (candidateIds.length === 0) return
  await db.updateTable('electionCandidate').set(changes).where('id', 'in', candidateIds).execute()
}

export async function deleteCandidate(db: WriteDb, candidateId: string): Promise<void> {
  await db.deleteFrom('electionCandidate').where('id', '=', candidateId).execute()
}
