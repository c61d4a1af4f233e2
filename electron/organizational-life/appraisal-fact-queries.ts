import { sql } from 'kysely'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { PersonCategory } from '../../shared/glossary.ts'
import type { LifeMeetingFacts, ReviewFacts, ReviewGrade, ReviewStage } from '../../shared/organizational-life/facts.ts'
import { REVIEW_STAGES } from '../../shared/organizational-life/facts.ts'
import { materialsOf, type LifeMeetingStepKind } from '../../shared/organizational-life/life-meeting.ts'
import { groupRows } from '../db/group-rows.ts'
import type { ReadDb } from '../db/open.ts'

// 规则只要数目与日期：全集团五百个支部一次读，正文、票面一概不取，条数在库里数好。

/** 当年与上一年。 */
function judgedYears(asOf: PlainDate): number[] {
  const year = Number(asOf.slice(0, 4))
  return [year - 1, year]
}

/** 组织生活会的事实：到判定日为止，当年与上一年的；键是党组织。 */
export async function loadLifeMeetingFacts(
  db: ReadDb,
  asOf: PlainDate,
  organizationIds?: readonly string[],
): Promise<Map<string, LifeMeetingFacts[]>> {
  let selected = db
    .selectFrom('lifeMeeting as m')
    .leftJoin('activity as a', (join) => join.onRef('a.id', '=', 'm.activityId').on('a.deletedAt', 'is', null).on('a.heldOn', '<=', asOf))
    .where('m.deletedAt', 'is', null)
    .where('m.year', 'in', judgedYears(asOf))
    .select(['m.id', 'm.organizationId', 'm.groupId', 'm.year', 'm.theme', 'a.id as activityId', 'a.heldOn'])
  if (organizationIds) selected = selected.where('m.organizationId', 'in', organizationIds)
  const meetings = await selected.orderBy('m.year').orderBy('m.createdAt').orderBy('m.id').execute()
  if (meetings.length === 0) return new Map()
  const ids = meetings.map(({ id }) => id)
  const steps = groupRows(
    await db
      .selectFrom('lifeMeetingStep')
      .where('meetingId', 'in', ids)
      .where('doneOn', 'is not', null)
      .select(['meetingId', 'kind', 'doneOn'])
      .execute(),
    (row) => row.meetingId,
  )
  const opinions = await countsIn(db, 'lifeMeetingOpinion', ids)
  const talks = await countsIn(db, 'talk', ids)
  const examinations = await countsIn(db, 'selfExamination', ids)
  const measures = await countsIn(db, 'improvement', ids)
  const criticisms = groupRows(await criticismCounts(db, ids), (row) => row.meetingId)
  const present = groupRows(
    await presentMembers(
      db,
      meetings.flatMap(({ activityId }) => activityId ?? []),
    ),
    (row) => row.activityId,
  )
  const facts = meetings.map((meeting) => {
    const { id, organizationId, groupId, year, theme, activityId, heldOn } = meeting
    const counts = new Map((criticisms.get(id) ?? []).map((each) => [each.memberId, each]))
    const attendees = activityId === null ? [] : (present.get(activityId) ?? [])
    return {
      organizationId,
      facts: {
        id,
        year,
        groupId,
        activityId,
        heldOn,
        theme,
        materials: materialsOf({
          theme,
          steps: (steps.get(id) ?? []).map(({ kind, doneOn }) => ({ kind: kind as LifeMeetingStepKind, doneOn })),
          opinionCount: opinions.get(id) ?? 0,
          talkCount: talks.get(id) ?? 0,
          examinationCount: examinations.get(id) ?? 0,
          criticismCount: counts.size,
          measureCount: measures.get(id) ?? 0,
        }),
        criticisms: attendees.toSorted(byPinyin).map(({ memberId, name }) => ({
          memberId,
          name,
          selfCount: counts.get(memberId)?.selfCount ?? 0,
          receivedCount: counts.get(memberId)?.receivedCount ?? 0,
        })),
      } satisfies LifeMeetingFacts,
    }
  })
  return factsByOrganization(facts)
}

type CountedTable = 'lifeMeetingOpinion' | 'talk' | 'selfExamination' | 'improvement'

/** 各次会名下未撤下的条数；整改问题只数写了措施的。 */
async function countsIn(db: ReadDb, table: CountedTable, ids: readonly string[]): Promise<Map<string, number>> {
  let rows = db
    .selectFrom(table)
    .where('meetingId', 'in', ids)
    .select(({ fn }) => ['meetingId', fn.countAll<number>().as('count')])
    .groupBy('meetingId')
  if (table === 'lifeMeetingOpinion') rows = rows.where(sql<boolean>`withdrawnAt is null`)
  if (table === 'talk' || table === 'improvement') rows = rows.where(sql<boolean>`deletedAt is null`)
  if (table === 'improvement') rows = rows.where(sql<boolean>`measure <> ''`)
  return new Map((await rows.execute()).flatMap(({ meetingId, count }) => (meetingId === null ? [] : [[meetingId, count] as const])))
}

