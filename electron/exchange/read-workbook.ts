import * as XLSX from '@e965/xlsx'
import { dateOfSerial } from '../../shared/exchange/date-cell.ts'
import { cellName, type Sheet, type SheetCell, type SheetRange } from '../../shared/exchange/sheet.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import { soundWorkbook } from './workbook-guard.ts'
import { UNCALCULATED } from './xlsx-formulas.ts'

export const ROWS_LIMIT = 100_000
export const COLUMNS_LIMIT = 2000
export const SHEETS_LIMIT = 1000

/**
 * 安全地读一份 .xlsx 或 .xls：格的类型原样保留，日期不经时区。
 * @throws DomainError `FILE_*`（不是表格、加密、损坏、解压过大）、`SHEET_*`（行、列、张数过多）。
 */
export async function readWorkbook(fileName: string, bytes: Uint8Array): Promise<Sheet[]> {
  const workbook = parse(fileName, await soundWorkbook(fileName, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)))
  if (workbook.SheetNames.length > SHEETS_LIMIT)
    throw new DomainError(
      'SHEET_TOO_MANY',
      `“${fileName}”有 ${workbook.SheetNames.length} 张工作表，超过 ${SHEETS_LIMIT} 张的上限，请分成几份再导入。`,
    )
  const is1904 = workbook.Workbook?.WBProps?.date1904 === true
  return workbook.SheetNames.flatMap((name, index) => {
    const worksheet = workbook.Sheets[name]
    if (worksheet === undefined) return []
    return [
      {
        book: '',
        name,
        rows: gridOf(name, worksheet['!data'] ?? [], is1904),
        merges: (worksheet['!merges'] ?? []).flatMap(rangeOf),
        isHidden: (workbook.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0,
      },
    ]
  })
}

function parse(fileName: string, bytes: Uint8Array): XLSX.WorkBook {
  try {
    return XLSX.read(bytes, {
      type: 'buffer',
      dense: true,
      cellDates: false,
      cellNF: true,
      cellText: false,
      cellHTML: false,
      cellFormula: false,
      sheetRows: ROWS_LIMIT + 1,
    })
  } catch {
    throw new DomainError('FILE_CORRUPT', `“${fileName}”的内容读不懂，可能已损坏。请用 Excel 或 WPS 打开、另存为新的 .xlsx 后再导入。`)
  }
}

/** 稀疏的格子收成紧的行：只看有值的格，尾部的空行空列不计。 */
function gridOf(sheet: string, data: XLSX.CellObject[][], is1904: boolean): (SheetCell | undefined)[][] {
  const grid: (SheetCell | undefined)[][] = []
  // 行号、列号来自文件，可能大得离谱；只走有内容的键，不按长度循环。
  for (const rowKey of Object.keys(data)) {
    const row = Number(rowKey)
    const cells: (SheetCell | undefined)[] = []
    let last = -1
    for (const columnKey of Object.keys(data[row] ?? {})) {
      const column = Number(columnKey)
      const cell = cellOf(data[row]?.[column], is1904)
      if (cell === undefined) continue
      if (!Number.isSafeInteger(row) || row >= ROWS_LIMIT)
        throw new DomainError('SHEET_TOO_LONG', `工作表“${sheet}”超过 ${ROWS_LIMIT} 行，请删去多余的行或分成几份再导入。`)
      if (!Number.isSafeInteger(column) || column >= COLUMNS_LIMIT)
        throw new DomainError(
          'SHEET_TOO_WIDE',
          `工作表“${sheet}”第 ${row + 1} 行的内容到了 ${cellName(0, column).replace(/\d+$/, '')} 列，超过 ${COLUMNS_LIMIT} 列的上限；请删去花名册右边多余的内容再导入。`,
        )
      while (last < column - 1) cells[(last += 1)] = undefined
      cells[(last = column)] = cell
    }
    if (last < 0) continue
    while (grid.length < row) grid.push([])
    grid[row] = cells
  }
  return grid
}

function cellOf(cell: XLSX.CellObject | undefined, is1904: boolean): SheetCell | undefined {
  if (cell === undefined) return undefined
  const value = cell.v
  if (value === undefined) return undefined
  switch (cell.t) {
    case 's':
      if (value === UNCALCULATED) return { kind: '公式无值' }
      return value === '' ? undefined : { kind: '文本', text: String(value) }
    case 'n':
      return typeof value === 'number' ? numberOrDate(value, String(cell.z ?? 'General'), is1904) : undefined
    case 'b':
      return { kind: '是否', isTrue: value === true }
    case 'e':
      return { kind: '错误', text: ERROR_NAMES[Number(value)] ?? '#ERROR!' }
    default:
      return undefined
  }
}

function numberOrDate(value: number, format: string, is1904: boolean): SheetCell {
  const shape = dateShape(format)
  if (shape === '不是日期') return { kind: '数字', number: value }
  return { kind: '日期', date: dateOfSerial(value, is1904), serial: value, showsDay: shape === '到日' }
}

const shapes = new Map<string, '不是日期' | '到月' | '到日'>()

/** 数字格式是不是日期：去掉引号、方括号、转义后还有年或日的代码。 */
function dateShape(format: string): '不是日期' | '到月' | '到日' {
  const known = shapes.get(format)
  if (known) return known
  const bare = (format.split(';')[0] ?? '').replaceAll(/"[^"]*"|\[[^\]]*\]|[\\_*]./g, '').replace(/general/i, '')
  const shape = /d/i.test(bare) ? '到日' : /y/i.test(bare) ? '到月' : '不是日期'
  if (shapes.size < 1000) shapes.set(format, shape)
  return shape
}

const ERROR_NAMES: Readonly<Record<number, string>> = {
  0x00: '#NULL!',
  0x07: '#DIV/0!',
  0x0f: '#VALUE!',
  0x17: '#REF!',
  0x1d: '#NAME?',
  0x24: '#NUM!',
  0x2a: '#N/A',
  0x2b: '#GETTING_DATA',
}

function rangeOf({ s, e }: XLSX.Range): SheetRange[] {
  const range = { top: Math.min(s.r, e.r), left: Math.min(s.c, e.c), bottom: Math.max(s.r, e.r), right: Math.max(s.c, e.c) }
  return Object.values(range).every((edge) => Number.isSafeInteger(edge) && edge >= 0) ? [range] : []
}
