import { shownDate, storedDate } from '../../shared/calendar/date-precision.ts'
import { educationBook, jobBook } from '../../shared/member/codes.ts'
import { effectsOf, EVENT_FORMS, isDeparture, isReturn, type EventWriting } from '../../shared/member/event-kinds.ts'
import { eventDoubts, standingOn, timelineProblem } from '../../shared/member/event-rules.ts'
import type { StateChange } from '../../shared/member/state.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { CommandContext } from '../dispatch/handlers.ts'
import { groupRows } from '../db/group-rows.ts'
import { assignmentRowsOf, closeAssignments, deleteAssignment, insertAssignments, reopenAssignment } from './assignment-queries.ts'
import { eventsOf, insertEvents, lifeStarts, reproject, withdrawEvents, type MemberEvent, type NewEvent } from './event-queries.ts'
import { noSuchMember, postsHeld, requirePlace } from './placement.ts'
import { organizationsAt } from './queries.ts'
import { liveMembers } from './record-queries.ts'

export type EventInput = EventWriting & {
  readonly documentNo: string
  readonly note: string
  /** 行政职务变动时一并改的工作岗位；空串为不改。 */
  readonly job: string
  readonly branchId: string | null
  readonly groupId: string | null
}

type Refusal = { readonly name: string; readonly place: string; readonly reason: string }

/**
 * 给几个人登记同一件事：每人都要合得上自己的一生，有一人不行就一个也不登。
 * 减员当日编出，转入、重新入党当日编入。返回各条的 id 与要人再看一眼的话。
 */
export async function recordEvents(
  context: CommandContext,
  memberIds: readonly string[],
  written: EventInput,
): Promise<{ eventIds: string[]; doubts: string[] }> {
  const { db, at, today } = context
  const input = normalized(written)
  refuseFutureEvent(input, today)
  const ids = [...new Set(memberIds)]
  const members = await liveMembers(db, ids)
  if (members.length < ids.length) throw noSuchMember()
  if (EVENT_FORMS[input.kind].isDocumentRequired && input.documentNo === '')
    throw refused([{ name: '', place: 'documentNo', reason: `“${input.kind}”须有上级同意的文号，请填写。` }])
  const place = await placeOf(context, input)
  const effects: StateChange = { ...effectsOf(input), ...(input.kind === '行政职务变动' && input.job !== '' ? { job: input.job } : {}) }
  const starts = await lifeStarts(db, ids)
  const recorded = groupRows(await eventsOf(db, { memberIds: ids }), ({ memberId }) => memberId)
  const refusals: Refusal[] = []
  const doubts: string[] = []
  const events: NewEvent[] = []
  for (const { id: memberId, profile } of members) {
    const life = starts.get(memberId)
    if (!life) throw noSuchMember()
    const { name } = profile
    const earlier = recorded.get(memberId) ?? []
    const event: NewEvent = {
      id: context.newId(),
      memberId,
      kind: input.kind,
      occurredOn: input.occurredOn,
      occurredOnPrecision: input.occurredOnPrecision,
      detail: input.detail,
      documentNo: input.documentNo,
      note: input.note,
      effects,
      closedAssignmentId: null,
      openedAssignmentId: null,
      batchId: null,
    }
    const [known, found] = [timelineProblem(life.start, earlier), timelineProblem(life.start, [...earlier, event])]
    if (found && found.event !== known?.event) {
      const reason =
        found.event === event
          ? found.reason
          : `登记之后，${shownDate(found.event.occurredOn, found.event.occurredOnPrecision)} 的“${found.event.kind}”就不成立了：${found.reason}`
      refusals.push({ name, place: 'event.occurredOn', reason })
      continue
    }
    const placed = await placementOf(context, event, name, place)
    if (typeof placed === 'string') refusals.push({ name, place: 'event.occurredOn', reason: placed })
    else events.push(placed)
    const standing = standingOn(life.start, earlier, input.occurredOn)
    const each = eventDoubts(standing.state, input)
    doubts.push(...each.map((doubt) => (ids.length === 1 ? doubt : `${name}：${doubt}`)))
    const held = await postsHeld(db, memberId, input.occurredOn)
    if (held.length > 0 && (isDeparture(input.kind) || input.kind === '停止党籍'))
      refusals.push({
        name,
        place: 'event.kind',
        reason: `${name}到 ${input.occurredOn} 还任${held.join('、')}，请先在“届次与班子”里登记卸任，空缺与补选期限才有起点。`,
      })
    if (held.length > 0 && (input.kind === '留党察看' || input.kind === '权利中止'))
      doubts.push(`${name}现任${held.join('、')}，${input.kind}期间没有被选举权，请办理离任。`)
  }
  if (refusals.length > 0) throw refused(refusals)
  await insertEvents(db, events, at)
  await reproject(db, ids, at)
  return { eventIds: events.map(({ id }) => id), doubts }
}

