import { defineConfig } from '@playwright/test'
import path from 'node:path'
import type { JourneyOptions } from './tests/kit/journey.ts'

// 由 npm test 与 npm run journeys 找到后给出；直接运行 playwright 时用它自带的浏览器。
const executablePath = process.env['CHROME_PATH']
const electronPath = process.env['JISHI_ELECTRON']

/** 窗口自己的旅程：只在真窗口与替身上有意义。 */
const WINDOW_JOURNEYS = '**/electron-app/*.e2e.ts'

/** 同一套旅程的几种载体：本机浏览器总跑；窗口的旅程总在替身上跑；本机有 Electron 本体与图形界面时再在真窗口里跑一遍。 */
export default defineConfig<JourneyOptions>({
  testDir: path.join(import.meta.dirname, 'tests'),
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results/playwright',
  timeout: 180_000,
  expect: { timeout: 30_000 },
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] === undefined ? [['list']] : [['list'], ['json']],
  use: {
    viewport: { width: 1280, height: 800 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    contextOptions: { reducedMotion: 'reduce' },
    trace: 'retain-on-failure',
    ...(executablePath === undefined ? {} : { launchOptions: { executablePath } }),
  },
  projects: [
    { name: '本机浏览器', use: { carrier: 'browser' }, testIgnore: WINDOW_JOURNEYS },
    { name: 'Electron 替身', use: { carrier: 'double' }, testMatch: [WINDOW_JOURNEYS, '**/journeys/from-roster-to-package.e2e.ts'] },
    ...(electronPath === undefined ? [] : [{ name: 'Electron', use: { carrier: 'electron' as const } }]),
  ],
})
