import { describe, expect, it } from 'vitest'
import {
  departmentOf,
  groupingProblems,
  leastGroupCount,
  proposeGroups,
  type GroupingLimits,
  type GroupingMember,
} from '../../shared/member/grouping.ts'
import { openTestBackend } from '../kit/backend.ts'
import { plantSmallTree } from '../kit/organization-tree.ts'
import { syntheticPerson } from '../kit/synthetic-person.ts'

const LIMITS: GroupingLimits = { requiredAt: 20, max: 10, min: 3 }

function people(count: number, change: (index: number) => Partial<GroupingMember> = () => ({})): GroupingMember[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `人${index}`,
    name: `人${index}`,
    category: '正式党员',
    adminPost: '',
    job: '公有经济控制企业管理岗位',
    groupId: null,
    ...change(index),
  }))
}

const sizes = (members: readonly GroupingMember[], way: '保留现有小组' | '重新划分' = '重新划分') =>
  proposeGroups(members, [], LIMITS, way).map(({ memberIds }) => memberIds.length)

describe('划分方案', () => {
  it('每组不超过 10 人：20 人两组、21 人三组、30 人三组、31 人四组，各组相近', () => {
    expect([20, 21, 30, 31].map((count) => leastGroupCount(count, 10))).toEqual([2, 3, 3, 4])
    expect(sizes(people(20))).toEqual([10, 10])
    expect(sizes(people(21))).toEqual([7, 7, 7])
    expect(sizes(people(31)).toSorted()).toEqual([7, 8, 8, 8])
  })

  it('每个人恰在一组，方案合条文', () => {
    for (const count of [19, 20, 21, 37, 59, 60]) {
      const members = people(count, (index) => ({ category: index % 6 === 0 ? '预备党员' : '正式党员', adminPost: `${index % 4}部科员` }))
      const groups = proposeGroups(members, [], LIMITS, '重新划分')
      expect(groups.flatMap(({ memberIds }) => memberIds).toSorted()).toEqual(members.map(({ id }) => id).toSorted())
      expect(groupingProblems(members, groups, LIMITS), `${count} 人`).toEqual([])
    }
  })

  it('同一部门的尽量在一组', () => {
    const members = people(20, (index) => ({ adminPost: index % 2 === 0 ? '财务部经理' : '审计部主管' }))
    const byId = new Map(members.map((member) => [member.id, member]))
    const departments = proposeGroups(members, [], LIMITS, '重新划分').map(({ memberIds }) => [
      ...new Set(memberIds.map((id) => departmentOf(byId.get(id) ?? { adminPost: '', job: '' }))),
    ])
    expect(departments.every((each) => each.length === 1)).toBe(true)
  })

  it('一组全是预备党员时换进一名正式党员', () => {
    const members = people(20, (index) => (index < 10 ? { category: '预备党员', adminPost: '新员工部' } : { adminPost: '财务部' }))
    const groups = proposeGroups(members, [], LIMITS, '重新划分')
    expect(groupingProblems(members, groups, LIMITS)).toEqual([])
  })

  it('保留现有小组：已编入的不动，只安排没编入的', () => {
    const existing = [
      { id: 'g1', name: '第一党小组' },
      { id: 'g2', name: '第二党小组' },
    ]
    const members = people(20, (index) => ({ groupId: index < 8 ? 'g1' : index < 16 ? 'g2' : null }))
    const groups = proposeGroups(members, existing, LIMITS, '保留现有小组')
    expect(groups.map(({ groupId }) => groupId)).toEqual(['g1', 'g2'])
    for (const [index, { memberIds }] of groups.entries())
      for (const member of members.filter(({ groupId }) => groupId === `g${index + 1}`)) expect(memberIds).toContain(member.id)
    expect(groups.map(({ memberIds }) => memberIds.length)).toEqual([10, 10])
  })

  it('现有小组超员：超出的人进新组，新组的名字不与现有的重', () => {
    const members = people(22, (index) => ({ groupId: index < 12 ? 'g2' : null }))
    const groups = proposeGroups(members, [{ id: 'g2', name: '第二党小组' }], LIMITS, '保留现有小组')
    expect(groups.every(({ memberIds }) => memberIds.length <= 10)).toBe(true)
    expect(new Set(groups.map(({ name }) => name)).size).toBe(groups.length)
  })

  it('部门取自行政职务；看不出的按岗位', () => {
    expect(departmentOf({ adminPost: '党群工作部副部长', job: '' })).toBe('党群工作部')
    expect(departmentOf({ adminPost: '总经理', job: '公有经济控制企业管理岗位' })).toBe('管理岗位')
    expect(departmentOf({ adminPost: '', job: '' })).toBe('未注明')
  })
})

