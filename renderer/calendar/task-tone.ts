import type { TaskState } from '../../shared/calendar/task.ts'
import type { Severity } from '../../shared/regulation/finding.ts'

/** 任务状态借用同一套形状与颜色；形状旁边总有文字。 */
export const STATE_SEVERITIES: Readonly<Record<TaskState, Severity>> = {
  逾期: '应当',
  今天: '提示',
  本周: '提示',
  待办: '待确认',
  未到期: '不适用',
  已办: '达标',
  本期不办: '不适用',
}
