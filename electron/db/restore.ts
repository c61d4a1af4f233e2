import type Database from 'better-sqlite3-multiple-ciphers'
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import { migrations } from '../../migrations/index.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import { inspectBackup } from './backup-inspection.ts'
import { CHECKSUM_SUFFIX, fileSha256, flushToDisk, freeName, localStamp } from './backup.ts'
import { connect, databaseFileKind } from './connect.ts'
import { isSameKey, type DataKey } from './data-key.ts'
import { appendJournal, type JournalContent } from './journal-chain.ts'
import { migrate } from './migrate.ts'
import { changeKey } from './rekey.ts'
import { breakSeal, forgetSeal } from './seal.ts'

/** 已备好、等重启时换上的库，与登记它的标记。 */
const PREPARED_NAME = '基石.待恢复.sqlite'
const MARKER_NAME = '待恢复.json'

/** 换下来的原库叫什么：`基石-恢复前-20260914-075800.sqlite`，在数据文件夹里。 */
export const REPLACED_NAME = /^基石-恢复前-(\d{8}-\d{6})(?:-\d+)?\.sqlite$/

const marked = z.object({
  /** 备份的文件名。 */
  from: z.string(),
  /** 登记的时刻，ISO 8601。 */
  at: z.string(),
  /** 重启后原库改成的文件名。 */
  replacedName: z.string().regex(REPLACED_NAME),
  /** 备好的库的 SHA-256；换上之前再核对一遍。 */
  sha256: z.string(),
  /** 换下的是打不开的库：不碰它的内容（连预写日志也不并），只改名。 */
  keepsOriginal: z.boolean().default(false),
})
export type PendingRestore = z.infer<typeof marked>

/**
 * 运行中换库太险：别的入口可能正开着同一份文件。所以先把备份拷成新文件、验证、必要时升级，
 * 登记之后由下次打开时换上；任何一步断电，重来都停在换之前或换之后，不会两头落空。
 * `dataKey` 是换上以后用的钥；`sourceKey` 是备份用的钥，不给就是同一把。`name` 是说明与日志里怎么称呼它。
 * @throws DomainError 备份损坏、来自更新版本或找不到；现库与备份都不动。
 */
export function prepareRestore(
  directory: string,
  backup: string,
  now: Date,
  entry: JournalContent,
  dataKey: DataKey | null,
  options: { keepsOriginal?: boolean; sourceKey?: DataKey | null; name?: string } = {},
): PendingRestore {
  const { keepsOriginal = false, name = path.basename(backup) } = options
  // 别处的备份用的可能是另一把钥；`undefined` 是没有说，就是自己的。
  const sourceKey = options.sourceKey === undefined ? dataKey : options.sourceKey
  const prepared = path.join(directory, PREPARED_NAME)
  discardPrepared(directory)
  try {
    copyFileSync(backup, prepared)
    if (existsSync(backup + CHECKSUM_SUFFIX)) copyFileSync(backup + CHECKSUM_SUFFIX, prepared + CHECKSUM_SUFFIX)
    // 验的是拷来的这一份：拷贝途中坏了也查得出。
    inspectBackup(prepared, sourceKey, name)
    upgradeAndSign(prepared, entry, sourceKey)
    // 启用加密以前的、别处单设口令的：恢复成和现在一样，加密就用现在的钥。
    const usedKey = databaseFileKind(prepared) === '明文' ? null : sourceKey
    if (!isSameKey(usedKey, dataKey)) changeKey(prepared, usedKey, dataKey)
    flushToDisk(prepared)
  } catch (error) {
    discardPrepared(directory)
    throw error
  }
  return pendingFor(directory, name, now, keepsOriginal)
}

function pendingFor(directory: string, from: string, now: Date, keepsOriginal: boolean): PendingRestore {
  return {
    from,
    at: now.toISOString(),
    replacedName: path.basename(freeName(directory, `基石-恢复前-${localStamp(now)}`)),
    sha256: fileSha256(path.join(directory, PREPARED_NAME)),
    keepsOriginal,
  }
}

/** 抢救出的新库放在哪里：登记之后，下次打开时换上。 */
export function preparedFile(directory: string): string {
  return path.join(directory, PREPARED_NAME)
}

/** 抢救出的新库记一条日志、落盘，备好登记；打不开的原库换下时不碰它的内容。 */
export function prepareSalvaged(directory: string, now: Date, entry: JournalContent, dataKey: DataKey | null): PendingRestore {
  const prepared = path.join(directory, PREPARED_NAME)
  upgradeAndSign(prepared, entry, dataKey)
  flushToDisk(prepared)
  return pendingFor(directory, '抢救出的新库', now, true)
}

