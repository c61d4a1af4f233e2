import { setImmediate as nextTurn } from 'node:timers/promises'
import type { OpenedDatabase } from '../db/open.ts'
import { prepareNames } from './name-queries.ts'

/** 写完先等这么久，连着写的合成一次。 */
const QUIET_MS = 40

export type NameReadiness = {
  /** 库有了改动，稍后在后台重备。 */
  readonly refresh: () => void
  /** 停下，并等正在备的那次做完；关库之前调用。 */
  readonly stop: () => Promise<void>
}

/**
 * 打开后与每次写入后，在后台把检索姓名的索引备好，下一键不必等。
 * 没来得及备好就敲键也对：查询自己会补，只是那一键慢一点。
 */
export function keepNamesReady({ kysely }: OpenedDatabase, logFault: (error: unknown) => void): NameReadiness {
  let running: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  const pause = async () => {
    await nextTurn()
    if (isStopped) throw new Stopped()
  }
  const prepare = () => {
    running = running
      .then(() => (isStopped ? undefined : prepareNames(kysely, pause)))
      .catch((error: unknown) => {
        if (!(error instanceof Stopped)) logFault(error)
      })
  }
  const refresh = () => {
    clearTimeout(timer)
    if (isStopped) return
    timer = setTimeout(prepare, QUIET_MS)
    timer.unref()
  }
  refresh()
  return {
    refresh,
    stop: async () => {
      isStopped = true
      clearTimeout(timer)
      await running
    },
  }
}

/** 要关库了，备到一半的不必备完。 */
class Stopped extends Error {}
