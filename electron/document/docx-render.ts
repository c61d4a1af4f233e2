import type { Block } from '../../shared/document/block.ts'
import type { DocumentModel } from '../../shared/document/model.ts'
import { blocksXml } from './docx-blocks.ts'
import { colophonXml } from './docx-colophon.ts'
import { headXml } from './docx-head.ts'
import { packDocx, type Section } from './docx-package.ts'
import { attachmentListXml, attachmentXml, attendanceXml, signatureXml } from './docx-tail.ts'
import { areaOf } from './geometry.ts'
import { picturesIn } from './picture.ts'
import { layOut, type LaidDocument } from './page-layout.ts'
import { ShapeNumbers } from './wml.ts'

/**
 * 把模型写成 docx。同样的模型逐字节相同：时间、作者取成文日期与发文机关，zip 的时间与次序固定。
 * 版记与正文不同面时用“偶数页分节”，由 Word 在排版时保证落在偶数面，不靠预先数行。
 */
export function renderDocx(model: DocumentModel, laid: LaidDocument = layOut(model)): Uint8Array {
  const numbers = new ShapeNumbers()
  const { geometry } = laid
  return packDocx(sectionsOf(model, laid, numbers), geometry, numbers, model, picturesIn(allBlocks(model)))
}

function allBlocks(model: DocumentModel): Block[] {
  return [...model.body, ...model.attachments.flatMap(({ blocks }) => blocks)]
}

function sectionsOf(model: DocumentModel, { pages, colophonPlace, geometry }: LaidDocument, numbers: ShapeNumbers): Section[] {
  const isNumbered = pages.some((page) => page.isNumbered) || (model.form === '信函' && pages.length === 1)
  const section = (orientation: '纵向' | '横向', rest: Partial<Section> = {}): Section => ({
    orientation,
    isEvenPage: false,
    isNumbered,
    hidesFirstNumber: false,
    xml: '',
    ...rest,
  })
  const first = section('纵向', { hidesFirstNumber: model.form === '信函' })
  const sections = [first]
  const keepsLast = model.signature.mode !== '无'
  const head = headXml(model, geometry, numbers)
  first.xml = [
    head,
    blocksXml(model.body, { ...areaOf('纵向', geometry), pitch: geometry.pitch, isFirst: head === '' }, keepsLast),
    attachmentListXml(model.attachmentNames, keepsLast),
    attendanceXml(model),
    signatureXml(model),
  ].join('')
  let current = first
  for (const [index, item] of model.attachments.entries()) {
    const isNewSection = current.orientation !== item.orientation
    if (isNewSection) {
      current = section(item.orientation)
      sections.push(current)
    }
    current.xml += attachmentXml(item, index, model.attachments.length, isNewSection, geometry)
  }
  if (model.colophon && colophonPlace !== '无') {
    if (colophonPlace !== '同面') {
      const isLetter = model.form === '信函'
      current = section('纵向', { isEvenPage: !isLetter, isNumbered: isNumbered && colophonPlace === '次面' })
      sections.push(current)
    }
    current.xml += colophonXml(model.colophon, model, numbers)
  }
  return sections
}
