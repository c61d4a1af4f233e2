import { readdirSync, rmSync, existsSync } from 'node:fs'
import path from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { backupNamed, backupsToKeep, type NamedBackup } from '../../shared/settings/backup-rotation.ts'
import { hasNoRecords } from './absorb.ts'
import { LACKING_SUFFIX, verifyBackupAttachments } from './backup-attachments.ts'
import { BACKUP_DIRECTORY, backUp, CHECKSUM_SUFFIX, localMoment, type BackupReceipt } from './backup.ts'
import type { OpenedDatabase } from './open.ts'

export type AutomaticReason = '每日' | '导入前'

/** 多久看一次今天备份过没有：开着过夜也不漏。 */
const CHECK_EVERY_MS = 60 * 60 * 1000

/** 库里有内容才备份，写完按规则轮换；别人的事务没结束就等它。空库返回 null。 */
export async function backUpContent(database: OpenedDatabase, reason: AutomaticReason, now: Date): Promise<BackupReceipt | null> {
  return database.kysely.connection().execute(() => {
    if (hasNoRecords(database.native)) return Promise.resolve(null)
    const receipt = backUp(database.native, database.directory, reason, now, database.dataKey)
    rotateBackups(database.directory, now)
    return Promise.resolve(receipt)
  })
}

/** 自动备份写完以后核对附件：新留下的与今天轮到的五分之一读出来核对散列，其余看在不在、大小。让着别的事，一个一个来。 */
export async function verifyInTurns(database: OpenedDatabase, receipt: BackupReceipt, now: Date): Promise<string[]> {
  const depth = { kind: '轮核', now, fresh: new Set(receipt.freshFiles) } as const
  return verifyBackupAttachments(database.directory, receipt.path, database.dataKey, depth, () => nextTurn())
}

/** 今天（本机日历日）还没有每日或手动备份就做一份。 */
export async function backUpDaily(database: OpenedDatabase, now: Date): Promise<BackupReceipt | null> {
  const today = localMoment(now).slice(0, 10)
  const isDone = ownBackups(database.directory).some(
    ({ reason, takenAt }) => (reason === '每日' || reason === '手动') && takenAt.startsWith(today),
  )
  if (isDone) return null
  const receipt = await backUpContent(database, '每日', now)
  if (receipt) await verifyInTurns(database, receipt, now)
  return receipt
}

/** 打开后在后台每日备份；返回的函数停下并等正在写的那份写完。备份失败只记日志，不打扰正在做的事。 */
export function keepBackingUpDaily(database: OpenedDatabase, now: () => Date, logFault: (error: unknown) => void): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve()
  const check = () => {
    running = running.then(() => backUpDaily(database, now())).catch(logFault)
  }
  // 先让窗口出来，再占磁盘。
  const soon = setTimeout(check, 2000)
  const hourly = setInterval(check, CHECK_EVERY_MS)
  soon.unref()
  hourly.unref()
  return async () => {
    clearTimeout(soon)
    clearInterval(hourly)
    await running
  }
}

/** 备份文件夹里自己命名的备份；别的文件看都不看。 */
export function ownBackups(directory: string): NamedBackup[] {
  const folder = path.join(directory, BACKUP_DIRECTORY)
  if (!existsSync(folder)) return []
  return readdirSync(folder).flatMap((name) => backupNamed(name) ?? [])
}

/** 轮换：只删自己命名、又不在应留之列的备份与其校验值。返回删去的名字。 */
export function rotateBackups(directory: string, now: Date): string[] {
  const backups = ownBackups(directory)
  const kept = backupsToKeep(backups, localMoment(now))
  const surplus = backups.filter(({ name }) => !kept.has(name)).map(({ name }) => name)
  for (const name of surplus) {
    const file = path.join(directory, BACKUP_DIRECTORY, name)
    rmSync(file, { force: true })
    rmSync(file + CHECKSUM_SUFFIX, { force: true })
    rmSync(file + LACKING_SUFFIX, { force: true })
  }
  return surplus
}
