import { AFTER_MEETING, formOf, STEP_MILESTONES, stepOrderProblem, stepTitle, type ProcessStepKind } from '../../shared/election/process.ts'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { electionContract } from '../../shared/election/contract.ts'
import { currentTerm, vacancies } from '../../shared/election/terms.ts'
import { existsOn, versionOn } from '../../shared/organization/hierarchy.ts'
import type { PostTitle } from '../../shared/glossary.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { CommandContext, Handlers } from '../dispatch/handlers.ts'
import { loadStandards } from '../compliance/standards-queries.ts'
import { ALL_TIME, insertMilestone, loadPosts, loadTerms, removeTermRecord, type MilestoneRecord } from './queries.ts'
import {
  deleteExclusion,
  findStoredProcess,
  insertProcess,
  processHeads,
  saveExclusion,
  saveStep,
  updateProcess,
} from './process-queries.ts'
import { assembleProcess, processNotFound, processTitle, type LoadedProcess } from './process-view.ts'
import { organizationNamed, refuseFuture } from './term-commands.ts'

type Contract = typeof electionContract

/** 上级可以指派的只有书记、副书记；委员缺额由党员大会补选（A31、A32、K17）。 */
const ASSIGNABLE: readonly PostTitle[] = ['书记', '副书记']

