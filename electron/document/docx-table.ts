import { STYLE_ID } from './docx-styles.ts'
import type { GridCell, GridRow, GridTable } from './grid-table.ts'
import { SIZE, TABLE, twips } from './styles.ts'
import { paragraphXml, run } from './wml.ts'

const BORDER = `w:val="single" w:sz="${TABLE.border * 8}" w:space="0" w:color="000000"`

/** 一张表：固定列宽，表头每面重复，行不跨面。 */
export function tableXml(grid: GridTable): string {
  const widths = grid.widths.map(twips)
  const total = widths.reduce((sum, each) => sum + each, 0)
  const sides = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map((side) => `<w:${side} ${BORDER}/>`).join('')
  const margin = (side: string, points: number) => `<w:${side} w:w="${twips(points)}" w:type="dxa"/>`
  const margins = `${margin('top', grid.padY)}${margin('left', TABLE.padX)}${margin('bottom', grid.padY)}${margin('right', TABLE.padX)}`
  const properties = `<w:tblPr><w:tblW w:w="${total}" w:type="dxa"/><w:tblBorders>${sides}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>${margins}</w:tblCellMar></w:tblPr>`
  const columns = widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('')
  return `<w:tbl>${properties}<w:tblGrid>${columns}</w:tblGrid>${rowsXml(grid, widths)}</w:tbl>`
}

function rowsXml(grid: GridTable, widths: readonly number[]): string {
  /** 各列还有几行被上面的格占着，及那一格占几列。 */
  const open = widths.map(() => ({ rows: 0, span: 1 }))
  return grid.rows
    .map((row) => {
      const cells: string[] = []
      const waiting = [...row.cells]
      for (let column = 0; column < widths.length;) {
        const above = open[column]
        const width = (span: number) => widths.slice(column, column + span).reduce((sum, each) => sum + each, 0)
        if (above && above.rows > 0) {
          cells.push(cellXml(null, width(above.span), above.span, 'continue', grid, row))
          above.rows -= 1
          column += above.span
          continue
        }
        const cell = waiting.shift()
        if (!cell) break
        cells.push(cellXml(cell, width(cell.span), cell.span, cell.rowSpan > 1 ? 'restart' : '', grid, row))
        if (cell.rowSpan > 1 && above) Object.assign(above, { rows: cell.rowSpan - 1, span: cell.span })
        column += cell.span
      }
      return `<w:tr>${rowProperties(grid, row)}${cells.join('')}</w:tr>`
    })
    .join('')
}

function rowProperties(grid: GridTable, { isHead, minHeight }: GridRow): string {
  const height = grid.isFixedHeight ? minHeight : Math.max(grid.pitch, minHeight) + grid.padY * 2
  return `<w:trPr><w:cantSplit/><w:trHeight w:val="${twips(height)}" w:hRule="${grid.isFixedHeight ? 'exact' : 'atLeast'}"/>${isHead ? '<w:tblHeader/>' : ''}</w:trPr>`
}

function cellXml(
  cell: GridCell | null,
  width: number,
  span: number,
  merge: '' | 'restart' | 'continue',
  grid: GridTable,
  row: GridRow,
): string {
  const properties = [
    `<w:tcW w:w="${width}" w:type="dxa"/>`,
    span > 1 ? `<w:gridSpan w:val="${span}"/>` : '',
    merge === '' ? '' : merge === 'restart' ? '<w:vMerge w:val="restart"/>' : '<w:vMerge/>',
    '<w:vAlign w:val="center"/>',
  ]
  const style = row.isHead ? STYLE_ID.tableHead : STYLE_ID.tableCell
  const size = grid.size === SIZE.table ? {} : { size: grid.size }
  const spacing = grid.size === SIZE.table ? {} : { spacing: { line: grid.pitch } }
  const paragraphs = (cell?.text ?? '')
    .split('\n')
    .map((text) =>
      paragraphXml({ style, ...spacing, ...(cell?.align === '居左' ? { alignment: 'left' } : {}) }, cell ? run(text, cell.face, size) : ''),
    )
  return `<w:tc><w:tcPr>${properties.join('')}</w:tcPr>${paragraphs.join('')}</w:tc>`
}
