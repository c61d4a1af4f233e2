import { cpSync } from 'node:fs'
import path from 'node:path'
import type { InputOf, OutputOf } from '../../shared/contract/endpoint.ts'
import type { AppContract, Route } from '../../shared/contract/index.ts'
import { createBackend, fixedClock, movableClock, type Backend, type BackendOptions } from '../../electron/backend.ts'
import { populateDemo } from '../../electron/demo/populate.ts'

export const AS_OF = '2026-09-14'

export type BenchBackend = {
  readonly backend: Backend
  readonly call: <R extends Route>(route: R, input: InputOf<AppContract[R]>) => Promise<OutputOf<AppContract[R]>>
}

export function openBenchBackend(dataDirectory: string, options: Partial<BackendOptions> = {}): BenchBackend {
  const backend = createBackend({ clock: fixedClock(AS_OF), ...options, dataDirectory })
  return {
    backend,
    async call(route, input) {
      const reply = await backend.dispatcher.dispatch(route, input)
      if (!reply.ok) throw new Error(`${route} 被拒绝：${reply.failure.message}`)
      return reply.value as OutputOf<AppContract[typeof route]>
    },
  }
}

export const DEMO_DIRECTORY = '演示'

/** 备一份演示集团的数据。 */
export async function prepareDemoGroup(directory: string): Promise<void> {
  const clock = movableClock(AS_OF)
  const { backend, call } = openBenchBackend(path.join(directory, DEMO_DIRECTORY), { clock, isDisposable: true })
  await populateDemo((route, input) => call(route as Route, input as never), {
    asOf: AS_OF,
    moveTo: clock.moveTo,
    report: () => Promise.resolve(),
  })
  await backend.close()
}

/** 每一轮用一份新拷贝，前一轮写的不影响后一轮。 */
export function openDemoCopy(directory: string, round: number): BenchBackend {
  const copy = path.join(directory, `演示-${round}`)
  cpSync(path.join(directory, DEMO_DIRECTORY), copy, { recursive: true })
  return openBenchBackend(copy)
}
