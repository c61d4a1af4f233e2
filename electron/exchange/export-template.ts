import type { exportContract } from '../../shared/exchange/export-contract.ts'
import { personCell } from '../../shared/exchange/export-fields.ts'
import { recognizeTemplate, type TemplateColumn } from '../../shared/exchange/export-template.ts'
import type { Sheet } from '../../shared/exchange/sheet.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import type { ReadDb } from '../db/open.ts'
import { refuseActiveContent } from './active-content.ts'
import { disclosed } from './disclosure.ts'
import { refuseNobody, wireFile } from './exported-file.ts'
import { loadExportPeople } from './export-queries.ts'
import { fillBiffTemplate } from './fill-biff-template.ts'
import { fillTemplate, type TemplateFill } from './fill-template.ts'
import { writtenCell } from './layout-workbook.ts'
import { readWorkbook } from './read-workbook.ts'
import { insertTemplate, rememberedHeadings, templateById, templates, updateTemplate, withdrawTemplate } from './template-queries.ts'

/** 空表不该大：再大就是带着数据的表了。 */
const TEMPLATE_LIMIT = 5 * 1024 * 1024
const STYLE_LOST = '.xls 里的边框与字体保不住，只保得住文字、合并单元格与列宽；要保留样式，请把空表另存为 .xlsx 再登记。'

type TemplateRoute =
  | 'exchange.readTemplate'
  | 'exchange.templates'
  | 'exchange.saveTemplate'
  | 'exchange.reviseTemplate'
  | 'exchange.removeTemplate'
  | 'exchange.exportTemplate'

/** 用户登记的模板：拿对方的空表来，按表头填。 */
export const templateHandlers: Handlers<Pick<typeof exportContract, TemplateRoute>> = {
  'exchange.readTemplate': async ({ db }, { file }) => {
    const bytes = templateBytes(file.fileName, file.base64)
    const remembered = await rememberedHeadings(db)
    const read = await readTemplate(file.fileName, bytes)
    const sheets = read.flatMap((sheet) => recognizeTemplate(sheet, remembered) ?? [])
    if (sheets.length === 0)
      throw new DomainError(
        'TEMPLATE_NOT_RECOGNIZED',
        `“${file.fileName}”里没有找到花名册那样的表头（姓名、公民身份证号等至少两列）。请选对方发来的空表，表头写在前 30 行之内。`,
      )
    return {
      fileName: file.fileName,
      sheets: sheets.map((sheet) => ({ ...sheet, columns: [...sheet.columns] })),
      keepsStyle: isXlsx(file.fileName),
    }
  },

  'exchange.templates': async ({ db }) => ({
    rows: (await templates(db)).map(({ id, sheet, ...rest }) => ({
      ...rest,
      templateId: id,
      sheet: { ...sheet, columns: [...sheet.columns] },
      keepsStyle: isXlsx(rest.fileName),
    })),
  }),

  'exchange.saveTemplate': async (context, { name, file, sheet, codeStyle }) => {
    const bytes = templateBytes(file.fileName, file.base64)
    const read = await readTemplate(file.fileName, bytes)
    if (!read.some((each) => each.name === sheet.name))
      throw new DomainError('TEMPLATE_SHEET_UNKNOWN', `“${file.fileName}”里没有工作表“${sheet.name}”，请重新选择。`)
    refuseNoField(sheet.columns)
    await refuseTakenName(context.db, name, null)
    const id = context.newId()
    await insertTemplate(context.db, { id, name, fileName: file.fileName, fileBase64: file.base64, sheet, codeStyle, at: context.at })
    context.summarize(`登记导出模板“${name}”（${file.fileName}）`)
    return { templateId: id }
  },

  'exchange.reviseTemplate': async (context, { templateId, name, columns, codeStyle }) => {
    await requireTemplate(context.db, templateId)
    refuseNoField(columns)
    await refuseTakenName(context.db, name, templateId)
    await updateTemplate(context.db, { id: templateId, name, columns, codeStyle, at: context.at })
    context.summarize(`更改导出模板“${name}”`)
    return { templateId }
  },

  'exchange.removeTemplate': async (context, { templateId }) => {
    const template = await requireTemplate(context.db, templateId)
    await withdrawTemplate(context.db, templateId, context.at)
    context.summarize(`撤下导出模板“${template.name}”`)
    return { templateId }
  },

  'exchange.exportTemplate': async (context, { templateId, filter, fullNumbers }) => {
    const template = await requireTemplate(context.db, templateId)
    const asOf = filter.asOf ?? context.today
    await context.report(0, 100, '取名册')
    const { people: found } = await loadExportPeople(context.db, asOf, filter)
    refuseNobody(found.length, asOf)
    const people = disclosed(context, found, fullNumbers)
    const filled = template.sheet.columns.flatMap(({ column, field }) => (field === null ? [] : [{ column, field }]))
    await context.report(40, 100, `填 ${people.length} 人`)
    const fill: TemplateFill = {
      sheetName: template.sheet.name,
      dataTop: template.sheet.headerTop + template.sheet.headerRows,
      columns: filled.map(({ column }) => column),
      sequenceColumns: filled.filter(({ field }) => field === 'sequence').map(({ column }) => column),
      rows: people.map((person, index) => filled.map(({ field }) => writtenCell(personCell(field, person, template.codeStyle, index)))),
    }
    const source = Buffer.from(template.fileBase64, 'base64')
    const keepsStyle = isXlsx(template.fileName)
    const { bytes, notes } = keepsStyle ? fillTemplate(source, fill) : await fillBiffTemplate(template.fileName, source, fill)
    await context.report(100, 100, '完成')
    const blanks = template.sheet.columns.filter(({ field }) => field === null).map(({ heading }) => heading)
    return {
      file: wireFile(`${template.name}-${asOf}.${keepsStyle ? 'xlsx' : 'xls'}`, bytes),
      rowCount: people.length,
      notes: [
        ...(blanks.length === 0 ? [] : [`没有对应字段、留空的列：${blanks.join('、')}。`]),
        ...(keepsStyle ? [] : [STYLE_LOST]),
        ...notes,
      ],
    }
  },
}

