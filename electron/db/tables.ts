// 由 npm run tables 从迁移后的空库生成，不要手改。
import type { Generated } from 'kysely'

export interface AccountTable {
  id: string
  name: string
  role: string
  organizationId: string | null
  passphraseHash: string
  passphraseSalt: string
  mustChangePassphrase: number
  createdAt: string
  createdBy: string
  updatedAt: string
  disabledAt: string | null
  disabledBy: Generated<string>
}

export interface ActivityTable {
  id: string
  organizationId: string
  groupId: string | null
  title: string
  heldOn: string
  startsAt: string
  endsAt: string
  place: Generated<string>
  hostId: string | null
  hostName: Generated<string>
  recorderId: string | null
  recorderName: Generated<string>
  postponeReason: Generated<string>
  contentKindsJson: Generated<string>
  narrative: Generated<string>
  archiveCategory: Generated<string>
  eHomeOn: string | null
  eHomeNo: Generated<string>
  themePlanId: string | null
  seriesId: string | null
  extrasJson: Generated<string>
  expectedCount: Generated<number>
  presentCount: Generated<number>
  voterExpectedCount: Generated<number>
  voterPresentCount: Generated<number>
  unexplainedCount: Generated<number>
  revision: Generated<number>
  recordedOn: string
  recordedAt: string
  recordedBy: string
  updatedAt: string
  updatedBy: string
  deletedAt: string | null
  deletionReason: Generated<string>
}

export interface ActivityAttendanceTable {
  activityId: string
  memberId: string
  status: string
  reason: Generated<string>
  isExpected: number
  isVoter: number
}

export interface ActivityChangeTable {
  id: string
  activityId: string
  revision: number
  kind: string
  changedAt: string
  actor: string
  reason: Generated<string>
  beforeJson: string
  afterJson: string
}

export interface ActivityFileTable {
  id: string
  activityId: string
  seq: number
  kind: string
  name: string
  sha256: string
  addedAt: string
  removedAt: string | null
}

export interface ActivityGuestTable {
  activityId: string
  seq: number
  name: string
  role: Generated<string>
}

export interface ActivitySearchRowTable {
  no: Generated<number>
  activityId: string
  isStale: number
}

export interface ActivityTaskTable {
  id: string
  activityId: string
  topicId: string | null
  seq: number
  content: string
  ownerId: string | null
  ownerName: Generated<string>
  dueOn: string | null
  doneOn: string | null
  note: Generated<string>
}

export interface ActivityTemplateTable {
  id: string
  organizationId: string | null
  name: string
  bodyJson: string
  createdAt: string
  updatedAt: string
  updatedBy: string
  removedAt: string | null
}

export interface ActivityTopicTable {
  id: string
  activityId: string
  seq: number
  type: string
  title: string
  startsAt: string | null
  endsAt: string | null
  speakerId: string | null
  speakerName: Generated<string>
  speakerRole: string | null
  summary: Generated<string>
  resolution: Generated<string>
}

export interface ActivityTypeTable {
  activityId: string
  type: string
  isPrimary: Generated<number>
}

export interface ActivityVoteTable {
  topicId: string
  seq: number
  matter: string
  subject: Generated<string>
  method: string
  expectedCount: number
  presentCount: number
  approveCount: number
  againstCount: number
  abstainCount: number
  writtenApproveCount: Generated<number>
  electionProcessId: string | null
}

export interface AssessmentAdjustmentTable {
  id: string
  year: number
  organizationId: string
  kind: string
  pointsCenti: number
  reason: string
  documentNo: Generated<string>
  createdAt: string
  deletedAt: string | null
}

export interface AssessmentFreezeTable {
  id: string
  year: number
  asOf: string
  sheetsJson: string
  approvedBy: string
  documentNo: Generated<string>
  frozenAt: string
  frozenBy: string
  liftedAt: string | null
  liftedBy: Generated<string>
  liftReason: Generated<string>
  liftAuthorizedBy: Generated<string>
}

