import type Database from 'better-sqlite3-multiple-ciphers'

/** 由别的表编出来、随时可重建的表：检索的索引。不算记录，备份核对、并入、造表类型都不看它们。 */
const DERIVED = "name NOT GLOB 'activitySearch*'"

/** 存记录的各表，按名字排。 */
export function recordTables(connection: Database.Database): string[] {
  return connection
    .prepare(`SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND ${DERIVED} ORDER BY name`)
    .pluck()
    .all() as string[]
}
