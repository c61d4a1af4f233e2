import { PasswordInput } from '@mantine/core'
import { useState } from 'react'
import { useCommand } from '../app/use-backend.ts'
import { FormDialog } from '../ui/FormDialog.tsx'

export function KeychainDialog({ isEnabled, onClose }: { isEnabled: boolean; onClose: () => void }) {
  const [passphrase, setPassphrase] = useState('')
  const set = useCommand('security.setKeychain', {
    invalidates: ['security.protection', 'settings.journal'],
    showsOwnError: true,
    done: ({ usesKeychain }) => (usesKeychain ? '已在这台电脑上记住' : '不再记住，打开时要输口令'),
  })
  return (
    <FormDialog
      title={isEnabled ? '不再在这台电脑上记住' : '在这台电脑上记住'}
      lead={
        isEnabled
          ? '以后每次打开都要输口令。'
          : '以后在这台电脑上打开基石不必输口令；能登录这台电脑的人就能打开，请确认电脑本身有开机密码。锁定以后仍要口令。'
      }
      submitLabel={isEnabled ? '不再记住' : '记住'}
      isOpen
      isRunning={set.isRunning}
      error={set.error}
      {...(passphrase === '' ? { blockedBy: '先输入口令' } : {})}
      onSubmit={() => void set.run({ passphrase, isEnabled: !isEnabled }).then((done) => done && onClose())}
      onClose={onClose}
    >
      <PasswordInput
        label="口令"
        data-autofocus
        size="md"
        value={passphrase}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
        autoComplete="current-password"
        visibilityToggleButtonProps={{ 'aria-label': '显示或隐藏口令' }}
      />
    </FormDialog>
  )
}
