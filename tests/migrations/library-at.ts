import type Database from 'better-sqlite3-multiple-ciphers'
import { AttachmentStore } from '../../electron/attachment/store.ts'
import { connect } from '../../electron/db/connect.ts'
import type { DataKey } from '../../electron/db/data-key.ts'
import { migrate } from '../../electron/db/migrate.ts'
import { DATA_FILE_NAME } from '../../electron/db/open.ts'
import { migrations } from '../../migrations/index.ts'
import { ROWS_AT } from './rows-at.ts'
import path from 'node:path'

/** 有附件的第一版。 */
const WITH_ATTACHMENTS = 110
export const ATTACHMENT = Buffer.from('第一党支部 2026 年 9 月主题党日签到表'.repeat(40))

/** 停在 `version` 的一份数据：库（可加密）、每张当时已有的表都有行；有附件的版本连同一份原件。返回原件的散列，没有为空串。 */
export function plantLibraryAt(directory: string, version: number, dataKey: DataKey | null): string {
  const connection = connect(path.join(directory, DATA_FILE_NAME), dataKey)
  try {
    connection.pragma('foreign_keys = ON')
    for (const step of migrations.filter((each) => each.version <= version)) {
      migrate(connection, [step])
      connection.exec(ROWS_AT[step.version] ?? '')
    }
    if (version < WITH_ATTACHMENTS) return ''
    const sha256 = new AttachmentStore(directory, dataKey).put(ATTACHMENT)
    connection.prepare(`INSERT INTO storedFile VALUES (?, ?, 'text/plain', NULL, NULL, NULL, 'x')`).run(sha256, ATTACHMENT.length)
    connection
      .prepare(
        `INSERT INTO activityFile (id, activityId, seq, kind, name, sha256, addedAt) VALUES ('f2', 'g1', 2, '签到表', '签到.txt', ?, 'x')`,
      )
      .run(sha256)
    return sha256
  } finally {
    connection.close()
  }
}

export function tableNames(connection: Database.Database): string[] {
  return connection
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`)
    .pluck()
    .all() as string[]
}

export function rowsOf(connection: Database.Database, tables: readonly string[]): Record<string, unknown[]> {
  return Object.fromEntries(tables.map((table) => [table, connection.prepare(`SELECT * FROM "${table}" ORDER BY 1`).all()]))
}
