import type { activityContract, ActivityRow, ActivityView, RequiredItems } from '../../shared/organizational-life/activity-contract.ts'
import { snapshotChanges } from '../../shared/organizational-life/activity-changes.ts'
import { isBackfilled, minutesBetween } from '../../shared/organizational-life/activity-rules.ts'
import { requiredItemsOf, requiredSummary } from '../../shared/organizational-life/required-items.ts'
import { typeStandings, type TypeStanding } from '../../shared/organizational-life/type-standing.ts'
import { tally } from '../../shared/organizational-life/voting.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import type { ReadDb } from '../db/open.ts'
import { organizationsAt, withDescendants, type OrganizationAt } from '../member/queries.ts'
import { countActivities, loadActivities, loadActivity, type StoredActivity } from './activity-queries.ts'
import { changesOf } from './activity-write-queries.ts'
import { closedMonthChanges, closedMonths, closingKey, monthOf } from './month-queries.ts'

export const activityViews = {
  'life.activity': async ({ db, today }, { activityId }) => {
    const activity = await existingActivity(db, activityId)
    return activityView(activity, await organizationsAt(db, today), await closedMonths(db, [activity.organizationId]))
  },

  'life.activities': async ({ db, today }, { organizationId, includesSubordinates, year, month, type, removed, offset, limit }) => {
    const organizations = await organizationsAt(db, today)
    const prefix = month === null ? null : `${year}-${String(month).padStart(2, '0')}`
    const wanted = {
      from: prefix === null ? `${year}-01-01` : `${prefix}-01`,
      until: prefix === null ? `${year}-12-31` : `${prefix}-31`,
      removed: removed ? ('只看' as const) : ('不含' as const),
      ...(type === null ? {} : { type }),
      ...(organizationId === null
        ? {}
        : { organizationIds: includesSubordinates ? withDescendants(organizations, organizationId) : [organizationId] }),
    }
    const activities = await loadActivities(db, { ...wanted, page: { offset, limit } })
    const closed = await closedMonths(db, [...new Set(activities.map((each) => each.organizationId))])
    return { total: await countActivities(db, wanted), rows: activities.map((each) => activityRow(each, organizations, closed)) }
  },

  'life.activityChanges': async ({ db }, { activityId }) => {
    await existingActivity(db, activityId)
    const grounds = new Map((await closedMonthChanges(db, { activityId })).map((each) => [each.changedAt, each]))
    const changes = (await changesOf(db, activityId)).map((change) => {
      const ground = grounds.get(change.changedAt)
      return {
        id: change.id,
        revision: change.revision,
        kind: change.kind,
        changedAt: change.changedAt,
        actor: change.actor,
        reason: [change.reason, ground?.reason ?? ''].filter((each) => each !== '').join('；'),
        authorizedBy: ground?.authorizedBy ?? '',
        items: snapshotChanges(change.before, change.after),
      }
    })
    return { changes }
  },
} satisfies Partial<Handlers<typeof activityContract>>

/** @throws DomainError `ACTIVITY_NOT_FOUND` 没有这次活动。 */
export async function existingActivity(db: ReadDb, activityId: string): Promise<StoredActivity> {
  const activity = await loadActivity(db, activityId)
  if (!activity) throw new DomainError('ACTIVITY_NOT_FOUND', '没有找到这次活动，请刷新列表后重试。')
  return activity
}

export function requiredOf(activity: StoredActivity): RequiredItems {
  return requiredSummary(requiredItemsOf({ ...activity, fileKinds: activity.files.map(({ kind }) => kind) }))
}

export function activityView(
  activity: StoredActivity,
  organizations: ReadonlyMap<string, OrganizationAt>,
  closed: ReadonlySet<string>,
): ActivityView {
  return {
    ...activity,
    organizationName: organizations.get(activity.organizationId)?.shortName ?? '',
    groupName: activity.groupId === null ? '' : (organizations.get(activity.groupId)?.shortName ?? ''),
    minutes: minutesBetween(activity.startsAt, activity.endsAt),
    contentKinds: [...activity.contentKinds],
    types: standingsOf(activity),
    topics: activity.topics.map((topic) => ({
      ...topic,
      votes: topic.votes.map((vote) => {
        const outcome = tally({ ...vote, heldOn: activity.heldOn })
        return {
          ...vote,
          outcome: { ...outcome, workings: [...outcome.workings], ruleIds: [...outcome.ruleIds], problems: [...outcome.problems] },
        }
      }),
    })),
    attendance: [...activity.attendance],
    guests: [...activity.guests],
    tasks: [...activity.tasks],
    files: [...activity.files],
    requiredItems: requiredOf(activity),
    isBackfilled: isBackfilled(activity.heldOn, activity.recordedOn),
    isMonthClosed: closed.has(closingKey(activity.organizationId, monthOf(activity.heldOn))),
  }
}

type StandingOf = Pick<StoredActivity, 'types' | 'presentCount' | 'narrative' | 'extras'> & {
  readonly topics: readonly (Pick<StoredActivity['topics'][number], 'type' | 'summary' | 'resolution'> & {
    readonly votes: readonly unknown[]
  })[]
}

/** 这次活动算哪几类。 */
export function standingsOf({ types, presentCount, narrative, extras, topics }: StandingOf): TypeStanding[] {
  return typeStandings({
    types,
    presentCount,
    hasRecord: narrative !== '' || extras.deliberation !== '',
    topics: topics.map(({ type, summary, resolution, votes }) => ({
      type,
      hasConclusion: summary !== '' || resolution !== '' || votes.length > 0,
    })),
  })
}

function activityRow(
  activity: StoredActivity,
  organizations: ReadonlyMap<string, OrganizationAt>,
  closed: ReadonlySet<string>,
): ActivityRow {
  const view = activityView(activity, organizations, closed)
  return {
    ...view,
    photoCount: activity.files.filter(({ kind }) => kind === '照片').length,
    topicTitles: activity.topics.map(({ title }) => title),
  }
}
