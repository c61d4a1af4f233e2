import { sql } from 'kysely'
import { makeDate, partsOf, type PlainDate } from '../../shared/calendar/plain-date.ts'
import { activityExtras, type ActivityExtras } from '../../shared/organizational-life/activity-draft.ts'
import { isBackfilled, minutesBetween } from '../../shared/organizational-life/activity-rules.ts'
import type { ActivityFileKind, ActivityType, SpeakerRole, VoteMatter } from '../../shared/organizational-life/activity-types.ts'
import {
  NO_LIFE,
  type ActivityFacts,
  type ActivityTaskFacts,
  type GapNoteFacts,
  type GroupSpan,
  type LeaderFacts,
  type LifeFacts,
  type MonthClosingFacts,
  type VoteFacts,
} from '../../shared/organizational-life/facts.ts'
import { isLeadingPost } from '../../shared/organizational-life/leading-posts.ts'
import { requiredItemsOf, requiredSummary } from '../../shared/organizational-life/required-items.ts'
import { countedTypes } from '../../shared/organizational-life/type-standing.ts'
import { groupRows } from '../db/group-rows.ts'
import type { ReadDb } from '../db/open.ts'
import { loadLifeMeetingFacts, loadReviewFacts } from './appraisal-fact-queries.ts'
import { loadAttendanceFacts } from './attendance-fact-queries.ts'
import { loadImprovementFacts } from './improvement-queries.ts'
import { loadTalkFacts } from './talk-queries.ts'

/** 一名登记了行政职务的党员。 */
export type AdminPostHolder = { readonly memberId: string; readonly name: string; readonly adminPost: string }

/** 判定日编在各党支部、登记了行政职务的党员；历来的党小组。都由取名册、组织的一方给出，不再读一遍。 */
export type LifeRoster = {
  readonly adminPosts: ReadonlyMap<string, readonly AdminPostHolder[]>
  readonly groups: ReadonlyMap<string, readonly GroupSpan[]>
}

/** 取哪一段、哪些组织。 */
type Scope = { readonly from: PlainDate; readonly until: PlainDate; readonly organizationIds: readonly string[] | undefined }

/**
 * 各党支部组织生活的事实，键是党组织：到 `asOf` 为止、当年与上一年的会议活动，连同月结、漏开说明、组织生活会、
 * 民主评议、谈话。到会人数用活动行上冻结的数，不扫签到；只有领导干部的出席按人汇总，逐支部从活动找到人。
 */
export async function loadLifeFacts(
  db: ReadDb,
  asOf: PlainDate,
  roster: LifeRoster,
  organizationIds?: readonly string[],
): Promise<(organizationId: string) => LifeFacts> {
  const { year } = partsOf(asOf)
  const scope: Scope = { from: makeDate(year - 1, 1, 1), until: asOf, organizationIds }
  const activities = await loadActivityFacts(db, scope)
  const gapNotes = groupRows(await gapNoteRows(db, year, scope), (row) => row.organizationId)
  const closings = groupRows(await closingRows(db, year, scope), (row) => row.organizationId)
  const leaders = await leaderFacts(db, { ...scope, from: makeDate(year, 1, 1) }, roster)
  const lifeMeetings = await loadLifeMeetingFacts(db, asOf, organizationIds)
  // 年度考核在年末判定，而评议的窗口到次年三月：窗口内补登的环节算上年的，所以年末这一天看到窗口末。
  const reviews = await loadReviewFacts(db, asOf.endsWith('-12-31') ? makeDate(year + 1, 3, 31) : asOf, organizationIds)
  const talks = await loadTalkFacts(db, asOf, organizationIds)
  const attendance = await loadAttendanceFacts(db, asOf, activities)
  const improvements = await loadImprovementFacts(db, asOf, organizationIds)
  return (organizationId) => ({
    ...NO_LIFE,
    activities: activities.get(organizationId) ?? NO_LIFE.activities,
    groups: roster.groups.get(organizationId) ?? NO_LIFE.groups,
    gapNotes: (gapNotes.get(organizationId) ?? []).map(({ id, type, groupId, period, reason }): GapNoteFacts => ({
      id,
      type: type as ActivityType,
      groupId,
      period,
      reason,
    })),
    closings: (closings.get(organizationId) ?? []).map(({ month, closedOn }): MonthClosingFacts => ({ month, closedOn })),
    leaders: leaders.get(organizationId) ?? NO_LIFE.leaders,
    adminPostCount: roster.adminPosts.get(organizationId)?.length ?? 0,
    lifeMeetings: lifeMeetings.get(organizationId) ?? NO_LIFE.lifeMeetings,
    reviews: reviews.get(organizationId) ?? NO_LIFE.reviews,
    talks: talks.get(organizationId) ?? NO_LIFE.talks,
    attendance: attendance.get(organizationId) ?? NO_LIFE.attendance,
    improvements: improvements.get(organizationId) ?? NO_LIFE.improvements,
  })
}

