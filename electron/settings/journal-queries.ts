import { sql } from 'kysely'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { groupRows } from '../db/group-rows.ts'
import type { ReadDb } from '../db/open.ts'

export type JournalRow = {
  seq: number
  at: string
  actor: string
  route: string
  summary: string
  input: string
  changeCount: number | null
}

/** 筛选：谁、哪些日子（本机日期）、什么动作、涉及哪个人或党组织。 */
export type JournalFilter = {
  readonly actor: string | null
  readonly from: PlainDate | null
  readonly until: PlainDate | null
  readonly action: string | null
  readonly subjectId: string | null
}

/** 操作日志的一页，新的在前。 */
export async function journalPage(
  db: ReadDb,
  filter: JournalFilter,
  offset: number,
  limit: number,
): Promise<{ total: number; rows: JournalRow[] }> {
  const matched = matching(db, filter)
  const { total } = await matched.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await matched
    .select(['seq', 'at', 'actor', 'route', 'summary', 'inputJson as input', 'changesHash'])
    .select(sql<number>`(SELECT count(*) FROM "journalChange" WHERE "journalChange"."seq" = "journal"."seq")`.as('changeCount'))
    .orderBy('seq', 'desc')
    .offset(offset)
    .limit(limit)
    .execute()
  return { total, rows: rows.map(({ changesHash, ...row }) => ({ ...row, changeCount: changesHash === null ? null : row.changeCount })) }
}

function matching(db: ReadDb, { actor, from, until, action, subjectId }: JournalFilter) {
  let matched = db.selectFrom('journal')
  if (actor !== null) matched = matched.where('actor', '=', actor)
  if (action !== null) matched = matched.where('route', '=', action)
  // 日志记的是世界时，筛选按本机的日子。
  if (from !== null) matched = matched.where(sql<string>`date("at", 'localtime')`, '>=', from)
  if (until !== null) matched = matched.where(sql<string>`date("at", 'localtime')`, '<=', until)
  if (subjectId !== null)
    matched = matched.where('seq', 'in', (e) =>
      e.selectFrom('journalSubject').select('journalSubject.seq').where('subjectId', '=', subjectId),
    )
  return matched
}

export async function journalEntry(db: ReadDb, seq: number) {
  return db.selectFrom('journal').selectAll().where('seq', '=', seq).executeTakeFirst()
}

/** 记过的人与动作，供筛选。 */
export async function journalChoices(db: ReadDb): Promise<{ actors: string[]; actions: string[] }> {
  const actors = await db.selectFrom('journal').select('actor').distinct().orderBy('actor').execute()
  const actions = await db.selectFrom('journal').select('route').distinct().orderBy('route').execute()
  return { actors: actors.map(({ actor }) => actor), actions: actions.map(({ route }) => route) }
}

/** 全部撤销：撤销的那一条 → 被撤的那一条。 */
async function undoings(db: ReadDb): Promise<{ by: number; of: number }[]> {
  const rows = await db
    .selectFrom('journal')
    .where('route', '=', 'settings.undo')
    .select('seq as by')
    .select(sql<number>`json_extract("inputJson", '$.seq')`.as('of'))
    .orderBy('seq')
    .execute()
  return rows
}

export type UndoState = { readonly undoneBy: (seq: number) => number | null; readonly undoes: (seq: number) => number | null }

/** 哪一条被哪一条撤了；撤销又被撤了的不算。 */
export async function undoState(db: ReadDb): Promise<UndoState> {
  const all = await undoings(db)
  const undoes = new Map(all.map(({ by, of }) => [by, of]))
  const undoers = groupRows(all, ({ of }) => of)
  const undoneBy = (seq: number): number | null => undoers.get(seq)?.findLast(({ by }) => undoneBy(by) === null)?.by ?? null
  return { undoneBy, undoes: (seq) => undoes.get(seq) ?? null }
}

/** 动到的表与动作，如 `member 改`。 */
export async function touchedBy(db: ReadDb, seq: number): Promise<string[]> {
  const rows = await db.selectFrom('journalChange').select(['tableName', 'action']).distinct().where('seq', '=', seq).execute()
  return rows.map(({ tableName, action }) => `${tableName} ${action}`)
}

/** 一条日志改了几行。 */
export async function changeCount(db: ReadDb, seq: number): Promise<number> {
  const { total } = await db
    .selectFrom('journalChange')
    .select((e) => e.fn.countAll<number>().as('total'))
    .where('seq', '=', seq)
    .executeTakeFirstOrThrow()
  return total
}

/** 某人最近的若干条，新的在前。 */
export async function recentEntriesOf(db: ReadDb, actor: string, limit: number) {
  return db
    .selectFrom('journal')
    .select(['seq', 'at', 'route', 'summary'])
    .where('actor', '=', actor)
    .where('changesHash', 'is not', null)
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()
}

/** 党员、党组织的名字，给前后值里的编号用。 */
export async function namesOf(db: ReadDb, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const wanted = sql<string>`(SELECT value FROM json_each(${JSON.stringify(ids)}))`
  const members = await db.selectFrom('member').select(['id', 'name']).where('id', 'in', wanted).execute()
  const organizations = await db
    .selectFrom('organizationVersion')
    .select(['organizationId as id', 'shortName as name'])
    .where('organizationId', 'in', wanted)
    .orderBy('effectiveOn')
    .execute()
  const activities = await db.selectFrom('activity').select(['id', 'title as name', 'heldOn']).where('id', 'in', wanted).execute()
  return new Map([
    ...members.map(({ id, name }) => [id, name] as const),
    ...organizations.map(({ id, name }) => [id, name] as const),
    ...activities.map(({ id, name, heldOn }) => [id, `${heldOn} ${name}`.trim()] as const),
  ])
}

