import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { asCallError, call, type RouteOutput } from './client.ts'
import { navigate } from './router.ts'
import { notifyFailure } from './use-backend.ts'

type Reminders = RouteOutput<'calendar.reminders'>

/** 隔多久重看一次：开着过夜的，第二天也提醒得到。 */
const CHECK_EVERY_MS = 60 * 60 * 1000

/**
 * 本机浏览器里的系统通知：用户点过“开启”才问权限，没有权限就只在铃铛里提醒。一天一条，由后端把关。
 * 窗口（Electron）里由主进程发，这里不管。
 */
export function useDailyNotice(reminders: Reminders | undefined): { canAsk: boolean; ask: () => void } {
  const queries = useQueryClient()
  const isBrowser = window.jishi === undefined && typeof Notification === 'function'
  const [permission, setPermission] = useState<NotificationPermission>(isBrowser ? Notification.permission : 'denied')
  const wants = reminders !== undefined && wantsNotice(reminders)

  useEffect(() => {
    const timer = setInterval(() => void queries.invalidateQueries({ queryKey: ['calendar.reminders'] }), CHECK_EVERY_MS)
    return () => clearInterval(timer)
  }, [queries])

  useEffect(() => {
    if (!isBrowser || permission !== 'granted' || !wants) return
    void showNotice().then(() => queries.invalidateQueries({ queryKey: ['calendar.reminders'] }))
  }, [isBrowser, permission, wants, queries])

  return {
    canAsk: isBrowser && permission === 'default',
    ask: () => void Notification.requestPermission().then(setPermission),
  }
}

function wantsNotice({ isPaused, isNoticed, dueToday, soon, overdue }: Reminders): boolean {
  return !isPaused && !isNoticed && dueToday.length + soon.length + overdue.length > 0
}

async function showNotice(): Promise<void> {
  try {
    const { notice } = await call('calendar.issueNotice', {})
    if (!notice) return
    const shown = new Notification(notice.title, { body: notice.body, tag: 'jishi-daily' })
    shown.addEventListener('click', () => {
      window.focus()
      navigate('/calendar')
    })
  } catch (error) {
    notifyFailure(asCallError(error))
  }
}
