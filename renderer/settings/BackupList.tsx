import { Button, VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import type { RouteOutput } from '../app/client.ts'
import { localMoment } from '../app/moment.ts'
import { useBackendQuery, useCommand } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { sizeText } from '../ui/size-text.ts'
import { MissingFiles } from '../ui/OffsitePicker.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'
import { RestoreDialog } from './RestoreDialog.tsx'
import { RestoreOffsiteDialog } from './RestoreOffsiteDialog.tsx'

type Row = RouteOutput<'settings.backups'>['rows'][number]
type Pending = NonNullable<RouteOutput<'settings.backups'>['pending']>

/** 可以恢复的备份与换下的原库；登记着恢复时提醒重新打开，可撤回。 */
export function BackupList() {
  const backups = useBackendQuery('settings.backups', {})
  const [chosen, setChosen] = useState<Row | null>(null)
  const [isFromElsewhere, setFromElsewhere] = useState(false)
  if (backups.error) return <ErrorState error={backups.error} onRetry={() => void backups.refetch()} />
  if (!backups.data) return <Loading />
  const { rows, pending } = backups.data
  return (
    <Card title="恢复" note="每天自动备份一份；大批导入、恢复与升级之前也各留一份">
      {pending ? (
        <PendingNotice pending={pending} />
      ) : (
        <Button size="xs" variant="default" mb={12} onClick={() => setFromElsewhere(true)}>
          从别处的备份恢复…
        </Button>
      )}
      {isFromElsewhere && (
        <RestoreOffsiteDialog isEmpty={false} onClose={() => setFromElsewhere(false)} onDone={() => setFromElsewhere(false)} />
      )}
      {rows.length === 0 ? (
        <EmptyState title="还没有可以恢复的备份" reason="登记了内容之后，每天打开时会自动备份一份；也可以点“立即备份”。" />
      ) : (
        <div className="backup-list" tabIndex={0} role="region" aria-label="备份列表">
          <table>
            <thead>
              <tr>
                <th scope="col">时刻</th>
                <th scope="col">缘由</th>
                <th scope="col" className="number">
                  大小
                </th>
                <th scope="col">数据版本</th>
                <th scope="col">验证</th>
                <th scope="col">
                  <VisuallyHidden>操作</VisuallyHidden>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.name}>
                  <td className="nowrap">{momentText(row.takenAt)}</td>
                  <td>{row.reason}</td>
                  <td className="number nowrap">{sizeText(row.bytes)}</td>
                  <td>{row.schemaVersion === null ? '读不出' : `第 ${row.schemaVersion} 版`}</td>
                  <td>
                    {row.missingFiles.length > 0 ? (
                      <>
                        <SeverityMark severity="应当" text="不完整" />
                        <MissingFiles names={row.missingFiles} />
                      </>
                    ) : (
                      <SeverityMark severity={row.isVerified ? '达标' : '提示'} text={row.isVerified ? '写完已验证' : '没有校验值'} />
                    )}
                  </td>
                  <td>
                    <Button
                      size="xs"
                      variant="default"
                      disabled={pending !== null}
                      aria-label={`查看并恢复 ${momentText(row.takenAt)} ${row.reason}`}
                      onClick={() => setChosen(row)}
                    >
                      查看并恢复
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {chosen && (
        <RestoreDialog name={chosen.name} title={`${momentText(chosen.takenAt)} ${chosen.reason}`} onClose={() => setChosen(null)} />
      )}
    </Card>
  )
}

function PendingNotice({ pending }: { pending: Pending }) {
  const withdraw = useCommand('settings.withdrawRestore', { done: () => '已撤回，仍用现有数据' })
  const reopen = useCommand('security.reopen', { done: () => '已换上，现在看到的就是那份备份里的内容' })
  const moment = localMoment(pending.at)
  return (
    <div className="notice backup-pending" role="status">
      <div>
        <SeverityMark severity="应当" text="已备好，还没有换上：点“现在换上”，或下次打开基石时换上" />
        <p className="small secondary settings-path">
          {moment.date} {moment.time} 登记：换上“{pending.from}”，现有数据改名为“{pending.replacedName}
          ”留在数据文件夹里。重新打开之前只能看，不能改。
        </p>
      </div>
      <Button size="xs" loading={reopen.isRunning} onClick={() => void reopen.run({})}>
        现在换上
      </Button>
      <Button size="xs" variant="default" loading={withdraw.isRunning} onClick={() => void withdraw.run({})}>
        撤回这次恢复
      </Button>
    </div>
  )
}

/** `2026-09-14T07:58:00` → `2026-09-14 07:58`。 */
function momentText(takenAt: string): string {
  return takenAt.slice(0, 16).replace('T', ' ')
}
