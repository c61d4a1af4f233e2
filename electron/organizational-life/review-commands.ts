import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { yearProblem } from '../../shared/organizational-life/life-meeting.ts'
import type { reviewContract } from '../../shared/organizational-life/review-contract.ts'
import { excellentProblem, gradeProblem, stageOrderProblem } from '../../shared/organizational-life/review.ts'
import { loadStandards } from '../compliance/standards-queries.ts'
import type { ReadDb } from '../db/open.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { CommandContext, Handlers } from '../dispatch/handlers.ts'
import { organizationsAt } from '../member/queries.ts'
import { refuseFuture, refuseIf, refuseStale, requireBranch, rosterOn, yearSpan } from './branch-roster.ts'
import { activityBriefs } from './life-evidence-queries.ts'
import { inTreeOrder, livingBranches } from './life-meeting-commands.ts'
import { reviewBallotHandlers } from './review-ballot-commands.ts'
import { refusal, refuseOutsiders, summarizeReview } from './review-guards.ts'
import {
  decidedOn,
  insertFollowUp,
  insertParticipants,
  insertReview,
  loadReviews,
  removeParticipants,
  removeReviewStage,
  saveReviewStage,
  updateParticipant,
  updateReview,
  withdrawFollowUp,
  type ReviewRecord,
  type ReviewResultRecord,
} from './review-queries.ts'
import { limitOf, participants, requireReview, reviewSummary, reviewView } from './review-view.ts'

