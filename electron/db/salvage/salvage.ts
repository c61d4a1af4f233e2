import type Database from 'better-sqlite3-multiple-ciphers'
import { copyFileSync, rmSync } from 'node:fs'
import { migrations } from '../../../migrations/index.ts'
import type { Migration } from '../../../migrations/migration.ts'
import { DomainError } from '../../dispatch/domain-error.ts'
import { rowCounts } from '../backup.ts'
import { connect } from '../connect.ts'
import type { DataKey } from '../data-key.ts'
import { migrate } from '../migrate.ts'
import { recordTables } from '../record-tables.ts'
import { harvestLibrary, type TableHarvest } from './harvest.ts'
import { readPages } from './page-image.ts'
import type { StoredRow, StoredValue } from './records.ts'
import type { TableShape } from './table-shapes.ts'
import { isWhole } from './tree-walk.ts'

/** 放不回去的一行，原样列出供人看。 */
export type RejectedRow = { readonly table: string; readonly why: string; readonly values: Readonly<Record<string, string>> }

export type SalvagedTable = {
  readonly table: string
  /** 新库里现在有几行。 */
  readonly kept: number
  /** 其中从坏库里读出的。 */
  readonly rescued: number
  /** 其中上级页坏了、凭样子认回来的：可能有早已删除的。 */
  readonly adrift: number
  /** 其中从备份里补的。 */
  readonly filled: number
  /** 读得出、放不回去的。 */
  readonly rejected: number
  /** 页还好、那一行读不出的。 */
  readonly unreadable: number
  /** 取自校验不符的页的：读得出，但可能有错。 */
  readonly doubtful: number
  /** 整页读不通的有几页；0 为没有。 */
  readonly brokenPages: number
}

export type Salvage = {
  readonly pageCount: number
  readonly tables: readonly SalvagedTable[]
  readonly rejected: readonly RejectedRow[]
  readonly unclaimedRows: number
}

export type SalvageSource = {
  /** 坏库的副本；只读不写。 */
  readonly file: string
  readonly dataKey: DataKey | null
  /** 拿来补缺的备份；不补为 null。 */
  readonly backup: string | null
}

type Report = (done: number, total: number, label: string) => Promise<void>

/**
 * 从一份坏库里把读得出的行抢救进一份新库：按原来的版本建表、放行、升到现在的版本；
 * 有备份时，读得不全的表里缺的行从备份补。放不回去的（类型、唯一、外键不合）单列，不丢也不硬塞。
 * @throws DomainError `NOTHING_TO_SALVAGE`：里面没有一张认得的表。
 */
export async function salvageInto(target: string, { file, dataKey, backup }: SalvageSource, report: Report): Promise<Salvage> {
  await report(0, 5, '逐页读坏库')
  const image = readPages(file, dataKey)
  await report(1, 5, '认出各张表')
  const library = harvestLibrary(image)
  if (!library)
    throw new DomainError(
      'NOTHING_TO_SALVAGE',
      '这份文件里没有找到一张基石的表：可能不是基石的数据，或加密的口令不对，或已整个毁坏。原件没有改动；请从备份恢复。',
    )
  await report(2, 5, '放进新库')
  const connection = connect(target, dataKey)
  try {
    connection.pragma('journal_mode = DELETE')
    const before = migrations.filter(({ version }) => version <= library.version)
    migrate(connection, before)
    // 上级可能在后面的表里、可能读不出：先都放进去，放完再剔对不上的。
    connection.pragma('foreign_keys = OFF')
    const rejected: RejectedRow[] = []
    const guards = liftGuards(connection)
    const placed = connection.transaction(() => library.tables.map((each) => place(connection, each, rejected)))()
    raiseSequences(connection, library.sequences)
    const incomplete = new Set(library.tables.filter(({ harvest }) => !isWhole(harvest)).map(({ shape }) => shape.name))
    await report(3, 5, backup === null ? '核对新库' : '从备份补缺的行')
    const filled = backup === null ? new Map<string, number>() : fillFromBackup(connection, backup, dataKey, incomplete, before)
    setAsideOrphans(connection, rejected)
    for (const sql of guards) connection.exec(sql)
    migrate(connection, migrations)
    await report(4, 5, '核对新库')
    if (connection.pragma('integrity_check(1)', { simple: true }) !== 'ok') throw new Error('抢救出的新库没有通过完整性检查')
    const kept = rowCounts(connection)
    const byName = new Map(
      library.tables.map((each, index) => [each.shape.name, { ...each, ...(placed[index] ?? { rescued: 0, adriftPlaced: 0 }) }]),
    )
    const tables = Object.entries(kept).map(([table, count]): SalvagedTable => {
      const from = byName.get(table)
      return {
        table,
        kept: count,
        rescued: from?.rescued ?? 0,
        adrift: from?.adriftPlaced ?? 0,
        filled: filled.get(table) ?? 0,
        rejected: rejected.filter((row) => row.table === table).length,
        unreadable: from?.harvest.unreadableRows ?? 0,
        doubtful: from?.harvest.doubtfulRows ?? 0,
        brokenPages: from?.harvest.brokenPages.length ?? 0,
      }
    })
    return { pageCount: image.pageCount, tables, rejected, unclaimedRows: library.unclaimedRows }
  } finally {
    connection.close()
  }
}

