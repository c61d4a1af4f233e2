import { createHash } from 'node:crypto'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { app, BrowserWindow, dialog, session, shell } from 'electron'
import { isPlainDate } from '../../shared/calendar/plain-date.ts'
import { fixedClock, systemClock } from '../backend.ts'
import { warmRenderer } from '../document/render-pool.ts'
import { appVersion } from '../host/app-version.ts'
import { defaultDataDirectory } from '../host/data-directory.ts'
import { openGate, type Gate } from '../security/gate.ts'
import { rescueWay } from '../security/rescue-way.ts'
import { HOME_URL, registerBundleScheme, serveBundle } from './bundle-protocol.ts'
import { electronPdfPrinter } from './electron-pdf-printer.ts'
import { keepNoticing } from './daily-notice.ts'
import { answerCalls } from './ipc.ts'
import { systemKeychain } from './keychain.ts'
import { lockWithSystem } from './lock-with-system.ts'
import { lockEveryPage, lockSession, SAFE_WEB_PREFERENCES } from './lockdown.ts'
import { applyMenu } from './menu.ts'

/** Electron 与调试器会往命令行里加自己的参数，所以不认识的一律放过。 */
function readArguments(argv: readonly string[]) {
  const { values } = parseArgs({ args: [...argv], options: { data: { type: 'string' }, today: { type: 'string' } }, strict: false })
  const { data, today } = values
  return {
    dataDirectory: path.resolve(typeof data === 'string' ? data : defaultDataDirectory()),
    clock: typeof today === 'string' && isPlainDate(today) ? fixedClock(today) : systemClock,
  }
}

const { dataDirectory, clock } = readArguments(process.argv.slice(1))

app.enableSandbox()
app.commandLine.appendSwitch('lang', 'zh-CN')
registerBundleScheme()
lockEveryPage()

// 单实例锁跟着 userData 走：一份数据只开一个窗口，不同的数据互不相干；界面缓存也不落进数据文件夹。
const dataTag = createHash('sha256').update(dataDirectory).digest('hex').slice(0, 12)
app.setPath('userData', path.join(app.getPath('appData'), 'JishiWindow', dataTag))

if (app.requestSingleInstanceLock()) run()
else app.quit()

function run(): void {
  process.on('uncaughtException', (error) => {
    dialog.showErrorBox('基石遇到意外', `程序出了意外，将要关闭；已保存的数据不受影响。\n\n${error.message}`)
    app.exit(1)
  })
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows().filter((each) => each.isVisible())
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  app.on('window-all-closed', () => app.quit())
  void app.whenReady().then(start)
}

function start(): void {
  const gate = openGateOrExit()
  if (!gate) return
  closeBeforeQuit(gate)
  lockWithSystem(gate)
  lockSession(session.defaultSession)
  serveBundle(path.resolve(import.meta.dirname, '../renderer'))
  answerCalls((route, input) => gate.dispatch(route, input))
  applyMenu({ isMac: process.platform === 'darwin', isPackaged: app.isPackaged })
  openWindow()
  void warmRenderer()
  const stopNoticing = keepNoticing((route, input) => gate.dispatch(route, input), openCalendar)
  app.on('will-quit', stopNoticing)
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow()
  })
}

/** 点了系统通知：窗口提到前面，翻到日历。 */
function openCalendar(): void {
  const [window] = BrowserWindow.getAllWindows().filter((each) => each.isVisible())
  if (!window) return
  if (window.isMinimized()) window.restore()
  window.focus()
  void window.loadURL(`${HOME_URL}#/calendar`)
}

/** 用系统的窗口选文件夹；取消为 null。 */
async function chooseFolder(): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog({
    title: '选一个文件夹',
    buttonLabel: '选这个文件夹',
    properties: ['openDirectory', 'createDirectory'],
  })
  return canceled ? null : (filePaths[0] ?? null)
}

/** 一时打不开的（被占用、只读、来自更新版本、磁盘满）：说清楚，安全退出。损坏、缺了的不退出，窗口里走修复。原件都不动。 */
function openGateOrExit(): Gate | null {
  try {
    const gate = openGate({
      dataDirectory,
      clock,
      appVersion,
      pdfPrinter: electronPdfPrinter,
      openFile: (file) => shell.openPath(file),
      backsUpDaily: true,
      occupiesData: true,
      keepsNamesReady: true,
      keychain: systemKeychain,
      chooseFolder,
    })
    const state = gate.state()
    if (state.kind !== '打不开' || rescueWay(state.failure.code) === '修复') return gate
    dialog.showErrorBox('基石打不开数据', state.failure.message)
  } catch (error) {
    dialog.showErrorBox('基石打不开数据', `打开 ${dataDirectory} 时出了意外：${String(error)}`)
  }
  app.exit(1)
  return null
}

/** 退出前先把数据库关好；关好之后才真的退出。 */
function closeBeforeQuit(gate: Gate): void {
  app.on('will-quit', (event) => {
    event.preventDefault()
    void gate.close().finally(() => app.exit(0))
  })
}

function openWindow(): void {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 1024,
    minHeight: 680,
    show: false,
    title: '基石',
    autoHideMenuBar: true,
    webPreferences: {
      ...SAFE_WEB_PREFERENCES,
      preload: path.resolve(import.meta.dirname, '../preload/preload.cjs'),
      devTools: !app.isPackaged,
    },
  })
  window.once('ready-to-show', () => window.show())
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    dialog.showErrorBox('界面崩溃了', `界面意外退出（${reason}），已保存的数据不受影响。按“确定”重新载入。`)
    if (!window.isDestroyed()) window.reload()
  })
  void window.loadURL(HOME_URL)
}
