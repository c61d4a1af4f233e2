import type { activityContract } from '../../shared/organizational-life/activity-contract.ts'
import type { ActivityDraft } from '../../shared/organizational-life/activity-draft.ts'
import { loadHolidays } from '../calendar/holiday-queries.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { CommandContext, Handlers } from '../dispatch/handlers.ts'
import { organizationsAt } from '../member/queries.ts'
import type { ReadDb } from '../db/open.ts'
import { appraisalLinks } from './appraisal-link-queries.ts'
import { activitiesOnDay, loadActivities, type StoredActivity } from './activity-queries.ts'
import { duplicateOf, prepareActivity, snapshotOfStored } from './activity-saving.ts'
import { existingActivity, requiredOf } from './activity-view.ts'
import {
  insertActivity,
  insertChange,
  replaceActivity,
  setEHome,
  setRemoved,
  type ChangeKind,
  type WrittenActivity,
} from './activity-write-queries.ts'
import { loadRolls } from './expected-roll.ts'
import { recordClosedMonthChange, requireGrounds, type Grounds } from './month-closing.ts'
import { findThemePlan } from './preparation-queries.ts'

export const activityCommands = {
  'life.recordActivity': async (context, { activity: draft, allowsDuplicate, closedMonth }) => {
    const { written, notices } = await prepare(context, draft, null, allowsDuplicate)
    const locked = await requireGrounds(context, [draft], closedMonth)
    await insertActivity(context.db, written, context)
    const activity = await existingActivity(context.db, written.id)
    if (locked) await recordClosedMonthChange(context, locked, null, activity)
    context.summarize(`记录“${written.title}”（${written.heldOn}）${locked ? `，已月结，授权人 ${locked.authorizedBy}` : ''}`)
    return { activityId: written.id, revision: 1, requiredItems: requiredOf(activity), notices }
  },

  'life.reviseActivity': async (context, { activityId, revision, activity: draft, allowsDuplicate, closedMonth }) => {
    const current = await existingActivity(context.db, activityId)
    refuseRemoved(current)
    refuseStale(current, revision)
    const { written, notices } = await prepare(context, draft, current, allowsDuplicate)
    await refuseIfLinked(context.db, current, draft)
    const locked = await requireGrounds(context, [current, draft], closedMonth)
    const next = current.revision + 1
    await replaceActivity(context.db, written, next, context)
    const activity = await changed(context, current, '更改', locked)
    context.summarize(`更改“${activity.title}”（${activity.heldOn}）${locked ? `，已月结，授权人 ${locked.authorizedBy}` : ''}`)
    return { activityId, revision: next, requiredItems: requiredOf(activity), notices }
  },

  'life.removeActivity': async (context, { activityId, revision, reason, closedMonth }) => {
    const current = await existingActivity(context.db, activityId)
    if (current.deletedAt !== null) throw new DomainError('ALREADY_REMOVED', `“${current.title}”已在回收站里。`)
    refuseStale(current, revision)
    const locked = await requireGrounds(context, [current], closedMonth)
    const next = current.revision + 1
    await setRemoved(context.db, activityId, { deletedAt: context.at, deletionReason: reason, revision: next }, context)
    await changed(context, current, '移入回收站', locked, reason)
    context.summarize(`把“${current.title}”（${current.heldOn}）移入回收站：${reason}`)
    return { activityId, revision: next }
  },

  'life.restoreActivity': async (context, { activityId, closedMonth }) => {
    const current = await existingActivity(context.db, activityId)
    if (current.deletedAt === null) throw new DomainError('NOT_REMOVED', `“${current.title}”没有移入回收站，不需要恢复。`)
    const sameDay = await activitiesOnDay(context.db, [current.organizationId], current.heldOn)
    const duplicate = duplicateOf(sameDay, current, activityId)
    if (duplicate)
      throw new DomainError(
        'DUPLICATE_ACTIVITY',
        `${current.heldOn} ${duplicate.startsAt} 已另有一次同类活动“${duplicate.title}”；请先把那一次移入回收站或改时间，再恢复这一次。`,
      )
    const locked = await requireGrounds(context, [current], closedMonth)
    const next = current.revision + 1
    await setRemoved(context.db, activityId, { deletedAt: null, deletionReason: '', revision: next }, context)
    await changed(context, current, '恢复', locked)
    context.summarize(`从回收站恢复“${current.title}”（${current.heldOn}）`)
    return { activityId, revision: next }
  },

  'life.recordEHome': async (context, { activityIds, on, number, closedMonth }) => {
    const activities = await loadActivities(context.db, { activityIds })
    if (activities.length < new Set(activityIds).size)
      throw new DomainError('ACTIVITY_NOT_FOUND', '选的活动里有的已移入回收站或不存在，请刷新列表后重选；一条也没有登记。')
    const early = on === null ? undefined : activities.find(({ heldOn }) => on < heldOn)
    if (on !== null && early)
      throw new DomainError('BEFORE_HELD', `登记日期 ${on} 早于“${early.title}”的活动日期 ${early.heldOn}，请核对；一条也没有登记。`)
    if (on !== null && on > context.today)
      throw new DomainError('DATE_IN_FUTURE', `登记日期 ${on} 在今天（${context.today}）之后，请核对。`)
    const locked = await requireGrounds(context, activities, closedMonth)
    for (const current of activities) {
      await setEHome(context.db, current.id, { eHomeOn: on, eHomeNo: on === null ? '' : number, revision: current.revision + 1 }, context)
      await changed(context, current, '更改', locked)
    }
    context.summarize(
      on === null ? `撤去 ${activities.length} 次活动的党建e家登记` : `登记 ${activities.length} 次活动已在党建e家办理（${on}）`,
    )
    return { count: activities.length }
  },
} satisfies Partial<Handlers<typeof activityContract>>

