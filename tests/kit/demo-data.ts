import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DemoResult } from '../../electron/demo/populate.ts'

const root = path.resolve(import.meta.dirname, '../..')
const store = path.join(root, 'node_modules', '.cache', 'jishi-demo')

/** 造演示集团要看的全部源文件；任一个变了就重造。 */
const SOURCES = ['electron', 'migrations', 'shared', 'package-lock.json', 'tests/kit/build-demo.ts']

/** 造好的演示集团：`directory` 是数据文件夹，各测试只拷贝、不打开它。 */
export type DemoData = { readonly directory: string; readonly result: DemoResult }

/**
 * 判定日 `asOf` 的演示集团。造一次要十几秒，同样的代码造出同样的内容，所以按源文件的散列存一份，
 * 首个用到的进程造，别的进程等它。
 */
export async function demoData(asOf: string): Promise<DemoData> {
  const key = `${sourceHash()}-${asOf}`
  const finished = path.join(store, key)
  mkdirSync(store, { recursive: true })
  while (!existsSync(finished)) {
    if (!lock(finished)) {
      await sleep(200)
      continue
    }
    try {
      if (!existsSync(finished)) await build(finished, asOf)
    } finally {
      rmSync(lockOf(finished), { force: true })
    }
  }
  return {
    directory: path.join(finished, '数据'),
    result: JSON.parse(readFileSync(path.join(finished, '结果.json'), 'utf8')) as DemoResult,
  }
}

async function build(finished: string, asOf: string): Promise<void> {
  discardStale(path.basename(finished).slice(0, HASH_LENGTH))
  const partial = `${finished}.未完`
  rmSync(partial, { recursive: true, force: true })
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'build-demo.ts'), partial, asOf], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (complaint += chunk))
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`演示集团没有造成（退出码 ${String(code)}）：${complaint}`)
  renameSync(partial, finished)
}

/** 别的代码造的不再用得着。 */
function discardStale(hash: string): void {
  for (const name of readdirSync(store)) if (!name.startsWith(hash)) rmSync(path.join(store, name), { recursive: true, force: true })
}

const lockOf = (finished: string) => `${finished}.锁`

/** 锁里写着进程号：持有者被强行结束，锁就不算数。 */
function lock(finished: string): boolean {
  const file = lockOf(finished)
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    if (!isHolderAlive(file)) rmSync(file, { force: true })
    return false
  }
}

function isHolderAlive(file: string): boolean {
  try {
    const holder = readFileSync(file, 'utf8')
    // 刚建、还没来得及写进程号。
    if (holder === '') return true
    process.kill(Number(holder), 0)
    return true
  } catch (error) {
    // EPERM：进程在，只是不归我们管。
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

const HASH_LENGTH = 16
let known: string | null = null

function sourceHash(): string {
  if (known !== null) return known
  const hash = createHash('sha256')
  const visit = (file: string) => {
    if (statSync(file).isDirectory()) for (const name of readdirSync(file).sort()) visit(path.join(file, name))
    else hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
  }
  for (const source of SOURCES) visit(path.join(root, source))
  known = hash.digest('hex').slice(0, HASH_LENGTH)
  return known
}
