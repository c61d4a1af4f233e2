import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import type { RouteOutput } from '../app/client.ts'
import { localMoment } from '../app/moment.ts'
import { useBackendQuery, useTask } from '../app/use-backend.ts'
import { FormDialog, FormError } from '../ui/FormDialog.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { Loading } from '../ui/states.tsx'

type Summary = Omit<RouteOutput<'settings.backupSummary'>, 'name'>

/** 先看这份备份与现有数据差多少，勾选知道后果，才能恢复。 */
export function RestoreDialog({ name, title, onClose }: { name: string; title: string; onClose: () => void }) {
  const summary = useBackendQuery('settings.backupSummary', { name })
  const [isAware, setAware] = useState(false)
  const restore = useTask('settings.restore', { showsOwnError: true, done: () => '已备好，请点“现在换上”' })
  const blockedBy = summary.error ? '这份备份不能用' : !summary.data ? '正在打开这份备份' : isAware ? undefined : '请先勾选知道后果'
  return (
    <FormDialog
      title={`恢复 ${title}`}
      submitLabel="恢复这份备份"
      isOpen
      isRunning={restore.isRunning}
      error={restore.error}
      {...(blockedBy === undefined ? {} : { blockedBy })}
      isDangerous
      size={640}
      onSubmit={() => {
        void restore.run({ name }).then((output) => {
          if (output) onClose()
        })
      }}
      onClose={onClose}
    >
      {summary.error ? <FormError error={summary.error} /> : summary.data ? <Difference summary={summary.data} /> : <Loading />}
      {summary.data && (
        <>
          <p>
            恢复后，全部内容变回备份时的样子，备份之后登记、改动的都看不到了。恢复前先把现有数据另备一份；换上时现有数据改名留在数据文件夹里，随时可以再恢复回来。
          </p>
          <Checkbox label="我知道恢复会换掉现有数据" checked={isAware} onChange={(event) => setAware(event.currentTarget.checked)} />
        </>
      )}
    </FormDialog>
  )
}

/** 备份与现有数据差多少。 */
export function Difference({ summary }: { summary: Summary }) {
  const changed = summary.tables.filter(({ difference }) => difference !== 0)
  return (
    <>
      <SeverityMark
        severity={summary.matchesChecksum ? '达标' : '提示'}
        text={summary.matchesChecksum ? '已打开验证，与写完时逐字节相符' : '已打开验证，结构完好；没有校验值，不能确认逐字节未变'}
      />
      {summary.journalBrokenAt !== null && (
        <SeverityMark severity="红线" text={`这份备份里的操作日志从第 ${summary.journalBrokenAt} 条起对不上，可能被改过`} />
      )}
      <p className="small secondary">
        备份里最后一次操作：{entryText(summary.lastEntryAt)}；现有数据最后一次操作：{entryText(summary.currentLastEntryAt)}。
        {summary.schemaVersion < summary.currentSchemaVersion &&
          `这份备份是数据第 ${summary.schemaVersion} 版，恢复时自动升级到第 ${summary.currentSchemaVersion} 版。`}
      </p>
      {changed.length === 0 ? (
        <p>各项条数与现有数据相同；条数相同不等于内容相同。</p>
      ) : (
        <div className="backup-list" tabIndex={0} role="region" aria-label="与现有数据的差异">
          <table>
            <thead>
              <tr>
                <th scope="col">内容</th>
                <th scope="col" className="number">
                  备份里
                </th>
                <th scope="col" className="number">
                  现有
                </th>
                <th scope="col" className="number">
                  恢复后
                </th>
              </tr>
            </thead>
            <tbody>
              {changed.map(({ table, label, backup, current, difference }) => (
                <tr key={table}>
                  <td>{label}</td>
                  <td className="number">{backup}</td>
                  <td className="number">{current}</td>
                  <td className="number">{difference > 0 ? `多 ${difference} 条` : `少 ${-difference} 条`}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}

function entryText(at: string | null): string {
  if (at === null) return '没有记录'
  const moment = localMoment(at)
  return `${moment.date} ${moment.time}`
}
