import { addDays, daysBetween, type PlainDate } from './plain-date.ts'
import { isOpen, TASK_STATES, type CalendarTask, type TaskState } from './task.ts'

/** 同一项义务、同一周期、同一天的各党组织的任务。 */
export type TaskGroup = { readonly key: string; readonly first: CalendarTask; readonly tasks: readonly CalendarTask[] }

/** 合成一行一行的，次序照原来的。换届、补选一类各自有各自的日子，不合并。 */
export function groupTasks(tasks: readonly CalendarTask[]): TaskGroup[] {
  const groups = new Map<string, { key: string; first: CalendarTask; tasks: CalendarTask[] }>()
  for (const task of tasks) {
    const isOwn = task.dutyId.startsWith('term.') || task.dutyId.startsWith('due.')
    const key = isOwn ? task.id : `${task.dutyId}|${task.period}|${task.dueOn}`
    const group = groups.get(key)
    if (group) group.tasks.push(task)
    else groups.set(key, { key, first: task, tasks: [task] })
  }
  return [...groups.values()]
}

/** 一组里最急的状态。 */
export function groupState({ tasks }: TaskGroup): TaskState {
  return TASK_STATES.find((state) => tasks.some((task) => task.state === state)) ?? '已办'
}

/** 往回看多少天的已过未办：再早的在日历里翻得到，不天天提醒。换届、补选、转正的不限。 */
export const OVERDUE_LOOKBACK_DAYS = 31
/** 往前看多少天。 */
export const DUE_AHEAD_DAYS = 180
/** 三日内。 */
export const SOON_DAYS = 3

/** 还没办而要人留意的：已过未办的与往后 180 天内的；自动办的、到了期才开始的不算。 */
export function dueGroups(tasks: readonly CalendarTask[], asOf: PlainDate): TaskGroup[] {
  const earliest = addDays(asOf, -OVERDUE_LOOKBACK_DAYS)
  const latest = addDays(asOf, DUE_AHEAD_DAYS)
  const open = tasks.filter(
    (task) =>
      isOpen(task.state) &&
      task.dutyId !== 'branch.monthly-list' &&
      task.dueOn <= latest &&
      (task.lastOn >= earliest || isPersistent(task)),
  )
  return groupTasks(open)
}

/** 换届、补选、转正没办就一直欠着；往届的结果报告过了就不再追。 */
function isPersistent({ dutyId }: CalendarTask): boolean {
  return dutyId.startsWith('due.') || (dutyId.startsWith('term.') && dutyId !== 'term.result')
}

export type DueWindow = '已过' | '今天' | '30天内' | '以后'

export function dueWindow({ dueOn, lastOn }: Pick<CalendarTask, 'dueOn' | 'lastOn'>, asOf: PlainDate): DueWindow {
  if (asOf > lastOn) return '已过'
  const days = daysBetween(asOf, dueOn)
  // 应办日已过而还可以顺延的，今天就该办。
  if (days <= 0) return '今天'
  return days <= 30 ? '30天内' : '以后'
}
