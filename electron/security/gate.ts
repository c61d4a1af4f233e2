import { randomUUID } from 'node:crypto'
import path from 'node:path'
import * as z from 'zod'
import type { Endpoint } from '../../shared/contract/endpoint.ts'
import type { Envelope } from '../../shared/contract/envelope.ts'
import { backendContract } from '../../shared/contract/index.ts'
import { gateContract, type GateContract, type GateStateName } from '../../shared/security/gate-contract.ts'
import { localUser } from '../../shared/security/session.ts'
import { createBackend, systemClock, type BackendOptions } from '../backend.ts'
import { DATA_FILE_NAME, explainStorageError } from '../db/open.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import { faulted, parsedInput, refused, unknownRoute } from '../dispatch/envelopes.ts'
import { faultLog, type LogFault } from '../dispatch/fault-log.ts'
import { TaskRegistry } from '../dispatch/tasks.ts'
import type { GateContext, GateControl, GateState } from './gate-context.ts'
import { gateHandlers } from './gate-handlers.ts'

export type GateOptions = Omit<BackendOptions, 'dataKey' | 'tasks'>

/**
 * 大门：长开的入口（窗口、浏览器模式）都从这里进。没打开时只有门口的路由作答，其余一律是“已锁定”或“打不开”。
 * 锁定是真的关库、忘掉密钥，不是盖一层遮罩。
 */
export class Gate implements GateControl {
  readonly options: GateOptions

  readonly tasks = new TaskRegistry()

  private readonly logFault: LogFault

  private current: GateState = { kind: '待解锁' }

  /** 正在后端里跑的调用；关库之前要等它们完。 */
  private readonly underWay = new Set<Promise<unknown>>()

  constructor(options: GateOptions) {
    this.options = options
    this.logFault = faultLog(options.dataDirectory)
  }

  get dataDirectory(): string {
    return this.options.dataDirectory
  }

  get dataFile(): string {
    return path.join(this.dataDirectory, DATA_FILE_NAME)
  }

  state(): GateState {
    return this.current
  }

  /** 给页面看的样子。 */
  view(): z.input<GateContract['security.state']['output']> {
    const state = this.current
    return {
      state: state.kind satisfies GateStateName,
      isEncrypted: 'backend' in state && state.backend.database.dataKey !== null,
      session: state.kind === '已开' ? state.session : null,
      failure: state.kind === '打不开' ? { code: state.failure.code, message: state.failure.message } : null,
    }
  }

  /** 打开数据；打不开的记下原因，不抛出。 */
  open(): void {
    try {
      const backend = createBackend({ ...this.options, tasks: this.tasks })
      this.current = { kind: '已开', backend, session: localUser(this.options.actor) }
    } catch (error) {
      const failure = explainStorageError(this.dataFile, error)
      if (!failure) throw error
      this.current = { kind: '打不开', failure }
    }
  }

  async dispatch(route: string, rawInput: unknown): Promise<Envelope> {
    if (Object.hasOwn(gateContract, route)) return this.answerAtDoor(route as keyof GateContract, rawInput)
    if (!Object.hasOwn(backendContract, route)) return unknownRoute(route)
    const state = this.current
    if (state.kind !== '已开') return refused(notOpen(state))
    const running = state.backend.dispatcher.dispatch(route, rawInput, state.session)
    this.underWay.add(running)
    try {
      return await running
    } finally {
      this.underWay.delete(running)
    }
  }

  /** @throws DomainError `NOTHING_TO_LOCK`：既没加密也没设身份，锁了谁都能再开。 */
  lock(): Promise<void> {
    if (this.current.kind !== '已开') return Promise.resolve()
    return Promise.reject(new DomainError('NOTHING_TO_LOCK', '这份数据没有设口令，锁不住。请先到“设置 → 数据安全”启用加密。'))
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.underWay)
    if ('backend' in this.current) await this.current.backend.close()
  }

  private now(): string {
    return (this.options.clock ?? systemClock).now().toISOString()
  }

  private async answerAtDoor(route: keyof GateContract, rawInput: unknown): Promise<Envelope> {
    const endpoint: Endpoint = gateContract[route]
    const parsed = parsedInput(endpoint, rawInput)
    if (!parsed.ok) return parsed
    const handler = gateHandlers[route] as (context: GateContext, input: unknown) => unknown
    try {
      const output = await Promise.resolve(handler({ gate: this, at: this.now() }, parsed.data))
      return { ok: true, value: endpoint.output.parse(output) }
    } catch (error) {
      const refusal = explainStorageError(this.dataFile, error)
      if (refusal) return refused(refusal)
      const reference = randomUUID().slice(0, 8)
      this.logFault(reference, route, error instanceof z.ZodError ? z.prettifyError(error) : error)
      return faulted(reference)
    }
  }
}

function notOpen(state: Exclude<GateState, { kind: '已开' }>): DomainError {
  switch (state.kind) {
    case '待解锁':
      return new DomainError('LOCKED', '数据已锁定，请先输入口令解锁。')
    case '待登录':
      return new DomainError('LOCKED', '还没有登录，请先选名字、输入口令。')
    case '转换中':
      return new DomainError('LOCKED', '正在启用或停用加密，请稍等它做完。')
    case '打不开':
      return new DomainError('DATA_UNAVAILABLE', `数据没有打开：${state.failure.message}`)
  }
}

/** 造一道门并打开数据。 */
export function openGate(options: GateOptions): Gate {
  const gate = new Gate(options)
  gate.open()
  return gate
}
