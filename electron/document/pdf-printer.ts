/**
 * 把一份自足的分页 HTML 排成 PDF。Electron 用隐藏窗口的 printToPDF，浏览器模式用本机 Chromium 系浏览器；
 * 两者都是 Chromium 的排版引擎，因此预览、导出、打印是同一份 PDF。
 */
export type PdfPrinter = {
  print(html: string, signal: AbortSignal): Promise<Uint8Array>
}
