import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'
import { command, query } from '../contract/endpoint.ts'
import { multiLine, optionalLine, singleLine } from '../contract/text.ts'
import { PERSON_CATEGORIES } from '../glossary.ts'
import { EXCELLENT_BASES } from '../regulation/profile.ts'
import { REVIEW_GRADES, REVIEW_STAGES } from './facts.ts'
import { activityBrief, assessmentYear } from './life-meeting-contract.ts'
import { FOLLOW_UP_KINDS, VOTED_GRADES } from './review.ts'

const voteCount = z.number().int().min(0).max(9999)
const gradeVotes = z.object({ 优秀: voteCount, 合格: voteCount, 基本合格: voteCount, 不合格: voteCount })
const gradeTally = gradeVotes.extend({ 不定等次: voteCount, 未评: voteCount })
const touched = z.object({ reviewId: z.string() })

export const excellentLimitView = z.object({
  basis: z.enum(EXCELLENT_BASES),
  base: z.number().int(),
  limit: z.number().int(),
  working: z.string(),
})

export const reviewSummary = z.object({
  id: z.string(),
  organizationId: z.string(),
  organizationName: z.string(),
  year: z.number().int(),
  doneStages: z.array(z.enum(REVIEW_STAGES)),
  decidedOn: plainDate.nullable(),
  memberCount: z.number().int(),
  grades: gradeTally,
  excellentLimit: z.number().int().nullable(),
})
export type ReviewSummary = z.infer<typeof reviewSummary>

export const reviewPersonView = z.object({
  memberId: z.string(),
  name: z.string(),
  category: z.enum(PERSON_CATEGORIES),
  exemptReason: z.string(),
  selfGrade: z.string(),
  peerNote: z.string(),
  /** 测评得票；还没有测评为 null。 */
  votes: gradeVotes.nullable(),
  grade: z.enum(REVIEW_GRADES).nullable(),
  opinion: z.string(),
  feedbackOn: plainDate.nullable(),
  feedbackNote: z.string(),
  commendedOn: plainDate.nullable(),
  followUps: z.array(
    z.object({ id: z.string(), kind: z.enum(FOLLOW_UP_KINDS), doneOn: plainDate, documentNo: z.string(), note: z.string() }),
  ),
  /** 不合格的：最迟哪天要有后续处置记录；已有记录、不需要的为 null。 */
  followUpBy: plainDate.nullable(),
})
export type ReviewPersonView = z.infer<typeof reviewPersonView>

export const reviewView = z.object({
  asOf: plainDate,
  id: z.string(),
  organization: z.object({ id: z.string(), name: z.string(), shortName: z.string() }),
  year: z.number().int(),
  rosterOn: plainDate,
  revision: z.number().int(),
  activity: activityBrief.nullable(),
  activities: z.array(activityBrief),
  stages: z.array(
    z.object({ stage: z.enum(REVIEW_STAGES), doneOn: plainDate.nullable(), summary: z.string(), activity: activityBrief.nullable() }),
  ),
  ballot: z
    .object({
      entry: z.enum(['逐票', '汇总']),
      issued: z.number().int(),
      collected: z.number().int(),
      valid: z.number().int(),
      papers: z.array(z.object({ number: z.number().int(), isValid: z.boolean(), marks: z.record(z.string(), z.enum(VOTED_GRADES)) })),
    })
    .nullable(),
  people: z.array(reviewPersonView),
  grades: gradeTally,
  limit: excellentLimitView,
  /** 优秀超限时的一句话；没有超限为空串。 */
  limitProblem: z.string(),
  overLimitReason: z.string(),
  overLimitBy: z.string(),
  /** 名册比参评名单多出、少掉的人；一致为空。 */
  rosterDrift: z.array(z.string()),
  cautions: z.array(z.string()),
})
export type ReviewView = z.infer<typeof reviewView>

