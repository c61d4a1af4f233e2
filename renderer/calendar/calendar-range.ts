import { addDays, addMonths, daysInMonth, makeDate, partsOf, weekday, type PlainDate } from '../../shared/calendar/plain-date.ts'
import type { RouteInput, RouteOutput } from '../app/client.ts'

export type Agenda = RouteOutput<'calendar.agenda'>
export type AgendaScope = Omit<RouteInput<'calendar.agenda'>, 'range'>

export const VIEWS = ['月', '年', '列表'] as const
export type View = (typeof VIEWS)[number]

export type Span = { readonly from: PlainDate; readonly until: PlainDate }

/** 这个视图此刻该取哪一段：月视图补齐首尾两周，年视图一整年，列表是当月。 */
export function spanOf(view: View, at: PlainDate): Span {
  const { year, month } = partsOf(at)
  if (view === '年') return { from: makeDate(year, 1, 1), until: makeDate(year, 12, 31) }
  const first = makeDate(year, month, 1)
  const last = makeDate(year, month, daysInMonth(year, month))
  if (view === '列表') return { from: first, until: last }
  // 一周从周一起。
  const from = addDays(first, -((weekday(first) + 6) % 7))
  const until = addDays(last, (7 - weekday(last)) % 7)
  return { from, until }
}

/** 前一屏、后一屏：月与列表按月翻，年按年翻。 */
export function shifted(view: View, at: PlainDate, by: number): PlainDate {
  const { year, month } = partsOf(at)
  return addMonths(makeDate(year, month, 1), view === '年' ? by * 12 : by)
}

export function spanLabel(view: View, at: PlainDate): string {
  const { year, month } = partsOf(at)
  return view === '年' ? `${year} 年` : `${year} 年 ${month} 月`
}
