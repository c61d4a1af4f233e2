import { sql } from 'kysely'
import * as z from 'zod'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { DatePrecision } from '../../shared/glossary.ts'
import { isRetroactive, type MemberEventKind } from '../../shared/member/event-kinds.ts'
import { timelineProblem, type TimelineEvent } from '../../shared/member/event-rules.ts'
import { STATE_FIELDS, stateHistory, type MemberState, type StateChange } from '../../shared/member/state.ts'
import { insertRows, updateRowsById, type BoundValue } from '../db/bulk-write.ts'
import { groupRows } from '../db/group-rows.ts'
import type { MemberEventFacts } from '../../shared/organization/facts.ts'
import type { ReadDb, WriteDb } from '../db/open.ts'
import { stateOf, type StoredState } from './state-queries.ts'

/** 一条事件，连同撤下与更正的痕迹。 */
export type MemberEvent = TimelineEvent & {
  readonly id: string
  readonly memberId: string
  readonly documentNo: string
  readonly note: string
  readonly closedAssignmentId: string | null
  readonly openedAssignmentId: string | null
  readonly batchId: string | null
  readonly recordedAt: string
  readonly withdrawnAt: string | null
  readonly withdrawalReason: string
  readonly replacedById: string | null
}

export type NewEvent = Omit<MemberEvent, 'recordedAt' | 'withdrawnAt' | 'withdrawalReason' | 'replacedById'>

const stateChange = z.object({
  education: z.string(),
  category: z.enum(['正式党员', '预备党员']),
  joinedOn: z.string(),
  joinedOnPrecision: z.enum(['日', '月', '年']),
  fullOn: z.string().nullable(),
  fullOnPrecision: z.enum(['日', '月', '年']),
  probationEndsOn: z.string().nullable(),
  job: z.string(),
  adminPost: z.string(),
  partyStatus: z.enum(['正常', '停止党籍']),
  isLost: z.boolean(),
  lostOn: z.string().nullable(),
  lostOnPrecision: z.enum(['日', '月', '年']),
  isFloating: z.boolean(),
  floatingTo: z.string(),
  rightsStatus: z.enum(['正常', '留党察看', '权利中止', '不计入应到会']),
  exemption: z.string(),
} satisfies Record<keyof MemberState, z.ZodType>)

/** 库里存的“改了哪些项”。 */
function readChange(json: string): StateChange {
  const parsed = stateChange.partial().parse(JSON.parse(json))
  return Object.fromEntries(Object.entries(parsed).filter(([, value]) => value !== undefined))
}

type EventFilter = { readonly memberIds?: readonly string[]; readonly batchId?: string; readonly includesWithdrawn?: boolean }

/** 事件，按发生日、登记次序；缺省不含撤下的。 */
export async function eventsOf(db: ReadDb, { memberIds, batchId, includesWithdrawn = false }: EventFilter): Promise<MemberEvent[]> {
  let rows = db.selectFrom('memberEvent')
  if (memberIds) rows = rows.where('memberId', 'in', sql<string>`(SELECT value FROM json_each(${JSON.stringify(memberIds)}))`)
  if (batchId !== undefined) rows = rows.where('batchId', '=', batchId)
  if (!includesWithdrawn) rows = rows.where('withdrawnAt', 'is', null)
  const found = await rows
    .selectAll()
    .orderBy('occurredOn')
    .orderBy(sql`rowid`)
    .execute()
  return found.map(({ effectsJson, ...row }) => ({
    ...row,
    kind: row.kind as MemberEventKind,
    occurredOnPrecision: row.occurredOnPrecision as DatePrecision,
    effects: readChange(effectsJson),
  }))
}

export async function findEvent(db: ReadDb, eventId: string): Promise<MemberEvent | null> {
  const row = await db.selectFrom('memberEvent').where('id', '=', eventId).select('memberId').executeTakeFirst()
  if (!row) return null
  const events = await eventsOf(db, { memberIds: [row.memberId], includesWithdrawn: true })
  return events.find(({ id }) => id === eventId) ?? null
}

const EVENT_COLUMNS = [
  'id',
  'memberId',
  'kind',
  'occurredOn',
  'occurredOnPrecision',
  'documentNo',
  'detail',
  'note',
  'effectsJson',
  'closedAssignmentId',
  'openedAssignmentId',
  'batchId',
  'recordedAt',
] as const

