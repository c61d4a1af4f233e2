import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { isPlainDate } from '../../shared/calendar/plain-date.ts'
import { fixedClock, systemClock } from '../backend.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import { findBrowserPdfPrinter } from '../document/browser-pdf-printer.ts'
import { warmRenderer } from '../document/render-pool.ts'
import { openGate, type Gate } from '../security/gate.ts'
import { rescueWay } from '../security/rescue-way.ts'
import { appVersion } from './app-version.ts'
import { defaultDataDirectory } from './data-directory.ts'
import { createHost } from './http.ts'

const USAGE = `用法：npm start -- [--no-open] [--browser] [--port 端口] [--data 目录] [--today 日期]
  --no-open  不打开窗口或浏览器，只打印网址
  --browser  不用 Electron 窗口，用本机浏览器
  --port     固定端口，0 为随机（默认）
  --data     数据放在哪个文件夹
  --today    把“今天”固定为某日，如 2026-09-14，供演示与核对`

/** 启动不了、但说得清的原因。 */
class StartRefusal extends Error {}

function readArguments(argv: readonly string[]) {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      port: { type: 'string', default: '0' },
      data: { type: 'string' },
      today: { type: 'string' },
      open: { type: 'boolean', default: true },
      browser: { type: 'boolean', default: false },
    },
    allowNegative: true,
  })
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new StartRefusal(`端口“${values.port}”不对，应是 0 到 65535 的整数。`)
  if (values.today !== undefined && !isPlainDate(values.today))
    throw new StartRefusal(`日期“${values.today}”不对，应写成 2026-09-14 这样。`)
  return {
    port,
    clock: values.today === undefined ? systemClock : fixedClock(values.today),
    dataDirectory: path.resolve(values.data ?? defaultDataDirectory()),
    opensBrowser: values.open,
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE')
        reject(new StartRefusal(`端口 ${port} 已被别的程序占用。请换一个端口，或用 --port 0 让系统挑一个空闲的。`))
      else if (error.code === 'EACCES') reject(new StartRefusal(`没有权限使用端口 ${port}。请换一个 1024 以上的端口。`))
      else reject(error)
    })
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
}

/** 收到结束信号：停收新请求，放掉连接，关好数据库，以 0 退出。再来一次信号也只做一遍。 */
function closeOnSignal(server: Server, gate: Gate): void {
  let isClosing = false
  const close = () => {
    if (isClosing) return
    isClosing = true
    server.close(() => void gate.close().finally(() => process.exit(0)))
    server.closeIdleConnections()
    // 正在做的请求给一秒收尾；事务没提交的由 SQLite 自己撤回。
    setTimeout(() => server.closeAllConnections(), 1000).unref()
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, close)
}

function openInBrowser(url: string): void {
  const [command, args] =
    process.platform === 'win32'
      ? ['rundll32', ['url.dll,FileProtocolHandler', url]]
      : process.platform === 'darwin'
        ? ['open', [url]]
        : ['xdg-open', [url]]
  const child = spawn(command, args, { stdio: 'ignore', detached: true })
  child.on('error', () => process.stderr.write('没有找到可以打开的浏览器，请自行在浏览器里打开上面的网址。\n'))
  child.unref()
}

async function start(argv: readonly string[]): Promise<void> {
  const { port, clock, dataDirectory, opensBrowser } = readArguments(argv)
  const gate = openGate({
    dataDirectory,
    clock,
    appVersion,
    pdfPrinter: findBrowserPdfPrinter(),
    backsUpDaily: true,
    occupiesData: true,
    keepsNamesReady: true,
  })
  try {
    const state = gate.state()
    if (state.kind === '打不开' && rescueWay(state.failure.code) === '再试') throw state.failure
    const key = randomBytes(32).toString('base64url')
    const server = createHost({
      dispatch: (route, input) => gate.dispatch(route, input),
      bundleRoot: path.resolve(import.meta.dirname, '../renderer'),
      key,
    })
    const url = `http://127.0.0.1:${await listen(server, port)}/?key=${key}`
    closeOnSignal(server, gate)
    void warmRenderer()
    if (state.kind === '打不开') process.stderr.write(`${state.failure.message}\n打开下面的网址，按修复页一步步来。\n`)
    process.stderr.write(`数据在 ${gate.dataFile}\n按 Ctrl+C 退出。网址里带本次启动的密钥，请勿转发：\n`)
    process.stdout.write(`${url}\n`)
    if (opensBrowser) openInBrowser(url)
  } catch (error) {
    await gate.close()
    throw error
  }
}

try {
  await start(process.argv.slice(2))
} catch (error) {
  const isUsage = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
  const isExplained = error instanceof StartRefusal || error instanceof DomainError
  const explained = isUsage
    ? USAGE
    : isExplained
      ? error.message
      : `基石没有启动成功：${error instanceof Error ? error.message : String(error)}`
  process.stderr.write(`${explained}\n`)
  process.exitCode = isUsage ? 2 : 1
}
