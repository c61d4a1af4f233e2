import { IconKey, IconLogout, IconUserCircle } from '@tabler/icons-react'
import { useState } from 'react'
import { ChangePassphraseDialog } from '../security/ChangePassphraseDialog.tsx'
import { useSession } from './session.ts'
import { useCommand } from './use-backend.ts'

/** 侧栏底部：现在是谁、什么身份、管哪里；退出登录，换别人用。没设身份时不出现。 */
export function SessionBadge() {
  const { session, scopeName } = useSession()
  const [isChanging, setChanging] = useState(false)
  const signOut = useCommand('security.signOut', { invalidates: ['security.state'] })
  if (session.accountId === null) return null
  const about = `${session.role}${scopeName === '' ? '' : `，${scopeName}`}`
  return (
    <div className="rail-session">
      <hr className="rail-rule" />
      <p className="rail-person" title={`${session.name}，${about}`}>
        <IconUserCircle size={18} stroke={1.6} aria-hidden="true" />
        <span className="rail-label">
          <strong>{session.name}</strong>
          <span className="small secondary">{about}</span>
        </span>
      </p>
      <button type="button" className="rail-link rail-action" title="改自己的口令" onClick={() => setChanging(true)}>
        <IconKey size={18} stroke={1.6} aria-hidden="true" />
        <span className="rail-label">改口令</span>
      </button>
      <button
        type="button"
        className="rail-link rail-action"
        title="退出登录"
        disabled={signOut.isRunning}
        onClick={() => void signOut.run({})}
      >
        <IconLogout size={18} stroke={1.6} aria-hidden="true" />
        <span className="rail-label">退出登录</span>
      </button>
      <ChangePassphraseDialog isOpen={isChanging} onClose={() => setChanging(false)} />
    </div>
  )
}
