import type { Migration } from './migration.ts'

/**
 * 换届、补选、指派的流程：各步、不计入应到会的人、候选人、选票与计票。
 *
 * 步骤的应办日由规则按届满日、大会日推出，不存。换届里的提醒、请示、批复、通知、结果报告与批复、分工公布仍以
 * 换届节点（termMilestone）为准，这里只存责任人、文书与没有节点的几步，一件事不存两处。
 */
export const electionProcess: Migration = {
  version: 90,
  name: '0090-election-process',
  up: (database) => {
    database.exec(`
      CREATE TABLE electionProcess (
        id TEXT PRIMARY KEY,
        organizationId TEXT NOT NULL REFERENCES organization (id),
        kind TEXT NOT NULL CHECK (kind IN ('换届', '补选', '指派')),
        termId TEXT REFERENCES term (id),
        seq INTEGER CHECK (seq >= 1),
        seatCount INTEGER CHECK (seatCount >= 1),
        vacanciesJson TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(vacanciesJson)),
        meetingOn TEXT,
        meetingPlace TEXT NOT NULL DEFAULT '',
        chair TEXT NOT NULL DEFAULT '',
        scrutineers TEXT NOT NULL DEFAULT '',
        tellers TEXT NOT NULL DEFAULT '',
        overdueReason TEXT NOT NULL DEFAULT '',
        newTermId TEXT REFERENCES term (id),
        confirmedOn TEXT,
        confirmedBy TEXT NOT NULL DEFAULT '',
        resultPostIdsJson TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(resultPostIdsJson)),
        createdAt TEXT NOT NULL,
        updatedAt TEXT NOT NULL,
        deletedAt TEXT,
        deletionReason TEXT NOT NULL DEFAULT ''
      ) STRICT;
      CREATE INDEX electionProcessByOrganization ON electionProcess (organizationId);

      CREATE TABLE electionStep (
        processId TEXT NOT NULL REFERENCES electionProcess (id),
        kind TEXT NOT NULL,
        assignee TEXT NOT NULL DEFAULT '',
        doneOn TEXT,
        documentId TEXT REFERENCES document (id),
        documentNo TEXT NOT NULL DEFAULT '',
        note TEXT NOT NULL DEFAULT '',
        updatedAt TEXT NOT NULL,
        PRIMARY KEY (processId, kind)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE electionExclusion (
        processId TEXT NOT NULL REFERENCES electionProcess (id),
        memberId TEXT NOT NULL REFERENCES member (id),
        ground TEXT NOT NULL,
        reason TEXT NOT NULL,
        approvalDocumentNo TEXT NOT NULL DEFAULT '',
        approvedOn TEXT,
        adoptedOn TEXT,
        createdAt TEXT NOT NULL,
        PRIMARY KEY (processId, memberId)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE electionCandidate (
        id TEXT PRIMARY KEY,
        processId TEXT NOT NULL REFERENCES electionProcess (id),
        memberId TEXT NOT NULL REFERENCES member (id),
        office TEXT NOT NULL CHECK (office IN ('委员', '书记', '副书记')),
        title TEXT NOT NULL,
        stage TEXT NOT NULL CHECK (stage IN ('预备人选', '正式候选人')),
        position INTEGER,
        note TEXT NOT NULL DEFAULT '',
        createdAt TEXT NOT NULL,
        UNIQUE (processId, office, memberId)
      ) STRICT;

      CREATE TABLE ballot (
        id TEXT PRIMARY KEY,
        processId TEXT NOT NULL REFERENCES electionProcess (id),
        office TEXT NOT NULL CHECK (office IN ('委员', '书记', '副书记')),
        venue TEXT NOT NULL CHECK (venue IN ('党员大会', '委员会')),
        kind TEXT NOT NULL CHECK (kind IN ('正式选举', '再投', '另选')),
        round INTEGER NOT NULL CHECK (round >= 1),
        heldOn TEXT NOT NULL,
        seats INTEGER NOT NULL CHECK (seats >= 1),
        dueCount INTEGER NOT NULL CHECK (dueCount >= 0),
        presentCount INTEGER NOT NULL CHECK (presentCount >= 0),
        issuedCount INTEGER NOT NULL CHECK (issuedCount >= 0),
        collectedCount INTEGER NOT NULL CHECK (collectedCount >= 0),
        entry TEXT NOT NULL CHECK (entry IN ('逐张', '汇总')),
        invalidCount INTEGER NOT NULL DEFAULT 0 CHECK (invalidCount >= 0),
        scrutineer TEXT NOT NULL DEFAULT '',
        teller TEXT NOT NULL DEFAULT '',
        signedAt TEXT,
        reductionReason TEXT NOT NULL DEFAULT '',
        createdAt TEXT NOT NULL,
        updatedAt TEXT NOT NULL,
        UNIQUE (processId, office, round)
      ) STRICT;

      CREATE TABLE ballotNominee (
        ballotId TEXT NOT NULL REFERENCES ballot (id),
        memberId TEXT NOT NULL REFERENCES member (id),
        position INTEGER NOT NULL,
        title TEXT NOT NULL,
        isWriteIn INTEGER NOT NULL DEFAULT 0 CHECK (isWriteIn IN (0, 1)),
        ayes INTEGER CHECK (ayes >= 0),
        noes INTEGER CHECK (noes >= 0),
        abstentions INTEGER CHECK (abstentions >= 0),
        PRIMARY KEY (ballotId, memberId)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE ballotPaper (
        ballotId TEXT NOT NULL REFERENCES ballot (id),
        number INTEGER NOT NULL CHECK (number >= 1),
        marksJson TEXT NOT NULL CHECK (json_valid(marksJson)),
        PRIMARY KEY (ballotId, number)
      ) STRICT, WITHOUT ROWID;
    `)
  },
}
