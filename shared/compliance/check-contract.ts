import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'
import { command, exporting, query, task } from '../contract/endpoint.ts'
import { file } from '../contract/file.ts'
import { multiLine, singleLine } from '../contract/text.ts'
import { CHECK_CYCLES, CHECK_VERDICTS } from '../regulation/manual-check.ts'
import { provision } from '../regulation/provision.ts'

/** 勾核哪一期：判定日所在的，或刚过去的那一期。 */
export const CHECK_TERMS = ['本期', '上期'] as const

export const CHECK_STATES = ['已勾核', '沿用上期', '待勾核', '已失效', '未到勾核期', '没有勾核'] as const
export const checkState = z.enum(CHECK_STATES)
export type CheckState = z.infer<typeof checkState>

const requiredText = (max: number) => multiLine(max).refine((text) => text !== '', '不能为空')

export const checkRow = z.object({
  organizationId: z.string(),
  organizationName: z.string(),
  ruleId: z.string(),
  state: checkState,
  /** 正管着的（或已失效的最近）那次登记；没有为 null。 */
  check: z
    .object({
      id: z.string(),
      period: z.string(),
      verdict: z.enum(CHECK_VERDICTS),
      basis: z.string(),
      evidence: z.string(),
      checkedOn: plainDate,
      checkedBy: z.string(),
      validUntil: plainDate,
    })
    .nullable(),
})
export type CheckRow = z.infer<typeof checkRow>

/** 一条要勾核的规则：条文原文、怎么判、应留的证据，与这一期的起止。 */
export const checkItem = provision
  .pick({ taskNo: true, quote: true, citation: true, strength: true, predicate: true, evidence: true })
  .extend({
    ruleId: z.string(),
    kind: z.enum(['人工', '确认', '核对']),
    cycle: z.enum(CHECK_CYCLES),
    hint: z.string(),
    isEnabled: z.boolean().describe('所属指标包停用了的为假：不出结论，也不必勾'),
    period: z.string(),
    periodLabel: z.string(),
    from: plainDate,
    until: plainDate,
    opensOn: plainDate,
    defaultValidUntil: plainDate,
    counts: z.record(checkState, z.number().int()).describe('这一期各状态几个党组织'),
  })
export type CheckItem = z.infer<typeof checkItem>

const scope = {
  asOf: plainDate.optional(),
  term: z.enum(CHECK_TERMS).default('本期'),
}

export const checkContract = {
  'compliance.checkSheet': query(
    '人工勾核表：每条要人勾核的规则本期各党组织的状态；给规则或党组织时列出逐行',
    z.object({ ...scope, ruleId: z.string().nullable().default(null), organizationId: z.string().nullable().default(null) }),
    z.object({ asOf: plainDate, items: z.array(checkItem), rows: z.array(checkRow) }),
  ),
  'compliance.checkHistory': query(
    '一条规则对一个党组织的历次勾核，含更正与撤下的，从新到旧',
    z.object({ organizationId: z.string(), ruleId: z.string() }),
    z.object({
      rows: z.array(
        z.object({
          id: z.string(),
          period: z.string(),
          verdict: z.enum(CHECK_VERDICTS),
          basis: z.string(),
          evidence: z.string(),
          checkedOn: plainDate,
          checkedBy: z.string(),
          validUntil: plainDate,
          recordedAt: z.string(),
          recordedBy: z.string(),
          supersededAt: z.string().nullable(),
          supersededBy: z.string(),
          supersedeReason: z.string(),
        }),
      ),
    }),
  ),
  'compliance.recordChecks': command(
    '登记勾核：一次可勾多个党组织、多条规则；已勾过的须写明更正的原因，原来的留痕',
    z.object({
      items: z
        .array(z.object({ organizationId: z.string(), ruleId: z.string() }))
        .min(1, '请先选要勾核的')
        .max(2000, '一次最多勾 2000 项'),
      term: z.enum(CHECK_TERMS).default('本期'),
      verdict: z.enum(CHECK_VERDICTS),
      basis: requiredText(500).describe('凭什么这样认定'),
      evidence: multiLine(500).describe('证据：文号、页码、照片、会议记录等'),
      checkedOn: plainDate,
      checkedBy: singleLine(20),
      validUntil: plainDate.nullable().default(null).describe('不写则管到下一期截止日'),
      correctionReason: multiLine(200).describe('更正已勾过的，写明原因'),
    }),
    z.object({ recorded: z.number().int(), corrected: z.number().int() }),
  ),
  'compliance.withdrawCheck': command(
    '撤下一次勾核登记：结论回到没有勾核，原来的留痕',
    z.object({ checkId: z.string(), reason: requiredText(200) }),
    z.object({ withdrawn: z.literal(true) }),
  ),
  'compliance.exportCheckSheet': exporting(
    task(
      '导出勾核表：docx、PDF 每个党组织一份（供打印、逐条勾），xlsx 一张总表',
      z.object({
        ...scope,
        organizationIds: z.array(z.string()).default([]).describe('空为全部'),
        format: z.enum(['docx', 'PDF', 'xlsx']),
        taskId: z.string().optional(),
      }),
      file,
    ),
  ),
} as const
