import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'
import { command, query } from '../contract/endpoint.ts'
import { multiLine, optionalLine, singleLine } from '../contract/text.ts'

/** 一次关闭现在怎样了。 */
export const closureState = z.enum(['关闭中', '到了复查日', '事实变了', '已撤销', '已消除'])
export type ClosureState = z.infer<typeof closureState>

const requiredText = (max: number) => multiLine(max).refine((text) => text !== '', '不能为空')

export const closureContract = {
  'compliance.closeFinding': command(
    '填写理由关闭一条黄色发现：只限“一般”的规定，关闭留痕，到复查日自动重新计入',
    z.object({
      organizationId: z.string(),
      ruleId: z.string(),
      reason: requiredText(500).describe('为什么可以不办'),
      documentNo: optionalLine(60).describe('依据的文号，没有就空着'),
      closedBy: singleLine(20).describe('谁批准关闭的'),
      recheckOn: plainDate.describe('到哪天复查；至多 12 个月后'),
    }),
    z.object({ closureId: z.string() }),
  ),
  'compliance.withdrawClosure': command(
    '撤销关闭：立即重新计入未办，原来的关闭留痕',
    z.object({ closureId: z.string(), reason: requiredText(200) }),
    z.object({ withdrawn: z.literal(true) }),
  ),
  'compliance.closures': query(
    '历次填写理由关闭的发现与现在的状态，从新到旧',
    z.object({ asOf: plainDate.optional(), organizationId: z.string().nullable().default(null) }),
    z.object({
      asOf: plainDate,
      rows: z.array(
        z.object({
          id: z.string(),
          organizationId: z.string(),
          organizationName: z.string(),
          ruleId: z.string(),
          message: z.string().describe('关闭时的那句话'),
          reason: z.string(),
          documentNo: z.string(),
          closedOn: plainDate,
          closedBy: z.string(),
          recheckOn: plainDate,
          recordedBy: z.string(),
          withdrawnOn: plainDate.nullable(),
          withdrawnBy: z.string(),
          withdrawalReason: z.string(),
          state: closureState,
        }),
      ),
    }),
  ),
} as const
