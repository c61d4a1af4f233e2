import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { recordName } from '../../shared/settings/record-names.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import { ownBackups } from './automatic-backup.ts'
import { lackingOf } from './backup-attachments.ts'
import { inspectBackup, schemaVersionIn, type BackupContents } from './backup-inspection.ts'
import { BACKUP_DIRECTORY, CHECKSUM_SUFFIX, rowCounts } from './backup.ts'
import type { DataKey } from './data-key.ts'
import type { OpenedDatabase } from './open.ts'
import { REPLACED_NAME } from './restore.ts'

type RestorableReason = '手动' | '每日' | '导入前' | '恢复前' | '换密前' | '迁移前' | '换下的原库'

export type Restorable = {
  name: string
  takenAt: string
  reason: RestorableReason
  bytes: number
  isVerified: boolean
  schemaVersion: number | null
  /** 缺的附件（散列）；核对过不缺的、没有核对过的为空。 */
  lacking: readonly string[]
}

/** 可以恢复的文件，新的在前：备份文件夹里的备份，与数据文件夹里上次恢复换下的原库。 */
export function restorable(directory: string, dataKey: DataKey | null): Restorable[] {
  const backups = ownBackups(directory).map(({ name, takenAt, reason }) =>
    described(path.join(directory, BACKUP_DIRECTORY, name), takenAt, reason, dataKey),
  )
  const replaced = readdirSync(directory).flatMap((name) => {
    const stamp = REPLACED_NAME.exec(name)?.[1]
    return stamp === undefined ? [] : [described(path.join(directory, name), momentOf(stamp), '换下的原库', dataKey)]
  })
  return [...backups, ...replaced].toSorted((a, b) => compareText(b.takenAt, a.takenAt) || laterNamed(a.name, b.name))
}

function described(file: string, takenAt: string, reason: RestorableReason, dataKey: DataKey | null): Restorable {
  return {
    name: path.basename(file),
    takenAt,
    reason,
    bytes: statSync(file).size,
    isVerified: existsSync(file + CHECKSUM_SUFFIX),
    schemaVersion: schemaVersionIn(file, dataKey),
    lacking: lackingOf(file),
  }
}

/** `YYYYMMDD-HHmmss` → `YYYY-MM-DDTHH:mm:ss`。 */
function momentOf(stamp: string): string {
  return stamp.replace(/^(\d{4})(\d{2})(\d{2})-(\d{2})(\d{2})(\d{2})$/, '$1-$2-$3T$4:$5:$6')
}

/** 同一秒里的几份，名字后缀大的（-1、-2……）是后写的。 */
function laterNamed(a: string, b: string): number {
  return b.length - a.length || compareText(b, a)
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** 按文件名指认；只认列表里有的，所以带路径的名字到不了别处。 */
export function restorableFile(directory: string, name: string, dataKey: DataKey | null): string {
  const found = restorable(directory, dataKey).find((each) => each.name === name)
  if (!found)
    throw new DomainError('BACKUP_NOT_FOUND', `没有找到备份“${name}”，可能已被移走或改名。请刷新备份列表后再选；现有数据没有改动。`)
  return found.reason === '换下的原库' ? path.join(directory, name) : path.join(directory, BACKUP_DIRECTORY, name)
}

/** 打开备份，与现库逐表比行数。 */
export function compareWithCurrent(database: OpenedDatabase, file: string) {
  return differenceFrom(database, inspectBackup(file, database.dataKey), path.basename(file))
}

/** 一份查过的备份与现库逐表比行数。 */
export function differenceFrom(database: OpenedDatabase, contents: BackupContents, name: string) {
  const current = rowCounts(database.native)
  const tables = [...new Set([...Object.keys(contents.rows), ...Object.keys(current)])].toSorted(compareText)
  return {
    name,
    schemaVersion: contents.schemaVersion,
    currentSchemaVersion: database.schemaVersion,
    matchesChecksum: contents.matchesChecksum,
    tables: tables.map((table) => {
      const backup = contents.rows[table] ?? 0
      const now = current[table] ?? 0
      return { table, label: recordName(table), backup, current: now, difference: backup - now }
    }),
    lastEntryAt: contents.lastEntryAt,
    currentLastEntryAt:
      (database.native.prepare('SELECT at FROM journal ORDER BY seq DESC LIMIT 1').pluck().get() as string | undefined) ?? null,
    journalBrokenAt: contents.journal.brokenAt,
  }
}
