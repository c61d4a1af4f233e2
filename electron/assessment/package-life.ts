import { activitiesIn, decidedReview, lifeMeetingStandings } from '../../shared/assessment/life-materials.ts'
import { PACKAGE_FILES } from '../../shared/assessment/material.ts'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { draftDocument } from '../../shared/document/model.ts'
import type { OrganizationFacts } from '../../shared/organization/facts.ts'
import type { AttachmentStore } from '../attachment/store.ts'
import type { ReadDb } from '../db/open.ts'
import { docxOf } from '../document/render-pool.ts'
import type { OrganizationAt } from '../member/queries.ts'
import { ledgerDocument } from '../organizational-life/ledger-documents.ts'
import { compileLedger } from '../organizational-life/ledger-queries.ts'
import { loadReviews } from '../organizational-life/review-queries.ts'
import { loadTalks } from '../organizational-life/talk-queries.ts'
import { lifeMeetingWorkbook, reviewWorkbook, talkWorkbook } from './life-workbooks.ts'

export type LifeSources = {
  readonly db: ReadDb
  readonly store: AttachmentStore
  readonly organizations: ReadonlyMap<string, OrganizationAt>
  /** 这一册台账的照片至多多少字节。 */
  readonly photoBytes: number
}

/** 一个支部的组织生活各卷：台账、组织生活会、民主评议、谈心谈话；没有记录的不放空文件。 */
export async function lifeFiles(organization: OrganizationFacts, year: number, day: PlainDate, sources: LifeSources) {
  const { db } = sources
  const files: { path: string; bytes: Uint8Array }[] = []
  if (activitiesIn(organization, year, day).length > 0)
    files.push({ path: PACKAGE_FILES.ledger, bytes: await ledgerBytes(organization, year, day, sources) })
  if (lifeMeetingStandings(organization, year, day).length > 0)
    files.push({ path: PACKAGE_FILES.lifeMeetings, bytes: lifeMeetingWorkbook(organization, year, day) })
  const review = decidedReview(organization, year, day)
  if (review) {
    const [record] = await loadReviews(db, { ids: [review.id] })
    const exemptions = new Map(record?.results.map(({ memberId, exemptReason }) => [memberId, exemptReason]))
    files.push({ path: PACKAGE_FILES.review, bytes: reviewWorkbook(organization, review, exemptions, day) })
  }
  const lastDay = `${year}-12-31`
  const talks = await loadTalks(db, {
    organizationIds: [organization.id],
    from: `${year}-01-01`,
    until: day < lastDay ? day : lastDay,
  })
  if (talks.length > 0) files.push({ path: PACKAGE_FILES.talks, bytes: talkWorkbook(organization, year, talks) })
  return files
}

async function ledgerBytes(
  { id, shortName }: OrganizationFacts,
  year: number,
  day: PlainDate,
  { db, store, organizations, photoBytes }: LifeSources,
): Promise<Uint8Array> {
  const organization = organizations.get(id)
  if (!organization) throw new RangeError(`判定日没有${shortName}`)
  const compiling = { store, organizations, budget: { left: photoBytes } }
  const book = await compileLedger(db, { organization, year, category: null, today: day }, compiling)
  const { document, contents } = ledgerDocument(book)
  return docxOf(draftDocument(document), contents)
}
