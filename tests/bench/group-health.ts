import path from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import { judgedGroup } from '../../electron/compliance/judged-queries.ts'
import { DATA_FILE_NAME, openDatabase } from '../../electron/db/open.ts'
import { AS_OF, openBenchBackend, type BenchBackend } from './bench-backend.ts'
import { BRANCHES } from './group-findings.ts'
import { fillLife } from './life-data.ts'
import { stopwatch, type Measure } from './measure.ts'

const DATA = '数据'
const ATTENDANCE = 3_000_000

async function prepare(directory: string): Promise<void> {
  const database = openDatabase(path.join(directory, DATA))
  const { native } = database
  native.pragma('synchronous = OFF')
  fillLife(native, { withAttendance: true, withStudy: true })
  const count = Number(native.prepare('SELECT count(*) FROM activityAttendance').pluck().get())
  if (count < ATTENDANCE) throw new Error(`签到只有 ${count} 行`)
  native.exec('ANALYZE')
  await database.close()
}

const judged = ({ backend }: BenchBackend) => backend.database.kysely.connection().execute((connection) => judgedGroup(connection, AS_OF))

/** 判定要读的行：组织、名册、届次班子全部；组织生活判定年与上一年的；签到判定年的。 */
const WHOLE = [
  'organization',
  'organizationVersion',
  'member',
  'memberAssignment',
  'memberPastState',
  'term',
  'termApproval',
  'termMilestone',
  'post',
]
const BY_ACTIVITY = ['activityType', 'activityTopic', 'activityTask', 'activityFile']

function rowsRead(connection: Database.Database, branchId: string | null): number {
  const read = (sql: string) => connection.prepare(sql).all().length
  const held = `a.heldOn >= '2025-01-01' AND a.heldOn <= '${AS_OF}'${branchId === null ? '' : ` AND a.organizationId = '${branchId}'`}`
  const activities =
    read(`SELECT a.* FROM activity AS a WHERE ${held}`) +
    BY_ACTIVITY.reduce(
      (total, table) => total + read(`SELECT t.* FROM activity AS a JOIN ${table} AS t ON t.activityId = a.id WHERE ${held}`),
      0,
    ) +
    read(
      `SELECT v.* FROM activity AS a JOIN activityTopic AS t ON t.activityId = a.id JOIN activityVote AS v ON v.topicId = t.id WHERE ${held}`,
    )
  // 出勤、学时按人汇总，读的是判定年的签到。
  const attended = read(
    `SELECT x.* FROM activity AS a JOIN activityAttendance AS x ON x.activityId = a.id WHERE ${held.replace('2025-01-01', '2026-01-01')}`,
  )
  if (branchId === null) return attended + activities + WHOLE.reduce((total, table) => total + read(`SELECT * FROM ${table}`), 0)
  return (
    attended +
    activities +
    read(`SELECT m.* FROM memberAssignment AS s JOIN member AS m ON m.id = s.memberId WHERE s.branchId = '${branchId}'`)
  )
}

/** 全集团体检一次，从头判；峰值内存里是留着的事实与结论。 */
export const groupHealth: Measure = {
  name: 'group-health',
  title: '全集团体检一次（500 支部、20,000 党员、5 年、签到 330 万行）',
  floorTitle: '把所需事实行读一遍',
  prepare,

  async product(directory) {
    const bench = openBenchBackend(path.join(directory, DATA))
    const ms = await stopwatch(async () => {
      const { findings } = await judged(bench)
      if (findings.length < BRANCHES * 30) throw new Error(`只有 ${findings.length} 条结论，规则没有真的跑`)
    })
    await bench.backend.close()
    return ms
  },

  async floor(directory) {
    const connection = new Database(path.join(directory, DATA, DATA_FILE_NAME), { readonly: true })
    const ms = await stopwatch(() => {
      const rows = rowsRead(connection, null)
      if (rows < BRANCHES * 100) throw new Error(`只读到 ${rows} 行`)
    })
    connection.close()
    return ms
  },
}

/** 改一条记录之后，全集团的结论更新到位：改党员、登记任职、记一次活动各若干，取中位，最大的也报。 */
export const groupHealthChange: Measure = {
  name: 'group-health-change',
  title: '改一条记录后全集团结论更新（同上的库）',
  floorTitle: '把那个支部所需的行读一遍',
  prepare,

  async product(directory, round) {
    const bench = openBenchBackend(path.join(directory, DATA))
    const before = await judged(bench)
    const changes = CHANGES.flatMap((change) => [0, 1, 2].map((index) => ({ change, branch: round * 9 + index * 3 })))
    const times: number[] = []
    let previous = before
    for (const { change, branch } of changes) {
      await change(bench, `支部${branch}`, branch)
      times.push(await stopwatch(async () => void (previous = await fresh(bench, previous))))
    }
    await bench.backend.close()
    const sorted = times.toSorted((a, b) => a - b)
    process.stderr.write(`更新：中位 ${(sorted[4] ?? Number.NaN).toFixed(1)} 毫秒，最大 ${(sorted.at(-1) ?? Number.NaN).toFixed(1)} 毫秒\n`)
    return sorted[4] ?? Number.NaN
  },

  async floor(directory, round) {
    const connection = new Database(path.join(directory, DATA, DATA_FILE_NAME), { readonly: true })
    const ms = await stopwatch(() => {
      const rows = rowsRead(connection, `支部${round * 9}`)
      if (rows < 100) throw new Error(`只读到 ${rows} 行`)
    })
    connection.close()
    return ms
  },
}

async function fresh(bench: BenchBackend, previous: Awaited<ReturnType<typeof judged>>) {
  const now = await judged(bench)
  if (now === previous) throw new Error('改了记录，结论却还是原来那一份')
  return now
}

type Change = (bench: BenchBackend, branchId: string, index: number) => Promise<unknown>

const CHANGES: readonly Change[] = [
  ({ call }, branchId) => call('member.changeField', { memberIds: [`${branchId}-7`], field: 'education', value: '' }),
  ({ call }, branchId) =>
    call('election.appoint', {
      organizationId: branchId,
      memberId: `${branchId}-9`,
      title: '青年委员',
      fromOn: '2026-09-01',
      source: '选举',
    }),
  ({ call }, branchId, index) =>
    call('life.recordActivity', {
      activity: {
        organizationId: branchId,
        types: ['集中学习'],
        heldOn: AS_OF,
        startsAt: `${String(8 + (index % 9)).padStart(2, '0')}:00`,
        endsAt: '18:00',
        place: '三楼会议室',
        narrative: '集中学习',
        unlisted: '出席',
      },
      allowsDuplicate: true,
    }),
]
