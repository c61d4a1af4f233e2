import { daysBetween, type PlainDate } from '../../shared/calendar/plain-date.ts'
import type { improvementContract, ImprovementView } from '../../shared/organizational-life/improvement-contract.ts'
import { isOverdue, needsNote, nextStates } from '../../shared/organizational-life/improvement.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { CommandContext, Handlers } from '../dispatch/handlers.ts'
import { organizationsAt } from '../member/queries.ts'
import { refuseFuture, refuseIf, refuseStale, requireBranch, rosterOn, strangers } from './branch-roster.ts'
import {
  insertImprovement,
  insertImprovementChange,
  loadImprovements,
  updateImprovement,
  type ImprovementContent,
  type ImprovementRecord,
} from './improvement-queries.ts'
import { memberNames } from './life-evidence-queries.ts'
import { requireMeeting, rosterDay } from './life-meeting-view.ts'

export const improvementHandlers: Handlers<typeof improvementContract> = {
  'life.improvements': async ({ db, today }, { organizationId, meetingId, isOpenOnly }) => {
    const organizations = await organizationsAt(db, today)
    const scope = organizationId === undefined ? {} : { organizationIds: [organizationId] }
    const found = await loadImprovements(db, {
      ...scope,
      ...(meetingId === undefined ? {} : { meetingId }),
      includesRemoved: true,
    })
    const nameOf = (id: string) => organizations.get(id)?.shortName ?? ''
    const rows = found
      .filter(({ state, deletedAt }) => deletedAt === null && (!isOpenOnly || state !== '已销号'))
      .map((each) => viewOf(each, today, nameOf(each.organizationId)))
    return {
      asOf: today,
      rows: rows.toSorted((a, b) => b.overdueDays - a.overdueDays),
      removed: found
        .filter(({ deletedAt }) => deletedAt !== null)
        .map((each) => ({
          id: each.id,
          organizationName: nameOf(each.organizationId),
          problem: each.problem,
          reason: each.deletionReason,
        })),
    }
  },

  'life.recordImprovement': async (context, { organizationId, meetingId, ...content }) => {
    const { db, today } = context
    const branch = await requireBranch(db, organizationId, today, '整改问题')
    const meeting = meetingId === null ? null : await requireMeeting(db, meetingId)
    if (meeting && meeting.organizationId !== organizationId)
      throw new DomainError('MEETING_NOT_IN_BRANCH', `那次组织生活会不是“${branch.shortName}”的；请重新选择。`)
    await refuseContent(context, organizationId, meeting ? rosterDay(meeting, today) : today, content)
    const heldOn = meeting?.activity?.heldOn ?? null
    if (content.dueOn !== null && heldOn !== null && content.dueOn < heldOn)
      throw new DomainError('DUE_BEFORE_MEETING', `整改时限 ${content.dueOn} 早于会议日期 ${heldOn}；请核对。`)
    const improvementId = context.newId()
    await insertImprovement(db, { ...content, id: improvementId, organizationId, meetingId, recordedOn: today }, context)
    context.summarize(`“${branch.shortName}”登记整改问题：${content.problem}`)
    return { improvementId }
  },

  'life.reviseImprovement': async (context, { improvementId, revision, ...content }) => {
    const improvement = await requireImprovement(context, improvementId)
    refuseStale(improvement.revision, revision, '这个问题')
    const meeting = improvement.meetingId === null ? null : await requireMeeting(context.db, improvement.meetingId)
    await refuseContent(context, improvement.organizationId, meeting ? rosterDay(meeting, context.today) : context.today, content)
    if (content.measure === '' && (improvement.state === '待验收' || improvement.state === '已销号'))
      throw new DomainError('MEASURE_REQUIRED', `这个问题已是“${improvement.state}”，整改措施不能空着。`)
    await updateImprovement(context.db, improvementId, content, context.at)
    context.summarize(`更改整改问题：${content.problem}`)
    return { improvementId }
  },

  'life.changeImprovementState': async (context, { improvementId, toState, changedOn, note }) => {
    const { db, at, actor, today } = context
    const improvement = await requireImprovement(context, improvementId)
    const { state: fromState, problem } = improvement
    if (!nextStates(fromState).includes(toState))
      throw new DomainError(
        'STATE_ORDER',
        `现在是“${fromState}”，不能直接改成“${toState}”；可以改成${nextStates(fromState)
          .map((each) => `“${each}”`)
          .join('、')}。`,
      )
    refuseFuture('改状态的日期', changedOn, today)
    const last = improvement.changes.at(-1)
    if (last && changedOn < last.changedOn)
      throw new DomainError('CHANGE_OUT_OF_ORDER', `日期 ${changedOn} 早于上一次改成“${last.toState}”的 ${last.changedOn}；请核对。`)
    if (needsNote(fromState, toState) && note === '')
      throw new DomainError('NOTE_REQUIRED', `改成“${toState}”要写说明：谁验收的、为什么退回或报给谁。`)
    if (improvement.measure === '' && (toState === '待验收' || toState === '已销号'))
      throw new DomainError('MEASURE_REQUIRED', '还没有写整改措施，不能送验收；请先补上措施。')
    await updateImprovement(db, improvementId, { state: toState }, at)
    await insertImprovementChange(db, { id: context.newId(), improvementId, fromState, toState, changedOn, note, actor }, at)
    context.summarize(`整改问题由“${fromState}”改为“${toState}”：${problem}`)
    return { improvementId }
  },

  'life.withdrawImprovement': async (context, { improvementId, reason }) => {
    const { problem } = await requireImprovement(context, improvementId)
    await updateImprovement(context.db, improvementId, { deletedAt: context.at, deletionReason: reason }, context.at)
    context.summarize(`撤下整改问题（${reason}）：${problem}`)
    return { improvementId }
  },

  'life.restoreImprovement': async (context, { improvementId }) => {
    const [improvement] = await loadImprovements(context.db, { id: improvementId, includesRemoved: true })
    if (!improvement) throw notFound()
    if (improvement.deletedAt === null) throw new DomainError('NOT_REMOVED', '这个问题没有撤下，不需要恢复。')
    await updateImprovement(context.db, improvementId, { deletedAt: null, deletionReason: '' }, context.at)
    context.summarize(`恢复整改问题：${improvement.problem}`)
    return { improvementId }
  },
}

