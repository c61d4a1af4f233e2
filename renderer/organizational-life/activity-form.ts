import type { ActivityView, ExpectedLine, ExpectedRoll } from '../../shared/organizational-life/activity-contract.ts'
import type {
  ActivityBody,
  ActivityDraft,
  AttendanceDraft,
  TopicDraft,
  VoteDraft,
} from '../../shared/organizational-life/activity-draft.ts'
import {
  ARCHIVE_CATEGORIES,
  COMMITTEE_TYPES,
  type ActivityType,
  type AttendanceStatus,
  type VoteMatter,
} from '../../shared/organizational-life/activity-types.ts'

/** 库里的一次活动 → 表单里正填着的样子；签到逐人写明，不靠缺省。 */
export function draftOfActivity(view: ActivityView): ActivityDraft {
  return {
    organizationId: view.organizationId,
    groupId: view.groupId,
    title: view.title,
    types: view.types.map(({ type }) => type),
    heldOn: view.heldOn,
    startsAt: view.startsAt,
    endsAt: view.endsAt,
    place: view.place,
    hostId: view.hostId,
    hostName: view.hostName,
    recorderId: view.recorderId,
    recorderName: view.recorderName,
    postponeReason: view.postponeReason,
    contentKinds: view.contentKinds,
    narrative: view.narrative,
    topics: view.topics.map((topic) => ({
      type: topic.type,
      title: topic.title,
      startsAt: topic.startsAt,
      endsAt: topic.endsAt,
      speakerId: topic.speakerId,
      speakerName: topic.speakerName,
      speakerRole: topic.speakerRole,
      summary: topic.summary,
      resolution: topic.resolution,
      votes: topic.votes.map((vote) => ({
        matter: vote.matter,
        subject: vote.subject,
        method: vote.method,
        // 与签到相同的就是没有另填：再改签到时，分母跟着走。
        expectedCount: vote.expectedCount === view.voterExpectedCount ? null : vote.expectedCount,
        presentCount: vote.presentCount === view.voterPresentCount ? null : vote.presentCount,
        approveCount: vote.approveCount,
        againstCount: vote.againstCount,
        abstainCount: vote.abstainCount,
        writtenApproveCount: vote.writtenApproveCount,
        electionProcessId: vote.electionProcessId,
      })),
    })),
    attendance: view.attendance.map(({ memberId, status, reason }) => ({ memberId, status, reason })),
    unlisted: '缺席',
    guests: view.guests,
    tasks: view.tasks,
    extras: view.extras,
    archiveCategory: ARCHIVE_CATEGORIES.find((category) => category === view.archiveCategory) ?? null,
    eHomeOn: view.eHomeOn,
    eHomeNo: view.eHomeNo,
    themePlanId: view.themePlanId,
  }
}

export function blankTopic(type: ActivityType, title = ''): TopicDraft {
  return {
    type,
    title,
    startsAt: null,
    endsAt: null,
    speakerId: null,
    speakerName: '',
    speakerRole: null,
    summary: '',
    resolution: '',
    votes: [],
  }
}

export function blankVote(type: ActivityType): VoteDraft {
  const matter: VoteMatter = COMMITTEE_TYPES.some((one) => one === type) ? '支委会表决' : '一般事项'
  return {
    matter,
    subject: '',
    method: '举手表决',
    expectedCount: null,
    presentCount: null,
    approveCount: 0,
    againstCount: 0,
    abstainCount: 0,
    writtenApproveCount: 0,
    electionProcessId: null,
  }
}

export type AttendanceRow = { line: ExpectedLine; status: AttendanceStatus | '未计'; reason: string }

/** 名单上每个人此刻的状态：写明了的照写明的；没写的应到人按缺省（全员出席或一律缺席），不计应到的“未计”。 */
export function attendanceRows(draft: ActivityDraft, roll: ExpectedRoll): AttendanceRow[] {
  const stated = new Map(draft.attendance.map((row) => [row.memberId, row]))
  return roll.lines.map((line) => {
    const own = stated.get(line.memberId)
    if (own) return { line, status: own.status, reason: own.reason }
    return { line, status: line.isExpected ? draft.unlisted : '未计', reason: '' }
  })
}

