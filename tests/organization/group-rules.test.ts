import fc from 'fast-check'
import { GROUP_RULES } from '../../shared/organization/group-rules.ts'
import { describe, expect, it } from 'vitest'
import { organizationContract } from '../../shared/organization/contract.ts'
import { leastGroups } from '../../shared/organization/group-rules.ts'
import { branch, judge, onlyProfile, partyGroups, withMembers, provesVerdicts } from '../compliance/facts.ts'

provesVerdicts(GROUP_RULES)

const TODAY = '2026-09-14'

describe('A04「凡是党员人数达到20人以上的党支部，应当划分党小组」', () => {
  it('正式 19、预备 1：党员人数 20，应当划分（橙），至少 2 组，每组不超过 10 人', () => {
    const finding = judge('A04', branch(withMembers(19, 1)), TODAY)
    expect(finding).toMatchObject({ verdict: '不达标', severity: '应当', strength: '应当' })
    expect(finding.message).toContain('应当划分党小组，至少 2 组，每组一般不超过 10 人')
    expect(finding.quote).toBe('凡是党员人数达到20人以上的党支部，应当划分党小组')
    expect(finding.difference).toContain('含预备党员')
  })

  it('那名预备党员转出后 19 人：不适用，已有的小组不强制撤销', () => {
    const finding = judge('A04', branch({ ...withMembers(19, 0), groups: partyGroups('g1', 'g2') }), TODAY)
    expect(finding).toMatchObject({ verdict: '不适用', severity: '不适用' })
    expect(finding.message).toContain('不强制撤销')
  })

  it('21 人：至少 3 组', () => expect(judge('A04', branch(withMembers(21, 0)), TODAY).message).toContain('至少 3 组'))

  it('只有 1 组也算没有划分', () => {
    expect(judge('A04', branch({ ...withMembers(20, 0, ['g1']), groups: partyGroups('g1') }), TODAY).verdict).toBe('不达标')
  })

  it('有人没编入小组、有小组没组长，都不达标；都齐了才达标', () => {
    const divided = branch({ ...withMembers(20, 0, ['g1', 'g2']), groups: partyGroups('g1', 'g2') })
    expect(judge('A04', divided, TODAY).verdict).toBe('达标')
    const [first, ...rest] = divided.members
    if (!first) throw new Error('测试造数有误')
    const loose = judge('A04', { ...divided, members: [{ ...first, groupId: null }, ...rest] }, TODAY)
    expect(loose).toMatchObject({ verdict: '不达标' })
    expect(loose.message).toContain('还有 1 名党员没有编入党小组')
    const leaderless = divided.groups.map((group) => ({ ...group, leaderName: null }))
    expect(judge('A04', { ...divided, groups: leaderless }, TODAY).message).toContain('没有组长')
  })

  it('停止党籍的党员不必入组', () => {
    const divided = branch({ ...withMembers(20, 0, ['g1', 'g2']), groups: partyGroups('g1', 'g2') })
    const stopped = divided.members.slice(0, 1).map((member) => ({ ...member, id: 'x', partyStatus: '停止党籍' as const, groupId: null }))
    expect(judge('A04', { ...divided, members: [...divided.members, ...stopped] }, TODAY).verdict).toBe('达标')
  })

  it('消除动作可以直接提交：预填满足新设党组织的入参', () => {
    const [remedy] = judge('A04', branch(withMembers(20, 0)), TODAY).remedies
    expect(remedy?.route).toBe('organization.create')
    expect(organizationContract['organization.create'].input.safeParse(remedy?.input).error).toBeUndefined()
  })

  it('供销社 2020 年口径没有数字线，不适用', () => {
    expect(judge('A04', branch(withMembers(30, 0)), TODAY, { standards: onlyProfile('LZ20') }).verdict).toBe('不适用')
  })
})

describe('A05「每个党小组的人数一般不超过10人」', () => {
  const grouped = (full: number, probationary: number) => branch({ ...withMembers(full, probationary, ['g1']), groups: partyGroups('g1') })
  it.each([
    [2, 0, '不达标'],
    [3, 0, '达标'],
    [10, 0, '达标'],
    [11, 0, '不达标'],
    [0, 3, '不达标'],
    [1, 2, '达标'],
  ] as const)('小组正式 %i、预备 %i：%s', (full, probationary, verdict) => {
    const finding = judge('A05', grouped(full, probationary), TODAY)
    expect(finding.verdict).toBe(verdict)
    if (verdict === '不达标') expect(finding.severity).toBe('提示')
  })
  it('没有党小组不适用', () => expect(judge('A05', branch(), TODAY).verdict).toBe('不适用'))
})

describe('最少组数', () => {
  it('照最少组数均分，每组都不超过上限；少一组就装不下（两组以上时）', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 500 }), (total) => {
        const least = leastGroups(total, 10)
        expect(Math.ceil(total / least)).toBeLessThanOrEqual(10)
        if (least > 2) expect((least - 1) * 10).toBeLessThan(total)
      }),
    )
  })
})
