import { headingFace, textOfBlock, type Block, type Span } from '../../shared/document/block.ts'
import type { Attachment, DocumentModel } from '../../shared/document/model.ts'
import { formatChinese } from '../../shared/calendar/plain-date.ts'
import { colophonHeight } from './colophon.ts'
import type { Face } from './fonts.ts'
import { breakLines, letterSpacing, type Line } from './line-breaking.ts'
import { textWidth } from './measure.ts'
import {
  CELL,
  LANDSCAPE_HEIGHT,
  LANDSCAPE_WIDTH,
  MARK_TOP,
  PITCH,
  RED,
  SEAL_BLANK_LINES,
  SIZE,
  TABLE,
  TEXT_HEIGHT,
  TEXT_WIDTH,
  TRACKING,
  markFit,
} from './styles.ts'
import { breakTitle } from './title-break.ts'

/**
 * 把模型排成一面一面：每一行在版心里的位置、每一面有哪些行。HTML 照此画，docx 据此安排版记。
 * 行高固定、断行只看字数，所以结果与装了什么字体无关。坐标是磅，原点在版心左上角。
 */
export type PlacedLine = {
  readonly x: number
  readonly y: number
  readonly pitch: number
  readonly size: number
  readonly scale: number
  readonly spacing: number
  readonly color: string
  readonly parts: readonly { readonly text: string; readonly face: Face; readonly isLatin: boolean }[]
}

/** 同一面里的一段：读屏与复制时连成一段。 */
export type PlacedText = { readonly kind: '文'; readonly tag: 'h1' | 'h2' | 'p'; readonly lines: readonly PlacedLine[] }
export type PlacedRule = {
  readonly kind: '线'
  readonly x: number
  readonly y: number
  readonly width: number
  readonly weight: number
  readonly color: string
}
export type PlacedTable = {
  readonly kind: '表'
  readonly y: number
  readonly widths: readonly number[]
  readonly aligns: readonly ('居中' | '居左')[]
  readonly rows: readonly { readonly isHead: boolean; readonly height: number; readonly cells: readonly (readonly Line[])[] }[]
}
export type Placed = PlacedText | PlacedRule | PlacedTable

export type LaidPage = {
  readonly orientation: '纵向' | '横向'
  /** 是否编页码：版记前的空白面与其后的版记面都不编（7.5）。 */
  readonly isNumbered: boolean
  readonly hasColophon: boolean
  readonly items: readonly Placed[]
  /** 本面已用到的高度，磅。 */
  readonly used: number
}

/** 版记落在哪里：与正文同一面、紧接的偶数面、隔一个空白面的偶数面。 */
export type ColophonPlace = '无' | '同面' | '次面' | '隔面'
export type LaidDocument = { readonly pages: readonly LaidPage[]; readonly colophonPlace: ColophonPlace; readonly signatureAxis: number }

type Sheet = { orientation: '纵向' | '横向'; isNumbered: boolean; hasColophon: boolean; items: Placed[]; y: number }

export function layOut(model: DocumentModel): LaidDocument {
  const flow = new Flow()
  placeHead(flow, model)
  placeBody(flow, model)
  for (const [index, each] of model.attachments.entries()) placeAttachment(flow, each, index, model.attachments.length)
  const colophonPlace = placeColophon(flow, model)
  return {
    pages: flow.sheets.map(({ orientation, isNumbered, hasColophon, items, y }) => ({
      orientation,
      isNumbered,
      hasColophon,
      items,
      used: y,
    })),
    colophonPlace,
    signatureAxis: signatureAxis(model),
  }
}

class Flow {
  readonly sheets: Sheet[] = []

  constructor() {
    this.newSheet('纵向')
  }

  get sheet(): Sheet {
    const last = this.sheets.at(-1)
    if (!last) throw new Error('没有页')
    return last
  }

  get height(): number {
    return this.sheet.orientation === '纵向' ? TEXT_HEIGHT : LANDSCAPE_HEIGHT
  }

  get width(): number {
    return this.sheet.orientation === '纵向' ? TEXT_WIDTH : LANDSCAPE_WIDTH
  }

  get room(): number {
    return this.height - this.sheet.y
  }

  newSheet(orientation: '纵向' | '横向', isNumbered = true): void {
    this.sheets.push({ orientation, isNumbered, hasColophon: false, items: [], y: 0 })
  }

  advance(height: number): void {
    this.sheet.y += height
  }

