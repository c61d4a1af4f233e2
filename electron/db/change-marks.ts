import type Database from 'better-sqlite3-multiple-ciphers'
import { recordTables } from './record-tables.ts'

/** 自上次取走以来的改动：动了哪些党组织的记录，或者动了人人都受影响的（结构、标准、节假日……）。 */
export type Changes = { readonly isEverything: boolean; readonly organizationIds: ReadonlySet<string> }

/** 判定事实不看的表；改了它们，谁的结论也不变。没列在这里、又找不到归哪个党组织的表，一律算“人人受影响”。 */
export const TABLES_NOT_JUDGED: ReadonlySet<string> = new Set([
  'journal',
  'journalChange',
  'journalSubject',
  'importBatch',
  'importChange',
  'importResult',
  'changeBatch',
  'batchChange',
  'sheetLayout',
  'exportTemplate',
  'document',
  'documentVersion',
  'documentEvent',
  'documentDraft',
  'documentDraftChange',
  'documentTemplate',
  'numberReservation',
  'incoming',
  'incomingFile',
  'keptFile',
  'replyLink',
  'assessmentAdjustment',
  'assessmentVeto',
  'assessmentFreeze',
  'protectedChange',
  'activityChange',
  'activityTemplate',
  'closedMonthChange',
  'storedFile',
  'dutyMark',
  'account',
])

/** 一动就人人受影响的：组织结构；及于下级的覆盖、下发给多个支部的主题方案也在内。 */
const TABLES_FOR_ALL: ReadonlySet<string> = new Set(['organization', 'organizationVersion', 'parameterOverride', 'themePlan'])

/** 人人受影响的记号：不会是哪个党组织的编号。 */
const EVERYTHING = ''

/**
 * 在这个连接上记下谁的记录变了：临时触发器随事务写、随事务撤，本连接关了就没有。
 * 归哪个党组织由外键推出，新加的表不必另登记。
 */
export class ChangeMarks {
  private readonly native: Database.Database

  constructor(native: Database.Database) {
    this.native = native
    native.exec('CREATE TEMP TABLE IF NOT EXISTS changeMark (organizationId TEXT PRIMARY KEY) WITHOUT ROWID')
    for (const table of recordTables(native)) if (!TABLES_NOT_JUDGED.has(table)) this.watch(table)
  }

  /** 正在事务里：这时看到的可能还会撤，不能当真。 */
  get isInTransaction(): boolean {
    return this.native.inTransaction
  }

  /** 别的连接每提交一次就变的编号。 */
  get foreignVersion(): number {
    return Number(this.native.pragma('data_version', { simple: true }))
  }

  /** 取走自上次以来的改动。 */
  take(): Changes {
    const ids = new Set(this.native.prepare('SELECT organizationId FROM temp.changeMark').pluck().all() as string[])
    if (ids.size > 0) this.native.exec('DELETE FROM temp.changeMark')
    const isEverything = ids.delete(EVERYTHING)
    return { isEverything, organizationIds: ids }
  }

  private watch(table: string): void {
    const events = { INSERT: ['NEW'], UPDATE: ['OLD', 'NEW'], DELETE: ['OLD'] } as const
    for (const [event, rows] of Object.entries(events)) {
      const statements = rows.flatMap((row) => markings(this.native, table, row))
      this.native.exec(
        `CREATE TEMP TRIGGER IF NOT EXISTS "mark_${event}_${table}" AFTER ${event} ON main."${table}"
         WHEN NOT EXISTS (SELECT 1 FROM changeMark WHERE organizationId = '${EVERYTHING}')
         BEGIN ${[...new Set(statements)].join(' ')} END`,
      )
    }
  }
}

/**
 * 一行变了该记下谁：每个去处一条语句。
 * 不写 OR IGNORE：触发它的语句自己带了冲突处理（INSERT … ON CONFLICT）时，SQLite 用外面那句的，这里的不算数。
 */
function markings(native: Database.Database, table: string, row: string): string[] {
  const sources = TABLES_FOR_ALL.has(table) ? [] : targets(native, table, (column) => `${row}."${column}"`, new Set([table]))
  if (sources.length === 0)
    return [
      `INSERT INTO changeMark SELECT '${EVERYTHING}' WHERE NOT EXISTS (SELECT 1 FROM changeMark WHERE organizationId = '${EVERYTHING}');`,
    ]
  return sources.map(
    (source) =>
      `INSERT INTO changeMark SELECT DISTINCT id FROM (${source}) WHERE id IS NOT NULL AND id NOT IN (SELECT organizationId FROM changeMark);`,
  )
}

type ForeignKey = { readonly table: string; readonly from: string; readonly to: string | null }

/** 沿外键找到党组织：直接写着的；写着党员的，取他编入过、任过职的各处；都没有的，沿上一张表再找。 */
function targets(native: Database.Database, table: string, valueOf: (column: string) => string, seen: ReadonlySet<string>): string[] {
  const keys = native.pragma(`foreign_key_list("${table}")`) as ForeignKey[]
  const organizations = keys.filter((key) => key.table === 'organization').map((key) => `SELECT ${valueOf(key.from)} AS id`)
  const members = table === 'member' ? ['id'] : keys.filter((key) => key.table === 'member').map((key) => key.from)
  const places = members.flatMap((column) => [
    `SELECT branchId AS id FROM memberAssignment WHERE memberId = ${valueOf(column)}`,
    `SELECT organizationId AS id FROM post WHERE memberId = ${valueOf(column)}`,
  ])
  if (organizations.length > 0) return [...organizations, ...places]
  const parents = keys.filter((key) => key.table !== 'member' && !seen.has(key.table) && !TABLES_NOT_JUDGED.has(key.table))
  const above = parents.flatMap((key) =>
    targets(
      native,
      key.table,
      (column) => `(SELECT up."${column}" FROM "${key.table}" AS up WHERE up."${key.to ?? 'id'}" = ${valueOf(key.from)})`,
      new Set([...seen, key.table]),
    ),
  )
  return [...above, ...places]
}
