import { hkdfSync, randomBytes } from 'node:crypto'

const BYTES = 32

/**
 * 数据密钥：32 字节随机数，从不直接用来加密，只按用途派生子钥。
 * 库、附件、备份都由它而来；换口令只换包着它的那一层，数据不必重写。
 */
export type DataKey = { readonly bytes: Buffer }

/** 子钥的用途；一处用途一把，互不相通。 */
export type KeyPurpose = 'database' | 'attachment' | 'identity'

export function newDataKey(): DataKey {
  return { bytes: randomBytes(BYTES) }
}

/** @throws RangeError 不是 32 字节。 */
export function dataKeyFrom(bytes: Uint8Array): DataKey {
  if (bytes.length !== BYTES) throw new RangeError('数据密钥应是 32 字节')
  return { bytes: Buffer.from(bytes) }
}

/** 某一用途的子钥（HKDF-SHA256，32 字节）。 */
export function subkey(dataKey: DataKey, purpose: KeyPurpose): Buffer {
  return Buffer.from(hkdfSync('sha256', dataKey.bytes, '', `jishi/1/${purpose}`, BYTES))
}

export function isSameKey(a: DataKey | null, b: DataKey | null): boolean {
  return a === null || b === null ? a === b : a.bytes.equals(b.bytes)
}

/** 锁定时把内存里的密钥抹去：不等垃圾回收。 */
export function forgetKey(dataKey: DataKey): void {
  dataKey.bytes.fill(0)
}
