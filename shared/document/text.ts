import { textOfBlock } from './block.ts'
import type { DocumentModel } from './model.ts'

/** 全文文字，按纸上的次序。 */
export function textOfDocument(model: DocumentModel): string {
  const { head, signature, colophon } = model
  return [
    ...[head.copyNumber, head.secrecy, head.urgency].filter((each) => each !== ''),
    head.mark,
    head.number,
    ...head.signers,
    ...(head.compiler === '' ? [] : [head.compiler]),
    model.title,
    model.recipients.join('、'),
    ...model.body.map(textOfBlock),
    ...model.attachmentNames,
    ...(signature.mode === '无' ? [] : [signature.issuer]),
    model.note,
    ...model.attendance.map(({ label, names }) => `${label}：${names}`),
    ...model.attachments.flatMap((each) => [each.name, ...each.blocks.map(textOfBlock)]),
    ...(colophon ? [...colophon.copies, ...(model.form === '信函' ? [] : [colophon.printer])] : []),
  ].join('\n')
}
