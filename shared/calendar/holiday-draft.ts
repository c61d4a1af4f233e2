import { FESTIVALS, festivalOf, type Festival, type HolidayYear } from './holidays.ts'
import { addDays, daysBetween, isPlainDate, partsOf, weekday, type PlainDate } from './plain-date.ts'

/** 一年的节假日底稿：导入或手改的结果，先给人看再存。 */
export type HolidayDraft = HolidayYear & { readonly year: number; readonly documentNo: string }

/** `problems` 不改好不能存；`warnings` 只是提醒，可以存。 */
export type HolidayCheck = { readonly problems: readonly string[]; readonly warnings: readonly string[] }

/** 一段放假超过这么多天，多半是日期写错了（内置各年最长 10 天）。 */
const LONGEST_BREAK = 16

export const WEEKDAY_NAMES = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const

export function weekdayName(on: PlainDate): string {
  return WEEKDAY_NAMES[weekday(on)] ?? ''
}

/**
 * 一年的安排站不站得住：段不倒置、不重叠、都在本年，调休上班日是周末且不在放假里；七个节缺哪个给提醒。
 */
export function checkHolidays({ year, breaks, workdays }: Omit<HolidayDraft, 'documentNo'>): HolidayCheck {
  const problems: string[] = []
  const warnings: string[] = []
  if (breaks.length === 0) problems.push(`${year} 年一段放假也没有，请至少登记元旦、春节、国庆节。`)
  const sorted = breaks.toSorted((a, b) => (a[0] < b[0] ? -1 : 1))
  for (const [index, [from, until]] of sorted.entries()) {
    const name = festivalOf([from, until]) ?? '放假'
    if (!isPlainDate(from) || !isPlainDate(until)) problems.push(`${name}：${from} 至 ${until} 里有不存在的日子，请改正。`)
    else if (until < from) problems.push(`放假 ${from} 至 ${until} 头尾颠倒了，请把先后改过来。`)
    else {
      for (const on of new Set([from, until])) if (partsOf(on).year !== year) problems.push(outsideYear(on, year))
      const days = daysBetween(from, until) + 1
      if (days > LONGEST_BREAK) problems.push(`${name} ${from} 至 ${until} 共 ${days} 天，太长了，请核对起止。`)
      const previous = sorted[index - 1]
      if (previous && from <= previous[1])
        problems.push(`放假 ${from} 至 ${until} 与 ${previous[0]} 至 ${previous[1]} 重叠，请并成一段或改日期。`)
    }
  }
  const seen = new Set<PlainDate>()
  for (const on of workdays) {
    if (!isPlainDate(on)) problems.push(`调休上班日 ${on} 不是一个日子，请改正。`)
    else if (partsOf(on).year !== year) problems.push(outsideYear(on, year))
    else if (weekday(on) >= 1 && weekday(on) <= 5) problems.push(`调休上班日 ${on} 是${weekdayName(on)}，本来就上班，请核对日期。`)
    else if (breaks.some(([from, until]) => from <= on && on <= until)) problems.push(`${on} 既写了放假又写了上班，请去掉一个。`)
    if (seen.has(on)) problems.push(`调休上班日 ${on} 写了两遍，请去掉一个。`)
    seen.add(on)
  }
  const missing = missingFestivals(breaks)
  if (breaks.length > 0 && missing.length > 0) warnings.push(`没有${missing.join('、')}的放假，请核对是否漏了。`)
  return { problems: [...new Set(problems)], warnings }
}

function outsideYear(on: PlainDate, year: number): string {
  return `${on} 不在 ${year} 年，请登记到 ${on.slice(0, 4)} 年的表里。`
}

/** 中秋与国庆连放的，国庆一段在 8 天以上就不算缺中秋。 */
function missingFestivals(breaks: HolidayYear['breaks']): Festival[] {
  const found = new Set(breaks.map(festivalOf))
  const isMerged = breaks.some((each) => festivalOf(each) === '国庆节' && daysBetween(each[0], each[1]) >= 7)
  return FESTIVALS.filter((festival) => !found.has(festival) && !(festival === '中秋节' && isMerged))
}

/** 一串日子并成段：相连的归一段，升序。 */
export function joinDays(days: readonly PlainDate[]): (readonly [PlainDate, PlainDate])[] {
  const joined: [PlainDate, PlainDate][] = []
  for (const on of [...new Set(days)].toSorted()) {
    const last = joined.at(-1)
    if (last && addDays(last[1], 1) === on) last[1] = on
    else joined.push([on, on])
  }
  return joined
}

/** 与现用的一年相比，哪些日子由上班变休息、由休息变上班；没有变化为空。给人看改了什么。 */
export function holidayChanges(before: HolidayYear | undefined, after: HolidayYear, year: number): string[] {
  const changes: string[] = []
  for (let on = `${year}-01-01`; partsOf(on).year === year; on = addDays(on, 1)) {
    const was = before === undefined ? '未定' : dayKind(on, before)
    const now = dayKind(on, after)
    if (before !== undefined && was !== now) changes.push(`${on}（${weekdayName(on)}）由${was}改为${now}`)
  }
  return changes
}

function dayKind(on: PlainDate, { breaks, workdays }: HolidayYear): '放假' | '上班' | '周末' {
  if (workdays.includes(on)) return '上班'
  if (breaks.some(([from, until]) => from <= on && on <= until)) return '放假'
  return weekday(on) === 0 || weekday(on) === 6 ? '周末' : '上班'
}
