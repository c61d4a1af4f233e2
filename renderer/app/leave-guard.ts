import { useEffect, useState } from 'react'

export type LeaveGuard = {
  /** 用户想去的地址；null 为没有要离开。 */
  wanted: string | null
  stay: () => void
  leave: () => void
}

/**
 * 有没保存的内容时拦住换页：点链接、命令面板、后退都经地址变化，先退回原地址问一句；刷新、关窗口由浏览器问。
 * 用户说“放弃”的那个地址放行一次；同一页之内只换查询（打开另一格）也算离开，由调用者决定要不要守。
 */
export function useLeaveGuard(isDirty: boolean): LeaveGuard {
  const [wanted, setWanted] = useState<string | null>(null)
  useEffect(() => {
    if (!isDirty) return
    const here = window.location.hash
    const askBrowser = (event: BeforeUnloadEvent) => event.preventDefault()
    const hold = (event: HashChangeEvent) => {
      const target = window.location.hash
      if (target === here || isReleased(target)) return
      event.stopImmediatePropagation()
      window.history.replaceState(null, '', here)
      setWanted(target)
    }
    window.addEventListener('beforeunload', askBrowser)
    window.addEventListener('hashchange', hold, { capture: true })
    return () => {
      window.removeEventListener('beforeunload', askBrowser)
      window.removeEventListener('hashchange', hold, { capture: true })
    }
  }, [isDirty])
  return {
    wanted,
    stay: () => setWanted(null),
    leave: () => {
      if (wanted === null) return
      released = wanted
      setWanted(null)
      window.location.hash = wanted
    },
  }
}

/** 用户已经说了“放弃”的那个地址，放行一次。 */
let released: string | null = null

function isReleased(target: string): boolean {
  if (released !== target) return false
  released = null
  return true
}
