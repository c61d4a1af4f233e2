import { writeWorkbook, type WrittenCell, type WrittenSheet } from '../exchange/write-workbook.ts'

/** 一格：`points` 是百分之一分，写成两位小数的数字；文字永远是文字，不会成为公式。 */
export type SheetValue = string | number | { readonly points: number }
export type SheetColumn = { readonly label: string; readonly width: number; readonly align?: '居中' | '居左' }

/** 一张清单：标题行、表头、数据、表下的说明。 */
export type ListSheet = {
  readonly name: string
  readonly title: string
  readonly columns: readonly SheetColumn[]
  readonly rows: readonly (readonly SheetValue[])[]
  readonly notes?: readonly string[]
}

const TITLE_ROWS = 2

/** 几张清单写成一份 xlsx；同样的入参逐字节相同。 */
export function listWorkbook(sheets: readonly ListSheet[]): Uint8Array {
  return writeWorkbook(sheets.map(written))
}

function written({ name, title, columns, rows, notes = [] }: ListSheet): WrittenSheet {
  const last = columns.length - 1
  const noteTop = TITLE_ROWS + rows.length
  const across = (row: number) => ({ top: row, left: 0, bottom: row, right: last })
  return {
    name,
    rows: [
      { cells: [{ kind: '文字', text: title, style: '标题' }], height: 32 },
      { cells: columns.map(({ label }) => ({ kind: '文字', text: label, style: '表头' })), height: 30 },
      ...rows.map((row) => ({ cells: row.map((value, index) => cell(value, columns[index]?.align)) })),
      ...notes.map((text) => ({ cells: [{ kind: '文字' as const, text, style: '脚注' as const }], height: 30 })),
    ],
    merges: [across(0), ...notes.map((_, index) => across(noteTop + index))],
    columnWidths: columns.map(({ width }) => width),
    frozenRows: TITLE_ROWS,
    titleRows: { from: TITLE_ROWS - 1, to: TITLE_ROWS - 1 },
  }
}

function cell(value: SheetValue, align: SheetColumn['align']): WrittenCell {
  if (typeof value === 'string') return { kind: '文字', text: value, style: align === '居中' ? '居中' : '正文' }
  if (typeof value === 'number') return { kind: '数', number: value, style: '居中' }
  return { kind: '数', number: value.points / 100, style: '居中', decimals: 2 }
}
