import { strToU8, zipSync, type Zippable } from 'fflate'
import { createHash } from 'node:crypto'
import type { WireFile } from '../../shared/contract/file.ts'
import type { DocumentModel } from '../../shared/document/model.ts'
import type { TaskContext } from '../dispatch/handlers.ts'
import { safeName, uniqueName } from '../document/file-names.ts'
import { mergedHtml } from '../document/merged-html.ts'
import { requirePrinter, type PdfPrinter } from '../document/pdf-printer.ts'
import { docxOf, pagesOf } from '../document/render-pool.ts'

/** 一份要导出的表单：文件名（不含扩展名）与内容。 */
export type Paper = { readonly name: string; readonly model: DocumentModel }

export type PaperFormat = 'docx' | 'PDF' | '合并 PDF'

/** 包里的时间固定：同样的内容逐字节相同。 */
const ZIP_TIME = '2000-01-01T00:00:00'

/**
 * 一份给一个文件，几份打成 zip（附各文件校验和）；“合并 PDF”合成一份，一次打完。
 * 逐份报进度，取消即停，什么也不留。
 * @throws DomainError `NO_PDF_PRINTER` 要 PDF 而本机排不出
 */
export async function exportPapers(
  context: TaskContext,
  pdfPrinter: PdfPrinter | null,
  papers: readonly Paper[],
  bundleName: string,
  format: PaperFormat,
): Promise<WireFile> {
  const printer = format === 'docx' ? null : requirePrinter(pdfPrinter)
  const total = papers.length + 1
  if (printer && (format === '合并 PDF' || papers.length === 1)) {
    const pages: string[] = []
    for (const [index, { name, model }] of papers.entries()) {
      await context.report(index, total, name)
      pages.push(await pagesOf(model))
    }
    await context.report(papers.length, total, '排成 PDF')
    const name = papers.length === 1 ? (papers[0]?.name ?? bundleName) : bundleName
    const pdf = await printer.print(pages.length === 1 ? (pages[0] ?? '') : mergedHtml(name, pages), context.signal)
    await context.report(total, total, '完成')
    return wire(`${name}.pdf`, pdf)
  }
  const taken = new Set<string>()
  const files: { name: string; bytes: Uint8Array }[] = []
  for (const [index, { name, model }] of papers.entries()) {
    await context.report(index, total, name)
    const bytes = printer ? await printer.print(await pagesOf(model), context.signal) : await docxOf(model)
    files.push({ name: uniqueName(safeName(`${name}.${printer ? 'pdf' : 'docx'}`), taken), bytes })
  }
  const [only] = files
  if (only && files.length === 1) {
    await context.report(total, total, '完成')
    return wire(only.name, only.bytes)
  }
  await context.report(papers.length, total, '打包')
  const sums = files.map(({ name, bytes }) => `${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`).join('')
  const parts: Zippable = Object.fromEntries(files.map(({ name, bytes }) => [name, bytes]))
  parts['SHA256SUMS.txt'] = strToU8(sums)
  const zip = zipSync(parts, { level: 6, mtime: ZIP_TIME })
  await context.report(total, total, '完成')
  return wire(`${bundleName}.zip`, zip)
}

function wire(fileName: string, bytes: Uint8Array): WireFile {
  return { fileName: safeName(fileName), base64: Buffer.from(bytes).toString('base64') }
}
