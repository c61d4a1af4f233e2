import { partsOf, type PlainDate } from '../../shared/calendar/plain-date.ts'
import { issueRequest, type draftContract, type IssueRequest } from '../../shared/correspondence/draft-contract.ts'
import { kindRow } from '../../shared/correspondence/free-kinds.ts'
import type { InspectionItem } from '../../shared/document/inspection.ts'
import type { DocumentModel } from '../../shared/document/model.ts'
import type { ReadDb, WriteDb } from '../db/open.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { CommandContext, Handlers } from '../dispatch/handlers.ts'
import { fillTemplate } from '../document/docx-template.ts'
import { requirePrinter, type PdfPrinter } from '../document/pdf-printer.ts'
import { docxOf, pagesOf } from '../document/render-pool.ts'
import type { Draft } from './compose.ts'
import { composeAny } from './compose-free.ts'
import { findDraft, markDraftIssued } from './draft-queries.ts'
import { documentFileName } from './file-name.ts'
import { modelOf, requireDocument, requireTemplateBytes, wireFile } from './finalized.ts'
import { requireTemplate } from './letterhead-commands.ts'
import { inspectionFor } from './inspection.ts'
import { keepFile } from './kept-file-queries.ts'
import { recordedLetterhead } from './letterhead-queries.ts'
import { recordIssueMilestone, withdrawIssueMilestone } from './milestones.ts'
import { chooseNumber, whoHolds, type ChosenNumber } from './number-choice.ts'
import { markReservationUsed } from './number-queries.ts'
import { recordIssuedStep, withdrawIssuedStep } from './process-steps.ts'
import { insertDocument, replaceVersion, type DocumentRecord, type VersionRecord } from './queries.ts'
import { keepSignedGrounds } from './signed-change.ts'

type Routes =
  | 'correspondence.draft'
  | 'correspondence.previewPdf'
  | 'correspondence.exportDraft'
  | 'correspondence.issue'
  | 'correspondence.revise'
  | 'correspondence.issuedRequest'

/** 排好的一份：起草结果、要用的号，与套好版心读法、写上文号的公文。 */
type Prepared = {
  readonly draft: Draft
  readonly chosen: ChosenNumber
  /** 排得出来的公文；有红项也在，缺字段的为 null。 */
  readonly model: DocumentModel | null
  /** 不补齐、不改正就不能登记、导出的，红项在内。 */
  readonly missing: string[]
  readonly inspection: readonly InspectionItem[]
}

export const issueHandlers = (pdfPrinter: PdfPrinter | null): Handlers<Pick<typeof draftContract, Routes>> => ({
  'correspondence.draft': async ({ db, today }, request) => {
    const { draft, chosen, model, missing, inspection } = await prepare(db, request, today)
    const { composition } = draft
    return {
      kind: request.kind,
      title: composition.title,
      number: kindRow(request.kind).isNumbered ? chosen.number : '',
      fields: [...composition.fields],
      paragraphs: [...composition.paragraphs],
      missing,
      cautions: [...composition.cautions],
      inspection: [...inspection],
      html: model ? await pagesOf(model) : '',
    }
  },

  'correspondence.previewPdf': async (context, request) => {
    const printer = requirePrinter(pdfPrinter)
    await context.report(0, 2, '起草')
    const prepared = await prepare(context.db, request, context.today)
    // 有红项的也排出来看：框出哪里不对，比只说一句好改。
    const model = prepared.model ?? completeModel(prepared)
    await context.report(1, 2, '排版')
    const pdf = await printer.print(await pagesOf(model), context.signal)
    await context.report(2, 2, '完成')
    return wireFile(documentFileName(model.title, `${model.head.number}预览`, 'pdf'), pdf)
  },

  'correspondence.exportDraft': async ({ db, today }, request) => {
    const model = completeModel(await prepare(db, request, today))
    const { bytes } = await finalDocx(db, model, request.templateId)
    const { isNumbered } = kindRow(request.kind)
    return wireFile(documentFileName(model.title, isNumbered ? '未登记' : '', 'docx'), bytes)
  },

  'correspondence.issue': issue,
  'correspondence.revise': revise,

  'correspondence.issuedRequest': async ({ db }, { documentId }) => {
    const record = await requireDocument(db, documentId)
    modelOf(record)
    // 号已经用掉了，照着再拟或出新版都不带。
    return { request: issueRequest.omit({ numbering: true }).parse(JSON.parse(record.fieldsJson)) }
  },
})

