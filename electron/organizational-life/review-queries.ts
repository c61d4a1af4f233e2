import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { PersonCategory } from '../../shared/glossary.ts'
import type { ReviewGrade, ReviewStage } from '../../shared/organizational-life/facts.ts'
import { REVIEW_STAGES } from '../../shared/organizational-life/facts.ts'
import type { FollowUpKind, GradeVotes, ReviewPaper, VotedGrade } from '../../shared/organizational-life/review.ts'
import { groupRows } from '../db/group-rows.ts'
import type { ReadDb, WriteDb } from '../db/open.ts'

export type ReviewStageRecord = {
  readonly stage: ReviewStage
  readonly doneOn: PlainDate
  readonly summary: string
  readonly activityId: string | null
}

export type FollowUpRecord = {
  readonly id: string
  readonly memberId: string
  readonly kind: FollowUpKind
  readonly doneOn: PlainDate
  readonly documentNo: string
  readonly note: string
}

export type ReviewResultRecord = {
  readonly memberId: string
  readonly name: string
  readonly category: PersonCategory
  readonly exemptReason: string
  readonly selfGrade: string
  readonly peerNote: string
  readonly votes: GradeVotes | null
  readonly grade: ReviewGrade | null
  readonly opinion: string
  readonly feedbackOn: PlainDate | null
  readonly feedbackNote: string
  readonly commendedOn: PlainDate | null
  readonly followUps: readonly FollowUpRecord[]
}

export type ReviewRecord = {
  readonly id: string
  readonly organizationId: string
  readonly year: number
  readonly rosterOn: PlainDate
  readonly activityId: string | null
  readonly ballot: {
    readonly entry: '逐票' | '汇总'
    readonly issued: number
    readonly collected: number
    readonly valid: number
    readonly papers: readonly ReviewPaper[]
  } | null
  readonly overLimitReason: string
  readonly overLimitBy: string
  readonly revision: number
  readonly deletedAt: string | null
  readonly deletionReason: string
  readonly stages: readonly ReviewStageRecord[]
  readonly results: readonly ReviewResultRecord[]
}

export type ReviewScope = {
  readonly ids?: readonly string[]
  readonly organizationIds?: readonly string[]
  readonly years?: readonly number[]
  readonly includesRemoved?: boolean
}

/** 民主评议，按年度排；不给范围取全部。 */
export async function loadReviews(db: ReadDb, scope: ReviewScope): Promise<ReviewRecord[]> {
  let selected = db.selectFrom('review').selectAll()
  if (scope.includesRemoved !== true) selected = selected.where('deletedAt', 'is', null)
  if (scope.ids) selected = selected.where('id', 'in', scope.ids)
  if (scope.organizationIds) selected = selected.where('organizationId', 'in', scope.organizationIds)
  if (scope.years) selected = selected.where('year', 'in', scope.years)
  const rows = await selected.orderBy('year', 'desc').orderBy('createdAt').orderBy('id').execute()
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const stages = groupRows(await db.selectFrom('reviewStage').where('reviewId', 'in', ids).selectAll().execute(), (row) => row.reviewId)
  const results = groupRows(
    await db
      .selectFrom('reviewResult as r')
      .innerJoin('member as m', 'm.id', 'r.memberId')
      .where('r.reviewId', 'in', ids)
      .selectAll('r')
      .select('m.name')
      .orderBy('r.reviewId')
      .orderBy('r.seq')
      .execute(),
    (row) => row.reviewId,
  )
  const papers = groupRows(
    await db.selectFrom('reviewPaper').where('reviewId', 'in', ids).selectAll().orderBy('number').execute(),
    (row) => row.reviewId,
  )
  const followUps = groupRows(
    await db
      .selectFrom('reviewFollowUp')
      .where('reviewId', 'in', ids)
      .where('withdrawnAt', 'is', null)
      .selectAll()
      .orderBy('doneOn')
      .orderBy('id')
      .execute(),
    (row) => row.reviewId,
  )
  return rows.map((row): ReviewRecord => {
    const { issuedCount, collectedCount, validCount } = row
    const own = followUps.get(row.id) ?? []
    return {
      id: row.id,
      organizationId: row.organizationId,
      year: row.year,
      rosterOn: row.rosterOn,
      activityId: row.activityId,
      ballot:
        issuedCount === null || collectedCount === null || validCount === null
          ? null
          : {
              entry: row.ballotEntry === '逐票' ? '逐票' : '汇总',
              issued: issuedCount,
              collected: collectedCount,
              valid: validCount,
              papers: (papers.get(row.id) ?? []).map(({ number, isValid, marksJson }) => ({
                number,
                isValid: isValid === 1,
                marks: JSON.parse(marksJson) as Record<string, VotedGrade>,
              })),
            },
      overLimitReason: row.overLimitReason,
      overLimitBy: row.overLimitBy,
      revision: row.revision,
      deletedAt: row.deletedAt,
      deletionReason: row.deletionReason,
      stages: REVIEW_STAGES.flatMap((stage) => {
        const found = (stages.get(row.id) ?? []).find((each) => each.stage === stage)
        return found ? [{ stage, doneOn: found.doneOn, summary: found.summary, activityId: found.activityId }] : []
      }),
      results: (results.get(row.id) ?? []).map((each) => ({
        memberId: each.memberId,
        name: each.name,
        category: each.category as PersonCategory,
        exemptReason: each.exemptReason,
        selfGrade: each.selfGrade,
        peerNote: each.peerNote,
        votes: votesIn(each),
        grade: each.grade as ReviewGrade | null,
        opinion: each.opinion,
        feedbackOn: each.feedbackOn,
        feedbackNote: each.feedbackNote,
        commendedOn: each.commendedOn,
        followUps: own
          .filter(({ memberId }) => memberId === each.memberId)
          .map(({ id, memberId, kind, doneOn, documentNo, note }) => ({
            id,
            memberId,
            kind: kind as FollowUpKind,
            doneOn,
            documentNo,
            note,
          })),
      })),
    }
  })
}

