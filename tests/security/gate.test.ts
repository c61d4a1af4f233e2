import { copyFileSync, cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { backendContract } from '../../shared/contract/index.ts'
import { isSameGroup, readRecoveryCode, recoveryGroups } from '../../shared/security/recovery-code.ts'
import { fileSha256 } from '../../electron/db/backup.ts'
import { newDataKey } from '../../electron/db/data-key.ts'
import { readKeyFile, writeKeyFile } from '../../electron/security/key-file.ts'
import { newKeyFile, unlockWithPassphrase, withKeychain, withPassphrase, type Keychain } from '../../electron/security/key-slots.ts'
import { encrypt, openTestGate, PASSPHRASE, plantData } from '../kit/gate.ts'
import { scratchDirectory } from '../kit/scratch.ts'

const encrypted = scratchDirectory()
let groups: readonly string[] = []

// 加密一次，各条拷一份用。
beforeAll(async () => {
  await plantData(encrypted.path)
  await using app = openTestGate(encrypted.path)
  groups = await encrypt(app)
  return () => encrypted[Symbol.dispose]()
})

function copied() {
  const scratch = scratchDirectory()
  cpSync(encrypted.path, scratch.path, { recursive: true })
  return scratch
}

describe('锁着的时候', () => {
  test('契约里每一条不是门口的路由都只说“已锁定”，给什么入参都一样', async () => {
    using scratch = copied()
    await using app = openTestGate(scratch.path)
    for (const route of Object.keys(backendContract))
      for (const input of [{}, null, { organizationId: 'x', memberId: 'x' }]) {
        const reply = await app.gate.dispatch(route, input)
        expect(reply, route).toMatchObject({ ok: false, failure: { code: 'LOCKED' } })
      }
    expect(await app.refused('security.protection', {})).toMatchObject({ code: 'LOCKED' })
    expect(await app.refused('security.draftRecoveryCode', {})).toMatchObject({ code: 'LOCKED' })
  })

  test('连错逐次变慢，对一次清零；等的时候连对的也不试', async () => {
    using scratch = copied()
    let now = 0
    await using app = openTestGate(scratch.path, { elapsed: () => now })
    for (let n = 0; n < 3; n += 1)
      expect((await app.refused('security.unlock', { passphrase: '一二三四五六七八' })).code).toBe('WRONG_PASSPHRASE')
    expect(await app.refused('security.unlock', { passphrase: PASSPHRASE })).toMatchObject({ code: 'TOO_MANY_ATTEMPTS' })
    const { waitSeconds } = await app.call('security.state', {})
    expect(waitSeconds).toBeGreaterThan(0)
    now += waitSeconds * 1000
    expect(await app.call('security.unlock', { passphrase: PASSPHRASE })).toEqual({ state: '已开' })
    expect((await app.call('security.state', {})).waitSeconds).toBe(0)
  })
})

describe('口令与恢复码', () => {
  test('改口令以后旧口令不行，新口令行，数据文件一个字节也没重写', async () => {
    using scratch = copied()
    const next = '换一句新的口令试试'
    {
      await using app = openTestGate(scratch.path)
      await app.call('security.unlock', { passphrase: PASSPHRASE })
      expect((await app.refused('security.changePassphrase', { current: '不对的口令啊啊', next })).code).toBe('WRONG_PASSPHRASE')
      await app.call('security.changePassphrase', { current: PASSPHRASE, next })
      expect((await app.call('settings.journal', {})).rows[0]?.summary).toBe('改口令')
    }
    await using app = openTestGate(scratch.path)
    expect((await app.refused('security.unlock', { passphrase: PASSPHRASE })).code).toBe('WRONG_PASSPHRASE')
    expect(await app.call('security.unlock', { passphrase: next })).toEqual({ state: '已开' })
    // 备份文件夹里的副本也跟着换了。
    expect(readFileSync(path.join(scratch.path, '备份', '密钥.json'), 'utf8')).toBe(
      readFileSync(path.join(scratch.path, '密钥.json'), 'utf8'),
    )
  })

  test('用恢复码进来要设新口令；抄错一组指出是第几组；旧口令从此不行', async () => {
    using scratch = copied()
    const passphrase = '恢复以后的新口令'
    await using app = openTestGate(scratch.path)
    const miswritten = groups
      .map((group, index) => (index === 4 ? `${group.slice(0, 4)}${group.endsWith('A') ? 'B' : 'A'}` : group))
      .join(' ')
    expect((await app.refused('security.recover', { code: miswritten, passphrase })).message).toContain('第 5 组')
    expect((await app.refused('security.recover', { code: groups.slice(1).join(' '), passphrase })).message).toContain('8 组')
    expect((await app.refused('security.recover', { code: recoveryGroups(new Uint8Array(20)).join(' '), passphrase })).code).toBe(
      'WRONG_RECOVERY_CODE',
    )
    expect((await app.refused('security.recover', { code: groups.join(' '), passphrase: '12345678' })).code).toBe('INVALID_INPUT')
    expect(await app.call('security.recover', { code: groups.join('-').toLowerCase(), passphrase })).toEqual({ state: '已开' })
    await app.call('security.lock', {})
    expect((await app.refused('security.unlock', { passphrase: PASSPHRASE })).code).toBe('WRONG_PASSPHRASE')
    expect(await app.call('security.unlock', { passphrase })).toEqual({ state: '已开' })
  })

  test('换恢复码以后旧恢复单不能用，新的能用', async () => {
    using scratch = copied()
    await using app = openTestGate(scratch.path)
    await app.call('security.unlock', { passphrase: PASSPHRASE })
    const draft = await app.call('security.draftRecoveryCode', {})
    const confirmations = draft.asked.map((group) => ({ group, text: draft.groups[group - 1] ?? '' }))
    await app.call('security.replaceRecoveryCode', { draftId: draft.draftId, passphrase: PASSPHRASE, confirmations })
    await app.call('security.lock', {})
    const passphrase = '又一个新的口令'
    const used = { passphrase: `${passphrase}呀` }
    expect((await app.refused('security.recover', { code: groups.join(' '), ...used })).code).toBe('WRONG_RECOVERY_CODE')
    expect(await app.call('security.recover', { code: draft.groups.join(' '), ...used })).toEqual({ state: '已开' })
  })

  test('恢复码：写出来再读回来是同一串；错一个字、一组里对调两个字、两组写颠倒，都指得出', () => {
    const bytes = Uint8Array.from({ length: 20 }, (_, index) => (index * 37 + 11) % 256)
    const written = recoveryGroups(bytes)
    expect(readRecoveryCode(written.join(' '))).toEqual({ ok: true, bytes })
    expect(readRecoveryCode(written.join('').toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l'))).toEqual({ ok: true, bytes })
    const symbols = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
    for (const [index, group] of written.entries())
      for (let place = 0; place < 5; place += 1) {
        for (const symbol of symbols) {
          if (symbol === group[place]) continue
          const changed = written.with(index, group.slice(0, place) + symbol + group.slice(place + 1))
          expect(readRecoveryCode(changed.join(' '))).toMatchObject({ ok: false, wrongGroups: [index + 1] })
        }
        const [left = '', right = ''] = [group[place], group[place + 1]]
        if (right === '' || left === right) continue
        const swapped = written.with(index, group.slice(0, place) + right + left + group.slice(place + 2))
        expect(readRecoveryCode(swapped.join(' '))).toMatchObject({ ok: false, wrongGroups: [index + 1] })
      }
    const reordered = [written[1] ?? '', written[0] ?? '', ...written.slice(2)]
    expect(readRecoveryCode(reordered.join(' '))).toMatchObject({ ok: false, wrongGroups: [1, 2] })
    expect(isSameGroup(' kg7w6 ', 'KG7W6')).toBe(true)
  })
})

describe('密钥文件', () => {
  test('每一个字节翻转都认得出，不会当成口令不对', async () => {
    using scratch = scratchDirectory()
    const dataKey = newDataKey()
    const keyFile = await withPassphrase(newKeyFile(dataKey, '2026-09-14T01:00:00.000Z'), dataKey, {
      accountId: null,
      name: '本机用户',
      passphrase: PASSPHRASE,
      at: '2026-09-14T01:00:00.000Z',
    })
    const file = path.join(scratch.path, '密钥.json')
    writeKeyFile(file, keyFile)
    expect(readKeyFile(file)).toEqual(keyFile)
    const whole = readFileSync(file)
    for (let place = 0; place < whole.length; place += 1)
      for (const mask of [1, 0x20, 0xff]) {
        const broken = Buffer.from(whole)
        broken[place] = (broken[place] ?? 0) ^ mask
        writeFileSync(file, broken)
        expect(readKeyFile(file), `第 ${place} 字节`).toBeNull()
      }
    for (const length of [0, 1, 100, whole.length - 1]) {
      writeFileSync(file, whole.subarray(0, length))
      expect(readKeyFile(file)).toBeNull()
    }
    expect(whole.includes(dataKey.bytes.toString('base64'))).toBe(false)
  })

  test('把一个身份的槽改到另一个名下，口令对也打不开', async () => {
    const dataKey = newDataKey()
    const at = '2026-09-14T01:00:00.000Z'
    const keyFile = await withPassphrase(newKeyFile(dataKey, at), dataKey, { accountId: 'a', name: '张', passphrase: PASSPHRASE, at })
    expect((await unlockWithPassphrase(keyFile, PASSPHRASE, '张'))?.dataKey.bytes).toEqual(dataKey.bytes)
    const forged = {
      ...keyFile,
      slots: keyFile.slots.map((slot) => (slot.kind === '口令' ? { ...slot, name: '李', accountId: 'b' } : slot)),
    }
    expect(await unlockWithPassphrase(forged, PASSPHRASE, '李')).toBeNull()
  })

  test('丢了、坏了：用备份文件夹里的副本，解锁后补回；两份都坏了说清楚，数据不动', async () => {
    using scratch = copied()
    const own = path.join(scratch.path, '密钥.json')
    const spare = path.join(scratch.path, '备份', '密钥.json')
    rmSync(own)
    {
      await using app = openTestGate(scratch.path)
      expect(await app.call('security.unlock', { passphrase: PASSPHRASE })).toEqual({ state: '已开' })
      expect((await app.call('security.protection', {})).keyFileWasRepaired).toBe(true)
    }
    expect(readKeyFile(own)).toEqual(readKeyFile(spare))
    const before = readFileSync(path.join(scratch.path, '基石.sqlite'))
    writeFileSync(own, '{')
    writeFileSync(spare, '')
    await using app = openTestGate(scratch.path)
    const { state, failure } = await app.call('security.state', {})
    expect([state, failure?.code]).toEqual(['打不开', 'KEY_FILE_DAMAGED'])
    expect(failure?.message).toContain('密钥.json')
    expect((await app.refused('member.list', {})).code).toBe('DATA_UNAVAILABLE')
    expect(readFileSync(path.join(scratch.path, '基石.sqlite')).equals(before)).toBe(true)
  })

  test('密钥.json 被换成别的数据的：自己的口令、恢复码照样打开，别人的那份改名留着；别人的口令打不开也不盖掉', async () => {
    using scratch = copied()
    const own = path.join(scratch.path, '密钥.json')
    const spare = path.join(scratch.path, '备份', '密钥.json')
    const right = readKeyFile(own)
    const foreignKey = newDataKey()
    const at = '2026-09-14T01:00:00.000Z'
    const foreignPassphrase = '别处的枇杷树下'
    const foreign = await withPassphrase(newKeyFile(foreignKey, at), foreignKey, {
      accountId: null,
      name: '本机用户',
      passphrase: foreignPassphrase,
      at,
    })
    writeKeyFile(own, foreign)
    const before = readFileSync(path.join(scratch.path, '基石.sqlite'))
    {
      await using app = openTestGate(scratch.path)
      expect((await app.refused('security.unlock', { passphrase: foreignPassphrase })).code).toBe('KEY_FILE_FOREIGN')
      expect([readKeyFile(own), readKeyFile(spare)]).toEqual([foreign, right])
      expect(readFileSync(path.join(scratch.path, '基石.sqlite')).equals(before)).toBe(true)
      expect(await app.call('security.unlock', { passphrase: PASSPHRASE })).toEqual({ state: '已开' })
      expect((await app.call('security.protection', {})).keyFileWasRepaired).toBe(true)
    }
    expect(readKeyFile(own)).toEqual(right)
    expect(readKeyFile(path.join(scratch.path, `密钥-别的数据-${foreign.keyId.slice(0, 8)}.json`))).toEqual(foreign)
  })

  test('口令对而数据文件开头坏了：说是文件坏了，不说口令不对', async () => {
    using scratch = copied()
    const file = path.join(scratch.path, '基石.sqlite')
    const bytes = readFileSync(file)
    bytes[200] = (bytes[200] ?? 0) ^ 0xff
    writeFileSync(file, bytes)
    await using app = openTestGate(scratch.path)
    expect(await app.call('security.unlock', { passphrase: PASSPHRASE })).toEqual({ state: '打不开' })
    expect((await app.call('security.state', {})).failure).toMatchObject({ code: 'DATA_FILE_CORRUPT' })
    expect(readFileSync(file).equals(bytes)).toBe(true)
  })
})

test('系统钥匙串：记住的不必输口令；锁定以后仍要；换了电脑就要口令', async () => {
  using scratch = copied()
  const mask = 0x5a
  const turned = (bytes: Buffer) => Promise.resolve(Buffer.from(bytes.map((byte) => byte ^ mask)))
  const keychain: Keychain = { isAvailable: () => Promise.resolve(true), seal: turned, unseal: turned }
  const elsewhere: Keychain = {
    isAvailable: () => Promise.resolve(true),
    seal: turned,
    unseal: () => Promise.reject(new Error('不是这台电脑')),
  }
  {
    await using app = openTestGate(scratch.path, { keychain })
    await app.call('security.unlock', { passphrase: PASSPHRASE })
    await app.call('security.setKeychain', { passphrase: PASSPHRASE, isEnabled: true })
  }
  {
    await using app = openTestGate(scratch.path, { keychain })
    expect((await app.call('security.state', {})).state).toBe('已开')
    await app.call('security.lock', {})
    expect((await app.refused('member.list', {})).code).toBe('LOCKED')
  }
  await using app = openTestGate(scratch.path, { keychain: elsewhere })
  expect((await app.call('security.state', {})).state).toBe('待解锁')
  expect((await withKeychain(newKeyFile(newDataKey(), 'x'), newDataKey(), null, 'x')).slots).toEqual([])
})

describe('自动锁定', () => {
  test('差一秒不锁，到点才锁；有人在用从头计时；设成不锁就不锁', async () => {
    using scratch = copied()
    let now = 0
    await using app = openTestGate(scratch.path, { elapsed: () => now })
    await app.call('security.unlock', { passphrase: PASSPHRASE })
    expect((await app.call('security.state', {})).lockAfterMinutes).toBe(10)
    now += 10 * 60_000 - 1000
    await app.gate.lockIfIdle()
    expect(app.gate.state().kind).toBe('已开')
    await app.call('security.touch', {})
    now += 10 * 60_000 - 1000
    await app.gate.lockIfIdle()
    expect(app.gate.state().kind).toBe('已开')
    now += 1000
    await app.gate.lockIfIdle()
    expect(app.gate.state().kind).toBe('待解锁')

    await app.call('security.unlock', { passphrase: PASSPHRASE })
    await app.call('security.saveAutoLock', { minutes: null })
    now += 24 * 60 * 60_000
    await app.gate.lockIfIdle()
    expect(app.gate.state().kind).toBe('已开')
  })

  test('没加密的锁不住，说明去哪里启用', async () => {
    using scratch = scratchDirectory()
    await using app = openTestGate(scratch.path)
    expect(await app.refused('security.lock', {})).toMatchObject({ code: 'NOTHING_TO_LOCK' })
  })
})

describe('换库途中断电', () => {
  const PREPARED = '基石.待换密.sqlite'
  const names = async (directory: string) => {
    await using app = openTestGate(directory)
    const { state } = await app.call('security.state', {})
    if (state === '待解锁') await app.call('security.unlock', { passphrase: PASSPHRASE })
    const { rows } = await app.call('member.list', {})
    const files = await app.call('life.files', { activityId: 'a1' })
    expect(files.rows.map((row) => row.state)).toEqual(['完好'])
    return { state, names: rows.map(({ name }) => name) }
  }

  /** 启用到最后一步之前的样子：登记了，还没换上；`plain` 是换之前的那份。 */
  async function registered() {
    const plain = scratchDirectory()
    await plantData(plain.path)
    const scratch = scratchDirectory()
    cpSync(plain.path, scratch.path, { recursive: true })
    await using app = openTestGate(scratch.path)
    await encrypt(app, { dropsOriginal: false, convertsBackups: false })
    await app.gate.close()
    const converted = scratch.path
    const original = path.basename(readdirSync(converted).find((name) => name.startsWith('基石-启用加密前')) ?? '')
    // 倒回到登记的那一刻：新库还叫待换密，密钥还叫待启用，原库还在原处。
    renameSync(path.join(converted, '基石.sqlite'), path.join(converted, PREPARED))
    renameSync(path.join(converted, '密钥.json'), path.join(converted, '密钥.待启用.json'))
    rmSync(path.join(converted, '备份', '密钥.json'))
    const marker = {
      direction: '启用',
      sha256: fileSha256(path.join(converted, PREPARED)),
      at: '2026-09-14T01:00:00.000Z',
      originalName: original,
      dropsOriginal: true,
      convertsBackups: true,
    }
    renameSync(path.join(converted, original), path.join(converted, '基石.sqlite'))
    writeFileSync(path.join(converted, '换密.json'), JSON.stringify(marker))
    rmSync(path.join(converted, '封条.json'), { force: true })
    // 附件在换上之后才转，登记的那一刻都还是明文。
    for (const folder of ['附件', '备份'])
      cpSync(path.join(plain.path, folder), path.join(converted, folder), { recursive: true, force: true })
    plain[Symbol.dispose]()
    return { scratch, original }
  }

  test('登记之前断的：半成品清掉，还是原来的明文，一条不少', async () => {
    using scratch = scratchDirectory()
    await plantData(scratch.path)
    const before = await names(scratch.path)
    copyFileSync(path.join(scratch.path, '基石.sqlite'), path.join(scratch.path, PREPARED))
    writeFileSync(path.join(scratch.path, '密钥.待启用.json'), '{}')
    expect(await names(scratch.path)).toEqual(before)
    expect(before.state).toBe('已开')
    expect(existsSync(path.join(scratch.path, PREPARED))).toBe(false)
    expect(existsSync(path.join(scratch.path, '密钥.待启用.json'))).toBe(false)
  })

  test.each([
    ['刚登记', () => undefined],
    ['密钥文件已换上', (at: (name: string) => string) => renameSync(at('密钥.待启用.json'), at('密钥.json'))],
    [
      '原库已改名',
      (at: (name: string) => string, original: string) => {
        renameSync(at('密钥.待启用.json'), at('密钥.json'))
        renameSync(at('基石.sqlite'), at(original))
      },
    ],
    [
      '新库已就位',
      (at: (name: string) => string, original: string) => {
        renameSync(at('密钥.待启用.json'), at('密钥.json'))
        renameSync(at('基石.sqlite'), at(original))
        renameSync(at(PREPARED), at('基石.sqlite'))
      },
    ],
  ])('登记之后断在“%s”：下次打开接着换完，一条不少，收尾也做完', async (_name, advance) => {
    const { scratch, original } = await registered()
    using directory = scratch
    const at = (name: string) => path.join(directory.path, name)
    advance(at, original)
    const after = await names(directory.path)
    expect(after.state).toBe('待解锁')
    expect(after.names).toContain('王思齐')
    expect(existsSync(at('换密.json'))).toBe(false)
    expect(existsSync(at('换密收尾.json'))).toBe(false)
    expect(existsSync(at(original))).toBe(false)
  })

  test('备好的库坏了：不换，仍用原来的', async () => {
    const { scratch } = await registered()
    using directory = scratch
    const prepared = path.join(directory.path, PREPARED)
    const bytes = readFileSync(prepared)
    bytes[5000] = (bytes[5000] ?? 0) ^ 1
    writeFileSync(prepared, bytes)
    const after = await names(directory.path)
    expect(after.state).toBe('已开')
    expect(after.names).toContain('王思齐')
  })
})
