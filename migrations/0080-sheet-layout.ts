import type { Migration } from './migration.ts'

/**
 * 记住的表形：一种花名册的表头长什么样、各列取什么字段。指纹由表头文字算出，同一指纹只记一份；
 * 删去的行直接去掉，操作日志里有。
 */
export const sheetLayout: Migration = {
  version: 80,
  name: '0080-sheet-layout',
  up: (database) => {
    database.exec(`
      CREATE TABLE sheetLayout (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL CHECK (name <> ''),
        fingerprint TEXT NOT NULL UNIQUE,
        decisionJson TEXT NOT NULL CHECK (json_valid(decisionJson)),
        rememberedAt TEXT NOT NULL
      ) STRICT;
    `)
  },
}
