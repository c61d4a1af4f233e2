import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { InputOf, OutputOf } from '../../shared/contract/endpoint.ts'
import type { Failure } from '../../shared/contract/envelope.ts'
import type { AppContract, Route } from '../../shared/contract/index.ts'
import { createBackend, fixedClock, type Backend, type BackendOptions } from '../../electron/backend.ts'
import { demoData } from './demo-data.ts'

/** 测试用后端：临时目录里的真实 SQLite 文件、固定的今天、真实的调度器。 */
export type TestBackend = {
  readonly backend: Backend
  readonly directory: string
  /** 期望成功：返回值已过出参校验；被拒绝则抛出其中文说明。 */
  call<R extends Route>(route: R, input: InputOf<AppContract[R]>): Promise<OutputOf<AppContract[R]>>
  /** 期望被拒绝：返回拒绝的说明；意外成功则抛出。 */
  refused<R extends Route>(route: R, input: InputOf<AppContract[R]>): Promise<Failure>
  [Symbol.asyncDispose](): Promise<void>
}

/** 从演示集团的一份拷贝开始；`asOf` 既是判定日也是今天。 */
export async function openDemoBackend(asOf = '2026-09-14', options: Partial<BackendOptions> = {}): Promise<TestBackend> {
  const { directory } = await demoData(asOf)
  return openTestBackend(asOf, options, directory)
}

export function openTestBackend(today = '2026-09-14', options: Partial<BackendOptions> = {}, copiedFrom?: string): TestBackend {
  const directory = mkdtempSync(path.join(tmpdir(), 'jishi-'))
  if (copiedFrom !== undefined) cpSync(copiedFrom, directory, { recursive: true })
  const backend = createBackend({ dataDirectory: directory, clock: fixedClock(today), ...options })
  return {
    backend,
    directory,
    async call(route, input) {
      const reply = await backend.dispatcher.dispatch(route, input)
      if (!reply.ok) throw new Error(`${route} 被拒绝：${reply.failure.code} ${reply.failure.message}`)
      return reply.value as OutputOf<AppContract[typeof route]>
    },
    async refused(route, input) {
      const reply = await backend.dispatcher.dispatch(route, input)
      if (reply.ok) throw new Error(`${route} 本应被拒绝，却成功了：${JSON.stringify(reply.value)}`)
      return reply.failure
    },
    async [Symbol.asyncDispose]() {
      await backend.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
