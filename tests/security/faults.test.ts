import { cpSync, existsSync, mkdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { fixedClock } from '../../electron/backend.ts'
import { encrypt, openTestGate, PASSPHRASE, plantData, type TestGate } from '../kit/gate.ts'
import { scratchDirectory } from '../kit/scratch.ts'
import { expectExplained, expectNothingHalfDone } from './deed-checks.ts'
import { ATTACH, BACK_UP, contentNow, ENCRYPT, IMPORT, RECORD, RESTORE } from './deeds.ts'

/** 文件系统的毛病：`what` 说哪一步、哪个路径出什么错；空着就一切照常。 */
const trouble = vi.hoisted(() => ({ what: null as null | ((step: string, place: string) => string | null) }))

vi.mock('node:fs', async (importOriginal) => {
  const real = await importOriginal<typeof import('node:fs')>()
  const failing = (step: string, place: unknown, dest?: string) => {
    const code = trouble.what?.(step, String(place)) ?? null
    if (code !== null) throw Object.assign(new Error(`${code}: ${step}`), { code, syscall: step, path: String(place), dest })
  }
  return {
    ...real,
    renameSync: (from: string, to: string) => {
      failing('rename', from, to)
      real.renameSync(from, to)
    },
    copyFileSync: (from: string, to: string) => {
      failing('copyfile', to)
      real.copyFileSync(from, to)
    },
    writeFileSync: (...args: Parameters<typeof real.writeFileSync>) => {
      failing('open', args[0])
      real.writeFileSync(...args)
    },
    openSync: (...args: Parameters<typeof real.openSync>) => {
      if (args[1] !== 'r') failing('open', args[0])
      return real.openSync(...args)
    },
  }
})

let planted: ReturnType<typeof scratchDirectory>
beforeAll(async () => {
  planted = scratchDirectory()
  await plantData(planted.path)
})
afterAll(() => planted[Symbol.dispose]())
beforeEach(() => {
  trouble.what = null
})

/** 一份拷来的数据，开着。 */
async function withData(work: (app: TestGate, directory: string) => Promise<void>): Promise<void> {
  using scratch = scratchDirectory()
  const directory = path.join(scratch.path, '数据')
  cpSync(planted.path, directory, { recursive: true })
  await using app = openTestGate(directory)
  await work(app, directory)
}

describe('写盘、改名的一步出错（杀毒软件占着、磁盘满、读写出错）', () => {
  const cases = [
    ['备份', BACK_UP, 'rename', /备份.*未完成$/],
    ['备份的校验值', BACK_UP, 'open', /sha256$/],
    ['附件', ATTACH, 'rename', /附件.*未完成$/],
    ['附件', ATTACH, 'open', /附件.*未完成$/],
    ['恢复', RESTORE, 'copyfile', /待恢复/],
    ['恢复的登记', RESTORE, 'rename', /待恢复\.json/],
    ['加密转换', ENCRYPT, 'open', /密钥\.待启用/],
    ['加密转换', ENCRYPT, 'open', /换密\.json\.未完成/],
  ] as const
  const codes = ['EBUSY', 'ENOSPC', 'EIO', 'EROFS'] as const
  test.each(cases.flatMap(([name, deed, step, place]) => codes.map((code) => ({ name, deed, step, place, code }))))(
    '$name：$step 报 $code，说清楚、不留半截、数据不变；好了以后照常',
    ({ deed, step, place, code }) =>
      withData(async (app, directory) => {
        const before = contentNow(app)
        let count = 0
        trouble.what = (at, where) => {
          if (at !== step || !place.test(where)) return null
          count += 1
          return code
        }
        const reply = await deed.run(app)
        trouble.what = null
        expect(count).toBeGreaterThan(0)
        expectExplained(reply, /^(DATA_FILE_BUSY|DISK_FULL|DATA_FILE_IO|DATA_FILE_READONLY)$/)
        expect(app.gate.state().kind).toBe('已开')
        expect(contentNow(app)).toBe(before)
        expectNothingHalfDone(directory)
        expect(await deed.run(app)).toMatchObject({ ok: true })
      }),
  )

  test('换上恢复的库时原库被占着改不了名：说清楚，一个字不丢；好了再打开就换上', () =>
    withData(async (app, directory) => {
      await RECORD.run(app)
      expect(await RESTORE.run(app)).toMatchObject({ ok: true })
      await app.gate.close()
      trouble.what = (step, place) => (step === 'rename' && place.endsWith('基石.sqlite') ? 'EBUSY' : null)
      const stuck = openTestGate(directory)
      expect(stuck.gate.state()).toMatchObject({ kind: '打不开', failure: { code: 'DATA_FILE_BUSY' } })
      expect(await stuck.call('rescue.situation', {})).toMatchObject({ way: '再试' })
      expect(existsSync(path.join(directory, '基石.sqlite'))).toBe(true)
      trouble.what = null
      expect(await stuck.call('rescue.retry', {})).toEqual({ state: '已开' })
      expect((await stuck.call('settings.overview', {})).unit).toBeNull()
      await stuck.gate.close()
    }))
})

describe('文件被占用', () => {
  test('别的程序独占着数据文件：打不开、改不了都说清楚，放开以后照常', () =>
    withData(async (app, directory) => {
      const before = contentNow(app)
      await app.gate.close()
      const other = new Database(path.join(directory, '基石.sqlite'))
      other.pragma('locking_mode = EXCLUSIVE')
      other.exec('BEGIN IMMEDIATE')
      const stuck = openTestGate(directory)
      expect(stuck.gate.state()).toMatchObject({ kind: '打不开', failure: { code: 'DATA_FILE_BUSY' } })
      other.exec('COMMIT')
      other.close()
      expect(await stuck.call('rescue.retry', {})).toEqual({ state: '已开' })
      expect(contentNow(stuck)).toBe(before)

      const reader = new Database(path.join(directory, '基石.sqlite'))
      reader.exec('BEGIN IMMEDIATE')
      expectExplained(await RECORD.run(stuck), /^DATA_FILE_BUSY$/)
      expectExplained(await ENCRYPT.run(stuck), /^DATA_FILE_BUSY$/)
      expect(stuck.gate.state().kind).toBe('已开')
      reader.exec('COMMIT')
      reader.close()
      expect(contentNow(stuck)).toBe(before)
      expectNothingHalfDone(directory)
      expect(await RECORD.run(stuck)).toMatchObject({ ok: true })
      await stuck.gate.close()
    }))
})

describe('系统时钟回拨', () => {
  test('今天比最后一条日志早：提醒、不拒绝；日志仍按序号接得上、核得出；对好时间提醒就没了', async () => {
    using scratch = scratchDirectory()
    cpSync(planted.path, scratch.path, { recursive: true })
    {
      await using back = openTestGate(scratch.path, { clock: fixedClock('2020-01-02') })
      const { clockWarning } = await back.call('settings.overview', {})
      expect(clockWarning).toMatch(/早 \d+ 天.*请先对好时间/)
      for (const deed of [RECORD, IMPORT, ATTACH, BACK_UP]) expect(await deed.run(back), deed.name).toMatchObject({ ok: true })
      expect(await back.call('settings.verifyJournal', {})).toMatchObject({ isIntact: true })
    }
    await using app = openTestGate(scratch.path)
    expect((await app.call('settings.overview', {})).clockWarning).toBeNull()
    expect(await RECORD.run(app)).toMatchObject({ ok: true })
    const { rows } = await app.call('settings.journal', { limit: 3 })
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map(({ seq }) => seq).toSorted((a, b) => b - a))
    expect(await app.call('settings.verifyJournal', {})).toMatchObject({ isIntact: true })
  })
})

