import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { audienceOf, type Audience } from '../../shared/organizational-life/activity-rules.ts'
import type { ActivityType } from '../../shared/organizational-life/activity-types.ts'
import { expectedRollOf, type Roll } from '../../shared/organizational-life/expected-roll.ts'
import { groupRows } from '../db/group-rows.ts'
import type { ReadDb } from '../db/open.ts'
import { organizationsAt, withDescendants, type OrganizationAt } from '../member/queries.ts'
import { committeeOf, enrolledPeople, officeHolders, peopleById, type OfficeHolder, type RollCandidate } from './roll-queries.ts'

export type RollRequest = {
  readonly organizationId: string
  readonly groupId: string | null
  readonly types: readonly ActivityType[]
  readonly heldOn: PlainDate
}

export type LoadedRoll = Roll & { readonly audience: Audience; readonly hostId: string | null; readonly hostName: string }

/**
 * 若干党组织同一天的应到名单，各表只读一遍；返回组织 id → 名单。
 * 委员的会取在任委员（卸任当日即不在任），小组的取那天编在那个小组的，其余取那天编在本组织与全部下级的。
 */
export async function loadRolls(
  db: ReadDb,
  organizationIds: readonly string[],
  { groupId, types, heldOn }: Omit<RollRequest, 'organizationId'>,
  organizations?: ReadonlyMap<string, OrganizationAt>,
): Promise<ReadonlyMap<string, LoadedRoll>> {
  const all = organizations ?? (await organizationsAt(db, heldOn))
  const audience = audienceOf(types, groupId)
  const holders = await officeHolders(db, heldOn, groupId === null ? organizationIds : [...organizationIds, groupId])
  const scopes = new Map(organizationIds.map((id) => [id, withDescendants(all, id)]))
  const people = await peopleFor(db, audience, { heldOn, groupId, scopes, holders })
  return new Map(
    organizationIds.map((id) => {
      const posts = groupRows(
        [...(holders.get(id) ?? []), ...(groupId === null ? [] : (holders.get(groupId) ?? []))],
        ({ memberId }) => memberId,
      )
      const candidates = (people.get(id) ?? []).map((person) => ({
        ...person,
        groupName: person.groupId === null ? '' : (all.get(person.groupId)?.shortName ?? ''),
        posts: (posts.get(person.id) ?? []).map(({ title }) => title),
      }))
      const host = hostOf(holders, id, audience === '小组党员' ? groupId : null)
      return [
        id,
        {
          ...expectedRollOf(heldOn, audience, candidates),
          audience,
          hostId: host?.memberId ?? null,
          hostName: host?.memberName ?? '',
        },
      ]
    }),
  )
}

async function peopleFor(
  db: ReadDb,
  audience: Audience,
  {
    heldOn,
    groupId,
    scopes,
    holders,
  }: {
    heldOn: PlainDate
    groupId: string | null
    scopes: ReadonlyMap<string, readonly string[]>
    holders: ReadonlyMap<string, readonly OfficeHolder[]>
  },
): Promise<ReadonlyMap<string, readonly RollCandidate[]>> {
  const organizationIds = [...scopes.keys()]
  if (audience === '在任委员') {
    const committees = organizationIds.map((id) => [id, committeeOf(holders.get(id) ?? [])] as const)
    const found = new Map(
      (
        await peopleById(
          db,
          heldOn,
          committees.flatMap(([, ids]) => ids),
        )
      ).map((person) => [person.id, person]),
    )
    return new Map(committees.map(([id, ids]) => [id, ids.flatMap((memberId) => found.get(memberId) ?? [])]))
  }
  if (audience === '小组党员') {
    const inGroup = await enrolledPeople(db, heldOn, { groupId: groupId ?? '' })
    return new Map(organizationIds.map((id) => [id, inGroup]))
  }
  const byBranch = groupRows(
    await enrolledPeople(db, heldOn, { branchIds: [...new Set([...scopes.values()].flat())] }),
    ({ branchId }) => branchId,
  )
  return new Map(organizationIds.map((id) => [id, (scopes.get(id) ?? []).flatMap((branchId) => byBranch.get(branchId) ?? [])]))
}

/** 缺省的主持人：党小组会由组长主持，其余由书记召集主持，书记空缺的由副书记（N-06）。 */
function hostOf(
  holders: ReadonlyMap<string, readonly OfficeHolder[]>,
  organizationId: string,
  groupId: string | null,
): OfficeHolder | null {
  if (groupId !== null) return (holders.get(groupId) ?? []).find(({ title }) => title === '组长') ?? null
  const own = holders.get(organizationId) ?? []
  return own.find(({ title }) => title === '书记') ?? own.find(({ title }) => title === '副书记') ?? null
}
