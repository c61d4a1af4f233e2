import { describe, expect, it } from 'vitest'
import { loadGroupFacts } from '../../electron/compliance/queries.ts'
import { openTestBackend, type TestBackend } from '../kit/backend.ts'
import { plantSmallTree } from '../kit/organization-tree.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'

const factsOf = (backend: TestBackend, asOf: string, only?: readonly string[]) =>
  loadGroupFacts(backend.backend.database.kysely, asOf, only)

async function enrol(backend: TestBackend, branchId: string, index: number, change: Parameters<typeof syntheticPerson>[1] = {}) {
  const { memberId } = await backend.call('member.create', {
    profile: syntheticPerson(index, change),
    branchId,
    groupId: null,
    fromOn: null,
  })
  return memberId
}

describe('判定日的集团事实', () => {
  it('党小组并在所属支部里，带组长；人数与党组织树一致', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { committee, general, first, second, group } = await plantSmallTree(backend)
    const leader = await enrol(backend, first, 0)
    await enrol(backend, first, 1, { category: '预备党员', joinedOn: '2026-02-01', fullOn: null, mobile: '' })
    await enrol(backend, second, 2, { partyStatus: '停止党籍' })
    await backend.call('member.assign', { memberIds: [leader], branchId: first, groupId: group, fromOn: '2026-01-01', reason: '划组' })
    await backend.call('election.appoint', { organizationId: group, memberId: leader, title: '组长', fromOn: '2026-01-01', source: '选举' })
    const { organizations } = await factsOf(backend, '2026-09-14')
    expect(organizations.map((each) => each.id)).toEqual([committee, general, first, second])
    const branch = organizations.find((each) => each.id === first)
    expect(branch?.groups).toEqual([{ id: group, name: '第一党小组', leaderName: expect.any(String) as string }])
    expect(branch?.childIds).toEqual([])
    expect(branch?.members.map((each) => [each.category, each.groupId, each.missing])).toEqual(
      expect.arrayContaining([
        ['正式党员', group, []],
        ['预备党员', null, ['手机号']],
      ]),
    )
    for (const asOf of ['2026-09-14', '2025-12-31', '2012-01-01']) {
      const { nodes } = await backend.call('organization.tree', { asOf })
      const facts = (await factsOf(backend, asOf)).organizations
      expect(facts.map((each) => [each.id, each.memberCount, each.fullMemberCount])).toEqual(
        nodes.filter((node) => node.level !== '党小组').map((node) => [node.id, node.memberCount, node.fullMemberCount]),
      )
    }
  })

  it('人数变化：编入编出、支部改隶属都记到当时的上级', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { committee, general, first, second } = await plantSmallTree(backend)
    const one = await enrol(backend, first, 0, { joinedOn: '2024-05-10', fullOn: '2025-05-10' })
    await enrol(backend, first, 1, { joinedOn: '2005-01-01', fullOn: '2006-01-01' })
    await backend.call('member.assign', { memberIds: [one], branchId: second, groupId: null, fromOn: '2026-03-01', reason: '调动' })
    const { history } = await backend.call('organization.card', { organizationId: first })
    const profile = history[0]?.profile
    if (!profile) throw new Error('没有沿革')
    await backend.call('organization.revise', {
      organizationId: first,
      effectiveOn: '2026-05-01',
      profile: { ...profile, parentId: committee },
    })
    const { organizations } = await factsOf(backend, '2026-09-14')
    const changeOn = async (asOf: string) => (await factsOf(backend, asOf)).organizations.find(({ id }) => id === first)?.affiliationChange
    expect(await changeOn('2026-04-30'), '改隶属前一天').toBeNull()
    expect(await changeOn('2026-05-01'), '当天起').toEqual({ on: '2026-05-01', documentNo: '' })
    const steps = (id: string) => organizations.find((each) => each.id === id)?.sizeSteps
    // 入党在支部成立以前的，从成立日起计。
    expect(steps(first)).toEqual([
      { on: '2010-01-01', total: 1 },
      { on: '2024-05-10', total: 2 },
      { on: '2026-03-01', total: 1 },
    ])
    expect(steps(second)).toEqual([{ on: '2026-03-01', total: 1 }])
    expect(steps(general)).toEqual([
      { on: '2010-01-01', total: 1 },
      { on: '2024-05-10', total: 2 },
      { on: '2026-03-01', total: 1 },
      { on: '2026-05-01', total: 0 },
    ])
    expect(steps(committee)).toEqual([
      { on: '2010-01-01', total: 1 },
      { on: '2024-05-10', total: 2 },
    ])
  })

  it('只取一个组织时，与取全部时它的那一份相同', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { general, first, second } = await plantSmallTree(backend)
    await enrol(backend, first, 0)
    await enrol(backend, second, 1)
    await backend.call('election.recordTerm', { organizationId: general, seq: 1, electedOn: '2024-01-01', seatCount: 5 })
    const all = await factsOf(backend, '2026-09-14')
    const some = await factsOf(backend, '2026-09-14', [general])
    expect(some.organizations).toEqual(all.organizations.filter((each) => each.id === general))
    expect(some.organizations[0]?.memberCount).toBe(1)
  })

  it('回看撤下的届次、将来的批复都不算', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second } = await plantSmallTree(backend)
    const { termId } = await backend.call('election.recordTerm', {
      organizationId: second,
      seq: 1,
      electedOn: '2023-08-31',
      seatCount: null,
    })
    await backend.call('election.recordApproval', {
      termId,
      kind: '延期',
      approvedOn: '2026-08-01',
      documentNo: '1号',
      approver: '党委',
      newEndOn: '2027-01-01',
    })
    const terms = async (asOf: string) => (await factsOf(backend, asOf, [second])).organizations[0]?.terms
    expect(await terms('2023-08-30')).toEqual([])
    expect((await terms('2026-07-31'))?.[0]?.approvals).toEqual([])
    expect((await terms('2026-08-01'))?.[0]?.approvals).toHaveLength(1)
    await backend.call('election.removeTerm', { termId, reason: '登错' })
    expect(await terms('2026-08-01')).toEqual([])
  })
})
