import Database from 'better-sqlite3-multiple-ciphers'
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createBackend, fixedClock, type Backend } from '../../electron/backend.ts'
import { dataKeyFrom, type DataKey } from '../../electron/db/data-key.ts'
import type { UnitSettings } from '../../shared/settings/contract.ts'
import { migrate } from '../../electron/db/migrate.ts'
import { migrations } from '../../migrations/index.ts'
import { ROWS_AT } from '../migrations/rows-at.ts'

const UNIT: UnitSettings = {
  fullName: '中共厦门金圆集团有限公司委员会',
  shortName: '集团党委',
  letterheadName: '中共厦门金圆集团有限公司委员会',
  documentCode: '金圆党',
  printingOffice: '中共厦门金圆集团有限公司委员会办公室',
  signer: '林志远',
  contactName: '',
  contactPhone: '',
  superiorName: '',
}

let directory = ''
let dataKey: DataKey | null = null
let backend: Backend

beforeEach(() => {
  dataKey = null
  directory = mkdtempSync(path.join(tmpdir(), 'jishi-restore-'))
  backend = open()
})
afterEach(async () => {
  await backend.close()
  rmSync(directory, { recursive: true, force: true })
})

function open(): Backend {
  return createBackend({ dataDirectory: directory, clock: fixedClock('2026-09-14'), dataKey })
}

/** 另起一份加密的（或仍用明文的）空数据。 */
async function useKind(kind: '明文' | '加密'): Promise<void> {
  if (kind === '明文') return
  await backend.close()
  rmSync(path.join(directory, '基石.sqlite'))
  dataKey = dataKeyFrom(Buffer.alloc(32, 9))
  backend = open()
}

async function reopen(): Promise<void> {
  await backend.close()
  backend = open()
}

async function call(route: string, input: unknown = {}): Promise<Record<string, unknown>> {
  const reply = await backend.dispatcher.dispatch(route, input)
  if (!reply.ok) throw new Error(`${reply.failure.code} ${reply.failure.message}`)
  return reply.value as Record<string, unknown>
}

async function refusal(route: string, input: unknown = {}): Promise<{ code: string; message: string }> {
  const reply = await backend.dispatcher.dispatch(route, input)
  if (reply.ok) throw new Error(`${route} 本应被拒绝`)
  return reply.failure
}

const signer = async () => ((await call('settings.overview'))['unit'] as UnitSettings | null)?.signer
const sign = (name: string) => call('settings.saveUnit', { ...UNIT, signer: name })
const backUp = async () => path.basename((await call('settings.backUp'))['path'] as string)
const backupFile = (name: string) => path.join(directory, '备份', name)
const replacedFiles = () => readdirSync(directory).filter((name) => name.startsWith('基石-恢复前-'))

describe.each(['明文', '加密'] as const)('恢复（%s的库）', (kind) => {
  beforeEach(() => useKind(kind))

  test('重新打开后是备份里的内容；原库在旁边，恢复前也另备一份；再恢复它就是反悔', async () => {
    await sign('旧')
    const name = await backUp()
    await sign('新')
    const { pending } = (await call('settings.restore', { name })) as { pending: { replacedName: string } }
    expect(await signer()).toBe('新')

    await reopen()
    expect(await signer()).toBe('旧')
    expect(replacedFiles()).toEqual([pending.replacedName])
    expect(existsSync(path.join(directory, '待恢复.json'))).toBe(false)
    const journal = (await call('settings.journal', { limit: 1 }))['rows'] as { route: string; summary: string }[]
    expect(journal[0]?.summary).toContain(`从备份“${name}”恢复`)
    expect(await call('settings.verifyJournal')).toMatchObject({ isIntact: true })
    const { rows } = (await call('settings.backups')) as { rows: { name: string; reason: string }[] }
    expect(rows.map(({ reason }) => reason).toSorted()).toEqual(['恢复前', '手动', '换下的原库'].toSorted())

    await call('settings.restore', { name: pending.replacedName })
    await reopen()
    expect(await signer()).toBe('新')
    expect(replacedFiles()).toHaveLength(2)
  })

  test('登记之后不能再改，能看；撤回后照旧', async () => {
    await sign('旧')
    const name = await backUp()
    await call('settings.restore', { name })
    expect(await refusal('settings.saveUnit', UNIT)).toMatchObject({ code: 'RESTORE_PENDING' })
    expect(await refusal('settings.restore', { name })).toMatchObject({ code: 'RESTORE_PENDING' })
    const backupNames = readdirSync(path.join(directory, '备份'))
    expect(await refusal('settings.backUp')).toMatchObject({ code: 'RESTORE_PENDING' })
    expect(readdirSync(path.join(directory, '备份'))).toEqual(backupNames)
    expect(await signer()).toBe('旧')
    expect(await call('settings.withdrawRestore')).toEqual({ wasPending: true })
    await sign('又新')
    await reopen()
    expect(await signer()).toBe('又新')
    expect(replacedFiles()).toEqual([])
  })

  test('旧版本的备份先升级再换上，备份本身不动', async () => {
    const name = '基石-20250101-080000-手动.sqlite'
    await backUp()
    const oldest = migrations[0]
    if (!oldest) throw new Error('没有迁移')
    const old = new Database(backupFile(name))
    migrate(old, [oldest])
    old.exec(ROWS_AT[oldest.version] ?? '')
    old.close()
    const before = readFileSync(backupFile(name))
    expect(await call('settings.backupSummary', { name })).toMatchObject({ schemaVersion: oldest.version, matchesChecksum: false })
    await call('settings.restore', { name })
    expect(readFileSync(backupFile(name)).equals(before)).toBe(true)
    await reopen()
    expect(backend.database.schemaVersion).toBe(migrations.at(-1)?.version)
    expect(backend.database.native.prepare(`SELECT json_extract(valueJson, '$.shortName') FROM setting`).pluck().get()).toBe('测试')
  })

  test('别的程序还开着时先不换，都关了再开才换；其间谁也改不了', async () => {
    await sign('旧')
    const name = await backUp()
    await sign('新')
    await call('settings.restore', { name })
    const second = open()
    expect(await second.dispatcher.dispatch('settings.saveUnit', UNIT)).toMatchObject({ ok: false, failure: { code: 'RESTORE_PENDING' } })
    await second.close()
    expect(await signer()).toBe('新')
    await reopen()
    expect(await signer()).toBe('旧')
  })

  test('换到一半断电（原库已改名、新库还没换上）：再打开接着换完', async () => {
    await sign('旧')
    const name = await backUp()
    await sign('新')
    const { pending } = (await call('settings.restore', { name })) as { pending: { replacedName: string } }
    await backend.close()
    renameSync(path.join(directory, '基石.sqlite'), path.join(directory, pending.replacedName))
    backend = open()
    expect(await signer()).toBe('旧')
    expect(replacedFiles()).toEqual([pending.replacedName])
  })

  test('备好的库在重启前坏了：不换，仍用原库', async () => {
    await sign('旧')
    const name = await backUp()
    await sign('新')
    await call('settings.restore', { name })
    await backend.close()
    truncateSync(path.join(directory, '基石.待恢复.sqlite'), 5000)
    backend = open()
    expect(await signer()).toBe('新')
    expect(replacedFiles()).toEqual([])
    await sign('还能改')
  })

  test.each(['没有.sqlite', '../基石.sqlite', '基石.sqlite', '/etc/passwd'])('不在列表里的名字到不了别处：%s', async (name) => {
    expect(await refusal('settings.restore', { name })).toMatchObject({ code: 'BACKUP_NOT_FOUND' })
    expect(await refusal('settings.backupSummary', { name })).toMatchObject({ code: 'BACKUP_NOT_FOUND' })
  })
})

