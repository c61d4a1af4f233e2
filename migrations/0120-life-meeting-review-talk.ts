import type { Migration } from './migration.ts'

/**
 * 组织生活会、民主评议、谈心谈话与整改问题。会议本身是一次活动（0110），这里记它前后的各步、逐人的批评意见与评定。
 */
export const lifeMeetingReviewTalk: Migration = {
  version: 120,
  name: '0120-life-meeting-review-talk',
  up: (database) => {
    database.exec(`
      CREATE TABLE lifeMeeting (
        id TEXT PRIMARY KEY,
        organizationId TEXT NOT NULL REFERENCES organization (id),
        -- 以党小组为单位召开的，是哪个小组。
        groupId TEXT REFERENCES organization (id),
        year INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 2199),
        theme TEXT NOT NULL DEFAULT '',
        plannedOn TEXT,
        plannedTime TEXT NOT NULL DEFAULT '',
        place TEXT NOT NULL DEFAULT '',
        hostName TEXT NOT NULL DEFAULT '',
        -- 上级点评、会上其他情况。
        comment TEXT NOT NULL DEFAULT '',
        -- 会议本身；还没有开为空。
        activityId TEXT REFERENCES activity (id),
        revision INTEGER NOT NULL DEFAULT 1 CHECK (revision >= 1),
        createdAt TEXT NOT NULL,
        createdBy TEXT NOT NULL,
        updatedAt TEXT NOT NULL,
        deletedAt TEXT,
        deletionReason TEXT NOT NULL DEFAULT ''
      ) STRICT;
      CREATE INDEX lifeMeetingByOrganization ON lifeMeeting (organizationId, year);

      CREATE TABLE lifeMeetingStep (
        meetingId TEXT NOT NULL REFERENCES lifeMeeting (id),
        kind TEXT NOT NULL,
        doneOn TEXT,
        summary TEXT NOT NULL DEFAULT '',
        -- 证据：一次活动，或登记过的一份公文。
        activityId TEXT REFERENCES activity (id),
        documentId TEXT REFERENCES document (id),
        updatedAt TEXT NOT NULL,
        PRIMARY KEY (meetingId, kind)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE lifeMeetingOpinion (
        id TEXT PRIMARY KEY,
        meetingId TEXT NOT NULL REFERENCES lifeMeeting (id),
        source TEXT NOT NULL CHECK (source IN ('党员', '群众', '服务对象', '上级党组织', '其他')),
        content TEXT NOT NULL,
        createdAt TEXT NOT NULL,
        createdBy TEXT NOT NULL,
        withdrawnAt TEXT
      ) STRICT;
      CREATE INDEX lifeMeetingOpinionByMeeting ON lifeMeetingOpinion (meetingId);

      -- 对照检查材料：谁哪天交的。班子的一份 memberId 为空串。
      CREATE TABLE selfExamination (
        meetingId TEXT NOT NULL REFERENCES lifeMeeting (id),
        memberId TEXT NOT NULL,
        submittedOn TEXT NOT NULL,
        PRIMARY KEY (meetingId, memberId)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE criticism (
        meetingId TEXT NOT NULL REFERENCES lifeMeeting (id),
        -- 自我批评的本人，或接受批评的人。
        memberId TEXT NOT NULL REFERENCES member (id),
        seq INTEGER NOT NULL CHECK (seq >= 1),
        kind TEXT NOT NULL CHECK (kind IN ('自我批评', '相互批评')),
        criticId TEXT REFERENCES member (id),
        content TEXT NOT NULL,
        createdAt TEXT NOT NULL,
        createdBy TEXT NOT NULL,
        PRIMARY KEY (meetingId, memberId, seq),
        CHECK ((kind = '相互批评') = (criticId IS NOT NULL)),
        CHECK (criticId IS NULL OR criticId <> memberId)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE improvement (
        id TEXT PRIMARY KEY,
        organizationId TEXT NOT NULL REFERENCES organization (id),
        meetingId TEXT REFERENCES lifeMeeting (id),
        source TEXT NOT NULL,
        scope TEXT NOT NULL CHECK (scope IN ('班子', '个人')),
        memberId TEXT REFERENCES member (id),
        problem TEXT NOT NULL,
        measure TEXT NOT NULL DEFAULT '',
        ownerId TEXT REFERENCES member (id),
        ownerName TEXT NOT NULL DEFAULT '',
        dueOn TEXT,
        state TEXT NOT NULL CHECK (state IN ('未整改', '整改中', '待验收', '已销号', '本级无法解决已上报')),
        supervisionNo TEXT NOT NULL DEFAULT '',
        revision INTEGER NOT NULL DEFAULT 1 CHECK (revision >= 1),
        recordedOn TEXT NOT NULL,
        createdAt TEXT NOT NULL,
        createdBy TEXT NOT NULL,
        updatedAt TEXT NOT NULL,
        deletedAt TEXT,
        deletionReason TEXT NOT NULL DEFAULT '',
        CHECK ((scope = '个人') = (memberId IS NOT NULL))
      ) STRICT;
      CREATE INDEX improvementByOrganization ON improvement (organizationId);
      CREATE INDEX improvementByMeeting ON improvement (meetingId) WHERE meetingId IS NOT NULL;

      CREATE TABLE improvementChange (
        id TEXT PRIMARY KEY,
        improvementId TEXT NOT NULL REFERENCES improvement (id),
        fromState TEXT NOT NULL,
        toState TEXT NOT NULL,
        changedOn TEXT NOT NULL,
        note TEXT NOT NULL DEFAULT '',
        recordedAt TEXT NOT NULL,
        actor TEXT NOT NULL
      ) STRICT;
      CREATE INDEX improvementChangeByImprovement ON improvementChange (improvementId);

      CREATE TABLE review (
        id TEXT PRIMARY KEY,
        organizationId TEXT NOT NULL REFERENCES organization (id),
        -- 评议年度；归哪一年以它为准，不看哪天评的。
        year INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 2199),
        -- 参评名单取哪天的名册。
        rosterOn TEXT NOT NULL,
        activityId TEXT REFERENCES activity (id),
        ballotEntry TEXT NOT NULL DEFAULT '汇总' CHECK (ballotEntry IN ('逐票', '汇总')),
        issuedCount INTEGER CHECK (issuedCount >= 0),
        collectedCount INTEGER CHECK (collectedCount >= 0),
        validCount INTEGER CHECK (validCount >= 0),
        -- 组织评定时冻结的优秀比例：基数的口径、基数、上限；超限的写明理由与谁确认。
        limitBasis TEXT NOT NULL DEFAULT '',
        limitBase INTEGER,
        limitCount INTEGER,
        overLimitReason TEXT NOT NULL DEFAULT '',
        overLimitBy TEXT NOT NULL DEFAULT '',
        revision INTEGER NOT NULL DEFAULT 1 CHECK (revision >= 1),
        createdAt TEXT NOT NULL,
        createdBy TEXT NOT NULL,
        updatedAt TEXT NOT NULL,
        deletedAt TEXT,
        deletionReason TEXT NOT NULL DEFAULT ''
      ) STRICT;
      CREATE UNIQUE INDEX reviewOfYear ON review (organizationId, year) WHERE deletedAt IS NULL;

      CREATE TABLE reviewStage (
        reviewId TEXT NOT NULL REFERENCES review (id),
        stage TEXT NOT NULL,
        doneOn TEXT NOT NULL,
        summary TEXT NOT NULL DEFAULT '',
        activityId TEXT REFERENCES activity (id),
        updatedAt TEXT NOT NULL,
        PRIMARY KEY (reviewId, stage)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE reviewResult (
        reviewId TEXT NOT NULL REFERENCES review (id),
        memberId TEXT NOT NULL REFERENCES member (id),
        seq INTEGER NOT NULL CHECK (seq >= 1),
        -- 取名册那天的人员类别。
        category TEXT NOT NULL CHECK (category IN ('正式党员', '预备党员')),
        exemptReason TEXT NOT NULL DEFAULT '',
        selfGrade TEXT NOT NULL DEFAULT '',
        peerNote TEXT NOT NULL DEFAULT '',
        excellentVotes INTEGER CHECK (excellentVotes >= 0),
        qualifiedVotes INTEGER CHECK (qualifiedVotes >= 0),
        basicVotes INTEGER CHECK (basicVotes >= 0),
        unqualifiedVotes INTEGER CHECK (unqualifiedVotes >= 0),
        grade TEXT CHECK (grade IN ('优秀', '合格', '基本合格', '不合格', '不定等次')),
        opinion TEXT NOT NULL DEFAULT '',
        feedbackOn TEXT,
        feedbackNote TEXT NOT NULL DEFAULT '',
        -- 列入先优推荐的日期；没有列入为空。
        commendedOn TEXT,
        PRIMARY KEY (reviewId, memberId),
        CHECK (category <> '预备党员' OR grade IS NULL OR grade = '不定等次')
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX reviewResultByMember ON reviewResult (memberId);

      -- 逐票录入的测评票：{"党员 id":"优秀"}；没有画的不写。
      CREATE TABLE reviewPaper (
        reviewId TEXT NOT NULL REFERENCES review (id),
        number INTEGER NOT NULL CHECK (number >= 1),
        isValid INTEGER NOT NULL CHECK (isValid IN (0, 1)),
        marksJson TEXT NOT NULL CHECK (json_valid(marksJson)),
        PRIMARY KEY (reviewId, number)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE reviewFollowUp (
        id TEXT PRIMARY KEY,
        reviewId TEXT NOT NULL REFERENCES review (id),
        memberId TEXT NOT NULL REFERENCES member (id),
        kind TEXT NOT NULL,
        doneOn TEXT NOT NULL,
        documentNo TEXT NOT NULL DEFAULT '',
        note TEXT NOT NULL DEFAULT '',
        createdAt TEXT NOT NULL,
        createdBy TEXT NOT NULL,
        withdrawnAt TEXT
      ) STRICT;
      CREATE INDEX reviewFollowUpByReview ON reviewFollowUp (reviewId);

      CREATE TABLE talk (
        id TEXT PRIMARY KEY,
        organizationId TEXT NOT NULL REFERENCES organization (id),
        heldOn TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('日常', '专题', '提醒', '诫勉')),
        means TEXT NOT NULL CHECK (means IN ('见面', '电话', '视频')),
        -- 触发事件；没有为空。
        occasion TEXT NOT NULL DEFAULT '',
        talkerId TEXT NOT NULL REFERENCES member (id),
        -- 谈话那天谈话人在本组织的职务，由任职推出后冻结。
        talkerRole TEXT NOT NULL,
        memberId TEXT NOT NULL REFERENCES member (id),
        place TEXT NOT NULL DEFAULT '',
        -- 要点是敏感内容：列表不取，点开才给，也不进操作日志。
        points TEXT NOT NULL DEFAULT '',
        followUp TEXT NOT NULL DEFAULT '',
        -- 哪次组织生活会的会前谈话；不是为空。
        meetingId TEXT REFERENCES lifeMeeting (id),
        batchId TEXT,
        revision INTEGER NOT NULL DEFAULT 1 CHECK (revision >= 1),
        recordedOn TEXT NOT NULL,
        recordedAt TEXT NOT NULL,
        recordedBy TEXT NOT NULL,
        deletedAt TEXT,
        deletionReason TEXT NOT NULL DEFAULT '',
        CHECK (talkerId <> memberId)
      ) STRICT;
      CREATE INDEX talkByOrganization ON talk (organizationId, heldOn);
      CREATE INDEX talkByMember ON talk (memberId, heldOn);
      CREATE INDEX talkByMeeting ON talk (meetingId) WHERE meetingId IS NOT NULL;
    `)
  },
}
