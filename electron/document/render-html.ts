import { BLOCK_ID } from '../../shared/document/inspection.ts'
import type { DocumentModel } from '../../shared/document/model.ts'
import { COLOPHON_CELL, COPIES_LABEL, colophonHeight, copiesLines, printedText, printerFit, ruleHeight } from './colophon.ts'
import { LATIN_FAMILY, cssFamily, type Face } from './fonts.ts'
import type { Geometry } from './geometry.ts'
import { letterSpacing, type Line } from './line-breaking.ts'
import { textWidth } from './measure.ts'
import type { LaidPage, Placed, PlacedCell, PlacedLine, PlacedRule, PlacedTable } from './page-flow.ts'
import { layOut, type LaidDocument } from './page-layout.ts'
import { BASELINE, CELL, COLOPHON_RULE, LANDSCAPE_MARGIN, MARGIN, PAGE, PAGE_NUMBER, PITCH, SIZE, TABLE, TEXT_WIDTH } from './styles.ts'

/**
 * 分页 HTML：一面一个 section，尺寸就是纸，行的位置由排版给定。屏幕上是一张张纸，打印出来是同样的纸——
 * 预览、PDF、打印是同一份。自足：不引外部资源、不带脚本。
 */
export function renderHtml(model: DocumentModel, laid: LaidDocument = layOut(model)): string {
  const { pages, geometry } = laid
  return `<!doctype html>
<html lang="zh-Hans">
<head>
<meta charset="utf-8">
<title>${escape(model.title)}</title>
<style>${STYLE}</style>
</head>
<body>
${pages.map((page, index) => renderPage(page, index + 1, model, geometry)).join('\n')}
</body>
</html>
`
}

const FACE_CLASS: Record<Face, string> = { 仿宋: 'f', 黑体: 'h', 楷体: 'k', 小标宋: 't', 宋体: 's' }

const STYLE = `
@page portrait { size: 210mm 297mm; margin: 0 }
@page landscape { size: 297mm 210mm; margin: 0 }
* { margin: 0; padding: 0; box-sizing: border-box }
html { background: #e7e6e3; -webkit-print-color-adjust: exact; print-color-adjust: exact }
body { color: #000; font-kerning: none; font-variant-ligatures: none; text-spacing-trim: space-all; text-autospace: no-autospace }
section { position: relative; width: 210mm; height: 297mm; margin: 8mm auto; background: #fff; box-shadow: 0 0 0 1px #cbc8c1; overflow: hidden; page: portrait; break-after: page; break-inside: avoid }
section.landscape { width: 297mm; height: 210mm; page: landscape }
section:last-child { break-after: auto }
section > div { position: absolute }
p, h1, h2 { position: static; font-size: inherit; font-weight: normal }
.l { position: absolute; display: block; white-space: pre; transform-origin: 0 0 }
.b { line-height: 0 }
.b::before { content: ''; display: inline-block; height: var(--b) }
.r { position: absolute; display: block }
.f { font-family: ${cssFamily('仿宋')} }
.h { font-family: ${cssFamily('黑体')} }
.k { font-family: ${cssFamily('楷体')} }
.t { font-family: ${cssFamily('小标宋')} }
.s { font-family: ${cssFamily('宋体')} }
.w { font-family: ${LATIN_FAMILY} }
.t .w, .w.t { font-family: ${LATIN_FAMILY} }
table { position: absolute; left: 0; border-collapse: collapse; table-layout: fixed; font-size: ${SIZE.table}pt; line-height: ${PITCH.table}pt }
th, td { border: ${TABLE.border}pt solid #000; padding: 0 ${pt(TABLE.padX)}; font-weight: normal; vertical-align: middle; text-align: center; white-space: pre; overflow: hidden }
td.a { text-align: left }
td span, th span { display: inline }
td .c, th .c { display: block }
@media print {
  html { background: none }
  section { margin: 0; box-shadow: none }
}
`

