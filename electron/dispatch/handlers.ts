import type { Contract, InputOf } from '../../shared/contract/endpoint.ts'
import type * as z from 'zod'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { Session } from '../../shared/security/session.ts'
import type { AutomaticReason } from '../db/automatic-backup.ts'
import type { ReadDb, WriteDb } from '../db/open.ts'

/** 每次调用都有的东西。`today` 是本机日历日，测试与演示可固定。 */
export type CallContext = {
  readonly today: PlainDate
  /** 本次调用的时刻，ISO 8601；同一次调用里处处相同。 */
  readonly at: string
  /** 记到各处的名字，即 `session.name`。 */
  readonly actor: string
  /** 谁在调用：身份、角色与可见范围。 */
  readonly session: Session
  /** 导出类路由把人数、号码给不给全文说给操作日志；别的路由调了也不记。 */
  readonly noteExport: (note: ExportNote) => void
}

/** 导出留痕里文件名以外的几样。 */
export type ExportNote = {
  /** 文件里有多少名党员。 */
  readonly people?: number
  /** 证号、电话遮着还是给了全文；文件里没有这些的不给。 */
  readonly numbers?: '遮着' | '完整'
  /** 要全文的用途。 */
  readonly purpose?: string
  /** 加了打开口令。 */
  readonly isSealed?: boolean
}

export type QueryContext = CallContext & { readonly db: ReadDb }

export type CommandContext = CallContext & {
  readonly db: WriteDb
  readonly newId: () => string
  /** 给操作日志写一句人话；不写则只记路由名与入参。 */
  readonly summarize: (summary: string) => void
}

export type TaskContext = CallContext & {
  readonly db: ReadDb
  /** 一次事务加一条操作日志；抛错即整体撤回。 */
  transaction<T>(work: (context: CommandContext) => Promise<T>): Promise<T>
  /** 大动之前先留一份验证过的备份（空库不留）；写不成则抛出，后面的事就不要做。 */
  backUp(reason: AutomaticReason): Promise<void>
  /** 报一次进度并让出主线程；已被取消则在此抛出。 */
  report(done: number, total: number, label: string): Promise<void>
  readonly signal: AbortSignal
}

type ContextOf<Kind> = Kind extends 'query' ? QueryContext : Kind extends 'command' ? CommandContext : TaskContext

/** 契约里每条路由恰有一个处理器：少一个、多一个、类型不对都编译不过。 */
export type Handlers<C extends Contract> = {
  readonly [R in keyof C]: (
    context: ContextOf<C[R]['kind']>,
    input: z.output<C[R]['input']>,
  ) => z.input<C[R]['output']> | Promise<z.input<C[R]['output']>>
}

export type Call<C extends Contract> = <R extends keyof C & string>(route: R, input: InputOf<C[R]>) => Promise<z.output<C[R]['output']>>
