import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { isCommitteeTitle, isInOffice } from '../../shared/election/tenure.ts'
import { EVERYONE } from '../../shared/member/contract.ts'
import type { PersonCategory } from '../../shared/glossary.ts'
import type { ReadDb } from '../db/open.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import { loadPosts } from '../election/queries.ts'
import { memberPage, organizationsAt, type OrganizationAt } from '../member/queries.ts'

export type RosterPerson = {
  readonly id: string
  readonly name: string
  readonly category: PersonCategory
  readonly groupId: string | null
}

/** 某日编在一个党支部（或党小组）、党籍正常的党员，次序同名册。 */
export async function rosterOn(db: ReadDb, organizationId: string, on: PlainDate): Promise<RosterPerson[]> {
  const { records } = await memberPage(db, on, EVERYONE, [organizationId], null)
  return records
    .filter(({ partyStatus }) => partyStatus === '正常')
    .map(({ id, name, category, groupId }) => ({ id, name, category, groupId }))
}

/** 某日在任的支部委员（含书记、副书记），不重复。 */
export async function committeeOn(db: ReadDb, organizationId: string, on: PlainDate): Promise<{ id: string; name: string }[]> {
  const posts = await loadPosts(db, on, [organizationId])
  const seated = posts.filter((post) => isCommitteeTitle(post.title) && isInOffice(post, on))
  return [...new Map(seated.map((post) => [post.memberId, { id: post.memberId, name: post.memberName }])).values()]
}

/**
 * 组织生活会、民主评议、谈话都由党支部办；那一天还在。
 * @throws DomainError 没有这个党组织、不是党支部、那天不存在。
 */
export async function requireBranch(db: ReadDb, organizationId: string, on: PlainDate, what: string): Promise<OrganizationAt> {
  const branch = (await organizationsAt(db, on)).get(organizationId)
  if (!branch) throw new DomainError('ORGANIZATION_NOT_FOUND', '没有找到这个党组织，请刷新后重新选择。')
  if (branch.level !== '党支部')
    throw new DomainError('WRONG_LEVEL', `${what}由党支部办，“${branch.shortName}”是${branch.level}；请选择党支部。`)
  if (on < branch.establishedOn)
    throw new DomainError('BEFORE_ESTABLISHED', `${on} 早于“${branch.shortName}”的成立日期 ${branch.establishedOn}；请核对日期。`)
  if (branch.dissolvedOn !== null && branch.dissolvedOn <= on)
    throw new DomainError('ORGANIZATION_DISSOLVED', `“${branch.shortName}”已于 ${branch.dissolvedOn} 撤销，${on} 不存在；请核对日期。`)
  return branch
}

export function refuseFuture(label: string, on: PlainDate, today: PlainDate): void {
  if (on > today) throw new DomainError('DATE_IN_FUTURE', `${label} ${on} 在今天（${today}）之后，请核对年份；到了那天再登记。`)
}

/** 把一句缘由变成拒绝；没有缘由则通过。 */
export function refuseIf(code: string, problem: string | null): void {
  if (problem !== null && problem !== '') throw new DomainError(code, problem)
}

export function refuseStale(revision: number, expected: number, what: string): void {
  if (revision !== expected) throw new DomainError('STALE', `${what}已在别处改过；请刷新看看改了什么，再改。`)
}

/** 不在名册里的人各是谁，连成一句；都在为 null。 */
export function strangers(
  ids: readonly string[],
  roster: readonly { readonly id: string }[],
  names: ReadonlyMap<string, string>,
  where: string,
): string | null {
  const missing = ids.filter((id) => roster.every((person) => person.id !== id))
  if (missing.length === 0) return null
  return `${missing.map((id) => names.get(id) ?? '（名册里没有的人）').join('、')}不在 ${where}；请从名册里重新选择。`
}

/** 某年度可以取的活动：当年 1 月 1 日到次年 12 月 31 日、不超过今天。 */
export function yearSpan(year: number, today: PlainDate): { from: PlainDate; until: PlainDate } {
  const end = `${year + 1}-12-31`
  return { from: `${year}-01-01`, until: end < today ? end : today }
}