function pt(length: number): string {
  return `${Math.round(length * 1000) / 1000}pt`
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

function renderPage(page: LaidPage, number: number, model: DocumentModel, geometry: Geometry): string {
  const isUpright = page.orientation === '纵向'
  const left = isUpright ? MARGIN.left : LANDSCAPE_MARGIN.left
  const top = isUpright ? geometry.marginTop : LANDSCAPE_MARGIN.top
  const colophon = page.hasColophon && model.colophon ? renderColophon(model.colophon, model, geometry) : ''
  return `<section class="${isUpright ? 'portrait' : 'landscape'}"><div style="left:${pt(left)};top:${pt(top)}">${page.items.map(renderItem).join('')}${colophon}</div>${page.isNumbered ? renderPageNumber(page, number) : ''}</section>`
}

function renderItem(item: Placed): string {
  switch (item.kind) {
    case '文':
      return `<${item.tag}${blockAttribute(item.block)}>${item.lines.map(renderLine).join('')}</${item.tag}>`
    case '线':
      return rule(item)
    case '表':
      return renderTable(item)
    case '图':
      return `<img class="r"${blockAttribute(item.block)} style="left:${pt(item.x)};top:${pt(item.y)};width:${pt(item.width)};height:${pt(item.height)}" src="${item.source}" alt="${escape(item.label)}">`
  }
}

/** 自检单点一条，预览按块号加框。 */
function blockAttribute(block: string): string {
  return block === '' ? '' : ` data-block="${block}"`
}

type Rule = Pick<PlacedRule, 'x' | 'y' | 'width' | 'weight' | 'color' | 'isDashed'>

function rule({ x, y, width, weight, color, isDashed }: Rule): string {
  // 画成矩形而不用边框：打印时边框会被取整到设备像素。
  const place = `class="r" aria-hidden="true" style="left:${pt(x)};top:${pt(y)}" width="${pt(width)}" height="${pt(weight)}"`
  if (isDashed)
    return `<svg ${place}><line x1="0" y1="50%" x2="100%" y2="50%" stroke="#${color}" stroke-width="${pt(weight)}" stroke-dasharray="4 3"/></svg>`
  return `<svg ${place}><rect width="100%" height="100%" fill="#${color}"/></svg>`
}

/**
 * 一行按 Word 的固定行距放：基线在行高的八成处。行首垫一根等高的支柱、行距取零，基线就只由支柱定，
 * 不随字体的度量走——换一种字体，行位一丝不动。
 */
function renderLine(line: PlacedLine): string {
  const transform = line.scale === 1 ? '' : `;transform:scaleX(${line.scale})`
  const color = line.color === '000000' ? '' : `;color:#${line.color}`
  const spacing = Math.abs(line.spacing) < 0.0005 ? '' : `;letter-spacing:${pt(line.spacing)}`
  const style = `left:${pt(line.x)};top:${pt(line.y)};font-size:${line.size}pt;--b:${pt(BASELINE * line.pitch)}${spacing}${color}${transform}`
  return `<span class="l b" style="${style}">${line.parts.map(renderPart).join('')}</span>`
}

function renderPart(part: PlacedLine['parts'][number]): string {
  return `<span class="${part.isLatin ? 'w' : FACE_CLASS[part.face]}">${escape(part.text)}</span>`
}

function renderTable(table: PlacedTable): string {
  const columns = table.widths.map((width) => `<col style="width:${pt(width)}">`).join('')
  const row = ({ isHead, height, cells }: PlacedTable['rows'][number]) =>
    `<tr style="height:${pt(height)}">${cells.map((cell) => renderCell(cell, isHead ? 'th' : 'td', table)).join('')}</tr>`
  const heads = table.rows.filter((each) => each.isHead)
  const rows = table.rows.filter((each) => !each.isHead)
  const width = table.widths.reduce((sum, each) => sum + each, 0)
  const isPlain = table.size === SIZE.table
  const font = isPlain ? '' : `;font-size:${table.size}pt;line-height:${pt(table.pitch)}`
  return `<table${blockAttribute(table.block)} style="top:${pt(table.y)};width:${pt(width)}${font}"><colgroup>${columns}</colgroup><thead>${heads.map(row).join('')}</thead><tbody>${rows.map(row).join('')}</tbody></table>`
}

function renderCell({ lines, align, span, rowSpan }: PlacedCell, tag: 'th' | 'td', { size }: PlacedTable): string {
  const spans = `${span > 1 ? ` colspan="${span}"` : ''}${rowSpan > 1 ? ` rowspan="${rowSpan}"` : ''}`
  const left = align === '居左' ? ' class="a"' : ''
  return `<${tag}${spans}${left}>${lines.map((line) => cellLine(line, size)).join('')}</${tag}>`
}

function cellLine(line: Line, size: number): string {
  const spacing = letterSpacing(line, size, 0)
  const style = line.isFull && spacing < 0 ? ` style="letter-spacing:${pt(spacing)}"` : ''
  return `<span class="c"${style}>${line.parts.map(renderPart).join('')}</span>`
}

/** 版记（7.4）：末条线的下缘在版心下边缘；信函只有抄送，没有线（10.1）。 */
function renderColophon(colophon: NonNullable<DocumentModel['colophon']>, { form }: DocumentModel, { foot }: Geometry): string {
  let y = foot - colophonHeight(colophon, form)
  const parts: string[] = []
  const line = (eighths: number) => {
    y += ruleHeight(eighths)
    const weight = eighths / 8
    parts.push(rule({ x: 0, y: y - weight, width: TEXT_WIDTH, weight, color: '000000', isDashed: false }))
  }
  const put = (content: PlacedLine['parts'], x: number, spacing = 0, scale = 1) =>
    parts.push(
      `<p>${renderLine({ x, y, pitch: PITCH.small, size: SIZE.small, scale, spacing, color: '000000', parts: content, room: null, isFull: false })}</p>`,
    )
  const copies = () => {
    for (const [index, each] of copiesLines(colophon.copies).entries()) {
      if (index === 0) put(splitLatin(COPIES_LABEL), COLOPHON_CELL)
      put(each.parts, COLOPHON_CELL * 4, letterSpacing(each, SIZE.small, 0))
      y += PITCH.small
    }
  }
  const framed = `<div data-block="${BLOCK_ID.colophon}">`
  if (form === '信函') {
    copies()
    return `${framed}${parts.join('')}</div>`
  }
  line(COLOPHON_RULE.thick)
  copies()
  if (colophon.copies.length > 0) line(COLOPHON_RULE.thin)
  const { scale, lines, isDateBelow } = printerFit(colophon)
  for (const [index, each] of lines.entries()) {
    if (index > 0) y += PITCH.small
    put(each.parts, COLOPHON_CELL, each.isFull ? letterSpacing(each, SIZE.small, 0) : 0, scale)
  }
  if (isDateBelow) y += PITCH.small
  const date = printedText(colophon)
  put(splitLatin(date), TEXT_WIDTH - COLOPHON_CELL - textWidth(date, SIZE.small))
  y += PITCH.small
  line(COLOPHON_RULE.thick)
  return `${framed}${parts.join('')}</div>`
}

function splitLatin(text: string): PlacedLine['parts'] {
  return (text.match(/[\x20-\x7e]+|[^\x20-\x7e]+/g) ?? []).map((part) => ({ text: part, face: '仿宋', isLatin: /^[\x20-\x7e]/.test(part) }))
}

/**
 * 页码（7.5）：4号半角宋体数字，两侧各一条一字线，一字线上距版心下边缘 7 毫米；单页右空一字，双页左空一字。
 * 横向页的页码在转回纵向时与别的页同位：在纸的左侧，单页居下、双页居上。
 */
function renderPageNumber(page: LaidPage, number: number): string {
  const isOdd = number % 2 === 1
  const offset = PAGE_NUMBER.below - SIZE.small / 2
  const put = (position: string) =>
    `<p><span class="l s" style="${position};font-size:${SIZE.small}pt;line-height:${SIZE.small}pt">— ${number} —</span></p>`
  // 单页从右端量、双页从左端量：数字几位、空格多宽都不影响那“一字”。
  if (page.orientation === '纵向') {
    const side = isOdd ? `right:${pt(MARGIN.right + CELL)}` : `left:${pt(MARGIN.left + CELL)}`
    return put(`${side};top:${pt(PAGE.height - MARGIN.bottom + offset)}`)
  }
  const left = `left:${pt(LANDSCAPE_MARGIN.left - offset)}`
  return isOdd
    ? put(`${left};top:${pt(PAGE.width - LANDSCAPE_MARGIN.bottom - CELL)};transform:rotate(90deg) translateX(-100%)`)
    : put(`${left};top:${pt(LANDSCAPE_MARGIN.top + CELL)};transform:rotate(90deg)`)
}
