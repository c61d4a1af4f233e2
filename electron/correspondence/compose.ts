import { isPlainDate, type PlainDate } from '../../shared/calendar/plain-date.ts'
import type { DraftRequest } from '../../shared/correspondence/draft.ts'
import { DOCUMENT_KIND_NAMES } from '../../shared/correspondence/document-kinds.ts'
import type { Composition } from '../../shared/correspondence/draft-form.ts'
import type { DraftFacts, DraftMember, DraftOrganization, DraftTerm } from '../../shared/correspondence/facts.ts'
import { effectiveTermEnd, electedTerms, extensionsOf, isInOffice, termEnd } from '../../shared/election/tenure.ts'
import type { OrganizationNode } from '../../shared/organization/contract.ts'
import { assessmentBulletin } from '../assessment/documents.ts'
import { loadScoreSheets } from '../assessment/queries.ts'
import type { ReadDb } from '../db/open.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import { electionRequest } from '../election/documents.ts'
import { electionReminder } from '../election/reminder-document.ts'
import { loadPosts, loadTerms, type ApprovalRecord, type TermRecord } from '../election/queries.ts'
import { memberPage } from '../member/queries.ts'
import { organizationsAsOf } from '../organization/queries.ts'
import { recordedUnit } from '../settings/queries.ts'
import { lastSerials, registeredDocuments } from './queries.ts'

/** 起草的全部结果：公文，连同登记要用的发文机关、事由党组织与届次。 */
export type Draft = {
  readonly composition: Composition
  readonly issuerId: string
  readonly subjectId: string
  readonly termId: string | null
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
  const { name } = DOCUMENT_KIND_NAMES[request.kind]
  const superiors = chainOf(nodes, node)
  if (request.kind === 'W34') {
    if (node.level !== '党委') throw new DomainError('WRONG_LEVEL', `${name}由党委印发，“${node.name}”是${node.level}。请选择党委。`)
    if (request.year === undefined) throw new DomainError('YEAR_REQUIRED', `${name}要写明考核年度，请先选择年度。`)
    const facts = await loadFacts(db, on, node, superiors, [])
    const sheets = await loadScoreSheets(db, request.year, on)
    const composition = assessmentBulletin(facts, request.year, sheets, request, on)
    return { composition, issuerId: node.id, subjectId: node.id, termId: null, on, sinceOn: null }
  }
  if (node.level !== '党支部' && node.level !== '党总支')
    throw new DomainError('WRONG_LEVEL', `${name}用于党支部、党总支换届，“${node.name}”是${node.level}。请选择要换届的党支部或党总支。`)
  const facts = await loadFacts(db, on, node, superiors, subordinatesOf(nodes, node))
  const termId = facts.term?.id ?? null
  const sinceOn = facts.term?.electedOn ?? null
  if (request.kind === 'W05')
    return { composition: electionRequest(facts, request), issuerId: node.id, subjectId: node.id, termId, on, sinceOn }
  const committee = superiors.find((each) => each.level === '党委')
  if (!committee) throw new DomainError('NO_SUPERIOR', `“${node.name}”没有上级党委，无从由党委发出${name}。请先在党组织页设好隶属关系。`)
  return { composition: electionReminder(facts, request), issuerId: committee.id, subjectId: node.id, termId, on, sinceOn }
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

async function loadFacts(
  db: ReadDb,
  on: PlainDate,
  node: OrganizationNode,
  superiors: readonly OrganizationNode[],
  memberScope: readonly string[],
): Promise<DraftFacts> {
  const terms = await loadTerms(db, on, [node.id])
  const posts = await loadPosts(db, on, [node.id])
  return {
    today: on,
    unit: await recordedUnit(db),
    organization: draftOrganization(node),
    superiors: superiors.map(draftOrganization),
    term: draftTerm(electedTerms(terms, on).at(-1)?.id, terms, on),
    members: memberScope.length === 0 ? [] : await rosterOf(db, on, memberScope),
    posts: posts.filter((post) => isInOffice(post, on)).map(({ memberId, memberName, title }) => ({ memberId, memberName, title })),
    lastSerials: await lastSerials(db),
  }
}

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

const EVERYONE = {
  search: '',
  organizationId: null,
  category: null,
  gender: null,
  education: null,
  partyStatus: null,
  isLost: null,
  isFloating: null,
  hasMissing: null,
} as const

async function rosterOf(db: ReadDb, on: PlainDate, scope: readonly string[]): Promise<DraftMember[]> {
  const { records } = await memberPage(db, on, EVERYONE, scope, null)
  return records.map((record) => ({
    id: record.id,
    name: record.name,
    gender: record.gender,
    ethnicity: record.ethnicity,
    birthOn: record.birthOn,
    education: record.education,
    category: record.category,
    joinedOn: record.joinedOn,
    fullOn: record.fullOn,
    job: record.job,
    adminPost: record.adminPost,
    partyStatus: record.partyStatus,
    rightsStatus: record.rightsStatus,
    remark: record.remark,
  }))
}
