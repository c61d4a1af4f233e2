import { hash } from 'node:crypto'
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fixedClock } from '../../electron/backend.ts'
import { openGate, type Gate } from '../../electron/security/gate.ts'
import type { OutputOf } from '../../shared/contract/endpoint.ts'
import type { AppContract, Route } from '../../shared/contract/index.ts'
import { encrypt, openTestGate, PASSPHRASE } from '../kit/gate.ts'
import { plantData, type PlantedData } from '../kit/planted-data.ts'
import { scratchDirectory } from '../kit/scratch.ts'

let scratch: ReturnType<typeof scratchDirectory>
let gate: Gate
const file = (name = '基石.sqlite') => path.join(scratch.path, name)
const sha256 = (name: string) => hash('sha256', readFileSync(name))
const open = () => openGate({ dataDirectory: scratch.path, clock: fixedClock('2026-09-14'), occupiesData: true })

let planted: PlantedData
/** 同一份数据，加了密、再备份过一次的。 */
let sealed: ReturnType<typeof scratchDirectory>
beforeAll(async () => {
  planted = await plantData(300)
  sealed = scratchDirectory()
  planted.copyTo(sealed.path)
  await using app = openTestGate(sealed.path)
  await encrypt(app)
  await app.call('settings.backUp', {})
})
afterAll(() => {
  planted.discard()
  sealed[Symbol.dispose]()
})

beforeEach(() => {
  scratch = scratchDirectory()
  planted.copyTo(scratch.path)
  gate = open()
})
afterEach(async () => {
  await gate.close()
  scratch[Symbol.dispose]()
})

async function call<R extends Route>(route: R, input: object = {}): Promise<OutputOf<AppContract[R]>> {
  const reply = await gate.dispatch(route, input)
  if (!reply.ok) throw new Error(`${route}：${reply.failure.code} ${reply.failure.message}`)
  return reply.value as OutputOf<AppContract[R]>
}

async function refusal(route: Route, input: object = {}): Promise<{ code: string; message: string }> {
  const reply = await gate.dispatch(route, input)
  if (reply.ok) throw new Error(`${route} 本应被拒绝`)
  return reply.failure
}

/** 关好，弄坏，再开；返回坏文件的散列。 */
async function reopenDamaged(inflict: (bytes: Buffer) => void): Promise<string> {
  await gate.close()
  const bytes = readFileSync(file())
  inflict(bytes)
  writeFileSync(file(), bytes)
  gate = open()
  // 加密的要先给口令，才看得出里面坏了。
  if (gate.state().kind === '待解锁') await gate.dispatch('security.unlock', { passphrase: PASSPHRASE })
  expect(gate.state().kind).toBe('打不开')
  return sha256(file())
}

const memberCount = async () => (await call('settings.overview')).memberCount
const zeroPages = (bytes: Buffer, ...numbers: readonly number[]) => {
  for (const number of numbers) bytes.fill(0, (number - 1) * 4096, number * 4096)
}

