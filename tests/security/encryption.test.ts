import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { databaseFileKind } from '../../electron/db/connect.ts'
import { ACTIVITY, encrypt, filesContaining, filesIn, openTestGate, PASSPHRASE, PHOTO, plantData } from '../kit/gate.ts'
import { scratchDirectory } from '../kit/scratch.ts'

async function memberNames(app: ReturnType<typeof openTestGate>): Promise<string[]> {
  const { rows } = await app.call('member.list', {})
  return rows.map(({ name }) => name)
}

describe('启用加密', () => {
  test('启用之后：磁盘上搜不到姓名、证号、附件内容；用着的时候也搜不到；内容一条不少', async () => {
    using scratch = scratchDirectory()
    const { secrets } = await plantData(scratch.path)
    // 先证明搜得到：搜法不灵的话，下面的“搜不到”什么也不说明。
    expect(filesContaining(scratch.path, secrets.slice(0, 1)).length).toBeGreaterThanOrEqual(2)
    expect(filesContaining(scratch.path, secrets.slice(3)).length).toBeGreaterThanOrEqual(2)

    await using app = openTestGate(scratch.path)
    const before = await memberNames(app)
    await encrypt(app)
    expect((await app.call('settings.overview', {})).isEncrypted).toBe(true)
    expect(await memberNames(app)).toEqual(before)
    // 预写日志里也是密文。
    await app.call('settings.saveUnit', {
      fullName: '中共王思齐纪念委员会',
      shortName: '党委',
      letterheadName: '中共王思齐纪念委员会',
      documentCode: '王党',
      printingOffice: '党委办公室',
    })
    expect(existsSync(path.join(scratch.path, '基石.sqlite-wal'))).toBe(true)
    expect(filesContaining(scratch.path, secrets)).toEqual([])
    await app.call('settings.backUp', {})
    expect(filesContaining(scratch.path, secrets)).toEqual([])

    const { rows } = await app.call('life.files', { activityId: ACTIVITY })
    expect(rows.map(({ name, state }) => [name, state])).toEqual([['会场.png', '完好']])
    const taken = await app.call('life.file', { fileId: rows[0]?.id ?? '' })
    expect(Buffer.from(taken.file.base64, 'base64').equals(Buffer.from(PHOTO))).toBe(true)
    expect((await app.call('settings.verifyJournal', {})).isIntact).toBe(true)
    expect((await app.call('settings.journal', {})).rows.some(({ summary }) => summary === '启用加密')).toBe(true)
  })

  test('锁定之后要口令：错的不行，对的行；解锁后一条不少', async () => {
    using scratch = scratchDirectory()
    await plantData(scratch.path)
    {
      await using app = openTestGate(scratch.path)
      await encrypt(app)
    }
    await using app = openTestGate(scratch.path)
    expect(await app.call('security.state', {})).toMatchObject({ state: '待解锁', isEncrypted: true, session: null })
    expect((await app.refused('member.list', {})).code).toBe('LOCKED')
    expect(await app.refused('security.unlock', { passphrase: '金桥路七号的桂花' })).toMatchObject({ code: 'WRONG_PASSPHRASE' })
    expect(await app.call('security.unlock', { passphrase: PASSPHRASE })).toEqual({ state: '已开' })
    expect(await memberNames(app)).toContain('王思齐')
    await app.call('security.lock', {})
    expect((await app.refused('settings.overview', {})).code).toBe('LOCKED')
    expect(databaseFileKind(app.gate.dataFile)).toBe('其他')
  })

  test('明文原库：选删去的删去，选保留的改名留着并在“数据安全”里点名', async () => {
    using dropped = scratchDirectory()
    await plantData(dropped.path)
    await using first = openTestGate(dropped.path)
    await encrypt(first)
    expect(filesIn(dropped.path).filter((name) => name.includes('加密前'))).toEqual([])
    expect((await first.call('security.protection', {})).plainCopies).toEqual([])

    using kept = scratchDirectory()
    await plantData(kept.path)
    await using second = openTestGate(kept.path)
    await encrypt(second, { dropsOriginal: false, convertsBackups: false })
    const { plainCopies } = await second.call('security.protection', {})
    expect(plainCopies.some((name) => name.startsWith('基石-启用加密前-20260914-'))).toBe(true)
    expect(plainCopies.filter((name) => name.startsWith('备份'))).toHaveLength(2)
  })

  test('加密以前的旧备份，转不转成加密的都恢复得回来，恢复后仍是加密的', async () => {
    for (const convertsBackups of [true, false]) {
      using scratch = scratchDirectory()
      const { secrets } = await plantData(scratch.path)
      {
        await using app = openTestGate(scratch.path)
        const { rows } = await app.call('settings.backups', {})
        const name = rows.find(({ reason }) => reason === '手动')?.name ?? ''
        await encrypt(app, { convertsBackups })
        const summary = await app.call('settings.backupSummary', { name })
        expect(summary.matchesChecksum).toBe(true)
        await app.call('settings.restore', { name })
      }
      await using app = openTestGate(scratch.path)
      expect(await app.call('security.unlock', { passphrase: PASSPHRASE })).toEqual({ state: '已开' })
      expect(await memberNames(app)).toContain('王思齐')
      expect((await app.call('settings.overview', {})).isEncrypted).toBe(true)
      const plain = filesContaining(scratch.path, secrets)
      if (convertsBackups) expect(plain).toEqual([])
      else expect(plain.every((name) => name.startsWith('备份'))).toBe(true)
    }
  })

  test('没抄对恢复单、口令太弱，都不启用，什么也不动', async () => {
    using scratch = scratchDirectory()
    await plantData(scratch.path)
    await using app = openTestGate(scratch.path)
    const { draftId, groups, asked } = await app.call('security.draftRecoveryCode', {})
    const confirmations = asked.map((group) => ({ group, text: groups[group - 1] ?? '' }))
    const input = { draftId, passphrase: PASSPHRASE, dropsOriginal: true, convertsBackups: true }
    const wrong = [{ group: asked[0] ?? 1, text: '00000' }, ...confirmations.slice(1)]
    expect((await app.refused('security.enableEncryption', { ...input, confirmations: wrong })).code).toBe('RECOVERY_NOT_COPIED')
    expect((await app.refused('security.enableEncryption', { ...input, confirmations, passphrase: '12345678' })).code).toBe('INVALID_INPUT')
    expect((await app.refused('security.enableEncryption', { ...input, confirmations, draftId: '旧的' })).code).toBe('RECOVERY_DRAFT_GONE')
    expect(filesIn(scratch.path).filter((name) => name.includes('密'))).toEqual([])
    expect((await app.call('settings.overview', {})).isEncrypted).toBe(false)
  })
})