  /** 依次放行，放不下就换面；`breakBefore` 是须另起一面的行号。返回前已把同面的行并成一段。 */
  text(tag: PlacedText['tag'], lines: readonly Omit<PlacedLine, 'y'>[], breakBefore = -1): void {
    let group: PlacedLine[] = []
    const close = () => {
      if (group.length > 0) this.sheet.items.push({ kind: '文', tag, lines: group })
      group = []
    }
    for (const [index, line] of lines.entries()) {
      if (index === breakBefore || this.room < line.pitch - 0.5) {
        close()
        this.newSheet(this.sheet.orientation)
      }
      group.push({ ...line, y: this.sheet.y })
      this.advance(line.pitch)
    }
    close()
  }
}

type TextStyle = { size: number; pitch: number; face?: Face; color?: string; scale?: number; tracking?: number }

function placedLine(line: Line, x: number, style: TextStyle): Omit<PlacedLine, 'y'> {
  return {
    x,
    pitch: style.pitch,
    size: style.size,
    scale: style.scale ?? 1,
    spacing: letterSpacing(line, style.size, style.tracking ?? TRACKING),
    color: style.color ?? '000000',
    parts: line.parts.map((part) => ({ ...part, face: style.face ?? part.face })),
  }
}

/** 不折行的一行，`center` 为中线位置。 */
function oneLine(text: string, style: TextStyle, at: { x: number } | { center: number } | { right: number }): Omit<PlacedLine, 'y'> {
  const line = breakLines([{ text, face: '仿宋' }], { size: style.size, tracking: 0, firstRoom: Infinity, room: Infinity })[0]
  if (!line) throw new Error('空行')
  const tracking = style.tracking ?? 0
  const width = (textWidth(text, style.size) + (Array.from(text).length - 1) * tracking) * (style.scale ?? 1)
  const x = 'x' in at ? at.x : 'center' in at ? at.center - width / 2 : at.right - width
  return { ...placedLine(line, x, { ...style, tracking }), spacing: tracking }
}

const BODY: TextStyle = { size: SIZE.body, pitch: PITCH.body }

/** 正文一段：首行空 `first`，其余行退 `rest`。 */
function paragraph(spans: readonly Span[], width: number, first: number, rest: number): Omit<PlacedLine, 'y'>[] {
  return breakLines(spans, { size: SIZE.body, tracking: TRACKING, firstRoom: width - first, room: width - rest }).map((line, index) =>
    placedLine(line, index === 0 ? first : rest, BODY),
  )
}

function placeHead(flow: Flow, model: DocumentModel): void {
  const { size, scale } = markFit(model.head.mark)
  flow.advance(MARK_TOP)
  flow.text('p', [
    oneLine(model.head.mark, { size, scale, pitch: size * 1.1, face: '小标宋', color: RED.color }, { center: TEXT_WIDTH / 2 }),
  ])
  flow.advance(PITCH.body * 2)
  if (model.direction === '上行') {
    const rows = signerRows(model.head.signers)
    const label = '签发人：'
    const widest = Math.max(...rows.map((row) => textWidth(row, SIZE.body)), 0)
    const nameX = TEXT_WIDTH - CELL - widest
    for (const [index, row] of rows.entries()) {
      const y = flow.sheet.y
      const line = (text: string, x: number, face: Face) =>
        flow.sheet.items.push({ kind: '文', tag: 'p', lines: [{ ...oneLine(text, { ...BODY, face }, { x }), y }] })
      if (index === rows.length - 1) line(model.head.number, CELL, '仿宋')
      if (index === 0) line(label, nameX - textWidth(label, SIZE.body), '仿宋')
      line(row, nameX, '楷体')
      flow.advance(PITCH.body)
    }
  } else flow.text('p', [oneLine(model.head.number, { ...BODY, face: '仿宋' }, { center: TEXT_WIDTH / 2 })])
  flow.advance(RED.gapLine)
  flow.sheet.items.push({ kind: '线', x: 0, y: flow.sheet.y, width: TEXT_WIDTH, weight: RED.width, color: RED.color })
  flow.advance(PITCH.body * 2)
  placeTitle(flow, model.title, 'h1')
  flow.advance(PITCH.body)
  flow.text('p', paragraph([{ text: `${model.recipients.join('、')}：`, face: '仿宋' }], TEXT_WIDTH, 0, 0))
}

/** 签发人每行排两位（7.2.6）。 */
export function signerRows(signers: readonly string[]): string[] {
  const rows: string[] = []
  for (let index = 0; index < signers.length; index += 2) rows.push(signers.slice(index, index + 2).join('　'))
  return rows.length > 0 ? rows : ['']
}

function placeTitle(flow: Flow, title: string, tag: 'h1' | 'h2'): void {
  const style: TextStyle = { size: SIZE.title, pitch: PITCH.title, face: '小标宋' }
  flow.text(
    tag,
    breakTitle(title, SIZE.title, flow.width).map((line) => oneLine(line, style, { center: flow.width / 2 })),
  )
}