export interface AssessmentRatingTable {
  year: number
  organizationId: string
  itemId: string
  ratioPermyriad: number | null
  basis: string
  ratedAt: string
}

export interface AssessmentSchemeTable {
  version: Generated<number>
  fromYear: number
  contentJson: string
  createdAt: string
}

export interface AssessmentVetoTable {
  id: string
  year: number
  organizationId: string
  vetoId: string
  basis: string
  confirmedBy: string
  confirmedOn: string
  withdrawnAt: string | null
  withdrawalReason: Generated<string>
}

export interface BallotTable {
  id: string
  processId: string
  office: string
  venue: string
  kind: string
  round: number
  heldOn: string
  seats: number
  dueCount: number
  presentCount: number
  issuedCount: number
  collectedCount: number
  entry: string
  invalidCount: Generated<number>
  scrutineer: Generated<string>
  teller: Generated<string>
  signedAt: string | null
  reductionReason: Generated<string>
  createdAt: string
  updatedAt: string
}

export interface BallotNomineeTable {
  ballotId: string
  memberId: string
  position: number
  title: string
  isWriteIn: Generated<number>
  ayes: number | null
  noes: number | null
  abstentions: number | null
}

export interface BallotPaperTable {
  ballotId: string
  number: number
  marksJson: string
}

export interface BatchChangeTable {
  batchId: string
  memberId: string
  changesJson: string
}

export interface ChangeBatchTable {
  id: string
  kind: string
  title: string
  at: string
  actor: string
  fileName: Generated<string>
  fileSha256: Generated<string>
  addedCount: Generated<number>
  changedCount: Generated<number>
  undoesBatchId: string | null
  note: Generated<string>
}

export interface ClosedMonthChangeTable {
  id: string
  organizationId: string
  month: string
  activityId: string
  reason: string
  authorizedBy: string
  changedAt: string
  actor: string
  beforeJson: string | null
  afterJson: string | null
}

export interface CriticismTable {
  meetingId: string
  memberId: string
  seq: number
  kind: string
  criticId: string | null
  content: string
  createdAt: string
  createdBy: string
}

export interface DocumentTable {
  id: string
  kind: string
  issuerId: string
  subjectId: string
  documentCode: string
  year: number
  serial: number
  number: string
  title: string
  issuerName: string
  recipient: string
  signer: Generated<string>
  datedOn: string
  fieldsJson: string
  modelJson: string
  docxSha256: string
  status: string
  voidReason: Generated<string>
  createdAt: string
  genre: Generated<string>
  origin: Generated<string>
  revision: Generated<number>
  revisionReason: Generated<string>
  versionedAt: Generated<string>
  versionedBy: Generated<string>
  numberNote: Generated<string>
  inspectionJson: Generated<string>
  templateSha256: Generated<string>
}

export interface DocumentDraftTable {
  id: string
  kind: string
  organizationId: string
  year: number | null
  title: string
  requestJson: string
  derivedJson: string
  revision: Generated<number>
  documentId: string | null
  createdAt: string
  updatedAt: string
  updatedBy: string
  deletedAt: string | null
}

export interface DocumentDraftChangeTable {
  seq: Generated<number>
  draftId: string
  at: string
  actor: string
  fieldKey: string
  label: string
  beforeText: string
  afterText: string
}

export interface DocumentEventTable {
  id: string
  documentId: string
  revision: number
  kind: string
  occurredOn: string
  handler: string
  note: Generated<string>
  recordedAt: string
  recordedBy: string
  withdrawnAt: string | null
  withdrawalReason: Generated<string>
}

export interface DocumentTemplateTable {
  id: string
  name: string
  fileName: string
  sha256: string
  marksJson: string
  createdAt: string
  createdBy: string
  deletedAt: string | null
}

export interface DocumentVersionTable {
  documentId: string
  revision: number
  title: string
  recipient: string
  signer: string
  datedOn: string
  fieldsJson: string
  modelJson: string
  inspectionJson: string
  docxSha256: string
  templateSha256: string
  revisionReason: string
  versionedAt: string
  versionedBy: string
}

