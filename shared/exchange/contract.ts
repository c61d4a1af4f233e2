import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'
import { exporting, task } from '../contract/endpoint.ts'
import { file } from '../contract/file.ts'
import { exportContract } from './export-contract.ts'
import { layoutContract, sheetChoice, sheetReading } from './layout-contract.ts'
import { ROSTER_FIELD_KEYS } from './roster-fields.ts'
import { sealContract } from './seal-contract.ts'
import { signInContract } from './sign-in-contract.ts'

export const ROW_OUTCOMES = ['新增', '变更', '相同', '拒绝', '疑似重复'] as const
export type RowOutcome = (typeof ROW_OUTCOMES)[number]

const fieldKey = z.enum(ROSTER_FIELD_KEYS)

/** 导入差异里的一格：字段、旧值、新值；`cell` 是它在表里的格子名，如 `D12`。 */
export const cellChange = z.object({
  field: fieldKey,
  label: z.string(),
  before: z.string(),
  after: z.string(),
  cell: z.string().optional(),
})

/** 一格的说明：哪一列、哪一格、值、为什么与怎么办。 */
const cellRemark = z.object({ label: z.string(), value: z.string(), reason: z.string(), cell: z.string().optional() })

/** 疑似同一人的在册党员，与为什么这样疑。 */
export const suspect = z.object({
  memberId: z.string(),
  name: z.string(),
  identityNumber: z.string(),
  branchName: z.string(),
  reasons: z.array(z.string()),
})

export const importRow = z.object({
  /** 工作表名；压缩包里是“文件名/工作表名”。 */
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
  refusals: z.array(cellRemark),
  /** 要人确认的疑点（如性别与证号不符）。 */
  doubts: z.array(cellRemark),
  /** 只是告知，不必确认（如表里空着、保留名册原值）。 */
  notes: z.array(cellRemark),
  suspects: z.array(suspect),
})
export type ImportRow = z.infer<typeof importRow>

export const importPreview = z.object({
  fileName: z.string(),
  asOf: plainDate,
  layout: z.string(),
  sheets: z.array(sheetReading),
  counts: z.object({
    added: z.number().int(),
    changed: z.number().int(),
    same: z.number().int(),
    refused: z.number().int(),
    suspected: z.number().int(),
    doubtful: z.number().int(),
  }),
  rows: z.array(importRow),
  /** 表里出现、库里没有的党支部名；确认导入前须先建或对应。 */
  unknownBranches: z.array(z.string()),
  /** 在册而表中没有的人数（不动）；已不在册的历史党员不算。 */
  untouchedCount: z.number().int(),
  /** 这份差异的摘要；确认时带回，名册若已变化则拒绝，保证所见即所落。 */
  digest: z.string(),
})
export type ImportPreview = z.infer<typeof importPreview>

const rowPlace = { sheet: z.string(), rowNo: z.number().int() }

/** 预览与落库共用：文件、汇总日期，与人在看差异时定下的几样。 */
const rosterInput = {
  file,
  asOf: plainDate.optional(),
  layoutChoices: z.array(sheetChoice).max(1000).default([]).describe('人对表头识别的更正；只列要改的表'),
  branchChoices: z.record(z.string(), z.string()).default({}).describe('表里的支部名 → 党组织 id'),
  matches: z
    .array(z.object({ ...rowPlace, memberId: z.string().nullable() }))
    .default([])
    .describe('人的指认：这一行是名册里的谁；null 为不同的人'),
  clearing: z.array(fieldKey).default([]).describe('表里空着就清空的字段；不列的保留名册原值'),
}

/** 取舍：采用哪些行、哪些格不改。 */
const rosterChoices = {
  /** 要采用的行；不给则采用全部新增与变更。 */
  accepted: z.array(z.object(rowPlace)).optional(),
  /** 采用的行里不改的格。 */
  keptCells: z.array(z.object({ ...rowPlace, fields: z.array(fieldKey) })).default([]),
  /** 每一行都不改的字段。 */
  keptFields: z.array(fieldKey).default([]),
}

const annotatedFile = z.object({
  file,
  /** 没能原样保留的地方，一处一句；全都保留则为空。 */
  losses: z.array(z.string()),
})

export const exchangeContract = {
  'exchange.previewRoster': task(
    '读一份花名册，给出与名册的差异（不落库）',
    z.object({ ...rosterInput, taskId: z.string().optional() }),
    importPreview,
  ),
  'exchange.importRoster': task(
    '确认差异，一个事务落库；不给 accepted 表示全部新增与变更',
    z.object({ ...rosterInput, ...rosterChoices, digest: z.string(), taskId: z.string().optional() }),
    z.object({ batchId: z.string(), added: z.number().int(), changed: z.number().int(), skipped: z.number().int() }),
  ),
  'exchange.previewAnnotations': exporting(
    task(
      '还没落库：原表的副本，追加“结果”“原因”两列，退回支部改',
      z.object({ ...rosterInput, taskId: z.string().optional() }),
      annotatedFile,
    ),
  ),
  'exchange.importAnnotations': exporting(
    task(
      '落库之后：原表的副本，追加“结果”“原因”两列；文件须是当时导入的那一份',
      z.object({ file, batchId: z.string().min(1), taskId: z.string().optional() }),
      annotatedFile,
    ),
  ),
  ...layoutContract,
  ...exportContract,
  ...signInContract,
  ...sealContract,
} as const
