import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'
import { command, query } from '../contract/endpoint.ts'
import { optionalLine, singleLine } from '../contract/text.ts'
import { PERSON_CATEGORIES } from '../glossary.ts'
import { activityDraft, activityExtras, attendanceDraft, activityBody, closedMonthGrounds, guestDraft } from './activity-draft.ts'
import {
  ACTIVITY_FILE_KINDS,
  ACTIVITY_TYPES,
  ATTENDANCE_STATUSES,
  CONTENT_KINDS,
  SPEAKER_ROLES,
  VOTE_MATTERS,
  VOTE_METHODS,
} from './activity-types.ts'

/** 必录项：该有几项、已有几项、缺哪几项（按类型，dictionary 3.5）。 */
export const requiredItems = z.object({ done: z.number().int(), total: z.number().int(), missing: z.array(z.string()) })
export type RequiredItems = z.infer<typeof requiredItems>

/** 一次表决的结论与算式。 */
export const voteOutcome = z.object({
  isQuorate: z.boolean(),
  isPassed: z.boolean(),
  /** 过半的分母取自哪里，如“应到会有表决权 20”。 */
  denominator: z.string(),
  workings: z.array(z.string()),
  ruleIds: z.array(z.string()),
  problems: z.array(z.string()),
})

export const voteView = z.object({
  seq: z.number().int(),
  matter: z.enum(VOTE_MATTERS),
  subject: z.string(),
  method: z.enum(VOTE_METHODS),
  expectedCount: z.number().int(),
  presentCount: z.number().int(),
  approveCount: z.number().int(),
  againstCount: z.number().int(),
  abstainCount: z.number().int(),
  writtenApproveCount: z.number().int(),
  electionProcessId: z.string().nullable(),
  outcome: voteOutcome,
})

export const topicView = z.object({
  id: z.string(),
  seq: z.number().int(),
  type: z.enum(ACTIVITY_TYPES),
  title: z.string(),
  startsAt: z.string().nullable(),
  endsAt: z.string().nullable(),
  speakerId: z.string().nullable(),
  speakerName: z.string(),
  speakerRole: z.enum(SPEAKER_ROLES).nullable(),
  summary: z.string(),
  resolution: z.string(),
  votes: z.array(voteView),
})

export const taskView = z.object({
  id: z.string(),
  topicSeq: z.number().int().nullable(),
  content: z.string(),
  ownerId: z.string().nullable(),
  ownerName: z.string(),
  dueOn: plainDate.nullable(),
  doneOn: plainDate.nullable(),
  note: z.string(),
})

export const attendanceView = z.object({
  memberId: z.string(),
  name: z.string(),
  status: z.enum(ATTENDANCE_STATUSES),
  reason: z.string(),
  isExpected: z.boolean(),
  isVoter: z.boolean(),
})

export const activityFileView = z.object({
  id: z.string(),
  seq: z.number().int(),
  kind: z.enum(ACTIVITY_FILE_KINDS),
  name: z.string(),
  sha256: z.string(),
  byteCount: z.number().int(),
  mime: z.string(),
  addedAt: z.string(),
})

/** 一种类型计不计一次：主标签总计；另几类须各有议题与结论，没有的“待确认”（B11）。 */
export const typeStanding = z.object({ type: z.enum(ACTIVITY_TYPES), isPrimary: z.boolean(), isCounted: z.boolean(), why: z.string() })

export const activityView = z.object({
  id: z.string(),
  organizationId: z.string(),
  organizationName: z.string(),
  groupId: z.string().nullable(),
  groupName: z.string(),
  title: z.string(),
  heldOn: plainDate,
  startsAt: z.string(),
  endsAt: z.string(),
  /** 时长，分钟；几类合办也只计一次。 */
  minutes: z.number().int(),
  place: z.string(),
  hostId: z.string().nullable(),
  hostName: z.string(),
  recorderId: z.string().nullable(),
  recorderName: z.string(),
  postponeReason: z.string(),
  contentKinds: z.array(z.enum(CONTENT_KINDS)),
  narrative: z.string(),
  archiveCategory: z.string(),
  eHomeOn: plainDate.nullable(),
  eHomeNo: z.string(),
  themePlanId: z.string().nullable(),
  seriesId: z.string().nullable(),
  extras: activityExtras,
  types: z.array(typeStanding),
  topics: z.array(topicView),
  attendance: z.array(attendanceView),
  guests: z.array(guestDraft),
  tasks: z.array(taskView),
  files: z.array(activityFileView),
  expectedCount: z.number().int(),
  presentCount: z.number().int(),
  voterExpectedCount: z.number().int(),
  voterPresentCount: z.number().int(),
  requiredItems,
  isBackfilled: z.boolean(),
  /** 所在月已结账：改动须理由与授权人。 */
  isMonthClosed: z.boolean(),
  revision: z.number().int(),
  recordedOn: plainDate,
  recordedAt: z.string(),
  recordedBy: z.string(),
  updatedAt: z.string(),
  updatedBy: z.string(),
  deletedAt: z.string().nullable(),
  deletionReason: z.string(),
})
export type ActivityView = z.infer<typeof activityView>