export interface DutyMarkTable {
  id: string
  organizationId: string
  dutyId: string
  period: string
  verdict: string
  doneOn: string | null
  reason: Generated<string>
  recordedAt: string
  recordedBy: string
  withdrawnAt: string | null
  withdrawnBy: Generated<string>
}

export interface ElectionCandidateTable {
  id: string
  processId: string
  memberId: string
  office: string
  title: string
  stage: string
  position: number | null
  note: Generated<string>
  createdAt: string
}

export interface ElectionExclusionTable {
  processId: string
  memberId: string
  ground: string
  reason: string
  approvalDocumentNo: Generated<string>
  approvedOn: string | null
  adoptedOn: string | null
  createdAt: string
}

export interface ElectionProcessTable {
  id: string
  organizationId: string
  kind: string
  termId: string | null
  seq: number | null
  seatCount: number | null
  vacanciesJson: Generated<string>
  meetingOn: string | null
  meetingPlace: Generated<string>
  chair: Generated<string>
  scrutineers: Generated<string>
  tellers: Generated<string>
  overdueReason: Generated<string>
  newTermId: string | null
  confirmedOn: string | null
  confirmedBy: Generated<string>
  resultPostIdsJson: Generated<string>
  createdAt: string
  updatedAt: string
  deletedAt: string | null
  deletionReason: Generated<string>
}

export interface ElectionStepTable {
  processId: string
  kind: string
  assignee: Generated<string>
  doneOn: string | null
  documentId: string | null
  documentNo: Generated<string>
  note: Generated<string>
  updatedAt: string
}

export interface ExportTemplateTable {
  id: string
  name: string
  fileName: string
  fileBase64: string
  sheetName: string
  headerTop: number
  headerRows: number
  columnsJson: string
  codeStyle: string
  createdAt: string
  updatedAt: string
  deletedAt: string | null
}

export interface FindingClosureTable {
  id: string
  organizationId: string
  ruleId: string
  message: string
  factSummary: string
  reason: string
  documentNo: Generated<string>
  closedOn: string
  closedBy: string
  recheckOn: string
  recordedAt: string
  recordedBy: string
  withdrawnOn: string | null
  withdrawnAt: string | null
  withdrawnBy: Generated<string>
  withdrawalReason: Generated<string>
}

export interface GapNoteTable {
  id: string
  organizationId: string
  groupId: string | null
  type: string
  period: string
  reason: string
  recordedAt: string
  recordedBy: string
  withdrawnAt: string | null
}

export interface HolidayYearTable {
  id: string
  year: number
  documentNo: string
  note: Generated<string>
  breaksJson: string
  workdaysJson: string
  recordedAt: string
  recordedBy: string
  withdrawnAt: string | null
  withdrawnBy: Generated<string>
  withdrawalReason: Generated<string>
}

export interface ImportBatchTable {
  id: string
  importedAt: string
  fileName: string
  fileSha256: string
  addedCount: number
  changedCount: number
}

export interface ImportChangeTable {
  batchId: string
  memberId: string
  kind: string
  beforeJson: string | null
  afterJson: string
}

export interface ImportResultTable {
  batchId: string
  sheetsJson: string
}

export interface ImprovementTable {
  id: string
  organizationId: string
  meetingId: string | null
  source: string
  scope: string
  memberId: string | null
  problem: string
  measure: Generated<string>
  ownerId: string | null
  ownerName: Generated<string>
  dueOn: string | null
  state: string
  supervisionNo: Generated<string>
  revision: Generated<number>
  recordedOn: string
  createdAt: string
  createdBy: string
  updatedAt: string
  deletedAt: string | null
  deletionReason: Generated<string>
}

export interface ImprovementChangeTable {
  id: string
  improvementId: string
  fromState: string
  toState: string
  changedOn: string
  note: Generated<string>
  recordedAt: string
  actor: string
}

