import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { backendContract, type BackendContract } from '../shared/contract/index.ts'
import { makeDate, type PlainDate } from '../shared/calendar/plain-date.ts'
import { localUser } from '../shared/security/session.ts'
import { assessmentHandlers } from './assessment/usecases.ts'
import { AttachmentStore } from './attachment/store.ts'
import { calendarHandlers } from './calendar/usecases.ts'
import { complianceHandlers } from './compliance/usecases.ts'
import { clearOpenedCopies, copyOpener } from './correspondence/open-copy.ts'
import { correspondenceHandlers } from './correspondence/usecases.ts'
import { keepBackingUpDaily } from './db/automatic-backup.ts'
import type { DataKey } from './db/data-key.ts'
import { occupyOnOpen } from './db/occupancy.ts'
import { deferFlushing, flushNow, openDatabase, type OpenedDatabase } from './db/open.ts'
import { populateDemo } from './demo/populate.ts'
import { Dispatcher, type Clock } from './dispatch/dispatcher.ts'
import { DomainError } from './dispatch/domain-error.ts'
import { faultLog } from './dispatch/fault-log.ts'
import { TaskRegistry } from './dispatch/tasks.ts'
import type { PdfPrinter } from './document/pdf-printer.ts'
import { electionHandlers } from './election/usecases.ts'
import { exchangeHandlers } from './exchange/usecases.ts'
import { keepNamesReady } from './member/name-readiness.ts'
import { memberHandlers } from './member/usecases.ts'
import { refreshActivitySearch } from './organizational-life/search-queries.ts'
import { appraisalHandlers } from './organizational-life/appraisal-handlers.ts'
import { archiveHandlers } from './organizational-life/archive-handlers.ts'
import { lifeHandlers } from './organizational-life/usecases.ts'
import { organizationHandlers } from './organization/usecases.ts'
import { accountHandlers, type AccountKeys } from './security/account-commands.ts'
import { autoLockHandlers } from './security/auto-lock-commands.ts'
import { settingsHandlers, type SettingsServices } from './settings/usecases.ts'

/** 后端依赖的外物，由入口给定：测试固定时钟，Electron 与浏览器模式各有自己的 PDF 打印。 */
export type BackendOptions = {
  dataDirectory: string
  clock?: Clock
  /** 没设身份时记在操作日志里的名字。 */
  actor?: string
  /** 数据已加密时的数据密钥；没加密的为 null。 */
  dataKey?: DataKey | null
  /** 数据加了密时各身份的钥匙，由大门给；没加密的、一次性的命令行没有。 */
  accountKeys?: AccountKeys | null
  /** 长任务的登记处：大门自己也有长任务，两边共用一处查进度。 */
  tasks?: TaskRegistry
  pdfPrinter?: PdfPrinter | null
  /** 用系统里关联的程序打开一个文件，打不开返回原因；浏览器模式没有。 */
  openFile?: (file: string) => Promise<string>
  appVersion?: string
  /** 长开的入口（窗口与浏览器模式）打开后在后台每日备份；一次性的命令行不做。 */
  backsUpDaily?: boolean
  /** 长开的入口占住这份数据：同一份不许开第二个，上次没有正常退出的先检查完整性；一次性的命令行不占。 */
  occupiesData?: boolean
  /** 不占数据，也先核对数据文件完好再用、用完封上：一次性的命令行。 */
  verifiesData?: boolean
  /** 大门已占住数据：上次没有正常退出的，打开时先检查完整性。 */
  endedUncleanly?: boolean
  /** 坏了就重造的数据（演示）：不等每次提交落盘，快好几倍；关闭前补落一次。 */
  isDisposable?: boolean
  /** 长开的入口在后台备着检索姓名的索引，敲第一键不必等；一次性的命令行不做。 */
  keepsNamesReady?: boolean
}