describe.each(['明文', '加密'] as const)('数据打不开（%s的库）', (kind) => {
  beforeEach(async () => {
    if (kind === '明文') return
    await gate.close()
    cpSync(sealed.path, scratch.path, { recursive: true })
    gate = open()
    await call('security.unlock', { passphrase: PASSPHRASE })
  })
  /** 坏库、抢救出的库、恢复出的库仍是加密的，与原来一样。 */
  const staysAsItWas = async () => expect((await call('settings.overview')).isEncrypted).toBe(kind === '加密')

  test('目录页整页清零：先另存，抢救出每一行，看过报告再换上，原件改名留着', async () => {
    const before = await memberCount()
    const damaged = await reopenDamaged((bytes) => zeroPages(bytes, 1))
    expect(await refusal('member.list')).toMatchObject({ code: 'DATA_UNAVAILABLE' })
    const situation = await call('rescue.situation')
    expect(situation).toMatchObject({ way: '修复', copyFolder: null, canOpenAsIs: false })
    expect(situation.backups.length).toBeGreaterThan(0)

    const kept = await call('rescue.keepCopy')
    expect(sha256(path.join(kept.folder, '基石.sqlite'))).toBe(damaged)
    expect((await call('rescue.keepCopy')).wasKeptBefore).toBe(true)

    const report = await call('rescue.salvage', { fillsFromBackup: false })
    expect(report.tables.find(({ table }) => table === 'member')).toMatchObject({ label: '党员', rejected: 0 })
    expect(existsSync(report.reportFile)).toBe(true)
    expect(sha256(file())).toBe(damaged)

    const { state, replacedName } = await call('rescue.adoptSalvage')
    expect(state).toBe('已开')
    expect(sha256(file(replacedName))).toBe(damaged)
    expect(await memberCount()).toBe(before)
    expect(await call('settings.verifyJournal')).toMatchObject({ isIntact: true })
    const [newest] = (await call('settings.journal', { limit: 1 })).rows
    expect(newest?.summary).toContain('换上抢救出的内容')
    await staysAsItWas()
    expect(readFileSync(report.reportFile, 'utf8')).not.toContain('其他（')
  })

  test('坏了几十页：从备份补齐；不补则少的如数报出', async () => {
    const before = await memberCount()
    const pages = Array.from({ length: 12 }, (_, index) => 160 + index * 9)
    await reopenDamaged((bytes) => zeroPages(bytes, ...pages))
    const bare = await call('rescue.salvage', { fillsFromBackup: false })
    expect(bare.brokenPages).toBeGreaterThan(0)
    const filled = await call('rescue.salvage', { fillsFromBackup: true })
    expect(filled.filledFrom).not.toBeNull()
    for (const each of filled.tables.filter(({ table }) => !['journal', 'journalChange', 'journalSubject'].includes(table)))
      expect(each.kept, each.label).toBe(each.inBackup)
    await call('rescue.adoptSalvage')
    expect(await memberCount()).toBe(before)
    await staysAsItWas()
  })

  test('从备份恢复：摘要说出差几条操作，恢复后能用，坏的那份原样留着', async () => {
    const before = await memberCount()
    const damaged = await reopenDamaged((bytes) => bytes.fill(0x5a, 100))
    const [newest] = (await call('rescue.situation')).backups
    const name = newest?.name ?? ''
    const contents = await call('rescue.backupContents', { name })
    expect(contents).toMatchObject({ matchesChecksum: true, memberCount: expect.any(Number) as number, entriesBehind: 1 })
    const { state, replacedName } = await call('rescue.restore', { name })
    expect(state).toBe('已开')
    expect(sha256(file(replacedName))).toBe(damaged)
    expect(await memberCount()).toBe(before)
  })

  test('坏了一个字节：明文的坏在文字里，可以照现在的样子打开，记入日志；加密的每页自带认证码，只能恢复或抢救', async () => {
    if (kind === '加密') {
      await reopenDamaged((bytes) => {
        const at = 60 * 4096 + 777
        bytes[at] = (bytes[at] ?? 0) ^ 1
      })
      expect(await call('rescue.situation')).toMatchObject({ code: 'DATA_FILE_CORRUPT', canOpenAsIs: false })
      expect(await refusal('rescue.openAsIs')).toMatchObject({ code: 'CANNOT_OPEN_AS_IS' })
      return
    }
    await reopenDamaged((bytes) => {
      const at = bytes.lastIndexOf('党支部')
      bytes[at] = (bytes[at] ?? 0) ^ 1
    })
    expect(await call('rescue.situation')).toMatchObject({ code: 'DATA_FILE_ALTERED', canOpenAsIs: true })
    expect(await call('rescue.openAsIs')).toMatchObject({ state: '已开' })
    const [newest] = (await call('settings.journal', { limit: 1 })).rows
    expect(newest?.summary).toContain('照现在的样子打开')
    await gate.close()
    gate = open()
    expect(gate.state().kind).toBe('已开')
  })

  test('结构坏了的，照现在的样子打不开', async () => {
    await reopenDamaged((bytes) => zeroPages(bytes, 1))
    expect(await refusal('rescue.openAsIs')).toMatchObject({ code: 'CANNOT_OPEN_AS_IS' })
  })

  test('找回移走的文件：再试就好', async () => {
    await gate.close()
    renameSync(file(), file('移走'))
    gate = open()
    expect(await call('rescue.situation')).toMatchObject({ code: 'DATA_FILE_MISSING', way: '修复' })
    expect(await refusal('rescue.salvage')).toMatchObject({ code: 'NOTHING_TO_SALVAGE' })
    renameSync(file('移走'), file())
    expect(await call('rescue.retry')).toMatchObject({ state: kind === '加密' ? '待解锁' : '已开' })
    if (kind === '加密') expect(await call('security.unlock', { passphrase: PASSPHRASE })).toEqual({ state: '已开' })
  })

  test('坏库换回好的那份：再试就开，加密的不必再输口令', async () => {
    const before = await memberCount()
    await gate.close()
    const good = readFileSync(file())
    gate = open()
    if (kind === '加密') await call('security.unlock', { passphrase: PASSPHRASE })
    await reopenDamaged((bytes) => zeroPages(bytes, 1))
    writeFileSync(file(), good)
    expect(await call('rescue.retry')).toMatchObject({ state: '已开' })
    expect(await memberCount()).toBe(before)
    await staysAsItWas()
  })

  test('备份也全坏了：一份份都认出来，抢救仍可做', async () => {
    const damaged = await reopenDamaged((bytes) => zeroPages(bytes, 2))
    const folder = path.join(scratch.path, '备份')
    for (const name of readdirSync(folder).filter((each) => each.endsWith('.sqlite'))) {
      const bytes = readFileSync(path.join(folder, name))
      zeroPages(bytes, 3)
      writeFileSync(path.join(folder, name), bytes)
      expect(await refusal('rescue.backupContents', { name })).toMatchObject({ code: 'BACKUP_DAMAGED' })
      expect(await refusal('rescue.restore', { name })).toMatchObject({ code: 'BACKUP_DAMAGED' })
    }
    const report = await call('rescue.salvage', { fillsFromBackup: true })
    expect(report.filledFrom).toBeNull()
    expect(sha256(file())).toBe(damaged)
  })

  test('整个文件都不是库：没有可抢救的，说清楚', async () => {
    await reopenDamaged((bytes) => bytes.fill(0x41))
    expect(await refusal('rescue.salvage')).toMatchObject({ code: 'NOTHING_TO_SALVAGE' })
    expect(existsSync(file('基石.待恢复.sqlite'))).toBe(false)
  })
})

test('数据打开着：修复的路由一律拒绝', async () => {
  const name = '基石-20260914-010000-手动.sqlite'
  const inputs: [Route, object][] = [
    ['rescue.situation', {}],
    ['rescue.keepCopy', {}],
    ['rescue.backupContents', { name }],
    ['rescue.restore', { name }],
    ['rescue.salvage', {}],
    ['rescue.adoptSalvage', {}],
    ['rescue.openAsIs', {}],
    ['rescue.retry', {}],
  ]
  for (const [route, input] of inputs) expect(await refusal(route, input), route).toMatchObject({ code: 'NOT_UNAVAILABLE' })
  rmSync(file('使用中.json'), { force: true })
})
