import { DomainError } from '../dispatch/domain-error.ts'

/**
 * 把一份自足的分页 HTML 排成 PDF。Electron 用隐藏窗口的 printToPDF，浏览器模式用本机 Chromium 系浏览器；
 * 两者都是 Chromium 的排版引擎，因此预览、导出、打印是同一份 PDF。
 */
export type PdfPrinter = {
  print(html: string, signal: AbortSignal): Promise<Uint8Array>
}

/** 本机能排 PDF 的打印器；没有就说清怎么办。 */
export function requirePrinter(printer: PdfPrinter | null): PdfPrinter {
  if (printer) return printer
  throw new DomainError(
    'NO_PDF_PRINTER',
    '本机没有可用来排 PDF 的浏览器（Chrome、Edge 或 Chromium）。请导出 docx，用 Word 或 WPS 打开后打印或另存为 PDF。',
  )
}
