// 检查的各步怎么跑、怎么计时。每步是锁定的 Node 加一个工具，不经 shell，三个系统一样。
import { spawn } from 'node:child_process'
import path from 'node:path'
import { ensureBrowser } from './browser.mjs'
import { root } from './build.mjs'
import { installedElectron } from './electron-binary.mjs'

const tool = (...parts) => path.join(root, 'node_modules', ...parts)

export const TOOLS = {
  tsc: tool('typescript', 'bin', 'tsc'),
  eslint: tool('eslint', 'bin', 'eslint.js'),
  prettier: tool('prettier', 'bin', 'prettier.cjs'),
  vitest: tool('vitest', 'vitest.mjs'),
  playwright: tool('@playwright', 'test', 'cli.js'),
}

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} 秒`

/** 跑一步，输出原样透出；返回是否通过。 */
export async function step(name, work) {
  console.log(`\n▸ ${name}`)
  const startedAt = Date.now()
  const isPassed = await work()
  console.log(`${isPassed ? '✓' : '✗'} ${name}　${seconds(startedAt)}`)
  return isPassed
}

/** 用当前的 Node 执行一个工具；退出码为 0 算通过。 */
export function node(args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })
    child.on('error', () => resolve(false))
    child.on('exit', (code) => resolve(code === 0))
  })
}

/** 像 node()，但输出先攒着，连同是否通过一起返回：几步并行时不搅在一起。 */
function nodeQuietly(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (chunk) => (output += chunk))
    child.on('error', (error) => resolve({ isPassed: false, output: error.message }))
    child.on('close', (code) => resolve({ isPassed: code === 0, output }))
  })
}

const STATIC_CHECKS = [
  ['类型检查', [TOOLS.tsc, '-b']],
  // 带类型的检查要把各处的程序都装进内存：分两个进程，测试一份放宽堆的上限，合在一起会超过缺省的 4 GB。
  ['代码检查', [TOOLS.eslint, '--max-warnings', '0', '.', '--ignore-pattern', 'tests/', '--ignore-pattern', 'scripts/']],
  ['测试的代码检查', ['--max-old-space-size=6144', TOOLS.eslint, '--max-warnings', '0', 'tests', 'scripts']],
  ['格式', [TOOLS.prettier, '--check', '--log-level', 'warn', '.']],
]

/** 类型、代码、格式几步互不相干，一起跑；逐步报告，返回各步是否通过。 */
export function staticChecks() {
  console.log('\n▸ 类型检查、代码检查、格式')
  return Promise.all(
    STATIC_CHECKS.map(async ([name, args]) => {
      const startedAt = Date.now()
      const { isPassed, output } = await nodeQuietly(args)
      if (!isPassed) console.log(output.trimEnd())
      console.log(`${isPassed ? '✓' : '✗'} ${name}　${seconds(startedAt)}`)
      return isPassed
    }),
  )
}

/** 旅程用哪个浏览器、能不能在真 Electron 里再跑一遍；没有浏览器为 null。 */
export function journeyEnvironment() {
  const browser = ensureBrowser()
  if (!browser) return null
  const electron = installedElectron()
  const hasDisplay = process.platform !== 'linux' || process.env['DISPLAY'] !== undefined
  // 没有设语言环境的机器上（多见于持续集成）浏览器认不得中文文件名，下载的一律叫 download。
  const locale =
    process.platform === 'linux' && !/utf-?8/i.test(`${process.env['LC_ALL'] ?? process.env['LANG']}`) ? { LC_ALL: 'C.UTF-8' } : {}
  return { CHROME_PATH: browser, ...locale, ...(electron && hasDisplay ? { JISHI_ELECTRON: electron } : {}) }
}
