import { Document, DocumentGridType, PageOrientation, Packer, SectionType, type FileChild, type ISectionOptions } from 'docx'
import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate'
import type { DocumentModel } from '../../shared/document/model.ts'
import { partsOf } from '../../shared/calendar/plain-date.ts'
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
export function normalize(bytes: Uint8Array, model: Pick<DocumentModel, 'title' | 'signature'>): Uint8Array {
  const parts = unzipSync(bytes)
  const { year, month, day } = partsOf(model.signature.datedOn)
  // zip 里记的是本地时刻的年月日时分，用本地构造，与时区无关。
  const mtime = new Date(year, month - 1, day, 9, 0, 0)
  const files: Zippable = {}
  const put = (name: string, content: Uint8Array) => {
    files[name] = [content, { mtime, level: 6 }]
  }
  // 库给图形编号用的是全进程的计数器，同一份公文第二次写就不同；按部件次序重编。
  let drawing = 0
  const renumber = (xml: string) => xml.replace(/<wp:docPr id="\d+"/g, () => `<wp:docPr id="${(drawing += 1)}"`)
  const names = Object.keys(parts).sort((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1))
  for (const name of names) {
    const content = parts[name]
    if (!content || name.endsWith('/')) continue
    if (name === 'docProps/core.xml') put(name, strToU8(coreXml(model)))
    else if (name === 'word/fontTable.xml') put(name, strToU8(fontTableXml()))
    else if (name === 'word/document.xml') put(name, strToU8(renumber(shrinkSectionEnds(strFromU8(content)))))
    else if (/^word\/footer\d+\.xml$/.test(name)) put(name, strToU8(renumber(strFromU8(content))))
    else put(name, content)
  }
  return zipSync(files)
}

function rankOf(name: string): number {
  return name === '[Content_Types].xml' ? 0 : name.startsWith('_rels/') ? 1 : 2
}

/** 库把分节写在一个正文样式的空段里，会占一整行；改用一磅高的样式。 */
function shrinkSectionEnds(xml: string): string {
  return xml.replaceAll('<w:p><w:pPr><w:sectPr', `<w:p><w:pPr><w:pStyle w:val="${STYLE_ID.end}"/><w:sectPr`)
}

function coreXml(model: Pick<DocumentModel, 'title' | 'signature'>): string {
  const at = `${model.signature.datedOn}T00:00:00Z`
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escape(model.title)}</dc:title><dc:creator>${escape(model.signature.issuer)}</dc:creator><cp:lastModifiedBy>${escape(model.signature.issuer)}</cp:lastModifiedBy><cp:revision>1</cp:revision><dcterms:created xsi:type="dcterms:W3CDTF">${at}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${at}</dcterms:modified></cp:coreProperties>`
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
