import { createCipheriv, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'

/** 要装进压缩包的一个文件；路径用斜杠分隔。 */
export type ZipEntry = { readonly path: string; readonly bytes: Uint8Array }

const SALT_BYTES = 16
const KEY_BYTES = 32
const MAC_BYTES = 10
/** WinZip AES 规定的次数，读的一方也按它，不能改多。 */
const ITERATIONS = 1000
/** 文件名是 UTF-8（0x800）、内容加了密（0x1）。 */
const FLAGS = 0x0801
const METHOD_AES = 99
const NEEDED_VERSION = 51

/**
 * 带口令的 zip：每个文件各用 AES-256（WinZip AE-2），7-Zip、WinRAR、360 压缩、Bandizip 打得开；
 * Windows 资源管理器自带的解压打不开。文件名与大小不加密。
 */
export function sealZip(entries: readonly ZipEntry[], passphrase: string): Uint8Array {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const { path, bytes } of entries) {
    const name = Buffer.from(path, 'utf8')
    const deflated = deflateRawSync(bytes)
    // 压不动的（照片、docx）原样存。
    const isDeflated = deflated.length < bytes.length
    const content = sealedContent(isDeflated ? deflated : Buffer.from(bytes), passphrase)
    const common = Buffer.concat([
      short(NEEDED_VERSION),
      short(FLAGS),
      short(METHOD_AES),
      // 2000-01-01：与别的导出件一样不带生成的时刻。
      short(0),
      short(0x2821),
      // AE-2 不写 CRC：由认证码核对。
      long(0),
      long(content.length),
      long(bytes.length),
      short(name.length),
    ])
    const extra = Buffer.concat([
      short(0x9901),
      short(7),
      short(2),
      Buffer.from('AE', 'ascii'),
      Buffer.from([3]),
      short(isDeflated ? 8 : 0),
    ])
    locals.push(Buffer.from('PK\u0003\u0004', 'latin1'), common, short(extra.length), name, extra, content)
    central.push(
      Buffer.from('PK\u0001\u0002', 'latin1'),
      short(NEEDED_VERSION),
      common,
      short(extra.length),
      short(0),
      short(0),
      short(0),
      long(0),
      long(offset),
      name,
      extra,
    )
    offset += 4 + common.length + 2 + name.length + extra.length + content.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.concat([
    Buffer.from('PK\u0005\u0006', 'latin1'),
    short(0),
    short(0),
    short(entries.length),
    short(entries.length),
    long(directory.length),
    long(offset),
    short(0),
  ])
  return Buffer.concat([...locals, directory, end])
}

/** 盐、口令核对码、密文、认证码，依次相接。 */
function sealedContent(plain: Buffer, passphrase: string): Buffer {
  const salt = randomBytes(SALT_BYTES)
  const keys = pbkdf2Sync(Buffer.from(passphrase, 'utf8'), salt, ITERATIONS, KEY_BYTES * 2 + 2, 'sha1')
  const sealed = xorKeystream(plain, keys.subarray(0, KEY_BYTES))
  const mac = createHmac('sha1', keys.subarray(KEY_BYTES, KEY_BYTES * 2))
    .update(sealed)
    .digest()
    .subarray(0, MAC_BYTES)
  return Buffer.concat([salt, keys.subarray(KEY_BYTES * 2), sealed, mac])
}

/** 计数器模式，计数是小端、从 1 起（WinZip 的规定），与通常的大端不同，所以由 ECB 自己排。 */
function xorKeystream(content: Buffer, key: Buffer): Buffer {
  const counters = Buffer.alloc(Math.ceil(content.length / 16) * 16)
  for (let block = 0; block * 16 < counters.length; block += 1) counters.writeUInt32LE(block + 1, block * 16)
  const cipher = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false)
  const stream = Buffer.concat([cipher.update(counters), cipher.final()])
  for (let index = 0; index < content.length; index += 1) stream[index] = (stream[index] ?? 0) ^ (content[index] ?? 0)
  return stream.subarray(0, content.length)
}

function short(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}

function long(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