async function prepare(db: ReadDb, request: IssueRequest, today: PlainDate, fixed?: ChosenNumber): Promise<Prepared> {
  const draft = await composeAny(db, request, today)
  const { composition } = draft
  const { isNumbered } = kindRow(request.kind)
  const year = partsOf(composition.faulty?.signature.datedOn ?? draft.on).year
  const chosen = fixed ?? (await chooseNumber(db, isNumbered ? request.numbering : undefined, composition.documentCode, year))
  const { pageArea } = await recordedLetterhead(db)
  const model = composition.faulty && {
    ...composition.faulty,
    pageArea,
    head: { ...composition.faulty.head, number: isNumbered ? chosen.number : composition.faulty.head.number },
  }
  const inspection = model ? await inspectionFor(db, model, draft.issuerId) : []
  const missing = [
    ...composition.missing,
    ...(isNumbered && chosen.problem !== '' ? [chosen.problem] : []),
    ...inspection.filter(({ level }) => level === '红').map(({ message }) => message),
  ]
  return { draft, chosen, model, missing: [...new Set(missing)], inspection }
}

/** 定稿的 docx：国标版式，或套自家红头。 */
async function finalDocx(db: ReadDb, model: DocumentModel, templateId: string | undefined) {
  if (templateId === undefined) return { bytes: await docxOf(model), templateSha256: '' }
  const { sha256: templateSha256 } = await requireTemplate(db, templateId)
  return { bytes: await fillTemplate(await requireTemplateBytes(db, templateSha256), model), templateSha256 }
}

/** 定稿并留存这份字节：登记过的文件以后逐字节拿得回来，不受排版改进的影响。 */
async function keepFinal(db: WriteDb, model: DocumentModel, templateId: string | undefined) {
  const { bytes, templateSha256 } = await finalDocx(db, model, templateId)
  const { sha256 } = await keepFile(db, bytes)
  return { docxSha256: sha256, templateSha256 }
}

/** 登记发文：在同一个事务里重新起草、取号、定稿、留下换届节点。 */
async function issue(context: CommandContext, input: IssueRequest & { draftId?: string | undefined }) {
  const { db, today, at, actor } = context
  const { draftId, ...request } = input
  const kind = kindRow(request.kind)
  if (!kind.isNumbered)
    throw new DomainError('NOT_NUMBERED', `${kind.name}是表单或内部文书，不编发文字号、不入登记簿。请直接导出 docx 或打印。`)
  const prepared = await prepare(db, request, today)
  const { draft, chosen } = prepared
  refuseFutureDate(draft.on, today)
  const model = completeModel(prepared)
  const taken =
    chosen.reservationId === null ? await whoHolds(db, draft.composition.documentCode, partsOf(draft.on).year, chosen.serial) : ''
  if (taken !== '') throw new DomainError('NUMBER_TAKEN', `${taken}。`)
  const { docxSha256, templateSha256 } = await keepFinal(db, model, request.templateId)
  const documentId = context.newId()
  const { number } = chosen
  await insertDocument(db, {
    id: documentId,
    kind: request.kind,
    genre: model.genre,
    origin: '起草',
    issuerId: draft.issuerId,
    subjectId: draft.subjectId,
    documentCode: draft.composition.documentCode,
    year: partsOf(model.signature.datedOn).year,
    serial: chosen.serial,
    number,
    numberNote: chosen.note,
    ...contentOf(model, request),
    issuerName: model.signature.issuer,
    inspectionJson: JSON.stringify(prepared.inspection),
    docxSha256,
    templateSha256,
    status: '已登记',
    voidReason: '',
    revision: 1,
    revisionReason: '',
    versionedAt: at,
    versionedBy: actor,
    createdAt: at,
  })
  if (chosen.reservationId !== null) await markReservationUsed(db, chosen.reservationId, documentId, at)
  if (draftId !== undefined && (await findDraft(db, draftId))) await markDraftIssued(db, draftId, documentId, at)
  const stepNote = await recordOccurrence(context, draft, {
    documentId,
    kind: request.kind,
    occurredOn: model.signature.datedOn,
    documentNo: number,
  })
  const warnings = prepared.inspection.filter(({ level }) => level === '橙').length
  const notes = [chosen.note, stepNote, warnings === 0 ? '' : `自检有 ${warnings} 条橙色，仍登记`].filter((each) => each !== '')
  context.summarize(`登记发文${number}《${model.title}》${notes.length === 0 ? '' : `（${notes.join('，')}）`}`)
  return { documentId, number, docxSha256 }
}

/** 办到哪一步随发文记下：换届记节点，补选、指派、首届记流程的步骤。返回要写进操作记录的说明。 */
async function recordOccurrence(
  context: CommandContext,
  { termId, stepProcessId, subjectId }: Draft,
  issued: Parameters<typeof recordIssuedStep>[2],
): Promise<string> {
  if (stepProcessId !== null) {
    const { label, problem } = await recordIssuedStep(context.db, stepProcessId, issued, context.at)
    return label === '' ? problem.replace(/。$/, '') : `记下${label}`
  }
  await recordIssueMilestone(context, { ...issued, termId, subjectId })
  return ''
}

