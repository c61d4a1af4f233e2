import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ensureBuilt } from '../kit/built.ts'
import { runApp, type RunningApp } from '../kit/electron-double/run-app.ts'
import { scratchDirectory } from '../kit/scratch.ts'

// Electron 官方安全清单（electronjs.org/docs/latest/tutorial/security）二十条，逐条一个测试，序号与它一致。
// 行为看真实的主进程与 preload 产物在替身上怎么做，不该有的东西看产物与源文件；不适用的断言其前提。
const root = path.resolve(import.meta.dirname, '../..')
const scratch = scratchDirectory()
let app: RunningApp
/** 主窗口与打印用的隐藏窗口各自的网页设置。 */
let preferences: Record<string, unknown>[]
let state: { url: string; headers: Record<string, string>; exposed: Record<string, string[]>; channels: string[]; isSandboxed: boolean }

const texts = (directory: string, extension: RegExp) =>
  readdirSync(path.join(root, directory), { recursive: true, encoding: 'utf8' })
    .filter((name) => extension.test(name))
    .map((name) => ({ name, text: readFileSync(path.join(root, directory, name), 'utf8') }))

/** 文件名 → 里面有这种写法的；空即一处也没有。 */
const holding = (files: readonly { name: string; text: string }[], pattern: RegExp) =>
  files.filter(({ text }) => pattern.test(text)).map(({ name }) => name)

const shell = () => texts('electron/app', /\.ts$/)
const mainProducts = () => texts('dist/main', /\.js$/)
const pageProducts = () => texts('dist/renderer', /\.(js|html|css)$/)

beforeAll(async () => {
  ensureBuilt()
  app = await runApp(path.join(scratch.path, 'data'), ['--today', '2026-09-14'])
  state = (await app.perform('state')) as typeof state
  const printed = await app.perform('call', 'calendar.exportWallChart', { year: 2026, paper: 'A4', format: 'pdf' })
  expect(printed).toMatchObject({ ok: true })
  preferences = (await app.perform('preferences')) as typeof preferences
})

afterAll(async () => {
  await app.stop()
  scratch[Symbol.dispose]()
})

const everyWindow = (expected: Record<string, unknown>) => {
  expect(preferences).toHaveLength(2)
  for (const each of preferences) expect(each).toMatchObject(expected)
}

