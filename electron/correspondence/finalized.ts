import type { WireFile } from '../../shared/contract/file.ts'
import { documentModel, type DocumentModel } from '../../shared/document/model.ts'
import type { ReadDb } from '../db/open.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import { fillTemplate } from '../document/docx-template.ts'
import { docxOf as renderedDocx } from '../document/render-pool.ts'
import { keptFile } from './kept-file-queries.ts'
import { findDocument, type DocumentRecord, type VersionRecord } from './queries.ts'

/** 定稿的一版：现行的，或版本链里的旧版。 */
export type Finalized = Pick<DocumentRecord, 'title' | 'modelJson' | 'docxSha256' | 'templateSha256'> & { readonly number: string }

export function finalizedVersion(document: DocumentRecord, version: VersionRecord): Finalized {
  return { ...version, number: document.number }
}

export async function requireDocument(db: ReadDb, documentId: string): Promise<DocumentRecord> {
  const record = await findDocument(db, documentId)
  if (!record) throw new DomainError('NOT_FOUND', '登记簿里没有这份公文，请刷新登记簿后重选。')
  return record
}

/** 定稿；补登的没有定稿，拒绝。 */
export function modelOf(record: Pick<DocumentRecord, 'modelJson' | 'number'>): DocumentModel {
  const stored: unknown = JSON.parse(record.modelJson)
  if (stored === null)
    throw new DomainError('NO_FINAL_TEXT', `${record.number}是补登的此前发文，系统里只有登记、没有定稿，不能预览或导出。请查纸质原件。`)
  return documentModel.parse(stored)
}

/**
 * 定稿的 docx。登记时的那份字节留存着，以后排版怎么改也原样给出；
 * 早先登记、没有留存字节的按定稿重排，套自家红头的按留存的模板原件重套。
 */
export async function docxOf(db: ReadDb, record: Finalized): Promise<Uint8Array> {
  const model = modelOf(record)
  const kept = await keptFile(db, record.docxSha256)
  if (kept) return kept
  if (record.templateSha256 === '') return renderedDocx(model)
  return fillTemplate(await requireTemplateBytes(db, record.templateSha256), model)
}

export async function requireTemplateBytes(db: ReadDb, sha256: string): Promise<Uint8Array> {
  const bytes = await keptFile(db, sha256)
  if (bytes) return bytes
  throw new DomainError('TEMPLATE_MISSING', '这份公文所用的红头模板原件不在数据文件里，无法重新套成。请从备份恢复。')
}

/** 自家红头的版面由模板决定，系统排不出它的分页：如实拒绝，不拿国标版式冒充。 */
export function refuseTemplatePdf(record: Pick<DocumentRecord, 'number' | 'templateSha256'>): void {
  if (record.templateSha256 === '') return
  throw new DomainError(
    'TEMPLATE_HAS_NO_PDF',
    `${record.number}套的是自家红头模板，版面由模板决定，系统排不出分页 PDF。请导出 docx，用 Word 或 WPS 打印或另存为 PDF。`,
  )
}

export function wireFile(fileName: string, bytes: Uint8Array): WireFile {
  return { fileName, base64: Buffer.from(bytes).toString('base64') }
}
