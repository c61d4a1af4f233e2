import type { lifeMeetingContract } from '../../shared/organizational-life/life-meeting-contract.ts'
import { lifeStepProblem, yearProblem } from '../../shared/organizational-life/life-meeting.ts'
import type { ReadDb } from '../db/open.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { CommandContext, Handlers } from '../dispatch/handlers.ts'
import { organizationsAt, type OrganizationAt } from '../member/queries.ts'
import { refuseFuture, refuseIf, refuseStale, requireBranch, rosterOn, strangers, yearSpan } from './branch-roster.ts'
import { activityBriefs, issuedDocument, memberNames } from './life-evidence-queries.ts'
import {
  insertMeeting,
  insertOpinions,
  loadMeetings,
  replaceCriticisms,
  saveExaminations,
  saveMeetingStep,
  updateMeeting,
  withdrawOpinion,
  type MeetingRecord,
} from './life-meeting-queries.ts'
import { meetingSummary, meetingView, requireMeeting, rosterDay } from './life-meeting-view.ts'

export const lifeMeetingHandlers: Handlers<typeof lifeMeetingContract> = {
  'life.lifeMeetings': async ({ db, today }, { year = Number(today.slice(0, 4)), organizationId }) => {
    const organizations = await organizationsAt(db, today)
    const meetings = await loadMeetings(db, {
      years: [year],
      includesRemoved: true,
      ...(organizationId === undefined ? {} : { organizationIds: [organizationId] }),
    })
    const live = meetings.filter(({ deletedAt }) => deletedAt === null)
    const held = new Set(live.map((meeting) => meeting.organizationId))
    return {
      asOf: today,
      year,
      rows: inTreeOrder(live, organizations).map((meeting) => meetingSummary(meeting, organizations)),
      without: livingBranches(organizations, today)
        .filter(({ id }) => !held.has(id) && (organizationId === undefined || id === organizationId))
        .map(({ id, shortName }) => ({ organizationId: id, organizationName: shortName })),
      removed: meetings
        .filter(({ deletedAt }) => deletedAt !== null)
        .map((meeting) => ({
          id: meeting.id,
          organizationName: organizations.get(meeting.organizationId)?.shortName ?? '',
          year: meeting.year,
          reason: meeting.deletionReason,
        })),
    }
  },

  'life.lifeMeeting': async ({ db, today }, { meetingId }) => meetingView(db, await requireMeeting(db, meetingId), today),

  'life.openLifeMeeting': async (context, { organizationId, groupId, year, ...basics }) => {
    const { db, at, actor, today } = context
    const branch = await requireBranch(db, organizationId, today, '组织生活会')
    const group = groupId === null ? null : (await organizationsAt(db, today)).get(groupId)
    if (groupId !== null && (group?.level !== '党小组' || group.parentId !== organizationId))
      throw new DomainError('GROUP_NOT_IN_BRANCH', `选的党小组不在“${branch.shortName}”；请重新选择。`)
    if (year > Number(today.slice(0, 4))) throw new DomainError('YEAR_IN_FUTURE', `${year} 年度还没有到，现在是 ${today}；请核对年度。`)
    if (basics.plannedOn !== null) refuseIf('YEAR_MISMATCH', yearProblem('拟开日期', year, basics.plannedOn))
    const others = await loadMeetings(db, { organizationIds: [organizationId], years: [year] })
    const open = others.find((each) => each.groupId === groupId && each.activityId === null)
    if (open)
      throw new DomainError(
        'LIFE_MEETING_OPEN',
        `“${branch.shortName}”${year} 年度已有一次还没有开的组织生活会${open.theme === '' ? '' : `（${open.theme}）`}；请继续办那一次。`,
      )
    const meetingId = context.newId()
    await insertMeeting(db, { id: meetingId, organizationId, groupId, year, ...basics }, { at, actor })
    context.summarize(`筹备“${branch.shortName}”${group ? group.shortName : ''}${year} 年度组织生活会`)
    return { meetingId }
  },

  'life.reviseLifeMeeting': async (context, { meetingId, revision, ...changes }) => {
    const meeting = await requireMeeting(context.db, meetingId)
    refuseStale(meeting.revision, revision, '这次组织生活会')
    if (changes.plannedOn !== null) refuseIf('YEAR_MISMATCH', yearProblem('拟开日期', meeting.year, changes.plannedOn))
    await updateMeeting(context.db, meetingId, changes, context.at)
    await summarize(context, meeting, `更改时间、主题：${changes.theme}`)
    return { meetingId }
  },

  'life.recordLifeMeetingStep': async (context, { meetingId, ...step }) => {
    const { db, today, at } = context
    const meeting = await requireMeeting(db, meetingId)
    if (step.doneOn !== null) {
      refuseFuture(`“${step.kind}”的日期`, step.doneOn, today)
      refuseIf('YEAR_MISMATCH', yearProblem(`“${step.kind}”`, meeting.year, step.doneOn))
      refuseIf('STEP_ORDER', lifeStepProblem(step.kind, step.doneOn, meeting.activity?.heldOn ?? null))
    }
    if (step.activityId !== null) await requireActivity(db, meeting, step.activityId, today)
    if (step.documentId !== null) {
      const document = await issuedDocument(db, step.documentId)
      if (!document || (document.subjectId !== meeting.organizationId && document.issuerId !== meeting.organizationId))
        throw new DomainError('DOCUMENT_NOT_FOUND', '选的公文不是本支部的，或已经作废；请从登记簿里重新选择。')
    }
    await saveMeetingStep(db, meetingId, step, at)
    await summarize(context, meeting, `${step.kind} ${step.doneOn ?? '未办'}`)
    return { meetingId }
  },

  'life.linkLifeMeeting': async (context, { meetingId, activityId }) => {
    const { db, today } = context
    const meeting = await requireMeeting(db, meetingId)
    if (activityId === null) {
      await updateMeeting(db, meetingId, { activityId: null }, context.at)
      await summarize(context, meeting, '解除与活动的关联')
      return { meetingId }
    }
    const activity = await requireActivity(db, meeting, activityId, today)
    if (!activity.types.includes('组织生活会'))
      throw new DomainError(
        'NOT_LIFE_MEETING',
        `“${activity.title}”（${activity.heldOn}）没有标“组织生活会”这一类型；请先在那次活动里加上，或选别的活动。`,
      )
    if (activity.groupId !== meeting.groupId)
      throw new DomainError(
        'GROUP_MISMATCH',
        meeting.groupId === null
          ? `“${activity.title}”是党小组的活动，这次组织生活会是支部的；以党小组为单位召开的，请按小组另办。`
          : `“${activity.title}”不是这个党小组的活动；请选本小组的那一次。`,
      )
    refuseIf('YEAR_MISMATCH', yearProblem('会议', meeting.year, activity.heldOn))
    for (const { kind, doneOn, source } of meeting.steps)
      if (doneOn !== null && source !== '会议记录') refuseIf('STEP_ORDER', lifeStepProblem(kind, doneOn, activity.heldOn))
    const other = (await loadMeetings(db, { organizationIds: [meeting.organizationId] })).find(
      (each) => each.id !== meetingId && each.activityId === activityId,
    )
    if (other) throw new DomainError('ACTIVITY_TAKEN', `“${activity.title}”已是 ${other.year} 年度另一次组织生活会；一次活动只能算一次。`)
    await updateMeeting(db, meetingId, { activityId }, context.at)
    await summarize(context, meeting, `${activity.heldOn} 召开`)
    return { meetingId }
  },

  'life.recordOpinions': async (context, { meetingId, source, contents }) => {
    const meeting = await requireMeeting(context.db, meetingId)
    const opinions = contents.map((content) => ({ id: context.newId(), source, content }))
    await insertOpinions(context.db, meetingId, opinions, context)
    await summarize(context, meeting, `登记${source}意见 ${contents.length} 条`)
    return { meetingId }
  },

  'life.removeOpinion': async (context, { opinionId }) => {
    const meetingId = await withdrawOpinion(context.db, opinionId, context.at)
    if (meetingId === null) throw new DomainError('OPINION_NOT_FOUND', '没有找到这条意见，可能已经撤下；请刷新。')
    await summarize(context, await requireMeeting(context.db, meetingId), '撤下一条征求到的意见')
    return { meetingId }
  },

  'life.recordExaminations': async (context, { meetingId, memberIds, submittedOn }) => {
    const meeting = await requireMeeting(context.db, meetingId)
    if (submittedOn !== null) {
      refuseFuture('对照检查材料的日期', submittedOn, context.today)
      refuseIf('YEAR_MISMATCH', yearProblem('对照检查材料', meeting.year, submittedOn))
      refuseIf('STEP_ORDER', lifeStepProblem('对照检查', submittedOn, meeting.activity?.heldOn ?? null))
    }
    await refuseStrangers(
      context,
      meeting,
      memberIds.filter((id) => id !== ''),
    )
    await saveExaminations(context.db, meetingId, [...new Set(memberIds)], submittedOn)
    await summarize(context, meeting, `${submittedOn === null ? '撤下' : '登记'}对照检查材料 ${memberIds.length} 份`)
    return { meetingId }
  },

  'life.saveCriticisms': async (context, { meetingId, memberId, selfCriticisms, mutualCriticisms }) => {
    const meeting = await requireMeeting(context.db, meetingId)
    await refuseStrangers(context, meeting, [memberId, ...mutualCriticisms.map(({ criticId }) => criticId)])
    const names = await memberNames(context.db, [memberId])
    const name = names.get(memberId) ?? ''
    if (mutualCriticisms.some(({ criticId }) => criticId === memberId))
      throw new DomainError('OWN_CRITIC', `给${name}提相互批评意见的是他本人；本人说自己的请记在自我批评里。`)
    await replaceCriticisms(
      context.db,
      meetingId,
      memberId,
      [
        ...selfCriticisms.map((content) => ({ kind: '自我批评' as const, criticId: null, content })),
        ...mutualCriticisms.map(({ criticId, content }) => ({ kind: '相互批评' as const, criticId, content })),
      ],
      context,
    )
    await summarize(context, meeting, `${name}：自我批评 ${selfCriticisms.length} 条，收到相互批评 ${mutualCriticisms.length} 条`)
    return { meetingId }
  },

  'life.withdrawLifeMeeting': async (context, { meetingId, reason }) => {
    const meeting = await requireMeeting(context.db, meetingId)
    await updateMeeting(context.db, meetingId, { deletedAt: context.at, deletionReason: reason }, context.at)
    await summarize(context, meeting, `撤下（${reason}）`)
    return { meetingId }
  },

  'life.restoreLifeMeeting': async (context, { meetingId }) => {
    const [meeting] = await loadMeetings(context.db, { ids: [meetingId], includesRemoved: true })
    if (!meeting) throw new DomainError('LIFE_MEETING_NOT_FOUND', '没有找到这次组织生活会；请刷新后重试。')
    if (meeting.deletedAt === null) throw new DomainError('NOT_REMOVED', '这次组织生活会没有撤下，不需要恢复。')
    await updateMeeting(context.db, meetingId, { deletedAt: null, deletionReason: '' }, context.at)
    await summarize(context, meeting, '恢复')
    return { meetingId }
  },
}

