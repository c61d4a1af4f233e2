import Database from 'better-sqlite3'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'

export const BACKUP_DIRECTORY = '备份'

export type BackupReceipt = { path: string; at: string; isVerified: boolean }

/**
 * 用 `VACUUM INTO` 写一份一致的备份，重新打开验证（完整性、外键、各表行数一致）后才改成正式名。
 * 备份名带时刻与缘由：`基石-20260914-075800-手动.sqlite`。
 */
export function backUp(connection: Database.Database, directory: string, reason: string, now: Date = new Date()): BackupReceipt {
  const folder = path.join(directory, BACKUP_DIRECTORY)
  mkdirSync(folder, { recursive: true })
  const stamp = localStamp(now)
  const target = freeName(folder, `基石-${stamp}-${reason}`)
  const partial = `${target}.未完成`
  rmSync(partial, { force: true })
  connection.prepare('VACUUM INTO ?').run(partial)
  const isVerified = verify(connection, partial)
  if (!isVerified) throw new Error(`备份验证未通过：${partial}`)
  renameSync(partial, target)
  return { path: target, at: now.toISOString(), isVerified }
}

function verify(source: Database.Database, file: string): boolean {
  const copy = new Database(file, { readonly: true, fileMustExist: true })
  try {
    if (copy.pragma('integrity_check', { simple: true }) !== 'ok') return false
    if ((copy.pragma('foreign_key_check') as unknown[]).length > 0) return false
    return countRows(source) === countRows(copy)
  } finally {
    copy.close()
  }
}

/** 各表行数拼成一句，用来比对两份库。 */
function countRows(connection: Database.Database): string {
  const names = connection
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`)
    .pluck()
    .all() as string[]
  return names.map((name) => `${name}=${String(connection.prepare(`SELECT count(*) FROM "${name}"`).pluck().get())}`).join(';')
}

/** 最近一份备份；没有为 null。文件只在验证通过后才有正式名，所以存在即已验证。 */
export function lastBackup(directory: string): BackupReceipt | null {
  const folder = path.join(directory, BACKUP_DIRECTORY)
  if (!existsSync(folder)) return null
  const newest = readdirSync(folder)
    .filter((name) => name.endsWith('.sqlite'))
    .map((name) => path.join(folder, name))
    .map((file) => ({ file, mtime: statSync(file).mtime }))
    .sort((a, b) => b.mtime.getTime() - a.mtime.getTime())[0]
  return newest ? { path: newest.file, at: newest.mtime.toISOString(), isVerified: true } : null
}

function freeName(folder: string, base: string): string {
  for (let n = 0; ; n += 1) {
    const candidate = path.join(folder, n === 0 ? `${base}.sqlite` : `${base}-${n}.sqlite`)
    if (!existsSync(candidate)) return candidate
  }
}

function localStamp(now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`
}
