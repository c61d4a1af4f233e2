import { describe, expect, it } from 'vitest'
import { statusOf } from '../../shared/compliance/catalog.ts'
import { evaluateGroup } from '../../shared/compliance/evaluate.ts'
import { isDueFor, MANUAL_CHECKS, manualCheckSpec, manualProvision } from '../../shared/compliance/manual-checks.ts'
import { confirmationSummary } from '../../shared/compliance/manual-findings.ts'
import { CATALOG } from '../../shared/compliance/provisions.ts'
import { BUILT_IN_STANDARDS } from '../../shared/compliance/standards.ts'
import { ORGANIZATION_LEVELS } from '../../shared/glossary.ts'
import type { OrganizationFacts } from '../../shared/organization/facts.ts'
import type { Finding } from '../../shared/regulation/finding.ts'
import { checkAt, defaultValidUntil, periodAt, periodNamed, type ManualCheckFacts } from '../../shared/regulation/manual-check.ts'
import { branch, groupOf, post, rootCommittee, withMembers } from './facts.ts'

function check(ruleId: string, changes: Partial<ManualCheckFacts> = {}): ManualCheckFacts {
  return {
    id: `k-${ruleId}`,
    ruleId,
    period: '2026',
    verdict: '达标',
    basis: '制度已上墙',
    evidence: '照片 3 张',
    checkedOn: '2026-12-10',
    checkedBy: '苏晴',
    validUntil: '2027-12-31',
    factSummary: '',
    ...changes,
  }
}

function find(ruleId: string, organization: OrganizationFacts, asOf: string): Finding | undefined {
  const others = organization.level === '党委' ? [] : [rootCommittee()]
  return evaluateGroup(groupOf(asOf, [...others, organization]), BUILT_IN_STANDARDS).find(
    (each) => each.ruleId === ruleId && each.organizationId === organization.id,
  )
}

describe('勾核的目录', () => {
  it('30 条人工规则一条不落、一条不重，另有四条系统先判、须人确认或核对', () => {
    const manual = CATALOG.filter((each) => each.check === '人工').map((each) => each.id)
    expect(MANUAL_CHECKS.filter((each) => each.kind === '人工').map((each) => each.ruleId)).toEqual(manual)
    expect(manual).toHaveLength(30)
    const others = MANUAL_CHECKS.filter((each) => each.kind !== '人工')
    for (const each of others) expect(statusOf(manualProvision(each.ruleId)), each.ruleId).toBe('半自动实现')
    expect(new Set(MANUAL_CHECKS.map((each) => each.ruleId)).size).toBe(MANUAL_CHECKS.length)
  })

  it.each(MANUAL_CHECKS)('$ruleId 勾哪一级、多久一次、看什么都写明，条文有依据与证据', (each) => {
    expect(each.levels.length).toBeGreaterThan(0)
    for (const level of each.levels) expect(ORGANIZATION_LEVELS).toContain(level)
    expect(each.hint).not.toBe('')
    const { quote, citation, predicate, evidence } = manualProvision(each.ruleId)
    for (const text of [quote, citation, predicate, evidence]) expect(text).not.toBe('')
  })
})

