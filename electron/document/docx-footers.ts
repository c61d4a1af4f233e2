import { STYLE_ID } from './docx-styles.ts'
import { DOCX_FONT } from './fonts.ts'
import { CELL, LANDSCAPE_MARGIN, PAGE, PAGE_NUMBER } from './styles.ts'
import { NAMESPACES, XML_HEAD, endParagraph, fieldRun, paragraphXml, rFonts, shapeRun, type Alignment, type ShapeNumbers } from './wml.ts'

export type FooterKind = '纵向' | '横向' | '空'

function pageNumberRuns(): string {
  const song = DOCX_FONT.宋体.name
  const fonts = rFonts(song, song)
  const text = (content: string) => `<w:r><w:rPr>${fonts}</w:rPr><w:t xml:space="preserve">${content}</w:t></w:r>`
  return `${text('— ')}${fieldRun('PAGE', fonts)}${text(' —')}`
}

/** 页脚：单页右空一字，双页左空一字（7.5）。横向页的页码在纸的左侧，单页居下、双页居上。 */
export function footerXml(kind: FooterKind, isOdd: boolean, numbers: ShapeNumbers): string {
  return `${XML_HEAD}<w:ftr ${NAMESPACES}>${footerParagraph(kind, isOdd, numbers)}</w:ftr>`
}

function footerParagraph(kind: FooterKind, isOdd: boolean, numbers: ShapeNumbers): string {
  if (kind === '空') return endParagraph()
  const alignment: Alignment = isOdd ? 'right' : 'left'
  if (kind === '纵向')
    return paragraphXml({ style: STYLE_ID.pageNumber, alignment, indent: isOdd ? { right: CELL } : { left: CELL } }, pageNumberRuns())
  const length = 100
  const thickness = 20
  return endParagraph(
    shapeRun(numbers, {
      x: LANDSCAPE_MARGIN.left - PAGE_NUMBER.below - thickness / 2,
      y: isOdd ? PAGE.width - LANDSCAPE_MARGIN.bottom - CELL - length : LANDSCAPE_MARGIN.top + CELL,
      width: thickness,
      height: length,
      anchor: 'ctr',
      isTurned: true,
      content: paragraphXml({ style: STYLE_ID.pageNumber, alignment, indent: {} }, pageNumberRuns()),
    }),
  )
}