function upgradeAndSign(file: string, entry: JournalContent, dataKey: DataKey | null): void {
  const connection = connect(file, dataKey)
  try {
    connection.pragma('journal_mode = DELETE')
    connection.pragma('synchronous = FULL')
    migrate(connection, migrations)
    connection.transaction(() => appendJournal(connection, entry))()
  } finally {
    connection.close()
  }
}

/** 登记：标记一出现，下次打开就换。标记先写旁的名字再改名，不会读到半截。 */
export function registerRestore(directory: string, pending: PendingRestore): void {
  const marker = path.join(directory, MARKER_NAME)
  const partial = `${marker}.未完成`
  try {
    writeFileSync(partial, JSON.stringify(pending), { flush: true })
    renameSync(partial, marker)
  } catch (error) {
    rmSync(partial, { force: true })
    throw error
  }
}

/** 撤回登记，备好的库删去；现库从未动过。返回是否真有登记。 */
export function withdrawRestore(directory: string): boolean {
  const wasPending = existsSync(path.join(directory, MARKER_NAME))
  rmSync(path.join(directory, MARKER_NAME), { force: true })
  discardPrepared(directory)
  return wasPending
}

export function discardPrepared(directory: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm', CHECKSUM_SUFFIX])
    rmSync(path.join(directory, PREPARED_NAME + suffix), { force: true })
}

/** 登记着的恢复；没有为 null。 */
export function pendingRestore(directory: string): PendingRestore | null {
  const marker = path.join(directory, MARKER_NAME)
  if (!existsSync(marker)) return null
  try {
    const parsed = marked.safeParse(JSON.parse(readFileSync(marker, 'utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** 登记之后、重启之前再改的内容换库后就看不到了，所以先不让改。 */
export function refuseWhileRestorePending(directory: string): void {
  if (!existsSync(path.join(directory, MARKER_NAME))) return
  throw new DomainError(
    'RESTORE_PENDING',
    '已登记恢复，重新打开基石后换上备份里的内容；在此之前不能再改动，以免改了又被换掉。请退出并重新打开基石，或到“备份与数据”撤回这次恢复。',
  )
}

/**
 * 打开数据之前调用：有登记就换上备好的库，原库改名留在旁边。
 * 别的程序还开着原库时不换，等下一次；备好的库对不上登记时的散列则作罢，仍用原库。
 */
export function completePendingRestore(directory: string, dataFileName: string, dataKey: DataKey | null): void {
  const pending = pendingRestore(directory)
  if (!pending) {
    // 登记读不出来：不知道要换成什么，照旧用原库，不让它一直挡着写入。
    withdrawRestore(directory)
    return
  }
  const file = path.join(directory, dataFileName)
  const prepared = path.join(directory, PREPARED_NAME)
  const replaced = path.join(directory, pending.replacedName)
  if (existsSync(prepared)) {
    if (fileSha256(prepared) !== pending.sha256) {
      if (!existsSync(file) && existsSync(replaced)) renameSync(replaced, file)
      withdrawRestore(directory)
      return
    }
    if (existsSync(file)) {
      // 并预写日志会改动文件：封条上整个文件的散列先作废，换不成也不会错认成被人改过。
      if (!pending.keepsOriginal) breakSeal(directory)
      if (!pending.keepsOriginal && !closedByAll(file, dataKey)) return
      const target = existsSync(replaced) ? freeName(directory, path.basename(replaced, '.sqlite')) : replaced
      // 读不出来的旧库可能还有没并入的日志文件，一起留着。
      for (const suffix of ['-wal', '-shm']) if (existsSync(file + suffix)) renameSync(file + suffix, target + suffix)
      renameSync(file, target)
    }
    // 先作废旧库的封条：换到一半断电，也不会拿旧库的散列去核新库。
    forgetSeal(directory)
    renameSync(prepared, file)
  }
  withdrawRestore(directory)
}

/** 别的程序都没开着这份库；顺手把预写日志并进去，只剩一个文件。 */
export function closedByAll(file: string, dataKey: DataKey | null): boolean {
  let connection: Database.Database | null = null
  try {
    connection = connect(file, dataKey, { timeout: 500, fileMustExist: true })
    // 改回普通日志模式要独占整个库：有人开着就改不成。
    return connection.pragma('journal_mode = DELETE', { simple: true }) === 'delete'
  } catch (error) {
    const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
    // 已损坏、打不开的旧库照样换下来留着；占用着的不换。
    return !code.startsWith('SQLITE_BUSY') && code !== 'SQLITE_LOCKED'
  } finally {
    connection?.close()
  }
}
