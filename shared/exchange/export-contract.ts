import * as z from 'zod'
import { command, exporting, query, task } from '../contract/endpoint.ts'
import { file } from '../contract/file.ts'
import { fullNumbers } from '../contract/full-numbers.ts'
import { singleLine } from '../contract/text.ts'
import { memberFilter } from '../member/contract.ts'
import { FORM_PACKINGS } from './collection-form.ts'
import { CODE_STYLES, EXPORT_FIELD_KEYS } from './export-fields.ts'
import { EXPORT_FORMATS, EXPORT_LAYOUT_IDS } from './export-layouts.ts'

/** 导出的结果：文件、人数与要让人知道的话（空着的列、写不进去的样式）。 */
const exported = z.object({ file, rowCount: z.number().int(), notes: z.array(z.string()) })

const templateColumn = z.object({
  /** 列号从 0 起。 */
  column: z.number().int().min(0).max(2000),
  /** 表头原文，两行表头以“/”相连。 */
  heading: z.string().max(200),
  /** 填哪个字段；null 为留空。 */
  field: z.enum(EXPORT_FIELD_KEYS).nullable(),
})

const templateSheet = z.object({
  name: z.string(),
  /** 表头第一行，从 0 起。 */
  headerTop: z.number().int().min(0).max(1000),
  headerRows: z.number().int().min(1).max(10),
  columns: z.array(templateColumn).max(2000),
})

export const templateReading = z.object({
  fileName: z.string(),
  /** 认出了表头的工作表；一张也没有则拒绝。 */
  sheets: z.array(templateSheet).min(1),
  /** .xlsx 的样式原样保留；.xls 只保得住值、合并与列宽。 */
  keepsStyle: z.boolean(),
})
export type TemplateReading = z.infer<typeof templateReading>

export const templateRow = z.object({
  templateId: z.string(),
  name: z.string(),
  fileName: z.string(),
  sheet: templateSheet,
  codeStyle: z.enum(CODE_STYLES),
  keepsStyle: z.boolean(),
  updatedAt: z.string(),
})
export type TemplateRow = z.infer<typeof templateRow>

/** 导出的路由；由切片的 contract.ts 展开。 */
export const exportContract = {
  'exchange.exportRoster': exporting(query('按筛选导出名册 xlsx（证号为文本，防公式注入）', memberFilter.extend({ fullNumbers }), file)),
  'exchange.exportTable': exporting(
    task(
      '按固定版式导出：2017 版汇总表、集团两表、各信息库列表',
      z.object({
        layout: z.enum(EXPORT_LAYOUT_IDS),
        format: z.enum(EXPORT_FORMATS),
        filter: memberFilter,
        /** 一个党支部一张表；只对官方表有意义，列表版式总是一张。 */
        isPerBranch: z.boolean().default(true),
        fullNumbers,
        taskId: z.string().optional(),
      }),
      exported,
    ),
  ),
  'exchange.exportCollectionForms': exporting(
    task(
      '个人《党员信息采集表》docx：一人一份，或一个党支部合订一份；不止一份的装成 zip',
      z.object({
        filter: memberFilter,
        /** 只要这些人；不给则筛选到的全部。 */
        memberIds: z.array(z.string()).max(20_000).optional(),
        packing: z.enum(FORM_PACKINGS),
        fullNumbers: fullNumbers.describe('采集表须印完整的证号与电话：不写用途就不给'),
        taskId: z.string().optional(),
      }),
      exported,
    ),
  ),
  'exchange.readTemplate': query('认一张对方的空表：表头在哪几行、各列填什么', z.object({ file }), templateReading),
  'exchange.templates': query('登记过的导出模板', z.object({}), z.object({ rows: z.array(templateRow) })),
  'exchange.saveTemplate': command(
    '登记一张导出模板，记住每一列填哪个字段',
    z.object({ name: singleLine(60), file, sheet: templateSheet, codeStyle: z.enum(CODE_STYLES) }),
    z.object({ templateId: z.string() }),
  ),
  'exchange.reviseTemplate': command(
    '改一张导出模板的名称、各列的对应与代码写法',
    z.object({
      templateId: z.string(),
      name: singleLine(60),
      columns: z.array(templateColumn).max(2000),
      codeStyle: z.enum(CODE_STYLES),
    }),
    z.object({ templateId: z.string() }),
  ),
  'exchange.removeTemplate': command('撤下一张导出模板', z.object({ templateId: z.string() }), z.object({ templateId: z.string() })),
  'exchange.exportTemplate': exporting(
    task(
      '把筛选到的党员填进登记过的模板',
      z.object({ templateId: z.string(), filter: memberFilter, fullNumbers, taskId: z.string().optional() }),
      exported,
    ),
  ),
} as const
