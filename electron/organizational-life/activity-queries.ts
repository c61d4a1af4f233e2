import { sql } from 'kysely'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { activityExtras, type ActivityExtras } from '../../shared/organizational-life/activity-draft.ts'
import type {
  ActivityFileKind,
  ActivityType,
  AttendanceStatus,
  ContentKind,
  SpeakerRole,
  VoteMatter,
  VoteMethod,
} from '../../shared/organizational-life/activity-types.ts'
import { groupRows } from '../db/group-rows.ts'
import type { ReadDb } from '../db/open.ts'

export type StoredVote = {
  readonly seq: number
  readonly matter: VoteMatter
  readonly subject: string
  readonly method: VoteMethod
  readonly expectedCount: number
  readonly presentCount: number
  readonly approveCount: number
  readonly againstCount: number
  readonly abstainCount: number
  readonly writtenApproveCount: number
  readonly electionProcessId: string | null
}

export type StoredTopic = {
  readonly id: string
  readonly seq: number
  readonly type: ActivityType
  readonly title: string
  readonly startsAt: string | null
  readonly endsAt: string | null
  readonly speakerId: string | null
  readonly speakerName: string
  readonly speakerRole: SpeakerRole | null
  readonly summary: string
  readonly resolution: string
  readonly votes: readonly StoredVote[]
}

export type StoredAttendance = {
  readonly memberId: string
  readonly name: string
  readonly status: AttendanceStatus
  readonly reason: string
  readonly isExpected: boolean
  readonly isVoter: boolean
}

export type StoredTask = {
  readonly id: string
  readonly topicSeq: number | null
  readonly content: string
  readonly ownerId: string | null
  readonly ownerName: string
  readonly dueOn: PlainDate | null
  readonly doneOn: PlainDate | null
  readonly note: string
}

export type StoredActivityFile = {
  readonly id: string
  readonly seq: number
  readonly kind: ActivityFileKind
  readonly name: string
  readonly sha256: string
  readonly byteCount: number
  readonly mime: string
  readonly addedAt: string
}

/** 一次活动的本行与类型。 */
export type ActivityHead = {
  readonly id: string
  readonly organizationId: string
  readonly groupId: string | null
  readonly title: string
  readonly heldOn: PlainDate
  readonly startsAt: string
  readonly endsAt: string
  readonly place: string
  readonly hostId: string | null
  readonly hostName: string
  readonly recorderId: string | null
  readonly recorderName: string
  readonly postponeReason: string
  readonly contentKinds: readonly ContentKind[]
  readonly narrative: string
  readonly archiveCategory: string
  readonly eHomeOn: PlainDate | null
  readonly eHomeNo: string
  readonly themePlanId: string | null
  readonly seriesId: string | null
  readonly extras: ActivityExtras
  readonly expectedCount: number
  readonly presentCount: number
  readonly voterExpectedCount: number
  readonly voterPresentCount: number
  readonly unexplainedCount: number
  readonly revision: number
  readonly recordedOn: PlainDate
  readonly recordedAt: string
  readonly recordedBy: string
  readonly updatedAt: string
  readonly updatedBy: string
  readonly deletedAt: string | null
  readonly deletionReason: string
  /** 第一个是主标签。 */
  readonly types: readonly ActivityType[]
}

/** 一次活动的全部记录。 */
export type StoredActivity = ActivityHead & {
  readonly topics: readonly StoredTopic[]
  readonly attendance: readonly StoredAttendance[]
  readonly guests: readonly { readonly name: string; readonly role: string }[]
  readonly tasks: readonly StoredTask[]
  readonly files: readonly StoredActivityFile[]
}

export type ActivitySelection = {
  readonly activityIds?: readonly string[]
  /** 半开不用：起止都含。 */
  readonly from?: PlainDate
  readonly until?: PlainDate
  readonly organizationIds?: readonly string[]
  readonly type?: ActivityType
  readonly seriesId?: string
  /** 缺省只看没有移入回收站的。 */
  readonly removed?: '不含' | '只看' | '都要'
  /** 新的在前，取这么多。 */
  readonly page?: { readonly offset: number; readonly limit: number }
}

const listed = (ids: readonly string[]) => sql<string>`(SELECT value FROM json_each(${JSON.stringify(ids)}))`

