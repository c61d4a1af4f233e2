import { _electron, test as base, type Page } from '@playwright/test'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { envelope, type Envelope } from '../../shared/contract/envelope.ts'
import type { InputOf, OutputOf } from '../../shared/contract/endpoint.ts'
import type { AppContract, Route } from '../../shared/contract/index.ts'
import { runApp } from './electron-double/run-app.ts'
import { demoData } from './demo-data.ts'
import { startHost } from './host.ts'

const root = path.resolve(import.meta.dirname, '../..')

export type JourneyOptions = {
  /** 旅程跑在哪里：本机浏览器（回环主机）、真的 Electron 窗口，还是替身上的真实 main 与 preload。 */
  carrier: 'browser' | 'electron' | 'double'
  /** 判定日固定在这一天，旅程才可重复。 */
  today: string
  /** 从空库开始（首次启动），还是从演示集团开始。 */
  startFrom: 'empty' | 'demo'
}

type App = {
  readonly page: Page
  readonly dataDirectory: string
  /** 绕过界面直接调一条路由：布置前提或核对结果。被拒绝则抛出其中文说明。 */
  call<R extends Route>(route: R, input: InputOf<AppContract[R]>): Promise<OutputOf<AppContract[R]>>
  /** 这一段旅程里出现的、文字相符的页面错误是意料之中的（如故意触犯安全策略），至少要有一个。 */
  expectFaults(pattern: RegExp): void
}

type Opened = { page: Page; dispatch: (route: string, input: unknown) => Promise<Envelope>; close: () => Promise<void> }

type Watch = (page: Page) => void

async function openInBrowser(page: Page, dataDirectory: string, today: string, watch: Watch): Promise<Opened> {
  const host = await startHost(dataDirectory, { today })
  watch(page)
  await page.goto(host.url)
  return {
    page,
    dispatch: (route, input) => host.dispatch(route, input),
    close: async () => {
      await page.close()
      await host.stop()
    },
  }
}

async function openInElectron(dataDirectory: string, today: string, watch: Watch): Promise<Opened> {
  const executablePath = process.env['JISHI_ELECTRON']
  const app = await _electron.launch({
    args: [root, '--data', dataDirectory, '--today', today],
    ...(executablePath === undefined ? {} : { executablePath }),
  })
  const page = await app.firstWindow()
  watch(page)
  return {
    page,
    dispatch: async (route, input) =>
      envelope.parse(
        await page.evaluate(
          ([name, value]) => (window as unknown as { jishi: { call(r: unknown, i: unknown): Promise<unknown> } }).jishi.call(name, value),
          [route, input] as const,
        ),
      ),
    close: () => app.close(),
  }
}

/** 替身没有窗口，用浏览器的一页顶替：文件由真实的 app:// 处理器给，调用过真实的 preload 与 main。 */
async function openInDouble(page: Page, dataDirectory: string, today: string, watch: Watch): Promise<Opened> {
  const app = await runApp(dataDirectory, ['--today', today])
  watch(page)
  await page.exposeFunction('throughPreload', (route: unknown, input: unknown) => app.perform('call', route, input))
  await page.addInitScript(() => {
    const { throughPreload } = window as unknown as { throughPreload: (route: unknown, input: unknown) => Promise<unknown> }
    Object.defineProperty(window, 'jishi', { value: Object.freeze({ call: throughPreload }) })
  })
  await page.route(`${DOUBLE_ORIGIN}/**`, async (request) => {
    const url = request.request().url().replace(DOUBLE_ORIGIN, 'app://bundle')
    const file = (await app.perform('fetch', url, request.request().method())) as DoubleResponse
    await request.fulfill({ status: file.status, headers: file.headers, body: Buffer.from(file.base64, 'base64') })
  })
  await page.goto(`${DOUBLE_ORIGIN}/`)
  return {
    page,
    dispatch: async (route, input) => envelope.parse(await app.perform('call', route, input)),
    close: async () => {
      await page.close()
      await app.stop()
    },
  }
}

/** Chromium 不认 app://，换成一个算安全来源、却没有服务在听的主机，请求全部由替身答。 */
const DOUBLE_ORIGIN = 'http://bundle.localhost'
type DoubleResponse = { status: number; headers: Record<string, string>; base64: string }

const OPENERS = {
  browser: openInBrowser,
  double: openInDouble,
  electron: (_page: Page, dataDirectory: string, today: string, watch: Watch) => openInElectron(dataDirectory, today, watch),
}

/**
 * 旅程的起点：`import { test, expect } from '../kit/journey.ts'`，用 `app.page` 操作界面、`app.call` 布置与核对。
 * 页面上出现未捕获的错误或被安全策略拦下的东西，旅程即算失败。
 */
export const test = base.extend<JourneyOptions & { app: App }>({
  carrier: ['browser', { option: true }],
  today: ['2026-09-14', { option: true }],
  startFrom: ['empty', { option: true }],

  // 造演示集团的时间不算在旅程自己的时限里。
  app: [
    async ({ carrier, today, startFrom, page: browserPage }, use) => {
      const dataDirectory = mkdtempSync(path.join(tmpdir(), 'jishi-journey-'))
      if (startFrom === 'demo') cpSync((await demoData(today)).directory, dataDirectory, { recursive: true })
      const faults: string[] = []
      const watch: Watch = (page) => {
        page.on('pageerror', (error) => faults.push(error.stack ?? error.message))
        page.on('console', (message) => {
          if (message.type() === 'error') faults.push(`${message.text()}（${message.location().url}）`)
        })
      }
      const opened = await OPENERS[carrier](browserPage, dataDirectory, today, watch)
      const expected: RegExp[] = []
      await use({
        page: opened.page,
        dataDirectory,
        expectFaults: (pattern) => {
          expected.push(pattern)
        },
        async call(route, input) {
          const reply = await opened.dispatch(route, input)
          if (!reply.ok) throw new Error(`${route} 被拒绝：${reply.failure.code} ${reply.failure.message}`)
          return reply.value as OutputOf<AppContract[typeof route]>
        },
      })
      await opened.close()
      rmSync(dataDirectory, { recursive: true, force: true })
      for (const pattern of expected)
        base
          .expect(
            faults.some((fault) => pattern.test(fault)),
            `没有出现意料中的 ${String(pattern)}`,
          )
          .toBe(true)
      const unexpected = faults.filter((fault) => !expected.some((pattern) => pattern.test(fault)))
      base.expect(unexpected, '页面上的错误').toEqual([])
    },
    { timeout: 240_000 },
  ],
})

export const expect = base.expect