describe('路径怪', () => {
  const long = Array.from({ length: 4 }, (_, index) => `第${index}层${'长'.repeat(28)}`).join(path.sep)
  test.each([
    ['中文、空格、括号', (root: string) => path.join(root, '党 务（2026 年）& 台账 #1')],
    ['很长', (root: string) => path.join(root, long)],
    ['末尾斜杠', (root: string) => `${path.join(root, '数据')}${path.sep}`],
    ['带引号、百分号', (root: string) => path.join(root, "a'b%20c;d")],
    [
      '符号链接',
      (root: string) => {
        mkdirSync(path.join(root, '真的'))
        symlinkSync(path.join(root, '真的'), path.join(root, '链接'), 'junction')
        return path.join(root, '链接')
      },
    ],
  ])('%s：记录、附件、备份、恢复、另存、加密，走一遍都成', async (_name, place) => {
    using scratch = scratchDirectory()
    const directory = place(scratch.path)
    mkdirSync(directory, { recursive: true })
    cpSync(planted.path, realpathSync(directory), { recursive: true })
    const stick = path.join(scratch.path, '优盘')
    mkdirSync(stick)
    const app = openTestGate(directory)
    for (const deed of [RECORD, IMPORT, ATTACH, BACK_UP]) expect(await deed.run(app), deed.name).toMatchObject({ ok: true })
    expect(await app.call('settings.backUpTo', { folder: stick })).toMatchObject({ missing: [] })
    expect(await RESTORE.run(app)).toMatchObject({ ok: true })
    expect(await app.call('security.reopen', {})).toEqual({ state: '已开' })
    await encrypt(app)
    await app.gate.close()
    const again = openTestGate(directory)
    expect(await again.call('security.unlock', { passphrase: PASSPHRASE })).toEqual({ state: '已开' })
    expect(await again.call('settings.verifyJournal', {})).toMatchObject({ isIntact: true })
    await again.gate.close()
    expect(existsSync(path.join(directory, '基石.sqlite'))).toBe(true)
  })

  test('长得系统打不开的：说是路径太长，不说成别的', () => {
    using scratch = scratchDirectory()
    const app = openTestGate(path.join(scratch.path, ...Array.from({ length: 6 }, () => '长'.repeat(40))))
    expect(app.gate.state()).toMatchObject({ kind: '打不开', failure: { code: 'DATA_FILE_CANTOPEN' } })
    expect(app.gate.state()).toMatchObject({ failure: { message: expect.stringContaining('路径太长') as string } })
  })

  test('数据文件夹的位置上是一个文件：说清楚', () => {
    using scratch = scratchDirectory()
    cpSync(path.join(planted.path, '基石.sqlite'), path.join(scratch.path, '数据'))
    const app = openTestGate(path.join(scratch.path, '数据'))
    expect(app.gate.state()).toMatchObject({ kind: '打不开', failure: { code: 'DATA_FILE_CANTOPEN' } })
    rmSync(path.join(scratch.path, '数据'))
  })
})
