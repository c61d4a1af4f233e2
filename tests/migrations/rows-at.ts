import { createHash } from 'node:crypto'
import { changeLine } from '../../electron/db/journal-changes.ts'
import { FIRST_PREVIOUS_HASH, journalHash } from '../../electron/db/journal-chain.ts'

const SAVED_UNIT_HASH = journalHash(FIRST_PREVIOUS_HASH, {
  at: '2026-01-01T00:00:00Z',
  actor: '本机用户',
  route: 'settings.saveUnit',
  summary: '保存',
  inputJson: '{}',
  changesHash: null,
})

/** 第二条日志，带一处前后值：散列照实算，样本的链才核得过。 */
const UNIT_ADDED = {
  tableName: 'setting',
  rowKeyJson: '["unit"]',
  action: '增',
  beforeJson: '{}',
  afterJson: '{"key":"unit","valueJson":"{}"}',
}
const UNIT_ADDED_HASH = createHash('sha256').update(changeLine(UNIT_ADDED, ''), 'utf8').digest('hex')
const SECOND_HASH = journalHash(SAVED_UNIT_HASH, {
  at: '2026-01-02T00:00:00Z',
  actor: '本机用户',
  route: 'settings.saveUnit',
  summary: '再保存',
  inputJson: '{}',
  changesHash: UNIT_ADDED_HASH,
})

