import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { CallError, RouteInput } from '../app/client.ts'
import { useCommand } from '../app/use-backend.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { PreviewTable } from './PreviewTable.tsx'

export type StandardsDialogProps = {
  title: string
  lead: ReactNode
  /** 确认那一步按钮上的字。 */
  confirmLabel: string
  blockedBy?: string
  /** 拟改的标准，先拿去对照。 */
  proposal: RouteInput<'compliance.previewStandards'>
  command: { readonly isRunning: boolean; readonly error: CallError | null }
  onConfirm: () => void
  onClose: () => void
  children: ReactNode
}

/** 改标准都走两步：先填，看会变的发现；确认了才生效。回头改了，对照重来。 */
export function StandardsDialog(props: StandardsDialogProps) {
  const { title, lead, confirmLabel, blockedBy, proposal, command, onConfirm, onClose, children } = props
  const preview = useCommand('compliance.previewStandards', { invalidates: [], showsOwnError: true })
  const [seen, setSeen] = useState<{ key: string; output: Parameters<typeof PreviewTable>[0]['preview'] } | null>(null)
  const key = JSON.stringify(proposal)
  const current = seen?.key === key ? seen.output : null
  const look = async () => {
    const output = await preview.run(proposal)
    if (output) setSeen({ key, output })
  }
  return (
    <FormDialog
      title={title}
      lead={lead}
      submitLabel={current ? confirmLabel : '看会变的发现'}
      isOpen
      size={920}
      isRunning={command.isRunning || preview.isRunning}
      error={command.error ?? (current ? null : preview.error)}
      {...(blockedBy === undefined ? {} : { blockedBy })}
      onSubmit={() => {
        if (current) onConfirm()
        else void look()
      }}
      onClose={onClose}
    >
      {children}
      {current && (
        <>
          <PreviewTable preview={current} />
          <p className="small secondary">
            以上是对照，什么也没有改。点“{confirmLabel}”才生效并留痕；上面改了任何一处，要重新对照。{' '}
            <Button size="xs" variant="default" type="button" onClick={() => setSeen(null)}>
              收起对照
            </Button>
          </p>
        </>
      )}
    </FormDialog>
  )
}
