import type { Migration } from './migration.ts'

/**
 * 用户的标准方案版本、方案链、组织级逐参数覆盖、指标包启停。
 *
 * 内置方案随产品发布、不入库；用户的方案版本只增不改，停用后不能再选，已在链上的照旧。
 * 方案链整条改、整条留：每改一次是新的一版，现行的是最后一版，一版也没有时用内置链。
 * 链只存每节的起日，止日即下一节的前一天，首尾总是相接。
 */
export const standards: Migration = {
  version: 130,
  name: '0130-standards',
  up: (database) => {
    database.exec(`
      CREATE TABLE standardProfile (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        basedOnId TEXT NOT NULL,
        versionOn TEXT NOT NULL,
        note TEXT NOT NULL DEFAULT '',
        valuesJson TEXT NOT NULL CHECK (json_valid(valuesJson)),
        createdAt TEXT NOT NULL,
        createdBy TEXT NOT NULL,
        retiredAt TEXT,
        retiredBy TEXT NOT NULL DEFAULT '',
        retirementReason TEXT NOT NULL DEFAULT ''
      ) STRICT;

      CREATE TABLE profileChain (
        revision INTEGER PRIMARY KEY CHECK (revision >= 1),
        reason TEXT NOT NULL,
        documentNo TEXT NOT NULL DEFAULT '',
        approvedBy TEXT NOT NULL DEFAULT '',
        changedAt TEXT NOT NULL,
        changedBy TEXT NOT NULL
      ) STRICT;

      CREATE TABLE profileChainLink (
        revision INTEGER NOT NULL REFERENCES profileChain (revision),
        seq INTEGER NOT NULL CHECK (seq >= 1),
        profileId TEXT NOT NULL,
        fromOn TEXT CHECK ((seq = 1) = (fromOn IS NULL)),
        PRIMARY KEY (revision, seq)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE parameterOverride (
        id TEXT PRIMARY KEY,
        organizationId TEXT NOT NULL REFERENCES organization (id),
        reach TEXT NOT NULL CHECK (reach IN ('本组织', '本组织及下级')),
        parameterKey TEXT NOT NULL,
        valueJson TEXT NOT NULL CHECK (json_valid(valueJson)),
        fromOn TEXT NOT NULL,
        untilOn TEXT CHECK (untilOn >= fromOn),
        documentNo TEXT NOT NULL CHECK (documentNo <> ''),
        approvedBy TEXT NOT NULL CHECK (approvedBy <> ''),
        reason TEXT NOT NULL DEFAULT '',
        createdAt TEXT NOT NULL,
        createdBy TEXT NOT NULL,
        withdrawnAt TEXT,
        withdrawnBy TEXT NOT NULL DEFAULT '',
        withdrawalReason TEXT NOT NULL DEFAULT ''
      ) STRICT;
      CREATE INDEX parameterOverrideByOrganization ON parameterOverride (organizationId);

      CREATE TABLE indicatorRule (
        ruleId TEXT PRIMARY KEY,
        isEnabled INTEGER NOT NULL CHECK (isEnabled IN (0, 1)),
        reason TEXT NOT NULL,
        changedAt TEXT NOT NULL,
        changedBy TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `)
  },
}
