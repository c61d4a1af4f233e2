import type * as z from 'zod'
import type { Contract } from '../../shared/contract/endpoint.ts'
import type { GateContract } from '../../shared/security/gate-contract.ts'
import type { Session } from '../../shared/security/session.ts'
import type { Backend } from '../backend.ts'
import type { DataKey } from '../db/data-key.ts'
import type { DomainError } from '../dispatch/domain-error.ts'
import type { TaskRegistry } from '../dispatch/tasks.ts'

type TaskProgress = { readonly report: (done: number, total: number, label: string) => Promise<void>; readonly signal: AbortSignal }

export type GateState =
  /** 库已加密，还没给口令。 */
  | { readonly kind: '待解锁' }
  /** 没加密但设了身份：库开着，没人登录。 */
  | { readonly kind: '待登录'; readonly backend: Backend }
  | { readonly kind: '已开'; readonly backend: Backend; readonly session: Session; readonly mustChangePassphrase: boolean }
  /** 数据打不开；修复在此服务。口令已经给对的，`dataKey` 是打开它的密钥。 */
  | { readonly kind: '打不开'; readonly failure: DomainError; readonly dataKey: DataKey | null }
  /** 正在启用或停用加密：库已关，一会儿换好了再开。 */
  | { readonly kind: '转换中' }

/** 门口的处理器能叫大门做的事。 */
export type GateControl = {
  readonly dataDirectory: string
  readonly dataFile: string
  /** 本进程的长任务：修复要报进度、可取消。 */
  readonly tasks: TaskRegistry
  state(): GateState
  view(): Promise<z.input<GateContract['security.state']['output']>>
  protection(): Promise<z.input<GateContract['security.protection']['output']>>
  /** 有人在用：自动锁定从头计时。 */
  touch(): void
  /** @throws DomainError `WRONG_PASSPHRASE`、`TOO_MANY_ATTEMPTS`、`KEY_FILE_MISSING`、`KEY_FILE_DAMAGED` */
  unlock(passphrase: string, name: string | undefined): Promise<void>
  /** @throws DomainError `WRONG_RECOVERY_CODE`、`TOO_MANY_ATTEMPTS` */
  recover(code: string, passphrase: string, name: string | undefined): Promise<void>
  /** 登录页上可选的名字。 */
  names(): Promise<string[]>
  /** @throws DomainError `WRONG_PASSPHRASE`、`TOO_MANY_ATTEMPTS`、`NOT_AT_SIGN_IN` */
  signIn(name: string, passphrase: string): Promise<Session>
  /** 退出登录；加了密的连库一起锁上。 */
  signOut(): Promise<void>
  /** 打不开的再打开一次（加密的仍用原来的密钥）；结果看 `state()`。 */
  retryOpening(): void
  /** 关上再打开：登记着的恢复在此时换上，不必退出程序。有长任务在跑的拒绝。 */
  reopenNow(): Promise<void>
  /** 用系统的窗口选一个文件夹；取消返回 null。浏览器里没有这个窗口，为 null。 */
  readonly chooseFolder: (() => Promise<string | null>) | null
  /** 关库、忘掉密钥；没设口令的、有长任务在跑的拒绝。 */
  lock(): Promise<void>
  draftRecoveryCode(): Promise<z.input<GateContract['security.draftRecoveryCode']['output']>>
  enableEncryption(
    input: z.output<GateContract['security.enableEncryption']['input']>,
    progress: TaskProgress,
  ): Promise<z.input<GateContract['security.enableEncryption']['output']>>
  disableEncryption(passphrase: string, progress: TaskProgress): Promise<z.input<GateContract['security.disableEncryption']['output']>>
  changePassphrase(current: string, next: string): Promise<void>
  replaceRecoveryCode(input: z.output<GateContract['security.replaceRecoveryCode']['input']>): Promise<void>
  setKeychain(passphrase: string, isEnabled: boolean): Promise<void>
}

/** 门口的路由每次调用都有的东西。 */
export type GateContext = {
  readonly gate: GateControl
  /** 本次调用的时刻，ISO 8601。 */
  readonly at: string
  /** 作为长任务跑：可报进度。 */
  readonly task: <T>(taskId: string | undefined, work: (progress: TaskProgress) => Promise<T>) => Promise<T>
}

/** 契约里每条门口的路由恰有一个处理器。 */
export type GateHandlers<C extends Contract> = {
  readonly [R in keyof C]: (
    context: GateContext,
    input: z.output<C[R]['input']>,
  ) => z.input<C[R]['output']> | Promise<z.input<C[R]['output']>>
}
