import { EXTENSION_FONTS, DOCX_FONT, LATIN, type Face } from './fonts.ts'
import { STYLE_ID } from './docx-styles.ts'
import { twips } from './styles.ts'

/**
 * WordprocessingML 的几样零件，写成字符串。属性与子元素的次序依 ISO/IEC 29500 的模式——次序错了 Word 会说文件损坏。
 * 公文用到的只有段、字、制表位、表、浮动框这几样，自己写比套库快得多，也写得出库写不出的项。
 */

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

export type RunOptions = {
  /** 磅；缺省随样式。 */
  readonly size?: number
  readonly color?: string
  /** 横向缩放，1 为不缩。 */
  readonly scale?: number
  /** 字距（磅），缺省随样式。 */
  readonly tracking?: number
  readonly isUnderlined?: boolean
}

/** 汉字与全角标点用东亚字体，西文与数字用 Times New Roman；三个属性都写，另加 eastAsia 提示，弯引号才不会落到西文字体。 */
export function rFonts(eastAsia: string, latin = LATIN): string {
  return `<w:rFonts w:ascii="${latin}" w:hAnsi="${latin}" w:cs="${latin}" w:eastAsia="${eastAsia}" w:hint="eastAsia"/>`
}

function runProperties(fonts: string, { color, tracking, scale, size, isUnderlined }: RunOptions): string {
  const parts = [
    fonts,
    color === undefined ? '' : `<w:color w:val="${color}"/>`,
    tracking === undefined ? '' : `<w:spacing w:val="${twips(tracking)}"/>`,
    scale === undefined || scale === 1 ? '' : `<w:w w:val="${Math.round(scale * 100)}"/>`,
    size === undefined ? '' : `<w:sz w:val="${size * 2}"/><w:szCs w:val="${size * 2}"/>`,
    isUnderlined === true ? '<w:u w:val="single"/>' : '',
  ]
  return `<w:rPr>${parts.join('')}</w:rPr>`
}

/** 扩展区的字（四字节）国标字体里没有，指明用收有它的字体，不靠各家软件自己去找。 */
const EXTENDED = /([\u{20000}-\u{2ffff}]+)|([\u{30000}-\u{3ffff}]+)/u

/** 一截文字；`\t` 写成制表符，`\n` 写成换行。没有文字则为空串。 */
export function run(text: string, face: Face, options: RunOptions = {}): string {
  if (text === '') return ''
  const name = DOCX_FONT[face].name
  if (!EXTENDED.test(text)) return oneRun(text, runProperties(rFonts(name), options))
  return text
    .split(EXTENDED)
    .filter(Boolean)
    .map((part) => {
      const code = part.codePointAt(0) ?? 0
      const font = code < 0x20000 ? name : code < 0x30000 ? EXTENSION_FONTS.second : EXTENSION_FONTS.third
      return oneRun(part, runProperties(rFonts(font), options))
    })
    .join('')
}

function oneRun(text: string, properties: string): string {
  const content = text
    .split(/([\t\n])/)
    .map((part) =>
      part === '\t' ? '<w:tab/>' : part === '\n' ? '<w:br/>' : part === '' ? '' : `<w:t xml:space="preserve">${escapeXml(part)}</w:t>`,
    )
    .join('')
  return `<w:r>${properties}${content}</w:r>`
}

/** 域，如页码 PAGE。 */
export function fieldRun(instruction: string, fonts: string): string {
  const part = (content: string) => `<w:r><w:rPr>${fonts}</w:rPr>${content}</w:r>`
  return [
    part('<w:fldChar w:fldCharType="begin"/>'),
    part(`<w:instrText xml:space="preserve">${instruction}</w:instrText>`),
    part('<w:fldChar w:fldCharType="separate"/>'),
    part('<w:t>1</w:t>'),
    part('<w:fldChar w:fldCharType="end"/>'),
  ].join('')
}

export type Alignment = 'left' | 'center' | 'right' | 'both'
export type ParagraphOptions = {
  readonly style: string
  readonly keepNext?: boolean
  readonly pageBreakBefore?: boolean
  /** 下边框：粗细（八分之一磅）与颜色。 */
  readonly rule?: { readonly weight: number; readonly color: string; readonly isDashed?: boolean }
  /** 制表位（磅，自版心左边）。 */
  readonly tabs?: readonly { readonly type: 'left' | 'right'; readonly at: number }[]
  /** 固定行距与段前段后（磅）。 */
  readonly spacing?: { readonly line: number; readonly before?: number; readonly after?: number }
  readonly indent?: { readonly left?: number; readonly right?: number; readonly hanging?: number }
  readonly alignment?: Alignment
}

