import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { ActivitySnapshot } from '../../shared/organizational-life/activity-changes.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { CommandContext } from '../dispatch/handlers.ts'
import { organizationsAt } from '../member/queries.ts'
import type { StoredActivity } from './activity-queries.ts'
import { snapshotOfStored } from './activity-saving.ts'
import { closedMonths, closingKey, insertClosedMonthChange, monthOf } from './month-queries.ts'

/** 改动已结账月份的理由与授权人，连同是哪个支部哪个月。 */
export type Grounds = {
  readonly reason: string
  readonly authorizedBy: string
  readonly closed: readonly { readonly organizationId: string; readonly month: string }[]
}

type Dated = { readonly organizationId: string; readonly heldOn: PlainDate }

/**
 * 涉及的月份有没有结账：没有返回 null；结了账而没有给理由与授权人的拒绝。
 * @throws DomainError `MONTH_CLOSED`
 */
export async function requireGrounds(
  { db }: CommandContext,
  touched: readonly Dated[],
  given: { readonly reason: string; readonly authorizedBy: string } | null,
): Promise<Grounds | null> {
  const closed = await closedMonths(db, [...new Set(touched.map(({ organizationId }) => organizationId))])
  const locked = new Map(
    touched
      .map(({ organizationId, heldOn }) => ({ organizationId, month: monthOf(heldOn) }))
      .filter(({ organizationId, month }) => closed.has(closingKey(organizationId, month)))
      .map((each) => [closingKey(each.organizationId, each.month), each]),
  )
  if (locked.size === 0) return null
  if (given === null)
    throw new DomainError(
      'MONTH_CLOSED',
      `${[...new Set([...locked.values()].map(({ month }) => month))].join('、')} 已经月结锁定，改动须填写理由与授权人，前后值会留痕；这次没有存。`,
    )
  return { ...given, closed: [...locked.values()] }
}

/** 结账以后的改动留前后值；一次改动涉及两个月（改了日期）的各留一条。 */
export async function recordClosedMonthChange(
  context: CommandContext,
  { reason, authorizedBy, closed }: Grounds,
  before: StoredActivity | null,
  after: StoredActivity,
): Promise<void> {
  const organizations = await organizationsAt(context.db, after.heldOn)
  const snapshot = (activity: StoredActivity | null): ActivitySnapshot | null =>
    activity === null ? null : snapshotOfStored(activity, organizations)
  for (const { organizationId, month } of closed) {
    const concerns = [before, after].some((each) => each?.organizationId === organizationId && monthOf(each.heldOn) === month)
    if (!concerns) continue
    await insertClosedMonthChange(context.db, {
      id: context.newId(),
      organizationId,
      month,
      activityId: after.id,
      reason,
      authorizedBy,
      changedAt: context.at,
      actor: context.actor,
      before: snapshot(before),
      after: snapshot(after),
    })
  }
}
