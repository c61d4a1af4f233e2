import { describe, expect, it } from 'vitest'
import { evaluateGroup } from '../../shared/compliance/evaluate.ts'
import { BUILT_IN_STANDARDS, type ParameterOverride } from '../../shared/compliance/standards.ts'
import { branch, formerPost, groupOf, judge, milestone, onlyProfile, rootCommittee, standardsWith, term, withMembers } from './facts.ts'

const JY17 = '金圆2017原文'
const DEF = '金圆现行标准方案（2026）'

describe('历史回放：2017 年的事用 2017 年的方案', () => {
  it('2017 年判定的每条规则都用 2017 年原文；原文没写的不适用，不拿今天的要求倒算', () => {
    const organization = branch({ ...withMembers(8, 0), terms: [term('2016-09-01')], establishedOn: '2015-01-01' })
    const findings = evaluateGroup(groupOf('2017-06-30', [rootCommittee(), organization]), BUILT_IN_STANDARDS)
    const byRule = new Map(findings.filter((each) => each.organizationId === 'b1').map((each) => [each.ruleId, each]))
    // 事件日期都在 2018-07-12 以前的规则。
    for (const ruleId of ['A02', 'A04', 'A05', 'A13', 'A21', 'A22', 'A25', 'A29'])
      expect(byRule.get(ruleId)?.profileName, ruleId).toBe(JY17)
    for (const ruleId of ['A02', 'A21', 'A22', 'A29']) expect(byRule.get(ruleId)?.verdict, ruleId).toBe('不适用')
    expect(byRule.get('A13')?.verdict).toBe('达标')
  })

  it.each([
    ['前一天', '2018-07-11', JY17, '不适用'],
    ['当天', '2018-07-12', DEF, '不达标'],
    ['后一天', '2018-07-13', DEF, '不达标'],
  ])('任期意见施行%s（%s）：正式党员 7 人没有支委会，用“%s”判%s', (_name, asOf, profileName, verdict) => {
    const organization = branch({ ...withMembers(7, 0), terms: [term('2018-01-10')] })
    expect(judge('A21', organization, asOf)).toMatchObject({ profileName, verdict })
  })

  it('书记空缺的补选期限按空缺那天的方案：2017 年空缺的，今天回看仍按 2017 年的一个月', () => {
    const vacant = branch({
      ...withMembers(5, 0),
      terms: [term('2016-06-15')],
      posts: [formerPost('书记', '甲', '2017-03-31', { fromOn: '2016-06-15' })],
    })
    expect(judge('A30', vacant, '2018-06-30')).toMatchObject({ profileName: JY17, dueOn: '2017-04-30' })
    expect(judge('A30', vacant, '2018-06-30', { standards: onlyProfile('GJ') }).dueOn).toBeNull()
  })
})

describe('场景 7.4：2017-06-15 选举、2019-06-20 换届', () => {
  const first = term('2017-06-15')
  const second = term('2019-06-20', { id: 't2', seq: 2 })

  it.each([
    ['届满前一天', '2019-06-14', '达标'],
    ['届满当天', '2019-06-15', '达标'],
    ['届满后一天', '2019-06-16', '不达标'],
  ])('首届按原任期 2 年，%s（%s）%s', (_name, asOf, verdict) => {
    expect(judge('A15', branch({ terms: [first] }), asOf)).toMatchObject({ verdict })
  })

  it('2019-06-20 当选逾期 5 天；新一届 2022-06-20 届满', () => {
    const finding = judge('A15', branch({ terms: [first, second] }), '2019-06-20')
    expect(finding).toMatchObject({ verdict: '不达标', severity: '红线' })
    expect(finding.message).toContain('逾期 5 天')
    expect(judge('A15', branch({ terms: [first, second] }), '2022-06-20')).toMatchObject({ verdict: '达标', dueOn: '2022-06-20' })
    expect(judge('A15', branch({ terms: [first, second] }), '2022-06-21').verdict).toBe('不达标')
  })

  it.each([
    ['提醒', 'A18', '上级提醒', '2021-12-20', '2021-12-21'],
    ['请示', 'A19', '换届请示', '2022-02-20', '2022-02-21'],
  ] as const)('%s截止日当天办的达标，后一天办的不达标（%s）', (_name, ruleId, kind, onTime, late) => {
    const done = (on: string) => branch({ terms: [first, { ...second, milestones: [milestone(kind, on)] }] })
    expect(judge(ruleId, done(onTime), '2022-03-01')).toMatchObject({ verdict: '达标', dueOn: onTime })
    expect(judge(ruleId, done(late), '2022-03-01')).toMatchObject({ verdict: '不达标', dueOn: onTime })
  })
})

describe('方案切换与覆盖的起止：事件落在前一天、当天、后一天', () => {
  const chain = [
    { profileId: 'DEF', fromOn: null, untilOn: '2026-05-31' },
    { profileId: 'LZ20', fromOn: '2026-06-01', untilOn: null },
  ]
  const vacant = (on: string) => branch({ ...withMembers(5, 0), terms: [term('2025-06-15')], posts: [formerPost('书记', '甲', on)] })

  it.each([
    ['2026-05-30', '2026-06-30'],
    ['2026-05-31', '2026-06-30'],
    ['2026-06-01', null],
    ['2026-06-02', null],
  ])('链 2026-06-01 换方案：书记 %s 起空缺，期限 %s', (on, dueOn) => {
    expect(judge('A30', vacant(on), '2026-09-14', { standards: standardsWith({ chain }) }).dueOn).toBe(dueOn)
  })

  const override: ParameterOverride = {
    id: 'o',
    organizationId: 'b1',
    reach: '本组织',
    key: 'secretaryVacancy',
    value: 2,
    fromOn: '2026-03-01',
    untilOn: '2026-06-30',
    documentNo: '1号',
    approvedBy: '集团党委',
    reason: '',
  }

  it.each([
    ['起日前一天', '2026-02-28', '2026-03-28', 0],
    ['起日当天', '2026-03-01', '2026-05-01', 1],
    ['起日后一天', '2026-03-02', '2026-05-02', 1],
    ['止日前一天', '2026-06-29', '2026-08-29', 1],
    ['止日当天', '2026-06-30', '2026-08-30', 1],
    ['止日后一天', '2026-07-01', '2026-08-01', 0],
  ])('%s（%s）空缺：期限 %s，结论旁标 %i 条覆盖', (_name, on, dueOn, count) => {
    const finding = judge('A30', vacant(on), '2026-09-14', { standards: standardsWith({ overrides: [override] }) })
    expect(finding.dueOn).toBe(dueOn)
    expect(finding.overrides).toHaveLength(count)
  })
})
