import { isCommitteeTitle } from '../../shared/election/tenure.ts'
import type { electionContract } from '../../shared/election/contract.ts'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { PostSource, PostTitle } from '../../shared/glossary.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { CommandContext, Handlers } from '../dispatch/handlers.ts'
import { postCommands } from './post-commands.ts'
import { openProcess } from './process-commands.ts'
import { findStoredProcess, updateProcess } from './process-queries.ts'
import { assembleProcess, confirmObstacle, nameIn, processTitle, type LoadedProcess } from './process-view.ts'
import { ALL_TIME, loadPosts, updatePosts } from './queries.ts'
import { refuseFuture, termCommands } from './term-commands.ts'

type Contract = typeof electionContract

type Seat = { readonly memberId: string; readonly title: PostTitle; readonly fromOn: PlainDate }

export const resultCommands = {
  'election.confirmResult': async (context, { processId, confirmedBy, approvalDocumentNo, resultReportNo }) => {
    const { db, at } = context
    const loaded = await openProcess(context, processId)
    const { record, organization } = loaded
    const obstacle = confirmObstacle(loaded)
    if (obstacle !== '') throw new DomainError('RESULT_NOT_READY', `还不能确认当选：${obstacle}`)
    const electedOn = record.meetingOn ?? context.today
    const seats = seatsOf(loaded, electedOn)
    let termId = record.termId
    if (record.kind === '换届') {
      const elected = loaded.offices.find((each) => each.office === '委员')?.outcome.electedIds.length
      const recorded = await termCommands['election.recordTerm'](context, {
        organizationId: organization.id,
        seq: record.seq ?? 1,
        electedOn,
        seatCount: record.seatCount === null ? null : (elected ?? record.seatCount),
        approvalDocumentNo,
        resultReportNo,
        remark: '',
        endPreviousPosts: true,
      })
      termId = recorded.termId
    } else await refuseHeld(context, loaded, seats)
    const source: PostSource = record.kind === '补选' ? '补选' : '选举'
    const postIds = await appointAll(context, organization.id, seats, source, approvalDocumentNo)
    const newTermId = record.kind === '换届' ? termId : null
    await updateProcess(db, processId, { newTermId, confirmedOn: context.today, confirmedBy, resultPostIds: postIds }, at)
    const names = [...new Set(seats.map((seat) => nameIn(record, seat.memberId)))].join('、')
    context.summarize(`${confirmedBy}确认“${organization.shortName}”${processTitle(record)}的结果，${electedOn} 选举：${names}当选`)
    return { processId, termId, postIds }
  },

  'election.confirmAssignment': async (context, { processId, memberId, title, fromOn, documentNo, duty, confirmedBy }) => {
    const loaded = await openProcess(context, processId)
    const { record, organization } = loaded
    if (record.kind !== '指派') throw new DomainError('NOT_ASSIGNMENT', `这是${record.kind}流程，当选由计票产生，不能以指派代替。`)
    const vacancy = record.vacancies.find((each) => each.title === title)
    if (!vacancy)
      throw new DomainError(
        'NOT_VACANT',
        `这个流程指派的是${record.vacancies.map((each) => each.title).join('、')}，没有${title}；请核对。`,
      )
    refuseFuture('到任日', fromOn, context.today)
    if (fromOn < vacancy.vacantOn)
      throw new DomainError('ASSIGNED_BEFORE_VACANT', `到任日 ${fromOn} 早于出缺日 ${vacancy.vacantOn}；请核对两个日期。`)
    const requested = record.steps.find((step) => step.kind === '请示')?.doneOn ?? null
    if (requested !== null && fromOn < requested)
      throw new DomainError('STEP_ORDER', `到任日 ${fromOn} 早于指派请示 ${requested}；请核对两个日期。`)
    const { postId } = await postCommands['election.appoint'](context, {
      organizationId: organization.id,
      memberId,
      title,
      duty,
      fromOn,
      source: '指派',
      documentNo,
    })
    await updateProcess(
      context.db,
      processId,
      { meetingOn: fromOn, confirmedOn: context.today, confirmedBy, resultPostIds: [postId] },
      context.at,
    )
    const name = loaded.roster.find((each) => each.id === memberId)?.name ?? ''
    context.summarize(`上级指派${name}自 ${fromOn} 起任“${organization.shortName}”${title}（${documentNo}），待条件成熟后再选举`)
    return { processId, postIds: [postId] }
  },

  'election.withdrawResult': async (context, { processId, reason }) => {
    const { db, at } = context
    const { record, organization } = await assembleProcess(db, processId, context.today)
    const stored = await findStoredProcess(db, processId)
    if (record.confirmedOn === null || !stored) throw new DomainError('NOT_CONFIRMED', '这个流程还没有确认当选，没有可撤销的。')
    const unconfirmed = { newTermId: null, confirmedOn: null, confirmedBy: '', resultPostIds: [] }
    if (record.kind === '换届' && record.newTermId !== null) {
      const changed = (await loadPosts(db, ALL_TIME, [organization.id])).filter(
        (post) => post.termId === record.newTermId && !stored.resultPostIds.includes(post.id),
      )
      const [later] = changed
      if (later)
        throw new DomainError(
          'CHANGED_SINCE',
          `确认以后又登记了${later.memberName}任${later.title}（${later.fromOn}）${changed.length > 1 ? `等 ${changed.length} 条` : ''}，撤销会连带撤下；请先撤下这些任职。`,
        )
      await updateProcess(db, processId, unconfirmed, at)
      await termCommands['election.removeTerm'](context, { termId: record.newTermId, reason })
    } else {
      await refuseEnded(context, organization.id, stored.resultPostIds)
      await updatePosts(db, stored.resultPostIds, { deletedAt: at }, at)
      await updateProcess(db, processId, record.kind === '指派' ? { ...unconfirmed, meetingOn: null } : unconfirmed, at)
    }
    context.summarize(`撤销“${organization.shortName}”${processTitle(record)}已确认的结果（${reason}），恢复确认以前`)
    return { processId }
  },
} satisfies Partial<Handlers<Contract>>

