import { partsOf, type PlainDate } from '../../shared/calendar/plain-date.ts'
import { firstWorkdayOf } from '../../shared/calendar/workday.ts'
import type { DocumentInput } from '../../shared/document/model.ts'
import { draftDocument } from '../../shared/document/model.ts'
import { ARCHIVE_CATEGORIES } from '../../shared/organizational-life/activity-types.ts'
import type { LedgerFormat, ledgerContract } from '../../shared/organizational-life/ledger-contract.ts'
import type { AttachmentStore } from '../attachment/store.ts'
import { loadHolidays } from '../calendar/holiday-queries.ts'
import type { ReadDb } from '../db/open.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { Handlers, TaskContext } from '../dispatch/handlers.ts'
import type { Contents } from '../document/contents.ts'
import { requirePrinter, type PdfPrinter } from '../document/pdf-printer.ts'
import { docxOf, pagesOf } from '../document/render-pool.ts'
import { organizationsAt, type OrganizationAt } from '../member/queries.ts'
import { activityView, existingActivity } from './activity-view.ts'
import { BOOK_PHOTO_BYTES, compileLedger } from './ledger-queries.ts'
import { ledgerDocument, type LedgerBook } from './ledger-documents.ts'
import { exportAllLedgers, lastDay, photoNotes, wire, type Services } from './ledger-package.ts'
import { ledgerWorkbook } from './ledger-workbook.ts'
import { closedMonths } from './month-queries.ts'
import { meetingRecordDocument, minutesDocument, type DocumentedActivity } from './record-documents.ts'
import { recordPhotos } from './record-photos.ts'
import { findThemePlan } from './preparation-queries.ts'
import { themePlanDocument } from './theme-plan-documents.ts'

/** 台账与会议文书：由记录排成，不另存。 */
export function ledgerHandlers({ store, pdfPrinter }: Services): Handlers<typeof ledgerContract> {
  return {
    'life.ledger': async ({ db, today }, { organizationId, year, category }) => {
      const organizations = await organizationsAt(db, lastDay(year, today))
      const organization = requireOrganization(organizations, organizationId)
      const book = await compileLedger(db, { organization, year, category, today }, { store, organizations, budget: null })
      return {
        organizationId,
        organizationName: organization.shortName,
        title: book.title,
        year,
        entries: book.activities.map(({ activity, category: each, gaps, photos }) => ({
          activityId: activity.id,
          category: each,
          heldOn: activity.heldOn,
          title: activity.title,
          types: activity.types.map(({ type }) => type),
          groupName: activity.groupName,
          expectedCount: activity.expectedCount,
          presentCount: activity.presentCount,
          photoCount: photos.length,
          gaps: [...gaps],
        })),
        categories: ARCHIVE_CATEGORIES.map((each) => ({
          category: each,
          count: book.activities.filter((bound) => bound.category === each).length,
        })),
        photoCount: book.activities.reduce((sum, { photos }) => sum + photos.length, 0),
        gapCount: book.activities.filter(({ gaps }) => gaps.length > 0).length,
        closedMonths: [...book.closedMonths],
      }
    },

    'life.exportLedger': async (context, { organizationId, year, category, format, withPhotos }) => {
      const { db, today } = context
      await context.report(0, 3, '取全年记录')
      const organizations = await organizationsAt(db, lastDay(year, today))
      const organization = requireOrganization(organizations, organizationId)
      const budget = withPhotos && format !== 'xlsx' ? { left: BOOK_PHOTO_BYTES } : null
      const book = await compileLedger(db, { organization, year, category, today }, { store, organizations, budget })
      if (book.activities.length === 0)
        throw new DomainError(
          'LEDGER_EMPTY',
          `${organization.shortName}${year}年${category ?? ''}还没有组织生活记录，没有台账可导出。请先记录活动，或换一个年份、类目。`,
        )
      await context.report(1, 3, format === 'pdf' ? '排成 PDF' : '排版')
      const bytes = await bytesOf(book, format, context, pdfPrinter)
      await context.report(3, 3, '完成')
      return {
        file: wire(`${book.title}.${format}`, bytes),
        activityCount: book.activities.length,
        photoCount: printedPhotos(book),
        notes: withPhotos && format !== 'xlsx' ? photoNotes([book]) : [],
      }
    },

    'life.exportAllLedgers': (context, input) => exportAllLedgers(context, { store, pdfPrinter }, input),

    'life.exportRecord': async (context, { activityId, paper, format, number, withPhotos }) => {
      await context.report(0, 2, '排版')
      const { document, notes } = await recordPaper(context.db, context.today, store, { activityId, paper, number, withPhotos })
      const bytes = await documentBytes(document, format, context, pdfPrinter)
      await context.report(2, 2, '完成')
      return { file: wire(`${document.title}（${document.signature.datedOn}）.${format}`, bytes), notes }
    },

    'life.minutesPreview': async ({ db, today }, { activityId, paper, number }) => {
      const { document } = await recordPaper(db, today, store, { activityId, paper, number, withPhotos: true })
      return { title: document.title, html: await pagesOf(draftDocument(document)) }
    },

    'life.exportThemePlan': async (context, { themePlanId, organizationId, format, ...written }) => {
      const { db, today } = context
      await context.report(0, 2, '排版')
      const plan = await findThemePlan(db, themePlanId)
      if (!plan) throw new DomainError('THEME_PLAN_NOT_FOUND', '没有找到这份主题党日方案，请刷新后再选。')
      const organizations = await organizationsAt(db, today)
      const organization = requireOrganization(organizations, organizationId ?? plan.issuerId)
      const { year, month } = partsOf(`${plan.month}-01`)
      const { on: themeDay, isProvisional } = firstWorkdayOf(year, month, await loadHolidays(db))
      const issuedOn = plan.createdAt.slice(0, 10)
      const document = themePlanDocument(plan, {
        ...written,
        organizationFullName: organization.name,
        organizationName: organization.shortName,
        themeDay,
        isProvisional,
        datedOn: organizationId === null ? issuedOn : today,
      })
      const bytes = await documentBytes(document, format, context, pdfPrinter)
      await context.report(2, 2, '完成')
      return { file: wire(`${document.title}.${format}`, bytes) }
    },
  }
}

