import { describe, expect, it } from 'vitest'
import { openTestBackend, type TestBackend } from '../kit/backend.ts'
import { plantSmallTree } from '../kit/organization-tree.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'

const TODAY = '2026-09-14'

async function enrol(backend: TestBackend, branchId: string, index: number, change: Parameters<typeof syntheticPerson>[1] = {}) {
  const profile = syntheticPerson(index, { ...change })
  return (await backend.call('member.create', { profile, branchId, groupId: null, fromOn: null })).memberId
}

const rulesFor = async (backend: TestBackend, memberId: string, asOf = TODAY) =>
  (await backend.call('compliance.findings', { memberId, asOf })).findings.map(({ ruleId }) => ruleId)

describe('一名党员的有关发现：按人认，不按姓名认', () => {
  it('同支部两人同名，缺项的是一个人，只列在他名下', async () => {
    await using backend = openTestBackend(TODAY)
    const { second } = await plantSmallTree(backend)
    const lacking = await enrol(backend, second, 1, { name: '王思齐', mobile: '' })
    const complete = await enrol(backend, second, 2, { name: '王思齐' })
    expect(await rulesFor(backend, lacking)).toContain('A01')
    expect(await rulesFor(backend, complete)).not.toContain('A01')
  })

  it('姓名是别人姓名的一段、与书记同名的，都不牵连', async () => {
    await using backend = openTestBackend(TODAY)
    const { second } = await plantSmallTree(backend)
    const secretary = await enrol(backend, second, 1, { name: '欧阳青', adminPost: '副总经理' })
    const namesake = await enrol(backend, second, 2, { name: '欧阳青' })
    const shorter = await enrol(backend, second, 3, { name: '欧阳' })
    await backend.call('election.recordTerm', { organizationId: second, seq: 1, electedOn: '2025-06-01', seatCount: null })
    const post = { organizationId: second, title: '书记', fromOn: '2025-06-01', source: '选举' } as const
    await backend.call('election.appoint', { ...post, memberId: secretary })
    expect(await rulesFor(backend, secretary)).toContain('A28')
    expect(await rulesFor(backend, namesake)).toEqual([])
    expect(await rulesFor(backend, shorter)).toEqual([])
  })

  it('缺项超过二十人，第二十一人名下也有', async () => {
    await using backend = openTestBackend(TODAY)
    const { second } = await plantSmallTree(backend)
    const ids: string[] = []
    for (let index = 0; index < 22; index += 1) ids.push(await enrol(backend, second, index, { mobile: '' }))
    for (const memberId of ids) expect(await rulesFor(backend, memberId)).toContain('A01')
  })

  it('没有这个人的拒绝', async () => {
    await using backend = openTestBackend(TODAY)
    await plantSmallTree(backend)
    expect((await backend.refused('compliance.findings', { memberId: 'nobody' })).message).toMatch(/[\u4e00-\u9fff]{4,}/)
  })
})
