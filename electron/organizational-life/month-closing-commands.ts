import { partsOf, type PlainDate } from '../../shared/calendar/plain-date.ts'
import { snapshotChanges } from '../../shared/organizational-life/activity-changes.ts'
import { typeProblemAt } from '../../shared/organizational-life/activity-rules.ts'
import type { ActivityFacts } from '../../shared/organizational-life/facts.ts'
import type { monthContract } from '../../shared/organizational-life/month-contract.ts'
import { monthPeriod, MONTHS } from '../../shared/organizational-life/periods.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import { organizationsAt } from '../member/queries.ts'
import { loadActivities } from './activity-queries.ts'
import { requiredOf } from './activity-view.ts'
import { loadActivityFacts } from './fact-queries.ts'
import {
  activityCounts,
  closedMonthChanges,
  closedMonths,
  closingKey,
  closingsOf,
  findGapNote,
  gapNotesOf,
  insertClosings,
  insertGapNote,
  monthOf,
  reopenClosing,
  withdrawGapNotes,
} from './month-queries.ts'

export const monthHandlers = {
  'life.months': async ({ db, today }, { organizationId, year, month: only }) => {
    const organizations = await organizationsAt(db, today)
    const chosen = [...organizations.values()].filter(
      ({ id, level }) => level !== '党小组' && (organizationId === null || id === organizationId),
    )
    const ids = chosen.map(({ id }) => id)
    const counts = await activityCounts(db, year, ids)
    const names = only === null ? MONTHS.map((each) => monthPeriod(year, each).name) : [only]
    const [first = '', last = first] = [names[0], names.at(-1)]
    const isCounted = organizationId !== null || only !== null
    const activities = isCounted ? await loadActivityFacts(db, { from: `${first}-01`, until: `${last}-31`, organizationIds: ids }) : null
    const latest = new Map((await closingsOf(db, year, ids)).map((row) => [closingKey(row.organizationId, row.month), row]))
    const months = chosen.flatMap(({ id, shortName }) =>
      names.map((month) => {
        const closing = latest.get(closingKey(id, month))
        return {
          organizationId: id,
          organizationName: shortName,
          month,
          isClosed: closing !== undefined && closing.reopenedAt === null,
          closedOn: closing?.closedOn ?? null,
          closedBy: closing?.closedBy ?? '',
          reopenedAt: closing?.reopenedAt ?? null,
          reopenReason: closing?.reopenReason ?? '',
          activityCount: counts.get(closingKey(id, month)) ?? 0,
          incompleteCount: activities === null ? null : incompleteIn(activities.get(id) ?? [], month),
        }
      }),
    )
    return { months }
  },

  'life.closeMonth': async (context, { organizationIds, month }) => {
    const { db, today, actor } = context
    if (monthOf(today) <= month)
      throw new DomainError('MONTH_NOT_OVER', `${month} 还没有过完，不能月结；请到下个月再结（一般在次月 5 日前）。`)
    const organizations = await organizationsAt(db, today)
    const ids = [...new Set(organizationIds)]
    const closed = await closedMonths(db, ids)
    const problems = ids.flatMap((id) => {
      const organization = organizations.get(id)
      if (!organization) return [{ place: id, message: '没有找到这个党组织，请重新选择' }]
      if (organization.level === '党小组') return [{ place: organization.shortName, message: '党小组的记录随所在支部月结，请选党支部' }]
      if (closed.has(closingKey(id, month))) return [{ place: organization.shortName, message: `${month} 已经结过账` }]
      if (monthOf(organization.establishedOn) > month)
        return [{ place: organization.shortName, message: `${organization.establishedOn} 才成立，${month} 没有可结的` }]
      return []
    })
    if (problems.length > 0)
      throw new DomainError(
        'CANNOT_CLOSE',
        `${month} 没有月结，一个也没有锁：${problems.map(({ place, message }) => `${place}：${message}`).join('；')}。`,
        { problems },
      )
    await insertClosings(
      db,
      ids.map((organizationId) => ({ id: context.newId(), organizationId, month, closedOn: today, closedBy: actor })),
    )
    const activities = await loadActivities(db, { organizationIds: ids, from: `${month}-01`, until: `${month}-31` })
    const notices = activities.flatMap((activity) => {
      const { missing } = requiredOf(activity)
      const name = organizations.get(activity.organizationId)?.shortName ?? ''
      return missing.length === 0 ? [] : [`${name}“${activity.title}”（${activity.heldOn}）还缺：${missing.join('、')}`]
    })
    context.summarize(`月结 ${month}：${ids.length} 个党组织`)
    return { closed: ids.length, notices }
  },

  'life.reopenMonth': async (context, { organizationId, month, reason, authorizedBy }) => {
    const reopened = await reopenClosing(context.db, { organizationId, month, reason, authorizedBy }, context.at, context.actor)
    if (!reopened) throw new DomainError('NOT_CLOSED', `${month} 没有月结，不需要反月结；请刷新后核对。`)
    const name = (await organizationsAt(context.db, context.today)).get(organizationId)?.shortName ?? ''
    context.summarize(`反月结“${name}”${month}：${reason}（授权人 ${authorizedBy}）`)
    return { organizationId }
  },

  'life.closedMonthChanges': async ({ db }, { organizationId, year }) => {
    const changes = await closedMonthChanges(db, { organizationId, year })
    return { changes: changes.map(({ before, after, ...change }) => ({ ...change, items: snapshotChanges(before, after) })) }
  },

  'life.gapNotes': async ({ db }, { organizationId, year }) => ({ notes: await gapNotesOf(db, year, organizationId) }),

  'life.recordGapNote': async (context, { organizationId, groupId, type, period, reason }) => {
    const { db, today, at, actor } = context
    const organizations = await organizationsAt(db, today)
    const organization = organizations.get(organizationId)
    if (!organization) throw new DomainError('ORGANIZATION_UNKNOWN', '没有找到这个党组织，请重新选择。')
    const conflict = typeProblemAt(organization.level, type)
    if (conflict !== '') throw new DomainError('TYPE_NOT_HELD', conflict)
    if (groupId !== null && organizations.get(groupId)?.parentId !== organizationId)
      throw new DomainError('GROUP_NOT_IN_BRANCH', `选的党小组不在“${organization.shortName}”名下，请重新选择。`)
    if (hasNotCome(period, today)) throw new DomainError('PERIOD_IN_FUTURE', `${period} 还没有到，不需要说明；请核对时期。`)
    await withdrawGapNotes(db, { organizationId, groupId, type, period }, at)
    const noteId = context.newId()
    await insertGapNote(db, { id: noteId, organizationId, groupId, type, period, reason, recordedAt: at, recordedBy: actor })
    context.summarize(`说明“${organization.shortName}”${period} 没有开${type}：${reason}`)
    return { noteId }
  },

  'life.withdrawGapNote': async (context, { noteId }) => {
    const note = await findGapNote(context.db, noteId)
    if (!note) throw new DomainError('GAP_NOTE_NOT_FOUND', '没有找到这条说明，请刷新后重试。')
    if (note.withdrawnAt !== null) throw new DomainError('ALREADY_WITHDRAWN', '这条说明已经撤下。')
    await withdrawGapNotes(context.db, { noteId }, context.at)
    context.summarize(`撤下 ${note.period} ${note.type}的漏开说明：${note.reason}`)
    return { noteId }
  },
} satisfies Handlers<typeof monthContract>

/** 年（`2026`）、季度（`2026-Q3`）、月（`2026-09`）到 `today` 还没有开始的。 */
function hasNotCome(period: string, today: PlainDate): boolean {
  const { year, month } = partsOf(today)
  if (period.length === 4) return Number(period) > year
  const quarter = /-Q([1-4])$/.exec(period)?.[1]
  if (quarter === undefined) return period > monthOf(today)
  return Number(period.slice(0, 4)) > year || (Number(period.slice(0, 4)) === year && (Number(quarter) - 1) * 3 + 1 > month)
}

/** 这个月里必录项不齐的活动数。 */
function incompleteIn(activities: readonly ActivityFacts[], month: string): number {
  return activities.filter(({ heldOn, required }) => monthOf(heldOn) === month && required.done < required.total).length
}
