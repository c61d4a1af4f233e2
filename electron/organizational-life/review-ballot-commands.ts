import type { reviewContract } from '../../shared/organizational-life/review-contract.ts'
import { ballotProblems, tallyPapers, type GradeVotes, type ReviewPaper } from '../../shared/organizational-life/review.ts'
import type { CommandContext, Handlers } from '../dispatch/handlers.ts'
import { refusal, refuseOutsiders, summarizeReview } from './review-guards.ts'
import { replacePapers, updateParticipant, updateReview, type ReviewRecord } from './review-queries.ts'
import { participants, requireReview } from './review-view.ts'

type Routes = 'life.saveReviewTally' | 'life.saveReviewPapers'

/** 测评票：逐人汇总，或逐张录入自动汇总。票数对不上的逐条指出，什么也不存。 */
export const reviewBallotHandlers: Handlers<Pick<typeof reviewContract, Routes>> = {
  'life.saveReviewTally': async (context, { reviewId, issued, collected, valid, rows }) => {
    const review = await requireReview(context.db, reviewId)
    await refuseOutsiders(
      context,
      review,
      rows.map(({ memberId }) => memberId),
    )
    const given = new Map(rows.map(({ memberId, votes }) => [memberId, votes]))
    const problems = exemptProblems(review, [...given.keys()])
    const absent = participants(review).filter(({ memberId, category }) => category === '正式党员' && !given.has(memberId))
    if (absent.length > 0) problems.push(`${absent.map(({ name }) => name).join('、')}没有票数；参评的正式党员人人都要有。`)
    const people = review.results.flatMap(({ memberId, name }) => {
      const votes = given.get(memberId)
      return votes ? [{ name, votes }] : []
    })
    problems.push(...ballotProblems({ issued, collected, valid }, people, { allowsBlank: false }))
    if (problems.length > 0) throw refusal('BALLOT_MISMATCH', problems)
    await replacePapers(context.db, reviewId, [])
    await store(context, review, given, { ballotEntry: '汇总', issuedCount: issued, collectedCount: collected, validCount: valid })
    await summarizeReview(context, review, `存测评票汇总：发出 ${issued}、收回 ${collected}、有效 ${valid}`)
    return { reviewId }
  },

  'life.saveReviewPapers': async (context, { reviewId, issued, papers }) => {
    const review = await requireReview(context.db, reviewId)
    const marked = [...new Set(papers.flatMap(({ marks }) => Object.keys(marks)))]
    await refuseOutsiders(context, review, marked)
    const problems = exemptProblems(review, marked)
    // 一个人也没画的是空白票，作无效票。
    const numbered = papers.map(({ isValid, marks }, index): ReviewPaper => ({
      number: index + 1,
      isValid: isValid && Object.keys(marks).length > 0,
      marks,
    }))
    const valid = numbered.filter(({ isValid }) => isValid).length
    const tally = tallyPapers(
      numbered,
      participants(review).map(({ memberId }) => memberId),
    )
    problems.push(...ballotProblems({ issued, collected: papers.length, valid }, [], { allowsBlank: true }))
    if (problems.length > 0) throw refusal('BALLOT_MISMATCH', problems)
    await replacePapers(context.db, reviewId, numbered)
    await store(context, review, papers.length === 0 ? new Map() : tally, {
      ballotEntry: '逐票',
      issuedCount: issued,
      collectedCount: papers.length,
      validCount: valid,
    })
    await summarizeReview(context, review, `逐张录入测评票 ${papers.length} 张，有效 ${valid} 张`)
    return { reviewId }
  },
}

function exemptProblems(review: ReviewRecord, ids: readonly string[]): string[] {
  return review.results
    .filter(({ memberId, exemptReason }) => exemptReason !== '' && ids.includes(memberId))
    .map(({ name, exemptReason }) => `${name}登记了不参评（${exemptReason}），不应有票。`)
}

async function store(
  context: CommandContext,
  review: ReviewRecord,
  votes: ReadonlyMap<string, GradeVotes>,
  counts: { ballotEntry: '逐票' | '汇总'; issuedCount: number; collectedCount: number; validCount: number },
): Promise<void> {
  for (const { memberId } of review.results)
    await updateParticipant(context.db, review.id, memberId, { votes: votes.get(memberId) ?? null })
  await updateReview(context.db, review.id, counts, context.at)
}
