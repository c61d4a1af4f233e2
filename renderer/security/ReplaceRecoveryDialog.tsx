import { PasswordInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useCommand } from '../app/use-backend.ts'
import { FormDialog, FormError } from '../ui/FormDialog.tsx'
import { Loading } from '../ui/states.tsx'
import { RecoverySheet, type Confirmations, type RecoveryDraft } from './RecoverySheet.tsx'

/** 换恢复单：新的抄好、回输两组、输口令，旧的才作废。 */
export function ReplaceRecoveryDialog({ onClose }: { onClose: () => void }) {
  const [draft, setDraft] = useState<RecoveryDraft | null>(null)
  const [confirmations, setConfirmations] = useState<Confirmations | null>(null)
  const [passphrase, setPassphrase] = useState('')
  const { run: makeDraft, error: draftError } = useCommand('security.draftRecoveryCode', { invalidates: [], showsOwnError: true })
  const replace = useCommand('security.replaceRecoveryCode', {
    invalidates: ['security.protection', 'settings.journal'],
    showsOwnError: true,
    done: () => '新恢复单已生效，旧的请撕毁',
  })
  const isAsked = useRef(false)
  useEffect(() => {
    if (isAsked.current) return
    isAsked.current = true
    void makeDraft({}).then((made) => made && setDraft(made))
  }, [makeDraft])
  return (
    <FormDialog
      title="换一份恢复单"
      lead="新的确认以后，旧的恢复单从此不能用，请撕毁。"
      submitLabel="换成这一份"
      size={720}
      isOpen
      isRunning={replace.isRunning}
      error={replace.error}
      {...(confirmations === null || passphrase === ''
        ? { blockedBy: confirmations === null ? '先打印或抄下，回输两组' : '再输入口令' }
        : {})}
      onSubmit={() =>
        void (
          draft &&
          confirmations &&
          replace.run({ draftId: draft.draftId, passphrase, confirmations: [...confirmations] }).then((done) => done && onClose())
        )
      }
      onClose={onClose}
    >
      {draftError && <FormError error={draftError} />}
      {draft ? <RecoverySheet draft={draft} onReady={setConfirmations} /> : !draftError && <Loading />}
      <PasswordInput
        label="口令"
        size="md"
        value={passphrase}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
        autoComplete="current-password"
        visibilityToggleButtonProps={{ 'aria-label': '显示或隐藏口令' }}
      />
    </FormDialog>
  )
}
