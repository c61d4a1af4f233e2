import { useState } from 'react'
import type { RouteOutput } from '../app/client.ts'
import { useCommand } from '../app/use-backend.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { blockedPassphrase, EMPTY_PASSPHRASE, PassphraseFields } from '../ui/PassphraseFields.tsx'

type Account = RouteOutput<'security.accounts'>['rows'][number]

/** 忘了口令的，由管理员代设一个；停用着的随之恢复。 */
export function ResetPassphraseDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const [next, setNext] = useState(EMPTY_PASSPHRASE)
  const reset = useCommand('security.setAccountPassphrase', { showsOwnError: true, done: () => `“${account.name}”的口令已重设` })
  const blockedBy = blockedPassphrase(next)
  return (
    <FormDialog
      title={`重设“${account.name}”的口令`}
      lead={`原来的口令从此不能用。${account.disabledAt === null ? '' : '重设以后恢复使用。'}${account.isCurrent ? '' : '当面告诉本人；他下次登录要改成自己的。'}`}
      submitLabel="重设口令"
      isOpen
      isRunning={reset.isRunning}
      error={reset.error}
      size={440}
      {...(blockedBy === undefined ? {} : { blockedBy })}
      onSubmit={() =>
        void reset.run({ accountId: account.accountId, passphrase: next.passphrase }).then((output) => {
          if (output) onClose()
        })
      }
      onClose={onClose}
    >
      <PassphraseFields label="新口令" value={next} onChange={setNext} error={reset.problem('passphrase')} />
    </FormDialog>
  )
}
