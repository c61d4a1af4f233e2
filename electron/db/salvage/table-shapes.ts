import type Database from 'better-sqlite3-multiple-ciphers'
import { migrate } from '../migrate.ts'
import { migrations } from '../../../migrations/index.ts'
import { connect } from '../connect.ts'
import { recordTables } from '../record-tables.ts'
import type { StoredRow, StoredValue } from './records.ts'

/** 库里登记的一张表或一个索引。 */
export type SchemaEntry = { readonly type: string; readonly name: string; readonly root: number; readonly sql: string }

/** 一张表怎样存：列按存放的次序，不带行号的表主键在前。 */
export type TableShape = {
  readonly name: string
  readonly columns: readonly Column[]
  readonly hasRowid: boolean
  /** 行号就是哪一列（INTEGER PRIMARY KEY）；没有为空串。 */
  readonly rowidColumn: string
}
type Column = { readonly name: string; readonly type: string; readonly isRequired: boolean }

const KINDS = new Set(['table', 'index', 'trigger', 'view'])

/** 目录（sqlite_schema）里的一行；不像的为 null。 */
export function schemaEntry({ values }: StoredRow): SchemaEntry | null {
  const [type, name, table, root, sql] = values
  if (values.length !== 5 || typeof type !== 'string' || !KINDS.has(type) || typeof name !== 'string' || typeof table !== 'string')
    return null
  return { type, name, root: typeof root === 'bigint' ? Number(root) : 0, sql: typeof sql === 'string' ? sql : '' }
}

/**
 * 坏库是哪一版：文件头里的版本可信就用它，否则看目录里读出的表与哪一版迁移完的最像。
 * @returns 迁移的版本号；一张表也没认出为 null。
 */
export function guessVersion(inHeader: number, entries: readonly SchemaEntry[]): number | null {
  if (migrations.some(({ version }) => version === inHeader)) return inHeader
  const found = new Map(entries.filter(({ type }) => type === 'table').map(({ name, sql }) => [name, sql]))
  const connection = connect(':memory:', null)
  let best: { version: number; matches: number } | null = null
  try {
    for (const step of migrations) {
      migrate(connection, [step])
      const matches = (
        connection.prepare(`SELECT name, sql FROM sqlite_schema WHERE type = 'table'`).all() as { name: string; sql: string }[]
      ).filter(({ name, sql }) => found.get(name) === sql).length
      if (matches > 0 && matches >= (best?.matches ?? 0)) best = { version: step.version, matches }
    }
  } finally {
    connection.close()
  }
  return best?.version ?? null
}

/** 各张记录表的样子。 */
export function tableShapes(connection: Database.Database): TableShape[] {
  return recordTables(connection).map((name) => {
    const info = connection.pragma(`table_info("${name}")`) as { name: string; type: string; notnull: number; pk: number }[]
    const hasRowid = Number(connection.prepare('SELECT wr FROM pragma_table_list(?) LIMIT 1').pluck().get(name)) === 0
    const keys = info.filter(({ pk }) => pk > 0).toSorted((a, b) => a.pk - b.pk)
    const [onlyKey] = keys
    const rowidColumn = hasRowid && keys.length === 1 && onlyKey?.type === 'INTEGER' ? onlyKey.name : ''
    const stored = hasRowid ? info : [...keys, ...info.filter(({ pk }) => pk === 0)]
    return {
      name,
      hasRowid,
      rowidColumn,
      columns: stored.map((each) => ({ name: each.name, type: each.type, isRequired: each.notnull === 1 && each.name !== rowidColumn })),
    }
  })
}

/** 这一行放得进这张表：列数、类型、必填都合。断开的页凭它认主。 */
export function fits({ columns, hasRowid, rowidColumn }: TableShape, { rowid, values }: StoredRow): boolean {
  if ((rowid !== null) !== hasRowid || values.length > columns.length) return false
  // 后加的列旧行里没有；不带行号的表容易与索引混，必须一列不少。
  if (!hasRowid && values.length !== columns.length) return false
  return columns.every((column, index) => {
    const value = values[index]
    if (value === undefined) return true
    if (column.name === rowidColumn) return value === null
    return value === null ? !column.isRequired : ofType(column.type, value)
  })
}

function ofType(type: string, value: Exclude<StoredValue, null>): boolean {
  switch (type) {
    case 'TEXT':
      return typeof value === 'string'
    case 'INTEGER':
      return typeof value === 'bigint'
    case 'REAL':
      return typeof value === 'number' || typeof value === 'bigint'
    case 'BLOB':
      return Buffer.isBuffer(value)
    default:
      return true
  }
}
