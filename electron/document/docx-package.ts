import { deflateSync, strToU8 } from 'fflate'
import { crc32 } from 'node:zlib'
import type { DocumentInput } from '../../shared/document/model.ts'
import type { PicturePart } from './picture.ts'
import { footerXml, type FooterKind } from './docx-footers.ts'
import { STYLE_ID, fontTableXml, stylesXml } from './docx-styles.ts'
import type { Geometry } from './geometry.ts'
import { LANDSCAPE_MARGIN, MARGIN, PAGE, PAGE_NUMBER, twips } from './styles.ts'
import { NAMESPACES, XML_HEAD, endParagraph, escapeXml, paragraphXml, type ShapeNumbers } from './wml.ts'
import { zipArchive, type ZipPart } from './zip-archive.ts'

/** 一节：纸的方向、页码，以及各段各表。 */
export type Section = {
  readonly orientation: '纵向' | '横向'
  readonly isEvenPage: boolean
  readonly isNumbered: boolean
  /** 首页不显示页码（信函）。 */
  readonly hidesFirstNumber: boolean
  /** 不是公文用纸的（挂图）：纸的宽高与四边空白（磅）。 */
  readonly sheet?: { readonly width: number; readonly height: number; readonly margin: number }
  xml: string
}

type FooterPart = { readonly id: string; readonly name: string; readonly xml: string }

const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'

/**
 * 装成 docx。标题与落款定下文档属性：同样的内容逐字节相同，时间取落款日期。
 */
export function packDocx(
  sections: readonly Section[],
  geometry: Geometry,
  numbers: ShapeNumbers,
  about: Pick<DocumentInput, 'title' | 'signature'>,
  pictures: readonly PicturePart[] = [],
): Uint8Array {
  const footers: FooterPart[] = []
  const body = sections
    .map((section, index) => {
      const isLast = index === sections.length - 1
      const properties = sectionProperties(section, index, geometry, footers, numbers)
      const tail = section.xml.endsWith('</w:tbl>') && isLast ? endParagraph() : ''
      return section.xml + tail + (isLast ? properties : paragraphXml({ style: STYLE_ID.end }, '', properties))
    })
    .join('')
  const document = `${XML_HEAD}<w:document ${NAMESPACES}><w:body>${body}</w:body></w:document>`
  const files = [
    commonPart('[Content_Types].xml', contentTypes(footers, pictures)),
    commonPart('_rels/.rels', PACKAGE_RELATIONSHIPS),
    commonPart('docProps/app.xml', APP),
    deflated('docProps/core.xml', coreXml(about)),
    commonPart('word/_rels/document.xml.rels', documentRelationships(footers, pictures)),
    deflated('word/document.xml', document),
    commonPart('word/fontTable.xml', fontTableXml()),
    ...footers.map(({ name, xml }) => commonPart(`word/${name}`, xml)),
    ...pictures.map(picturePart),
    commonPart('word/settings.xml', SETTINGS),
    commonPart('word/styles.xml', stylesXml(geometry)),
  ]
  return zipArchive(files, about.signature.datedOn)
}

function sectionProperties(section: Section, index: number, geometry: Geometry, footers: FooterPart[], numbers: ShapeNumbers): string {
  const isUpright = section.orientation === '纵向'
  const kind: FooterKind = section.isNumbered ? section.orientation : '空'
  const reference = (type: 'default' | 'even' | 'first', footerKind: FooterKind, isOdd: boolean) => {
    const order = footers.length + 1
    const id = `rId${FIXED_PARTS.length + order}`
    footers.push({ id, name: `footer${order}.xml`, xml: footerXml(footerKind, isOdd, numbers) })
    return `<w:footerReference w:type="${type}" r:id="${id}"/>`
  }
  const references =
    reference('default', kind, true) + reference('even', kind, false) + (section.hidesFirstNumber ? reference('first', '空', true) : '')
  const { sheet } = section
  const [width, height] = sheet ? [sheet.width, sheet.height] : isUpright ? [PAGE.width, PAGE.height] : [PAGE.height, PAGE.width]
  const margin = sheet
    ? evenMargin(sheet.margin)
    : isUpright
      ? { ...MARGIN, top: geometry.marginTop, bottom: geometry.marginBottom }
      : LANDSCAPE_MARGIN
  const parts = [
    references,
    index === 0 ? '' : `<w:type w:val="${section.isEvenPage ? 'evenPage' : 'nextPage'}"/>`,
    `<w:pgSz w:w="${twips(width)}" w:h="${twips(height)}"${isUpright ? '' : ' w:orient="landscape"'}/>`,
    `<w:pgMar w:top="${twips(margin.top)}" w:right="${twips(margin.right)}" w:bottom="${twips(margin.bottom)}" w:left="${twips(margin.left)}" w:header="${sheet ? 0 : 851}" w:footer="${sheet ? 0 : isUpright ? twips(PAGE_NUMBER.footerDistance) : 851}" w:gutter="0"/>`,
    section.hidesFirstNumber ? '<w:titlePg/>' : '',
    // 横向页的高不是行距的整数倍，有网格时 LibreOffice 会把整页下移去居中。
    isUpright ? `<w:docGrid w:type="lines" w:linePitch="${twips(geometry.pitch)}"/>` : '',
  ]
  return `<w:sectPr>${parts.join('')}</w:sectPr>`
}