/** 当选人各任什么职：书记、副书记从其会议日起，委员从大会日起；拟任分工的按拟任。 */
function seatsOf({ record, offices }: LoadedProcess, electedOn: PlainDate): Seat[] {
  const seats: Seat[] = []
  const leaders = new Set<string>()
  for (const office of offices) {
    if (office.office === '委员') continue
    const heldOn = record.ballots.filter((ballot) => ballot.office === office.office).at(-1)?.heldOn ?? electedOn
    for (const memberId of office.outcome.electedIds) {
      leaders.add(memberId)
      seats.push({ memberId, title: office.office, fromOn: heldOn })
    }
  }
  for (const memberId of offices.find((each) => each.office === '委员')?.outcome.electedIds ?? []) {
    const proposed = record.candidates.find((each) => each.office === '委员' && each.memberId === memberId)?.title ?? '委员'
    const isLeaderTitle = proposed === '书记' || proposed === '副书记'
    if (!leaders.has(memberId)) seats.push({ memberId, title: isLeaderTitle ? '委员' : proposed, fromOn: electedOn })
    else if (!isLeaderTitle && proposed !== '委员') seats.push({ memberId, title: proposed, fromOn: electedOn })
  }
  return seats.filter((seat) => isCommitteeTitle(seat.title))
}

async function appointAll(
  context: CommandContext,
  organizationId: string,
  seats: readonly Seat[],
  source: PostSource,
  documentNo: string,
): Promise<string[]> {
  const postIds: string[] = []
  for (const seat of seats) {
    const { postId } = await postCommands['election.appoint'](context, { organizationId, ...seat, duty: '', source, documentNo })
    postIds.push(postId)
  }
  return postIds
}

/** 补选上来的人已有同一职务在任的拒绝，免得一职登记两次。 */
async function refuseHeld({ db }: CommandContext, { organization }: LoadedProcess, seats: readonly Seat[]): Promise<void> {
  const posts = await loadPosts(db, ALL_TIME, [organization.id])
  for (const seat of seats) {
    const held = posts.find((post) => post.memberId === seat.memberId && post.title === seat.title && post.untilOn === null)
    if (held)
      throw new DomainError('ALREADY_IN_OFFICE', `${held.memberName}自 ${held.fromOn} 起已在任${held.title}，不必补选；请核对候选人。`)
  }
}

async function refuseEnded({ db }: CommandContext, organizationId: string, postIds: readonly string[]): Promise<void> {
  const ended = (await loadPosts(db, ALL_TIME, [organizationId])).find((post) => postIds.includes(post.id) && post.untilOn !== null)
  if (ended)
    throw new DomainError(
      'CHANGED_SINCE',
      `${ended.memberName}的${ended.title}后来已于 ${ended.untilOn ?? ''} 卸任，不能撤销；请先撤销那次卸任。`,
    )
}
