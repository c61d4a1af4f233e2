/** 备份的缘由。迁移前的另带原来的数据版本，如“迁移前-v20”。 */
export type BackupReason = '手动' | '每日' | '导入前' | '恢复前' | '换密前' | '迁移前'

/** 一份备份：文件名与名字里的时刻（本机时间，`YYYY-MM-DDTHH:mm:ss`）。 */
export type NamedBackup = { readonly name: string; readonly takenAt: string; readonly reason: BackupReason }

const NAME = /^基石-(\d{4})(\d{2})(\d{2})-(\d{2})(\d{2})(\d{2})-(手动|每日|导入前|恢复前|换密前|迁移前)(?:-v\d+)?(?:-\d+)?\.sqlite$/

/** 每段时间里留几份。 */
export const KEPT_TODAY = 3
export const KEPT_DAYS = 7
export const KEPT_WEEKS = 8
export const KEPT_MONTHS = 12

/** 认出自己命名的备份；不是的为 null，这样的文件一律不碰。 */
export function backupNamed(name: string): NamedBackup | null {
  const match = NAME.exec(name)
  if (!match) return null
  const [, year, month, day, hour, minute, second, reason] = match
  return { name, takenAt: `${year}-${month}-${day}T${hour}:${minute}:${second}`, reason: reason as BackupReason }
}

/**
 * 轮换后应留下的备份名。
 * 手动的一份不删；迁移前的至少留最近一份；时刻晚于 `now` 的（时钟回拨过）全留，也不占名额。
 * 其余：今天最近 3 份，最近 7 个、8 个、12 个有备份的日、周、月各留最后一份。
 * 按“有备份的”日子数而不按距今多久，时钟一时跳到多年以后也不会把旧备份全删掉。
 * @param now 本机时间，`YYYY-MM-DDTHH:mm:ss`。
 */
export function backupsToKeep(backups: readonly NamedBackup[], now: string): ReadonlySet<string> {
  const kept = new Set<string>()
  const past: NamedBackup[] = []
  for (const backup of backups.toSorted(newestFirst)) {
    if (backup.reason === '手动' || backup.takenAt > now) kept.add(backup.name)
    else past.push(backup)
  }
  const migration = past.find(({ reason }) => reason === '迁移前')
  if (migration) kept.add(migration.name)
  const today = now.slice(0, 10)
  for (const { name } of past.filter(({ takenAt }) => takenAt.startsWith(today)).slice(0, KEPT_TODAY)) kept.add(name)
  keepLastOfEach(past, (takenAt) => takenAt.slice(0, 10), KEPT_DAYS, kept)
  keepLastOfEach(past, weekOf, KEPT_WEEKS, kept)
  keepLastOfEach(past, (takenAt) => takenAt.slice(0, 7), KEPT_MONTHS, kept)
  return kept
}

function newestFirst(a: NamedBackup, b: NamedBackup): number {
  if (a.takenAt !== b.takenAt) return a.takenAt < b.takenAt ? 1 : -1
  // 同一秒里的几份，名字后缀大的是后写的。
  if (a.name.length !== b.name.length) return b.name.length - a.name.length
  return a.name < b.name ? 1 : -1
}

function keepLastOfEach(
  newestFirstBackups: readonly NamedBackup[],
  periodOf: (takenAt: string) => string,
  limit: number,
  kept: Set<string>,
): void {
  const periods = new Set<string>()
  for (const { name, takenAt } of newestFirstBackups) {
    const period = periodOf(takenAt)
    if (periods.has(period)) continue
    if (periods.size === limit) return
    periods.add(period)
    kept.add(name)
  }
}

/** 周一起算的第几周；1970-01-01 是周四。 */
function weekOf(takenAt: string): string {
  const days = Date.UTC(Number(takenAt.slice(0, 4)), Number(takenAt.slice(5, 7)) - 1, Number(takenAt.slice(8, 10))) / 86_400_000
  return String(Math.floor((days + 3) / 7))
}