function evenMargin(margin: number) {
  return { top: margin, right: margin, bottom: margin, left: margin }
}

const FIXED_PARTS = ['styles', 'settings', 'fontTable'] as const

function documentRelationships(footers: readonly FooterPart[], pictures: readonly PicturePart[]): string {
  const fixed = FIXED_PARTS.map(
    (name, index) => `<Relationship Id="rId${index + 1}" Type="${RELATIONSHIPS}/${name}" Target="${name}.xml"/>`,
  )
  const others = footers.map(({ id, name }) => `<Relationship Id="${id}" Type="${RELATIONSHIPS}/footer" Target="${name}"/>`)
  const images = pictures.map(({ id, name }) => `<Relationship Id="${id}" Type="${RELATIONSHIPS}/image" Target="${name}"/>`)
  return `${XML_HEAD}<Relationships xmlns="${PACKAGE}/relationships">${[...fixed, ...others, ...images].join('')}</Relationships>`
}

const PACKAGE_RELATIONSHIPS = `${XML_HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONSHIPS}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="rId3" Type="${RELATIONSHIPS}/extended-properties" Target="docProps/app.xml"/></Relationships>`

const WORD_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml'

function contentTypes(footers: readonly FooterPart[], pictures: readonly PicturePart[]): string {
  const kinds = new Map(pictures.map(({ extension, mime }) => [extension, `<Default Extension="${extension}" ContentType="${mime}"/>`]))
  const part = (name: string, type: string) => `<Override PartName="${name}" ContentType="${type}"/>`
  const parts = [
    part('/word/document.xml', `${WORD_TYPE}.document.main+xml`),
    part('/word/styles.xml', `${WORD_TYPE}.styles+xml`),
    part('/word/settings.xml', `${WORD_TYPE}.settings+xml`),
    part('/word/fontTable.xml', `${WORD_TYPE}.fontTable+xml`),
    ...footers.map(({ name }) => part(`/word/${name}`, `${WORD_TYPE}.footer+xml`)),
    part('/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'),
    part('/docProps/app.xml', 'application/vnd.openxmlformats-officedocument.extended-properties+xml'),
  ]
  return `${XML_HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${[...kinds.values()].join('')}${parts.join('')}</Types>`
}

const APP = `${XML_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>`

const SETTINGS = `${XML_HEAD}<w:settings ${NAMESPACES}><w:defaultTabStop w:val="720"/><w:evenAndOddHeaders/><w:compat><w:doNotExpandShiftReturn/><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`

function coreXml({ title, signature: { issuer, datedOn } }: Pick<DocumentInput, 'title' | 'signature'>): string {
  const at = `${datedOn}T00:00:00Z`
  return `${XML_HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escapeXml(title)}</dc:title><dc:creator>${escapeXml(issuer)}</dc:creator><cp:lastModifiedBy>${escapeXml(issuer)}</cp:lastModifiedBy><cp:revision>1</cp:revision><dcterms:created xsi:type="dcterms:W3CDTF">${at}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${at}</dcterms:modified></cp:coreProperties>`
}

/** 压缩器随包发布，不用本机的：换一台机器、换一个系统，压出来也逐字节相同。 */
function deflated(name: string, xml: string): ZipPart {
  const content = strToU8(xml)
  return { name, stored: deflateSync(content, { level: 6 }), isDeflated: true, size: content.length, crc32: crc32(content) }
}

/** 照片本来就压过，原样放进去。 */
function picturePart({ name, bytes }: PicturePart): ZipPart {
  return { name: `word/${name}`, stored: bytes, isDeflated: false, size: bytes.length, crc32: crc32(bytes) }
}

/** 样式、设置、页脚之类份份一样，部件虽小而多，每份都压一遍要占去排一份公文的小半时间。 */
const commonParts = new Map<string, ZipPart>()
const COMMON_PARTS_KEPT = 200

function commonPart(name: string, xml: string): ZipPart {
  const key = `${name}\n${xml}`
  const known = commonParts.get(key)
  if (known) return known
  const part = deflated(name, xml)
  if (commonParts.size >= COMMON_PARTS_KEPT) commonParts.clear()
  commonParts.set(key, part)
  return part
}