export interface IncomingTable {
  id: string
  year: number
  serial: number
  receivedOn: string
  sender: string
  senderNumber: Generated<string>
  title: string
  genre: string
  datedOn: string | null
  organizationId: string | null
  handler: Generated<string>
  instruction: Generated<string>
  remark: Generated<string>
  createdAt: string
  createdBy: string
  updatedAt: string
  deletedAt: string | null
  deletionReason: Generated<string>
}

export interface IncomingFileTable {
  incomingId: string
  position: number
  fileName: string
  sha256: string
}

export interface IndicatorRuleTable {
  ruleId: string
  isEnabled: number
  reason: string
  changedAt: string
  changedBy: string
}

export interface JournalTable {
  seq: Generated<number>
  at: string
  actor: string
  route: string
  summary: string
  inputJson: string
  previousHash: string
  hash: string
  changesHash: string | null
}

export interface JournalChangeTable {
  seq: number
  ordinal: number
  tableName: string
  rowKeyJson: string
  action: string
  beforeJson: string
  afterJson: string
  veiledBeforeJson: Generated<string>
  veiledAfterJson: Generated<string>
  salt: Generated<string>
}

export interface JournalSubjectTable {
  subjectId: string
  seq: number
}

export interface KeptFileTable {
  sha256: string
  byteCount: number
  content: Uint8Array
}

export interface LifeMeetingTable {
  id: string
  organizationId: string
  groupId: string | null
  year: number
  theme: Generated<string>
  plannedOn: string | null
  plannedTime: Generated<string>
  place: Generated<string>
  hostName: Generated<string>
  comment: Generated<string>
  activityId: string | null
  revision: Generated<number>
  createdAt: string
  createdBy: string
  updatedAt: string
  deletedAt: string | null
  deletionReason: Generated<string>
}

export interface LifeMeetingOpinionTable {
  id: string
  meetingId: string
  source: string
  content: string
  createdAt: string
  createdBy: string
  withdrawnAt: string | null
}

export interface LifeMeetingStepTable {
  meetingId: string
  kind: string
  doneOn: string | null
  summary: Generated<string>
  activityId: string | null
  documentId: string | null
  updatedAt: string
}

export interface ManualCheckTable {
  id: string
  ruleId: string
  organizationId: string
  period: string
  verdict: string
  basis: string
  evidence: Generated<string>
  checkedOn: string
  checkedBy: string
  validUntil: string
  factSummary: Generated<string>
  recordedAt: string
  recordedBy: string
  supersededAt: string | null
  supersededBy: Generated<string>
  supersedeReason: Generated<string>
}

export interface MemberTable {
  id: string
  name: string
  namePinyin: string
  nameInitials: string
  gender: string
  ethnicity: string
  birthOn: string
  birthOnPrecision: Generated<string>
  identityNumber: string
  education: Generated<string>
  category: string
  joinedOn: string
  joinedOnPrecision: Generated<string>
  fullOn: string | null
  fullOnPrecision: Generated<string>
  probationEndsOn: string | null
  job: Generated<string>
  adminPost: Generated<string>
  mobile: Generated<string>
  landline: Generated<string>
  address: Generated<string>
  partyStatus: Generated<string>
  isLost: Generated<number>
  lostOn: string | null
  lostOnPrecision: Generated<string>
  isFloating: Generated<number>
  floatingTo: Generated<string>
  rightsStatus: Generated<string>
  exemption: Generated<string>
  remark: Generated<string>
  baselineJson: Generated<string>
  createdAt: string
  updatedAt: string
  deletedAt: string | null
  deletionReason: Generated<string>
}

export interface MemberAssignmentTable {
  id: string
  memberId: string
  branchId: string
  groupId: string | null
  fromOn: string | null
  untilOn: string | null
  reason: Generated<string>
}

