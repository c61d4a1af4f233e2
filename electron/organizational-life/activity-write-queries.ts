import { sql } from 'kysely'
import type { ActivitySnapshot } from '../../shared/organizational-life/activity-changes.ts'
import type { FrozenLine, Headcounts } from '../../shared/organizational-life/expected-roll.ts'
import { insertRows } from '../db/bulk-write.ts'
import type { ReadDb, WriteDb } from '../db/open.ts'
import type { ActivityHead, StoredTask, StoredTopic } from './activity-queries.ts'

/** 要写下的一次活动；`attendance` 已冻结应到与表决权。 */
export type WrittenActivity = Omit<
  ActivityHead,
  keyof Headcounts | 'revision' | 'recordedOn' | 'recordedAt' | 'recordedBy' | 'updatedAt' | 'updatedBy' | 'deletedAt' | 'deletionReason'
> &
  Headcounts & {
    readonly topics: readonly StoredTopic[]
    readonly attendance: readonly FrozenLine[]
    readonly guests: readonly { readonly name: string; readonly role: string }[]
    readonly tasks: readonly (StoredTask & { readonly topicId: string | null })[]
  }

type Stamp = { readonly at: string; readonly actor: string; readonly today: string }

function columnsOf(activity: WrittenActivity) {
  return {
    organizationId: activity.organizationId,
    groupId: activity.groupId,
    title: activity.title,
    heldOn: activity.heldOn,
    startsAt: activity.startsAt,
    endsAt: activity.endsAt,
    place: activity.place,
    hostId: activity.hostId,
    hostName: activity.hostName,
    recorderId: activity.recorderId,
    recorderName: activity.recorderName,
    postponeReason: activity.postponeReason,
    contentKindsJson: JSON.stringify(activity.contentKinds),
    narrative: activity.narrative,
    archiveCategory: activity.archiveCategory,
    eHomeOn: activity.eHomeOn,
    eHomeNo: activity.eHomeNo,
    themePlanId: activity.themePlanId,
    seriesId: activity.seriesId,
    extrasJson: JSON.stringify(activity.extras),
    expectedCount: activity.expectedCount,
    presentCount: activity.presentCount,
    voterExpectedCount: activity.voterExpectedCount,
    voterPresentCount: activity.voterPresentCount,
    unexplainedCount: activity.unexplainedCount,
  }
}

/** 新记一次活动。 */
export async function insertActivity(db: WriteDb, activity: WrittenActivity, { at, actor, today }: Stamp): Promise<void> {
  await db
    .insertInto('activity')
    .values({
      id: activity.id,
      ...columnsOf(activity),
      recordedOn: today,
      recordedAt: at,
      recordedBy: actor,
      updatedAt: at,
      updatedBy: actor,
    })
    .execute()
  await writeParts(db, activity)
}

/** 更改一次活动：本行与各部分都换成新的，版次加一。议题、议定事项按编号更新，别处指着它们的不会断。 */
export async function replaceActivity(db: WriteDb, activity: WrittenActivity, revision: number, { at, actor }: Stamp): Promise<void> {
  const { id } = activity
  await db
    .updateTable('activity')
    .set({ ...columnsOf(activity), revision, updatedAt: at, updatedBy: actor })
    .where('id', '=', id)
    .execute()
  await db.deleteFrom('activityType').where('activityId', '=', id).execute()
  await db.deleteFrom('activityAttendance').where('activityId', '=', id).execute()
  await db.deleteFrom('activityGuest').where('activityId', '=', id).execute()
  const topicIds = db.selectFrom('activityTopic').where('activityId', '=', id).select('id')
  await db.deleteFrom('activityVote').where('topicId', 'in', topicIds).execute()
  const keptTasks = JSON.stringify(activity.tasks.map((task) => task.id))
  await db
    .deleteFrom('activityTask')
    .where('activityId', '=', id)
    .where('id', 'not in', sql<string>`(SELECT value FROM json_each(${keptTasks}))`)
    .execute()
  const keptTopics = JSON.stringify(activity.topics.map((topic) => topic.id))
  await db
    .deleteFrom('activityTopic')
    .where('activityId', '=', id)
    .where('id', 'not in', sql<string>`(SELECT value FROM json_each(${keptTopics}))`)
    .execute()
  await writeParts(db, activity)
}

