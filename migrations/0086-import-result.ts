import type { Migration } from './migration.ts'

/** 一次导入逐行的结果，供日后在原表上回写；连着的同样几行并成一段。 */
export const importResult: Migration = {
  version: 86,
  name: '0086-import-result',
  up: (database) => {
    database.exec(`
      CREATE TABLE importResult (
        batchId TEXT PRIMARY KEY REFERENCES changeBatch (id),
        sheetsJson TEXT NOT NULL CHECK (json_valid(sheetsJson))
      ) STRICT, WITHOUT ROWID;
    `)
  },
}
