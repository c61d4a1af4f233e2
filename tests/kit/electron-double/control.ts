import { app } from './app.ts'
import { BrowserWindow, type WebContents } from './browser-window.ts'
import { shownDialogs } from './dialog.ts'
import { channels, deliver } from './ipc-main.ts'
import { shownNotifications } from './notification.ts'
import { powerMonitor } from './power-monitor.ts'
import { PreventableEvent } from './preventable-event.ts'
import { session } from './session.ts'
import { openedPaths } from './shell.ts'

/** 测试进程能让“用户”与“恶意页面”做的事；名字即动作。 */
const actions = {
  state: () => ({
    windowCount: BrowserWindow.getAllWindows().length,
    isVisible: mainWindow().isVisible(),
    focusCount: mainWindow().focusCount,
    url: mainWindow().webContents.url,
    headers: mainWindow().webContents.response?.headers ?? {},
    exposed: Object.fromEntries(Object.entries(mainWindow().webContents.mainWorld).map(([name, api]) => [name, Object.keys(api)])),
    channels: channels(),
    isSandboxed: app.isSandboxed,
    userData: app.getPath('userData'),
    dialogs: shownDialogs,
    openedPaths,
  }),
  preferences: () => BrowserWindow.everyPreferences,
  switches: () => app.switches,
  call: (route: unknown, input: unknown) => page().mainWorld['jishi']?.['call']?.(route, input),
  invokeAs: (url: string, isSubframe: boolean, ...values: unknown[]) =>
    deliver({ url, parent: isSubframe ? {} : null }, 'jishi:call', values),
  navigate: (url: string) => prevented('will-navigate', { url }),
  redirect: (url: string) => prevented('will-redirect', { url }),
  navigateFrame: (url: string) => prevented('will-frame-navigate', { url, isMainFrame: false }),
  attachWebview: () => prevented('will-attach-webview', {}),
  openWindow: (url: string) => page().openAction(url),
  permission: (name: string) => session.defaultSession.permission(name),
  isBlocked: (url: string) => session.defaultSession.isBlocked(url),
  fetch: async (url: string, method: string) => {
    const response = await session.defaultSession.protocol.fetch(url, method)
    const base64 = Buffer.from(await response.arrayBuffer()).toString('base64')
    return { status: response.status, headers: Object.fromEntries(response.headers), base64 }
  },
  suspend: () => powerMonitor.emit('suspend'),
  lockScreen: () => powerMonitor.emit('lock-screen'),
  secondInstance: () => {
    app.emit('second-instance', {})
    return mainWindow().focusCount
  },
  notifications: () => shownNotifications.map(({ title, body, silent }) => ({ title, body, silent })),
  clickNotification: () => {
    shownNotifications[0]?.emit('click')
    return { focusCount: mainWindow().focusCount }
  },
  closeAllWindows: () => {
    setTimeout(() => app.emit('window-all-closed'), 10)
    return true
  },
}

export type Action = keyof typeof actions

function mainWindow(): BrowserWindow {
  const [window] = BrowserWindow.getAllWindows()
  if (!window) throw new Error('没有窗口')
  return window
}

function page(): WebContents {
  return mainWindow().webContents
}

function prevented(name: string, details: { url?: string; isMainFrame?: boolean }): boolean {
  const event = new PreventableEvent(details)
  page().emit(name, event)
  return event.defaultPrevented
}

type Order = { id: number; action: Action; values: unknown[] }

process.on('message', (order: Order) => {
  const perform = actions[order.action] as (...values: unknown[]) => unknown
  Promise.resolve()
    .then(() => perform(...order.values))
    .then(
      (value) => process.send?.({ id: order.id, value }),
      (error: unknown) => process.send?.({ id: order.id, error: String(error) }),
    )
})

app.on('web-contents-created', (_event: unknown, contents: WebContents) => {
  const announce = () => (contents.url === '' ? setTimeout(announce, 10) : process.send?.({ ready: true }))
  announce()
})
