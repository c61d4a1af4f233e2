import type { ElectionOverviewRow } from '../../shared/election/contract.ts'
import type { Severity } from '../../shared/regulation/finding.ts'

type State = ElectionOverviewRow['state']

/** 届次状态用哪个形状；结论仍以规则的发现为准。 */
export const STATE_SEVERITIES: Record<State, Severity> = {
  在届: '达标',
  待换届: '提示',
  延期中: '应当',
  届满未换: '红线',
  已换届: '不适用',
  无届次: '待确认',
}

export function daysText(daysLeft: number): string {
  if (daysLeft < 0) return `逾期 ${-daysLeft} 天`
  return daysLeft === 0 ? '今天届满' : `还有 ${daysLeft} 天`
}
