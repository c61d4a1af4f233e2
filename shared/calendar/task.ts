import type { OrganizationLevel } from '../glossary.ts'
import type { Remedy } from '../regulation/finding.ts'
import type { PlainDate } from './plain-date.ts'

/** 已办、本期不办之外：过了最晚日是逾期，应办日当天是今天，本周日以前是本周；到了起始日还不到本周的是待办。 */
export const TASK_STATES = ['逾期', '今天', '本周', '待办', '未到期', '已办', '本期不办'] as const
export type TaskState = (typeof TASK_STATES)[number]

/** 怎么知道办了：由记录看出、由人勾、由程序自动办。 */
export const DONE_BY = ['记录', '人工', '自动'] as const
export type DoneBy = (typeof DONE_BY)[number]

export const MARK_VERDICTS = ['已办', '本期不办'] as const
export type MarkVerdict = (typeof MARK_VERDICTS)[number]

/** 人勾的一次：已办写办理日期，本期不办写理由。 */
export type DutyMark = {
  readonly id: string
  readonly organizationId: string
  readonly dutyId: string
  readonly period: string
  readonly verdict: MarkVerdict
  readonly doneOn: PlainDate | null
  readonly reason: string
  readonly recordedAt: string
  readonly recordedBy: string
}

/** 一个党组织的一件事、一个周期一件。 */
export type CalendarTask = {
  /** `义务编号|党组织|周期`，稳定。 */
  readonly id: string
  readonly dutyId: string
  readonly period: string
  readonly organizationId: string
  readonly organizationName: string
  readonly level: OrganizationLevel
  readonly title: string
  readonly taskNo: number
  readonly ruleIds: readonly string[]
  /** 日子是产品默认的。 */
  readonly isDefaultDate: boolean
  readonly startsOn: PlainDate
  readonly dueOn: PlainDate
  readonly lastOn: PlainDate
  readonly actBy: PlainDate
  readonly remindOn: readonly PlainDate[]
  readonly isProvisional: boolean
  readonly state: TaskState
  readonly doneOn: PlainDate | null
  readonly doneBy: DoneBy | null
  /** 办了但晚于最晚日。 */
  readonly isLate: boolean
  /** 看出已办的依据，或还差什么。 */
  readonly evidence: string
  /** 依据的记录所在的页面。 */
  readonly link: string | null
  /** 人能不能勾：由记录看得出的不能勾“已办”，只能勾“本期不办”。 */
  readonly canMarkDone: boolean
  readonly mark: DutyMark | null
  /** 日子怎么来的、能不能顺延、暂算。 */
  readonly note: string
  /** 办完看什么。 */
  readonly proof: string
  readonly remedies: readonly Remedy[]
}

/** 按所在的一天看一件事的状态。周一至周日为一周。 */
export function stateOn(
  { startsOn, dueOn, lastOn }: Pick<CalendarTask, 'startsOn' | 'dueOn' | 'lastOn'>,
  today: PlainDate,
  weekEndsOn: PlainDate,
): Exclude<TaskState, '已办' | '本期不办'> {
  if (today > lastOn) return '逾期'
  if (today === dueOn) return '今天'
  if (today < startsOn && dueOn > weekEndsOn) return '未到期'
  return dueOn <= weekEndsOn ? '本周' : '待办'
}

/** 还没办、也没有说明不办的。 */
export function isOpen(state: TaskState): boolean {
  return state !== '已办' && state !== '本期不办'
}
