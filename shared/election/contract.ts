import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'
import { command, query } from '../contract/endpoint.ts'
import { optionalLine, singleLine } from '../contract/text.ts'
import { POST_END_REASONS, POST_SOURCES, POST_TITLES, TERM_APPROVAL_KINDS, TERM_MILESTONE_KINDS } from '../glossary.ts'
import { processContract } from './process-contract.ts'
import { TERM_STATES } from './terms.ts'

export const termState = z.enum(TERM_STATES)

export const termApproval = z.object({
  id: z.string(),
  kind: z.enum(TERM_APPROVAL_KINDS),
  approvedOn: plainDate,
  documentNo: z.string(),
  approver: z.string(),
  /** 延期：获批的新届满日；提前：获批的选举日。 */
  newEndOn: plainDate,
  reason: z.string(),
})
export type TermApproval = z.infer<typeof termApproval>

export const termMilestone = z.object({
  id: z.string(),
  kind: z.enum(TERM_MILESTONE_KINDS),
  occurredOn: plainDate,
  documentNo: z.string(),
  note: z.string(),
})
export type TermMilestone = z.infer<typeof termMilestone>

export const term = z.object({
  id: z.string(),
  organizationId: z.string(),
  /** 第几届。 */
  seq: z.number().int().min(1),
  electedOn: plainDate,
  /** 任期年数，登记时按当时生效的方案冻结。 */
  termYears: z.number().int(),
  termYearsBasis: z.string(),
  /** 应选（批准的）委员职数；不设委员会为 null。 */
  seatCount: z.number().int().nullable(),
  approvalDocumentNo: z.string(),
  resultReportNo: z.string(),
  remark: z.string(),
  /** 届满日 = 选举日 + 任期年数。 */
  endsOn: plainDate,
  /** 生效的届满日：有获批延期则为延期日。 */
  effectiveEndsOn: plainDate,
  state: termState,
  approvals: z.array(termApproval),
  milestones: z.array(termMilestone),
})
export type Term = z.infer<typeof term>

export const post = z.object({
  id: z.string(),
  organizationId: z.string(),
  termId: z.string().nullable(),
  memberId: z.string(),
  memberName: z.string(),
  title: z.enum(POST_TITLES),
  duty: z.string(),
  fromOn: plainDate,
  untilOn: plainDate.nullable(),
  endReason: z.enum(POST_END_REASONS).nullable(),
  source: z.enum(POST_SOURCES),
  documentNo: z.string(),
})
export type Post = z.infer<typeof post>

/** 一届的几条线：提醒（T−6 月）、请示（T−4 月）、届满。 */
export const termLines = z.object({
  remindBy: plainDate,
  requestBy: plainDate,
  endsOn: plainDate,
  daysLeft: z.number().int().describe('距生效届满日的天数，逾期为负'),
})

export const electionOverviewRow = z.object({
  organizationId: z.string(),
  organizationName: z.string(),
  level: z.string(),
  currentTerm: term.nullable(),
  lines: termLines.nullable(),
  state: termState,
  secretaryName: z.string(),
  committeeCount: z.number().int(),
  vacancies: z.array(z.object({ title: z.string(), vacantOn: plainDate, fillBy: plainDate })),
})
export type ElectionOverviewRow = z.infer<typeof electionOverviewRow>

const asOf = plainDate.optional()

