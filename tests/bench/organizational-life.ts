import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import { deflateSync, unzipSync } from 'fflate'
import { DATA_FILE_NAME, openDatabase } from '../../electron/db/open.ts'
import { refreshActivitySearch } from '../../electron/organizational-life/search-queries.ts'
import { AS_OF, openBenchBackend } from './bench-backend.ts'
import { BRANCHES } from './group-findings.ts'
import { fillLife } from './life-data.ts'
import { stopwatch, type Measure } from './measure.ts'

const DATA = '数据'
const ATTENDANCE = 2_000_000
const FILES = 20_000
const LOST = 7
const DAMAGED = 5

async function prepareLife(directory: string, withAttendance: boolean): Promise<void> {
  const database = openDatabase(path.join(directory, DATA))
  database.native.pragma('synchronous = OFF')
  fillLife(database.native, { withAttendance })
  if (withAttendance) {
    const count = Number(database.native.prepare('SELECT count(*) FROM activityAttendance').pluck().get())
    if (count < ATTENDANCE) throw new Error(`签到只有 ${count} 行`)
  }
  database.native.exec('ANALYZE')
  await database.close()
}

function readOnly(directory: string): Database.Database {
  return new Database(path.join(directory, DATA, DATA_FILE_NAME), { readonly: true })
}

/** 矩阵首屏：库里五年、二百万行签到，取当年的支部 × 月。下限是把要看的两年的活动、类型、议题，与名册、任职各行读一遍。 */
export const lifeMatrix: Measure = {
  name: 'life-matrix',
  title: '组织生活矩阵首屏（500 支部 × 5 年、签到 200 万行）',
  floorTitle: '把两年同样的行读一遍',
  prepare: (directory) => prepareLife(directory, true),

  async product(directory) {
    const { backend, call } = openBenchBackend(path.join(directory, DATA))
    const ms = await stopwatch(async () => {
      const { rows } = await call('life.matrix', { year: 2026 })
      if (rows.length < BRANCHES) throw new Error(`矩阵只有 ${rows.length} 行`)
    })
    await backend.close()
    return ms
  },

  floor: twoYearsOfRows,
}

function activityRows(connection: Database.Database, condition: string): number {
  const read = (sql: string) => connection.prepare(sql).all().length
  return (
    read(`SELECT * FROM activity WHERE ${condition}`) +
    read(`SELECT t.* FROM activityType AS t JOIN activity AS a ON a.id = t.activityId WHERE a.${condition}`) +
    read(`SELECT t.* FROM activityTopic AS t JOIN activity AS a ON a.id = t.activityId WHERE a.${condition}`)
  )
}

/** 全集团规则检查连同组织生活：下限是把判定年与上一年的行读一遍。 */
export const lifeFindings: Measure = {
  name: 'life-findings',
  title: '全集团规则检查连同组织生活（500 支部 × 5 年、签到 200 万行）',
  floorTitle: '把两年同样的行读一遍',
  prepare: (directory) => prepareLife(directory, true),

  async product(directory) {
    const { backend, call } = openBenchBackend(path.join(directory, DATA))
    const ms = await stopwatch(async () => {
      const { findings } = await call('compliance.findings', { asOf: AS_OF })
      if (findings.length < BRANCHES) throw new Error(`只有 ${findings.length} 条发现，规则没有真的跑`)
    })
    await backend.close()
    return ms
  },

  floor: twoYearsOfRows,
}

async function twoYearsOfRows(directory: string): Promise<number> {
  const connection = readOnly(directory)
  const ms = await stopwatch(() => {
    const rows =
      activityRows(connection, "heldOn >= '2025-01-01'") +
      connection.prepare('SELECT * FROM member').all().length +
      connection.prepare('SELECT * FROM memberAssignment').all().length +
      connection.prepare('SELECT * FROM post').all().length
    if (rows < BRANCHES * 100) throw new Error(`只读到 ${rows} 行`)
  })
  connection.close()
  return ms
}

/** 一个支部整年台账导出 docx。下限是读同样的行、把同样的 docx 部件再压一遍。 */
export const ledgerExport: Measure = {
  name: 'ledger-export',
  title: '一个支部整年台账导出 docx（库里签到 200 万行）',
  floorTitle: '读同样的行、压同样的部件',
  prepare: (directory) => prepareLife(directory, true),

  async product(directory) {
    const { backend, call } = openBenchBackend(path.join(directory, DATA))
    let bytes = Buffer.alloc(0)
    const ms = await stopwatch(async () => {
      const { file, activityCount } = await call('life.exportLedger', { organizationId: '支部250', year: 2025, format: 'docx' })
      if (activityCount < 50) throw new Error(`台账只有 ${activityCount} 次活动`)
      bytes = Buffer.from(file.base64, 'base64')
    })
    await backend.close()
    writeFileSync(path.join(directory, '台账.docx'), bytes)
    return ms
  },

  async floor(directory) {
    const parts = Object.values(unzipSync(readFileSync(path.join(directory, '台账.docx'))))
    const connection = readOnly(directory)
    const ms = await stopwatch(() => {
      const condition = "organizationId = '支部250' AND heldOn BETWEEN '2025-01-01' AND '2025-12-31'"
      activityRows(connection, condition)
      connection
        .prepare(
          `SELECT l.*, m.name FROM activityAttendance AS l JOIN activity AS a ON a.id = l.activityId JOIN member AS m ON m.id = l.memberId
           WHERE a.${condition}`,
        )
        .all()
      for (const part of parts) deflateSync(part, { level: 6 })
    })
    connection.close()
    return ms
  },
}

