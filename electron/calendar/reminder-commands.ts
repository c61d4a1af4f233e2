import type { calendarContract } from '../../shared/calendar/contract.ts'
import { missingHolidayNotice } from '../../shared/calendar/missing-years.ts'
import type { DueTask } from '../../shared/calendar/task-contract.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import { loadHolidays } from './holiday-queries.ts'
import { dueTasks, remindersIn } from './task-commands.ts'
import { reminderState, saveReminderState } from './task-queries.ts'

type Routes = 'calendar.reminders' | 'calendar.saveReminderPause' | 'calendar.issueNotice'

/** 通知正文里点名列几件。 */
const NAMED_IN_NOTICE = 3

export const reminderHandlers: Handlers<Pick<typeof calendarContract, Routes>> = {
  'calendar.reminders': async ({ db, today, session }) => {
    const { pausedOn, noticedOn } = await reminderState(db)
    const missing = missingHolidayNotice(today, await loadHolidays(db))
    return {
      today,
      isPaused: pausedOn === today,
      isNoticed: noticedOn === today,
      // 支部操作员只提醒自己范围里的。
      ...remindersIn(await dueTasks(db, today, session.organizationId, true), today),
      missing,
    }
  },

  'calendar.saveReminderPause': async (context) => {
    await saveReminderState(context.db, { ...(await reminderState(context.db)), pausedOn: context.today })
    context.summarize('今天不再提醒')
    return { pausedOn: context.today }
  },

  // 一天只发一条：先到的领走内容并记下，同一天再来（多开一个窗口、重新打开）就没有了。
  'calendar.issueNotice': async (context) => {
    const state = await reminderState(context.db)
    if (state.pausedOn === context.today || state.noticedOn === context.today) return { notice: null }
    const { overdue, dueToday, soon } = remindersIn(
      await dueTasks(context.db, context.today, context.session.organizationId, true),
      context.today,
    )
    if (overdue.length + dueToday.length + soon.length === 0) return { notice: null }
    await saveReminderState(context.db, { ...state, noticedOn: context.today })
    context.summarize(`发出当日到期提醒：已过 ${overdue.length} 项、今天 ${dueToday.length} 项、三日内 ${soon.length} 项`)
    return { notice: noticeOf(overdue, dueToday, soon) }
  },
}

function noticeOf(overdue: readonly DueTask[], dueToday: readonly DueTask[], soon: readonly DueTask[]) {
  const counts = [
    ...(dueToday.length > 0 ? [`今天 ${dueToday.length} 项`] : []),
    ...(soon.length > 0 ? [`三日内 ${soon.length} 项`] : []),
    ...(overdue.length > 0 ? [`已过未办 ${overdue.length} 项`] : []),
  ]
  const named = [...dueToday, ...soon, ...overdue].slice(0, NAMED_IN_NOTICE).map(({ title }) => title)
  return { title: `党建工作：${counts.join('，')}`, body: `${named.join('；')}。点开基石的日历逐项办理。` }
}
