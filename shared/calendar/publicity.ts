import type { HolidayTable } from './holidays.ts'
import { addDays, type PlainDate } from './plain-date.ts'
import { addWorkdays, isProvisional, isWorkday } from './workday.ts'

export const PUBLICITY_UNITS = ['工作日', '自然日'] as const
export type PublicityUnit = (typeof PUBLICITY_UNITS)[number]

/** 公示多久、怎么数。发展党员为不少于 5 个工作日，张贴日不计〔产品默认，取严〕。 */
export type PublicityTerm = {
  readonly days: number
  readonly unit: PublicityUnit
  /** 张贴日计不计入；缺省不计。 */
  readonly countsPostedDay?: boolean
}

export type PublicityPeriod = {
  /** 计入的第一天。 */
  readonly startsOn: PlainDate
  /** 最后一天，当日 24 时届满。 */
  readonly endsOn: PlainDate
  /** 最早哪天可以作下一步：届满的次日。 */
  readonly nextStepOn: PlainDate
  /** 计入的各天，先后为序，共 `days` 天。 */
  readonly counted: readonly PlainDate[]
  /** 用到了没有节假日表的年份，暂算。 */
  readonly isProvisional: boolean
}

/** 公示不会超过这么多天；更长的是填错了。 */
const LONGEST = 365

/**
 * 公示期（手册 0.3）：张贴日不计入，满 N 个工作日的当日 24 时届满，次日起方可作下一步。
 * - 按工作日数的，法定节假日跳过、调休上班日算；张贴日计入的，张贴日不是工作日也不算一天；
 * - 按自然日数的，节假日照算；届满日逢节假日不顺延——期限一律不因非工作日推后，能不能当天办由人安排。
 * 天数不是 1 至 365 的整数抛 `RangeError`。
 */
export function publicityPeriod(postedOn: PlainDate, term: PublicityTerm, holidays: HolidayTable): PublicityPeriod {
  const { days, unit, countsPostedDay = false } = term
  if (!Number.isInteger(days) || days < 1 || days > LONGEST) throw new RangeError(`公示期 ${days} 天不在 1 至 ${LONGEST} 之间`)
  const counted: PlainDate[] = []
  let isCountedProvisionally = false
  let on = countsPostedDay ? postedOn : addDays(postedOn, 1)
  if (unit === '自然日') for (; counted.length < days; on = addDays(on, 1)) counted.push(on)
  else {
    if (!isWorkday(on, holidays)) ({ on, isProvisional: isCountedProvisionally } = addWorkdays(on, 1, holidays))
    while (counted.length < days) {
      counted.push(on)
      isCountedProvisionally ||= isProvisional(on, holidays)
      if (counted.length < days) on = addWorkdays(on, 1, holidays).on
    }
  }
  const startsOn = counted[0] ?? postedOn
  const endsOn = counted.at(-1) ?? postedOn
  return { startsOn, endsOn, nextStepOn: addDays(endsOn, 1), counted, isProvisional: isCountedProvisionally }
}
