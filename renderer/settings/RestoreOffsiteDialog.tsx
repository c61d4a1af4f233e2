import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import type { RouteOutput } from '../app/client.ts'
import { useTask } from '../app/use-backend.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { blockedChoice, MissingFiles, offsiteInput, OffsitePicker, type OffsiteChoice } from '../ui/OffsitePicker.tsx'
import { TaskBar } from '../ui/TaskBar.tsx'
import { Difference } from './RestoreDialog.tsx'

/** 从 U 盘、别的盘上的备份恢复：先找到、打开看差异，勾选知道后果，才恢复。 */
export function RestoreOffsiteDialog({ isEmpty, onClose, onDone }: { isEmpty: boolean; onClose: () => void; onDone: () => void }) {
  const [choice, setChoice] = useState<OffsiteChoice | null>(null)
  const [summary, setSummary] = useState<RouteOutput<'settings.offsiteSummary'> | null>(null)
  const [isAware, setAware] = useState(false)
  const look = useTask('settings.offsiteSummary', { showsOwnError: true, invalidates: [] })
  const restore = useTask('settings.restoreOffsite', { showsOwnError: true, done: () => '已备好这份备份里的数据' })
  const blockedBy = blockedChoice(choice) ?? (summary && !isAware && !isEmpty ? '请先勾选知道后果' : undefined)
  const running = look.isRunning ? look : restore
  const submit = async () => {
    if (!choice) return
    if (summary === null) setSummary((await look.run(offsiteInput(choice))) ?? null)
    else if (await restore.run(offsiteInput(choice))) onDone()
  }
  return (
    <FormDialog
      title="从别处的备份恢复"
      submitLabel={summary === null ? '打开看看' : '恢复这份备份'}
      isOpen
      isRunning={look.isRunning || restore.isRunning}
      error={restore.error ?? look.error}
      {...(blockedBy === undefined ? {} : { blockedBy })}
      isDangerous={summary !== null && !isEmpty}
      size={680}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <OffsitePicker
        choice={choice}
        onChange={(next) => {
          setChoice(next)
          setSummary(null)
          setAware(false)
          look.reset()
          restore.reset()
        }}
      />
      {summary && (
        <>
          <Difference summary={summary} />
          <p className="small secondary">
            附件 {summary.attachments.registered} 个
            {summary.attachments.missing.length === 0 && summary.attachments.registered > 0 && '，都在'}。加不加密照这台电脑现在的设置。
          </p>
          <MissingFiles names={summary.attachments.missing} />
          {!isEmpty && (
            <>
              <p>
                恢复后，全部内容变回那份备份时的样子，之后登记、改动的都看不到了。恢复前先把现有数据另备一份，现有数据改名留在数据文件夹里，随时可以再恢复回来。
              </p>
              <Checkbox label="我知道恢复会换掉现有数据" checked={isAware} onChange={(event) => setAware(event.currentTarget.checked)} />
            </>
          )}
        </>
      )}
      {running.isRunning && (
        <TaskBar
          title={look.isRunning ? '正在打开查验' : '正在恢复'}
          progress={running.progress}
          isCancelling={running.isCancelling}
          onCancel={running.cancel}
        />
      )}
    </FormDialog>
  )
}
