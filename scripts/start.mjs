// 打开基石：能用 Electron 就开窗口，不能就说明原因、用本机浏览器；--no-open 只起服务、打印网址。
import { spawn } from 'node:child_process'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { ensureBuilt, root } from './build.mjs'
import { obtainElectron } from './electron-binary.mjs'

/** 窗口还没出来就没了：多半是缺系统库或沙箱不可用，值得换浏览器再试。 */
const LAUNCH_MS = 15_000
const CRASH_SIGNALS = ['SIGTRAP', 'SIGABRT', 'SIGSEGV', 'SIGILL', 'SIGBUS']

const argv = process.argv.slice(2)

/** 只看决定走哪条路的两个开关；其余参数由真正的入口解析并报错。 */
function wantedMode() {
  const { values } = parseArgs({
    args: argv,
    options: { open: { type: 'boolean', default: true }, browser: { type: 'boolean', default: false } },
    allowNegative: true,
    strict: false,
  })
  if (values.open === false) return 'host'
  return values.browser ? 'browser' : 'electron'
}

function windowObstacle() {
  if (process.platform !== 'linux') return null
  if (!process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return '没有图形界面（未设 DISPLAY）'
  if (process.getuid?.() === 0) return '正以 root 运行，而 Electron 不肯在没有沙箱的情况下打开窗口'
  return null
}

/** @returns 退出码；窗口没能打开为 null。 */
function openWindow(executable) {
  return new Promise((resolve) => {
    const startedAt = Date.now()
    const child = spawn(executable, [root, ...argv], { stdio: 'inherit' })
    child.on('error', () => resolve(null))
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
    child.on('exit', (code, signal) => {
      const isLaunchFailure = Date.now() - startedAt < LAUNCH_MS && (code === 127 || (signal !== null && CRASH_SIGNALS.includes(signal)))
      resolve(isLaunchFailure ? null : (code ?? 0))
    })
  })
}

async function startHost(args) {
  process.argv = [process.argv[0], process.argv[1], ...args]
  await import(pathToFileURL(path.join(root, 'dist/main/host.js')).href)
}

function explainFallback(reason) {
  process.stderr.write(`${reason}。\n改用本机浏览器打开：同一个界面、同一份数据。\n`)
}

async function start() {
  if (!(await ensureBuilt())) {
    process.exitCode = 1
    return
  }
  if (wantedMode() !== 'electron') return startHost(argv)
  const obstacle = windowObstacle()
  const electron = obstacle ? { reason: obstacle } : await obtainElectron()
  if (electron.executable) {
    const code = await openWindow(electron.executable)
    if (code !== null) process.exit(code)
    electron.reason = 'Electron 窗口没有开起来（常见原因是系统缺少图形库，或系统禁止了沙箱）'
  }
  explainFallback(electron.reason)
  return startHost([...argv, '--browser'])
}

await start()
