import { sql } from 'kysely'
import type { ActivityType } from '../../shared/organizational-life/activity-types.ts'
import { indexWords, matchExpression } from '../../shared/organizational-life/search-words.ts'
import type { ReadDb, WriteDb } from '../db/open.ts'

/** 一次补编几次活动。 */
const CHUNK = 500

/** 一次活动里参加检索的各栏文字，依界面上的次序。 */
export type SearchedText = { readonly label: string; readonly text: string }

/** 各次活动参加检索的文字，按活动 id。 */
export async function searchedTexts(db: ReadDb, activityIds: readonly string[]): Promise<Map<string, SearchedText[]>> {
  const texts = new Map<string, SearchedText[]>(activityIds.map((id) => [id, []]))
  const add = (id: string, label: string, text: string) => {
    if (text !== '') texts.get(id)?.push({ label, text })
  }
  for (let from = 0; from < activityIds.length; from += CHUNK) {
    const ids = activityIds.slice(from, from + CHUNK)
    const activities = await db
      .selectFrom('activity')
      .select(['id', 'title', 'place', 'hostName', 'narrative', 'postponeReason'])
      .where('id', 'in', ids)
      .execute()
    for (const { id, title, place, hostName, narrative, postponeReason } of activities) {
      add(id, '名称', title)
      add(id, '地点', place)
      add(id, '主持', hostName)
      add(id, '记录', narrative)
      add(id, '顺延原因', postponeReason)
    }
    const topics = await db
      .selectFrom('activityTopic')
      .select(['id', 'activityId', 'title', 'speakerName', 'summary', 'resolution'])
      .where('activityId', 'in', ids)
      .orderBy('activityId')
      .orderBy('seq')
      .execute()
    for (const { activityId, title, speakerName, summary, resolution } of topics) {
      add(activityId, '议题', title)
      add(activityId, '主讲', speakerName)
      add(activityId, '要点', summary)
      add(activityId, '决议', resolution)
    }
    const votes = await db
      .selectFrom('activityVote as v')
      .innerJoin('activityTopic as t', 't.id', 'v.topicId')
      .select(['t.activityId', 'v.subject'])
      .where('t.activityId', 'in', ids)
      .execute()
    for (const { activityId, subject } of votes) add(activityId, '表决', subject)
    const tasks = await db
      .selectFrom('activityTask')
      .select(['activityId', 'content', 'ownerName'])
      .where('activityId', 'in', ids)
      .orderBy('activityId')
      .orderBy('seq')
      .execute()
    for (const { activityId, content, ownerName } of tasks)
      add(activityId, '议定事项', ownerName === '' ? content : `${content}（${ownerName}）`)
  }
  return texts
}

/** 把标旧的活动补编进索引；在写入的同一个事务里做，检索永远与记录一致。返回补编了几次活动。 */
export async function refreshActivitySearch(db: WriteDb): Promise<number> {
  let count = 0
  for (;;) {
    const rows = await db
      .selectFrom('activitySearchRow')
      .select(['no', 'activityId'])
      .where('isStale', '=', 1)
      .orderBy('no')
      .limit(CHUNK)
      .execute()
    if (rows.length === 0) return count
    const texts = await searchedTexts(
      db,
      rows.map(({ activityId }) => activityId),
    )
    for (const { no, activityId } of rows) {
      await sql`DELETE FROM activitySearch WHERE rowid = ${no}`.execute(db)
      const words = (texts.get(activityId) ?? []).map(({ text }) => indexWords(text)).join(' ')
      if (words !== '') await sql`INSERT INTO activitySearch (rowid, words) VALUES (${no}, ${words})`.execute(db)
    }
    await db
      .updateTable('activitySearchRow')
      .set({ isStale: 0 })
      .where('isStale', '=', 1)
      .where(
        'no',
        'in',
        rows.map(({ no }) => no),
      )
      .execute()
    count += rows.length
  }
}

export type FoundActivity = { readonly id: string; readonly organizationId: string; readonly title: string; readonly heldOn: string }

export type SearchScope = {
  /** null 为不限。 */
  readonly organizationIds: readonly string[] | null
  readonly type: ActivityType | null
  readonly fromOn: string | null
  readonly untilOn: string | null
}

/** 各词都出现的活动，新的在前；回收站里的不算。 */
export async function findActivities(
  db: ReadDb,
  terms: readonly string[],
  scope: SearchScope,
  limit: number,
): Promise<{ total: number; rows: FoundActivity[] }> {
  let found = db
    .selectFrom('activitySearchRow as s')
    .innerJoin('activity as a', 'a.id', 's.activityId')
    .where(sql<boolean>`s.no IN (SELECT rowid FROM activitySearch WHERE activitySearch MATCH ${matchExpression(terms)})`)
    .where('a.deletedAt', 'is', null)
  if (scope.organizationIds)
    found = found.where('a.organizationId', 'in', sql<string>`(SELECT value FROM json_each(${JSON.stringify(scope.organizationIds)}))`)
  if (scope.fromOn !== null) found = found.where('a.heldOn', '>=', scope.fromOn)
  if (scope.untilOn !== null) found = found.where('a.heldOn', '<=', scope.untilOn)
  if (scope.type !== null)
    found = found.where(sql<boolean>`EXISTS (SELECT 1 FROM activityType AS t WHERE t.activityId = a.id AND t.type = ${scope.type})`)
  const { total } = await found.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await found
    .select(['a.id', 'a.organizationId', 'a.title', 'a.heldOn'])
    .orderBy('a.heldOn', 'desc')
    .orderBy('a.startsAt', 'desc')
    .orderBy('a.id')
    .limit(limit)
    .execute()
  return { total, rows }
}

/** 各次活动的类型，主标签在前。 */
export async function typesOf(db: ReadDb, activityIds: readonly string[]): Promise<Map<string, ActivityType[]>> {
  const types = new Map<string, ActivityType[]>()
  const rows = await db
    .selectFrom('activityType')
    .select(['activityId', sql<ActivityType>`type`.as('type')])
    .where('activityId', 'in', activityIds)
    .orderBy('isPrimary', 'desc')
    .orderBy('type')
    .execute()
  for (const { activityId, type } of rows) types.set(activityId, [...(types.get(activityId) ?? []), type])
  return types
}
