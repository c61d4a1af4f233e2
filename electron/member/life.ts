import { EVERYONE } from '../../shared/member/contract.ts'
import type { lifeContract } from '../../shared/member/life-contract.ts'
import { comebackOf } from '../../shared/member/departure-rules.ts'
import { DEPARTURE_KINDS } from '../../shared/member/event-kinds.ts'
import { isDisciplinary, maskEvent, withoutEventMasks } from '../../shared/member/event-masking.ts'
import { maskIdentityNumber, maskText } from '../../shared/member/masking.ts'
import { RECORDED_FIELDS } from '../../shared/member/rules.ts'
import { groupRows } from '../db/group-rows.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { CommandContext, Handlers } from '../dispatch/handlers.ts'
import { loadAttendanceRoll } from './attendance-queries.ts'
import { recordBatch } from './change-batch-queries.ts'
import { departedMembers } from './departed-queries.ts'
import { eventsOf, findEvent, withdrawEvents, type MemberEvent } from './event-queries.ts'
import { recordEvents, refuseBrokenTimeline, removeEvent } from './event-recording.ts'
import { lifeOf } from './life-story.ts'
import { noSuchMember } from './placement.ts'
import { memberPage, organizationsAt, withDescendants } from './queries.ts'
import { liveMembers } from './record-queries.ts'
import { membersFound } from './name-queries.ts'

