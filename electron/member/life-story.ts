import { shownDate } from '../../shared/calendar/date-precision.ts'
import { addYears, type PlainDate } from '../../shared/calendar/plain-date.ts'
import type { OutputOf } from '../../shared/contract/endpoint.ts'
import { attendanceRoll } from '../../shared/member/attendance.ts'
import { isDeparture, isReturn } from '../../shared/member/event-kinds.ts'
import { isDisciplinary, maskEvent } from '../../shared/member/event-masking.ts'
import { maskNumbersIn } from '../../shared/member/masking.ts'
import type { LifeEntry, lifeContract } from '../../shared/member/life-contract.ts'
import { ageOn, partyAgeOn } from '../../shared/member/rules.ts'
import type { ReadDb } from '../db/open.ts'
import { assignmentRowsOf } from './assignment-queries.ts'
import { allBatches, batchIdsOf } from './change-batch-queries.ts'
import { journalOf } from './departed-queries.ts'
import { eventsOf, lifeStarts, standingGrounds, type LifeStart, type MemberEvent } from './event-queries.ts'
import { noSuchMember } from './placement.ts'
import { organizationsAt } from './queries.ts'
import { memberRecord, postsOf, type MemberRecord } from './record-queries.ts'

type Life = OutputOf<(typeof lifeContract)['member.life']>

/** 一名党员到某日的一生。 */
export async function lifeOf(db: ReadDb, memberId: string, asOf: PlainDate): Promise<Life> {
  const record = await memberRecord(db, memberId, asOf)
  const start = (await lifeStarts(db, [memberId])).get(memberId)
  if (!record || !start) throw noSuchMember()
  const organizations = await organizationsAt(db, asOf)
  const nameOf = (id: string | null) => organizations.get(id ?? '')?.name ?? ''
  const events = await eventsOf(db, { memberIds: [memberId], includesWithdrawn: true })
  const live = events.filter(({ withdrawnAt }) => withdrawnAt === null)
  const assignments = await assignmentRowsOf(db, memberId)
  const linked = new Set(live.flatMap(({ openedAssignmentId }) => openedAssignmentId ?? []))
  const placeOf = new Map(assignments.map(({ id, branchId, groupId }) => [id, { branchId, groupId }]))
  const entries: LifeEntry[] = [
    ...registered(start, live),
    ...events.map((event) => eventEntry(event, placeOf.get(event.openedAssignmentId ?? ''), nameOf)),
    ...assignments
      .filter(({ id }) => !linked.has(id))
      .map(({ id, branchId, groupId, fromOn, untilOn, reason }) => ({
        ...PLAIN,
        key: `编入 ${id}`,
        source: '编入' as const,
        on: fromOn,
        title: `编入${nameOf(branchId)}${groupId === null ? '' : `，${nameOf(groupId)}`}`,
        detail: untilOn === null ? '' : `至 ${untilOn}`,
        note: reason,
      })),
    ...(await postsOf(db, memberId)).map(({ organizationId, title, fromOn, untilOn }) => ({
      ...PLAIN,
      key: `任职 ${organizationId} ${title} ${fromOn}`,
      source: '任职' as const,
      on: fromOn,
      title: `任${nameOf(organizationId)}${title}`,
      detail: untilOn === null ? '' : `至 ${untilOn}`,
    })),
  ]
  const isPresent = assignments.some(({ fromOn, untilOn }) => (fromOn === null || fromOn <= asOf) && (untilOn === null || untilOn > asOf))
  const left = assignments
    .flatMap(({ untilOn }) => (untilOn !== null && untilOn <= asOf ? [untilOn] : []))
    .toSorted()
    .at(-1)
  const leaving = live.findLast((event) => event.occurredOn <= asOf && (isDeparture(event.kind) || isReturn(event.kind)))
  const departure =
    isPresent || left === undefined ? null : { reason: leaving && isDeparture(leaving.kind) ? leaving.kind : '未说明', on: left }
  return {
    asOf,
    entries: entries.toSorted((a, b) => compareDates(a.on, b.on)),
    workings: workingsOf(record, start, asOf, departure, (await standingGrounds(db, asOf)).get(memberId) ?? null),
    departure,
    trail: await trailOf(db, memberId),
  }
}

const PLAIN = { precision: '日', detail: '', documentNo: '', note: '', isMasked: false, event: null } as const

function compareDates(a: PlainDate | null, b: PlainDate | null): number {
  if (a === b) return 0
  return (a ?? '') < (b ?? '') ? -1 : 1
}

