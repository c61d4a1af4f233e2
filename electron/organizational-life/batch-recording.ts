import type { Problem } from '../../shared/contract/envelope.ts'
import type { activityContract } from '../../shared/organizational-life/activity-contract.ts'
import { bodyProblems } from '../../shared/organizational-life/activity-problems.ts'
import { audienceOf } from '../../shared/organizational-life/activity-rules.ts'
import { loadHolidays } from '../calendar/holiday-queries.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import { groupRows } from '../db/group-rows.ts'
import { organizationsAt } from '../member/queries.ts'
import { activitiesOnDay, latestRecorders, loadActivity } from './activity-queries.ts'
import { prepareActivity } from './activity-saving.ts'
import { insertActivity, type WrittenActivity } from './activity-write-queries.ts'
import { loadRolls } from './expected-roll.ts'
import { recordClosedMonthChange, requireGrounds } from './month-closing.ts'
import { findThemePlan } from './preparation-queries.ts'

export const batchRecording = {
  /** 一个命令一个事务：逐支部各自的应到名单，有一个支部不成就一个也不写，逐个说明为什么。 */
  'life.recordForBranches': async (context, { body, heldOn, themePlanId, branches, allowsDuplicate, closedMonth }) => {
    const { db, today, newId } = context
    const common = bodyProblems(body, heldOn, today)
    if (common.length > 0)
      throw new DomainError('ACTIVITY_INVALID', `这次活动没有存：${common.map(({ message }) => message).join('')}`, { problems: common })
    if (body.types.includes('党小组会'))
      throw new DomainError('GROUP_MEETING_IN_BATCH', '党小组会要逐个选小组，不能给多个支部一起录；请逐个小组记录。')
    // 一次点击落到几十个支部，空的一次不能记：开了什么总要有一句。
    if (body.topics.length === 0 && body.narrative === '' && body.extras.theme === '')
      throw new DomainError('BATCH_EMPTY', '还没有写这一次开了什么，一个支部也没有记：请写上主题，或至少加一个议题。', {
        problems: [{ place: 'extras.theme', message: '主题与议题都空着' }],
      })
    const organizations = await organizationsAt(db, heldOn)
    const problems: Problem[] = []
    const nameOf = (id: string) => organizations.get(id)?.shortName ?? '没有找到的党组织'
    const ids = branches.map(({ organizationId }) => organizationId)
    for (const id of new Set(ids.filter((each, index) => ids.indexOf(each) !== index)))
      problems.push({ place: nameOf(id), message: '选了两次，请去掉一处。' })
    for (const id of ids) if (!organizations.has(id)) problems.push({ place: id, message: '没有找到这个党组织，请重新选择。' })
    const plan = themePlanId === null ? null : await findThemePlan(db, themePlanId)
    if (themePlanId !== null && !plan) throw new DomainError('THEME_PLAN_NOT_FOUND', '没有找到这份主题党日方案，请重新选择。')
    if (plan)
      for (const id of ids)
        if (!plan.targetIds.includes(id)) problems.push({ place: nameOf(id), message: `“${plan.theme}”没有下发给它，请去掉或补发。` })
    refuse(problems)
    const rolls = await loadRolls(db, ids, { types: body.types, groupId: null, heldOn }, organizations)
    const recorders = await latestRecorders(db, ids)
    const sameDay = groupRows(await activitiesOnDay(db, ids, heldOn), ({ organizationId }) => organizationId)
    const holidays = await loadHolidays(db)
    const ready: WrittenActivity[] = []
    const noticed: Problem[] = []
    const seriesId = newId()
    for (const { organizationId, place, ...branch } of branches) {
      const roll = rolls.get(organizationId)
      if (!roll) throw new Error(`没有算出 ${organizationId} 的应到名单`)
      const recorder = recorders.get(organizationId)
      const named = branch.recorderId !== null || branch.recorderName !== ''
      const hosted = branch.hostId !== null || branch.hostName !== ''
      const draft = {
        ...body,
        ...branch,
        organizationId,
        groupId: null,
        heldOn,
        themePlanId,
        place: place === '' ? body.place : place,
        // 没有指明的主持人取书记，记录人照上次。
        hostId: hosted ? branch.hostId : roll.hostId,
        hostName: hosted ? branch.hostName : roll.hostName,
        recorderId: named ? branch.recorderId : (recorder?.recorderId ?? null),
        recorderName: named ? branch.recorderName : (recorder?.recorderName ?? ''),
      }
      const saving = { db, today, newId, organizations, roll, sameDay: sameDay.get(organizationId) ?? [], allowsDuplicate, holidays }
      const prepared = await prepareActivity(saving, draft, null)
      if ('problems' in prepared) problems.push(...prepared.problems.map(({ message }) => ({ place: nameOf(organizationId), message })))
      else if (roll.lines.length === 0)
        problems.push({
          place: nameOf(organizationId),
          message: `${heldOn} 名册里没有应到的${audienceOf(body.types, null) === '在任委员' ? '委员' : '党员'}，请先核对名册，或把它去掉。`,
        })
      else {
        ready.push({ ...prepared.written, seriesId })
        noticed.push(...prepared.notices.map((message) => ({ place: nameOf(organizationId), message })))
      }
    }
    refuse(problems)
    const locked = await requireGrounds(
      context,
      ids.map((organizationId) => ({ organizationId, heldOn })),
      closedMonth,
    )
    for (const written of ready) {
      await insertActivity(db, written, context)
      const isLocked = locked?.closed.some(({ organizationId }) => organizationId === written.organizationId) === true
      const activity = isLocked ? await loadActivity(db, written.id) : null
      if (locked && activity) await recordClosedMonthChange(context, locked, null, activity)
    }
    context.summarize(`给 ${ready.length} 个支部录同一次活动“${ready[0]?.title ?? ''}”（${heldOn}）`)
    return {
      seriesId,
      activities: ready.map(({ organizationId, id }) => ({ organizationId, activityId: id })),
      notices: mergedNotices(noticed, ready.length),
    }
  },
} satisfies Partial<Handlers<typeof activityContract>>

function refuse(problems: readonly Problem[]): void {
  if (problems.length === 0) return
  const branchCount = new Set(problems.map(({ place }) => place)).size
  // 只差“已有同一次”的，人看过可以明知再录。
  const isDuplicateOnly = problems.every(({ message }) => message.includes('仍要再录一次'))
  throw new DomainError(
    isDuplicateOnly ? 'DUPLICATE_ACTIVITY' : 'BATCH_REFUSED',
    `有 ${branchCount} 个支部录不成，全部没有存：${problems.map(({ place, message }) => `${place}：${message}`).join('')}`,
    { problems },
  )
}

/** 各支部同样的话只说一遍；不是每个支部都有的，点出是哪几个。 */
function mergedNotices(noticed: readonly Problem[], branchCount: number): string[] {
  return [...groupRows(noticed, ({ message }) => message)].map(([message, own]) =>
    own.length === branchCount ? message : `${own.map(({ place }) => place).join('、')}：${message}`,
  )
}
