import { useCallback, useEffect, useState } from 'react'

/** 显示以后留多久自动遮回去。 */
const SHOWN_FOR_MS = 60_000

export type Shown<T> = {
  /** 正显示着的原文；遮着为 null。 */
  readonly value: T | null
  readonly isRunning: boolean
  show: () => Promise<T | undefined>
  hide: () => void
}

/**
 * 看一次原文：只在这一处显示；离开这一页、窗口被盖到后台、过了一分钟都遮回去。
 * `reveal` 是入日志的命令，没有看成返回 undefined。
 */
export function useShown<T>(reveal: () => Promise<T | undefined>): Shown<T> {
  const [value, setValue] = useState<T | null>(null)
  const [isRunning, setRunning] = useState(false)
  const hide = useCallback(() => setValue(null), [])
  const isShown = value !== null
  useEffect(() => {
    if (!isShown) return
    const timer = setTimeout(hide, SHOWN_FOR_MS)
    const hideWhenAway = () => {
      if (document.hidden) hide()
    }
    document.addEventListener('visibilitychange', hideWhenAway)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', hideWhenAway)
    }
  }, [isShown, hide])
  const show = async () => {
    setRunning(true)
    try {
      const revealed = await reveal()
      if (revealed !== undefined) setValue(revealed)
      return revealed
    } finally {
      setRunning(false)
    }
  }
  return { value, isRunning, show, hide }
}
