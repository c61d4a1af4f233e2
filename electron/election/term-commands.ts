import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { termYearsFor, type TermYears } from '../../shared/compliance/term-years.ts'
import { postConflict } from '../../shared/election/appointment.ts'
import type { electionContract } from '../../shared/election/contract.ts'
import { currentTerm } from '../../shared/election/terms.ts'
import { termEnd } from '../../shared/election/tenure.ts'
import { existsOn, versionOn } from '../../shared/organization/hierarchy.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { CommandContext, Handlers } from '../dispatch/handlers.ts'
import { loadStandards } from '../compliance/standards-queries.ts'
import { loadOrganizations, type StoredOrganization } from '../organization/queries.ts'
import {
  ALL_TIME,
  findTerm,
  insertTerm,
  loadPosts,
  loadTerms,
  postIdsRemovedAt,
  updatePosts,
  updateTerm,
  type StoredTerm,
} from './queries.ts'

type Contract = typeof electionContract

export const termCommands = {
  'election.recordTerm': async (context, { organizationId, endPreviousPosts, seq, ...input }) => {
    const { db, at } = context
    const organization = await organizationNamed(context, organizationId)
    const years = await refuseElectedOn(context, organization, input.electedOn)
    refuseOutOfOrder(await loadTerms(db, ALL_TIME, [organizationId]), { id: '', seq, electedOn: input.electedOn })
    const termId = context.newId()
    await insertTerm(db, { ...input, id: termId, organizationId, seq, termYears: years.years, termYearsBasis: years.basis }, at)
    const ended = endPreviousPosts ? await endPostsBefore(context, organizationId, termId, input.electedOn) : 0
    await relinkPosts(context, organizationId)
    context.summarize(
      `登记“${nameOf(organization)}”第 ${seq} 届，${input.electedOn} 选举${ended > 0 ? `，上一届 ${ended} 条任职按换届卸任` : ''}`,
    )
    return receipt(context, organizationId, termId)
  },

  'election.correctTerm': async (context, { termId, ...input }) => {
    const { db, at } = context
    const stored = await liveTerm(context, termId)
    const organization = await organizationNamed(context, stored.organizationId)
    const years = await refuseElectedOn(context, organization, input.electedOn)
    const terms = await loadTerms(db, ALL_TIME, [stored.organizationId])
    refuseOutOfOrder(terms, { ...stored, electedOn: input.electedOn })
    const term = terms.find((each) => each.id === termId)
    const early = term?.milestones.find((each) => each.occurredOn < input.electedOn)
    if (early)
      throw new DomainError(
        'MILESTONE_BEFORE_ELECTION',
        `本届的“${early.kind}”登记在 ${early.occurredOn}，早于新的选举日 ${input.electedOn}；请先改正那个节点。`,
      )
    await updateTerm(db, termId, { ...input, termYears: years.years, termYearsBasis: years.basis }, at)
    if (input.electedOn !== stored.electedOn) await shiftPosts(context, stored, input.electedOn)
    await relinkPosts(context, stored.organizationId)
    const corrected = (await loadTerms(db, ALL_TIME, [stored.organizationId])).find((each) => each.id === termId)
    const extension = corrected?.approvals.find((each) => each.kind === '延期' && each.newEndOn <= termEnd(corrected))
    if (corrected && extension)
      throw new DomainError(
        'EXTENSION_NOT_LATER',
        `改后届满日是 ${termEnd(corrected)}，而已登记的延期只到 ${extension.newEndOn}，不晚于届满日；请先撤下那份批复。`,
      )
    context.summarize(`改正“${nameOf(organization)}”第 ${stored.seq} 届的登记，${input.electedOn} 选举`)
    return receipt(context, stored.organizationId, termId)
  },

  'election.removeTerm': async (context, { termId, reason }) => {
    const { db, at } = context
    const stored = await liveTerm(context, termId)
    const latest = currentTerm(await loadTerms(db, ALL_TIME, [stored.organizationId]), ALL_TIME)
    if (latest && latest.id !== termId)
      throw new DomainError('NOT_LATEST_TERM', `只能撤下最后一届（第 ${latest.seq} 届）；更早的届次登错了，请用“改正”。`)
    const posts = await loadPosts(db, ALL_TIME, [stored.organizationId])
    const own = posts.filter((post) => post.termId === termId).map((post) => post.id)
    const ended = posts.filter((post) => post.endedByTermId === termId).map((post) => post.id)
    await updateTerm(db, termId, { deletedAt: at, deletionReason: reason }, at)
    await updatePosts(db, own, { deletedAt: at }, at)
    await updatePosts(db, ended, { untilOn: null, endReason: null }, at)
    const organization = await organizationNamed(context, stored.organizationId)
    context.summarize(
      `撤下“${nameOf(organization)}”第 ${stored.seq} 届（${reason}），连同任职 ${own.length} 条；上一届 ${ended.length} 条任职恢复在任`,
    )
    return { termId }
  },

  'election.restoreTerm': async (context, { termId }) => {
    const { db, at } = context
    const stored = await findTerm(db, termId)
    if (!stored) throw termNotFound()
    if (stored.deletedAt === null) throw new DomainError('NOT_REMOVED', `第 ${stored.seq} 届没有撤下，不需要恢复。`)
    const terms = await loadTerms(db, ALL_TIME, [stored.organizationId])
    refuseOutOfOrder(terms, stored)
    const later = terms.find((each) => each.electedOn > stored.electedOn)
    if (later)
      throw new DomainError('LATER_TERM_EXISTS', `撤下以后又登记了第 ${later.seq} 届（${later.electedOn} 选举），恢复须先撤下那一届。`)
    await updateTerm(db, termId, { deletedAt: null, deletionReason: '' }, at)
    await updatePosts(db, await postIdsRemovedAt(db, termId, stored.deletedAt), { deletedAt: null }, at)
    const reopened = (await loadPosts(db, ALL_TIME, [stored.organizationId])).filter(
      (post) => post.endedByTermId === termId && post.untilOn === null,
    )
    const ids = reopened.map((post) => post.id)
    await updatePosts(db, ids, { untilOn: stored.electedOn, endReason: '换届' }, at)
    await relinkPosts(context, stored.organizationId)
    const conflict = postConflict(await loadPosts(db, ALL_TIME, [stored.organizationId]))
    if (conflict !== null) throw new DomainError('POST_CONFLICT', `恢复第 ${stored.seq} 届后任职有冲突：${conflict}`)
    const organization = await organizationNamed(context, stored.organizationId)
    context.summarize(`恢复“${nameOf(organization)}”第 ${stored.seq} 届`)
    return { termId }
  },
} satisfies Partial<Handlers<Contract>>

