import { TextInput } from '@mantine/core'
import { useState } from 'react'
import type { CallError } from '../app/client.ts'
import { FormDialog } from '../ui/FormDialog.tsx'

export type ClosedMonthGrounds = { reason: string; authorizedBy: string }

export type ClosedMonthDialogProps = {
  month: string
  /** 要做什么，写在按钮上。 */
  submitLabel: string
  isRunning: boolean
  error: CallError | null
  onSubmit: (grounds: ClosedMonthGrounds) => void
  onClose: () => void
}

/** 这个月已经结账：改动要写理由与授权人，前后值留痕。 */
export function ClosedMonthDialog({ month, submitLabel, isRunning, error, onSubmit, onClose }: ClosedMonthDialogProps) {
  const [reason, setReason] = useState('')
  const [authorizedBy, setAuthorizedBy] = useState('')
  return (
    <FormDialog
      title={`${month} 已月结`}
      lead="月结后的改动要写明理由和授权人；改之前、改之后的样子都会留在台账的修改记录里。"
      submitLabel={submitLabel}
      isOpen
      isRunning={isRunning}
      error={error}
      {...(reason.trim() === '' || authorizedBy.trim() === '' ? { blockedBy: '请写明理由与授权人' } : {})}
      onSubmit={() => onSubmit({ reason: reason.trim(), authorizedBy: authorizedBy.trim() })}
      onClose={onClose}
    >
      <TextInput
        label="理由"
        required
        value={reason}
        maxLength={200}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
      />
      <TextInput
        label="授权人"
        required
        value={authorizedBy}
        maxLength={60}
        onChange={(event) => setAuthorizedBy(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
