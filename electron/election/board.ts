import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { Standards } from '../../shared/compliance/standards.ts'
import type { electionContract } from '../../shared/election/contract.ts'
import { committeeSize, effectiveTermEnd, isInOffice, termEnd } from '../../shared/election/tenure.ts'
import { currentTerm, termLines, termState, vacancies } from '../../shared/election/terms.ts'
import type { OrganizationNode } from '../../shared/organization/contract.ts'
import type { ProfileValues } from '../../shared/regulation/profile.ts'
import { loadStandards } from '../compliance/standards-queries.ts'
import { groupRows } from '../db/group-rows.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import { organizationsAsOf } from '../organization/queries.ts'
import { loadPosts, loadRemoved, loadTerms, type PostRecord, type TermRecord } from './queries.ts'

type Contract = typeof electionContract

export const boardHandlers = {
  'election.overview': async ({ db, today }, { asOf = today }) => {
    const organizations = await organizationsAsOf(db, asOf)
    const standards = await loadStandards(db)
    const terms = groupRows(await loadTerms(db, asOf), (term) => term.organizationId)
    const posts = groupRows(await loadPosts(db, asOf), (post) => post.organizationId)
    const rows = organizations
      .filter((organization) => organization.level !== '党小组')
      .map((organization) => overviewRow(organization, terms.get(organization.id) ?? [], posts.get(organization.id) ?? [], asOf, standards))
    return { asOf, rows }
  },

  'election.board': async ({ db, today }, { organizationId, asOf = today }) => {
    const organization = (await organizationsAsOf(db, asOf, { includeDissolved: true })).find((each) => each.id === organizationId)
    if (!organization)
      throw new DomainError('ORGANIZATION_NOT_FOUND', `${asOf} 时没有这个党组织（还没有成立，或已不存在）；请改日期或刷新后重试。`)
    const terms = await loadTerms(db, asOf, [organizationId])
    const posts = await loadPosts(db, asOf, [organizationId])
    const standards = await loadStandards(db)
    return {
      asOf,
      overview: overviewRow(organization, terms, posts, asOf, standards),
      // 新的在前。
      terms: terms.map((term) => termView(term, terms, asOf, standards.profileFor(organizationId, asOf).values)).toReversed(),
      posts,
    }
  },

  'election.removed': ({ db }, { organizationId }) => loadRemoved(db, organizationId),
} satisfies Partial<Handlers<Contract>>

/** 届次与班子的一行：状态、期限线、书记、委员人数与出缺。方案取判定日的那一个。 */
function overviewRow(
  organization: OrganizationNode,
  terms: readonly TermRecord[],
  posts: readonly PostRecord[],
  asOf: PlainDate,
  standards: Standards,
) {
  const { values } = standards.profileFor(organization.id, asOf)
  const term = currentTerm(terms, asOf)
  return {
    organizationId: organization.id,
    organizationName: organization.name,
    level: organization.level,
    currentTerm: term && termView(term, terms, asOf, values),
    lines: term && termLines(term, asOf, values),
    state: term ? termState(term, terms, asOf, values) : ('无届次' as const),
    secretaryName: posts
      .filter((post) => post.title === '书记' && isInOffice(post, asOf))
      .map((post) => post.memberName)
      .join('、'),
    committeeCount: committeeSize(posts, asOf),
    vacancies: organization.level === '党小组' ? [] : vacancies(terms, posts, asOf, values),
  }
}

function termView(term: TermRecord, terms: readonly TermRecord[], asOf: PlainDate, values: ProfileValues) {
  return {
    ...term,
    approvals: [...term.approvals],
    milestones: [...term.milestones],
    endsOn: termEnd(term),
    effectiveEndsOn: effectiveTermEnd(term, asOf),
    state: termState(term, terms, asOf, values),
  }
}
