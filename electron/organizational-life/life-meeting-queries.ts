import { sql } from 'kysely'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { LifeMeetingMaterial } from '../../shared/organizational-life/facts.ts'
import {
  materialsOf,
  standingSteps,
  type CriticismRecord,
  type LifeMeetingStepKind,
  type OpinionSource,
  type RecordedStep,
  type StandingStep,
} from '../../shared/organizational-life/life-meeting.ts'
import { groupRows } from '../db/group-rows.ts'
import type { ReadDb, WriteDb } from '../db/open.ts'

export type MeetingBasics = {
  readonly theme: string
  readonly plannedOn: PlainDate | null
  readonly plannedTime: string
  readonly place: string
  readonly hostName: string
}

/** 会议那次活动里的一个人。 */
export type MeetingAttendee = { readonly memberId: string; readonly name: string; readonly status: string; readonly reason: string }

export type MeetingActivity = {
  readonly id: string
  readonly title: string
  readonly heldOn: PlainDate
  readonly startsAt: string
  readonly endsAt: string
  readonly place: string
  readonly hostName: string
  readonly recorderName: string
  readonly expectedCount: number
  readonly presentCount: number
  readonly attendees: readonly MeetingAttendee[]
  readonly guests: readonly { readonly name: string; readonly role: string }[]
}

/** 一次组织生活会的全部登记。 */
export type MeetingRecord = MeetingBasics & {
  readonly id: string
  readonly organizationId: string
  readonly groupId: string | null
  readonly year: number
  readonly comment: string
  readonly activityId: string | null
  readonly activity: MeetingActivity | null
  readonly revision: number
  readonly deletedAt: string | null
  readonly deletionReason: string
  readonly steps: readonly StandingStep[]
  readonly opinions: readonly { readonly id: string; readonly source: OpinionSource; readonly content: string }[]
  /** 键是党员 id，空串是班子的那一份。 */
  readonly examinations: ReadonlyMap<string, PlainDate>
  readonly criticisms: readonly (CriticismRecord & { readonly criticName: string; readonly name: string })[]
  readonly talkCount: number
  readonly improvementCount: number
  readonly openImprovementCount: number
  readonly measureCount: number
}

export type MeetingScope = {
  readonly ids?: readonly string[]
  readonly organizationIds?: readonly string[]
  readonly years?: readonly number[]
  readonly includesRemoved?: boolean
}

/** 组织生活会，按年度、主题排；不给范围取全部。 */
export async function loadMeetings(db: ReadDb, scope: MeetingScope): Promise<MeetingRecord[]> {
  let selected = db.selectFrom('lifeMeeting').selectAll()
  if (scope.includesRemoved !== true) selected = selected.where('deletedAt', 'is', null)
  if (scope.ids) selected = selected.where('id', 'in', scope.ids)
  if (scope.organizationIds) selected = selected.where('organizationId', 'in', scope.organizationIds)
  if (scope.years) selected = selected.where('year', 'in', scope.years)
  const rows = await selected.orderBy('year', 'desc').orderBy('createdAt').orderBy('id').execute()
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const activities = await meetingActivities(
    db,
    rows.flatMap(({ activityId }) => activityId ?? []),
  )
  const steps = groupRows(
    await db.selectFrom('lifeMeetingStep').where('meetingId', 'in', ids).selectAll().execute(),
    (row) => row.meetingId,
  )
  const opinions = groupRows(
    await db
      .selectFrom('lifeMeetingOpinion')
      .where('meetingId', 'in', ids)
      .where('withdrawnAt', 'is', null)
      .selectAll()
      // 同一次粘贴的几条时刻相同，照写的先后排。
      .orderBy(sql`rowid`)
      .execute(),
    (row) => row.meetingId,
  )
  const examinations = groupRows(
    await db.selectFrom('selfExamination').where('meetingId', 'in', ids).selectAll().execute(),
    (row) => row.meetingId,
  )
  const criticisms = groupRows(
    await db
      .selectFrom('criticism as c')
      .innerJoin('member as m', 'm.id', 'c.memberId')
      .leftJoin('member as k', 'k.id', 'c.criticId')
      .where('c.meetingId', 'in', ids)
      .select(['c.meetingId', 'c.memberId', 'c.kind', 'c.criticId', 'c.content', 'm.name', 'k.name as criticName'])
      .orderBy('c.meetingId')
      .orderBy('c.memberId')
      .orderBy('c.seq')
      .execute(),
    (row) => row.meetingId,
  )
  const talks = new Map((await talkTraces(db, ids)).map((row) => [row.meetingId, row]))
  const improvements = new Map((await improvementTraces(db, ids)).map((row) => [row.meetingId, row]))
  const documents = groupRows(await issuedPapers(db, rows), (row) => row.meetingId)
  return rows.map((row): MeetingRecord => {
    const activity = row.activityId === null ? null : (activities.get(row.activityId) ?? null)
    const submitted = new Map((examinations.get(row.id) ?? []).map((each) => [each.memberId, each.submittedOn]))
    const talk = talks.get(row.id)
    const improvement = improvements.get(row.id)
    const paper = (kind: string) => (documents.get(row.id) ?? []).findLast((each) => each.kind === kind) ?? null
    const heldOn = activity?.heldOn ?? null
    const improvedOn = improvement?.firstOn ?? null
    return {
      id: row.id,
      organizationId: row.organizationId,
      groupId: row.groupId,
      year: row.year,
      theme: row.theme,
      plannedOn: row.plannedOn,
      plannedTime: row.plannedTime,
      place: row.place,
      hostName: row.hostName,
      comment: row.comment,
      activityId: row.activityId,
      activity,
      revision: row.revision,
      deletedAt: row.deletedAt,
      deletionReason: row.deletionReason,
      steps: standingSteps((steps.get(row.id) ?? []).map(stepOf), {
        heldOn,
        notice: paper('W15'),
        report: paper('W16'),
        talkedOn: talk?.lastOn ?? null,
        examinedOn: [...submitted.values()].toSorted().at(-1) ?? null,
        improvedOn:
          improvedOn !== null && (improvement?.measureCount ?? 0) > 0 && heldOn !== null && improvedOn >= heldOn ? improvedOn : null,
      }),
      opinions: (opinions.get(row.id) ?? []).map(({ id, source, content }) => ({ id, source: source as OpinionSource, content })),
      examinations: submitted,
      criticisms: (criticisms.get(row.id) ?? []).map((each) => ({
        memberId: each.memberId,
        name: each.name,
        kind: each.kind as CriticismRecord['kind'],
        criticId: each.criticId,
        criticName: each.criticName ?? '',
        content: each.content,
      })),
      talkCount: talk?.count ?? 0,
      improvementCount: improvement?.count ?? 0,
      openImprovementCount: improvement?.openCount ?? 0,
      measureCount: improvement?.measureCount ?? 0,
    }
  })
}

