import { appointmentProblem, rightsProblem } from '../../shared/election/appointment.ts'
import { countBallot, judgePaper, type Nominee, type Tally } from '../../shared/election/ballot.ts'
import { ballotName } from '../../shared/election/candidates.ts'
import type { electionContract } from '../../shared/election/contract.ts'
import type { BallotRecord } from '../../shared/election/process-records.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { CommandContext, Handlers } from '../dispatch/handlers.ts'
import { isInOffice } from '../../shared/election/tenure.ts'
import {
  deleteBallot,
  deletePaper,
  deleteWriteIns,
  findBallot,
  insertBallot,
  insertNominees,
  savePaper,
  saveTally,
  updateBallot,
} from './ballot-queries.ts'
import { openProcess } from './process-commands.ts'
import { entryOf, nomineesOf, type LoadedOffice, type LoadedProcess } from './process-view.ts'
import { loadPosts } from './queries.ts'
import { refuseFuture } from './term-commands.ts'

type Contract = typeof electionContract

export const ballotCommands = {
  'election.openBallot': async (context, { processId, office, nomineeIds, ...input }) => {
    const loaded = await openProcess(context, processId)
    const { record } = loaded
    const place = loaded.offices.find((each) => each.office === office)
    if (!place) throw new DomainError('OFFICE_NOT_ELECTED', `本次不选举${office}。`)
    if (place.obstacle !== '' || place.outcome.next === null)
      throw new DomainError('BALLOT_NOT_READY', `现在还不能投${office}的票：${place.obstacle}`)
    const { kind, seats } = place.outcome.next
    refuseFuture('投票日期', input.heldOn, context.today)
    if (place.venue === '党员大会' && input.heldOn !== record.meetingOn)
      throw new DomainError('NOT_MEETING_DAY', `大会定在 ${record.meetingOn ?? ''}，投票日期是 ${input.heldOn}；改期请先改大会日期。`)
    if (record.meetingOn !== null && input.heldOn < record.meetingOn)
      throw new DomainError('BEFORE_MEETING', `委员会会议 ${input.heldOn} 早于党员大会 ${record.meetingOn}；委员选出以后才能开。`)
    const nominees = await nomineesFor(context, loaded, place, nomineeIds)
    const dueCount = await dueCountFor(context, loaded, place)
    const round = 1 + record.ballots.filter((ballot) => ballot.office === office).length
    const setup = { office, venue: place.venue, kind, seats, dueCount, ...input }
    refuseCounts(setup)
    const ballotId = context.newId()
    await insertBallot(context.db, { ...setup, id: ballotId, processId, round }, nominees, context.at)
    context.summarize(
      `${office}第 ${round} 轮（${kind}）：应选 ${seats} 名，应到 ${dueCount}，实到 ${input.presentCount}，发出 ${input.issuedCount} 张，收回 ${input.collectedCount} 张`,
    )
    return { ballotId }
  },

  'election.correctBallot': async (context, { ballotId, ...counts }) => {
    const { ballot } = await unsigned(context, ballotId)
    refuseCounts({ ...ballot, ...counts })
    await updateBallot(context.db, ballotId, counts, context.at)
    context.summarize(
      `改${ballot.office}第 ${ballot.round} 轮：实到 ${counts.presentCount}，发出 ${counts.issuedCount} 张，收回 ${counts.collectedCount} 张`,
    )
    return { ballotId }
  },

  'election.recordPaper': async (context, { ballotId, number, marks, writeIns }) => {
    const { ballot, loaded } = await unsigned(context, ballotId)
    if (ballot.entry !== '逐张') throw new DomainError('NOT_BY_PAPER', '这一轮是汇总录入，不能逐张录；要改请先删去这一轮。')
    if (number > ballot.collectedCount)
      throw new DomainError('PAPER_OVER_COLLECTED', `第 ${number} 张超过收回的 ${ballot.collectedCount} 张；收回数录错了请先改正。`)
    const onPaper = ballot.nominees.filter((each) => !each.isWriteIn)
    const stranger = Object.keys(marks).find((id) => onPaper.every((each) => each.memberId !== id))
    if (stranger !== undefined) throw new DomainError('NOT_ON_BALLOT', '录了不在选票上的人；另选他人请写在“另选”里。')
    const seen = new Set<string>()
    for (const each of writeIns) {
      const key = each.memberId ?? `名:${each.name}`
      if (seen.has(key)) throw new DomainError('WRITE_IN_TWICE', `第 ${number} 张另选“${each.name}”写了两次，请只录一次。`)
      seen.add(key)
      if (onPaper.some((nominee) => nominee.memberId === each.memberId))
        throw new DomainError('WRITE_IN_NOMINEE', `“${each.name}”就是选票上的候选人，请直接录赞成，不录另选。`)
      if (each.memberId !== null && !loaded.roster.some((member) => member.id === each.memberId))
        throw new DomainError('MEMBER_NOT_IN_ROSTER', `另选的“${each.name}”没有编在本党组织；认不出是谁的只录姓名。`)
    }
    const paper = { number, marks, writeIns }
    await savePaper(context.db, ballotId, paper)
    await syncWriteIns(
      context,
      ballot,
      [...ballot.papers.filter((each) => each.number !== number), paper].flatMap((each) => each.writeIns),
    )
    const verdict = judgePaper(
      paper,
      onPaper.map((each) => each.memberId),
      ballot.seats,
    )
    context.summarize(`${ballot.office}第 ${ballot.round} 轮第 ${number} 张：${verdict.isValid ? '有效' : '无效'}，${verdict.reason}`)
    return { ballotId, number, isValid: verdict.isValid, reason: verdict.reason }
  },

  'election.removePaper': async (context, { ballotId, number }) => {
    const { ballot } = await unsigned(context, ballotId)
    if (!ballot.papers.some((each) => each.number === number))
      throw new DomainError('PAPER_NOT_FOUND', `第 ${number} 张还没有录入，不需要删。`)
    await deletePaper(context.db, ballotId, number)
    await syncWriteIns(
      context,
      ballot,
      ballot.papers.filter((each) => each.number !== number).flatMap((each) => each.writeIns),
    )
    context.summarize(`删去${ballot.office}第 ${ballot.round} 轮第 ${number} 张`)
    return { ballotId }
  },

  'election.recordTallies': async (context, { ballotId, invalidCount, tallies, writeIns }) => {
    const { ballot, loaded } = await unsigned(context, ballotId)
    if (ballot.entry !== '汇总') throw new DomainError('NOT_BY_TALLY', '这一轮是逐张录入，不能汇总录；要改请先删去这一轮。')
    const onPaper = ballot.nominees.filter((each) => !each.isWriteIn)
    const missing = onPaper.find((each) => tallies.every((tally) => tally.memberId !== each.memberId))
    if (missing) throw new DomainError('TALLY_MISSING', `还没有录${missing.name}的票数，请逐人填齐。`)
    const entered = new Map<string, Tally>(tallies.map(({ memberId, ...tally }) => [memberId, tally]))
    const unknown = tallies.find((tally) => onPaper.every((each) => each.memberId !== tally.memberId))
    if (unknown || entered.size !== tallies.length) throw new DomainError('NOT_ON_BALLOT', '票数里有不在选票上的人或重复的人，请核对。')
    const others = writeIns.map(({ memberId, ayes }): Nominee & { ayes: number } => {
      const member = loaded.roster.find((each) => each.id === memberId)
      if (!member || onPaper.some((each) => each.memberId === memberId))
        throw new DomainError('WRITE_IN_INVALID', '另选他人须是本党组织的党员，且不在选票上；请核对。')
      return { memberId, name: member.name, title: '委员', isWriteIn: true, ayes }
    })
    for (const other of others) entered.set(other.memberId, { ayes: other.ayes, noes: 0, abstentions: 0 })
    const nominees = [...onPaper, ...others]
    const count = countBallot(ballot, nominees, { entry: '汇总', invalidCount, tallies: entered })
    const [problem] = count.problems
    if (problem !== undefined)
      throw new DomainError('TALLY_MISMATCH', problem, { problems: count.problems.map((message) => ({ place: '计票', message })) })
    await updateBallot(context.db, ballotId, { invalidCount }, context.at)
    await syncWriteIns(context, ballot, others)
    for (const [memberId, tally] of entered) await saveTally(context.db, ballotId, memberId, tally)
    context.summarize(`${ballot.office}第 ${ballot.round} 轮汇总录入：有效 ${count.validCount} 张，无效 ${invalidCount} 张`)
    return { ballotId }
  },

  'election.confirmBallot': async (context, { ballotId, scrutineer, teller }) => {
    const { ballot, loaded } = await unsigned(context, ballotId)
    const count = countBallot(ballot, ballot.nominees, entryOf(ballot))
    if (!count.isComplete) throw new DomainError('COUNT_INCOMPLETE', `还不能签字：${count.problems[0] ?? count.conclusion}`)
    if (ballot.entry === '汇总' && ballot.nominees.every((each) => each.ayes === undefined))
      throw new DomainError('COUNT_INCOMPLETE', '还不能签字：各人票数还没有录入。')
    const own = loaded.record.candidates.find(
      (each) =>
        [scrutineer, teller].some((text) => text.split(/[、,，\s]+/).includes(each.member.name)) &&
        ballot.nominees.some((n) => n.memberId === each.memberId),
    )
    if (own) throw new DomainError('SCRUTINEER_IS_NOMINEE', `${own.member.name}是候选人，不能担任监票人、计票人；请改由其他人签字。`)
    await updateBallot(context.db, ballotId, { scrutineer, teller, signedAt: context.at }, context.at)
    context.summarize(`监票人${scrutineer}、计票人${teller}确认${ballot.office}第 ${ballot.round} 轮：${count.conclusion}`)
    return { ballotId }
  },

  'election.reopenBallot': async (context, { ballotId, reason }) => {
    const { ballot, loaded } = await ballotIn(context, ballotId)
    if (ballot.signedAt === null) throw new DomainError('NOT_SIGNED', '这一轮还没有签字，可以直接改。')
    const later = loaded.record.ballots.find((each) => each.office === ballot.office && each.round > ballot.round)
    if (later) throw new DomainError('LATER_ROUND_EXISTS', `其后还有第 ${later.round} 轮（${later.kind}），请先删去那一轮再撤销签字。`)
    const leaders = ballot.office === '委员' ? loaded.record.ballots.find((each) => each.venue === '委员会') : undefined
    if (leaders) throw new DomainError('LATER_ROUND_EXISTS', `新一届委员会已经选举${leaders.office}，请先删去那一轮再撤销委员的签字。`)
    await updateBallot(context.db, ballotId, { signedAt: null, reductionReason: '' }, context.at)
    context.summarize(`撤销${ballot.office}第 ${ballot.round} 轮的签字（${reason}）`)
    return { ballotId }
  },

  'election.approveReduction': async (context, { ballotId, agreedCount, reason }) => {
    const { ballot, loaded } = await ballotIn(context, ballotId)
    const place = loaded.offices.find((each) => each.office === ballot.office)
    const last = loaded.record.ballots.filter((each) => each.office === ballot.office).at(-1)
    if (ballot.signedAt === null || last?.id !== ballotId || place?.outcome.next?.kind !== '另选')
      throw new DomainError('NOT_SHORT', '只有最后一轮已签字、当选不足应选的，才谈得上减少名额。')
    if (place.outcome.electedIds.length === 0) throw new DomainError('NOBODY_ELECTED', '还没有人当选，不能以减少名额了结；请另行选举。')
    if (agreedCount * 2 < ballot.presentCount)
      throw new DomainError(
        'REDUCTION_NOT_AGREED',
        `同意减少名额的 ${agreedCount} 人，不足实到 ${ballot.presentCount} 人的半数；须经半数以上同意（N-12）。`,
      )
    if (agreedCount > ballot.presentCount)
      throw new DomainError('REDUCTION_OVER_PRESENT', `同意的 ${agreedCount} 人多于实到 ${ballot.presentCount} 人，请核对。`)
    await updateBallot(context.db, ballotId, { reductionReason: `${agreedCount} 人同意：${reason}` }, context.at)
    context.summarize(`${ballot.office}经 ${agreedCount} 人（半数以上）同意减少名额：${reason}`)
    return { ballotId }
  },

  'election.removeBallot': async (context, { ballotId }) => {
    const { ballot, loaded } = await unsigned(context, ballotId)
    await deleteBallot(context.db, ballotId)
    context.summarize(`删去${ballot.office}第 ${ballot.round} 轮投票，已录 ${ballot.papers.length} 张`)
    return { processId: loaded.record.id }
  },
} satisfies Partial<Handlers<Contract>>