export const reviewContract = {
  'life.reviews': query(
    '民主评议：某评议年度各支部的环节、等次与优秀比例',
    z.object({ year: assessmentYear.optional(), organizationId: z.string().optional() }),
    z.object({
      asOf: plainDate,
      year: z.number().int(),
      rows: z.array(reviewSummary),
      without: z.array(z.object({ organizationId: z.string(), organizationName: z.string() })),
      removed: z.array(z.object({ id: z.string(), organizationName: z.string(), year: z.number().int(), reason: z.string() })),
    }),
  ),
  'life.review': query('一个支部一个年度的民主评议：参评名单、测评票、等次、反馈', z.object({ reviewId: z.string() }), reviewView),
  'life.openReview': command(
    '开始一个评议年度的民主评议，参评名单由名册算出',
    z.object({ organizationId: z.string(), year: assessmentYear, rosterOn: plainDate.optional() }),
    touched,
  ),
  'life.updateReviewRoster': command(
    '按某一天的名册重算参评名单；已有测评票、等次的人不动',
    z.object({ reviewId: z.string(), rosterOn: plainDate }),
    touched,
  ),
  'life.recordReviewStage': command(
    '登记民主评议的一个环节；日期给空即改回未办',
    z.object({
      reviewId: z.string(),
      stage: z.enum(REVIEW_STAGES),
      doneOn: plainDate.nullable(),
      summary: multiLine(2000),
      activityId: z.string().nullable().default(null),
    }),
    touched,
  ),
  'life.linkReview': command(
    '指明民主评议是在哪一次活动上办的（可以与组织生活会同一次）；给空即解除',
    z.object({ reviewId: z.string(), activityId: z.string().nullable() }),
    touched,
  ),
  'life.saveReviewNotes': command(
    '存自评等次与互评意见',
    z.object({
      reviewId: z.string(),
      rows: z
        .array(z.object({ memberId: z.string(), selfGrade: z.enum([...VOTED_GRADES, '']).default(''), peerNote: optionalLine(300) }))
        .min(1, '还没有填一行'),
    }),
    touched,
  ),
  'life.setReviewExemption': command(
    '登记一名党员不参加民主评议的缘由；给空即照常参评',
    z.object({ reviewId: z.string(), memberId: z.string(), reason: optionalLine(200) }),
    touched,
  ),
  'life.saveReviewTally': command(
    '存测评票汇总：逐人的四个等次各几票',
    z.object({
      reviewId: z.string(),
      issued: voteCount,
      collected: voteCount,
      valid: voteCount,
      rows: z.array(z.object({ memberId: z.string(), votes: gradeVotes })),
    }),
    touched,
  ),
  'life.saveReviewPapers': command(
    '存逐张录入的测评票，自动汇总',
    z.object({
      reviewId: z.string(),
      issued: voteCount,
      papers: z.array(z.object({ isValid: z.boolean().default(true), marks: z.record(z.string(), z.enum(VOTED_GRADES)) })).max(2000),
    }),
    touched,
  ),
  'life.saveGrades': command(
    '存组织评定的等次；优秀超过比例的须写明理由确认',
    z.object({
      reviewId: z.string(),
      revision: z.number().int(),
      rows: z.array(z.object({ memberId: z.string(), grade: z.enum(REVIEW_GRADES).nullable(), opinion: optionalLine(500) })),
      overLimitReason: optionalLine(300),
    }),
    touched,
  ),
  'life.recordFeedback': command(
    '登记评议结果向本人反馈；日期给空即撤下',
    z.object({
      reviewId: z.string(),
      memberIds: z.array(z.string()).min(1, '还没有选人'),
      feedbackOn: plainDate.nullable(),
      note: optionalLine(300),
    }),
    touched,
  ),
  'life.recordFollowUp': command(
    '登记评为不合格（基本合格）以后的后续处置',
    z.object({
      reviewId: z.string(),
      memberId: z.string(),
      kind: z.enum(FOLLOW_UP_KINDS),
      doneOn: plainDate,
      documentNo: optionalLine(60),
      note: optionalLine(300),
    }),
    touched,
  ),
  'life.withdrawFollowUp': command('撤下一条后续处置记录', z.object({ followUpId: z.string() }), touched),
  'life.setCommendation': command(
    '登记当年列入先优推荐；评为基本合格、不合格的不得列入。日期给空即撤下',
    z.object({ reviewId: z.string(), memberId: z.string(), commendedOn: plainDate.nullable() }),
    touched,
  ),
  'life.withdrawReview': command('撤下民主评议（可恢复）', z.object({ reviewId: z.string(), reason: singleLine(200) }), touched),
  'life.restoreReview': command('恢复撤下的民主评议', z.object({ reviewId: z.string() }), touched),
} as const
