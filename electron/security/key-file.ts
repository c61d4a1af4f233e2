import { createHash, randomUUID } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import { BACKUP_DIRECTORY } from '../db/backup.ts'
import { DomainError } from '../dispatch/domain-error.ts'

export const KEY_FILE_NAME = '密钥.json'
/** 启用加密途中备好的，换上新库时改成正式名。 */
export const PENDING_KEY_FILE_NAME = '密钥.待启用.json'

const sealed = { nonce: z.base64(), sealed: z.base64() }
const slot = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('口令'),
    id: z.string(),
    /** 登录身份；没设身份时为空，只有一槽。 */
    accountId: z.string().nullable(),
    name: z.string(),
    salt: z.base64(),
    /** 代价不超过现用的八倍：改大了的文件不能借此占满内存。 */
    cost: z.object({
      N: z
        .number()
        .int()
        .min(2)
        .max(2 ** 20),
      r: z.number().int().min(1).max(16),
      p: z.number().int().min(1).max(4),
    }),
    ...sealed,
    createdAt: z.string(),
  }),
  z.object({ kind: z.literal('恢复码'), id: z.string(), salt: z.base64(), ...sealed, createdAt: z.string() }),
  z.object({ kind: z.literal('系统钥匙串'), id: z.string(), sealedByKeychain: z.base64(), createdAt: z.string() }),
])
export type Slot = z.infer<typeof slot>

const content = z.object({
  title: z.literal('基石密钥文件'),
  notice: z.string(),
  version: z.literal(1),
  /** 是哪一把数据密钥：换口令不变，重新启用加密才变。 */
  keyId: z.string(),
  createdAt: z.string(),
  slots: z.array(slot),
})
const written = content.extend({ checksum: z.string() })

/** 密钥文件：数据密钥的若干份包裹，各用口令、恢复码、系统钥匙串才打得开；里面没有口令，也没有明着的密钥。 */
export type KeyFile = z.infer<typeof content>

const NOTICE = '请勿删改。没有它，有口令也打不开数据；它自己打不开数据，还要口令或恢复码。备份文件夹里有一份同样的。'

export function emptyKeyFile(keyId: string, createdAt: string): KeyFile {
  return { title: '基石密钥文件', notice: NOTICE, version: 1, keyId, createdAt, slots: [] }
}

export type FoundKeyFile = { readonly keyFile: KeyFile; readonly isFromBackup: boolean }

/**
 * 数据文件夹里的密钥文件；丢了、坏了就用备份文件夹里的副本。两处都没有为 null。
 * @throws DomainError `KEY_FILE_DAMAGED` 有而都读不出。
 */
export function findKeyFile(directory: string): FoundKeyFile | null {
  const places = [path.join(directory, KEY_FILE_NAME), path.join(directory, BACKUP_DIRECTORY, KEY_FILE_NAME)]
  const present = places.filter((file) => existsSync(file))
  for (const file of present) {
    const keyFile = readKeyFile(file)
    if (keyFile) return { keyFile, isFromBackup: file !== places[0] }
  }
  if (present.length === 0) return null
  throw new DomainError(
    'KEY_FILE_DAMAGED',
    `密钥文件“${present.join('”与“')}”已损坏，数据打不开。数据没有改动；请从别处留存的备份文件夹里取回“${KEY_FILE_NAME}”，放到“${directory}”。`,
  )
}

/** 读一份密钥文件；没有、坏了、被改过一个字节的为 null。 */
export function readKeyFile(file: string): KeyFile | null {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
    const parsed = written.parse(JSON.parse(text))
    const keyFile = content.parse(parsed)
    // 逐字节相同才认：多一个空格也是被改过。
    return serialized(keyFile) === text ? keyFile : null
  } catch {
    return null
  }
}

/**
 * 写到数据文件夹，再留一份到备份文件夹；都先写旁名、落盘、再改名，任何时候都读得到一份完整的。
 * 原来放着的若是另一把钥匙（别的数据的），改名留着：那份数据也许只剩这一把。
 */
export function saveKeyFile(directory: string, keyFile: KeyFile): void {
  for (const folder of [directory, path.join(directory, BACKUP_DIRECTORY)]) {
    const other = readKeyFile(path.join(folder, KEY_FILE_NAME))
    if (other && other.keyId !== keyFile.keyId)
      renameSync(path.join(folder, KEY_FILE_NAME), path.join(folder, `密钥-别的数据-${other.keyId.slice(0, 8)}.json`))
  }
  writeKeyFile(path.join(directory, KEY_FILE_NAME), keyFile)
  copyKeyFileToBackups(directory, keyFile)
}

export function copyKeyFileToBackups(directory: string, keyFile: KeyFile): void {
  const folder = path.join(directory, BACKUP_DIRECTORY)
  mkdirSync(folder, { recursive: true })
  writeKeyFile(path.join(folder, KEY_FILE_NAME), keyFile)
}

export function writeKeyFile(file: string, keyFile: KeyFile): void {
  const partial = `${file}.${randomUUID().slice(0, 8)}.未完成`
  try {
    const descriptor = openSync(partial, 'wx', 0o600)
    try {
      writeSync(descriptor, serialized(keyFile))
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
    renameSync(partial, file)
  } catch (error) {
    rmSync(partial, { force: true })
    throw error
  }
}

function serialized(keyFile: KeyFile): string {
  const body = content.parse(keyFile)
  const checksum = createHash('sha256').update(JSON.stringify(body), 'utf8').digest('hex')
  return `${JSON.stringify({ ...body, checksum }, null, 2)}\n`
}