export const lifeHandlers: Handlers<typeof lifeContract> = {
  'member.attendance': async ({ db, today }, { organizationId, asOf }) => {
    const roll = await loadAttendanceRoll(db, asOf ?? today, organizationId)
    return {
      ...roll,
      lines: roll.lines.map((line) => ({
        ...line,
        documentNo: isDisciplinary(line.standing) ? maskText(line.documentNo) : line.documentNo,
      })),
      workings: [...roll.workings],
    }
  },

  'member.life': ({ db, today }, { memberId, asOf }) => lifeOf(db, memberId, asOf ?? today),

  'member.recordEvent': async (context, { memberIds, event }) => {
    const names = (await liveMembers(context.db, memberIds)).map(({ profile }) => profile.name)
    const who = names.length > 3 ? `${names.slice(0, 3).join('、')}等 ${names.length} 人` : names.join('、')
    const title = `登记${who} ${event.occurredOn} ${event.kind}`
    context.summarize(title)
    if (memberIds.length === 1) return { ...(await recordEvents(context, memberIds, event)), batchId: null }
    const made: { current: Awaited<ReturnType<typeof recordEvents>> } = { current: { eventIds: [], doubts: [] } }
    const { batchId } = await recordBatch(context, { kind: '批量登记', title }, memberIds, async () => {
      made.current = await recordEvents(context, memberIds, event)
      return undefined
    })
    return { ...made.current, batchId }
  },

  'member.correctEvent': async (context, { eventId, event: written, reason }) => {
    const old = await requireEvent(context, eventId)
    const event = withoutEventMasks(written, old)
    await removeEvent(context, old, reason === '' ? '更正' : `更正：${reason}`)
    const made = await recordEvents(context, [old.memberId], event)
    await withdrawEvents(context.db, [old.id], {
      at: context.at,
      reason: reason === '' ? '更正' : `更正：${reason}`,
      replacedById: made.eventIds[0] ?? null,
    })
    const [member] = await liveMembers(context.db, [old.memberId])
    context.summarize(`更正${member?.profile.name ?? ''}的“${old.kind}”（${old.occurredOn}）为“${event.kind}”（${event.occurredOn}）`)
    return made
  },

  'member.withdrawEvent': async (context, { eventId, reason }) => {
    const event = await requireEvent(context, eventId)
    await removeEvent(context, event, reason)
    await refuseBrokenTimeline(context, event)
    const [member] = await liveMembers(context.db, [event.memberId])
    context.summarize(`撤下${member?.profile.name ?? ''}的“${event.kind}”（${event.occurredOn}）：${reason}`)
    return { memberId: event.memberId }
  },

  'member.departed': async ({ db, today }, { search, reason, year, organizationId, ...input }) => {
    const asOf = input.asOf ?? today
    const organizations = await organizationsAt(db, asOf)
    const within = organizationId === null ? null : new Set(withDescendants(organizations, organizationId))
    const found = await departedMembers(db, asOf)
    const matching = await membersFound(db, search)
    const sought = matching && new Set(matching)
    const isSought = (id: string) => sought === null || sought.has(id)
    const events = groupRows(await eventsOf(db, { memberIds: found.map(({ id }) => id) }), ({ memberId }) => memberId)
    const all = found.map((row) => {
      const leaving = (events.get(row.id) ?? []).findLast(
        (event) => event.occurredOn <= asOf && DEPARTURE_KINDS.some((kind) => kind === event.kind),
      )
      const leftOn = row.untilOn ?? asOf
      const why = DEPARTURE_KINDS.find((kind) => kind === leaving?.kind) ?? ('未说明' as const)
      return { row, leftOn, why, leaving }
    })
    const counts = groupRows(all, ({ leftOn, why }) => `${leftOn.slice(0, 4)} ${why}`)
    const rows = all.filter(
      ({ row, leftOn, why }) =>
        (reason === null || why === reason) &&
        (year === null || leftOn.startsWith(String(year))) &&
        (within === null || within.has(row.branchId)) &&
        isSought(row.id),
    )
    return {
      asOf,
      rows: rows.map(({ row, leftOn, why, leaving }) => ({
        memberId: row.id,
        name: row.name,
        gender: row.gender,
        identityNumber: maskIdentityNumber(row.identityNumber),
        reason: why,
        leftOn,
        precision: leaving?.occurredOnPrecision ?? ('日' as const),
        ...leavingText(leaving),
        branchName: organizations.get(row.branchId)?.name ?? '',
        ...comebackOf(why, leftOn, asOf),
      })),
      counts: [...counts].map(([key, group]) => {
        const [inYear = '', why = ''] = key.split(' ')
        return { year: Number(inYear), reason: why, count: group.length }
      }),
    }
  },

  'member.completeness': async ({ db, today }, input) => {
    const asOf = input.asOf ?? today
    const organizations = await organizationsAt(db, asOf)
    const within = input.organizationId === null ? null : withDescendants(organizations, input.organizationId)
    const { records } = await memberPage(db, asOf, EVERYONE, within, null)
    return {
      asOf,
      fields: RECORDED_FIELDS.map(({ label }) => label),
      rows: [...groupRows(records, ({ branchId }) => branchId)].map(([branchId, members]) => ({
        branchId,
        branchName: organizations.get(branchId)?.shortName ?? '',
        memberCount: members.length,
        cells: RECORDED_FIELDS.map(({ label, isDue, isFilled }) => {
          const due = members.filter((member) => isDue(member))
          return { field: label, due: due.length, filled: due.filter((member) => isFilled(member)).length }
        }),
      })),
    }
  },
}

/** 减员的文号与说明；开除、除名等的遮着，看原文在此人页面。 */
function leavingText(leaving: MemberEvent | undefined): { documentNo: string; detail: string } {
  if (!leaving) return { documentNo: '', detail: '' }
  const { documentNo, detail } = maskEvent(leaving.kind, leaving)
  return { documentNo, detail }
}

async function requireEvent({ db }: CommandContext, eventId: string): Promise<MemberEvent> {
  const event = await findEvent(db, eventId)
  if (!event) throw new DomainError('EVENT_NOT_FOUND', '没有这条登记，请刷新后再看。')
  if (event.withdrawnAt !== null)
    throw new DomainError('EVENT_WITHDRAWN', '这条登记已经撤下或更正过了，可能是在别处改的；请刷新看过最新的内容再改。')
  const [member] = await liveMembers(db, [event.memberId])
  if (!member) throw noSuchMember()
  return event
}
