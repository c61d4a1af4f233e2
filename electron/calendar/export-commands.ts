import { groupTasks, type TaskGroup } from '../../shared/calendar/agenda.ts'
import type { calendarContract } from '../../shared/calendar/contract.ts'
import { icalendar, type CalendarEvent } from '../../shared/calendar/icalendar.ts'
import { isOpen } from '../../shared/calendar/task.ts'
import { wallChart } from '../../shared/calendar/wall-chart.ts'
import { TASKS } from '../../shared/glossary.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import { requirePrinter, type PdfPrinter } from '../document/pdf-printer.ts'
import { renderWallDocx, renderWallHtml } from '../document/wall-chart.ts'
import { recordedUnit } from '../settings/queries.ts'
import { loadHolidays } from './holiday-queries.ts'
import { scopedTasks } from './task-commands.ts'

type Routes = 'calendar.exportCalendar' | 'calendar.exportWallChart'

/** 说明里点名列几个党组织，再多写个数。 */
const NAMED_ORGANIZATIONS = 10

export const exportHandlers = (pdfPrinter: PdfPrinter | null): Handlers<Pick<typeof calendarContract, Routes>> => ({
  'calendar.exportCalendar': async ({ db, today, at }, { range, ...scope }) => {
    const tasks = (await scopedTasks(db, range, today, scope)).filter(({ state }) => isOpen(state))
    const groups = groupTasks(tasks)
    if (groups.length === 0)
      throw new DomainError('CALENDAR_EMPTY', `${range.from} 至 ${range.until} 没有还要办的任务，没有日历可导出。请换一段日子或放宽筛选。`)
    const unit = await recordedUnit(db)
    const name = `${unit?.shortName ?? '基石'}党建工作日历`
    return {
      fileName: `${name}-${range.from.replaceAll('-', '')}-${range.until.replaceAll('-', '')}.ics`,
      base64: Buffer.from(icalendar(name, withUids(groups), at), 'utf8').toString('base64'),
    }
  },

  'calendar.exportWallChart': async (context, { year, paper, format }) => {
    const printer = format === 'pdf' ? requirePrinter(pdfPrinter) : null
    await context.report(0, 1, '排版')
    const unit = await recordedUnit(context.db)
    const chart = wallChart(unit?.shortName ?? '', year, await loadHolidays(context.db))
    const bytes = printer
      ? await printer.print(renderWallHtml(chart, paper), context.signal)
      : renderWallDocx(chart, paper, unit?.fullName ?? '', context.today)
    await context.report(1, 1, '完成')
    return { fileName: `${chart.title}（${paper}）.${format}`, base64: Buffer.from(bytes).toString('base64') }
  },
})

/**
 * 同一件事的 UID 不随日子变：节假日表导入后主题党日改了天，再导出一次，手机日历里是挪动而不是多一条。
 * 一项义务在各组织的日子不同（本组织覆盖）而分成几组时，以组里第一个党组织区别。
 */
function withUids(groups: readonly TaskGroup[]): CalendarEvent[] {
  const seen = new Set<string>()
  return groups.map((group) => {
    const { first, tasks } = group
    const isOne = tasks.length === 1
    const base = isOne ? first.id : `${first.dutyId}|${first.period}`
    const key = seen.has(base) ? `${base}|${first.organizationId}` : base
    seen.add(base)
    return eventOf(group, `${key.replaceAll(/[^\w.-]/g, '.')}@jishi.local`)
  })
}

function eventOf({ first, tasks }: TaskGroup, uid: string): CalendarEvent {
  const isOne = tasks.length === 1
  const who = isOne ? first.organizationName : `${tasks.length} 个党组织`
  const names = tasks.slice(0, NAMED_ORGANIZATIONS).map(({ organizationName }) => organizationName)
  const lines = [
    ...(isOne ? [] : [`${names.join('、')}${tasks.length > NAMED_ORGANIZATIONS ? `等 ${tasks.length} 个` : ''}`]),
    first.ruleIds.length > 0 ? `依据 ${first.ruleIds.join('、')}${first.isDefaultDate ? '；日子为产品默认' : ''}` : '产品默认',
    `办完看：${first.proof}`,
    ...(first.note === '' ? [] : [first.note]),
  ]
  return {
    uid,
    on: first.dueOn,
    summary: `${first.title}（${who}）`,
    description: lines.join('\n'),
    categories: [TASKS[first.taskNo - 1] ?? '督查考核'],
    remindOn: first.remindOn,
  }
}
