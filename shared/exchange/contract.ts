import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'
import { task } from '../contract/endpoint.ts'
import { file } from '../contract/file.ts'
import { exportContract } from './export-contract.ts'

export const ROW_OUTCOMES = ['新增', '变更', '相同', '拒绝'] as const

/** 导入差异里的一格：字段中文名、旧值、新值。 */
export const cellChange = z.object({ field: z.string(), label: z.string(), before: z.string(), after: z.string() })

export const importRow = z.object({
  sheet: z.string(),
  /** 表里的行号，从 1 起，与 Excel 行号一致。 */
  rowNo: z.number().int(),
  outcome: z.enum(ROW_OUTCOMES),
  name: z.string(),
  identityNumber: z.string(),
  branchName: z.string(),
  category: z.string(),
  memberId: z.string().nullable(),
  changes: z.array(cellChange),
  /** 拒绝的逐格原因：哪一格、为什么、怎么办。 */
  refusals: z.array(z.object({ label: z.string(), value: z.string(), reason: z.string() })),
  /** 只提示、不拦的疑点（如性别与证号不符）。 */
  doubts: z.array(z.object({ label: z.string(), value: z.string(), reason: z.string() })),
})
export type ImportRow = z.infer<typeof importRow>

export const importPreview = z.object({
  fileName: z.string(),
  asOf: plainDate,
  layout: z.string(),
  sheets: z.array(
    z.object({
      name: z.string(),
      headerRows: z.number().int(),
      dataRows: z.number().int(),
      columns: z.array(z.object({ heading: z.string(), field: z.string().nullable(), label: z.string() })),
      note: z.string(),
    }),
  ),
  counts: z.object({
    added: z.number().int(),
    changed: z.number().int(),
    same: z.number().int(),
    refused: z.number().int(),
    doubtful: z.number().int(),
  }),
  rows: z.array(importRow),
  /** 表里出现、库里没有的党支部名；确认导入前须先建或对应。 */
  unknownBranches: z.array(z.string()),
  /** 名册里有、表中没有的人数（不动）。 */
  untouchedCount: z.number().int(),
  /** 这份差异的摘要；确认时带回，名册若已变化则拒绝，保证所见即所落。 */
  digest: z.string(),
})
export type ImportPreview = z.infer<typeof importPreview>

const branchChoices = z.record(z.string(), z.string()).default({}).describe('表里的支部名 → 党组织 id')

export const exchangeContract = {
  'exchange.previewRoster': task(
    '读一份《党员基本信息汇总表》，给出与名册的差异（不落库）',
    z.object({ file, asOf: plainDate.optional(), branchChoices, taskId: z.string().optional() }),
    importPreview,
  ),
  'exchange.importRoster': task(
    '确认差异，一个事务落库；rows 为空表示全部新增与变更',
    z.object({
      file,
      asOf: plainDate.optional(),
      branchChoices,
      digest: z.string(),
      /** 要采用的行；不给则采用全部新增与变更。 */
      accepted: z.array(z.object({ sheet: z.string(), rowNo: z.number().int() })).optional(),
      taskId: z.string().optional(),
    }),
    z.object({ batchId: z.string(), added: z.number().int(), changed: z.number().int(), skipped: z.number().int() }),
  ),
  ...exportContract,
} as const
