import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'
import { query } from '../contract/endpoint.ts'
import { PERSON_CATEGORIES } from '../glossary.ts'

export const attendanceLine = z.object({
  memberId: z.string(),
  name: z.string(),
  category: z.enum(PERSON_CATEGORIES),
  isCounted: z.boolean(),
  reason: z.string(),
  basis: z.string(),
  documentNo: z.string(),
  problem: z.string(),
})

export const lifeContract = {
  'member.attendance': query(
    '某日一个党组织的应到会名单：逐人计入或不计入，写明理由与条文',
    z.object({ organizationId: z.string(), asOf: plainDate.optional() }),
    z.object({
      asOf: plainDate,
      lines: z.array(attendanceLine),
      memberCount: z.number().int().describe('N_all：正式＋预备，党籍正常'),
      fullMemberCount: z.number().int().describe('N_full：其中的正式党员'),
      voterCount: z.number().int().describe('N_vote：应到会有表决权（选举权）的人数'),
      workings: z.array(z.string()),
    }),
  ),
} as const
