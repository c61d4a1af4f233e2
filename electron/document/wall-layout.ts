import type { WallChart } from '../../shared/calendar/wall-chart.ts'
import { textWidth } from './measure.ts'
import { mm } from './styles.ts'

export const WALL_PAPERS = ['A3', 'A4'] as const
export type WallPaper = (typeof WALL_PAPERS)[number]

/** 横向的纸（磅）与四边的空白。 */
const SHEETS: Record<WallPaper, { width: number; height: number; margin: number; biggest: number }> = {
  A3: { width: mm(420), height: mm(297), margin: mm(12), biggest: 14 },
  A4: { width: mm(297), height: mm(210), margin: mm(9), biggest: 9.5 },
}

/** 五栏各占多少。 */
const SHARES = [0.045, 0.15, 0.31, 0.285, 0.21] as const
const SMALLEST = 5
const STEP = 0.25
/** 行距是字高的几倍；格子上下左右的空白是字高的几倍。 */
const LEADING = 1.28
const PAD_Y = 0.22
const PAD_X = 0.4
/** 各家软件断行略有出入，宽度与高度都留一点余地。 */
const WIDTH_SLACK = 0.96
const HEIGHT_SLACK = 0.965

export type WallParagraph = { readonly text: string; readonly isHead: boolean }
export type WallLayout = {
  readonly page: { readonly width: number; readonly height: number; readonly margin: number }
  readonly columns: readonly number[]
  readonly titleSize: number
  readonly titleHeight: number
  readonly size: number
  readonly line: number
  readonly padX: number
  readonly padY: number
  readonly headHeight: number
  /** 十二个月各行的高。 */
  readonly rowHeights: readonly number[]
  readonly noteHeight: number
  readonly rows: readonly { readonly cells: readonly (readonly WallParagraph[])[] }[]
  /** 右边一栏，上下贯通。 */
  readonly side: readonly WallParagraph[]
}

/**
 * 把年历排进一张横向的纸：字号从大往小试，取放得下的最大一号；剩下的高度均分给各月。
 * 最小字号仍放不下就抛错，不静悄悄地裁掉。
 */
export function layOutWall(chart: WallChart, paper: WallPaper): WallLayout {
  const sheet = SHEETS[paper]
  const width = sheet.width - sheet.margin * 2
  const columns = SHARES.map((share) => share * width)
  const rows = chart.months.map(({ label, days, branch, upper }) => ({
    cells: [plain([label]), plain(days), plain(branch === '' ? [] : [branch]), plain(upper === '' ? [] : [upper])],
  }))
  const side = chart.side.flatMap(({ title, items }) => [{ text: title, isHead: true }, ...plain(items)])
  const available = (sheet.height - sheet.margin * 2) * HEIGHT_SLACK
  for (let size = sheet.biggest; size >= SMALLEST; size -= STEP) {
    const titleSize = size * 2
    const titleHeight = titleSize * 1.6
    const line = size * LEADING
    const padX = size * PAD_X
    const padY = size * PAD_Y
    const headHeight = line + padY * 2
    const noteHeight = line * 1.2
    const inner = (column: number) => ((columns[column] ?? 0) - padX * 2) * WIDTH_SLACK
    const heightOf = (paragraphs: readonly WallParagraph[], column: number) =>
      paragraphs.reduce((sum, { text }) => sum + linesOf(text, size, inner(column)), 0) * line + padY * 2
    const natural = rows.map(({ cells }) => Math.max(headHeight, ...cells.map((cell, column) => heightOf(cell, column))))
    const body = available - titleHeight - headHeight - noteHeight
    const total = natural.reduce((sum, each) => sum + each, 0)
    if (total > body || heightOf(side, 4) > body) continue
    const spare = (body - total) / natural.length
    return {
      page: { width: sheet.width, height: sheet.height, margin: sheet.margin },
      columns,
      titleSize,
      titleHeight,
      size,
      line,
      padX,
      padY,
      headHeight,
      rowHeights: natural.map((each) => each + spare),
      noteHeight,
      rows,
      side,
    }
  }
  throw new Error(`年历的内容太多，${paper} 一张纸放不下`)
}

function plain(texts: readonly string[]): WallParagraph[] {
  return texts.map((text) => ({ text, isHead: false }))
}

function linesOf(text: string, size: number, width: number): number {
  return Math.max(1, Math.ceil(textWidth(text, size) / width))
}
