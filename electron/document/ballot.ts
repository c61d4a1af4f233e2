import type { BlockOf } from '../../shared/document/block.ts'
import type { GridCell, GridRow, GridTable } from './grid-table.ts'
import { breakLines, type Line } from './line-breaking.ts'
import { CELL, SIZE, TABLE } from './styles.ts'
import { breakTitle } from './title-break.ts'

export type BallotBlock = BlockOf<'选票'>

/** 一面排几张决定字有多大、格有多高（磅）。 */
type BallotStyle = {
  readonly title: number
  readonly titlePitch: number
  readonly size: number
  readonly rowHeight: number
  readonly note: number
  readonly notePitch: number
  readonly gap: number
  /** 一行最多几名候选人；再多就另起一层，各层人数尽量均匀。 */
  readonly names: number
}
const STYLES: Record<number, BallotStyle> = {
  1: { title: SIZE.title, titlePitch: 35.75, size: SIZE.body, rowHeight: 44, note: SIZE.small, notePitch: 24, gap: 14, names: 6 },
  2: { title: 16, titlePitch: 26, size: SIZE.small, rowHeight: 28, note: 10.5, notePitch: 15, gap: 6, names: 7 },
  3: { title: 15, titlePitch: 22, size: SIZE.table, rowHeight: 22, note: 9, notePitch: 13, gap: 4, names: 8 },
  4: { title: 14, titlePitch: 20, size: SIZE.table, rowHeight: 20, note: 9, notePitch: 12, gap: 3, names: 8 },
}

/** 一张票的内容与高度，两个写手照此排。 */
export type BallotLayout = {
  readonly style: BallotStyle
  readonly titleLines: readonly string[]
  readonly tables: readonly GridTable[]
  readonly noteLines: readonly { readonly x: number; readonly line: Line }[]
  readonly noteParagraphs: readonly string[]
  /** 从标题到盖章处的总高。 */
  readonly height: number
  /** 每面实际排几张：放不下要求的张数就减。 */
  readonly perPage: number
  /** 一张票占的高度，含到下一张之间的空白。 */
  readonly slot: number
}

export const BALLOT_NOTE_LABEL = '说明：'

/** 排一张票。每面放不下要求的张数就减；放得下而有余，把格放高些，好画符号。 */
export function layBallot(item: BallotBlock, width: number, height: number): BallotLayout {
  for (let perPage = item.perPage; perPage > 1; perPage -= 1) {
    const laid = at(item, perPage, width, height, 0)
    if (roomLeft(laid) >= 0) return roomier(item, laid, width, height)
  }
  return roomier(item, at(item, 1, width, height, 0), width, height)
}

/** 票与票之间、票与裁切线之间各留一道空隙之后还剩多高。 */
function roomLeft({ slot, height, style }: BallotLayout): number {
  return slot - height - style.gap * 3
}

function roomier(item: BallotBlock, laid: BallotLayout, width: number, height: number): BallotLayout {
  const rows = laid.tables.reduce((sum, table) => sum + table.rows.length, 0)
  const more = Math.floor(Math.min(laid.style.rowHeight / 2, Math.max(0, roomLeft(laid)) / Math.max(1, rows)) * 2) / 2
  return more > 0 ? at(item, laid.perPage, width, height, more) : laid
}

function at(item: BallotBlock, perPage: number, width: number, height: number, more: number): BallotLayout {
  const base = STYLES[perPage] ?? STYLES[4]
  if (!base) throw new Error('没有这种选票的字号')
  const style = { ...base, rowHeight: base.rowHeight + more }
  const titleLines = breakTitle(item.title, style.title, width)
  const tables = item.groups.map((group) => ballotGrid(group, style, width))
  const noteParagraphs = item.instructions.map((text, index) => (item.instructions.length === 1 ? text : `${index + 1}.${text}`))
  const hang = style.note * BALLOT_NOTE_LABEL.length
  const noteLines = noteParagraphs.flatMap((text) =>
    breakLines([{ text, face: '仿宋' }], { size: style.note, tracking: 0, firstRoom: width - hang, room: width - hang }).map((line) => ({
      x: hang,
      line,
    })),
  )
  const tableHeight = tables.reduce((sum, table) => sum + gridHeight(table) + style.gap, 0)
  return {
    style,
    titleLines,
    tables,
    noteLines,
    noteParagraphs,
    perPage,
    slot: height / perPage,
    height:
      titleLines.length * style.titlePitch +
      (item.subtitle === '' ? 0 : style.notePitch) +
      style.gap +
      tableHeight +
      noteLines.length * style.notePitch +
      (item.seal === '' ? 0 : style.notePitch * 2),
  }
}

