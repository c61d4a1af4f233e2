import Database from 'better-sqlite3-multiple-ciphers'
import { describe, expect, it } from 'vitest'
import { judgedAfresh } from '../../electron/compliance/judged-cache.ts'
import { ChangeMarks, TABLES_NOT_JUDGED } from '../../electron/db/change-marks.ts'
import { recordTables } from '../../electron/db/record-tables.ts'
import { migrations } from '../../migrations/index.ts'
import { openTestBackend } from '../kit/backend.ts'
import { ROWS_AT } from '../migrations/rows-at.ts'

/** 每张表至少一行的库。 */
function filledDatabase(): Database.Database {
  const native = new Database(':memory:')
  native.pragma('foreign_keys = OFF')
  for (const { version, up } of migrations) {
    up(native)
    native.exec(ROWS_AT[version] ?? '')
  }
  return native
}

const judgedTables = (native: Database.Database) => recordTables(native).filter((table) => !TABLES_NOT_JUDGED.has(table))

describe('改动记号', () => {
  const native = filledDatabase()
  const marks = new ChangeMarks(native)
  const touch = (table: string) => {
    const [column] = native.pragma(`table_info("${table}")`) as { name: string }[]
    return native.prepare(`UPDATE "${table}" SET "${column?.name ?? ''}" = "${column?.name ?? ''}"`).run().changes
  }

  it.each(judgedTables(native))('动 %s 的任一行都记下是谁的', (table) => {
    marks.take()
    expect(touch(table), '样例里没有行').toBeGreaterThan(0)
    const { isEverything, organizationIds } = marks.take()
    expect(isEverything || organizationIds.size > 0).toBe(true)
    for (const id of organizationIds) expect(['branch', 'committee']).toContain(id)
  })

  // 操作日志只增不改，动不得。
  it.each(recordTables(native).filter((table) => TABLES_NOT_JUDGED.has(table) && table !== 'journal' && table !== 'journalChange'))(
    '动 %s 谁的结论也不变，不记',
    (table) => {
      marks.take()
      touch(table)
      expect(marks.take()).toEqual({ isEverything: false, organizationIds: new Set() })
    },
  )

  it('已经记下的党组织，再被自带冲突处理的语句动到也不出错', () => {
    marks.take()
    touch('activity')
    // 触发器里的 OR IGNORE 会被外面这句的冲突处理盖过，去重只能靠自己查。
    expect(() =>
      native
        .prepare(
          `INSERT INTO activityType (activityId, type, isPrimary) SELECT activityId, type, isPrimary FROM activityType WHERE true
           ON CONFLICT (activityId, type) DO UPDATE SET isPrimary = excluded.isPrimary`,
        )
        .run(),
    ).not.toThrow()
    expect(() => native.prepare('UPDATE OR ABORT activity SET place = place').run()).not.toThrow()
    expect(marks.take().organizationIds).toEqual(new Set(['branch']))
  })

  it('名下的记录只记到那一个党组织；结构、标准、节假日人人受影响', () => {
    const only = (table: string) => {
      marks.take()
      touch(table)
      return marks.take()
    }
    for (const table of [
      'term',
      'termApproval',
      'termMilestone',
      'activity',
      'activityTopic',
      'activityVote',
      'review',
      'reviewStage',
      'findingClosure',
    ])
      expect(only(table), table).toEqual({ isEverything: false, organizationIds: new Set(['branch']) })
    for (const table of [
      'organization',
      'organizationVersion',
      'parameterOverride',
      'standardProfile',
      'profileChain',
      'indicatorRule',
      'holidayYear',
      'themePlan',
    ])
      expect(only(table).isEverything, table).toBe(true)
  })

  it('党员的事记到他编入过、任过职的各处', () => {
    native.exec(
      `INSERT INTO memberAssignment (id, memberId, branchId, fromOn, untilOn) VALUES ('old', 'person', 'committee', '2015-01-01', '2016-01-01')`,
    )
    marks.take()
    for (const table of ['member', 'memberEvent', 'memberPastState', 'activityAttendance']) {
      touch(table)
      expect(marks.take().organizationIds, table).toEqual(new Set(['branch', 'committee']))
    }
  })

  it('删行、插行也记；事务撤了记号也撤', () => {
    marks.take()
    native.exec('BEGIN')
    native.exec(`DELETE FROM termMilestone`)
    expect(marks.isInTransaction).toBe(true)
    native.exec('ROLLBACK')
    expect(marks.take().organizationIds.size).toBe(0)
    native.exec(`INSERT INTO termMilestone (id, termId, kind, occurredOn, createdAt) VALUES ('m9', 't1', '换届请示', '2026-06-01', 'x')`)
    expect(marks.take().organizationIds).toEqual(new Set(['branch']))
    native.exec(`DELETE FROM termMilestone WHERE id = 'm9'`)
    expect(marks.take().organizationIds).toEqual(new Set(['branch']))
  })

  it('没列名、也找不到归谁的新表，一律算人人受影响', () => {
    const fresh = filledDatabase()
    fresh.exec('CREATE TABLE somethingNew (id TEXT PRIMARY KEY)')
    const watching = new ChangeMarks(fresh)
    fresh.exec(`INSERT INTO somethingNew VALUES ('x')`)
    expect(watching.take().isEverything).toBe(true)
  })
})

it('判定真的不读列为“不看”的表', async () => {
  await using backend = openTestBackend('2026-09-14')
  const { native, kysely } = backend.backend.database
  const tables = recordTables(native)
  const prepare = native.prepare.bind(native)
  const read = new Set<string>()
  native.prepare = (source: string) => {
    for (const table of tables) if (new RegExp(`\\b(from|join)\\s+"?${table}"?\\b`, 'i').test(source)) read.add(table)
    return prepare(source)
  }
  await judgedAfresh(kysely, '2026-09-14')
  expect(read.size).toBeGreaterThan(10)
  expect([...read].filter((table) => TABLES_NOT_JUDGED.has(table))).toEqual([])
})
