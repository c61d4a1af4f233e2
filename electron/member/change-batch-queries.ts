import { sql } from 'kysely'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import {
  additionChanges,
  rowChanges,
  TRACKED_TABLES,
  type RowChange,
  type StoredRow,
  type TrackedRow,
  type TrackedTable,
} from '../../shared/member/batch-changes.ts'
import type { BatchKind, BatchRow } from '../../shared/member/batch-contract.ts'
import type { CurrentMember, ReversalStep } from '../../shared/member/batch-reversal.ts'
import { maskNumbersIn } from '../../shared/member/masking.ts'
import { insertRows } from '../db/bulk-write.ts'
import { groupRows } from '../db/group-rows.ts'
import type { ReadDb, WriteDb } from '../db/open.ts'
import type { CommandContext } from '../dispatch/handlers.ts'

export type NewBatch = {
  readonly kind: BatchKind
  /** 给人看的一句话，列在批次里。 */
  readonly title: string
  readonly fileName?: string
  readonly fileSha256?: string
  readonly undoesBatchId?: string
  readonly note?: string
}

/**
 * 把一段写入记成一个批次：之前、之后各读一遍这些党员，记下逐人逐行的前后值，日后可整批撤销。
 * `memberIds` 是会被改到的人；`work` 返回新登记的人的 id（没有则不返回）。
 * 被改到而没有列在 `memberIds` 里的人不会记入，撤销时也就撤不回，务必列全。
 * 什么也没有变的不留空批次，返回的 `batchId` 为 null。须在命令的事务里调用。
 */
export async function recordBatch(
  context: Pick<CommandContext, 'db' | 'at' | 'actor' | 'newId'>,
  batch: NewBatch,
  memberIds: readonly string[],
  work: () => Promise<readonly string[] | undefined>,
): Promise<{ batchId: string | null; added: number; changed: number }> {
  const { db } = context
  const watch = await watchMembers(db, memberIds)
  const added = (await work()) ?? []
  const batchId = await openBatch(context, batch)
  const changed = await watch.settle(batchId)
  const rows = await trackedRows(db, added)
  await recordAdded(
    db,
    batchId,
    added.map((memberId) => ({ memberId, rows: rows.get(memberId) ?? [] })),
  )
  if (changed + added.length === 0) {
    await db.deleteFrom('changeBatch').where('id', '=', batchId).execute()
    return { batchId: null, added: 0, changed: 0 }
  }
  await closeBatch(db, batchId, { added: added.length, changed })
  return { batchId, added: added.length, changed }
}

/** 开一个批次；分段写的（如导入两万行）先开，逐段记，最后 `closeBatch` 填人数。 */
export async function openBatch(
  { db, at, actor, newId }: Pick<CommandContext, 'db' | 'at' | 'actor' | 'newId'>,
  batch: NewBatch,
): Promise<string> {
  const id = newId()
  const { kind, title, fileName = '', fileSha256 = '', undoesBatchId = null, note = '' } = batch
  await db.insertInto('changeBatch').values({ id, kind, title, at, actor, fileName, fileSha256, undoesBatchId, note }).execute()
  return id
}

export async function closeBatch(db: WriteDb, batchId: string, counts: { added: number; changed: number }): Promise<void> {
  await db.updateTable('changeBatch').set({ addedCount: counts.added, changedCount: counts.changed }).where('id', '=', batchId).execute()
}

/** 写之前先看住这些人；写完 `settle` 把变了的记入批次，返回变了几人。 */
export async function watchMembers(db: WriteDb, memberIds: readonly string[]): Promise<{ settle: (batchId: string) => Promise<number> }> {
  const before = await trackedRows(db, memberIds)
  return {
    settle: async (batchId) => {
      if (memberIds.length === 0) return 0
      const after = await trackedRows(db, memberIds)
      const changed = [...new Set(memberIds)].flatMap((memberId) => {
        const changes = rowChanges(before.get(memberId) ?? [], after.get(memberId) ?? [])
        return changes.length > 0 ? [[batchId, memberId, JSON.stringify(changes)]] : []
      })
      await insertRows(db, 'batchChange', ['batchId', 'memberId', 'changesJson'], changed)
      return changed.length
    },
  }
}

