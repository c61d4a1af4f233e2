import type Database from 'better-sqlite3-multiple-ciphers'
import { recordTables } from './record-tables.ts'

export type ForeignKey = { readonly from: string; readonly table: string; readonly to: string }

/** 一张记录表的样子：各列、主键、外键，都由库里读出，新加的表不必登记。 */
export type TableShape = {
  readonly name: string
  readonly columns: readonly string[]
  /** 认一行靠哪些列；没有主键的表（推算出来的各段）靠全部的列。 */
  readonly key: readonly string[]
  readonly foreignKeys: readonly ForeignKey[]
  readonly hasBlobs: boolean
}

/**
 * 不记前后值的表：日志自己；附件与公文原件（按散列存、不改，登记它们的行另记）。
 * 由别的表编出来的检索索引不在 `recordTables` 里，也不记。
 */
const TABLES_NOT_CAPTURED: ReadonlySet<string> = new Set(['journal', 'journalChange', 'journalSubject', 'keptFile', 'storedFile'])

/** 要记前后值的各表。 */
export function capturedTables(native: Database.Database): TableShape[] {
  return recordTables(native)
    .filter((name) => !TABLES_NOT_CAPTURED.has(name))
    .map((name) => tableShape(native, name))
}

function tableShape(native: Database.Database, name: string): TableShape {
  const columns = native.pragma(`table_info("${name}")`) as { name: string; type: string; pk: number }[]
  const primary = columns.filter(({ pk }) => pk > 0).toSorted((a, b) => a.pk - b.pk)
  const keys = native.pragma(`foreign_key_list("${name}")`) as { from: string; table: string; to: string | null }[]
  return {
    name,
    columns: columns.map((column) => column.name),
    key: (primary.length > 0 ? primary : columns).map((column) => column.name),
    foreignKeys: keys.map(({ from, table, to }) => ({ from, table, to: to ?? 'id' })),
    hasBlobs: columns.some(({ type }) => type === 'BLOB'),
  }
}

/** 带引号的列名、表名。 */
export function quoted(name: string): string {
  return `"${name}"`
}

/** `"a" IS ? AND "b" IS ?`：空值也对得上。 */
export function keyCondition({ key }: TableShape): string {
  return key.map((column) => `${quoted(column)} IS ?`).join(' AND ')
}
