import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'
import { command, query } from '../contract/endpoint.ts'
import { singleLine } from '../contract/text.ts'
import { PERSON_CATEGORIES } from '../glossary.ts'
import { GROUPING_WAYS } from './grouping.ts'

const plannedGroup = z.object({
  /** 已有党小组的 id；要新设的为 null。 */
  groupId: z.string().nullable(),
  name: singleLine(30),
  memberIds: z.array(z.string()).max(2000),
})

export const groupingContract = {
  'member.groupingPlan': query(
    '党小组划分方案：按人数上限、部门与编入情况给出，供调整',
    z.object({ branchId: z.string(), way: z.enum(GROUPING_WAYS) }),
    z.object({
      asOf: plainDate,
      branchName: z.string(),
      profileName: z.string(),
      limits: z.object({ requiredAt: z.number().nullable(), max: z.number().nullable(), min: z.number().nullable() }),
      members: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          category: z.enum(PERSON_CATEGORIES),
          adminPost: z.string(),
          job: z.string(),
          groupId: z.string().nullable(),
          groupName: z.string(),
        }),
      ),
      groups: z.array(plannedGroup),
    }),
  ),
  'member.assignGroups': command(
    '照方案划分党小组：新设缺的组，把人编入；一个批次，可整批撤销',
    z.object({ branchId: z.string(), fromOn: plainDate, reason: singleLine(100), groups: z.array(plannedGroup).min(1).max(200) }),
    z.object({ batchId: z.string().nullable(), created: z.number().int(), moved: z.number().int() }),
  ),
} as const
