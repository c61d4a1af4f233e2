import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'
import { command, query } from '../contract/endpoint.ts'
import { multiLine, optionalLine, singleLine } from '../contract/text.ts'
import { activityBody, clockTime } from './activity-draft.ts'
import { ACTIVITY_TYPES, CONTENT_KINDS } from './activity-types.ts'
import { calendarMonth } from './month-contract.ts'

/** 党委统一下发的主题党日方案（W14）。 */
export const themePlanBody = z.object({
  /** 建议的日期与时段；各支部可按实际。 */
  suggestedOn: plainDate.nullable().default(null),
  startsAt: clockTime.default('14:00'),
  endsAt: clockTime.default('16:30'),
  place: optionalLine(100),
  /** 活动目的。 */
  purpose: multiLine(2000),
  /** 各环节。 */
  steps: z
    .array(z.object({ title: singleLine(200), type: z.enum(ACTIVITY_TYPES).default('主题党日'), detail: multiLine(2000) }))
    .min(1, '至少写一个环节')
    .max(30),
  /** 工作要求。 */
  requirements: multiLine(2000),
})

export const themePlanView = z.object({
  id: z.string(),
  issuerId: z.string(),
  issuerName: z.string(),
  month: calendarMonth,
  theme: z.string(),
  contentKinds: z.array(z.enum(CONTENT_KINDS)),
  plan: themePlanBody,
  /** 下发给哪些支部，各自记录了没有。 */
  targets: z.array(
    z.object({
      organizationId: z.string(),
      organizationName: z.string(),
      activityId: z.string().nullable(),
      heldOn: plainDate.nullable(),
    }),
  ),
  createdAt: z.string(),
  createdBy: z.string(),
  withdrawnAt: z.string().nullable(),
  withdrawalReason: z.string(),
})
export type ThemePlanView = z.infer<typeof themePlanView>

export const templateView = z.object({
  id: z.string(),
  organizationId: z.string().nullable(),
  name: z.string(),
  body: activityBody,
  updatedAt: z.string(),
})

export const openTask = z.object({
  taskId: z.string(),
  activityId: z.string(),
  activityTitle: z.string(),
  heldOn: plainDate,
  organizationId: z.string(),
  organizationName: z.string(),
  content: z.string(),
  ownerName: z.string(),
  dueOn: plainDate.nullable(),
  doneOn: plainDate.nullable(),
  note: z.string(),
  isOverdue: z.boolean(),
})

export const preparationContract = {
  'life.themePlans': query(
    '主题党日方案',
    z.object({
      year: z.number().int().min(1900).max(2199),
      month: z.number().int().min(1).max(12).nullable().default(null),
      organizationId: z.string().nullable().default(null).describe('只看下发给它的'),
      includesWithdrawn: z.boolean().default(false),
    }),
    z.object({ plans: z.array(themePlanView) }),
  ),
  'life.issueThemePlan': command(
    '下发主题党日的主题与方案',
    z.object({
      issuerId: z.string(),
      month: calendarMonth,
      theme: singleLine(100),
      contentKinds: z.array(z.enum(CONTENT_KINDS)).min(1, '至少选一种内容'),
      plan: themePlanBody,
      /** 不给则下发给它名下全部党支部。 */
      targetIds: z.array(z.string()).max(2000).nullable().default(null),
    }),
    z.object({ themePlanId: z.string(), targetCount: z.number().int() }),
  ),
  'life.withdrawThemePlan': command(
    '撤下主题党日方案',
    z.object({ themePlanId: z.string(), reason: singleLine(200) }),
    z.object({ themePlanId: z.string() }),
  ),
  'life.templates': query(
    '活动模板',
    z.object({
      organizationId: z.string().nullable().default(null),
      removed: z.boolean().default(false).describe('只看撤下的'),
    }),
    z.object({ templates: z.array(templateView) }),
  ),
  'life.saveTemplate': command(
    '存成活动模板',
    z.object({
      templateId: z.string().nullable().default(null),
      /** 不给为各支部通用。 */
      organizationId: z.string().nullable().default(null),
      name: singleLine(60),
      body: activityBody,
    }),
    z.object({ templateId: z.string() }),
  ),
  'life.renameTemplate': command(
    '给活动模板改名',
    z.object({ templateId: z.string(), name: singleLine(60) }),
    z.object({ templateId: z.string() }),
  ),
  'life.removeTemplate': command('撤下活动模板，可以恢复', z.object({ templateId: z.string() }), z.object({ templateId: z.string() })),
  'life.restoreTemplate': command('恢复撤下的活动模板', z.object({ templateId: z.string() }), z.object({ templateId: z.string() })),
  'life.tasks': query(
    '议定事项：待办、逾期与办结',
    z.object({
      organizationId: z.string().nullable().default(null),
      includesSubordinates: z.boolean().default(false),
      state: z.enum(['未办结', '逾期', '已办结', '全部']).default('未办结'),
    }),
    z.object({ tasks: z.array(openTask) }),
  ),
  'life.completeTask': command(
    '办结议定事项',
    z.object({ taskId: z.string(), doneOn: plainDate.nullable().describe('null 为撤销办结'), note: multiLine(500) }),
    z.object({ taskId: z.string() }),
  ),
} as const
