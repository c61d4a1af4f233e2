import * as z from 'zod'
import { isPlainDate, type PlainDate } from '../../shared/calendar/plain-date.ts'
import type { DraftRequest } from '../../shared/correspondence/draft.ts'
import {
  DOCUMENT_KIND_NAMES,
  isElectionPaper,
  isLifePaper,
  type DocumentKind,
  type LifePaperKind,
} from '../../shared/correspondence/document-kinds.ts'
import type { Composition } from '../../shared/correspondence/draft-form.ts'
import type {
  DraftFacts,
  DraftMilestone,
  DraftIssued,
  DraftMember,
  DraftOrganization,
  DraftTerm,
  DraftVacancy,
  Electorate,
} from '../../shared/correspondence/facts.ts'
import { countElectorate } from '../../shared/election/electorate.ts'
import { effectiveTermEnd, electedTerms, extensionsOf, fillDeadline, isInOffice, termEnd } from '../../shared/election/tenure.ts'
import { formOf, STEP_MILESTONES } from '../../shared/election/process.ts'
import type { ProcessRecord } from '../../shared/election/process-records.ts'
import { vacancies } from '../../shared/election/terms.ts'
import { EVERYONE } from '../../shared/member/contract.ts'
import type { OrganizationNode } from '../../shared/organization/contract.ts'
import type { ProfileValues } from '../../shared/regulation/profile.ts'
import { assessmentBulletin } from '../assessment/documents.ts'
import { loadScoreSheets } from '../assessment/queries.ts'
import { loadStandards } from '../compliance/standards-queries.ts'
import type { ReadDb } from '../db/open.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import { composeElectionPaper } from '../election/documents.ts'
import { loadProcess, processHeads } from '../election/process-queries.ts'
import { loadPosts, loadTerms, type ApprovalRecord, type PostRecord, type TermRecord } from '../election/queries.ts'
import { loadAttendanceRoll } from '../member/attendance-queries.ts'
import { memberPage } from '../member/queries.ts'
import { composeLifePaper } from '../organizational-life/documents.ts'
import { loadLifePaperSubject } from '../organizational-life/paper-subject-queries.ts'
import { organizationsAsOf } from '../organization/queries.ts'
import { recordedUnit } from '../settings/queries.ts'
import { recordedLetterhead } from './letterhead-queries.ts'
import { draftElectorate, draftProcess } from './process-facts.ts'
import { lastSerials, registeredDocuments } from './queries.ts'

/** 起草的全部结果：公文，连同登记要用的发文机关、事由党组织与届次。 */
export type Draft = {
  readonly composition: Composition
  readonly issuerId: string
  readonly subjectId: string
  readonly termId: string | null
  /** 日期、文号要记进步骤的流程：补选、指派、首届选举，与新一届还没写入的会后文书；其余记换届节点，为 null。 */
  readonly stepProcessId: string | null
  readonly on: PlainDate
  /** 本届当选日；与届次无关的公文为 null。 */
  readonly sinceOn: PlainDate | null
}

/** 按成文日（改过的字段优先）的数据起草一份公文。不写库。 */
export async function composeDraft(db: ReadDb, request: DraftRequest, today: PlainDate): Promise<Draft> {
  const draft = await composeAlone(db, request, today)
  const earlier = await sameDocuments(db, request, draft)
  if (earlier.length === 0) return draft
  const numbers = earlier.map(({ number, datedOn }) => `${number}，${datedOn}`).join('；')
  const caution = `同一事由已经发过：${numbers}。确要重发可以登记；若是改错，请先作废原件。`
  return { ...draft, composition: { ...draft.composition, cautions: [...draft.composition.cautions, caution] } }
}

/** 同一文种、同一事由、同一标题且未作废的发文；换届公文只看本届当选以后的。 */
async function sameDocuments(db: ReadDb, request: DraftRequest, { composition, subjectId, sinceOn }: Draft) {
  const registered = await registeredDocuments(db, { kind: request.kind, subjectId, year: null })
  return registered.filter(
    ({ title, status, datedOn }) => title === composition.title && status === '已登记' && (sinceOn === null || datedOn >= sinceOn),
  )
}

