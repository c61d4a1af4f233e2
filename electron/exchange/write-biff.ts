import * as XLSX from '@e965/xlsx'
import { daysBetween } from '../../shared/calendar/plain-date.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import { uniqueSheetNames, type WrittenCell, type WrittenSheet } from './write-workbook.ts'

/** BIFF8 的上限：一张表 65,536 行。 */
const BIFF_ROWS = 65_536

/**
 * 写成 .xls（BIFF8），给还在用旧版表格软件、旧系统只收 .xls 的。值、合并、列宽与 .xlsx 的一样；
 * 边框与字体这种格式写不进去，由界面说明。同样的入参逐字节相同。
 * @throws DomainError `EXPORT_TOO_LONG`：一张表超过 .xls 的行数上限。
 */
export function writeBiffWorkbook(sheets: readonly WrittenSheet[]): Uint8Array {
  const long = sheets.find(({ rows }) => rows.length > BIFF_ROWS)
  if (long)
    throw new DomainError(
      'EXPORT_TOO_LONG',
      `“${long.name}”有 ${long.rows.length} 行，超过 .xls 一张表 ${BIFF_ROWS} 行的上限；请改选 .xlsx，或一个党支部一张表。`,
    )
  const workbook = XLSX.utils.book_new()
  const names = uniqueSheetNames(sheets.map(({ name }) => name))
  for (const [index, sheet] of sheets.entries()) XLSX.utils.book_append_sheet(workbook, worksheet(sheet), names[index] ?? '')
  const bytes: unknown = XLSX.write(workbook, { type: 'array', bookType: 'biff8' })
  return bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : (bytes as Uint8Array)
}

function worksheet(sheet: WrittenSheet): XLSX.WorkSheet {
  const grid = sheet.rows.map(({ cells }) => cells.map((cell) => (cell === null ? null : biffCell(cell))))
  const written = XLSX.utils.aoa_to_sheet(grid)
  written['!merges'] = sheet.merges.map(({ top, left, bottom, right }) => ({ s: { r: top, c: left }, e: { r: bottom, c: right } }))
  written['!cols'] = sheet.columnWidths.map((wch) => ({ wch }))
  return written
}

/** 文字永远是文字格（格式“@”），以 = + - @ 开头的也不会成为公式；1900-03-01 以前的日期写成文字。 */
export function biffCell(cell: WrittenCell): XLSX.CellObject | null {
  switch (cell.kind) {
    case '文字':
      return cell.text === '' ? null : { t: 's', v: cell.text, z: '@' }
    case '数':
      return { t: 'n', v: cell.number, z: cell.decimals === 2 ? '0.00' : '0' }
    case '日期':
      if (cell.date === null) return null
      if (cell.date < '1900-03-01') return { t: 's', v: cell.date, z: '@' }
      return { t: 'n', v: daysBetween('1899-12-30', cell.date), z: 'yyyy\\-mm\\-dd' }
  }
}
