import { CompiledQuery, SqliteDialect, SqliteDriver, type DatabaseConnection, type Driver, type SqliteDialectConfig } from 'kysely'

/**
 * Kysely 自带的 SQLite 驱动用延迟事务（`BEGIN`）：先读后写时若另一进程（如命令行入口）刚提交过，
 * 会立刻报忙而不等待。命令的事务一律 `BEGIN IMMEDIATE`，先拿写锁再读，`timeout` 才起作用。
 */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
}

export class ImmediateSqliteDialect extends SqliteDialect {
  private readonly driverConfig: SqliteDialectConfig

  constructor(config: SqliteDialectConfig) {
    super(config)
    this.driverConfig = config
  }

  override createDriver(): Driver {
    return new ImmediateDriver(this.driverConfig)
  }
}
