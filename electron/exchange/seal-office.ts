import { createCipheriv, createHmac, hash, randomBytes } from 'node:crypto'
import { CFB } from '@e965/xlsx'

/** 这个库没有给复合文档的类型；只取用得着的几样。 */
type Container = object
const library = CFB as {
  utils: {
    cfb_new(): Container
    cfb_add(file: Container, name: string, content: Buffer): unknown
    cfb_del(file: Container, name: string): unknown
  }
  write(file: Container, options: { type: 'buffer' }): Buffer
}

/** 口令派生的迭代次数：与 Word、Excel 自己存的一样。 */
const SPIN_COUNT = 100_000
const SEGMENT = 4096
const KEY_BYTES = 32
const BLOCK = 16

/** [MS-OFFCRYPTO] 2.3.4.11—2.3.4.14 的几个块标识。 */
const BLOCK_KEYS = {
  verifierInput: Buffer.from('fea7d2763b4b9e79', 'hex'),
  verifierHash: Buffer.from('d7aa0f6d3061344e', 'hex'),
  keyValue: Buffer.from('146e0be7abacd0d6', 'hex'),
  hmacKey: Buffer.from('5fb2ad010cb9e1f6', 'hex'),
  hmacValue: Buffer.from('a0677f02b22c8433', 'hex'),
} as const

/**
 * 给 docx、xlsx 加打开口令：ECMA-376 的 Agile 加密（AES-256-CBC、SHA-512、十万次迭代、整包 HMAC），
 * Word、WPS、Excel、LibreOffice 打开时直接问口令。格式见 [MS-OFFCRYPTO] 2.3.4.10。
 */
export function sealOffice(bytes: Uint8Array, passphrase: string): Uint8Array {
  const keyDataSalt = randomBytes(BLOCK)
  const passwordSalt = randomBytes(BLOCK)
  const packageKey = randomBytes(KEY_BYTES)
  const derived = passwordHash(passphrase, passwordSalt)
  const wrap = (blockKey: Buffer, content: Buffer) =>
    encrypt(sha512(Buffer.concat([derived, blockKey])).subarray(0, KEY_BYTES), passwordSalt, content)
  const verifier = randomBytes(BLOCK)
  const stream = encryptedPackage(bytes, packageKey, keyDataSalt)
  const hmacKey = randomBytes(64)
  const integrity = (blockKey: Buffer, content: Buffer) =>
    encrypt(packageKey, sha512(Buffer.concat([keyDataSalt, blockKey])).subarray(0, BLOCK), content)
  const info = encryptionInfo({
    keyDataSalt,
    passwordSalt,
    hmacKey: integrity(BLOCK_KEYS.hmacKey, hmacKey),
    hmacValue: integrity(BLOCK_KEYS.hmacValue, createHmac('sha512', hmacKey).update(stream).digest()),
    verifierInput: wrap(BLOCK_KEYS.verifierInput, verifier),
    verifierHash: wrap(BLOCK_KEYS.verifierHash, sha512(verifier)),
    keyValue: wrap(BLOCK_KEYS.keyValue, packageKey),
  })
  return container(info, stream)
}

function sha512(content: Uint8Array): Buffer {
  return hash('sha512', content, 'buffer')
}

function passwordHash(passphrase: string, salt: Buffer): Buffer {
  let current = sha512(Buffer.concat([salt, Buffer.from(passphrase, 'utf16le')]))
  const round = Buffer.alloc(4 + current.length)
  for (let index = 0; index < SPIN_COUNT; index += 1) {
    round.writeUInt32LE(index, 0)
    current.copy(round, 4)
    current = sha512(round)
  }
  return current
}

/** 不足一块的补零；解开时按记下的长度截。 */
function encrypt(key: Uint8Array, iv: Uint8Array, content: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-cbc', key, iv).setAutoPadding(false)
  const padded = content.length % BLOCK === 0 ? content : Buffer.concat([content, Buffer.alloc(BLOCK - (content.length % BLOCK))])
  return Buffer.concat([cipher.update(padded), cipher.final()])
}