/** 撤下一条：编出的接回去，编入的撤掉；其后的事件因此不成立的拒绝。 */
export async function removeEvent(context: CommandContext, event: MemberEvent, reason: string): Promise<void> {
  const { db, at } = context
  const life = (await lifeStarts(db, [event.memberId])).get(event.memberId)
  if (!life) throw noSuchMember()
  const others = (await eventsOf(db, { memberIds: [event.memberId] })).filter(({ id }) => id !== event.id)
  await undoPlacement(context, event, others)
  await withdrawEvents(db, [event.id], { at, reason, replacedById: null })
  await reproject(db, [event.memberId], at)
}

/** 撤下以后，其余的事件还成立不成立。 */
export async function refuseBrokenTimeline(context: CommandContext, event: MemberEvent): Promise<void> {
  const life = (await lifeStarts(context.db, [event.memberId])).get(event.memberId)
  if (!life) throw noSuchMember()
  const found = timelineProblem(life.start, await eventsOf(context.db, { memberIds: [event.memberId] }))
  if (!found) return
  const on = shownDate(found.event.occurredOn, found.event.occurredOnPrecision)
  throw new DomainError(
    'EVENT_NEEDED_LATER',
    `撤下“${event.kind}”以后，${on} 的“${found.event.kind}”就不成立了：${found.reason}请先撤下或更正那一条。`,
  )
}

function normalized(written: EventInput): EventInput {
  const occurredOn = storedDate(written.occurredOn, written.occurredOnPrecision)
  const named = (book: typeof jobBook, text: string, place: string) => {
    const reading = text === '' ? null : book.find(text)
    if (reading === null) return ''
    if (reading.kind === '认得') return reading.label
    throw refused([{ name: '', place, reason: `“${text}”不在${book.name}代码表里，请选一项。` }])
  }
  const detail = written.kind === '学历变化' ? named(educationBook, written.detail, 'event.detail') : written.detail
  return { ...written, occurredOn, detail, job: named(jobBook, written.job, 'event.job') }
}

function refuseFutureEvent({ occurredOn, kind }: EventInput, today: string): void {
  if (occurredOn <= today) return
  throw refused([{ name: '', place: 'event.occurredOn', reason: `“${kind}”的日期 ${occurredOn} 在今天（${today}）之后，请到当日再登记。` }])
}

function refused(refusals: readonly Refusal[]): DomainError {
  const shown = refusals
    .slice(0, 5)
    .map(({ name, reason }) => (refusals.length > 1 && name !== '' && !reason.startsWith(name) ? `${name}：${reason}` : reason))
  const rest = refusals.length > 5 ? `等 ${refusals.length} 处。` : ''
  return new DomainError('EVENT_REFUSED', `${shown.join('')}${rest}`, {
    problems: refusals.map(({ name, place, reason }) => ({
      place,
      message: refusals.length > 1 && !reason.startsWith(name) ? `${name}：${reason}` : reason,
    })),
  })
}

