import type { Migration } from './migration.ts'

/** 党员、编入支部与小组的经历、导入批次。证号在未删除的党员中唯一。 */
export const member: Migration = {
  version: 30,
  name: '0030-member',
  up: (database) => {
    database.exec(`
      CREATE TABLE member (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        namePinyin TEXT NOT NULL,
        nameInitials TEXT NOT NULL,
        gender TEXT NOT NULL CHECK (gender IN ('男', '女')),
        ethnicity TEXT NOT NULL,
        birthOn TEXT NOT NULL,
        identityNumber TEXT NOT NULL CHECK (length(identityNumber) = 18),
        education TEXT NOT NULL DEFAULT '',
        category TEXT NOT NULL CHECK (category IN ('正式党员', '预备党员')),
        joinedOn TEXT NOT NULL,
        fullOn TEXT,
        job TEXT NOT NULL DEFAULT '',
        adminPost TEXT NOT NULL DEFAULT '',
        mobile TEXT NOT NULL DEFAULT '',
        landline TEXT NOT NULL DEFAULT '',
        address TEXT NOT NULL DEFAULT '',
        partyStatus TEXT NOT NULL DEFAULT '正常' CHECK (partyStatus IN ('正常', '停止党籍')),
        isLost INTEGER NOT NULL DEFAULT 0 CHECK (isLost IN (0, 1)),
        lostOn TEXT,
        isFloating INTEGER NOT NULL DEFAULT 0 CHECK (isFloating IN (0, 1)),
        floatingTo TEXT NOT NULL DEFAULT '',
        rightsStatus TEXT NOT NULL DEFAULT '正常' CHECK (rightsStatus IN ('正常', '留党察看', '权利中止', '不计入应到会')),
        remark TEXT NOT NULL DEFAULT '',
        createdAt TEXT NOT NULL,
        updatedAt TEXT NOT NULL,
        deletedAt TEXT,
        deletionReason TEXT NOT NULL DEFAULT '',
        CHECK (fullOn IS NULL OR fullOn >= joinedOn)
      ) STRICT;
      CREATE UNIQUE INDEX memberByIdentityNumber ON member (identityNumber) WHERE deletedAt IS NULL;
      CREATE INDEX memberByName ON member (name);

      CREATE TABLE memberAssignment (
        id TEXT PRIMARY KEY,
        memberId TEXT NOT NULL REFERENCES member (id),
        branchId TEXT NOT NULL REFERENCES organization (id),
        groupId TEXT REFERENCES organization (id),
        fromOn TEXT,
        untilOn TEXT,
        reason TEXT NOT NULL DEFAULT '',
        CHECK (fromOn IS NULL OR untilOn IS NULL OR untilOn >= fromOn)
      ) STRICT;
      CREATE INDEX memberAssignmentByMember ON memberAssignment (memberId);
      CREATE INDEX memberAssignmentByBranch ON memberAssignment (branchId);
      CREATE INDEX memberAssignmentByGroup ON memberAssignment (groupId);
      CREATE UNIQUE INDEX memberAssignmentOneOpen ON memberAssignment (memberId) WHERE untilOn IS NULL;

      CREATE TABLE importBatch (
        id TEXT PRIMARY KEY,
        importedAt TEXT NOT NULL,
        fileName TEXT NOT NULL,
        fileSha256 TEXT NOT NULL,
        addedCount INTEGER NOT NULL,
        changedCount INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE importChange (
        batchId TEXT NOT NULL REFERENCES importBatch (id),
        memberId TEXT NOT NULL REFERENCES member (id),
        kind TEXT NOT NULL CHECK (kind IN ('新增', '变更')),
        beforeJson TEXT CHECK (beforeJson IS NULL OR json_valid(beforeJson)),
        afterJson TEXT NOT NULL CHECK (json_valid(afterJson)),
        PRIMARY KEY (batchId, memberId)
      ) STRICT, WITHOUT ROWID;
    `)
  },
}
