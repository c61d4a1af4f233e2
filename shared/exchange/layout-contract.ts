import * as z from 'zod'
import { command, query, task } from '../contract/endpoint.ts'
import { file } from '../contract/file.ts'
import { singleLine } from '../contract/text.ts'
import { ROSTER_FIELD_KEYS } from './roster-fields.ts'

/**
 * 一列认得有多准。“确定”“较有把握”的列照取；“待确认”的列先不取值，`suggestion` 是猜的字段，人确认了才取；
 * “不导入”是名册不收的列（序号、党龄等）或认不出的列。
 */
export const COLUMN_CONFIDENCES = ['确定', '较有把握', '待确认', '不导入'] as const
export type ColumnConfidence = (typeof COLUMN_CONFIDENCES)[number]

export const SHEET_STATES = ['花名册', '待确认', '党组织信息', '代码表', '不是花名册', '已忽略'] as const
export type SheetState = (typeof SHEET_STATES)[number]

/** 所在党支部从哪里来：表里的一列、表头上方的说明行、数据里的分段行、工作表名，或没有。 */
export const BRANCH_SOURCES = ['列', '说明行', '分段行', '表名', '没有'] as const
export type BranchSource = (typeof BRANCH_SOURCES)[number]

const fieldKey = z.enum(ROSTER_FIELD_KEYS)

export const columnReading = z.object({
  /** 从 0 起的列号与 `C` 这样的列名。 */
  column: z.number().int(),
  letter: z.string(),
  /** 表头原文，几行表头以“/”相连；没有表头为空。 */
  heading: z.string(),
  /** 正在取的字段；不取为 null。 */
  field: fieldKey.nullable(),
  label: z.string(),
  suggestion: fieldKey.nullable(),
  suggestionLabel: z.string(),
  confidence: z.enum(COLUMN_CONFIDENCES),
  /** 为什么这样判断，一句中文。 */
  reason: z.string(),
  /** 头几个不同的值。 */
  samples: z.array(z.string()),
})
export type ColumnReading = z.infer<typeof columnReading>

export const sheetReading = z.object({
  /** 一份文件里唯一的名字：工作表名；压缩包里是“文件名/工作表名”。行的 `sheet` 与此相同。 */
  name: z.string(),
  /** 压缩包里的文件名；单个文件为空。 */
  book: z.string(),
  sheetName: z.string(),
  state: z.enum(SHEET_STATES),
  /** 像花名册却读不成，要人处理。 */
  isFault: z.boolean(),
  /** 表头第一行的 Excel 行号；没有表头为 0。 */
  headerTop: z.number().int(),
  headerRows: z.number().int(),
  dataRows: z.number().int(),
  columns: z.array(columnReading),
  branchSource: z.enum(BRANCH_SOURCES),
  /** 新增党员必需、而表里没有的字段名。 */
  lacking: z.array(z.string()),
  note: z.string(),
  /** 表形指纹：表头各列的文字决定，与列序、数据无关。 */
  fingerprint: z.string(),
  /** 用上了哪个记住的表形；没有为空。 */
  layoutId: z.string().nullable(),
  layoutName: z.string(),
})
export type SheetReading = z.infer<typeof sheetReading>

const columnField = z.object({ column: z.number().int().min(0), field: fieldKey.nullable() })
const headerPlace = z.object({
  /** 表头第一行的 Excel 行号。 */
  top: z.number().int().min(1).max(1000),
  /** 表头占几行；0 表示从 `top` 行起就是数据、没有表头。 */
  rows: z.number().int().min(0).max(5),
})

/** 人对一张表识别结果的更正：只列要改的。 */
export const sheetChoice = z.object({
  /** `sheetReading.name`。 */
  sheet: z.string(),
  isIgnored: z.boolean().default(false),
  header: headerPlace.nullable().default(null),
  /** 指定列取哪个字段；null 为不取。 */
  columns: z.array(columnField).max(2000).default([]),
})
export type SheetChoice = z.infer<typeof sheetChoice>

/** 记住的表形里的一列：按表头文字认，同样文字的按先后。 */
const rememberedColumn = z.object({ heading: z.string().max(200), field: fieldKey.nullable() })

export const layoutDecision = z.object({
  isIgnored: z.boolean(),
  header: headerPlace.nullable(),
  columns: z.array(rememberedColumn).max(2000),
})
export type LayoutDecision = z.infer<typeof layoutDecision>

export const layoutRow = z.object({
  layoutId: z.string(),
  name: z.string(),
  fingerprint: z.string(),
  decision: layoutDecision,
  rememberedAt: z.string(),
})
export type LayoutRow = z.infer<typeof layoutRow>

export const layoutContract = {
  'exchange.recognizeSheets': task(
    '只认表头、不校验不比对：每张表的列怎样判断，连同头几行原文',
    z.object({ file, choices: z.array(sheetChoice).default([]), taskId: z.string().optional() }),
    z.object({
      fileName: z.string(),
      layout: z.string(),
      sheets: z.array(
        sheetReading.extend({
          /** 头几行的原文，供人指定表头行；`rowNo` 是 Excel 行号。 */
          head: z.array(z.object({ rowNo: z.number().int(), cells: z.array(z.string()) })),
        }),
      ),
    }),
  ),
  'exchange.layouts': query('记住的表形', z.object({}), z.object({ rows: z.array(layoutRow) })),
  'exchange.rememberLayout': command(
    '记住一张表的识别结果，下次同形的表自动照此；同一表形已记住的改为这次的',
    z.object({ name: singleLine(60), fingerprint: z.string().min(1).max(100), decision: layoutDecision }),
    z.object({ layoutId: z.string() }),
  ),
  'exchange.renameLayout': command(
    '给记住的表形改名',
    z.object({ layoutId: z.string(), name: singleLine(60) }),
    z.object({ layoutId: z.string() }),
  ),
  'exchange.removeLayout': command('不再记住一个表形', z.object({ layoutId: z.string() }), z.object({ layoutId: z.string() })),
} as const
