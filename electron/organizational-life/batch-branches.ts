import type { batchContract } from '../../shared/organizational-life/batch-contract.ts'
import { groupRows } from '../db/group-rows.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import { organizationsAt } from '../member/queries.ts'
import { activityHeads } from './activity-queries.ts'
import { closedMonths, closingKey, monthOf } from './month-queries.ts'

export const batchBranches: Handlers<typeof batchContract> = {
  'life.batchBranches': async ({ db }, { heldOn, types }) => {
    const organizations = await organizationsAt(db, heldOn)
    const branches = [...organizations.values()].filter(
      ({ level, establishedOn, dissolvedOn }) =>
        level === '党支部' && establishedOn <= heldOn && (dissolvedOn === null || heldOn < dissolvedOn),
    )
    const organizationIds = branches.map(({ id }) => id)
    const month = monthOf(heldOn)
    const heads = await activityHeads(db, { organizationIds, from: `${month}-01`, until: `${month}-31` })
    const alike = groupRows(
      heads.filter((each) => each.groupId === null && each.types.some((type) => types.includes(type))).toReversed(),
      ({ organizationId }) => organizationId,
    )
    const closed = await closedMonths(db, organizationIds)
    return {
      branches: branches.map(({ id, shortName, parentId }) => ({
        organizationId: id,
        organizationName: shortName,
        parentName: parentId === null ? '' : (organizations.get(parentId)?.shortName ?? ''),
        isMonthClosed: closed.has(closingKey(id, month)),
        sameMonth: (alike.get(id) ?? []).map(({ id: activityId, title, startsAt, endsAt, ...head }) => ({
          activityId,
          title,
          heldOn: head.heldOn,
          startsAt,
          endsAt,
        })),
      })),
    }
  },
}
