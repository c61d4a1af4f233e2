import type Database from 'better-sqlite3-multiple-ciphers'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'
import * as z from 'zod'
import { DomainError } from '../dispatch/domain-error.ts'
import { connect } from './connect.ts'
import type { DataKey } from './data-key.ts'
import { DATA_FILE_NAME, explainOpenErrors, openDatabase, type OpenedDatabase } from './open.ts'

/** 锁：一份空的 SQLite 文件，占着它的独占锁。进程怎么死，操作系统都会把锁放掉，不会留下假锁。 */
const LOCK_NAME = '使用中.锁'
/** 谁在用、从几时起；正常关闭时删去，下次打开还在就是上次没有正常退出。 */
const HOLDER_NAME = '使用中.json'

const holder = z.object({ processId: z.number().int(), host: z.string(), since: z.string() })
type Holder = z.infer<typeof holder>

export type Occupancy = {
  /** 上次没有正常退出（断电、崩溃、被强行结束）。 */
  readonly endedUncleanly: boolean
  /** 正常关闭：抹去记号并放锁。 */
  release(): void
  /** 锁定着：数据已关好，这时断电不算没有正常退出；锁仍占着。 */
  rest(): void
  /** 又打开了。 */
  resume(): void
  /** 没能正常打开：只放锁，记号留着，下次打开再检查。 */
  abandon(): void
}

/**
 * 占住数据再打开；上次没有正常退出的，打开后先做完整性检查。
 * @throws DomainError `DATA_IN_USE`、`DATA_FILE_CORRUPT`，与 `openDatabase` 的各种。
 */
export function occupyOnOpen(
  directory: string,
  now: Date,
  dataKey: DataKey | null = null,
): { database: OpenedDatabase; occupancy: Occupancy } {
  const file = path.join(directory, DATA_FILE_NAME)
  const occupancy = explainOpenErrors(file, () => occupy(directory, now))
  try {
    return { database: openDatabase(directory, { verifies: true, checksIntegrity: occupancy.endedUncleanly, dataKey }), occupancy }
  } catch (error) {
    occupancy.abandon()
    throw error
  }
}

/** 长开的入口（窗口、浏览器模式）占住一份数据，同一份不许再开第二个。一次性的命令行不占：它的每条命令自成一个事务。 */
export function occupy(directory: string, now: Date): Occupancy {
  mkdirSync(directory, { recursive: true })
  const lock = lockOrRefuse(directory)
  const marker = path.join(directory, HOLDER_NAME)
  const endedUncleanly = existsSync(marker)
  const mine: Holder = { processId: process.pid, host: hostname(), since: now.toISOString() }
  const mark = () => writeFileSync(marker, JSON.stringify(mine), { flush: true })
  mark()
  return {
    rest: () => rmSync(marker, { force: true }),
    resume: mark,
    endedUncleanly,
    release: () => {
      rmSync(marker, { force: true })
      lock.close()
    },
    abandon: () => {
      if (!endedUncleanly) rmSync(marker, { force: true })
      lock.close()
    },
  }
}

function lockOrRefuse(directory: string): Database.Database {
  const lock = connect(path.join(directory, LOCK_NAME), null, { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
    return lock
  } catch (error) {
    lock.close()
    if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY'))) throw error
    throw new DomainError('DATA_IN_USE', inUse(directory))
  }
}

function inUse(directory: string): string {
  const other = readHolder(path.join(directory, HOLDER_NAME))
  const who = other === null ? '另一个基石' : `另一个基石（电脑“${other.host}”，${new Date(other.since).toLocaleString('zh-CN')} 打开）`
  return `数据文件夹“${directory}”正由${who}使用，不能同时开两个。请切换到已打开的那一个，或先关掉它再试；本次什么也没有写。`
}

function readHolder(file: string): Holder | null {
  try {
    const parsed = holder.safeParse(JSON.parse(readFileSync(file, 'utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
