import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useCommand } from '../app/use-backend.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import type { RegisterRow } from './rows.ts'

export function VoidDialog({ row, onClose }: { row: RegisterRow; onClose: () => void }) {
  const [reason, setReason] = useState('')
  const revoke = useCommand('correspondence.void', { showsOwnError: true, done: () => `${row.number} 已作废` })
  return (
    <FormDialog
      title={`作废 ${row.number}`}
      lead={`《${row.title}》作废后仍留在登记簿里，文号不再使用，也不会分给别的文件。`}
      submitLabel="作废"
      isDangerous
      isOpen
      isRunning={revoke.isRunning}
      error={revoke.error}
      {...(reason.trim() === '' ? { blockedBy: '请写明原因' } : {})}
      onSubmit={() => {
        void revoke.run({ documentId: row.id, reason }).then((output) => {
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
        error={revoke.problem('reason')}
        data-autofocus
      />
    </FormDialog>
  )
}
