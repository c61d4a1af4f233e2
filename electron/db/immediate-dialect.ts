import type Database from 'better-sqlite3-multiple-ciphers'
import { CompiledQuery, SqliteDialect, SqliteDriver, type DatabaseConnection, type Driver, type SqliteDialectConfig } from 'kysely'

/**
 * Kysely 自带的 SQLite 驱动用延迟事务（`BEGIN`）：先读后写时若另一进程（如命令行入口）刚提交过，
 * 会立刻报忙而不等待。命令的事务一律 `BEGIN IMMEDIATE`，先拿写锁再读，`timeout` 才起作用。
 */
class ImmediateDriver extends SqliteDriver {
  private readonly isInTransaction: () => boolean

  constructor(config: SqliteDialectConfig, isInTransaction: () => boolean) {
    super(config)
    this.isInTransaction = isInTransaction
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }

  /** 磁盘满、读写出错时 SQLite 已自行回滚；再发 ROLLBACK 会报错，盖住真正的原因。 */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.isInTransaction()) await super.rollbackTransaction(connection)
  }
}

export class ImmediateSqliteDialect extends SqliteDialect {
  private readonly native: Database.Database

  constructor(native: Database.Database) {
    super({ database: native })
    this.native = native
  }

  override createDriver(): Driver {
    const prepare = keptStatements(this.native)
    const database = { prepare, close: () => this.native.close() }
    return new ImmediateDriver({ database }, () => this.native.inTransaction)
  }
}

/** 留着最近用过的多少条语句。 */
const STATEMENTS_KEPT = 300
/** 太长的（成批插入）每次都不一样，留着也用不上。 */
const LONGEST_KEPT = 4000

/** 同样的语句只编译一次：一次登记要跑几十条，编译占去小半时间。表结构变了 SQLite 会自己重编。 */
function keptStatements(native: Database.Database): (sql: string) => Database.Statement {
  const kept = new Map<string, Database.Statement>()
  return (sql) => {
    const known = kept.get(sql)
    if (known) {
      kept.delete(sql)
      kept.set(sql, known)
      return known
    }
    const statement = native.prepare(sql)
    if (sql.length <= LONGEST_KEPT) {
      kept.set(sql, statement)
      const [oldest] = kept.keys()
      if (kept.size > STATEMENTS_KEPT && oldest !== undefined) kept.delete(oldest)
    }
    return statement
  }
}
