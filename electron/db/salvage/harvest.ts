import { migrations } from '../../../migrations/index.ts'
import { migrate } from '../migrate.ts'
import { connect } from '../connect.ts'
import type { PageImage } from './page-image.ts'
import { treePage, type StoredRow } from './records.ts'
import { guessVersion, schemaEntry, tableShapes, fits, type SchemaEntry, type TableShape } from './table-shapes.ts'
import { emptyHarvest, freePages, isWhole, readPage, walkTree, type Harvest } from './tree-walk.ts'

/** 一张表读出来的全部。 */
export type TableHarvest = {
  readonly shape: TableShape
  readonly harvest: Harvest
  /** 上级页坏了、凭样子认回来的行；其中可能有早已删除的。 */
  readonly adrift: StoredRow[]
}

export type LibraryHarvest = {
  readonly version: number
  readonly tables: readonly TableHarvest[]
  /** 自增序号的高水位，按表名。 */
  readonly sequences: ReadonlyMap<string, bigint>
  /** 认不出归哪张表的断开的页上有多少行。 */
  readonly unclaimedRows: number
}

/**
 * 把一份坏库里还读得出的行按表读出来：先顺着目录与各表的树走，再在没走到的页里找断开的叶，凭样子认主。
 * 认不出是基石的库（目录全毁、没有一张认得的表）返回 null。
 */
export function harvestLibrary(image: PageImage): LibraryHarvest | null {
  const visited = new Set<number>()
  const free = freePages(image)
  const entries = readSchema(image, visited, free)
  const version = guessVersion(image.page(1)?.readUInt32BE(60) ?? 0, entries)
  if (version === null || !entries.some(({ name }) => name === 'journal')) return null
  const shapes = shapesAt(version)
  const byName = new Map(entries.map((entry) => [entry.name, entry]))
  const tables = shapes.map((shape): TableHarvest => {
    const root = byName.get(shape.name)?.root ?? 0
    // 目录里那一行没了：不知道根在哪，整张表靠认主。
    const harvest = root > 0 ? walkTree(image, root, visited) : { ...emptyHarvest(), brokenPages: [0] }
    return { shape, harvest, adrift: [] }
  })
  const known = new Set(shapes.map(({ name }) => name))
  // 别的树也走一遍，只为记下那些页有主。
  for (const entry of entries) if (entry.root > 0 && !known.has(entry.name)) walkTree(image, entry.root, visited)
  const unclaimedRows = claimAdrift(image, tables, visited, free)
  return { version, tables, sequences: sequencesOf(image, byName.get('sqlite_sequence')), unclaimedRows }
}

function shapesAt(version: number): TableShape[] {
  const connection = connect(':memory:', null)
  try {
    migrate(
      connection,
      migrations.filter((step) => step.version <= version),
    )
    return tableShapes(connection)
  } finally {
    connection.close()
  }
}

/** 目录在第一页起的那棵树里；树有坏处时，也在别的叶里找样子像目录的行。 */
function readSchema(image: PageImage, visited: Set<number>, free: ReadonlySet<number>): SchemaEntry[] {
  const harvest = walkTree(image, 1, visited)
  const rows = [...harvest.rows]
  if (!isWhole(harvest) || rows.length === 0)
    for (const { number, rows: found } of strayLeaves(image, visited, free)) {
      const entries = found.filter((row) => schemaEntry(row) !== null)
      if (entries.length < found.length) continue
      rows.push(...entries)
      visited.add(number)
    }
  return rows.flatMap((row) => schemaEntry(row) ?? [])
}

/** 没有主、不在空闲链上、每一行都读得通的叶。 */
function strayLeaves(image: PageImage, visited: ReadonlySet<number>, free: ReadonlySet<number>): { number: number; rows: StoredRow[] }[] {
  const leaves: { number: number; rows: StoredRow[] }[] = []
  for (let number = 2; number <= image.pageCount; number += 1) {
    const page = visited.has(number) || free.has(number) ? null : image.page(number)
    if (!page || !treePage(page, number, image.usableBytes)?.isLeaf) continue
    const found = emptyHarvest()
    readPage(image, number, page, found, new Set())
    if (found.rows.length > 0 && found.unreadableRows === 0) leaves.push({ number, rows: found.rows })
  }
  return leaves
}

/** 只在读得不全的表里认主，而且恰有一张表放得进才认；返回没认出的行数。 */
function claimAdrift(image: PageImage, tables: readonly TableHarvest[], visited: ReadonlySet<number>, free: ReadonlySet<number>): number {
  const incomplete = tables.filter(({ harvest }) => harvest.brokenPages.length > 0)
  if (incomplete.length === 0) return 0
  let unclaimed = 0
  for (const { rows } of strayLeaves(image, visited, free)) {
    const owners = incomplete.filter(({ shape }) => rows.every((row) => fits(shape, row)))
    const [owner] = owners
    if (owner && owners.length === 1) owner.adrift.push(...rows)
    else unclaimed += rows.length
  }
  return unclaimed
}

function sequencesOf(image: PageImage, entry: SchemaEntry | undefined): ReadonlyMap<string, bigint> {
  if (!entry) return new Map()
  const { rows } = walkTree(image, entry.root, new Set())
  return new Map(rows.flatMap(({ values: [name, seq] }) => (typeof name === 'string' && typeof seq === 'bigint' ? [[name, seq]] : [])))
}