function encryptedPackage(bytes: Uint8Array, key: Buffer, salt: Buffer): Buffer {
  const size = Buffer.alloc(8)
  size.writeBigUInt64LE(BigInt(bytes.length))
  const parts: Buffer[] = [size]
  const index = Buffer.alloc(4)
  for (let offset = 0; offset < bytes.length; offset += SEGMENT) {
    index.writeUInt32LE(offset / SEGMENT)
    const iv = sha512(Buffer.concat([salt, index])).subarray(0, BLOCK)
    parts.push(encrypt(key, iv, bytes.subarray(offset, offset + SEGMENT)))
  }
  return Buffer.concat(parts)
}

type Sealed = Readonly<
  Record<'keyDataSalt' | 'passwordSalt' | 'hmacKey' | 'hmacValue' | 'verifierInput' | 'verifierHash' | 'keyValue', Buffer>
>

/** 版本 4.4（Agile）与标志，后面是 XML。 */
function encryptionInfo(sealed: Sealed): Buffer {
  const text = (value: Buffer) => value.toString('base64')
  const cipher =
    'saltSize="16" blockSize="16" keyBits="256" hashSize="64" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512"'
  const schema = 'http://schemas.microsoft.com/office/2006'
  const xml =
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n' +
    `<encryption xmlns="${schema}/encryption" xmlns:p="${schema}/keyEncryptor/password" xmlns:c="${schema}/keyEncryptor/certificate">` +
    `<keyData ${cipher} saltValue="${text(sealed.keyDataSalt)}"/>` +
    `<dataIntegrity encryptedHmacKey="${text(sealed.hmacKey)}" encryptedHmacValue="${text(sealed.hmacValue)}"/>` +
    `<keyEncryptors><keyEncryptor uri="${schema}/keyEncryptor/password">` +
    `<p:encryptedKey spinCount="${SPIN_COUNT}" ${cipher} saltValue="${text(sealed.passwordSalt)}"` +
    ` encryptedVerifierHashInput="${text(sealed.verifierInput)}" encryptedVerifierHashValue="${text(sealed.verifierHash)}"` +
    ` encryptedKeyValue="${text(sealed.keyValue)}"/></keyEncryptor></keyEncryptors></encryption>`
  return Buffer.concat([Buffer.from([4, 0, 4, 0, 0x40, 0, 0, 0]), Buffer.from(xml, 'utf8')])
}

/** 复合文档：加密信息、加密的整包，与照规定要有的 DataSpaces 几个流（[MS-OFFCRYPTO] 2.1、2.3.2）。 */
function container(info: Buffer, stream: Buffer): Uint8Array {
  const file = library.utils.cfb_new()
  // 建新容器时自带的占位流不是规定里的，去掉。
  library.utils.cfb_del(file, '/\u0001Sh33tJ5')
  const add = (name: string, content: Buffer) => library.utils.cfb_add(file, name, content)
  const versions = Buffer.from([1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0])
  add('/\u0006DataSpaces/Version', Buffer.concat([wide('Microsoft.Container.DataSpaces'), versions]))
  const entry = Buffer.concat([number(1), number(0), wide('EncryptedPackage'), wide('StrongEncryptionDataSpace')])
  add('/\u0006DataSpaces/DataSpaceMap', Buffer.concat([number(8), number(1), number(entry.length + 4), entry]))
  const space = Buffer.concat([number(8), number(1), wide('StrongEncryptionTransform')])
  add('/\u0006DataSpaces/DataSpaceInfo/StrongEncryptionDataSpace', space)
  const id = wide('{FF9A3F03-56EF-4613-BDD5-5A41C1D07246}')
  const transform = Buffer.concat([
    number(8 + id.length),
    number(1),
    id,
    wide('Microsoft.Container.EncryptionTransform'),
    versions,
    number(0),
    number(0),
    number(0),
    number(4),
  ])
  add('/\u0006DataSpaces/TransformInfo/StrongEncryptionTransform/\u0006Primary', transform)
  add('/EncryptionInfo', info)
  add('/EncryptedPackage', stream)
  return library.write(file, { type: 'buffer' })
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

/** UNICODE-LP-P4：字节数、UTF-16 文字，补到四的倍数。 */
function wide(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf16le')
  return Buffer.concat([number(bytes.length), bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])
}
