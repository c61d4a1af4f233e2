import { describe, expect, it } from 'vitest'
import { openTestBackend, type TestBackend } from '../kit/backend.ts'
import { plantSmallTree } from '../kit/organization-tree.ts'
import { rosterFile, row } from '../kit/roster-workbook.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'

const TODAY = '2026-11-21'
const DISSOLVED_ON = '2026-06-01'

async function enrol(backend: TestBackend, branchId: string, index: number): Promise<string> {
  return (await backend.call('member.create', { profile: syntheticPerson(index), branchId, groupId: null, fromOn: null })).memberId
}

async function dissolve(backend: TestBackend, organizationId: string, mergedIntoId: string | null = null): Promise<void> {
  await backend.call('organization.dissolve', { organizationId, dissolvedOn: DISSOLVED_ON, reason: '机构调整', mergedIntoId })
}

describe('已撤并的党支部里不能再有人', () => {
  it('日期倒填到撤并以前也编不进去：登记、调整、导入都一样', async () => {
    await using backend = openTestBackend(TODAY)
    const { first, second } = await plantSmallTree(backend)
    const memberId = await enrol(backend, first, 0)
    await dissolve(backend, second)
    const place = { branchId: second, groupId: null, fromOn: '2026-05-31' }
    const refusal = { code: 'ASSIGNMENT_PLACE_REFUSED', problems: [{ place: 'branchId' }] }
    const assigned = await backend.refused('member.assign', { ...place, memberIds: [memberId], reason: '调动' })
    expect(assigned).toMatchObject(refusal)
    expect(assigned.message).toContain(`已于 ${DISSOLVED_ON} 撤并`)
    expect(await backend.refused('member.create', { ...place, profile: syntheticPerson(1) })).toMatchObject(refusal)
    const file = rosterFile([{ name: '商贸', rows: [row(syntheticPerson(1), '中共测试商贸公司支部委员会')] }])
    const preview = await backend.call('exchange.previewRoster', { file, asOf: '2026-05-31' })
    expect(preview.counts).toMatchObject({ added: 0, refused: 1 })
    expect(preview.rows[0]?.refusals[0]?.reason).toContain('或已撤并')
    expect((await backend.call('member.list', {})).rows.map(({ branchId }) => branchId)).toEqual([first])
  })

  it('原支部已撤销的，从回收站恢复前说明怎么办；恢复那个支部以后就能恢复', async () => {
    await using backend = openTestBackend(TODAY)
    const { second } = await plantSmallTree(backend)
    const memberId = await enrol(backend, second, 0)
    await backend.call('member.remove', { memberId, reason: '误登' })
    await dissolve(backend, second)
    const failure = await backend.refused('member.restore', { memberId })
    expect(failure).toMatchObject({ code: 'BRANCH_DISSOLVED' })
    expect(failure.message).toMatch(/已于 2026-06-01 撤销.*请先恢复/)
    expect((await backend.call('member.list', {})).total).toBe(0)
    await backend.call('organization.restore', { organizationId: second })
    await backend.call('member.restore', { memberId })
    expect((await backend.call('member.list', {})).total).toBe(1)
  })

  it('补录已撤并支部的往届任职，在撤并日随之卸任，不会一直“现任”', async () => {
    await using backend = openTestBackend(TODAY)
    const { first, second } = await plantSmallTree(backend)
    const memberId = await enrol(backend, first, 0)
    await dissolve(backend, second)
    const appointment = { organizationId: second, memberId, title: '书记', source: '选举', fromOn: '2024-05-10' } as const
    const { postId } = await backend.call('election.appoint', appointment)
    const { posts } = await backend.call('member.detail', { memberId })
    expect(posts).toMatchObject([{ title: '书记', fromOn: '2024-05-10', untilOn: DISSOLVED_ON }])
    await backend.call('election.removePost', { postId })
    await backend.call('election.restorePost', { postId })
    await backend.call('election.reopenPost', { postId })
    expect((await backend.call('member.detail', { memberId })).posts).toMatchObject([{ untilOn: DISSOLVED_ON }])
  })
})

