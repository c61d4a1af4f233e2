import type { Migration } from './migration.ts'

/**
 * 公示登记。
 *
 * 只存张贴日、公示几天、怎么数；届满日由节假日表推出，不存——补导节假日表以后日子随之改正。
 * 公示的结果登记在同一行；撤下不删行。
 */
export const publicity: Migration = {
  version: 300,
  name: '0300-publicity',
  up: (database) => {
    database.exec(`
      CREATE TABLE publicity (
        id TEXT PRIMARY KEY,
        organizationId TEXT NOT NULL REFERENCES organization (id),
        kind TEXT NOT NULL CHECK (kind <> ''),
        about TEXT NOT NULL CHECK (about <> ''),
        nextStep TEXT NOT NULL CHECK (nextStep <> ''),
        postedOn TEXT NOT NULL,
        days INTEGER NOT NULL CHECK (days BETWEEN 1 AND 365),
        unit TEXT NOT NULL CHECK (unit IN ('工作日', '自然日')),
        countsPostedDay INTEGER NOT NULL CHECK (countsPostedDay IN (0, 1)),
        place TEXT NOT NULL DEFAULT '',
        contact TEXT NOT NULL DEFAULT '',
        outcome TEXT CHECK (outcome IN ('无异议', '有反映，查核后继续', '中止')),
        concludedOn TEXT,
        opinions TEXT NOT NULL DEFAULT '',
        recordedAt TEXT NOT NULL,
        recordedBy TEXT NOT NULL,
        withdrawnAt TEXT,
        withdrawnBy TEXT NOT NULL DEFAULT '',
        withdrawalReason TEXT NOT NULL DEFAULT '',
        CHECK ((outcome IS NULL) = (concludedOn IS NULL))
      ) STRICT;
      CREATE INDEX publicityByOrganization ON publicity (organizationId, postedOn);
    `)
  },
}
