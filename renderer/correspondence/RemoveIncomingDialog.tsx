import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useCommand } from '../app/use-backend.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import type { IncomingItem } from './rows.ts'

export function RemoveIncomingDialog({ item, onClose }: { item: IncomingItem; onClose: () => void }) {
  const [reason, setReason] = useState('')
  const remove = useCommand('correspondence.removeIncoming', { showsOwnError: true, done: () => `${item.number} 已撤下，可以恢复` })
  return (
    <FormDialog
      title={`撤下 ${item.number}`}
      lead={`《${item.title}》登错了才撤下。编号不回收，勾“连同撤下的”可以找到并恢复。`}
      submitLabel="撤下"
      isDangerous
      isOpen
      isRunning={remove.isRunning}
      error={remove.error}
      {...(reason.trim() === '' ? { blockedBy: '请写明原因' } : {})}
      onSubmit={() => {
        void remove.run({ incomingId: item.id, reason }).then((output) => {
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
        error={remove.problem('reason')}
        data-autofocus
      />
    </FormDialog>
  )
}
