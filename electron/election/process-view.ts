import type { HolidayTable } from '../../shared/calendar/holidays.ts'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { candidatePublicity, type PublicityFacts } from '../../shared/calendar/publicity-record.ts'
import type { Standards } from '../../shared/compliance/standards.ts'
import {
  countBallot,
  judgePaper,
  officesOf,
  outcomeOf,
  type BallotCount,
  type BallotEntry,
  type Office,
  type OfficeOutcome,
  type OfficeSeats,
  type Tally,
} from '../../shared/election/ballot.ts'
import { ballotName, checkCandidates, type CandidateIssue } from '../../shared/election/candidates.ts'
import type { electionContract } from '../../shared/election/contract.ts'
import { countElectorate, type ElectorateCount } from '../../shared/election/electorate.ts'
import { formOf, planProcess, type ProcessPlan, type ProcessStepKind } from '../../shared/election/process.ts'
import type { BallotRecord, ProcessRecord } from '../../shared/election/process-records.ts'
import { effectiveTermEnd } from '../../shared/election/tenure.ts'
import { EVERYONE } from '../../shared/member/contract.ts'
import { strokesOf } from '../../shared/member/strokes.ts'
import type { OrganizationNode } from '../../shared/organization/contract.ts'
import { loadHolidays } from '../calendar/holiday-queries.ts'
import { loadPublicities } from '../calendar/publicity-queries.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import type { ReadDb } from '../db/open.ts'
import { loadStandards } from '../compliance/standards-queries.ts'
import { loadAttendanceRoll } from '../member/attendance-queries.ts'
import { memberPage, organizationsAt, withDescendants } from '../member/queries.ts'
import type { MemberRecord } from '../member/record-queries.ts'
import { organizationsAsOf } from '../organization/queries.ts'
import { loadProcess, processHeads, removedProcesses, stepsOf, type ProcessHead } from './process-queries.ts'
import { ALL_TIME, loadTerms, type TermRecord } from './queries.ts'

type Contract = typeof electionContract

/** N-08：达到几名党员可以经批准召开党员代表大会。 */
const CONGRESS_AT = 500

/** 一个流程连同由它推出的一切：窗口、应到会、候选人核对、各轮计票。命令与驾驶舱都用这一份，口径不会两样。 */
export type LoadedProcess = {
  readonly record: ProcessRecord
  readonly organization: OrganizationNode
  readonly term: TermRecord | null
  readonly asOf: PlainDate
  readonly plan: ProcessPlan
  /** 应到会的判定日：大会日，没定为今天。 */
  readonly electorateOn: PlainDate
  readonly roster: readonly MemberRecord[]
  readonly electorate: ElectorateCount
  readonly issues: readonly CandidateIssue[]
  readonly hasCommittee: boolean
  readonly offices: readonly LoadedOffice[]
  readonly counts: ReadonlyMap<string, BallotCount>
}

export type LoadedOffice = OfficeSeats & { readonly outcome: OfficeOutcome; readonly obstacle: string }

export function processNotFound(): DomainError {
  return new DomainError('PROCESS_NOT_FOUND', '没有找到这个换届流程，可能已经撤下；请回到届次页重新进入。')
}

/** @throws DomainError `PROCESS_NOT_FOUND` 没有或已撤下；`ORGANIZATION_NOT_FOUND` 党组织已不在。 */
export async function assembleProcess(db: ReadDb, processId: string, asOf: PlainDate): Promise<LoadedProcess> {
  const record = await loadProcess(db, processId)
  if (!record) throw processNotFound()
  const organization = (await organizationsAsOf(db, asOf, { includeDissolved: true })).find((each) => each.id === record.organizationId)
  if (!organization) throw new DomainError('ORGANIZATION_NOT_FOUND', `${asOf} 时没有这个党组织；请核对日期或刷新后重试。`)
  const terms = await loadTerms(db, ALL_TIME, [organization.id])
  const term = terms.find((each) => each.id === record.termId) ?? null
  const standards = await loadStandards(db)
  const publicities = (await loadPublicities(db, record.meetingOn ?? asOf, [organization.id])).get(organization.id) ?? []
  const plan = planOf(record, term, asOf, standards, { holidays: await loadHolidays(db), publicities })
  const electorateOn = record.meetingOn ?? asOf
  const { roster, electorate } = await electorateOf(db, record, electorateOn)
  const hasCommittee = record.kind === '换届' ? record.seatCount !== null : (term?.seatCount ?? null) !== null
  const { values } = standards.profileFor(organization.id, electorateOn)
  const rosterIds = new Set(roster.map((member) => member.id))
  const issues = checkCandidates(
    {
      level: organization.level,
      seatCount: record.seatCount,
      meetingOn: electorateOn,
      candidates: record.candidates,
      rosterIds,
      isFullBoard: record.kind === '换届',
    },
    values,
  )
  const counts = new Map(record.ballots.map((ballot) => [ballot.id, countBallot(ballot, ballot.nominees, entryOf(ballot))]))
  const base = { record, organization, term, asOf, plan, electorateOn, roster, electorate, issues, hasCommittee, counts }
  return { ...base, offices: officesWithOutcome(base, values.deputyMax) }
}

