import { formatChinese } from '../../shared/calendar/plain-date.ts'
import type { Attachment, DocumentModel } from '../../shared/document/model.ts'
import { blocksXml } from './docx-blocks.ts'
import { titleXml } from './docx-head.ts'
import { STYLE_ID } from './docx-styles.ts'
import { areaOf, type Geometry } from './geometry.ts'
import { ATTENDANCE_INDENT, attachmentListIndent, blankBeforeSignature, signatureAxis, unsealedSignature } from './layout-tail.ts'
import { attachmentLabel } from './page-layout.ts'
import { CELL, TEXT_WIDTH } from './styles.ts'
import { blankParagraphs, paragraphXml, run } from './wml.ts'

/** 附件说明（7.3.4）：下空一行、左空二字，名称换行与首字对齐。 */
export function attachmentListXml(names: readonly string[], keepNext: boolean): string {
  if (names.length === 0) return ''
  const { label, name: x } = attachmentListIndent(names.length)
  const items = names.map((name, index) => {
    const start = index === 0 ? CELL * 2 : label
    // 只有一件时“附件：”恰好三字宽，名称紧跟其后，不用制表位。
    const head = names.length === 1 ? '附件：' : `${index === 0 ? '附件：' : ''}${index + 1}.\t`
    return paragraphXml(
      { style: STYLE_ID.flush, keepNext, alignment: 'left', indent: { left: x, hanging: x - start }, tabs: [{ type: 'left', at: x }] },
      run(`${head}${name}`, '仿宋'),
    )
  })
  return blankParagraphs(1, keepNext) + items.join('')
}

/** 出席、请假、列席人员名单（10.3）。 */
export function attendanceXml({ attendance }: DocumentModel): string {
  if (attendance.length === 0) return ''
  const items = attendance.map(({ label, names }) =>
    paragraphXml(
      { style: STYLE_ID.flush, indent: { left: ATTENDANCE_INDENT, hanging: ATTENDANCE_INDENT - CELL * 2 } },
      run(`${label}：`, '黑体') + run(names, '仿宋'),
    ),
  )
  return blankParagraphs(1) + items.join('')
}

/** 落款与附注（7.3.5、7.3.6）。 */
export function signatureXml(model: Pick<DocumentModel, 'signature' | 'note'>): string {
  const { issuer, datedOn, mode } = model.signature
  const note = model.note === '' ? '' : paragraphXml({ style: STYLE_ID.body }, run(`（${model.note}）`, '仿宋'))
  if (mode === '无') return note
  const keepsNote = model.note !== ''
  const blank = blankParagraphs(blankBeforeSignature(model), true)
  const date = formatChinese(datedOn)
  if (mode === '用印') {
    const left = 2 * signatureAxis(model) - TEXT_WIDTH
    const line = (text: string, keepNext: boolean) =>
      paragraphXml({ style: STYLE_ID.flush, keepNext, alignment: 'center', indent: { left } }, run(text, '仿宋', { tracking: 0 }))
    return blank + line(issuer, true) + line(date, keepsNote) + note
  }
  const { issuerX, dateX } = unsealedSignature(model)
  const line = (text: string, left: number, keepNext: boolean) =>
    paragraphXml({ style: STYLE_ID.flush, keepNext, alignment: 'left', indent: { left } }, run(text, '仿宋', { tracking: 0 }))
  return blank + line(issuer, issuerX, true) + line(date, dateX, keepsNote) + note
}

/** 一件附件（7.3.7）：另面，“附件n”顶格，标题在第三行。`isNewSection` 时由分节另面。 */
export function attachmentXml(item: Attachment, index: number, count: number, isNewSection: boolean, geometry: Geometry): string {
  const { width, height } = areaOf(item.orientation, geometry)
  return [
    paragraphXml({ style: STYLE_ID.attachmentLabel, pageBreakBefore: !isNewSection }, run(attachmentLabel(index, count), '黑体')),
    blankParagraphs(1, true),
    titleXml(item.name, STYLE_ID.attachmentTitle, width, geometry.pitch / 2),
    blocksXml(item.blocks, { width, height, pitch: geometry.pitch, isFirst: false }, false),
  ].join('')
}
