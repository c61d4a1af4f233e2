import { headingFace, type Block } from '../../shared/document/block.ts'
import { BALLOT_NOTE_LABEL, gridHeight, layBallot, type BallotBlock, type BallotLayout } from './ballot.ts'
import { gridOfPairs, gridOfTable, type GridRow, type GridTable } from './grid-table.ts'
import { placeTitle } from './layout-head.ts'
import { breakLines } from './line-breaking.ts'
import { layPicture, PICTURE } from './picture.ts'
import { bodyStyle, oneLine, paragraph, placedLine, type Flow, type Placed, type PlacedTable, type UnplacedLine } from './page-flow.ts'
import { ASCENT, BASELINE, CELL, PITCH, SIZE, TABLE } from './styles.ts'
import { signRows } from './sign-line.ts'

/** 只有文字、逐行往下排的块的各行；表、签字、选票等另排，返回 null。 */
export function blockLines(item: Block, flow: Pick<Flow, 'width' | 'geometry'>): UnplacedLine[] | null {
  const { width } = flow
  const style = bodyStyle(flow.geometry)
  switch (item.kind) {
    case '段':
      return paragraph(
        [
          { text: item.lead, face: headingFace(item.leadLevel) },
          { text: item.text, face: '仿宋' },
        ],
        width,
        CELL * 2,
        0,
        style,
      )
    case '标题':
      return paragraph([{ text: item.text, face: headingFace(item.level) }], width, CELL * 2, 0, style)
    case '顶格':
      return paragraph([{ text: item.text, face: item.face }], width, 0, 0, style)
    case '居右':
      return [oneLine(item.text, { ...style, face: '仿宋' }, { right: width - CELL * 2 })]
    case '居中':
      return item.size === '3号' ? centeredLines(item.text, item.face, width, flow) : null
    case '注':
      return breakLines([{ text: item.text, face: '仿宋' }], { size: SIZE.table, tracking: 0, firstRoom: width, room: width }).map((line) =>
        placedLine(line, 0, { size: SIZE.table, pitch: PITCH.table, tracking: 0 }),
      )
    default:
      return null
  }
}

function centeredLines(
  text: string,
  face: '仿宋' | '黑体' | '楷体' | '小标宋',
  width: number,
  { geometry }: Pick<Flow, 'geometry'>,
): UnplacedLine[] {
  return breakLines([{ text, face }], { size: SIZE.body, tracking: 0, firstRoom: width, room: width }).map((line) =>
    oneLine(line.text, { ...bodyStyle(geometry), face }, { center: width / 2 }),
  )
}

/** 放一块；`breakBefore` 是须另起一面的行号（仅对文字块），`below` 是末行以下须同面的高度（仅对表）。 */
export function placeBlock(flow: Flow, item: Block, breakBefore = -1, below = 0): void {
  const lines = blockLines(item, flow)
  if (lines) {
    flow.text(item.kind === '标题' ? 'h2' : 'p', lines, breakBefore)
    return
  }
  switch (item.kind) {
    case '居中':
      placeCenteredTitle(flow, item.text, item.face)
      return
    case '表':
      placeTable(flow, gridOfTable(item, flow.width), below)
      return
    case '键值':
      placeTable(flow, gridOfPairs(item, flow.width), below)
      return
    case '签字':
      placeSigns(flow, item)
      return
    case '选票':
      placeBallots(flow, item)
      return
    case '图':
      placePicture(flow, item)
      return
    case '空行':
      // 面首不留空行；docx 的段前空行由 Word 照排，差的只在面首。
      flow.advance(Math.min(flow.pitch * item.count, Math.max(0, flow.room)))
      return
    case '分页':
      if (flow.sheet.y > 0) flow.newSheet(flow.sheet.orientation)
      return
  }
}

function placeCenteredTitle(flow: Flow, text: string, face: '仿宋' | '黑体' | '楷体' | '小标宋'): void {
  if (face === '小标宋') {
    placeTitle(flow, text, 'h2')
    return
  }
  const style = { size: SIZE.title, pitch: PITCH.title, face }
  flow.text(
    'h2',
    breakLines([{ text, face }], { size: SIZE.title, tracking: 0, firstRoom: flow.width, room: flow.width }).map((line) =>
      oneLine(line.text, style, { center: flow.width / 2 }),
    ),
  )
}

