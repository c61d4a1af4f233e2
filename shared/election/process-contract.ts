import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'
import { command, query } from '../contract/endpoint.ts'
import { optionalLine, singleLine } from '../contract/text.ts'
import { GENDERS, ORGANIZATION_LEVELS, PARTY_STATUSES, PERSON_CATEGORIES, POST_TITLES, RIGHTS_STATUSES } from '../glossary.ts'
import { ROLL_STANDINGS } from '../member/attendance.ts'
import { strength } from '../regulation/provision.ts'
import { BALLOT_KINDS, BALLOT_VENUES, MARKS, NOMINEE_VERDICTS, OFFICES } from './ballot.ts'
import { EXCLUSION_GROUNDS } from './electorate.ts'
import { CANDIDATE_STAGES } from './process-records.ts'
import { PROCESS_KINDS, PROCESS_STEP_KINDS, STEP_STATES, WINDOW_VERDICTS } from './process.ts'

const vacancy = z.object({ title: z.enum(POST_TITLES), vacantOn: plainDate })
const people = (max: number) => z.number().int().min(0).max(max)

export const electionWindow = z.object({
  opensOn: plainDate.nullable(),
  closesOn: plainDate.nullable(),
  verdict: z.enum(WINDOW_VERDICTS),
  message: z.string(),
  workings: z.array(z.string()),
  isBlocking: z.boolean(),
})

export const processStep = z.object({
  kind: z.enum(PROCESS_STEP_KINDS),
  title: z.string(),
  ruleIds: z.array(z.string()),
  dueOn: plainDate.nullable(),
  actBy: plainDate.nullable(),
  basis: z.string(),
  isProvisional: z.boolean(),
  state: z.enum(STEP_STATES),
  doneOn: plainDate.nullable(),
  problem: z.string(),
  assignee: z.string(),
  documentId: z.string().nullable(),
  documentNo: z.string(),
  note: z.string(),
})
export type ProcessStepView = z.infer<typeof processStep>

export const processSummary = z.object({
  id: z.string(),
  organizationId: z.string(),
  organizationName: z.string(),
  kind: z.enum(PROCESS_KINDS),
  /** 如“第 3 届换第 4 届”“补选纪检委员”。 */
  title: z.string(),
  meetingOn: plainDate.nullable(),
  deadlineOn: plainDate.nullable(),
  window: electionWindow,
  currentStep: z.string(),
  doneCount: z.number().int(),
  stepCount: z.number().int(),
  confirmedOn: plainDate.nullable(),
})
export type ProcessSummary = z.infer<typeof processSummary>

export const exclusionView = z.object({
  memberId: z.string(),
  name: z.string(),
  ground: z.enum(EXCLUSION_GROUNDS),
  reason: z.string(),
  approvalDocumentNo: z.string(),
  approvedOn: plainDate.nullable(),
  adoptedOn: plainDate.nullable(),
  /** 已获上级同意，从应到会里减去。 */
  isCounted: z.boolean(),
})

export const electorateView = z.object({
  allCount: z.number().int(),
  probationaryCount: z.number().int(),
  disfranchised: z.array(z.object({ memberId: z.string(), name: z.string(), why: z.string() })),
  /** 逐人：不计入（与标了不计入而仍计入）的理由、条文、文号，登记在名册还是这次的名单。 */
  uncounted: z.array(
    z.object({
      memberId: z.string(),
      name: z.string(),
      standing: z.enum(ROLL_STANDINGS),
      isCounted: z.boolean(),
      reason: z.string(),
      basis: z.string(),
      documentNo: z.string(),
      source: z.enum(['名册', '流程名单']),
    }),
  ),
  exclusions: z.array(exclusionView),
  excludedCount: z.number().int(),
  dueCount: z.number().int(),
  quorum: z.number().int(),
  on: plainDate,
  workings: z.array(z.string()),
  problems: z.array(z.string()),
  /** 流动在外、须专门通知的党员（C14）。 */
  floating: z.array(z.string()),
})