export const processCommands = {
  'election.openProcess': async (context, { organizationId, kind, titles, seatCount, meetingOn }) => {
    const { db, at, today } = context
    const organization = await organizationNamed(context, organizationId)
    const version = existsOn(organization, today) ? versionOn(organization, today) : null
    if (!version) throw new DomainError('ORGANIZATION_DISSOLVED', '这个党组织已经撤销，不能再换届、补选；请在党组织页核对。')
    if (version.level === '党小组') throw new DomainError('NO_TERM_FOR_GROUP', '党小组没有届次，组长由小组推选；请选党支部。')
    const open = (await processHeads(db, { organizationId })).find((each) => each.kind === kind && each.confirmedOn === null)
    if (open)
      throw new DomainError('PROCESS_OPEN', `“${version.name}”已有一个没办完的${kind}流程（${processTitle(open)}），请继续办那一个。`)
    const terms = await loadTerms(db, ALL_TIME, [organizationId])
    const term = currentTerm(terms, today)
    const processId = context.newId()
    if (!term && kind === '换届' && terms.length === 0) {
      const first = { id: processId, organizationId, kind, termId: null, meetingOn, seq: 1, seatCount: seatCount ?? null, vacancies: [] }
      await insertProcess(db, first, at)
      context.summarize(`发起“${version.name}”首届选举`)
      return { processId }
    }
    if (!term)
      throw new DomainError(
        'NO_CURRENT_TERM',
        `“${version.name}”没有在任的届次，不能${kind}；请先登记本届，没有选过的请发起换届、办首届选举。`,
      )
    const base = { id: processId, organizationId, kind, termId: term.id, meetingOn }
    if (kind === '换届') {
      const process = { ...base, seq: term.seq + 1, seatCount: seatCount === undefined ? term.seatCount : seatCount, vacancies: [] }
      await insertProcess(db, process, at)
      context.summarize(`发起“${version.name}”换届：${processTitle(process)}`)
      return { processId }
    }
    const posts = await loadPosts(db, today, [organizationId])
    const empty = vacancies(terms, posts, today, (await loadStandards(db)).profileFor(organizationId, today).values)
    // 没有指明补哪个：指派只取上级能指派的，同时空着的委员留给补选；一个能指派的都没有才拒绝。
    const assignable = empty.filter((each) => kind !== '指派' || ASSIGNABLE.includes(each.title as PostTitle))
    const wanted = titles ?? (assignable.length > 0 ? assignable : empty).map((each) => each.title)
    const found = wanted.map((title) => empty.find((each) => each.title === title))
    const missing = wanted.find((_, index) => found[index] === undefined)
    if (missing !== undefined)
      throw new DomainError('NOT_VACANT', `“${version.name}”的${missing}现在没有出缺，不需要${kind}；请先登记卸任。`)
    if (found.length === 0) throw new DomainError('NOT_VACANT', `“${version.name}”现在没有出缺的职务，不需要${kind}。`)
    const unassignable = kind === '指派' ? wanted.find((title) => !ASSIGNABLE.includes(title as PostTitle)) : undefined
    if (unassignable !== undefined)
      throw new DomainError(
        'NOT_ASSIGNABLE',
        `上级可以指派的只有书记、副书记；${unassignable}缺额应由党员大会补选（A31、A32）。请改为补选。`,
      )
    const opened = found.flatMap((each) => (each ? [{ title: each.title as PostTitle, vacantOn: each.vacantOn }] : []))
    const process = {
      ...base,
      seq: null,
      seatCount: kind === '指派' || term.seatCount === null ? null : (seatCount ?? opened.length),
      vacancies: opened,
    }
    await insertProcess(db, process, at)
    context.summarize(`发起“${version.name}”${processTitle(process)}`)
    return { processId }
  },

  'election.reviseProcess': async (context, { processId, ...input }) => {
    const loaded = await openProcess(context, processId)
    const { record, organization, term } = loaded
    const isMoved = input.meetingOn !== record.meetingOn || input.seatCount !== record.seatCount
    if (isMoved && record.ballots.length > 0)
      throw new DomainError('BALLOT_EXISTS', '已经开始投票，不能再改大会日期与名额；确要改请先删去各轮投票。')
    if (input.meetingOn !== null) {
      if (term && input.meetingOn <= term.electedOn)
        throw new DomainError('MEETING_BEFORE_TERM', `大会日期 ${input.meetingOn} 不晚于本届选举日 ${term.electedOn}；请核对年份。`)
    }
    await updateProcess(context.db, processId, input, context.at)
    const on = input.meetingOn ?? '待定'
    context.summarize(
      `“${organization.shortName}”${processTitle(record)}：大会日期 ${on}${input.seatCount === null ? '' : `，应选委员 ${input.seatCount} 名`}`,
    )
    return { processId }
  },

  'election.withdrawProcess': async (context, { processId, reason }) => {
    const { record, organization } = await assembleProcess(context.db, processId, context.today)
    if (record.confirmedOn !== null) throw new DomainError('ALREADY_CONFIRMED', '这个流程已经确认当选，请先撤销当选，再撤下流程。')
    await updateProcess(context.db, processId, { deletedAt: context.at, deletionReason: reason }, context.at)
    context.summarize(`撤下“${organization.shortName}”${processTitle(record)}的流程（${reason}）`)
    return { processId }
  },

  'election.restoreProcess': async (context, { processId }) => {
    const stored = await findStoredProcess(context.db, processId)
    if (!stored) throw processNotFound()
    if (stored.deletedAt === null) throw new DomainError('NOT_REMOVED', '这个流程没有撤下，不需要恢复。')
    const open = (await processHeads(context.db, { organizationId: stored.organizationId })).find(
      (each) => each.kind === stored.kind && each.confirmedOn === null,
    )
    if (open)
      throw new DomainError('PROCESS_OPEN', `撤下以后又发起了${stored.kind}流程（${processTitle(open)}），两个不能并行；请先撤下那一个。`)
    await updateProcess(context.db, processId, { deletedAt: null, deletionReason: '' }, context.at)
    context.summarize(`恢复撤下的${stored.kind}流程`)
    return { processId }
  },

  'election.recordStep': async (context, { processId, kind, doneOn, ...input }) => {
    const { db, at } = context
    const loaded = await assembleProcess(db, processId, context.today)
    const { record, organization, plan } = loaded
    const title = stepTitle(kind, formOf(record))
    const planned = plan.steps.find((each) => each.kind === kind)
    const current = record.steps.find((each) => each.kind === kind)
    if (!planned || !current) throw new DomainError('STEP_NOT_IN_PROCESS', `${record.kind}没有“${title}”这一步。`)
    const isResult = kind === meetingStepOf(record.kind)
    if (isResult && doneOn !== current.doneOn)
      throw new DomainError(
        'MEETING_BY_RESULT',
        `“${title}”的日期由确认${record.kind === '指派' ? '到任' : '当选'}自动登记，这里只改责任人与备注。`,
      )
    if (doneOn !== null && !isResult) refuseStepDate(context, loaded, kind, doneOn)
    if (AFTER_MEETING.includes(kind) && doneOn !== null && record.confirmedOn === null)
      throw new DomainError('RESULT_NOT_CONFIRMED', `“${title}”在选举以后，请先录完计票并确认${record.kind === '指派' ? '到任' : '当选'}。`)
    const termId = AFTER_MEETING.includes(kind) ? record.newTermId : record.termId
    // 首届选举会前没有届次可挂节点，日期留在步骤里。
    const milestoneKind = record.kind === '换届' && termId !== null ? STEP_MILESTONES[kind] : undefined
    await saveStep(db, processId, { kind, ...input, doneOn: milestoneKind === undefined && !isResult ? doneOn : null }, at)
    if (milestoneKind !== undefined && termId !== null) {
      const terms = await loadTerms(db, ALL_TIME, [record.organizationId])
      const milestones: readonly MilestoneRecord[] = terms.find((each) => each.id === termId)?.milestones ?? []
      const earlier = milestones.findLast((each) => each.kind === milestoneKind)
      if (earlier) await removeTermRecord(db, 'termMilestone', earlier.id, at)
      if (doneOn !== null)
        await insertMilestone(
          db,
          { id: context.newId(), termId, kind: milestoneKind, occurredOn: doneOn, documentNo: input.documentNo, note: input.note },
          at,
        )
    }
    context.summarize(
      `“${organization.shortName}”${processTitle(record)}：${title} ${doneOn ?? '未办'}${input.documentNo === '' ? '' : ` ${input.documentNo}`}`,
    )
    return { processId }
  },

  'election.recordExclusion': async (context, { processId, memberId, ...input }) => {
    const { record, roster, electorateOn } = await openProcess(context, processId)
    const member = roster.find((each) => each.id === memberId)
    if (!member) throw new DomainError('MEMBER_NOT_IN_ROSTER', '这名党员没有编在本党组织，不在应到会名单里；请从名册里重新选择。')
    if (member.category !== '正式党员')
      throw new DomainError('NOT_COUNTED_ANYWAY', `${member.name}是预备党员，本来就不计入应到会，不必登记。`)
    if (input.approvedOn !== null) {
      refuseFuture('批复日期', input.approvedOn, context.today)
      if (input.approvalDocumentNo === '')
        throw new DomainError(
          'APPROVAL_NO_REQUIRED',
          `填了批复日期 ${input.approvedOn} 而没有批复文号；不计入须有上级批复文号（N-14），请补填。`,
        )
    } else if (input.approvalDocumentNo !== '')
      throw new DomainError('APPROVAL_DATE_REQUIRED', `填了批复文号 ${input.approvalDocumentNo} 而没有批复日期，请补填。`)
    if (input.adoptedOn !== null) refuseFuture('党员大会通过的日期', input.adoptedOn, context.today)
    if (input.approvedOn !== null && input.adoptedOn !== null && input.adoptedOn < input.approvedOn)
      throw new DomainError(
        'ADOPTED_BEFORE_APPROVED',
        `党员大会 ${input.adoptedOn} 通过早于上级 ${input.approvedOn} 同意；应先经上级同意，请核对。`,
      )
    await saveExclusion(context.db, processId, { memberId, ...input }, context.at)
    context.summarize(`${member.name}拟不计入 ${electorateOn} 大会的应到会：${input.ground}，${input.approvalDocumentNo || '批复文号待补'}`)
    return { processId: record.id }
  },

  'election.removeExclusion': async (context, { processId, memberId }) => {
    const { record, roster } = await openProcess(context, processId)
    if (!record.exclusions.some((each) => each.memberId === memberId))
      throw new DomainError('EXCLUSION_NOT_FOUND', '这名党员不在不计入的名单里，可能已经移出；请刷新。')
    await deleteExclusion(context.db, processId, memberId)
    context.summarize(`把${roster.find((each) => each.id === memberId)?.name ?? '一名党员'}移出不计入应到会的名单`)
    return { processId }
  },
} satisfies Partial<Handlers<Contract>>