function printedPhotos({ activities }: LedgerBook): number {
  return activities.reduce((sum, { photos }) => sum + photos.filter(({ picture }) => picture !== null).length, 0)
}

async function bytesOf(book: LedgerBook, format: LedgerFormat, context: TaskContext, pdfPrinter: PdfPrinter | null): Promise<Uint8Array> {
  if (format === 'xlsx') return ledgerWorkbook(book)
  const { document, contents } = ledgerDocument(book)
  return documentBytes(document, format, context, pdfPrinter, contents)
}

async function documentBytes(
  document: DocumentInput,
  format: 'docx' | 'pdf',
  { signal }: TaskContext,
  pdfPrinter: PdfPrinter | null,
  contents?: Contents,
): Promise<Uint8Array> {
  const model = draftDocument(document)
  if (format === 'docx') return docxOf(model, contents)
  return requirePrinter(pdfPrinter).print(await pagesOf(model, contents), signal)
}

async function recordPaper(
  db: ReadDb,
  today: PlainDate,
  store: AttachmentStore,
  { activityId, paper, number, withPhotos }: { activityId: string; paper: '记录' | '纪要'; number: string; withPhotos: boolean },
) {
  const stored = await existingActivity(db, activityId)
  const organizations = await organizationsAt(db, stored.heldOn < today ? stored.heldOn : today)
  const view = activityView(stored, organizations, await closedMonths(db, [stored.organizationId]))
  const activity: DocumentedActivity = { ...view, organizationFullName: organizations.get(stored.organizationId)?.name ?? '' }
  if (paper === '纪要') return { document: minutesDocument(activity, number), notes: [] }
  const photos = withPhotos ? recordPhotos(store, stored.files, { left: BOOK_PHOTO_BYTES }) : []
  const lost = photos.filter(({ picture }) => picture === null).map(({ name, problem }) => `${name}：${problem}。`)
  return { document: meetingRecordDocument(activity, photos), notes: lost }
}

function requireOrganization(organizations: ReadonlyMap<string, OrganizationAt>, organizationId: string): OrganizationAt {
  const organization = organizations.get(organizationId)
  if (!organization) throw new DomainError('ORGANIZATION_UNKNOWN', '没有这个党组织，可能已被删改。请在列表里重新选择。')
  return organization
}