export interface MemberEventTable {
  id: string
  memberId: string
  kind: string
  occurredOn: string
  occurredOnPrecision: Generated<string>
  documentNo: Generated<string>
  detail: Generated<string>
  note: Generated<string>
  effectsJson: Generated<string>
  closedAssignmentId: string | null
  openedAssignmentId: string | null
  batchId: string | null
  recordedAt: string
  withdrawnAt: string | null
  withdrawalReason: Generated<string>
  replacedById: string | null
}

export interface MemberPastStateTable {
  memberId: string
  fromOn: string | null
  untilOn: string
  education: string
  category: string
  joinedOn: string
  joinedOnPrecision: string
  fullOn: string | null
  fullOnPrecision: string
  probationEndsOn: string | null
  job: string
  adminPost: string
  partyStatus: string
  isLost: number
  lostOn: string | null
  lostOnPrecision: string
  isFloating: number
  floatingTo: string
  rightsStatus: string
  exemption: string
}

export interface MonthClosingTable {
  id: string
  organizationId: string
  month: string
  closedOn: string
  closedBy: string
  reopenedAt: string | null
  reopenedBy: Generated<string>
  reopenReason: Generated<string>
  reopenAuthorizedBy: Generated<string>
}

export interface NumberReservationTable {
  id: string
  documentCode: string
  year: number
  serial: number
  number: string
  state: string
  reservedFor: Generated<string>
  purpose: Generated<string>
  remindOn: string | null
  documentId: string | null
  voidReason: Generated<string>
  createdAt: string
  createdBy: string
  closedAt: string | null
}

export interface OrganizationTable {
  id: string
  code: string
  establishedOn: string
  establishmentDocumentNo: Generated<string>
  dissolvedOn: string | null
  dissolutionReason: Generated<string>
  dissolutionDocumentNo: Generated<string>
  mergedIntoId: string | null
  dissolutionEffectsJson: Generated<string>
  createdAt: string
  updatedAt: string
}

export interface OrganizationVersionTable {
  id: string
  organizationId: string
  effectiveOn: string
  parentId: string | null
  level: string
  name: string
  shortName: string
  form: string
  unitType: string
  coveredUnitsJson: Generated<string>
  staffTotal: number | null
  nonpartyStaffTotal: number | null
  contactName: Generated<string>
  contactPhone: Generated<string>
  documentCode: Generated<string>
  approvalDocumentNo: Generated<string>
}

export interface ParameterOverrideTable {
  id: string
  organizationId: string
  reach: string
  parameterKey: string
  valueJson: string
  fromOn: string
  untilOn: string | null
  documentNo: string
  approvedBy: string
  reason: Generated<string>
  createdAt: string
  createdBy: string
  withdrawnAt: string | null
  withdrawnBy: Generated<string>
  withdrawalReason: Generated<string>
}

export interface PostTable {
  id: string
  organizationId: string
  termId: string | null
  memberId: string
  title: string
  duty: Generated<string>
  dutyAssignedOn: string | null
  fromOn: string
  untilOn: string | null
  endReason: string | null
  endedByTermId: string | null
  source: string
  documentNo: Generated<string>
  createdAt: string
  updatedAt: string
  deletedAt: string | null
}

export interface ProfileChainTable {
  revision: Generated<number>
  reason: string
  documentNo: Generated<string>
  approvedBy: Generated<string>
  changedAt: string
  changedBy: string
}

export interface ProfileChainLinkTable {
  revision: number
  seq: number
  profileId: string
  fromOn: string | null
}

export interface ProtectedChangeTable {
  id: string
  subject: string
  documentId: string | null
  freezeId: string | null
  organizationId: string | null
  matter: string
  reason: string
  authorizedBy: string
  changedAt: string
  actor: string
}

export interface PublicityTable {
  id: string
  organizationId: string
  kind: string
  about: string
  nextStep: string
  postedOn: string
  days: number
  unit: string
  countsPostedDay: number
  place: Generated<string>
  contact: Generated<string>
  outcome: string | null
  concludedOn: string | null
  opinions: Generated<string>
  recordedAt: string
  recordedBy: string
  withdrawnAt: string | null
  withdrawnBy: Generated<string>
  withdrawalReason: Generated<string>
}

