import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { backupNamed } from '../../shared/settings/backup-rotation.ts'
import { AttachmentStore } from '../attachment/store.ts'
import { inspectBackup, type BackupContents } from '../db/backup-inspection.ts'
import { BACKUP_DIRECTORY, localMoment } from '../db/backup.ts'
import { connect, databaseFileKind } from '../db/connect.ts'
import type { DataKey } from '../db/data-key.ts'
import type { Report } from '../db/rekey.ts'
import { registeredFiles, type Registered } from '../db/registered-files.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import { KEY_FILE_NAME, readKeyFile, type KeyFile } from '../security/key-file.ts'
import { keyIdOf, unlockWithPassphrase, unlockWithRecoveryCode } from '../security/key-slots.ts'
import { readRecoveryCode } from '../../shared/security/recovery-code.ts'
import { matchesList, OFFSITE_DATABASE, OFFSITE_LIST, OFFSITE_NAME, readList } from './layout.ts'
import { placeAt } from './place.ts'

export type OffsiteBackup = {
  readonly path: string
  readonly name: string
  readonly takenAt: string
  readonly kind: '另存的一整份' | '备份文件'
  readonly bytes: number
  readonly isEncrypted: boolean
}

/** 打开了的别处的一份：库在哪、附件与密钥文件在哪、用哪把钥。 */
export type OpenedOffsite = { readonly name: string; readonly file: string; readonly root: string; readonly key: DataKey | null }

/**
 * 一个文件夹里能恢复的备份，新的在前：它自己是一份、它里面有几份，或它是拷出来的“备份”文件夹（或整个数据文件夹）。
 * @throws DomainError `FOLDER_NOT_FOUND`。
 */
export function offsiteBackups(text: string): OffsiteBackup[] {
  const place = placeAt(text)
  if (!statSync(place).isDirectory()) return [described(place)]
  if (isWhole(place)) return [described(place)]
  const within = (folder: string) => {
    const names = readable(folder)
    return [
      ...names.filter((name) => OFFSITE_NAME.test(name) && isWhole(path.join(folder, name))),
      ...names.filter((name) => backupNamed(name) !== null),
    ].map((name) => described(path.join(folder, name)))
  }
  const nested = path.join(place, BACKUP_DIRECTORY)
  const found = [...within(place), ...(existsSync(nested) && statSync(nested).isDirectory() ? within(nested) : [])]
  return found.toSorted((a, b) => (a.takenAt < b.takenAt ? 1 : a.takenAt > b.takenAt ? -1 : 0))
}

function readable(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    throw new DomainError('FOLDER_NOT_FOUND', `“${folder}”读不出来：没有权限，或 U 盘没有插好。`)
  }
}

function isWhole(folder: string): boolean {
  return existsSync(path.join(folder, OFFSITE_LIST)) && existsSync(path.join(folder, OFFSITE_DATABASE))
}

function described(place: string): OffsiteBackup {
  const kind = statSync(place).isDirectory() ? '另存的一整份' : '备份文件'
  const file = kind === '备份文件' ? place : path.join(place, OFFSITE_DATABASE)
  const name = path.basename(place)
  const stamp = OFFSITE_NAME.exec(name)?.[1]
  const { size, mtime } = statSync(file)
  const named = stamp?.replace(/^(\d{4})(\d{2})(\d{2})-(\d{2})(\d{2})(\d{2})$/, '$1-$2-$3T$4:$5:$6') ?? backupNamed(name)?.takenAt
  return { path: place, name, takenAt: named ?? localMoment(mtime), kind, bytes: size, isEncrypted: databaseFileKind(file) === '其他' }
}

/**
 * 认出一份、要了口令打开钥匙。口令也可以是恢复码；与现在的数据同一把钥的不必输。
 * @param ownKey 现在的数据用的钥。
 * @throws DomainError `OFFSITE_NOT_FOUND`、`PASSPHRASE_NEEDED`、`WRONG_PASSPHRASE`、`KEY_FILE_MISSING`。
 */