function contentOf(model: DocumentModel, request: IssueRequest) {
  return {
    title: model.title,
    recipient: model.recipients.join('、'),
    signer: model.head.signers.join('、'),
    datedOn: model.signature.datedOn,
    fieldsJson: JSON.stringify(request),
    modelJson: JSON.stringify(model),
  }
}

/** 已登记的不能改，只能另存新版：文号不变，旧版原样进版本链，写明谁、何时、为何。 */
async function revise(
  context: CommandContext,
  input: Omit<IssueRequest, 'numbering'> & { documentId: string; reason: string; authorizedBy: string },
) {
  const { db, today, at, actor } = context
  const { documentId, reason, authorizedBy, ...request } = input
  const record = await requireDocument(db, documentId)
  modelOf(record)
  if (record.status === '已作废') throw new DomainError('ALREADY_VOID', `${record.number}已经作废，不能再出新版。请重新起草一份。`)
  if (record.kind !== request.kind || record.subjectId !== (await composeAny(db, request, today)).subjectId)
    throw new DomainError('NOT_SAME_DOCUMENT', `${record.number}的新版必须还是同一文种、关于同一个党组织。要换请另起草一份。`)
  const fixed: ChosenNumber = { serial: record.serial, number: record.number, note: '', reservationId: null, problem: '' }
  const prepared = await prepare(db, request, today, fixed)
  refuseFutureDate(prepared.draft.on, today)
  if (prepared.draft.composition.documentCode !== record.documentCode || partsOf(prepared.draft.on).year !== record.year)
    throw new DomainError(
      'NUMBER_FIXED',
      `另存新版文号不变，仍是${record.number}：机关代字要是“${record.documentCode}”，成文日期要在 ${record.year} 年。`,
    )
  const model = completeModel(prepared)
  const { docxSha256, templateSha256 } = await keepFinal(db, model, request.templateId)
  if (docxSha256 === record.docxSha256) throw new DomainError('NOTHING_CHANGED', `与${record.number}的现行版完全相同，不必另存。`)
  await keepSignedGrounds(context, record, { action: '更正', reason, authorizedBy })
  const revision = record.revision + 1
  await replaceVersion(db, supersededForm(record), {
    ...contentOf(model, request),
    inspectionJson: JSON.stringify(prepared.inspection),
    docxSha256,
    templateSha256,
    revision,
    revisionReason: reason,
    versionedAt: at,
    versionedBy: actor,
  })
  // 成文日期改了，由旧版记下的节点或步骤随着改；人工登记的不动。
  if (record.datedOn !== model.signature.datedOn) {
    const issued = { documentId, kind: request.kind, occurredOn: model.signature.datedOn, documentNo: record.number }
    const isWithdrawn = (await withdrawIssueMilestone(db, record, at)) || (await withdrawIssuedStep(db, record, at))
    if (isWithdrawn) await recordOccurrence(context, prepared.draft, issued)
  }
  context.summarize(`${record.number}《${model.title}》另存第 ${revision} 版：${reason}`)
  return { documentId, number: record.number, revision, docxSha256 }
}

/** 现行版移进版本链时的样子。 */
function supersededForm(current: DocumentRecord): VersionRecord {
  return {
    documentId: current.id,
    revision: current.revision,
    title: current.title,
    recipient: current.recipient,
    signer: current.signer,
    datedOn: current.datedOn,
    fieldsJson: current.fieldsJson,
    modelJson: current.modelJson,
    inspectionJson: current.inspectionJson,
    docxSha256: current.docxSha256,
    templateSha256: current.templateSha256,
    revisionReason: current.revisionReason,
    versionedAt: current.versionedAt,
    versionedBy: current.versionedBy,
  }
}

/** 未到成文日就登记，会占掉来年的文号，也会把换届节点记在还没到的日子上。 */
function refuseFutureDate(on: PlainDate, today: PlainDate): void {
  if (on <= today) return
  const message = `成文日期 ${on} 在今天（${today}）之后，可以先起草、预览，到了那天再登记；写错了请改成文日期。`
  throw new DomainError('DOCUMENT_DATED_IN_FUTURE', message, { problems: [{ place: 'datedOn', message }] })
}

function completeModel({ draft, model, missing }: Prepared): DocumentModel {
  if (model && missing.length === 0) return model
  const { fields } = draft.composition
  throw new DomainError('DOCUMENT_INCOMPLETE', `公文还有 ${missing.length} 处没有填好，不能登记或导出：${missing.join('；')}`, {
    problems: missing.map((message) => ({
      place: fields.find((field) => field.problem !== '' && field.problem === message)?.key ?? '',
      message,
    })),
  })
}
