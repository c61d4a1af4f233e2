import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** 一个字：字身框（毫米，自纸的左上角），字号（磅），是否转了 90 度。 */
export type Glyph = {
  readonly char: string
  readonly x0: number
  readonly x1: number
  readonly top: number
  readonly bottom: number
  readonly size: number
  readonly isTurned: boolean
  readonly color: string
}
/** 一块画上去的图形的外框（毫米）：横线、竖线、填充矩形都在内。 */
export type Shape = { readonly x0: number; readonly x1: number; readonly top: number; readonly bottom: number; readonly color: string }
export type PdfPage = {
  readonly width: number
  readonly height: number
  readonly glyphs: readonly Glyph[]
  readonly shapes: readonly Shape[]
}

type Matrix = readonly [number, number, number, number, number, number]
const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0]
const MM = 25.4 / 72
/** 字身：基线上 0.88 字高、下 0.12 字高。 */
const ASCENT = 0.88

/** 读 PDF 的字形框与线条，量版式用。 */
export async function readPdf(bytes: Uint8Array): Promise<PdfPage[]> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 })
  const document = await task.promise
  const pages: PdfPage[] = []
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number)
    const [left = 0, bottom = 0, right = 0, top = 0] = page.view
    const list = await page.getOperatorList()
    const reader = new PageReader(top - bottom)
    for (const [index, operator] of list.fnArray.entries()) reader.apply(operator, (list.argsArray as unknown[])[index])
    pages.push({ width: (right - left) * MM, height: (top - bottom) * MM, glyphs: reader.glyphs, shapes: reader.shapes })
  }
  await task.destroy()
  return pages
}

type State = {
  ctm: Matrix
  fill: string
  stroke: string
  lineWidth: number
  size: number
  charSpacing: number
  wordSpacing: number
  scale: number
  rise: number
}

const FILLS = new Set([OPS.fill, OPS.eoFill, OPS.fillStroke, OPS.eoFillStroke, OPS.closeFillStroke, OPS.closeEOFillStroke])
const STROKES = new Set([OPS.stroke, OPS.closeStroke])

class PageReader {
  readonly glyphs: Glyph[] = []
  readonly shapes: Shape[] = []
  private readonly height: number
  private readonly stack: State[] = []
  private text: Matrix = IDENTITY
  private line: Matrix = IDENTITY
  private state: State = {
    ctm: IDENTITY,
    fill: '#000000',
    stroke: '#000000',
    lineWidth: 1,
    size: 0,
    charSpacing: 0,
    wordSpacing: 0,
    scale: 1,
    rise: 0,
  }

  constructor(height: number) {
    this.height = height
  }

  apply(operator: number, args: unknown): void {
    const values = Array.isArray(args) ? (args as unknown[]) : []
    const n = (index: number) => Number(values[index] ?? 0)
    switch (operator) {
      case OPS.save:
        this.stack.push({ ...this.state })
        return
      case OPS.restore:
      case OPS.paintFormXObjectEnd:
        this.state = this.stack.pop() ?? this.state
        return
      case OPS.paintFormXObjectBegin:
        this.stack.push({ ...this.state })
        if (values[0]) this.state.ctm = multiply(this.state.ctm, toMatrix(values[0]))
        return
      case OPS.transform:
        this.state.ctm = multiply(this.state.ctm, toMatrix(values))
        return
      case OPS.setLineWidth:
        this.state.lineWidth = n(0)
        return
      case OPS.setFillRGBColor:
        this.state.fill = String(values[0])
        return
      case OPS.setStrokeRGBColor:
        this.state.stroke = String(values[0])
        return
      case OPS.constructPath:
        this.path(n(0), values[2])
        return
      default:
        this.applyText(operator, values, n)
    }
  }

  private applyText(operator: number, values: readonly unknown[], n: (index: number) => number): void {
    switch (operator) {
      case OPS.beginText:
        this.text = this.line = IDENTITY
        return
      case OPS.setFont:
        this.state.size = n(1)
        return
      case OPS.setCharSpacing:
        this.state.charSpacing = n(0)
        return
      case OPS.setWordSpacing:
        this.state.wordSpacing = n(0)
        return
      case OPS.setHScale:
        this.state.scale = n(0) / 100
        return
      case OPS.setTextRise:
        this.state.rise = n(0)
        return
      case OPS.setTextMatrix:
        this.text = this.line = toMatrix(values[0])
        return
      case OPS.moveText:
      case OPS.setLeadingMoveText:
        this.text = this.line = multiply(this.line, [1, 0, 0, 1, n(0), n(1)])
        return
      case OPS.showText:
        this.show(values[0])
        return
    }
  }

