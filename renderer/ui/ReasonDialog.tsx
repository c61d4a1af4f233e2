import { TextInput } from '@mantine/core'
import { useState } from 'react'
import type { CallError } from '../app/client.ts'
import { FormDialog, type FormDialogProps } from './FormDialog.tsx'

export type ReasonDialogProps = Pick<FormDialogProps, 'title' | 'lead' | 'submitLabel'> & {
  /** 要执行的命令的状态，见 `useCommand`。 */
  command: { readonly isRunning: boolean; readonly error: CallError | null; problem(place: string): string | undefined }
  /** 已签发的公文之类，还要授权人：写明为什么要；不要的不给。 */
  authority?: string | undefined
  /** 带着原因（与授权人）执行；返回真才关窗，没成则原因留在窗里。 */
  onSubmit: (reason: string, authorizedBy: string) => Promise<unknown>
  onClose: () => void
  isOpen?: boolean
}

/** 撤下、作废一类动作：写明原因才能做，原因随记录留痕。 */
export function ReasonDialog({ command, authority, onSubmit, onClose, isOpen = true, ...text }: ReasonDialogProps) {
  const [reason, setReason] = useState('')
  const [authorizedBy, setAuthorizedBy] = useState('')
  const blockedBy = reason.trim() === '' ? '请写明原因' : authority !== undefined && authorizedBy.trim() === '' ? '请写明授权人' : null
  return (
    <FormDialog
      {...text}
      isDangerous
      isOpen={isOpen}
      isRunning={command.isRunning}
      error={command.error}
      {...(blockedBy === null ? {} : { blockedBy })}
      onSubmit={() => {
        void onSubmit(reason, authorizedBy).then((output) => {
          if (output) onClose()
        })
      }}
      onClose={onClose}
    >
      <TextInput
        label="原因"
        required
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={command.problem('reason')}
        data-autofocus
      />
      {authority !== undefined && (
        <TextInput
          label="授权人"
          required
          description={authority}
          value={authorizedBy}
          onChange={(event) => setAuthorizedBy(event.currentTarget.value)}
          error={command.problem('authorizedBy')}
        />
      )}
    </FormDialog>
  )
}
