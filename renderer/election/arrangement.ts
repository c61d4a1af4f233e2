import type { ProcessView } from '../../shared/election/process-contract.ts'

/** 会务各项的现值，改其中几项。 */
export function arrangementOf(view: ProcessView, change: Partial<Pick<ProcessView, 'meetingOn' | 'seatCount' | 'overdueReason'>> = {}) {
  const { id: processId, meetingOn, meetingPlace, seatCount, chair, scrutineers, tellers, overdueReason } = view
  return { processId, meetingOn, meetingPlace, seatCount, chair, scrutineers, tellers, overdueReason, ...change }
}
