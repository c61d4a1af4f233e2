import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { existsOn } from '../../shared/organization/hierarchy.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { ReadDb } from '../db/open.ts'
import type { OpenAssignment } from './assignment-queries.ts'
import { organizationsAt, type OrganizationAt } from './queries.ts'
import { postsOf, type LiveMember } from './record-queries.ts'

/** 编入之处须是当日存在的党支部；党小组须是它的下级。返回党支部。 */
export async function requirePlace(db: ReadDb, branchId: string, groupId: string | null, on: PlainDate): Promise<OrganizationAt> {
  const organizations = await organizationsAt(db, on)
  const branch = organizations.get(branchId)
  if (branch?.level !== '党支部') throw refusedPlace('branchId', '党员只能编入党支部，请选一个党支部。')
  if (!existsOn(branch, on)) throw refusedPlace('branchId', `“${branch.name}”在 ${on} 还没有成立或已经撤销，请换一个党支部或日期。`)
  refuseDissolvedPlace('branchId', branch)
  if (groupId === null) return branch
  const group = organizations.get(groupId)
  if (group?.level !== '党小组' || group.parentId !== branchId)
    throw refusedPlace('groupId', `所选党小组不属于“${branch.name}”，请选本支部的党小组。`)
  if (!existsOn(group, on)) throw refusedPlace('groupId', `“${group.name}”在 ${on} 还没有成立或已经撤销，请换一个党小组或日期。`)
  refuseDissolvedPlace('groupId', group)
  return branch
}

/** 编入之后一直算在那里，所以即使当日还在，其后已撤并的也编不进去。 */
function refuseDissolvedPlace(place: string, { name, dissolvedOn }: OrganizationAt): void {
  if (dissolvedOn !== null) throw refusedPlace(place, `“${name}”已于 ${dissolvedOn} 撤并，不能再编入；请换一个，或先恢复它。`)
}

export function refusedPlace(place: string, message: string): DomainError {
  return new DomainError('ASSIGNMENT_PLACE_REFUSED', message, { problems: [{ place, message }] })
}

export function refuseFuture(fromOn: PlainDate, today: PlainDate): void {
  if (fromOn <= today) return
  const message = `编入日期 ${fromOn} 在今天（${today}）之后，请到当日再登记。`
  throw new DomainError('ASSIGNMENT_IN_FUTURE', message, { problems: [{ place: 'fromOn', message }] })
}

/** 不得早于现在这次编入之日：那样会改写已有的经历。 */
export function refuseBackdating(members: readonly LiveMember[], fromOn: PlainDate): void {
  const isLater = (assignment: OpenAssignment | null) => assignment?.fromOn != null && assignment.fromOn > fromOn
  const late = members.filter(({ assignment }) => isLater(assignment))
  if (late.length === 0) return
  const names = late.slice(0, 5).map(({ profile, assignment }) => `${profile.name}（${assignment?.fromOn ?? ''}）`)
  const message = `${names.join('、')}${late.length > 5 ? `等 ${late.length} 人` : ''}现在的编入日期晚于 ${fromOn}，请把日期改到那天或以后。`
  throw new DomainError('ASSIGNMENT_BACKDATED', message, { problems: [{ place: 'fromOn', message }] })
}

export function noSuchMember(): DomainError {
  return new DomainError('MEMBER_NOT_FOUND', '名册里没有这名党员，可能已移入回收站，请刷新后再看。')
}

/** 到 `on` 还没有卸任的职务，如“第一支部书记”；卸任日在以后的、任职日还没到的也算。 */
export async function postsHeld(db: ReadDb, memberId: string, on: PlainDate): Promise<string[]> {
  const organizations = await organizationsAt(db, on)
  const posts = await postsOf(db, memberId)
  return posts
    .filter(({ untilOn }) => untilOn === null || untilOn > on)
    .map(({ organizationId, title }) => `${organizations.get(organizationId)?.shortName ?? ''}${title}`)
}
