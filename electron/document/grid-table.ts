import type { BlockOf, Span } from '../../shared/document/block.ts'
import { textWidth } from './measure.ts'
import { SIZE, TABLE } from './styles.ts'

/** 表格的共同形状：表、键值表、选票都先化成它，两个写手只认它。 */
export type GridCell = {
  readonly text: string
  readonly face: Span['face']
  readonly align: '居中' | '居左'
  /** 占几列、几行。被上面一格占去的位置不另写格。 */
  readonly span: number
  readonly rowSpan: number
}
export type GridRow = { readonly isHead: boolean; readonly minHeight: number; readonly cells: readonly GridCell[] }
export type GridTable = {
  /** 各列宽（磅）。 */
  readonly widths: readonly number[]
  readonly size: number
  readonly pitch: number
  readonly padY: number
  /** 行高固定（选票：各张票要一样大），还是至少。 */
  readonly isFixedHeight: boolean
  readonly rows: readonly GridRow[]
}

export const PLAIN_TABLE = { size: SIZE.table, pitch: 18, padY: TABLE.padY, isFixedHeight: false } as const

function cell(text: string, face: Span['face'], align: GridCell['align'], span = 1, rowSpan = 1): GridCell {
  return { text, face, align, span, rowSpan }
}

/** 表各列的宽度（磅）：按份数分满 `width`，取整到缇。 */
export function columnWidths(columns: readonly { share: number }[], width: number): number[] {
  const total = columns.reduce((sum, each) => sum + each.share, 0)
  return columns.map((each) => Math.round((each.share / total) * width * 20) / 20)
}

/** 一般的表：一行表头；有合并表头时两行，没有归组的列上下并成一格。 */
export function gridOfTable({ columns, rows }: BlockOf<'表'>, width: number): GridTable {
  const isGrouped = columns.some(({ group }) => group !== undefined && group !== '')
  const upper: GridCell[] = []
  const lower: GridCell[] = []
  let last = ''
  for (const { label, group = '' } of columns) {
    const open = upper.at(-1)
    if (group === '') upper.push(cell(label, '黑体', '居中', 1, isGrouped ? 2 : 1))
    else {
      if (open && group === last) upper[upper.length - 1] = { ...open, span: open.span + 1 }
      else upper.push(cell(group, '黑体', '居中'))
      lower.push(cell(label, '黑体', '居中'))
    }
    last = group
  }
  const head = (cells: readonly GridCell[]): GridRow => ({ isHead: true, minHeight: 0, cells })
  return {
    ...PLAIN_TABLE,
    widths: columnWidths(columns, width),
    rows: [
      head(upper),
      ...(isGrouped ? [head(lower)] : []),
      ...rows.map((cells) => ({
        isHead: false,
        minHeight: 0,
        cells: cells.map((text, index) => cell(text, '仿宋', columns[index]?.align ?? '居中')),
      })),
    ],
  }
}

/** 栏名列的宽度：容得下最长的栏名（至多六字，再长折行）。 */
function labelWidth(labels: readonly string[]): number {
  const widest = Math.max(...labels.map((label) => textWidth(label, SIZE.table)))
  return Math.round((Math.min(Math.max(widest, SIZE.table * 4), SIZE.table * 6) + TABLE.padX * 2 + 4) * 20) / 20
}

/** 键值表：每行一对或两对，独占一行的把值拉到底。 */
export function gridOfPairs({ pairs, perRow }: BlockOf<'键值'>, width: number): GridTable {
  const label = labelWidth(pairs.map((each) => each.label))
  const value = Math.round((width / perRow - label) * 20) / 20
  const full = perRow * 2 - 1
  const rows: GridRow[] = []
  const minHeight = (lines: number) => lines * PLAIN_TABLE.pitch
  let waiting: BlockOf<'键值'>['pairs'] = []
  const flush = () => {
    if (waiting.length === 0) return
    const isShort = waiting.length < perRow
    rows.push({
      isHead: false,
      minHeight: Math.max(...waiting.map(({ lines }) => minHeight(lines))),
      cells: waiting.flatMap((each) => [cell(each.label, '黑体', '居中'), cell(each.value, '仿宋', '居左', isShort ? full : 1)]),
    })
    waiting = []
  }
  for (const each of pairs) {
    if (each.isWide) flush()
    waiting.push(each)
    if (each.isWide || waiting.length === perRow) flush()
  }
  flush()
  return { ...PLAIN_TABLE, widths: Array.from({ length: perRow }, () => [label, value]).flat(), rows }
}