const listed = (ids: readonly string[]) => sql<string>`(SELECT value FROM json_each(${JSON.stringify(ids)}))`

/** 范围里没有移入回收站的活动；各张表都由它连出来。 */
function scoped(db: ReadDb, { from, until, organizationIds }: Scope) {
  const rows = db.selectFrom('activity as a').where('a.deletedAt', 'is', null).where('a.heldOn', '>=', from).where('a.heldOn', '<=', until)
  return organizationIds ? rows.where('a.organizationId', 'in', listed(organizationIds)) : rows
}

/** 只要看写没写的长文本，取首字就够，不把整篇要点搬出来。 */
const firstLetter = (column: string) => sql<string>`substr(${sql.ref(column)}, 1, 1)`

async function activityRows(db: ReadDb, scope: Scope) {
  return scoped(db, scope)
    .select([
      'a.id',
      'a.organizationId',
      'a.groupId',
      'a.title',
      'a.heldOn',
      'a.startsAt',
      'a.endsAt',
      'a.place',
      'a.hostId',
      'a.hostName',
      'a.recorderName',
      'a.postponeReason',
      'a.contentKindsJson',
      'a.archiveCategory',
      'a.eHomeOn',
      'a.extrasJson',
      'a.expectedCount',
      'a.presentCount',
      'a.voterExpectedCount',
      'a.voterPresentCount',
      'a.unexplainedCount',
      'a.recordedOn',
      sql<number>`length(a.narrative)`.as('narrativeLength'),
      sql<string>`(SELECT group_concat(type, '|') FROM (SELECT type FROM activityType WHERE activityId = a.id ORDER BY isPrimary DESC, type))`.as(
        'types',
      ),
      sql<string | null>`(SELECT group_concat(kind, '|') FROM activityFile WHERE activityId = a.id AND removedAt IS NULL)`.as('fileKinds'),
    ])
    .orderBy('a.heldOn')
    .orderBy('a.startsAt')
    .orderBy('a.id')
    .execute()
}

async function topicRows(db: ReadDb, scope: Scope) {
  return scoped(db, scope)
    .innerJoin('activityTopic as t', 't.activityId', 'a.id')
    .select([
      't.activityId',
      't.id',
      't.seq',
      't.type',
      't.title',
      't.startsAt',
      't.endsAt',
      't.speakerId',
      't.speakerName',
      't.speakerRole',
      firstLetter('t.summary').as('summary'),
      firstLetter('t.resolution').as('resolution'),
      sql<number>`length(t.summary) + length(t.resolution)`.as('textLength'),
    ])
    .orderBy('t.activityId')
    .orderBy('t.seq')
    .execute()
}

async function voteRows(db: ReadDb, scope: Scope) {
  return scoped(db, scope)
    .innerJoin('activityTopic as t', 't.activityId', 'a.id')
    .innerJoin('activityVote as v', 'v.topicId', 't.id')
    .selectAll('v')
    .select('t.activityId')
    .orderBy('t.seq')
    .orderBy('v.seq')
    .execute()
}

async function taskRows(db: ReadDb, scope: Scope) {
  return scoped(db, scope)
    .innerJoin('activityTask as k', 'k.activityId', 'a.id')
    .select(['k.activityId', 'k.id', 'k.content', 'k.ownerName', 'k.dueOn', 'k.doneOn'])
    .orderBy('k.seq')
    .execute()
}

type ActivityRow = Awaited<ReturnType<typeof activityRows>>[number]
type TopicRow = Awaited<ReturnType<typeof topicRows>>[number]

