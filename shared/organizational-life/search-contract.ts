import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'
import { query } from '../contract/endpoint.ts'
import { ACTIVITY_TYPES } from './activity-types.ts'

const fragment = z.object({
  /** 出自哪一栏，如“议题”“决议”。 */
  label: z.string(),
  before: z.string(),
  /** 检索的词；界面标出它。 */
  hit: z.string(),
  after: z.string(),
})

/** 组织生活的全文检索。 */
export const searchContract = {
  'life.search': query(
    '检索会议内容、议题、要点、决议、议定事项；几个词用空格隔开，都要出现',
    z.object({
      text: z.string().max(100, '检索的词太长'),
      /** 连同下级党组织；不给则全集团。 */
      organizationId: z.string().nullable().default(null),
      type: z.enum(ACTIVITY_TYPES).nullable().default(null),
      fromOn: plainDate.nullable().default(null),
      untilOn: plainDate.nullable().default(null),
      limit: z.number().int().min(1).max(200).default(50),
    }),
    z.object({
      total: z.number().int(),
      rows: z.array(
        z.object({
          activityId: z.string(),
          organizationName: z.string(),
          title: z.string(),
          heldOn: plainDate,
          types: z.array(z.enum(ACTIVITY_TYPES)),
          fragments: z.array(fragment),
        }),
      ),
    }),
  ),
}