async function composeAlone(db: ReadDb, request: DraftRequest, today: PlainDate): Promise<Draft> {
  const dated = request.fields['datedOn']
  const on = dated !== undefined && isPlainDate(dated) ? dated : (request.asOf ?? today)
  const nodes = await organizationsAsOf(db, on)
  const node = nodes.find((each) => each.id === request.organizationId)
  if (!node) throw new DomainError('NOT_FOUND', `${on} 没有这个党组织，可能已撤销或还没有成立。请回到党组织页重新选择。`)
  const { kind } = request
  const { name, issuedBy } = DOCUMENT_KIND_NAMES[kind]
  const superiors = chainOf(nodes, node)
  if (isLifePaper(kind)) return composeLife(db, kind, request, { on, node, superiors })
  if (!isElectionPaper(kind)) {
    if (node.level !== '党委') throw new DomainError('WRONG_LEVEL', `${name}由党委印发，“${node.name}”是${node.level}。请选择党委。`)
    if (request.year === undefined) throw new DomainError('YEAR_REQUIRED', `${name}要写明考核年度，请先选择年度。`)
    const facts = await loadFacts(db, on, node, superiors, [], { process: null, includesProposed: false })
    const sheets = await loadScoreSheets(db, request.year, on)
    const composition = assessmentBulletin(facts, request.year, sheets, request, on)
    return { composition, issuerId: node.id, subjectId: node.id, termId: null, stepProcessId: null, on, sinceOn: null }
  }
  if (node.level !== '党支部' && node.level !== '党总支')
    throw new DomainError('WRONG_LEVEL', `${name}用于党支部、党总支，“${node.name}”是${node.level}。请选择党支部或党总支。`)
  const committee = superiors.find((each) => each.level === '党委')
  if (issuedBy === '党委' && !committee)
    throw new DomainError('NO_SUPERIOR', `“${node.name}”没有上级党委，无从由党委发出${name}。请先在党组织页设好隶属关系。`)
  const process = await processFor(db, request, node.id, on)
  const facts = await loadFacts(db, on, node, superiors, subordinatesOf(nodes, node), {
    process,
    includesProposed: BEFORE_APPROVAL.has(kind),
  })
  // 会后的几份记在新一届名下；新一届还没有写入的，不留换届节点。
  const isFilling = process !== null && process.kind !== '换届'
  const electionTermId = process !== null && AFTER_ELECTION.has(kind) ? process.newTermId : (facts.term?.id ?? null)
  // 补选、指派不是换届，不留换届节点：留了会顶掉本届真正换届时的那一个。
  const termId = isFilling ? null : electionTermId
  return {
    composition: composeElectionPaper(kind, facts, request),
    issuerId: issuedBy === '党委' && committee ? committee.id : node.id,
    subjectId: node.id,
    termId,
    stepProcessId: termId === null ? (process?.id ?? null) : null,
    on,
    sinceOn: facts.term?.electedOn ?? null,
  }
}

type Place = { readonly on: PlainDate; readonly node: OrganizationNode; readonly superiors: readonly OrganizationNode[] }

/** 组织生活会、民主评议的文书：通知各支部的由党委起草，其余由党支部起草；都写明年度。 */
async function composeLife(db: ReadDb, kind: LifePaperKind, request: DraftRequest, { on, node, superiors }: Place): Promise<Draft> {
  const { name, issuedBy } = DOCUMENT_KIND_NAMES[kind]
  const level = issuedBy === '党委' ? '党委' : '党支部'
  if (node.level !== level) throw new DomainError('WRONG_LEVEL', `${name}由${level}印发，“${node.name}”是${node.level}。请选择${level}。`)
  if (request.year === undefined) throw new DomainError('YEAR_REQUIRED', `${name}要写明年度，请先选择年度。`)
  const facts = await loadFacts(db, on, node, superiors, level === '党委' ? [] : [node.id], { process: null, includesProposed: false })
  const { year, lifeRecordId } = request
  const subject = await loadLifePaperSubject(db, kind, { organizationId: node.id, year, recordId: lifeRecordId ?? null }, on)
  const composition = composeLifePaper(kind, facts, subject, request)
  return { composition, issuerId: node.id, subjectId: node.id, termId: null, stepProcessId: null, on, sinceOn: null }
}

/** 上级同意不计入以前的文书：拟不计入的照列。 */
const BEFORE_APPROVAL: ReadonlySet<DocumentKind> = new Set(['W04', 'W05', 'W06', 'E04'])

/** 选举以后才有的文书。 */
const AFTER_ELECTION: ReadonlySet<DocumentKind> = new Set(['W10', 'W11', 'E16'])

