import {
  dueGroups,
  dueWindow,
  groupState,
  groupTasks,
  SOON_DAYS,
  DUE_AHEAD_DAYS,
  OVERDUE_LOOKBACK_DAYS,
  type TaskGroup,
} from '../../shared/calendar/agenda.ts'
import type { calendarContract } from '../../shared/calendar/contract.ts'
import { DUTIES, dutyOf } from '../../shared/calendar/duties.ts'
import { canMark } from '../../shared/calendar/duty.ts'
import { seenByText, whenText } from '../../shared/calendar/duty-words.ts'
import { festivalOf, type HolidayTable } from '../../shared/calendar/holidays.ts'
import { missingHolidayNotice } from '../../shared/calendar/missing-years.ts'
import { addDays, daysBetween, weekday, type PlainDate } from '../../shared/calendar/plain-date.ts'
import { isOpen, type CalendarTask } from '../../shared/calendar/task.ts'
import type { AgendaEntry, DueTask } from '../../shared/calendar/task-contract.ts'
import { isProvisional, isWorkday } from '../../shared/calendar/workday.ts'
import type { OrganizationLevel } from '../../shared/glossary.ts'
import type { OrganizationFacts } from '../../shared/organization/facts.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import type { ReadDb } from '../db/open.ts'
import { loadHolidays } from './holiday-queries.ts'
import { findMark, loadCalendarTasks, recordMark, withdrawMark } from './task-queries.ts'

type Routes =
  'calendar.agenda' | 'calendar.tasks' | 'calendar.dueTasks' | 'calendar.duties' | 'calendar.recordMark' | 'calendar.withdrawMark'

/** 已过未办的换届、补选再早也要列：往回看十年。 */
const FAR_BACK_DAYS = 3650

export type TaskScope = {
  readonly organizationId: string | null
  readonly includesBelow: boolean
  readonly taskNos: readonly number[]
  readonly levels: readonly OrganizationLevel[]
}

export const taskHandlers: Handlers<Pick<typeof calendarContract, Routes>> = {
  'calendar.agenda': async ({ db, today }, { range, ...scope }) => {
    const tasks = await scopedTasks(db, range, today, scope)
    const holidays = await loadHolidays(db)
    return {
      today,
      entries: groupTasks(tasks).map(entryOf),
      days: daysIn(range.from, range.until, holidays),
      missing: missingHolidayNotice(today, holidays),
    }
  },

  'calendar.tasks': async ({ db, today }, { range, dutyId, period, limit, ...scope }) => {
    const tasks = (await scopedTasks(db, range, today, scope)).filter(
      (task) => (dutyId === null || task.dutyId === dutyId) && (period === null || task.period === period),
    )
    return { today, total: tasks.length, tasks: tasks.slice(0, limit).map(wireTask) }
  },

  'calendar.dueTasks': async ({ db, today, session }, { asOf = today, organizationId }) => ({
    asOf,
    // 有范围的身份没指明党组织，看的是自己范围的全部。
    tasks: await dueTasks(db, asOf, organizationId, organizationId !== null && organizationId === session.organizationId),
  }),

  'calendar.duties': () => ({
    duties: DUTIES.map((duty) => ({
      id: duty.id,
      title: duty.title,
      levels: [...duty.levels],
      cycle: duty.cycle,
      when: whenText(duty),
      taskNo: duty.taskNo,
      ruleIds: [...duty.ruleIds],
      isDefaultDate: duty.isDefaultDate,
      unverified: duty.unverified ?? '',
      proof: duty.proof,
      seenBy: seenByText(duty),
    })),
  }),

  'calendar.recordMark': async (context, { organizationIds, dutyId, period, verdict, doneOn, reason }) => {
    const duty = dutyOf(dutyId)
    if (!duty) throw new DomainError('DUTY_UNKNOWN', '没有这项义务，可能是旧版本留下的。请刷新日历后重试。')
    if (verdict === '已办' && !canMark(duty))
      throw new DomainError('DUTY_SEEN_BY_RECORDS', `“${duty.title}”办没办由记录看出（${seenByText(duty)}），不能人工勾已办；请补上记录。`)
    if (doneOn !== null && doneOn > context.today)
      throw new DomainError('DONE_LATER_THAN_TODAY', `办理日期 ${doneOn} 还没到，请填今天或以前。`, {
        problems: [{ place: 'doneOn', message: '还没到这一天' }],
      })
    const unique = [...new Set(organizationIds)]
    const names = await organizationNames(context.db, context.today)
    const unknown = unique.filter((id) => !names.has(id))
    if (unknown.length > 0) throw new DomainError('ORGANIZATION_UNKNOWN', '选的党组织里有已不存在的，没有勾。请刷新后重选。')
    for (const organizationId of unique) {
      const mark = { id: context.newId(), organizationId, dutyId, period, verdict, doneOn: verdict === '已办' ? doneOn : null, reason }
      await recordMark(context.db, mark, context.at, context.actor)
    }
    const who = unique.length === 1 ? (names.get(unique[0] ?? '') ?? '') : `${unique.length} 个党组织`
    context.summarize(`${who}“${duty.title}”${period} 勾${verdict}${reason === '' ? '' : `：${reason}`}`)
    return { marked: unique.length }
  },

  'calendar.withdrawMark': async (context, { markId }) => {
    const mark = await findMark(context.db, markId)
    if (!mark) throw new DomainError('MARK_NOT_FOUND', '这次勾办已经撤下了，请刷新。')
    await withdrawMark(context.db, markId, context.at, context.actor)
    context.summarize(`撤下“${dutyOf(mark.dutyId)?.title ?? mark.dutyId}”${mark.period} 的${mark.verdict}`)
    return { markId }
  },
}