/** 各党组织在这一段里的活动，键是党组织；没有活动的不在里面。 */
export async function loadActivityFacts(db: ReadDb, scope: Scope): Promise<Map<string, ActivityFacts[]>> {
  const rows = await activityRows(db, scope)
  if (rows.length === 0) return new Map()
  const topics = groupRows(await topicRows(db, scope), (row) => row.activityId)
  const votes = groupRows(await voteRows(db, scope), (row) => row.activityId)
  const tasks = groupRows(await taskRows(db, scope), (row) => row.activityId)
  const facts = new Map<string, ActivityFacts[]>()
  for (const row of rows) {
    const own = facts.get(row.organizationId)
    const fact = activityFacts(row, topics.get(row.id) ?? [], (votes.get(row.id) ?? []).map(voteFacts), tasks.get(row.id) ?? [])
    if (own) own.push(fact)
    else facts.set(row.organizationId, [fact])
  }
  return facts
}

function voteFacts(row: Awaited<ReturnType<typeof voteRows>>[number]): VoteFacts {
  return {
    topicId: row.topicId,
    matter: row.matter as VoteMatter,
    subject: row.subject,
    method: row.method,
    expectedCount: row.expectedCount,
    presentCount: row.presentCount,
    approveCount: row.approveCount,
    againstCount: row.againstCount,
    abstainCount: row.abstainCount,
    writtenApproveCount: row.writtenApproveCount,
  }
}

const BLANK_EXTRAS: ActivityExtras = activityExtras.parse({})

/** 存库时已经校验过，几万行不逐行再校验；老记录没有的项按空。 */
function extrasOf(json: string): ActivityExtras {
  return json === '{}' ? BLANK_EXTRAS : { ...BLANK_EXTRAS, ...(JSON.parse(json) as Partial<ActivityExtras>) }
}

function activityFacts(
  row: ActivityRow,
  topics: readonly TopicRow[],
  votes: readonly VoteFacts[],
  tasks: readonly (ActivityTaskFacts & { readonly activityId: string })[],
): ActivityFacts {
  const types = row.types.split('|') as ActivityType[]
  const fileKinds = (row.fileKinds === null ? [] : row.fileKinds.split('|')) as ActivityFileKind[]
  const contentKinds = row.contentKindsJson === '[]' ? [] : (JSON.parse(row.contentKindsJson) as string[])
  const typed = topics.map((topic) => ({
    ...topic,
    type: topic.type as ActivityType,
    speakerRole: topic.speakerRole as SpeakerRole | null,
    hasConclusion: topic.summary !== '' || topic.resolution !== '' || votes.some((vote) => vote.topicId === topic.id),
  }))
  const extras = extrasOf(row.extrasJson)
  const hasRecord = row.narrativeLength > 0 || extras.deliberation !== ''
  const required = requiredItemsOf({
    types,
    groupId: row.groupId,
    place: row.place,
    hostName: row.hostName,
    recorderName: row.recorderName,
    contentKinds,
    narrative: row.narrativeLength > 0 ? '有' : '',
    archiveCategory: row.archiveCategory,
    eHomeOn: row.eHomeOn,
    extras,
    topics: typed.map((topic) => ({ ...topic, votes: votes.filter((vote) => vote.topicId === topic.id) })),
    presentCount: row.presentCount,
    unexplainedCount: row.unexplainedCount,
    fileKinds,
  })
  return {
    id: row.id,
    groupId: row.groupId,
    title: row.title,
    heldOn: row.heldOn,
    minutes: minutesBetween(row.startsAt, row.endsAt),
    primaryType: types[0] ?? '其他',
    types,
    hasRecord,
    counted: countedTypes({ types, presentCount: row.presentCount, hasRecord, topics: typed }),
    topics: typed.map(({ id, seq, type, title, startsAt, endsAt, speakerId, speakerName, speakerRole, hasConclusion }) => ({
      id,
      seq,
      type,
      title,
      minutes: startsAt === null || endsAt === null ? null : minutesBetween(startsAt, endsAt),
      speakerId,
      speakerName,
      speakerRole,
      hasConclusion,
    })),
    votes,
    tasks: tasks.map(({ id, content, ownerName, dueOn, doneOn }) => ({ id, content, ownerName, dueOn, doneOn })),
    hostId: row.hostId,
    hostName: row.hostName,
    recorderName: row.recorderName,
    postponeReason: row.postponeReason,
    contentKinds,
    archiveCategory: row.archiveCategory,
    theme: extras.theme,
    practiceKind: extras.practiceKind,
    hasTest: extras.testNote !== '',
    discussesBranchWork: extras.discussesBranchWork,
    hearsBranchReports: extras.hearsBranchReports,
    eHomeOn: row.eHomeOn,
    expectedCount: row.expectedCount,
    presentCount: row.presentCount,
    voterExpectedCount: row.voterExpectedCount,
    voterPresentCount: row.voterPresentCount,
    photoCount: fileKinds.filter((kind) => kind === '照片').length,
    textLength: row.narrativeLength + topics.reduce((total, topic) => total + topic.textLength, 0),
    isBackfilled: isBackfilled(row.heldOn, row.recordedOn),
    required: requiredSummary(required),
  }
}

