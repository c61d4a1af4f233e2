import { Document, DocumentGridType, PageOrientation, Packer, SectionType, type FileChild, type ISectionOptions } from 'docx'
import { deflateSync, strFromU8, strToU8, unzipSync } from 'fflate'
import { crc32 } from 'node:zlib'
import type { DocumentInput, DocumentModel } from '../../shared/document/model.ts'
import {
  attachmentChildren,
  attachmentListParagraphs,
  blockChildren,
  colophonParagraph,
  headParagraphs,
  pageFooters,
  signatureParagraphs,
} from './docx-parts.ts'
import { STYLE_ID, fontTableXml, stylesXml } from './docx-styles.ts'
import { layOut } from './page-layout.ts'
import { LANDSCAPE_MARGIN, MARGIN, PAGE, PAGE_NUMBER, PITCH, TEXT_WIDTH, twips } from './styles.ts'
import { zipArchive, type ZipPart } from './zip-archive.ts'

export type Section = { orientation: '纵向' | '横向'; children: FileChild[]; isEvenPage: boolean; isNumbered: boolean }

/**
 * 把模型写成 docx。同样的模型逐字节相同：库写出的时间、作者等换成成文日期与发文机关，zip 的时间与次序固定。
 * 版记与正文不同面时用“偶数页分节”，由 Word 在排版时保证落在偶数面，不靠预先数行。
 */
export async function renderDocx(model: DocumentModel): Promise<Uint8Array> {
  const document = new Document({
    title: model.title,
    externalStyles: stylesXml(),
    evenAndOddHeaderAndFooters: true,
    compatibility: { version: 15, doNotExpandShiftReturn: true },
    sections: sectionsOf(model).map(toSection),
  })
  return normalize(new Uint8Array(await Packer.toArrayBuffer(document)), model)
}

function sectionsOf(model: DocumentModel): Section[] {
  const { colophonPlace } = layOut(model)
  const sections: Section[] = [{ orientation: '纵向', children: [], isEvenPage: false, isNumbered: true }]
  const put = (...children: FileChild[]) => sections.at(-1)?.children.push(...children)
  put(...headParagraphs(model))
  for (const [index, item] of model.body.entries())
    put(...blockChildren(item, TEXT_WIDTH, index === model.body.length - 1, model.body[index + 1]?.kind === '表'))
  put(...attachmentListParagraphs(model.attachmentNames), ...signatureParagraphs(model))
  for (const [index, item] of model.attachments.entries()) {
    const isNewSection = sections.at(-1)?.orientation !== item.orientation
    if (isNewSection) sections.push({ orientation: item.orientation, children: [], isEvenPage: false, isNumbered: true })
    put(...attachmentChildren(item, index, model.attachments.length, isNewSection))
  }
  if (model.colophon) {
    if (colophonPlace !== '同面')
      sections.push({ orientation: '纵向', children: [], isEvenPage: true, isNumbered: colophonPlace === '次面' })
    put(colophonParagraph(model.colophon))
  }
  return sections
}

export function toSection({ orientation, children, isEvenPage, isNumbered }: Section, index: number): ISectionOptions {
  const margin = orientation === '纵向' ? MARGIN : LANDSCAPE_MARGIN
  return {
    properties: {
      ...(index === 0 ? {} : { type: isEvenPage ? SectionType.EVEN_PAGE : SectionType.NEXT_PAGE }),
      page: {
        // 横向时库自己对调宽高。
        size: {
          width: twips(PAGE.width),
          height: twips(PAGE.height),
          orientation: orientation === '纵向' ? PageOrientation.PORTRAIT : PageOrientation.LANDSCAPE,
        },
        margin: {
          top: twips(margin.top),
          bottom: twips(margin.bottom),
          left: twips(margin.left),
          right: twips(margin.right),
          header: 851,
          footer: orientation === '纵向' ? twips(PAGE_NUMBER.footerDistance) : 851,
          gutter: 0,
        },
      },
      // 横向页的高不是行距的整数倍，有网格时 LibreOffice 会把整页下移去居中。
      ...(orientation === '纵向' ? { grid: { type: DocumentGridType.LINES, linePitch: twips(PITCH.body) } } : {}),
    },
    footers: pageFooters(isNumbered ? orientation : '空'),
    children,
  }
}

/** 标题与落款定下文档属性：同样的内容逐字节相同，时间取落款日期。 */
export function normalize(bytes: Uint8Array, model: Pick<DocumentInput, 'title' | 'signature'>): Uint8Array {
  const parts = unzipSync(bytes)
  const files: ZipPart[] = []
  // 库给图形编号用的是全进程的计数器，同一份公文第二次写就不同；按部件次序重编。
  let drawing = 0
  const renumber = (xml: string) => xml.replace(/<wp:docPr id="\d+"/g, () => `<wp:docPr id="${(drawing += 1)}"`)
  const names = Object.keys(parts).sort((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1))
  for (const name of names) {
    const content = parts[name]
    if (!content || name.endsWith('/')) continue
    if (name === 'docProps/core.xml') files.push(deflated(name, strToU8(coreXml(model))))
    else if (name === 'word/document.xml') files.push(deflated(name, strToU8(renumber(shrinkSectionEnds(strFromU8(content))))))
    else if (name === 'word/fontTable.xml') files.push(commonPart(name, fontTableXml()))
    else if (/^word\/footer\d+\.xml$/.test(name)) files.push(commonPart(name, renumber(strFromU8(content))))
    else if (/\.(xml|rels)$/.test(name)) files.push(commonPart(name, strFromU8(content)))
    else files.push(deflated(name, content))
  }
  return zipArchive(files, model.signature.datedOn)
}

/** 压缩器随包发布，不用本机的：换一台机器、换一个系统，压出来也逐字节相同。 */
function deflated(name: string, content: Uint8Array): ZipPart {
  return { name, stored: deflateSync(content, { level: 6 }), isDeflated: true, size: content.length, crc32: crc32(content) }
}

/** 样式、主题、设置之类份份一样，部件虽小而多，每份都压一遍要占去排一份公文的小半时间。 */
const commonParts = new Map<string, ZipPart>()
const COMMON_PARTS_KEPT = 200

function commonPart(name: string, xml: string): ZipPart {
  const key = `${name}\n${xml}`
  const known = commonParts.get(key)
  if (known) return known
  const part = deflated(name, strToU8(xml))
  if (commonParts.size >= COMMON_PARTS_KEPT) commonParts.clear()
  commonParts.set(key, part)
  return part
}

function rankOf(name: string): number {
  return name === '[Content_Types].xml' ? 0 : name.startsWith('_rels/') ? 1 : 2
}

/** 库把分节写在一个正文样式的空段里，会占一整行；改用一磅高的样式。 */
function shrinkSectionEnds(xml: string): string {
  return xml.replaceAll('<w:p><w:pPr><w:sectPr', `<w:p><w:pPr><w:pStyle w:val="${STYLE_ID.end}"/><w:sectPr`)
}

function coreXml(model: Pick<DocumentInput, 'title' | 'signature'>): string {
  const at = `${model.signature.datedOn}T00:00:00Z`
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escape(model.title)}</dc:title><dc:creator>${escape(model.signature.issuer)}</dc:creator><cp:lastModifiedBy>${escape(model.signature.issuer)}</cp:lastModifiedBy><cp:revision>1</cp:revision><dcterms:created xsi:type="dcterms:W3CDTF">${at}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${at}</dcterms:modified></cp:coreProperties>`
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