describe('摘要', () => {
  test('各表差多少、最后一条日志何时', async () => {
    await sign('旧')
    const name = await backUp()
    await sign('新')
    await sign('再新')
    const summary = await call('settings.backupSummary', { name })
    // 备份时只有一条；此后备份自己一条、保存两条。
    expect(summary['tables']).toContainEqual({ table: 'journal', label: '操作日志', backup: 1, current: 4, difference: -3 })
    expect(summary['tables']).toContainEqual({ table: 'setting', label: '设置', backup: 1, current: 1, difference: 0 })
    expect(summary).toMatchObject({ matchesChecksum: true, journalBrokenAt: null, lastEntryAt: '2026-09-14T01:00:00.000Z' })
  })

  test('表都有中文名', async () => {
    const name = await backUp()
    const { tables } = (await call('settings.backupSummary', { name })) as { tables: { label: string }[] }
    expect(tables.length).toBeGreaterThan(10)
  })
})

describe.each(['明文', '加密'] as const)('损坏的备份（%s的库）', (kind) => {
  beforeEach(() => useKind(kind))

  /** 定下种子的线性同余，坏法可重现。 */
  function* draws(seed: number): Generator<number, never> {
    for (let state = seed; ;) {
      state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
      yield state / 4_294_967_296
    }
  }

  test('截断 30 例、改一个字节 60 例：全部认出，现库与备份一字节不动', async () => {
    await sign('旧')
    const name = await backUp()
    const good = readFileSync(backupFile(name))
    const random = draws(20260914)
    const damaged: Buffer[] = []
    for (let n = 0; n < 30; n += 1) damaged.push(good.subarray(0, Math.floor(random.next().value * good.length)))
    for (let n = 0; n < 60; n += 1) {
      const copy = Buffer.from(good)
      const place = Math.floor(random.next().value * copy.length)
      copy.writeUInt8((copy.readUInt8(place) + 1 + Math.floor(random.next().value * 255)) % 256, place)
      damaged.push(copy)
    }
    const before = backend.database.native.serialize()
    const names = readdirSync(directory)
    for (const [index, bytes] of damaged.entries()) {
      writeFileSync(backupFile(name), bytes)
      expect(await refusal('settings.backupSummary', { name }), `第 ${index} 例`).toMatchObject({ code: 'BACKUP_DAMAGED' })
      const refused = await refusal('settings.restore', { name })
      expect(refused.code, `第 ${index} 例`).toBe('BACKUP_DAMAGED')
      expect(refused.message).toMatch(/现有数据与这份备份都没有改动/)
      expect(readFileSync(backupFile(name)).equals(bytes)).toBe(true)
    }
    expect(backend.database.native.serialize().equals(before)).toBe(true)
    expect(readdirSync(directory)).toEqual(names)
  })

  test('校验值丢了也认得出截断与结构损坏，完好的仍可恢复并注明未核校验值', async () => {
    await sign('旧')
    const name = await backUp()
    rmSync(`${backupFile(name)}.sha256`)
    expect(await call('settings.backupSummary', { name })).toMatchObject({ matchesChecksum: false })
    const { rows } = (await call('settings.backups')) as { rows: { name: string; isVerified: boolean }[] }
    expect(rows.find((row) => row.name === name)?.isVerified).toBe(false)
    const half = `${name.replace('.sqlite', '')}-1.sqlite`
    copyFileSync(backupFile(name), backupFile(half))
    truncateSync(backupFile(half), Math.floor(readFileSync(backupFile(half)).length / 2))
    expect(await refusal('settings.restore', { name: half })).toMatchObject({ code: 'BACKUP_DAMAGED' })
  })
})
