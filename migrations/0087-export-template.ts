import type { Migration } from './migration.ts'

/** 导出模板：对方的空表原样存着，连同每一列填哪个字段。 */
export const exportTemplate: Migration = {
  version: 87,
  name: '0087-export-template',
  up: (database) => {
    database.exec(`
      CREATE TABLE exportTemplate (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        fileName TEXT NOT NULL,
        fileBase64 TEXT NOT NULL,
        sheetName TEXT NOT NULL,
        headerTop INTEGER NOT NULL CHECK (headerTop >= 0),
        headerRows INTEGER NOT NULL CHECK (headerRows >= 1),
        -- [{column, heading, field|null}]
        columnsJson TEXT NOT NULL CHECK (json_valid(columnsJson)),
        codeStyle TEXT NOT NULL CHECK (codeStyle IN ('代码 名称', '名称')),
        createdAt TEXT NOT NULL,
        updatedAt TEXT NOT NULL,
        deletedAt TEXT
      ) STRICT;
      CREATE UNIQUE INDEX exportTemplateByName ON exportTemplate (name) WHERE deletedAt IS NULL;
    `)
  },
}
