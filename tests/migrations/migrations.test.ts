import Database from 'better-sqlite3-multiple-ciphers'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { generateTables, TABLES_FILE } from '../../electron/db/generate-tables.ts'
import { migrate } from '../../electron/db/migrate.ts'
import { DATA_FILE_NAME, openDatabase } from '../../electron/db/open.ts'
import { migrations } from '../../migrations/index.ts'
import type { Migration } from '../../migrations/migration.ts'
import { ROWS_AT } from './rows-at.ts'

const NEWEST = migrations.at(-1)?.version ?? 0

let directory = ''
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'jishi-migrations-'))
})
afterEach(() => {
  rmSync(directory, { recursive: true, force: true })
})

const dataFile = () => path.join(directory, DATA_FILE_NAME)

/** 停在 `version` 的库，每张当时已有的表都有数据。 */
function databaseAt(version: number): Database.Database {
  const connection = new Database(dataFile())
  connection.pragma('foreign_keys = ON')
  for (const step of migrations.filter((each) => each.version <= version)) {
    migrate(connection, [step])
    connection.exec(ROWS_AT[step.version] ?? '')
  }
  return connection
}

function tableNames(connection: Database.Database): string[] {
  return connection
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`)
    .pluck()
    .all() as string[]
}

function rowsOf(connection: Database.Database, tables: readonly string[]): Record<string, unknown[]> {
  return Object.fromEntries(tables.map((table) => [table, connection.prepare(`SELECT * FROM "${table}" ORDER BY 1`).all()]))
}

describe('迁移列表', () => {
  it('序号严格递增，名字以四位序号开头', () => {
    const versions = migrations.map((each) => each.version)
    expect(versions).toEqual([...new Set(versions)].toSorted((a, b) => a - b))
    for (const { name, version } of migrations) expect(name).toMatch(new RegExp(`^${String(version).padStart(4, '0')}-[a-z-]+$`))
  })

  it('每一步都备有数据样本，样本里每张新表都有行', () => {
    const connection = databaseAt(NEWEST)
    for (const table of tableNames(connection)) {
      expect(connection.prepare(`SELECT count(*) FROM "${table}"`).pluck().get(), table).toBeGreaterThan(0)
    }
    connection.close()
  })

  it('表类型与迁移后的空库一致，没有过期', () => {
    expect(readFileSync(TABLES_FILE, 'utf8')).toBe(generateTables())
  })
})

describe.each(migrations.map((step, index) => ({ step, from: migrations[index - 1]?.version ?? 0 })))(
  '升级 $from → $step.version（$step.name）',
  ({ step, from }) => {
    it('带数据升级：原有的行一字不差，外键完好', () => {
      const connection = databaseAt(from)
      const tables = tableNames(connection)
      const before = rowsOf(connection, tables)
      migrate(connection, [step])
      expect(connection.pragma('user_version', { simple: true })).toBe(step.version)
      const after = rowsOf(connection, tables)
      for (const table of tables) {
        expect(after[table]).toHaveLength(before[table]?.length ?? -1)
        for (const [index, row] of (before[table] ?? []).entries()) expect(after[table]?.[index]).toMatchObject(row as object)
      }
      expect(connection.pragma('foreign_key_check')).toEqual([])
      expect(connection.pragma('integrity_check', { simple: true })).toBe('ok')
      expect(connection.pragma('foreign_keys', { simple: true })).toBe(1)
      connection.close()
    })
  },
)

describe('打开旧数据', () => {
  it('从每个旧版本打开都升到最新，升级前先备份，备份停在旧版本', async () => {
    for (const { version } of migrations.slice(0, -1)) {
      databaseAt(version).close()
      const opened = openDatabase(directory)
      expect(opened.schemaVersion).toBe(NEWEST)
      await opened.close()
      const folder = path.join(directory, '备份')
      const backup = readdirSync(folder).find((name) => name.includes(`迁移前-v${version}`))
      expect(backup, `v${version} 的备份`).toBeDefined()
      const copy = new Database(path.join(folder, backup ?? ''), { readonly: true })
      expect(copy.pragma('user_version', { simple: true })).toBe(version)
      copy.close()
      rmSync(directory, { recursive: true })
      directory = mkdtempSync(path.join(tmpdir(), 'jishi-migrations-'))
    }
  })

  it('已是最新的再打开不备份、不改动', async () => {
    databaseAt(NEWEST).close()
    await openDatabase(directory).close()
    expect(readdirSync(directory)).not.toContain('备份')
  })

  it('来自未来的库被拒绝，原件逐字节不变，不留旁的文件', () => {
    const connection = databaseAt(NEWEST)
    connection.pragma(`user_version = ${NEWEST + 1}`)
    connection.close()
    const before = readFileSync(dataFile())
    const names = readdirSync(directory)
    expect(() => openDatabase(directory)).toThrow(/由更新版本的基石写成.*请安装新版基石.*原件未作任何改动/)
    expect(readFileSync(dataFile()).equals(before)).toBe(true)
    expect(readdirSync(directory)).toEqual(names)
  })

  it('别的软件的同名库被拒绝，原件逐字节不变：空版本号与碰巧相同的版本号都认得出', () => {
    for (const version of [0, migrations[0]?.version ?? 0, NEWEST]) {
      const connection = new Database(dataFile())
      connection.exec(`CREATE TABLE IF NOT EXISTS ledger (id TEXT); PRAGMA user_version = ${version}`)
      connection.close()
      const before = readFileSync(dataFile())
      expect(() => openDatabase(directory), `版本号 ${version}`).toThrow(/不是基石的数据文件.*原件未作任何改动/)
      expect(readFileSync(dataFile()).equals(before)).toBe(true)
      expect(readdirSync(directory)).toEqual([DATA_FILE_NAME])
    }
  })
})

describe('迁移中途失败', () => {
  const broken: Migration = {
    version: NEWEST + 10,
    name: 'broken',
    up: (database) => {
      database.exec(`CREATE TABLE half (id TEXT) STRICT; UPDATE member SET name = '改'; INSERT INTO missingTable VALUES (1)`)
    },
  }
  const orphaning: Migration = {
    version: NEWEST + 10,
    name: 'orphaning',
    up: (database) => {
      database.exec(`DELETE FROM organization WHERE id = 'branch'`)
    },
  }
  const fine: Migration = {
    version: NEWEST + 5,
    name: 'fine',
    up: (database) => {
      database.exec(`CREATE TABLE extra (id TEXT) STRICT`)
    },
  }

  it.each([
    ['语句出错', broken],
    ['破坏外键', orphaning],
  ])('%s：停在上一步，已成的步骤保留，半截的一点不留', (_name, failing) => {
    const connection = databaseAt(NEWEST)
    const tables = tableNames(connection)
    const before = rowsOf(connection, tables)
    expect(() => migrate(connection, [...migrations, fine, failing])).toThrow()
    expect(connection.pragma('user_version', { simple: true })).toBe(fine.version)
    expect(tableNames(connection)).toEqual([...tables, 'extra'].toSorted())
    expect(rowsOf(connection, tables)).toEqual(before)
    expect(connection.inTransaction).toBe(false)
    expect(connection.pragma('foreign_keys', { simple: true })).toBe(1)
    connection.close()
  })

  it('SQLite 已自行撤回的（磁盘满），报的仍是原来的原因', () => {
    const connection = databaseAt(NEWEST)
    const full: Migration = {
      version: NEWEST + 5,
      name: 'full',
      up: (database) => {
        database.exec('ROLLBACK')
        throw new Error('磁盘满')
      },
    }
    expect(() => migrate(connection, [...migrations, full])).toThrow('磁盘满')
    expect(connection.pragma('user_version', { simple: true })).toBe(NEWEST)
    connection.close()
  })

  it('备份失败则一步也不迁移', () => {
    const connection = databaseAt(migrations[0]?.version ?? 0)
    const fail = () => {
      throw new Error('磁盘满')
    }
    expect(() => migrate(connection, migrations, { beforeFirst: fail })).toThrow('磁盘满')
    expect(connection.pragma('user_version', { simple: true })).toBe(migrations[0]?.version)
    connection.close()
  })
})

describe('库自己守住的', () => {
  it.each([
    ['操作日志不能改', `UPDATE journal SET summary = ''`],
    ['操作日志不能删', 'DELETE FROM journal'],
    [
      '证号在未删除的党员中唯一',
      `INSERT INTO member (id, name, namePinyin, nameInitials, gender, ethnicity, birthOn, identityNumber, education, category, joinedOn, fullOn, createdAt, updatedAt) SELECT 'x', name, namePinyin, nameInitials, gender, ethnicity, birthOn, identityNumber, education, category, joinedOn, fullOn, createdAt, updatedAt FROM member`,
    ],
    ['一人只有一条未结束的编入', `INSERT INTO memberAssignment (id, memberId, branchId) VALUES ('x', 'person', 'branch')`],
    ['撤销不早于成立', `UPDATE organization SET dissolvedOn = '1990-01-01'`],
    ['不能以自己为上级', `UPDATE organizationVersion SET parentId = organizationId`],
    ['转正不早于入党', `UPDATE member SET fullOn = '2004-12-31'`],
    ['日期精度只有日、月、年', `UPDATE member SET joinedOnPrecision = '旬'`],
    ['卸任必有缘由', `UPDATE post SET untilOn = '2026-01-01', endReason = NULL`],
    ['卸任不早于任职', `UPDATE post SET untilOn = '1990-01-01', endReason = '其他'`],
    ['有下属记录的党组织不能直接删', `DELETE FROM organization WHERE id = 'branch'`],
  ])('%s', (_name, statement) => {
    const connection = databaseAt(NEWEST)
    expect(() => connection.exec(statement)).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^SQLITE_CONSTRAINT/) as string }),
    )
    connection.close()
  })
})