/** 固定行高的表的总高。 */
export function gridHeight(table: GridTable): number {
  return table.rows.reduce((sum, row) => sum + row.minHeight, 0)
}

/** 一组候选人：上一行画票符号，下一行姓名；另选他人同样两行，都空着。 */
function ballotGrid({ label, candidates, spares }: BallotBlock['groups'][number], style: BallotStyle, width: number): GridTable {
  const labelColumn = Math.round(CELL * 4 * 20) / 20
  const room = width - labelColumn
  const most = namesPerBand(candidates, style, room)
  const bands: { label: string; names: readonly string[] }[] = [
    ...spread(candidates, most).map((names) => ({ label, names })),
    ...spread(
      Array.from({ length: spares }, () => ''),
      most,
    ).map((names) => ({ label: '另选人', names })),
  ]
  const edges = new Set([0])
  for (const { names } of bands) for (let index = 1; index <= names.length; index += 1) edges.add(edge(index, names.length, room))
  const stops = [...edges].sort((a, b) => a - b)
  const widths = [labelColumn, ...stops.slice(1).map((stop, index) => Math.round((stop - (stops[index] ?? 0)) * 20) / 20)]
  const pitch = style.size * 1.2
  const row = (head: string, names: readonly string[]): GridRow => {
    const cells = names.map((text, index): GridCell => {
      const from = stops.indexOf(edge(index, names.length, room))
      const to = stops.indexOf(edge(index + 1, names.length, room))
      return { text, face: '楷体', align: '居中', span: to - from, rowSpan: 1 }
    })
    const cellRoom = room / names.length - TABLE.padX * 2 - 0.5
    const lines = Math.max(...names.map((text) => linesOf(text, style, cellRoom)), linesOf(head, style, labelColumn - TABLE.padX * 2 - 0.5))
    return {
      isHead: false,
      minHeight: Math.max(style.rowHeight, lines * pitch + TABLE.padY * 2),
      cells: [{ text: head, face: '黑体', align: '居中', span: 1, rowSpan: 1 }, ...cells],
    }
  }
  return {
    widths,
    size: style.size,
    pitch,
    padY: 0,
    isFixedHeight: true,
    rows: bands.flatMap(({ label: head, names }) => [
      row(
        '符号',
        names.map(() => ''),
      ),
      row(head, names),
    ]),
  }
}

function linesOf(text: string, { size }: BallotStyle, room: number): number {
  return breakLines([{ text, face: '仿宋' }], { size, tracking: 0, firstRoom: room, room }).length
}

const MOST_NAME_LINES = 4

/** 一行放几名：在姓名至多折成四行的放法里，取总高最小的；一样高时取一行放得多的。 */
function namesPerBand(names: readonly string[], style: BallotStyle, room: number): number {
  let best = { most: 1, height: Infinity }
  for (let most = style.names; most >= 1; most -= 1) {
    const lines = spread(names, most).map((band) =>
      Math.max(...band.map((name) => linesOf(name, style, room / band.length - TABLE.padX * 2 - 0.5))),
    )
    if (lines.some((count) => count > MOST_NAME_LINES)) continue
    const height = lines.reduce((sum, count) => sum + style.rowHeight + Math.max(style.rowHeight, count * style.size * 1.2), 0)
    if (height < best.height) best = { most, height }
  }
  return best.most
}

/** 第 `index` 道竖线的位置（磅，取整到缇，免得两层差一丝对不齐）。 */
function edge(index: number, count: number, width: number): number {
  return Math.round((index / count) * width * 20) / 20
}

/** 分成人数尽量均匀的几层，多的在上。 */
function spread(names: readonly string[], most: number): string[][] {
  const bands = Math.ceil(names.length / most)
  const result: string[][] = []
  let taken = 0
  for (let band = 0; band < bands; band += 1) {
    const size = Math.ceil((names.length - taken) / (bands - band))
    result.push(names.slice(taken, taken + size))
    taken += size
  }
  return result
}
