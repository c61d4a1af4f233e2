import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { ARCHIVE_CATEGORIES, ARCHIVE_CATEGORY_OF, type ArchiveCategory } from '../../shared/organizational-life/activity-types.ts'
import type { AttachmentStore } from '../attachment/store.ts'
import type { ReadDb } from '../db/open.ts'
import type { OrganizationAt } from '../member/queries.ts'
import { loadActivities, type StoredActivity } from './activity-queries.ts'
import { activityView } from './activity-view.ts'
import type { BoundActivity, LedgerBook } from './ledger-documents.ts'
import { closedMonths, closingKey } from './month-queries.ts'
import { recordPhotos, type PhotoBudget } from './record-photos.ts'

/** 一册里的照片合计至多这么多字节，再多 Word 打开就吃力了。 */
export const BOOK_PHOTO_BYTES = 80 * 1024 * 1024

/** 许多支部的台账打成一包时，照片合计至多这么多字节。 */
const PACK_PHOTO_BYTES = 160 * 1024 * 1024

/** 许多册打成一包时，一册的照片至多多少字节。 */
export function photoBytesPerBook(bookCount: number): number {
  return Math.min(BOOK_PHOTO_BYTES, Math.floor(PACK_PHOTO_BYTES / Math.max(1, bookCount)))
}

export type LedgerRequest = {
  readonly organization: OrganizationAt
  readonly year: number
  /** null 为全部类目。 */
  readonly category: ArchiveCategory | null
  /** 编成日期；当年的记录收到这一天。 */
  readonly today: PlainDate
}

type Compiling = {
  readonly store: AttachmentStore
  readonly organizations: ReadonlyMap<string, OrganizationAt>
  /** null 为不印照片，只数个数。 */
  readonly budget: PhotoBudget | null
}

/** 一个支部一年的记录编成一册：依类目、日期排好，每次缺什么一并列出。 */
export async function compileLedger(db: ReadDb, request: LedgerRequest, { store, organizations, budget }: Compiling): Promise<LedgerBook> {
  const { organization, year, category, today } = request
  const lastDay = `${year}-12-31`
  const until = today < lastDay ? today : lastDay
  const stored = await loadActivities(db, { organizationIds: [organization.id], from: `${year}-01-01`, until })
  const closed = await closedMonths(db, [organization.id])
  const activities = stored
    .filter((activity) => category === null || categoriesOf(activity).includes(category))
    .map((activity): BoundActivity & { stored: StoredActivity } => {
      const view = activityView(activity, organizations, closed)
      const { name = '' } = organizations.get(activity.organizationId) ?? {}
      const photoFiles = activity.files.filter(({ kind }) => kind === '照片')
      return {
        stored: activity,
        activity: { ...view, organizationFullName: name },
        category: category ?? categoryOf(activity),
        gaps: gapsOf(view.requiredItems.missing, activity, view.isBackfilled, store),
        photos: budget
          ? recordPhotos(store, activity.files, budget)
          : photoFiles.map(({ name: fileName }) => ({ name: fileName, picture: null, problem: '这一次没有印照片' })),
      }
    })
    .toSorted(
      (a, b) =>
        ARCHIVE_CATEGORIES.indexOf(a.category) - ARCHIVE_CATEGORIES.indexOf(b.category) ||
        compareText(a.stored.heldOn, b.stored.heldOn) ||
        compareText(a.stored.startsAt, b.stored.startsAt) ||
        // 同时开的先看内容：编号是随机的，同样的记录重录一遍次序不该变。
        compareText(a.activity.groupName, b.activity.groupName) ||
        compareText(a.stored.title, b.stored.title) ||
        compareText(a.stored.id, b.stored.id),
    )
  const months = Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}`)
  return {
    title: ledgerTitle(organization.shortName, year, category),
    organizationFullName: organization.name,
    year,
    category,
    compiledOn: today,
    closedMonths: months.filter((month) => closed.has(closingKey(organization.id, month))),
    activities: activities.map(({ activity, category: each, gaps, photos }) => ({ activity, category: each, gaps, photos })),
  }
}

export function ledgerTitle(shortName: string, year: number, category: ArchiveCategory | null): string {
  return `${shortName}${year}年度${category ?? '组织生活'}台账`
}

/** 归在哪一类：登记时定的；没有定的取主标签该归的类。 */
function categoryOf({ archiveCategory, types }: StoredActivity): ArchiveCategory {
  const recorded = ARCHIVE_CATEGORIES.find((each) => each === archiveCategory)
  return recorded ?? ARCHIVE_CATEGORY_OF[types[0] ?? '其他']
}

/** 一次活动可同时是几类：单看一类时，含有那一类的都在。 */
function categoriesOf(activity: StoredActivity): ArchiveCategory[] {
  return [categoryOf(activity), ...activity.types.map((type) => ARCHIVE_CATEGORY_OF[type])]
}

function gapsOf(missing: readonly string[], activity: StoredActivity, isBackfilled: boolean, store: AttachmentStore): string[] {
  const gaps = missing.map((each) => `缺${each}`)
  if (!activity.files.some(({ kind }) => kind === '照片') && !missing.some((each) => each.includes('照片'))) gaps.push('没有照片')
  for (const { name, sha256, byteCount } of activity.files) {
    const state = store.check(sha256, byteCount, false)
    if (state !== '完好') gaps.push(`附件“${name}”原件${state}`)
  }
  if (isBackfilled) gaps.push(`补录（${activity.recordedOn}录入）`)
  return gaps
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
