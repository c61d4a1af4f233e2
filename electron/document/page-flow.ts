import type { Span } from '../../shared/document/block.ts'
import type { Face } from './fonts.ts'
import { areaOf, type Geometry } from './geometry.ts'
import { breakLines, letterSpacing, type Line } from './line-breaking.ts'
import { textWidth } from './measure.ts'
import { SIZE, TRACKING } from './styles.ts'

/** 排好的一行。坐标是磅，原点在这一面排字区的左上角。 */
export type PlacedLine = {
  readonly x: number
  readonly y: number
  readonly pitch: number
  readonly size: number
  readonly scale: number
  readonly spacing: number
  readonly color: string
  readonly parts: readonly { readonly text: string; readonly face: Face; readonly isLatin: boolean }[]
  /** 断行留给它的宽度；不折行的（居中、靠右）为 null。 */
  readonly room: number | null
  readonly isFull: boolean
}

/** 同一面里的一段：读屏与复制时连成一段。`block` 是块号，供预览加框与自检定位。 */
export type PlacedText = {
  readonly kind: '文'
  readonly block: string
  readonly tag: 'h1' | 'h2' | 'p'
  readonly lines: readonly PlacedLine[]
}
export type PlacedRule = {
  readonly kind: '线'
  readonly block: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly weight: number
  readonly color: string
  readonly isDashed: boolean
}
export type PlacedCell = {
  readonly lines: readonly Line[]
  readonly face: Face
  readonly align: '居中' | '居左'
  readonly span: number
  readonly rowSpan: number
}
export type PlacedTable = {
  readonly kind: '表'
  readonly block: string
  readonly y: number
  readonly size: number
  readonly pitch: number
  readonly widths: readonly number[]
  readonly rows: readonly { readonly isHead: boolean; readonly height: number; readonly cells: readonly PlacedCell[] }[]
}
export type PlacedPicture = {
  readonly kind: '图'
  readonly block: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** data: 地址。 */
  readonly source: string
  readonly label: string
}
export type Placed = PlacedText | PlacedRule | PlacedTable | PlacedPicture

export type LaidPage = {
  readonly orientation: '纵向' | '横向'
  /** 是否编页码：版记前的空白面与其后的版记面都不编（7.5）。 */
  readonly isNumbered: boolean
  readonly hasColophon: boolean
  readonly items: readonly Placed[]
  /** 本面已用到的高度，磅。 */
  readonly used: number
}

export type UnplacedLine = Omit<PlacedLine, 'y'>
type Sheet = { orientation: '纵向' | '横向'; isNumbered: boolean; hasColophon: boolean; items: Placed[]; y: number }

/** 从上往下放：放不下就换一面。 */
export class Flow {
  readonly sheets: Sheet[] = []
  readonly geometry: Geometry
  /** 正在放的是哪一块。 */
  block = ''

  constructor(geometry: Geometry) {
    this.geometry = geometry
    this.newSheet('纵向')
  }

  get sheet(): Sheet {
    const last = this.sheets.at(-1)
    if (!last) throw new Error('没有页')
    return last
  }

  get pitch(): number {
    return this.geometry.pitch
  }

  get height(): number {
    return areaOf(this.sheet.orientation, this.geometry).height
  }

  get width(): number {
    return areaOf(this.sheet.orientation, this.geometry).width
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

  put(item: Placed): void {
    this.sheet.items.push(item)
  }

  /** 放在当前行高处而不往下走：同一行上左右两截。 */
  beside(line: UnplacedLine, y = this.sheet.y): void {
    this.put({ kind: '文', block: this.block, tag: 'p', lines: [{ ...line, y }] })
  }

  rule(x: number, y: number, width: number, weight: number, color = '000000', isDashed = false): void {
    this.put({ kind: '线', block: this.block, x, y, width, weight, color, isDashed })
  }

  /** 依次放行，放不下就换面；`breakBefore` 是须另起一面的行号。返回前已把同面的行并成一段。 */
  text(tag: PlacedText['tag'], lines: readonly UnplacedLine[], breakBefore = -1): void {
    let group: PlacedLine[] = []
    const close = () => {
      if (group.length > 0) this.put({ kind: '文', block: this.block, tag, lines: group })
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

export type TextStyle = { size: number; pitch: number; face?: Face; color?: string; scale?: number; tracking?: number }

export function placedLine(line: Line, x: number, style: TextStyle): UnplacedLine {
  return {
    x,
    pitch: style.pitch,
    size: style.size,
    scale: style.scale ?? 1,
    spacing: letterSpacing(line, style.size, style.tracking ?? TRACKING),
    color: style.color ?? '000000',
    parts: line.parts.map((part) => ({ ...part, face: style.face ?? part.face })),
    room: line.room,
    isFull: line.isFull,
  }
}

/** 不折行的一行，`center` 为中线位置。 */
export function oneLine(text: string, style: TextStyle, at: { x: number } | { center: number } | { right: number }): UnplacedLine {
  const line = breakLines([{ text, face: '仿宋' }], { size: style.size, tracking: 0, firstRoom: Infinity, room: Infinity })[0]
  if (!line) throw new Error('空行')
  const tracking = style.tracking ?? 0
  const width = (textWidth(text, style.size) + (Array.from(text).length - 1) * tracking) * (style.scale ?? 1)
  const x = 'x' in at ? at.x : 'center' in at ? at.center - width / 2 : at.right - width
  return { ...placedLine(line, x, { ...style, tracking }), spacing: tracking, room: null }
}

export function bodyStyle({ pitch }: Geometry): TextStyle {
  return { size: SIZE.body, pitch }
}

/** 正文一段：首行空 `first`，其余行退 `rest`。 */
export function paragraph(spans: readonly Span[], width: number, first: number, rest: number, style: TextStyle): UnplacedLine[] {
  const tracking = style.tracking ?? TRACKING
  return breakLines(
    spans.filter(({ text }) => text !== ''),
    { size: style.size, tracking, firstRoom: width - first, room: width - rest },
  ).map((line, index) => placedLine(line, index === 0 ? first : rest, style))
}

export function textOfLine(line: Pick<PlacedLine, 'parts'>): string {
  return line.parts.map(({ text }) => text).join('')
}
