import type Database from 'better-sqlite3-multiple-ciphers'
import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs'
import path from 'node:path'
import { migrations } from '../../migrations/index.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import { CHECKSUM_SUFFIX, fileSha256, rowCounts } from './backup.ts'
import { connect, databaseFileKind } from './connect.ts'
import type { DataKey } from './data-key.ts'
import { verifyChain, type ChainVerdict } from './journal-chain.ts'

export type BackupContents = {
  readonly schemaVersion: number
  readonly rows: Readonly<Record<string, number>>
  readonly lastEntryAt: string | null
  readonly journal: ChainVerdict
  /** 与备份时写下的校验值逐字节相符；没有校验值文件的为 false。 */
  readonly matchesChecksum: boolean
}

/**
 * 只读打开一份备份并查到底：校验值、页结构、外键、版本。
 * @param name 说明里怎么称呼它；查的是拷贝时给原来的名字。
 * @throws DomainError `BACKUP_DAMAGED`、`BACKUP_FROM_NEWER_VERSION`；备份与现库都不动。
 */
export function inspectBackup(file: string, dataKey: DataKey | null, name: string = path.basename(file)): BackupContents {
  const damaged = (why: string) =>
    new DomainError('BACKUP_DAMAGED', `备份“${name}”${why}，不能用来恢复。现有数据与这份备份都没有改动；请换一份备份。`)
  if (!existsSync(file)) throw new DomainError('BACKUP_NOT_FOUND', `没有找到备份“${name}”，可能已被移走或改名。请刷新备份列表后再选。`)
  const matchesChecksum = compareChecksum(file, damaged)
  if (schemaVersionIn(file, dataKey) === null) throw damaged(unreadableReason(file, dataKey))
  let copy: Database.Database | null = null
  try {
    copy = connect(file, dataKey, { readonly: true, fileMustExist: true })
    if (copy.pragma('integrity_check(1)', { simple: true }) !== 'ok') throw damaged('内部结构已损坏')
    if ((copy.pragma('foreign_key_check') as unknown[]).length > 0) throw damaged('里的记录互相对不上')
    const rows = rowCounts(copy)
    if (!('journal' in rows)) throw damaged('不是基石的数据文件')
    return {
      schemaVersion: acceptedVersion(name, Number(copy.pragma('user_version', { simple: true }))),
      rows,
      lastEntryAt: (copy.prepare('SELECT at FROM journal ORDER BY seq DESC LIMIT 1').pluck().get() as string | undefined) ?? null,
      journal: verifyChain(copy),
      matchesChecksum,
    }
  } catch (error) {
    if (error instanceof DomainError) throw error
    throw damaged('读到一半出错，内容已损坏')
  } finally {
    copy?.close()
  }
}

function compareChecksum(file: string, damaged: (why: string) => DomainError): boolean {
  const checksum = file + CHECKSUM_SUFFIX
  if (!existsSync(checksum)) return false
  const written = /^[0-9a-f]{64}(?= )/.exec(readFileSync(checksum, 'utf8'))?.[0]
  if (written !== fileSha256(file)) throw damaged('与写完验证时的校验值不符，内容已损坏或被改过')
  return true
}

function acceptedVersion(name: string, version: number): number {
  const newest = migrations.at(-1)?.version ?? 0
  if (version > newest)
    throw new DomainError(
      'BACKUP_FROM_NEWER_VERSION',
      `备份“${name}”由更新版本的基石写成（数据版本 ${version}，本程序只认到 ${newest}）。请安装新版基石再恢复；现有数据没有改动。`,
    )
  return version
}

function unreadableReason(file: string, dataKey: DataKey | null): string {
  const isPlainHead = databaseFileKind(file) === '明文'
  if (isPlainHead || dataKey === null) return '不是基石的数据文件、开头已损坏，或是加密的而现在的数据没有加密'
  return '用现在的口令打不开：它用别的口令加密，或开头已损坏'
}

/**
 * 明文的不打开库，从文件头（SQLite 文件格式第 60 字节起的 user_version）读数据版本；加密的用钥打开来读。
 * 不是 SQLite 文件、钥不对的为 null。
 */
export function schemaVersionIn(file: string, dataKey: DataKey | null): number | null {
  if (databaseFileKind(file) === '其他') return dataKey === null ? null : encryptedSchemaVersion(file, dataKey)
  const header = Buffer.alloc(100)
  const descriptor = openSync(file, 'r')
  try {
    if (readSync(descriptor, header) < header.length) return null
  } finally {
    closeSync(descriptor)
  }
  return header.toString('latin1', 0, 16) === 'SQLite format 3\0' ? header.readUInt32BE(60) : null
}

function encryptedSchemaVersion(file: string, dataKey: DataKey): number | null {
  const connection = connect(file, dataKey, { readonly: true, fileMustExist: true })
  try {
    return Number(connection.pragma('user_version', { simple: true }))
  } catch {
    return null
  } finally {
    connection.close()
  }
}
