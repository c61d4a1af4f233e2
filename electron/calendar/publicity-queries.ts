import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { PublicityFacts, PublicityKind, PublicityOutcome } from '../../shared/calendar/publicity-record.ts'
import type { PublicityUnit } from '../../shared/calendar/publicity.ts'
import { groupRows } from '../db/group-rows.ts'
import type { ReadDb, WriteDb } from '../db/open.ts'

export type PublicityRecord = PublicityFacts & {
  readonly organizationId: string
  readonly place: string
  readonly contact: string
  readonly opinions: string
  readonly recordedBy: string
}

/** 登记的公示（撤下的不在内），按张贴日从新到旧；给 `organizationIds` 时只取这些。 */
export async function publicityRecords(db: ReadDb, organizationIds?: readonly string[]): Promise<PublicityRecord[]> {
  let rows = db.selectFrom('publicity').where('withdrawnAt', 'is', null)
  if (organizationIds) rows = rows.where('organizationId', 'in', organizationIds)
  const stored = await rows
    .select(['id', 'organizationId', 'kind', 'about', 'nextStep', 'postedOn', 'days', 'unit', 'countsPostedDay'])
    .select(['place', 'contact', 'outcome', 'concludedOn', 'opinions', 'recordedBy'])
    .orderBy('postedOn', 'desc')
    .orderBy('id')
    .execute()
  return stored.map((row) => ({
    ...row,
    kind: row.kind as PublicityKind,
    unit: row.unit as PublicityUnit,
    countsPostedDay: row.countsPostedDay === 1,
    outcome: row.outcome as PublicityOutcome | null,
  }))
}

/** 判定日已经张贴的公示，按党组织。 */
export async function loadPublicities(
  db: ReadDb,
  asOf: PlainDate,
  organizationIds?: readonly string[],
): Promise<ReadonlyMap<string, PublicityRecord[]>> {
  const records = await publicityRecords(db, organizationIds)
  return groupRows(
    records.filter(({ postedOn }) => postedOn <= asOf),
    (record) => record.organizationId,
  )
}

export async function findPublicity(db: ReadDb, id: string): Promise<PublicityRecord | null> {
  return (await publicityRecords(db)).find((record) => record.id === id) ?? null
}

export type NewPublicity = Omit<PublicityRecord, 'outcome' | 'concludedOn' | 'opinions' | 'recordedBy'>

export async function insertPublicity(db: WriteDb, record: NewPublicity, at: string, actor: string): Promise<void> {
  await db
    .insertInto('publicity')
    .values({ ...record, countsPostedDay: record.countsPostedDay ? 1 : 0, recordedAt: at, recordedBy: actor })
    .execute()
}

export async function revisePublicity(db: WriteDb, { id, ...record }: Omit<NewPublicity, 'organizationId'>): Promise<void> {
  await db
    .updateTable('publicity')
    .set({ ...record, countsPostedDay: record.countsPostedDay ? 1 : 0 })
    .where('id', '=', id)
    .execute()
}

/** 登记结果；`outcome` 为 null 即撤回结果。 */
export async function setPublicityOutcome(
  db: WriteDb,
  id: string,
  result: { readonly outcome: PublicityOutcome | null; readonly concludedOn: PlainDate | null; readonly opinions: string },
): Promise<void> {
  await db.updateTable('publicity').set(result).where('id', '=', id).execute()
}

export async function withdrawPublicity(db: WriteDb, id: string, reason: string, at: string, actor: string): Promise<void> {
  await db.updateTable('publicity').set({ withdrawnAt: at, withdrawnBy: actor, withdrawalReason: reason }).where('id', '=', id).execute()
}