/** 名册上直接记的入党与转正；已登记成事件的不重复列。 */
function registered({ start }: LifeStart, live: readonly MemberEvent[]): LifeEntry[] {
  const entries: LifeEntry[] = []
  if (!live.some(({ kind }) => kind === '入党'))
    entries.push({
      ...PLAIN,
      key: '名册 入党',
      source: '名册',
      on: start.joinedOn,
      precision: start.joinedOnPrecision,
      title: '加入中国共产党（支部大会通过）',
    })
  if (start.fullOn !== null)
    entries.push({
      ...PLAIN,
      key: '名册 转正',
      source: '名册',
      on: start.fullOn,
      precision: start.fullOnPrecision,
      title: '转为正式党员',
    })
  return entries
}

type Place = { readonly branchId: string; readonly groupId: string | null }

function eventEntry(event: MemberEvent, place: Place | undefined, nameOf: (id: string | null) => string): LifeEntry {
  const text = maskEvent(event.kind, { detail: event.detail, documentNo: event.documentNo, note: event.note })
  const where = place ? `编入${nameOf(place.branchId)}${place.groupId === null ? '' : `，${nameOf(place.groupId)}`}` : ''
  return {
    key: `事件 ${event.id}`,
    source: '事件',
    on: event.occurredOn,
    precision: event.occurredOnPrecision,
    title: event.kind,
    detail: [text.detail, where].filter((each) => each !== '').join('，'),
    documentNo: text.documentNo,
    note: text.note,
    isMasked: isDisciplinary(event.kind) && event.detail + event.documentNo + event.note !== '',
    event: {
      eventId: event.id,
      isWithdrawn: event.withdrawnAt !== null,
      withdrawalReason: event.withdrawalReason,
      recordedAt: event.recordedAt,
      input: {
        kind: event.kind,
        occurredOn: event.occurredOn,
        occurredOnPrecision: event.occurredOnPrecision,
        ...text,
        job: event.effects.job ?? '',
        branchId: place?.branchId ?? null,
        groupId: place?.groupId ?? null,
      },
    },
  }
}

/** 年龄、党龄、应到会资格与怎么算出来的。 */
function workingsOf(
  record: MemberRecord,
  { current }: LifeStart,
  asOf: PlainDate,
  departure: Life['departure'],
  grounds: { partyStatus: MemberEvent | null; rightsStatus: MemberEvent | null } | null,
): Life['workings'] {
  const birth = shownDate(record.birthOn, record.birthOnPrecision)
  const about = (precision: string) => (precision === '日' ? '' : '（日期只记到月或年，按最早的一天算）')
  // 党龄算到离开之日为止；去世的，年龄也停在那天。
  const partyUntil = departure?.on ?? asOf
  const ageUntil = departure?.reason === '去世' ? departure.on : asOf
  const partyAge = partyAgeOn(record.fullOn, partyUntil)
  const endsOn = current.probationEndsOn ?? addYears(record.joinedOn, 1)
  const [line] = attendanceRoll(asOf, [
    { ...record, ground: (record.partyStatus === '正常' ? grounds?.rightsStatus : grounds?.partyStatus) ?? null },
  ]).lines
  const age = {
    label: '年龄',
    value: `${ageOn(record.birthOn, ageUntil)} 岁`,
    working: `自 ${birth} 到 ${ageUntil}${ageUntil === asOf ? ' ' : '（去世之日）'}的整年${about(record.birthOnPrecision)}`,
  }
  const years =
    record.fullOn === null || partyAge === null
      ? { label: '党龄', value: '—', working: `党龄自转正之日起算，还是预备党员；预备期满 ${endsOn}` }
      : {
          label: '党龄',
          value: `${partyAge} 年`,
          working: `自转正 ${shownDate(record.fullOn, record.fullOnPrecision)} 到 ${partyUntil}${departure ? '（不在册之日）' : ' '}的整年${about(record.fullOnPrecision)}`,
        }
  if (departure) return [age, years, { label: '应到会', value: '不计入', working: `${departure.on} 起不在册（${departure.reason}）` }]
  return [
    age,
    years,
    {
      label: '应到会',
      value: line?.isCounted ? '计入' : '不计入',
      working:
        line?.standing === '计入'
          ? '正式党员，党籍与党员权利正常'
          : [line?.reason ?? '', line?.basis ?? '', line?.problem ?? ''].filter((text) => text !== '').join('；'),
    },
  ]
}

/** 谁在什么时候改过：操作日志里提到他的，与有他在内的各批改动。 */
async function trailOf(db: ReadDb, memberId: string): Promise<Life['trail']> {
  const ids = await batchIdsOf(db, memberId)
  const batches = (await allBatches(db)).filter(({ batchId, kind }) => ids.has(batchId) && kind !== '批量登记')
  const lines = [...(await journalOf(db, memberId)), ...batches.map(({ at, actor, title }) => ({ at, actor, summary: title }))]
  return lines
    .map((line) => ({ ...line, summary: maskNumbersIn(line.summary) }))
    .toSorted((a, b) => (a.at === b.at ? 0 : a.at < b.at ? 1 : -1))
}
