import { PasswordInput } from '@mantine/core'
import { useState } from 'react'
import { useTask } from '../app/use-backend.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { TaskBar } from '../ui/TaskBar.tsx'

export function DisableDialog({ onClose }: { onClose: () => void }) {
  const [passphrase, setPassphrase] = useState('')
  const disable = useTask('security.disableEncryption', { showsOwnError: true, done: () => '已停用加密，打开时不再要口令' })
  return (
    <FormDialog
      title="停用加密"
      lead="数据、附件、备份都转回不加密的样子，谁拷走都能看。恢复单与口令从此不用。先自动备份一次，再逐行核对着换。"
      submitLabel="停用加密"
      isOpen
      isDangerous
      isRunning={disable.isRunning}
      error={disable.error}
      {...(passphrase === '' ? { blockedBy: '先输入口令' } : {})}
      onSubmit={() => void disable.run({ passphrase }).then((done) => done && onClose())}
      onClose={onClose}
    >
      {disable.isRunning ? (
        <TaskBar
          title="正在转回不加密，请不要关机"
          progress={disable.progress}
          isCancelling={disable.isCancelling}
          onCancel={disable.cancel}
        />
      ) : (
        <PasswordInput
          label="口令"
          data-autofocus
          size="md"
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': '显示或隐藏口令' }}
        />
      )}
    </FormDialog>
  )
}
