import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto'

/** 一次约三分之一秒、128 MB：人等得起，成批猜的猜不起。 */
const COST: ScryptOptions = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 }
const HASH_BYTES = 32

export type PassphraseHash = { readonly passphraseHash: string; readonly passphraseSalt: string }

/** 口令的散列，各有各的盐；在线程池里算，不卡界面。 */
export async function hashPassphrase(passphrase: string): Promise<PassphraseHash> {
  const salt = randomBytes(16)
  return { passphraseHash: (await derive(passphrase, salt)).toString('base64'), passphraseSalt: salt.toString('base64') }
}

/** 口令对不对。没有这个人也照样算一遍，光看快慢分不出有没有。 */
export async function matchesPassphrase(passphrase: string, stored: PassphraseHash | null): Promise<boolean> {
  const offered = await derive(passphrase, Buffer.from(stored?.passphraseSalt ?? NOBODY.passphraseSalt, 'base64'))
  const kept = Buffer.from(stored?.passphraseHash ?? NOBODY.passphraseHash, 'base64')
  return kept.length === offered.length && timingSafeEqual(kept, offered) && stored !== null
}

const NOBODY: PassphraseHash = {
  passphraseHash: Buffer.alloc(HASH_BYTES).toString('base64'),
  passphraseSalt: Buffer.alloc(16).toString('base64'),
}

function derive(passphrase: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // 同一个字有几种编码（如全角、组合字符），统一了再算，换个输入法也登得上。
    scrypt(passphrase.normalize('NFKC'), salt, HASH_BYTES, COST, (error, key) => (error ? reject(error) : resolve(key)))
  })
}