  private show(items: unknown): void {
    const { size, scale, charSpacing, wordSpacing, rise } = this.state
    let x = 0
    for (const item of Array.isArray(items) ? (items as unknown[]) : []) {
      if (typeof item === 'number') {
        x -= (item / 1000) * size * scale
        continue
      }
      if (!isGlyph(item)) continue
      const width = (item.width / 1000) * size * scale
      const matrix = multiply(this.state.ctm, this.text)
      const a = at(matrix, x, rise + ASCENT * size)
      const b = at(matrix, x + width, rise - (1 - ASCENT) * size)
      if (item.unicode.trim() !== '')
        this.glyphs.push({
          char: item.unicode,
          ...this.box(a, b),
          size: sizeOf(matrix) * size,
          isTurned: isTurned(matrix),
          color: this.state.fill,
        })
      x += width + (charSpacing + (item.isSpace ? wordSpacing : 0)) * scale
    }
    this.text = multiply(this.text, [1, 0, 0, 1, x, 0])
  }

  private path(paint: number, bounds: unknown): void {
    const isStroke = STROKES.has(paint)
    if (!isStroke && !FILLS.has(paint)) return
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = toNumbers(bounds)
    const box = this.box(at(this.state.ctm, x0, y0), at(this.state.ctm, x1, y1))
    const half = isStroke ? (this.state.lineWidth * sizeOf(this.state.ctm) * MM) / 2 : 0
    const isFlat = box.bottom - box.top < box.x1 - box.x0
    this.shapes.push({
      x0: box.x0 - (isFlat ? 0 : half),
      x1: box.x1 + (isFlat ? 0 : half),
      top: box.top - (isFlat ? half : 0),
      bottom: box.bottom + (isFlat ? half : 0),
      color: isStroke ? this.state.stroke : this.state.fill,
    })
  }

  private box(a: readonly [number, number], b: readonly [number, number]): { x0: number; x1: number; top: number; bottom: number } {
    const y = [this.height - a[1], this.height - b[1]]
    return { x0: Math.min(a[0], b[0]) * MM, x1: Math.max(a[0], b[0]) * MM, top: Math.min(...y) * MM, bottom: Math.max(...y) * MM }
  }
}

function isGlyph(item: unknown): item is { unicode: string; width: number; isSpace: boolean } {
  return typeof item === 'object' && item !== null && 'unicode' in item && 'width' in item
}

function toNumbers(value: unknown): number[] {
  return typeof value === 'object' && value !== null ? Object.values(value as Record<string, unknown>).map(Number) : []
}

function toMatrix(value: unknown): Matrix {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = toNumbers(value)
  return [a, b, c, d, e, f]
}

function multiply(m: Matrix, k: Matrix): Matrix {
  return [
    m[0] * k[0] + m[2] * k[1],
    m[1] * k[0] + m[3] * k[1],
    m[0] * k[2] + m[2] * k[3],
    m[1] * k[2] + m[3] * k[3],
    m[0] * k[4] + m[2] * k[5] + m[4],
    m[1] * k[4] + m[3] * k[5] + m[5],
  ]
}

function at(m: Matrix, x: number, y: number): readonly [number, number] {
  return [m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]]
}

/** 纵向的放大倍数：横向压扁的标志仍按字高计。 */
function sizeOf(m: Matrix): number {
  return Math.hypot(m[2], m[3])
}

function isTurned(m: Matrix): boolean {
  return Math.abs(m[1]) > Math.abs(m[0])
}

/** 按基线归行：`tolerance` 毫米以内算同一行，自上而下，行内自左而右。 */
export function linesOf(glyphs: readonly Glyph[], tolerance = 1.2): Glyph[][] {
  const lines: Glyph[][] = []
  for (const glyph of [...glyphs].sort((a, b) => baseline(a) - baseline(b))) {
    const last = lines.at(-1)
    const first = last?.[0]
    if (last && first && Math.abs(baseline(first) - baseline(glyph)) < tolerance) last.push(glyph)
    else lines.push([glyph])
  }
  return lines.map((line) => line.sort((a, b) => a.x0 - b.x0))
}

export function baseline(glyph: Glyph): number {
  return glyph.top + (glyph.bottom - glyph.top) * ASCENT
}

export function textOf(line: readonly Glyph[]): string {
  return line.map((glyph) => glyph.char).join('')
}