/** 每一步迁移之后灌进去的数据样本，每张新表至少一行；新增一步迁移时在此补一段。 */
export const ROWS_AT: Readonly<Record<number, string>> = {
  10: `
    INSERT INTO setting VALUES ('unit', '{"shortName":"测试"}');
    INSERT INTO journal (at, actor, route, summary, inputJson, previousHash, hash)
      VALUES ('2026-01-01T00:00:00Z', '本机用户', 'settings.saveUnit', '保存', '{}', '${FIRST_PREVIOUS_HASH}', '${SAVED_UNIT_HASH}');
  `,
  20: `
    INSERT INTO organization (id, code, establishedOn, createdAt, updatedAt)
      VALUES ('committee', '001', '2010-01-01', 'x', 'x'), ('branch', '001.001', '2010-01-01', 'x', 'x');
    INSERT INTO organizationVersion (id, organizationId, effectiveOn, parentId, level, name, shortName, form, unitType)
      VALUES ('v1', 'committee', '2010-01-01', NULL, '党委', '集团党委', '集团', '单独组建', '国有企业'),
             ('v2', 'branch', '2010-01-01', 'committee', '党支部', '第一党支部', '一支部', '单独组建', '国有企业');
  `,
  30: `
    INSERT INTO member (id, name, namePinyin, nameInitials, gender, ethnicity, birthOn, identityNumber, category, joinedOn, fullOn, createdAt, updatedAt)
      VALUES ('person', '张三', 'zhang san', 'zs', '男', '汉族', '1980-01-01', '350299198001011015', '正式党员', '2005-01-01', '2006-01-01', 'x', 'x');
    INSERT INTO memberAssignment (id, memberId, branchId, fromOn) VALUES ('a1', 'person', 'branch', NULL);
    INSERT INTO importBatch VALUES ('b1', '2026-01-01T00:00:00Z', '花名册.xlsx', 'sha', 1, 0);
    INSERT INTO importChange VALUES ('b1', 'person', '新增', NULL, '{}');
  `,
  40: `
    INSERT INTO term (id, organizationId, seq, electedOn, termYears, termYearsBasis, createdAt, updatedAt)
      VALUES ('t1', 'branch', 1, '2024-01-01', 3, '任期 3 年', 'x', 'x');
    INSERT INTO termApproval (id, termId, kind, approvedOn, documentNo, approver, newEndOn, createdAt)
      VALUES ('p1', 't1', '延期', '2026-12-01', '1号', '集团党委', '2027-06-01', 'x');
    INSERT INTO termMilestone (id, termId, kind, occurredOn, createdAt) VALUES ('m1', 't1', '上级提醒', '2026-06-01', 'x');
    INSERT INTO post (id, organizationId, termId, memberId, title, fromOn, source, createdAt, updatedAt)
      VALUES ('s1', 'branch', 't1', 'person', '书记', '2024-01-01', '选举', 'x', 'x');
  `,
  50: `
    INSERT INTO document (id, kind, issuerId, subjectId, documentCode, year, serial, number, title, issuerName, recipient, datedOn, fieldsJson, modelJson, docxSha256, status, createdAt)
      VALUES ('d1', 'W05', 'branch', 'branch', '测支', 2026, 1, '测支〔2026〕1号', '换届请示', '一支部', '集团党委', '2026-09-01', '{}', '{}', 'sha', '已登记', 'x');
  `,
  60: `
    INSERT INTO assessmentScheme (version, fromYear, contentJson, createdAt) VALUES (2, 2026, '{}', 'x');
    INSERT INTO assessmentRating VALUES (2026, 'branch', '2.1', 9000, '查会议记录', 'x');
    INSERT INTO assessmentAdjustment (id, year, organizationId, kind, pointsCenti, reason, createdAt) VALUES ('j1', 2026, 'branch', '加分', 50, '受表彰', 'x');
    INSERT INTO assessmentVeto (id, year, organizationId, vetoId, basis, confirmedBy, confirmedOn) VALUES ('e1', 2026, 'branch', 'V1', '依据', '党委', '2026-12-01');
  `,
  90: `
    INSERT INTO electionProcess (id, organizationId, kind, termId, seq, seatCount, meetingOn, createdAt, updatedAt)
      VALUES ('e1', 'branch', '换届', 't1', 2, 3, '2026-12-20', 'x', 'x');
    INSERT INTO electionStep VALUES ('e1', '候选人酝酿', '李四', '2026-11-01', NULL, '', '', 'x');
    INSERT INTO electionExclusion VALUES ('e1', 'person', '年老体弱卧床或长期患病不能自理', '长期卧床', '1号', '2026-11-01', NULL, 'x');
    INSERT INTO electionCandidate VALUES ('c1', 'e1', 'person', '委员', '纪检委员', '正式候选人', NULL, '', 'x');
    INSERT INTO ballot (id, processId, office, venue, kind, round, heldOn, seats, dueCount, presentCount, issuedCount, collectedCount, entry, createdAt, updatedAt)
      VALUES ('v1', 'e1', '委员', '党员大会', '正式选举', 1, '2026-12-20', 3, 10, 9, 9, 9, '逐张', 'x', 'x');
    INSERT INTO ballotNominee VALUES ('v1', 'person', 1, '委员', 0, NULL, NULL, NULL);
    INSERT INTO ballotPaper VALUES ('v1', 1, '{"marks":{"person":"赞成"},"writeIns":[]}');
  `,
  86: `INSERT INTO importResult VALUES ('c1', '[]');`,
  87: `
    INSERT INTO exportTemplate (id, name, fileName, fileBase64, sheetName, headerTop, headerRows, columnsJson, codeStyle, createdAt, updatedAt)
      VALUES ('x1', '街道花名册', '空表.xlsx', 'UEs=', '花名册', 1, 2, '[]', '名称', 'x', 'x');
  `,
  100: `
    INSERT INTO keptFile VALUES ('sha-a', 3, x'010203');
    INSERT INTO documentVersion VALUES ('d1', 1, '换届请示', '集团党委', '张三', '2026-09-01', '{}', '{}', '[]', 'sha', '', '', 'x', '本机用户');
    UPDATE document SET revision = 2, revisionReason = '改正日期' WHERE id = 'd1';
    INSERT INTO documentEvent (id, documentId, revision, kind, occurredOn, handler, recordedAt, recordedBy) VALUES ('e1', 'd1', 1, '签发', '2026-09-01', '张三', 'x', '本机用户');
    INSERT INTO numberReservation (id, documentCode, year, serial, number, state, reservedFor, purpose, createdAt, createdBy)
      VALUES ('n1', '测支', 2026, 2, '测支〔2026〕2号', '预留', '张三', '补选请示', 'x', '本机用户');
    INSERT INTO incoming (id, year, serial, receivedOn, sender, title, genre, createdAt, createdBy, updatedAt)
      VALUES ('i1', 2026, 1, '2026-09-10', '集团党委', '关于同意换届选举的批复', '批复', 'x', '本机用户', 'x');
    INSERT INTO incomingFile VALUES ('i1', 1, '批复.pdf', 'sha-a');
    INSERT INTO replyLink (id, requestDocumentId, replyIncomingId, linkedAt, linkedBy) VALUES ('l1', 'd1', 'i1', 'x', '本机用户');
    INSERT INTO documentDraft (id, kind, organizationId, title, requestJson, derivedJson, createdAt, updatedAt, updatedBy)
      VALUES ('f1', 'W05', 'branch', '换届请示', '{}', '{}', 'x', 'x', '本机用户');
    INSERT INTO documentDraftChange (draftId, at, actor, fieldKey, label, beforeText, afterText) VALUES ('f1', 'x', '本机用户', 'place', '地点', '', '三楼');
    INSERT INTO documentTemplate (id, name, fileName, sha256, marksJson, createdAt, createdBy) VALUES ('m1', '自家红头', '红头.docx', 'sha-a', '[]', 'x', '本机用户');
  `,
  110: `
    INSERT INTO themePlan (id, issuerId, month, theme, planJson, targetIdsJson, createdAt, createdBy)
      VALUES ('p1', 'committee', '2026-09', '重温入党誓词', '{}', '["branch"]', 'x', '本机用户');
    INSERT INTO activity (id, organizationId, title, heldOn, startsAt, endsAt, place, hostId, hostName, themePlanId, seriesId, expectedCount, presentCount, recordedOn, recordedAt, recordedBy, updatedAt, updatedBy)
      VALUES ('g1', 'branch', '9月主题党日', '2026-09-01', '14:00', '17:00', '会议室', 'person', '张三', 'p1', 's1', 1, 1, '2026-09-02', 'x', '本机用户', 'x', '本机用户');
    INSERT INTO activityType VALUES ('g1', '主题党日', 1), ('g1', '党员大会', 0);
    INSERT INTO activityTopic (id, activityId, seq, type, title, speakerId, speakerName, speakerRole) VALUES ('k1', 'g1', 1, '党员大会', '审议报告', 'person', '张三', '书记');
    INSERT INTO activityVote (topicId, seq, matter, method, expectedCount, presentCount, approveCount, againstCount, abstainCount) VALUES ('k1', 1, '一般事项', '举手', 1, 1, 1, 0, 0);
    INSERT INTO activityAttendance VALUES ('g1', 'person', '出席', '', 1, 1);
    INSERT INTO activityGuest VALUES ('g1', 1, '李四', '集团党委委员');
    INSERT INTO activityTask (id, activityId, topicId, seq, content, ownerId, ownerName, dueOn) VALUES ('w1', 'g1', 'k1', 1, '整改台账', 'person', '张三', '2026-10-01');
    INSERT INTO storedFile VALUES ('${'0'.repeat(64)}', 3, 'image/png', 1, 1, x'01', 'x');
    INSERT INTO activityFile (id, activityId, seq, kind, name, sha256, addedAt) VALUES ('f1', 'g1', 1, '照片', '合影.png', '${'0'.repeat(64)}', 'x');
    INSERT INTO monthClosing (id, organizationId, month, closedOn, closedBy) VALUES ('c1', 'branch', '2026-09', '2026-10-05', '本机用户');
    INSERT INTO closedMonthChange VALUES ('h1', 'branch', '2026-09', 'g1', '地点记错', '党委组织部', 'x', '本机用户', '{}', '{}');
    INSERT INTO activityChange VALUES ('j1', 'g1', 2, '更改', 'x', '本机用户', '', '{}', '{}');
    INSERT INTO gapNote (id, organizationId, type, period, reason, recordedAt, recordedBy) VALUES ('n1', 'branch', '支委会', '2026-08', '委员外派', 'x', '本机用户');
    INSERT INTO activityTemplate (id, name, bodyJson, createdAt, updatedAt, updatedBy) VALUES ('m1', '支委会', '{}', 'x', 'x', '本机用户');
  `,
  120: `
    INSERT INTO lifeMeeting (id, organizationId, year, theme, plannedOn, activityId, createdAt, createdBy, updatedAt)
      VALUES ('z1', 'branch', 2026, '学党章、强党性', '2026-11-20', 'g1', 'x', '本机用户', 'x');
    INSERT INTO lifeMeetingStep (meetingId, kind, doneOn, summary, activityId, documentId, updatedAt) VALUES ('z1', '会前学习', '2026-11-10', '集中学习', 'g1', 'd1', 'x');
    INSERT INTO lifeMeetingOpinion (id, meetingId, source, content, createdAt, createdBy) VALUES ('o1', 'z1', '群众', '多下基层', 'x', '本机用户');
    INSERT INTO selfExamination VALUES ('z1', 'person', '2026-11-15');
    INSERT INTO criticism VALUES ('z1', 'person', 1, '自我批评', NULL, '学习不够系统', 'x', '本机用户');
    INSERT INTO improvement (id, organizationId, meetingId, source, scope, memberId, problem, state, recordedOn, createdAt, createdBy, updatedAt)
      VALUES ('i1', 'branch', 'z1', '批评意见', '个人', 'person', '学习不够系统', '整改中', '2026-11-20', 'x', '本机用户', 'x');
    INSERT INTO improvementChange (id, improvementId, fromState, toState, changedOn, recordedAt, actor) VALUES ('q1', 'i1', '未整改', '整改中', '2026-11-21', 'x', '本机用户');
    INSERT INTO review (id, organizationId, year, rosterOn, createdAt, createdBy, updatedAt) VALUES ('r1', 'branch', 2026, '2026-12-01', 'x', '本机用户', 'x');
    INSERT INTO reviewStage (reviewId, stage, doneOn, updatedAt) VALUES ('r1', '学习动员', '2026-12-02', 'x');
    INSERT INTO reviewResult (reviewId, memberId, seq, category, grade) VALUES ('r1', 'person', 1, '正式党员', '合格');
    INSERT INTO reviewPaper VALUES ('r1', 1, 1, '{"person":"合格"}');
    INSERT INTO reviewFollowUp (id, reviewId, memberId, kind, doneOn, createdAt, createdBy) VALUES ('u1', 'r1', 'person', '谈话提醒', '2026-12-20', 'x', '本机用户');
    INSERT INTO member (id, name, namePinyin, nameInitials, gender, ethnicity, birthOn, identityNumber, category, joinedOn, fullOn, createdAt, updatedAt)
      VALUES ('other', '李四', 'li si', 'ls', '男', '汉族', '1981-01-01', '350299198101011018', '正式党员', '2006-01-01', '2007-01-01', 'x', 'x');
    INSERT INTO talk (id, organizationId, heldOn, kind, means, talkerId, talkerRole, memberId, points, meetingId, recordedOn, recordedAt, recordedBy)
      VALUES ('t120', 'branch', '2026-11-12', '日常', '见面', 'person', '书记', 'other', '谈了近况', 'z1', '2026-11-12', 'x', '本机用户');
  `,
  130: `
    INSERT INTO standardProfile (id, name, basedOnId, versionOn, valuesJson, createdAt, createdBy)
      VALUES ('u1', '集团2027年方案', 'DEF', '2027-01-01', '{"groupMax":12}', 'x', '本机用户');
    INSERT INTO profileChain VALUES (1, '上级新文件', '厦国资党〔2027〕1号', '集团党委', 'x', '本机用户');
    INSERT INTO profileChainLink VALUES (1, 1, 'JY17', NULL), (1, 2, 'DEF', '2018-07-12'), (1, 3, 'u1', '2027-01-01');
    INSERT INTO parameterOverride (id, organizationId, reach, parameterKey, valueJson, fromOn, untilOn, documentNo, approvedBy, createdAt, createdBy)
      VALUES ('o1', 'branch', '本组织', 'groupMax', '12', '2026-01-01', '2026-12-31', '2号', '集团党委', 'x', '本机用户');
    INSERT INTO indicatorRule VALUES ('A10', 0, '本年不考核', 'x', '本机用户');
  `,
  70: `
    INSERT INTO memberEvent (id, memberId, kind, occurredOn, effectsJson, recordedAt)
      VALUES ('e70', 'person', '奖励', '2025-07-01', '{}', 'x');
    INSERT INTO memberPastState VALUES ('person', NULL, '2020-01-01', '', '正式党员', '2005-01-01', '日', '2006-01-01', '日', NULL, '', '', '停止党籍', 0, NULL, '日', 0, '', '正常', '');
  `,
  80: `
    INSERT INTO sheetLayout VALUES ('s80', '街道花名册', '0123456789abcdef', '{"isIgnored":false,"header":null,"columns":[]}', 'x');
  `,
  85: `
    INSERT INTO changeBatch (id, kind, title, at, actor) VALUES ('c1', '批量修改', '改学历', 'x', '本机用户');
    INSERT INTO batchChange VALUES ('c1', 'person', '[{"table":"member","id":"person","before":{"education":""},"after":{"education":"大学"}}]');
  `,
  140: `
    INSERT INTO findingClosure (id, organizationId, ruleId, message, factSummary, reason, closedOn, closedBy, recheckOn, recordedAt, recordedBy)
      VALUES ('fc1', 'branch', 'A31', '书记由上级指派', '提示', '条件还不成熟', '2026-09-01', '苏晴', '2027-03-01', 'x', '本机用户');
    INSERT INTO manualCheck (id, ruleId, organizationId, period, verdict, basis, evidence, checkedOn, checkedBy, validUntil, recordedAt, recordedBy)
      VALUES ('mc1', 'G02', 'branch', '2026', '达标', '七项制度已上墙', '照片 3 张', '2026-09-01', '苏晴', '2027-12-31', 'x', '本机用户');
  `,
  150: `
    INSERT INTO holidayYear (id, year, documentNo, breaksJson, workdaysJson, recordedAt, recordedBy)
      VALUES ('h1', 2027, '国办通知', '[["2027-01-01","2027-01-03"]]', '[]', 'x', '本机用户');
    INSERT INTO dutyMark (id, organizationId, dutyId, period, verdict, doneOn, recordedAt, recordedBy)
      VALUES ('k1', 'branch', 'branch.visit', '2026-H1', '已办', '2026-06-28', 'x', '本机用户');
  `,
  160: `INSERT INTO activitySearch (rowid, words) SELECT no, '样例' FROM activitySearchRow;`,
  170: `
    INSERT INTO journal (seq, at, actor, route, summary, inputJson, changesHash, previousHash, hash)
      VALUES (2, '2026-01-02T00:00:00Z', '本机用户', 'settings.saveUnit', '再保存', '{}', '${UNIT_ADDED_HASH}', '${SAVED_UNIT_HASH}', '${SECOND_HASH}');
    INSERT INTO journalChange (seq, ordinal, tableName, rowKeyJson, action, beforeJson, afterJson)
      VALUES (2, 1, '${UNIT_ADDED.tableName}', '${UNIT_ADDED.rowKeyJson}', '${UNIT_ADDED.action}', '${UNIT_ADDED.beforeJson}', '${UNIT_ADDED.afterJson}');
    INSERT INTO journalSubject VALUES ('branch', 2);
    INSERT INTO assessmentFreeze (id, year, asOf, sheetsJson, approvedBy, frozenAt, frozenBy)
      VALUES ('z170', 2025, '2025-12-31', '[]', '集团党委', 'x', '本机用户');
    INSERT INTO protectedChange (id, subject, freezeId, organizationId, matter, reason, authorizedBy, changedAt, actor)
      VALUES ('y170', '已冻结考核', 'z170', 'branch', '改评定', '漏记一次', '集团党委', 'x', '本机用户');
  `,
  180: `
    INSERT INTO account (id, name, role, organizationId, passphraseHash, passphraseSalt, mustChangePassphrase, createdAt, createdBy, updatedAt)
      VALUES ('acc1', '苏晴', '党委管理员', NULL, 'hash', 'salt', 0, 'x', '本机用户', 'x'),
             ('acc2', '林柏川', '支部操作员', 'branch', 'hash', 'salt', 1, 'x', '苏晴', 'x');
  `,
  280: `
    INSERT INTO monthClosing (id, organizationId, month, closedOn, closedBy, reopenedAt, reopenedBy, reopenReason, reopenAuthorizedBy)
      VALUES ('mc280', 'branch', '2026-07', '2026-08-05', '本机用户', 'x', '本机用户', '漏录一次', '集团党委');
  `,
  300: `
    INSERT INTO publicity (id, organizationId, kind, about, nextStep, postedOn, days, unit, countsPostedDay, outcome, concludedOn, recordedAt, recordedBy)
      VALUES ('pb1', 'branch', '拟列发展对象', '张三', '列为发展对象', '2026-06-15', 5, '工作日', 0, NULL, NULL, 'x', '本机用户'),
             ('pb2', 'branch', '党费收缴使用', '2025 年度党费收缴使用情况', '归档公示情况', '2025-11-03', 5, '工作日', 0, '无异议', '2025-11-11', 'x', '本机用户');
  `,
}