type Place = { readonly branchId: string; readonly groupId: string | null }

async function placeOf({ db }: CommandContext, input: EventInput): Promise<Place | null> {
  if (!EVENT_FORMS[input.kind].needsPlace) return null
  if (input.branchId === null) throw refused([{ name: '', place: 'event.branchId', reason: '请选编入哪个党支部。' }])
  await requirePlace(db, input.branchId, input.groupId, input.occurredOn)
  return { branchId: input.branchId, groupId: input.groupId }
}

/** 事件带来的编出、编入；做不到则返回说明。 */
async function placementOf(context: CommandContext, event: NewEvent, name: string, place: Place | null): Promise<NewEvent | string> {
  if (!isDeparture(event.kind) && place === null) return event
  const { db } = context
  const rows = await assignmentRowsOf(db, event.memberId)
  const open = rows.find(({ untilOn }) => untilOn === null)
  const on = event.occurredOn
  if (isReturn(event.kind)) {
    if (open) return `${name}现在仍编在党支部里，不能再登记“${event.kind}”；换支部请登记“内部调整”。`
    const last = rows.at(-1)?.untilOn ?? null
    if (last !== null && on < last) return `${name}在 ${last} 才编出原来的党支部，“${event.kind}”的日期 ${on} 不能更早。`
  } else {
    if (!open) return `${name}现在不在任何党支部，不能登记“${event.kind}”。`
    if (open.fromOn !== null && on < open.fromOn)
      return `${name}自 ${open.fromOn} 起才编在现在的党支部，“${event.kind}”的日期 ${on} 不能更早。`
    if (place !== null && open.branchId === place.branchId && open.groupId === place.groupId) return `${name}已经编在那里，不必再调整。`
    await closeAssignments(db, [open.id], on)
  }
  if (place === null) return { ...event, closedAssignmentId: open?.id ?? null }
  const openedAssignmentId = context.newId()
  const reason = event.detail === '' ? event.kind : `${event.kind}：${event.detail}`
  await insertAssignments(db, [{ id: openedAssignmentId, memberId: event.memberId, ...place, fromOn: on, reason }])
  return { ...event, closedAssignmentId: open?.id ?? null, openedAssignmentId }
}

async function undoPlacement(context: CommandContext, event: MemberEvent, others: readonly MemberEvent[]): Promise<void> {
  if (event.closedAssignmentId === null && event.openedAssignmentId === null) return
  const { db, today } = context
  const rows = await assignmentRowsOf(db, event.memberId)
  const closed = rows.find(({ id }) => id === event.closedAssignmentId)
  const opened = rows.find(({ id }) => id === event.openedAssignmentId)
  const later = rows.find(({ id, fromOn }) => id !== opened?.id && fromOn !== null && fromOn >= event.occurredOn && id !== closed?.id)
  const isMoved =
    (event.openedAssignmentId !== null && opened?.untilOn !== null) ||
    others.some(({ closedAssignmentId }) => closedAssignmentId !== null && closedAssignmentId === opened?.id)
  if (later || isMoved)
    throw new DomainError(
      'ASSIGNMENT_CHANGED_LATER',
      `“${event.kind}”（${event.occurredOn}）以后又有编入编出${later ? `（${later.fromOn ?? ''}）` : ''}，不能撤下或更正；请先撤下其后的那一条。`,
    )
  if (opened) await deleteAssignment(db, opened.id)
  if (!closed) return
  const branch = (await organizationsAt(db, today)).get(closed.branchId)
  if (branch !== undefined && branch.dissolvedOn !== null)
    throw new DomainError(
      'BRANCH_DISSOLVED',
      `原来所在的“${branch.name}”已于 ${branch.dissolvedOn} 撤销，接不回去；请先恢复那个党支部，再撤下这一条。`,
    )
  await reopenAssignment(db, closed.id)
}