function isXlsx(fileName: string): boolean {
  return /\.xlsx$/i.test(fileName)
}

/** 按不可信文件读一张空表；名字与内容要相符，会自己取东西、运行东西的不收。 */
async function readTemplate(fileName: string, bytes: Buffer): Promise<Sheet[]> {
  const sheets = await readWorkbook(fileName, bytes)
  const isZip = bytes[0] === 0x50
  if (isZip !== isXlsx(fileName))
    throw new DomainError(
      'TEMPLATE_FORMAT_REFUSED',
      `“${fileName}”的扩展名与内容不符，其实是 ${isZip ? '.xlsx' : '.xls'} 文件。请用 Excel 或 WPS 打开，另存为 .xlsx 后再登记。`,
    )
  if (isZip) await refuseActiveContent(fileName, bytes)
  return sheets
}

function templateBytes(fileName: string, base64: string): Buffer {
  if (!/\.xlsx?$/i.test(fileName))
    throw new DomainError('TEMPLATE_FORMAT_REFUSED', `“${fileName}”不是 .xlsx 或 .xls。请把空表用 Excel 或 WPS 另存为 .xlsx 后再登记。`)
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.length > TEMPLATE_LIMIT)
    throw new DomainError('FILE_TOO_LARGE', `“${fileName}”超过 5 MB，不像一张空表；请删去数据与图片，只留表头后再登记。`)
  return bytes
}

function refuseNoField(columns: readonly TemplateColumn[]): void {
  if (!columns.some(({ field }) => field !== null && field !== 'sequence'))
    throw new DomainError('TEMPLATE_EMPTY', '没有一列对应到党员信息，导出来会是空的；请至少给“姓名”指定一列。', {
      problems: [{ place: 'columns', message: '没有一列对应到党员信息' }],
    })
}

async function refuseTakenName(db: ReadDb, name: string, exceptId: string | null): Promise<void> {
  const taken = (await templates(db)).some((each) => each.name === name && each.id !== exceptId)
  if (taken)
    throw new DomainError('TEMPLATE_NAME_TAKEN', `已有一张模板叫“${name}”，请换个名字。`, {
      problems: [{ place: 'name', message: '已有同名的模板' }],
    })
}

async function requireTemplate(db: ReadDb, templateId: string) {
  const template = await templateById(db, templateId)
  if (!template) throw new DomainError('TEMPLATE_UNKNOWN', '没有这张模板，可能已被撤下，请刷新后再看。')
  return template
}