async function organizationNames(db: ReadDb, today: PlainDate): Promise<ReadonlyMap<string, string>> {
  const { organizations } = await loadCalendarTasks(db, { from: today, until: today, today })
  return new Map(organizations.map(({ id, shortName }) => [id, shortName]))
}

/** 一段日子里合筛选的任务。 */
export async function scopedTasks(
  db: ReadDb,
  { from, until }: { readonly from: PlainDate; readonly until: PlainDate },
  today: PlainDate,
  scope: TaskScope,
): Promise<CalendarTask[]> {
  const { organizations, tasks } = await loadCalendarTasks(db, { from, until, today })
  const ids = scope.organizationId === null ? null : withBelow(organizations, scope.organizationId, scope.includesBelow)
  return tasks.filter(
    (task) =>
      (ids === null || ids.has(task.organizationId)) &&
      (scope.taskNos.length === 0 || scope.taskNos.includes(task.taskNo)) &&
      (scope.levels.length === 0 || scope.levels.includes(task.level)),
  )
}

/** @throws DomainError `ORGANIZATION_UNKNOWN` 没有这个党组织。 */
function withBelow(organizations: readonly OrganizationFacts[], id: string, includesBelow: boolean): ReadonlySet<string> {
  const byId = new Map(organizations.map((each) => [each.id, each]))
  if (!byId.has(id)) throw new DomainError('ORGANIZATION_UNKNOWN', '没有这个党组织，可能已被撤并。请在列表里重新选择。')
  const found = new Set([id])
  if (includesBelow) for (const each of found) for (const child of byId.get(each)?.childIds ?? []) found.add(child)
  return found
}

/** 已过未办的与往后 180 天的，多个党组织的同一件事合成一行。 */
export async function dueTasks(db: ReadDb, asOf: PlainDate, organizationId: string | null, includesBelow = false): Promise<DueTask[]> {
  const { organizations, tasks } = await loadCalendarTasks(db, {
    // 顺延、早于期限的起止都在这一个半月里，够看已过未办。
    from: addDays(asOf, -OVERDUE_LOOKBACK_DAYS - 14),
    floatingFrom: addDays(asOf, -FAR_BACK_DAYS),
    until: addDays(asOf, DUE_AHEAD_DAYS),
    today: asOf,
  })
  const ids = organizationId === null ? null : withBelow(organizations, organizationId, includesBelow)
  const own = ids === null ? tasks : tasks.filter((task) => ids.has(task.organizationId))
  const totals = new Map<string, number>()
  for (const task of own) totals.set(periodKey(task), (totals.get(periodKey(task)) ?? 0) + 1)
  return dueGroups(own, asOf).map((group) => dueTaskOf(group, asOf, totals.get(periodKey(group.first)) ?? group.tasks.length))
}