async function prepare(
  context: CommandContext,
  draft: ActivityDraft,
  current: StoredActivity | null,
  allowsDuplicate: boolean,
): Promise<{ written: WrittenActivity; notices: string[] }> {
  const { db, today, newId } = context
  const organizations = await organizationsAt(db, draft.heldOn)
  if (!organizations.has(draft.organizationId)) throw new DomainError('ORGANIZATION_UNKNOWN', '没有找到这个党组织，请重新选择。')
  await refuseForeignPlan(context, draft)
  const roll = (await loadRolls(db, [draft.organizationId], draft, organizations)).get(draft.organizationId)
  if (!roll) throw new Error(`没有算出 ${draft.organizationId} 的应到名单`)
  const sameDay = await activitiesOnDay(db, [draft.organizationId], draft.heldOn)
  const holidays = await loadHolidays(db)
  const prepared = await prepareActivity({ db, today, newId, organizations, roll, sameDay, allowsDuplicate, holidays }, draft, current)
  if ('problems' in prepared)
    throw new DomainError(
      prepared.problems.every(({ message }) => message.includes('仍要再录一次')) ? 'DUPLICATE_ACTIVITY' : 'ACTIVITY_INVALID',
      `这次活动没有存：${prepared.problems.map(({ message }) => message).join('')}`,
      { problems: prepared.problems },
    )
  return prepared
}

async function refuseForeignPlan({ db }: CommandContext, { themePlanId, organizationId }: ActivityDraft): Promise<void> {
  if (themePlanId === null) return
  const plan = await findThemePlan(db, themePlanId)
  if (!plan) throw new DomainError('THEME_PLAN_NOT_FOUND', '没有找到这份主题党日方案，请重新选择。')
  if (!plan.targetIds.includes(organizationId))
    throw new DomainError('THEME_PLAN_NOT_FOR', `“${plan.theme}”没有下发给这个支部，请另选方案或不照方案记录。`)
}

/** 记下前后值，返回改后的样子。 */
async function changed(
  context: CommandContext,
  before: StoredActivity,
  kind: ChangeKind,
  locked: Grounds | null,
  reason = '',
): Promise<StoredActivity> {
  const { db } = context
  const after = await existingActivity(db, before.id)
  const organizations = await organizationsAt(db, after.heldOn)
  const [was, is] = [snapshotOfStored(before, organizations), snapshotOfStored(after, organizations)]
  await insertChange(
    db,
    { id: context.newId(), activityId: before.id, revision: after.revision, kind, reason, before: was, after: is },
    context,
  )
  if (locked) await recordClosedMonthChange(context, locked, before, after)
  return after
}

function refuseRemoved({ title, deletedAt }: StoredActivity): void {
  if (deletedAt !== null) throw new DomainError('ACTIVITY_REMOVED', `“${title}”已移入回收站，不能再改；请先恢复。`)
}

/**
 * 已被组织生活会、民主评议指明的活动，改得不再是那一次会（去掉类型、换了党组织或小组）的拒绝：
 * 不然那一边照样算开过会。
 * @throws DomainError `APPRAISAL_LINKED`
 */
async function refuseIfLinked(db: ReadDb, current: StoredActivity, draft: ActivityDraft): Promise<void> {
  const isMoved = draft.organizationId !== current.organizationId || draft.groupId !== current.groupId
  const broken = (await appraisalLinks(db, current.id)).find(({ type }) => isMoved || !draft.types.includes(type))
  if (broken)
    throw new DomainError(
      'APPRAISAL_LINKED',
      `“${current.title}”（${current.heldOn}）已指明是 ${broken.year} 年度${broken.type}的会议，不能${isMoved ? '换党组织或党小组' : `去掉“${broken.type}”类型`}。请先到${broken.type}里解除关联，再来更改。`,
    )
}

function refuseStale({ title, revision, updatedBy, updatedAt }: StoredActivity, seen: number): void {
  if (revision !== seen)
    throw new DomainError(
      'STALE_REVISION',
      `“${title}”在你打开以后又改过（${updatedBy}，${updatedAt.slice(0, 16).replace('T', ' ')}），为免盖掉那次改动，这次没有存；请重新打开核对后再改。`,
    )
}
