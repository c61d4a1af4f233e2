import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { migrate } from '../../electron/db/migrate.ts'
import { migrations } from '../../migrations/index.ts'
import { openTestGate, plantData } from '../kit/gate.ts'
import { smallDisk, type SmallDisk } from '../kit/full-disk.ts'
import { scratchDirectory } from '../kit/scratch.ts'
import { ROWS_AT } from '../migrations/rows-at.ts'
import { expectExplained, expectNothingHalfDone } from './deed-checks.ts'
import { ATTACH, BACK_UP, contentNow, ENCRYPT, IMPORT, RECORD, RESTORE } from './deeds.ts'

let planted: ReturnType<typeof scratchDirectory>
beforeAll(async () => {
  planted = scratchDirectory()
  await plantData(planted.path)
})
afterAll(() => planted[Symbol.dispose]())

describe('磁盘满：数据文件长不大（哪里都能跑）', () => {
  test('导入到一半：整个撤回，说清楚，放开以后照常', async () => {
    using scratch = scratchDirectory()
    cpSync(planted.path, scratch.path, { recursive: true })
    await using app = openTestGate(scratch.path)
    const { native } = app.gate.opened().backend.database
    const before = contentNow(app)
    // 只许再多几页：小的登记还行，几百人的导入写到一半就满。
    native.pragma(`max_page_count = ${Number(native.pragma('page_count', { simple: true })) + 8}`)
    expectExplained(await IMPORT.run(app), /^DISK_FULL$/)
    expect(contentNow(app)).toBe(before)
    expect(await RECORD.run(app)).toMatchObject({ ok: true })
    native.pragma('max_page_count = 1073741823')
    expect(await IMPORT.run(app)).toMatchObject({ ok: true })
    expect(await app.call('settings.verifyJournal', {})).toMatchObject({ isIntact: true })
  })
})

const probe = smallDisk(1)
const hasSmallDisk = probe !== null
probe?.[Symbol.dispose]()

describe.runIf(hasSmallDisk)('磁盘满：真的小盘', () => {
  let disk: SmallDisk
  afterEach(() => disk[Symbol.dispose]())

  function mounted(megabytes = 24): { directory: string } {
    const made = smallDisk(megabytes)
    if (!made) throw new Error('挂不上小盘')
    disk = made
    const directory = path.join(disk.path, '数据')
    cpSync(planted.path, directory, { recursive: true })
    return { directory }
  }

  const cases = [RECORD, IMPORT, ATTACH, BACK_UP, RESTORE, ENCRYPT].flatMap((deed) =>
    [0, 40_000, 300_000].map((leaving) => ({ ...deed, leaving })),
  )
  test.each(cases)('$name，只剩 $leaving 字节：要么做成，要么整个撤回、说清楚、不留半截；腾出来照常', async ({ run, leaving }) => {
    const { directory } = mounted()
    const app = openTestGate(directory)
    try {
      const before = contentNow(app)
      disk.fill(leaving)
      const reply = await run(app)
      if (leaving === 0) expect(reply.ok).toBe(false)
      if (!reply.ok) {
        expectExplained(reply, /^(DISK_FULL|DATA_FILE_IO)$/)
        expect(contentNow(app)).toBe(before)
        expectNothingHalfDone(directory)
        disk.clear()
        expect(await run(app)).toMatchObject({ ok: true })
      }
      disk.clear()
    } finally {
      await app.gate.close()
    }
    const again = openTestGate(directory)
    expect(['已开', '待解锁']).toContain(again.gate.state().kind)
    await again.gate.close()
  })

  test('U 盘满：先说要多少、有多少，什么也不写；换块大的就成', async () => {
    const made = smallDisk(1)
    if (!made) throw new Error('挂不上小盘')
    disk = made
    using scratch = scratchDirectory()
    cpSync(planted.path, scratch.path, { recursive: true })
    await using app = openTestGate(scratch.path)
    const failure = await app.refused('settings.backUpTo', { folder: disk.path })
    expect(failure).toMatchObject({ code: 'OFFSITE_FULL' })
    expect(failure.message).toMatch(/约需 \d+ MB，只剩 \d+ MB/)
    expect(readdirSync(disk.path)).toEqual([])
    const roomy = path.join(scratch.path, '..', `${path.basename(scratch.path)}-大盘`)
    mkdirSync(roomy)
    expect(await app.call('settings.backUpTo', { folder: roomy })).toMatchObject({ missing: [] })
    rmSync(roomy, { recursive: true })
  })

  test('升级时磁盘满：旧库一字节不变，腾出来再打开就升级好', async () => {
    const made = smallDisk(4)
    if (!made) throw new Error('挂不上小盘')
    disk = made
    const directory = path.join(disk.path, '数据')
    mkdirSync(directory)
    const file = path.join(directory, '基石.sqlite')
    const old = new Database(file)
    for (const step of migrations.filter(({ version }) => version <= 110)) {
      migrate(old, [step])
      old.exec(ROWS_AT[step.version] ?? '')
    }
    const rows = old.prepare('SELECT count(*) FROM member').pluck().get()
    old.close()
    disk.fill(100_000)
    const app = openTestGate(directory)
    expect(app.gate.state()).toMatchObject({
      kind: '打不开',
      failure: { code: expect.stringMatching(/^(DISK_FULL|DATA_FILE_IO)$/) as string },
    })
    expect(await app.call('rescue.situation', {})).toMatchObject({ way: '再试' })
    disk.clear()
    expect(await app.call('rescue.retry', {})).toEqual({ state: '已开' })
    expect(app.gate.opened().backend.database.native.prepare('SELECT count(*) FROM member').pluck().get()).toBe(rows)
    await app.gate.close()
  })
})
