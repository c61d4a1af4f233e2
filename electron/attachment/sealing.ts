import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { subkey, type DataKey } from '../db/data-key.ts'

/** 加密的附件开头都是这八个字节，明文的原件不会碰巧以它开头又散列相符。 */
const MAGIC = Buffer.from('JISHI-A1', 'latin1')
const NONCE_BYTES = 12
const TAG_BYTES = 16
/** 加密后比原文多出的字节数：开头、随机数、校验。 */
export const SEALED_OVERHEAD = MAGIC.length + NONCE_BYTES + TAG_BYTES

/** 把一份附件封上（AES-256-GCM）；散列也参与认证，换了名字就打不开。 */
export function sealBytes(dataKey: DataKey, sha256: string, bytes: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', subkey(dataKey, 'attachment'), nonce).setAAD(Buffer.from(sha256, 'latin1'))
  return Buffer.concat([MAGIC, nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
}

export function isSealed(bytes: Uint8Array): boolean {
  return bytes.length >= SEALED_OVERHEAD && MAGIC.equals(bytes.subarray(0, MAGIC.length))
}

/** 打开一份封着的附件；钥不对、坏了一个字节的为 null。 */
export function unsealBytes(dataKey: DataKey, sha256: string, sealed: Uint8Array): Buffer | null {
  const body = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength).subarray(MAGIC.length)
  const nonce = body.subarray(0, NONCE_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', subkey(dataKey, 'attachment'), nonce, { authTagLength: TAG_BYTES })
  try {
    decipher.setAAD(Buffer.from(sha256, 'latin1')).setAuthTag(body.subarray(-TAG_BYTES))
    return Buffer.concat([decipher.update(body.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()])
  } catch {
    return null
  }
}
