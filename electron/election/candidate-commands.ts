import { appointmentProblem, rightsProblem } from '../../shared/election/appointment.ts'
import type { electionContract } from '../../shared/election/contract.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { CommandContext, Handlers } from '../dispatch/handlers.ts'
import { openProcess } from './process-commands.ts'
import { deleteCandidate, findCandidacy, insertCandidate, updateCandidates } from './process-queries.ts'

type Contract = typeof electionContract

export const candidateCommands = {
  'election.addCandidate': async (context, { processId, memberId, office, title, note }) => {
    const loaded = await openProcess(context, processId)
    const { record, organization, roster, electorateOn } = loaded
    if (record.kind === '指派') throw new DomainError('NO_ELECTION', '上级指派不经选举，不提候选人；请登记指派到任。')
    if (office === '委员' && record.seatCount === null)
      throw new DomainError('NO_COMMITTEE', '本次不设委员会，由党员大会直接选举书记；要设委员会请先填应选委员名额。')
    const member = roster.find((each) => each.id === memberId)
    if (!member) throw new DomainError('MEMBER_NOT_IN_ROSTER', '这名党员没有编在本党组织，不能提名；请先在名册里编入。')
    const same = record.candidates.find((each) => each.office === office && each.memberId === memberId)
    if (same) throw new DomainError('ALREADY_NOMINATED', `${member.name}已经是${office}${same.stage}，不能重复提名。`)
    if (record.ballots.some((ballot) => ballot.office === office))
      throw new DomainError('BALLOT_EXISTS', `${office}已经开始投票，不能再加候选人；投票时可以另选他人，另选时可以重新提名。`)
    const problem =
      appointmentProblem(member, office === '委员' ? '委员' : office, organization.level, electorateOn) ??
      rightsProblem(member.name, member.rightsStatus, office)
    if (problem !== null) throw new DomainError('NOT_ELIGIBLE', problem)
    const candidateId = context.newId()
    const proposed = office === '委员' ? title : office
    await insertCandidate(
      context.db,
      { id: candidateId, processId, memberId, office, title: proposed, stage: '预备人选', note },
      context.at,
    )
    context.summarize(
      `提名${member.name}为“${organization.shortName}”${office}候选人预备人选${proposed === office ? '' : `（拟任${proposed}）`}`,
    )
    return { candidateId }
  },

  'election.removeCandidate': async (context, { candidateId }) => {
    const { record, candidate } = await candidacyOf(context, candidateId)
    refuseVoted(record.ballots, candidate.office)
    await deleteCandidate(context.db, candidateId)
    context.summarize(`撤下${candidate.member.name}的${candidate.office}${candidate.stage}`)
    return { processId: record.id }
  },

  'election.confirmCandidates': async (context, { processId, candidateIds, stage }) => {
    const { record, issues } = await openProcess(context, processId)
    const chosen = candidateIds.map((id) => {
      const candidate = record.candidates.find((each) => each.id === id)
      if (!candidate) throw candidateNotFound()
      refuseVoted(record.ballots, candidate.office)
      return candidate
    })
    if (stage === '正式候选人') {
      if (record.steps.every((step) => step.kind !== '批复' || step.doneOn === null))
        throw new DomainError('NOT_APPROVED', '还没有登记上级同意预备人选的批复；批复以后经党员酝酿，才能定为正式候选人（N-11）。')
      const problem = issues.find((each) => each.strength === '必须' && candidateIds.includes(each.candidateId ?? ''))
      if (problem) throw new DomainError('NOT_ELIGIBLE', problem.message)
    }
    await updateCandidates(context.db, candidateIds, { stage })
    const names = chosen.map((each) => each.member.name).join('、')
    context.summarize(stage === '正式候选人' ? `经酝酿确定${names}为正式候选人` : `${names}退回预备人选`)
    return { processId }
  },

  'election.setCandidateOrder': async (context, { processId, office, candidateIds }) => {
    const { record } = await openProcess(context, processId)
    refuseVoted(record.ballots, office)
    const own = record.candidates.filter((each) => each.office === office)
    if (candidateIds.length === 0) {
      await updateCandidates(
        context.db,
        own.map((each) => each.id),
        { position: null },
      )
      context.summarize(`${office}候选人恢复按姓氏笔画排列`)
      return { processId }
    }
    const isSame = candidateIds.length === own.length && own.every((each) => candidateIds.includes(each.id))
    if (!isSame)
      throw new DomainError('ORDER_INCOMPLETE', `次序须包含全部 ${own.length} 名${office}候选人，各一次；名单可能刚变过，请刷新后重排。`)
    for (const [index, id] of candidateIds.entries()) await updateCandidates(context.db, [id], { position: index + 1 })
    context.summarize(`人工确定${office}候选人的次序`)
    return { processId }
  },
} satisfies Partial<Handlers<Contract>>

function candidateNotFound(): DomainError {
  return new DomainError('CANDIDATE_NOT_FOUND', '没有找到这名候选人，可能已经撤下；请刷新后重试。')
}

async function candidacyOf(context: CommandContext, candidateId: string) {
  const found = await findCandidacy(context.db, candidateId)
  if (!found) throw candidateNotFound()
  const { record } = await openProcess(context, found.processId)
  const candidate = record.candidates.find((each) => each.id === candidateId)
  if (!candidate) throw candidateNotFound()
  return { record, candidate }
}

function refuseVoted(ballots: readonly { readonly office: string }[], office: string): void {
  if (ballots.some((ballot) => ballot.office === office))
    throw new DomainError('BALLOT_EXISTS', `${office}已经开始投票，候选人不能再变；要变请先删去这一轮投票。`)
}
