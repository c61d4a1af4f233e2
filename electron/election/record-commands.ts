import type { electionContract } from '../../shared/election/contract.ts'
import { termEnd } from '../../shared/election/tenure.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { CommandContext, Handlers } from '../dispatch/handlers.ts'
import { ALL_TIME, findTermOf, insertApproval, insertMilestone, loadTerms, removeTermRecord, type TermRecord } from './queries.ts'
import { liveTerm, refuseFuture, termNotFound } from './term-commands.ts'

type Contract = typeof electionContract

/** 届次名下的批复与节点：登记与撤下。 */
export const recordCommands = {
  'election.recordApproval': async (context, { termId, ...input }) => {
    const term = await termRecord(context, termId)
    refuseFuture('批复日期', input.approvedOn, context.today)
    const { kind, approvedOn, newEndOn } = input
    const endsOn = termEnd(term)
    if (approvedOn < term.electedOn)
      throw new DomainError('APPROVED_BEFORE_ELECTION', `批复日期 ${approvedOn} 早于本届选举日 ${term.electedOn}；请核对批复或届次。`)
    if (kind === '延期' && newEndOn <= endsOn)
      throw new DomainError('EXTENSION_NOT_LATER', `延期后的届满日 ${newEndOn} 应晚于原届满日 ${endsOn}；请核对批复。`)
    if (kind === '延期' && approvedOn > newEndOn)
      throw new DomainError('APPROVED_AFTER_NEW_END', `批复日期 ${approvedOn} 晚于延期后的届满日 ${newEndOn}；请核对两个日期。`)
    if (kind === '提前' && newEndOn >= endsOn)
      throw new DomainError('EARLY_NOT_EARLIER', `提前换届获批的选举日 ${newEndOn} 应早于届满日 ${endsOn}；请核对批复。`)
    if (kind === '提前' && newEndOn <= term.electedOn)
      throw new DomainError('EARLY_BEFORE_ELECTION', `提前换届获批的选举日 ${newEndOn} 应晚于本届选举日 ${term.electedOn}；请核对批复。`)
    const same = term.approvals.find((each) => each.kind === kind && each.approvedOn === approvedOn && each.documentNo === input.documentNo)
    if (same) throw new DomainError('APPROVAL_DUPLICATE', `${approvedOn} 的${kind}批复 ${input.documentNo} 已经登记过，不必重复登记。`)
    const approvalId = context.newId()
    await insertApproval(context.db, { ...input, id: approvalId, termId }, context.at)
    context.summarize(`登记第 ${term.seq} 届${kind}批复 ${input.documentNo}，${kind === '延期' ? '延至' : '提前至'} ${newEndOn}`)
    return { approvalId }
  },

  'election.removeApproval': async (context, { approvalId }) => {
    if ((await findTermOf(context.db, 'termApproval', approvalId)) === null)
      throw new DomainError('APPROVAL_NOT_FOUND', '没有找到这份批复，可能已经撤下；请刷新后重试。')
    await removeTermRecord(context.db, 'termApproval', approvalId, context.at)
    context.summarize('撤下延期或提前批复')
    return { approvalId }
  },

  'election.recordMilestone': async (context, { termId, ...input }) => {
    const term = await termRecord(context, termId)
    const { kind, occurredOn } = input
    refuseFuture(`“${kind}”的日期`, occurredOn, context.today)
    if (occurredOn < term.electedOn)
      throw new DomainError(
        'MILESTONE_BEFORE_ELECTION',
        `“${kind}”的日期 ${occurredOn} 早于第 ${term.seq} 届选举日 ${term.electedOn}；换届以前的提醒、请示、通知请登记在上一届名下。`,
      )
    const same = term.milestones.some(
      (each) => each.kind === kind && each.occurredOn === occurredOn && each.documentNo === input.documentNo,
    )
    if (same) throw new DomainError('MILESTONE_DUPLICATE', `${occurredOn} 的“${kind}”已经登记过，不必重复登记。`)
    const milestoneId = context.newId()
    await insertMilestone(context.db, { ...input, id: milestoneId, termId }, context.at)
    context.summarize(`登记第 ${term.seq} 届“${kind}”，${occurredOn}`)
    return { milestoneId }
  },

  'election.removeMilestone': async (context, { milestoneId }) => {
    if ((await findTermOf(context.db, 'termMilestone', milestoneId)) === null)
      throw new DomainError('MILESTONE_NOT_FOUND', '没有找到这个节点，可能已经撤下；请刷新后重试。')
    await removeTermRecord(context.db, 'termMilestone', milestoneId, context.at)
    context.summarize('撤下换届节点')
    return { milestoneId }
  },
} satisfies Partial<Handlers<Contract>>

async function termRecord(context: CommandContext, termId: string): Promise<TermRecord> {
  const stored = await liveTerm(context, termId)
  const term = (await loadTerms(context.db, ALL_TIME, [stored.organizationId])).find((each) => each.id === termId)
  if (!term) throw termNotFound()
  return term
}
