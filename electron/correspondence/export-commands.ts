import { createHash } from 'node:crypto'
import { strToU8, zipSync, type Zippable } from 'fflate'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { WireFile } from '../../shared/contract/file.ts'
import { numberGaps } from '../../shared/correspondence/numbers.ts'
import type { registerContract } from '../../shared/correspondence/register-contract.ts'
import type { ReadDb } from '../db/open.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { Handlers, TaskContext } from '../dispatch/handlers.ts'
import { requirePrinter, type PdfPrinter } from '../document/pdf-printer.ts'
import { pagesOf } from '../document/render-pool.ts'
import { recordedUnit } from '../settings/queries.ts'
import { documentFileName } from './file-name.ts'
import { docxOf, finalizedVersion, modelOf, refuseTemplatePdf, requireDocument, wireFile } from './finalized.ts'
import { mergedHtml } from '../document/merged-html.ts'
import { numberEntries } from './number-queries.ts'
import { findDocument, registeredDocuments, supersededVersions, type DocumentRecord } from './queries.ts'
import { registerRows } from './register-commands.ts'
import { registerSheet } from './register-sheet.ts'
import { registerWorkbook } from './register-workbook.ts'

type Routes =
  | 'correspondence.registerWorkbook'
  | 'correspondence.registerPdf'
  | 'correspondence.exportDocx'
  | 'correspondence.exportPdf'
  | 'correspondence.exportMany'
  | 'correspondence.openDocument'
  | 'correspondence.previewHtml'

/** 把副本写到数据文件夹并交给系统打开；打不开返回原因，打开了返回空串。浏览器模式没有。 */
export type CopyOpener = (fileName: string, bytes: Uint8Array) => Promise<{ path: string; problem: string }>

/** zip 里的时间：固定，逐字节可复现。 */
const ZIP_TIME = '2000-01-01T00:00:00'

export const exportHandlers = (
  pdfPrinter: PdfPrinter | null,
  openCopy: CopyOpener | null,
): Handlers<Pick<typeof registerContract, Routes>> => ({
  'correspondence.registerWorkbook': async ({ db, today }, { year }) => {
    const { rows, gaps } = await yearOf(db, today, year)
    return wireFile(`${year}年发文登记簿.xlsx`, registerWorkbook(year, rows, gaps))
  },

  'correspondence.registerPdf': async (context, { year }) => {
    const printer = requirePrinter(pdfPrinter)
    await context.report(0, 1, '排版')
    const { rows, gaps } = await yearOf(context.db, context.today, year)
    const unit = await recordedUnit(context.db)
    const pdf = await printer.print(registerSheet(year, unit?.fullName ?? '', rows, gaps), context.signal)
    await context.report(1, 1, '完成')
    return wireFile(`${year}年发文登记簿.pdf`, pdf)
  },

  'correspondence.exportDocx': async ({ db }, { documentId, revision }) => {
    const record = await requireDocument(db, documentId)
    if (revision === undefined || revision === record.revision)
      return wireFile(documentFileName(record.title, record.number, 'docx'), await docxOf(db, record))
    const version = (await supersededVersions(db, documentId)).find((each) => each.revision === revision)
    if (!version) throw new DomainError('NOT_FOUND', `${record.number}没有第 ${revision} 版，请刷新后重选。`)
    const bytes = await docxOf(db, finalizedVersion(record, version))
    return wireFile(documentFileName(version.title, `${record.number}第${revision}版`, 'docx'), bytes)
  },

  'correspondence.exportPdf': async (context, { documentId }) => {
    const printer = requirePrinter(pdfPrinter)
    const record = await requireDocument(context.db, documentId)
    refuseTemplatePdf(record)
    const model = modelOf(record)
    await context.report(0, 1, '排版')
    const pdf = await printer.print(await pagesOf(model), context.signal)
    await context.report(1, 1, '完成')
    return wireFile(documentFileName(record.title, record.number, 'pdf'), pdf)
  },

  'correspondence.exportMany': (context, { documentIds, format }) => exportMany(context, pdfPrinter, documentIds, format),

  'correspondence.openDocument': async ({ db }, { documentId }) => {
    const record = await requireDocument(db, documentId)
    modelOf(record)
    if (!openCopy) throw new DomainError('NO_FILE_OPENER', '在浏览器里用时，程序不能替你打开 Word 或 WPS。请导出 docx，下载后双击打开。')
    const { path, problem } = await openCopy(documentFileName(record.title, record.number, 'docx'), await docxOf(db, record))
    if (problem === '') return { path }
    throw new DomainError('OPEN_FAILED', `副本已写到 ${path}，但系统没有打开它（${problem}）。请确认装有 Word 或 WPS，或到该处双击打开。`)
  },

  'correspondence.previewHtml': async ({ db }, { documentId }) => {
    const record = await requireDocument(db, documentId)
    refuseTemplatePdf(record)
    return { title: record.title, html: await pagesOf(modelOf(record)) }
  },
})

