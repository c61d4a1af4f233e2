import { FIELD_NAMES } from '../../shared/contract/field-names.ts'
import type { CallError } from './client.ts'

/** `profile.name` → 名称；后端已经用中文指明的（如“第 12 行出生日期”）原样用。 */
export function placeName(place: string): string {
  if (/[\u4e00-\u9fff]/.test(place)) return place
  // 议题的题目也叫 title，与别处的“职务”同名：先说是第几题。
  const topic = /(?:^|\.)topics\.(\d+)/.exec(place)?.[1]
  if (topic !== undefined) return `第 ${Number(topic) + 1} 题`
  const parts = place.split('.').filter((part) => !/^\d+$/.test(part))
  for (const part of parts.toReversed()) {
    const name = FIELD_NAMES[part]
    if (name !== undefined) return name
  }
  return '有一格'
}

/** 给人看的一句话：入参不合要求时后端的句子里是字段名，这里改说“几处没填对”。 */
export function errorText(error: CallError): string {
  return error.code === 'INVALID_INPUT' ? `有 ${error.problems.length} 处没填对，什么也没有写入。` : error.message
}

/** 逐处的说明，已换成中文叫法；一处且话已说全的不重复列。 */
export function errorLines(error: CallError): readonly string[] {
  if (error.code !== 'INVALID_INPUT' && error.problems.length < 2) return []
  return error.problems.map((problem) => `${placeName(problem.place)}：${problem.message}`)
}