function selection(db: ReadDb, wanted: ActivitySelection) {
  const { removed = '不含' } = wanted
  let rows = db.selectFrom('activity')
  if (wanted.activityIds) rows = rows.where('activity.id', 'in', listed(wanted.activityIds))
  if (wanted.organizationIds) rows = rows.where('activity.organizationId', 'in', listed(wanted.organizationIds))
  if (wanted.from !== undefined) rows = rows.where('activity.heldOn', '>=', wanted.from)
  if (wanted.until !== undefined) rows = rows.where('activity.heldOn', '<=', wanted.until)
  if (wanted.seriesId !== undefined) rows = rows.where('activity.seriesId', '=', wanted.seriesId)
  if (wanted.type !== undefined) {
    const { type } = wanted
    rows = rows.where((eb) =>
      eb.exists(
        eb.selectFrom('activityType as t').whereRef('t.activityId', '=', 'activity.id').where('t.type', '=', type).select('t.type'),
      ),
    )
  }
  if (removed !== '都要') rows = rows.where('activity.deletedAt', removed === '只看' ? 'is not' : 'is', null)
  return rows
}

export async function countActivities(db: ReadDb, wanted: ActivitySelection): Promise<number> {
  const { total } = await selection(db, wanted)
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return total
}

/** 活动的本行与类型，日期新的在前。 */
export async function activityHeads(db: ReadDb, wanted: ActivitySelection): Promise<ActivityHead[]> {
  let rows = selection(db, wanted).selectAll('activity').orderBy('heldOn', 'desc').orderBy('startsAt', 'desc').orderBy('activity.id')
  if (wanted.page) rows = rows.limit(wanted.page.limit).offset(wanted.page.offset)
  const found = await rows.execute()
  const types = groupRows(
    await db
      .selectFrom('activityType')
      .where('activityId', 'in', listed(found.map(({ id }) => id)))
      .selectAll()
      .orderBy('isPrimary', 'desc')
      .orderBy('type')
      .execute(),
    ({ activityId }) => activityId,
  )
  return found.map(({ contentKindsJson, extrasJson, ...row }) => ({
    ...row,
    contentKinds: JSON.parse(contentKindsJson) as ContentKind[],
    extras: activityExtras.parse(JSON.parse(extrasJson)),
    types: (types.get(row.id) ?? []).map(({ type }) => type as ActivityType),
  }))
}

/** 若干次活动的全部记录，各表只读一遍；日期新的在前。 */
export async function loadActivities(db: ReadDb, wanted: ActivitySelection): Promise<StoredActivity[]> {
  const heads = await activityHeads(db, wanted)
  const ids = heads.map(({ id }) => id)
  const topics = groupRows(await topicsOf(db, ids), ({ activityId }) => activityId)
  const attendance = groupRows(await attendanceOf(db, ids), ({ activityId }) => activityId)
  const guests = groupRows(
    await db.selectFrom('activityGuest').where('activityId', 'in', listed(ids)).selectAll().orderBy('seq').execute(),
    ({ activityId }) => activityId,
  )
  const tasks = groupRows(await tasksOf(db, ids), ({ activityId }) => activityId)
  const files = groupRows(await filesOf(db, ids), ({ activityId }) => activityId)
  return heads.map((head) => ({
    ...head,
    topics: topics.get(head.id) ?? [],
    attendance: attendance.get(head.id) ?? [],
    guests: (guests.get(head.id) ?? []).map(({ name, role }) => ({ name, role })),
    tasks: tasks.get(head.id) ?? [],
    files: files.get(head.id) ?? [],
  }))
}

/** 一次活动的全部记录，回收站里的也找得到；没有为 null。 */
export async function loadActivity(db: ReadDb, activityId: string): Promise<StoredActivity | null> {
  const [activity] = await loadActivities(db, { activityIds: [activityId], removed: '都要' })
  return activity ?? null
}

/** 一个党组织一年（或一个月）的全部记录。 */
export function listActivities(db: ReadDb, organizationId: string, year: number, month?: number): Promise<StoredActivity[]> {
  const prefix = month === undefined ? String(year) : `${year}-${String(month).padStart(2, '0')}`
  return loadActivities(db, {
    organizationIds: [organizationId],
    from: month === undefined ? `${prefix}-01-01` : `${prefix}-01`,
    until: month === undefined ? `${prefix}-12-31` : `${prefix}-31`,
  })
}

async function topicsOf(db: ReadDb, ids: readonly string[]): Promise<(StoredTopic & { activityId: string })[]> {
  const topics = await db.selectFrom('activityTopic').where('activityId', 'in', listed(ids)).selectAll().orderBy('seq').execute()
  const votes = groupRows(
    await db
      .selectFrom('activityVote')
      .where('topicId', 'in', listed(topics.map(({ id }) => id)))
      .selectAll()
      .orderBy('seq')
      .execute(),
    ({ topicId }) => topicId,
  )
  return topics.map((topic) => ({
    ...topic,
    type: topic.type as ActivityType,
    speakerRole: topic.speakerRole as SpeakerRole | null,
    votes: (votes.get(topic.id) ?? []).map((vote) => ({
      seq: vote.seq,
      matter: vote.matter as VoteMatter,
      subject: vote.subject,
      method: vote.method as VoteMethod,
      expectedCount: vote.expectedCount,
      presentCount: vote.presentCount,
      approveCount: vote.approveCount,
      againstCount: vote.againstCount,
      abstainCount: vote.abstainCount,
      writtenApproveCount: vote.writtenApproveCount,
      electionProcessId: vote.electionProcessId,
    })),
  }))
}