/** 全文检索一个两字词：十万次活动里取最近五十次。下限是把各栏文字逐行扫一遍。 */
export const lifeSearch: Measure = {
  name: 'life-search',
  title: '组织生活全文检索（十万次活动）',
  floorTitle: '逐行扫一遍各栏文字',

  async prepare(directory) {
    await prepareLife(directory, false)
    const database = openDatabase(path.join(directory, DATA))
    database.native.pragma('synchronous = OFF')
    await database.kysely.transaction().execute((transaction) => refreshActivitySearch(transaction))
    await database.close()
  },

  async product(directory) {
    const { backend, call } = openBenchBackend(path.join(directory, DATA))
    const ms = await stopwatch(async () => {
      const { total, rows } = await call('life.search', { text: '廉洁教育 支委会' })
      if (total < 1000 || rows.length !== 50) throw new Error(`只找到 ${total} 次`)
    })
    await backend.close()
    return ms
  },

  async floor(directory) {
    const connection = readOnly(directory)
    const ms = await stopwatch(() => {
      const rows = connection
        .prepare(
          `SELECT DISTINCT a.id FROM activity AS a JOIN activityTopic AS t ON t.activityId = a.id
           WHERE (t.title LIKE '%廉洁教育%' OR t.summary LIKE '%廉洁教育%' OR t.resolution LIKE '%廉洁教育%') AND a.title LIKE '%支委会%'`,
        )
        .all()
      if (rows.length < 1000) throw new Error(`只扫到 ${rows.length} 次`)
    })
    connection.close()
    return ms
  },
}

/** 核对 20,000 个附件，逐字节；其中若干丢失、损坏。下限是把同样的字节读一遍、算一遍散列。 */
export const attachmentCheck: Measure = {
  name: 'attachment-check',
  title: `逐字节核对 ${FILES.toLocaleString('en-US')} 个附件（${LOST} 个丢失、${DAMAGED} 个损坏）`,
  floorTitle: '读同样的字节、算同样的散列',

  async prepare(directory) {
    await prepareLife(directory, false)
    const database = openDatabase(path.join(directory, DATA))
    const { native } = database
    native.pragma('synchronous = OFF')
    const stored = native.prepare(`INSERT INTO storedFile (sha256, byteCount, mime, addedAt) VALUES (?, ?, 'text/plain', '')`)
    const held = native.prepare(`INSERT INTO activityFile VALUES (?, ?, 1, '其他', ?, ?, '', NULL)`)
    const ids = native.prepare(`SELECT id FROM activity WHERE heldOn >= '2025-01-01' ORDER BY id LIMIT ?`).pluck().all(FILES) as string[]
    const whole: string[] = []
    native.exec('BEGIN')
    for (const [index, id] of ids.entries()) {
      const bytes = Buffer.alloc(40_000, `附件${index}\n`)
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const folder = path.join(directory, DATA, '附件', sha256.slice(0, 2))
      const file = path.join(folder, sha256)
      mkdirSync(folder, { recursive: true })
      writeFileSync(file, bytes)
      stored.run(sha256, bytes.length)
      held.run(`f${index}`, id, `讲稿${index}.txt`, sha256)
      if (index % 2000 === 3 && index / 2000 < LOST) rmSync(file)
      else if (index % 2000 === 5 && index / 2000 < DAMAGED) writeFileSync(file, Buffer.alloc(40_000, 'x'))
      else whole.push(file)
    }
    native.exec('COMMIT')
    if (ids.length !== FILES) throw new Error(`只有 ${ids.length} 次活动可挂附件`)
    await database.close()
    writeFileSync(path.join(directory, '清单.json'), JSON.stringify(whole))
  },

  async product(directory) {
    const { backend, call } = openBenchBackend(path.join(directory, DATA))
    const ms = await stopwatch(async () => {
      const { checked, faulty } = await call('life.checkAttachments', { isThorough: true })
      const count = (state: string) => faulty.filter((each) => each.state === state).length
      if (checked !== FILES || count('缺失') !== LOST || count('损坏') !== DAMAGED)
        throw new Error(`核对 ${checked} 个，缺失 ${count('缺失')}、损坏 ${count('损坏')}，与造的不符`)
    })
    await backend.close()
    return ms
  },

  async floor(directory) {
    const files = JSON.parse(readFileSync(path.join(directory, '清单.json'), 'utf8')) as string[]
    return stopwatch(() => {
      for (const file of files) createHash('sha256').update(readFileSync(file)).digest('hex')
    })
  },
}
