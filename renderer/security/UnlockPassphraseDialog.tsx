import { PasswordInput } from '@mantine/core'
import { useState } from 'react'
import { useCommand } from '../app/use-backend.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { NewPassphraseFields, useNewPassphrase } from './NewPassphraseFields.tsx'

/** 没设身份时，改打开数据的口令。 */
export function UnlockPassphraseDialog({ onClose }: { onClose: () => void }) {
  const [current, setCurrent] = useState('')
  const next = useNewPassphrase()
  const change = useCommand('security.changePassphrase', {
    invalidates: ['settings.journal'],
    showsOwnError: true,
    done: () => '口令已改，旧口令从此不用',
  })
  return (
    <FormDialog
      title="改口令"
      lead="改完立即生效，数据不必重新加密。恢复单不受影响。"
      submitLabel="改成新口令"
      isOpen
      isRunning={change.isRunning}
      error={change.error}
      {...(current === '' || !next.isReady ? { blockedBy: current === '' ? '先输入现在的口令' : '新口令要输两遍，一样才行' } : {})}
      onSubmit={() => void change.run({ current, next: next.value }).then((done) => done && onClose())}
      onClose={onClose}
    >
      <PasswordInput
        label="现在的口令"
        data-autofocus
        size="md"
        value={current}
        onChange={(event) => setCurrent(event.currentTarget.value)}
        autoComplete="current-password"
        visibilityToggleButtonProps={{ 'aria-label': '显示或隐藏口令' }}
      />
      <NewPassphraseFields state={next} />
    </FormDialog>
  )
}
