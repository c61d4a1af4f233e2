import type { Session } from './session.ts'
import { ADMIN_ONLY, handling, OPEN, PERSONAL, routes, rows, viewing, WHOLE_GROUP, type RouteAccess } from './access.ts'

/**
 * 每条路由谁能走、范围怎么查。没列在这里的路由，除党委管理员外一律不放行（默认拒绝）。
 * 测试守着：契约里每条路由恰有一项，没有多余的，入参里每个编号都认得出指的是什么。
 */

const ORGANIZATION_AND_MEMBER = {
  'organization.tree': viewing({ keeps: [rows('nodes', 'id', 'organization')] }),
  'organization.card': viewing(),
  ...routes(
    ADMIN_ONLY,
    'organization.create',
    'organization.revise',
    'organization.correctEstablishment',
    'organization.dissolve',
    'organization.restore',
  ),
  ...routes(viewing({ fill: 'organizationId' }), 'member.list', 'member.departed', 'member.completeness', 'member.statistics'),
  ...routes(viewing({ fill: 'organizationId' }), 'member.statisticPeople', 'member.reconciliation', 'member.reconciliationPeople'),
  'member.exportStatistics': viewing({ fill: 'organizationId' }),
  ...routes(viewing(), 'member.attendance', 'member.life', 'member.detail', 'member.groupingPlan'),
  'member.recycled': viewing({ keeps: [rows('rows', 'memberId', 'member')] }),
  ...routes(
    handling(),
    'member.recordEvent',
    'member.assignGroups',
    'member.create',
    'member.update',
    'member.changeField',
    'member.assign',
    'member.remove',
    'member.restore',
  ),
  ...routes(handling({ kinds: { eventId: 'memberEvent' } }), 'member.correctEvent', 'member.withdrawEvent'),
  // 看原文谁都可以，看一次记一条操作日志。
  'member.reveal': viewing(),
  'member.revealEvent': viewing({ kinds: { eventId: 'memberEvent' } }),
  // 一批改动可能牵涉几个支部，看与撤销都归党委。
  ...routes(WHOLE_GROUP, 'member.batches', 'member.batchChanges', 'member.batchReversal'),
  'member.undoBatch': ADMIN_ONLY,
}

const EXCHANGE = {
  // 花名册一份可装许多支部，导入是全集团的事。
  ...routes(ADMIN_ONLY, 'exchange.previewRoster', 'exchange.importRoster', 'exchange.previewAnnotations', 'exchange.importAnnotations'),
  ...routes(ADMIN_ONLY, 'exchange.recognizeSheets', 'exchange.rememberLayout', 'exchange.renameLayout', 'exchange.removeLayout'),
  'exchange.layouts': WHOLE_GROUP,
  'exchange.exportRoster': viewing({ fill: 'organizationId' }),
  'exchange.exportTable': viewing({ fill: 'filter.organizationId' }),
  'exchange.exportCollectionForms': viewing({ fill: 'filter.organizationId' }),
  ...routes(OPEN, 'exchange.templates', 'exchange.signInSheet', 'exchange.sealFile'),
  'exchange.exportTemplate': viewing({ fill: 'filter.organizationId', kinds: { templateId: '不查' } }),
  ...routes(ADMIN_ONLY, 'exchange.readTemplate', 'exchange.saveTemplate', 'exchange.reviseTemplate', 'exchange.removeTemplate'),
}

