import type Database from 'better-sqlite3-multiple-ciphers'
import { createHash } from 'node:crypto'
import { digestText, rowChange, type Cells, type CellValue, type RowChange } from '../../shared/settings/row-changes.ts'
import { isSecretColumn } from '../../shared/settings/veiled-columns.ts'
import { capturedTables, keyCondition, quoted, type TableShape } from './table-shape.ts'

/** “改后”超过多少字只记散列。 */
const LONGEST_KEPT = 4000

/** 自己就是改动明细的列：内容与同一条里别的行重复，“改后”一律只记散列。 */
const DIGESTED_COLUMNS: Readonly<Record<string, string>> = { batchChange: 'changesJson' }

/** 一行的改动，连同改动后（已删的为改动前）的整行，供认敏感列与涉及的人。 */
export type CapturedChange = RowChange & { readonly shape: TableShape; readonly row: Cells }

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
  private shapes: readonly TableShape[] = []
  private reader: Database.Statement | null = null
  private eraser: Database.Statement | null = null

  constructor(native: Database.Database) {
    this.native = native
  }

  get isInstalled(): boolean {
    return this.reader !== null
  }

  /** 装上触发器；须在事务之外，否则事务一撤就没了。 */
  install(): void {
    if (this.isInstalled) return
    if (this.native.inTransaction) throw new Error('要在事务之外开始记前后值')
    this.shapes = capturedTables(this.native)
    this.native.exec(
      'CREATE TEMP TABLE IF NOT EXISTS changedRow (no INTEGER PRIMARY KEY, tableNo INTEGER NOT NULL, keyJson TEXT NOT NULL, beforeJson TEXT)',
    )
    for (const [tableNo, shape] of this.shapes.entries()) this.native.exec(triggersFor(tableNo, shape))
    this.eraser = this.native.prepare('DELETE FROM temp.changedRow')
    this.reader = this.native.prepare('SELECT tableNo, keyJson, beforeJson FROM temp.changedRow ORDER BY no').raw()
  }

  /** 忘掉已记下的：事务开头清掉不是命令写的，或者这一段写入另有记录。 */
  discard(): void {
    this.eraser?.run()
  }

  /** 取走本事务至今的改动，按第一次动到的先后。 */
  *take(): Generator<CapturedChange> {
    if (!this.reader) return
    const touched = new Map<string, { shape: TableShape; key: CellValue[]; before: Cells | null }>()
    for (const [tableNo, keyJson, beforeJson] of this.reader.iterate() as IterableIterator<[number, string, string | null]>) {
      const at = `${tableNo} ${keyJson}`
      const shape = this.shapes[tableNo]
      if (!shape || touched.has(at)) continue
      touched.set(at, {
        shape,
        key: JSON.parse(keyJson) as CellValue[],
        before: beforeJson === null ? null : cellsOf(shape, JSON.parse(beforeJson) as CellValue[]),
      })
    }
    this.discard()
    const currentRow = rowReader(this.native)
    for (const { shape, key, before } of touched.values()) {
      const after = currentRow(shape, key)
      const row = after ?? before
      const change = rowChange(shape.name, key, before, after)
      if (change && row) yield { ...change, before: withoutSecrets(change.before), after: abridged(change), shape, row }
    }
  }
}

/** 读现在的一行；没有为 null。二进制写成 `hex:` 开头的文字，与触发器里记下的一样。 */
export function rowReader(native: Database.Database): (shape: TableShape, key: readonly CellValue[]) => Cells | null {
  const statements = new Map<string, Database.Statement>()
  return (shape, key) => {
    let statement = statements.get(shape.name)
    if (!statement) {
      const columns = shape.columns.map((column) => cellExpression(shape, quoted(column))).join(', ')
      statement = native.prepare(`SELECT ${columns} FROM main.${quoted(shape.name)} WHERE ${keyCondition(shape)} LIMIT 1`).raw()
      statements.set(shape.name, statement)
    }
    const values = statement.get(...key) as CellValue[] | undefined
    return values ? cellsOf(shape, values) : null
  }
}

function cellsOf({ columns }: TableShape, values: readonly CellValue[]): Cells {
  const row: Record<string, CellValue> = {}
  for (let index = 0; index < columns.length; index += 1) row[columns[index] ?? ''] = values[index] ?? null
  return row
}

/** “改后”里的长文换成散列。 */
function abridged({ table, after }: RowChange): Cells {
  const always = DIGESTED_COLUMNS[table]
  let copy: Record<string, CellValue> | null = null
  for (const [column, value] of Object.entries(after)) {
    if (typeof value !== 'string' || (value.length <= LONGEST_KEPT && column !== always && !isSecretColumn(column))) continue
    copy ??= { ...after }
    copy[column] = digestOf(value)
  }
  return copy ?? after
}

function withoutSecrets(cells: Cells): Cells {
  if (!Object.keys(cells).some(isSecretColumn)) return cells
  return Object.fromEntries(
    Object.entries(cells).map(([column, value]) => [column, isSecretColumn(column) && typeof value === 'string' ? digestOf(value) : value]),
  )
}

/** 代替长文的散列。 */
export function digestOf(value: string): string {
  return digestText({ sha256: createHash('sha256').update(value, 'utf8').digest('hex'), length: value.length })
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
