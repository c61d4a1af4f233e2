import { describe, expect, it } from 'vitest'
import { COVERAGE_RULES } from '../../shared/organization/coverage-rules.ts'
import { branch, generalBranch, judge, rootCommittee, withMembers, provesVerdicts } from '../compliance/facts.ts'

provesVerdicts(COVERAGE_RULES)

const TODAY = '2026-09-14'

describe('A01「建立完整、准确的党员名册」', () => {
  it('有人缺项：列出谁缺什么，给出看名单的动作', () => {
    const base = branch(withMembers(3, 0))
    const members = base.members.map((member, index) => (index === 0 ? { ...member, missing: ['学历', '家庭住址'] } : member))
    const finding = judge('A01', { ...base, members }, TODAY)
    expect(finding).toMatchObject({ verdict: '不达标', severity: '应当' })
    expect(finding.message).toContain('3 名党员中 1 人缺项，共缺 2 项')
    expect(finding.facts[0]).toMatchObject({ label: '党员1', value: '缺学历、家庭住址' })
    expect(finding.remedies[0]).toMatchObject({ route: 'member.list', input: { hasMissing: true } })
  })
  it('都填了为达标，并写明每半年核对没有纳入', () => {
    const finding = judge('A01', branch(withMembers(3, 0)), TODAY)
    expect(finding.verdict).toBe('达标')
    expect(finding.workings.join()).toContain('未纳入本项结论')
  })
  it('没有党员不适用', () => expect(judge('A01', branch(), TODAY).verdict).toBe('不适用'))
})

describe('A10「推动党组织应建尽建率、党的工作覆盖率均达到100%」', () => {
  const covered = branch({ coveredUnits: ['信托公司'] })
  it('党支部建齐、单位都有支部覆盖：达标', () => {
    const finding = judge('A10', rootCommittee({ coveredUnits: ['信托公司'] }), TODAY, { others: [covered] })
    expect(finding.verdict).toBe('达标')
    expect(finding.workings.join()).toContain('1 ÷ 1 = 100%')
  })
  it('有单位没有支部覆盖：不达标', () => {
    const finding = judge('A10', rootCommittee({ coveredUnits: ['信托公司', '担保公司'] }), TODAY, { others: [covered] })
    expect(finding).toMatchObject({ verdict: '不达标', severity: '应当' })
    expect(finding.workings.join()).toContain('1 ÷ 2 = 50%')
  })
  it.each([
    [2, '达标'],
    [3, '不达标'],
  ] as const)('党总支直接编有 %i 名正式党员而没有支部：%s', (full, verdict) => {
    const loose = generalBranch({ ...withMembers(full, 0) })
    expect(judge('A10', rootCommittee(), TODAY, { others: [covered, loose] }).verdict).toBe(verdict)
  })
  it('没有登记覆盖单位：待确认，不装作达标', () => {
    expect(judge('A10', rootCommittee(), TODAY, { others: [branch()] }).verdict).toBe('待确认')
  })
  it('只在最上级党委判定', () => expect(judge('A10', branch(), TODAY).verdict).toBe('不适用'))
})

describe('A11「进一步理顺区属国有企业党组织隶属关系」', () => {
  it('最上级党委与隶属于它的支部达标', () => {
    expect(judge('A11', rootCommittee(), TODAY).verdict).toBe('达标')
    expect(judge('A11', branch(), TODAY).message).toContain('隶属集团党委')
  })
  it('上级已撤销、没有上级，都是孤儿', () => {
    expect(judge('A11', branch({ parentId: '不存在' }), TODAY)).toMatchObject({ verdict: '不达标', severity: '应当' })
    expect(judge('A11', branch({ parentId: null }), TODAY).message).toContain('没有上级党组织')
  })
  it('互为上级成环', () => {
    const upper = generalBranch({ parentId: 'b1' })
    expect(judge('A11', branch({ parentId: 'g1' }), TODAY, { others: [rootCommittee(), upper] }).message).toContain('成了环')
  })
  it('改过隶属而没有批准文号不达标，有文号达标', () => {
    const moved = (documentNo: string) => judge('A11', branch({ affiliationChange: { on: '2025-03-01', documentNo } }), TODAY)
    expect(moved('')).toMatchObject({ verdict: '不达标', severity: '应当' })
    expect(moved('').message).toContain('自 2025-03-01 起改了隶属关系，没有登记批准文号')
    expect(moved('集团党〔2025〕3号').verdict).toBe('达标')
  })
  it('党总支不能隶属于党支部', () => {
    const lower = generalBranch({ parentId: 'b1' })
    expect(judge('A11', lower, TODAY, { others: [rootCommittee(), branch()] }).message).toContain('党总支不能隶属于党支部')
  })
})