function notFound(): DomainError {
  return new DomainError('IMPROVEMENT_NOT_FOUND', '没有找到这个整改问题，可能已经撤下；请刷新后重试。')
}

async function requireImprovement({ db }: CommandContext, improvementId: string): Promise<ImprovementRecord> {
  const [improvement] = await loadImprovements(db, { id: improvementId })
  if (!improvement) throw notFound()
  return improvement
}

async function refuseContent(
  { db }: CommandContext,
  organizationId: string,
  on: PlainDate,
  { scope, memberId, ownerId }: ImprovementContent,
): Promise<void> {
  if (scope === '个人' && memberId === null) throw new DomainError('PERSON_REQUIRED', '个人问题要写明是谁的；请选人，或改成班子的问题。')
  if (scope === '班子' && memberId !== null)
    throw new DomainError('BOARD_HAS_NO_PERSON', '班子的问题不落到个人；请去掉人，或改成个人问题。')
  const ids = [memberId, ownerId].flatMap((id) => id ?? [])
  refuseIf('NOT_IN_BRANCH', strangers(ids, await rosterOn(db, organizationId, on), await memberNames(db, ids), `${on} 本支部的名册里`))
}

function viewOf(record: ImprovementRecord, today: PlainDate, organizationName: string): ImprovementView {
  const overdue = isOverdue(record, today)
  return {
    ...record,
    organizationName,
    isOverdue: overdue,
    overdueDays: overdue && record.dueOn !== null ? daysBetween(record.dueOn, today) : 0,
    nextStates: [...nextStates(record.state)],
    changes: [...record.changes],
  }
}
