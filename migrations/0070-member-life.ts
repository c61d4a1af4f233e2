import type { Migration } from './migration.ts'

/**
 * 党员的一生：日期带精度、逐条事件、以往各段的样子。
 * `member` 表整表重建，是为了放宽“转正不早于入党”：只记到月、年的日期存该月该年第一天，可能小于同年内的入党日。
 */
export const memberLife: Migration = {
  version: 70,
  name: '0070-member-life',
  up: (database) => {
    database.exec(`
      CREATE TABLE memberRebuilt (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        namePinyin TEXT NOT NULL,
        nameInitials TEXT NOT NULL,
        gender TEXT NOT NULL CHECK (gender IN ('男', '女')),
        ethnicity TEXT NOT NULL,
        birthOn TEXT NOT NULL,
        birthOnPrecision TEXT NOT NULL DEFAULT '日' CHECK (birthOnPrecision IN ('日', '月', '年')),
        identityNumber TEXT NOT NULL CHECK (length(identityNumber) = 18),
        education TEXT NOT NULL DEFAULT '',
        category TEXT NOT NULL CHECK (category IN ('正式党员', '预备党员')),
        joinedOn TEXT NOT NULL,
        joinedOnPrecision TEXT NOT NULL DEFAULT '日' CHECK (joinedOnPrecision IN ('日', '月', '年')),
        fullOn TEXT,
        fullOnPrecision TEXT NOT NULL DEFAULT '日' CHECK (fullOnPrecision IN ('日', '月', '年')),
        -- 延长预备期后的期满日；没有延长为空。
        probationEndsOn TEXT,
        job TEXT NOT NULL DEFAULT '',
        adminPost TEXT NOT NULL DEFAULT '',
        mobile TEXT NOT NULL DEFAULT '',
        landline TEXT NOT NULL DEFAULT '',
        address TEXT NOT NULL DEFAULT '',
        partyStatus TEXT NOT NULL DEFAULT '正常' CHECK (partyStatus IN ('正常', '停止党籍')),
        isLost INTEGER NOT NULL DEFAULT 0 CHECK (isLost IN (0, 1)),
        lostOn TEXT,
        lostOnPrecision TEXT NOT NULL DEFAULT '日' CHECK (lostOnPrecision IN ('日', '月', '年')),
        isFloating INTEGER NOT NULL DEFAULT 0 CHECK (isFloating IN (0, 1)),
        floatingTo TEXT NOT NULL DEFAULT '',
        rightsStatus TEXT NOT NULL DEFAULT '正常' CHECK (rightsStatus IN ('正常', '留党察看', '权利中止', '不计入应到会')),
        -- 学时、出勤的豁免缘由；空串为没有豁免。
        exemption TEXT NOT NULL DEFAULT '',
        remark TEXT NOT NULL DEFAULT '',
        -- 被事件改过的状态项在第一条事件以前的值；上面各列是事件推到最后的结果。
        baselineJson TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(baselineJson)),
        createdAt TEXT NOT NULL,
        updatedAt TEXT NOT NULL,
        deletedAt TEXT,
        deletionReason TEXT NOT NULL DEFAULT '',
        CHECK (fullOn IS NULL OR fullOn >= joinedOn OR fullOnPrecision <> '日')
      ) STRICT;
      INSERT INTO memberRebuilt (id, name, namePinyin, nameInitials, gender, ethnicity, birthOn, identityNumber, education, category,
          joinedOn, fullOn, job, adminPost, mobile, landline, address, partyStatus, isLost, lostOn, isFloating, floatingTo,
          rightsStatus, remark, createdAt, updatedAt, deletedAt, deletionReason)
        SELECT id, name, namePinyin, nameInitials, gender, ethnicity, birthOn, identityNumber, education, category,
          joinedOn, fullOn, job, adminPost, mobile, landline, address, partyStatus, isLost, lostOn, isFloating, floatingTo,
          rightsStatus, remark, createdAt, updatedAt, deletedAt, deletionReason FROM member;
      DROP TABLE member;
      ALTER TABLE memberRebuilt RENAME TO member;
      CREATE UNIQUE INDEX memberByIdentityNumber ON member (identityNumber) WHERE deletedAt IS NULL;
      CREATE INDEX memberByName ON member (name);

      -- 逐条事件：更正是撤下旧的、另立新的，都留痕。
      CREATE TABLE memberEvent (
        id TEXT PRIMARY KEY,
        memberId TEXT NOT NULL REFERENCES member (id),
        kind TEXT NOT NULL,
        occurredOn TEXT NOT NULL,
        occurredOnPrecision TEXT NOT NULL DEFAULT '日' CHECK (occurredOnPrecision IN ('日', '月', '年')),
        documentNo TEXT NOT NULL DEFAULT '',
        detail TEXT NOT NULL DEFAULT '',
        note TEXT NOT NULL DEFAULT '',
        effectsJson TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(effectsJson)),
        closedAssignmentId TEXT REFERENCES memberAssignment (id) ON DELETE SET NULL,
        openedAssignmentId TEXT REFERENCES memberAssignment (id) ON DELETE SET NULL,
        batchId TEXT,
        recordedAt TEXT NOT NULL,
        withdrawnAt TEXT,
        withdrawalReason TEXT NOT NULL DEFAULT '',
        replacedById TEXT REFERENCES memberEvent (id)
      ) STRICT;
      CREATE INDEX memberEventByMember ON memberEvent (memberId);
      CREATE INDEX memberEventByBatch ON memberEvent (batchId) WHERE batchId IS NOT NULL;

      -- 有事件的人在以往各段的样子，由事件重算；最后一段就是 member 表的现值。自 fromOn（空为自始）当日起，到 untilOn 前一日止。
      CREATE TABLE memberPastState (
        memberId TEXT NOT NULL REFERENCES member (id),
        fromOn TEXT,
        untilOn TEXT NOT NULL,
        education TEXT NOT NULL,
        category TEXT NOT NULL,
        joinedOn TEXT NOT NULL,
        joinedOnPrecision TEXT NOT NULL,
        fullOn TEXT,
        fullOnPrecision TEXT NOT NULL,
        probationEndsOn TEXT,
        job TEXT NOT NULL,
        adminPost TEXT NOT NULL,
        partyStatus TEXT NOT NULL,
        isLost INTEGER NOT NULL,
        lostOn TEXT,
        lostOnPrecision TEXT NOT NULL,
        isFloating INTEGER NOT NULL,
        floatingTo TEXT NOT NULL,
        rightsStatus TEXT NOT NULL,
        exemption TEXT NOT NULL,
        CHECK (fromOn IS NULL OR untilOn > fromOn)
      ) STRICT;
      CREATE UNIQUE INDEX memberPastStateByMember ON memberPastState (memberId, untilOn);
      CREATE INDEX memberPastStateByEnd ON memberPastState (untilOn);
    `)
  },
}