function periodKey({ dutyId, period, dueOn }: CalendarTask): string {
  return `${dutyId}|${period}|${dueOn}`
}

function dueTaskOf({ key, first, tasks }: TaskGroup, asOf: PlainDate, total: number): DueTask {
  const isOne = tasks.length === 1
  return {
    key,
    dutyId: first.dutyId,
    period: first.period,
    dueOn: first.dueOn,
    actBy: first.actBy,
    title: first.title,
    ruleId: first.ruleIds[0] ?? '',
    window: dueWindow(first, asOf),
    openCount: tasks.length,
    total: Math.max(total, tasks.length),
    organizationId: isOne ? first.organizationId : null,
    organizationName: isOne ? first.organizationName : `${tasks.length} 个党组织`,
    remedies: isOne ? [...first.remedies] : [],
    isDefaultDate: first.isDefaultDate,
    isProvisional: first.isProvisional,
  }
}

/** 提醒用：今天到期或今天起该提醒的、三日内的、已过的。 */
export function remindersIn(tasks: readonly DueTask[], today: PlainDate): { overdue: DueTask[]; dueToday: DueTask[]; soon: DueTask[] } {
  const overdue = tasks.filter(({ window }) => window === '已过')
  const dueToday = tasks.filter(({ window, actBy }) => window === '今天' || (window !== '已过' && actBy === today))
  const soon = tasks.filter((each) => !overdue.includes(each) && !dueToday.includes(each) && daysBetween(today, each.actBy) <= SOON_DAYS)
  return { overdue, dueToday, soon }
}

export function entryOf(group: TaskGroup): AgendaEntry {
  const { key, first, tasks } = group
  const isOne = tasks.length === 1
  return {
    key,
    dutyId: first.dutyId,
    period: first.period,
    title: first.title,
    taskNo: first.taskNo,
    ruleIds: [...first.ruleIds],
    startsOn: first.startsOn,
    dueOn: first.dueOn,
    lastOn: first.lastOn,
    actBy: first.actBy,
    isProvisional: first.isProvisional,
    isDefaultDate: first.isDefaultDate,
    note: first.note,
    state: groupState(group),
    total: tasks.length,
    doneCount: tasks.filter(({ state }) => state === '已办').length,
    waivedCount: tasks.filter(({ state }) => state === '本期不办').length,
    openCount: tasks.filter(({ state }) => isOpen(state)).length,
    overdueCount: tasks.filter(({ state }) => state === '逾期').length,
    organizationId: isOne ? first.organizationId : null,
    organizationName: isOne ? first.organizationName : '',
  }
}

function wireTask(task: CalendarTask) {
  return {
    ...task,
    ruleIds: [...task.ruleIds],
    remindOn: [...task.remindOn],
    remedies: [...task.remedies],
    mark: task.mark === null ? null : { ...task.mark },
  }
}

function daysIn(from: PlainDate, until: PlainDate, holidays: HolidayTable) {
  const days = []
  for (let on = from; on <= until; on = addDays(on, 1)) {
    const holiday = holidays[Number(on.slice(0, 4))]?.breaks.find(([first, last]) => first <= on && on <= last)
    const isWeekend = weekday(on) === 0 || weekday(on) === 6
    const works = isWorkday(on, holidays)
    const kind = works ? (isWeekend ? ('调休上班' as const) : ('工作日' as const)) : holiday ? ('放假' as const) : ('周末' as const)
    days.push({ on, kind, festival: holiday ? festivalOf(holiday) : null, isProvisional: isProvisional(on, holidays) })
  }
  return days
}
