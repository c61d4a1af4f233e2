import { addDays, type PlainDate } from '../calendar/plain-date.ts'
import type { OrganizationLevel } from '../glossary.ts'
import type { ActivityType } from './activity-types.ts'

/**
 * 发生后超过这么多天才录的，永远标“补录”〔产品默认〕：台账要求活动后 3 日内整理归档（G07 的提醒口径）。
 */
export const BACKFILL_AFTER_DAYS = 3

/** 是不是补录：发生日起第 3 天录入还不算，第 4 天起算。 */
export function isBackfilled(heldOn: PlainDate, recordedOn: PlainDate): boolean {
  return recordedOn > addDays(heldOn, BACKFILL_AFTER_DAYS)
}

/** 起止相差的分钟；几类合办也只计一次，学时由它来。 */
export function minutesBetween(startsAt: string, endsAt: string): number {
  return minuteOf(endsAt) - minuteOf(startsAt)
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
}

export const AUDIENCES = ['全体党员', '小组党员', '在任委员'] as const
export type Audience = (typeof AUDIENCES)[number]

const FOR_COMMITTEE: readonly ActivityType[] = ['支委会', '党委会', '中心组学习']
/** 与只由委员参加的会记在一起也说得通的。 */
const BESIDE_COMMITTEE: readonly ActivityType[] = ['支委会', '党委会', '中心组学习', '其他']

/** 应到的是哪些人：委员的会只有在任委员，给了小组的只有那个小组，其余是全体党员。 */
export function audienceOf(types: readonly ActivityType[], groupId: string | null): Audience {
  if (types.some((type) => FOR_COMMITTEE.includes(type))) return '在任委员'
  return groupId === null ? '全体党员' : '小组党员'
}

/** 几种类型能不能是同一次活动；不能的说明为什么、怎么办，能为空串。 */
export function typeConflict(types: readonly ActivityType[]): string {
  const committee = types.find((type) => FOR_COMMITTEE.includes(type))
  const whole = types.find((type) => !BESIDE_COMMITTEE.includes(type))
  if (committee !== undefined && whole !== undefined)
    return `“${committee}”只由委员参加，“${whole}”由党员参加，应到的人不是一拨，不能合并计算；请分开各记一次。`
  if (types.includes('党小组会') && types.includes('党员大会'))
    return '“党小组会”由一个小组参加，“党员大会”由全体党员参加，不能合并计算；请分开各记一次。'
  return ''
}

/** 这一级党组织开不开这种会；不开的说明为什么，开为空串。 */
export function typeProblemAt(level: OrganizationLevel, type: ActivityType): string {
  if (level === '党小组') return '党小组的会记在所在的党支部名下，再选小组；请选党支部。'
  if (type === '党小组会' && level !== '党支部') return `党小组设在党支部，${level}不开党小组会；请选党支部。`
  if (type === '支委会' && level === '党委') return '党委开的是“党委会”，请改类型。'
  if (type === '党委会' && level !== '党委') return `${level}开的是“支委会”，请改类型。`
  return ''
}
