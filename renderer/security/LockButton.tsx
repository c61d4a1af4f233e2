import { IconLock } from '@tabler/icons-react'
import { announceLocked } from '../app/lock-signal.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { lockNow } from './use-idle-lock.ts'

/** 侧栏底部的“锁定”；没加密的没有。 */
export function LockButton() {
  const door = useBackendQuery('security.state', {})
  if (!door.data?.isEncrypted) return null
  return (
    <button
      type="button"
      className="rail-link rail-action"
      title="锁定（Ctrl+L）"
      onClick={() => void lockNow().then((isLocked) => isLocked && announceLocked())}
    >
      <IconLock size={18} stroke={1.6} aria-hidden="true" />
      <span className="rail-label">锁定</span>
    </button>
  )
}
