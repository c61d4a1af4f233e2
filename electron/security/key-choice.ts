import path from 'node:path'
import { BACKUP_DIRECTORY } from '../db/backup.ts'
import { connect, databaseFileKind } from '../db/connect.ts'
import type { DataKey } from '../db/data-key.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import { findKeyFile, KEY_FILE_NAME, readKeyFile, type FoundKeyFile, type KeyFile } from './key-file.ts'
import type { Unlocked } from './key-slots.ts'

export type Chosen = {
  readonly unlocked: Unlocked
  readonly found: FoundKeyFile
  /** 真打得开这份数据；数据文件自己坏了时，对的钥匙也打不开。 */
  readonly opens: boolean
}

/**
 * 用口令或恢复码试密钥文件：数据文件夹里的那份在先；备份里的副本若是另一把钥匙，也试。
 * `密钥.json` 被换成别的数据的，自己的口令照样救得回来。没有一份认的为 null。
 * @throws DomainError `KEY_FILE_*`：没有、都坏了，或两份互不相同而哪一份都打不开数据。
 */
export async function chooseKey(
  directory: string,
  dataFile: string,
  unlock: (keyFile: KeyFile) => Unlocked | null | Promise<Unlocked | null>,
): Promise<Chosen | null> {
  const candidates = keyFilesIn(directory)
  let fallback: Chosen | null = null
  for (const found of candidates) {
    const unlocked = await unlock(found.keyFile)
    if (!unlocked) continue
    const opens = opensData(dataFile, unlocked.dataKey)
    if (opens) return { unlocked, found, opens }
    fallback ??= { unlocked, found, opens }
  }
  if (fallback && candidates.length > 1)
    throw new DomainError(
      'KEY_FILE_FOREIGN',
      `“${directory}”里的“${KEY_FILE_NAME}”与备份里的那份不是同一把钥匙，而这一把打不开这份数据：其中一份多半是别的数据的。数据与两份密钥文件都没有改动；请用这份数据自己的口令或恢复单再试。`,
    )
  return fallback
}

/** 两处的密钥文件；副本是同一把钥匙的不算：它可能还认旧口令。 */
function keyFilesIn(directory: string): FoundKeyFile[] {
  const first = findKeyFile(directory)
  if (!first)
    throw new DomainError(
      'KEY_FILE_MISSING',
      `找不到密钥文件“${KEY_FILE_NAME}”，数据打不开。请从别处留存的备份文件夹里取回它，放到“${directory}”。`,
    )
  const spare = first.isFromBackup ? null : readKeyFile(path.join(directory, BACKUP_DIRECTORY, KEY_FILE_NAME))
  return spare && spare.keyId !== first.keyFile.keyId ? [first, { keyFile: spare, isFromBackup: true }] : [first]
}

/** 这把钥匙读不读得出数据文件的第一页；还没有数据文件的算读得出。只读，不动原件。 */
function opensData(dataFile: string, dataKey: DataKey): boolean {
  if (databaseFileKind(dataFile) !== '其他') return true
  const connection = connect(dataFile, dataKey, { readonly: true, fileMustExist: true })
  try {
    connection.pragma('user_version')
    return true
  } catch {
    return false
  } finally {
    connection.close()
  }
}