const ELECTION = {
  'election.overview': viewing({ keeps: [rows('rows', 'organizationId', 'organization')] }),
  'election.processes': viewing({ keeps: [rows('rows', 'organizationId', 'organization'), rows('removed', 'id', 'process')] }),
  ...routes(viewing(), 'election.process', 'election.board', 'election.removed'),
  // 届次与换届由党委办公室登记，支部只看。
  ...routes(
    ADMIN_ONLY,
    'election.openProcess',
    'election.reviseProcess',
    'election.withdrawProcess',
    'election.restoreProcess',
    'election.recordStep',
    'election.recordExclusion',
    'election.removeExclusion',
    'election.addCandidate',
    'election.removeCandidate',
    'election.confirmCandidates',
    'election.setCandidateOrder',
    'election.openBallot',
    'election.correctBallot',
    'election.recordPaper',
    'election.removePaper',
    'election.recordTallies',
    'election.confirmBallot',
    'election.reopenBallot',
    'election.approveReduction',
    'election.removeBallot',
    'election.confirmResult',
    'election.confirmAssignment',
    'election.withdrawResult',
    'election.recordTerm',
    'election.correctTerm',
    'election.removeTerm',
    'election.restoreTerm',
    'election.recordApproval',
    'election.removeApproval',
    'election.recordMilestone',
    'election.removeMilestone',
    'election.appoint',
    'election.endPost',
    'election.updateDuty',
    'election.reopenPost',
    'election.removePost',
    'election.restorePost',
  ),
}

/** 名单里的人：改旧记录时，已调走的也在名单上。 */
const ROLL = { memberId: 'everMember', memberIds: 'everMember' } as const
const ON_ACTIVITY = {
  ...ROLL,
  hostId: 'everMember',
  recorderId: 'everMember',
  speakerId: 'everMember',
  ownerId: 'everMember',
  // 议定事项自己的编号，随活动一起交回；用例只认这次活动里的。
  id: '不查',
} as const

const LIFE = {
  ...routes(viewing(), 'life.files', 'life.file', 'life.ledger', 'life.exportLedger', 'life.exportRecord', 'life.minutesPreview'),
  ...routes(handling(), 'life.addFiles', 'life.renameFile', 'life.removeFile', 'life.restoreFile'),
  'life.checkAttachments': WHOLE_GROUP,
  ...routes(ADMIN_ONLY, 'life.restoreOriginals', 'life.clearOrphans'),
  'life.exportAllLedgers': viewing({ fill: 'organizationId' }),
  'life.exportThemePlan': viewing({ fill: 'organizationId' }),
  'life.search': viewing({ fill: 'organizationId' }),
  ...routes(viewing(), 'life.activity', 'life.activityChanges', 'life.expectedRoll', 'life.matchNames', 'life.talkCoverage'),
  'life.requiredItems': viewing({ kinds: ON_ACTIVITY }),
  'life.tally': OPEN,
  'life.activityDraft': viewing({ kinds: { templateId: 'readableTemplate' } }),
  ...routes(viewing({ fill: 'organizationId' }), 'life.activities', 'life.tasks'),
  ...routes(handling({ kinds: ON_ACTIVITY }), 'life.recordActivity', 'life.recordForBranches', 'life.reviseActivity'),
  ...routes(handling(), 'life.removeActivity', 'life.restoreActivity', 'life.recordEHome'),
  'life.completeTask': handling({ kinds: { taskId: 'activityTask' } }),
  'life.matrix': viewing({ fill: 'underId' }),
  ...routes(viewing(), 'life.month', 'life.closedMonthChanges'),
  'life.months': viewing({ keeps: [rows('months', 'organizationId', 'organization')] }),
  'life.gapNotes': viewing({ keeps: [rows('notes', 'organizationId', 'organization')] }),
  ...routes(handling(), 'life.recordGapNote', 'life.withdrawGapNote'),
  ...routes(ADMIN_ONLY, 'life.closeMonth', 'life.reopenMonth'),
  'life.themePlans': viewing({
    keeps: [rows('plans', 'id', 'readableThemePlan'), rows('plans[].targets', 'organizationId', 'organization')],
  }),
  'life.issueThemePlan': handling(),
  'life.withdrawThemePlan': handling({ kinds: { themePlanId: 'themePlan' } }),
  'life.templates': viewing({ keeps: [rows('templates', 'id', 'readableTemplate')] }),
  'life.saveTemplate': handling({ fill: 'organizationId', kinds: { ...ON_ACTIVITY, templateId: 'activityTemplate' } }),
  ...routes(handling({ kinds: { templateId: 'activityTemplate' } }), 'life.removeTemplate', 'life.renameTemplate', 'life.restoreTemplate'),
  'life.batchBranches': viewing({ keeps: [rows('branches', 'organizationId', 'organization')] }),

  'life.lifeMeetings': viewing({
    keeps: [rows('rows', 'id', 'lifeMeeting'), rows('without', 'organizationId', 'organization'), rows('removed', 'id', 'lifeMeeting')],
  }),
  'life.lifeMeeting': viewing(),
  ...routes(
    handling({ kinds: { ...ROLL, criticId: 'everMember' } }),
    'life.openLifeMeeting',
    'life.reviseLifeMeeting',
    'life.recordLifeMeetingStep',
    'life.linkLifeMeeting',
    'life.recordOpinions',
    'life.removeOpinion',
    'life.recordExaminations',
    'life.saveCriticisms',
    'life.withdrawLifeMeeting',
    'life.restoreLifeMeeting',
  ),
  'life.improvements': viewing({ keeps: [rows('rows', 'id', 'improvement'), rows('removed', 'id', 'improvement')] }),
  ...routes(
    handling({ kinds: { ...ROLL, ownerId: 'everMember' } }),
    'life.recordImprovement',
    'life.reviseImprovement',
    'life.changeImprovementState',
    'life.withdrawImprovement',
    'life.restoreImprovement',
  ),
  'life.reviews': viewing({
    keeps: [rows('rows', 'id', 'review'), rows('without', 'organizationId', 'organization'), rows('removed', 'id', 'review')],
  }),
  'life.review': viewing(),
  ...routes(
    handling({ kinds: ROLL }),
    'life.openReview',
    'life.updateReviewRoster',
    'life.recordReviewStage',
    'life.linkReview',
    'life.saveReviewNotes',
    'life.setReviewExemption',
    'life.saveReviewTally',
    'life.saveReviewPapers',
    'life.saveGrades',
    'life.recordFeedback',
    'life.recordFollowUp',
    'life.withdrawFollowUp',
    'life.setCommendation',
    'life.withdrawReview',
    'life.restoreReview',
  ),
  'life.talks': viewing({ keeps: [rows('rows', 'id', 'talk'), rows('removed', 'id', 'talk')] }),
  // 看原文谁都可以，看一次记一条操作日志。
  'life.revealTalk': viewing(),
  ...routes(handling({ kinds: { memberIds: 'everMember', talkerIds: 'everMember' } }), 'life.recordTalks'),
  ...routes(handling(), 'life.reviseTalk', 'life.withdrawTalk', 'life.restoreTalk'),
}

