import type Database from 'better-sqlite3-multiple-ciphers'

/** 登记过的附件原件，与给人看的名字。 */
export type Registered = { readonly sha256: string; readonly byteCount: number; readonly name: string }

/** 库里登记的全部附件；早先没有附件的版本为空。 */
export function registeredFiles(connection: Database.Database): Registered[] {
  const has = (table: string) =>
    connection.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?`).get(table) !== undefined
  if (!has('storedFile')) return []
  const name = has('activityFile') ? `(SELECT f.name FROM activityFile f WHERE f.sha256 = s.sha256 LIMIT 1)` : 'NULL'
  return connection
    .prepare(`SELECT s.sha256, s.byteCount, coalesce(${name}, s.sha256) AS name FROM storedFile s ORDER BY s.sha256`)
    .all() as Registered[]
}
