// 构建产物是否过期，过期就构建。判据是全部源文件内容的散列：切换分支、解压、拷贝都不会误判。
import { createHash } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export const root = path.dirname(import.meta.dirname)
const stampFile = path.join(root, 'dist', '.built')
const lockFile = path.join(root, 'node_modules', '.jishi-building')

const SOURCES = [
  'electron',
  'migrations',
  'renderer',
  'shared',
  'package.json',
  'package-lock.json',
  'scripts/third-party.ts',
  'vite.config.ts',
]

function sourceHash() {
  const hash = createHash('sha256')
  const visit = (file) => {
    if (statSync(file).isDirectory()) for (const name of readdirSync(file).sort()) visit(path.join(file, name))
    else hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
  }
  for (const source of SOURCES) visit(path.join(root, source))
  return hash.digest('hex')
}

function isFresh(hash) {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash
}

/** 几个进程同时发现过期时只由一个构建，其余等它。锁里写着进程号：持有者被强行结束，锁就不算数。 */
async function lock() {
  for (;;) {
    try {
      writeFileSync(lockFile, String(process.pid), { flag: 'wx' })
      return
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      if (!isHolderAlive()) unlock()
      await sleep(100)
    }
  }
}

function isHolderAlive() {
  try {
    process.kill(Number(readFileSync(lockFile, 'utf8')), 0)
    return true
  } catch (error) {
    // EPERM：进程在，只是不归我们管。
    return error.code === 'EPERM'
  }
}

function unlock() {
  rmSync(lockFile, { force: true })
}

/**
 * 产物过期则构建。标准输出始终干净（命令行入口只许打印一个信封），构建失败时把原因写到标准错误。
 * @returns 是否成功
 */
export async function ensureBuilt({ isQuiet = false } = {}) {
  if (isFresh(sourceHash())) return true
  await lock()
  try {
    const hash = sourceHash()
    if (isFresh(hash)) return true
    if (!isQuiet) process.stderr.write('正在构建…\n')
    const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js')
    const { status, stdout, stderr } = spawnSync(process.execPath, [vite, 'build', '--app', '--logLevel', 'warn'], {
      cwd: root,
      encoding: 'utf8',
      // 由测试触发的构建也要是正式的：测试进程的 NODE_ENV 会让 React 打成慢而啰嗦的开发版，还被当成新产物留下。
      env: { ...process.env, NODE_ENV: 'production' },
    })
    if (status !== 0) {
      process.stderr.write(`构建失败：\n${stdout ?? ''}${stderr ?? ''}\n`)
      return false
    }
    writeFileSync(stampFile, hash)
    return true
  } finally {
    unlock()
  }
}