export const candidateView = z.object({
  id: z.string(),
  memberId: z.string(),
  office: z.enum(OFFICES),
  title: z.enum(POST_TITLES),
  stage: z.enum(CANDIDATE_STAGES),
  position: z.number().int().nullable(),
  note: z.string(),
  /** 选票上的写法：同名的注明出生年月。 */
  ballotName: z.string(),
  /** 姓的笔画数；没有数据为 null。 */
  strokeCount: z.number().int().nullable(),
  member: z.object({
    id: z.string(),
    name: z.string(),
    gender: z.enum(GENDERS),
    ethnicity: z.string(),
    birthOn: plainDate,
    education: z.string(),
    category: z.enum(PERSON_CATEGORIES),
    joinedOn: plainDate,
    fullOn: plainDate.nullable(),
    partyStatus: z.enum(PARTY_STATUSES),
    rightsStatus: z.enum(RIGHTS_STATUSES),
    job: z.string(),
    adminPost: z.string(),
  }),
})
export type CandidateView = z.infer<typeof candidateView>

export const candidateIssue = z.object({
  office: z.enum(OFFICES),
  candidateId: z.string().nullable(),
  ruleId: z.string(),
  strength,
  message: z.string(),
})

export const writeIn = z.object({ memberId: z.string().nullable(), name: singleLine(60) })
const marks = z.record(z.string(), z.enum(MARKS))

export const paperView = z.object({
  number: z.number().int(),
  marks,
  writeIns: z.array(z.object({ memberId: z.string().nullable(), name: z.string() })),
  isValid: z.boolean(),
  reason: z.string(),
})
export type PaperView = z.infer<typeof paperView>

const tally = z.object({ ayes: people(9999), noes: people(9999), abstentions: people(9999) })

export const ballotView = z.object({
  id: z.string(),
  office: z.enum(OFFICES),
  venue: z.enum(BALLOT_VENUES),
  kind: z.enum(BALLOT_KINDS),
  round: z.number().int(),
  heldOn: plainDate,
  seats: z.number().int(),
  dueCount: z.number().int(),
  presentCount: z.number().int(),
  issuedCount: z.number().int(),
  collectedCount: z.number().int(),
  entry: z.enum(['逐张', '汇总']),
  scrutineer: z.string(),
  teller: z.string(),
  signedAt: z.string().nullable(),
  reductionReason: z.string(),
  /** 选票上的人，印在票上的次序。 */
  nomineeOrder: z.array(z.string()),
  papers: z.array(paperView),
  count: z.object({
    isEffective: z.boolean(),
    isComplete: z.boolean(),
    attendance: z.object({ isValid: z.boolean(), working: z.string() }),
    enteredCount: z.number().int(),
    validCount: z.number().int(),
    invalidCount: z.number().int(),
    remainingCount: z.number().int(),
    majority: z.number().int(),
    nominees: z.array(
      tally.extend({
        memberId: z.string(),
        name: z.string(),
        title: z.enum(POST_TITLES),
        isWriteIn: z.boolean(),
        verdict: z.enum(NOMINEE_VERDICTS),
        shortfall: z.number().int(),
      }),
    ),
    electedIds: z.array(z.string()),
    tiedIds: z.array(z.string()),
    tiedSeats: z.number().int(),
    shortage: z.number().int(),
    conclusion: z.string(),
    ruleIds: z.array(z.string()),
    workings: z.array(z.string()),
    problems: z.array(z.string()),
  }),
})
export type BallotView = z.infer<typeof ballotView>

export const officeView = z.object({
  office: z.enum(OFFICES),
  venue: z.enum(BALLOT_VENUES),
  seats: z.number().int(),
  elected: z.array(z.object({ memberId: z.string(), name: z.string() })),
  /** 下一轮该投什么；已选足为 null。 */
  next: z.object({ kind: z.enum(BALLOT_KINDS), seats: z.number().int(), nomineeIds: z.array(z.string()).nullable() }).nullable(),
  /** 现在还不能投票的缘由；能投为空。 */
  obstacle: z.string(),
})
export type OfficeView = z.infer<typeof officeView>

