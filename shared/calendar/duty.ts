import type { OrganizationLevel } from '../glossary.ts'
import type { ActivityType, ContentKind } from '../organizational-life/activity-types.ts'
import type { ProfileValues } from '../regulation/profile.ts'
import type { PublicityKind } from './publicity-record.ts'

/** 一年里的某一天，不带年份；`month` 为 0 指每个周期的最后一个月。`day` 为 `月末` 时按当年当月算，闰年的二月是 29 日。 */
export type DayOfYear = { readonly month: number; readonly day: number | '月末' }

/**
 * 日子怎么算。期限遇非工作日不顺延，提醒提前到前一工作日；唯一顺延的是主题党日（B14）。
 * - 首个工作日：当月第一个工作日，当天确有特殊情况的可顺延几个工作日；
 * - 每月：当月某日，或次月某日（`isNextMonth`，办的是上个月的事）；
 * - 季末、半年末：3、6、9、12 月末，6 月 30 日与 12 月 31 日；
 * - 窗口：一年里的一段，可跨到次年；
 * - 节前：某个法定假期开始的前一天，缺节假日表的年份取 `otherwise` 并标暂算。
 */
export type DutyTiming =
  | { readonly kind: '首个工作日' }
  | { readonly kind: '每月'; readonly day: number | '月末'; readonly isNextMonth?: boolean }
  | { readonly kind: '月报日' }
  | { readonly kind: '季末' }
  | { readonly kind: '半年末' }
  | {
      readonly kind: '窗口'
      readonly from: DayOfYear
      readonly until: DayOfYear
      readonly isUntilNextYear?: boolean
      /** 方案里有这个日子的以方案为准，没有才用上面的。 */
      readonly fromParameter?: MonthDayParameter
      readonly untilParameter?: MonthDayParameter
    }
  | { readonly kind: '节前'; readonly festival: '春节' | '国庆节'; readonly from: DayOfYear; readonly otherwise: DayOfYear }

/** 写成 `MM-DD` 的方案参数。 */
export type MonthDayParameter = 'planDeadline' | 'reviewWindowFrom' | 'reviewWindowUntil'

/** 规定次数的方案参数：null 即该口径没有这项要求。 */
export type CountParameter = {
  [K in keyof ProfileValues]: ProfileValues[K] extends number | null ? K : never
}[keyof ProfileValues]

/** 谁才有这项义务；不给则该层级的都有。 */
export const DUTY_CONDITIONS = [
  '设支委会',
  '不设支委会',
  '有党小组',
  '没有党小组',
  '有流动党员',
  '有出国（境）党员',
  '有待整改问题',
  '有下级',
  '最上级党委',
  '有上级',
] as const
export type DutyCondition = (typeof DUTY_CONDITIONS)[number]

/** 办没办看什么记录；看不出的由人勾。 */
export type DutyEvidence =
  | {
      readonly kind: '活动'
      readonly types: readonly ActivityType[]
      readonly everyGroup?: boolean
      readonly bySecretary?: boolean
      readonly contentKind?: ContentKind
      /** 另要是“七一”纪念活动、听取了党支部工作汇报的。 */
      readonly about?: '七一纪念' | '听取汇报'
    }
  | { readonly kind: '民主评议' }
  | { readonly kind: '月结' }
  | { readonly kind: '公示'; readonly publicityKind: PublicityKind }
  | { readonly kind: '公文'; readonly documentKinds: readonly string[] }
  | { readonly kind: '自动' }
  | { readonly kind: '人工' }

export const DUTY_CYCLES = ['每月', '每季', '每半年', '每年'] as const
export type DutyCycle = (typeof DUTY_CYCLES)[number]

/** 一项重复义务：谁、多久一次、哪一天、依据哪条、办完看什么。 */
export type Duty = {
  /** 稳定编号：勾办记录与 .ics 的 UID 都认它，发布后不改。 */
  readonly id: string
  readonly title: string
  readonly levels: readonly OrganizationLevel[]
  readonly condition?: DutyCondition
  /** 一个周期要几次看方案的这个参数；方案没有规定的就没有这项义务。不给则一次。 */
  readonly countParameter?: CountParameter
  readonly cycle: DutyCycle
  readonly timing: DutyTiming
  /** 提前提醒的日子；不给则提前到期限前的最后一个工作日。 */
  readonly reminders?: readonly DayOfYear[]
  /** 八项任务之一，9 为督查考核。 */
  readonly taskNo: number
  /** 依据的规则号；没有条文、由产品安排的为空。 */
  readonly ruleIds: readonly string[]
  /** 日子是产品默认，不是条文给的。 */
  readonly isDefaultDate: boolean
  /** 依据未能核实的，照实写。 */
  readonly unverified?: string
  readonly evidence: DutyEvidence
  /** 办完看什么。 */
  readonly proof: string
  /** 办的时候去哪里、做什么；没有对应页面的不给。 */
  readonly action?: DutyAction
  /** 挂图里印在哪几个月；每月、每季、每半年的按周期自动排。 */
  readonly chartMonths?: readonly number[]
  /** 挂图里的短写；不给用标题。 */
  readonly chartText?: string
}

export type DutyAction =
  | { readonly kind: '记活动'; readonly type: ActivityType; readonly label: string }
  | { readonly kind: '月结'; readonly label: string }
  | { readonly kind: '起草'; readonly documentKind: string; readonly label: string; readonly isPreviousYear?: boolean }
  | { readonly kind: '打开'; readonly path: string; readonly label: string }

/** 人能不能勾“已办”：由活动、月结、评议记录看得出的，补记录而不是勾；记录里不一定写的可以勾。 */
export function canMark({ evidence }: Duty): boolean {
  return (
    evidence.kind === '人工' ||
    evidence.kind === '公文' ||
    evidence.kind === '公示' ||
    (evidence.kind === '活动' && (evidence.contentKind !== undefined || evidence.about !== undefined))
  )
}
