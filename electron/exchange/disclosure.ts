import type { FullNumbers } from '../../shared/contract/full-numbers.ts'
import type { ExportPerson } from '../../shared/exchange/export-fields.ts'
import { maskProfile } from '../../shared/member/masking.ts'
import type { CallContext } from '../dispatch/handlers.ts'

/**
 * 要导出的人照“要不要完整的证号与电话”给：没有写用途的一律遮着。
 * 多少人、给没给全文、做什么用，一并说给操作日志。
 */
export function disclosed(
  context: Pick<CallContext, 'noteExport'>,
  people: readonly ExportPerson[],
  fullNumbers: FullNumbers,
): readonly ExportPerson[] {
  if (fullNumbers === null) {
    context.noteExport({ people: people.length, numbers: '遮着' })
    return people.map(maskProfile)
  }
  context.noteExport({ people: people.length, numbers: '完整', purpose: fullNumbers.purpose })
  return people
}
