import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState, type ReactNode } from 'react'
import { announceLocked, announceOpened, onLocked } from '../app/lock-signal.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { LockScreen } from './LockScreen.tsx'
import { useIdleLock } from './use-idle-lock.ts'
import './security.css'

/** 加密的数据每隔这么久看一眼锁了没有：系统睡眠、闲置是后端锁的，屏上要跟着遮住。 */
const POLL_MS = 2_000

/**
 * 门面：锁着只见锁屏，开了才见页面。锁定时页面不卸下，只是整个看不见、点不到、读屏也读不到；
 * 解锁后回到原处，没保存的内容还在。
 */
export function Doorway({ children }: { children: ReactNode }) {
  const queries = useQueryClient()
  const [isWatching, setWatching] = useState(false)
  const door = useBackendQuery('security.state', {}, isWatching ? { pollMs: POLL_MS } : {})
  const { refetch } = door
  const state = door.data?.state
  const isLocked = state === '待解锁'
  const [wasOpen, setWasOpen] = useState(false)
  if (state !== undefined && !isLocked && !wasOpen) setWasOpen(true)
  if (door.data && door.data.isEncrypted !== isWatching) setWatching(door.data.isEncrypted)

  useEffect(() => onLocked(() => void refetch()), [refetch])
  useIdleLock(state === '已开' ? (door.data?.lockAfterMinutes ?? null) : null, refetch)
  useCover(isLocked)

  const opened = useCallback(async () => {
    announceOpened()
    await refetch()
    await queries.invalidateQueries({ predicate: ({ queryKey: [route] }) => route !== 'security.state' })
  }, [refetch, queries])
  useEffect(() => {
    if (isLocked) announceLocked()
    else if (state === '已开') announceOpened()
  }, [isLocked, state])

  return (
    <>
      {wasOpen && <div className="behind-door">{children}</div>}
      {isLocked && door.data && <LockScreen needsName={door.data.needsName} waitSeconds={door.data.waitSeconds} onOpened={opened} />}
    </>
  )
}

/** 锁着时连弹窗、通知一起遮住：它们画在页面之外，所以按整个文档来。解锁后焦点回到原来那一格。 */
function useCover(isLocked: boolean): void {
  useEffect(() => {
    if (!isLocked) return
    const focused = document.activeElement
    const title = document.title
    document.documentElement.dataset['locked'] = ''
    document.title = '已锁定 · 基石'
    return () => {
      delete document.documentElement.dataset['locked']
      document.title = title
      if (focused instanceof HTMLElement && focused.isConnected) focused.focus()
    }
  }, [isLocked])
}
