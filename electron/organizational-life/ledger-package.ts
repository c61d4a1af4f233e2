import { zipSync, type Zippable } from 'fflate'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { WireFile } from '../../shared/contract/file.ts'
import { draftDocument } from '../../shared/document/model.ts'
import type { LedgerFormat } from '../../shared/organizational-life/ledger-contract.ts'
import type { AttachmentStore } from '../attachment/store.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { TaskContext } from '../dispatch/handlers.ts'
import { safeName, uniqueName } from '../document/file-names.ts'
import { requirePrinter, type PdfPrinter } from '../document/pdf-printer.ts'
import { PrintQueue } from '../document/print-queue.ts'
import { docxOf, pagesOf } from '../document/render-pool.ts'
import { organizationsAt, withDescendants } from '../member/queries.ts'
import { recordedUnit } from '../settings/queries.ts'
import { ledgerDocument, type LedgerBook } from './ledger-documents.ts'
import { compileLedger, photoBytesPerBook } from './ledger-queries.ts'
import { ledgerWorkbook } from './ledger-workbook.ts'

export type Services = { readonly store: AttachmentStore; readonly pdfPrinter: PdfPrinter | null }

type AllRequest = {
  readonly year: number
  readonly organizationId: string | null
  readonly formats: readonly LedgerFormat[]
  readonly withPhotos: boolean
}

/** 逐支部成册打包：没有记录的列在说明里，不放空册；取消即中止，什么也不给。 */
export async function exportAllLedgers(context: TaskContext, { store, pdfPrinter }: Services, request: AllRequest) {
  // PDF 在浏览器里排着的时候，照样编下一册。
  const printing = request.formats.includes('pdf') ? new PrintQueue(requirePrinter(pdfPrinter), context.signal) : null
  try {
    return await boundPackage(context, store, printing, request)
  } finally {
    await printing?.abandon()
  }
}

async function boundPackage(
  context: TaskContext,
  store: AttachmentStore,
  printing: PrintQueue | null,
  { year, organizationId, formats, withPhotos }: AllRequest,
) {
  const { db, today } = context
  const organizations = await organizationsAt(db, lastDay(year, today))
  const scope = organizationId === null ? null : new Set(withDescendants(organizations, organizationId))
  const branches = [...organizations.values()]
    .filter(({ id, level, establishedOn, dissolvedOn }) => {
      const existed = establishedOn <= `${year}-12-31` && (dissolvedOn === null || dissolvedOn > `${year}-01-01`)
      return level === '党支部' && existed && (scope === null || scope.has(id))
    })
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
  const each = photoBytesPerBook(branches.length)
  const taken = new Set<string>()
  /** 压缩包里的先后；PDF 还没排完的先占着位置。 */
  const files = new Map<string, Uint8Array | null>()
  const empty: string[] = []
  const books: LedgerBook[] = []
  for (const [index, organization] of branches.entries()) {
    await context.report(index, branches.length, `${organization.shortName}（${index + 1}／${branches.length}）`)
    const budget = withPhotos ? { left: each } : null
    const book = await compileLedger(db, { organization, year, category: null, today }, { store, organizations, budget })
    if (book.activities.length === 0) {
      empty.push(organization.shortName)
      continue
    }
    const folder = uniqueName(safeName(`${organization.code} ${organization.shortName}`), taken)
    const { document, contents } = ledgerDocument(book)
    const model = draftDocument(document)
    for (const format of formats) {
      const name = `${folder}/${safeName(`${book.title}.${format}`)}`
      files.set(name, format === 'pdf' ? null : format === 'docx' ? await docxOf(model, contents) : ledgerWorkbook(book))
      if (format === 'pdf') await printing?.put(name, await pagesOf(model, contents))
    }
    books.push({ ...book, activities: book.activities.map(({ photos, ...rest }) => ({ ...rest, photos: photos.map(withoutPixels) })) })
  }
  if (books.length === 0)
    throw new DomainError('LEDGER_EMPTY', `${year} 年所选范围里没有一个党支部有组织生活记录，没有台账可导出。请换一个年份，或先记录活动。`)
  const printed = await printing?.all()
  await context.report(branches.length, branches.length, '打包')
  const notes = [
    ...(empty.length === 0 ? [] : [`${year} 年没有组织生活记录、没有成册的支部 ${empty.length} 个：${empty.join('、')}。`]),
    ...(withPhotos ? photoNotes(books) : ['这一次没有印照片。']),
  ]
  const unit = await recordedUnit(db)
  const summary = [`${year} 年组织生活台账，${books.length} 个党支部，编成日期 ${today}。`, ...notes].join('\r\n')
  files.set('说明.txt', Buffer.from(`\uFEFF${summary}\r\n`, 'utf8'))
  const entries: Zippable = {}
  for (const [name, bytes] of files) entries[name] = [bytes ?? bytesAt(printed, name), { mtime: ZIP_TIME, level: 0 }]
  const file = wire(`${unit?.shortName ?? ''}${year}年度组织生活台账.zip`, zipSync(entries))
  return { file, branchCount: books.length, fileCount: files.size, notes }
}

function bytesAt(printed: ReadonlyMap<string, Uint8Array> | undefined, name: string): Uint8Array {
  const bytes = printed?.get(name)
  if (!bytes) throw new Error(`没有排出 ${name}`)
  return bytes
}

/** zip 里的时间：固定，逐字节可复现。 */
const ZIP_TIME = '2000-01-01T00:00:00'

/** 打完一册就放掉照片的字节，只留有没有印上。 */
function withoutPixels<P extends { readonly picture: unknown }>(photo: P): P {
  return photo.picture === null ? photo : { ...photo, picture: { mime: 'image/png', base64: '', width: 1, height: 1 } }
}

/** 哪些照片没有印上、为什么。 */
export function photoNotes(books: readonly LedgerBook[]): string[] {
  const problems = new Map<string, number>()
  for (const { activities } of books)
    for (const { photos } of activities)
      for (const { picture, problem } of photos) if (picture === null) problems.set(problem, (problems.get(problem) ?? 0) + 1)
  return [...problems].map(([problem, count]) => `照片 ${count} 张${problem}。`)
}

/** 那一年最后一天；当年为今天。组织的名称按那时的写。 */
export function lastDay(year: number, today: PlainDate): PlainDate {
  const end = `${year}-12-31`
  return end < today ? end : today
}

export function wire(fileName: string, bytes: Uint8Array): WireFile {
  return { fileName: safeName(fileName), base64: Buffer.from(bytes).toString('base64') }
}
