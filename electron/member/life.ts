import type { lifeContract } from '../../shared/member/life-contract.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import { loadAttendanceRoll } from './attendance-queries.ts'

export const lifeHandlers: Handlers<typeof lifeContract> = {
  'member.attendance': async ({ db, today }, { organizationId, asOf }) => {
    const roll = await loadAttendanceRoll(db, asOf ?? today, organizationId)
    return { ...roll, lines: roll.lines.map((line) => ({ ...line })), workings: [...roll.workings] }
  },
}