test('停用加密：要口令；之后是明文，一条不少，不再要口令，附件与备份都打得开', async () => {
  using scratch = scratchDirectory()
  await plantData(scratch.path)
  {
    await using app = openTestGate(scratch.path)
    await encrypt(app)
    expect((await app.refused('security.disableEncryption', { passphrase: '不是这个口令' })).code).toBe('WRONG_PASSPHRASE')
    await app.call('security.disableEncryption', { passphrase: PASSPHRASE })
    expect((await app.call('settings.overview', {})).isEncrypted).toBe(false)
    expect((await app.call('security.state', {})).isEncrypted).toBe(false)
  }
  await using app = openTestGate(scratch.path)
  expect((await app.call('security.state', {})).state).toBe('已开')
  expect(await memberNames(app)).toContain('王思齐')
  const { rows } = await app.call('life.files', { activityId: ACTIVITY })
  const taken = await app.call('life.file', { fileId: rows[0]?.id ?? '' })
  expect(Buffer.from(taken.file.base64, 'base64').equals(Buffer.from(PHOTO))).toBe(true)
  for (const { name } of (await app.call('settings.backups', {})).rows)
    expect((await app.call('settings.backupSummary', { name })).tables.length).toBeGreaterThan(10)
  expect(filesIn(scratch.path).filter((name) => name === '密钥.json')).toEqual([])
  expect(readFileSync(app.gate.dataFile).subarray(0, 15).toString('latin1')).toBe('SQLite format 3')
})
