import { addDays, type PlainDate } from '../../shared/calendar/plain-date.ts'
import { REVIEW_STAGES } from '../../shared/organizational-life/facts.ts'
import type { ReviewSummary, ReviewView } from '../../shared/organizational-life/review-contract.ts'
import {
  excellentLimit,
  excellentProblem,
  FOLLOW_UP_DAYS,
  gradeCounts,
  type ExcellentLimit,
} from '../../shared/organizational-life/review.ts'
import type { Standards } from '../../shared/compliance/standards.ts'
import { loadStandards } from '../compliance/standards-queries.ts'
import type { ReadDb } from '../db/open.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import { organizationsAt, type OrganizationAt } from '../member/queries.ts'
import { rosterOn, yearSpan } from './branch-roster.ts'
import { activityBriefs } from './life-evidence-queries.ts'
import { decidedOn, loadReviews, type ReviewRecord, type ReviewResultRecord } from './review-queries.ts'

export async function requireReview(db: ReadDb, reviewId: string): Promise<ReviewRecord> {
  const [review] = await loadReviews(db, { ids: [reviewId] })
  if (!review) throw new DomainError('REVIEW_NOT_FOUND', '没有找到这次民主评议，可能已经撤下；请刷新后重试。')
  return review
}

/** 参加评议、要评等次的人：不参评的不算。 */
export function participants({ results }: ReviewRecord): ReviewResultRecord[] {
  return results.filter(({ exemptReason }) => exemptReason === '')
}

/** 优秀上限：口径按评定日（没有评定按参评名单那天）现行的标准，基数是名单里的人，含登记了不参评的。 */
export function limitUnder(standards: Standards, review: ReviewRecord): ExcellentLimit {
  const { values } = standards.profileFor(review.organizationId, decidedOn(review) ?? review.rosterOn)
  return excellentLimit(review.results, { basis: values.excellentBase ?? '正式党员', oneIn: values.excellentOneIn ?? 3 })
}

export async function limitOf(db: ReadDb, review: ReviewRecord): Promise<ExcellentLimit> {
  return limitUnder(await loadStandards(db), review)
}

export function reviewSummary(
  review: ReviewRecord,
  organizations: ReadonlyMap<string, OrganizationAt>,
  standards: Standards,
): ReviewSummary {
  return {
    id: review.id,
    organizationId: review.organizationId,
    organizationName: organizations.get(review.organizationId)?.shortName ?? '',
    year: review.year,
    doneStages: review.stages.map(({ stage }) => stage),
    decidedOn: decidedOn(review),
    memberCount: participants(review).length,
    grades: gradeCounts(participants(review)),
    excellentLimit: limitUnder(standards, review).limit,
  }
}

/** 一个支部一个年度的整页。 */
export async function reviewView(db: ReadDb, review: ReviewRecord, today: PlainDate): Promise<ReviewView> {
  const { organizationId, year, rosterOn: rosterDay } = review
  const organization = (await organizationsAt(db, rosterDay)).get(organizationId)
  const activities = await activityBriefs(db, organizationId, yearSpan(year, today))
  const briefOf = (id: string | null) => activities.find((each) => each.id === id) ?? null
  const grades = gradeCounts(participants(review))
  const limit = await limitOf(db, review)
  const decided = decidedOn(review)
  return {
    asOf: today,
    id: review.id,
    organization: { id: organizationId, name: organization?.name ?? '', shortName: organization?.shortName ?? '' },
    year,
    rosterOn: rosterDay,
    revision: review.revision,
    activity: briefOf(review.activityId),
    activities,
    stages: REVIEW_STAGES.map((stage) => {
      const found = review.stages.find((each) => each.stage === stage)
      return { stage, doneOn: found?.doneOn ?? null, summary: found?.summary ?? '', activity: briefOf(found?.activityId ?? null) }
    }),
    ballot: review.ballot && {
      ...review.ballot,
      papers: review.ballot.papers.map(({ number, isValid, marks }) => ({ number, isValid, marks: { ...marks } })),
    },
    people: review.results.map((result) => ({ ...result, followUps: [...result.followUps], followUpBy: followUpBy(result, decided) })),
    grades,
    limit,
    limitProblem: excellentProblem(grades.优秀, limit),
    overLimitReason: review.overLimitReason,
    overLimitBy: review.overLimitBy,
    rosterDrift: await driftOf(db, review, today),
    cautions: cautionsOf(review, today, limit),
  }
}

/** 评为不合格、还没有后续处置记录的，最迟哪天要有。 */
export function followUpBy({ grade, followUps }: ReviewResultRecord, decided: PlainDate | null): PlainDate | null {
  return grade === '不合格' && followUps.length === 0 && decided !== null ? addDays(decided, FOLLOW_UP_DAYS) : null
}

/** 评定以前，名册又有了变化的：多出来的、已不在的。 */
async function driftOf(db: ReadDb, review: ReviewRecord, today: PlainDate): Promise<string[]> {
  if (decidedOn(review) !== null) return []
  const roster = await rosterOn(db, review.organizationId, today)
  const added = roster.filter(({ id }) => review.results.every(({ memberId }) => memberId !== id))
  const gone = review.results.filter(({ memberId }) => roster.every(({ id }) => id !== memberId))
  return [...added.map(({ name }) => `${name}已编入本支部，不在名单里`), ...gone.map(({ name }) => `${name}已不在本支部，仍在名单里`)]
}

function cautionsOf(review: ReviewRecord, today: PlainDate, { limit }: ExcellentLimit): string[] {
  const cautions: string[] = []
  const decided = decidedOn(review)
  if (limit === 0) cautions.push('按比例本支部一名优秀也没有；确需评优的，可以报上级党组织在更大范围内统筹。')
  for (const result of review.results) {
    const by = followUpBy(result, decided)
    if (by !== null)
      cautions.push(
        `${result.name}评为不合格，${by} 前须有后续处置记录（B31）；建议研究启动组织处置程序，由支部与上级党组织决定，系统不作结论。${by < today ? '已过期。' : ''}`,
      )
  }
  return cautions
}
