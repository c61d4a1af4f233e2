import { sql } from 'kysely'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { ChangeMarks } from '../db/change-marks.ts'
import { changeMarksOf } from '../db/connections.ts'
import type { ReadDb } from '../db/open.ts'
import { JudgedCache, judgedAfresh, type JudgedGroup } from './judged-cache.ts'
import { loadGroupFacts } from './queries.ts'
import { loadStandards } from './standards-queries.ts'

export type { JudgedGroup } from './judged-cache.ts'

/** 每个连接一份；连接关了，记号没人拿着，这一份也就没了。 */
const caches = new WeakMap<ChangeMarks, JudgedCache>()

/**
 * 判定日的事实、所用的标准与全部结论。同一个连接上判过的留着，只重判有变的；
 * 在事务里的从头判，不碰留着的。返回的东西各处共用，只读。
 */
export async function judgedGroup(db: ReadDb, asOf: PlainDate): Promise<JudgedGroup> {
  const cache = await cacheFor(db)
  return cache?.isAvailable === true ? cache.judged(db, asOf) : (await judgedAfresh(db, asOf)).result
}

/** 只要事实与标准、不要结论的：今天的判过就留着，直接用；回看别的日子、在事务里的另取，不去挤掉今天的。 */
export async function factsAndStandards(db: ReadDb, asOf: PlainDate, today: PlainDate): Promise<Pick<JudgedGroup, 'facts' | 'standards'>> {
  const cache = asOf === today ? await cacheFor(db) : null
  if (cache?.isAvailable === true) return cache.judged(db, asOf)
  return { facts: await loadGroupFacts(db, asOf), standards: await loadStandards(db) }
}

async function cacheFor(db: ReadDb): Promise<JudgedCache | null> {
  const { connection } = await db
    .selectFrom(sql<{ connection: number }>`(SELECT connection_number() AS connection)`.as('own'))
    .select('connection')
    .executeTakeFirstOrThrow()
  const marks = changeMarksOf(connection)
  if (marks === null) return null
  const known = caches.get(marks)
  if (known) return known
  const fresh = new JudgedCache(marks)
  caches.set(marks, fresh)
  return fresh
}