/** 新登记的人与登记时写入的各行。 */
export type AddedMember = { readonly memberId: string; readonly rows: readonly TrackedRow[] }

/** 新登记的人记入批次。 */
export async function recordAdded(db: WriteDb, batchId: string, added: readonly AddedMember[]): Promise<void> {
  const rows = added.map((each) => [batchId, each.memberId, JSON.stringify(additionChanges(each.rows))])
  await insertRows(db, 'batchChange', ['batchId', 'memberId', 'changesJson'], rows)
}

async function columnsOf(db: WriteDb, table: TrackedTable): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`SELECT name FROM pragma_table_info(${table})`.execute(db)
  return rows.map(({ name }) => name).filter((name) => name !== 'createdAt' && name !== 'updatedAt')
}

/** 这些党员（含回收站里的）在各记录表里的行，按人分组。 */
async function trackedRows(db: ReadDb, memberIds: readonly string[]): Promise<ReadonlyMap<string, TrackedRow[]>> {
  if (memberIds.length === 0) return new Map()
  const wanted = sql<string>`(SELECT value FROM json_each(${JSON.stringify(memberIds)}))`
  const members = await db.selectFrom('member').selectAll().where('id', 'in', wanted).execute()
  const assignments = await db.selectFrom('memberAssignment').selectAll().where('memberId', 'in', wanted).orderBy('id').execute()
  const events = await db.selectFrom('memberEvent').selectAll().where('memberId', 'in', wanted).orderBy('id').execute()
  const rows: { memberId: string; tracked: TrackedRow }[] = [
    ...members.map((row) => ({ memberId: row.id, tracked: { table: 'member' as const, id: row.id, row: { ...row } } })),
    ...assignments.map((row) => ({ memberId: row.memberId, tracked: { table: 'memberAssignment' as const, id: row.id, row: { ...row } } })),
    ...events.map((row) => ({ memberId: row.memberId, tracked: { table: 'memberEvent' as const, id: row.id, row: { ...row } } })),
  ]
  return new Map([...groupRows(rows, ({ memberId }) => memberId)].map(([id, group]) => [id, group.map(({ tracked }) => tracked)]))
}

/** 这些党员现在的样子：各表的行与还没有卸任的职务。 */
export async function currentMembers(db: ReadDb, memberIds: readonly string[], today: PlainDate): Promise<Map<string, CurrentMember>> {
  const rows = await trackedRows(db, memberIds)
  const posts = await db
    .selectFrom('post')
    .where('memberId', 'in', sql<string>`(SELECT value FROM json_each(${JSON.stringify(memberIds)}))`)
    .where('deletedAt', 'is', null)
    .where((eb) => eb.or([eb('untilOn', 'is', null), eb('untilOn', '>', today)]))
    .select(['memberId', 'title'])
    .orderBy('fromOn')
    .execute()
  const postsOf = groupRows(posts, ({ memberId }) => memberId)
  return new Map(memberIds.map((id) => [id, { rows: rows.get(id) ?? [], posts: (postsOf.get(id) ?? []).map(({ title }) => title) }]))
}

/** 正被别的在册党员占用的证号。 */
export async function identityHolders(db: ReadDb): Promise<Map<string, { memberId: string; name: string }>> {
  const rows = await db.selectFrom('member').where('deletedAt', 'is', null).select(['id', 'name', 'identityNumber']).execute()
  return new Map(rows.map(({ id, name, identityNumber }) => [identityNumber, { memberId: id, name }]))
}

export type StoredBatch = BatchRow