/** 指定的流程；没有指定的，取这个党组织正为本届（或选出本届）办的那一个。 */
async function processFor(
  db: ReadDb,
  { kind, processId }: DraftRequest,
  organizationId: string,
  on: PlainDate,
): Promise<ProcessRecord | null> {
  if (processId !== undefined) {
    const process = await loadProcess(db, processId)
    if (process?.organizationId !== organizationId)
      throw new DomainError('PROCESS_NOT_FOUND', '没有这个换届流程，可能已撤下，或不是这个党组织的。请回到换届页重新选择。')
    return process
  }
  const kinds = DOCUMENT_KIND_NAMES[kind].group === '补选与任职' ? ['补选', '指派'] : ['换届']
  const current = electedTerms(await loadTerms(db, on, [organizationId]), on).at(-1)
  const heads = await processHeads(db, { organizationId })
  const head = heads.find(
    (each) =>
      kinds.includes(each.kind) && (current === undefined ? formOf(each) === '首届' : [each.termId, each.newTermId].includes(current.id)),
  )
  return head ? loadProcess(db, head.id) : null
}

function chainOf(nodes: readonly OrganizationNode[], start: OrganizationNode): OrganizationNode[] {
  const chain: OrganizationNode[] = []
  let parentId = start.parentId
  while (parentId !== null) {
    const parent = nodes.find((each) => each.id === parentId)
    if (!parent || chain.includes(parent)) break
    chain.push(parent)
    parentId = parent.parentId
  }
  return chain
}

/** 本级与全部下级的 id：党总支的党员在所属各支部里。 */
function subordinatesOf(nodes: readonly OrganizationNode[], root: OrganizationNode): string[] {
  const ids = [root.id]
  for (const id of ids) ids.push(...nodes.filter((each) => each.parentId === id && !ids.includes(each.id)).map((each) => each.id))
  return ids
}

type InProcess = { readonly process: ProcessRecord | null; readonly includesProposed: boolean }

async function loadFacts(
  db: ReadDb,
  on: PlainDate,
  node: OrganizationNode,
  superiors: readonly OrganizationNode[],
  memberScope: readonly string[],
  { process, includesProposed }: InProcess,
): Promise<DraftFacts> {
  const terms = await loadTerms(db, on, [node.id])
  const posts = await loadPosts(db, on, [node.id])
  // 按流程办的换届，“本届”始终是将届满的那一届：选出新一届以后补印会前的文书，届次不变。
  const current = terms.find((term) => term.id === process?.termId) ?? electedTerms(terms, on).at(-1)
  const members = memberScope.length === 0 ? [] : await rosterOf(db, on, memberScope)
  const newTerm = terms.find((term) => term.id === process?.newTermId)
  return {
    today: on,
    unit: await recordedUnit(db),
    committeeSignature: (await recordedLetterhead(db)).signatureName,
    organization: draftOrganization(node),
    superiors: superiors.map(draftOrganization),
    term: draftTerm(current?.id, terms, on),
    members,
    electorate: await electorateFor(db, { on, organizationId: node.id, members, memberScope, process, includesProposed }),
    posts: posts
      .filter((post) => isInOffice(post, on))
      .map(({ memberId, memberName, title, duty }) => ({ memberId, memberName, title, duty })),
    vacancies:
      memberScope.length === 0 ? [] : draftVacancies(terms, posts, on, process, (await loadStandards(db)).profileFor(node.id, on).values),
    milestones: (process !== null && formOf(process) !== '换届'
      ? stepsAsMilestones(process)
      : [...(current?.milestones ?? []), ...(newTerm?.milestones ?? [])]
    )
      .filter((milestone) => milestone.occurredOn <= on)
      .map(({ kind, occurredOn, documentNo }) => ({ kind, occurredOn, documentNo })),
    issued: await issuedSince(db, node.id, current?.electedOn ?? null),
    process: process && draftProcess(process, newTerm?.termYears ?? null),
    lastSerials: await lastSerials(db),
  }
}

/** 补选、指派、首届选举的请示、批复、报告登记在流程的步骤里：引用它们的文号，不引上一次换届的。 */
function stepsAsMilestones({ steps }: ProcessRecord): DraftMilestone[] {
  return steps.flatMap(({ kind, doneOn, documentNo }) => {
    const milestone = STEP_MILESTONES[kind]
    return milestone === undefined || doneOn === null ? [] : [{ kind: milestone, occurredOn: doneOn, documentNo }]
  })
}

type ElectorateRequest = InProcess & {
  readonly on: PlainDate
  readonly organizationId: string
  readonly members: readonly DraftMember[]
  readonly memberScope: readonly string[]
}