function stepOf(row: {
  kind: string
  doneOn: string | null
  summary: string
  activityId: string | null
  documentId: string | null
}): RecordedStep {
  const { doneOn, summary, activityId, documentId } = row
  return { kind: row.kind as LifeMeetingStepKind, doneOn, summary, activityId, documentId }
}

/** 会议那次活动，连同到会的人；移入回收站的不算。 */
async function meetingActivities(db: ReadDb, activityIds: readonly string[]): Promise<Map<string, MeetingActivity>> {
  if (activityIds.length === 0) return new Map()
  const rows = await db.selectFrom('activity').where('id', 'in', activityIds).where('deletedAt', 'is', null).selectAll().execute()
  const attendees = groupRows(
    await db
      .selectFrom('activityAttendance as a')
      .innerJoin('member as m', 'm.id', 'a.memberId')
      .where('a.activityId', 'in', activityIds)
      .select(['a.activityId', 'a.memberId', 'a.status', 'a.reason', 'm.name'])
      .orderBy('m.namePinyin')
      .orderBy('m.name')
      .orderBy('m.id')
      .execute(),
    (row) => row.activityId,
  )
  const guests = groupRows(
    await db.selectFrom('activityGuest').where('activityId', 'in', activityIds).selectAll().orderBy('seq').execute(),
    (row) => row.activityId,
  )
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        title: row.title,
        heldOn: row.heldOn,
        startsAt: row.startsAt,
        endsAt: row.endsAt,
        place: row.place,
        hostName: row.hostName,
        recorderName: row.recorderName,
        expectedCount: row.expectedCount,
        presentCount: row.presentCount,
        attendees: (attendees.get(row.id) ?? []).map(({ memberId, name, status, reason }) => ({ memberId, name, status, reason })),
        guests: (guests.get(row.id) ?? []).map(({ name, role }) => ({ name, role })),
      },
    ]),
  )
}

async function talkTraces(db: ReadDb, ids: readonly string[]) {
  const rows = await db
    .selectFrom('talk')
    .where('meetingId', 'in', ids)
    .where('deletedAt', 'is', null)
    .select(({ fn }) => ['meetingId', fn.countAll<number>().as('count'), fn.max('heldOn').as('lastOn')])
    .groupBy('meetingId')
    .execute()
  return rows.flatMap(({ meetingId, ...rest }) => (meetingId === null ? [] : [{ meetingId, ...rest }]))
}

async function improvementTraces(db: ReadDb, ids: readonly string[]) {
  const rows = await db
    .selectFrom('improvement')
    .where('meetingId', 'in', ids)
    .where('deletedAt', 'is', null)
    .select(({ fn }) => [
      'meetingId',
      fn.countAll<number>().as('count'),
      fn.min('recordedOn').as('firstOn'),
      sql<number>`sum(state <> '已销号')`.as('openCount'),
      sql<number>`sum(measure <> '')`.as('measureCount'),
    ])
    .groupBy('meetingId')
    .execute()
  return rows.flatMap(({ meetingId, ...rest }) => (meetingId === null ? [] : [{ meetingId, ...rest }]))
}

