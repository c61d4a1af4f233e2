import { createHash } from 'node:crypto'
import { strToU8, zipSync, type Zippable } from 'fflate'
import { partsOf, type PlainDate } from '../../shared/calendar/plain-date.ts'
import type { WireFile } from '../../shared/contract/file.ts'
import { issueRequest } from '../../shared/correspondence/draft-contract.ts'
import type { Composition } from '../../shared/correspondence/draft-form.ts'
import type { DraftRequest } from '../../shared/correspondence/draft.ts'
import { DOCUMENT_KIND_NAMES, type ElectionPaperKind } from '../../shared/correspondence/document-kinds.ts'
import { documentNumber, serialKey } from '../../shared/correspondence/letterhead.ts'
import type { papersContract, ProcessPaper } from '../../shared/correspondence/papers-contract.ts'
import { MEETING_DAY_PAPERS, papersOf, STEP_OF } from '../../shared/correspondence/process-papers.ts'
import type { Block } from '../../shared/document/block.ts'
import type { DocumentModel } from '../../shared/document/model.ts'
import { formOf } from '../../shared/election/process.ts'
import type { ProcessRecord } from '../../shared/election/process-records.ts'
import type { ReadDb } from '../db/open.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { Handlers, TaskContext } from '../dispatch/handlers.ts'
import { docxOf as renderedDocx, plainDocxOf } from '../document/render-pool.ts'
import { loadProcess } from '../election/process-queries.ts'
import { loadTerms } from '../election/queries.ts'
import { organizationsAt } from '../member/queries.ts'
import { composeDraft } from './compose.ts'
import { draftRecords } from './draft-queries.ts'
import { documentFileName } from './file-name.ts'
import { docxOf } from './finalized.ts'
import { recordedLetterhead } from './letterhead-queries.ts'
import { lastSerials, registeredDocuments, type DocumentRecord } from './queries.ts'

/** zip 里的时间：固定，逐字节可复现。 */
const ZIP_TIME = '2000-01-01T00:00:00'

/** 整套里的一份：登记过的只看登记，没登记的现起草。 */
type Paper = {
  readonly kind: ElectionPaperKind
  readonly record: DocumentRecord | null
  /** 流程里登记的文号；原件不在本系统。 */
  readonly elsewhere: string
  readonly draftId: string | null
  readonly composition: Composition | null
}

export const processPaperHandlers: Handlers<typeof papersContract> = {
  'correspondence.processPapers': async ({ db, today }, { processId }) => {
    const process = await requireProcess(db, processId)
    const rows: ProcessPaper[] = []
    for (const plan of await plannedPapers(db, process, today)) rows.push(rowOf(await preparePaper(db, plan, today)))
    return { organizationId: process.organizationId, rows }
  },

  'correspondence.exportProcessPapers': exportProcessPapers,
}

async function requireProcess(db: ReadDb, processId: string): Promise<ProcessRecord> {
  const process = await loadProcess(db, processId)
  if (process) return process
  throw new DomainError('PROCESS_NOT_FOUND', '没有这个换届流程，可能已撤下。请回到换届页重新选择。')
}

type PlannedPaper = {
  readonly kind: ElectionPaperKind
  readonly record: DocumentRecord | null
  /** 流程里登记的文号；原件不在本系统。 */
  readonly elsewhere: string
  readonly draftId: string | null
  readonly request: DraftRequest
}

