import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'
import { command, query } from '../contract/endpoint.ts'
import { singleLine } from '../contract/text.ts'
import { ACTIVITY_TYPES } from './activity-types.ts'

/** 年月，`YYYY-MM`。 */
export const calendarMonth = z.string().regex(/^[12]\d{3}-(0[1-9]|1[0-2])$/, '月份应写成 2026-09 这样的形式')

/** 一段时期：月 `2026-09`、季 `2026-Q3`、年 `2026`。 */
export const calendarPeriod = z.string().regex(/^[12]\d{3}(-(0[1-9]|1[0-2])|-Q[1-4])?$/, '时期应写成 2026-09、2026-Q3 或 2026 这样的形式')

export const monthState = z.object({
  organizationId: z.string(),
  organizationName: z.string(),
  month: calendarMonth,
  isClosed: z.boolean(),
  closedOn: plainDate.nullable(),
  closedBy: z.string(),
  reopenedAt: z.string().nullable(),
  reopenReason: z.string(),
  activityCount: z.number().int(),
  incompleteCount: z.number().int().nullable().describe('必录项不齐的活动数；看全集团一整年时不逐次核，为 null'),
})

export const gapNoteView = z.object({
  id: z.string(),
  organizationId: z.string(),
  groupId: z.string().nullable(),
  type: z.enum(ACTIVITY_TYPES),
  period: calendarPeriod,
  reason: z.string(),
  recordedAt: z.string(),
  recordedBy: z.string(),
})

export const monthContract = {
  'life.months': query(
    '各支部各月结账没有',
    z.object({
      organizationId: z.string().nullable().default(null),
      year: z.number().int().min(1900).max(2199),
      /** 只看这一个月（须在 `year` 里），全集团也逐次核必录项；不给则全年十二个月。 */
      month: calendarMonth.nullable().default(null),
    }),
    z.object({ months: z.array(monthState) }),
  ),
  'life.closeMonth': command(
    '月结：锁定一个月的记录',
    z.object({ organizationIds: z.array(z.string()).min(1, '没有选支部').max(1000), month: calendarMonth }),
    z.object({ closed: z.number().int(), notices: z.array(z.string()) }),
  ),
  'life.reopenMonth': command(
    '反月结：解开一个月的锁定，写明理由与授权人',
    z.object({ organizationId: z.string(), month: calendarMonth, reason: singleLine(200), authorizedBy: singleLine(60) }),
    z.object({ organizationId: z.string() }),
  ),
  'life.closedMonthChanges': query(
    '月结以后改过什么',
    z.object({ organizationId: z.string(), year: z.number().int().min(1900).max(2199) }),
    z.object({
      changes: z.array(
        z.object({
          id: z.string(),
          month: calendarMonth,
          activityId: z.string(),
          activityTitle: z.string(),
          reason: z.string(),
          authorizedBy: z.string(),
          changedAt: z.string(),
          actor: z.string(),
          items: z.array(z.object({ label: z.string(), before: z.string(), after: z.string() })),
        }),
      ),
    }),
  ),
  'life.gapNotes': query(
    '漏开说明',
    z.object({ organizationId: z.string().nullable().default(null), year: z.number().int().min(1900).max(2199) }),
    z.object({ notes: z.array(gapNoteView) }),
  ),
  'life.recordGapNote': command(
    '填写漏开说明',
    z.object({
      organizationId: z.string(),
      groupId: z.string().nullable().default(null),
      type: z.enum(ACTIVITY_TYPES),
      period: calendarPeriod,
      reason: singleLine(500),
    }),
    z.object({ noteId: z.string() }),
  ),
  'life.withdrawGapNote': command('撤下漏开说明', z.object({ noteId: z.string() }), z.object({ noteId: z.string() })),
} as const
