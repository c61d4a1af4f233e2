import type { Migration } from './migration.ts'

/**
 * 组织生活：一次活动（可同时是几种类型）、议题与计票、签到、议定事项、附件、月结、漏开说明、模板、主题党日方案。
 * 应到、实到人数在保存时由签到行算出冻结，判定只读活动行，不扫签到。附件原件不进库，只记散列。
 */
export const organizationalLife: Migration = {
  version: 110,
  name: '0110-organizational-life',
  up: (database) => {
    database.exec(`
      CREATE TABLE themePlan (
        id TEXT PRIMARY KEY,
        issuerId TEXT NOT NULL REFERENCES organization (id),
        month TEXT NOT NULL CHECK (month GLOB '[12][0-9][0-9][0-9]-[01][0-9]'),
        theme TEXT NOT NULL,
        contentKindsJson TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(contentKindsJson)),
        planJson TEXT NOT NULL CHECK (json_valid(planJson)),
        targetIdsJson TEXT NOT NULL CHECK (json_valid(targetIdsJson)),
        createdAt TEXT NOT NULL,
        createdBy TEXT NOT NULL,
        withdrawnAt TEXT,
        withdrawalReason TEXT NOT NULL DEFAULT ''
      ) STRICT;
      CREATE INDEX themePlanByMonth ON themePlan (month);

      CREATE TABLE activity (
        id TEXT PRIMARY KEY,
        organizationId TEXT NOT NULL REFERENCES organization (id),
        groupId TEXT REFERENCES organization (id),
        title TEXT NOT NULL,
        heldOn TEXT NOT NULL,
        startsAt TEXT NOT NULL CHECK (startsAt GLOB '[012][0-9]:[0-5][0-9]'),
        endsAt TEXT NOT NULL CHECK (endsAt GLOB '[012][0-9]:[0-5][0-9]'),
        place TEXT NOT NULL DEFAULT '',
        hostId TEXT REFERENCES member (id),
        hostName TEXT NOT NULL DEFAULT '',
        recorderId TEXT REFERENCES member (id),
        recorderName TEXT NOT NULL DEFAULT '',
        postponeReason TEXT NOT NULL DEFAULT '',
        contentKindsJson TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(contentKindsJson)),
        -- 整体记录：没有分议题时写在这里。
        narrative TEXT NOT NULL DEFAULT '',
        archiveCategory TEXT NOT NULL DEFAULT '',
        eHomeOn TEXT,
        eHomeNo TEXT NOT NULL DEFAULT '',
        themePlanId TEXT REFERENCES themePlan (id),
        -- 批量录入的同一次活动，各支部各一行，编号相同。
        seriesId TEXT,
        -- 各类型另外的必录项：党小组、酝酿意见、党费收缴、学时、第一议题……
        extrasJson TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(extrasJson)),
        -- 以下五个由签到行在保存时算出。
        expectedCount INTEGER NOT NULL DEFAULT 0 CHECK (expectedCount >= 0),
        presentCount INTEGER NOT NULL DEFAULT 0 CHECK (presentCount >= 0),
        voterExpectedCount INTEGER NOT NULL DEFAULT 0 CHECK (voterExpectedCount >= 0),
        voterPresentCount INTEGER NOT NULL DEFAULT 0 CHECK (voterPresentCount >= 0),
        -- 应到而请假、缺席又没有写原因的人数，必录项据此核，不必读签到行。
        unexplainedCount INTEGER NOT NULL DEFAULT 0 CHECK (unexplainedCount >= 0),
        revision INTEGER NOT NULL DEFAULT 1 CHECK (revision >= 1),
        recordedOn TEXT NOT NULL,
        recordedAt TEXT NOT NULL,
        recordedBy TEXT NOT NULL,
        updatedAt TEXT NOT NULL,
        updatedBy TEXT NOT NULL,
        deletedAt TEXT,
        deletionReason TEXT NOT NULL DEFAULT '',
        CHECK (endsAt > startsAt)
      ) STRICT;
      CREATE INDEX activityByOrganization ON activity (organizationId, heldOn);
      CREATE INDEX activityByDay ON activity (heldOn);
      CREATE INDEX activityBySeries ON activity (seriesId) WHERE seriesId IS NOT NULL;
      CREATE INDEX activityByThemePlan ON activity (themePlanId) WHERE themePlanId IS NOT NULL;

      CREATE TABLE activityType (
        activityId TEXT NOT NULL REFERENCES activity (id),
        type TEXT NOT NULL,
        isPrimary INTEGER NOT NULL DEFAULT 0 CHECK (isPrimary IN (0, 1)),
        PRIMARY KEY (activityId, type)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE activityTopic (
        id TEXT PRIMARY KEY,
        activityId TEXT NOT NULL REFERENCES activity (id),
        seq INTEGER NOT NULL CHECK (seq >= 1),
        type TEXT NOT NULL,
        title TEXT NOT NULL,
        startsAt TEXT,
        endsAt TEXT,
        speakerId TEXT REFERENCES member (id),
        speakerName TEXT NOT NULL DEFAULT '',
        speakerRole TEXT CHECK (speakerRole IN ('书记', '领导', '党员', '外请')),
        summary TEXT NOT NULL DEFAULT '',
        resolution TEXT NOT NULL DEFAULT '',
        UNIQUE (activityId, seq)
      ) STRICT;

      CREATE TABLE activityVote (
        topicId TEXT NOT NULL REFERENCES activityTopic (id),
        seq INTEGER NOT NULL CHECK (seq >= 1),
        matter TEXT NOT NULL,
        -- 表决的对象：接收谁、处置谁、通过什么；只有一件事的可空。
        subject TEXT NOT NULL DEFAULT '',
        method TEXT NOT NULL,
        expectedCount INTEGER NOT NULL CHECK (expectedCount >= 0),
        presentCount INTEGER NOT NULL CHECK (presentCount >= 0),
        approveCount INTEGER NOT NULL CHECK (approveCount >= 0),
        againstCount INTEGER NOT NULL CHECK (againstCount >= 0),
        abstainCount INTEGER NOT NULL CHECK (abstainCount >= 0),
        writtenApproveCount INTEGER NOT NULL DEFAULT 0 CHECK (writtenApproveCount >= 0),
        electionProcessId TEXT REFERENCES electionProcess (id),
        PRIMARY KEY (topicId, seq)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE activityAttendance (
        activityId TEXT NOT NULL REFERENCES activity (id),
        memberId TEXT NOT NULL REFERENCES member (id),
        status TEXT NOT NULL CHECK (status IN ('出席', '请假', '缺席', '列席')),
        reason TEXT NOT NULL DEFAULT '',
        isExpected INTEGER NOT NULL CHECK (isExpected IN (0, 1)),
        isVoter INTEGER NOT NULL CHECK (isVoter IN (0, 1)),
        PRIMARY KEY (activityId, memberId)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX activityAttendanceByMember ON activityAttendance (memberId);

      CREATE TABLE activityGuest (
        activityId TEXT NOT NULL REFERENCES activity (id),
        seq INTEGER NOT NULL CHECK (seq >= 1),
        name TEXT NOT NULL,
        role TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (activityId, seq)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE activityTask (
        id TEXT PRIMARY KEY,
        activityId TEXT NOT NULL REFERENCES activity (id),
        topicId TEXT REFERENCES activityTopic (id) ON DELETE SET NULL,
        seq INTEGER NOT NULL CHECK (seq >= 1),
        content TEXT NOT NULL,
        ownerId TEXT REFERENCES member (id),
        ownerName TEXT NOT NULL DEFAULT '',
        dueOn TEXT,
        doneOn TEXT,
        note TEXT NOT NULL DEFAULT ''
      ) STRICT;
      CREATE INDEX activityTaskByActivity ON activityTask (activityId);
      CREATE INDEX activityTopicByActivity ON activityTopic (activityId);

      CREATE TABLE storedFile (
        sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
        byteCount INTEGER NOT NULL CHECK (byteCount > 0),
        mime TEXT NOT NULL,
        width INTEGER CHECK (width > 0),
        height INTEGER CHECK (height > 0),
        thumbnail BLOB,
        addedAt TEXT NOT NULL
      ) STRICT;

      CREATE TABLE activityFile (
        id TEXT PRIMARY KEY,
        activityId TEXT NOT NULL REFERENCES activity (id),
        seq INTEGER NOT NULL CHECK (seq >= 1),
        kind TEXT NOT NULL CHECK (kind IN ('照片', '签到表', '讲稿', '其他')),
        name TEXT NOT NULL,
        sha256 TEXT NOT NULL REFERENCES storedFile (sha256),
        addedAt TEXT NOT NULL,
        removedAt TEXT
      ) STRICT;
      CREATE INDEX activityFileByActivity ON activityFile (activityId);
      CREATE INDEX activityFileByHash ON activityFile (sha256);

      -- 一个支部一个月的结账；反月结写明理由，再结另立一行。
      CREATE TABLE monthClosing (
        id TEXT PRIMARY KEY,
        organizationId TEXT NOT NULL REFERENCES organization (id),
        month TEXT NOT NULL CHECK (month GLOB '[12][0-9][0-9][0-9]-[01][0-9]'),
        closedOn TEXT NOT NULL,
        closedBy TEXT NOT NULL,
        reopenedAt TEXT,
        reopenedBy TEXT NOT NULL DEFAULT '',
        reopenReason TEXT NOT NULL DEFAULT ''
      ) STRICT;
      CREATE UNIQUE INDEX monthClosingStanding ON monthClosing (organizationId, month) WHERE reopenedAt IS NULL;

      -- 结账以后的改动：谁授权、为什么、前后值。
      CREATE TABLE closedMonthChange (
        id TEXT PRIMARY KEY,
        organizationId TEXT NOT NULL REFERENCES organization (id),
        month TEXT NOT NULL,
        activityId TEXT NOT NULL REFERENCES activity (id),
        reason TEXT NOT NULL,
        authorizedBy TEXT NOT NULL,
        changedAt TEXT NOT NULL,
        actor TEXT NOT NULL,
        beforeJson TEXT CHECK (beforeJson IS NULL OR json_valid(beforeJson)),
        afterJson TEXT CHECK (afterJson IS NULL OR json_valid(afterJson))
      ) STRICT;
      CREATE INDEX closedMonthChangeByMonth ON closedMonthChange (organizationId, month);

      -- 每次改动的前后值，没有结账的月份也留。
      CREATE TABLE activityChange (
        id TEXT PRIMARY KEY,
        activityId TEXT NOT NULL REFERENCES activity (id),
        revision INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('更改', '移入回收站', '恢复')),
        changedAt TEXT NOT NULL,
        actor TEXT NOT NULL,
        reason TEXT NOT NULL DEFAULT '',
        beforeJson TEXT NOT NULL CHECK (json_valid(beforeJson)),
        afterJson TEXT NOT NULL CHECK (json_valid(afterJson))
      ) STRICT;
      CREATE INDEX activityChangeByActivity ON activityChange (activityId);

      CREATE TABLE gapNote (
        id TEXT PRIMARY KEY,
        organizationId TEXT NOT NULL REFERENCES organization (id),
        groupId TEXT REFERENCES organization (id),
        type TEXT NOT NULL,
        -- 2026-09、2026-Q3 或 2026。
        period TEXT NOT NULL,
        reason TEXT NOT NULL,
        recordedAt TEXT NOT NULL,
        recordedBy TEXT NOT NULL,
        withdrawnAt TEXT
      ) STRICT;
      CREATE INDEX gapNoteByOrganization ON gapNote (organizationId, period);

      CREATE TABLE activityTemplate (
        id TEXT PRIMARY KEY,
        -- 空为各支部通用。
        organizationId TEXT REFERENCES organization (id),
        name TEXT NOT NULL,
        bodyJson TEXT NOT NULL CHECK (json_valid(bodyJson)),
        createdAt TEXT NOT NULL,
        updatedAt TEXT NOT NULL,
        updatedBy TEXT NOT NULL,
        removedAt TEXT
      ) STRICT;
    `)
  },
}
