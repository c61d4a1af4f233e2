import { maskNumbersIn } from '../../shared/member/masking.ts'
import type { Endpoint } from '../../shared/contract/endpoint.ts'
import type { ExportNote } from './handlers.ts'

/** 操作日志里的一句：导出了什么文件、多少人、证号与电话给没给全文、做什么用。 */
export function exportSummary(endpoint: Endpoint, output: unknown, { people, numbers, purpose, isSealed }: ExportNote): string {
  const files = fileNames(output)
  const what = files.length === 0 ? endpoint.summary : `导出“${files.join('”“')}”`
  const notes = [
    people === undefined ? '' : `${people} 人`,
    numbers === undefined ? '' : numbers === '完整' ? '含完整的证号与电话' : '证号与电话遮着',
    purpose === undefined ? '' : `用途：${purpose}`,
    isSealed === true ? '加了打开口令' : '',
  ].filter((each) => each !== '')
  return maskNumbersIn(notes.length === 0 ? what : `${what}：${notes.join('，')}`)
}

/** 出参里的文件名：文件在出参本身，或在它的某一项里。 */
function fileNames(output: unknown): string[] {
  if (typeof output !== 'object' || output === null) return []
  if ('fileName' in output && 'base64' in output) return typeof output.fileName === 'string' ? [output.fileName] : []
  return Object.values(output).flatMap(fileNames)
}
