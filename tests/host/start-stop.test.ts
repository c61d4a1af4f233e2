import Database from 'better-sqlite3-multiple-ciphers'
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { createBackend } from '../../electron/backend.ts'
import { DomainError } from '../../electron/dispatch/domain-error.ts'
import { ensureBuilt } from '../kit/built.ts'
import { appExit, runApp } from '../kit/electron-double/run-app.ts'
import { runCall } from '../kit/entries.ts'
import { hostExit, startHost } from '../kit/host.ts'
import { scratchDirectory } from '../kit/scratch.ts'

beforeAll(() => ensureBuilt())

const FILE = '基石.sqlite'

/** 先正常建一份库，写过一笔，关好。 */
async function prepared(directory: string): Promise<string> {
  const backend = createBackend({ dataDirectory: directory })
  await backend.close()
  return path.join(directory, FILE)
}

function fingerprint(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}

describe('回环主机的启停', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('%s：干净退出，退出码 0，不留预写日志', async (signal) => {
    using scratch = scratchDirectory()
    const host = await startHost(scratch.path)
    expect(host.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?key=[\w-]{43}$/)
    await host.dispatch('settings.overview', {})
    expect(await host.stop(signal)).toBe(0)
    expect(existsSync(path.join(scratch.path, `${FILE}-wal`))).toBe(false)
  })

  test('每次启动的密钥都不同', async () => {
    using scratch = scratchDirectory()
    const first = await startHost(path.join(scratch.path, 'a'))
    const second = await startHost(path.join(scratch.path, 'b'))
    expect(first.key).not.toBe(second.key)
    await Promise.all([first.stop(), second.stop()])
  })

  test('端口被占用：说清楚，退出码 1，标准输出没有网址', async () => {
    using scratch = scratchDirectory()
    const host = await startHost(path.join(scratch.path, 'a'))
    const { port } = new URL(host.url)
    const second = await hostExit(path.join(scratch.path, 'b'), ['--port', port])
    expect(second).toMatchObject({ code: 1, stdout: '' })
    expect(second.stderr).toContain(`端口 ${port} 已被别的程序占用`)
    await host.stop()
  })

  test.each([
    [['--port', 'abc'], 1, '端口“abc”不对'],
    [['--port', '70000'], 1, '端口“70000”不对'],
    [['--today', '2026-13-01'], 1, '日期“2026-13-01”不对'],
    [['--没有'], 2, '用法'],
  ])('参数不对 %j：一句中文，不是堆栈', async (args, code, message) => {
    using scratch = scratchDirectory()
    const result = await hostExit(path.join(scratch.path, 'data'), args)
    expect(result.code).toBe(code)
    expect(result.stderr).toContain(message)
    expect(result.stderr).not.toMatch(/\n\s+at /)
    expect(existsSync(path.join(scratch.path, 'data'))).toBe(false)
  })
})

/** `isDamaged`：不是一时打不开，入口照常起来，走修复页。 */
type Damage = { name: string; code: string; isDamaged?: true; inflict: (file: string) => (() => void) | undefined; message: RegExp }

const DAMAGES: readonly Damage[] = [
  {
    name: '不是数据库',
    isDamaged: true,
    code: 'DATA_FILE_INVALID',
    message: /不是基石的数据文件/,
    inflict: (file) => {
      writeFileSync(file, '这是一份花名册，不是数据库。'.repeat(200))
      return undefined
    },
  },
  {
    name: '来自更新版本',
    code: 'DATA_FROM_NEWER_VERSION',
    message: /由更新版本的基石写成/,
    inflict: (file) => {
      const connection = new Database(file)
      connection.pragma('user_version = 9999')
      connection.pragma('journal_mode = DELETE')
      connection.close()
      return undefined
    },
  },
  {
    name: '被别的程序独占',
    code: 'DATA_FILE_BUSY',
    message: /正被另一个程序占用/,
    inflict: (file) => {
      const holder = new Database(file)
      holder.pragma('locking_mode = EXCLUSIVE')
      holder.pragma('journal_mode = DELETE')
      holder.exec('BEGIN EXCLUSIVE')
      return () => holder.close()
    },
  },
  {
    name: '文件头损坏',
    isDamaged: true,
    code: 'DATA_FILE_CORRUPT',
    message: /已损坏|不是基石的数据文件/,
    inflict: (file) => {
      const connection = new Database(file)
      connection.pragma('journal_mode = DELETE')
      connection.close()
      const bytes = readFileSync(file)
      // 保住文件头，毁掉第一页的目录与其余各页。
      bytes.fill(0x5a, 100)
      writeFileSync(file, bytes)
      return undefined
    },
  },
]