describe('勾核周期', () => {
  it.each([
    ['季', '2026-09-30', '2026-Q3', '2026-07-01', '2026-09-30', '2026-09-01'],
    ['季', '2026-10-01', '2026-Q4', '2026-10-01', '2026-12-31', '2026-12-02'],
    ['半年', '2026-06-30', '2026-H1', '2026-01-01', '2026-06-30', '2026-06-01'],
    ['半年', '2026-07-01', '2026-H2', '2026-07-01', '2026-12-31', '2026-12-02'],
    ['年', '2026-12-31', '2026', '2026-01-01', '2026-12-31', '2026-12-02'],
    ['年', '2027-01-01', '2027', '2027-01-01', '2027-12-31', '2027-12-02'],
  ] as const)('%s %s 属 %s', (cycle, on, key, from, until, opensOn) => {
    expect(periodAt(cycle, on)).toMatchObject({ key, from, until, opensOn })
    expect(periodNamed(cycle, key)).toEqual(periodAt(cycle, on))
  })

  it('写法不对、与周期不合的不认', () => {
    for (const key of ['2026-H3', '2026-Q5', '26', '2026-Q1', '', '2026-13']) expect(periodNamed('半年', key)).toBeNull()
  })

  it('不写有效期的，管到下一期截止日', () => {
    expect(defaultValidUntil('年', periodAt('年', '2026-12-10'))).toBe('2027-12-31')
    expect(defaultValidUntil('半年', periodAt('半年', '2026-12-10'))).toBe('2027-06-30')
    expect(defaultValidUntil('季', periodAt('季', '2026-12-10'))).toBe('2027-03-31')
  })

  it('勾核日前还没有，有效期当天有，次日失效', () => {
    const checks = [check('G02')]
    expect(checkAt(checks, 'G02', '2026-12-09')).toEqual({ valid: null, lapsed: null })
    expect(checkAt(checks, 'G02', '2026-12-10').valid?.id).toBe('k-G02')
    expect(checkAt(checks, 'G02', '2027-12-31').valid?.id).toBe('k-G02')
    expect(checkAt(checks, 'G02', '2028-01-01')).toMatchObject({ valid: null, lapsed: { id: 'k-G02' } })
  })
})

describe('人工规则的结论（G02 制度上墙，每年）', () => {
  const bare = branch(withMembers(10, 0))

  it('没到该勾核的日子不催；截止前 30 天起待确认，不算达标', () => {
    expect(find('G02', bare, '2026-12-01')).toBeUndefined()
    const due = find('G02', bare, '2026-12-02')
    expect(due).toMatchObject({ verdict: '待确认', severity: '待确认', source: '人工勾核', dueOn: '2026-12-31' })
    expect(due?.remedies[0]).toMatchObject({ route: 'compliance.checkSheet', input: { ruleId: 'G02', period: '2026' } })
  })

  it.each([
    ['达标', '达标'],
    ['不达标', '提示'],
    ['不适用', '不适用'],
  ] as const)('勾“%s”，结论即此，颜色 %s，来源是人工勾核，依据与证据都在', (verdict, severity) => {
    const finding = find('G02', branch({ ...withMembers(10, 0), manualChecks: [check('G02', { verdict })] }), '2027-03-01')
    expect(finding).toMatchObject({ verdict, severity, source: '人工勾核' })
    expect(finding?.facts.map((fact) => fact.value)).toEqual(
      expect.arrayContaining(['制度已上墙', '照片 3 张', '苏晴，2026-12-10', '2027-12-31']),
    )
  })

  it('强度“应当”的勾不达标为橙（F14 征求群众意见）', () => {
    const manualChecks = [check('F14', { verdict: '不达标', period: '2026-H2', validUntil: '2027-06-30' })]
    expect(find('F14', branch({ ...withMembers(10, 0), manualChecks }), '2026-12-11')).toMatchObject({ severity: '应当' })
  })

  it('到期失效回“待确认”，说明上次是什么结论', () => {
    const checked = branch({ ...withMembers(10, 0), manualChecks: [check('G02')] })
    expect(find('G02', checked, '2027-12-31')?.verdict).toBe('达标')
    const lapsed = find('G02', checked, '2028-01-01')
    expect(lapsed?.verdict).toBe('待确认')
    expect(lapsed?.message).toContain('2027-12-31 已到有效期')
  })

  it('年度项当年存续不满六个月的不勾；满六个月的勾', () => {
    const spec = manualCheckSpec('G02')
    if (!spec) throw new Error('没有 G02')
    const period = periodAt('年', '2026-12-10')
    expect(isDueFor(spec, branch({ establishedOn: '2026-07-01' }), period)).toBe(false)
    expect(isDueFor(spec, branch({ establishedOn: '2026-06-30' }), period)).toBe(true)
  })

  it('只勾该勾的一级：党委的项不落到支部，支部的项不落到党委', () => {
    expect(find('G13', bare, '2026-12-10')).toBeUndefined()
    expect(find('G02', rootCommittee(withMembers(10, 0)), '2026-12-10')).toBeUndefined()
  })
})

