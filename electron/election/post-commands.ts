import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { appointmentProblem, postConflict, rightsProblem } from '../../shared/election/appointment.ts'
import type { electionContract } from '../../shared/election/contract.ts'
import { currentTerm } from '../../shared/election/terms.ts'
import type { PartyStatus, PersonCategory, RightsStatus } from '../../shared/glossary.ts'
import { existsOn, versionOn, type OrganizationHistory } from '../../shared/organization/hierarchy.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { CommandContext, Handlers } from '../dispatch/handlers.ts'
import {
  ALL_TIME,
  findCandidate,
  findPost,
  insertPost,
  loadPosts,
  loadTerms,
  updatePosts,
  type PostRecord,
  type TermRecord,
} from './queries.ts'
import { organizationNamed, refuseFuture } from './term-commands.ts'

type Contract = typeof electionContract

export const postCommands = {
  'election.appoint': async (context, { organizationId, memberId, title, duty, fromOn, source, documentNo }) => {
    const { db, at } = context
    refuseFuture('任职日', fromOn, context.today)
    const organization = await organizationNamed(context, organizationId)
    const version = existsOn(organization, fromOn) ? versionOn(organization, fromOn) : null
    if (!version)
      throw new DomainError(
        'APPOINTED_OUTSIDE_LIFE',
        `任职日 ${fromOn} 时“${organization.versions.at(-1)?.name ?? ''}”还没有成立（${organization.establishedOn} 成立）或已经撤销；请核对任职日。`,
      )
    const candidate = await findCandidate(db, memberId, fromOn)
    if (!candidate) throw new DomainError('MEMBER_NOT_FOUND', '没有找到这名党员，可能已移入回收站；请从名册里重新选择。')
    const problem = appointmentProblem(
      { ...candidate, category: candidate.category as PersonCategory, partyStatus: candidate.partyStatus as PartyStatus },
      title,
      version.level,
      fromOn,
    )
    if (problem !== null) throw new DomainError('NOT_ELIGIBLE', problem)

    const terms = await loadTerms(db, ALL_TIME, [organizationId])
    const term = currentTerm(terms, fromOn)
    const post = {
      id: context.newId(),
      organizationId,
      termId: term?.id ?? null,
      memberId,
      title,
      duty,
      dutyAssignedOn: duty === '' ? null : fromOn,
      fromOn,
      ...endOf(terms, organization, fromOn),
      source,
      documentNo,
    }
    // 现任的看现在的权利状态；补录的旧职当时未必如此。
    const present = post.untilOn === null ? await findCandidate(db, memberId, context.today) : null
    const rights = present ? rightsProblem(candidate.name, present.rightsStatus as RightsStatus, title) : null
    if (rights !== null) throw new DomainError('NOT_ELIGIBLE', rights)
    refuseConflict(
      [...(await loadPosts(db, ALL_TIME, [organizationId])), { ...post, memberName: candidate.name }],
      `不能登记${candidate.name}任${title}：`,
    )
    await insertPost(db, post, at)
    context.summarize(`${candidate.name}自 ${fromOn} 起任“${version.name}”${title}（${source}）`)
    return { postId: post.id }
  },

  'election.endPost': async (context, { postId, untilOn, endReason }) => {
    const post = await livePost(context, postId)
    if (post.untilOn !== null)
      throw new DomainError('POST_ALREADY_ENDED', `${post.memberName}的${post.title}已于 ${post.untilOn} 卸任；登错了请先撤销卸任。`)
    refuseFuture('卸任日', untilOn, context.today)
    if (untilOn < post.fromOn)
      throw new DomainError('ENDED_BEFORE_START', `卸任日 ${untilOn} 早于任职日 ${post.fromOn}；请核对${post.memberName}的两个日期。`)
    await updatePosts(context.db, [postId], { untilOn, endReason, endedByTermId: null }, context.at)
    context.summarize(`${post.memberName}自 ${untilOn} 起不再任${post.title}（${endReason}）`)
    return { postId }
  },

  'election.updateDuty': async (context, { postId, duty, documentNo }) => {
    const post = await livePost(context, postId)
    const dutyAssignedOn = duty === '' ? null : duty === post.duty ? post.dutyAssignedOn : context.today
    await updatePosts(context.db, [postId], { duty, documentNo, dutyAssignedOn }, context.at)
    context.summarize(`改${post.memberName}（${post.title}）的分工：${duty}`)
    return { postId }
  },

  'election.reopenPost': async (context, { postId }) => {
    const post = await livePost(context, postId)
    if (post.untilOn === null) throw new DomainError('POST_NOT_ENDED', `${post.memberName}仍在任${post.title}，没有卸任可撤销。`)
    const organization = await organizationNamed(context, post.organizationId)
    const ending = endOf(await loadTerms(context.db, ALL_TIME, [post.organizationId]), organization, post.fromOn)
    if (post.endReason === '换届' && ending.untilOn !== null)
      throw new DomainError(
        'REPLACED_BY_ELECTION',
        `${post.memberName}的${post.title}是在 ${ending.untilOn} 换届时卸任的，不能撤销；连任的请在新一届另登任职。`,
      )
    await updatePosts(context.db, [postId], ending, context.at)
    refuseConflict(await loadPosts(context.db, ALL_TIME, [post.organizationId]), `不能撤销${post.memberName}的卸任：`)
    context.summarize(`撤销${post.memberName}（${post.title}）${post.untilOn} 的卸任`)
    return { postId }
  },

  'election.removePost': async (context, { postId }) => {
    const post = await livePost(context, postId)
    await updatePosts(context.db, [postId], { deletedAt: context.at }, context.at)
    context.summarize(`撤下${post.memberName}自 ${post.fromOn} 起任${post.title}的登记`)
    return { postId }
  },

  'election.restorePost': async (context, { postId }) => {
    const post = await findPost(context.db, postId)
    if (!post) throw postNotFound()
    if (post.deletedAt === null) throw new DomainError('NOT_REMOVED', `${post.memberName}的${post.title}任职没有撤下，不需要恢复。`)
    const terms = await loadTerms(context.db, ALL_TIME, [post.organizationId])
    const termId = currentTerm(terms, post.fromOn)?.id ?? null
    const ending = post.untilOn === null ? endOf(terms, await organizationNamed(context, post.organizationId), post.fromOn) : {}
    await updatePosts(context.db, [postId], { deletedAt: null, termId, ...ending }, context.at)
    refuseConflict(await loadPosts(context.db, ALL_TIME, [post.organizationId]), `不能恢复${post.memberName}的${post.title}任职：`)
    context.summarize(`恢复${post.memberName}自 ${post.fromOn} 起任${post.title}的登记`)
    return { postId }
  },
} satisfies Partial<Handlers<Contract>>

