import { AlignmentType, patchDetector, patchDocument, PatchType, TextRun, type IPatch } from 'docx'
import { deflateSync, unzipSync } from 'fflate'
import { crc32 } from 'node:zlib'
import { formatChinese } from '../../shared/calendar/plain-date.ts'
import { TEMPLATE_MARKS, type TemplateMark } from '../../shared/correspondence/letterhead-contract.ts'
import type { DocumentModel } from '../../shared/document/model.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import { attachmentParagraphs, blockParagraphs, plainParagraph, unsupportedBlock } from './template-blocks.ts'
import { soundTemplate, zipParts } from './template-guard.ts'
import { zipArchive } from './zip-archive.ts'

/** 模板里找到的标记：认得的、没放的可选标记、不认得的。 */
export type TemplateMarks = { readonly marks: TemplateMark[]; readonly absent: TemplateMark[]; readonly unknown: string[] }

const PACK_DAY = '1980-01-01'
const KNOWN: ReadonlySet<string> = new Set(TEMPLATE_MARKS.map(({ mark }) => mark))

/** 检查一份红头 docx 并认出其中的占位标记 `{{标题}}`、`{{正文}}`……。@throws DomainError `TEMPLATE_*` */
export async function readTemplateMarks(fileName: string, bytes: Buffer): Promise<TemplateMarks> {
  const data = zipArchive(zipParts(await soundTemplate(fileName, bytes)), PACK_DAY)
  const found = new Set(await patchDetector({ data, trimPlaceholders: true }))
  return {
    marks: TEMPLATE_MARKS.map(({ mark }) => mark).filter((mark) => found.has(mark)),
    absent: TEMPLATE_MARKS.filter(({ mark, isNeeded }) => !isNeeded && !found.has(mark)).map(({ mark }) => mark),
    unknown: [...found].filter((mark) => !KNOWN.has(mark)).toSorted(),
  }
}

/** 标记能不能用作模板：必需的缺了、有不认得的，都说明怎么改。能用为空串。 */
export function templateProblem({ marks, unknown }: TemplateMarks): string {
  const missing = TEMPLATE_MARKS.filter(({ mark, isNeeded }) => isNeeded && !marks.includes(mark)).map(({ mark }) => `{{${mark}}}`)
  if (missing.length > 0)
    return `模板里缺${missing.join('、')}：请用 Word 或 WPS 打开，在该放这些内容的地方逐字键入标记（两个花括号都要），保存后再选。`
  if (unknown.length > 0)
    return `模板里有不认得的标记${unknown.map((mark) => `{{${mark}}}`).join('、')}，会原样印在纸上：请改成认得的标记，或删去。`
  return ''
}

/**
 * 把公文套进红头模板。版头、版记、页边距都由模板决定；正文与附件以国标的字体字号写入。
 * 同样的模板与公文逐字节相同。@throws DomainError 模板不能用，或公文里有模板放不下的内容。
 */
export async function fillTemplate(template: Uint8Array, model: DocumentModel): Promise<Uint8Array> {
  const data = zipArchive(zipParts(await soundTemplate('红头模板', Buffer.from(template))), PACK_DAY)
  const marks = new Set(await patchDetector({ data, trimPlaceholders: true }))
  const unsupported = unsupportedBlock(model)
  if (unsupported !== '') throw new DomainError('TEMPLATE_CANNOT_HOLD', `红头模板里放不下${unsupported}，请不套模板，用国标版式。`)
  if (model.attachments.length > 0 && !marks.has('附件'))
    throw new DomainError(
      'TEMPLATE_CANNOT_HOLD',
      `这份公文有 ${model.attachments.length} 个附件，而模板里没有{{附件}}标记，附件装不进去。请在模板末尾加上{{附件}}，或不套模板。`,
    )
  const filled = await patchDocument({
    outputType: 'uint8array',
    data,
    keepOriginalStyles: true,
    trimPlaceholders: true,
    patches: Object.fromEntries(Object.entries(patchesOf(model)).filter(([mark]) => marks.has(mark))),
  })
  const files = Object.entries(unzipSync(filled)).filter(([name]) => !name.endsWith('/'))
  return zipArchive(
    files
      .toSorted(([a], [b]) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1))
      .map(([name, content]) => ({
        name,
        stored: deflateSync(content, { level: 6 }),
        isDeflated: true,
        size: content.length,
        crc32: crc32(content),
      })),
    model.signature.datedOn,
  )
}

function rankOf(name: string): number {
  return name === '[Content_Types].xml' ? 0 : name.startsWith('_rels/') ? 1 : 2
}

function patchesOf(model: DocumentModel): Record<TemplateMark, IPatch> {
  const { head, signature, colophon } = model
  const text = (value: string): IPatch => ({ type: PatchType.PARAGRAPH, children: [new TextRun(value)] })
  const names = model.attachmentNames
  return {
    标题: text(model.title),
    文号: text(head.number),
    成文日期: text(formatChinese(signature.datedOn)),
    发文机关: text(signature.issuer),
    发文机关标志: text(head.mark),
    签发人: text(head.signers.join('　')),
    主送: text(model.recipients.join('、')),
    附注: text(model.note === '' ? '' : `（${model.note}）`),
    抄送: text(colophon ? colophon.copies.join('，') : ''),
    印发机关: text(colophon?.printer ?? ''),
    印发日期: text(colophon ? formatChinese(colophon.printedOn) : ''),
    正文: { type: PatchType.DOCUMENT, children: model.body.flatMap(blockParagraphs) },
    附件说明: {
      type: PatchType.DOCUMENT,
      children: names.map((name, index) =>
        plainParagraph(`${index === 0 ? '附件：' : '　　　'}${names.length > 1 ? `${index + 1}.` : ''}${name}`, { indent: true }),
      ),
    },
    附件: {
      type: PatchType.DOCUMENT,
      children:
        model.attachments.length === 0
          ? [plainParagraph('', { alignment: AlignmentType.LEFT })]
          : model.attachments.flatMap((each, index) => attachmentParagraphs(each, index, model.attachments.length)),
    },
  }
}