/** 登记一批事件。登记之后要 `reproject` 这些人。 */
export async function insertEvents(db: WriteDb, events: readonly NewEvent[], at: string): Promise<void> {
  const rows = events.map((event): BoundValue[] => [
    event.id,
    event.memberId,
    event.kind,
    event.occurredOn,
    event.occurredOnPrecision,
    event.documentNo,
    event.detail,
    event.note,
    JSON.stringify(event.effects),
    event.closedAssignmentId,
    event.openedAssignmentId,
    event.batchId,
    at,
  ])
  await insertRows(db, 'memberEvent', EVENT_COLUMNS, rows)
}

/** 撤下（或由另一条更正）。撤下之后要 `reproject` 这些人。 */
export async function withdrawEvents(
  db: WriteDb,
  eventIds: readonly string[],
  { at, reason, replacedById }: { at: string; reason: string; replacedById: string | null },
): Promise<void> {
  await db
    .updateTable('memberEvent')
    .set({ withdrawnAt: at, withdrawalReason: reason, replacedById })
    .where('id', 'in', sql<string>`(SELECT value FROM json_each(${JSON.stringify(eventIds)}))`)
    .execute()
}

export type LifeStart = {
  readonly memberId: string
  readonly name: string
  /** 第一条事件以前的样子。 */
  readonly start: MemberState
  /** 现在的样子。 */
  readonly current: MemberState
  readonly baseline: StateChange
}

/** 这些人的现状与“第一条事件以前的样子”。 */
export async function lifeStarts(db: ReadDb, memberIds: readonly string[]): Promise<Map<string, LifeStart>> {
  const rows = await db
    .selectFrom('member')
    .where('id', 'in', sql<string>`(SELECT value FROM json_each(${JSON.stringify(memberIds)}))`)
    .select(['id', 'name', 'baselineJson', ...STATE_FIELDS])
    .execute()
  return new Map(
    rows.map((row) => {
      const current = stateOf(row)
      const baseline = readChange(row.baselineJson)
      return [row.id, { memberId: row.id, name: row.name, current, baseline, start: { ...current, ...baseline } }]
    }),
  )
}

const PAST_COLUMNS = ['memberId', 'fromOn', 'untilOn', ...STATE_FIELDS] as const

/** 由事件重推这些人的现状与以往各段；事件登记、更正、撤下之后都要做。 */
export async function reproject(db: WriteDb, memberIds: readonly string[], at: string): Promise<void> {
  const starts = await lifeStarts(db, memberIds)
  const events = groupRows(await eventsOf(db, { memberIds }), ({ memberId }) => memberId)
  const present: BoundValue[][] = []
  const past: BoundValue[][] = []
  for (const [memberId, { current, baseline }] of starts) {
    const changes = (events.get(memberId) ?? []).map((event) => ({
      on: isRetroactive(event.kind) ? null : event.occurredOn,
      effects: event.effects,
    }))
    const history = stateHistory(current, baseline, changes)
    for (const { fromOn, untilOn, state } of history.periods) {
      if (untilOn === null) present.push([memberId, ...boundState(state), JSON.stringify(history.baseline), at])
      else past.push([memberId, fromOn, untilOn, ...boundState(state)])
    }
  }
  await updateRowsById(db, 'member', [...STATE_FIELDS, 'baselineJson', 'updatedAt'], present)
  await db
    .deleteFrom('memberPastState')
    .where('memberId', 'in', sql<string>`(SELECT value FROM json_each(${JSON.stringify(memberIds)}))`)
    .execute()
  await insertRows(db, 'memberPastState', PAST_COLUMNS, past)
}

function boundState(state: MemberState): BoundValue[] {
  return STATE_FIELDS.map((field) => {
    const value = state[field]
    return typeof value === 'boolean' ? Number(value) : value
  })
}

/** 某日（含）以前，各人最近一次改党籍状态、改权利状态的事件；没有登记过的人不在内。 */
export async function standingGrounds(
  db: ReadDb,
  asOf: PlainDate,
): Promise<ReadonlyMap<string, { partyStatus: MemberEvent | null; rightsStatus: MemberEvent | null }>> {
  const found = new Map<string, { partyStatus: MemberEvent | null; rightsStatus: MemberEvent | null }>()
  for (const event of await eventsOf(db, {})) {
    if (event.occurredOn > asOf) continue
    const grounds = found.get(event.memberId) ?? { partyStatus: null, rightsStatus: null }
    if (event.effects.partyStatus !== undefined) grounds.partyStatus = event
    if (event.effects.rightsStatus !== undefined) grounds.rightsStatus = event
    found.set(event.memberId, grounds)
  }
  return found
}

