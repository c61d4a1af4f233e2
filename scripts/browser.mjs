// 端到端测试用的浏览器：Playwright 自带的、Chromium、Chrome、Edge 都行；都没有就想办法装一个。
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { chromium } from '@playwright/test'
import { root } from './build.mjs'

function onPath(names) {
  for (const directory of (process.env['PATH'] ?? '').split(path.delimiter))
    for (const name of names) if (directory && existsSync(path.join(directory, name))) return path.join(directory, name)
  return null
}

const LINUX_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'microsoft-edge-stable']

function usualPlaces() {
  if (process.platform === 'darwin')
    return ['Google Chrome', 'Microsoft Edge', 'Chromium'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)
  if (process.platform === 'win32')
    return [process.env['PROGRAMFILES'], process.env['PROGRAMFILES(X86)'], process.env['LOCALAPPDATA']]
      .filter(Boolean)
      .flatMap((base) => [
        path.join(base, 'Google', 'Chrome', 'Application', 'chrome.exe'),
        path.join(base, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
      ])
  return []
}

/** 现成的浏览器；环境变量 JISHI_BROWSER 可指定。没有为 null。 */
export function findBrowser() {
  const candidates = [process.env['JISHI_BROWSER'], chromium.executablePath(), onPath(LINUX_NAMES), ...usualPlaces()]
  return candidates.find((file) => file && existsSync(file)) ?? null
}

function run(command, args, options = {}) {
  return spawnSync(command, args, { stdio: ['ignore', 2, 2], ...options }).status === 0
}

function installOnDebian() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !onPath(['apt-get'])) return false
  process.stderr.write('没有找到浏览器，正在用 apt-get 安装 chromium 与中文字体（仅用于端到端测试）…\n')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  run('apt-get', ['update', '-qq'], { env })
  return run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], { env })
}

function installFromPlaywright() {
  process.stderr.write('没有找到浏览器，正在下载 Playwright 自带的 Chromium（仅用于端到端测试）…\n')
  return run(process.execPath, [path.join(root, 'node_modules', '@playwright', 'test', 'cli.js'), 'install', 'chromium'], {
    timeout: 600_000,
  })
}

/** 找到或装好一个浏览器；实在不行给出三条出路，返回 null。 */
export function ensureBrowser() {
  const found = findBrowser()
  if (found) return found
  if (installOnDebian() || installFromPlaywright()) {
    const installed = findBrowser()
    if (installed) return installed
  }
  process.stderr.write(
    '\n没有可用的浏览器，端到端测试跑不了。三条出路任选其一：\n' +
      '  1. 安装 Chrome、Edge 或 Chromium；\n' +
      '  2. 能联网时运行 npx playwright install chromium（网速慢可设 PLAYWRIGHT_DOWNLOAD_HOST）；\n' +
      '  3. 用环境变量 JISHI_BROWSER 指出浏览器可执行文件的位置。\n\n',
  )
  return null
}
