import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'
import { command, query } from '../contract/endpoint.ts'
import { optionalLine, singleLine } from '../contract/text.ts'

const year = z.number().int().min(2000).max(2199)

/** 冻结以后改动考核的理由与授权人；年度没有冻结的不必给。 */
export const frozenGrounds = z
  .object({ reason: singleLine(200), authorizedBy: singleLine(60) })
  .nullable()
  .default(null)

const freezeView = z.object({
  asOf: plainDate,
  approvedBy: z.string(),
  documentNo: z.string(),
  frozenAt: z.string(),
  frozenBy: z.string(),
})

/** 一个支部冻结时与现在算出来的差别；没有这个支部的一边为 null。 */
const freezeDifference = z.object({
  organizationId: z.string(),
  organizationName: z.string(),
  frozenCenti: z.number().int().nullable(),
  currentCenti: z.number().int().nullable(),
  frozenRank: z.number().int().nullable(),
  currentRank: z.number().int().nullable(),
  /** 哪几处不同，一处一句。 */
  details: z.array(z.string()),
})
export type FreezeDifference = z.infer<typeof freezeDifference>

export const freezeContract = {
  'assessment.frozenState': query(
    '一个年度考核冻结了没有，冻结时与现在算出来的差别，冻结以后的改动与历次解冻',
    z.object({ year }),
    z.object({
      freeze: freezeView.nullable(),
      differences: z.array(freezeDifference),
      changes: z.array(
        z.object({ matter: z.string(), reason: z.string(), authorizedBy: z.string(), changedAt: z.string(), actor: z.string() }),
      ),
      lifted: z.array(
        freezeView.extend({ liftedAt: z.string(), liftedBy: z.string(), liftReason: z.string(), liftAuthorizedBy: z.string() }),
      ),
    }),
  ),
  'assessment.freeze': command(
    '冻结一个年度的考核：得分、名次、依据照此刻存下，以后再改要理由与授权',
    z.object({ year, approvedBy: singleLine(60), documentNo: optionalLine(60) }),
    z.object({ year, branchCount: z.number().int() }),
  ),
  'assessment.liftFreeze': command(
    '解冻一个年度的考核，写明理由与授权人；冻结时的得分仍留着',
    z.object({ year, reason: singleLine(200), authorizedBy: singleLine(60) }),
    z.object({ year }),
  ),
} as const
