import { latestDay, shownDate } from '../calendar/date-precision.ts'
import { addMonths, addYears, isPlainDate, type PlainDate } from '../calendar/plain-date.ts'
import { EVENT_FORMS, isDeparture, isReturn, type EventWriting, type MemberEventKind } from './event-kinds.ts'
import type { MemberState, StateChange } from './state.ts'

/** 劝退、除名、开除之后多少年内不得重新入党（《中国共产党不合格党员组织处置办法》《中国共产党纪律处分条例》）。 */
export const REJOIN_AFTER_YEARS = 5

/** 预备期一年；延长一次，不少于半年、最长不超过一年（《中国共产党发展党员工作细则》）。 */
const EXTENSION_MONTHS = { least: 6, most: 12 } as const

/** 推到某条事件以前的样子：状态，与因哪条事件、哪天离开（在册为 null）。 */
export type Standing = { readonly state: MemberState; readonly left: { readonly kind: MemberEventKind; readonly on: PlainDate } | null }

/**
 * 在 `standing` 之下能不能有这条事件；能则空串，不能则说明为什么、怎么办。
 * 只有“停止党籍”可以恢复党籍，出党的只能重新入党（《中国共产党党员教育管理工作条例》第二十四条、不合格党员组织处置办法）。
 */
export function eventProblem(standing: Standing, event: EventWriting): string {
  const { kind, occurredOn } = event
  const { state, left } = standing
  const form = EVENT_FORMS[kind]
  if (form.isDetailRequired && event.detail === '') return `请填“${form.detailLabel}”。`
  if (form.options.length > 0 && event.detail !== '' && !form.options.includes(event.detail))
    return `“${form.detailLabel}”应是：${form.options.join('、')}；这里是“${event.detail}”。`
  const on = shownDate(occurredOn, event.occurredOnPrecision)
  if (kind === '入党') return ''
  if (kind === '重新入党') return rejoinProblem(left, occurredOn)
  if (left !== null && !isReturn(kind)) return `此人已于 ${left.on} ${left.kind}，${on} 不在册，不能再登记“${kind}”；请核对日期。`
  if (kind === '组织关系转入') return returnProblem(left)
  if (latestDay(occurredOn, event.occurredOnPrecision) < state.joinedOn)
    return `“${kind}”的日期 ${on} 早于入党日期 ${shownDate(state.joinedOn, state.joinedOnPrecision)}，请核对。`
  return stateProblem(state, event)
}

function returnProblem(left: Standing['left']): string {
  if (left === null || left.kind === '组织关系转出') return ''
  return left.kind === '去世' ? `此人已于 ${left.on} 去世，请核对。` : `此人已于 ${left.on} ${left.kind}，不能转入；只能重新入党。`
}

function rejoinProblem(left: Standing['left'], on: PlainDate): string {
  if (left === null) return '此人没有登记过出党，不能登记重新入党。'
  if (left.kind === '组织关系转出') return `此人 ${left.on} 是转出组织关系，没有出党；转回来请登记“组织关系转入”。`
  if (left.kind === '去世') return `此人已于 ${left.on} 去世，请核对。`
  const since = addYears(left.on, REJOIN_AFTER_YEARS)
  if ((left.kind === '劝退' || left.kind === '除名' || left.kind === '开除党籍') && on < since)
    return `${left.kind}之后 ${REJOIN_AFTER_YEARS} 年内不得重新入党：${left.on} ${left.kind}，最早 ${since}；这里是 ${on}。`
  return on <= left.on ? `重新入党的日期 ${on} 不晚于${left.kind}的日期 ${left.on}，请核对。` : ''
}