function blockLines(item: Block, width: number): Omit<PlacedLine, 'y'>[] {
  switch (item.kind) {
    case '段':
      return paragraph(
        [
          { text: item.lead, face: headingFace(item.leadLevel) },
          { text: item.text, face: '仿宋' },
        ].filter((each) => each.text) as Span[],
        width,
        CELL * 2,
        0,
      )
    case '标题':
      return paragraph([{ text: item.text, face: headingFace(item.level) }], width, CELL * 2, 0)
    case '注':
      return breakLines([{ text: item.text, face: '仿宋' }], { size: SIZE.table, tracking: 0, firstRoom: width, room: width }).map((line) =>
        placedLine(line, 0, { size: SIZE.table, pitch: PITCH.table, tracking: 0 }),
      )
    case '表':
      return []
    default:
      return textOfBlock(item)
        .split('\n')
        .flatMap((text) => paragraph([{ text, face: '仿宋' }], width, 0, 0))
  }
}

function placeBody(flow: Flow, model: DocumentModel): void {
  const tail = tailHeight(model)
  for (const [index, item] of model.body.entries()) {
    if (item.kind === '表') {
      flow.advance(TABLE.gap)
      placeTable(flow, item)
      continue
    }
    const lines = blockLines(item, flow.width)
    const isLast = index === model.body.length - 1
    // 印章与成文日期所在的一面须有正文（7.3.5.5）：放不下就带上末段的两行。
    const left = flow.room - lines.length * PITCH.body
    const mustCarry = isLast && left < tail && (left >= 0 || remainderAfterBreak(flow, lines.length) < tail)
    flow.text('p', lines, mustCarry ? Math.max(0, lines.length - 2) : -1)
  }
  placeAttachmentList(flow, model)
  placeSignature(flow, model)
}

function remainderAfterBreak(flow: Flow, count: number): number {
  const here = Math.floor((flow.room + 0.5) / PITCH.body)
  return TEXT_HEIGHT - (count - here) * PITCH.body
}

/** 末段之后必须同面的部分：附件说明、空行、署名、日期、附注。 */
function tailHeight(model: DocumentModel): number {
  const list = model.attachmentNames.length > 0 ? 1 + attachmentListLines(model).length : 0
  const note = model.note ? paragraph([{ text: `（${model.note}）`, face: '仿宋' }], TEXT_WIDTH, CELL * 2, 0).length : 0
  return (list + SEAL_BLANK_LINES + 2 + note) * PITCH.body
}

/** 附件说明（7.3.4）各项：序号前缀与名称；名称换行与名称首字对齐。 */
export function attachmentListIndent(count: number): { label: number; name: number } {
  if (count === 1) return { label: CELL * 2, name: CELL * 5 }
  return { label: CELL * 5, name: CELL * 5 + textWidth(count > 9 ? '10. ' : '1. ', SIZE.body) }
}

function attachmentListLines(model: DocumentModel): { head: string; lines: Omit<PlacedLine, 'y'>[] }[] {
  const count = model.attachmentNames.length
  const { name: x } = attachmentListIndent(count)
  return model.attachmentNames.flatMap((name, index) => {
    const head = count === 1 ? '附件：' : `${index === 0 ? '附件：' : ''}${index + 1}.`
    return breakLines([{ text: name, face: '仿宋' }], {
      size: SIZE.body,
      tracking: TRACKING,
      firstRoom: TEXT_WIDTH - x,
      room: TEXT_WIDTH - x,
    }).map((line, row) => ({ head: row === 0 ? head : '', lines: [placedLine(line, x, BODY)] }))
  })
}

function placeAttachmentList(flow: Flow, model: DocumentModel): void {
  if (model.attachmentNames.length === 0) return
  flow.advance(PITCH.body)
  const { label } = attachmentListIndent(model.attachmentNames.length)
  for (const { head, lines } of attachmentListLines(model)) {
    const x = head.startsWith('附件') ? CELL * 2 : label
    const headLine = head ? [oneLine(head, { ...BODY, face: '仿宋', tracking: TRACKING }, { x })] : []
    const first = lines[0]
    if (!first) continue
    if (flow.room < PITCH.body - 0.5) flow.newSheet(flow.sheet.orientation)
    flow.sheet.items.push({ kind: '文', tag: 'p', lines: [...headLine, first].map((line) => ({ ...line, y: flow.sheet.y })) })
    flow.advance(PITCH.body)
  }
}

/**
 * 署名与成文日期的共同中线（自版心左边起，磅）：日期右空四字，署名以日期为准居中（7.3.5.1）；
 * 署名太长、右端会出版心时，两者一起左移到恰好不出。
 */
