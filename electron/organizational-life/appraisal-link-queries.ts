import type { ReadDb } from '../db/open.ts'

/** 指明了这次活动的组织生活会、民主评议：哪一种，哪个年度。 */
export type AppraisalLink = { readonly type: '组织生活会' | '民主评议'; readonly year: number }

export async function appraisalLinks(db: ReadDb, activityId: string): Promise<AppraisalLink[]> {
  const meetings = await db
    .selectFrom('lifeMeeting')
    .where('activityId', '=', activityId)
    .where('deletedAt', 'is', null)
    .select('year')
    .execute()
  const reviews = await db.selectFrom('review').where('activityId', '=', activityId).where('deletedAt', 'is', null).select('year').execute()
  return [
    ...meetings.map(({ year }): AppraisalLink => ({ type: '组织生活会', year })),
    ...reviews.map(({ year }): AppraisalLink => ({ type: '民主评议', year })),
  ]
}