describe('组与支部始终一致', () => {
  it('还有组员的党小组不能改到别的党支部；没有组员的可以', async () => {
    await using backend = openTestBackend(TODAY)
    const { first, second, group } = await plantSmallTree(backend)
    const memberId = await enrol(backend, first, 0)
    const assign = { memberIds: [memberId], branchId: first, reason: '划组' }
    await backend.call('member.assign', { ...assign, groupId: group, fromOn: '2026-01-01' })
    const { node } = await backend.call('organization.card', { organizationId: group })
    const move = { organizationId: group, effectiveOn: '2026-07-01', profile: { ...node, parentId: second } }
    const failure = await backend.refused('organization.revise', move)
    expect(failure).toMatchObject({ code: 'GROUP_HAS_MEMBERS', problems: [{ place: 'profile.parentId' }] })
    expect(failure.message).toContain('还有 1 名党员')
    await backend.call('organization.revise', { ...move, profile: { ...node, name: '第一支部青年党小组' } })
    await backend.call('member.assign', { ...assign, groupId: null, fromOn: '2026-07-01' })
    await backend.call('organization.revise', move)
  })
})

describe('在任的人', () => {
  it.each([
    ['停止党籍', { partyStatus: '停止党籍' }, 'profile.partyStatus'],
    ['改回预备党员', { category: '预备党员', fullOn: null }, 'profile.category'],
  ] as const)('%s以前须先登记离任', async (_name, change, place) => {
    await using backend = openTestBackend(TODAY)
    const { second } = await plantSmallTree(backend)
    const memberId = await enrol(backend, second, 0)
    const fromOn = '2024-05-10'
    const { postId } = await backend.call('election.appoint', { organizationId: second, memberId, title: '书记', source: '选举', fromOn })
    const update = { memberId, profile: syntheticPerson(0, change) }
    const failure = await backend.refused('member.update', update)
    expect(failure).toMatchObject({ code: 'MEMBER_HOLDS_POST', problems: [{ place }] })
    expect(failure.message).toMatch(/现任书记.*先在“届次与班子”里登记离任/)
    await backend.call('member.update', { memberId, profile: syntheticPerson(0, { mobile: '13900000000' }) })
    await backend.call('election.endPost', { postId, untilOn: '2026-11-20', endReason: '其他' })
    await backend.call('member.update', update)
  })
})

describe('没有被选举权的', () => {
  it.each(['留党察看', '权利中止'] as const)(
    '%s的党员不能登记现任职务；补录已换届卸任的旧职可以；不计入应到会的不受影响',
    async (rightsStatus) => {
      await using backend = openTestBackend(TODAY)
      const { second } = await plantSmallTree(backend)
      const memberId = await enrol(backend, second, 0)
      await backend.call('member.update', { memberId, profile: syntheticPerson(0, { rightsStatus }) })
      await backend.call('election.recordTerm', { organizationId: second, seq: 1, electedOn: '2021-05-10', seatCount: 3 })
      await backend.call('election.recordTerm', { organizationId: second, seq: 2, electedOn: '2024-05-10', seatCount: 3 })
      const appointment = { organizationId: second, memberId, title: '组织委员', source: '选举' } as const
      const failure = await backend.refused('election.appoint', { ...appointment, fromOn: '2024-05-10' })
      expect(failure).toMatchObject({ code: 'NOT_ELIGIBLE' })
      expect(failure.message).toContain(`“${rightsStatus}”，没有被选举权`)
      await backend.call('election.appoint', { ...appointment, fromOn: '2021-05-10' })
      await backend.call('member.update', { memberId, profile: syntheticPerson(0, { rightsStatus: '不计入应到会' }) })
      await backend.call('election.appoint', { ...appointment, fromOn: '2024-05-10' })
    },
  )
})

describe('两个窗口先后改同一个人', () => {
  it('后一个没看到前一个的改动：拒绝，先改的保得住；看过最新的再改就能存', async () => {
    await using backend = openTestBackend(TODAY)
    const { second } = await plantSmallTree(backend)
    const memberId = await enrol(backend, second, 0)
    const opened = (await backend.call('member.detail', { memberId })).member
    await backend.call('member.update', { memberId, profile: { ...opened, address: '先改的住址' }, basedOn: opened })
    const later = { ...opened, mobile: '13900001111' }
    const failure = await backend.refused('member.update', { memberId, profile: later, basedOn: opened })
    expect(failure.code).toBe('MEMBER_CHANGED_SINCE')
    expect(failure.message).toMatch(/已在别处改过.*请刷新页面/)
    const latest = (await backend.call('member.detail', { memberId })).member
    expect(latest).toMatchObject({ address: '先改的住址', mobile: opened.mobile })
    await backend.call('member.update', { memberId, profile: { ...latest, mobile: '13900001111' }, basedOn: latest })
    expect((await backend.call('member.detail', { memberId })).member).toMatchObject({ address: '先改的住址', mobile: '139******11' })
    expect((await backend.call('member.reveal', { memberId, fields: ['mobile'] })).values).toEqual({ mobile: '13900001111' })
  })
})
