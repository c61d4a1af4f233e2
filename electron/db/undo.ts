import type Database from 'better-sqlite3-multiple-ciphers'
import { digestIn, type CellValue, type Cells, type ChangeAction } from '../../shared/settings/row-changes.ts'
import { changeCaptureOf, rowReader, type RowReader } from './change-capture.ts'
import { changesReader, digestOf } from './journal-changes.ts'
import { keyCondition, quoted, type TableShape } from './table-shape.ts'

/** 读出来的一条前后值，敏感的已并回去。只在后端里用，不交给界面。 */
export type FullChange = {
  readonly ordinal: number
  readonly shape: TableShape
  readonly key: readonly CellValue[]
  readonly keyJson: string
  readonly action: ChangeAction
  readonly before: Cells
  readonly after: Cells
}

/** 撤不成的缘由。`laterSeq` 是之后又改过这一行的最近一条，找不到为 null。 */
export type UndoProblem =
  | { readonly kind: '后来改过'; readonly change: FullChange; readonly laterSeq: number | null }
  | { readonly kind: '后来用到'; readonly change: FullChange; readonly table: string; readonly count: number }
  | { readonly kind: '所属已不在'; readonly change: FullChange; readonly table: string; readonly laterSeq: number | null }
  | { readonly kind: '与现有重复'; readonly change: FullChange }
  | { readonly kind: '没有记全'; readonly change: FullChange }

/** 第 `seq` 条的全部前后值；那张表已不在这一版里的跳过。 */
export function fullChanges(native: Database.Database, seq: number): FullChange[] {
  const shapes = new Map(changeCaptureOf(native).shapes.map((shape) => [shape.name, shape]))
  const parsed = (text: string) => (text === '' ? {} : (JSON.parse(text) as Cells))
  return Array.from(changesReader(native)(seq), (stored) => {
    const shape = shapes.get(stored.tableName)
    if (!shape) return []
    const { ordinal, rowKeyJson: keyJson } = stored
    const key = JSON.parse(keyJson) as CellValue[]
    const action = stored.action as ChangeAction
    const keyed = cellsOfKey(shape, key)
    const before = { ...(action === '删' ? keyed : {}), ...parsed(stored.beforeJson), ...parsed(stored.veiledBeforeJson) }
    const after = { ...(action === '增' ? keyed : {}), ...parsed(stored.afterJson), ...parsed(stored.veiledAfterJson) }
    return [{ ordinal, shape, key, keyJson, action, before, after }]
  }).flat()
}

/** 主键各列写成一组格；增、删的整行里不重复写主键。 */
export function cellsOfKey({ key: columns }: TableShape, key: readonly CellValue[]): Cells {
  return Object.fromEntries(columns.map((column, index) => [column, key[index] ?? null]))
}

/**
 * 在事务里把第 `seq` 条整步倒回：这些行须仍是那一条改成的样子，倒回后外键、唯一都须说得通。
 * @returns 撤不成的缘由；空的即已倒回，返回前什么也没提交。
 */
export function revertChanges(native: Database.Database, seq: number, changes: readonly FullChange[]): UndoProblem[] {
  const rowOf = rowReader(native)
  const stale = changes.filter((change) => !stillAfter(change, rowOf(change.shape, change.key)))
  if (stale.length > 0)
    return stale.map((change) => ({ kind: '后来改过', change, laterSeq: latestChange(native, change.shape.name, change.keyJson, seq) }))
  const lost = changes.filter(({ shape, before }) => shape.hasBlobs || Object.values(before).some((value) => digestIn(value) !== null))
  if (lost.length > 0) return lost.map((change) => ({ kind: '没有记全', change }))
  // 外键到末了一并核对，先后次序就无关紧要；先删后改再插，唯一的约束不会自己绊自己。
  native.pragma('defer_foreign_keys = ON')
  for (const action of ['增', '改', '删'] as const)
    for (const change of changes.filter((each) => each.action === action)) {
      try {
        revert(native, change)
      } catch (error) {
        if (isConstraint(error)) return [{ kind: '与现有重复', change }]
        throw error
      }
    }
  return [...brokenLinks(native, seq, changes, rowOf)]
}

