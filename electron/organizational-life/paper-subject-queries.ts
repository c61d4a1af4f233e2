import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { LifePaperKind } from '../../shared/correspondence/document-kinds.ts'
import { LIFE_MEETING_MATERIALS } from '../../shared/organizational-life/facts.ts'
import { criticismCoverage, criticismShortage } from '../../shared/organizational-life/life-meeting.ts'
import type { LifePaperSubject, MeetingSubject, ReviewSubject } from '../../shared/organizational-life/paper-subjects.ts'
import { excellentLimit } from '../../shared/organizational-life/review.ts'
import { loadStandards } from '../compliance/standards-queries.ts'
import type { ReadDb } from '../db/open.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import { organizationsAt } from '../member/queries.ts'
import { loadImprovements } from './improvement-queries.ts'
import { loadMeetings, meetingMaterials, type MeetingRecord } from './life-meeting-queries.ts'
import { decidedOn, loadReviews, type ReviewRecord } from './review-queries.ts'

type Request = { readonly organizationId: string; readonly year: number; readonly recordId: string | null }

/**
 * 一份组织生活文书所关于的记录：指明了哪一次就取那一次，否则取这个支部这一年度的（一年两次的取后一次）。
 * @throws DomainError 没有这次记录，或不是这个党组织的。
 */
export async function loadLifePaperSubject(db: ReadDb, kind: LifePaperKind, request: Request, on: PlainDate): Promise<LifePaperSubject> {
  switch (kind) {
    case 'W15':
    case 'W16':
      return { kind: '组织生活会', meeting: await meetingSubject(db, await findMeeting(db, request), on) }
    case 'W18':
      return { kind: '民主评议', review: await reviewSubject(db, await findReview(db, request)) }
    case 'W17': {
      const { values } = (await loadStandards(db)).profileFor(request.organizationId, on)
      const { year } = request
      return {
        kind: '评议部署',
        plan: {
          year,
          windowFrom: `${year}-${values.reviewWindowFrom ?? '12-01'}`,
          windowUntil: `${year + 1}-${values.reviewWindowUntil ?? '03-31'}`,
          oneIn: values.excellentOneIn ?? 3,
          basis: values.excellentBase ?? '正式党员',
        },
      }
    }
  }
}

async function findMeeting(db: ReadDb, { organizationId, year, recordId }: Request): Promise<MeetingRecord> {
  const meetings = await loadMeetings(db, {
    organizationIds: [organizationId],
    ...(recordId === null ? { years: [year] } : { ids: [recordId] }),
  })
  const meeting = meetings.at(-1)
  if (meeting) return meeting
  throw new DomainError('LIFE_MEETING_NOT_FOUND', `没有找到这个支部 ${year} 年度的组织生活会；请先到“组织生活会”开始筹备。`)
}

async function findReview(db: ReadDb, { organizationId, year, recordId }: Request): Promise<ReviewRecord> {
  const [review] = await loadReviews(db, {
    organizationIds: [organizationId],
    ...(recordId === null ? { years: [year] } : { ids: [recordId] }),
  })
  if (review) return review
  throw new DomainError('REVIEW_NOT_FOUND', `没有找到这个支部 ${year} 年度的民主评议；请先到“民主评议”开始。`)
}

async function meetingSubject(db: ReadDb, meeting: MeetingRecord, on: PlainDate): Promise<MeetingSubject> {
  const { activity } = meeting
  const organizations = await organizationsAt(db, on)
  const present = (activity?.attendees ?? []).filter(({ status }) => status === '出席')
  const coverage = criticismCoverage(
    present.map(({ memberId, name }) => ({ id: memberId, name })),
    meeting.criticisms,
  )
  const improvements = await loadImprovements(db, { meetingId: meeting.id })
  const materials = meetingMaterials(meeting)
  return {
    year: meeting.year,
    groupName: meeting.groupId === null ? '' : (organizations.get(meeting.groupId)?.shortName ?? ''),
    theme: meeting.theme,
    plannedOn: meeting.plannedOn,
    plannedTime: meeting.plannedTime,
    place: meeting.place,
    hostName: meeting.hostName,
    comment: meeting.comment,
    steps: meeting.steps.map(({ kind, doneOn, summary }) => ({ kind, doneOn, summary })),
    held: activity && {
      on: activity.heldOn,
      startsAt: activity.startsAt,
      endsAt: activity.endsAt,
      place: activity.place,
      hostName: activity.hostName || meeting.hostName,
      recorderName: activity.recorderName,
      expectedCount: activity.expectedCount,
      presentCount: activity.presentCount,
      absent: activity.attendees.filter(({ status }) => status === '请假' || status === '缺席'),
      guests: activity.guests,
      ...(await minutesOf(db, activity.id)),
    },
    opinions: meeting.opinions,
    talkCount: meeting.talkCount,
    examinedCount: [...meeting.examinations.keys()].filter((id) => id !== '').length,
    hasBoardExamination: meeting.examinations.has(''),
    criticisms: meeting.criticisms,
    shortNames: coverage.filter((each) => criticismShortage(each) !== '').map(({ name }) => name),
    improvements,
    missingMaterials: LIFE_MEETING_MATERIALS.filter((material) => !materials.includes(material)),
  }
}

/** 会上各段议题与整体记录。 */
async function minutesOf(db: ReadDb, activityId: string): Promise<Pick<NonNullable<MeetingSubject['held']>, 'topics' | 'narrative'>> {
  const topics = await db
    .selectFrom('activityTopic')
    .where('activityId', '=', activityId)
    .select(['title', 'summary', 'resolution'])
    .orderBy('seq')
    .execute()
  const { narrative } = await db.selectFrom('activity').where('id', '=', activityId).select('narrative').executeTakeFirstOrThrow()
  return { topics, narrative }
}

async function reviewSubject(db: ReadDb, review: ReviewRecord): Promise<ReviewSubject> {
  const { values } = (await loadStandards(db)).profileFor(review.organizationId, decidedOn(review) ?? review.rosterOn)
  return {
    year: review.year,
    rosterOn: review.rosterOn,
    stages: review.stages,
    ballot: review.ballot,
    results: review.results,
    limit: excellentLimit(review.results, { basis: values.excellentBase ?? '正式党员', oneIn: values.excellentOneIn ?? 3 }),
    overLimitReason: review.overLimitReason,
  }
}
