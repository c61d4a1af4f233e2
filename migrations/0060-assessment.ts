import type { Migration } from './migration.ts'

/**
 * 年度考核：评分方案版本、人工评定、加减分、一票否决。得分由规则推出，不存。
 * 版本 1 是随产品发布的默认权重，不入库；改过的自 2 起，自 `fromYear` 考核年度起用。
 */
export const assessment: Migration = {
  version: 60,
  name: '0060-assessment',
  up: (database) => {
    database.exec(`
      CREATE TABLE assessmentScheme (
        version INTEGER PRIMARY KEY CHECK (version >= 2),
        fromYear INTEGER NOT NULL,
        contentJson TEXT NOT NULL CHECK (json_valid(contentJson)),
        createdAt TEXT NOT NULL
      ) STRICT;

      CREATE TABLE assessmentRating (
        year INTEGER NOT NULL,
        organizationId TEXT NOT NULL REFERENCES organization (id),
        itemId TEXT NOT NULL,
        ratioPermyriad INTEGER CHECK (ratioPermyriad BETWEEN 0 AND 10000),
        basis TEXT NOT NULL,
        ratedAt TEXT NOT NULL,
        PRIMARY KEY (year, organizationId, itemId)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE assessmentAdjustment (
        id TEXT PRIMARY KEY,
        year INTEGER NOT NULL,
        organizationId TEXT NOT NULL REFERENCES organization (id),
        kind TEXT NOT NULL CHECK (kind IN ('加分', '减分')),
        pointsCenti INTEGER NOT NULL CHECK (pointsCenti >= 1),
        reason TEXT NOT NULL,
        documentNo TEXT NOT NULL DEFAULT '',
        createdAt TEXT NOT NULL,
        deletedAt TEXT
      ) STRICT;
      CREATE INDEX assessmentAdjustmentByYear ON assessmentAdjustment (year, organizationId);

      CREATE TABLE assessmentVeto (
        id TEXT PRIMARY KEY,
        year INTEGER NOT NULL,
        organizationId TEXT NOT NULL REFERENCES organization (id),
        vetoId TEXT NOT NULL,
        basis TEXT NOT NULL,
        confirmedBy TEXT NOT NULL,
        confirmedOn TEXT NOT NULL,
        withdrawnAt TEXT,
        withdrawalReason TEXT NOT NULL DEFAULT ''
      ) STRICT;
      CREATE UNIQUE INDEX assessmentVetoOneLive ON assessmentVeto (year, organizationId, vetoId) WHERE withdrawnAt IS NULL;
    `)
  },
}
