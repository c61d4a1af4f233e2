import { PasswordInput } from '@mantine/core'
import { useState } from 'react'
import { useCommand } from '../app/use-backend.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { blockedPassphrase, EMPTY_PASSPHRASE, PassphraseFields } from '../ui/PassphraseFields.tsx'

/** 改自己的口令：先说出原来的。 */
export function ChangePassphraseDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState(EMPTY_PASSPHRASE)
  const change = useCommand('security.changeOwnPassphrase', {
    invalidates: ['security.state'],
    showsOwnError: true,
    done: () => '口令已改，下次登录用新的',
  })
  const close = () => {
    setCurrent('')
    setNext(EMPTY_PASSPHRASE)
    change.reset()
    onClose()
  }
  const blockedBy = current === '' ? '请先填原口令' : blockedPassphrase(next)
  return (
    <FormDialog
      title="改口令"
      submitLabel="改口令"
      isOpen={isOpen}
      isRunning={change.isRunning}
      error={change.error}
      size={440}
      {...(blockedBy === undefined ? {} : { blockedBy })}
      onSubmit={() =>
        void change.run({ currentPassphrase: current, newPassphrase: next.passphrase }).then((output) => {
          if (output) close()
        })
      }
      onClose={close}
    >
      <PasswordInput
        label="原口令"
        required
        value={current}
        onChange={(event) => setCurrent(event.currentTarget.value)}
        error={change.problem('currentPassphrase')}
        autoComplete="off"
        visibilityToggleButtonProps={{ 'aria-label': '显示原口令' }}
      />
      <PassphraseFields label="新口令" value={next} onChange={setNext} error={change.problem('newPassphrase')} />
    </FormDialog>
  )
}
