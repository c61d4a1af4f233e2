import fc from 'fast-check'
import { VACANCY_RULES } from '../../shared/election/vacancy-rules.ts'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../shared/calendar/plain-date.ts'
import type { PostFacts } from '../../shared/election/facts.ts'
import { branch, formerPost, judge, onlyProfile, post, rootCommittee, term, provesVerdicts } from '../compliance/facts.ts'

// A28 是不是主要负责人最终由人确认，只提示。
provesVerdicts(VACANCY_RULES, { A28: ['达标', '提示', '待确认'] })

const TODAY = '2026-09-14'
const seated = (posts: PostFacts[], seatCount: number | null = 3) => branch({ terms: [term('2024-06-16', { seatCount })], posts })

describe('A28「党支部书记由集团职能部门或子公司党员主要负责人担任」', () => {
  it.each([
    ['总经理', '达标'],
    ['党群工作部部长', '达标'],
    ['副总经理', '提示'],
    ['业务主管', '待确认'],
    ['', '待确认'],
  ] as const)('书记行政职务“%s”：%s', (adminPost, verdict) => {
    expect(judge('A28', seated([post('书记', '甲', { adminPost })]), TODAY).verdict).toBe(verdict)
  })
})

describe('A29「一般应当具有1年以上党龄」', () => {
  it.each([
    ['2024-06-15', '不达标', '提示'],
    ['2024-06-16', '达标', '达标'],
    ['2024-06-17', '达标', '达标'],
  ] as const)('2023-06-16 转正，%s 任书记：%s', (fromOn, verdict, severity) => {
    const finding = judge('A29', seated([post('书记', '甲', { memberFullOn: '2023-06-16', fromOn })]), TODAY)
    expect(finding).toMatchObject({ verdict, severity })
  })
  it('没有转正的书记不满党龄；按任职日取方案，2017 年任职不适用', () => {
    expect(judge('A29', seated([post('书记', '甲', { memberFullOn: null })]), TODAY).verdict).toBe('不达标')
    expect(judge('A29', seated([post('书记', '甲', { memberFullOn: null, fromOn: '2017-06-15' })]), TODAY).verdict).toBe('不适用')
  })
})

describe('A30「应当在1个月内补选到位」', () => {
  const vacant = seated([formerPost('书记', '甲', '2026-07-31'), post('组织委员', '乙'), post('宣传委员', '丙')])
  it.each([
    ['2026-08-30', '提示', '提示'],
    ['2026-08-31', '提示', '提示'],
    ['2026-09-01', '不达标', '应当'],
  ] as const)('书记 2026-07-31 空缺，%s：%s（当日有效）', (asOf, verdict, severity) => {
    expect(judge('A30', vacant, asOf)).toMatchObject({ verdict, severity, dueOn: '2026-08-31' })
  })
  it('月末不溢出：2026-01-31 空缺，期限 2026-02-28', () => {
    expect(judge('A30', seated([formerPost('书记', '甲', '2026-01-31')]), '2026-02-01').dueOn).toBe('2026-02-28')
  })
  it('消除动作：补选或指派，都预填书记', () => {
    const { remedies } = judge('A30', vacant, TODAY)
    expect(remedies.map((each) => each.label)).toEqual(['登记补选书记', '登记上级指派书记', '进入补选流程', '进入指派流程'])
    expect(remedies.slice(2).map((each) => each.input)).toEqual([
      { organizationId: 'b1', kind: '补选' },
      { organizationId: 'b1', kind: '指派' },
    ])
    expect(remedies[0]?.input).toMatchObject({ organizationId: 'b1', title: '书记' })
  })
  it('补选到位即达标；本年度内补晚了给提示，次年不再提', () => {
    const late = seated([formerPost('书记', '甲', '2026-07-31'), post('书记', '乙', { fromOn: '2026-09-10', source: '补选' })])
    expect(judge('A30', late, TODAY)).toMatchObject({ verdict: '提示', dueOn: '2026-08-31' })
    expect(judge('A30', late, '2027-01-01').verdict).toBe('达标')
    const prompt = seated([formerPost('书记', '甲', '2026-07-31'), post('书记', '乙', { fromOn: '2026-08-31', source: '指派' })])
    expect(judge('A30', prompt, TODAY).verdict).toBe('达标')
  })
  it('从没有登记过书记：待确认', () => expect(judge('A30', seated([]), TODAY).verdict).toBe('待确认'))
  it('只要求“及时”的口径没有期限，一直提示', () => {
    expect(judge('A30', vacant, '2027-09-14', { standards: onlyProfile('GJ') })).toMatchObject({ verdict: '提示', dueOn: null })
  })
  it('性质：晚一天卸任，期限不会提前', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700 }), (offset) => {
        const leftOn = addDays('2024-07-01', offset)
        const due = (on: string) => judge('A30', seated([formerPost('书记', '甲', on)]), '2026-09-14').dueOn ?? ''
        expect(due(leftOn) <= due(addDays(leftOn, 1))).toBe(true)
      }),
    )
  })
})

