import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { DatePrecision } from '../../shared/glossary.ts'
import type { MemberProfile } from '../../shared/member/contract.ts'
import type { MemberEventKind } from '../../shared/member/event-kinds.ts'
import { eventProblem, standingOn } from '../../shared/member/event-rules.ts'
import { STATE_FIELDS, type MemberState, type StateChange, type StateField } from '../../shared/member/state.ts'
import { groupRows } from '../db/group-rows.ts'
import type { CommandContext } from '../dispatch/handlers.ts'
import { eventsOf, insertEvents, lifeStarts, reproject, type LifeStart, type MemberEvent, type NewEvent } from './event-queries.ts'
import { updateMembers } from './record-queries.ts'

export type ProfileChange = { readonly id: string; readonly before: MemberProfile; readonly after: MemberProfile }

/** 改动从哪里来：随时间变化的项改了，就记成那天的事件；`note` 写进事件的备注。 */
export type ChangeSource = { readonly on: PlainDate; readonly note: string; readonly batchId: string | null }

const PROFILE_STATE_FIELDS = STATE_FIELDS.filter(
  (field): field is Exclude<StateField, 'probationEndsOn' | 'exemption'> => field !== 'probationEndsOn' && field !== 'exemption',
)

/**
 * 写入一批人的信息。随时间变化的项不止改现值：
 * - 有来源（导入、粘贴）的，党籍、失联、流动、权利、转正的变化记成事件，自来源日期（或其自带的日期）起；学历、岗位等当作更正；
 * - 已由事件推出的项改了而说不出是哪件事的，记一条“信息变更”，绝不绕开事件改现值。
 * 没有来源的改动是更正：没有事件的项从头就如此。
 */
export async function changeMembers(
  context: Pick<CommandContext, 'db' | 'at' | 'newId' | 'today'>,
  changes: readonly ProfileChange[],
  source: ChangeSource | null,
): Promise<void> {
  const { db, at } = context
  const altered = changes.filter(({ before, after }) => PROFILE_STATE_FIELDS.some((field) => before[field] !== after[field]))
  const alteredIds = altered.map(({ id }) => id)
  const recorded = groupRows(altered.length === 0 ? [] : await eventsOf(db, { memberIds: alteredIds }), ({ memberId }) => memberId)
  // 多数改动只是改电话、住址：不碰状态的，或是没有来源又没有事件的更正，直接写。
  const dated = source === null ? altered.filter(({ id }) => recorded.has(id)) : altered
  const starts = dated.length === 0 ? new Map<string, LifeStart>() : await lifeStarts(db, alteredIds)
  const events = dated.flatMap((change) => {
    const life = starts.get(change.id)
    return life ? eventsBehind(context, change, life, recorded.get(change.id) ?? [], source) : []
  })
  if (events.length > 0) {
    await insertEvents(db, events, at)
    await reproject(db, [...new Set(events.map(({ memberId }) => memberId))], at)
  }
  await updateMembers(
    db,
    changes.map(({ id, after }) => ({ id, profile: after })),
    at,
  )
  const projected = [...new Set([...recorded.keys(), ...events.map(({ memberId }) => memberId)])]
  if (projected.length > 0) await reproject(db, projected, at)
}

/** 一人的改动背后是哪几件事。 */
function eventsBehind(
  context: Pick<CommandContext, 'newId' | 'today'>,
  { id: memberId, before, after }: ProfileChange,
  life: LifeStart,
  recorded: readonly MemberEvent[],
  source: ChangeSource | null,
): NewEvent[] {
  const on = source?.on ?? context.today
  const explained = new Set<StateField>()
  const event = (
    kind: MemberEventKind,
    occurredOn: PlainDate,
    detail: string,
    effects: StateChange,
    note: string,
    occurredOnPrecision: DatePrecision = '日',
  ): NewEvent => ({
    id: context.newId(),
    memberId,
    kind,
    occurredOn,
    occurredOnPrecision,
    detail,
    documentNo: '',
    note,
    effects,
    closedAssignmentId: null,
    openedAssignmentId: null,
    batchId: source?.batchId ?? null,
  })
  const events: NewEvent[] = []
  const add = (
    kind: MemberEventKind,
    fields: readonly StateField[],
    occurredOn: PlainDate | null,
    detail = '',
    precision: DatePrecision = '日',
  ) => {
    const effects = pick(after, fields)
    const made = event(kind, occurredOn ?? on, detail, effects, occurredOn === null ? undatedNote(source) : (source?.note ?? ''), precision)
    const standing = standingOn(life.start, [...recorded, ...events], made.occurredOn)
    if (eventProblem(standing, made) !== '') return
    events.push(made)
    for (const field of fields) explained.add(field)
  }
  if (source !== null) {
    if (before.partyStatus !== after.partyStatus) add(after.partyStatus === '正常' ? '恢复党籍' : '停止党籍', ['partyStatus'], null)
    if (before.isLost !== after.isLost)
      add(
        after.isLost ? '失去联系' : '恢复联系',
        ['isLost', 'lostOn', 'lostOnPrecision'],
        after.isLost ? after.lostOn : null,
        '',
        after.isLost && after.lostOn !== null ? after.lostOnPrecision : '日',
      )
    if (before.isFloating !== after.isFloating)
      add(after.isFloating ? '流动外出' : '流动返回', ['isFloating', 'floatingTo'], null, after.floatingTo)
    if (before.category === '预备党员' && after.category === '正式党员' && after.fullOn !== null)
      add('转正', ['category', 'fullOn', 'fullOnPrecision'], after.fullOn, '', after.fullOnPrecision)
    if (before.rightsStatus !== after.rightsStatus && after.rightsStatus !== '不计入应到会')
      add(after.rightsStatus === '正常' ? '恢复党员权利' : after.rightsStatus, ['rightsStatus'], null)
  }
  const touched = new Set(Object.keys(life.baseline))
  const rest = PROFILE_STATE_FIELDS.filter((field) => before[field] !== after[field] && touched.has(field) && !explained.has(field))
  if (rest.length > 0) events.push(event('信息变更', on, '', pick(after, rest), source?.note ?? '随信息更正'))
  return events
}

function pick(profile: MemberProfile, fields: readonly StateField[]): StateChange {
  const state: Partial<Record<StateField, MemberState[StateField]>> = {}
  for (const field of fields) if (field !== 'probationEndsOn' && field !== 'exemption') state[field] = profile[field]
  return state as StateChange
}

function undatedNote(source: ChangeSource | null): string {
  return source === null ? '' : `${source.note}，日期不详，暂记为 ${source.on}`
}
