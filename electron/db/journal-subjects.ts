import type Database from 'better-sqlite3-multiple-ciphers'
import type { CellValue } from '../../shared/settings/row-changes.ts'
import { quoted, type TableShape } from './table-shape.ts'

/** 沿外键往上找几层。 */
const DEEPEST = 3

type Row = readonly CellValue[]
/** 一张表里写着党员、党组织的列，与往上找的外键；都是列的位置。 */
type Links = {
  readonly members: readonly number[]
  readonly organizations: readonly number[]
  readonly parents: readonly { readonly at: number; readonly shape: TableShape; readonly to: string }[]
}

/**
 * 一行改动涉及哪些党员与党组织（编号）：行里直接写着的；没有的沿外键往上找；
 * 只写着党员的，连他现在所在的支部也算，支部页上查得到自己人的改动。
 */
export function subjectFinder(native: Database.Database, shapes: readonly TableShape[]) {
  const byName = new Map(shapes.map((shape) => [shape.name, shape]))
  const links = new Map<TableShape, Links>()
  const above = new Map<string, readonly string[]>()
  const branchesOf = native.prepare('SELECT branchId FROM main.memberAssignment WHERE memberId = ? AND untilOn IS NULL').pluck()

  const linksOf = (shape: TableShape): Links => {
    const known = links.get(shape)
    if (known) return known
    const found = linksIn(shape, byName)
    links.set(shape, found)
    return found
  }

  const remembered = (at: string, work: () => readonly string[]): readonly string[] => {
    const known = above.get(at)
    if (known) return known
    const found = work()
    above.set(at, found)
    return found
  }

  const find = (shape: TableShape, row: Row, depth: number, found: Set<string>): void => {
    const { members, organizations, parents } = linksOf(shape)
    let hasOrganization = false
    for (const at of organizations) {
      const id = row[at]
      if (typeof id !== 'string') continue
      found.add(id)
      hasOrganization = true
    }
    for (const at of members) {
      const id = row[at]
      if (typeof id !== 'string') continue
      found.add(id)
      if (!hasOrganization) for (const branch of remembered(`member ${id}`, () => branchesOf.all(id) as string[])) found.add(branch)
    }
    if (members.length + organizations.length > 0 || depth === DEEPEST) return
    for (const { at, shape: parent, to } of parents) {
      const id = row[at]
      if (typeof id !== 'string') continue
      const higher = remembered(`${parent.name} ${id}`, () => {
        const columns = parent.columns.map(quoted).join(', ')
        const parentRow = native
          .prepare(`SELECT ${columns} FROM main.${quoted(parent.name)} WHERE ${quoted(to)} = ?`)
          .raw()
          .get(id)
        const ids = new Set<string>()
        if (parentRow) find(parent, parentRow as CellValue[], depth + 1, ids)
        return [...ids]
      })
      for (const each of higher) found.add(each)
    }
  }

  return (shape: TableShape, before: Row | null, after: Row | null, found: Set<string>): void => {
    if (before) find(shape, before, 0, found)
    if (after) find(shape, after, 0, found)
  }
}

function linksIn(shape: TableShape, byName: ReadonlyMap<string, TableShape>): Links {
  const to = (table: string) => {
    const columns = shape.name === table ? ['id'] : shape.foreignKeys.filter((key) => key.table === table).map(({ from }) => from)
    return columns.map((column) => shape.columns.indexOf(column))
  }
  return {
    members: to('member'),
    organizations: shape.name === 'member' ? [] : to('organization'),
    parents: shape.foreignKeys.flatMap(({ from, table, to: target }) => {
      const parent = byName.get(table)
      return parent ? [{ at: shape.columns.indexOf(from), shape: parent, to: target }] : []
    }),
  }
}
