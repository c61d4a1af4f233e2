import { autoLockMinutes, DEFAULT_AUTO_LOCK, type AutoLockMinutes } from '../../shared/security/auto-lock.ts'
import type { ReadDb, WriteDb } from '../db/open.ts'

const KEY = 'autoLockMinutes'

/** 闲置几分钟自动锁定；没设过的按缺省。 */
export async function recordedAutoLock(db: ReadDb): Promise<AutoLockMinutes> {
  const row = await db.selectFrom('setting').select('valueJson').where('key', '=', KEY).executeTakeFirst()
  return row ? autoLockMinutes.parse(JSON.parse(row.valueJson)) : DEFAULT_AUTO_LOCK
}

export async function recordAutoLock(db: WriteDb, minutes: AutoLockMinutes): Promise<void> {
  const valueJson = JSON.stringify(minutes)
  await db
    .insertInto('setting')
    .values({ key: KEY, valueJson })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ valueJson }))
    .execute()
}
