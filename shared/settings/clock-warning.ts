/** 差几分钟多半是对时，不提醒。 */
const TOLERATED_MS = 10 * 60 * 1000

/**
 * 时钟回拨（主板电池没电、改错了日期）的提醒；正常为 null。
 * 只提醒、不拒绝：操作日志按序号接成链，时刻倒着也核得出；但届次、到期、备份的早晚都看日期，错了会误判。
 * @param now 现在，ISO 8601。
 * @param lastEntryAt 最后一条操作日志的时刻；还没有日志为 null。
 */
export function clockWarning(now: string, lastEntryAt: string | null): string | null {
  if (lastEntryAt === null) return null
  const behind = Date.parse(lastEntryAt) - Date.parse(now)
  if (!(behind > TOLERATED_MS)) return null
  const days = Math.floor(behind / 86_400_000)
  const how =
    days >= 1
      ? `早 ${days} 天`
      : behind >= 3_600_000
        ? `早 ${Math.floor(behind / 3_600_000)} 小时`
        : `早 ${Math.floor(behind / 60_000)} 分钟`
  return `电脑现在的时间比上次登记时还${how}，可能时钟不准。到期、提醒都按电脑的日期算，请先对好时间；已登记的内容不受影响。`
}
