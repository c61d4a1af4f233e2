import { createHash } from 'node:crypto'
import type { DocumentModel } from '../../shared/document/model.ts'
import { docxOf } from './render-pool.ts'

/** 最近排好的公文，按校验值认：登记之后多半随即导出，同样的字节不必再排一遍。一份不过十几 KB。 */
const recent = new Map<string, Uint8Array>()
const KEPT = 50

/** 排成 docx，连同登记簿要记的校验值。 */
export async function renderForRegister(model: DocumentModel): Promise<{ readonly bytes: Uint8Array; readonly sha256: string }> {
  const bytes = await docxOf(model)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  recent.set(sha256, bytes)
  const [oldest] = recent.keys()
  if (recent.size > KEPT && oldest !== undefined) recent.delete(oldest)
  return { bytes, sha256 }
}

/** 一份已登记公文的 docx：刚排过的直接给，否则按定稿重排。 */
export async function registeredDocx(sha256: string, modelOf: () => DocumentModel): Promise<Uint8Array> {
  return recent.get(sha256) ?? (await docxOf(modelOf()))
}
