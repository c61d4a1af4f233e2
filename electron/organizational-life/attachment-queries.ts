import { sql } from 'kysely'
import type { ActivityFileKind } from '../../shared/organizational-life/activity-types.ts'
import type { ReadDb, WriteDb } from '../db/open.ts'

export type FileRow = {
  readonly id: string
  readonly activityId: string
  readonly seq: number
  readonly kind: ActivityFileKind
  readonly name: string
  readonly sha256: string
  readonly addedAt: string
  readonly removedAt: string | null
  readonly byteCount: number
  readonly mime: string
  readonly width: number | null
  readonly height: number | null
  readonly thumbnail: Uint8Array | null
}

/** 一次取多少个标识；SQLite 一句里的参数有上限。 */
const CHUNK = 500

function filesQuery(db: ReadDb) {
  return db
    .selectFrom('activityFile as f')
    .innerJoin('storedFile as s', 's.sha256', 'f.sha256')
    .select([
      'f.id',
      'f.activityId',
      'f.seq',
      // 列里的字由表的约束守着，只有这几种。
      sql<ActivityFileKind>`f.kind`.as('kind'),
      'f.name',
      'f.sha256',
      'f.addedAt',
      'f.removedAt',
      's.byteCount',
      's.mime',
      's.width',
      's.height',
    ])
}

/** 各次活动现有的附件（移去的不算），按活动、次序；不取缩略图的只占很少内存。 */
export async function filesOfActivities(
  db: ReadDb,
  activityIds: readonly string[],
  { withThumbnails }: { withThumbnails: boolean },
): Promise<FileRow[]> {
  const rows: FileRow[] = []
  for (let from = 0; from < activityIds.length; from += CHUNK) {
    rows.push(
      ...(await filesQuery(db)
        .select(withThumbnails ? 's.thumbnail' : sql<null>`NULL`.as('thumbnail'))
        .where('f.activityId', 'in', activityIds.slice(from, from + CHUNK))
        .where('f.removedAt', 'is', null)
        .orderBy('f.activityId')
        .orderBy('f.seq')
        .execute()),
    )
  }
  return rows
}

/** 一个附件；移去的也给。没有为 null。 */
export async function fileById(db: ReadDb, fileId: string): Promise<FileRow | null> {
  return (await filesQuery(db).select('s.thumbnail').where('f.id', '=', fileId).executeTakeFirst()) ?? null
}

/** 一次活动里用过的最大次序；移去的也算，放回时不撞号。 */
export async function lastFileSeq(db: ReadDb, activityId: string): Promise<number> {
  const row = await db
    .selectFrom('activityFile')
    .select(({ fn }) => fn.max('seq').as('last'))
    .where('activityId', '=', activityId)
    .executeTakeFirst()
  return row?.last ?? 0
}

export async function insertStoredFile(
  db: WriteDb,
  row: { sha256: string; byteCount: number; mime: string; width: number | null; height: number | null; addedAt: string },
  thumbnail: Uint8Array | null,
): Promise<void> {
  await db
    .insertInto('storedFile')
    .values({ ...row, thumbnail: thumbnail === null ? null : Buffer.from(thumbnail) })
    .onConflict((conflict) =>
      // 以前没有缩略图的补上；有的不换。
      conflict.column('sha256').doUpdateSet({ thumbnail: sql`coalesce(storedFile.thumbnail, excluded.thumbnail)` }),
    )
    .execute()
}

export async function insertActivityFile(
  db: WriteDb,
  row: { id: string; activityId: string; seq: number; kind: ActivityFileKind; name: string; sha256: string; addedAt: string },
): Promise<void> {
  await db.insertInto('activityFile').values(row).execute()
}

export async function updateActivityFile(
  db: WriteDb,
  fileId: string,
  change: { kind?: ActivityFileKind; name?: string; removedAt?: string | null },
): Promise<void> {
  await db.updateTable('activityFile').set(change).where('id', '=', fileId).execute()
}

export type HeldFile = {
  readonly fileId: string
  readonly activityId: string
  readonly organizationId: string
  readonly heldOn: string
  readonly title: string
  readonly kind: ActivityFileKind
  readonly name: string
  readonly sha256: string
  readonly byteCount: number
}

/** 全部在用的附件与它所在的活动，新的在前；回收站里的活动不算。 */
export async function heldFiles(db: ReadDb): Promise<HeldFile[]> {
  return db
    .selectFrom('activityFile as f')
    .innerJoin('storedFile as s', 's.sha256', 'f.sha256')
    .innerJoin('activity as a', 'a.id', 'f.activityId')
    .select([
      'f.id as fileId',
      'f.activityId',
      'a.organizationId',
      'a.heldOn',
      'a.title',
      sql<ActivityFileKind>`f.kind`.as('kind'),
      'f.name',
      'f.sha256',
      's.byteCount',
    ])
    .where('f.removedAt', 'is', null)
    .where('a.deletedAt', 'is', null)
    .orderBy('a.heldOn', 'desc')
    .orderBy('f.activityId')
    .orderBy('f.seq')
    .execute()
}

/** 登记过的全部原件的散列；移去了的也在，原件还要留着。 */
export async function storedHashes(db: ReadDb): Promise<Set<string>> {
  const rows = await db.selectFrom('storedFile').select('sha256').execute()
  return new Set(rows.map(({ sha256 }) => sha256))
}
