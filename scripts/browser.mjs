// 端到端测试用的浏览器：Playwright 自带的、Chromium、Chrome、Edge 都行；都没有就想办法装一个。
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { chromium } from '@playwright/test'
import { browserCandidates } from '../electron/document/browser-pdf-printer.ts'
import { root } from './build.mjs'

/** 现成的浏览器，与应用排 PDF 时找的是同一处；环境变量 CHROME_PATH 可指定。没有为 null。 */
export function findBrowser() {
  const candidates = [...browserCandidates(process.platform, process.env), chromium.executablePath()]
  return candidates.find((file) => existsSync(file)) ?? null
}

function run(command, args, options = {}) {
  return spawnSync(command, args, { stdio: ['ignore', 2, 2], ...options }).status === 0
}

function installOnDebian() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
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
      '  3. 用环境变量 CHROME_PATH 指出浏览器可执行文件的位置。\n\n',
  )
  return null
}
