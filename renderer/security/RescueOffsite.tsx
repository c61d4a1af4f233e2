import { Button, Stack } from '@mantine/core'
import { useState } from 'react'
import type { RouteOutput } from '../app/client.ts'
import { useTask } from '../app/use-backend.ts'
import { FormError } from '../ui/FormDialog.tsx'
import { MissingFiles, offsiteInput, OffsitePicker, type OffsiteChoice } from '../ui/OffsitePicker.tsx'
import { TaskBar } from '../ui/TaskBar.tsx'
import { ContentsText } from './RescueBackups.tsx'

/** 修复页：从 U 盘、别的盘上的备份恢复。 */
export function RescueOffsite() {
  const [choice, setChoice] = useState<OffsiteChoice | null>(null)
  const [contents, setContents] = useState<RouteOutput<'rescue.offsiteContents'> | null>(null)
  const look = useTask('rescue.offsiteContents', { showsOwnError: true, invalidates: [] })
  const restore = useTask('rescue.restoreOffsite', { showsOwnError: true })
  const error = restore.error ?? look.error
  const running = look.isRunning ? look : restore
  return (
    <Stack gap={12} align="stretch">
      <OffsitePicker
        choice={choice}
        onChange={(next) => {
          setChoice(next)
          setContents(null)
          look.reset()
          restore.reset()
        }}
      />
      {error && <FormError error={error} />}
      {running.isRunning && (
        <TaskBar
          title={look.isRunning ? '正在打开查验' : '正在恢复'}
          progress={running.progress}
          isCancelling={running.isCancelling}
          onCancel={running.cancel}
        />
      )}
      {choice && contents === null && (
        <div>
          <Button
            variant="default"
            loading={look.isRunning}
            onClick={() => void look.run(offsiteInput(choice)).then((found) => setContents(found ?? null))}
          >
            打开看看
          </Button>
        </div>
      )}
      {choice && contents && (
        <div className="rescue-contents">
          <ContentsText contents={contents} />
          <p className="small">
            附件 {contents.attachments.registered} 个{contents.attachments.missing.length === 0 && '，都在'}
          </p>
          <MissingFiles names={contents.attachments.missing} />
          <Button size="xs" loading={restore.isRunning} onClick={() => void restore.run(offsiteInput(choice))}>
            用这份恢复并打开
          </Button>
        </div>
      )}
    </Stack>
  )
}