type Row = Readonly<Record<string, string | number | null>>

/** 由库里的行看：这些事件还连不连得成一生；不成立的说明是哪一条。 */
export function brokenLife(member: Row, events: readonly Row[]): string {
  const columns = Object.fromEntries(STATE_FIELDS.map((field) => [field, member[field] ?? null])) as StoredState
  const start = { ...stateOf(columns), ...readChange(String(member['baselineJson'] ?? '{}')) }
  const found = timelineProblem(
    start,
    events.map((row) => ({
      kind: String(row['kind']) as MemberEventKind,
      occurredOn: String(row['occurredOn']),
      occurredOnPrecision: String(row['occurredOnPrecision']) as DatePrecision,
      detail: String(row['detail']),
      effects: readChange(String(row['effectsJson'])),
    })),
  )
  return found ? `撤掉以后，${found.event.occurredOn} 的“${found.event.kind}”就不成立了：${found.reason}` : ''
}

/** 登记过流动外出的，最早一次是哪天：建册时就在外的人，补登的这一条就是起点。给 `branchIds` 时只取编入过这些党组织的人。 */
export async function firstFloatingDates(
  db: ReadDb,
  asOf: PlainDate,
  branchIds?: readonly string[],
): Promise<ReadonlyMap<string, PlainDate>> {
  let query = db
    .selectFrom('memberEvent')
    .where('kind', '=', '流动外出')
    .where('withdrawnAt', 'is', null)
    .where('occurredOn', '<=', asOf)
    .groupBy('memberId')
    .select((eb) => ['memberId', eb.fn.min('occurredOn').as('on')])
  if (branchIds)
    query = query.where('memberId', 'in', db.selectFrom('memberAssignment').where('branchId', 'in', branchIds).select('memberId'))
  return new Map((await query.execute()).map(({ memberId, on }) => [memberId, on]))
}

/** 书记要与本人面谈的事。 */
const TALKED_KINDS = [
  '组织关系转入',
  '组织关系转出',
  '流动外出',
  '处分',
  '留党察看',
  '劝退',
  '除名',
  '开除党籍',
  '取消预备党员资格',
] as const satisfies readonly MemberEventKind[]

/**
 * 当年与上一年要书记面谈的事，按日期；键是事情当时所在的党组织：转出、减员的在原来的，转入的在新的，其余看那天编在哪里。
 */
export async function loadMemberEventFacts(
  db: ReadDb,
  asOf: PlainDate,
  branchIds?: readonly string[],
): Promise<ReadonlyMap<string, readonly MemberEventFacts[]>> {
  const branch = sql<string>`coalesce(c."branchId", o."branchId", a."branchId")`
  let query = db
    .selectFrom('memberEvent as e')
    .innerJoin('member as m', 'm.id', 'e.memberId')
    .leftJoin('memberAssignment as c', 'c.id', 'e.closedAssignmentId')
    .leftJoin('memberAssignment as o', 'o.id', 'e.openedAssignmentId')
    .leftJoin('memberAssignment as a', (join) =>
      join
        .onRef('a.memberId', '=', 'e.memberId')
        .on((eb) => eb.or([eb('a.fromOn', 'is', null), eb('a.fromOn', '<=', eb.ref('e.occurredOn'))]))
        .on((eb) => eb.or([eb('a.untilOn', 'is', null), eb('a.untilOn', '>', eb.ref('e.occurredOn'))])),
    )
    .where('e.kind', 'in', TALKED_KINDS)
    .where('e.withdrawnAt', 'is', null)
    .where('m.deletedAt', 'is', null)
    .where('e.occurredOn', '>=', `${Number(asOf.slice(0, 4)) - 1}-01-01`)
    .where('e.occurredOn', '<=', asOf)
  if (branchIds) query = query.where(branch, 'in', branchIds)
  const rows = await query
    .select(['e.id', 'e.memberId', 'm.name', 'e.kind', 'e.occurredOn'])
    .select(branch.as('branchId'))
    .distinct()
    .orderBy('e.occurredOn')
    .orderBy('e.id')
    .execute()
  return new Map(
    [...groupRows(rows, (row) => row.branchId)].map(([branchId, own]) => [
      branchId,
      own.map(({ id, memberId, name, kind, occurredOn }) => ({ id, memberId, name, kind: kind as MemberEventKind, occurredOn })),
    ]),
  )
}