describe.each(DAMAGES.filter(({ isDamaged }) => !isDamaged))('数据文件$name', ({ code, message, inflict }) => {
  test('三个入口都说清楚、安全退出，原件一个字节也不动', async () => {
    using scratch = scratchDirectory()
    const file = await prepared(scratch.path)
    const release = inflict(file)
    const before = release ? '' : fingerprint(file)
    try {
      // 一个一个来：窗口与主机都要占住数据，同时开的话后到的一个报的是“正由另一个使用”。
      const host = await hostExit(scratch.path)
      const call = await runCall(['--data', scratch.path, 'settings.overview'])
      const app = await appExit(scratch.path)
      expect(host).toMatchObject({ code: 1, stdout: '' })
      expect(host.stderr).toMatch(message)
      expect(host.stderr).not.toMatch(/\n\s+at /)
      expect(call.code).toBe(1)
      expect(call.envelope).toMatchObject({ ok: false, failure: { code } })
      expect(app.code).toBe(1)
      expect(app.dialogs).toMatchObject([{ title: '基石打不开数据' }])
      expect(app.dialogs[0]?.content).toMatch(message)
    } finally {
      release?.()
    }
    if (!release) expect(fingerprint(file)).toBe(before)
    expect(readdirSync(scratch.path).filter((name) => name.startsWith('备份'))).toEqual([])
  })
})

describe.each(DAMAGES.filter(({ isDamaged }) => isDamaged))('数据文件$name', ({ code, message, inflict }) => {
  test('主机与窗口照常起来、只答门口的路由，命令行拒绝；原件一个字节也不动', async () => {
    using scratch = scratchDirectory()
    const file = await prepared(scratch.path)
    inflict(file)
    const before = fingerprint(file)
    const unavailable = { ok: true, value: { state: '打不开', failure: { code } } }
    const host = await startHost(scratch.path)
    expect(await host.dispatch('security.state', {})).toMatchObject(unavailable)
    const refused = await host.dispatch('settings.overview', {})
    expect(refused).toMatchObject({ ok: false, failure: { code: 'DATA_UNAVAILABLE' } })
    expect(refused.ok ? '' : refused.failure.message).toMatch(message)
    expect(await host.stop()).toBe(0)
    expect((await runCall(['--data', scratch.path, 'settings.overview'])).envelope).toMatchObject({ ok: false, failure: { code } })
    const app = await runApp(scratch.path)
    expect(await app.perform('call', 'security.state', {})).toMatchObject(unavailable)
    await app.stop()
    expect(fingerprint(file)).toBe(before)
    expect(readdirSync(scratch.path).filter((name) => name.startsWith('备份'))).toEqual([])
  })
})

// root 不受权限位约束，只读要靠只读的挂载才验得到；普通用户在此验权限位。
describe.runIf(process.getuid?.() !== 0 && process.platform !== 'win32')('只读的文件夹', () => {
  test('说清楚，不崩', async () => {
    using scratch = scratchDirectory()
    await prepared(scratch.path)
    chmodSync(path.join(scratch.path, FILE), 0o400)
    chmodSync(scratch.path, 0o500)
    try {
      const result = await runCall(['--data', scratch.path, 'settings.overview'])
      expect(result.envelope).toMatchObject({ ok: false, failure: { code: 'DATA_FILE_READONLY' } })
    } finally {
      chmodSync(scratch.path, 0o700)
    }
  })
})

describe('写到一半出问题', () => {
  test('磁盘满：整笔撤回，说清楚，腾出空间后照常可写', async () => {
    using scratch = scratchDirectory()
    const backend = createBackend({ dataDirectory: scratch.path })
    const { native } = backend.database
    // 把库限制在现有大小：与磁盘满同一个错误码 SQLITE_FULL。
    native.pragma(`max_page_count = ${String(native.pragma('page_count', { simple: true }))}`)
    const long = '厦'.repeat(30)
    const unit = { fullName: long, shortName: long, letterheadName: long, documentCode: '金圆党', printingOffice: long }
    let reply = await backend.dispatcher.dispatch('settings.saveUnit', unit)
    for (let tries = 0; reply.ok && tries < 2000; tries += 1) reply = await backend.dispatcher.dispatch('settings.saveUnit', unit)
    expect(reply).toMatchObject({ ok: false, failure: { code: 'DISK_FULL' } })
    const journalCount = () => native.prepare('SELECT count(*) FROM journal').pluck().get()
    const before = journalCount()
    expect(await backend.dispatcher.dispatch('settings.saveUnit', unit)).toMatchObject({ ok: false })
    expect(journalCount()).toBe(before)
    native.pragma('max_page_count = 1000000')
    expect(await backend.dispatcher.dispatch('settings.saveUnit', unit)).toMatchObject({ ok: true })
    await backend.close()
  })

  test('数据文件夹的位置被一个文件占着：拒绝，那个文件不动', () => {
    using scratch = scratchDirectory()
    const taken = path.join(scratch.path, '数据')
    writeFileSync(taken, '我是文件')
    expect(() => createBackend({ dataDirectory: taken })).toThrow(DomainError)
    expect(readFileSync(taken, 'utf8')).toBe('我是文件')
  })
})
