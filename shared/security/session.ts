import type { AccountRole } from '../glossary.ts'

/** 现在是谁在用。没设身份时是“本机用户”：党委管理员，全部。 */
export type Session = {
  /** 登录的身份；没设身份时为空。 */
  readonly accountId: string | null
  /** 操作日志里写的名字。 */
  readonly name: string
  readonly role: AccountRole
  /** 可见范围：这个党组织连同全部下级；空为全部。 */
  readonly organizationId: string | null
  /** 登录的时刻，ISO 8601；没设身份时为空。 */
  readonly signedInAt: string | null
}

/** 没设身份时的使用者。 */
export function localUser(name = '本机用户'): Session {
  return { accountId: null, name, role: '党委管理员', organizationId: null, signedInAt: null }
}
