import type { WallChart } from '../../shared/calendar/wall-chart.ts'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { packDocx } from './docx-package.ts'
import { STYLE_ID } from './docx-styles.ts'
import { cssFamily, LATIN_FAMILY } from './fonts.ts'
import { geometryOf } from './geometry.ts'
import { twips } from './styles.ts'
import { layOutWall, type WallLayout, type WallPaper, type WallParagraph } from './wall-layout.ts'
import { escapeXml, paragraphXml, run, ShapeNumbers } from './wml.ts'

/** 一张横向的年历挂图：docx。同样的内容逐字节相同，时间取 `datedOn`。 */
export function renderWallDocx(chart: WallChart, paper: WallPaper, issuer: string, datedOn: PlainDate): Uint8Array {
  const layout = layOutWall(chart, paper)
  const { page, titleSize, titleHeight, size, line } = layout
  const xml = [
    paragraphXml(
      { style: STYLE_ID.flush, spacing: { line: titleHeight }, alignment: 'center' },
      run(chart.title, '小标宋', { size: titleSize, tracking: 0 }),
    ),
    docxTable(chart, layout),
    paragraphXml({ style: STYLE_ID.flush, spacing: { line } }, run(chart.note, '仿宋', { size, tracking: 0 })),
  ].join('')
  const section = {
    orientation: '横向' as const,
    isEvenPage: false,
    isNumbered: false,
    hidesFirstNumber: false,
    xml,
    sheet: page,
  }
  return packDocx([section], geometryOf({ pageArea: 'common' }), new ShapeNumbers(), {
    title: chart.title,
    signature: { issuer, datedOn, mode: '无' },
  })
}

function docxTable(chart: WallChart, layout: WallLayout): string {
  const { columns, padX, padY, headHeight, rowHeights, rows, side } = layout
  const widths = columns.map(twips)
  const border = 'w:val="single" w:sz="4" w:space="0" w:color="000000"'
  const sides = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map((each) => `<w:${each} ${border}/>`).join('')
  const margin = (name: string, points: number) => `<w:${name} w:w="${twips(points)}" w:type="dxa"/>`
  const margins = margin('top', padY) + margin('left', padX) + margin('bottom', padY) + margin('right', padX)
  const total = widths.reduce((sum, each) => sum + each, 0)
  const properties = `<w:tblPr><w:tblW w:w="${total}" w:type="dxa"/><w:tblBorders>${sides}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>${margins}</w:tblCellMar></w:tblPr>`
  const grid = `<w:tblGrid>${widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid>`
  const head = docxRow(
    headHeight,
    chart.heads.map((text, column) => docxCell([{ text, isHead: true }], widths[column] ?? 0, layout, 'center')),
  )
  const body = rows.map(({ cells }, index) => {
    const own = cells.map((cell, column) => docxCell(cell, widths[column] ?? 0, layout, column === 0 ? 'center' : 'left', column === 0))
    const merged = docxCell(index === 0 ? side : [], widths[4] ?? 0, layout, 'left', false, index === 0 ? 'restart' : 'continue')
    return docxRow(rowHeights[index] ?? 0, [...own, merged])
  })
  return `<w:tbl>${properties}${grid}${head}${body.join('')}</w:tbl>`
}

function docxRow(height: number, cells: readonly string[]): string {
  return `<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="${twips(height)}" w:hRule="atLeast"/></w:trPr>${cells.join('')}</w:tr>`
}

function docxCell(
  paragraphs: readonly WallParagraph[],
  width: number,
  { size, line }: WallLayout,
  alignment: 'left' | 'center',
  isBold = false,
  merge?: 'restart' | 'continue',
): string {
  const spacing = { line }
  const content = paragraphs.map(({ text, isHead }) =>
    paragraphXml({ style: STYLE_ID.flush, spacing, alignment }, run(text, isHead || isBold ? '黑体' : '仿宋', { size, tracking: 0 })),
  )
  const merged = merge === undefined ? '' : `<w:vMerge w:val="${merge}"/>`
  const vertical = merge === undefined ? '<w:vAlign w:val="center"/>' : ''
  return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${merged}${vertical}</w:tcPr>${content.length > 0 ? content.join('') : paragraphXml({ style: STYLE_ID.flush, spacing })}</w:tc>`
}

/** 同一张挂图的 HTML：尺寸就是纸，印成 PDF 一面。自足，不引外部资源。 */
export function renderWallHtml(chart: WallChart, paper: WallPaper): string {
  const layout = layOutWall(chart, paper)
  const { columns, page, titleSize, titleHeight, size, line, padX, padY, headHeight, rowHeights, rows, side } = layout
  const cell = (paragraphs: readonly WallParagraph[]) =>
    paragraphs.map(({ text, isHead }) => `<p${isHead ? ' class="h"' : ''}>${escapeXml(text)}</p>`).join('')
  const body = rows.map(
    ({ cells }, index) =>
      `<tr style="height:${pt(rowHeights[index] ?? 0)}">${cells
        .map((each, column) => `<td${column === 0 ? ' class="m"' : ''}>${cell(each)}</td>`)
        .join('')}${index === 0 ? `<td class="s" rowspan="12">${cell(side)}</td>` : ''}</tr>`,
  )
  return `<!doctype html>
<html lang="zh-Hans">
<head>
<meta charset="utf-8">
<title>${escapeXml(chart.title)}</title>
<style>
@page { size: ${pt(page.width)} ${pt(page.height)}; margin: 0 }
* { margin: 0; padding: 0; box-sizing: border-box }
html { -webkit-print-color-adjust: exact; print-color-adjust: exact }
body { width: ${pt(page.width)}; padding: ${pt(page.margin)}; color: #000; font: ${pt(size)}/${pt(line)} ${LATIN_FAMILY},${cssFamily('仿宋')} }
h1 { font: normal ${pt(titleSize)}/${pt(titleHeight)} ${LATIN_FAMILY},${cssFamily('小标宋')}; text-align: center }
table { width: ${pt(page.width - page.margin * 2)}; border-collapse: collapse; table-layout: fixed }
th, td { border: 0.5pt solid #000; padding: ${pt(padY)} ${pt(padX)}; vertical-align: middle; text-align: left }
th, .h, .m { font-family: ${LATIN_FAMILY},${cssFamily('黑体')}; font-weight: normal }
th, .m { text-align: center }
.s { vertical-align: top }
footer { line-height: ${pt(line * 1.2)} }
</style>
</head>
<body>
<h1>${escapeXml(chart.title)}</h1>
<table><colgroup>${columns.map((width) => `<col style="width:${pt(width)}">`).join('')}</colgroup>
<thead><tr style="height:${pt(headHeight)}">${chart.heads.map((text) => `<th>${escapeXml(text)}</th>`).join('')}</tr></thead>
<tbody>${body.join('\n')}</tbody></table>
<footer>${escapeXml(chart.note)}</footer>
</body>
</html>
`
}

function pt(points: number): string {
  return `${String(Math.round(points * 1000) / 1000)}pt`
}
