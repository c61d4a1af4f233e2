import { Button, Stack } from '@mantine/core'
import { localMoment } from '../app/moment.ts'
import { useBackendQuery, useTask } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { FormError } from '../ui/FormDialog.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { ErrorState, Loading } from '../ui/states.tsx'
import { TaskBar } from '../ui/TaskBar.tsx'
import { OffsiteCard } from './OffsiteCard.tsx'
import { BackupList } from './BackupList.tsx'

/** 数据在哪、多大把握、怎么备份。 */
export function BackupTab() {
  const overview = useBackendQuery('settings.overview', {})
  const backUp = useTask('settings.backUp', {
    invalidates: ['settings.overview', 'settings.journal', 'settings.backups'],
    showsOwnError: true,
    done: ({ missingFiles }) =>
      missingFiles.length === 0 ? '备份已写好，打开验证过，附件逐个核对过' : `备份不完整：缺 ${missingFiles.length} 个附件`,
  })
  if (overview.error) return <ErrorState error={overview.error} onRetry={() => void overview.refetch()} />
  if (!overview.data) return <Loading />
  const {
    lastBackup,
    incompleteBackup,
    dataFile,
    isEncrypted,
    organizationCount,
    memberCount,
    appVersion,
    schemaVersion,
    canPrintPdf,
    locationWarning,
  } = overview.data
  const moment = lastBackup ? localMoment(lastBackup.at) : null
  const facts: readonly (readonly [string, string])[] = [
    ['数据文件', dataFile],
    ['加密', isEncrypted ? '已加密' : '未加密：可到“数据安全”启用'],
    ['内容', `${organizationCount} 个党组织，${memberCount} 名党员`],
    ['程序与数据版本', `${appVersion}，数据第 ${schemaVersion} 版`],
    ['导出 PDF', canPrintPdf ? '可以' : '这台机器没有找到可用的浏览器内核，只能导出文字处理文档'],
  ]
  return (
    <div className="settings-two">
      <Card title="备份" note="备份写完会重新打开验证一遍">
        <Stack gap={12} align="flex-start">
          {lastBackup && moment ? (
            <div>
              <SeverityMark
                severity={lastBackup.isVerified ? '达标' : '应当'}
                text={`上次可用的备份 ${moment.date} ${moment.time}，${lastBackup.isVerified ? '已打开验证' : '没有通过打开验证'}`}
              />
              <p className="small secondary settings-path">{lastBackup.path}</p>
            </div>
          ) : (
            <SeverityMark severity="应当" text={incompleteBackup ? '还没有一份完整的备份' : '还没有备份过'} />
          )}
          {incompleteBackup && (
            <SeverityMark
              severity="应当"
              text={`最近的备份不完整：缺 ${incompleteBackup.lacking} 个附件，下面列着是哪几个。到“台账”页“核对附件原件”找回，再备份一次`}
            />
          )}
          {backUp.isRunning ? (
            <TaskBar title="正在备份" progress={backUp.progress} isCancelling={backUp.isCancelling} onCancel={backUp.cancel} />
          ) : (
            <Button onClick={() => void backUp.run({})}>立即备份</Button>
          )}
          {backUp.error && <FormError error={backUp.error} />}
          <p className="small secondary">
            备份是一个完整的数据文件，和数据放在同一台电脑的备份文件夹里；电脑坏了、丢了就一起没了，请再另存一份到别处。
          </p>
        </Stack>
      </Card>
      <div className="settings-stack">
        <OffsiteCard overview={overview.data} />
        <Card title="数据">
          {locationWarning !== null && <SeverityMark severity="应当" text={locationWarning} />}
          {overview.data.clockWarning !== null && <SeverityMark severity="应当" text={overview.data.clockWarning} />}
          <dl className="rule-facts">
            {facts.map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd className="settings-path">{value}</dd>
              </div>
            ))}
          </dl>
        </Card>
      </div>
      <div className="settings-wide">
        <BackupList />
      </div>
    </div>
  )
}
