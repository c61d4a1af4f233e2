import type { Migration } from './migration.ts'

/** 届次、延期提前批复、换届节点、任职。任期年数登记时冻结，届满日由规则推出，不存。 */
export const election: Migration = {
  version: 40,
  name: '0040-election',
  up: (database) => {
    database.exec(`
      CREATE TABLE term (
        id TEXT PRIMARY KEY,
        organizationId TEXT NOT NULL REFERENCES organization (id),
        seq INTEGER NOT NULL CHECK (seq >= 1),
        electedOn TEXT NOT NULL,
        termYears INTEGER NOT NULL CHECK (termYears BETWEEN 1 AND 10),
        termYearsBasis TEXT NOT NULL,
        seatCount INTEGER CHECK (seatCount >= 1),
        approvalDocumentNo TEXT NOT NULL DEFAULT '',
        resultReportNo TEXT NOT NULL DEFAULT '',
        remark TEXT NOT NULL DEFAULT '',
        createdAt TEXT NOT NULL,
        updatedAt TEXT NOT NULL,
        deletedAt TEXT,
        deletionReason TEXT NOT NULL DEFAULT ''
      ) STRICT;
      CREATE UNIQUE INDEX termBySeq ON term (organizationId, seq) WHERE deletedAt IS NULL;

      CREATE TABLE termApproval (
        id TEXT PRIMARY KEY,
        termId TEXT NOT NULL REFERENCES term (id),
        kind TEXT NOT NULL CHECK (kind IN ('延期', '提前')),
        approvedOn TEXT NOT NULL,
        documentNo TEXT NOT NULL,
        approver TEXT NOT NULL,
        newEndOn TEXT NOT NULL,
        reason TEXT NOT NULL DEFAULT '',
        createdAt TEXT NOT NULL,
        deletedAt TEXT
      ) STRICT;
      CREATE INDEX termApprovalByTerm ON termApproval (termId);

      CREATE TABLE termMilestone (
        id TEXT PRIMARY KEY,
        termId TEXT NOT NULL REFERENCES term (id),
        kind TEXT NOT NULL,
        occurredOn TEXT NOT NULL,
        documentNo TEXT NOT NULL DEFAULT '',
        note TEXT NOT NULL DEFAULT '',
        createdAt TEXT NOT NULL,
        deletedAt TEXT
      ) STRICT;
      CREATE INDEX termMilestoneByTerm ON termMilestone (termId);

      CREATE TABLE post (
        id TEXT PRIMARY KEY,
        organizationId TEXT NOT NULL REFERENCES organization (id),
        termId TEXT REFERENCES term (id),
        memberId TEXT NOT NULL REFERENCES member (id),
        title TEXT NOT NULL,
        duty TEXT NOT NULL DEFAULT '',
        dutyAssignedOn TEXT,
        fromOn TEXT NOT NULL,
        untilOn TEXT,
        endReason TEXT,
        -- 因哪一届换届而卸任：那一届撤下或改日期时，卸任随之撤销或改期。
        endedByTermId TEXT REFERENCES term (id),
        source TEXT NOT NULL CHECK (source IN ('选举', '补选', '指派')),
        documentNo TEXT NOT NULL DEFAULT '',
        createdAt TEXT NOT NULL,
        updatedAt TEXT NOT NULL,
        deletedAt TEXT,
        CHECK (untilOn IS NULL OR untilOn >= fromOn),
        CHECK ((untilOn IS NULL) = (endReason IS NULL))
      ) STRICT;
      CREATE INDEX postByOrganization ON post (organizationId);
      CREATE INDEX postByMember ON post (memberId);
    `)
  },
}