/** 选票上的人：正式选举取正式候选人，再投取平票的人，另选重新提（不提则取原来没有当选的）。 */
async function nomineesFor(
  context: CommandContext,
  loaded: LoadedProcess,
  { office, venue, outcome }: LoadedOffice,
  nomineeIds: readonly string[] | undefined,
): Promise<Nominee[]> {
  const { record, roster } = loaded
  const formal = nomineesOf(record, office).map((candidate) => ({
    memberId: candidate.memberId,
    name: ballotName(candidate, record.candidates),
    title: candidate.title,
    isWriteIn: false,
  }))
  const known = [...formal, ...record.ballots.filter((each) => each.office === office).flatMap((each) => each.nominees)]
  const nomineeOf = (memberId: string): Nominee => {
    const found = known.find((each) => each.memberId === memberId)
    if (found) return { memberId, name: found.name, title: found.title, isWriteIn: false }
    const member = roster.find((each) => each.id === memberId)
    if (!member) throw new DomainError('MEMBER_NOT_IN_ROSTER', '另选提名的人没有编在本党组织；请从名册里选择。')
    const problem =
      appointmentProblem(member, office, loaded.organization.level, loaded.electorateOn) ??
      rightsProblem(member.name, member.rightsStatus, office)
    if (problem !== null) throw new DomainError('NOT_ELIGIBLE', problem)
    return { memberId, name: member.name, title: office, isWriteIn: false }
  }
  const next = outcome.next
  if (next?.kind === '再投' && next.nomineeIds !== null) return next.nomineeIds.map(nomineeOf)
  const elected = new Set(outcome.electedIds)
  if (next?.kind === '另选') {
    const chosen = nomineeIds ?? [...new Set(known.map((each) => each.memberId))].filter((id) => !elected.has(id))
    const again = chosen.find((id) => elected.has(id))
    if (again !== undefined) throw new DomainError('ALREADY_ELECTED', `${nomineeOf(again).name}已经当选，不能再列入另选。`)
    if (chosen.length < next.seats || new Set(chosen).size !== chosen.length)
      throw new DomainError('TOO_FEW_NOMINEES', `另选 ${next.seats} 名，提名只有 ${new Set(chosen).size} 名；应选不能多于候选，请再提名。`)
    return chosen.map(nomineeOf)
  }
  if (venue === '委员会') await refuseOutsiders(context, loaded, formal)
  return formal
}

