import { useHotkeys } from '@mantine/hooks'
import { useEffect, useRef } from 'react'
import { asCallError, call } from '../app/client.ts'
import { notifyFailure } from '../app/use-backend.ts'

/** 人动了鼠标、键盘、滚轮才算在用；后台自己取数不算。 */
const ACTIVITIES = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const
/** 隔这么久向后端报一次“有人在用”，也隔这么久看一次是不是闲够了。 */
const REPORT_MS = 20_000

/** 锁定；没锁成（没设口令、正忙）说明原因，返回 false。 */
export async function lockNow(): Promise<boolean> {
  try {
    await call('security.lock', {})
    return true
  } catch (error) {
    notifyFailure(asCallError(error))
    return false
  }
}

/** 闲置够久自动锁定，Ctrl+L 立即锁定。`minutes` 为空：没加密、锁着，或设成不锁。 */
export function useIdleLock(minutes: number | null, check: () => Promise<unknown>): void {
  const lastActive = useRef(0)
  useHotkeys([['mod+L', () => void lockNow().then(check)]], [])
  useEffect(() => {
    if (minutes === null) return
    lastActive.current = performance.now()
    let reported = lastActive.current
    const note = () => {
      lastActive.current = performance.now()
    }
    for (const activity of ACTIVITIES) window.addEventListener(activity, note, { passive: true, capture: true })
    const timer = window.setInterval(() => {
      const isIdle = performance.now() - lastActive.current >= minutes * 60_000
      // 报不上、锁不成（正在导入）的，下一次再说。
      if (isIdle) void call('security.lock', {}).then(check, () => undefined)
      else if (lastActive.current > reported) {
        reported = performance.now()
        void call('security.touch', {}).catch(() => undefined)
      }
    }, REPORT_MS)
    return () => {
      for (const activity of ACTIVITIES) window.removeEventListener(activity, note, { capture: true })
      window.clearInterval(timer)
    }
  }, [minutes, check])
}