const COMPLIANCE_AND_CALENDAR = {
  ...routes(
    OPEN,
    'compliance.parameters',
    'compliance.catalog',
    'compliance.conflicts',
    'compliance.profiles',
    'compliance.indicatorPacks',
  ),
  'compliance.chainHistory': OPEN,
  'compliance.overrides': viewing({ keeps: [rows('overrides', 'organizationId', 'organization')] }),
  'compliance.previewStandards': ADMIN_ONLY,
  ...routes(
    ADMIN_ONLY,
    'compliance.addProfile',
    'compliance.setProfileRetired',
    'compliance.changeChain',
    'compliance.recordOverride',
    'compliance.endOverride',
    'compliance.withdrawOverride',
    'compliance.setIndicators',
  ),
  // 关闭发现与勾核是上级对支部的认定，支部自己不作。
  ...routes(ADMIN_ONLY, 'compliance.closeFinding', 'compliance.withdrawClosure', 'compliance.recordChecks', 'compliance.withdrawCheck'),
  'compliance.closures': viewing({ keeps: [rows('rows', 'organizationId', 'organization')] }),
  'compliance.checkSheet': viewing({ fill: 'organizationId' }),
  'compliance.checkHistory': viewing(),
  'compliance.trendMonth': viewing({ keeps: [rows('rows', 'organizationId', 'organization')] }),
  ...routes(viewing({ fill: 'organizationId' }), 'compliance.dashboard', 'compliance.findings'),
  'compliance.checkup': viewing(),
  ...routes(viewing({ fill: 'organizationIds[]' }), 'compliance.exportCheckSheet', 'compliance.exportCheckup'),

  ...routes(viewing({ fill: 'organizationId' }), 'calendar.agenda', 'calendar.tasks', 'calendar.dueTasks', 'calendar.exportCalendar'),
  ...routes(viewing({ fill: 'organizationId' }), 'calendar.publicities', 'calendar.publicityDefaults'),
  'calendar.publicityPeriod': OPEN,
  ...routes(
    handling(),
    'calendar.recordPublicity',
    'calendar.correctPublicity',
    'calendar.closePublicity',
    'calendar.reopenPublicity',
    'calendar.withdrawPublicity',
  ),
  ...routes(OPEN, 'calendar.duties', 'calendar.holidays', 'calendar.exportWallChart'),
  // 提醒没有入参，由用例自己按会话收窄。
  'calendar.reminders': OPEN,
  ...routes(handling(), 'calendar.recordMark', 'calendar.withdrawMark'),
  'calendar.saveReminderPause': PERSONAL,
  'calendar.issueNotice': PERSONAL,
  ...routes(ADMIN_ONLY, 'calendar.readNotice', 'calendar.readHolidayFile', 'calendar.checkHolidayYear'),
  ...routes(ADMIN_ONLY, 'calendar.saveHolidayYear', 'calendar.withdrawHolidayYear'),
}

