import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { WireFile } from '../../shared/contract/file.ts'
import { DomainError } from '../dispatch/domain-error.ts'

export function wireFile(fileName: string, bytes: Uint8Array): WireFile {
  return { fileName, base64: Buffer.from(bytes).toString('base64') }
}

/**
 * 没有一个人就不给空表：多半是筛选没选对。
 * @throws DomainError `EXPORT_EMPTY`
 */
export function refuseNobody(count: number, asOf: PlainDate): void {
  if (count === 0) throw new DomainError('EXPORT_EMPTY', `${asOf} 没有符合条件的党员，没有可导出的内容；请放宽筛选，或换一个日期。`)
}
