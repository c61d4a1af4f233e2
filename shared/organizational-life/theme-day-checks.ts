import type { HolidayTable } from '../calendar/holidays.ts'
import { addDays, type PlainDate } from '../calendar/plain-date.ts'
import { addWorkdays, firstWorkdayOf, isWorkday } from '../calendar/workday.ts'
import type { UnitType } from '../glossary.ts'
import type { OrganizationFacts } from '../organization/facts.ts'
import { valuesOfPeriod, type DatedValues, type ProfileValues } from '../regulation/profile.ts'
import type { ActivityFacts, GapNoteFacts } from './facts.ts'
import { spanOf, type CheckState } from './period-checks.ts'
import { coversPeriod, isOver, isWithin, monthPeriod, MONTHS, type Period } from './periods.ts'

/** 主题党日的应开日与顺延截止。`isProvisional`：缺节假日表，暂算。 */
export type ThemeDayTarget = { readonly on: PlainDate; readonly postponeBy: PlainDate; readonly isProvisional: boolean }

/** 同一张节假日表、同一个月、同样的顺延天数，算出来总是同一天；几百个支部不必各数一遍工作日。 */
const targets = new WeakMap<HolidayTable, Map<string, ThemeDayTarget>>()

/** 当月第一个工作日，与可顺延到的最后一个工作日；规定不限日子的为 null。 */
export function themeDayTarget(year: number, month: number, values: ProfileValues, holidays: HolidayTable): ThemeDayTarget | null {
  if (values.themeDayRule !== '当月首个工作日') return null
  const postpone = values.themeDayPostponeWorkdays ?? 0
  let known = targets.get(holidays)
  if (!known) targets.set(holidays, (known = new Map<string, ThemeDayTarget>()))
  const key = `${year}-${month}+${postpone}`
  const found = known.get(key)
  if (found) return found
  const first = firstWorkdayOf(year, month, holidays)
  const last = addWorkdays(first.on, postpone, holidays)
  const target = { on: first.on, postponeBy: last.on, isProvisional: first.isProvisional || last.isProvisional }
  known.set(key, target)
  return target
}

const firstWorkdays = new WeakMap<HolidayTable, Map<string, PlainDate>>()

/** 当月第一个工作日：主题党日按哪天的规定判，就看这一天；不限日子的方案也一样。 */
export function themeDayRuledOn(year: number, month: number, holidays: HolidayTable): PlainDate {
  let known = firstWorkdays.get(holidays)
  if (!known) firstWorkdays.set(holidays, (known = new Map<string, PlainDate>()))
  const key = `${year}-${month}`
  const found = known.get(key) ?? firstWorkdayOf(year, month, holidays).on
  known.set(key, found)
  return found
}

export type ThemeDayTiming = '按期' | '合规顺延' | '未按期'

/** 一个月里最合要求的那一天。同一天开了几段的，时长合计。 */
export type ThemeDayHeld = {
  readonly on: PlainDate
  readonly timing: ThemeDayTiming
  readonly minutes: number
  /** 那天要求的最少小时数；没有要求的为 null。 */
  readonly minHours: number | null
  readonly isShort: boolean
  /** 合规顺延却没有写原因。 */
  readonly lacksReason: boolean
  /** 靠“顺延到周末或节假日”才合规（只有非公企业、社会组织可以）。 */
  readonly isOnRestDay: boolean
  readonly activities: readonly ActivityFacts[]
}

export type ThemeDayCheck = {
  readonly period: Period
  readonly target: ThemeDayTarget | null
  /** 那个月可以顺延几个工作日；没有规定顺延的为 null。 */
  readonly postponeWorkdays: number | null
  readonly state: CheckState
  readonly held: ThemeDayHeld | null
  /** 标了主题党日、却没有自己的议题与结论的。 */
  readonly doubtful: readonly ActivityFacts[]
  readonly note: GapNoteFacts | null
}

/** 可以顺延到周末、节假日的单位。 */
export const REST_DAY_UNITS: readonly UnitType[] = ['非公企业', '社会组织']

