import type { Migration } from './migration.ts'

/**
 * 发现闭环：黄色发现填写理由关闭（到复查日自动重新计入），与人工勾核登记。
 * 更正、撤下都不改原行，只记下被谁替换、为什么。
 */
export const findingClosure: Migration = {
  version: 140,
  name: '0140-finding-closure',
  up: (database) => {
    database.exec(`
      CREATE TABLE findingClosure (
        id TEXT PRIMARY KEY,
        organizationId TEXT NOT NULL REFERENCES organization (id),
        ruleId TEXT NOT NULL,
        message TEXT NOT NULL,
        factSummary TEXT NOT NULL,
        reason TEXT NOT NULL CHECK (reason <> ''),
        documentNo TEXT NOT NULL DEFAULT '',
        closedOn TEXT NOT NULL,
        closedBy TEXT NOT NULL,
        recheckOn TEXT NOT NULL CHECK (recheckOn > closedOn),
        recordedAt TEXT NOT NULL,
        recordedBy TEXT NOT NULL,
        withdrawnOn TEXT,
        withdrawnAt TEXT,
        withdrawnBy TEXT NOT NULL DEFAULT '',
        withdrawalReason TEXT NOT NULL DEFAULT '',
        CHECK ((withdrawnOn IS NULL) = (withdrawnAt IS NULL))
      ) STRICT;
      CREATE INDEX findingClosureByOrganization ON findingClosure (organizationId);

      CREATE TABLE manualCheck (
        id TEXT PRIMARY KEY,
        ruleId TEXT NOT NULL,
        organizationId TEXT NOT NULL REFERENCES organization (id),
        period TEXT NOT NULL,
        verdict TEXT NOT NULL CHECK (verdict IN ('达标', '不达标', '不适用')),
        basis TEXT NOT NULL CHECK (basis <> ''),
        evidence TEXT NOT NULL DEFAULT '',
        checkedOn TEXT NOT NULL,
        checkedBy TEXT NOT NULL,
        validUntil TEXT NOT NULL CHECK (validUntil >= checkedOn),
        factSummary TEXT NOT NULL DEFAULT '',
        recordedAt TEXT NOT NULL,
        recordedBy TEXT NOT NULL,
        supersededAt TEXT,
        supersededBy TEXT NOT NULL DEFAULT '',
        supersedeReason TEXT NOT NULL DEFAULT ''
      ) STRICT;
      CREATE UNIQUE INDEX manualCheckCurrent ON manualCheck (organizationId, ruleId, period) WHERE supersededAt IS NULL;
    `)
  },
}