async function requireActivity(db: ReadDb, { organizationId, year }: MeetingRecord, activityId: string, today: string) {
  const activity = (await activityBriefs(db, organizationId, yearSpan(year, today))).find((each) => each.id === activityId)
  if (activity) return activity
  throw new DomainError('ACTIVITY_NOT_FOUND', `选的活动不是本支部 ${year} 年度（至次年）的，或已移入回收站；请重新选择。`)
}

/** 逐人记录的人须在会议那天的名册里，或在那次会的签到里。 */
async function refuseStrangers({ db, today }: CommandContext, meeting: MeetingRecord, ids: readonly string[]): Promise<void> {
  const on = rosterDay(meeting, today)
  const roster = await rosterOn(db, meeting.groupId ?? meeting.organizationId, on)
  const attendees = meeting.activity?.attendees.map(({ memberId }) => ({ id: memberId })) ?? []
  refuseIf(
    'NOT_IN_BRANCH',
    strangers(ids, [...roster, ...attendees], await memberNames(db, ids), `${on} 本${meeting.groupId === null ? '支部' : '小组'}的名册里`),
  )
}

async function summarize(context: CommandContext, { organizationId, year }: MeetingRecord, what: string): Promise<void> {
  const organization = (await organizationsAt(context.db, context.today)).get(organizationId)
  context.summarize(`“${organization?.shortName ?? ''}”${year} 年度组织生活会：${what}`)
}

export function livingBranches(organizations: ReadonlyMap<string, OrganizationAt>, today: string): OrganizationAt[] {
  return [...organizations.values()].filter(
    ({ level, establishedOn, dissolvedOn }) =>
      level === '党支部' && establishedOn <= today && (dissolvedOn === null || dissolvedOn > today),
  )
}

/** 按党组织的编码次序排。 */
export function inTreeOrder<Row extends { readonly organizationId: string }>(
  rows: readonly Row[],
  organizations: ReadonlyMap<string, OrganizationAt>,
): Row[] {
  const order = new Map([...organizations.keys()].map((id, index) => [id, index]))
  return rows.toSorted((a, b) => (order.get(a.organizationId) ?? 0) - (order.get(b.organizationId) ?? 0))
}
