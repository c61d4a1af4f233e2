import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'
import { query } from '../contract/endpoint.ts'
import { ACTIVITY_TYPES } from './activity-types.ts'

/** 批量录入时一个支部的情形：那个月结账没有、同类的活动已经记过哪几次。 */
export const batchBranch = z.object({
  organizationId: z.string(),
  organizationName: z.string(),
  /** 上级的简称；没有上级为空串。 */
  parentName: z.string(),
  isMonthClosed: z.boolean(),
  sameMonth: z.array(z.object({ activityId: z.string(), title: z.string(), heldOn: plainDate, startsAt: z.string(), endsAt: z.string() })),
})
export type BatchBranch = z.infer<typeof batchBranch>

export const batchContract = {
  'life.batchBranches': query(
    '批量录入可选的支部：那天在的党支部，那个月结账没有、同类的已记过哪几次',
    z.object({ heldOn: plainDate, types: z.array(z.enum(ACTIVITY_TYPES)).min(1, '请先选类型') }),
    z.object({ branches: z.array(batchBranch) }),
  ),
} as const
