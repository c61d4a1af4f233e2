import type { ReactNode } from 'react'
import type { CallError } from '../app/client.ts'
import { FormDialog } from './FormDialog.tsx'

export type ConfirmDialogProps = {
  title: string
  /** 会发生什么、能不能恢复。 */
  consequence: ReactNode
  confirmLabel: string
  isOpen: boolean
  isRunning: boolean
  error: CallError | null
  onConfirm: () => void
  onClose: () => void
}

/** 做了要有后果的事先问一句；后果写全，按钮写动作本身而不是“确定”。 */
export function ConfirmDialog({ title, consequence, confirmLabel, isOpen, isRunning, error, onConfirm, onClose }: ConfirmDialogProps) {
  return (
    <FormDialog
      title={title}
      submitLabel={confirmLabel}
      isOpen={isOpen}
      isRunning={isRunning}
      error={error}
      isDangerous
      size={480}
      onSubmit={onConfirm}
      onClose={onClose}
    >
      <p>{consequence}</p>
    </FormDialog>
  )
}
