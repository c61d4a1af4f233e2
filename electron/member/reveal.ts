import { MASKED_FIELD_LABELS } from '../../shared/member/masking.ts'
import type { revealContract } from '../../shared/member/reveal-contract.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import { findEvent } from './event-queries.ts'
import { noSuchMember } from './placement.ts'
import { maskedFieldsOf } from './record-queries.ts'

export const revealHandlers: Handlers<typeof revealContract> = {
  'member.reveal': async (context, { memberId, fields }) => {
    const stored = await maskedFieldsOf(context.db, memberId)
    if (!stored) throw noSuchMember()
    const wanted = [...new Set(fields)]
    context.summarize(`查看${stored.name}的${wanted.map((field) => MASKED_FIELD_LABELS[field]).join('、')}`)
    return { values: Object.fromEntries(wanted.map((field) => [field, stored[field]])) }
  },

  'member.revealEvent': async (context, { eventId }) => {
    const event = await findEvent(context.db, eventId)
    const stored = event && (await maskedFieldsOf(context.db, event.memberId))
    if (!event || !stored) throw new DomainError('EVENT_NOT_FOUND', '没有这条登记，请刷新后再看。')
    context.summarize(`查看${stored.name}的“${event.kind}”（${event.occurredOn}）`)
    const { detail, documentNo, note } = event
    return { detail, documentNo, note }
  },
}