export interface ReplyLinkTable {
  id: string
  requestDocumentId: string | null
  requestIncomingId: string | null
  replyDocumentId: string | null
  replyIncomingId: string | null
  milestoneId: string | null
  linkedAt: string
  linkedBy: string
}

export interface ReviewTable {
  id: string
  organizationId: string
  year: number
  rosterOn: string
  activityId: string | null
  ballotEntry: Generated<string>
  issuedCount: number | null
  collectedCount: number | null
  validCount: number | null
  limitBasis: Generated<string>
  limitBase: number | null
  limitCount: number | null
  overLimitReason: Generated<string>
  overLimitBy: Generated<string>
  revision: Generated<number>
  createdAt: string
  createdBy: string
  updatedAt: string
  deletedAt: string | null
  deletionReason: Generated<string>
}

export interface ReviewFollowUpTable {
  id: string
  reviewId: string
  memberId: string
  kind: string
  doneOn: string
  documentNo: Generated<string>
  note: Generated<string>
  createdAt: string
  createdBy: string
  withdrawnAt: string | null
}

export interface ReviewPaperTable {
  reviewId: string
  number: number
  isValid: number
  marksJson: string
}

export interface ReviewResultTable {
  reviewId: string
  memberId: string
  seq: number
  category: string
  exemptReason: Generated<string>
  selfGrade: Generated<string>
  peerNote: Generated<string>
  excellentVotes: number | null
  qualifiedVotes: number | null
  basicVotes: number | null
  unqualifiedVotes: number | null
  grade: string | null
  opinion: Generated<string>
  feedbackOn: string | null
  feedbackNote: Generated<string>
  commendedOn: string | null
}

export interface ReviewStageTable {
  reviewId: string
  stage: string
  doneOn: string
  summary: Generated<string>
  activityId: string | null
  updatedAt: string
}

export interface SelfExaminationTable {
  meetingId: string
  memberId: string
  submittedOn: string
}

export interface SettingTable {
  key: string
  valueJson: string
}

export interface SheetLayoutTable {
  id: string
  name: string
  fingerprint: string
  decisionJson: string
  rememberedAt: string
}

export interface StandardProfileTable {
  id: string
  name: string
  basedOnId: string
  versionOn: string
  note: Generated<string>
  valuesJson: string
  createdAt: string
  createdBy: string
  retiredAt: string | null
  retiredBy: Generated<string>
  retirementReason: Generated<string>
}

export interface StoredFileTable {
  sha256: string
  byteCount: number
  mime: string
  width: number | null
  height: number | null
  thumbnail: Uint8Array | null
  addedAt: string
}

export interface TalkTable {
  id: string
  organizationId: string
  heldOn: string
  kind: string
  means: string
  occasion: Generated<string>
  talkerId: string
  talkerRole: string
  memberId: string
  place: Generated<string>
  points: Generated<string>
  followUp: Generated<string>
  meetingId: string | null
  batchId: string | null
  revision: Generated<number>
  recordedOn: string
  recordedAt: string
  recordedBy: string
  deletedAt: string | null
  deletionReason: Generated<string>
}

export interface TermTable {
  id: string
  organizationId: string
  seq: number
  electedOn: string
  termYears: number
  termYearsBasis: string
  seatCount: number | null
  approvalDocumentNo: Generated<string>
  resultReportNo: Generated<string>
  remark: Generated<string>
  createdAt: string
  updatedAt: string
  deletedAt: string | null
  deletionReason: Generated<string>
}

export interface TermApprovalTable {
  id: string
  termId: string
  kind: string
  approvedOn: string
  documentNo: string
  approver: string
  newEndOn: string
  reason: Generated<string>
  createdAt: string
  deletedAt: string | null
}

