import type Database from 'better-sqlite3-multiple-ciphers'
import type { Cells, CellValue } from '../../shared/settings/row-changes.ts'
import type { CapturedChange } from './change-capture.ts'
import { quoted, type TableShape } from './table-shape.ts'

/** 沿外键往上找几层。 */
const DEEPEST = 3

/**
 * 一行改动涉及哪些党员与党组织（编号）：行里直接写着的；没有的沿外键往上找；
 * 只写着党员的，连他现在所在的支部也算，支部页上查得到自己人的改动。
 */
export function subjectFinder(native: Database.Database, shapeOf: (table: string) => TableShape | undefined) {
  const statements = new Map<string, Database.Statement>()
  const above = new Map<string, readonly string[]>()
  const prepared = (sql: string) => {
    const known = statements.get(sql)
    if (known) return known
    const statement = native.prepare(sql)
    statements.set(sql, statement)
    return statement
  }

  /** 一个党员现在所在的支部；只查一次。 */
  const branchOf = (memberId: string): readonly string[] => {
    const at = `memberAssignment ${memberId}`
    const known = above.get(at)
    if (known) return known
    const branches = prepared('SELECT branchId FROM main.memberAssignment WHERE memberId = ? AND untilOn IS NULL')
      .pluck()
      .all(memberId) as string[]
    above.set(at, branches)
    return branches
  }

  const find = (shape: TableShape, rows: readonly Cells[], depth: number): readonly string[] => {
    const direct = directSubjects(shape)
    const named = direct.flatMap(({ column }) => textsIn(rows, column))
    if (direct.length > 0) {
      const members = direct.filter(({ isMember }) => isMember).flatMap(({ column }) => textsIn(rows, column))
      return members.length === named.length ? [...named, ...members.flatMap(branchOf)] : named
    }
    if (depth === DEEPEST) return []
    return shape.foreignKeys.flatMap(({ from, table, to }) =>
      textsIn(rows, from).flatMap((id) => {
        const at = `${table} ${id}`
        const known = above.get(at)
        if (known) return known
        const parent = shapeOf(table)
        const row = parent
          ? (prepared(`SELECT * FROM main.${quoted(table)} WHERE ${quoted(to)} = ?`).get(id) as Record<string, CellValue> | undefined)
          : undefined
        const found = parent && row ? find(parent, [row], depth + 1) : []
        above.set(at, found)
        return found
      }),
    )
  }

  return ({ shape, before, row }: CapturedChange): readonly string[] => find(shape, [before, row], 0)
}

/** 直接写着党员、党组织的列。 */
function directSubjects(shape: TableShape): readonly { column: string; isMember: boolean }[] {
  if (shape.name === 'member' || shape.name === 'organization') return [{ column: 'id', isMember: shape.name === 'member' }]
  return shape.foreignKeys
    .filter(({ table }) => table === 'member' || table === 'organization')
    .map(({ from, table }) => ({ column: from, isMember: table === 'member' }))
}

function textsIn(rows: readonly Cells[], column: string): string[] {
  return rows.flatMap((row) => {
    const value = row[column]
    return typeof value === 'string' ? [value] : []
  })
}
