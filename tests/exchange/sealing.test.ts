import { createDecipheriv, createHash, createHmac, pbkdf2Sync } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'
import { CFB } from '@e965/xlsx'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { sealOffice } from '../../electron/exchange/seal-office.ts'
import { sealZip } from '../../electron/exchange/seal-zip.ts'
import { sealPlan } from '../../shared/exchange/sealing.ts'
import { openTestBackend } from '../kit/backend.ts'

/** 这个库没有给复合文档的类型；只取用得着的几样。 */
const library = CFB as {
  read(data: Buffer, options: { type: 'buffer' }): object
  find(file: object, name: string): { content: Uint8Array } | null
}
const streamOf = (file: object, name: string) => Buffer.from(library.find(file, name)?.content ?? [])

const PASSPHRASE = '口令 Pass-123'
const sha512 = (...parts: readonly Uint8Array[]) => createHash('sha512').update(Buffer.concat(parts)).digest()

/** 照 [MS-OFFCRYPTO] 2.3.4.10—2.3.4.15 从头解一遍：口令核对、整包 HMAC、逐段解密。口令不对返回 null。 */
function openOffice(sealed: Uint8Array, passphrase: string): Buffer | null {
  const file = library.read(Buffer.from(sealed), { type: 'buffer' })
  const stream = (name: string) => streamOf(file, name)
  const info = stream('/EncryptionInfo')
  expect(info.subarray(0, 8).toString('hex')).toBe('0400040040000000')
  const xml = info.subarray(8).toString('utf8')
  const part = (name: string) => new RegExp(`<${name} [^>]*/>`).exec(xml)?.[0] ?? ''
  const value = (element: string, name: string) => Buffer.from(new RegExp(` ${name}="([^"]*)"`).exec(element)?.[1] ?? '', 'base64')
  const [keyData, integrity, key] = [part('keyData'), part('dataIntegrity'), part('p:encryptedKey')]
  const spin = Number(/spinCount="(\d+)"/.exec(key)?.[1])
  const salt = value(key, 'saltValue')
  let derived = sha512(salt, Buffer.from(passphrase, 'utf16le'))
  for (let index = 0; index < spin; index += 1) {
    const counter = Buffer.alloc(4)
    counter.writeUInt32LE(index)
    derived = sha512(counter, derived)
  }
  const decrypt = (secret: Uint8Array, iv: Uint8Array, content: Uint8Array) => {
    const cipher = createDecipheriv('aes-256-cbc', secret, iv).setAutoPadding(false)
    return Buffer.concat([cipher.update(content), cipher.final()])
  }
  const unwrap = (blockKey: string, name: string) =>
    decrypt(sha512(derived, Buffer.from(blockKey, 'hex')).subarray(0, 32), salt, value(key, name))
  const verifier = unwrap('fea7d2763b4b9e79', 'encryptedVerifierHashInput')
  if (!sha512(verifier).equals(unwrap('d7aa0f6d3061344e', 'encryptedVerifierHashValue'))) return null
  const packageKey = unwrap('146e0be7abacd0d6', 'encryptedKeyValue')
  const dataSalt = value(keyData, 'saltValue')
  const iv = (blockKey: string) => sha512(dataSalt, Buffer.from(blockKey, 'hex')).subarray(0, 16)
  const content = stream('/EncryptedPackage')
  const hmacKey = decrypt(packageKey, iv('5fb2ad010cb9e1f6'), value(integrity, 'encryptedHmacKey'))
  const expected = decrypt(packageKey, iv('a0677f02b22c8433'), value(integrity, 'encryptedHmacValue'))
  if (!createHmac('sha512', hmacKey).update(content).digest().equals(expected)) throw new Error('整包 HMAC 不符')
  const size = Number(content.readBigUInt64LE())
  const parts: Buffer[] = []
  for (let offset = 8; offset < content.length; offset += 4096) {
    const index = Buffer.alloc(4)
    index.writeUInt32LE((offset - 8) / 4096)
    parts.push(decrypt(packageKey, sha512(dataSalt, index).subarray(0, 16), content.subarray(offset, offset + 4096)))
  }
  return Buffer.concat(parts).subarray(0, size)
}

/** 照 WinZip AE-2 逐个解；口令不对返回 null。 */
function openSealedZip(bytes: Buffer, passphrase: string): Map<string, Buffer> | null {
  const found = new Map<string, Buffer>()
  let at = 0
  while (bytes.readUInt32LE(at) === 0x04034b50) {
    expect([bytes.readUInt16LE(at + 6), bytes.readUInt16LE(at + 8)]).toEqual([0x0801, 99])
    const [sealedSize, size] = [bytes.readUInt32LE(at + 18), bytes.readUInt32LE(at + 22)]
    const [nameSize, extraSize] = [bytes.readUInt16LE(at + 26), bytes.readUInt16LE(at + 28)]
    const name = bytes.subarray(at + 30, at + 30 + nameSize).toString('utf8')
    const extra = bytes.subarray(at + 30 + nameSize, at + 30 + nameSize + extraSize)
    const start = at + 30 + nameSize + extraSize
    const body = bytes.subarray(start, start + sealedSize)
    const keys = pbkdf2Sync(Buffer.from(passphrase), body.subarray(0, 16), 1000, 66, 'sha1')
    if (!keys.subarray(64).equals(body.subarray(16, 18))) return null
    const content = body.subarray(18, body.length - 10)
    if (
      !createHmac('sha1', keys.subarray(32, 64))
        .update(content)
        .digest()
        .subarray(0, 10)
        .equals(body.subarray(body.length - 10))
    )
      throw new Error(`${name} 的认证码不符`)
    const plain = Buffer.alloc(content.length)
    for (let block = 0; block * 16 < content.length; block += 1) {
      const counter = Buffer.alloc(16)
      counter.writeUInt32LE(block + 1)
      const cipher = createDecipheriv('aes-256-ctr', keys.subarray(0, 32), counter)
      cipher.update(content.subarray(block * 16, block * 16 + 16)).copy(plain, block * 16)
    }
    const restored = extra.readUInt16LE(9) === 8 ? inflateRawSync(plain) : plain
    expect(restored).toHaveLength(size)
    found.set(name, restored)
    at = start + sealedSize
  }
  return found
}