/** 这些活动里，哪些落在已月结的月份：`支部 月份`。 */
export async function closedMonthsOf(
  db: ReadDb,
  activityIds: readonly string[],
  extraDays: readonly { organizationId: string; heldOn: string }[],
) {
  const wanted = sql<string>`(SELECT value FROM json_each(${JSON.stringify(activityIds)}))`
  const rows = await db.selectFrom('activity').select(['organizationId', 'heldOn']).where('id', 'in', wanted).execute()
  const closings = await db.selectFrom('monthClosing').select(['organizationId', 'month']).where('reopenedAt', 'is', null).execute()
  const standing = new Set(closings.map(({ organizationId, month }) => `${organizationId} ${month}`))
  const months = [...rows, ...extraDays].map(({ organizationId, heldOn }) => `${organizationId} ${heldOn.slice(0, 7)}`)
  return [...new Set(months)].filter((each) => standing.has(each)).map((each) => each.split(' ')[1] ?? '')
}

/** 已冻结的考核年度。 */
export async function frozenYears(db: ReadDb): Promise<ReadonlySet<number>> {
  const rows = await db.selectFrom('assessmentFreeze').select('year').where('liftedAt', 'is', null).execute()
  return new Set(rows.map(({ year }) => year))
}

// 与迁移里的索引逐字一样，才用得上它。
const REMOVING = sql<boolean>`(action = '删' OR (action = '改' AND coalesce(
        json_extract(afterJson, '$.deletedAt'), json_extract(afterJson, '$.withdrawnAt'), json_extract(afterJson, '$.removedAt'),
        json_extract(afterJson, '$.retiredAt'), json_extract(afterJson, '$.dissolvedOn')) IS NOT NULL))`

export type Removal = {
  seq: number
  ordinal: number
  tableName: string
  rowKeyJson: string
  action: string
  beforeJson: string
  afterJson: string
}

/** 删去、移走、撤下的行，新的在前，至多 `limit` 行。 */
export async function removals(db: ReadDb, details: readonly string[], limit: number): Promise<Removal[]> {
  return db
    .selectFrom('journalChange')
    .select(['seq', 'ordinal', 'tableName', 'rowKeyJson', 'action', 'beforeJson', 'afterJson'])
    .where(REMOVING)
    .where('tableName', 'not in', [...details])
    .orderBy('seq', 'desc')
    .orderBy('ordinal')
    .limit(limit)
    .execute()
}

export async function entriesOf(db: ReadDb, seqs: readonly number[]) {
  const wanted = sql<number>`(SELECT value FROM json_each(${JSON.stringify(seqs)}))`
  const rows = await db.selectFrom('journal').select(['seq', 'at', 'actor', 'route', 'summary']).where('seq', 'in', wanted).execute()
  return new Map(rows.map((row) => [row.seq, row]))
}

/** 已月结台账、已冻结考核、已签发公文的改动，新的在前。 */
export async function protectedChanges(db: ReadDb) {
  const shortName = (column: string) =>
    sql<string>`coalesce((SELECT "shortName" FROM "organizationVersion" WHERE "organizationId" = ${sql.ref(column)} ORDER BY "effectiveOn" DESC LIMIT 1), '')`
  const ledgers = await db
    .selectFrom('closedMonthChange')
    .innerJoin('activity', 'activity.id', 'closedMonthChange.activityId')
    .select(['closedMonthChange.id', 'month', 'title', 'reason', 'authorizedBy', 'changedAt', 'actor'])
    .select(shortName('closedMonthChange.organizationId').as('organizationName'))
    .execute()
  const reopenings = await db
    .selectFrom('monthClosing')
    .where('reopenedAt', 'is not', null)
    .select(['id', 'month', 'reopenReason as reason', 'reopenAuthorizedBy as authorizedBy', 'reopenedBy as actor'])
    .select(sql<string>`"reopenedAt"`.as('changedAt'))
    .select(shortName('monthClosing.organizationId').as('organizationName'))
    .execute()
  const others = await db
    .selectFrom('protectedChange')
    .select(['id', 'subject', 'matter', 'reason', 'authorizedBy', 'changedAt', 'actor'])
    .select(shortName('protectedChange.organizationId').as('organizationName'))
    .execute()
  const rows = [
    ...ledgers.map(({ month, title, ...row }) => ({ ...row, subject: '已月结台账' as const, matter: `${month} ${title}` })),
    ...reopenings.map(({ month, ...row }) => ({ ...row, subject: '已月结台账' as const, matter: `反月结 ${month}` })),
    ...others.map((row) => ({ ...row, subject: row.subject === '已签发公文' ? ('已签发公文' as const) : ('已冻结考核' as const) })),
  ]
  return rows.toSorted((a, b) => (a.changedAt < b.changedAt ? 1 : -1))
}

/** 什么时候另存到了哪里，新的在前。路由写成字面，才用得上那个部分索引。 */
export async function offsiteHistory(db: ReadDb, limit: number): Promise<{ at: string; summary: string }[]> {
  return db
    .selectFrom('journal')
    .select(['at', 'summary'])
    .where('route', '=', sql.lit('settings.backUpTo'))
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()
}

export async function lastOffsiteAt(db: ReadDb): Promise<string | null> {
  const [newest] = await offsiteHistory(db, 1)
  return newest?.at ?? null
}

/** 最后一条操作日志的时刻，ISO 8601；还没有日志为 null。 */
export async function lastEntryAt(db: ReadDb): Promise<string | null> {
  const newest = await db.selectFrom('journal').select('at').orderBy('seq', 'desc').limit(1).executeTakeFirst()
  return newest?.at ?? null
}
