import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { TalkFacts, TalkKind } from '../../shared/organizational-life/facts.ts'
import type { TalkerRole, TalkMeans, TalkPair } from '../../shared/organizational-life/talk.ts'
import { groupRows } from '../db/group-rows.ts'
import type { ReadDb, WriteDb } from '../db/open.ts'

export type TalkDetails = {
  readonly heldOn: PlainDate
  readonly kind: TalkKind
  readonly means: TalkMeans
  readonly occasion: string
  readonly place: string
  readonly followUp: string
}

/** 一次谈话；要点不在里面，要看另取。 */
export type TalkRecord = TalkDetails & {
  readonly id: string
  readonly organizationId: string
  readonly talkerId: string
  readonly talkerName: string
  readonly talkerRole: TalkerRole
  readonly memberId: string
  readonly memberName: string
  readonly hasPoints: boolean
  readonly meetingId: string | null
  readonly revision: number
  readonly recordedOn: PlainDate
  readonly deletedAt: string | null
  readonly deletionReason: string
}

export type TalkFilter = {
  readonly id?: string
  readonly organizationIds?: readonly string[]
  readonly from?: PlainDate
  readonly until?: PlainDate
  readonly memberId?: string
  readonly meetingId?: string
  readonly includesRemoved?: boolean
}

const COLUMNS = [
  't.id',
  't.organizationId',
  't.heldOn',
  't.kind',
  't.means',
  't.occasion',
  't.talkerId',
  't.talkerRole',
  't.memberId',
  't.place',
  't.followUp',
  't.meetingId',
  't.revision',
  't.recordedOn',
  't.deletedAt',
  't.deletionReason',
] as const

/** 谈话记录，新的在前；要点不取。 */
export async function loadTalks(db: ReadDb, filter: TalkFilter): Promise<TalkRecord[]> {
  let rows = db
    .selectFrom('talk as t')
    .innerJoin('member as a', 'a.id', 't.talkerId')
    .innerJoin('member as b', 'b.id', 't.memberId')
    .select(COLUMNS)
    .select((eb) => ['a.name as talkerName', 'b.name as memberName', eb('t.points', '<>', '').as('hasPoints')])
  if (filter.includesRemoved !== true) rows = rows.where('t.deletedAt', 'is', null)
  const { id, organizationIds, from, until, memberId, meetingId } = filter
  if (id !== undefined) rows = rows.where('t.id', '=', id)
  if (organizationIds) rows = rows.where('t.organizationId', 'in', organizationIds)
  if (from !== undefined) rows = rows.where('t.heldOn', '>=', from)
  if (until !== undefined) rows = rows.where('t.heldOn', '<=', until)
  if (meetingId !== undefined) rows = rows.where('t.meetingId', '=', meetingId)
  if (memberId !== undefined) rows = rows.where((eb) => eb.or([eb('t.talkerId', '=', memberId), eb('t.memberId', '=', memberId)]))
  const found = await rows.orderBy('t.heldOn', 'desc').orderBy('a.namePinyin').orderBy('b.namePinyin').orderBy('t.id').execute()
  return found.map((row) => ({
    ...row,
    kind: row.kind as TalkKind,
    means: row.means as TalkMeans,
    talkerRole: row.talkerRole as TalkerRole,
    hasPoints: Number(row.hasPoints) === 1,
  }))
}

/** 一次谈话的要点；没有这次谈话为 null。 */
export async function talkPoints(db: ReadDb, talkId: string): Promise<string | null> {
  const row = await db.selectFrom('talk').where('id', '=', talkId).where('deletedAt', 'is', null).select('points').executeTakeFirst()
  return row?.points ?? null
}

/** 一段时间里谁与谁谈过；连同在别的党组织登记的。 */
export async function talkPairs(db: ReadDb, memberIds: readonly string[], from: PlainDate, until: PlainDate): Promise<TalkPair[]> {
  if (memberIds.length === 0) return []
  return db
    .selectFrom('talk')
    .where('deletedAt', 'is', null)
    .where('heldOn', '>=', from)
    .where('heldOn', '<=', until)
    .where('talkerId', 'in', memberIds)
    .where('memberId', 'in', memberIds)
    .select(['talkerId', 'memberId', 'heldOn'])
    .execute()
}

/** 谈心谈话的事实：到判定日为止，当年与上一年的，按日期；键是党组织。 */
export async function loadTalkFacts(db: ReadDb, asOf: PlainDate, organizationIds?: readonly string[]): Promise<Map<string, TalkFacts[]>> {
  let rows = db
    .selectFrom('talk')
    .where('deletedAt', 'is', null)
    .where('heldOn', '>=', `${Number(asOf.slice(0, 4)) - 1}-01-01`)
    .where('heldOn', '<=', asOf)
    .select(['id', 'organizationId', 'heldOn', 'kind', 'means', 'occasion', 'talkerRole', 'talkerId', 'memberId'])
  if (organizationIds) rows = rows.where('organizationId', 'in', organizationIds)
  const found = await rows.orderBy('heldOn').orderBy('id').execute()
  return new Map(
    [...groupRows(found, (row) => row.organizationId)].map(([organizationId, talks]) => [
      organizationId,
      talks.map(({ id, heldOn, kind, means, occasion, talkerRole, talkerId, memberId }): TalkFacts => ({
        id,
        heldOn,
        kind: kind as TalkKind,
        means: means as TalkMeans,
        occasion,
        talkerRole: talkerRole as TalkerRole,
        talkerIds: [talkerId],
        subjectIds: [memberId],
      })),
    ]),
  )
}

export async function insertTalks(
  db: WriteDb,
  rows: readonly (TalkDetails & {
    readonly id: string
    readonly organizationId: string
    readonly talkerId: string
    readonly talkerRole: TalkerRole
    readonly memberId: string
    readonly points: string
    readonly meetingId: string | null
    readonly batchId: string | null
    readonly recordedOn: PlainDate
  })[],
  { at, actor }: { readonly at: string; readonly actor: string },
): Promise<void> {
  await db
    .insertInto('talk')
    .values(rows.map((row) => ({ ...row, recordedAt: at, recordedBy: actor })))
    .execute()
}

export async function updateTalk(
  db: WriteDb,
  id: string,
  changes: Partial<TalkDetails> & { points?: string; talkerRole?: TalkerRole; deletedAt?: string | null; deletionReason?: string },
): Promise<void> {
  await db
    .updateTable('talk')
    .set(({ eb }) => ({ ...changes, revision: eb('revision', '+', 1) }))
    .where('id', '=', id)
    .execute()
}