/** 状态要合得上：停止了才能恢复、外出了才能返回。 */
function stateProblem(state: MemberState, { kind, occurredOn, occurredOnPrecision, detail }: EventWriting): string {
  const unless = (isFit: boolean, reason: string) => (isFit ? '' : reason)
  switch (kind) {
    case '转正':
    case '取消预备党员资格':
      return unless(state.category === '预备党员', `当时已是正式党员，不能登记“${kind}”；请核对转正日期。`)
    case '延长预备期':
      return extensionProblem(state, detail)
    case '停止党籍':
      return unless(state.partyStatus === '正常', '当时已经停止党籍，不必再登记；请核对日期。')
    case '恢复党籍':
      return unless(state.partyStatus === '停止党籍', '只有停止党籍的可以恢复党籍，当时党籍正常；请核对日期，或先补登记停止党籍。')
    case '流动返回':
      return unless(state.isFloating, '当时没有登记为外出流动，请先补登记“流动外出”。')
    case '失去联系':
      return unless(!state.isLost, '当时已经登记为失去联系；日期不对的请更正那一条。')
    case '恢复联系':
      return unless(state.isLost, '当时没有登记为失去联系，请先补登记“失去联系”。')
    case '留党察看':
    case '权利中止':
      return unless(state.rightsStatus !== kind, `当时的权利状态已经是“${kind}”，不必再登记。`)
    case '恢复党员权利':
      return unless(
        state.rightsStatus === '留党察看' || state.rightsStatus === '权利中止',
        `当时的权利状态是“${state.rightsStatus}”，没有可恢复的；留党察看、权利中止以后才登记这一项。`,
      )
    case '不计入应到会':
      return unless(state.rightsStatus === '正常', `当时的权利状态是“${state.rightsStatus}”，本来就不计入，请先登记恢复。`)
    case '恢复计入应到会':
      return unless(state.rightsStatus === '不计入应到会', `当时的权利状态是“${state.rightsStatus}”，不是“不计入应到会”。`)
    case '解除豁免':
      return unless(state.exemption !== '', '当时没有学时、出勤的豁免，请核对日期。')
    case '内部调整':
    case '组织关系转出':
    case '去世':
      return unless(occurredOn >= state.joinedOn || occurredOnPrecision !== '日', '早于入党日期，请核对。')
    default:
      return ''
  }
}

function extensionProblem(state: MemberState, until: string): string {
  if (state.category !== '预备党员') return '当时已是正式党员，没有预备期可以延长。'
  if (state.probationEndsOn !== null) return `预备期已经延长过一次（到 ${state.probationEndsOn}），只能延长一次。`
  if (!isPlainDate(until)) return '“延长到”应写成 2026-09-14 这样的日期。'
  const endsOn = addYears(state.joinedOn, 1)
  const least = addMonths(endsOn, EXTENSION_MONTHS.least)
  const most = addMonths(endsOn, EXTENSION_MONTHS.most)
  if (until < least || until > most)
    return `延长预备期不少于半年、最长不超过一年：原期满日 ${endsOn}，应延到 ${least} 至 ${most} 之间；这里是 ${until}。`
  return ''
}

/** 不拦、要人再看一眼的：转正不在期满日、没有文号、日期只记到月年。 */
export function eventDoubts(state: MemberState, event: EventWriting & { readonly documentNo: string }): string[] {
  const doubts: string[] = []
  if (event.kind === '转正') {
    const endsOn = state.probationEndsOn ?? addYears(state.joinedOn, 1)
    if (event.occurredOnPrecision === '日' && state.joinedOnPrecision === '日' && event.occurredOn !== endsOn)
      doubts.push(`预备期满日是 ${endsOn}，转正日期 ${event.occurredOn} 与它不同，请在备注里写明缘由。`)
  }
  if (event.documentNo === '' && NEEDS_GROUNDS.includes(event.kind)) doubts.push(`“${event.kind}”没有填依据文号，请尽快补上。`)
  return doubts
}

const NEEDS_GROUNDS: readonly MemberEventKind[] = [
  '停止党籍',
  '恢复党籍',
  '留党察看',
  '取消预备党员资格',
  '退党',
  '劝退',
  '除名',
  '开除党籍',
  '重新入党',
]

/** 排进一生里的一条：连同它改了状态的哪些项。 */
export type TimelineEvent = EventWriting & { readonly effects: StateChange }

/** 一生里不成立的第一条：从头推到尾，每条都要与它以前的样子合得上。都成立为 null。 */
export function timelineProblem<E extends TimelineEvent>(start: MemberState, events: readonly E[]): { event: E; reason: string } | null {
  let standing: Standing = { state: start, left: null }
  for (const event of inOrder(events)) {
    const reason = eventProblem(standing, event)
    if (reason !== '') return { event, reason }
    standing = after(standing, event)
  }
  return null
}

/** 推到 `on` 当日（含）为止。 */
export function standingOn(start: MemberState, events: readonly TimelineEvent[], on: PlainDate): Standing {
  return inOrder(events)
    .filter((event) => event.kind === '入党' || event.occurredOn <= on)
    .reduce<Standing>((standing, event) => after(standing, event), { state: start, left: null })
}

/** 按发生先后；同一天的按登记先后。入党总在最前。 */
function inOrder<E extends EventWriting>(events: readonly E[]): readonly E[] {
  const key = (event: EventWriting) => (event.kind === '入党' ? '' : event.occurredOn)
  return events.toSorted((a, b) => (key(a) === key(b) ? 0 : key(a) < key(b) ? -1 : 1))
}

function after(standing: Standing, event: TimelineEvent): Standing {
  const state = { ...standing.state, ...event.effects }
  if (isDeparture(event.kind)) return { state, left: { kind: event.kind, on: event.occurredOn } }
  return { state, left: isReturn(event.kind) ? null : standing.left }
}