const content = (size: number) => Buffer.from(Array.from({ length: size }, (_, index) => (index * 7919) % 251))

describe('导出件加打开口令', () => {
  it.each([1, 15, 16, 4095, 4096, 4097, 20_000])('docx、xlsx：%i 字节，口令对才解得开，一字不差', (size) => {
    const bytes = content(size)
    const sealed = sealOffice(bytes, PASSPHRASE)
    expect(openOffice(sealed, PASSPHRASE)?.equals(bytes)).toBe(true)
    expect(openOffice(sealed, `${PASSPHRASE}4`)).toBeNull()
    expect(Buffer.from(sealed).includes(bytes.subarray(0, 64)) && size > 64).toBe(false)
  })

  it('docx、xlsx：改一字节，HMAC 就不符', () => {
    const sealed = Buffer.from(sealOffice(content(5000), PASSPHRASE))
    const file = library.read(sealed, { type: 'buffer' })
    const at = sealed.indexOf(streamOf(file, '/EncryptedPackage').subarray(16, 48))
    expect(at).toBeGreaterThan(0)
    sealed[at] = (sealed[at] ?? 0) ^ 1
    expect(() => openOffice(sealed, PASSPHRASE)).toThrow('HMAC')
  })

  it('zip：逐个文件加密，中文路径、空文件、压不动的都在；改一字节认证码就不符', () => {
    const entries = [
      { path: '第一支部/名册.txt', bytes: Buffer.from('同志'.repeat(2000)) },
      { path: '空.txt', bytes: Buffer.alloc(0) },
      { path: '随机.bin', bytes: createHash('sha512').update('种子').digest() },
    ]
    const sealed = Buffer.from(sealZip(entries, PASSPHRASE))
    expect(openSealedZip(sealed, PASSPHRASE)).toEqual(new Map(entries.map(({ path, bytes }) => [path, bytes])))
    expect(openSealedZip(sealed, '别的口令')).toBeNull()
    expect(sealed.includes(Buffer.from('同志同志'))).toBe(false)
    const at = 30 + Buffer.byteLength('第一支部/名册.txt') + 11 + 20
    sealed[at] = (sealed[at] ?? 0) ^ 1
    expect(() => openSealedZip(sealed, PASSPHRASE)).toThrow('认证码')
  })

  it.each([
    ['名册.xlsx', 'Office', '名册.xlsx'],
    ['请示.DOCX', 'Office', '请示.DOCX'],
    ['材料包.zip', 'zip', '材料包.zip'],
    ['通知.pdf', '装进 zip', '通知.zip'],
    ['旧表.xls', '装进 zip', '旧表.zip'],
    ['没有扩展名', '装进 zip', '没有扩展名.zip'],
  ])('%s：%s', (fileName, kind, sealedName) => expect(sealPlan(fileName)).toMatchObject({ kind, fileName: sealedName }))
})

describe('加口令的路由', () => {
  it('给出加好的文件，日志里写明加了口令而没有口令', async () => {
    await using backend = openTestBackend()
    const zip = { fileName: '包.zip', base64: Buffer.from(zipSync({ '甲/乙.txt': strToU8('内容') })).toString('base64') }
    const { file, note } = await backend.call('exchange.sealFile', { file: zip, passphrase: PASSPHRASE })
    expect(note).toContain('7-Zip')
    expect(openSealedZip(Buffer.from(file.base64, 'base64'), PASSPHRASE)).toEqual(new Map([['甲/乙.txt', Buffer.from('内容')]]))
    const { rows } = await backend.call('settings.journal', {})
    expect(rows[0]).toMatchObject({ route: 'exchange.sealFile', summary: '导出“包.zip”：加了打开口令' })
    expect(JSON.stringify(rows)).not.toContain(PASSPHRASE)
  })

  it('口令太短、文件不是完好的压缩包：说清楚，不给文件', async () => {
    await using backend = openTestBackend()
    const file = { fileName: '坏.zip', base64: Buffer.from('不是压缩包').toString('base64') }
    expect((await backend.refused('exchange.sealFile', { file, passphrase: '12345' })).message).toContain('至少 6 个字')
    expect(await backend.refused('exchange.sealFile', { file, passphrase: PASSPHRASE })).toMatchObject({ code: 'ZIP_UNREADABLE' })
  })
})