export const reviewHandlers: Handlers<typeof reviewContract> = {
  ...reviewBallotHandlers,

  'life.reviews': async ({ db, today }, { year = reviewYearOn(today), organizationId }) => {
    const organizations = await organizationsAt(db, today)
    const reviews = await loadReviews(db, {
      years: [year],
      includesRemoved: true,
      ...(organizationId === undefined ? {} : { organizationIds: [organizationId] }),
    })
    const live = inTreeOrder(
      reviews.filter(({ deletedAt }) => deletedAt === null),
      organizations,
    )
    const done = new Set(live.map((review) => review.organizationId))
    const standards = await loadStandards(db)
    return {
      asOf: today,
      year,
      rows: live.map((review) => reviewSummary(review, organizations, standards)),
      without: livingBranches(organizations, today)
        .filter(({ id }) => !done.has(id) && (organizationId === undefined || id === organizationId))
        .map(({ id, shortName }) => ({ organizationId: id, organizationName: shortName })),
      removed: reviews
        .filter(({ deletedAt }) => deletedAt !== null)
        .map((review) => ({
          id: review.id,
          organizationName: organizations.get(review.organizationId)?.shortName ?? '',
          year: review.year,
          reason: review.deletionReason,
        })),
    }
  },

  'life.review': async ({ db, today }, { reviewId }) => reviewView(db, await requireReview(db, reviewId), today),

  'life.openReview': async (context, { organizationId, year, rosterOn: given }) => {
    const { db, today } = context
    const on = given ?? today
    refuseFuture('参评名单的日期', on, today)
    refuseIf('YEAR_MISMATCH', yearProblem('参评名单', year, on))
    const branch = await requireBranch(db, organizationId, on, '民主评议')
    const [existing] = await loadReviews(db, { organizationIds: [organizationId], years: [year] })
    if (existing) throw new DomainError('REVIEW_EXISTS', `“${branch.shortName}”${year} 年度的民主评议已经开始，每年一次；请继续办那一次。`)
    const roster = await rosterOn(db, organizationId, on)
    if (roster.length === 0)
      throw new DomainError('EMPTY_ROSTER', `${on} “${branch.shortName}”的名册里没有党籍正常的党员，没有人可评；请先导入或编入。`)
    const reviewId = context.newId()
    await insertReview(db, { id: reviewId, organizationId, year, rosterOn: on }, context)
    await insertParticipants(
      db,
      reviewId,
      roster.map(({ id, category }, index) => ({ memberId: id, category, exemptReason: '', seq: index + 1 })),
    )
    context.summarize(`开始“${branch.shortName}”${year} 年度民主评议，名单 ${roster.length} 人`)
    return { reviewId }
  },

  'life.updateReviewRoster': async (context, { reviewId, rosterOn: on }) => {
    const { db, today, at } = context
    const review = await requireReview(db, reviewId)
    refuseDecided(review, '名单')
    refuseFuture('参评名单的日期', on, today)
    refuseIf('YEAR_MISMATCH', yearProblem('参评名单', review.year, on))
    const roster = await rosterOn(db, review.organizationId, on)
    const gone = review.results.filter((result) => roster.every(({ id }) => id !== result.memberId))
    await removeParticipants(
      db,
      reviewId,
      gone.filter(isUntouched).map(({ memberId }) => memberId),
    )
    for (const [index, { id, category }] of roster.entries()) {
      const known = review.results.find(({ memberId }) => memberId === id)
      if (!known) await insertParticipants(db, reviewId, [{ memberId: id, category, exemptReason: '', seq: index + 1 }])
      else await updateParticipant(db, reviewId, id, { seq: index + 1, ...(known.grade === null ? { category } : {}) })
    }
    await updateReview(db, reviewId, { rosterOn: on }, at)
    await summarizeReview(context, review, `按 ${on} 的名册重算参评名单`)
    return { reviewId }
  },

  'life.recordReviewStage': async (context, { reviewId, stage, doneOn, summary, activityId }) => {
    const { db, today, at } = context
    const review = await requireReview(db, reviewId)
    const others = review.stages.filter((each) => each.stage !== stage)
    if (activityId !== null) await requireActivity(db, review, activityId, today)
    if (doneOn === null) {
      if (stage === '组织评定' && review.results.some(({ feedbackOn }) => feedbackOn !== null))
        throw new DomainError('FEEDBACK_EXISTS', '已经向本人反馈过结果，不能再把组织评定改回未办；请先撤下反馈。')
      await removeReviewStage(db, reviewId, stage)
    } else {
      refuseFuture(`“${stage}”的日期`, doneOn, today)
      refuseIf('YEAR_MISMATCH', yearProblem(`“${stage}”`, review.year, doneOn))
      refuseIf('STAGE_ORDER', stageOrderProblem([...others, { stage, doneOn }]))
      if (stage === '组织评定') {
        refuseUngraded(review)
        const early = review.results.find(({ feedbackOn }) => feedbackOn !== null && feedbackOn < doneOn)
        if (early)
          throw new DomainError(
            'FEEDBACK_BEFORE_DECISION',
            `向${early.name}反馈的日期 ${early.feedbackOn ?? ''} 早于组织评定日期 ${doneOn}；先评定、后反馈，请核对。`,
          )
      }
      await saveReviewStage(db, reviewId, { stage, doneOn, summary, activityId }, at)
    }
    await updateReview(db, reviewId, {}, at)
    await summarizeReview(context, review, `${stage} ${doneOn ?? '改回未办'}`)
    return { reviewId }
  },

  'life.linkReview': async (context, { reviewId, activityId }) => {
    const { db, today, at } = context
    const review = await requireReview(db, reviewId)
    if (activityId !== null) {
      const activity = await requireActivity(db, review, activityId, today)
      if (!activity.types.includes('民主评议'))
        throw new DomainError(
          'NOT_REVIEW',
          `“${activity.title}”（${activity.heldOn}）没有标“民主评议”这一类型；请先在那次活动里加上，或选别的活动。`,
        )
      refuseIf('YEAR_MISMATCH', yearProblem('评议会议', review.year, activity.heldOn))
    }
    await updateReview(db, reviewId, { activityId }, at)
    await summarizeReview(context, review, activityId === null ? '解除与活动的关联' : '指明评议会议')
    return { reviewId }
  },

  'life.saveReviewNotes': async (context, { reviewId, rows }) => {
    const review = await requireReview(context.db, reviewId)
    await refuseOutsiders(
      context,
      review,
      rows.map(({ memberId }) => memberId),
    )
    for (const { memberId, selfGrade, peerNote } of rows) await updateParticipant(context.db, reviewId, memberId, { selfGrade, peerNote })
    await updateReview(context.db, reviewId, {}, context.at)
    await summarizeReview(context, review, `存自评、互评 ${rows.length} 人`)
    return { reviewId }
  },

  'life.setReviewExemption': async (context, { reviewId, memberId, reason }) => {
    const review = await requireReview(context.db, reviewId)
    refuseDecided(review, '名单')
    const result = await requireResult(context, review, memberId)
    if (reason !== '' && !isUntouched(result))
      throw new DomainError('ALREADY_REVIEWED', `${result.name}已有测评票或等次，不能再登记不参评；请先清去。`)
    await updateParticipant(context.db, reviewId, memberId, { exemptReason: reason })
    await updateReview(context.db, reviewId, {}, context.at)
    await summarizeReview(context, review, reason === '' ? `${result.name}照常参评` : `${result.name}不参评（${reason}）`)
    return { reviewId }
  },

  'life.saveGrades': async (context, { reviewId, revision, rows, overLimitReason }) => {
    const { db, at, actor } = context
    const review = await requireReview(db, reviewId)
    refuseStale(review.revision, revision, '这次民主评议')
    await refuseOutsiders(
      context,
      review,
      rows.map(({ memberId }) => memberId),
    )
    const given = new Map(rows.map((row) => [row.memberId, row]))
    const problems: string[] = []
    const after = review.results.map((result): ReviewResultRecord => {
      const row = given.get(result.memberId)
      if (!row) return result
      if (row.grade !== null && result.exemptReason !== '')
        problems.push(`${result.name}登记了不参评（${result.exemptReason}），不能评等次。`)
      if (row.grade !== null) problems.push(gradeProblem(result.name, result.category, row.grade))
      if (result.commendedOn !== null && (row.grade === '基本合格' || row.grade === '不合格'))
        problems.push(`${result.name}已列入 ${result.commendedOn} 的先优推荐，评为“${row.grade}”的当年不得列入（B31）；请先撤下推荐。`)
      if (decidedOn(review) !== null && result.exemptReason === '' && row.grade === null)
        problems.push(`已登记组织评定，${result.name}的等次不能空着。`)
      return { ...result, grade: row.grade, opinion: row.opinion }
    })
    const found = problems.filter((problem) => problem !== '')
    if (found.length > 0) throw refusal('BAD_GRADES', found)
    const limit = await limitOf(db, review)
    const excellent = after.filter(({ grade }) => grade === '优秀').length
    const overLimit = excellentProblem(excellent, limit)
    if (overLimit !== '' && overLimitReason === '') throw new DomainError('EXCELLENT_OVER_LIMIT', overLimit)
    for (const { memberId, grade, opinion } of rows) await updateParticipant(db, reviewId, memberId, { grade, opinion })
    await updateReview(
      db,
      reviewId,
      {
        limitBasis: limit.basis,
        limitBase: limit.base,
        limitCount: limit.limit,
        overLimitReason: overLimit === '' ? '' : overLimitReason,
        overLimitBy: overLimit === '' ? '' : actor,
      },
      at,
    )
    await summarizeReview(
      context,
      review,
      `存组织评定，优秀 ${excellent} 人、上限 ${limit.limit} 人${overLimit === '' ? '' : `，超限确认：${overLimitReason}`}`,
    )
    return { reviewId }
  },

  'life.recordFeedback': async (context, { reviewId, memberIds, feedbackOn, note }) => {
    const { db, today, at } = context
    const review = await requireReview(db, reviewId)
    await refuseOutsiders(context, review, memberIds)
    const decided = decidedOn(review)
    if (feedbackOn !== null) {
      refuseFuture('反馈日期', feedbackOn, today)
      if (decided === null) throw new DomainError('NOT_DECIDED', '还没有登记组织评定的日期，先评定、后反馈；请先登记组织评定。')
      if (feedbackOn < decided)
        throw new DomainError('FEEDBACK_BEFORE_DECISION', `反馈日期 ${feedbackOn} 早于组织评定日期 ${decided}；先评定、后反馈，请核对。`)
      const exempt = review.results.filter(({ memberId, exemptReason }) => memberIds.includes(memberId) && exemptReason !== '')
      if (exempt.length > 0) throw new DomainError('EXEMPT', `${exempt.map(({ name }) => name).join('、')}没有参评，没有结果可以反馈。`)
    }
    for (const memberId of memberIds)
      await updateParticipant(db, reviewId, memberId, { feedbackOn, feedbackNote: feedbackOn === null ? '' : note })
    await updateReview(db, reviewId, {}, at)
    await summarizeReview(context, review, `${feedbackOn === null ? '撤下反馈' : `${feedbackOn} 反馈`} ${memberIds.length} 人`)
    return { reviewId }
  },

  'life.recordFollowUp': async (context, { reviewId, memberId, ...entry }) => {
    const { db, today } = context
    const review = await requireReview(db, reviewId)
    const { grade, name } = await requireResult(context, review, memberId)
    if (grade !== '不合格' && grade !== '基本合格')
      throw new DomainError('NO_FOLLOW_UP', `${name}评为“${grade ?? '未评'}”，不需要后续处置；只有不合格、基本合格的才登记。`)
    refuseFuture('后续处置的日期', entry.doneOn, today)
    const decided = decidedOn(review)
    if (decided === null) throw new DomainError('NOT_DECIDED', '还没有登记组织评定的日期，谈不上后续处置；请先登记组织评定。')
    if (entry.doneOn < decided)
      throw new DomainError('FOLLOW_UP_BEFORE_DECISION', `后续处置的日期 ${entry.doneOn} 早于组织评定日期 ${decided}；请核对。`)
    await insertFollowUp(db, { id: context.newId(), reviewId, memberId, ...entry }, context)
    await updateReview(db, reviewId, {}, context.at)
    await summarizeReview(context, review, `${name}：${entry.kind} ${entry.doneOn}`)
    return { reviewId }
  },

  'life.withdrawFollowUp': async (context, { followUpId }) => {
    const reviewId = await withdrawFollowUp(context.db, followUpId, context.at)
    if (reviewId === null) throw new DomainError('FOLLOW_UP_NOT_FOUND', '没有找到这条后续处置，可能已经撤下；请刷新。')
    await summarizeReview(context, await requireReview(context.db, reviewId), '撤下一条后续处置')
    return { reviewId }
  },

  'life.setCommendation': async (context, { reviewId, memberId, commendedOn }) => {
    const { db, today, at } = context
    const review = await requireReview(db, reviewId)
    const { grade, name } = await requireResult(context, review, memberId)
    if (commendedOn !== null) {
      refuseFuture('先优推荐的日期', commendedOn, today)
      refuseIf('YEAR_MISMATCH', yearProblem('先优推荐', review.year, commendedOn))
      if (grade === '基本合格' || grade === '不合格')
        throw new DomainError('NOT_COMMENDABLE', `${name} ${review.year} 年度评为“${grade}”，当年不得列入先优推荐（B31）。`)
    }
    await updateParticipant(db, reviewId, memberId, { commendedOn })
    await updateReview(db, reviewId, {}, at)
    await summarizeReview(context, review, `${name}${commendedOn === null ? '撤下' : `${commendedOn} 列入`}先优推荐`)
    return { reviewId }
  },

  'life.withdrawReview': async (context, { reviewId, reason }) => {
    const review = await requireReview(context.db, reviewId)
    await updateReview(context.db, reviewId, { deletedAt: context.at, deletionReason: reason }, context.at)
    await summarizeReview(context, review, `撤下（${reason}）`)
    return { reviewId }
  },

  'life.restoreReview': async (context, { reviewId }) => {
    const [review] = await loadReviews(context.db, { ids: [reviewId], includesRemoved: true })
    if (!review) throw new DomainError('REVIEW_NOT_FOUND', '没有找到这次民主评议；请刷新后重试。')
    if (review.deletedAt === null) throw new DomainError('NOT_REMOVED', '这次民主评议没有撤下，不需要恢复。')
    const [existing] = await loadReviews(context.db, { organizationIds: [review.organizationId], years: [review.year] })
    if (existing) throw new DomainError('REVIEW_EXISTS', `撤下以后又开始了 ${review.year} 年度的民主评议，每年一次；请先撤下那一次。`)
    await updateReview(context.db, reviewId, { deletedAt: null, deletionReason: '' }, context.at)
    await summarizeReview(context, review, '恢复')
    return { reviewId }
  },
}