export function paragraphXml(options: ParagraphOptions, content = '', sectionProperties = ''): string {
  const { style, keepNext, pageBreakBefore, rule, tabs, spacing, indent, alignment } = options
  const properties = [
    `<w:pStyle w:val="${style}"/>`,
    keepNext === true ? '<w:keepNext/>' : '',
    pageBreakBefore === true ? '<w:pageBreakBefore/>' : '',
    rule
      ? `<w:pBdr><w:bottom w:val="${rule.isDashed === true ? 'dashed' : 'single'}" w:sz="${rule.weight}" w:space="0" w:color="${rule.color}"/></w:pBdr>`
      : '',
    tabs ? `<w:tabs>${tabs.map(({ type, at }) => `<w:tab w:val="${type}" w:pos="${twips(at)}"/>`).join('')}</w:tabs>` : '',
    spacing ? spacingXml(spacing) : '',
    indent ? indentXml(indent) : '',
    alignment ? `<w:jc w:val="${alignment}"/>` : '',
    sectionProperties,
  ]
  return `<w:p><w:pPr>${properties.join('')}</w:pPr>${content}</w:p>`
}

function spacingXml({ line, before = 0, after = 0 }: NonNullable<ParagraphOptions['spacing']>): string {
  return `<w:spacing w:before="${twips(before)}" w:after="${twips(after)}" w:line="${twips(line)}" w:lineRule="exact"/>`
}

function indentXml({ left = 0, right = 0, hanging }: NonNullable<ParagraphOptions['indent']>): string {
  const first = hanging === undefined ? 'w:firstLine="0"' : `w:hanging="${twips(hanging)}"`
  return `<w:ind w:left="${twips(left)}" w:right="${twips(right)}" ${first}/>`
}

export function blankParagraphs(count: number, keepNext = false): string {
  return paragraphXml({ style: STYLE_ID.flush, keepNext }).repeat(count)
}

/** 只占一磅的空段：节末、表与表之间、页脚没有页码时。 */
export function endParagraph(content = ''): string {
  return paragraphXml({ style: STYLE_ID.end }, content)
}

/** 给浮动框编号：同一份文件里不重复，同样的内容总编同样的号。 */
export class ShapeNumbers {
  private last = 0
  next(): number {
    this.last += 1
    return this.last
  }
}

export type ShapeOptions = {
  /** 自纸的左上角（磅）。 */
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly fill?: string
  /** 框里的各段；没有就是一块实心的形状。 */
  readonly content?: string
  readonly anchor?: 't' | 'ctr' | 'b'
  /** 文字顺时针转四分之一圈。 */
  readonly isTurned?: boolean
}

/** 钉在纸上固定位置的框，不占正文的位置。 */
export function shapeRun(
  numbers: ShapeNumbers,
  { x, y, width, height, fill, content, anchor = 't', isTurned = false }: ShapeOptions,
): string {
  const id = numbers.next()
  const extent = `cx="${emu(width)}" cy="${emu(height)}"`
  const paint = fill === undefined ? '<a:noFill/>' : `<a:solidFill><a:srgbClr val="${fill}"/></a:solidFill>`
  const box = content === undefined ? '' : `<wps:txbx><w:txbxContent>${content}</w:txbxContent></wps:txbx>`
  const vertical = isTurned ? ' vert="vert"' : ''
  return `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="${id}" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page"><wp:posOffset>${emu(x)}</wp:posOffset></wp:positionH><wp:positionV relativeFrom="page"><wp:posOffset>${emu(y)}</wp:posOffset></wp:positionV><wp:extent ${extent}/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/><wp:docPr id="${id}" name="框${id}"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr${content === undefined ? '' : ' txBox="1"'}/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext ${extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>${paint}<a:ln><a:noFill/></a:ln></wps:spPr>${box}<wps:bodyPr${vertical} lIns="0" tIns="0" rIns="0" bIns="0" anchor="${anchor}"/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>`
}

function emu(points: number): number {
  return Math.round(points * 12700)
}

/** 部件根元素要声明的命名空间。 */
export const NAMESPACES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
