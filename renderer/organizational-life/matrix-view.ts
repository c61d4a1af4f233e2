import { MATRIX_POSITIONS, type MatrixPosition, type SlotState } from '../../shared/organizational-life/matrix-contract.ts'

/** 列头里各位置的一个字，次序同 MATRIX_POSITIONS。 */
export const POSITION_LETTERS: Record<MatrixPosition, string> = { 党员大会: '大', 支委会: '支', 党小组会: '组', 主题党日: '日', 党课: '课' }

/** 各状态的记号，见 life-matrix.css。 */
export const STATE_MARKS: Record<SlotState, string> = {
  已办: 'done',
  补录: 'backfilled',
  晚开: 'late',
  待办: 'open',
  漏开: 'missed',
  红线: 'red',
  不须办: 'none',
  未到期: 'future',
}

/** 图例：空位（不须办）与小点（未到期）在卡头的一句话里说明，不单列。 */
export const LEGEND: readonly SlotState[] = ['已办', '补录', '晚开', '待办', '漏开', '红线']

/** 点在格里空处，开最要紧的那个位置。 */
export const WEIGHT: readonly SlotState[] = ['红线', '漏开', '晚开', '待办', '补录', '已办', '未到期', '不须办']

export function positionAt(slot: number): MatrixPosition {
  return MATRIX_POSITIONS[slot] ?? '党员大会'
}

/** `2026-09` → 9。 */
export function monthNumber(month: string): number {
  return Number(month.slice(5, 7))
}

export function monthText(year: number, month: number): string {
  return `${year}-${String(month).padStart(2, '0')}`
}