/** 图与图注在同一面，放不下就换面。 */
function placePicture(flow: Flow, item: Extract<Block, { kind: '图' }>): void {
  const laid = layPicture(item, flow)
  if (flow.room < laid.total - PICTURE.after - 0.5 && flow.sheet.y > 0) flow.newSheet(flow.sheet.orientation)
  const { block, sheet, width } = flow
  const source = `data:${item.mime};base64,${item.base64}`
  flow.put({
    kind: '图',
    block,
    x: (width - laid.width) / 2,
    y: sheet.y,
    width: laid.width,
    height: laid.height,
    source,
    label: item.caption,
  })
  flow.advance(laid.height + (laid.caption.length === 0 ? 0 : PICTURE.captionGap))
  flow.text(
    'p',
    laid.caption.map((line) => oneLine(line.text, { size: SIZE.table, pitch: PITCH.table, face: '仿宋' }, { center: width / 2 })),
  )
  flow.advance(Math.min(PICTURE.after, Math.max(0, flow.room)))
}

/** 签字的横线离基线多远、多粗（磅）。 */
const SIGN_RULE = { drop: 3, weight: 0.75 } as const

function placeSigns(flow: Flow, item: Extract<Block, { kind: '签字' }>): void {
  const style = { ...bodyStyle(flow.geometry), face: '仿宋' as const }
  for (const row of signRows(item, flow.width)) {
    if (flow.room < flow.pitch - 0.5) flow.newSheet(flow.sheet.orientation)
    for (const { text, x, lineX, lineWidth } of row) {
      flow.beside(oneLine(text, style, { x }))
      if (lineWidth > 0) flow.rule(lineX, flow.sheet.y + flow.pitch * BASELINE + SIGN_RULE.drop, lineWidth, SIGN_RULE.weight)
    }
    flow.advance(flow.pitch)
  }
}

/** 一行的各格断好行，连同行高；跨两行的格比两行还高时，把多出的加在末一行。 */
function measuredRows(grid: GridTable, rows: readonly GridRow[]): PlacedTable['rows'] {
  const heights: number[] = []
  const tall: { row: number; span: number; height: number }[] = []
  const taken = new Map<string, true>()
  const laid = rows.map((row, rowIndex) => {
    let column = 0
    let height = grid.isFixedHeight ? row.minHeight : Math.max(grid.pitch, row.minHeight) + grid.padY * 2 + TABLE.border
    const cells = row.cells.map(({ text, face, align, span, rowSpan }) => {
      while (taken.has(`${rowIndex}.${column}`)) column += 1
      const width = grid.widths.slice(column, column + span).reduce((sum, each) => sum + each, 0)
      for (let down = 1; down < rowSpan; down += 1)
        for (let across = 0; across < span; across += 1) taken.set(`${rowIndex + down}.${column + across}`, true)
      column += span
      const room = width - TABLE.padX * 2 - 0.5
      const lines = text
        .split('\n')
        .flatMap((part) => breakLines([{ text: part, face }], { size: grid.size, tracking: 0, firstRoom: room, room }))
      const needed = lines.length * grid.pitch + grid.padY * 2 + TABLE.border
      if (rowSpan > 1) tall.push({ row: rowIndex, span: rowSpan, height: needed })
      else if (!grid.isFixedHeight) height = Math.max(height, needed)
      return { lines, face, align, span, rowSpan }
    })
    heights.push(height)
    return { isHead: row.isHead, cells }
  })
  for (const { row, span, height } of tall) {
    const have = heights.slice(row, row + span).reduce((sum, each) => sum + each, 0)
    const last = row + span - 1
    heights[last] = (heights[last] ?? 0) + Math.max(0, height - have)
  }
  return laid.map((row, index) => ({ ...row, height: heights[index] ?? 0 }))
}

