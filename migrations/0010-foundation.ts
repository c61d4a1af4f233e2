import type { Migration } from './migration.ts'

/** 操作日志与设置。日志只增不改：触发器拒绝 UPDATE 与 DELETE；每条带上一条的散列，绕开触发器改了也看得出。 */
export const foundation: Migration = {
  version: 10,
  name: '0010-foundation',
  up: (database) => {
    database.exec(`
      CREATE TABLE setting (
        key TEXT PRIMARY KEY,
        valueJson TEXT NOT NULL CHECK (json_valid(valueJson))
      ) STRICT;

      CREATE TABLE journal (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        actor TEXT NOT NULL,
        route TEXT NOT NULL,
        summary TEXT NOT NULL,
        inputJson TEXT NOT NULL CHECK (json_valid(inputJson)),
        previousHash TEXT NOT NULL CHECK (length(previousHash) = 64),
        hash TEXT NOT NULL CHECK (length(hash) = 64)
      ) STRICT;
      CREATE TRIGGER journalIsAppendOnlyU BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, '操作日志只增不改'); END;
      CREATE TRIGGER journalIsAppendOnlyD BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, '操作日志只增不改'); END;
    `)
  },
}
