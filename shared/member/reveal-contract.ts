import * as z from 'zod'
import { command } from '../contract/endpoint.ts'
import { MASKED_FIELD_KEYS } from './masking.ts'

/** 看原文：名册、一生里默认遮着的，看一次记一条操作日志。 */
export const revealContract = {
  'member.reveal': command(
    '看一名党员遮着的证号、电话、备注（入操作日志）',
    z.object({
      memberId: z.string(),
      fields: z.array(z.enum(MASKED_FIELD_KEYS)).min(1).describe('看哪几项；历史党员、回收站里的也可以看'),
    }),
    z.object({
      values: z
        .object({ identityNumber: z.string(), mobile: z.string(), landline: z.string(), remark: z.string() })
        .partial()
        .describe('只有要看的那几项'),
    }),
  ),
  'member.revealEvent': command(
    '看一条遮着的登记：处分等的内容、文号与说明（入操作日志）',
    z.object({ eventId: z.string() }),
    z.object({ detail: z.string(), documentNo: z.string(), note: z.string() }),
  ),
} as const
