import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import type { Contract, Endpoint } from '../../shared/contract/endpoint.ts'
import type { Envelope, JournalMark } from '../../shared/contract/envelope.ts'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { Session } from '../../shared/security/session.ts'
import { maskNumbersIn } from '../../shared/member/masking.ts'
import { undoObstacle } from '../../shared/settings/undo-rules.ts'
import { backUpContent, verifyInTurns, type AutomaticReason } from '../db/automatic-backup.ts'
import { changeCaptureOf } from '../db/change-capture.ts'
import { refuseWhileConverting } from '../db/conversion-marker.ts'
import { appendJournal } from '../db/journal-chain.ts'
import { explainStorageError, type OpenedDatabase, type WriteDb } from '../db/open.ts'
import { refuseWhileRestorePending } from '../db/restore.ts'
import { admit } from '../security/admission.ts'
import { DomainError } from './domain-error.ts'
import { faulted, parsedInput, refused, unknownRoute } from './envelopes.ts'
import type { LogFault } from './fault-log.ts'
import { exportSummary } from './export-trace.ts'
import type { CallContext, CommandContext, ExportNote, Handlers } from './handlers.ts'
import { journalInput } from './journal.ts'
import { TaskRegistry } from './tasks.ts'

export type Clock = { now(): Date; today(): PlainDate }

export type DispatcherOptions<C extends Contract> = {
  contract: C
  handlers: Handlers<C>
  database: OpenedDatabase
  tasks: TaskRegistry
  clock: Clock
  /** 调用时没指明是谁的，算这一个会话的。 */
  session: Session
  logFault: LogFault
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
  /** 这次调用记成了第几条；几个事务的取末一条。 */
  private readonly marks = new WeakMap<CallContext, JournalMark>()

  constructor(options: DispatcherOptions<C>) {
    this.options = options
  }

  /** `session`：谁在调用；大门每次给出当时登录的人。 */
  async dispatch(route: string, rawInput: unknown, session: Session = this.options.session): Promise<Envelope> {
    const { contract, handlers } = this.options
    if (!Object.hasOwn(contract, route)) return unknownRoute(route)
    const endpoint = contract[route] as Endpoint
    const parsed = parsedInput(endpoint, rawInput)
    if (!parsed.ok) return parsed
    try {
      const { output, entry } = await this.run(route, endpoint, handlers[route] as AnyHandler, parsed.data, session)
      return { ok: true, value: endpoint.output.parse(output), ...(entry ? { entry } : {}) }
    } catch (error) {
      return this.explain(route, error)
    }
  }

  private async run(route: string, endpoint: Endpoint, handler: AnyHandler, input: unknown, session: Session) {
    const { clock } = this.options
    let note: ExportNote = {}
    const noteExport = (given: ExportNote) => {
      note = given
    }
    const call: CallContext = { today: clock.today(), at: clock.now().toISOString(), actor: session.name, session, noteExport }
    const output = await this.answer(route, endpoint, handler, input, call)
    // 留不下痕的导出不给文件：登记不成（磁盘满、已登记恢复）就整个拒绝。
    if (endpoint.isExport === true)
      await this.inTransaction(route, call, input, (context) => {
        context.summarize(exportSummary(endpoint, output, note))
        return Promise.resolve()
      })
    return { output, entry: this.marks.get(call) }
  }

  private async answer(route: string, endpoint: Endpoint, handler: AnyHandler, input: unknown, call: CallContext): Promise<unknown> {
    const { database, clock, tasks } = this.options
    const { session } = call
    const asked = { route, summary: endpoint.summary, input, today: call.today }
    // 一次查询可能读几张表：独占连接读完，中间插不进别的命令，看到的就是同一刻。放行也在同一刻查。
    if (endpoint.kind === 'query')
      return database.kysely.connection().execute(async (connection) => {
        const admission = await admit(connection, session, asked)
        return admission.trim(await handler({ ...call, db: connection }, admission.input))
      })
    if (endpoint.kind === 'command')
      return this.inTransaction(route, call, input, async (context) => {
        const admission = await admit(context.db, session, asked)
        return admission.trim(await handler(context, admission.input))
      })
    const admission = await admit(database.kysely, session, asked)
    return tasks.run(taskIdOf(input), async (progress) =>
      admission.trim(
        await handler(
          {
            ...call,
            db: database.kysely,
            transaction: (work: (context: CommandContext) => Promise<unknown>) => this.inTransaction(route, call, input, work),
            backUp: async (reason: AutomaticReason) => {
              const now = clock.now()
              const receipt = await backUpContent(database, reason, now)
              if (receipt) await verifyInTurns(database, receipt, now)
            },
            report: progress.report,
            signal: progress.signal,
          },
          admission.input,
        ),
      ),
    )
  }

  /** 不经路由的事（登录、退出）也在操作日志里留一条。 */
  note(
    route: string,
    session: Session,
    summary: string,
    work: (context: CommandContext) => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    const { clock } = this.options
    const call: CallContext = {
      today: clock.today(),
      at: clock.now().toISOString(),
      actor: session.name,
      session,
      noteExport: () => undefined,
    }
    return this.inTransaction(route, call, {}, (context) => {
      context.summarize(summary)
      return work(context)
    })
  }

  // async：已登记恢复时的拒绝也以 rejection 给出，不同步抛。
  private async inTransaction<T>(
    route: string,
    call: CallContext,
    input: unknown,
    work: (context: CommandContext) => Promise<T>,
  ): Promise<T> {
    const { kysely, native, directory } = this.options.database
    refuseWhileRestorePending(directory)
    refuseWhileConverting(directory)
    const capture = changeCaptureOf(native)
    if (!capture.isInstalled)
      await kysely.connection().execute(() => {
        capture.install()
        return Promise.resolve()
      })
    const done = await kysely.transaction().execute(async (transaction) => {
      capture.discard()
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
      const entry = { at: call.at, actor: call.actor, route, summary: maskNumbersIn(summary), inputJson: journalInput(input) }
      const { seq, touched } = appendJournal(native, entry, capture.take())
      this.marks.set(call, { seq, canUndo: undoObstacle(touched) === '' })
      return result
    })
    this.options.database.noteCommit()
    this.options.afterCommit?.()
    return done
  }

  private explain(route: string, error: unknown): Envelope {
    const refusal = error instanceof DomainError ? error : explainStorageError(this.options.database.file, error)
    if (refusal) return refused(refusal)
    const reference = randomUUID().slice(0, 8)
    this.options.logFault(reference, route, error instanceof z.ZodError ? z.prettifyError(error) : error)
    return faulted(reference)
  }
}

function taskIdOf(input: unknown): string | undefined {
  if (typeof input === 'object' && input !== null && 'taskId' in input && typeof input.taskId === 'string') return input.taskId
  return undefined
}