function planOf(
  record: ProcessRecord | (ProcessHead & Pick<ProcessRecord, 'steps'>),
  term: TermRecord | null,
  asOf: PlainDate,
  standards: Standards,
  { holidays, publicities }: { readonly holidays: HolidayTable; readonly publicities: readonly PublicityFacts[] },
): ProcessPlan {
  const done: Partial<Record<ProcessStepKind, PlainDate>> = {}
  for (const step of record.steps) if (step.doneOn !== null) done[step.kind] = step.doneOn
  const facts = {
    kind: record.kind,
    isFirst: formOf(record) === '首届',
    term,
    vacancies: record.vacancies,
    meetingOn: record.meetingOn,
    overdueReason: record.overdueReason,
    done,
    publicity: candidatePublicity(publicities, record.meetingOn ?? asOf, holidays),
  }
  // 期限按届满日（补选按出缺日）所在的方案取；延期、提前的上限也在那个方案里。
  const on = record.kind === '换届' && term ? effectiveTermEnd(term, asOf) : (record.vacancies[0]?.vacantOn ?? asOf)
  return planProcess(facts, asOf, standards.profileFor(record.organizationId, on).values, holidays)
}

async function electorateOf(db: ReadDb, record: ProcessRecord, on: PlainDate) {
  const scope = withDescendants(await organizationsAt(db, on), record.organizationId)
  const { records: roster } = await memberPage(db, on, EVERYONE, scope, null)
  const roll = await loadAttendanceRoll(db, on, record.organizationId)
  return { roster, electorate: countElectorate(roll, record.exclusions, on) }
}

export function entryOf(ballot: BallotRecord): BallotEntry {
  if (ballot.entry === '逐张') return { entry: '逐张', papers: ballot.papers }
  const tallies = new Map<string, Tally>()
  for (const { memberId, ayes = 0, noes = 0, abstentions = 0 } of ballot.nominees) tallies.set(memberId, { ayes, noes, abstentions })
  return { entry: '汇总', invalidCount: ballot.invalidCount, tallies }
}

function officesWithOutcome(process: Omit<LoadedProcess, 'offices'>, deputyMax: number): LoadedOffice[] {
  const { record, hasCommittee, counts } = process
  const deputies = record.candidates.filter((each) => each.office === '副书记').length
  const offices = officesOf(record, hasCommittee, Math.min(deputies, deputyMax))
  const loaded: LoadedOffice[] = []
  for (const office of offices) {
    const rounds = record.ballots.filter((ballot) => ballot.office === office.office && ballot.signedAt !== null)
    const outcome = outcomeOf(
      rounds.flatMap((ballot) => {
        const count = counts.get(ballot.id)
        return count ? [{ kind: ballot.kind, seats: ballot.seats, count, isReduced: ballot.reductionReason !== '' }] : []
      }),
      office.seats,
    )
    loaded.push({ ...office, outcome, obstacle: ballotObstacle(process, office, outcome, loaded) })
  }
  return loaded
}

/** 现在还不能开始这个职务的下一轮投票的缘由；能投为空串。 */
function ballotObstacle(
  { record, plan, asOf, issues, electorate }: Omit<LoadedProcess, 'offices'>,
  { office, venue }: OfficeSeats,
  outcome: OfficeOutcome,
  earlier: readonly LoadedOffice[],
): string {
  if (record.confirmedOn !== null) return '已经确认当选。'
  if (outcome.next === null) return `${office}已经选足。`
  if (record.ballots.some((ballot) => ballot.office === office && ballot.signedAt === null)) return '上一轮还没有签字确认。'
  if (record.meetingOn === null) return '还没有定大会日期。'
  if (record.steps.every((step) => step.kind !== '批复' || step.doneOn === null))
    return '还没有登记上级同意的批复，批复以前不能选举（N-11）。'
  if (plan.window.isBlocking) return plan.window.message
  if (record.meetingOn > asOf) return `大会定在 ${record.meetingOn}，还没有到。`
  if (venue === '党员大会' && electorate.dueCount === 0) return '应到会人数是 0，请先核对名册与不计入名单。'
  const members = earlier.find((each) => each.office === '委员')
  if (venue === '委员会' && members !== undefined && members.outcome.next !== null)
    return '委员还没有选足；书记、副书记由新选出的委员会选举。'
  if (outcome.next.kind !== '正式选举') return ''
  if (!record.candidates.some((each) => each.office === office && each.stage === '正式候选人')) return `还没有确定${office}的正式候选人。`
  return issues.find((each) => each.office === office && each.strength === '必须')?.message ?? ''
}

