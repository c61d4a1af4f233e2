import type Database from 'better-sqlite3-multiple-ciphers'
import { createHash } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { mirrorAttachments } from '../attachment/mirror.ts'
import { connect } from './connect.ts'
import type { DataKey } from './data-key.ts'
import { recordTables } from './record-tables.ts'

export const BACKUP_DIRECTORY = '备份'
/** 每份备份旁的校验值，与 `sha256sum` 的写法相同，`sha256sum -c` 可直接核对。 */
export const CHECKSUM_SUFFIX = '.sha256'

/** `freshFiles`：这一次新留下的附件（散列），还没有读回来核对过。 */
export type BackupReceipt = { path: string; at: string; isVerified: boolean; freshFiles: readonly string[] }

/**
 * 用 `VACUUM INTO` 写一份一致的备份，重新打开验证（完整性、外键、各表行数一致）后才改成正式名，旁附校验值。
 * 附件的原件按散列增量留在 `备份/附件`，各份备份共用。备份名带时刻与缘由：`基石-20260914-075800-手动.sqlite`。
 * 加密的库写出来的备份用同一把钥加密，验证要用它打开。
 */
export function backUp(
  connection: Database.Database,
  directory: string,
  reason: string,
  now: Date = new Date(),
  dataKey: DataKey | null = null,
): BackupReceipt {
  const folder = path.join(directory, BACKUP_DIRECTORY)
  mkdirSync(folder, { recursive: true })
  // 先留附件再写库：库里登记的原件必已在备份里。
  const freshFiles = mirrorAttachments(directory, folder)
  const stamp = localStamp(now)
  const target = freeName(folder, `基石-${stamp}-${reason}`)
  const partial = `${target}.未完成`
  rmSync(partial, { force: true })
  try {
    // 先由文件系统建一个空的：写不进去时它说得清是哪个文件夹、为什么，SQLite 只说打不开。
    closeSync(openSync(partial, 'w'))
    connection.prepare('VACUUM INTO ?').run(partial)
    const isVerified = verify(connection, partial, dataKey)
    if (!isVerified) throw new Error(`备份验证未通过：${partial}`)
    flushToDisk(partial)
    // 校验值先落盘，正式名最后出现：有正式名的备份必有校验值。
    writeFileSync(target + CHECKSUM_SUFFIX, `${fileSha256(partial)}  ${path.basename(target)}\n`, { flush: true })
    renameSync(partial, target)
    return { path: target, at: now.toISOString(), isVerified, freshFiles }
  } catch (error) {
    // 磁盘满、改名被拦：半截的不留，免得占着本来就不够的地方。
    for (const file of [partial, `${partial}-journal`, target + CHECKSUM_SUFFIX]) rmSync(file, { force: true })
    throw error
  }
}

function verify(source: Database.Database, file: string, dataKey: DataKey | null): boolean {
  const copy = connect(file, dataKey, { readonly: true, fileMustExist: true })
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
  return Object.entries(rowCounts(connection))
    .map(([name, count]) => `${name}=${count}`)
    .join(';')
}

/** 各表行数，按表名排。 */
export function rowCounts(connection: Database.Database): Record<string, number> {
  return Object.fromEntries(
    recordTables(connection).map((name) => [name, Number(connection.prepare(`SELECT count(*) FROM "${name}"`).pluck().get())]),
  )
}

/** 文件的 SHA-256（小写十六进制）；分段读，大库也不占内存。 */
export function fileSha256(file: string): string {
  const hash = createHash('sha256')
  const buffer = Buffer.alloc(1024 * 1024)
  const descriptor = openSync(file, 'r')
  try {
    for (;;) {
      const length = readSync(descriptor, buffer)
      if (length === 0) return hash.digest('hex')
      hash.update(buffer.subarray(0, length))
    }
  } finally {
    closeSync(descriptor)
  }
}

/** 确保文件内容真的到了磁盘上，之后改名才算数。 */
export function flushToDisk(file: string): void {
  const descriptor = openSync(file, 'r+')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** 还没被占用的文件名。 */
export function freeName(folder: string, base: string): string {
  for (let n = 0; ; n += 1) {
    const candidate = path.join(folder, n === 0 ? `${base}.sqlite` : `${base}-${n}.sqlite`)
    if (!existsSync(candidate)) return candidate
  }
}

/** 本机时间，`YYYY-MM-DDTHH:mm:ss`。 */
export function localMoment(now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}T${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}`
}

/** 文件名里的时刻，`YYYYMMDD-HHmmss`。 */
export function localStamp(now: Date): string {
  return localMoment(now).replaceAll(/[-:]/g, '').replace('T', '-')
}