describe('合不合条文', () => {
  const members = people(20)
  const ids = (from: number, to: number) => members.slice(from, to).map(({ id }) => id)
  const group = (name: string, memberIds: readonly string[]) => ({ groupId: null, name, memberIds })
  const problems = (...groups: { groupId: null; name: string; memberIds: readonly string[] }[]) =>
    groupingProblems(members, groups, LIMITS).map(({ ruleId, group: name }) => [ruleId, name])

  it('每组 10 人合适，11 人超员，3 人合适，2 人不足', () => {
    expect(problems(group('甲', ids(0, 10)), group('乙', ids(10, 20)))).toEqual([])
    expect(problems(group('甲', ids(0, 11)), group('乙', ids(11, 20)))).toEqual([['A05', '甲']])
    expect(problems(group('甲', ids(0, 3)), group('乙', ids(3, 12)), group('丙', ids(12, 20)))).toEqual([])
    expect(problems(group('甲', ids(0, 2)), group('乙', ids(2, 11)), group('丙', ids(11, 20)))).toEqual([['A05', '甲']])
  })

  it('20 人须划分，19 人不要求；有人没编入要说', () => {
    expect(groupingProblems(members, [], LIMITS).map(({ ruleId }) => ruleId)).toEqual(['A04'])
    expect(groupingProblems(people(19), [], LIMITS)).toEqual([])
    expect(problems(group('甲', ids(0, 10)), group('乙', ids(10, 19)))).toEqual([['A04', null]])
  })
})

async function openBranch(count: number) {
  const backend = openTestBackend('2026-09-14')
  const tree = await plantSmallTree(backend)
  for (let index = 0; index < count; index += 1)
    await backend.call('member.create', { profile: syntheticPerson(index), branchId: tree.second, groupId: null, fromOn: null })
  return Object.assign(backend, tree)
}

describe('照方案落库', () => {
  it('新设小组、编入、A04 A05 达标；一个批次整批撤得回', async () => {
    await using backend = await openBranch(23)
    const plan = await backend.call('member.groupingPlan', { branchId: backend.second, way: '保留现有小组' })
    expect(plan.groups).toHaveLength(3)
    const request = { branchId: backend.second, fromOn: '2026-09-14', reason: '支委会划分党小组', groups: plan.groups }
    const { batchId, created, moved } = await backend.call('member.assignGroups', request)
    expect([created, moved]).toEqual([3, 23])
    const { nodes } = await backend.call('organization.tree', {})
    const groups = nodes.filter(({ parentId }) => parentId === backend.second)
    expect(groups.map(({ shortName, memberCount }) => [shortName, memberCount])).toEqual([
      ['第一党小组', 8],
      ['第二党小组', 8],
      ['第三党小组', 7],
    ])
    const again = await backend.call('member.groupingPlan', { branchId: backend.second, way: '保留现有小组' })
    expect(again.groups.map(({ memberIds }) => memberIds.toSorted())).toEqual(plan.groups.map(({ memberIds }) => memberIds.toSorted()))
    const reversal = await backend.call('member.batchReversal', { batchId: batchId ?? '' })
    expect(reversal.conflicts).toEqual([])
    await backend.call('member.undoBatch', { batchId: batchId ?? '', digest: reversal.digest })
    const { rows } = await backend.call('member.list', { organizationId: backend.second, limit: 100 })
    expect(rows.map(({ groupId }) => groupId)).toEqual(rows.map(() => null))
  })

  it('没有变化的不留空批次', async () => {
    await using backend = await openBranch(20)
    const plan = await backend.call('member.groupingPlan', { branchId: backend.second, way: '重新划分' })
    const request = { branchId: backend.second, fromOn: '2026-09-14', reason: '划分' }
    await backend.call('member.assignGroups', { ...request, groups: plan.groups })
    const settled = await backend.call('member.groupingPlan', { branchId: backend.second, way: '保留现有小组' })
    expect(await backend.call('member.assignGroups', { ...request, groups: settled.groups })).toEqual({
      batchId: null,
      created: 0,
      moved: 0,
    })
  })

  it('坏输入：重复编入、外支部的人、重名、早于现编入日、未来日期、不是党支部，都拒绝且什么也不写', async () => {
    await using backend = await openBranch(20)
    const plan = await backend.call('member.groupingPlan', { branchId: backend.second, way: '重新划分' })
    const [first, second] = plan.groups
    if (!first || !second) throw new Error('应有两组')
    const request = { branchId: backend.second, fromOn: '2026-09-14', reason: '划分', groups: plan.groups }
    const before = JSON.stringify((await backend.call('organization.tree', {})).nodes)
    const doubled = [{ ...first, memberIds: [...first.memberIds, ...second.memberIds] }, second]
    expect((await backend.refused('member.assignGroups', { ...request, groups: doubled })).code).toBe('GROUPING_REPEATED')
    const stranger = [{ ...first, memberIds: ['没有这个人'] }, second]
    expect((await backend.refused('member.assignGroups', { ...request, groups: stranger })).code).toBe('GROUPING_STALE')
    const namesakes = [first, { ...second, name: first.name }]
    expect((await backend.refused('member.assignGroups', { ...request, groups: namesakes })).code).toBe('GROUPING_NAME_REPEATED')
    expect((await backend.refused('member.assignGroups', { ...request, fromOn: '2026-09-15' })).code).toBe('ASSIGNMENT_IN_FUTURE')
    expect((await backend.refused('member.groupingPlan', { branchId: backend.committee, way: '重新划分' })).code).toBe(
      'GROUPING_NOT_BRANCH',
    )
    expect((await backend.refused('member.groupingPlan', { branchId: '没有', way: '重新划分' })).code).toBe('ORGANIZATION_UNKNOWN')
    expect(JSON.stringify((await backend.call('organization.tree', {})).nodes)).toBe(before)
    await backend.call('member.assignGroups', request)
    const late = await backend.refused('member.assignGroups', { ...request, fromOn: '2026-09-01', groups: [{ ...first, name: '另一组' }] })
    expect(late.code).toBe('ASSIGNMENT_BACKDATED')
  })
})