export function signatureAxis(model: DocumentModel): number {
  const date = textWidth(formatChinese(model.signature.datedOn), SIZE.body)
  const issuer = textWidth(model.signature.issuer, SIZE.body)
  return Math.max(TEXT_WIDTH / 2, Math.min(TEXT_WIDTH - CELL * 4 - date / 2, TEXT_WIDTH - issuer / 2 - 1))
}

function placeSignature(flow: Flow, model: DocumentModel): void {
  const axis = signatureAxis(model)
  const style = { ...BODY, face: '仿宋' } as const
  flow.advance(PITCH.body * SEAL_BLANK_LINES)
  flow.text('p', [oneLine(model.signature.issuer, style, { center: axis })])
  flow.text('p', [oneLine(formatChinese(model.signature.datedOn), style, { center: axis })])
  if (model.note) flow.text('p', paragraph([{ text: `（${model.note}）`, face: '仿宋' }], TEXT_WIDTH, CELL * 2, 0))
}

function placeAttachment(flow: Flow, item: Attachment, index: number, count: number): void {
  flow.newSheet(item.orientation)
  flow.text('p', [oneLine(attachmentLabel(index, count), { ...BODY, face: '黑体' }, { x: 0 })])
  flow.advance(PITCH.body)
  placeTitle(flow, item.name, 'h2')
  flow.advance(PITCH.body / 2)
  for (const [row, each] of item.blocks.entries()) {
    if (each.kind === '表' && row > 0) flow.advance(TABLE.gap)
    if (each.kind === '表') placeTable(flow, each)
    else flow.text(each.kind === '标题' ? 'h2' : 'p', blockLines(each, flow.width))
  }
}

/** 只有一件附件不编号（7.3.6）。 */
export function attachmentLabel(index: number, count: number): string {
  return count === 1 ? '附件' : `附件${index + 1}`
}

/** 表各列的宽度（磅）：按份数分满 `width`，取整到缇。 */
export function columnWidths(columns: readonly { share: number }[], width: number): number[] {
  const total = columns.reduce((sum, each) => sum + each.share, 0)
  return columns.map((each) => Math.round((each.share / total) * width * 20) / 20)
}

function placeTable(flow: Flow, table: Extract<Block, { kind: '表' }>): void {
  const widths = columnWidths(table.columns, flow.width)
  const row = (cells: readonly string[], isHead: boolean) => {
    const broken = cells.map((text, index) => {
      const room = (widths[index] ?? 0) - TABLE.padX * 2 - 0.5
      return breakLines([{ text, face: isHead ? '黑体' : '仿宋' }], { size: SIZE.table, tracking: 0, firstRoom: room, room })
    })
    return {
      isHead,
      cells: broken,
      height: Math.max(1, ...broken.map((lines) => lines.length)) * PITCH.table + TABLE.padY * 2 + TABLE.border,
    }
  }
  const head = row(
    table.columns.map((each) => each.label),
    true,
  )
  const aligns = table.columns.map((each) => each.align)
  let rows = [head]
  let y = flow.sheet.y
  const close = () => {
    if (rows.length > 1 || table.rows.length === 0) flow.sheet.items.push({ kind: '表', y, widths, aligns, rows })
  }
  flow.advance(head.height)
  for (const cells of table.rows) {
    const next = row(cells, false)
    // 留几磅：表后还有一磅高的节末空段，Word 算行高也会差零点几磅。
    if (flow.room < next.height + 6) {
      close()
      flow.newSheet(flow.sheet.orientation)
      y = 0
      rows = [head]
      flow.advance(head.height)
    }
    rows.push(next)
    flow.advance(next.height)
  }
  close()
  flow.advance(TABLE.padY)
}

/**
 * 版记在最后一面，且落在偶数面（双面印刷时总在背面）。docx 由 Word 重新断行，行数可能差一两行，
 * 所以同面要求留出三行余量、并且本面不是刚起头；否则另面（docx 用“偶数页分节”保证奇偶）。
 */
function placeColophon(flow: Flow, model: DocumentModel): ColophonPlace {
  if (!model.colophon) return '无'
  const height = colophonHeight(model.colophon)
  const isEven = flow.sheets.length % 2 === 0
  const fits = flow.sheet.orientation === '纵向' && flow.room >= height + PITCH.body * 3 && flow.sheet.y >= PITCH.body * 3
  if (isEven && fits) {
    flow.sheet.hasColophon = true
    return '同面'
  }
  if (isEven) {
    flow.newSheet('纵向', false)
    flow.newSheet('纵向', false)
  } else flow.newSheet('纵向')
  flow.sheet.hasColophon = true
  return isEven ? '隔面' : '次面'
}
