import * as z from 'zod'
import { command, query } from '../contract/endpoint.ts'
import { singleLine } from '../contract/text.ts'
import { ACCOUNT_ROLES } from '../glossary.ts'
import { passphraseProblem, PASSPHRASE_MAX } from './passphrase-rules.ts'

const newPassphrase = z.string().superRefine((text, context) => {
  const problem = passphraseProblem(text)
  if (problem !== null) context.addIssue({ code: 'custom', message: problem })
})

/** 输入已有的口令：对不对由后端核，不在这里挑，免得从提示里猜。 */
export const givenPassphrase = z.string().min(1, '没有填写口令').max(PASSPHRASE_MAX)

export const account = z.object({
  accountId: z.string(),
  name: z.string(),
  role: z.enum(ACCOUNT_ROLES),
  /** 可见范围，连同下级；null 为全部。 */
  organizationId: z.string().nullable(),
  organizationName: z.string(),
  mustChangePassphrase: z.boolean(),
  createdAt: z.string(),
  createdBy: z.string(),
  disabledAt: z.string().nullable(),
  disabledBy: z.string(),
  /** 就是现在登录的这一个。 */
  isCurrent: z.boolean(),
  /** 启用加密以前设的：重设一次口令才能打开加密的数据。 */
  lacksKey: z.boolean(),
})
export type AccountRow = z.infer<typeof account>

const roleAndScope = { role: z.enum(ACCOUNT_ROLES), organizationId: z.string().nullable().default(null) }

/** 登录身份的登记。登录、退出在门口办（`gate-contract.ts`）。 */
export const accountContract = {
  'security.accounts': query('本机的登录身份：名字、角色、可见范围，停用的也在', z.object({}), z.object({ rows: z.array(account) })),
  'security.addAccount': command(
    '新增登录身份；第一个须是党委管理员，设好以后再用要先登录',
    z.object({ name: singleLine(20), ...roleAndScope, passphrase: newPassphrase }),
    z.object({ accountId: z.string() }),
  ),
  'security.reviseAccount': command('改一个身份的角色与可见范围', z.object({ accountId: z.string(), ...roleAndScope }), z.object({})),
  'security.setAccountDisabled': command(
    '停用或恢复一个身份；停用不删，日志里写着他的名字',
    z.object({ accountId: z.string(), isDisabled: z.boolean() }),
    z.object({}),
  ),
  'security.setAccountPassphrase': command(
    '替别人重设口令；他下次登录须自己再改',
    z.object({ accountId: z.string(), passphrase: newPassphrase }),
    z.object({}),
  ),
  'security.changeOwnPassphrase': command(
    '改自己的登录口令',
    z.object({ currentPassphrase: givenPassphrase, newPassphrase }),
    z.object({}),
  ),
} as const
