import { sql } from 'kysely'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { RatedYearFacts, SavedSchemeFacts } from '../../shared/organization/facts.ts'
import { groupRows } from '../db/group-rows.ts'
import type { ReadDb } from '../db/open.ts'

/** 各党支部登记了评定的考核项，当年与上一年；键是党组织。 */
export async function loadRatedYears(
  db: ReadDb,
  asOf: PlainDate,
  organizationIds?: readonly string[],
): Promise<ReadonlyMap<string, readonly RatedYearFacts[]>> {
  const year = Number(asOf.slice(0, 4))
  let rows = db.selectFrom('assessmentRating').where('year', 'in', [year - 1, year])
  if (organizationIds) rows = rows.where('organizationId', 'in', organizationIds)
  const found = await rows
    .select(['organizationId', 'year', sql<string>`group_concat("itemId", '|')`.as('itemIds')])
    .groupBy(['organizationId', 'year'])
    .orderBy('year')
    .execute()
  return new Map(
    [...groupRows(found, (row) => row.organizationId)].map(([organizationId, own]) => [
      organizationId,
      own.map((row) => ({ year: row.year, itemIds: row.itemIds.split('|').toSorted() })),
    ]),
  )
}

/** 判定日以前保存的评分方案，旧的在前。 */
export async function loadSavedSchemes(db: ReadDb, asOf: PlainDate): Promise<readonly SavedSchemeFacts[]> {
  const rows = await db.selectFrom('assessmentScheme').select(['version', 'fromYear', 'createdAt']).orderBy('version').execute()
  return rows
    .map(({ version, fromYear, createdAt }) => ({ version, fromYear, savedOn: createdAt.slice(0, 10) }))
    .filter(({ savedOn }) => savedOn <= asOf)
}
