import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/**
 * 一项测量。`prepare` 在单独的进程里备好数据（不计时、不计内存）；`product` 是产品做这件事，
 * `floor` 是同一份数据上省不掉的那点活，二者各返回毫秒。
 */
export type Measure = {
  readonly name: string
  readonly title: string
  readonly floorTitle: string
  readonly prepare: (directory: string) => Promise<void>
  readonly product: (directory: string, round: number) => Promise<number>
  readonly floor: (directory: string, round: number) => Promise<number>
}

export type Reading = {
  readonly name: string
  readonly ms: number
  readonly floorMs: number
  readonly ratio: number
  readonly peakRssMiB: number
}

const ROUNDS = 3

export async function stopwatch(work: () => unknown): Promise<number> {
  globalThis.gc?.()
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

/** 先测产品三次并记下此时的内存峰值，再测下限三次：下限的内存不算在产品头上。 */
export async function measureInThisProcess(measure: Measure, directory: string): Promise<Reading> {
  const ms = await medianOf((round) => measure.product(directory, round))
  const peakRssMiB = Math.round(process.resourceUsage().maxRSS / 1024)
  const floorMs = await medianOf((round) => measure.floor(directory, round))
  return { name: measure.name, ms: Math.round(ms), floorMs: Math.round(floorMs), ratio: Number((ms / floorMs).toFixed(2)), peakRssMiB }
}

async function medianOf(run: (round: number) => Promise<number>): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) times.push(await run(round))
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN
}

/** 备数据、测量各开一个子进程，各有各的内存峰值；数据在临时目录，用后即删。 */
export function measureInChildren(entry: string, name: string): Reading {
  const directory = mkdtempSync(path.join(tmpdir(), 'jishi-bench-'))
  try {
    stage(entry, ['--stage', 'prepare', '--only', name, '--directory', directory])
    return JSON.parse(stage(entry, ['--stage', 'measure', '--only', name, '--directory', directory])) as Reading
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

function stage(entry: string, args: readonly string[]): string {
  const child = spawnSync(process.execPath, ['--expose-gc', entry, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
  if (child.status !== 0) throw new Error(`${args.join(' ')} 没有跑完（退出码 ${String(child.status)}）`)
  return child.stdout
}
