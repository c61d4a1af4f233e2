import * as XLSX from '@e965/xlsx'
import type { SheetResults } from '../../shared/exchange/row-results.ts'
import type { AnnotationHeadings } from './annotate-xlsx.ts'

/**
 * 在 .xls 的副本里追加“结果”“原因”两列：值、数字与日期格式、合并、列宽与各张表都在；
 * 字体、颜色、边框写不回去，公式只剩算好的值（`bytes` 是 `soundFile` 去掉公式之后的工作簿流）。
 */
export function annotateBiff(bytes: Uint8Array, results: readonly SheetResults[], headings: AnnotationHeadings): Uint8Array {
  const workbook = XLSX.read(bytes, { type: 'buffer', cellNF: true, cellFormula: false, cellDates: false })
  for (const { sheet, headerRow, runs } of results) {
    const worksheet = workbook.Sheets[sheet]
    if (!worksheet) continue
    const range = XLSX.utils.decode_range(worksheet['!ref'] ?? 'A1')
    const column = range.e.c + 1
    let last = range.e.r
    const put = (row: number, texts: readonly [string, string]) => {
      last = Math.max(last, row - 1)
      for (const [index, text] of texts.entries())
        if (text !== '') worksheet[XLSX.utils.encode_cell({ r: row - 1, c: column + index })] = { t: 's', v: text, z: '@' }
    }
    if (headerRow > 0) put(headerRow, headings)
    for (const { from, to, result, reason } of runs) for (let row = from; row <= to; row += 1) put(row, [result, reason])
    worksheet['!ref'] = XLSX.utils.encode_range({ s: range.s, e: { r: last, c: column + 1 } })
    const widths = worksheet['!cols'] ?? []
    widths[column] = { wch: 16 }
    widths[column + 1] = { wch: 60 }
    worksheet['!cols'] = widths
  }
  const written: unknown = XLSX.write(workbook, { type: 'array', bookType: 'biff8' })
  return written instanceof ArrayBuffer ? new Uint8Array(written) : (written as Uint8Array)
}