/** 全部批次，近的在前；一批是否已撤销由撤销它的批次推出（撤销又被撤销的不算）。 */
export async function allBatches(db: ReadDb): Promise<BatchRow[]> {
  const rows = await db
    .selectFrom('changeBatch')
    .selectAll()
    .orderBy('at', 'desc')
    .orderBy(sql`rowid`, 'desc')
    .execute()
  const undoers = groupRows(
    rows.filter(({ undoesBatchId }) => undoesBatchId !== null),
    ({ undoesBatchId }) => undoesBatchId ?? '',
  )
  const undoneBy = (id: string): string | null => undoers.get(id)?.find((each) => undoneBy(each.id) === null)?.id ?? null
  return rows.map((row) => ({
    batchId: row.id,
    kind: row.kind as BatchKind,
    title: maskNumbersIn(row.title),
    at: row.at,
    actor: row.actor,
    fileName: row.fileName,
    added: row.addedCount,
    changed: row.changedCount,
    undoneBy: undoneBy(row.id),
    undoes: row.undoesBatchId,
    note: row.note,
  }))
}

/** 与某人有关的批次 id。 */
export async function batchIdsOf(db: ReadDb, memberId: string): Promise<Set<string>> {
  const rows = await db.selectFrom('batchChange').where('memberId', '=', memberId).select('batchId').execute()
  return new Set(rows.map(({ batchId }) => batchId))
}

export type MemberChanges = {
  readonly memberId: string
  readonly name: string
  readonly identityNumber: string
  readonly changes: readonly RowChange[]
}

/** 一批改动逐人的前后，按姓名拼音排；给人或取一段。 */
export async function changesOf(
  db: ReadDb,
  batchId: string,
  some: { memberId: string | null; offset: number; limit: number } | null,
): Promise<{ total: number; rows: MemberChanges[] }> {
  let matched = db
    .selectFrom('batchChange')
    .innerJoin('member', 'member.id', 'batchChange.memberId')
    .where('batchChange.batchId', '=', batchId)
  if (some?.memberId != null) matched = matched.where('batchChange.memberId', '=', some.memberId)
  const { total } = await matched.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  let wanted = matched
    .select(['batchChange.memberId', 'member.name', 'member.identityNumber', 'batchChange.changesJson'])
    .orderBy('member.namePinyin')
    .orderBy('member.identityNumber')
  if (some) wanted = wanted.limit(some.limit).offset(some.offset)
  const rows = await wanted.execute()
  return {
    total,
    rows: rows.map(({ changesJson, ...row }) => ({ ...row, changes: JSON.parse(changesJson) as RowChange[] })),
  }
}

/** 照撤销的各步写库。列名来自批次里记下的行，须是现有的列，已不存在的列跳过。 */
export async function applyReversal(
  db: WriteDb,
  steps: readonly ReversalStep[],
  at: { at: string; deletionReason: string },
): Promise<void> {
  const known = new Map<TrackedTable, ReadonlySet<string>>()
  for (const table of TRACKED_TABLES) known.set(table, new Set(await columnsOf(db, table)))
  for (const step of steps) {
    const table = sql.table(step.table)
    if (step.kind === '删') await sql`DELETE FROM ${table} WHERE id = ${step.id}`.execute(db)
    else if (step.kind === '回收')
      await sql`UPDATE ${table} SET "deletedAt" = ${at.at}, "deletionReason" = ${at.deletionReason}, "updatedAt" = ${at.at} WHERE id = ${step.id}`.execute(
        db,
      )
    else {
      const entries = Object.entries(step.values satisfies StoredRow).filter(([column]) => known.get(step.table)?.has(column))
      if (entries.length === 0) continue
      if (step.kind === '插')
        await sql`INSERT INTO ${table} (${sql.join(entries.map(([column]) => sql.ref(column)))}) VALUES (${sql.join(entries.map(([, value]) => value))})`.execute(
          db,
        )
      else {
        const sets = entries.map(([column, value]) => sql`${sql.ref(column)} = ${value}`)
        if (step.table === 'member') sets.push(sql`"updatedAt" = ${at.at}`)
        await sql`UPDATE ${table} SET ${sql.join(sets)} WHERE id = ${step.id}`.execute(db)
      }
    }
  }
}
