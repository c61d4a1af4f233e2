import { createCipheriv } from 'node:crypto'

/** 加密的库每页末尾留 32 字节：16 字节随机数、16 字节认证码。 */
export const CIPHER_RESERVED_BYTES = 32
const NONCE_BYTES = 16
/** 第一页开头 24 字节不加密：16 字节盐、8 字节页大小等。 */
const PLAIN_HEADER_BYTES = 24
const SQLITE_MAGIC = Buffer.from('SQLite format 3\0', 'latin1')

/**
 * 解开加密库的一页（SQLite3 Multiple Ciphers 的 chacha20：RFC 8439 的 ChaCha20 与 Poly1305，每页一次性密钥）。
 * 库坏了以后 SQLite 遇到一页不对就整个不给读，所以抢救时自己逐页解：认证码不符的也照样解出来，坏几位就错几位。
 * @param number 页号，从 1 起。
 * @param key 库的子钥，32 字节。
 */
export function decryptPage(page: Buffer, number: number, key: Buffer): { readonly bytes: Buffer; readonly isAuthentic: boolean } {
  const end = page.length - CIPHER_RESERVED_BYTES
  const nonce = page.subarray(end, end + NONCE_BYTES)
  const start = nonce.subarray(0, 12)
  const counter = (nonce.readUInt32LE(12) ^ number) >>> 0
  const once = chacha20(key, start, counter, Buffer.alloc(64))
  const offset = number === 1 ? PLAIN_HEADER_BYTES : 0
  const bytes = Buffer.alloc(page.length)
  page.copy(bytes, 0, 0, offset)
  chacha20(once.subarray(32), start, (counter + 1) >>> 0, page.subarray(offset, end)).copy(bytes, offset)
  if (number === 1) SQLITE_MAGIC.copy(bytes)
  const tag = poly1305(page.subarray(0, end + NONCE_BYTES), once.subarray(0, 32))
  return { bytes, isAuthentic: tag.equals(page.subarray(end + NONCE_BYTES)) }
}

function chacha20(key: Buffer, nonce: Buffer, counter: number, data: Buffer): Buffer {
  const start = Buffer.alloc(16)
  start.writeUInt32LE(counter, 0)
  nonce.copy(start, 4)
  return createCipheriv('chacha20', key, start).update(data)
}

const PRIME = (1n << 130n) - 5n
const CLAMP = 0x0ffffffc0ffffffc0ffffffc0fffffffn

/** Poly1305（RFC 8439 第 2.5 节）。Node 不单独给它，大整数写得慢些，抢救时够用。 */
function poly1305(message: Buffer, key: Buffer): Buffer {
  const multiplier = littleEndian(key, 0, 16) & CLAMP
  let sum = 0n
  for (let at = 0; at < message.length; at += 16) {
    const length = Math.min(16, message.length - at)
    sum = ((sum + littleEndian(message, at, length) + (1n << BigInt(8 * length))) * multiplier) % PRIME
  }
  const tag = (sum + littleEndian(key, 16, 16)) & ((1n << 128n) - 1n)
  const bytes = Buffer.alloc(16)
  bytes.writeBigUInt64LE(tag & 0xffff_ffff_ffff_ffffn, 0)
  bytes.writeBigUInt64LE(tag >> 64n, 8)
  return bytes
}

function littleEndian(bytes: Buffer, at: number, length: number): bigint {
  if (length === 16) return bytes.readBigUInt64LE(at) | (bytes.readBigUInt64LE(at + 8) << 64n)
  let value = 0n
  for (let index = length - 1; index >= 0; index -= 1) value = (value << 8n) | BigInt(bytes[at + index] ?? 0)
  return value
}