export const activityRow = activityView
  .pick({
    id: true,
    organizationId: true,
    organizationName: true,
    groupId: true,
    groupName: true,
    title: true,
    heldOn: true,
    startsAt: true,
    endsAt: true,
    minutes: true,
    place: true,
    hostName: true,
    types: true,
    eHomeOn: true,
    seriesId: true,
    themePlanId: true,
    expectedCount: true,
    presentCount: true,
    requiredItems: true,
    isBackfilled: true,
    isMonthClosed: true,
    recordedOn: true,
    revision: true,
    deletedAt: true,
    deletionReason: true,
  })
  .extend({ photoCount: z.number().int(), topicTitles: z.array(z.string()) })
export type ActivityRow = z.infer<typeof activityRow>

const saved = z.object({
  activityId: z.string(),
  revision: z.number().int(),
  requiredItems,
  /** 存下了、但要人留意的事：补录、顺延没写原因、签到与表决人数不符…… */
  notices: z.array(z.string()),
})

/** 应到名单里的一个人。 */
export const expectedLine = z.object({
  memberId: z.string(),
  name: z.string(),
  category: z.enum(PERSON_CATEGORIES),
  groupId: z.string().nullable(),
  groupName: z.string(),
  /** 在任职务，如“书记”“组织委员”。 */
  posts: z.array(z.string()),
  isExpected: z.boolean(),
  isVoter: z.boolean(),
  isFloating: z.boolean(),
  floatingTo: z.string(),
  isLost: z.boolean(),
  /** 出勤豁免的缘由（N-20）；没有为空串。 */
  exemption: z.string(),
  /** 不计应到、没有表决权的理由与依据；都计的为空串。 */
  reason: z.string(),
  basis: z.string(),
  /** 手续上还差什么。 */
  problem: z.string(),
})
export type ExpectedLine = z.infer<typeof expectedLine>

export const expectedRoll = z.object({
  organizationId: z.string(),
  organizationName: z.string(),
  groupId: z.string().nullable(),
  heldOn: plainDate,
  audience: z.enum(['全体党员', '小组党员', '在任委员']),
  lines: z.array(expectedLine),
  expectedCount: z.number().int(),
  voterCount: z.number().int(),
  /** 主持人的缺省人选：书记（党小组会为组长）；没有在任的为 null。 */
  hostId: z.string().nullable(),
  hostName: z.string(),
  workings: z.array(z.string()),
  problems: z.array(z.string()),
})
export type ExpectedRoll = z.infer<typeof expectedRoll>

/** 粘贴来的一个姓名对到谁。 */
export const nameMatch = z.object({
  /** 原样。 */
  text: z.string(),
  /** “非本支部”含本支部而不在这次应到名单里的人。 */
  outcome: z.enum(['对上', '同名', '疑似', '非本支部', '没有此人', '重复']),
  /** 对上的人；要人选的为 null。 */
  memberId: z.string().nullable(),
  candidates: z.array(
    z.object({
      memberId: z.string(),
      name: z.string(),
      branchName: z.string(),
      groupName: z.string(),
      birthYear: z.string(),
      isExpected: z.boolean(),
      /** 为什么列出来：同名、错一字、同音、少一字…… */
      why: z.string(),
    }),
  ),
  message: z.string(),
})
export type NameMatch = z.infer<typeof nameMatch>

const rollRequest = z.object({
  organizationId: z.string(),
  groupId: z.string().nullable().default(null),
  types: z.array(z.enum(ACTIVITY_TYPES)).min(1),
  heldOn: plainDate,
})

/** 新开一次活动的底稿从哪里来。 */
export const draftSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('空白') }),
  z.object({ kind: z.literal('照上次') }),
  z.object({ kind: z.literal('照某次'), activityId: z.string() }),
  z.object({ kind: z.literal('模板'), templateId: z.string() }),
  z.object({ kind: z.literal('主题方案'), themePlanId: z.string() }),
])

