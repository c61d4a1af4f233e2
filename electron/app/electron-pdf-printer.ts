import { randomUUID } from 'node:crypto'
import { BrowserWindow, session } from 'electron'
import { DomainError } from '../dispatch/domain-error.ts'
import type { PdfPrinter } from '../document/pdf-printer.ts'
import { PRINT_URL } from './bundle-protocol.ts'
import { SAFE_WEB_PREFERENCES } from './lockdown.ts'

function refuseIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new DomainError('CANCELLED', '已取消，没有写入任何内容。')
}

/**
 * 用隐藏窗口的 printToPDF。每次一个不落盘的会话：禁脚本、除这份 HTML 外什么都取不到，用完即弃。
 */
export const electronPdfPrinter: PdfPrinter = {
  async print(html, signal) {
    refuseIfCancelled(signal)
    const printSession = session.fromPartition(`print-${randomUUID()}`, { cache: false })
    printSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
    printSession.setPermissionCheckHandler(() => false)
    printSession.protocol.handle('app', (request) =>
      request.url === PRINT_URL
        ? new Response(html, {
            headers: {
              'content-type': 'text/html; charset=utf-8',
              'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:",
            },
          })
        : new Response(null, { status: 404 }),
    )
    printSession.webRequest.onBeforeRequest((details, answer) =>
      answer({ cancel: details.url !== PRINT_URL && !details.url.startsWith('data:') }),
    )
    const window = new BrowserWindow({ show: false, webPreferences: { ...SAFE_WEB_PREFERENCES, session: printSession, javascript: false } })
    const abort = () => window.destroy()
    signal.addEventListener('abort', abort, { once: true })
    try {
      await window.loadURL(PRINT_URL)
      return new Uint8Array(await window.webContents.printToPDF({ preferCSSPageSize: true, printBackground: true }))
    } catch (error) {
      refuseIfCancelled(signal)
      throw error
    } finally {
      signal.removeEventListener('abort', abort)
      if (!window.isDestroyed()) window.destroy()
      printSession.protocol.unhandle('app')
    }
  },
}
