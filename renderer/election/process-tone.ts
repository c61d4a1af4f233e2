import type { StepState, WindowVerdict } from '../../shared/election/process.ts'
import type { Severity } from '../../shared/regulation/finding.ts'
import type { Strength } from '../../shared/regulation/provision.ts'

export const STEP_SEVERITIES: Record<StepState, Severity> = { 已办: '达标', 迟办: '应当', 待办: '不适用', 逾期: '红线', 停用: '红线' }

export const WINDOW_SEVERITIES: Record<WindowVerdict, Severity> = { 未定: '待确认', 在窗口内: '达标', 早于窗口: '红线', 晚于窗口: '红线' }

export const STRENGTH_SEVERITIES: Record<Strength, Severity> = { 必须: '红线', 应当: '应当', 一般: '提示' }

/** 同一年的日期省去年份：2026-09-14 在 2026 年写 9-14。 */
export function shortDate(date: string, today: string): string {
  const [year = '', month = '', day = ''] = date.split('-')
  return today.startsWith(year) ? `${Number(month)}-${Number(day)}` : date
}
