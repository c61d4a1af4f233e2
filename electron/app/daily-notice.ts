import { Notification } from 'electron'
import type { Envelope } from '../../shared/contract/envelope.ts'

type Dispatch = (route: string, input: unknown) => Promise<Envelope>

/** 开窗以后稍等再发，别和打开的动静挤在一起；此后每小时看一次，开着过夜的第二天也提醒得到。 */
const FIRST_AFTER_MS = 10_000
const CHECK_EVERY_MS = 60 * 60 * 1000

/**
 * 每天至多一条系统通知，汇总当日到期；点它回到日历。发没发过由后端记着，多开、重开都不会再发。
 * 返回停止的办法。
 */
export function keepNoticing(dispatch: Dispatch, openCalendar: () => void, firstAfterMs = FIRST_AFTER_MS): () => void {
  const check = () => void noticeOnce(dispatch, openCalendar)
  const first = setTimeout(check, firstAfterMs)
  const every = setInterval(check, CHECK_EVERY_MS)
  return () => {
    clearTimeout(first)
    clearInterval(every)
  }
}

/** 先只看不写：今天发过、暂停了或没有到期的，就不去领，操作日志里不添空的一条。 */
async function noticeOnce(dispatch: Dispatch, openCalendar: () => void): Promise<void> {
  if (!Notification.isSupported()) return
  const reminders = valueOf(await dispatch('calendar.reminders', {}))
  if (!reminders || reminders['isPaused'] === true || reminders['isNoticed'] === true) return
  const count = ['dueToday', 'soon', 'overdue'].reduce((sum, key) => sum + lengthOf(reminders[key]), 0)
  if (count === 0) return
  const issued = valueOf(await dispatch('calendar.issueNotice', {}))
  const notice = issued?.['notice'] as { title: string; body: string } | null | undefined
  if (!notice) return
  const shown = new Notification({ title: notice.title, body: notice.body, silent: true })
  shown.on('click', openCalendar)
  shown.show()
}

/** 看不成（数据正忙、已登记恢复）就算了，下一个小时再看：提醒不值得弹错误框。 */
function valueOf(envelope: Envelope): Record<string, unknown> | null {
  return envelope.ok ? (envelope.value as Record<string, unknown>) : null
}

function lengthOf(list: unknown): number {
  return Array.isArray(list) ? list.length : 0
}
