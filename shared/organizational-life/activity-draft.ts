import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'
import { multiLine, optionalLine, singleLine } from '../contract/text.ts'
import {
  ACTIVITY_TYPES,
  ARCHIVE_CATEGORIES,
  ATTENDANCE_STATUSES,
  CONTENT_KINDS,
  PRACTICE_KINDS,
  SPEAKER_ROLES,
  STUDY_SOURCES,
  VOTE_MATTERS,
  VOTE_METHODS,
} from './activity-types.ts'

/** 一天里的时刻，`HH:MM`，24 小时制。 */
export const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '时刻应写成 14:00 这样的形式')

const people = z.number().int().min(0, '人数不能是负数').max(100_000)

/** 一次表决的票数。应到、实到不填的取签到算出的有表决权人数。 */
export const voteDraft = z.object({
  matter: z.enum(VOTE_MATTERS),
  /** 表决的对象：接收谁、转正谁、通过什么。 */
  subject: optionalLine(100),
  method: z.enum(VOTE_METHODS),
  expectedCount: people.nullable().default(null),
  presentCount: people.nullable().default(null),
  approveCount: people,
  againstCount: people,
  abstainCount: people,
  /** 会前书面赞成的票数，只在接收、转正时计（N-27）。 */
  writtenApproveCount: people.default(0),
  /** 选举的票在换届流程里逐张计的，指到那个流程。 */
  electionProcessId: z.string().nullable().default(null),
})
export type VoteDraft = z.output<typeof voteDraft>

export const topicDraft = z.object({
  type: z.enum(ACTIVITY_TYPES),
  title: singleLine(200),
  startsAt: clockTime.nullable().default(null),
  endsAt: clockTime.nullable().default(null),
  speakerId: z.string().nullable().default(null),
  speakerName: optionalLine(60),
  speakerRole: z.enum(SPEAKER_ROLES).nullable().default(null),
  /** 发言要点。 */
  summary: multiLine(20_000),
  /** 决议、结论。 */
  resolution: multiLine(5000),
  votes: z.array(voteDraft).max(50).default([]),
})
export type TopicDraft = z.output<typeof topicDraft>

export const attendanceDraft = z.object({
  memberId: z.string(),
  status: z.enum(ATTENDANCE_STATUSES),
  /** 请假、缺席的原因，列席的身份。 */
  reason: optionalLine(100),
})
export type AttendanceDraft = z.output<typeof attendanceDraft>

export const guestDraft = z.object({ name: singleLine(60), role: optionalLine(60) })

/** 议定事项。`topicSeq` 指第几个议题，自 1 起。 */
export const taskDraft = z.object({
  /** 更改时给原来的编号，办结情况才接得上；新的不填。 */
  id: z.string().nullable().default(null),
  topicSeq: z.number().int().min(1).nullable().default(null),
  content: singleLine(500),
  ownerId: z.string().nullable().default(null),
  ownerName: optionalLine(60),
  dueOn: plainDate.nullable().default(null),
  doneOn: plainDate.nullable().default(null),
  note: multiLine(500),
})
export type TaskDraft = z.output<typeof taskDraft>

/** 各类型另外的必录项（dictionary 3.5）；用不着的空着。 */
export const activityExtras = z.object({
  /** 主题党日、组织生活会的主题。 */
  theme: optionalLine(100),
  /** 支委会的酝酿意见。 */
  deliberation: multiLine(5000),
  /** 主题党日的党费收缴情况。 */
  duesNote: optionalLine(200),
  studySource: z.enum(STUDY_SOURCES).nullable().default(null),
  /** 集中学习的测试情况。 */
  testNote: optionalLine(200),
  practiceKind: z.enum(PRACTICE_KINDS).nullable().default(null),
  /** 党委会、中心组学习的第一议题。 */
  firstAgenda: optionalLine(200),
  discussesBranchWork: z.boolean().default(false),
  hearsBranchReports: z.boolean().default(false),
})
export type ActivityExtras = z.output<typeof activityExtras>

/** 与哪个支部、哪天无关的部分：模板、照上次、批量录入都用它。 */
export const activityBody = z.object({
  title: optionalLine(100),
  /** 第一个是主标签。 */
  types: z
    .array(z.enum(ACTIVITY_TYPES))
    .min(1, '至少选一种类型')
    .refine((types) => new Set(types).size === types.length, '类型有重复的'),
  startsAt: clockTime,
  endsAt: clockTime,
  place: optionalLine(100),
  postponeReason: optionalLine(200),
  contentKinds: z.array(z.enum(CONTENT_KINDS)).default([]),
  narrative: multiLine(50_000),
  topics: z.array(topicDraft).max(60).default([]),
  guests: z.array(guestDraft).max(200).default([]),
  tasks: z.array(taskDraft).max(200).default([]),
  extras: activityExtras.prefault({}),
  archiveCategory: z.enum(ARCHIVE_CATEGORIES).nullable().default(null),
  eHomeOn: plainDate.nullable().default(null),
  eHomeNo: optionalLine(60),
})
export type ActivityBody = z.output<typeof activityBody>

/** 没有列在签到里的应到的人怎么算：一律出席（点选减法），或照“没有签到”记缺席。 */
export const UNLISTED = ['出席', '缺席'] as const

/** 一次活动所填的全部。 */
export const activityDraft = activityBody.extend({
  organizationId: z.string(),
  /** 党小组会、以小组为单位的活动。 */
  groupId: z.string().nullable().default(null),
  heldOn: plainDate,
  hostId: z.string().nullable().default(null),
  hostName: optionalLine(60),
  recorderId: z.string().nullable().default(null),
  recorderName: optionalLine(60),
  themePlanId: z.string().nullable().default(null),
  attendance: z.array(attendanceDraft).max(20_000).default([]),
  unlisted: z.enum(UNLISTED).default('缺席'),
})
export type ActivityDraft = z.output<typeof activityDraft>
export type ActivityDraftInput = z.input<typeof activityDraft>

/** 已月结的月份要改，须写明理由与授权人。 */
export const closedMonthGrounds = z.object({ reason: singleLine(200), authorizedBy: singleLine(60) })