/** 还不能确认当选的缘由；能确认为空串。 */
export function confirmObstacle({ record, offices }: LoadedProcess): string {
  if (record.confirmedOn !== null) return '已经确认当选。'
  if (record.kind === '指派') return '上级指派不经选举，请登记指派到任。'
  const open = record.ballots.find((ballot) => ballot.signedAt === null)
  if (open) return `${open.office}第 ${open.round} 轮还没有由监票人签字。`
  const pending = offices.find((each) => each.outcome.next !== null)
  if (pending?.outcome.next) {
    const { kind, seats } = pending.outcome.next
    return kind === '正式选举' ? `${pending.office}还没有选举。` : `${pending.office}还有 ${seats} 名须${kind}。`
  }
  return offices.length === 0 ? '没有要选举的职务。' : ''
}

export function processTitle(process: Pick<ProcessHead, 'kind' | 'seq' | 'vacancies'>): string {
  if (process.kind === '换届')
    return process.seq === null || process.seq === 1 ? '选举第 1 届' : `第 ${process.seq - 1} 届换第 ${process.seq} 届`
  return `${process.kind}${[...new Set(process.vacancies.map((each) => each.title))].join('、')}`
}

/** 没办完的在前，其中期限近的在前。 */
function orderKey(row: { confirmedOn: PlainDate | null; deadlineOn: PlainDate | null; organizationName: string; id: string }): string {
  return [row.confirmedOn === null ? 0 : 1, row.deadlineOn ?? '0000', row.organizationName, row.id].join('|')
}

export const processViews = {
  'election.processes': async ({ db, today }, { organizationId, asOf = today }) => {
    const names = new Map((await organizationsAsOf(db, asOf, { includeDissolved: true })).map((each) => [each.id, each.shortName]))
    const heads = await processHeads(db, organizationId === undefined ? {} : { organizationId })
    const ids = [...new Set(heads.map((head) => head.organizationId))]
    const terms = ids.length === 0 ? [] : await loadTerms(db, ALL_TIME, ids)
    const standards = await loadStandards(db)
    const holidays = await loadHolidays(db)
    const publicities = await loadPublicities(db, asOf, ids)
    const rows = []
    for (const head of heads) {
      const steps = await stepsOf(db, head)
      const term = terms.find((each) => each.id === head.termId) ?? null
      const own = { holidays, publicities: publicities.get(head.organizationId) ?? [] }
      const plan = planOf({ ...head, steps }, term, asOf, standards, own)
      const current = plan.steps.find((each) => each.kind === plan.currentStep)
      rows.push({
        id: head.id,
        organizationId: head.organizationId,
        organizationName: names.get(head.organizationId) ?? '已撤销的党组织',
        kind: head.kind,
        title: processTitle(head),
        meetingOn: head.meetingOn,
        deadlineOn: plan.deadlineOn,
        window: viewOf(plan.window),
        currentStep: current?.title ?? '',
        doneCount: plan.steps.filter((each) => each.doneOn !== null).length,
        stepCount: plan.steps.length,
        confirmedOn: head.confirmedOn,
      })
    }
    const removed = (await removedProcesses(db, organizationId)).map((each) => ({
      id: each.id,
      organizationName: names.get(each.organizationId) ?? '已撤销的党组织',
      title: processTitle(each),
      reason: each.deletionReason,
    }))
    return { asOf, rows: rows.toSorted((a, b) => (orderKey(a) < orderKey(b) ? -1 : 1)), removed }
  },

  'election.process': async ({ db, today }, { processId, asOf = today }) => {
    const loaded = await assembleProcess(db, processId, asOf)
    const { record, organization, term, plan } = loaded
    return {
      asOf,
      organization: { id: organization.id, name: organization.name, shortName: organization.shortName, level: organization.level },
      id: record.id,
      kind: record.kind,
      title: processTitle(record),
      termNote: term
        ? `第 ${term.seq} 届 ${term.electedOn} 选举，${effectiveTermEnd(term, asOf)} 届满`
        : formOf(record) === '首届'
          ? '支部成立后的首届选举'
          : '没有登记届次',
      termId: record.termId,
      seq: record.seq,
      seatCount: record.seatCount,
      vacancies: [...record.vacancies],
      meetingOn: record.meetingOn,
      meetingPlace: record.meetingPlace,
      chair: record.chair,
      scrutineers: record.scrutineers,
      tellers: record.tellers,
      overdueReason: record.overdueReason,
      newTermId: record.newTermId,
      confirmedOn: record.confirmedOn,
      confirmedBy: record.confirmedBy,
      window: viewOf(plan.window),
      deadlineOn: plan.deadlineOn,
      steps: plan.steps.map((step) => {
        const recorded = record.steps.find((each) => each.kind === step.kind)
        return {
          ...step,
          ruleIds: [...step.ruleIds],
          assignee: recorded?.assignee ?? '',
          documentId: recorded?.documentId ?? null,
          documentNo: recorded?.documentNo ?? '',
          note: recorded?.note ?? '',
        }
      }),
      currentStep: plan.currentStep,
      electorate: electorateView(loaded),
      candidates: record.candidates.map((candidate) => ({
        ...candidate,
        member: { ...candidate.member },
        ballotName: ballotName(candidate, record.candidates),
        strokeCount: strokesOf(candidate.member.name)?.length ?? null,
      })),
      issues: [...loaded.issues],
      offices: loaded.offices.map(({ office, venue, seats, outcome, obstacle }) => ({
        office,
        venue,
        seats,
        obstacle,
        elected: outcome.electedIds.map((memberId) => ({ memberId, name: nameIn(record, memberId) })),
        next: outcome.next && { ...outcome.next, nomineeIds: outcome.next.nomineeIds && [...outcome.next.nomineeIds] },
      })),
      ballots: record.ballots.map((ballot) => ballotView(ballot, loaded.counts)),
      confirmObstacle: confirmObstacle(loaded),
    }
  },
} satisfies Partial<Handlers<Contract>>