const nameOf = (organization: StoredOrganization) => organization.versions.at(-1)?.name ?? ''

export function termNotFound(): DomainError {
  return new DomainError('TERM_NOT_FOUND', '没有找到这一届，可能已经撤下；请刷新后重试。')
}

export async function liveTerm({ db }: CommandContext, termId: string): Promise<StoredTerm> {
  const stored = await findTerm(db, termId)
  if (stored?.deletedAt !== null) throw termNotFound()
  return stored
}

export async function organizationNamed({ db }: CommandContext, organizationId: string): Promise<StoredOrganization> {
  const [organization] = await loadOrganizations(db, [organizationId])
  if (!organization) throw new DomainError('ORGANIZATION_NOT_FOUND', '没有找到这个党组织，请刷新党组织树后重试。')
  return organization
}

export function refuseFuture(label: string, on: PlainDate, today: PlainDate): void {
  if (on > today) throw new DomainError('DATE_IN_FUTURE', `${label} ${on} 在今天（${today}）之后，请核对年份；到了那天再登记。`)
}

/** 选举日不在将来、不早于成立、不晚于撤销；返回按选举日冻结的任期年数（任期意见的过渡按此）。 */
async function refuseElectedOn({ db, today }: CommandContext, organization: StoredOrganization, electedOn: PlainDate): Promise<TermYears> {
  refuseFuture('选举日', electedOn, today)
  if (!existsOn(organization, electedOn)) {
    const { establishedOn, dissolvedOn } = organization
    const why = electedOn < establishedOn ? `早于成立日期 ${establishedOn}` : `不早于撤销日期 ${dissolvedOn ?? ''}`
    throw new DomainError('ELECTED_OUTSIDE_LIFE', `选举日 ${electedOn} ${why}，“${nameOf(organization)}”那时不存在；请核对。`)
  }
  const level = versionOn(organization, electedOn)?.level
  const years = level === undefined ? null : termYearsFor({ id: organization.id, level }, electedOn, await loadStandards(db))
  if (!years) throw new DomainError('NO_TERM_FOR_GROUP', '党小组没有届次，只登记组长；请选党支部。')
  return years
}