export interface TermMilestoneTable {
  id: string
  termId: string
  kind: string
  occurredOn: string
  documentNo: Generated<string>
  note: Generated<string>
  createdAt: string
  deletedAt: string | null
}

export interface ThemePlanTable {
  id: string
  issuerId: string
  month: string
  theme: string
  contentKindsJson: Generated<string>
  planJson: string
  targetIdsJson: string
  createdAt: string
  createdBy: string
  withdrawnAt: string | null
  withdrawalReason: Generated<string>
}

export interface Tables {
  account: AccountTable
  activity: ActivityTable
  activityAttendance: ActivityAttendanceTable
  activityChange: ActivityChangeTable
  activityFile: ActivityFileTable
  activityGuest: ActivityGuestTable
  activitySearchRow: ActivitySearchRowTable
  activityTask: ActivityTaskTable
  activityTemplate: ActivityTemplateTable
  activityTopic: ActivityTopicTable
  activityType: ActivityTypeTable
  activityVote: ActivityVoteTable
  assessmentAdjustment: AssessmentAdjustmentTable
  assessmentFreeze: AssessmentFreezeTable
  assessmentRating: AssessmentRatingTable
  assessmentScheme: AssessmentSchemeTable
  assessmentVeto: AssessmentVetoTable
  ballot: BallotTable
  ballotNominee: BallotNomineeTable
  ballotPaper: BallotPaperTable
  batchChange: BatchChangeTable
  changeBatch: ChangeBatchTable
  closedMonthChange: ClosedMonthChangeTable
  criticism: CriticismTable
  document: DocumentTable
  documentDraft: DocumentDraftTable
  documentDraftChange: DocumentDraftChangeTable
  documentEvent: DocumentEventTable
  documentTemplate: DocumentTemplateTable
  documentVersion: DocumentVersionTable
  dutyMark: DutyMarkTable
  electionCandidate: ElectionCandidateTable
  electionExclusion: ElectionExclusionTable
  electionProcess: ElectionProcessTable
  electionStep: ElectionStepTable
  exportTemplate: ExportTemplateTable
  findingClosure: FindingClosureTable
  gapNote: GapNoteTable
  holidayYear: HolidayYearTable
  importBatch: ImportBatchTable
  importChange: ImportChangeTable
  importResult: ImportResultTable
  improvement: ImprovementTable
  improvementChange: ImprovementChangeTable
  incoming: IncomingTable
  incomingFile: IncomingFileTable
  indicatorRule: IndicatorRuleTable
  journal: JournalTable
  journalChange: JournalChangeTable
  journalSubject: JournalSubjectTable
  keptFile: KeptFileTable
  lifeMeeting: LifeMeetingTable
  lifeMeetingOpinion: LifeMeetingOpinionTable
  lifeMeetingStep: LifeMeetingStepTable
  manualCheck: ManualCheckTable
  member: MemberTable
  memberAssignment: MemberAssignmentTable
  memberEvent: MemberEventTable
  memberPastState: MemberPastStateTable
  monthClosing: MonthClosingTable
  numberReservation: NumberReservationTable
  organization: OrganizationTable
  organizationVersion: OrganizationVersionTable
  parameterOverride: ParameterOverrideTable
  post: PostTable
  profileChain: ProfileChainTable
  profileChainLink: ProfileChainLinkTable
  protectedChange: ProtectedChangeTable
  publicity: PublicityTable
  replyLink: ReplyLinkTable
  review: ReviewTable
  reviewFollowUp: ReviewFollowUpTable
  reviewPaper: ReviewPaperTable
  reviewResult: ReviewResultTable
  reviewStage: ReviewStageTable
  selfExamination: SelfExaminationTable
  setting: SettingTable
  sheetLayout: SheetLayoutTable
  standardProfile: StandardProfileTable
  storedFile: StoredFileTable
  talk: TalkTable
  term: TermTable
  termApproval: TermApprovalTable
  termMilestone: TermMilestoneTable
  themePlan: ThemePlanTable
}
