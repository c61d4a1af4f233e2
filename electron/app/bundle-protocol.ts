import { protocol } from 'electron'
import { bundleFile } from '../host/bundle-files.ts'
import { SECURITY_HEADERS } from '../host/security-headers.ts'

const SCHEME = 'app'
/** 打印窗口在自己的会话里另行处理这个主机名，见 electron-pdf-printer.ts。 */
export const PRINT_URL = `${SCHEME}://print/`
export const HOME_URL = `${SCHEME}://bundle/`

/** 须在 ready 之前：让 app:// 像 https 一样有自己的源、能用内容安全策略。 */
export function registerBundleScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } }])
}

/** 在 app://bundle/ 上提供界面产物；别的主机名、别的方法、目录之外的路径一律没有。 */
export function serveBundle(bundleRoot: string): void {
  protocol.handle(SCHEME, async (request) => {
    const url = new URL(request.url)
    const file = request.method === 'GET' && isOwnPage(request.url) ? await bundleFile(bundleRoot, url.pathname) : null
    if (!file)
      return new Response('没有这个文件。', { status: 404, headers: { ...SECURITY_HEADERS, 'content-type': 'text/plain; charset=utf-8' } })
    return new Response(file.bytes, { headers: { ...SECURITY_HEADERS, 'content-type': file.mimeType } })
  })
}

/** 自定义协议的 URL.origin 是 "null"，所以比协议与主机名。 */
export function isOwnPage(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol: scheme, host, username, password } = new URL(address)
  return scheme === `${SCHEME}:` && host === 'bundle' && username === '' && password === ''
}