/** 书记、副书记从委员里产生：换届看新选出的委员，补选看在任的与补选上来的。 */
async function refuseOutsiders(context: CommandContext, loaded: LoadedProcess, formal: readonly Nominee[]): Promise<void> {
  const committee = await committeeIds(context, loaded)
  const outsider = formal.find((each) => !committee.has(each.memberId))
  if (outsider)
    throw new DomainError('NOT_COMMITTEE_MEMBER', `${outsider.name}没有当选委员，不能作书记、副书记候选人；请另提已当选的委员。`)
}

async function committeeIds({ db }: CommandContext, { record, offices }: LoadedProcess): Promise<Set<string>> {
  const elected = offices.find((each) => each.office === '委员')?.outcome.electedIds ?? []
  if (record.kind === '换届' || record.meetingOn === null) return new Set(elected)
  const posts = await loadPosts(db, record.meetingOn, [record.organizationId])
  const meetingOn = record.meetingOn
  return new Set([...elected, ...posts.filter((post) => isInOffice(post, meetingOn)).map((post) => post.memberId)])
}

async function dueCountFor(context: CommandContext, loaded: LoadedProcess, { venue }: LoadedOffice): Promise<number> {
  return venue === '党员大会' ? loaded.electorate.dueCount : (await committeeIds(context, loaded)).size
}