export type Backend = {
  readonly dispatcher: Dispatcher<BackendContract>
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

/** 能挪动的“今天”：演示集团按当时的日子一件件登记。 */
export function movableClock(start: PlainDate): Clock & { readonly moveTo: (day: PlainDate) => void } {
  let today = start
  return {
    now: () => new Date(`${today}T09:00:00+08:00`),
    today: () => today,
    moveTo: (day) => {
      today = day
    },
  }
}

/** 组装点：数据库、各切片的处理器、调度器在此合成一个后端。 */
export function createBackend(options: BackendOptions): Backend {
  const clock = options.clock ?? systemClock
  const dataKey = options.dataKey ?? null
  const { database, occupancy } = options.occupiesData
    ? occupyOnOpen(options.dataDirectory, clock.now(), dataKey)
    : {
        database: openDatabase(options.dataDirectory, {
          dataKey,
          verifies: options.verifiesData ?? false,
          checksIntegrity: options.endedUncleanly ?? false,
        }),
        occupancy: null,
      }
  if (options.isDisposable) deferFlushing(database)
  // 上次断电、被强行结束时留下的公文副本是明文，先清掉。
  if (options.openFile) clearOpenedCopies(options.dataDirectory)
  const tasks = options.tasks ?? new TaskRegistry()
  const pdfPrinter = options.pdfPrinter ?? null
  const store = new AttachmentStore(options.dataDirectory, database.dataKey)
  const logFault = faultLog(options.dataDirectory)
  const names = options.keepsNamesReady ? keepNamesReady(database, (error) => logFault('姓名索引', '', error)) : null
  const dispatcher = new Dispatcher<BackendContract>({
    contract: backendContract,
    handlers: {
      ...organizationHandlers,
      ...memberHandlers,
      ...exchangeHandlers,
      ...electionHandlers,
      ...appraisalHandlers,
      ...archiveHandlers({ store, pdfPrinter }),
      ...complianceHandlers({ pdfPrinter }),
      ...calendarHandlers(pdfPrinter),
      ...correspondenceHandlers({ pdfPrinter, openCopy: options.openFile ? copyOpener(options.dataDirectory, options.openFile) : null }),
      ...assessmentHandlers(store),
      ...lifeHandlers,
      ...settingsHandlers({
        database,
        endedUncleanly: occupancy?.endedUncleanly ?? options.endedUncleanly ?? false,
        tasks,
        canPrintPdf: pdfPrinter !== null,
        canOpenFiles: options.openFile !== undefined,
        appVersion: options.appVersion ?? '0.0.0',
        prepareDemo: prepareDemoInScratch,
      }),
      ...accountHandlers(options.accountKeys ?? null),
      ...autoLockHandlers,
    },
    database,
    tasks,
    clock,
    session: localUser(options.actor),
    logFault,
    beforeCommit: refreshActivitySearch,
    ...(names ? { afterCommit: names.refresh } : {}),
  })
  const stopBackingUp = options.backsUpDaily
    ? keepBackingUpDaily(
        database,
        () => clock.now(),
        (error) => logFault('每日备份', '', error),
      )
    : () => Promise.resolve()
  return {
    dispatcher,
    database,
    close: async () => {
      await names?.stop()
      await stopBackingUp()
      if (options.isDisposable) flushNow(database)
      await database.close()
      if (options.openFile) clearOpenedCopies(options.dataDirectory)
      occupancy?.release()
    },
  }
}

/** 在系统临时目录里另开一个后端，经同样的路由造好演示集团。 */
const prepareDemoInScratch: SettingsServices['prepareDemo'] = async (asOf, report) => {
  const directory = mkdtempSync(path.join(tmpdir(), 'jishi-demo-'))
  const discard = () => rmSync(directory, { recursive: true, force: true })
  try {
    const clock = movableClock(asOf)
    const scratch = createBackend({ dataDirectory: directory, clock, actor: '演示', isDisposable: true })
    try {
      const dispatch = async (route: string, input: unknown): Promise<unknown> => {
        const reply = await scratch.dispatcher.dispatch(route, input)
        if (!reply.ok) throw new DomainError(reply.failure.code, `演示集团没有载入：${reply.failure.message}`, reply.failure)
        return reply.value
      }
      const { organizations, members, terms, posts } = await populateDemo(dispatch, { asOf, moveTo: clock.moveTo, report })
      return { file: scratch.database.file, counts: { organizations, members, terms, posts }, discard }
    } finally {
      await scratch.close()
    }
  } catch (error) {
    discard()
    throw error
  }
}