/** 任职以后已经换过届的（补录往届班子），在那次选举日卸任；党组织已撤并的随之卸任；都没有的仍在任。 */
function endOf(
  terms: readonly TermRecord[],
  { dissolvedOn }: Pick<OrganizationHistory, 'dissolvedOn'>,
  fromOn: PlainDate,
): Pick<PostRecord, 'untilOn' | 'endReason' | 'endedByTermId'> {
  const next = terms.find((each) => each.electedOn > fromOn)
  if (next) return { untilOn: next.electedOn, endReason: '换届', endedByTermId: next.id }
  return { untilOn: dissolvedOn, endReason: dissolvedOn === null ? null : '其他', endedByTermId: null }
}

function postNotFound(): DomainError {
  return new DomainError('POST_NOT_FOUND', '没有找到这条任职，可能已经撤下；请刷新后重试。')
}

async function livePost({ db }: CommandContext, postId: string): Promise<PostRecord> {
  const post = await findPost(db, postId)
  if (post?.deletedAt !== null) throw postNotFound()
  return post
}

function refuseConflict(posts: Parameters<typeof postConflict>[0], prefix: string): void {
  const conflict = postConflict(posts)
  if (conflict !== null) throw new DomainError('POST_CONFLICT', `${prefix}${conflict}`)
}