function votesIn(row: {
  excellentVotes: number | null
  qualifiedVotes: number | null
  basicVotes: number | null
  unqualifiedVotes: number | null
}): GradeVotes | null {
  const { excellentVotes, qualifiedVotes, basicVotes, unqualifiedVotes } = row
  if (excellentVotes === null || qualifiedVotes === null || basicVotes === null || unqualifiedVotes === null) return null
  return { 优秀: excellentVotes, 合格: qualifiedVotes, 基本合格: basicVotes, 不合格: unqualifiedVotes }
}

/** 组织评定的日期，即评议的完成日；还没有评定为 null。 */
export function decidedOn({ stages }: Pick<ReviewRecord, 'stages'>): PlainDate | null {
  return stages.find(({ stage }) => stage === '组织评定')?.doneOn ?? null
}

type Stamp = { readonly at: string; readonly actor: string }

export async function insertReview(
  db: WriteDb,
  row: { id: string; organizationId: string; year: number; rosterOn: PlainDate },
  { at, actor }: Stamp,
): Promise<void> {
  await db
    .insertInto('review')
    .values({ ...row, createdAt: at, createdBy: actor, updatedAt: at })
    .execute()
}

type ReviewChanges = {
  rosterOn?: PlainDate
  activityId?: string | null
  ballotEntry?: '逐票' | '汇总'
  issuedCount?: number | null
  collectedCount?: number | null
  validCount?: number | null
  limitBasis?: string
  limitBase?: number
  limitCount?: number
  overLimitReason?: string
  overLimitBy?: string
  deletedAt?: string | null
  deletionReason?: string
}

export async function updateReview(db: WriteDb, id: string, changes: ReviewChanges, at: string): Promise<void> {
  await db
    .updateTable('review')
    .set(({ eb }) => ({ ...changes, revision: eb('revision', '+', 1), updatedAt: at }))
    .where('id', '=', id)
    .execute()
}

export type Participant = { readonly memberId: string; readonly category: PersonCategory; readonly exemptReason: string }

export async function insertParticipants(db: WriteDb, reviewId: string, people: readonly (Participant & { seq: number })[]): Promise<void> {
  if (people.length === 0) return
  await db
    .insertInto('reviewResult')
    .values(people.map((person) => ({ ...person, reviewId })))
    .execute()
}

export async function removeParticipants(db: WriteDb, reviewId: string, memberIds: readonly string[]): Promise<void> {
  if (memberIds.length === 0) return
  await db.deleteFrom('reviewResult').where('reviewId', '=', reviewId).where('memberId', 'in', memberIds).execute()
}

export async function updateParticipant(
  db: WriteDb,
  reviewId: string,
  memberId: string,
  changes: {
    seq?: number
    category?: PersonCategory
    exemptReason?: string
    selfGrade?: string
    peerNote?: string
    votes?: GradeVotes | null
    grade?: ReviewGrade | null
    opinion?: string
    feedbackOn?: PlainDate | null
    feedbackNote?: string
    commendedOn?: PlainDate | null
  },
): Promise<void> {
  const { votes, ...columns } = changes
  const counts =
    votes === undefined
      ? {}
      : {
          excellentVotes: votes?.优秀 ?? null,
          qualifiedVotes: votes?.合格 ?? null,
          basicVotes: votes?.基本合格 ?? null,
          unqualifiedVotes: votes?.不合格 ?? null,
        }
  await db
    .updateTable('reviewResult')
    .set({ ...columns, ...counts })
    .where('reviewId', '=', reviewId)
    .where('memberId', '=', memberId)
    .execute()
}

export async function saveReviewStage(db: WriteDb, reviewId: string, stage: ReviewStageRecord, at: string): Promise<void> {
  const { doneOn, summary, activityId } = stage
  await db
    .insertInto('reviewStage')
    .values({ reviewId, ...stage, updatedAt: at })
    .onConflict((conflict) => conflict.columns(['reviewId', 'stage']).doUpdateSet({ doneOn, summary, activityId, updatedAt: at }))
    .execute()
}

export async function removeReviewStage(db: WriteDb, reviewId: string, stage: ReviewStage): Promise<void> {
  await db.deleteFrom('reviewStage').where('reviewId', '=', reviewId).where('stage', '=', stage).execute()
}

export async function replacePapers(db: WriteDb, reviewId: string, papers: readonly ReviewPaper[]): Promise<void> {
  await db.deleteFrom('reviewPaper').where('reviewId', '=', reviewId).execute()
  if (papers.length === 0) return
  await db
    .insertInto('reviewPaper')
    .values(papers.map(({ number, isValid, marks }) => ({ reviewId, number, isValid: isValid ? 1 : 0, marksJson: JSON.stringify(marks) })))
    .execute()
}

export async function insertFollowUp(db: WriteDb, row: FollowUpRecord & { reviewId: string }, { at, actor }: Stamp): Promise<void> {
  await db
    .insertInto('reviewFollowUp')
    .values({ ...row, createdAt: at, createdBy: actor })
    .execute()
}

/** 撤下一条后续处置；返回它属于哪次评议，没有这一条为 null。 */
export async function withdrawFollowUp(db: WriteDb, followUpId: string, at: string): Promise<string | null> {
  const row = await db
    .updateTable('reviewFollowUp')
    .set({ withdrawnAt: at })
    .where('id', '=', followUpId)
    .where('withdrawnAt', 'is', null)
    .returning('reviewId')
    .executeTakeFirst()
  return row?.reviewId ?? null
}