export const processView = z.object({
  asOf: plainDate,
  organization: z.object({ id: z.string(), name: z.string(), shortName: z.string(), level: z.enum(ORGANIZATION_LEVELS) }),
  id: z.string(),
  kind: z.enum(PROCESS_KINDS),
  title: z.string(),
  /** 将届满的一届的来历，如“第 3 届 2023-09-28 选举，2026-09-28 届满”。 */
  termNote: z.string(),
  termId: z.string().nullable(),
  seq: z.number().int().nullable(),
  seatCount: z.number().int().nullable(),
  vacancies: z.array(vacancy),
  meetingOn: plainDate.nullable(),
  meetingPlace: z.string(),
  chair: z.string(),
  scrutineers: z.string(),
  tellers: z.string(),
  overdueReason: z.string(),
  newTermId: z.string().nullable(),
  confirmedOn: plainDate.nullable(),
  confirmedBy: z.string(),
  window: electionWindow,
  deadlineOn: plainDate.nullable(),
  steps: z.array(processStep),
  currentStep: z.enum(PROCESS_STEP_KINDS).nullable(),
  electorate: electorateView,
  candidates: z.array(candidateView),
  issues: z.array(candidateIssue),
  offices: z.array(officeView),
  ballots: z.array(ballotView),
  /** 还不能确认当选的缘由；能确认为空。 */
  confirmObstacle: z.string(),
})
export type ProcessView = z.infer<typeof processView>

const processId = z.string()
const touched = z.object({ processId: z.string() })
const ballotOf = z.object({ ballotId: z.string() })

