import type { DatePrecision, PartyStatus, PersonCategory, RightsStatus } from '../glossary.ts'
import type { PlainDate } from '../calendar/plain-date.ts'

/** 党员身上随时间变化的那些项；其余（姓名、证号、住址……）只记现值。 */
export type MemberState = {
  readonly education: string
  readonly category: PersonCategory
  readonly joinedOn: PlainDate
  readonly joinedOnPrecision: DatePrecision
  readonly fullOn: PlainDate | null
  readonly fullOnPrecision: DatePrecision
  /** 延长预备期后的期满日；没有延长为 null。 */
  readonly probationEndsOn: PlainDate | null
  readonly job: string
  readonly adminPost: string
  readonly partyStatus: PartyStatus
  readonly isLost: boolean
  readonly lostOn: PlainDate | null
  readonly lostOnPrecision: DatePrecision
  readonly isFloating: boolean
  readonly floatingTo: string
  readonly rightsStatus: RightsStatus
  /** 学时、出勤的豁免缘由；空串为没有豁免。 */
  readonly exemption: string
}

export type StateField = keyof MemberState
export type StateChange = Partial<MemberState>

export const STATE_FIELDS = [
  'education',
  'category',
  'joinedOn',
  'joinedOnPrecision',
  'fullOn',
  'fullOnPrecision',
  'probationEndsOn',
  'job',
  'adminPost',
  'partyStatus',
  'isLost',
  'lostOn',
  'lostOnPrecision',
  'isFloating',
  'floatingTo',
  'rightsStatus',
  'exemption',
] as const satisfies readonly StateField[]

/** 自 `on` 当日起改成 `effects`；`on` 为 null 是一开始就如此（入党日期）。 */
export type TimedChange = { readonly on: PlainDate | null; readonly effects: StateChange }

/** 自 `fromOn`（null 为自始）当日起，到 `untilOn` 前一日止（null 为至今）的样子。 */
export type StatePeriod = { readonly fromOn: PlainDate | null; readonly untilOn: PlainDate | null; readonly state: MemberState }

export type StateHistory = {
  /** 先后相接的各段，最后一段是现在。 */
  readonly periods: readonly StatePeriod[]
  /** 被改过的项在第一条变化以前的值。 */
  readonly baseline: StateChange
}

/**
 * 由变化推出各段的样子。`current` 是库里的现值，`baseline` 是此前记下的“变化以前”；
 * 同一日的几条按给出的次序先后作用，合成一段。撤下一条以后重推一遍，现值就回到没有它的样子。
 */
export function stateHistory(current: MemberState, baseline: StateChange, changes: readonly TimedChange[]): StateHistory {
  const start: MemberState = { ...current, ...baseline }
  const touched = new Set(changes.flatMap(({ effects }) => Object.keys(effects)))
  const dated = changes.filter((change): change is TimedChange & { on: PlainDate } => change.on !== null)
  const ordered = dated.toSorted((a, b) => (a.on === b.on ? 0 : a.on < b.on ? -1 : 1))
  let fromOn: PlainDate | null = null
  let state: MemberState = changes.filter(({ on }) => on === null).reduce((made, { effects }) => ({ ...made, ...effects }), start)
  const periods: StatePeriod[] = []
  for (const { on, effects } of ordered) {
    const next: MemberState = { ...state, ...effects }
    if (isSameState(state, next)) continue
    if (on !== fromOn) periods.push({ fromOn, untilOn: on, state })
    fromOn = on
    state = next
  }
  periods.push({ fromOn, untilOn: null, state })
  const kept = Object.fromEntries(STATE_FIELDS.filter((field) => touched.has(field)).map((field) => [field, start[field]]))
  return { periods, baseline: kept }
}

/** 某日的样子。 */
export function stateOn(history: Pick<StateHistory, 'periods'>, on: PlainDate): MemberState | null {
  return (
    history.periods.find((period) => (period.fromOn === null || period.fromOn <= on) && (period.untilOn === null || period.untilOn > on))
      ?.state ?? null
  )
}

function isSameState(a: MemberState, b: MemberState): boolean {
  return STATE_FIELDS.every((field) => a[field] === b[field])
}