describe('A31「也可由批准成立党支部的上级党组织指定或委派党支部书记」', () => {
  it('有指派文号达标并注明再选举；没有文号给提示；选举产生的不适用', () => {
    const assigned = (documentNo: string) => seated([post('书记', '甲', { source: '指派', documentNo })])
    const finding = judge('A31', assigned('金圆党〔2026〕5号'), TODAY)
    expect(finding.verdict).toBe('达标')
    expect(finding.message).toContain('待条件成熟后再选举')
    expect(judge('A31', assigned(''), TODAY)).toMatchObject({ verdict: '不达标', severity: '提示' })
    expect(judge('A31', seated([post('书记', '甲')]), TODAY).verdict).toBe('不适用')
  })
})

describe('A32「委员出缺的，应当在3个月内召开党员大会补选」', () => {
  const rest = [post('书记', '甲'), post('组织委员', '乙')]
  const vacant = seated([...rest, formerPost('宣传委员', '丙', '2026-06-10')])
  it.each([
    ['2026-09-09', '提示', '提示'],
    ['2026-09-10', '提示', '提示'],
    ['2026-09-11', '不达标', '应当'],
  ] as const)('委员 2026-06-10 出缺，%s：%s', (asOf, verdict, severity) => {
    const finding = judge('A32', vacant, asOf)
    expect(finding).toMatchObject({ verdict, severity, dueOn: '2026-09-10' })
    expect(finding.remedies[0]).toMatchObject({ route: 'election.appoint', input: { title: '宣传委员', source: '补选' } })
  })
  it('补选到位即达标；没有登记职数的也能推出', () => {
    expect(judge('A32', seated([...vacant.posts, post('宣传委员', '丁', { fromOn: '2026-08-01', source: '补选' })]), TODAY).verdict).toBe(
      '达标',
    )
    expect(judge('A32', seated([...vacant.posts], null), TODAY).verdict).toBe('不达标')
    const refilled = [...vacant.posts, post('宣传委员', '丁', { fromOn: '2026-08-01', source: '补选' })]
    expect(judge('A32', seated(refilled, null), TODAY).verdict).toBe('达标')
  })
  it('书记离任不重复算成委员出缺', () => {
    const noSecretary = seated([formerPost('书记', '甲', '2026-08-20'), post('组织委员', '乙'), post('宣传委员', '丙')])
    expect(judge('A30', noSecretary, TODAY).verdict).toBe('提示')
    expect(judge('A32', noSecretary, TODAY).verdict).toBe('达标')
  })
  it('委员升任书记后，留下的缺额自书记离任起算委员出缺', () => {
    const promoted = seated([
      formerPost('书记', '甲', '2026-05-01'),
      formerPost('组织委员', '乙', '2026-05-20'),
      post('书记', '乙', { fromOn: '2026-05-20', source: '补选' }),
      post('宣传委员', '丙'),
    ])
    expect(judge('A32', promoted, TODAY)).toMatchObject({ verdict: '不达标', dueOn: '2026-08-01' })
  })
  it('两人先后出缺、补了一人：还缺的是后离任的', () => {
    const posts = [
      post('书记', '甲'),
      formerPost('组织委员', '乙', '2026-03-01'),
      formerPost('宣传委员', '丙', '2026-08-01'),
      post('组织委员', '丁', { fromOn: '2026-05-01', source: '补选' }),
    ]
    expect(judge('A32', seated(posts), TODAY)).toMatchObject({ verdict: '提示', dueOn: '2026-11-01' })
  })
  it('换届卸任不算出缺；选举时就没有选齐的自选举日起算', () => {
    expect(
      judge('A32', seated([...rest, post('宣传委员', '丁'), formerPost('宣传委员', '丙', '2024-06-16', { endReason: '换届' })]), TODAY)
        .verdict,
    ).toBe('达标')
    expect(judge('A32', seated(rest), TODAY)).toMatchObject({ verdict: '不达标', dueOn: '2024-09-16' })
  })
  it('委员不能以上级指派代替补选；书记、副书记可以', () => {
    const assigned = [...rest, post('宣传委员', '丁', { source: '指派', documentNo: '金圆党〔2026〕6号' })]
    const finding = judge('A32', seated(assigned), TODAY)
    expect(finding).toMatchObject({ verdict: '不达标', severity: '应当' })
    expect(finding.message).toContain('不能以指派代替')
    const deputy = [...rest, post('副书记', '戊', { source: '指派', documentNo: '金圆党〔2026〕6号' })]
    expect(judge('A32', seated(deputy), TODAY).verdict).toBe('达标')
  })
  it('只判党支部、党总支', () => expect(judge('A32', rootCommittee(), TODAY).verdict).toBe('不适用'))
})