type MeetingHead = { readonly id: string; readonly organizationId: string; readonly year: number }

/** 由组织生活会起草、登记了没有作废的通知与报告；起草时没有指明哪一次的，记给这一年度最后筹备的那次。 */
async function issuedPapers(db: ReadDb, meetings: readonly MeetingHead[]) {
  const rows = await db
    .selectFrom('document')
    .where('kind', 'in', ['W15', 'W16'])
    .where('status', '=', '已登记')
    .where('subjectId', 'in', [...new Set(meetings.map(({ organizationId }) => organizationId))])
    .select(['id', 'kind', 'subjectId', 'datedOn'])
    .select(sql<string | null>`json_extract("document"."fieldsJson", '$.lifeRecordId')`.as('recordId'))
    .select(sql<number | null>`json_extract("document"."fieldsJson", '$.year')`.as('year'))
    .orderBy('datedOn')
    .orderBy('id')
    .execute()
  return rows.flatMap(({ id, kind, datedOn, recordId, subjectId, year }) => {
    const named = recordId ?? meetings.findLast((each) => each.organizationId === subjectId && each.year === year)?.id
    return named === undefined ? [] : [{ id, kind, datedOn, meetingId: named }]
  })
}

export function meetingMaterials(meeting: MeetingRecord): LifeMeetingMaterial[] {
  return materialsOf({
    theme: meeting.theme,
    steps: meeting.steps,
    opinionCount: meeting.opinions.length,
    talkCount: meeting.talkCount,
    examinationCount: meeting.examinations.size,
    criticismCount: meeting.criticisms.length,
    measureCount: meeting.measureCount,
  })
}

type Stamp = { readonly at: string; readonly actor: string }

export async function insertMeeting(
  db: WriteDb,
  row: MeetingBasics & { id: string; organizationId: string; groupId: string | null; year: number },
  { at, actor }: Stamp,
): Promise<void> {
  await db
    .insertInto('lifeMeeting')
    .values({ ...row, createdAt: at, createdBy: actor, updatedAt: at })
    .execute()
}

export async function updateMeeting(
  db: WriteDb,
  id: string,
  changes: Partial<MeetingBasics> & {
    comment?: string
    activityId?: string | null
    deletedAt?: string | null
    deletionReason?: string
  },
  at: string,
): Promise<void> {
  await db
    .updateTable('lifeMeeting')
    .set(({ eb }) => ({ ...changes, revision: eb('revision', '+', 1), updatedAt: at }))
    .where('id', '=', id)
    .execute()
}

export async function saveMeetingStep(db: WriteDb, meetingId: string, step: RecordedStep, at: string): Promise<void> {
  const { doneOn, summary, activityId, documentId } = step
  await db
    .insertInto('lifeMeetingStep')
    .values({ meetingId, ...step, updatedAt: at })
    .onConflict((conflict) =>
      conflict.columns(['meetingId', 'kind']).doUpdateSet({ doneOn, summary, activityId, documentId, updatedAt: at }),
    )
    .execute()
}

export async function insertOpinions(
  db: WriteDb,
  meetingId: string,
  opinions: readonly { id: string; source: OpinionSource; content: string }[],
  { at, actor }: Stamp,
): Promise<void> {
  await db
    .insertInto('lifeMeetingOpinion')
    .values(opinions.map((opinion) => ({ ...opinion, meetingId, createdAt: at, createdBy: actor })))
    .execute()
}

/** 撤下一条意见；返回它属于哪次会，没有这一条为 null。 */
export async function withdrawOpinion(db: WriteDb, opinionId: string, at: string): Promise<string | null> {
  const row = await db
    .updateTable('lifeMeetingOpinion')
    .set({ withdrawnAt: at })
    .where('id', '=', opinionId)
    .where('withdrawnAt', 'is', null)
    .returning('meetingId')
    .executeTakeFirst()
  return row?.meetingId ?? null
}

export async function saveExaminations(
  db: WriteDb,
  meetingId: string,
  memberIds: readonly string[],
  submittedOn: PlainDate | null,
): Promise<void> {
  await db.deleteFrom('selfExamination').where('meetingId', '=', meetingId).where('memberId', 'in', memberIds).execute()
  if (submittedOn === null) return
  await db
    .insertInto('selfExamination')
    .values(memberIds.map((memberId) => ({ meetingId, memberId, submittedOn })))
    .execute()
}

/** 换掉一个人的全部批评意见。 */
export async function replaceCriticisms(
  db: WriteDb,
  meetingId: string,
  memberId: string,
  criticisms: readonly Omit<CriticismRecord, 'memberId'>[],
  { at, actor }: Stamp,
): Promise<void> {
  await db.deleteFrom('criticism').where('meetingId', '=', meetingId).where('memberId', '=', memberId).execute()
  if (criticisms.length === 0) return
  await db
    .insertInto('criticism')
    .values(criticisms.map((each, index) => ({ ...each, meetingId, memberId, seq: index + 1, createdAt: at, createdBy: actor })))
    .execute()
}