describe('Electron 官方安全清单', () => {
  test('1 只载入安全的内容：页面只从 app:// 来，http、https、ws 一概取不到；产物里没有指向外面的脚本、样式、框', async () => {
    expect(state.url).toBe('app://bundle/')
    for (const url of ['http://example.com/', 'https://example.com/', 'ws://example.com/', 'wss://example.com/', 'ftp://example.com/'])
      expect(await app.perform('isBlocked', url), url).toBe(true)
    expect(holding(pageProducts(), /(src|href)="(https?:)?\/\/|@import|url\(["']?https?:/)).toEqual([])
  })

  test('2 不给页面 Node：主窗口、打印窗口、工作线程、内嵌框都不给', () => {
    everyWindow({ nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false })
  })

  test('3 隔离上下文', () => everyWindow({ contextIsolation: true }))

  test('4 进程沙箱：全局开，逐窗口也写明；没有关它的命令行开关', async () => {
    expect(state.isSandboxed).toBe(true)
    everyWindow({ sandbox: true })
    expect(String(await app.perform('switches'))).not.toMatch(/no-sandbox|disable-setuid/)
    expect(holding(mainProducts(), /appendSwitch\(["']no-sandbox/)).toEqual([])
  })

  test.each(['media', 'geolocation', 'notifications', 'midi', 'pointerLock', 'fullscreen', 'openExternal', 'clipboard-read', 'usb'])(
    '5 页面要的权限自己答，一律不给：%s',
    async (name) => {
      expect(await app.perform('permission', name)).toEqual({ isRequestGranted: false, isCheckGranted: false, isDeviceGranted: false })
    },
  )

  test('6 不关同源策略', () => {
    everyWindow({ webSecurity: true })
    expect(holding(mainProducts(), /webSecurity:\s*(false|!1)|disable-web-security|bypassCSP:\s*(true|!0)/)).toEqual([])
  })

  test('7 内容安全策略：每个响应都带，缺省全不许；脚本只许自己的文件，没有 unsafe-inline、unsafe-eval、通配', async () => {
    const missing = (await app.perform('fetch', 'app://bundle/没有.js', 'GET')) as { status: number; headers: Record<string, string> }
    expect(missing.status).toBe(404)
    for (const headers of [state.headers, missing.headers]) {
      const policy: Record<string, string> = Object.fromEntries<string>(
        (headers['content-security-policy'] ?? '').split('; ').map((part) => [part.split(' ')[0] ?? '', part] as const),
      )
      expect(policy['default-src']).toBe("default-src 'none'")
      expect(policy['script-src']).toBe("script-src 'self'")
      expect(policy['object-src']).toBe("object-src 'none'")
      expect(policy['base-uri']).toBe("base-uri 'none'")
      expect(policy['frame-ancestors']).toBe("frame-ancestors 'none'")
      expect(policy['connect-src']).toBe("connect-src 'self'")
      expect(Object.values(policy).join(' ')).not.toMatch(/\*|https?:|unsafe-eval/)
    }
  })

  test('8 不许安全页面混进不安全的内容', () => everyWindow({ allowRunningInsecureContent: false }))

  test('9 不开实验功能', () => everyWindow({ experimentalFeatures: false }))

  test('10 不另开 Blink 功能', async () => {
    for (const each of preferences) expect(each).not.toHaveProperty('enableBlinkFeatures')
    expect(String(await app.perform('switches'))).not.toMatch(/enable-(blink-)?features/)
  })

  test('11 webview 不许开弹窗：不适用，标签整个关着，界面产物里也没有', () => {
    everyWindow({ webviewTag: false })
    expect(holding(pageProducts(), /<webview|createElement\(["']webview|allowpopups/)).toEqual([])
  })

  test('12 webview 建出来之前核对：一律不许建', async () => {
    expect(await app.perform('attachWebview')).toBe(true)
  })

  test.each(['https://example.com/', 'http://127.0.0.1:8080/', 'file:///etc/passwd', 'data:text/html,<b>x</b>', 'app://bundle.evil/'])(
    '13 不许离开自己的页面，转向、内嵌框也不许：%s',
    async (url) => {
      expect(await app.perform('navigate', url)).toBe(true)
      expect(await app.perform('redirect', url)).toBe(true)
      expect(await app.perform('navigateFrame', url)).toBe(true)
    },
  )

  test.each(['https://example.com/', 'app://bundle/', 'about:blank', 'blob:app://bundle/1'])('14 不许开新窗口：%s', async (url) => {
    expect(await app.perform('openWindow', url)).toBe('deny')
  })

  test('15 不拿不可信的内容调 shell.openExternal：不适用，从不调用；交给系统打开的只有自己写出的 docx 副本', () => {
    expect(holding(mainProducts(), /openExternal|showItemInFolder|moveItemToTrash|trashItem/)).toEqual([])
    expect(holding(shell(), /shell\.openPath/)).toEqual(['main.ts'])
    // 唯一的去处：后端的“打开副本”，文件名的扩展名写死。
    const callers = texts('electron', /\.ts$/).filter(({ text }) => /\bopenCopy\(/.test(text))
    expect(callers.map(({ name }) => name)).toEqual([path.join('correspondence', 'export-commands.ts')])
    for (const [call] of callers[0]?.text.matchAll(/\bopenCopy\(.+/g) ?? []) expect(call).toContain("'docx')")
  })

  test('16 用受支持的 Electron：版本写死，锁文件一致，不低于 45', () => {
    const declared = (JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { devDependencies: Record<string, string> })
      .devDependencies['electron']
    const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, { version: string }> }
    expect(declared).toMatch(/^\d+\.\d+\.\d+$/)
    expect(lock.packages['node_modules/electron']?.version).toBe(declared)
    expect(Number(declared?.split('.')[0])).toBeGreaterThanOrEqual(45)
  })

  test.each([
    ['别的网站', 'https://example.com/', false],
    ['本地文件', 'file:///tmp/a.html', false],
    ['打印用的页面', 'app://print/', false],
    ['伪装的主机名', 'app://bundle.evil/', false],
    ['带用户名的', 'app://user@bundle/', false],
    ['空白页', 'about:blank', false],
    ['自己页面里的内嵌框', 'app://bundle/', true],
  ])('17 每条进程间消息都核对是谁发的：不认%s', async (_name, url, isSubframe) => {
    const reply = (await app.perform('invokeAs', url, isSubframe, 'settings.overview', '{}')) as string
    expect(JSON.parse(reply)).toMatchObject({ ok: false, failure: { code: 'FORBIDDEN' } })
    expect(state.channels).toEqual(['jishi:call'])
  })

  test('18 不用 file://，用自己的协议：载入的只有两个 app:// 网址', async () => {
    expect(holding(shell(), /loadFile\(|file:\/\//)).toEqual([])
    const loaded = shell().flatMap(({ text }) => [...text.matchAll(/loadURL\(([^)]*)\)/g)].map(([, address]) => address))
    expect([...new Set(loaded)].sort()).toEqual(['HOME_URL', 'PRINT_URL', '`${HOME_URL}#/calendar`'].sort())
    expect(await app.perform('isBlocked', 'file:///etc/passwd')).toBe(true)
  })

  test('19 fuses：能关的都关，完整性校验打开（真的翻过来由打包的测试核对）', () => {
    const config = readFileSync(path.join(root, 'electron-builder.yml'), 'utf8')
    const fuses = Object.fromEntries<string>(
      [...config.matchAll(/^ {2}(\w+): (true|false)$/gm)].map(([, name, value]) => [name ?? '', value ?? ''] as const),
    )
    expect(fuses).toMatchObject({
      runAsNode: 'false',
      enableCookieEncryption: 'true',
      enableNodeOptionsEnvironmentVariable: 'false',
      enableNodeCliInspectArguments: 'false',
      enableEmbeddedAsarIntegrityValidation: 'true',
      onlyLoadAppFromAsar: 'true',
      loadBrowserProcessSpecificV8Snapshot: 'false',
      grantFileProtocolExtraPrivileges: 'false',
    })
  })

  test('20 不把 Electron 的接口交给页面：只有一个只收发 JSON 的函数', () => {
    expect(state.exposed).toEqual({ jishi: ['call'] })
    const preload = readFileSync(path.join(root, 'dist/preload/preload.cjs'), 'utf8')
    expect([...preload.matchAll(/require\(([^)]*)\)/g)].map(([, name]) => name)).toEqual(['"electron"'])
    // 用到的只有这两样，且都不是原样交出去。
    expect([...preload.matchAll(/electron\.(\w+)\.(\w+)/g)].map(([, object, method]) => `${object ?? ''}.${method ?? ''}`)).toEqual([
      'contextBridge.exposeInMainWorld',
      'ipcRenderer.invoke',
    ])
    expect(holding(shell(), /@electron\/remote|enableRemoteModule/)).toEqual([])
  })
})
