import { addDays, type PlainDate } from '../../shared/calendar/plain-date.ts'
import type { ReviewGrade } from '../../shared/organizational-life/facts.ts'
import type { LifeMeetingStepKind } from '../../shared/organizational-life/life-meeting.ts'
import { BRANCHES } from './group-plan.ts'
import { YEAR_END_THEME, type YearEndMeeting } from './populate-meetings.ts'
import { organizationIdOf, type Call, type OrganizationIds, type Step } from './population.ts'

const SELF = '理论学习不够系统，结合岗位不紧'
const MUTUAL = '联系群众不够主动，建议多到一线'
/** 逐人记批评意见的支部：人少，记得全；其余支部只记各步与清单。 */
const DETAILED = '信托第二'

/** 上一年度的组织生活会与民主评议的后续：底子一般的只办了会、没有评定，好的都办完；整改清单有在办的、有逾期的。 */
export async function recordReviews(
  call: Call,
  asOf: PlainDate,
  moveTo: (day: PlainDate) => void,
  organizations: OrganizationIds,
  meetings: ReadonlyMap<string, YearEndMeeting>,
  step: Step,
): Promise<void> {
  for (const plan of BRANCHES) {
    const organizationId = organizationIdOf(organizations, plan.code)
    const meeting = meetings.get(organizationId)
    if (!meeting) continue
    const finished = addDays(meeting.heldOn, 20)
    if (finished > asOf) continue
    moveTo(finished)
    const held = { ...meeting, organizationId, held: meeting.heldOn }
    await lifeMeeting(call, { ...held, isDetailed: plan.shortName === DETAILED })
    if (plan.standing <= 1) await review(call, held)
  }
  await step('组织生活会与民主评议')
}

type Held = { readonly organizationId: string; readonly year: number; readonly held: PlainDate; readonly activityId: string }

async function lifeMeeting(
  call: Call,
  { organizationId, year, held, activityId, isDetailed }: Held & { readonly isDetailed: boolean },
): Promise<void> {
  const { meetingId } = await call('life.openLifeMeeting', {
    organizationId,
    year,
    theme: YEAR_END_THEME,
    plannedOn: held,
    place: '党员活动室',
  })
  await call('life.linkLifeMeeting', { meetingId, activityId })
  const before: readonly [LifeMeetingStepKind, number][] = [
    ['方案通知', 14],
    ['会前学习', 11],
    ['征求意见', 9],
    ['谈心谈话', 7],
    ['对照检查', 5],
  ]
  for (const [kind, days] of before)
    await call('life.recordLifeMeetingStep', { meetingId, kind, doneOn: addDays(held, -days), summary: '' })
  await call('life.recordOpinions', { meetingId, source: '群众', contents: ['希望多下基层了解一线困难', '建议党务公开再及时些'] })
  const present = (await call('life.lifeMeeting', { meetingId })).people.filter(({ attendance }) => attendance === '出席')
  const critics = (isDetailed ? present : present.slice(0, 3)).map(({ memberId }) => memberId)
  for (const [index, memberId] of critics.entries()) {
    const criticId = critics[(index + 1) % critics.length]
    await call('life.saveCriticisms', {
      meetingId,
      memberId,
      selfCriticisms: [SELF],
      mutualCriticisms: criticId === undefined || criticId === memberId ? [] : [{ criticId, content: MUTUAL }],
    })
  }
  for (const [index, problem] of [SELF, MUTUAL].entries()) {
    const { improvementId } = await call('life.recordImprovement', {
      organizationId,
      meetingId,
      source: '批评意见',
      scope: '班子',
      problem,
      measure: index === 0 ? '每月安排一次专题学习，由支委轮流领学。' : '支委每人联系一个党小组，每季度至少到一线一次。',
      ownerName: index === 0 ? '宣传委员' : '组织委员',
      dueOn: addDays(held, index === 0 ? 90 : 200),
    })
    if (index > 0) continue
    await call('life.changeImprovementState', { improvementId, toState: '整改中', changedOn: addDays(held, 10) })
  }
  await call('life.recordLifeMeetingStep', { meetingId, kind: '情况报告', doneOn: addDays(held, 12), summary: '' })
}

async function review(call: Call, { organizationId, year, held, activityId }: Held): Promise<void> {
  const { reviewId } = await call('life.openReview', { organizationId, year, rosterOn: held })
  await call('life.linkReview', { reviewId, activityId })
  for (const [stage, doneOn] of [
    ['学习动员', addDays(held, -14)],
    ['党员自评', addDays(held, -5)],
    ['党员互评', held],
    ['民主测评', held],
  ] as const)
    await call('life.recordReviewStage', { reviewId, stage, doneOn, summary: '' })
  const { people } = await call('life.review', { reviewId })
  const full = people.filter(({ category }) => category === '正式党员')
  const excellent = Math.floor(full.length / 3)
  const valid = full.length
  await call('life.saveReviewTally', {
    reviewId,
    issued: valid,
    collected: valid,
    valid,
    rows: full.map(({ memberId }, index) => {
      const praised = index < excellent ? Math.ceil(valid * 0.7) : Math.floor(valid * 0.2)
      return { memberId, votes: { 优秀: praised, 合格: valid - praised, 基本合格: 0, 不合格: 0 } }
    }),
  })
  const { revision } = await call('life.review', { reviewId })
  await call('life.saveGrades', {
    reviewId,
    revision,
    rows: people.map(({ memberId, category }): { memberId: string; grade: ReviewGrade } => {
      const order = full.findIndex((each) => each.memberId === memberId)
      return { memberId, grade: category === '预备党员' ? '不定等次' : order < excellent ? '优秀' : '合格' }
    }),
  })
  await call('life.recordReviewStage', { reviewId, stage: '组织评定', doneOn: addDays(held, 10), summary: '' })
  await call('life.recordFeedback', { reviewId, memberIds: people.map(({ memberId }) => memberId), feedbackOn: addDays(held, 14) })
  await call('life.recordReviewStage', { reviewId, stage: '处理反馈', doneOn: addDays(held, 14), summary: '' })
}
