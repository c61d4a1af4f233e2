import type { AccountRole } from '../glossary.ts'

type Account = {
  readonly accountId: string
  readonly role: AccountRole
  readonly organizationId: string | null
  readonly isDisabled: boolean
}

/** 角色与范围配不配：管理员管全部，操作员必须有范围，检查员可有可无。配则为空串。 */
export function scopeProblem(role: AccountRole, organizationId: string | null): string {
  if (role === '党委管理员' && organizationId !== null) return '党委管理员看全部，不设可见范围；要限定范围请选“支部操作员”或“只读检查员”。'
  if (role === '支部操作员' && organizationId === null) return '支部操作员要选一个党组织作可见范围：选党总支的，连同它下面的支部一起管。'
  return ''
}

/** 改完以后还有没有能用的党委管理员；没有身份（一个人用）不算缺。 */
export function keepsAdministrator(accounts: readonly Account[]): boolean {
  return accounts.length === 0 || accounts.some(({ role, isDisabled }) => role === '党委管理员' && !isDisabled)
}

/** 连错几次以后，下一次要先等多少毫秒：前三次不等，以后 1、2、4……秒，最多 30 秒。 */
export function delayAfterFailures(failures: number): number {
  return failures < 3 ? 0 : Math.min(30_000, 1000 * 2 ** (failures - 3))
}