async function criticismCounts(db: ReadDb, ids: readonly string[]) {
  return db
    .selectFrom('criticism')
    .where('meetingId', 'in', ids)
    .select([
      'meetingId',
      'memberId',
      sql<number>`sum(kind = '自我批评')`.as('selfCount'),
      sql<number>`sum(kind = '相互批评')`.as('receivedCount'),
    ])
    .groupBy(['meetingId', 'memberId'])
    .execute()
}

async function presentMembers(db: ReadDb, activityIds: readonly string[]) {
  if (activityIds.length === 0) return []
  return db
    .selectFrom('activityAttendance as a')
    .innerJoin('member as m', 'm.id', 'a.memberId')
    .where('a.activityId', 'in', activityIds)
    .where('a.status', '=', '出席')
    .select(['a.activityId', 'a.memberId', 'm.name', 'm.namePinyin'])
    .execute()
}

function byPinyin(a: { namePinyin: string; memberId: string }, b: { namePinyin: string; memberId: string }): number {
  if (a.namePinyin !== b.namePinyin) return a.namePinyin < b.namePinyin ? -1 : 1
  return a.memberId < b.memberId ? -1 : 1
}

/** 民主评议的事实：当年与上一年评议年度的，环节、反馈只算到判定日。键是党组织。 */
export async function loadReviewFacts(
  db: ReadDb,
  asOf: PlainDate,
  organizationIds?: readonly string[],
): Promise<Map<string, ReviewFacts[]>> {
  let selected = db
    .selectFrom('review')
    .where('deletedAt', 'is', null)
    .where('year', 'in', judgedYears(asOf))
    .select(['id', 'organizationId', 'year', 'activityId', 'overLimitReason'])
  if (organizationIds) selected = selected.where('organizationId', 'in', organizationIds)
  const reviews = await selected.orderBy('year').orderBy('id').execute()
  if (reviews.length === 0) return new Map()
  const ids = reviews.map(({ id }) => id)
  const stages = groupRows(
    await db
      .selectFrom('reviewStage')
      .where('reviewId', 'in', ids)
      .where('doneOn', '<=', asOf)
      .select(['reviewId', 'stage', 'doneOn'])
      .execute(),
    (row) => row.reviewId,
  )
  const results = groupRows(
    await db
      .selectFrom('reviewResult as r')
      .innerJoin('member as m', 'm.id', 'r.memberId')
      .where('r.reviewId', 'in', ids)
      .select(['r.reviewId', 'r.memberId', 'r.seq', 'm.name', 'r.category', 'r.grade', 'r.feedbackOn', 'r.commendedOn'])
      .execute(),
    (row) => row.reviewId,
  )
  const handled = new Map(
    (
      await db
        .selectFrom('reviewFollowUp')
        .where('reviewId', 'in', ids)
        .where('withdrawnAt', 'is', null)
        .where('doneOn', '<=', asOf)
        .select(({ fn }) => ['reviewId', 'memberId', fn.min('doneOn').as('doneOn')])
        .groupBy(['reviewId', 'memberId'])
        .execute()
    ).map(({ reviewId, memberId, doneOn }) => [`${reviewId}|${memberId}`, doneOn]),
  )
  const until = (on: PlainDate | null) => (on !== null && on <= asOf ? on : null)
  const facts = reviews.map(({ id, organizationId, year, activityId, overLimitReason }) => {
    const done = stages.get(id) ?? []
    const decided = done.find(({ stage }) => stage === '组织评定')?.doneOn ?? null
    return {
      organizationId,
      facts: {
        id,
        year,
        activityId,
        stages: REVIEW_STAGES.flatMap((stage): { stage: ReviewStage; on: PlainDate }[] => {
          const found = done.find((each) => each.stage === stage)
          return found ? [{ stage, on: found.doneOn }] : []
        }),
        decidedOn: decided,
        // 不参评的也在：优秀比例的基数是名单里的人，不参评的没有等次。
        results: (results.get(id) ?? [])
          .toSorted((a, b) => a.seq - b.seq)
          .map((each) => ({
            memberId: each.memberId,
            name: each.name,
            category: each.category as PersonCategory,
            // 评定日以前的判定日看不到等次。
            grade: decided === null ? null : (each.grade as ReviewGrade | null),
            feedbackOn: until(each.feedbackOn),
            handledOn: handled.get(`${id}|${each.memberId}`) ?? null,
            isCommended: until(each.commendedOn) !== null,
          })),
        overLimitReason,
      } satisfies ReviewFacts,
    }
  })
  return factsByOrganization(facts)
}

function factsByOrganization<Facts>(rows: readonly { readonly organizationId: string; readonly facts: Facts }[]): Map<string, Facts[]> {
  return new Map([...groupRows(rows, (row) => row.organizationId)].map(([id, own]) => [id, own.map(({ facts }) => facts)]))
}
