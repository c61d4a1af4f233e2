import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'
import { query, task } from '../contract/endpoint.ts'
import { autoLockMinutes } from './auto-lock.ts'
import { GATE_STATES } from './gate-states.ts'
import { newPassphrase, offeredPassphrase } from './passphrase-input.ts'
import { placesContract } from './places-contract.ts'
import { rescueContract } from './rescue-contract.ts'
import { session } from './session.ts'
import { signInContract } from './sign-in-contract.ts'

const stateReply = z.object({ state: z.enum(GATE_STATES) })
const taskId = z.string().optional()

/** 抄下恢复单以后回输的两组。 */
const confirmations = z.array(z.object({ group: z.number().int().min(1), text: z.string().max(40) })).length(2)

export const gateContract = {
  'security.state': query(
    '数据打开了没有：待解锁、待登录、已开或打不开，现在是谁在用',
    z.object({}),
    z.object({
      state: z.enum(GATE_STATES),
      isEncrypted: z.boolean(),
      /** 已开时是谁在用。 */
      session: session.nullable(),
      /** 可见范围的党组织叫什么；不限范围的为空串。 */
      scopeName: z.string(),
      /** 口令是管理员代设的，要先改成自己的。 */
      mustChangePassphrase: z.boolean(),
      /** 打不开的原因。 */
      failure: z.object({ code: z.string(), message: z.string() }).nullable(),
      /** 解锁时要不要选名字：设了几个身份的才要。 */
      needsName: z.boolean(),
      /** 口令连错之后还要等几秒才能再试。 */
      waitSeconds: z.number().int(),
      /** 闲置几分钟自动锁；没打开、不锁的为 null。 */
      lockAfterMinutes: autoLockMinutes,
    }),
  ),
  'security.unlock': task('用口令解锁', z.object({ passphrase: offeredPassphrase, name: z.string().max(40).optional() }), stateReply),
  'security.recover': task(
    '忘了口令：用恢复码打开，并设新口令',
    z.object({ code: z.string().max(200), passphrase: newPassphrase, name: z.string().max(40).optional() }),
    stateReply,
  ),
  'security.lock': task('锁定：关上数据，再用要口令', z.object({}), stateReply),
  'security.touch': task('有人在用：自动锁定从头计时', z.object({}), stateReply),
  'security.protection': query(
    '加密与自动锁定的现状',
    z.object({}),
    z.object({
      isEncrypted: z.boolean(),
      /** 恢复码是哪天发的；没加密的为 null。 */
      recoveryCodeAt: z.string().nullable(),
      canUseKeychain: z.boolean(),
      usesKeychain: z.boolean(),
      /** 附件与旧备份还在后台转换。 */
      isFinishing: z.boolean(),
      /** 数据文件夹里仍是明文的备份与换下的原库，相对路径。 */
      plainCopies: z.array(z.string()),
      /** 密钥文件丢了或坏了，这次用的是备份文件夹里的那一份，已补回。 */
      keyFileWasRepaired: z.boolean(),
    }),
  ),
  'security.draftRecoveryCode': task(
    '生成一份新的恢复码，供打印或抄下；确认之前不生效',
    z.object({}),
    z.object({
      draftId: z.string(),
      groups: z.array(z.string()),
      /** 抄完要回输哪两组，从 1 起。 */
      asked: z.array(z.number().int()).length(2),
      unitName: z.string(),
      issuedOn: plainDate,
    }),
  ),
  'security.enableEncryption': task(
    '启用加密：整个数据转成加密的',
    z.object({
      draftId: z.string(),
      passphrase: newPassphrase,
      confirmations,
      /** 换下来的明文原库：删去，或改名保留。 */
      dropsOriginal: z.boolean(),
      /** 旧的明文备份：也转成加密的，或保留。 */
      convertsBackups: z.boolean(),
      usesKeychain: z.boolean().default(false),
      taskId,
    }),
    z.object({ attachments: z.number().int(), backups: z.number().int(), left: z.array(z.string()) }),
  ),
  'security.disableEncryption': task(
    '停用加密：整个数据转回不加密',
    z.object({ passphrase: offeredPassphrase, taskId }),
    z.object({ attachments: z.number().int(), backups: z.number().int(), left: z.array(z.string()) }),
  ),
  'security.changePassphrase': task(
    '改自己的口令',
    z.object({ current: offeredPassphrase, next: newPassphrase }),
    z.object({ changed: z.literal(true) }),
  ),
  'security.replaceRecoveryCode': task(
    '换恢复码：旧的恢复单从此不能用',
    z.object({ draftId: z.string(), passphrase: offeredPassphrase, confirmations }),
    z.object({ changed: z.literal(true) }),
  ),
  'security.setKeychain': task(
    '在这台电脑上记住，打开时不必输口令',
    z.object({ passphrase: offeredPassphrase, isEnabled: z.boolean() }),
    z.object({ usesKeychain: z.boolean() }),
  ),
  'security.reopen': task('关上再打开一次：登记着的恢复在此时换上', z.object({}), stateReply),
  ...signInContract,
  ...placesContract,
  ...rescueContract,
} as const

/** 门口的路由：数据没打开时也答，由大门自己办；其余路由在没打开时一律是 `LOCKED` 或 `DATA_UNAVAILABLE`。 */
export type GateContract = typeof gateContract