function revert(native: Database.Database, { shape, key, action, before }: FullChange): void {
  const table = quoted(shape.name)
  if (action === '增') {
    native.prepare(`DELETE FROM ${table} WHERE ${keyCondition(shape)}`).run(...key)
    return
  }
  const columns = Object.keys(before).filter((column) => shape.columns.includes(column))
  const values = columns.map((column) => before[column] ?? null)
  if (action === '改') {
    const assignments = columns.map((column) => `${quoted(column)} = ?`).join(', ')
    if (columns.length > 0) native.prepare(`UPDATE ${table} SET ${assignments} WHERE ${keyCondition(shape)}`).run(...values, ...key)
    return
  }
  native.prepare(`INSERT INTO ${table} (${columns.map(quoted).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`).run(...values)
}

/** 这一行现在还是那一条改成的样子。 */
function stillAfter({ shape, action, after }: FullChange, current: readonly CellValue[] | null): boolean {
  if (action === '删') return current === null
  if (current === null) return false
  return shape.columns.every((column, index) => {
    const value = current[index] ?? null
    if (column in after) return isEqual(after[column] ?? null, value)
    // 增的空着的列不写；改动明细自己的内容没有另记，不比。
    return action === '改' || value === null || shape.name === 'batchChange'
  })
}

function isEqual(written: CellValue, current: CellValue): boolean {
  if (written === current) return true
  return digestIn(written) !== null && typeof current === 'string' && digestOf(current) === written
}

/** 之后动过这一行的最近一条。 */
function latestChange(native: Database.Database, table: string, keyJson: string, seq: number): number | null {
  const found = native
    .prepare('SELECT max(seq) FROM journalChange WHERE rowKeyJson = ? AND tableName = ? AND seq > ?')
    .pluck()
    .get(keyJson, table, seq) as number | null
  return found
}

/** 标着这一行不再算数的列。 */
const CLOSING_COLUMNS = ['deletedAt', 'withdrawnAt', 'removedAt', 'retiredAt', 'dissolvedOn'] as const

/** 倒回之后两头的外键：别处还引用着删掉的行，或者写回的行所属的已经不在、后来撤了。 */
function* brokenLinks(native: Database.Database, seq: number, changes: readonly FullChange[], rowOf: RowReader): Generator<UndoProblem> {
  const { shapes } = changeCaptureOf(native)
  const byName = new Map(shapes.map((shape) => [shape.name, shape]))
  const own = new Set(changes.map(({ shape, keyJson }) => `${shape.name} ${keyJson}`))
  for (const change of changes) {
    const { shape, key, action } = change
    if (action === '增') {
      for (const child of shapes)
        for (const { from, table, to } of child.foreignKeys) {
          if (table !== shape.name) continue
          const value = key[shape.key.indexOf(to)]
          if (value === undefined) continue
          const count = Number(
            native
              .prepare(`SELECT count(*) FROM ${quoted(child.name)} WHERE ${quoted(from)} = ?`)
              .pluck()
              .get(value),
          )
          if (count > 0) yield { kind: '后来用到', change, table: child.name, count }
        }
      continue
    }
    const row = rowOf(shape, key)
    for (const { from, table, to } of shape.foreignKeys) {
      const value = row?.[shape.columns.indexOf(from)] ?? null
      const parent = byName.get(table)
      if (value === null || !parent) continue
      // 只看这次写回的引用与重新算数的行；原来就有、这次没动的不管。
      if (action === '改' && !(from in change.before) && !reopens(change)) continue
      const parentKeyJson = JSON.stringify([value])
      if (own.has(`${table} ${parentKeyJson}`)) continue
      const found = native
        .prepare(`SELECT ${parent.columns.map(quoted).join(', ')} FROM ${quoted(table)} WHERE ${quoted(to)} = ?`)
        .raw()
        .get(value) as CellValue[] | undefined
      const laterSeq = latestChange(native, table, parentKeyJson, seq)
      const isClosed = found !== undefined && CLOSING_COLUMNS.some((column) => (found[parent.columns.indexOf(column)] ?? null) !== null)
      if (found === undefined || (isClosed && laterSeq !== null)) yield { kind: '所属已不在', change, table, laterSeq }
    }
  }
}

/** 倒回后这一行由不算数变回算数：它所属的也须还在。 */
function reopens({ action, before, after }: FullChange): boolean {
  const ENDING = [...CLOSING_COLUMNS, 'untilOn'] as const
  return (
    action === '改' && ENDING.some((column) => column in before && (before[column] ?? null) === null && (after[column] ?? null) !== null)
  )
}

function isConstraint(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('SQLITE_CONSTRAINT')
}