export type AttendanceCounts = { expected: number; present: number; leave: number; absent: number; voters: number; presentVoters: number }

export function attendanceCounts(rows: readonly AttendanceRow[]): AttendanceCounts {
  const counts: AttendanceCounts = { expected: 0, present: 0, leave: 0, absent: 0, voters: 0, presentVoters: 0 }
  for (const { line, status } of rows) {
    if (line.isVoter) counts.voters += 1
    if (status === '出席' && line.isVoter) counts.presentVoters += 1
    if (!line.isExpected) continue
    counts.expected += 1
    if (status === '出席') counts.present += 1
    else if (status === '请假') counts.leave += 1
    else if (status === '缺席') counts.absent += 1
  }
  return counts
}

/** 改一个人的状态；回到缺省且没写原因的，不再单列。 */
export function withStatus(
  draft: ActivityDraft,
  line: ExpectedLine | null,
  row: AttendanceDraft | { memberId: string; status: '未计' },
): ActivityDraft {
  const others = draft.attendance.filter(({ memberId }) => memberId !== row.memberId)
  if (row.status === '未计') return { ...draft, attendance: others }
  const isDefault = line?.isExpected === true && row.status === draft.unlisted && row.reason === ''
  return { ...draft, attendance: isDefault ? others : [...others, row] }
}

/** 交上去之前：名单换过的，旧名单里剩下的人不带走；列席的留着。 */
export function settledDraft(draft: ActivityDraft, roll: ExpectedRoll | undefined): ActivityDraft {
  const known = roll && new Set(roll.lines.map(({ memberId }) => memberId))
  const blankless = draft.topics.filter(
    ({ title, summary, resolution, votes }) => title.trim() !== '' || summary.trim() !== '' || resolution.trim() !== '' || votes.length > 0,
  )
  return {
    ...draft,
    attendance: known ? draft.attendance.filter(({ memberId, status }) => known.has(memberId) || status === '列席') : draft.attendance,
    topics: blankless.map((topic) => ({
      ...topic,
      startsAt: topic.startsAt === '' ? null : topic.startsAt,
      endsAt: topic.endsAt === '' ? null : topic.endsAt,
    })),
    tasks: draft.tasks.filter(({ content }) => content.trim() !== ''),
  }
}

/** `张三（集团党群部）、李四` ↔ 列席人员。 */
export function guestsFromText(text: string): ActivityDraft['guests'] {
  return text
    .split(/[、，,；;\n]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const match = /^(.+?)\s*[（(](.*?)[）)]?$/.exec(part)
      return match ? { name: (match[1] ?? '').trim(), role: (match[2] ?? '').trim() } : { name: part, role: '' }
    })
}

export function guestsText(guests: ActivityDraft['guests']): string {
  return guests.map(({ name, role }) => (role === '' ? name : `${name}（${role}）`)).join('、')
}

/** 主标签之外能一起选的类型：委员的会不与全体党员的活动合并。 */
export function canCombine(first: ActivityType, other: ActivityType): boolean {
  const isCommittee = (type: ActivityType) => COMMITTEE_TYPES.some((one) => one === type)
  return isCommittee(first) === isCommittee(other)
}

/** 存成模板的部分：架子留下，这一次的要点、决议、票数、登记不带。 */
export function bodyOf(draft: ActivityDraft): ActivityBody {
  const { title, types, startsAt, endsAt, place, contentKinds, extras, archiveCategory } = draft
  return {
    title,
    types,
    startsAt,
    endsAt,
    place,
    postponeReason: '',
    contentKinds,
    narrative: '',
    topics: draft.topics.map((topic) => ({ ...topic, summary: '', resolution: '', votes: [] })),
    guests: [],
    tasks: [],
    extras: { ...extras, deliberation: '', duesNote: '', testNote: '' },
    archiveCategory,
    eHomeOn: null,
    eHomeNo: '',
  }
}