/** 第几届与选举日先后一致：届次大的选举日也晚，不重号、不同日。 */
function refuseOutOfOrder(
  terms: readonly { readonly id: string; readonly seq: number; readonly electedOn: PlainDate }[],
  changed: { readonly id: string; readonly seq: number; readonly electedOn: PlainDate },
): void {
  for (const other of terms) {
    if (other.id === changed.id) continue
    if (other.seq === changed.seq)
      throw new DomainError('TERM_SEQ_TAKEN', `第 ${changed.seq} 届已经登记过（${other.electedOn} 选举）；请改届次，或改正已登记的那一届。`)
    const isInOrder = other.seq < changed.seq ? other.electedOn < changed.electedOn : other.electedOn > changed.electedOn
    if (!isInOrder)
      throw new DomainError(
        'TERM_OUT_OF_ORDER',
        `第 ${changed.seq} 届选举日 ${changed.electedOn} 应${other.seq < changed.seq ? '晚于' : '早于'}第 ${other.seq} 届的 ${other.electedOn}；请核对届次与选举日。`,
      )
  }
}

/** 换届：选举日以前开始、还没有卸任的，在选举日卸任。 */
async function endPostsBefore({ db, at }: CommandContext, organizationId: string, termId: string, electedOn: PlainDate): Promise<number> {
  const ids = (await loadPosts(db, ALL_TIME, [organizationId]))
    .filter((post) => post.untilOn === null && post.fromOn < electedOn)
    .map((post) => post.id)
  await updatePosts(db, ids, { untilOn: electedOn, endReason: '换届', endedByTermId: termId }, at)
  return ids.length
}

/** 选举日改了：随本届选举任职的、因本届换届卸任的，日期一起改。 */
async function shiftPosts({ db, at }: CommandContext, term: StoredTerm, electedOn: PlainDate): Promise<void> {
  const posts = await loadPosts(db, ALL_TIME, [term.organizationId])
  const elected = posts.filter((post) => post.termId === term.id && post.source === '选举' && post.fromOn === term.electedOn)
  const ended = posts.filter((post) => post.endedByTermId === term.id)
  const wrong =
    elected.find((post) => (post.untilOn !== null && post.untilOn < electedOn) || (post.memberFullOn ?? electedOn) > electedOn) ??
    ended.find((post) => post.fromOn > electedOn)
  if (wrong)
    throw new DomainError(
      'POST_DATES_CONFLICT',
      `选举日改为 ${electedOn} 后，${wrong.memberName}的${wrong.title}任职日期对不上（任职、卸任或转正日期）；请先改正那条任职。`,
    )
  const idsOf = (some: typeof posts) => some.map((post) => post.id)
  await updatePosts(db, idsOf(elected), { fromOn: electedOn }, at)
  await updatePosts(db, idsOf(ended), { untilOn: electedOn }, at)
}

/** 任职归到任职日所在的那一届；补录、改正届次以后重归一遍。 */
async function relinkPosts({ db, at }: CommandContext, organizationId: string): Promise<void> {
  const terms = await loadTerms(db, ALL_TIME, [organizationId])
  for (const post of await loadPosts(db, ALL_TIME, [organizationId])) {
    const termId = currentTerm(terms, post.fromOn)?.id ?? null
    if (termId !== post.termId) await updatePosts(db, [post.id], { termId }, at)
  }
}

async function receipt({ db }: CommandContext, organizationId: string, termId: string) {
  const term = (await loadTerms(db, ALL_TIME, [organizationId])).find((each) => each.id === termId)
  if (!term) throw new Error(`刚写入的届次 ${termId} 读不回来`)
  return { termId, termYears: term.termYears, endsOn: termEnd(term) }
}