/** 应开日以后的第一个休息日。 */
function firstRestDay(after: PlainDate, holidays: HolidayTable): PlainDate {
  let on = addDays(after, 1)
  while (isWorkday(on, holidays)) on = addDays(on, 1)
  return on
}

type Timed = { readonly timing: ThemeDayTiming; readonly isOnRestDay: boolean }

function timingOf(on: PlainDate, target: ThemeDayTarget | null, unitType: UnitType, holidays: HolidayTable): Timed {
  if (target === null || on === target.on) return { timing: '按期', isOnRestDay: false }
  if (target.on < on && on <= target.postponeBy && isWorkday(on, holidays)) return { timing: '合规顺延', isOnRestDay: false }
  if (REST_DAY_UNITS.includes(unitType) && isFirstRest(on, target.on, holidays)) return { timing: '合规顺延', isOnRestDay: true }
  return { timing: '未按期', isOnRestDay: false }
}

/** 随后的首个周末或节假日：首个休息日起连着的那几天都算。 */
function isFirstRest(on: PlainDate, target: PlainDate, holidays: HolidayTable): boolean {
  for (let rest = firstRestDay(target, holidays); !isWorkday(rest, holidays); rest = addDays(rest, 1)) if (rest === on) return true
  return false
}

/** 一天的分值：按期、合规顺延 10，未按期 6；不足时长的打七折。与计分同序，所以“最好的一天”就是得分最高的一天。 */
function worth({ timing, isShort }: { timing: ThemeDayTiming; isShort: boolean }): number {
  return (timing === '未按期' ? 60 : 100) * (isShort ? 7 : 10)
}

/** 十二个月的主题党日。 */
export function themeDayChecks(
  organization: OrganizationFacts,
  year: number,
  asOf: PlainDate,
  dated: DatedValues,
  holidays: HolidayTable,
): ThemeDayCheck[] {
  const all = organization.life.activities.filter((each) => each.groupId === null && each.types.includes('主题党日') && each.heldOn <= asOf)
  return MONTHS.map((month): ThemeDayCheck => {
    const period = monthPeriod(year, month)
    const values = valuesOfPeriod(dated, period, themeDayRuledOn(year, month, holidays), asOf)
    const target = themeDayTarget(year, month, values, holidays)
    const within = all.filter((each) => isWithin(each.heldOn, period))
    const counted = within.filter((each) => each.counted.includes('主题党日'))
    const held = bestDay(counted, target, dated, organization.unitType, holidays)
    const isAssessed = coversPeriod(spanOf(organization), period)
    const missing = asOf < period.from ? '未到期' : isOver(period, asOf) ? '漏开' : '待办'
    return {
      period,
      target,
      postponeWorkdays: values.themeDayPostponeWorkdays,
      state: held ? '已办' : isAssessed ? missing : '不考核',
      held,
      doubtful: within.filter((each) => !counted.includes(each)),
      note: organization.life.gapNotes.find((each) => each.type === '主题党日' && each.period === period.name) ?? null,
    }
  })
}

function bestDay(
  activities: readonly ActivityFacts[],
  target: ThemeDayTarget | null,
  dated: DatedValues,
  unitType: UnitType,
  holidays: HolidayTable,
): ThemeDayHeld | null {
  let best: ThemeDayHeld | null = null
  for (const on of new Set(activities.map((each) => each.heldOn))) {
    const own = activities.filter((each) => each.heldOn === on)
    const { timing, isOnRestDay } = timingOf(on, target, unitType, holidays)
    const minutes = own.reduce((total, each) => total + each.minutes, 0)
    const minHours = dated.on(on).themeDayMinHours
    const day: ThemeDayHeld = {
      on,
      timing,
      isOnRestDay,
      minutes,
      minHours,
      isShort: minHours !== null && minutes < minHours * 60,
      lacksReason: timing === '合规顺延' && own.every((each) => each.postponeReason === ''),
      activities: own,
    }
    if (best === null || worth(day) > worth(best) || (worth(day) === worth(best) && best.lacksReason && !day.lacksReason)) best = day
  }
  return best
}
