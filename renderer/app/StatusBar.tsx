import { IconDatabase, IconLock, IconLockOpen, IconShieldCheck } from '@tabler/icons-react'
import { daysBetween } from '../../shared/calendar/plain-date.ts'
import { BACKUP_STALE_DAYS } from '../../shared/settings/backup-age.ts'
import { SeverityShape } from '../ui/SeverityMark.tsx'
import type { RouteOutput } from './client.ts'
import { ExportPassphraseButton } from './ExportPassphrase.tsx'
import { hrefTo } from './router.ts'
import { localMoment } from './moment.ts'

type Overview = RouteOutput<'settings.overview'>

/** 首屏一行的安全感：备份、数据在哪、是否加密、节假日表、现行方案。 */
export function StatusBar({ overview }: { overview: Overview | undefined }) {
  return (
    <footer className="status-bar" aria-label="数据与备份状态">
      {overview && (
        <>
          <BackupStatus overview={overview} />
          <span className="status-item ellipsis" title={overview.dataFile}>
            <IconDatabase size={14} aria-hidden="true" />
            <span className="unseen">数据文件</span>
            <span className="ellipsis">{overview.dataFile}</span>
          </span>
          <OpeningNotice overview={overview} />
          <a className="status-item" href={hrefTo('/security')}>
            {overview.isEncrypted ? <IconLock size={14} aria-hidden="true" /> : <IconLockOpen size={14} aria-hidden="true" />}
            {overview.isEncrypted ? '已加密' : '未加密'}
          </a>
          <ExportPassphraseButton isInStatusBar />
          <span className="status-gap" />
          <a className="status-item status-wide" href={hrefTo('/calendar/holidays')}>
            {holidayText(overview)}
          </a>
          <a className="status-item" href={hrefTo('/settings/profiles')}>
            {overview.currentProfileName}
          </a>
        </>
      )}
    </footer>
  )
}

/** 打开时要让人知道的事：数据放错了地方，或上次没有正常退出。 */
function OpeningNotice({ overview }: { overview: Overview }) {
  if (overview.locationWarning !== null)
    return (
      <a className="status-item status-warn" href={hrefTo('/settings/backup')} title={overview.locationWarning}>
        <SeverityShape severity="应当" size={12} />
        数据放在网络盘或同步盘，点这里看怎么移
      </a>
    )
  if (overview.clockWarning !== null)
    return (
      <span className="status-item status-warn" title={overview.clockWarning}>
        <SeverityShape severity="应当" size={12} />
        电脑时间比上次登记时还早，请对时
      </span>
    )
  if (overview.endedUncleanly)
    return (
      <span className="status-item status-good" title="可能断过电或被强行结束。已保存的内容都在；没按“保存”的要重新填。">
        <IconShieldCheck size={14} aria-hidden="true" />
        上次没有正常退出，已检查：数据完好
      </span>
    )
  return null
}

function BackupStatus({ overview }: { overview: Overview }) {
  const { lastBackup: backup, incompleteBackup: incomplete } = overview
  if (incomplete)
    return (
      <a
        className="status-item status-warn"
        href={hrefTo('/settings/backup')}
        title={backup ? `上次完整的备份在 ${localMoment(backup.at).date}` : '还没有一份完整的备份'}
      >
        <SeverityShape severity="应当" size={12} />
        最近的备份不完整，缺 {incomplete.lacking} 个附件，点这里看
      </a>
    )
  if (!backup)
    return (
      <a className="status-item status-warn" href={hrefTo('/settings/backup')}>
        <SeverityShape severity="应当" size={12} />
        还没有备份过，点这里立即备份
      </a>
    )
  const moment = localMoment(backup.at)
  const days = daysBetween(moment.date, overview.today)
  const when = days <= 0 ? `今天 ${moment.time}` : days === 1 ? `昨天 ${moment.time}` : `${moment.date} ${moment.time}`
  if (!backup.isVerified || days > BACKUP_STALE_DAYS)
    return (
      <a className="status-item status-warn" href={hrefTo('/settings/backup')}>
        <SeverityShape severity="应当" size={12} />
        {backup.isVerified ? `上次可用备份在 ${days} 天前，点这里备份` : `${when} 的备份没有通过打开验证，点这里重新备份`}
      </a>
    )
  return (
    <a className="status-item status-good" href={hrefTo('/settings/backup')}>
      <IconShieldCheck size={14} aria-hidden="true" />
      上次可用备份 {when}，已打开验证
    </a>
  )
}

function holidayText({ today, holidayYears }: Overview): string {
  const thisYear = Number(today.slice(0, 4))
  const state = (year: number) => (holidayYears.includes(year) ? `${year} 已导入` : `${year} 未公布（暂算）`)
  return `节假日表：${state(thisYear)}，${state(thisYear + 1)}`
}
