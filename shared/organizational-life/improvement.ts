import type { PlainDate } from '../calendar/plain-date.ts'

/** 整改问题的来源（dictionary 3.6，另加会上的批评意见、上级点评与民主评议）。 */
export const IMPROVEMENT_SOURCES = [
  '自查',
  '征求意见',
  '批评意见',
  '上级点评',
  '民主评议',
  '督查',
  '巡视巡察',
  '述职评议',
  '主题教育检视',
  '系统预警',
] as const
export type ImprovementSource = (typeof IMPROVEMENT_SOURCES)[number]

/** 查摆的是班子的问题还是某个人的问题。 */
export const IMPROVEMENT_SCOPES = ['班子', '个人'] as const
export type ImprovementScope = (typeof IMPROVEMENT_SCOPES)[number]

export const IMPROVEMENT_STATES = ['未整改', '整改中', '待验收', '已销号', '本级无法解决已上报'] as const
export type ImprovementState = (typeof IMPROVEMENT_STATES)[number]

const NEXT: Readonly<Record<ImprovementState, readonly ImprovementState[]>> = {
  未整改: ['整改中', '待验收', '本级无法解决已上报'],
  整改中: ['待验收', '未整改', '本级无法解决已上报'],
  待验收: ['已销号', '整改中'],
  已销号: ['整改中'],
  本级无法解决已上报: ['整改中', '待验收'],
}

/** 现在可以改成哪些状态：销号之前要先待验收，销号以后还能重新打开。 */
export function nextStates(state: ImprovementState): readonly ImprovementState[] {
  return NEXT[state]
}

/** 改成这个状态必须写说明：谁验收、为什么退回、上报给谁。 */
export function needsNote(from: ImprovementState, to: ImprovementState): boolean {
  return to === '已销号' || to === '本级无法解决已上报' || from === '已销号' || (from === '待验收' && to === '整改中')
}

/** 过了时限还没有销号；当天不算逾期。已上报的由上级办，不算本级逾期。 */
export function isOverdue(
  { state, dueOn }: { readonly state: ImprovementState; readonly dueOn: PlainDate | null },
  asOf: PlainDate,
): boolean {
  return dueOn !== null && dueOn < asOf && state !== '已销号' && state !== '本级无法解决已上报'
}
