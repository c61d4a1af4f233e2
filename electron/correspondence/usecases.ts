import { partsOf, type PlainDate } from '../../shared/calendar/plain-date.ts'
import type { WireFile } from '../../shared/contract/file.ts'
import { correspondenceContract, type RegisteredDocument } from '../../shared/correspondence/contract.ts'
import type { DocumentKind } from '../../shared/correspondence/document-kinds.ts'
import type { DraftRequest } from '../../shared/correspondence/draft.ts'
import { missingNumbers } from '../../shared/correspondence/letterhead.ts'
import { documentModel, type DocumentModel } from '../../shared/document/model.ts'
import type { TermMilestoneKind } from '../../shared/glossary.ts'
import type { ReadDb, WriteDb } from '../db/open.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { CommandContext, Handlers } from '../dispatch/handlers.ts'
import type { PdfPrinter } from '../document/pdf-printer.ts'
import { registeredDocx, renderForRegister } from '../document/registered-docx.ts'
import { renderHtml } from '../document/render-html.ts'
import { insertMilestone, loadTerms, removeTermRecord } from '../election/queries.ts'
import { organizationsAt } from '../member/queries.ts'
import { composeDraft, type Draft } from './compose.ts'
import { documentFileName } from './file-name.ts'
import { findDocument, insertDocument, markVoid, registeredDocuments, usedSerials, type DocumentRecord } from './queries.ts'

/** 登记这几种公文时同时留下的换届节点：记录一次，处处生成。 */
const MILESTONE_OF: Partial<Record<DocumentKind, TermMilestoneKind>> = { W04: '上级提醒', W05: '换届请示' }
const GENERATED_NOTE = '由发文登记生成'

/** 节点的日期可能晚于今天（成文日期可改），查有无时取全部。 */
const WHENEVER = '9999-12-31'

export const correspondenceHandlers = (pdfPrinter: PdfPrinter | null): Handlers<typeof correspondenceContract> => ({
  'correspondence.draft': async ({ db, today }, request) => {
    const { composition } = await composeDraft(db, request, today)
    return {
      kind: request.kind,
      title: composition.title,
      fields: [...composition.fields],
      paragraphs: [...composition.paragraphs],
      missing: [...composition.missing],
      cautions: [...composition.cautions],
      html: composition.model ? renderHtml(composition.model) : '',
    }
  },

  'correspondence.previewPdf': async (context, request) => {
    const printer = requirePrinter(pdfPrinter)
    await context.report(0, 2, '起草')
    const model = completeModel(await composeDraft(context.db, request, context.today))
    await context.report(1, 2, '排版')
    const pdf = await printer.print(renderHtml(model), context.signal)
    await context.report(2, 2, '完成')
    return wireFile(documentFileName(model.title, `${model.head.number}预览`, 'pdf'), pdf)
  },

  'correspondence.issue': issue,

  'correspondence.register': async ({ db, today }, filter) => {
    const organizations = await organizationsAt(db, today)
    const records = await registeredDocuments(db, filter)
    return {
      rows: records.map((record) => registered(record, organizations.get(record.subjectId)?.name ?? '')),
      gaps: missingNumbers(await usedSerials(db, filter.year)),
    }
  },

  'correspondence.void': async (context, { documentId, reason }) => {
    const { db, at } = context
    const record = await requireDocument(db, documentId)
    if (record.status === '已作废') throw new DomainError('ALREADY_VOID', `${record.number}已经作废，原因：${record.voidReason}。`)
    await markVoid(db, documentId, reason)
    await withdrawMilestone(db, record, at)
    context.summarize(`作废${record.number}《${record.title}》：${reason}`)
    return { documentId }
  },

  'correspondence.exportDocx': async ({ db }, { documentId }) => {
    const record = await requireDocument(db, documentId)
    const bytes = await registeredDocx(record.docxSha256, () => modelOf(record))
    return wireFile(documentFileName(record.title, record.number, 'docx'), bytes)
  },

  'correspondence.exportPdf': async (context, { documentId }) => {
    const printer = requirePrinter(pdfPrinter)
    const record = await requireDocument(context.db, documentId)
    await context.report(0, 1, '排版')
    const pdf = await printer.print(renderHtml(modelOf(record)), context.signal)
    await context.report(1, 1, '完成')
    return wireFile(documentFileName(record.title, record.number, 'pdf'), pdf)
  },

  'correspondence.previewHtml': async ({ db }, { documentId }) => {
    const record = await requireDocument(db, documentId)
    return { title: record.title, html: renderHtml(modelOf(record)) }
  },
})

