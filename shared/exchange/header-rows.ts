import { normalizeHeading, outlineHeading } from './heading.ts'
import type { HeadedColumn } from './column-decision.ts'
import type { RosterFieldKey } from './roster-fields.ts'
import { cellText, type SheetCell } from './sheet.ts'

export type Grid = readonly (readonly (SheetCell | undefined)[])[]

/** 表头：从第几行起（从 0 起）、占几行、各列的文字。`height` 为 0 表示没有表头。 */
export type Header = { readonly top: number; readonly height: number; readonly columns: readonly HeadedColumn[] }

/** 表头在前多少行里找。 */
const SEARCH_ROWS = 30
const HEIGHT_MAX = 3
/** 认出几列以上才像花名册；有姓名又有证号的，两列也算。 */
const RESEMBLANCE = 3
const WIDTH_LIMIT = 400

type Scored = Header & { readonly score: number; readonly hasPerson: boolean }

/** 在前若干行里试一至三行高的表头，取认出字段最多的；一样多取矮的、靠上的。认不出为 null。 */
export function findHeader(grid: Grid): Header | null {
  const texts = new Map<SheetCell, string>()
  let best: Scored | null = null
  for (let top = 0; top < Math.min(grid.length, SEARCH_ROWS); top += 1) {
    // 已经找到有姓名与证号的表头，再往下两行就是数据了。
    if (best?.hasPerson === true && top > best.top + 1) break
    if (!mayBeHeading(grid[top])) continue
    for (let height = 1; height <= HEIGHT_MAX && top + height <= grid.length; height += 1) {
      if (height > 1 && isData(grid[top + height - 1])) break
      const scored = scoreOf(grid, top, height, texts)
      if (best === null || scored.score > best.score || (scored.score === best.score && height < best.height)) best = scored
    }
  }
  if (best === null || (best.score < RESEMBLANCE && !best.hasPerson)) return null
  return withRowsAbove(grid, best, texts)
}

/** 只有一句话的是标题，不是表头；有两格以上数或日期的是数据。 */
function mayBeHeading(row: Grid[number] | undefined): boolean {
  if (row === undefined || isData(row)) return false
  const first = row.find((cell) => cell !== undefined)
  return row.some((cell) => cell !== undefined && cell !== first)
}

function isData(row: Grid[number] | undefined): boolean {
  let count = 0
  for (const cell of row ?? []) {
    if (cell?.kind === '数字' || cell?.kind === '日期') count += 1
    if (count === 2) return true
  }
  return false
}

/** 人指定的表头。 */
export function headerAt(grid: Grid, top: number, height: number): Header {
  return { top, height, columns: headedColumns(grid, top, height, new Map()) }
}

function scoreOf(grid: Grid, top: number, height: number, texts: Map<SheetCell, string>): Scored {
  const columns = headedColumns(grid, top, height, texts)
  const weights = new Map<RosterFieldKey, number>()
  let others = 0
  for (const { parts } of columns) {
    const match = outlineHeading(parts)
    if (match.kind === '不收') others += 1
    const [first] = match.kind === '字段' ? match.candidates : []
    if (first === undefined) continue
    const weight = first.needsValues ? 0.6 : first.isExact ? 1 : 0.8
    weights.set(first.field, Math.max(weights.get(first.field) ?? 0, weight))
  }
  const score = [...weights.values()].reduce((sum, weight) => sum + weight, 0) + Math.min(others, 7) * 0.1
  const hasPerson = (weights.get('name') ?? 0) >= 0.8 && (weights.get('identityNumber') ?? 0) >= 0.6
  return { top, height, columns, score: Math.round(score * 100) / 100, hasPerson }
}

/**
 * 把管着下面几列的上一行收进来：竖向合并的表头（“联系电话/手机号”才完整），
 * 与“介绍人”“配偶”这样的分组：同是“姓名”，管它的那一行说的是别人就不能取。
 */
function withRowsAbove(grid: Grid, header: Scored, texts: Map<SheetCell, string>): Header {
  let current = header
  while (current.top > 0 && current.height < HEIGHT_MAX && governs(grid, current)) {
    const taller = scoreOf(grid, current.top - 1, current.height + 1, texts)
    if (header.hasPerson && !taller.hasPerson) break
    current = taller
  }
  return current
}

/** 上一行是不是表头的一层：与表头共用合并格，或是几个短的分组名；标题与“填报单位：”之类不是。 */
function governs(grid: Grid, { top, columns }: Header): boolean {
  const above = grid[top - 1] ?? []
  const first = grid[top] ?? []
  const shared = columns.filter(({ column }) => above[column] !== undefined && above[column] === first[column]).length
  if (shared >= 1) return true
  const cells = new Set(above.filter((cell) => cell !== undefined && cellText(cell).trim() !== ''))
  if (cells.size === 0) return false
  const texts = [...cells].map((cell) => cellText(cell).trim())
  if (texts.some((text) => /[:：]/.test(text) || Array.from(text).length > 16)) return false
  const spans = [...cells].map((cell) => above.filter((each) => each === cell).length)
  if (cells.size === 1) return (spans[0] ?? 0) >= 2 && above[0] === undefined
  return cells.size >= 2 && spans.some((span) => span >= 2)
}

function headedColumns(grid: Grid, top: number, height: number, texts: Map<SheetCell, string>): HeadedColumn[] {
  const rows = grid.slice(top, top + height)
  const body = height === 0 ? grid.slice(top, top + 50) : rows
  const width = Math.min(
    WIDTH_LIMIT,
    body.reduce((max, row) => Math.max(max, row.length), 0),
  )
  const columns: HeadedColumn[] = []
  for (let column = 0; column < width; column += 1) {
    const parts: string[] = []
    let above: SheetCell | undefined
    for (const row of rows) {
      const cell = row[column]
      if (cell === undefined || cell === above) continue
      above = cell
      const text = texts.get(cell) ?? normalizeHeading(cellText(cell))
      texts.set(cell, text)
      if (text !== '' && text !== parts.at(-1)) parts.push(text)
    }
    if (parts.length > 0 || height === 0) columns.push({ column, parts })
  }
  return columns
}