export function meetingStepOf(kind: LoadedProcess['record']['kind']): ProcessStepKind {
  return kind === '指派' ? '上级指派' : '党员大会'
}

/** 还没有确认当选的流程；已确认的不能再改人选与会务。 */
export async function openProcess(context: CommandContext, processId: string): Promise<LoadedProcess> {
  const loaded = await assembleProcess(context.db, processId, context.today)
  if (loaded.record.confirmedOn !== null)
    throw new DomainError('ALREADY_CONFIRMED', `已于 ${loaded.record.confirmedOn} 确认当选，不能再改；登错了请先撤销当选。`)
  return loaded
}

function doneOf({ record }: LoadedProcess, except: ProcessStepKind): Partial<Record<ProcessStepKind, PlainDate>> {
  const done: Partial<Record<ProcessStepKind, PlainDate>> = {}
  for (const step of record.steps) if (step.doneOn !== null && step.kind !== except) done[step.kind] = step.doneOn
  return done
}

/** 这一步的实际日期说不通的拒绝：在将来、早于本届、先后颠倒、出了窗口。 */
function refuseStepDate(context: CommandContext, loaded: LoadedProcess, kind: ProcessStepKind, doneOn: PlainDate): void {
  const { record, term, plan } = loaded
  const title = stepTitle(kind, formOf(record))
  refuseFuture(`“${title}”的日期`, doneOn, context.today)
  if (term && doneOn < term.electedOn)
    throw new DomainError('STEP_BEFORE_TERM', `“${title}”的日期 ${doneOn} 早于本届选举日 ${term.electedOn}；请核对年份。`)
  const done = doneOf(loaded, kind)
  const meeting = meetingStepOf(record.kind)
  const problem = stepOrderProblem(
    kind,
    doneOn,
    formOf(record),
    record.meetingOn === null ? done : { ...done, [meeting]: record.meetingOn },
  )
  if (problem !== null) throw new DomainError('STEP_ORDER', problem)
  const step = plan.steps.find((each) => each.kind === kind)
  if (step?.state === '停用') throw new DomainError('OUT_OF_WINDOW', `“${title}”已停用：${step.problem}`)
}
