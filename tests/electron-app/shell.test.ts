import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Envelope } from '../../shared/contract/envelope.ts'
import { appExit, runApp, type RunningApp } from '../kit/electron-double/run-app.ts'
import { ensureBuilt } from '../kit/built.ts'
import { scratchDirectory } from '../kit/scratch.ts'

// 跑的是真实的构建产物 main 与 preload，Electron 由替身顶替；真窗口里的旅程见 Playwright 的 Electron 项目。
const scratch = scratchDirectory()
let app: RunningApp

type State = {
  windowCount: number
  isVisible: boolean
  url: string
  headers: Record<string, string>
  exposed: Record<string, string[]>
  channels: string[]
  isSandboxed: boolean
  userData: string
}

beforeAll(async () => {
  ensureBuilt()
  app = await runApp(path.join(scratch.path, 'data'), ['--today', '2026-09-14'])
})

afterAll(async () => {
  await app.stop()
  scratch[Symbol.dispose]()
})

describe('窗口', () => {
  test('载入自己的页面，带内容安全策略；全局沙箱已开；界面缓存不在数据文件夹里', async () => {
    const state = (await app.perform('state')) as State
    expect(state).toMatchObject({ windowCount: 1, isVisible: true, url: 'app://bundle/', isSandboxed: true })
    expect(state.headers['content-security-policy']).toContain("script-src 'self'")
    expect(state.headers['content-security-policy']).not.toMatch(/script-src[^;]*unsafe/)
    expect(state.headers['x-content-type-options']).toBe('nosniff')
    expect(path.relative(path.join(scratch.path, 'data'), state.userData)).toMatch(/^\.\./)
  })

  test('preload 只暴露一个 call，主进程只有一个通道', async () => {
    const state = (await app.perform('state')) as State
    expect(state.exposed).toEqual({ jishi: ['call'] })
    expect(state.channels).toEqual(['jishi:call'])
  })

  test.each([
    'https://example.com/',
    'file:///etc/passwd',
    'app://other/',
    'app://bundle.evil/',
    'javascript:alert(1)',
    'app://user@bundle/',
  ])('不许离开自己的页面：%s', async (url) => {
    expect(await app.perform('navigate', url)).toBe(true)
    expect(await app.perform('redirect', url)).toBe(true)
    expect(await app.perform('navigateFrame', url)).toBe(true)
    expect(await app.perform('openWindow', url)).toBe('deny')
  })

  test('自己的页面之间可以走，公文预览的内嵌框可以开；任何新窗口与 webview 都不行', async () => {
    expect(await app.perform('navigate', 'app://bundle/#/elections')).toBe(false)
    expect(await app.perform('navigateFrame', 'about:srcdoc')).toBe(false)
    expect(await app.perform('openWindow', 'app://bundle/')).toBe('deny')
    expect(await app.perform('attachWebview')).toBe(true)
  })

  test.each(['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'hid', 'fileSystem'])(
    '权限一律不给：%s',
    async (name) => {
      expect(await app.perform('permission', name)).toEqual({ isRequestGranted: false, isCheckGranted: false, isDeviceGranted: false })
    },
  )

  test.each([
    ['https://example.com/x.js', true],
    ['http://127.0.0.1:9/', true],
    ['file:///etc/passwd', true],
    ['app://other/x', true],
    ['app://bundle/index.html', false],
    ['blob:app://bundle/1', false],
    ['data:image/png;base64,AA', false],
  ])('除自己的文件外不许取：%s', async (url, isBlocked) => {
    expect(await app.perform('isBlocked', url)).toBe(isBlocked)
  })

  test.each([
    ['app://bundle/', 'GET', 200],
    ['app://bundle/index.html', 'GET', 200],
    ['app://bundle/没有.js', 'GET', 404],
    ['app://bundle/..%2fmain/app.js', 'GET', 404],
    ['app://bundle/%2e%2e/%2e%2e/package.json', 'GET', 404],
    ['app://bundle/', 'POST', 404],
    ['app://print/', 'GET', 404],
  ])('app:// 只给界面产物：%s %s → %i', async (url, method, status) => {
    const response = (await app.perform('fetch', url, method)) as { status: number; headers: Record<string, string> }
    expect(response.status).toBe(status)
    expect(response.headers['content-security-policy']).toBeDefined()
  })

  test('再开一个同样数据的窗口，只把已有的窗口提到前面', async () => {
    expect(await app.perform('secondInstance')).toBe(1)
  })
})

describe('通道', () => {
  test.each([
    ['别的网站', 'https://example.com/', false],
    ['本地文件', 'file:///tmp/a.html', false],
    ['伪装的主机名', 'app://bundle.evil/', false],
    ['自己页面里的内嵌框', 'app://bundle/', true],
  ])('不认%s发来的调用', async (_name, url, isSubframe) => {
    const reply = (await app.perform('invokeAs', url, isSubframe, 'settings.overview', '{}')) as string
    expect(JSON.parse(reply)).toMatchObject({ ok: false, failure: { code: 'FORBIDDEN' } })
  })

  test.each([
    ['路由不是文字', [1, '{}']],
    ['入参不是文字', ['settings.overview', { a: 1 }]],
    ['入参不是 JSON', ['settings.overview', '{']],
  ])('畸形的调用被拒绝而不是崩溃：%s', async (_name, values) => {
    const reply = (await app.perform('invokeAs', 'app://bundle/', false, ...values)) as string
    expect(JSON.parse(reply)).toMatchObject({ ok: false, failure: { code: 'INVALID_INPUT' } })
  })
})

describe('到期的系统通知', () => {
  test('有到期的才发，一天一条、不出声；点它窗口提到前面翻到日历；重开不再发', async () => {
    using own = scratchDirectory()
    const directory = path.join(own.path, 'data')
    const first = await runApp(directory, ['--today', '2026-09-29'])
    const reply = await first.perform('call', 'organization.create', {
      code: '001',
      establishedOn: '2010-01-01',
      establishmentDocumentNo: '',
      profile: {
        level: '党委',
        parentId: null,
        name: '中共测试集团有限公司委员会',
        shortName: '集团党委',
        form: '单独组建',
        unitType: '国有企业',
        coveredUnits: [],
        staffTotal: null,
        nonpartyStaffTotal: null,
        contactName: '',
        contactPhone: '',
        documentCode: '',
        approvalDocumentNo: '',
      },
    })
    expect(reply).toMatchObject({ ok: true })
    await expect.poll(() => first.perform('notifications'), { timeout: 30_000, interval: 500 }).toHaveLength(1)
    expect(await first.perform('notifications')).toEqual([
      { title: expect.stringMatching(/^党建工作：/) as string, body: expect.stringContaining('日历') as string, silent: true },
    ])
    expect(await first.perform('clickNotification')).toEqual({ focusCount: 1 })
    await expect.poll(async () => ((await first.perform('state')) as State).url, { timeout: 10_000 }).toBe('app://bundle/#/calendar')
    await first.stop()
    const second = await runApp(directory, ['--today', '2026-09-29'])
    expect(await second.perform('call', 'calendar.reminders', {})).toMatchObject({ ok: true, value: { isNoticed: true } })
    expect(await second.perform('notifications')).toEqual([])
    await second.stop()
  })
})

describe('启停', () => {
  test('关掉全部窗口：数据库关好，退出码 0', async () => {
    using own = scratchDirectory()
    const second = await runApp(path.join(own.path, 'data'))
    await second.perform('closeAllWindows')
    expect(await second.exited).toBe(0)
  })

  test('已有一个在跑：不开窗，退出码 0', async () => {
    using own = scratchDirectory()
    expect(await appExit(path.join(own.path, 'data'), { DOUBLE_LOCK_TAKEN: '1' })).toEqual({ code: 0, dialogs: [] })
  })
})

test('加了密的数据：系统一睡眠、一锁屏就锁定，页面什么也取不到；系统钥匙串里记住的，下次打开不必输口令', async () => {
  using own = scratchDirectory()
  const data = path.join(own.path, 'data')
  const passphrase = '金桥路七号的桂花树'
  const call = async (running: RunningApp, route: string, input: unknown) => (await running.perform('call', route, input)) as Envelope
  const first = await runApp(data, ['--today', '2026-09-14'])
  try {
    const drafted = await call(first, 'security.draftRecoveryCode', {})
    if (!drafted.ok) throw new Error(drafted.failure.message)
    const { draftId, groups, asked } = drafted.value as { draftId: string; groups: string[]; asked: number[] }
    const confirmations = asked.map((group) => ({ group, text: groups[group - 1] ?? '' }))
    const input = { draftId, passphrase, confirmations, dropsOriginal: true, convertsBackups: true, usesKeychain: true }
    expect(await call(first, 'security.enableEncryption', input)).toMatchObject({ ok: true })
    for (const event of ['suspend', 'lockScreen'] as const) {
      await first.perform(event)
      await expect.poll(async () => await call(first, 'security.state', {})).toMatchObject({ value: { state: '待解锁' } })
      expect(await call(first, 'settings.overview', {})).toMatchObject({ ok: false, failure: { code: 'LOCKED' } })
      expect(await call(first, 'security.unlock', { passphrase })).toMatchObject({ ok: true })
    }
  } finally {
    await first.stop()
  }
  const second = await runApp(data, ['--today', '2026-09-14'])
  try {
    expect(await call(second, 'security.state', {})).toMatchObject({ value: { state: '已开', isEncrypted: true } })
  } finally {
    await second.stop()
  }
}, 120_000)
