import { useEffect, useRef, useState } from 'react'
import { keepHere } from './router.ts'

export type LeaveGuard = {
  /** 用户想去的地址；null 为没有要离开。 */
  wanted: string | null
  stay: () => void
  leave: () => void
}

/**
 * 有没保存的内容时拦住换页：点链接、命令面板、后退都经地址变化，先退回原地址问一句；刷新、关窗口由浏览器问。
 */
export function useLeaveGuard(isDirty: boolean): LeaveGuard {
  const [wanted, setWanted] = useState<string | null>(null)
  const dismissed = useRef<(() => void) | null>(null)
  useEffect(() => {
    if (!isDirty) return
    const here = window.location.hash
    const askBrowser = (event: BeforeUnloadEvent) => event.preventDefault()
    const dismiss = keepHere((target) => {
      if (target === here) return false
      window.history.replaceState(null, '', here)
      setWanted(target)
      return true
    })
    dismissed.current = dismiss
    window.addEventListener('beforeunload', askBrowser)
    return () => {
      dismiss()
      window.removeEventListener('beforeunload', askBrowser)
    }
  }, [isDirty])
  return {
    wanted,
    stay: () => setWanted(null),
    leave: () => {
      if (wanted === null) return
      dismissed.current?.()
      setWanted(null)
      window.location.hash = wanted
    },
  }
}
