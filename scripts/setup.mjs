// “两条命令”的第一步：核对 Node 版本与依赖，缺什么装什么。只用 Node 自带的模块，语法照顾到 Node 14。
import { createHash } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const modules = path.join(root, 'node_modules')
const stampFile = path.join(modules, '.jishi-setup')

function fail(message) {
  console.error(`\n${message}\n`)
  process.exit(1)
}

function isSupportedNode(version) {
  const [major, minor] = version.split('.').map(Number)
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22
}

if (!isSupportedNode(process.versions.node)) {
  fail(
    `基石需要 Node 20.19 以上（22 系列须 22.12 以上），这台电脑上是 ${process.versions.node}。\n` +
      '请到 https://nodejs.org/zh-cn/download 下载“长期支持(LTS)”版安装，重新打开终端后再运行同一条命令。',
  )
}

/** 锁文件的散列加平台：文件夹被拷到另一种系统上时也要重装。 */
function wantedStamp() {
  const lock = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex')
  return `${lock} ${process.platform}-${process.arch}\n`
}

function isInstalled(stamp) {
  // npm 装完最后一步才写 .package-lock.json：它在，说明上次没有半途而废。
  return existsSync(path.join(modules, '.package-lock.json')) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp
}

/** 由 npm 启动时直接用同一个 npm，免去各系统上 npm 与 npm.cmd 的差别。 */
function runNpm(args) {
  const npm = process.env['npm_execpath']
  if (npm && /\.c?js$/.test(npm)) return spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: ['ignore', 2, 2] })
  const isWindows = process.platform === 'win32'
  return spawnSync(isWindows ? 'npm.cmd' : 'npm', args, { cwd: root, stdio: ['ignore', 2, 2], shell: isWindows })
}

const stamp = wantedStamp()
if (!isInstalled(stamp)) {
  console.error('正在安装依赖（只在第一次或依赖变动后进行）…')
  const startedAt = Date.now()
  const { status, error } = runNpm(['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'])
  if (error || status !== 0) {
    fail(
      `依赖没有装成${error ? `：${error.message}` : '，原因见上面 npm 的输出'}。\n` +
        '常见原因是连不上 npm 的仓库：请检查网络或代理，或用 npm config set registry 换一个镜像后重试。',
    )
  }
  writeFileSync(stampFile, stamp)
  console.error(`依赖已装好，用时 ${((Date.now() - startedAt) / 1000).toFixed(0)} 秒。`)
}
