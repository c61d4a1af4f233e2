import * as z from 'zod'
import { ACCOUNT_ROLES } from '../glossary.ts'

/** 现在是谁在用。没设身份时是“本机用户”：党委管理员，全部。 */
export const session = z.object({
  /** 登录的身份；没设身份时为空。 */
  accountId: z.string().nullable(),
  /** 操作日志里写的名字。 */
  name: z.string(),
  role: z.enum(ACCOUNT_ROLES),
  /** 可见范围：这个党组织连同全部下级；空为全部。 */
  organizationId: z.string().nullable(),
  /** 登录的时刻，ISO 8601；没设身份时为空。 */
  signedInAt: z.string().nullable(),
})
export type Session = Readonly<z.infer<typeof session>>

/** 没设身份时的使用者。 */
export function localUser(name = '本机用户'): Session {
  return { accountId: null, name, role: '党委管理员', organizationId: null, signedInAt: null }
}
