import type { Migration } from './migration.ts'

/** 查询里要逐字照写，这个索引才用得上；所以写在迁移里，不再改。 */
const REMOVING = `action = '删' OR (action = '改' AND coalesce(
        json_extract(afterJson, '$.deletedAt'), json_extract(afterJson, '$.withdrawnAt'), json_extract(afterJson, '$.removedAt'),
        json_extract(afterJson, '$.retiredAt'), json_extract(afterJson, '$.dissolvedOn')) IS NOT NULL)`

/**
 * 操作日志的前后值、考核冻结，与受保护的改动要留的理由与授权。
 * `journalChange`：一条命令改了哪些行；敏感的列另放 veiled*，连同盐另算散列，导出时可只给散列。
 * `changesHash`：这一条全部前后值的散列；这一步之前的旧条目为空，沿用旧的散列办法。
 * `journalSubject`：一条命令涉及哪些党员、哪些党组织，供按对象查。
 */
export const journalChange: Migration = {
  version: 170,
  name: '0170-journal-change',
  up: (database) => {
    database.exec(`
      ALTER TABLE journal ADD COLUMN changesHash TEXT CHECK (changesHash IS NULL OR length(changesHash) = 64);
      CREATE INDEX journalUndo ON journal (json_extract(inputJson, '$.seq')) WHERE route = 'settings.undo';

      CREATE TABLE journalChange (
        seq INTEGER NOT NULL,
        ordinal INTEGER NOT NULL,
        tableName TEXT NOT NULL,
        rowKeyJson TEXT NOT NULL,
        action TEXT NOT NULL CHECK (action IN ('增', '改', '删')),
        beforeJson TEXT NOT NULL,
        afterJson TEXT NOT NULL,
        veiledBeforeJson TEXT NOT NULL DEFAULT '',
        veiledAfterJson TEXT NOT NULL DEFAULT '',
        salt TEXT NOT NULL DEFAULT '',
        UNIQUE (seq, ordinal)
      ) STRICT;
      CREATE INDEX journalChangeByRow ON journalChange (rowKeyJson);
      -- 回收站找的：删去的行，与标了移走、撤下、停用、撤销的行。
      CREATE INDEX journalChangeRemoving ON journalChange (seq) WHERE ${REMOVING};
      CREATE TRIGGER journalChangeIsAppendOnlyU BEFORE UPDATE ON journalChange BEGIN SELECT RAISE(ABORT, '操作日志只增不改'); END;
      CREATE TRIGGER journalChangeIsAppendOnlyD BEFORE DELETE ON journalChange BEGIN SELECT RAISE(ABORT, '操作日志只增不改'); END;

      CREATE TABLE journalSubject (
        subjectId TEXT NOT NULL,
        seq INTEGER NOT NULL,
        PRIMARY KEY (subjectId, seq)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE assessmentFreeze (
        id TEXT PRIMARY KEY,
        year INTEGER NOT NULL,
        asOf TEXT NOT NULL,
        sheetsJson TEXT NOT NULL CHECK (json_valid(sheetsJson)),
        approvedBy TEXT NOT NULL,
        documentNo TEXT NOT NULL DEFAULT '',
        frozenAt TEXT NOT NULL,
        frozenBy TEXT NOT NULL,
        liftedAt TEXT,
        liftedBy TEXT NOT NULL DEFAULT '',
        liftReason TEXT NOT NULL DEFAULT '',
        liftAuthorizedBy TEXT NOT NULL DEFAULT ''
      ) STRICT;
      CREATE UNIQUE INDEX assessmentFreezeOneLive ON assessmentFreeze (year) WHERE liftedAt IS NULL;

      CREATE TABLE protectedChange (
        id TEXT PRIMARY KEY,
        subject TEXT NOT NULL CHECK (subject IN ('已签发公文', '已冻结考核')),
        documentId TEXT REFERENCES document (id),
        freezeId TEXT REFERENCES assessmentFreeze (id),
        organizationId TEXT REFERENCES organization (id),
        matter TEXT NOT NULL,
        reason TEXT NOT NULL,
        authorizedBy TEXT NOT NULL,
        changedAt TEXT NOT NULL,
        actor TEXT NOT NULL,
        CHECK ((documentId IS NULL) <> (freezeId IS NULL))
      ) STRICT;
      CREATE INDEX protectedChangeByMoment ON protectedChange (changedAt);
      CREATE INDEX protectedChangeByDocument ON protectedChange (documentId);
      CREATE INDEX protectedChangeByFreeze ON protectedChange (freezeId);
    `)
  },
}
