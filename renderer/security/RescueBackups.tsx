import { Button } from '@mantine/core'
import { useState } from 'react'
import type { RouteOutput } from '../app/client.ts'
import { localMoment } from '../app/moment.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { FormError } from '../ui/FormDialog.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { Loading } from '../ui/states.tsx'

type Backup = RouteOutput<'rescue.situation'>['backups'][number]

/** 先列最近几份，免得一屏都是。 */
const SHOWN_FIRST = 6

/** 备份一份份列出；点开看完好不完好、差多少，再恢复。 */
export function RescueBackups({
  backups,
  isRunning,
  onRestore,
}: {
  backups: readonly Backup[]
  isRunning: boolean
  onRestore: (name: string) => void
}) {
  const [chosen, setChosen] = useState(backups[0]?.name ?? null)
  const [showsAll, setShowsAll] = useState(false)
  if (backups.length === 0) return <p>“备份”文件夹里没有备份。如果在 U 盘或别的盘上留过，请用下面的“从别处的备份恢复”。</p>
  const shown = showsAll ? backups : backups.slice(0, SHOWN_FIRST)
  return (
    <>
      <ul className="rescue-backups">
        {shown.map((backup) => (
          <li key={backup.name} data-chosen={backup.name === chosen}>
            <button type="button" className="rescue-backup" aria-expanded={backup.name === chosen} onClick={() => setChosen(backup.name)}>
              <span className="nowrap">{backup.takenAt.slice(0, 16).replace('T', ' ')}</span>
              <span>{backup.reason}</span>
              <span className="secondary nowrap">{(backup.bytes / 1024 / 1024).toFixed(1)} MB</span>
            </button>
            {backup.name === chosen && <Contents name={backup.name} isRunning={isRunning} onRestore={onRestore} />}
          </li>
        ))}
      </ul>
      {backups.length > shown.length && (
        <button type="button" className="link-button small" onClick={() => setShowsAll(true)}>
          还有 {backups.length - shown.length} 份更早的
        </button>
      )}
    </>
  )
}

function Contents({ name, isRunning, onRestore }: { name: string; isRunning: boolean; onRestore: (name: string) => void }) {
  const contents = useBackendQuery('rescue.backupContents', { name })
  if (contents.error) return <FormError error={contents.error} />
  if (!contents.data) return <Loading label="正在打开这份备份查验" />
  return (
    <div className="rescue-contents">
      <ContentsText contents={contents.data} />
      <Button size="xs" loading={isRunning} onClick={() => onRestore(name)}>
        用这份恢复并打开
      </Button>
    </div>
  )
}

/** 一份备份里有什么，比打不开的数据少什么。 */
export function ContentsText({ contents }: { contents: RouteOutput<'rescue.backupContents'> }) {
  const { organizationCount, memberCount, activityCount, documentCount, lastEntryAt, entriesBehind, matchesChecksum } = contents
  const last = lastEntryAt === null ? null : localMoment(lastEntryAt)
  return (
    <>
      <SeverityMark
        severity={matchesChecksum ? '达标' : '提示'}
        text={matchesChecksum ? '完好：与写完时逐字节相符' : '结构完好；没有校验值，不能确认逐字节未变'}
      />
      <p className="small">
        党组织 {organizationCount} 个，党员 {memberCount} 名，活动 {activityCount} 次，公文 {documentCount} 件
        {last && `；最后一次操作 ${last.date} ${last.time}`}
        {entriesBehind !== null && (entriesBehind === 0 ? '；操作一条不少' : `；比打不开的数据少 ${entriesBehind} 条操作`)}
      </p>
    </>
  )
}
