import { sql } from 'kysely'
import { unitSettings, type UnitSettings } from '../../shared/settings/contract.ts'
import type { ReadDb, WriteDb } from '../db/open.ts'

const UNIT_KEY = 'unit'

/** 本单位与红头；还没填过为 null。 */
export async function recordedUnit(db: ReadDb): Promise<UnitSettings | null> {
  const row = await db.selectFrom('setting').select('valueJson').where('key', '=', UNIT_KEY).executeTakeFirst()
  return row ? unitSettings.parse(JSON.parse(row.valueJson)) : null
}

export async function recordUnit(db: WriteDb, unit: UnitSettings): Promise<void> {
  const valueJson = JSON.stringify(unit)
  await db
    .insertInto('setting')
    .values({ key: UNIT_KEY, valueJson })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ valueJson }))
    .execute()
}

/**
 * 现有的党组织（不含已撤销的）与党员人数，以及有没有登记过任何党组织。
 * @param within 只数这些党组织与编在其中的党员；空为全部。
 */
export async function recordedCounts(
  db: ReadDb,
  within: ReadonlySet<string> | null,
): Promise<{ organizationCount: number; memberCount: number; isEmpty: boolean }> {
  const ids = sql<string>`(SELECT value FROM json_each(${JSON.stringify([...(within ?? [])])}))`
  const count = (rows: { n: number | string | bigint } | undefined) => Number(rows?.n ?? 0)
  const all = await db
    .selectFrom('organization')
    .select((e) => e.fn.countAll().as('n'))
    .executeTakeFirst()
  const standing = await db
    .selectFrom('organization')
    .select((e) => e.fn.countAll().as('n'))
    .where('dissolvedOn', 'is', null)
    .$if(within !== null, (rows) => rows.where('id', 'in', ids))
    .executeTakeFirst()
  // 在册的才算：转出、去世的历史党员还留着一生，不在人数里。
  const members = await db
    .selectFrom('member')
    .innerJoin('memberAssignment as assignment', 'assignment.memberId', 'member.id')
    .where('member.deletedAt', 'is', null)
    .where('assignment.untilOn', 'is', null)
    .$if(within !== null, (rows) => rows.where('assignment.branchId', 'in', ids))
    .select((e) => e.fn.countAll().as('n'))
    .executeTakeFirst()
  return { organizationCount: count(standing), memberCount: count(members), isEmpty: count(all) === 0 }
}
