import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import type { Contract, Endpoint } from '../../shared/contract/endpoint.ts'
import type { Envelope, Failure, Problem } from '../../shared/contract/envelope.ts'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { backUpContent, type AutomaticReason } from '../db/automatic-backup.ts'
import { explainStorageError, type OpenedDatabase, type WriteDb } from '../db/open.ts'
import { refuseWhileRestorePending } from '../db/restore.ts'
import { DomainError } from './domain-error.ts'
import { explainInput } from './explain-input.ts'
import type { CommandContext, Handlers } from './handlers.ts'
import { journalInput, recordInJournal } from './journal.ts'
import { TaskRegistry } from './tasks.ts'

export type Clock = { now(): Date; today(): PlainDate }

export type DispatcherOptions<C extends Contract> = {
  contract: C
  handlers: Handlers<C>
  database: OpenedDatabase
  tasks: TaskRegistry
  clock: Clock
  actor: string
  /** 故障的细节只进本机日志。 */
  logFault: (reference: string, route: string, error: unknown) => void
  /** 提交之前在同一个事务里做：让由记录编出的索引跟上。 */
  beforeCommit?: (db: WriteDb) => Promise<unknown>
  /** 一次写入提交之后；不等它做完。 */
  afterCommit?: () => void
}

type AnyHandler = (context: unknown, input: unknown) => unknown

/**
 * 唯一的调度器：查路由 → zod 解析入参 → 命令开一个事务并记一条操作日志 → zod 解析出参 → 信封。
 * 三个入口都只调它；它从不抛出，一切结果都在信封里。
 */
export class Dispatcher<C extends Contract> {
  private readonly options: DispatcherOptions<C>

  constructor(options: DispatcherOptions<C>) {
    this.options = options
  }

  async dispatch(route: string, rawInput: unknown): Promise<Envelope> {
    const { contract, handlers } = this.options
    if (!Object.hasOwn(contract, route)) return failed('UNKNOWN_ROUTE', `没有“${route}”这条路由。`)
    const endpoint = contract[route] as Endpoint
    const parsed = endpoint.input.safeParse(rawInput ?? {}, { reportInput: true })
    if (!parsed.success) {
      const problems = explainInput(parsed.error)
      return failed(
        'INVALID_INPUT',
        `填写的内容有 ${problems.length} 处不合要求：${problems.map((problem) => `${problem.place}：${problem.message}`).join('；')}`,
        problems,
      )
    }
    try {
      const output = await this.run(route, endpoint, handlers[route] as AnyHandler, parsed.data)
      return { ok: true, value: endpoint.output.parse(output) }
    } catch (error) {
      return this.explain(route, error)
    }
  }

  private async run(route: string, endpoint: Endpoint, handler: AnyHandler, input: unknown): Promise<unknown> {
    const { database, clock, actor, tasks } = this.options
    const call = { today: clock.today(), at: clock.now().toISOString(), actor }
    // 一次查询可能读几张表：独占连接读完，中间插不进别的命令，看到的就是同一刻。
    if (endpoint.kind === 'query')
      return database.kysely.connection().execute((connection) => Promise.resolve(handler({ ...call, db: connection }, input)))
    if (endpoint.kind === 'command') return this.inTransaction(route, call, input, (context) => Promise.resolve(handler(context, input)))
    return tasks.run(taskIdOf(input), (progress) =>
      Promise.resolve(
        handler(
          {
            ...call,
            db: database.kysely,
            transaction: (work: (context: CommandContext) => Promise<unknown>) => this.inTransaction(route, call, input, work),
            backUp: async (reason: AutomaticReason) => {
              await backUpContent(database, reason, clock.now())
            },
            report: progress.report,
            signal: progress.signal,
          },
          input,
        ),
      ),
    )
  }

  // async：已登记恢复时的拒绝也以 rejection 给出，不同步抛。
  private async inTransaction<T>(
    route: string,
    call: { today: PlainDate; at: string; actor: string },
    input: unknown,
    work: (context: CommandContext) => Promise<T>,
  ): Promise<T> {
    refuseWhileRestorePending(this.options.database.directory)
    const done = await this.options.database.kysely.transaction().execute(async (transaction) => {
      let summary = ''
      const result = await work({
        ...call,
        db: transaction,
        newId: () => randomUUID(),
        summarize: (text) => {
          summary = text
        },
      })
      await this.options.beforeCommit?.(transaction)
      await recordInJournal(transaction, { at: call.at, actor: call.actor, route, summary, inputJson: journalInput(input) })
      return result
    })
    this.options.afterCommit?.()
    return done
  }

  private explain(route: string, error: unknown): Envelope {
    const refusal = error instanceof DomainError ? error : explainStorageError(this.options.database.file, error)
    if (refusal)
      return {
        ok: false,
        failure: { code: refusal.code, message: refusal.message, problems: [...refusal.problems], findings: [...refusal.findings] },
      }
    const reference = randomUUID().slice(0, 8)
    this.options.logFault(reference, route, error instanceof z.ZodError ? z.prettifyError(error) : error)
    return failed('INTERNAL', `程序出了意外，本次操作没有写入任何内容。请把日志号 ${reference} 告诉维护人员。`)
  }
}

function taskIdOf(input: unknown): string | undefined {
  if (typeof input === 'object' && input !== null && 'taskId' in input && typeof input.taskId === 'string') return input.taskId
  return undefined
}

export function failed(code: string, message: string, problems: readonly Problem[] = []): { ok: false; failure: Failure } {
  return { ok: false, failure: { code, message, problems: [...problems], findings: [] } }
}
