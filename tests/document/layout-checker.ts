import { baseline, linesOf, textOf, type Glyph, type PdfPage } from '../kit/read-pdf.ts'

/** 从 PDF 量出的版式毛病（毫米）。空表示合乎 GB/T 9704-2012；检查器自身用播种的错误证明抓得住。 */
export function checkLayout(pages: readonly PdfPage[], expected: { fullPages: readonly number[]; hanLines: boolean }): string[] {
  const faults: string[] = []
  const near = (what: string, actual: number, target: number, tolerance: number) => {
    if (!(Math.abs(actual - target) <= tolerance)) faults.push(`${what}：量得 ${actual.toFixed(2)}，应为 ${target}±${tolerance}`)
  }
  checkHead(pages[0], near, faults)
  for (const number of expected.fullPages) checkFullPage(pages[number - 1], number, near, faults, expected.hanLines)
  for (const [index, page] of pages.entries()) checkPageNumber(page, index + 1, near, faults)
  checkColophon(pages, near, faults)
  return faults
}

type Near = (what: string, actual: number, target: number, tolerance: number) => void

const bodyOf = (page: PdfPage) => page.glyphs.filter((glyph) => !glyph.isTurned && glyph.top < 262)
const em = (glyphs: readonly Glyph[]) => ({
  left: Math.min(...glyphs.map((glyph) => glyph.x0)),
  right: Math.max(...glyphs.map((glyph) => glyph.x1)),
  top: Math.min(...glyphs.map((glyph) => glyph.top)),
  bottom: Math.max(...glyphs.map((glyph) => glyph.bottom)),
})

function checkHead(page: PdfPage | undefined, near: Near, faults: string[]): void {
  if (!page) {
    faults.push('没有首页')
    return
  }
  near('纸宽', page.width, 210, 0.5)
  near('纸高', page.height, 297, 0.5)
  const mark = page.glyphs.filter((glyph) => glyph.color === '#ff0000')
  if (mark.length === 0) faults.push('没有红色的发文机关标志')
  else {
    const box = em(mark)
    near('标志上边缘', box.top, 72, 1)
    near('标志中线', (box.left + box.right) / 2, 106, 0.6)
    if (box.left < 27.9 || box.right > 184.2) faults.push(`标志超出版心：${box.left.toFixed(1)}–${box.right.toFixed(1)}`)
  }
  const red = page.shapes.filter((shape) => shape.color === '#ff0000' && shape.x1 - shape.x0 > 100)[0]
  if (!red) {
    faults.push('没有红色分隔线')
    return
  }
  near('红线宽', red.x1 - red.x0, 156, 0.5)
  near('红线左端', red.x0, 28, 0.5)
  const number = linesOf(bodyOf(page)).find((line) => textOf(line).includes('〔'))
  if (!number) faults.push('没有发文字号')
  else near('红线在发文字号下', red.top - em(number).bottom, 4, 0.5)
  const title = linesOf(bodyOf(page).filter((glyph) => Math.abs(glyph.size - 22) < 0.3))
  if (title.length === 0) faults.push('没有 2 号字的标题')
  for (const line of title) near('标题中线', (em(line).left + em(line).right) / 2, 106, 0.8)
}

function checkFullPage(page: PdfPage | undefined, number: number, near: Near, faults: string[], hanLines: boolean): void {
  if (!page) {
    faults.push(`没有第 ${number} 面`)
    return
  }
  const lines = linesOf(bodyOf(page))
  if (lines.length !== 22) faults.push(`第 ${number} 面 ${lines.length} 行，应为 22 行`)
  const [first, last] = [lines[0], lines.at(-1)]
  if (first) near(`第 ${number} 面首行上沿`, em(first).top, 40.3, 1)
  if (last && em(last).bottom > 262) faults.push(`第 ${number} 面末行越过版心`)
  for (const line of lines) {
    const box = em(line)
    if (line.every((glyph) => /\p{Script=Han}/u.test(glyph.char)) && line.length >= 26) {
      const isIndented = box.left > 35
      if (hanLines && line.length !== (isIndented ? 26 : 28)) faults.push(`第 ${number} 面有一行 ${line.length} 字`)
      near(`第 ${number} 面行左端`, box.left, isIndented ? 39.14 : 28, 0.5)
      near(`第 ${number} 面行右端`, box.right, 184, 0.6)
    }
  }
}

/** 页码：一字线中线在版心下 7 毫米；单页右空一字，双页左空一字；横向页转回纵向后同位。 */
function checkPageNumber(page: PdfPage, number: number, near: Near, faults: string[]): void {
  const isLandscape = page.width > page.height
  const upright = page.glyphs.map((glyph) => (isLandscape ? turnBack(glyph, page) : glyph))
  const found = upright.filter((glyph) => glyph.isTurned === isLandscape && glyph.top > 263)
  if (found.length === 0) {
    faults.push(`第 ${number} 面没有页码`)
    return
  }
  const box = em(found)
  if (textOf(found.sort((a, b) => a.x0 - b.x0)) !== `—${number}—`) faults.push(`第 ${number} 面页码写作“${textOf(found)}”`)
  near(`第 ${number} 面页码高度`, (box.top + box.bottom) / 2, 269, 0.6)
  if (number % 2 === 1) near(`第 ${number} 面页码右端`, box.right, 178.4, 0.5)
  else near(`第 ${number} 面页码左端`, box.left, 33.6, 0.5)
}

/** 横向的纸顺时针转回纵向：左边变下边。 */
function turnBack(glyph: Glyph, page: PdfPage): Glyph {
  return { ...glyph, x0: glyph.top, x1: glyph.bottom, top: page.width - glyph.x1, bottom: page.width - glyph.x0 }
}

function checkColophon(pages: readonly PdfPage[], near: Near, faults: string[]): void {
  const last = pages.at(-1)
  if (!last) return
  if (pages.length % 2 !== 0) faults.push(`共 ${pages.length} 面，版记不在偶数面`)
  const rules = last.shapes.filter((shape) => shape.x1 - shape.x0 > 150 && shape.bottom - shape.top < 1).sort((a, b) => a.top - b.top)
  const bottom = rules.at(-1)
  if (!bottom || rules.length < 2) {
    faults.push('最后一面没有版记')
    return
  }
  near('版记末条线下缘', bottom.bottom, 262, 0.5)
  near('版记末条线宽', bottom.x1 - bottom.x0, 156, 0.5)
  near('版记末条线粗', bottom.bottom - bottom.top, 0.35, 0.06)
  const printed = linesOf(last.glyphs).filter((line) => textOf(line).includes('印发'))
  if (printed.length !== 1) faults.push('版记没有“印发”')
  for (const line of printed) {
    if (baseline(line[0] ?? ({ top: 0, bottom: 0 } as Glyph)) > bottom.top) faults.push('印发行落在末条线之下')
    near('印发日期右端', em(line).right, 179.1, 0.7)
  }
}