/** 缺省看哪个评议年度：三月底以前多半还在办上一年度的。 */
function reviewYearOn(today: PlainDate): number {
  const year = Number(today.slice(0, 4))
  return today <= `${year}-03-31` ? year - 1 : year
}

function isUntouched({ votes, grade, feedbackOn, followUps, commendedOn }: ReviewResultRecord): boolean {
  return votes === null && grade === null && feedbackOn === null && commendedOn === null && followUps.length === 0
}

function refuseDecided(review: ReviewRecord, what: string): void {
  const decided = decidedOn(review)
  if (decided !== null) throw new DomainError('ALREADY_DECIDED', `${decided} 已组织评定，不能再改${what}；确要改请先把组织评定改回未办。`)
}

/** 作出组织评定意见，须人人有等次。 */
function refuseUngraded(review: ReviewRecord): void {
  const ungraded = participants(review).filter(({ grade }) => grade === null)
  if (ungraded.length > 0)
    throw new DomainError(
      'UNGRADED',
      `还有 ${ungraded.length} 人没有评定等次（${ungraded
        .slice(0, 5)
        .map(({ name }) => name)
        .join('、')}${ungraded.length > 5 ? '等' : ''}）；请先存组织评定的等次，再登记日期。`,
    )
}

async function requireActivity(db: ReadDb, { organizationId, year }: ReviewRecord, activityId: string, today: PlainDate) {
  const activity = (await activityBriefs(db, organizationId, yearSpan(year, today))).find((each) => each.id === activityId)
  if (activity) return activity
  throw new DomainError('ACTIVITY_NOT_FOUND', `选的活动不是本支部 ${year} 年度（至次年）的，或已移入回收站；请重新选择。`)
}

async function requireResult(context: CommandContext, review: ReviewRecord, memberId: string): Promise<ReviewResultRecord> {
  await refuseOutsiders(context, review, [memberId])
  const result = review.results.find((each) => each.memberId === memberId)
  if (!result) throw new Error('已核对在名单里')
  return result
}
