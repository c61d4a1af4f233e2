import type { Block } from '../../shared/document/block.ts'
import { draftDocument, type DocumentInput } from '../../shared/document/model.ts'
import { blocksXml } from './docx-blocks.ts'
import { titleXml } from './docx-head.ts'
import { packDocx } from './docx-package.ts'
import { STYLE_ID } from './docx-styles.ts'
import { signatureXml } from './docx-tail.ts'
import { areaOf, geometryOf } from './geometry.ts'
import { picturesIn } from './picture.ts'
import { ShapeNumbers, blankParagraphs } from './wml.ts'

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
export function renderPlainDocx({ title, orientation, body, signature, isSigned }: PlainDocument): Uint8Array {
  const geometry = geometryOf({ pageArea: 'common' })
  const { width, height } = areaOf(orientation, geometry)
  const model = draftDocument({ ...WITHOUT_HEAD, title, signature: { ...signature, mode: isSigned ? '用印' : '无' } })
  const xml = [
    titleXml(title, STYLE_ID.title, width),
    blankParagraphs(1),
    blocksXml(body, { width, height, pitch: geometry.pitch, isFirst: false }, isSigned),
    signatureXml(model),
  ].join('')
  const section = { orientation, isEvenPage: false, isNumbered: true, hidesFirstNumber: false, xml }
  return packDocx([section], geometry, new ShapeNumbers(), model, picturesIn(body))
}

const WITHOUT_HEAD: Omit<DocumentInput, 'title' | 'signature'> = {
  form: '普通',
  genre: '内部文书',
  direction: '内部',
  head: { mark: '', number: '', signers: [] },
  recipients: [],
  body: [],
  attachmentNames: [],
  attachments: [],
  note: '',
  colophon: null,
}