function placeTable(flow: Flow, grid: GridTable, below: number): void {
  const all = measuredRows(grid, grid.rows)
  const heads = all.filter((row) => row.isHead)
  const headHeight = heads.reduce((sum, row) => sum + row.height, 0)
  let rows = [...heads]
  let y = flow.sheet.y
  const close = () => {
    if (rows.length > heads.length || all.length === heads.length) flow.put(tableAt(flow, grid, y, rows))
  }
  flow.advance(headHeight)
  for (const next of all.slice(heads.length)) {
    const kept = below > 0 && next === all.at(-1) ? below + TABLE.padY : 0
    // 留几磅：表后还有一磅高的节末空段，Word 算行高也会差零点几磅。
    if (flow.room < next.height + kept + 6 && (rows.length > heads.length || y > 0)) {
      close()
      flow.newSheet(flow.sheet.orientation)
      y = 0
      rows = [...heads]
      flow.advance(headHeight)
    }
    rows.push(next)
    flow.advance(next.height)
  }
  close()
  flow.advance(TABLE.padY)
}

function tableAt(flow: Flow, grid: GridTable, y: number, rows: PlacedTable['rows']): PlacedTable {
  return { kind: '表', block: flow.block, y, size: grid.size, pitch: grid.pitch, widths: grid.widths, rows }
}

/** 选票：另起一面，每面几张；同样的面只排一次，几百张也不费时。 */
function placeBallots(flow: Flow, item: BallotBlock): void {
  if (flow.sheet.y > 0) flow.newSheet(flow.sheet.orientation)
  const laid = layBallot(item, flow.width, flow.height)
  const full = ballotPage(flow, item, laid, Math.min(laid.perPage, item.copies))
  for (let done = 0; done < item.copies; done += laid.perPage) {
    if (done > 0) flow.newSheet(flow.sheet.orientation)
    const count = Math.min(laid.perPage, item.copies - done)
    flow.sheet.items.push(...(count === Math.min(laid.perPage, item.copies) ? full : ballotPage(flow, item, laid, count)))
    flow.advance(flow.height)
  }
}

function ballotPage(flow: Flow, item: BallotBlock, laid: BallotLayout, count: number): Placed[] {
  return Array.from({ length: count }, (_, index) => [
    ...ballotItems(flow, item, laid, index * laid.slot + (index === 0 ? 0 : laid.style.gap)),
    ...(index + 1 < laid.perPage ? [cutLine(flow, (index + 1) * laid.slot)] : []),
  ]).flat()
}

function cutLine(flow: Flow, y: number): Placed {
  return { kind: '线', block: flow.block, x: 0, y, width: flow.width, weight: 0.5, color: '000000', isDashed: true }
}

function ballotItems(flow: Flow, item: BallotBlock, laid: BallotLayout, top: number): Placed[] {
  const { style } = laid
  const { block, width } = flow
  const items: Placed[] = []
  let y = top
  const put = (tag: 'h2' | 'p', line: UnplacedLine) => {
    items.push({ kind: '文', block, tag, lines: [{ ...line, y }] })
  }
  for (const text of laid.titleLines) {
    put('h2', oneLine(text, { size: style.title, pitch: style.titlePitch, face: '小标宋' }, { center: width / 2 }))
    y += style.titlePitch
  }
  const note = { size: style.note, pitch: style.notePitch, face: '仿宋' as const, tracking: 0 }
  if (item.subtitle !== '') {
    put('p', oneLine(item.subtitle, note, { center: width / 2 }))
    y += style.notePitch
  }
  y += style.gap
  for (const grid of laid.tables) {
    items.push(tableAt(flow, grid, y, measuredRows(grid, grid.rows)))
    y += gridHeight(grid) + style.gap
  }
  for (const [index, { x, line }] of laid.noteLines.entries()) {
    if (index === 0) put('p', oneLine(BALLOT_NOTE_LABEL, note, { x: 0 }))
    put('p', placedLine(line, x, note))
    y += style.notePitch
  }
  if (item.seal !== '') {
    y += style.notePitch
    put('p', oneLine(item.seal, note, { right: width - CELL * 2 }))
  }
  return items
}

/** 字身上沿在行盒里的位置。 */
export function emTop(pitch: number, size: number): number {
  return BASELINE * pitch - ASCENT * size
}