async function yearOf(db: ReadDb, today: PlainDate, year: number) {
  const records = await registeredDocuments(db, { kind: null, subjectId: null, year })
  const gaps = numberGaps(await numberEntries(db, year))
  if (records.length === 0 && gaps.length === 0)
    throw new DomainError('REGISTER_EMPTY', `${year} 年没有登记过发文，没有登记簿可导出。请换一个年份。`)
  return { rows: await registerRows(db, today, records), gaps }
}

async function exportMany(
  context: TaskContext,
  pdfPrinter: PdfPrinter | null,
  documentIds: readonly string[],
  format: '合并 PDF' | 'docx 包' | 'PDF 包',
): Promise<WireFile> {
  const printer = format === 'docx 包' ? null : requirePrinter(pdfPrinter)
  const records = await requireAll(context.db, [...new Set(documentIds)], format)
  const total = records.length + 1
  const label = `${records[0]?.number ?? ''}等${records.length}份`
  if (format === '合并 PDF') {
    const pages: string[] = []
    for (const [index, record] of records.entries()) {
      await context.report(index, total, record.number)
      pages.push(await pagesOf(modelOf(record)))
    }
    await context.report(records.length, total, '排成 PDF')
    const pdf = await requirePrinter(printer).print(mergedHtml(label, pages), context.signal)
    await context.report(total, total, '完成')
    return wireFile(`公文合订（${label}）.pdf`, pdf)
  }
  const files: { name: string; bytes: Uint8Array }[] = []
  for (const [index, record] of records.entries()) {
    await context.report(index, total, record.number)
    const bytes = printer ? await printer.print(await pagesOf(modelOf(record)), context.signal) : await docxOf(context.db, record)
    files.push({ name: documentFileName(record.title, record.number, printer ? 'pdf' : 'docx'), bytes })
  }
  await context.report(records.length, total, '打包')
  const sums = files.map(({ name, bytes }) => `${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`).join('')
  const parts: Zippable = Object.fromEntries(files.map(({ name, bytes }) => [name, bytes]))
  parts['SHA256SUMS.txt'] = strToU8(sums)
  const zip = zipSync(parts, { level: 6, mtime: ZIP_TIME })
  await context.report(total, total, '完成')
  return wireFile(`公文（${label}）.zip`, zip)
}

/** 全部要能导出，有一份不能就一份也不导出，逐份说明。按文号排，次序与勾选先后无关。 */
async function requireAll(db: ReadDb, documentIds: readonly string[], format: string): Promise<DocumentRecord[]> {
  const records: DocumentRecord[] = []
  const problems: { place: string; message: string }[] = []
  for (const [index, id] of documentIds.entries()) {
    const record = await findDocument(db, id)
    const place = `documentIds.${index}`
    if (!record) problems.push({ place, message: '登记簿里没有这份公文，请刷新后重选' })
    else if (record.origin === '补登') problems.push({ place, message: `${record.number}是补登的此前发文，没有定稿` })
    else if (format !== 'docx 包' && record.templateSha256 !== '')
      problems.push({ place, message: `${record.number}套的是自家红头模板，排不出 PDF，只能导出 docx` })
    else records.push(record)
  }
  if (problems.length > 0)
    throw new DomainError(
      'CANNOT_EXPORT',
      `有 ${problems.length} 份不能导出，没有生成文件：${problems.map(({ message }) => message).join('；')}。请去掉勾选后再试。`,
      {
        problems,
      },
    )
  return records.toSorted(
    (a, b) => (a.documentCode === b.documentCode ? 0 : a.documentCode < b.documentCode ? -1 : 1) || a.year - b.year || a.serial - b.serial,
  )
}
