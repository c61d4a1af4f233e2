import type { PlainDate } from '../calendar/plain-date.ts'

/**
 * 表里的一格，保留它在文件里的类型：同样显示成 19850615 的，可能是文字、数字或日期。
 * 日期只来自“数字＋日期格式”，已按 1900 或 1904 历法换成不带时区的日期；
 * `showsDay` 为假表示格式只显示到月，日是软件补的。
 */
export type SheetCell =
  | { readonly kind: '文本'; readonly text: string }
  | { readonly kind: '数字'; readonly number: number }
  | { readonly kind: '日期'; readonly date: PlainDate | null; readonly serial: number; readonly showsDay: boolean }
  | { readonly kind: '是否'; readonly isTrue: boolean }
  | { readonly kind: '错误'; readonly text: string }
  | { readonly kind: '公式无值' }

/** 左上角与右下角，行列从 0 起，含两端。 */
export type SheetRange = { readonly top: number; readonly left: number; readonly bottom: number; readonly right: number }

/** 一张表。`rows[r][c]` 从 0 起，空格为 undefined；合并区域不预先展开。 */
export type Sheet = {
  /** 压缩包里的文件名；单个文件为空。 */
  readonly book: string
  readonly name: string
  readonly rows: readonly (readonly (SheetCell | undefined)[])[]
  readonly merges: readonly SheetRange[]
  /** 隐藏的工作表照读，但要说出来。 */
  readonly isHidden: boolean
}

/** 一格显示出来的文字；不做任何解释。 */
export function cellText(cell: SheetCell | undefined): string {
  switch (cell?.kind) {
    case undefined:
    case '公式无值':
      return ''
    case '文本':
    case '错误':
      return cell.text
    case '数字':
      return numberText(cell.number)
    case '日期':
      return cell.date ?? numberText(cell.serial)
    case '是否':
      return cell.isTrue ? '是' : '否'
  }
}

/** 手机号之类存成数字的格还原成数字串，不出现科学记数法。 */
function numberText(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e21 ? BigInt(value).toString() : String(value)
}

/** 一份文件里唯一的表名：工作表名，压缩包里前面带文件名。 */
export function sheetLabel({ book, name }: Pick<Sheet, 'book' | 'name'>): string {
  return book === '' ? name : `${book}/${name}`
}

/** `C` 这样的列名；列从 0 起。 */
export function columnName(column: number): string {
  let letters = ''
  for (let left = column + 1; left > 0; left = Math.floor((left - 1) / 26)) letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters
  return letters
}

/** `C5` 这样的格子名；行列从 0 起。 */
export function cellName(row: number, column: number): string {
  return `${columnName(column)}${row + 1}`
}

/** 展开合并区域最多查看多少格：再多就不是人做的表了。 */
const MERGED_CELLS_LIMIT = 2_000_000

/**
 * 按左上角取值展开合并区域。越界的裁到有内容的范围，乱序无妨；
 * 有重叠时先出现的为准，并逐对说明。展开后的格与左上角是同一个对象。
 */
export function unmerge(sheet: Sheet): { rows: (SheetCell | undefined)[][]; notes: string[] } {
  // 只抄要改的行：多数表没有几处合并。
  const rows = sheet.rows.slice() as (SheetCell | undefined)[][]
  const copied = new Set<number>()
  const width = rows.reduce((max, row) => Math.max(max, row.length), 0)
  const owner = new Map<number, SheetRange>()
  const notes: string[] = []
  let visited = 0
  for (const range of sheet.merges) {
    const bottom = Math.min(range.bottom, rows.length - 1)
    const right = Math.min(range.right, width - 1)
    if (range.top < 0 || range.left < 0 || (range.top >= bottom && range.left >= right)) continue
    visited += 1 + Math.max(0, bottom - range.top + 1) * Math.max(0, right - range.left + 1)
    if (visited > MERGED_CELLS_LIMIT) {
      notes.push('合并单元格太多，其余的未展开。')
      break
    }
    const origin = sheet.rows[range.top]?.[range.left]
    const rival = firstOwner(owner, width, range, bottom, right)
    if (rival !== undefined) {
      if (notes.length < 20) notes.push(`合并单元格 ${rangeName(range)} 与 ${rangeName(rival)} 重叠，前者未展开，请核对。`)
      continue
    }
    for (let r = range.top; r <= bottom; r += 1) {
      if (!copied.has(r)) {
        copied.add(r)
        rows[r] = sheet.rows[r]?.slice() ?? []
      }
      const row = rows[r]
      for (let c = range.left; c <= right; c += 1) {
        owner.set(r * width + c, range)
        if (row) row[c] = origin
      }
    }
  }
  return { rows, notes }
}

function firstOwner(
  owner: Map<number, SheetRange>,
  width: number,
  range: SheetRange,
  bottom: number,
  right: number,
): SheetRange | undefined {
  for (let r = range.top; r <= bottom; r += 1)
    for (let c = range.left; c <= right; c += 1) {
      const found = owner.get(r * width + c)
      if (found) return found
    }
  return undefined
}

function rangeName(range: SheetRange): string {
  return `${cellName(range.top, range.left)}:${cellName(range.bottom, range.right)}`
}
