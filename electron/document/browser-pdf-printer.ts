import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { DomainError } from '../dispatch/domain-error.ts'
import type { PdfPrinter } from './pdf-printer.ts'

/** 一份公文排版用不到一分钟；再久就是浏览器卡住了。 */
const TIMEOUT_MS = 60_000

/**
 * 用本机 Chromium 系浏览器排 PDF；找不到返回 null，界面据此说明“没有可用的 PDF 打印”。
 * 每次用独立的临时目录与用户目录，不碰用户正在用的浏览器，也不联网。
 */
export function findBrowserPdfPrinter(environment: NodeJS.ProcessEnv = process.env): PdfPrinter | null {
  const executable = browserCandidates(process.platform, environment).find((candidate) => existsSync(candidate))
  return executable === undefined ? null : browserPdfPrinter(executable)
}

export function browserPdfPrinter(executable: string, timeoutMs = TIMEOUT_MS): PdfPrinter {
  return {
    async print(html, signal) {
      signal.throwIfAborted()
      const folder = await mkdtemp(path.join(tmpdir(), 'jishi-pdf-'))
      try {
        const source = path.join(folder, 'document.html')
        const target = path.join(folder, 'document.pdf')
        await writeFile(source, html, 'utf8')
        await runBrowser(executable, printArguments(folder, source, target), signal, timeoutMs)
        const pdf = await readFile(target).catch(() => null)
        if (pdf === null || pdf.length === 0)
          throw new DomainError('PDF_FAILED', '浏览器没有排出 PDF。请重试；仍不行可导出 docx 后用 Word 或 WPS 另存为 PDF。')
        return new Uint8Array(pdf)
      } finally {
        await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
      }
    },
  }
}

function printArguments(folder: string, source: string, target: string): string[] {
  return [
    '--headless',
    '--disable-gpu',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-extensions',
    '--disable-background-networking',
    '--disable-sync',
    '--disable-component-update',
    '--host-resolver-rules=MAP * ~NOTFOUND',
    `--user-data-dir=${path.join(folder, 'profile')}`,
    '--no-pdf-header-footer',
    `--print-to-pdf=${target}`,
    // 以 root 运行（多在容器里）时 Chromium 的沙箱起不来。
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    pathToFileURL(source).href,
  ]
}

function runBrowser(executable: string, args: string[], signal: AbortSignal, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    // 写临时文件那一小会儿里就可能已取消：那时还没有人听，这里补看一眼。
    if (signal.aborted) {
      reject(cancelled())
      return
    }
    const child = spawn(executable, args, { stdio: 'ignore', windowsHide: true, detached: process.platform !== 'win32' })
    const stop = (error: Error) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
      killTree(child.pid)
      reject(error)
    }
    const onAbort = () => stop(cancelled())
    const timer = setTimeout(
      () =>
        stop(
          new DomainError(
            'PDF_FAILED',
            `浏览器 ${Math.round(timeoutMs / 1000)} 秒没有排完，已中止。请重试；仍不行可导出 docx 后用 Word 或 WPS 另存为 PDF。`,
          ),
        ),
      timeoutMs,
    )
    signal.addEventListener('abort', onAbort, { once: true })
    child.once('error', () => stop(new DomainError('PDF_FAILED', `启动不了浏览器 ${executable}。请检查它能否打开，或导出 docx。`)))
    child.once('exit', () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
      resolve()
    })
  })
}

function cancelled(): DomainError {
  return new DomainError('CANCELLED', '已取消，没有写入任何内容。')
}

/** 连同浏览器自己起的子进程一起结束；只结束这一次启动的进程组。 */
function killTree(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    if (process.platform === 'win32') spawn('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore', windowsHide: true })
    else process.kill(-pid, 'SIGKILL')
  } catch {
    // 已经退出。
  }
}

/** 依次去找的位置：CHROME_PATH、Playwright 缓存、各系统的常见安装位置。 */
export function browserCandidates(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): string[] {
  const explicit = environment['CHROME_PATH']
  return [...(explicit ? [explicit] : []), ...playwrightBrowsers(platform, environment), ...installedBrowsers(platform, environment)]
}

function installedBrowsers(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): string[] {
  if (platform === 'win32') {
    const roots = [environment['PROGRAMFILES'], environment['PROGRAMFILES(X86)'], environment['LOCALAPPDATA']].filter(
      (each) => each !== undefined,
    )
    const tails = [
      'Microsoft\\Edge\\Application\\msedge.exe',
      'Google\\Chrome\\Application\\chrome.exe',
      'Chromium\\Application\\chrome.exe',
    ]
    return tails.flatMap((tail) => roots.map((root) => path.win32.join(root, tail)))
  }
  if (platform === 'darwin') {
    const applications = ['/Applications', path.posix.join(homedir(), 'Applications')]
    const names = ['Google Chrome', 'Microsoft Edge', 'Chromium']
    return names.flatMap((name) => applications.map((root) => `${root}/${name}.app/Contents/MacOS/${name}`))
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge', 'microsoft-edge-stable']
  return names.flatMap((name) => [`/usr/bin/${name}`, `/usr/local/bin/${name}`, `/snap/bin/${name}`])
}

function playwrightBrowsers(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): string[] {
  const home = homedir()
  const cache =
    environment['PLAYWRIGHT_BROWSERS_PATH'] ??
    (platform === 'win32'
      ? path.join(environment['LOCALAPPDATA'] ?? home, 'ms-playwright')
      : platform === 'darwin'
        ? path.join(home, 'Library', 'Caches', 'ms-playwright')
        : path.join(home, '.cache', 'ms-playwright'))
  if (!existsSync(cache)) return []
  const tails = [
    'chrome-linux/chrome',
    'chrome-linux64/chrome',
    'chrome-win/chrome.exe',
    'chrome-win64/chrome.exe',
    'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  ]
  return readdirSync(cache)
    .filter((name) => /^chromium-\d+$/.test(name))
    .sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)))
    .flatMap((name) => tails.map((tail) => path.join(cache, name, tail)))
}
