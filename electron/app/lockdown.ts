import { app, type Session, type WebContents, type WebPreferences } from 'electron'
import { isOwnPage } from './bundle-protocol.ts'

/** 每个窗口都用这一套；写全是为了不靠默认值。 */
export const SAFE_WEB_PREFERENCES = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  // 拼写检查会联网下载词典；本程序离线。
  spellcheck: false,
} as const satisfies WebPreferences

/** 页面要的任何权限（摄像头、通知、定位……）都不给，问也不给；除自己的文件外不许联网。 */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isLocal(details.url) }))
}

function isLocal(address: string): boolean {
  return isOwnPage(address) || ['blob:', 'data:', 'devtools:'].some((scheme) => address.startsWith(scheme))
}

/** 每个网页内容一出生就锁上：不许离开自己的页面、不许开新窗口、不许嵌 webview。 */
export function lockEveryPage(): void {
  app.on('web-contents-created', (_event, contents) => lockPage(contents))
}

function lockPage(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!isOwnPage(event.url)) event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame && !isOwnPage(event.url) && !['about:', 'blob:'].some((scheme) => event.url.startsWith(scheme)))
      event.preventDefault()
  })
  contents.on('will-redirect', (event) => {
    if (!isOwnPage(event.url)) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}