/** 起草：模板与预留号不分党组织。 */
const DRAFTING = { templateId: '不查' } as const

const CORRESPONDENCE = {
  ...routes(viewing({ kinds: DRAFTING }), 'correspondence.draft', 'correspondence.previewPdf', 'correspondence.exportDraft'),
  'correspondence.drafts': viewing({ keeps: [rows('rows', 'id', 'draft')] }),
  'correspondence.savedDraft': viewing(),
  'correspondence.saveDraft': handling({ kinds: DRAFTING }),
  ...routes(handling(), 'correspondence.recordExport', 'correspondence.removeDraft', 'correspondence.restoreDraft'),
  ...routes(viewing(), 'correspondence.processPapers', 'correspondence.exportProcessPapers', 'correspondence.issuedRequest'),
  // 缺号与预留是全集团的号段，不给支部。
  'correspondence.register': viewing({ keeps: [rows('rows', 'id', 'document')], clears: ['gaps', 'reservations'] }),
  ...routes(viewing(), 'correspondence.document', 'correspondence.exportDocx', 'correspondence.exportPdf', 'correspondence.exportMany'),
  ...routes(viewing(), 'correspondence.openDocument', 'correspondence.previewHtml'),
  // 取号、签发、作废、收文由党委办公室办。
  ...routes(
    ADMIN_ONLY,
    'correspondence.issue',
    'correspondence.revise',
    'correspondence.void',
    'correspondence.reserveNumbers',
    'correspondence.voidNumber',
    'correspondence.recordEarlier',
    'correspondence.recordEvent',
    'correspondence.withdrawEvent',
    'correspondence.recordIncoming',
    'correspondence.reviseIncoming',
    'correspondence.removeIncoming',
    'correspondence.restoreIncoming',
    'correspondence.linkReply',
    'correspondence.withdrawReply',
    'correspondence.saveLetterhead',
    'correspondence.checkTemplate',
    'correspondence.addTemplate',
    'correspondence.removeTemplate',
  ),
  ...routes(WHOLE_GROUP, 'correspondence.registerWorkbook', 'correspondence.registerPdf', 'correspondence.incoming'),
  ...routes(WHOLE_GROUP, 'correspondence.incomingFile', 'correspondence.requests', 'correspondence.templateFile'),
  ...routes(OPEN, 'correspondence.letterhead', 'correspondence.templates'),
}

const ASSESSMENT = {
  'assessment.scheme': OPEN,
  'assessment.ranking': viewing({ keeps: [rows('rows', 'organizationId', 'organization')] }),
  'assessment.frozenState': WHOLE_GROUP,
  ...routes(viewing(), 'assessment.sheet', 'assessment.evidence', 'assessment.withdrawn'),
  'assessment.gaps': viewing({ keeps: [rows('rows', 'organizationId', 'organization')] }),
  'assessment.exportPackage': viewing({ fill: 'organizationIds[]' }),
  'assessment.exportRanking': WHOLE_GROUP,
  ...routes(
    ADMIN_ONLY,
    'assessment.freeze',
    'assessment.liftFreeze',
    'assessment.saveScheme',
    'assessment.rate',
    'assessment.adjust',
    'assessment.withdrawRating',
    'assessment.removeAdjustment',
    'assessment.restoreAdjustment',
    'assessment.confirmVeto',
    'assessment.withdrawVeto',
  ),
}