export const processContract = {
  'election.processes': query(
    '换届、补选、指派的流程，未完成的在前',
    z.object({ organizationId: z.string().optional(), asOf: plainDate.optional() }),
    z.object({
      asOf: plainDate,
      rows: z.array(processSummary),
      /** 撤下的流程，后撤的在前，供恢复。 */
      removed: z.array(z.object({ id: z.string(), organizationName: z.string(), title: z.string(), reason: z.string() })),
    }),
  ),
  'election.process': query(
    '一个流程的驾驶舱：窗口、各步、应到会、候选人、计票',
    z.object({ processId, asOf: plainDate.optional() }),
    processView,
  ),
  'election.openProcess': command(
    '发起换届、补选或上级指派',
    z.object({
      organizationId: z.string(),
      kind: z.enum(PROCESS_KINDS),
      /** 补选、指派要补的职务；缺省取现在空着的全部。 */
      titles: z.array(z.enum(POST_TITLES)).optional(),
      seatCount: z.number().int().min(1).max(30).nullable().optional(),
      meetingOn: plainDate.nullable().default(null),
    }),
    touched,
  ),
  'election.reviseProcess': command(
    '定大会日期、地点、名额与监票计票人',
    z.object({
      processId,
      meetingOn: plainDate.nullable(),
      meetingPlace: optionalLine(60),
      seatCount: z.number().int().min(1).max(30).nullable(),
      chair: optionalLine(60),
      scrutineers: optionalLine(120),
      tellers: optionalLine(120),
      overdueReason: optionalLine(300),
    }),
    touched,
  ),
  'election.withdrawProcess': command('撤下流程（可恢复）', z.object({ processId, reason: singleLine(200) }), touched),
  'election.restoreProcess': command('恢复撤下的流程', z.object({ processId }), touched),
  'election.recordStep': command(
    '登记流程一步的责任人、实际日期与文号',
    z.object({
      processId,
      kind: z.enum(PROCESS_STEP_KINDS),
      assignee: optionalLine(60),
      doneOn: plainDate.nullable(),
      documentId: z.string().nullable().default(null),
      documentNo: optionalLine(60),
      note: optionalLine(300),
    }),
    touched,
  ),
  'election.recordExclusion': command(
    '登记一名不计入应到会的党员：情形、理由与上级批复',
    z.object({
      processId,
      memberId: z.string(),
      ground: z.enum(EXCLUSION_GROUNDS),
      reason: singleLine(200),
      approvalDocumentNo: optionalLine(60),
      approvedOn: plainDate.nullable(),
      adoptedOn: plainDate.nullable(),
    }),
    touched,
  ),
  'election.removeExclusion': command('移出不计入应到会的名单', z.object({ processId, memberId: z.string() }), touched),
  'election.addCandidate': command(
    '提名候选人预备人选',
    z.object({
      processId,
      memberId: z.string(),
      office: z.enum(OFFICES),
      title: z.enum(POST_TITLES).default('委员'),
      note: optionalLine(200),
    }),
    z.object({ candidateId: z.string() }),
  ),
  'election.removeCandidate': command('撤下候选人', z.object({ candidateId: z.string() }), touched),
  'election.confirmCandidates': command(
    '经酝酿确定正式候选人（或退回预备人选）',
    z.object({ processId, candidateIds: z.array(z.string()).min(1), stage: z.enum(CANDIDATE_STAGES) }),
    touched,
  ),
  'election.setCandidateOrder': command(
    '人工确定候选人次序；次序为空恢复按姓氏笔画',
    z.object({ processId, office: z.enum(OFFICES), candidateIds: z.array(z.string()) }),
    touched,
  ),
  'election.openBallot': command(
    '开始一轮投票：到会人数与选票数',
    z.object({
      processId,
      office: z.enum(OFFICES),
      heldOn: plainDate,
      presentCount: people(9999),
      issuedCount: people(9999),
      collectedCount: people(9999),
      entry: z.enum(['逐张', '汇总']).default('逐张'),
      /** 另选时重新提的人；正式选举取正式候选人，再投取平票的人。 */
      nomineeIds: z.array(z.string()).optional(),
    }),
    ballotOf,
  ),
  'election.correctBallot': command(
    '改正到会人数与选票数',
    z.object({ ballotId: z.string(), presentCount: people(9999), issuedCount: people(9999), collectedCount: people(9999) }),
    ballotOf,
  ),
  'election.recordPaper': command(
    '录入一张选票，当场判有效与否',
    z.object({ ballotId: z.string(), number: z.number().int().min(1).max(9999), marks, writeIns: z.array(writeIn).max(30).default([]) }),
    z.object({ ballotId: z.string(), number: z.number().int(), isValid: z.boolean(), reason: z.string() }),
  ),
  'election.removePaper': command('删去录错的一张选票', z.object({ ballotId: z.string(), number: z.number().int() }), ballotOf),
  'election.recordTallies': command(
    '汇总录入各人票数与无效票',
    z.object({
      ballotId: z.string(),
      invalidCount: people(9999),
      tallies: z.array(tally.extend({ memberId: z.string() })),
      writeIns: z.array(z.object({ memberId: z.string(), ayes: people(9999) })).default([]),
    }),
    ballotOf,
  ),
  'election.confirmBallot': command(
    '监票人、计票人确认本轮计票结果',
    z.object({ ballotId: z.string(), scrutineer: singleLine(60), teller: singleLine(60) }),
    ballotOf,
  ),
  'election.reopenBallot': command('撤销签字，重新核票', z.object({ ballotId: z.string(), reason: singleLine(200) }), ballotOf),
  'election.approveReduction': command(
    '经到会半数以上同意减少名额，不再另选',
    z.object({ ballotId: z.string(), agreedCount: people(9999), reason: singleLine(200) }),
    ballotOf,
  ),
  'election.removeBallot': command('删去没有签字的最后一轮', z.object({ ballotId: z.string() }), touched),
  'election.confirmResult': command(
    '确认当选：写入新一届、任职与上届卸任',
    z.object({ processId, confirmedBy: singleLine(60), approvalDocumentNo: optionalLine(60), resultReportNo: optionalLine(60) }),
    z.object({ processId: z.string(), termId: z.string().nullable(), postIds: z.array(z.string()) }),
  ),
  'election.confirmAssignment': command(
    '登记上级指派书记、副书记到任',
    z.object({
      processId,
      memberId: z.string(),
      title: z.enum(POST_TITLES),
      fromOn: plainDate,
      documentNo: singleLine(60),
      duty: optionalLine(100),
      confirmedBy: singleLine(60),
    }),
    z.object({ processId: z.string(), postIds: z.array(z.string()) }),
  ),
  'election.withdrawResult': command('撤销已确认的当选，恢复确认以前', z.object({ processId, reason: singleLine(200) }), touched),
} as const