/** 只增不改之类的触发器先揭下：放回与剔除不是改日志。返回原样装回要跑的语句。 */
function liftGuards(connection: Database.Database): string[] {
  const guards = connection.prepare(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND sql LIKE '%RAISE(%'`).all() as {
    name: string
    sql: string
  }[]
  for (const { name } of guards) connection.exec(`DROP TRIGGER "${name}"`)
  return guards.map(({ sql }) => sql)
}

/** 把一张表读出的行放进新库；树上的先放，断开的后放，主键已有的不再放。 */
function place(
  connection: Database.Database,
  { shape, harvest, adrift }: TableHarvest,
  rejected: RejectedRow[],
): { rescued: number; adriftPlaced: number } {
  const put = inserter(connection, shape)
  let rescued = 0
  let adriftPlaced = 0
  for (const row of harvest.rows) {
    const why = put(row)
    if (why === null) rescued += 1
    else rejected.push({ table: shape.name, why, values: shown(shape, row) })
  }
  // 断开的页上放不进的多半是树里已有的旧样子，不列。
  for (const row of adrift) if (put(row) === null) adriftPlaced += 1
  return { rescued: rescued + adriftPlaced, adriftPlaced }
}

/** 返回放进一行的函数：成了为 null，不成为原因。 */
function inserter(connection: Database.Database, shape: TableShape): (row: StoredRow) => string | null {
  const statements = new Map<number, Database.Statement>()
  const statementFor = (count: number) => {
    const known = statements.get(count)
    if (known) return known
    const names = shape.columns.slice(0, count).map(({ name }) => `"${name}"`)
    const made = connection.prepare(`INSERT INTO "${shape.name}" (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`)
    statements.set(count, made)
    return made
  }
  return (row) => {
    if (row.values.length > shape.columns.length || row.values.length === 0) return '列数不对'
    const values = row.values.map((value, index) => (shape.columns[index]?.name === shape.rowidColumn ? row.rowid : value))
    try {
      statementFor(values.length).run(values)
      return null
    } catch (error) {
      return reasonOf(error)
    }
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (code === 'SQLITE_CONSTRAINT_PRIMARYKEY' || code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_ROWID')
    return '与另一行重复'
  if (code.startsWith('SQLITE_CONSTRAINT')) return '内容不合规格'
  throw error
}

function raiseSequences(connection: Database.Database, sequences: ReadonlyMap<string, bigint>): void {
  const raise = connection.prepare('UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?')
  for (const [name, seq] of sequences) raise.run(seq, name)
}

/** 备份的副本升到坏库的那一版，读得不全的表里缺的行补进来；返回各表补了几行。备份比坏库还新的补不了。 */
function fillFromBackup(
  connection: Database.Database,
  backup: string,
  dataKey: DataKey | null,
  tables: ReadonlySet<string>,
  steps: readonly Migration[],
): ReadonlyMap<string, number> {
  const copy = `${connection.name}.备份副本`
  const filled = new Map<string, number>()
  try {
    copyFileSync(backup, copy)
    const source = connect(copy, dataKey)
    try {
      source.pragma('journal_mode = DELETE')
      if (Number(source.pragma('user_version', { simple: true })) > (steps.at(-1)?.version ?? 0)) return filled
      migrate(source, steps)
      connection.pragma('foreign_keys = OFF')
      connection.transaction(() => {
        for (const table of recordTables(connection).filter((name) => tables.has(name)))
          filled.set(table, fillTable(connection, source, table))
      })()
    } finally {
      source.close()
    }
  } finally {
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(copy + suffix, { force: true })
  }
  return filled
}

/** 两个连接各用各的密钥，逐行搬，不落明文。 */
function fillTable(connection: Database.Database, source: Database.Database, table: string): number {
  const columns = (connection.pragma(`table_info("${table}")`) as { name: string }[]).map(({ name }) => `"${name}"`)
  const put = connection.prepare(`INSERT OR IGNORE INTO "${table}" (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
  const rows = source
    .prepare(`SELECT ${columns.join(', ')} FROM "${table}"`)
    .raw()
    .safeIntegers()
  let filled = 0
  for (const row of rows.iterate()) filled += put.run(row).changes
  return filled
}

type ForeignKey = { id: number; seq: number; table: string; from: string; to: string | null }

/** 指到的上级没有抢救出来的行：移出新库、单列。一行移出后可能又有指着它的，所以做到没有为止。 */
function setAsideOrphans(connection: Database.Database, rejected: RejectedRow[]): void {
  connection.pragma('foreign_keys = OFF')
  for (let found = true; found;) {
    found = false
    for (const table of recordTables(connection))
      for (const key of foreignKeys(connection, table)) {
        const orphans = `${key.map(({ from }) => `child."${from}" IS NOT NULL`).join(' AND ')} AND NOT EXISTS (
          SELECT 1 FROM "${key[0]?.table ?? ''}" AS parent WHERE ${key.map(({ from, to }) => `parent."${to ?? from}" = child."${from}"`).join(' AND ')})`
        const rows = connection.prepare(`SELECT * FROM "${table}" AS child WHERE ${orphans}`).all() as Record<string, StoredValue>[]
        if (rows.length === 0) continue
        found = true
        for (const row of rows) rejected.push({ table, why: `指到的“${key[0]?.table ?? ''}”没有抢救出来`, values: textual(row) })
        connection.prepare(`DELETE FROM "${table}" AS child WHERE ${orphans}`).run()
      }
  }
  connection.pragma('foreign_keys = ON')
}

/** 一张表的各个外键，列按次序；省写的目标列补成上级的主键。 */
function foreignKeys(connection: Database.Database, table: string): ForeignKey[][] {
  const keys = new Map<number, ForeignKey[]>()
  for (const each of connection.pragma(`foreign_key_list("${table}")`) as ForeignKey[]) {
    const primary = (connection.pragma(`table_info("${each.table}")`) as { name: string; pk: number }[]).find(
      ({ pk }) => pk === each.seq + 1,
    )
    keys.set(each.id, [...(keys.get(each.id) ?? []), { ...each, to: each.to ?? primary?.name ?? null }])
  }
  return [...keys.values()].map((key) => key.toSorted((a, b) => a.seq - b.seq))
}

function shown(shape: TableShape, { rowid, values }: StoredRow): Record<string, string> {
  return textual(
    Object.fromEntries(
      values.map((value, index) => [shape.columns[index]?.name ?? `第${index + 1}列`, value ?? (index === 0 ? rowid : null)]),
    ),
  )
}

function textual(row: Record<string, StoredValue>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      value === null ? '' : Buffer.isBuffer(value) ? `（${value.length} 字节）` : String(value),
    ]),
  )
}
