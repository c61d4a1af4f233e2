import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'
import { command, query } from '../contract/endpoint.ts'
import { multiLine, optionalLine, singleLine } from '../contract/text.ts'
import { LIFE_MEETING_MATERIALS } from './facts.ts'
import { CRITICISM_KINDS, LIFE_MEETING_STEPS, OPINION_SOURCES } from './life-meeting.ts'

export const assessmentYear = z.number().int().min(2000, '年度应写四位数，如 2026').max(2199)
const touched = z.object({ meetingId: z.string() })

/** 一次活动的摘要：作证据、作会议本身。 */
export const activityBrief = z.object({
  id: z.string(),
  title: z.string(),
  heldOn: plainDate,
  types: z.array(z.string()),
  expectedCount: z.number().int(),
  presentCount: z.number().int(),
})
export type ActivityBrief = z.infer<typeof activityBrief>

export const lifeMeetingSummary = z.object({
  id: z.string(),
  organizationId: z.string(),
  organizationName: z.string(),
  groupId: z.string().nullable(),
  groupName: z.string(),
  year: z.number().int(),
  theme: z.string(),
  plannedOn: plainDate.nullable(),
  heldOn: plainDate.nullable(),
  doneCount: z.number().int(),
  stepCount: z.number().int(),
  materials: z.array(z.enum(LIFE_MEETING_MATERIALS)),
  openImprovementCount: z.number().int(),
  improvementCount: z.number().int(),
})
export type LifeMeetingSummary = z.infer<typeof lifeMeetingSummary>

export const lifeMeetingStepView = z.object({
  kind: z.enum(LIFE_MEETING_STEPS),
  doneOn: plainDate.nullable(),
  summary: z.string(),
  activity: activityBrief.nullable(),
  document: z.object({ id: z.string(), number: z.string(), title: z.string() }).nullable(),
  /** 日期从哪来：人登记的、会议记录、发文登记簿、逐条的记录；还没有办为空串。 */
  source: z.string(),
})
export type LifeMeetingStepView = z.infer<typeof lifeMeetingStepView>

export const lifeMeetingPerson = z.object({
  memberId: z.string(),
  name: z.string(),
  category: z.string(),
  /** 出席、请假、缺席；会议还没有登记的为空串。 */
  attendance: z.string(),
  reason: z.string(),
  examinedOn: plainDate.nullable(),
  selfCount: z.number().int(),
  receivedCount: z.number().int(),
  /** 还差什么；不差、没有到会的为空串。 */
  shortage: z.string(),
})
export type LifeMeetingPerson = z.infer<typeof lifeMeetingPerson>

export const criticismView = z.object({
  memberId: z.string(),
  kind: z.enum(CRITICISM_KINDS),
  criticId: z.string().nullable(),
  criticName: z.string(),
  content: z.string(),
})

export const lifeMeetingView = z.object({
  asOf: plainDate,
  id: z.string(),
  organization: z.object({ id: z.string(), name: z.string(), shortName: z.string() }),
  groupId: z.string().nullable(),
  groupName: z.string(),
  year: z.number().int(),
  theme: z.string(),
  plannedOn: plainDate.nullable(),
  plannedTime: z.string(),
  place: z.string(),
  hostName: z.string(),
  comment: z.string(),
  revision: z.number().int(),
  activity: activityBrief.nullable(),
  steps: z.array(lifeMeetingStepView),
  materials: z.array(z.enum(LIFE_MEETING_MATERIALS)),
  missingMaterials: z.array(z.enum(LIFE_MEETING_MATERIALS)),
  /** 班子对照检查材料的日期。 */
  boardExaminedOn: plainDate.nullable(),
  people: z.array(lifeMeetingPerson),
  criticisms: z.array(criticismView),
  opinions: z.array(z.object({ id: z.string(), source: z.enum(OPINION_SOURCES), content: z.string() })),
  talkCount: z.number().int(),
  /** 可以作会议本身或证据的活动：本组织本年度的，新的在前。 */
  activities: z.array(activityBrief),
  cautions: z.array(z.string()),
  deletedReason: z.string(),
})
export type LifeMeetingView = z.infer<typeof lifeMeetingView>

const basics = {
  theme: optionalLine(100),
  plannedOn: plainDate.nullable().default(null),
  plannedTime: optionalLine(20),
  place: optionalLine(60),
  hostName: optionalLine(60),
}

export const lifeMeetingContract = {
  'life.lifeMeetings': query(
    '组织生活会：某年度各支部（党小组）办到哪一步、材料齐几项',
    z.object({ year: assessmentYear.optional(), organizationId: z.string().optional() }),
    z.object({
      asOf: plainDate,
      year: z.number().int(),
      rows: z.array(lifeMeetingSummary),
      /** 这一年度还没有办的党支部。 */
      without: z.array(z.object({ organizationId: z.string(), organizationName: z.string() })),
      removed: z.array(z.object({ id: z.string(), organizationName: z.string(), year: z.number().int(), reason: z.string() })),
    }),
  ),
  'life.lifeMeeting': query('一次组织生活会：各步、逐人批评意见、材料齐不齐', z.object({ meetingId: z.string() }), lifeMeetingView),
  'life.openLifeMeeting': command(
    '开始筹备一次组织生活会',
    z.object({ organizationId: z.string(), groupId: z.string().nullable().default(null), year: assessmentYear, ...basics }),
    touched,
  ),
  'life.reviseLifeMeeting': command(
    '更改组织生活会的主题、时间、地点、主持人',
    z.object({ meetingId: z.string(), revision: z.number().int(), ...basics, comment: multiLine(2000) }),
    touched,
  ),
  'life.recordLifeMeetingStep': command(
    '登记组织生活会的一步：日期、做了什么、证据；日期给空即改回未办',
    z.object({
      meetingId: z.string(),
      kind: z.enum(LIFE_MEETING_STEPS),
      doneOn: plainDate.nullable(),
      summary: multiLine(2000),
      activityId: z.string().nullable().default(null),
      documentId: z.string().nullable().default(null),
    }),
    touched,
  ),
  'life.linkLifeMeeting': command(
    '指明组织生活会是哪一次活动；给空即解除',
    z.object({ meetingId: z.string(), activityId: z.string().nullable() }),
    touched,
  ),
  'life.recordOpinions': command(
    '登记征求到的意见，一行一条',
    z.object({ meetingId: z.string(), source: z.enum(OPINION_SOURCES), contents: z.array(singleLine(500)).min(1, '至少写一条').max(200) }),
    touched,
  ),
  'life.removeOpinion': command('撤下一条征求到的意见', z.object({ opinionId: z.string() }), touched),
  'life.recordExaminations': command(
    '登记对照检查材料：谁哪天交的；日期给空即撤下',
    z.object({
      meetingId: z.string(),
      /** 空串是班子的那一份。 */
      memberIds: z.array(z.string()).min(1, '还没有选人'),
      submittedOn: plainDate.nullable(),
    }),
    touched,
  ),
  'life.saveCriticisms': command(
    '存一个人的自我批评与收到的相互批评意见（整份换掉）',
    z.object({
      meetingId: z.string(),
      memberId: z.string(),
      selfCriticisms: z.array(singleLine(500)).max(50),
      mutualCriticisms: z.array(z.object({ criticId: z.string(), content: singleLine(500) })).max(200),
    }),
    touched,
  ),
  'life.withdrawLifeMeeting': command('撤下组织生活会（可恢复）', z.object({ meetingId: z.string(), reason: singleLine(200) }), touched),
  'life.restoreLifeMeeting': command('恢复撤下的组织生活会', z.object({ meetingId: z.string() }), touched),
} as const