/** 登记发文：在同一个事务里重新起草、取号、定稿、留下换届节点。 */
async function issue(context: CommandContext, request: DraftRequest) {
  const { db, today, at } = context
  const draft = await composeDraft(db, request, today)
  refuseFutureDate(draft.on, today)
  const model = completeModel(draft)
  const { sha256: docxSha256 } = await renderForRegister(model)
  const { number } = model.head
  const documentId = context.newId()
  await insertDocument(db, {
    id: documentId,
    kind: request.kind,
    issuerId: draft.issuerId,
    subjectId: draft.subjectId,
    documentCode: draft.composition.documentCode,
    year: partsOf(model.signature.datedOn).year,
    serial: Number(/〕(\d+)号$/.exec(number)?.[1]),
    number,
    title: model.title,
    issuerName: model.signature.issuer,
    recipient: model.recipients.join('、'),
    signer: model.head.signers.join('、'),
    datedOn: model.signature.datedOn,
    fieldsJson: JSON.stringify(request),
    modelJson: JSON.stringify(model),
    docxSha256,
    status: '已登记',
    voidReason: '',
    createdAt: at,
  })
  await recordMilestone(context, request.kind, draft, model)
  context.summarize(`登记发文${number}《${model.title}》`)
  return { documentId, number, docxSha256 }
}

async function recordMilestone(
  context: CommandContext,
  kind: DocumentKind,
  { termId, subjectId }: Draft,
  model: DocumentModel,
): Promise<void> {
  const milestone = MILESTONE_OF[kind]
  if (milestone === undefined || termId === null) return
  const { db, at } = context
  const term = (await loadTerms(db, WHENEVER, [subjectId])).find((each) => each.id === termId)
  if (!term || term.milestones.some((each) => each.kind === milestone)) return
  await insertMilestone(
    db,
    {
      id: context.newId(),
      termId,
      kind: milestone,
      occurredOn: model.signature.datedOn,
      documentNo: model.head.number,
      note: GENERATED_NOTE,
    },
    at,
  )
}

/** 作废时撤下由它生成的节点；人工登记的节点不动。 */
async function withdrawMilestone(db: WriteDb, record: DocumentRecord, at: string): Promise<void> {
  const milestone = MILESTONE_OF[record.kind]
  if (milestone === undefined) return
  for (const term of await loadTerms(db, WHENEVER, [record.subjectId]))
    for (const each of term.milestones)
      if (each.kind === milestone && each.documentNo === record.number && each.note === GENERATED_NOTE)
        await removeTermRecord(db, 'termMilestone', each.id, at)
}

/** 未到成文日就登记，会占掉来年的文号，也会把换届节点记在还没到的日子上。 */
function refuseFutureDate(on: PlainDate, today: PlainDate): void {
  if (on <= today) return
  const message = `成文日期 ${on} 在今天（${today}）之后，可以先起草、预览，到了那天再登记；写错了请改成文日期。`
  throw new DomainError('DOCUMENT_DATED_IN_FUTURE', message, { problems: [{ place: 'datedOn', message }] })
}

function completeModel({ composition }: Draft): DocumentModel {
  if (composition.model) return composition.model
  throw new DomainError(
    'DOCUMENT_INCOMPLETE',
    `公文还有 ${composition.missing.length} 处没有填好，不能登记或导出：${composition.missing.join('；')}`,
    {
      problems: composition.missing.map((message) => ({
        place: composition.fields.find((field) => field.problem !== '' && field.problem === message)?.key ?? '',
        message,
      })),
    },
  )
}

function requirePrinter(printer: PdfPrinter | null): PdfPrinter {
  if (printer) return printer
  throw new DomainError(
    'NO_PDF_PRINTER',
    '本机没有可用来排 PDF 的浏览器（Chrome、Edge 或 Chromium）。请导出 docx，用 Word 或 WPS 打开后打印或另存为 PDF。',
  )
}

async function requireDocument(db: ReadDb, documentId: string): Promise<DocumentRecord> {
  const record = await findDocument(db, documentId)
  if (!record) throw new DomainError('NOT_FOUND', '登记簿里没有这份公文，请刷新登记簿后重选。')
  return record
}

function modelOf(record: DocumentRecord): DocumentModel {
  return documentModel.parse(JSON.parse(record.modelJson))
}

function registered(record: DocumentRecord, subjectName: string): RegisteredDocument {
  const { id, kind, number, title, issuerName, subjectId, recipient, signer, datedOn, status, voidReason, docxSha256, createdAt } = record
  return {
    id,
    kind,
    number,
    title,
    issuerName,
    subjectId,
    subjectName,
    recipient,
    signer,
    datedOn,
    status,
    voidReason,
    docxSha256,
    createdAt,
  }
}

function wireFile(fileName: string, bytes: Uint8Array): WireFile {
  return { fileName, base64: Buffer.from(bytes).toString('base64') }
}
