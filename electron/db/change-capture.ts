import type Database from 'better-sqlite3-multiple-ciphers'
import type { CellValue } from '../../shared/settings/row-changes.ts'
import { capturedTables, keyCondition, quoted, type TableShape } from './table-shape.ts'

/** 一行的改动：各值与 `shape.columns` 同序；原来没有的 `before` 为 null，没有了的 `after` 为 null。 */
export type CapturedChange = {
  readonly shape: TableShape
  /** 主键各列的值，JSON 数组。 */
  readonly keyJson: string
  readonly before: readonly CellValue[] | null
  readonly after: readonly CellValue[] | null
}

const captures = new WeakMap<Database.Database, ChangeCapture>()

/** 这个连接上的记录器；同一连接只有一个。 */
export function changeCaptureOf(native: Database.Database): ChangeCapture {
  const known = captures.get(native)
  if (known) return known
  const capture = new ChangeCapture(native)
  captures.set(native, capture)
  return capture
}

/**
 * 记下一个事务里改了哪些行、改前是什么：由表结构生成的临时触发器只记主键与改前的整行，
 * 随事务写、随事务撤；改后在提交前从表里读，同一行改几次只算首尾。
 */
class ChangeCapture {
  private readonly native: Database.Database
  private installed: {
    readonly shapes: readonly TableShape[]
    readonly read: Database.Statement
    readonly erase: Database.Statement
  } | null = null
  private readonly rowOf: RowReader
  private known: readonly TableShape[] | null = null

  constructor(native: Database.Database) {
    this.native = native
    this.rowOf = rowReader(native)
  }

  get isInstalled(): boolean {
    return this.installed !== null
  }

  /** 记前后值的各表。 */
  get shapes(): readonly TableShape[] {
    this.known ??= capturedTables(this.native)
    return this.known
  }

  /** 装上触发器；须在事务之外，否则事务一撤就没了。 */
  install(): void {
    if (this.installed) return
    const { native } = this
    if (native.inTransaction) throw new Error('要在事务之外开始记前后值')
    const { shapes } = this
    native.exec(
      'CREATE TEMP TABLE IF NOT EXISTS changedRow (no INTEGER PRIMARY KEY, tableNo INTEGER NOT NULL, keyJson TEXT NOT NULL, beforeJson TEXT)',
    )
    for (const [tableNo, shape] of shapes.entries()) native.exec(triggersFor(tableNo, shape))
    this.installed = {
      shapes,
      erase: native.prepare('DELETE FROM temp.changedRow'),
      read: native.prepare('SELECT tableNo, keyJson, beforeJson FROM temp.changedRow ORDER BY no').raw(),
    }
  }

  /** 忘掉已记下的：事务开头清掉不是命令写的，或者这一段写入另有记录。 */
  discard(): void {
    this.installed?.erase.run()
  }

  /** 取走本事务至今的改动，按第一次动到的先后；改了又改回来的不算。 */
  *take(): Generator<CapturedChange> {
    if (!this.installed) return
    const { shapes, read } = this.installed
    const touched = shapes.map(() => new Map<string, string | null>())
    for (const [tableNo, keyJson, beforeJson] of read.iterate() as IterableIterator<[number, string, string | null]>) {
      const table = touched[tableNo]
      if (table && !table.has(keyJson)) table.set(keyJson, beforeJson)
    }
    this.discard()
    for (const [tableNo, rows] of touched.entries()) {
      const shape = shapes[tableNo]
      if (!shape) continue
      for (const [keyJson, beforeJson] of rows) {
        const after = this.rowOf(shape, JSON.parse(keyJson) as CellValue[])
        const before = beforeJson === null ? null : (JSON.parse(beforeJson) as CellValue[])
        if (!isSame(before, after)) yield { shape, keyJson, before, after }
      }
    }
  }
}

function isSame(before: readonly CellValue[] | null, after: readonly CellValue[] | null): boolean {
  if (before === null || after === null) return before === after
  return before.every((value, index) => value === after[index])
}

export type RowReader = (shape: TableShape, key: readonly CellValue[]) => CellValue[] | null

/** 读现在的一行，各值与 `shape.columns` 同序；没有为 null。二进制写成 `hex:` 开头的文字，与触发器里记下的一样。 */
export function rowReader(native: Database.Database): RowReader {
  const statements = new Map<TableShape, Database.Statement>()
  return (shape, key) => {
    let statement = statements.get(shape)
    if (!statement) {
      const columns = shape.columns.map((column) => cellExpression(shape, quoted(column))).join(', ')
      statement = native.prepare(`SELECT ${columns} FROM main.${quoted(shape.name)} WHERE ${keyCondition(shape)} LIMIT 1`).raw()
      statements.set(shape, statement)
    }
    return (statement.get(...key) as CellValue[] | undefined) ?? null
  }
}

function triggersFor(tableNo: number, shape: TableShape): string {
  const cells = (row: string, columns: readonly string[]) =>
    `json_array(${columns.map((column) => cellExpression(shape, `${row}.${quoted(column)}`)).join(', ')})`
  const note = (key: string, before: string) =>
    `INSERT INTO changedRow (tableNo, keyJson, beforeJson) VALUES (${tableNo}, ${key}, ${before});`
  const oldRow = note(cells('OLD', shape.key), cells('OLD', shape.columns))
  const newRow = note(cells('NEW', shape.key), 'NULL')
  const isRekeyed = shape.key.map((column) => `OLD.${quoted(column)} IS NOT NEW.${quoted(column)}`).join(' OR ')
  const trigger = (event: string, name: string, when: string, body: string) =>
    `CREATE TEMP TRIGGER ${quoted(`capture_${name}_${shape.name}`)} AFTER ${event} ON main.${quoted(shape.name)} ${when} BEGIN ${body} END;`
  return [
    trigger('INSERT', 'insert', '', newRow),
    trigger('UPDATE', 'update', '', oldRow),
    trigger('UPDATE', 'rekey', `WHEN ${isRekeyed}`, newRow),
    trigger('DELETE', 'delete', '', oldRow),
  ].join('\n')
}

function cellExpression({ hasBlobs }: TableShape, column: string): string {
  return hasBlobs ? `iif(typeof(${column}) = 'blob', 'hex:' || lower(hex(${column})), ${column})` : column
}
