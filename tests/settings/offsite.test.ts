import { hash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import Database from 'better-sqlite3-multiple-ciphers'
import type { InputOf } from '../../shared/contract/endpoint.ts'
import type { AppContract } from '../../shared/contract/index.ts'
import { encrypt, filesContaining, filesIn, openTestGate, PASSPHRASE, plantData, type TestGate } from '../kit/gate.ts'
import { scratchDirectory } from '../kit/scratch.ts'

const STICK_PASSPHRASE = '抽屉里的那只蓝色优盘'

let scratch: ReturnType<typeof scratchDirectory>
let data = ''
let stick = ''
let secrets: readonly Buffer[] = []
let app: TestGate

beforeEach(async () => {
  scratch = scratchDirectory()
  data = path.join(scratch.path, '数据')
  stick = path.join(scratch.path, '优盘 一号')
  mkdirSync(stick)
  secrets = (await plantData(data)).secrets
  app = openTestGate(data)
})
afterEach(async () => {
  await app.gate.close()
  scratch[Symbol.dispose]()
})

type Overview = { memberCount: number; organizationCount: number }
const counts = async (from: TestGate): Promise<Overview> => {
  const { memberCount, organizationCount } = await from.call('settings.overview', {})
  return { memberCount, organizationCount }
}
const backUpTo = (input: Omit<InputOf<AppContract['settings.backUpTo']>, 'folder'> & { folder?: string } = {}) =>
  app.call('settings.backUpTo', { folder: stick, ...input })
const reopen = async () => {
  expect(await app.call('security.reopen', {})).toEqual({ state: '已开' })
}

describe.each(['明文', '加密'] as const)('另存到别处（%s的库）', (kind) => {
  let recoveryCode = ''
  beforeEach(async () => {
    if (kind === '加密') recoveryCode = (await encrypt(app)).join(' ')
  })

  test('写进新文件夹、读回来核对过、记入日志；再存一份不覆盖；说得出上次是什么时候', async () => {
    expect((await app.call('settings.overview', {})).lastOffsiteAt).toBeNull()
    const receipt = await backUpTo()
    expect(receipt).toMatchObject({ attachments: 1, missing: [], isEncrypted: kind === '加密' })
    expect(path.dirname(receipt.folder)).toBe(stick)
    const lines = readFileSync(path.join(receipt.folder, '校验值.sha256'), 'utf8').trimEnd().split('\n')
    for (const line of lines) {
      const [sha256, name] = line.split('  ')
      expect(hash('sha256', readFileSync(path.join(receipt.folder, name ?? ''))), name).toBe(sha256)
    }
    const listed = [...lines.map((line) => line.slice(66)), '校验值.sha256'].toSorted()
    expect(filesIn(receipt.folder).toSorted()).toEqual(listed)
    expect(filesContaining(receipt.folder, secrets).length > 0).toBe(kind === '明文')
    const again = await backUpTo()
    expect(again.folder).not.toBe(receipt.folder)
    expect(readdirSync(stick)).toHaveLength(2)
    const { rows } = await app.call('settings.offsiteHistory', {})
    expect(rows).toHaveLength(2)
    expect(rows[1]?.summary).toContain(receipt.folder)
    expect((await app.call('settings.overview', {})).lastOffsiteAt).toBe(receipt.at)
    expect(readdirSync(path.join(data, '备份')).filter((name) => name.includes('未完成'))).toEqual([])
  })

  test('单设口令的一份：盘上搜不到一个字；没有口令、错口令都打不开，对的看得到差异', async () => {
    const { folder, isEncrypted } = await backUpTo({ passphrase: STICK_PASSPHRASE })
    expect(isEncrypted).toBe(true)
    expect(filesContaining(stick, secrets)).toEqual([])
    expect(await app.refused('settings.offsiteSummary', { path: folder })).toMatchObject({ code: 'PASSPHRASE_NEEDED' })
    expect(await app.refused('settings.offsiteSummary', { path: folder, passphrase: '不是这个口令呀' })).toMatchObject({
      code: 'WRONG_PASSPHRASE',
    })
    const summary = await app.call('settings.offsiteSummary', { path: folder, passphrase: STICK_PASSPHRASE })
    expect(summary).toMatchObject({ matchesChecksum: true, journalBrokenAt: null, attachments: { registered: 1, missing: [] } })
    const { rows } = await app.call('settings.journal', {})
    expect(JSON.stringify(rows)).not.toContain(STICK_PASSPHRASE)
  })

  test('恢复：换上的是那一份，加不加密照现在的；现有的改名留着，可反悔；丢了的附件取回来', async () => {
    const before = await counts(app)
    const { folder } = await backUpTo({ passphrase: STICK_PASSPHRASE })
    const { rows: members } = await app.call('member.list', {})
    await app.call('member.remove', { memberId: members[0]?.id ?? '', reason: '误登记' })
    expect((await counts(app)).memberCount).toBe(before.memberCount - 1)
    rmSync(path.join(data, '附件'), { recursive: true })
    rmSync(path.join(data, '备份', '附件'), { recursive: true })
    const { pending, missing } = await app.call('settings.restoreOffsite', { path: folder, passphrase: STICK_PASSPHRASE })
    expect(missing).toEqual([])
    expect((await counts(app)).memberCount).toBe(before.memberCount - 1)
    await reopen()
    expect(await counts(app)).toEqual(before)
    expect((await app.call('settings.overview', {})).isEncrypted).toBe(kind === '加密')
    expect(await app.call('life.checkAttachments', { isThorough: true })).toMatchObject({ checked: 1, faulty: [] })
    expect(await app.call('settings.verifyJournal', {})).toMatchObject({ isIntact: true })
    if (kind === '加密') expect(filesContaining(data, secrets)).toEqual([])
    await app.call('settings.restore', { name: pending.replacedName })
    await reopen()
    expect((await counts(app)).memberCount).toBe(before.memberCount - 1)
  })

  test('在新电脑上恢复：没有口令的拒绝，给了口令（加密的也可用恢复码）就有全部内容与附件', async () => {
    const before = await counts(app)
    const { folder } = await backUpTo()
    await using fresh = openTestGate(path.join(scratch.path, '新电脑'))
    const found = await fresh.call('security.offsiteBackups', { folder: stick })
    expect(found.rows).toMatchObject([{ path: folder, kind: '另存的一整份', isEncrypted: kind === '加密' }])
    if (kind === '加密') {
      expect(await fresh.refused('settings.restoreOffsite', { path: folder })).toMatchObject({ code: 'PASSPHRASE_NEEDED' })
      expect(await fresh.refused('settings.restoreOffsite', { path: folder, passphrase: '不是这个口令呀' })).toMatchObject({
        code: 'WRONG_PASSPHRASE',
      })
    }
    if (kind === '加密') await fresh.call('settings.offsiteSummary', { path: folder, passphrase: PASSPHRASE })
    await fresh.call('settings.restoreOffsite', { path: folder, ...(kind === '加密' ? { passphrase: recoveryCode } : {}) })
    await fresh.call('security.reopen', {})
    expect(await counts(fresh)).toEqual(before)
    expect(await fresh.call('life.checkAttachments', { isThorough: true })).toMatchObject({ checked: 1, faulty: [] })
  })

  test('附件的原件与备份里那份都没了：照样另存，如数说缺了哪个', async () => {
    rmSync(path.join(data, '附件'), { recursive: true })
    rmSync(path.join(data, '备份', '附件'), { recursive: true })
    const receipt = await backUpTo()
    expect(receipt).toMatchObject({ attachments: 0, missing: ['会场.png'] })
    expect(await app.call('settings.offsiteSummary', { path: receipt.folder })).toMatchObject({
      attachments: { registered: 1, missing: ['会场.png'] },
    })
  })

  test('只丢了原件的，从本机备份里那份带上', async () => {
    rmSync(path.join(data, '附件'), { recursive: true })
    expect(await backUpTo()).toMatchObject({ attachments: 1, missing: [] })
  })

  test('截断、改一个字节、少了清单：都认出来，现有数据与那一份一字节不动', async () => {
    const { folder } = await backUpTo()
    const file = path.join(folder, '基石.sqlite')
    const good = readFileSync(file)
    const before = app.gate.opened().backend.database.native.serialize()
    const harms: [string, Buffer][] = [0, 40, 4096, Math.floor(good.length / 2), good.length - 1].map((length) => [
      `截到 ${length}`,
      good.subarray(0, length),
    ])
    for (let place = 17; place < good.length; place += Math.floor(good.length / 40)) {
      const copy = Buffer.from(good)
      copy[place] = (copy[place] ?? 0) ^ 0x10
      harms.push([`改第 ${place} 字节`, copy])
    }
    for (const [name, bytes] of harms) {
      writeFileSync(file, bytes)
      for (const route of ['settings.offsiteSummary', 'settings.restoreOffsite'] as const) {
        const failure = await app.refused(route, { path: folder })
        expect(failure.code, name).toBe('BACKUP_DAMAGED')
        expect(failure.message).toMatch(/没有改动/)
      }
      expect(readFileSync(file).equals(bytes)).toBe(true)
    }
    writeFileSync(file, good)
    renameSync(path.join(folder, '校验值.sha256'), path.join(folder, '改名'))
    expect(await app.refused('settings.restoreOffsite', { path: folder })).toMatchObject({ code: 'OFFSITE_NOT_FOUND' })
    expect(app.gate.opened().backend.database.native.serialize().equals(before)).toBe(true)
    expect(existsSync(path.join(data, '待恢复.json'))).toBe(false)
  })

  test('那一份里的附件坏了：恢复时说出来，别的照样恢复', async () => {
    const { folder } = await backUpTo()
    for (const name of filesIn(path.join(folder, '附件'))) {
      const file = path.join(folder, '附件', name)
      const bytes = readFileSync(file)
      bytes[bytes.length - 5] = (bytes.at(-5) ?? 0) ^ 1
      writeFileSync(file, bytes)
    }
    rmSync(path.join(data, '附件'), { recursive: true })
    expect(await app.call('settings.restoreOffsite', { path: folder })).toMatchObject({ missing: ['会场.png'] })
  })
})

test('拷走的“备份”文件夹、整个数据文件夹也认得，照样恢复', async () => {
  const before = await counts(app)
  const { rows } = await app.call('security.offsiteBackups', { folder: data })
  expect(rows).toMatchObject([{ kind: '备份文件', isEncrypted: false }])
  await using fresh = openTestGate(path.join(scratch.path, '新电脑'))
  await fresh.call('settings.restoreOffsite', { path: rows[0]?.path ?? '' })
  await fresh.call('security.reopen', {})
  expect(await counts(fresh)).toEqual(before)
  expect(await fresh.call('life.checkAttachments', { isThorough: true })).toMatchObject({ checked: 1, faulty: [] })
})

test('由更新版本写成的：说清楚，什么也不动', async () => {
  const { folder } = await backUpTo()
  const file = path.join(folder, '基石.sqlite')
  const newer = new Database(file)
  newer.pragma('user_version = 99999')
  newer.close()
  const list = path.join(folder, '校验值.sha256')
  writeFileSync(list, readFileSync(list, 'utf8').replace(/^[0-9a-f]{64}(?= {2}基石)/m, hash('sha256', readFileSync(file))))
  const failure = await app.refused('settings.restoreOffsite', { path: folder })
  expect(failure).toMatchObject({ code: 'BACKUP_FROM_NEWER_VERSION' })
  expect(failure.message).toContain('请安装新版基石')
})

test('选错了地方：在数据文件夹里（绕道链接也算）、没有、是个文件、路径不全，都说清楚，什么也不写', async () => {
  const link = path.join(scratch.path, '链接')
  symlinkSync(path.join(data, '备份'), link)
  const file = path.join(stick, '一个文件')
  writeFileSync(file, '')
  const before = filesIn(data)
  for (const folder of [data, `${data}/`, path.join(data, '备份'), link])
    expect(await app.refused('settings.backUpTo', { folder }), folder).toMatchObject({ code: 'FOLDER_IN_DATA' })
  for (const folder of [path.join(stick, '没有'), file, '备份', './x']) {
    const failure = await app.refused('settings.backUpTo', { folder })
    expect(failure, folder).toMatchObject({ code: 'FOLDER_NOT_FOUND' })
    expect(failure.message).toMatch(/[\u4e00-\u9fff]/)
  }
  expect(filesIn(data)).toEqual(before)
  expect(readdirSync(stick)).toEqual(['一个文件'])
})

test('末尾斜杠、带引号的路径（从资源管理器复制来的）也认', async () => {
  expect(path.dirname((await backUpTo({ folder: `${stick}/` })).folder)).toBe(stick)
  expect(path.dirname((await backUpTo({ folder: `"${stick}"` })).folder)).toBe(stick)
})

test('取消：不留半截，数据照常', async () => {
  const running = app.gate.dispatch('settings.backUpTo', { folder: stick, taskId: '另存' })
  while (app.gate.tasks.progress('另存').state === '未开始') await new Promise((resolve) => setImmediate(resolve))
  await app.gate.dispatch('settings.cancelTask', { runningTaskId: '另存' })
  expect(await running).toMatchObject({ ok: false, failure: { code: 'CANCELLED' } })
  expect(readdirSync(stick)).toEqual([])
  expect(readdirSync(path.join(data, '备份')).filter((name) => name.includes('未完成'))).toEqual([])
})

test('坏库的修复页：从别处的备份恢复，打不开的原样留着', async () => {
  const before = await counts(app)
  const { folder } = await backUpTo({ passphrase: STICK_PASSPHRASE })
  await app.gate.close()
  truncateSync(path.join(data, '基石.sqlite'), 5000)
  const damaged = readFileSync(path.join(data, '基石.sqlite'))
  app = openTestGate(data)
  expect(app.gate.state().kind).toBe('打不开')
  expect((await app.call('security.offsiteBackups', { folder: stick })).rows).toHaveLength(1)
  expect(await app.refused('rescue.offsiteContents', { path: folder })).toMatchObject({ code: 'PASSPHRASE_NEEDED' })
  expect(await app.call('rescue.offsiteContents', { path: folder, passphrase: STICK_PASSPHRASE })).toMatchObject({
    memberCount: expect.any(Number) as number,
    attachments: { missing: [] },
  })
  const { state, replacedName } = await app.call('rescue.restoreOffsite', { path: folder, passphrase: STICK_PASSPHRASE })
  expect(state).toBe('已开')
  expect(readFileSync(path.join(data, replacedName)).equals(damaged)).toBe(true)
  expect(await counts(app)).toEqual(before)
})

test('加密的数据文件没了、密钥文件还在：从别处同一把钥的备份恢复，仍是加密的；另一把钥的不收，免得悄悄变成明文', async () => {
  await encrypt(app)
  const before = await counts(app)
  const { folder } = await backUpTo()
  const { folder: other } = await backUpTo({ passphrase: STICK_PASSPHRASE })
  await app.gate.close()
  rmSync(path.join(data, '基石.sqlite'))
  app = openTestGate(data)
  expect(app.gate.state()).toMatchObject({ kind: '打不开', failure: { code: 'DATA_FILE_MISSING' } })
  expect(await app.refused('rescue.restoreOffsite', { path: other, passphrase: STICK_PASSPHRASE })).toMatchObject({
    code: 'KEY_FILE_DIFFERS',
  })
  expect(await app.call('rescue.restoreOffsite', { path: folder, passphrase: PASSPHRASE })).toMatchObject({ state: '待解锁' })
  await app.call('security.unlock', { passphrase: PASSPHRASE })
  expect(await counts(app)).toEqual(before)
  expect(filesContaining(data, secrets)).toEqual([])
})