async function attendanceOf(db: ReadDb, ids: readonly string[]): Promise<(StoredAttendance & { activityId: string })[]> {
  const rows = await db
    .selectFrom('activityAttendance as line')
    .innerJoin('member', 'member.id', 'line.memberId')
    .where('line.activityId', 'in', listed(ids))
    .select(['line.activityId', 'line.memberId', 'member.name', 'line.status', 'line.reason', 'line.isExpected', 'line.isVoter'])
    .orderBy('member.namePinyin')
    .orderBy('member.name')
    .orderBy('member.identityNumber')
    .execute()
  return rows.map((row) => ({
    ...row,
    status: row.status as AttendanceStatus,
    isExpected: row.isExpected === 1,
    isVoter: row.isVoter === 1,
  }))
}

async function tasksOf(db: ReadDb, ids: readonly string[]): Promise<(StoredTask & { activityId: string })[]> {
  return db
    .selectFrom('activityTask as task')
    .leftJoin('activityTopic as topic', 'topic.id', 'task.topicId')
    .where('task.activityId', 'in', listed(ids))
    .select([
      'task.activityId',
      'task.id',
      'topic.seq as topicSeq',
      'task.content',
      'task.ownerId',
      'task.ownerName',
      'task.dueOn',
      'task.doneOn',
      'task.note',
    ])
    .orderBy('task.seq')
    .execute()
}

async function filesOf(db: ReadDb, ids: readonly string[]): Promise<(StoredActivityFile & { activityId: string })[]> {
  const rows = await db
    .selectFrom('activityFile as file')
    .innerJoin('storedFile as stored', 'stored.sha256', 'file.sha256')
    .where('file.activityId', 'in', listed(ids))
    .where('file.removedAt', 'is', null)
    .select([
      'file.activityId',
      'file.id',
      'file.seq',
      'file.kind',
      'file.name',
      'file.sha256',
      'stored.byteCount',
      'stored.mime',
      'file.addedAt',
    ])
    .orderBy('file.seq')
    .execute()
  return rows.map((row) => ({ ...row, kind: row.kind as ActivityFileKind }))
}

/** 同一组织（同一小组）同日的活动，供查重：回收站里的不算。 */
export function activitiesOnDay(db: ReadDb, organizationIds: readonly string[], heldOn: PlainDate): Promise<ActivityHead[]> {
  return activityHeads(db, { organizationIds, from: heldOn, until: heldOn })
}

/** 这个支部（小组）上一次同类的活动；没有为 null。 */
export async function latestLike(
  db: ReadDb,
  { organizationId, groupId, type, before }: { organizationId: string; groupId: string | null; type: ActivityType; before: PlainDate },
): Promise<StoredActivity | null> {
  const row = await db
    .selectFrom('activity')
    .innerJoin('activityType as t', 't.activityId', 'activity.id')
    .where('activity.organizationId', '=', organizationId)
    .where((eb) => (groupId === null ? eb('activity.groupId', 'is', null) : eb('activity.groupId', '=', groupId)))
    .where('t.type', '=', type)
    .where('activity.deletedAt', 'is', null)
    .where('activity.heldOn', '<=', before)
    .select('activity.id')
    .orderBy('t.isPrimary', 'desc')
    .orderBy('activity.heldOn', 'desc')
    .orderBy('activity.recordedAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? loadActivity(db, row.id) : null
}

/** 这个支部最近一次活动的记录人，供“照上次”；没有为 null。 */
export async function latestRecorders(
  db: ReadDb,
  organizationIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly recorderId: string | null; readonly recorderName: string }>> {
  const rows = await db
    .selectFrom('activity')
    .where('organizationId', 'in', listed(organizationIds))
    .where('deletedAt', 'is', null)
    .where('recorderName', '<>', '')
    .select(['organizationId', 'recorderId', 'recorderName', (eb) => eb.fn.max('heldOn').as('latestOn')])
    .groupBy('organizationId')
    .execute()
  return new Map(rows.map(({ organizationId, recorderId, recorderName }) => [organizationId, { recorderId, recorderName }]))
}
