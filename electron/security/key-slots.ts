import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes, randomUUID, scrypt } from 'node:crypto'
import { dataKeyFrom, subkey, type DataKey } from '../db/data-key.ts'
import { emptyKeyFile, type KeyFile, type Slot } from './key-file.ts'

/** scrypt 的代价：约 128 MB 内存、零点几秒，猜口令贵，自己输一次不觉得慢。 */
const SCRYPT_COST = { N: 2 ** 17, r: 8, p: 1 }
const TAG_BYTES = 16

export type PassphraseSlot = Extract<Slot, { kind: '口令' }>
export type Unlocked = { readonly dataKey: DataKey; readonly slot: Slot }

/** 系统钥匙串：窗口里由 Electron 提供，浏览器里没有。 */
export type Keychain = {
  isAvailable(): Promise<boolean>
  seal(plain: Buffer): Promise<Buffer>
  /** @throws Error 不是这台电脑、这个用户封的。 */
  unseal(sealed: Buffer): Promise<Buffer>
}

/** 认得出是哪一把数据密钥，又推不回它。 */
export function keyIdOf(dataKey: DataKey): string {
  return createHash('sha256').update(subkey(dataKey, 'identity')).digest('hex').slice(0, 32)
}

export function newKeyFile(dataKey: DataKey, at: string): KeyFile {
  return emptyKeyFile(keyIdOf(dataKey), at)
}

/** 给一个身份（没设身份时 `accountId` 为空）设口令；原来有的换掉。口令按 NFKC 统一写法，全角半角输入法不一样也认。 */
export async function withPassphrase(
  keyFile: KeyFile,
  dataKey: DataKey,
  holder: { accountId: string | null; name: string; passphrase: string; at: string },
): Promise<KeyFile> {
  const salt = randomBytes(16)
  const head = { kind: '口令' as const, id: randomUUID(), accountId: holder.accountId, name: holder.name }
  const wrapping = await passphraseKey(holder.passphrase, salt, SCRYPT_COST)
  const slot: PassphraseSlot = {
    ...head,
    salt: salt.toString('base64'),
    cost: SCRYPT_COST,
    ...wrap(wrapping, dataKey, authenticated(head)),
    createdAt: holder.at,
  }
  const others = keyFile.slots.filter((each) => each.kind !== '口令' || each.accountId !== holder.accountId)
  return { ...keyFile, slots: [...others, slot] }
}

/** 去掉一个身份的口令槽。 */
export function withoutPassphrase(keyFile: KeyFile, accountId: string | null): KeyFile {
  return { ...keyFile, slots: keyFile.slots.filter((slot) => slot.kind !== '口令' || slot.accountId !== accountId) }
}

/** 换恢复码：旧的从此不能用。恢复码本身有 160 位随机，不必再慢算。 */
export function withRecoveryCode(keyFile: KeyFile, dataKey: DataKey, code: Uint8Array, at: string): KeyFile {
  const salt = randomBytes(16)
  const head = { kind: '恢复码' as const, id: randomUUID() }
  const slot: Slot = {
    ...head,
    salt: salt.toString('base64'),
    ...wrap(recoveryKey(code, salt), dataKey, authenticated(head)),
    createdAt: at,
  }
  return { ...keyFile, slots: [...keyFile.slots.filter((each) => each.kind !== '恢复码'), slot] }
}

/** 让系统钥匙串也能开；`keychain` 为空则撤去。 */
export async function withKeychain(keyFile: KeyFile, dataKey: DataKey, keychain: Keychain | null, at: string): Promise<KeyFile> {
  const others = keyFile.slots.filter((each) => each.kind !== '系统钥匙串')
  if (keychain === null) return { ...keyFile, slots: others }
  const slot: Slot = {
    kind: '系统钥匙串',
    id: randomUUID(),
    sealedByKeychain: (await keychain.seal(dataKey.bytes)).toString('base64'),
    createdAt: at,
  }
  return { ...keyFile, slots: [...others, slot] }
}

/**
 * 用口令打开。`name` 给出时只试那个名字的槽；名字不对与口令不对都只是 null，看不出是哪一样。
 */
export async function unlockWithPassphrase(keyFile: KeyFile, passphrase: string, name?: string): Promise<Unlocked | null> {
  const slots = keyFile.slots.filter((slot): slot is PassphraseSlot => slot.kind === '口令' && (name === undefined || slot.name === name))
  // 没有这个名字也照样算一遍：不让人凭快慢猜出有哪些名字。
  if (slots.length === 0) await passphraseKey(passphrase, Buffer.alloc(16), SCRYPT_COST)
  for (const slot of slots) {
    const wrapping = await passphraseKey(passphrase, Buffer.from(slot.salt, 'base64'), slot.cost)
    const dataKey = unwrap(wrapping, slot, authenticated(slot), keyFile.keyId)
    if (dataKey) return { dataKey, slot }
  }
  return null
}

export function unlockWithRecoveryCode(keyFile: KeyFile, code: Uint8Array): Unlocked | null {
  for (const slot of keyFile.slots) {
    if (slot.kind !== '恢复码') continue
    const dataKey = unwrap(recoveryKey(code, Buffer.from(slot.salt, 'base64')), slot, authenticated(slot), keyFile.keyId)
    if (dataKey) return { dataKey, slot }
  }
  return null
}

export async function unlockWithKeychain(keyFile: KeyFile, keychain: Keychain): Promise<Unlocked | null> {
  for (const slot of keyFile.slots) {
    if (slot.kind !== '系统钥匙串') continue
    try {
      const dataKey = dataKeyFrom(await keychain.unseal(Buffer.from(slot.sealedByKeychain, 'base64')))
      if (keyIdOf(dataKey) === keyFile.keyId) return { dataKey, slot }
    } catch {
      // 换了电脑、换了系统用户、钥匙串被清：改用口令。
    }
  }
  return null
}

function passphraseKey(passphrase: string, salt: Buffer, cost: { N: number; r: number; p: number }): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), salt, 32, { ...cost, maxmem: 256 * cost.N * cost.r }, (error, derived) =>
      error ? reject(error) : resolve(derived),
    )
  })
}

function recoveryKey(code: Uint8Array, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', code, salt, 'jishi/1/recovery', 32))
}

/** 连同“是什么槽、是谁的”一起认证：把一个身份的槽改成另一个的名下就打不开。 */
function authenticated(slot: { kind: string; id: string; accountId?: string | null; name?: string }): Buffer {
  return Buffer.from(JSON.stringify(['jishi-slot', 1, slot.kind, slot.id, slot.accountId ?? null, slot.name ?? null]), 'utf8')
}

function wrap(wrapping: Buffer, dataKey: DataKey, authenticatedData: Buffer): { nonce: string; sealed: string } {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', wrapping, nonce).setAAD(authenticatedData)
  const sealed = Buffer.concat([cipher.update(dataKey.bytes), cipher.final(), cipher.getAuthTag()])
  return { nonce: nonce.toString('base64'), sealed: sealed.toString('base64') }
}

function unwrap(wrapping: Buffer, slot: { nonce: string; sealed: string }, authenticatedData: Buffer, keyId: string): DataKey | null {
  const sealed = Buffer.from(slot.sealed, 'base64')
  try {
    const decipher = createDecipheriv('aes-256-gcm', wrapping, Buffer.from(slot.nonce, 'base64'), { authTagLength: TAG_BYTES })
    decipher.setAAD(authenticatedData).setAuthTag(sealed.subarray(-TAG_BYTES))
    const dataKey = dataKeyFrom(Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]))
    return keyIdOf(dataKey) === keyId ? dataKey : null
  } catch {
    return null
  }
}