function viewOf(window: ProcessPlan['window']) {
  return { ...window, workings: [...window.workings] }
}

function electorateView({ record, electorate, roster, electorateOn }: LoadedProcess) {
  const names = new Map(roster.map((member) => [member.id, member.name]))
  const voters = new Set(electorate.voterIds)
  return {
    allCount: electorate.allCount,
    probationaryCount: electorate.probationaryCount,
    disfranchised: electorate.disfranchised.map((each) => ({ ...each })),
    uncounted: electorate.lines
      .filter((line) => line.standing !== '计入')
      .map(({ memberId, name, standing, isCounted, reason, basis, documentNo, source }) => ({
        memberId,
        name,
        standing,
        isCounted,
        reason,
        basis,
        documentNo,
        source,
      })),
    exclusions: record.exclusions.map((each) => ({
      ...each,
      name: names.get(each.memberId) ?? '已不在名册',
      isCounted: electorate.excludedIds.includes(each.memberId),
    })),
    excludedCount: electorate.excludedIds.length,
    dueCount: electorate.dueCount,
    quorum: electorate.quorum,
    on: electorateOn,
    workings: [...electorate.workings],
    problems: [...electorate.problems, ...congressNotes(electorate.allCount)],
    floating: roster.filter((member) => member.isFloating && voters.has(member.id)).map((member) => member.name),
  }
}

/** N-08：党员 500 名以上的，经上级批准可以由党员代表大会选举；这里的人数按党员大会算。 */
function congressNotes(memberCount: number): string[] {
  return memberCount < CONGRESS_AT
    ? []
    : [
        `党员 ${memberCount} 名，达到 ${CONGRESS_AT} 名，经上级批准可以召开党员代表大会选举（N-08）；这里按党员大会计应到会，开代表大会的请以代表名额为准。`,
      ]
}

export function nameIn(record: ProcessRecord, memberId: string): string {
  const nominee = record.ballots.flatMap((ballot) => ballot.nominees).find((each) => each.memberId === memberId)
  return nominee?.name ?? record.candidates.find((each) => each.memberId === memberId)?.member.name ?? ''
}

function ballotView(ballot: BallotRecord, counts: ReadonlyMap<string, BallotCount>) {
  const count = counts.get(ballot.id) ?? countBallot(ballot, ballot.nominees, entryOf(ballot))
  const onPaper = ballot.nominees.filter((each) => !each.isWriteIn).map((each) => each.memberId)
  return {
    ...ballot,
    nomineeOrder: onPaper,
    papers: ballot.papers.map((paper) => {
      const { isValid, reason } = judgePaper(paper, onPaper, ballot.seats)
      return { number: paper.number, marks: { ...paper.marks }, writeIns: paper.writeIns.map((each) => ({ ...each })), isValid, reason }
    }),
    count: {
      ...count,
      nominees: count.nominees.map((each) => ({ ...each })),
      electedIds: [...count.electedIds],
      tiedIds: [...count.tiedIds],
      ruleIds: [...count.ruleIds],
      workings: [...count.workings],
      problems: [...count.problems],
    },
  }
}

/** 该职务的候选人，选票上的次序。 */
export function nomineesOf(record: ProcessRecord, office: Office) {
  return record.candidates.filter((each) => each.office === office && each.stage === '正式候选人')
}