export async function openOffsite(text: string, passphrase: string | null, ownKey: DataKey | null): Promise<OpenedOffsite> {
  const place = placeAt(text)
  const isFolder = statSync(place).isDirectory()
  const root = isFolder ? place : path.dirname(place)
  const file = isFolder ? path.join(place, OFFSITE_DATABASE) : place
  const name = path.basename(place)
  if (!existsSync(file) || (isFolder && !isWhole(place)))
    throw new DomainError('OFFSITE_NOT_FOUND', `“${place}”不是基石另存的备份，或不完整（缺数据文件或清单）。请另选一份；什么也没有改动。`)
  if (databaseFileKind(file) !== '其他') return { name, file, root, key: null }
  return { name, file, root, key: await keyOf(name, root, passphrase, ownKey) }
}

async function keyOf(name: string, root: string, passphrase: string | null, ownKey: DataKey | null): Promise<DataKey> {
  const keyFile = readKeyFile(path.join(root, KEY_FILE_NAME))
  if (ownKey !== null && (keyFile === null || keyFile.keyId === keyIdOf(ownKey))) return ownKey
  if (keyFile === null)
    throw new DomainError(
      'KEY_FILE_MISSING',
      `备份“${name}”打不开：它是加密的，旁边却没有完好的“${KEY_FILE_NAME}”；或者它不是基石的备份、开头已损坏。请把当时一起留存的“${KEY_FILE_NAME}”放到它旁边，或另选一份；什么也没有改动。`,
    )
  if (passphrase === null)
    throw new DomainError(
      'PASSPHRASE_NEEDED',
      `备份“${name}”是加密的，请输入它的口令（没有单设口令的，用写这份备份时数据的口令或恢复单上的恢复码）。`,
    )
  const unlocked = await unlocking(keyFile, passphrase)
  if (unlocked) return unlocked
  throw new DomainError(
    'WRONG_PASSPHRASE',
    `口令打不开备份“${name}”。请看看大写锁定、输入法；它用的是写这份备份时的口令，不一定是现在的。什么也没有改动。`,
  )
}

async function unlocking(keyFile: KeyFile, passphrase: string): Promise<DataKey | null> {
  const code = readRecoveryCode(passphrase)
  const byCode = code.ok ? unlockWithRecoveryCode(keyFile, code.bytes) : null
  return byCode?.dataKey ?? (await unlockWithPassphrase(keyFile, passphrase))?.dataKey ?? null
}

export type OffsiteContents = BackupContents & {
  readonly registered: number
  readonly bytes: number
  readonly missing: readonly Registered[]
}

/**
 * 查到底：清单上的散列、库的结构、外键与版本；附件看在不在、大小对不对（内容在恢复时逐个核对）。
 * @throws DomainError 与 `inspectBackup` 相同。
 */
export async function inspectOffsite({ name, file, root, key }: OpenedOffsite, report: Report): Promise<OffsiteContents> {
  await report(0, 2, '核对清单')
  const list = path.basename(file) === OFFSITE_DATABASE ? readList(root) : null
  if (path.basename(file) === OFFSITE_DATABASE) {
    const isIntact = list !== null && matchesList(root, list, OFFSITE_DATABASE)
    if (!isIntact)
      throw new DomainError(
        'BACKUP_DAMAGED',
        `备份“${name}”与写完时的清单不符，内容已损坏或被改过，不能用来恢复。现有数据与这份备份都没有改动；请换一份备份。`,
      )
  }
  await report(1, 2, '打开查验')
  const contents = inspectBackup(file, key, name)
  const connection = connect(file, key, { readonly: true, fileMustExist: true })
  try {
    const files = registeredFiles(connection)
    const store = new AttachmentStore(root, key)
    return {
      ...contents,
      matchesChecksum: contents.matchesChecksum || list !== null,
      registered: files.length,
      bytes: files.reduce((sum, { byteCount }) => sum + byteCount, 0),
      missing: files.filter(({ sha256, byteCount }) => store.check(sha256, byteCount, false) !== '完好'),
    }
  } finally {
    connection.close()
  }
}