async function gapNoteRows(db: ReadDb, year: number, { organizationIds }: Scope) {
  const rows = db
    .selectFrom('gapNote')
    .where('withdrawnAt', 'is', null)
    .where((eb) => eb.or([eb('period', 'like', `${year}%`), eb('period', 'like', `${year - 1}%`)]))
    .select(['id', 'organizationId', 'type', 'groupId', 'period', 'reason'])
    .orderBy('recordedAt')
    .orderBy('id')
  return (organizationIds ? rows.where('organizationId', 'in', listed(organizationIds)) : rows).execute()
}

async function closingRows(db: ReadDb, year: number, { organizationIds }: Scope) {
  const rows = db
    .selectFrom('monthClosing')
    .where('reopenedAt', 'is', null)
    .where('month', '>=', `${year - 1}-01`)
    .where('month', '<=', `${year}-12`)
    .select(['organizationId', 'month', 'closedOn'])
    .orderBy('month')
  return (organizationIds ? rows.where('organizationId', 'in', listed(organizationIds)) : rows).execute()
}

const QUARTER_INDEXES = [0, 1, 2, 3] as const

/** 领导干部当年各季在所在支部（党小组）的应到与出席。先由支部找到当年的活动，再按主键找人，不扫全部签到。 */
async function leaderFacts(db: ReadDb, { from, until, organizationIds }: Scope, roster: LifeRoster): Promise<Map<string, LeaderFacts[]>> {
  const wanted = organizationIds ? new Set(organizationIds) : null
  const leaders = [...roster.adminPosts].flatMap(([branchId, people]) =>
    wanted === null || wanted.has(branchId)
      ? people.filter((each) => isLeadingPost(each.adminPost)).map((each) => ({ branchId, ...each }))
      : [],
  )
  if (leaders.length === 0) return new Map()
  const pairs = JSON.stringify(leaders.map(({ branchId, memberId }) => [branchId, memberId]))
  const counted = sql<{ memberId: string; quarter: number; expected: number; present: number }>`(
    SELECT l.value ->> 1 AS memberId,
      (CAST(substr(a.heldOn, 6, 2) AS INTEGER) - 1) / 3 AS quarter,
      sum(x.isExpected) AS expected,
      sum(x.isExpected = 1 AND x.status = '出席') AS present
    FROM json_each(${pairs}) l
    CROSS JOIN activity a ON a.organizationId = l.value ->> 0 AND a.heldOn BETWEEN ${from} AND ${until} AND a.deletedAt IS NULL
    CROSS JOIN activityAttendance x ON x.activityId = a.id AND x.memberId = l.value ->> 1
    GROUP BY 1, 2)`.as('counted')
  const rows = await db.selectFrom(counted).selectAll().execute()
  const counts = groupRows(rows, (row) => row.memberId)
  return new Map(
    [...groupRows(leaders, (each) => each.branchId)].map(([branchId, own]) => [
      branchId,
      own.map(({ memberId, name, adminPost }) => ({
        memberId,
        name,
        adminPost,
        quarters: QUARTER_INDEXES.map((index) => {
          const found = (counts.get(memberId) ?? []).find((row) => row.quarter === index)
          return { expected: found?.expected ?? 0, present: found?.present ?? 0 }
        }),
      })),
    ]),
  )
}