export const electionContract = {
  ...processContract,
  'election.overview': query(
    '各党组织的届次、期限线与出缺',
    z.object({ asOf }),
    z.object({ asOf: plainDate, rows: z.array(electionOverviewRow) }),
  ),
  'election.board': query(
    '一个党组织的全部届次、班子与出缺',
    z.object({ organizationId: z.string(), asOf }),
    z.object({ asOf: plainDate, overview: electionOverviewRow, terms: z.array(term), posts: z.array(post) }),
  ),
  'election.recordTerm': command(
    '登记一届（换届选举结果）',
    z.object({
      organizationId: z.string(),
      seq: z.number().int().min(1).max(99),
      electedOn: plainDate,
      seatCount: z.number().int().min(1).max(30).nullable(),
      approvalDocumentNo: optionalLine(60),
      resultReportNo: optionalLine(60),
      remark: optionalLine(300),
      /** 登记后是否把上一届班子按“换届”卸任。 */
      endPreviousPosts: z.boolean().default(true),
    }),
    z.object({ termId: z.string(), termYears: z.number().int(), endsOn: plainDate }),
  ),
  'election.correctTerm': command(
    '改正一届的登记',
    z.object({
      termId: z.string(),
      electedOn: plainDate,
      seatCount: z.number().int().min(1).max(30).nullable(),
      approvalDocumentNo: optionalLine(60),
      resultReportNo: optionalLine(60),
      remark: optionalLine(300),
    }),
    z.object({ termId: z.string(), termYears: z.number().int(), endsOn: plainDate }),
  ),
  'election.removeTerm': command(
    '撤下登错的一届（可恢复）',
    z.object({ termId: z.string(), reason: singleLine(200) }),
    z.object({ termId: z.string() }),
  ),
  'election.restoreTerm': command('恢复撤下的一届', z.object({ termId: z.string() }), z.object({ termId: z.string() })),
  'election.recordApproval': command(
    '登记延期或提前换届的批复',
    z.object({
      termId: z.string(),
      kind: z.enum(TERM_APPROVAL_KINDS),
      approvedOn: plainDate,
      documentNo: singleLine(60),
      approver: singleLine(60),
      newEndOn: plainDate,
      reason: optionalLine(300),
    }),
    z.object({ approvalId: z.string() }),
  ),
  'election.removeApproval': command(
    '撤下登错的延期或提前批复',
    z.object({ approvalId: z.string() }),
    z.object({ approvalId: z.string() }),
  ),
  'election.recordMilestone': command(
    '登记换届过程节点（提醒、请示、批复……）',
    z.object({
      termId: z.string(),
      kind: z.enum(TERM_MILESTONE_KINDS),
      occurredOn: plainDate,
      documentNo: optionalLine(60),
      note: optionalLine(300),
    }),
    z.object({ milestoneId: z.string() }),
  ),
  'election.removeMilestone': command('撤下登错的节点', z.object({ milestoneId: z.string() }), z.object({ milestoneId: z.string() })),
  'election.appoint': command(
    '登记任职（选举、补选或上级指派）',
    z.object({
      organizationId: z.string(),
      memberId: z.string(),
      title: z.enum(POST_TITLES),
      duty: optionalLine(100),
      fromOn: plainDate,
      source: z.enum(POST_SOURCES),
      documentNo: optionalLine(60),
    }),
    z.object({ postId: z.string() }),
  ),
  'election.endPost': command(
    '登记卸任（出缺从次日起算期限）',
    z.object({ postId: z.string(), untilOn: plainDate, endReason: z.enum(POST_END_REASONS) }),
    z.object({ postId: z.string() }),
  ),
  'election.updateDuty': command(
    '改任职的分工与任职文号',
    z.object({ postId: z.string(), duty: optionalLine(100), documentNo: optionalLine(60) }),
    z.object({ postId: z.string() }),
  ),
  'election.reopenPost': command('撤销误登的卸任', z.object({ postId: z.string() }), z.object({ postId: z.string() })),
  'election.removePost': command('撤下登错的任职（可恢复）', z.object({ postId: z.string() }), z.object({ postId: z.string() })),
  'election.restorePost': command('恢复撤下的任职', z.object({ postId: z.string() }), z.object({ postId: z.string() })),
  'election.removed': query(
    '一个党组织撤下的届次与任职，供恢复',
    z.object({ organizationId: z.string() }),
    z.object({
      terms: z.array(
        z.object({ termId: z.string(), seq: z.number().int(), electedOn: plainDate, removedAt: z.string(), reason: z.string() }),
      ),
      posts: z.array(
        z.object({ postId: z.string(), memberName: z.string(), title: z.enum(POST_TITLES), fromOn: plainDate, removedAt: z.string() }),
      ),
    }),
  ),
} as const
