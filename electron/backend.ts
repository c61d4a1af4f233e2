import { mkdirSync, appendFileSync } from 'node:fs'
import path from 'node:path'
import { contract, type AppContract } from '../shared/contract/index.ts'
import { makeDate, type PlainDate } from '../shared/calendar/plain-date.ts'
import { assessmentHandlers } from './assessment/usecases.ts'
import { complianceHandlers } from './compliance/usecases.ts'
import { correspondenceHandlers } from './correspondence/usecases.ts'
import { openDatabase, type OpenedDatabase } from './db/open.ts'
import { Dispatcher, type Clock } from './dispatch/dispatcher.ts'
import { TaskRegistry } from './dispatch/tasks.ts'
import type { PdfPrinter } from './document/pdf-printer.ts'
import { electionHandlers } from './election/usecases.ts'
import { exchangeHandlers } from './exchange/usecases.ts'
import { memberHandlers } from './member/usecases.ts'
import { organizationHandlers } from './organization/usecases.ts'
import { settingsHandlers } from './settings/usecases.ts'

/** 后端依赖的外物，由入口给定：测试固定时钟，Electron 与浏览器模式各有自己的 PDF 打印。 */
export type BackendOptions = {
  dataDirectory: string
  clock?: Clock
  actor?: string
  pdfPrinter?: PdfPrinter | null
  appVersion?: string
}

export type Backend = {
  readonly dispatcher: Dispatcher<AppContract>
  readonly database: OpenedDatabase
  close(): Promise<void>
}

export const systemClock: Clock = {
  now: () => new Date(),
  today: () => {
    const now = new Date()
    return makeDate(now.getFullYear(), now.getMonth() + 1, now.getDate())
  },
}

export function fixedClock(today: PlainDate): Clock {
  return { now: () => new Date(`${today}T09:00:00+08:00`), today: () => today }
}

/** 组装点：数据库、各切片的处理器、调度器在此合成一个后端。 */
export function createBackend(options: BackendOptions): Backend {
  const clock = options.clock ?? systemClock
  const database = openDatabase(options.dataDirectory)
  const tasks = new TaskRegistry()
  const pdfPrinter = options.pdfPrinter ?? null
  const dispatcher = new Dispatcher<AppContract>({
    contract,
    handlers: {
      ...organizationHandlers,
      ...memberHandlers,
      ...exchangeHandlers,
      ...electionHandlers,
      ...complianceHandlers,
      ...correspondenceHandlers(pdfPrinter),
      ...assessmentHandlers,
      ...settingsHandlers({ database, tasks, canPrintPdf: pdfPrinter !== null, appVersion: options.appVersion ?? '0.0.0' }),
    },
    database,
    tasks,
    clock,
    actor: options.actor ?? '本机用户',
    logFault: (reference, route, error) => {
      const folder = path.join(options.dataDirectory, '日志')
      mkdirSync(folder, { recursive: true })
      const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
      appendFileSync(path.join(folder, '故障.log'), `${new Date().toISOString()} ${reference} ${route}\n${detail}\n\n`)
    },
  })
  return { dispatcher, database, close: () => database.close() }
}