function refuseCounts(counts: Pick<BallotRecord, 'dueCount' | 'presentCount' | 'issuedCount' | 'collectedCount'>): void {
  const { dueCount, presentCount, issuedCount } = counts
  if (presentCount > dueCount)
    throw new DomainError(
      'PRESENT_OVER_DUE',
      `实到 ${presentCount} 人多于应到 ${dueCount} 人；请核对签到，或先把党员编入、核对不计入名单。`,
    )
  if (issuedCount > presentCount)
    throw new DomainError('ISSUED_OVER_PRESENT', `发出选票 ${issuedCount} 张多于实到 ${presentCount} 人；一人一票，请核对。`)
}

async function ballotIn(context: CommandContext, ballotId: string): Promise<{ ballot: BallotRecord; loaded: LoadedProcess }> {
  const notFound = () => new DomainError('BALLOT_NOT_FOUND', '没有找到这一轮投票，可能已经删去；请刷新后重试。')
  const found = await findBallot(context.db, ballotId)
  if (!found) throw notFound()
  const loaded = await openProcess(context, found.processId)
  const ballot = loaded.record.ballots.find((each) => each.id === ballotId)
  if (!ballot) throw notFound()
  return { ballot, loaded }
}

async function unsigned(context: CommandContext, ballotId: string) {
  const found = await ballotIn(context, ballotId)
  if (found.ballot.signedAt !== null)
    throw new DomainError(
      'ALREADY_SIGNED',
      `${found.ballot.office}第 ${found.ballot.round} 轮已由${found.ballot.scrutineer}签字，不能再改；要改请先撤销签字。`,
    )
  return found
}

/** 另选他人随选票增减：新写到的登记，没有票再写到的删去。 */
async function syncWriteIns(
  { db }: CommandContext,
  ballot: BallotRecord,
  written: readonly { readonly memberId: string | null; readonly name: string }[],
): Promise<void> {
  const wanted = new Map(written.flatMap((each) => (each.memberId === null ? [] : [[each.memberId, each.name] as const])))
  const present = ballot.nominees.filter((each) => each.isWriteIn).map((each) => each.memberId)
  await deleteWriteIns(
    db,
    ballot.id,
    present.filter((id) => !wanted.has(id)),
  )
  const added = [...wanted].filter(([id]) => !present.includes(id))
  await insertNominees(
    db,
    ballot.id,
    added.map(([memberId, name]) => ({ memberId, name, title: '委员', isWriteIn: true })),
    ballot.nominees.length,
  )
}