/** 这个流程该有的文书，连同登记过的、存着的草稿与起草依据。 */
async function plannedPapers(db: ReadDb, process: ProcessRecord, today: PlainDate): Promise<PlannedPaper[]> {
  const { id, organizationId, kind, meetingOn } = process
  const terms = await loadTerms(db, today, [organizationId])
  const term = terms.find((each) => each.id === process.termId)
  const kinds = papersOf({
    process: formOf(process),
    isDirect: kind === '换届' && process.seatCount === null,
    hasDeputy: process.candidates.some((each) => each.office === '副书记'),
    isDeferred: (term?.approvals.length ?? 0) > 0,
  })
  const registered = (await registeredDocuments(db, { kind: null, subjectId: organizationId, year: null })).filter(
    ({ status, datedOn, origin }) => status === '已登记' && origin === '起草' && datedOn >= (term?.electedOn ?? ''),
  )
  const drafts = (await draftRecords(db, false)).filter((draft) => draft.organizationId === organizationId)
  return kinds.map((each) => {
    const draft = drafts.find((saved) => saved.kind === each)
    const written = draft ? issueRequest.parse(JSON.parse(draft.requestJson)) : null
    const record = recordIn(process, each, registered)
    const step = process.steps.find((one) => one.kind === STEP_OF[each])
    const usualOn = MEETING_DAY_PAPERS.has(each) ? meetingOn : (step?.doneOn ?? null)
    const { isNumbered } = DOCUMENT_KIND_NAMES[each]
    return {
      kind: each,
      record,
      elsewhere: record === null && isNumbered && step !== undefined && step.doneOn !== null ? step.documentNo : '',
      draftId: draft?.id ?? null,
      request: {
        kind: each,
        organizationId,
        processId: id,
        asOf: written?.asOf ?? (usualOn !== null && usualOn <= today ? usualOn : today),
        fields: written?.fields ?? {},
        paragraphs: written?.paragraphs ?? {},
      },
    }
  })
}

/** 会后才有的文书。 */
const AFTER_MEETING: ReadonlySet<ElectionPaperKind> = new Set(['W10', 'W11', 'E16'])

/** 本流程登记的那一份：会前的取大会以前最近的，会后的取大会以后最早的，不把上一次、下一次的算进来。`registered` 新的在前。 */
function recordIn({ meetingOn }: ProcessRecord, kind: ElectionPaperKind, registered: readonly DocumentRecord[]): DocumentRecord | null {
  const own = registered.filter((document) => document.kind === kind)
  if (meetingOn === null) return own[0] ?? null
  if (AFTER_MEETING.has(kind)) return own.findLast((document) => document.datedOn >= meetingOn) ?? null
  return own.find((document) => document.datedOn <= meetingOn) ?? null
}

async function preparePaper(db: ReadDb, { request, ...plan }: PlannedPaper, today: PlainDate): Promise<Paper> {
  const isElsewhere = plan.record !== null || plan.elsewhere !== ''
  return { ...plan, composition: isElsewhere ? null : (await composeDraft(db, request, today)).composition }
}

function rowOf({ kind, record, elsewhere, draftId, composition }: Paper): ProcessPaper {
  const { name, isNumbered } = DOCUMENT_KIND_NAMES[kind]
  return {
    kind,
    name,
    title: record?.title ?? composition?.title ?? name,
    isNumbered,
    state: record ? '已登记' : elsewhere !== '' ? '另有文号' : composition?.model ? '可以出' : '有缺项',
    number: record?.number ?? elsewhere,
    documentId: record?.id ?? null,
    missing: [...(composition?.missing ?? [])],
    draftId,
  }
}

