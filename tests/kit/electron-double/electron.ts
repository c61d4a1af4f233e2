/**
 * `electron` 模块的替身，只含本程序用到的部分。Electron 会拒绝的，它也拒绝：ready 之前的 handle、
 * 重复的 handler、关掉的沙箱。它是我们代码的证据，不是 Electron 的证据。
 */
export { app } from './app.ts'
export { BrowserWindow } from './browser-window.ts'
export { dialog } from './dialog.ts'
export { ipcMain } from './ipc-main.ts'
export { Menu } from './menu.ts'
export { Notification } from './notification.ts'
export { powerMonitor } from './power-monitor.ts'
export { protocol } from './protocol.ts'
export { safeStorage } from './safe-storage.ts'
export { session } from './session.ts'
export { shell } from './shell.ts'

import './control.ts'