export const activityContract = {
  'life.activity': query('一次活动的全部记录', z.object({ activityId: z.string() }), activityView),
  'life.activities': query(
    '组织生活记录列表：按党组织、年、月',
    z.object({
      /** 不给则全集团。 */
      organizationId: z.string().nullable().default(null),
      includesSubordinates: z.boolean().default(false),
      year: z.number().int().min(1900).max(2199),
      month: z.number().int().min(1).max(12).nullable().default(null),
      type: z.enum(ACTIVITY_TYPES).nullable().default(null),
      removed: z.boolean().default(false).describe('只看回收站里的'),
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(2000).default(500),
    }),
    z.object({ total: z.number().int(), rows: z.array(activityRow) }),
  ),
  'life.activityChanges': query(
    '一次活动的改动痕迹',
    z.object({ activityId: z.string() }),
    z.object({
      changes: z.array(
        z.object({
          id: z.string(),
          revision: z.number().int(),
          kind: z.enum(['更改', '移入回收站', '恢复']),
          changedAt: z.string(),
          actor: z.string(),
          reason: z.string(),
          authorizedBy: z.string(),
          /** 逐项的前后值，已写成人话。 */
          items: z.array(z.object({ label: z.string(), before: z.string(), after: z.string() })),
        }),
      ),
    }),
  ),
  'life.expectedRoll': query('某日某类活动的应到名单', rollRequest, expectedRoll),
  'life.matchNames': query(
    '把一列姓名对到名册',
    rollRequest.extend({ names: z.array(z.string().max(200)).min(1, '没有姓名').max(5000) }),
    z.object({ matches: z.array(nameMatch), missingIds: z.array(z.string()).describe('应到而名单里没有的人') }),
  ),
  'life.requiredItems': query(
    '必录项还缺哪几项',
    z.object({ activity: activityDraft, activityId: z.string().nullable().default(null) }),
    requiredItems,
  ),
  'life.tally': query(
    '按事项算一次表决通过与否',
    z.object({
      heldOn: plainDate,
      matter: z.enum(VOTE_MATTERS),
      expectedCount: z.number().int().min(0),
      presentCount: z.number().int().min(0),
      approveCount: z.number().int().min(0),
      againstCount: z.number().int().min(0),
      abstainCount: z.number().int().min(0),
      writtenApproveCount: z.number().int().min(0).default(0),
    }),
    voteOutcome,
  ),
  'life.activityDraft': query(
    '新活动的底稿：空白、照上次、照某次、模板、主题方案',
    z.object({
      organizationId: z.string(),
      groupId: z.string().nullable().default(null),
      types: z.array(z.enum(ACTIVITY_TYPES)).min(1),
      heldOn: plainDate,
      source: draftSource.default({ kind: '照上次' }),
    }),
    z.object({
      draft: activityDraft,
      roll: expectedRoll,
      /** 照的是哪一次；没有为 null。 */
      likeActivityId: z.string().nullable(),
      likeHeldOn: plainDate.nullable(),
    }),
  ),
  'life.recordActivity': command(
    '记录一次活动',
    z.object({
      activity: activityDraft,
      /** 同日同时段已有同类的，明知再录。 */
      allowsDuplicate: z.boolean().default(false),
      closedMonth: closedMonthGrounds.nullable().default(null),
    }),
    saved,
  ),
  'life.recordForBranches': command(
    '给多个支部录同一次活动',
    z.object({
      body: activityBody,
      heldOn: plainDate,
      themePlanId: z.string().nullable().default(null),
      branches: z
        .array(
          z.object({
            organizationId: z.string(),
            /** 不填的照通用的地点。 */
            place: optionalLine(100),
            /** 不填的取书记、照上次的记录人。 */
            hostId: z.string().nullable().default(null),
            hostName: optionalLine(60),
            recorderId: z.string().nullable().default(null),
            recorderName: optionalLine(60),
            attendance: z.array(attendanceDraft).max(20_000).default([]),
            unlisted: z.enum(['出席', '缺席']).default('出席'),
          }),
        )
        .min(1, '没有选支部')
        .max(1000),
      allowsDuplicate: z.boolean().default(false),
      closedMonth: closedMonthGrounds.nullable().default(null),
    }),
    z.object({
      seriesId: z.string(),
      activities: z.array(z.object({ organizationId: z.string(), activityId: z.string() })),
      /** 要人留意的话，各支部相同的只说一遍。 */
      notices: z.array(z.string()),
    }),
  ),
  'life.reviseActivity': command(
    '更改一次活动',
    z.object({
      activityId: z.string(),
      /** 打开时看到的版次；已被别人改过的拒绝。 */
      revision: z.number().int().min(1),
      activity: activityDraft,
      allowsDuplicate: z.boolean().default(false),
      closedMonth: closedMonthGrounds.nullable().default(null),
    }),
    saved,
  ),
  'life.removeActivity': command(
    '把一次活动移入回收站',
    z.object({
      activityId: z.string(),
      revision: z.number().int().min(1),
      reason: singleLine(200),
      closedMonth: closedMonthGrounds.nullable().default(null),
    }),
    z.object({ activityId: z.string(), revision: z.number().int() }),
  ),
  'life.restoreActivity': command(
    '从回收站恢复一次活动',
    z.object({ activityId: z.string(), closedMonth: closedMonthGrounds.nullable().default(null) }),
    z.object({ activityId: z.string(), revision: z.number().int() }),
  ),
  'life.recordEHome': command(
    '登记已在党建e家办理',
    z.object({
      activityIds: z.array(z.string()).min(1).max(1000),
      on: plainDate.nullable(),
      number: optionalLine(60),
      closedMonth: closedMonthGrounds.nullable().default(null),
    }),
    z.object({ count: z.number().int() }),
  ),
} as const
