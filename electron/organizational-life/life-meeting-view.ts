import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { LIFE_MEETING_MATERIALS } from '../../shared/organizational-life/facts.ts'
import type { LifeMeetingSummary, LifeMeetingView } from '../../shared/organizational-life/life-meeting-contract.ts'
import { criticismCoverage, criticismShortage } from '../../shared/organizational-life/life-meeting.ts'
import type { ReadDb } from '../db/open.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import { organizationsAt, type OrganizationAt } from '../member/queries.ts'
import { rosterOn, yearSpan } from './branch-roster.ts'
import { activityBriefs, issuedDocument } from './life-evidence-queries.ts'
import { loadMeetings, meetingMaterials, type MeetingRecord } from './life-meeting-queries.ts'

export async function requireMeeting(db: ReadDb, meetingId: string): Promise<MeetingRecord> {
  const [meeting] = await loadMeetings(db, { ids: [meetingId] })
  if (!meeting) throw new DomainError('LIFE_MEETING_NOT_FOUND', '没有找到这次组织生活会，可能已经撤下；请刷新后重试。')
  return meeting
}

/** 逐人记录按哪天的名册：开了会的按会议日期，没开的按拟开日期或今天。 */
export function rosterDay({ activity, plannedOn }: MeetingRecord, today: PlainDate): PlainDate {
  return activity?.heldOn ?? (plannedOn !== null && plannedOn <= today ? plannedOn : today)
}

export function meetingSummary(meeting: MeetingRecord, organizations: ReadonlyMap<string, OrganizationAt>): LifeMeetingSummary {
  const { id, organizationId, groupId, year, theme, plannedOn, steps } = meeting
  return {
    id,
    organizationId,
    organizationName: organizations.get(organizationId)?.shortName ?? '',
    groupId,
    groupName: groupId === null ? '' : (organizations.get(groupId)?.shortName ?? ''),
    year,
    theme,
    plannedOn,
    heldOn: meeting.activity?.heldOn ?? null,
    doneCount: steps.filter(({ doneOn }) => doneOn !== null).length,
    stepCount: steps.length,
    materials: [...meetingMaterials(meeting)],
    openImprovementCount: meeting.openImprovementCount,
    improvementCount: meeting.improvementCount,
  }
}

/** 一次组织生活会的整页。 */
export async function meetingView(db: ReadDb, meeting: MeetingRecord, today: PlainDate): Promise<LifeMeetingView> {
  const on = rosterDay(meeting, today)
  const organizations = await organizationsAt(db, on)
  const { organizationId, groupId, year } = meeting
  const organization = organizations.get(organizationId)
  const roster = await rosterOn(db, groupId ?? organizationId, on)
  const activities = await activityBriefs(db, organizationId, yearSpan(year, today))
  const briefOf = (id: string | null) => activities.find((each) => each.id === id) ?? null
  const people = peopleOf(meeting, roster)
  const materials = [...meetingMaterials(meeting)]
  const steps: LifeMeetingView['steps'] = []
  for (const step of meeting.steps) {
    const { kind, doneOn, summary, source, activityId, documentId } = step
    const document = documentId === null ? null : await issuedDocument(db, documentId)
    steps.push({
      kind,
      doneOn,
      summary,
      source,
      activity: briefOf(activityId),
      document: document && { id: document.id, number: document.number, title: document.title },
    })
  }
  return {
    asOf: today,
    id: meeting.id,
    organization: { id: organizationId, name: organization?.name ?? '', shortName: organization?.shortName ?? '' },
    groupId,
    groupName: groupId === null ? '' : (organizations.get(groupId)?.shortName ?? ''),
    year,
    theme: meeting.theme,
    plannedOn: meeting.plannedOn,
    plannedTime: meeting.plannedTime,
    place: meeting.place,
    hostName: meeting.hostName,
    comment: meeting.comment,
    revision: meeting.revision,
    activity: briefOf(meeting.activityId),
    steps,
    materials,
    missingMaterials: LIFE_MEETING_MATERIALS.filter((material) => !materials.includes(material)),
    boardExaminedOn: meeting.examinations.get('') ?? null,
    people,
    criticisms: meeting.criticisms.map(({ memberId, kind, criticId, criticName, content }) => ({
      memberId,
      kind,
      criticId,
      criticName,
      content,
    })),
    opinions: [...meeting.opinions],
    talkCount: meeting.talkCount,
    activities,
    cautions: cautionsOf(meeting, people),
    deletedReason: meeting.deletionReason,
  }
}

type Roster = Awaited<ReturnType<typeof rosterOn>>

/** 开了会的按签到（列席的不算本会党员），没开的按名册。 */
function peopleOf(meeting: MeetingRecord, roster: Roster): LifeMeetingView['people'] {
  const attendees = meeting.activity?.attendees.filter(({ status }) => status !== '列席') ?? []
  const listed =
    attendees.length > 0
      ? attendees.map(({ memberId, name, status, reason }) => ({ id: memberId, name, attendance: status, reason }))
      : roster.map(({ id, name }) => ({ id, name, attendance: '', reason: '' }))
  const coverage = criticismCoverage(listed, meeting.criticisms)
  return listed.map((person, index) => {
    const counts = coverage[index] ?? { selfCount: 0, receivedCount: 0 }
    return {
      memberId: person.id,
      name: person.name,
      category: roster.find(({ id }) => id === person.id)?.category ?? '',
      attendance: person.attendance,
      reason: person.reason,
      examinedOn: meeting.examinations.get(person.id) ?? null,
      selfCount: counts.selfCount,
      receivedCount: counts.receivedCount,
      shortage: person.attendance === '请假' || person.attendance === '缺席' ? '' : criticismShortage(counts),
    }
  })
}

function cautionsOf(meeting: MeetingRecord, people: LifeMeetingView['people']): string[] {
  const cautions: string[] = []
  if (meeting.activity === null) cautions.push('还没有指明是哪一次活动：开会以后在活动里记下出勤，再回来指明，到会的人才好逐人核对。')
  const short = people.filter(({ shortage }) => shortage !== '')
  if (meeting.activity !== null && short.length > 0)
    cautions.push(`到会的还有 ${short.length} 人批评意见不全（B24：每人自我批评、收到的相互批评各不少于 1 条）。`)
  return cautions
}