const SETTINGS_AND_SECURITY = {
  // 门口的路由没打开时谁都能走；打开以后照这里。
  ...routes(
    PERSONAL,
    'security.state',
    'security.lock',
    'security.unlock',
    'security.recover',
    'security.touch',
    'security.changePassphrase',
  ),
  ...routes(PERSONAL, 'security.names', 'security.signIn', 'security.signOut'),
  ...routes(WHOLE_GROUP, 'security.protection'),
  // 门口的处理器自己再核一遍：只有不限范围的党委管理员。
  ...routes(
    ADMIN_ONLY,
    'security.draftRecoveryCode',
    'security.enableEncryption',
    'security.disableEncryption',
    'security.replaceRecoveryCode',
    'security.setKeychain',
  ),
  // 数据打不开时没有人登录得了，由坐在电脑前的人修；数据打开着的时候一律拒绝。
  ...routes(ADMIN_ONLY, 'rescue.situation', 'rescue.keepCopy', 'rescue.backupContents', 'rescue.restore'),
  ...routes(ADMIN_ONLY, 'rescue.salvage', 'rescue.adoptSalvage', 'rescue.openAsIs', 'rescue.retry'),
  // 找别处的备份：会列出文件夹里的文件名。
  ...routes(ADMIN_ONLY, 'rescue.offsiteContents', 'rescue.restoreOffsite'),
  ...routes(ADMIN_ONLY, 'security.places', 'security.chooseFolder', 'security.offsiteBackups', 'security.reopen'),
  'security.accounts': WHOLE_GROUP,
  ...routes(ADMIN_ONLY, 'security.addAccount', 'security.reviseAccount', 'security.setAccountDisabled', 'security.setAccountPassphrase'),
  'security.changeOwnPassphrase': PERSONAL,
  ...routes(OPEN, 'settings.overview'),
  ...routes(PERSONAL, 'settings.taskProgress', 'settings.cancelTask'),
  ...routes(
    WHOLE_GROUP,
    'settings.journal',
    'settings.journalChanges',
    'settings.recycled',
    'settings.protectedChanges',
    'settings.verifyJournal',
    'settings.backups',
    'settings.backupSummary',
    'settings.offsiteHistory',
  ),
  // 操作员只撤得了自己做的，用例里再核。
  ...routes({ roles: ['党委管理员', '支部操作员'], scope: { way: '无需' } }, 'settings.latestUndoable', 'settings.undo'),
  // 日志整份带走是管理员的事；检查员可在页面上看。
  ...routes(
    ADMIN_ONLY,
    'settings.exportJournal',
    'settings.saveUnit',
    'security.saveAutoLock',
    'settings.backUp',
    'settings.backUpTo',
    'settings.offsiteSummary',
    'settings.restoreOffsite',
    'settings.restore',
    'settings.withdrawRestore',
    'settings.loadDemo',
  ),
}

export const ROUTE_ACCESS: Readonly<Record<string, RouteAccess>> = {
  ...ORGANIZATION_AND_MEMBER,
  ...EXCHANGE,
  ...ELECTION,
  ...LIFE,
  ...COMPLIANCE_AND_CALENDAR,
  ...CORRESPONDENCE,
  ...ASSESSMENT,
  ...SETTINGS_AND_SECURITY,
}

/** 这个人走不走得通这条路由（不看入参）：界面据此不显示用不上的导航与动作；真正放行在后端。 */
export function mayUse({ role, organizationId }: Session, route: string): boolean {
  if (role === '党委管理员' && organizationId === null) return true
  const access = Object.hasOwn(ROUTE_ACCESS, route) ? ROUTE_ACCESS[route] : undefined
  return access?.roles.includes(role) === true && (organizationId === null || access.scope.way !== '全集团')
}