describe('规则判不准的由人确认（A28 书记是否主要负责人）', () => {
  const organization = (changes: Partial<OrganizationFacts> = {}) =>
    branch({ ...withMembers(10, 0), posts: [post('书记', '江以恒', { adminPost: '高级主管' })], ...changes })
  const pending = find('A28', organization(), '2026-09-14')
  if (!pending) throw new Error('没有 A28')
  const confirmedBy = (changes: Partial<ManualCheckFacts> = {}) =>
    check('A28', { checkedOn: '2026-09-14', basis: '主持部门工作', factSummary: confirmationSummary(pending), ...changes })

  it('没确认前待确认，动作里有“去勾核”', () => {
    expect(pending).toMatchObject({ verdict: '待确认', source: '规则判定' })
    expect(pending.remedies[0]?.route).toBe('compliance.checkSheet')
  })

  it('确认达标即达标，来源写人工勾核；勾核日前一天仍待确认', () => {
    const confirmed = organization({ manualChecks: [confirmedBy()] })
    expect(find('A28', confirmed, '2026-09-14')).toMatchObject({ verdict: '达标', severity: '达标', source: '人工勾核' })
    expect(find('A28', confirmed, '2026-09-13')).toMatchObject({ verdict: '待确认' })
  })

  it('书记换了人，确认失效，重新待确认并说明', () => {
    const changed = organization({ posts: [post('书记', '黎书遥', { adminPost: '高级主管' })], manualChecks: [confirmedBy()] })
    const finding = find('A28', changed, '2026-10-01')
    expect(finding?.verdict).toBe('待确认')
    expect(finding?.workings.join()).toContain('须重新确认')
  })

  it('规则判得准的不受确认左右', () => {
    const clear = organization({
      posts: [post('书记', '江以恒', { adminPost: '总经理' })],
      manualChecks: [confirmedBy({ verdict: '不达标' })],
    })
    expect(find('A28', clear, '2026-10-01')?.verdict).toBe('达标')
  })
})

describe('每半年核对确认（A01 名册）', () => {
  const complete = (changes: Partial<OrganizationFacts> = {}) => branch({ ...withMembers(10, 0), ...changes })
  const rechecked = (changes: Partial<ManualCheckFacts> = {}) =>
    check('A01', { period: '2026-H2', checkedOn: '2026-12-05', validUntil: '2027-06-30', basis: '逐人核对', ...changes })

  it('名册完整：没到核对的时候达标，截止前 30 天还没核对转待确认', () => {
    expect(find('A01', complete(), '2026-12-01')?.verdict).toBe('达标')
    expect(find('A01', complete(), '2026-12-02')?.verdict).toBe('待确认')
  })

  it('核对过的达标，失效次日回待确认', () => {
    const done = complete({ manualChecks: [rechecked()] })
    expect(find('A01', done, '2026-12-05')?.verdict).toBe('达标')
    expect(find('A01', done, '2027-06-30')?.verdict).toBe('达标')
    expect(find('A01', done, '2027-07-01')?.verdict).toBe('待确认')
  })

  it('核对发现不符的为不达标；名册本就缺项的，核对也改不了', () => {
    expect(find('A01', complete({ manualChecks: [rechecked({ verdict: '不达标' })] }), '2026-12-05')).toMatchObject({
      verdict: '不达标',
      severity: '应当',
    })
    const lacking = complete({ manualChecks: [rechecked()] })
    const members = lacking.members.map((member, index) => (index === 0 ? { ...member, missing: ['学历'] } : member))
    expect(find('A01', { ...lacking, members }, '2026-12-05')?.verdict).toBe('不达标')
  })
})
