import { Document, Packer, Paragraph, type FileChild } from 'docx'
import type { Block } from '../../shared/document/block.ts'
import { draftDocument, type DocumentInput } from '../../shared/document/model.ts'
import { blockChildren, signatureParagraphs, titleParagraph } from './docx-parts.ts'
import { normalize, toSection } from './docx-render.ts'
import { STYLE_ID, stylesXml } from './docx-styles.ts'
import { LANDSCAPE_WIDTH, TEXT_WIDTH } from './styles.ts'

/** 没有版头、文号、主送与版记的文稿：目录、自评报告、清单。落款日期也定下文件的时间。 */
export type PlainDocument = {
  readonly title: string
  readonly orientation: '纵向' | '横向'
  readonly body: readonly Block[]
  readonly signature: DocumentInput['signature']
  /** 目录、清单不落款，只在文件属性里记编制单位。 */
  readonly isSigned: boolean
}

/** 把无版头文稿写成 docx，字体、行距、表格与公文同一套；同样的入参逐字节相同。 */
export async function renderPlainDocx(plain: PlainDocument): Promise<Uint8Array> {
  const width = plain.orientation === '纵向' ? TEXT_WIDTH : LANDSCAPE_WIDTH
  const children: FileChild[] = [titleParagraph(plain.title, STYLE_ID.title, width), new Paragraph({ style: STYLE_ID.flush })]
  for (const [index, block] of plain.body.entries())
    children.push(...blockChildren(block, width, plain.isSigned && index === plain.body.length - 1))
  if (plain.isSigned)
    children.push(...signatureParagraphs(draftDocument({ ...WITHOUT_HEAD, title: plain.title, signature: plain.signature })))
  const document = new Document({
    title: plain.title,
    externalStyles: stylesXml(),
    evenAndOddHeaderAndFooters: true,
    compatibility: { version: 15, doNotExpandShiftReturn: true },
    sections: [toSection({ orientation: plain.orientation, children, isEvenPage: false, isNumbered: true }, 0)],
  })
  return normalize(new Uint8Array(await Packer.toArrayBuffer(document)), plain)
}

const WITHOUT_HEAD: Omit<DocumentInput, 'title' | 'signature'> = {
  genre: '报告',
  direction: '平行',
  head: { mark: '', number: '', signers: [] },
  recipients: [],
  body: [],
  attachmentNames: [],
  attachments: [],
  note: '',
  colophon: null,
}
