import * as XLSX from '@e965/xlsx'
import type { Sheet, SheetCell, SheetRange } from '../../shared/exchange/sheet.ts'
import { cellName } from '../../shared/exchange/sheet.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import { readDelimited } from './delimited-text.ts'
import { dateShape, numberCell } from './number-format.ts'
import { refuseLongText, ReadingBudget } from './reading-budget.ts'
import { readXlsx } from './read-xlsx.ts'
import { COLUMNS_LIMIT, ROWS_LIMIT, SHEETS_LIMIT } from './sheet-limits.ts'
import { soundFile } from './workbook-guard.ts'

/** 读第一份文件以前的数字格式表。 */
const numberFormats = XLSX.SSF as { get_table(): Record<string, string> }
const BUILT_IN_FORMATS = { ...numberFormats.get_table() }

type Pause = (done: number, total: number) => Promise<void>
const dontPause: Pause = () => Promise.resolve()

/**
 * 安全地读一份表格：.xlsx、.xls、.csv、.tsv、.txt，或装着几份表格的 .zip。格的类型原样保留，日期不经时区。
 * 按内容而不是扩展名认。`pause` 在读完每张表时调用，可报进度，抛出即停。
 * @throws DomainError `FILE_*`（不是表格、加密、损坏、解压过大）、`SHEET_*`（行、列、张数过多）。
 */
export async function readWorkbook(fileName: string, bytes: Uint8Array, pause: Pause = dontPause): Promise<Sheet[]> {
  return readBook(fileName, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), '', new ReadingBudget(fileName), pause)
}

async function readBook(fileName: string, bytes: Buffer, book: string, budget: ReadingBudget, pause: Pause): Promise<Sheet[]> {
  const sound = await soundFile(fileName, bytes, budget)
  switch (sound.kind) {
    case '文字':
      return [readDelimited(fileName, sound.bytes, book, budget)]
    case 'xls':
      return readXls(fileName, sound.stream, book, budget)
    case 'xlsx':
      try {
        return await readXlsx(fileName, book, sound.parts, budget, pause)
      } catch (error) {
        if (error instanceof DomainError) throw error
        throw unreadable(fileName)
      }
    case '压缩包':
      return readBundle(fileName, book, sound.parts, budget, pause)
  }
}

async function readBundle(
  fileName: string,
  book: string,
  parts: Extract<Awaited<ReturnType<typeof soundFile>>, { kind: '压缩包' }>['parts'],
  budget: ReadingBudget,
  pause: Pause,
): Promise<Sheet[]> {
  if (book !== '') throw new DomainError('FILE_NESTED_ARCHIVE', `“${book}”里面还是压缩包，请先解压一层再导入。`)
  const sheets: Sheet[] = []
  for (const [index, part] of parts.entries()) {
    let content: Buffer
    try {
      content = part.read()
    } catch {
      throw new DomainError('FILE_CORRUPT', `“${fileName}”里的“${part.name}”已损坏或没有下载完整，请重新取得后再导入。`)
    }
    sheets.push(...(await readBook(part.name, content, part.name, budget, () => pause(index, parts.length))))
    if (sheets.length > SHEETS_LIMIT)
      throw new DomainError('SHEET_TOO_MANY', `“${fileName}”里的工作表超过 ${SHEETS_LIMIT} 张，请分成几份再导入。`)
  }
  return sheets
}

function unreadable(fileName: string): DomainError {
  return new DomainError('FILE_CORRUPT', `“${fileName}”的内容读不懂，可能已损坏。请用 Excel 或 WPS 打开、另存为新的 .xlsx 后再导入。`)
}

function readXls(fileName: string, stream: Buffer, book: string, budget: ReadingBudget): Sheet[] {
  const workbook = parseXls(fileName, stream)
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
        book,
        name,
        rows: gridOf(name, worksheet['!data'] ?? [], is1904, budget),
        merges: (worksheet['!merges'] ?? []).flatMap(rangeOf),
        isHidden: (workbook.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0,
      },
    ]
  })
}

function parseXls(fileName: string, stream: Buffer): XLSX.WorkBook {
  try {
    return XLSX.read(stream, {
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
    throw unreadable(fileName)
  } finally {
    restoreNumberFormats()
  }
}

/**
 * 解析库把每份 .xls 自带的数字格式记进一张全程共用的表，读完不清。
 * 不复原的话，上一份（坏的尤其）会把下一份的日期认成数字，导出的 .xls 也会跟着错。
 */
function restoreNumberFormats(): void {
  const table = numberFormats.get_table()
  for (const id of Object.keys(table)) Reflect.deleteProperty(table, id)
  Object.assign(table, BUILT_IN_FORMATS)
}

/** 稀疏的格子收成紧的行：只看有值的格，尾部的空行空列不计。 */
function gridOf(sheet: string, data: XLSX.CellObject[][], is1904: boolean, budget: ReadingBudget): (SheetCell | undefined)[][] {
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
      if (cell.kind === '文本') refuseLongText(sheet, row, column, cell.text)
      budget.takeCells(sheet, column - last)
      while (last < column - 1) cells[(last += 1)] = undefined
      cells[(last = column)] = cell
    }
    if (last < 0) continue
    budget.takeCells(sheet, row + 1 - grid.length)
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
      return value === '' ? undefined : { kind: '文本', text: String(value) }
    case 'n':
      return typeof value === 'number' ? numberCell(value, dateShape(String(cell.z ?? 'General')), is1904) : undefined
    case 'b':
      return { kind: '是否', isTrue: value === true }
    case 'e':
      return { kind: '错误', text: ERROR_NAMES[Number(value)] ?? '#ERROR!' }
    default:
      return undefined
  }
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