async function writeParts(db: WriteDb, activity: WrittenActivity): Promise<void> {
  const { id } = activity
  await insertRows(
    db,
    'activityType',
    ['activityId', 'type', 'isPrimary'],
    activity.types.map((type, index) => [id, type, index === 0 ? 1 : 0]),
  )
  for (const topic of activity.topics) {
    const row = {
      id: topic.id,
      activityId: id,
      seq: topic.seq,
      type: topic.type,
      title: topic.title,
      startsAt: topic.startsAt,
      endsAt: topic.endsAt,
      speakerId: topic.speakerId,
      speakerName: topic.speakerName,
      speakerRole: topic.speakerRole,
      summary: topic.summary,
      resolution: topic.resolution,
    }
    await db
      .insertInto('activityTopic')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute()
  }
  await insertRows(
    db,
    'activityVote',
    [
      'topicId',
      'seq',
      'matter',
      'subject',
      'method',
      'expectedCount',
      'presentCount',
      'approveCount',
      'againstCount',
      'abstainCount',
      'writtenApproveCount',
      'electionProcessId',
    ],
    activity.topics.flatMap((topic) =>
      topic.votes.map((vote) => [
        topic.id,
        vote.seq,
        vote.matter,
        vote.subject,
        vote.method,
        vote.expectedCount,
        vote.presentCount,
        vote.approveCount,
        vote.againstCount,
        vote.abstainCount,
        vote.writtenApproveCount,
        vote.electionProcessId,
      ]),
    ),
  )
  await insertRows(
    db,
    'activityAttendance',
    ['activityId', 'memberId', 'status', 'reason', 'isExpected', 'isVoter'],
    activity.attendance.map((line) => [id, line.memberId, line.status, line.reason, line.isExpected ? 1 : 0, line.isVoter ? 1 : 0]),
  )
  await insertRows(
    db,
    'activityGuest',
    ['activityId', 'seq', 'name', 'role'],
    activity.guests.map(({ name, role }, index) => [id, index + 1, name, role]),
  )
  for (const [index, task] of activity.tasks.entries()) {
    const row = {
      id: task.id,
      activityId: id,
      topicId: task.topicId,
      seq: index + 1,
      content: task.content,
      ownerId: task.ownerId,
      ownerName: task.ownerName,
      dueOn: task.dueOn,
      doneOn: task.doneOn,
      note: task.note,
    }
    await db
      .insertInto('activityTask')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute()
  }
}

export async function setRemoved(
  db: WriteDb,
  activityId: string,
  change: { readonly deletedAt: string | null; readonly deletionReason: string; readonly revision: number },
  { at, actor }: Stamp,
): Promise<void> {
  await db
    .updateTable('activity')
    .set({ ...change, updatedAt: at, updatedBy: actor })
    .where('id', '=', activityId)
    .execute()
}

/** 只改党建e家登记；版次照加，别人手里的旧稿才认得出来。 */
export async function setEHome(
  db: WriteDb,
  activityId: string,
  change: { readonly eHomeOn: string | null; readonly eHomeNo: string; readonly revision: number },
  { at, actor }: Stamp,
): Promise<void> {
  await db
    .updateTable('activity')
    .set({ ...change, updatedAt: at, updatedBy: actor })
    .where('id', '=', activityId)
    .execute()
}

export type ChangeKind = '更改' | '移入回收站' | '恢复'

export async function insertChange(
  db: WriteDb,
  change: {
    readonly id: string
    readonly activityId: string
    readonly revision: number
    readonly kind: ChangeKind
    readonly reason: string
    readonly before: ActivitySnapshot
    readonly after: ActivitySnapshot
  },
  { at, actor }: Stamp,
): Promise<void> {
  const { before, after, ...row } = change
  await db
    .insertInto('activityChange')
    .values({ ...row, changedAt: at, actor, beforeJson: JSON.stringify(before), afterJson: JSON.stringify(after) })
    .execute()
}

/** 改动痕迹，新的在前。 */
export async function changesOf(db: ReadDb, activityId: string) {
  const rows = await db
    .selectFrom('activityChange')
    .where('activityId', '=', activityId)
    .selectAll()
    .orderBy('revision', 'desc')
    .orderBy('changedAt', 'desc')
    .execute()
  return rows.map(({ beforeJson, afterJson, kind, ...row }) => ({
    ...row,
    kind: kind as ChangeKind,
    before: JSON.parse(beforeJson) as ActivitySnapshot,
    after: JSON.parse(afterJson) as ActivitySnapshot,
  }))
}