/** 大会日（没有流程或没定日子的按成文日）的应到会，与换届驾驶舱同一个算法。 */
async function electorateFor(db: ReadDb, request: ElectorateRequest): Promise<Electorate> {
  const { on, organizationId, members, memberScope, process, includesProposed } = request
  const meetingOn = process?.meetingOn ?? null
  if (memberScope.length === 0) return { meetingOn, all: [], full: [], probationary: [], voters: [], excluded: [], suspended: [] }
  const rosterOn = meetingOn ?? on
  const roll = await loadAttendanceRoll(db, rosterOn, organizationId)
  const count = countElectorate(roll, process?.exclusions ?? [], rosterOn, { includesProposed })
  return draftElectorate(count, rosterOn === on ? members : await rosterOf(db, rosterOn, memberScope), meetingOn)
}

/** 现在空着的职务；按补选流程办的，取流程开办时的出缺，补上以后补印也不变。 */
function draftVacancies(
  terms: readonly TermRecord[],
  posts: readonly PostRecord[],
  on: PlainDate,
  process: ProcessRecord | null,
  values: ProfileValues,
): DraftVacancy[] {
  const fillBy = (title: string, vacantOn: PlainDate) => {
    const months = title === '书记' ? values.secretaryVacancy : values.memberVacancy
    return typeof months === 'number' ? fillDeadline(vacantOn, months) : vacantOn
  }
  const open =
    process !== null && process.vacancies.length > 0
      ? process.vacancies.map(({ title, vacantOn }) => ({ title, vacantOn, fillBy: fillBy(title, vacantOn) }))
      : vacancies(terms, posts, on, values)
  return open.map((vacancy) => {
    const left = posts.find((post) => post.title === vacancy.title && post.untilOn === vacancy.vacantOn)
    return { ...vacancy, leftBy: left?.memberName ?? '', endReason: left?.endReason ?? '' }
  })
}

/** 本届当选以后以它为事由登记、没有作废的发文，新的在前；没有届次的全取。 */
async function issuedSince(db: ReadDb, subjectId: string, sinceOn: PlainDate | null): Promise<DraftIssued[]> {
  const documents = await registeredDocuments(db, { kind: null, subjectId, year: null })
  return documents
    .filter(({ status, datedOn }) => status === '已登记' && (sinceOn === null || datedOn >= sinceOn))
    .map(({ kind, number, title, datedOn, fieldsJson }) => ({ kind, number, title, datedOn, fields: enteredFields(fieldsJson) }))
}

/** 登记时起草填过的字段；补登的没有。 */
function enteredFields(fieldsJson: string): Record<string, string> {
  const read = storedFields.safeParse(JSON.parse(fieldsJson))
  return read.success ? read.data.fields : {}
}

const storedFields = z.object({ fields: z.record(z.string(), z.string()) })

function draftOrganization({ id, name, shortName, level, documentCode, contactName, contactPhone }: OrganizationNode): DraftOrganization {
  return { id, name, shortName, level, documentCode, contactName, contactPhone }
}

function draftTerm(id: string | undefined, terms: readonly TermRecord[], on: PlainDate): DraftTerm | null {
  const term = terms.find((each) => each.id === id)
  if (!term) return null
  const effectiveEndsOn = effectiveTermEnd(term, on)
  const approvals: readonly ApprovalRecord[] = term.approvals
  const extension = approvals.find((each) => each.kind === '延期' && each.newEndOn === effectiveEndsOn)
  return {
    id: term.id,
    seq: term.seq,
    electedOn: term.electedOn,
    termYears: term.termYears,
    seatCount: term.seatCount,
    endsOn: termEnd(term),
    effectiveEndsOn,
    extension:
      extension && extensionsOf(term, on).length > 0
        ? { approvedOn: extension.approvedOn, documentNo: extension.documentNo, approver: extension.approver }
        : null,
  }
}

async function rosterOf(db: ReadDb, on: PlainDate, scope: readonly string[]): Promise<DraftMember[]> {
  const { records } = await memberPage(db, on, EVERYONE, scope, null)
  return records.map((record) => ({
    id: record.id,
    name: record.name,
    gender: record.gender,
    ethnicity: record.ethnicity,
    birthOn: record.birthOn,
    birthOnPrecision: record.birthOnPrecision,
    education: record.education,
    category: record.category,
    joinedOn: record.joinedOn,
    joinedOnPrecision: record.joinedOnPrecision,
    fullOn: record.fullOn,
    fullOnPrecision: record.fullOnPrecision,
    job: record.job,
    adminPost: record.adminPost,
    partyStatus: record.partyStatus,
    rightsStatus: record.rightsStatus,
    remark: record.remark,
  }))
}
