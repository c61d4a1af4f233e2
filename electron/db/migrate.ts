import type Database from 'better-sqlite3-multiple-ciphers'
import type { Migration } from '../../migrations/migration.ts'

/**
 * 顺序执行尚未执行的迁移，每步一个 `BEGIN IMMEDIATE` 事务，`user_version` 同事务更新：
 * 中途失败停在上一步，不会留半个迁移。Kysely 自带的 Migrator 在 SQLite 上不是事务性的，故自写。
 */
export function migrate(connection: Database.Database, steps: readonly Migration[], hooks: { beforeFirst?: () => void } = {}): void {
  const current = Number(connection.pragma('user_version', { simple: true }))
  const pending = steps.filter((step) => step.version > current)
  if (pending.length === 0) return
  hooks.beforeFirst?.()
  // 事务内改 foreign_keys 无效，重建表会静默删掉子行，所以在事务外先关掉，事务内自查。
  connection.pragma('foreign_keys = OFF')
  try {
    for (const step of pending) {
      connection.exec('BEGIN IMMEDIATE')
      try {
        step.up(connection)
        const violations = connection.pragma('foreign_key_check') as unknown[]
        if (violations.length > 0) throw new Error(`迁移 ${step.name} 破坏了 ${violations.length} 处外键`)
        connection.pragma(`user_version = ${step.version}`)
        connection.exec('COMMIT')
      } catch (error) {
        // 磁盘满时 SQLite 已自行撤回；再撤一次会报“没有事务”，盖住真正的原因。
        if (connection.inTransaction) connection.exec('ROLLBACK')
        throw error
      }
    }
  } finally {
    connection.pragma('foreign_keys = ON')
  }
}