/** 现在能出的全部文书打成一包；已登记的与登记簿里的逐字节相同，没登记的文号只是预排。 */
async function exportProcessPapers(
  context: TaskContext,
  { processId }: { processId: string },
): Promise<{ file: WireFile; paperCount: number; missingCount: number }> {
  const { db, today } = context
  const process = await requireProcess(db, processId)
  const plans = await plannedPapers(db, process, today)
  const total = plans.length + 1
  const { pageArea } = await recordedLetterhead(db)
  const number = expectedNumbers(await lastSerials(db))
  const rows: ProcessPaper[] = []
  const files: { name: string; bytes: Uint8Array }[] = []
  for (const [index, plan] of plans.entries()) {
    await context.report(index, total, DOCUMENT_KIND_NAMES[plan.kind].name)
    const paper = await preparePaper(db, plan, today)
    const row = rowOf(paper)
    rows.push(row)
    const { composition, record } = paper
    const order = String(index + 1).padStart(2, '0')
    if (record) files.push({ name: documentFileName(`${order} ${row.name}`, record.number, 'docx'), bytes: await docxOf(db, record) })
    else if (composition?.model) {
      const model = numbered({ ...composition.model, pageArea }, composition, row.isNumbered, number)
      files.push({
        name: documentFileName(`${order} ${row.name}`, row.isNumbered ? '未登记' : '', 'docx'),
        bytes: await renderedDocx(model),
      })
    }
  }
  if (files.length === 0) throw new DomainError('NO_PAPERS', '现在一份文书也出不了：请先按各份文书列出的缺项补齐，再下载整套。')
  await context.report(plans.length, total, '目录与打包')
  const organization = (await organizationsAt(db, today)).get(process.organizationId)
  const name = organization?.name ?? ''
  files.unshift({ name: '00 目录与缺项单.docx', bytes: await contentsOf(name, process, rows, today) })
  const sums = files.map((each) => `${createHash('sha256').update(each.bytes).digest('hex')}  ${each.name}\n`).join('')
  const parts: Zippable = Object.fromEntries(files.map((each) => [each.name, each.bytes]))
  parts['SHA256SUMS.txt'] = strToU8(sums)
  const zip = zipSync(parts, { level: 6, mtime: ZIP_TIME })
  await context.report(total, total, '完成')
  return {
    file: { fileName: documentFileName(`${name}${process.kind}文书`, '', 'zip'), base64: Buffer.from(zip).toString('base64') },
    paperCount: files.length - 1,
    missingCount: rows.filter((row) => row.state === '有缺项').length,
  }
}

type NumberFor = (documentCode: string, year: number) => string

/** 没登记的几份照次序预排文号，同一代字不重；登记时以登记簿为准。 */
function expectedNumbers(last: ReadonlyMap<string, number>): NumberFor {
  const used = new Map(last)
  return (documentCode, year) => {
    const key = serialKey(documentCode, year)
    const serial = (used.get(key) ?? 0) + 1
    used.set(key, serial)
    return documentNumber(documentCode, year, serial)
  }
}

function numbered(model: DocumentModel, { documentCode }: Composition, isNumbered: boolean, number: NumberFor): DocumentModel {
  if (!isNumbered) return model
  return { ...model, head: { ...model.head, number: number(documentCode, partsOf(model.signature.datedOn).year) } }
}

/** 目录与缺项单：每份文书一行，缺什么、去哪里补写在备注里。 */
function contentsOf(
  organizationName: string,
  process: ProcessRecord,
  rows: readonly ProcessPaper[],
  today: PlainDate,
): Promise<Uint8Array> {
  const table: Block = {
    kind: '表',
    columns: [
      { label: '序号', share: 1.1, align: '居中' },
      { label: '文书', share: 3.6, align: '居左' },
      { label: '状态', share: 1.6, align: '居中' },
      { label: '文号', share: 3.2, align: '居左' },
      { label: '缺什么、去哪里补', share: 5.6, align: '居左' },
    ],
    rows: rows.map((row, index) => [
      String(index + 1),
      row.name,
      row.state,
      noteOf(row),
      row.state === '另有文号' ? '原件不在本系统，请附原件' : row.missing.join('；'),
    ]),
  }
  const missing = rows.filter((row) => row.state === '有缺项').length
  const note: Block = {
    kind: '注',
    text: `截至 ${today}，共 ${rows.length} 份，缺项 ${missing} 份。标“未登记”的，文号是预排的，以登记簿为准；标“有缺项”的没有放进包里。`,
  }
  return plainDocxOf({
    title: `${organizationName}${process.kind}文书目录与缺项单`,
    orientation: '纵向',
    body: [table, note],
    signature: { issuer: organizationName, datedOn: today },
    isSigned: false,
  })
}

function noteOf({ state, isNumbered, number }: ProcessPaper): string {
  if (state === '已登记' || state === '另有文号') return number
  return isNumbered ? '未登记' : '不编号'
}
