import { describe, expect, it } from 'vitest'
import { NOTICE_RULES } from '../../shared/election/notice-rules.ts'
import { branch, judge, milestone, onlyProfile, rootCommittee, term, provesVerdicts } from '../compliance/facts.ts'

provesVerdicts(NOTICE_RULES)

/** 2023-06-16 选举：2026-06-16 届满，提醒线 2025-12-16，请示线 2026-02-16。 */
const withMilestones = (...milestones: ReturnType<typeof milestone>[]) => branch({ terms: [term('2023-06-16', { seq: 3, milestones })] })

describe('A18「提前6个月以发函或电话通知等形式，提醒做好换届准备」', () => {
  it.each([
    ['2025-12-15', '达标', '达标'],
    ['2025-12-16', '达标', '达标'],
    ['2025-12-17', '不达标', '应当'],
  ] as const)('2026-06-16 届满，提醒在 %s：%s', (on, verdict, severity) => {
    expect(judge('A18', withMilestones(milestone('上级提醒', on)), '2026-03-01')).toMatchObject({ verdict, severity, dueOn: '2025-12-16' })
  })

  it.each([
    ['2025-12-15', '不适用'],
    ['2025-12-16', '不适用'],
    ['2025-12-17', '不达标'],
  ] as const)('没有提醒，%s：%s', (asOf, verdict) => expect(judge('A18', withMilestones(), asOf).verdict).toBe(verdict))

  it('消除动作是换届提醒通知', () => {
    const [draft, record] = judge('A18', withMilestones(), '2026-01-10').remedies
    expect(draft).toMatchObject({ route: 'correspondence.draft', input: { kind: 'W04', organizationId: 'b1' } })
    expect(record).toMatchObject({ route: 'election.recordMilestone', input: { termId: 't2023-06-16', kind: '上级提醒' } })
  })

  it.each([
    ['2022-08-31', '2025-02-28'],
    ['2021-08-30', '2024-02-29'],
  ])('%s 选举，提醒线 %s：月末不溢出', (electedOn, dueOn) => {
    expect(judge('A18', branch({ terms: [term(electedOn)] }), electedOn).dueOn).toBe(dueOn)
  })

  it('按届满日取方案：2018-07-12 前届满的依 2017 年原文，没有这条线', () => {
    expect(judge('A18', branch({ terms: [term('2016-07-11')] }), '2018-07-01')).toMatchObject({
      verdict: '不适用',
      profileName: '金圆2017原文',
    })
    expect(judge('A18', branch({ terms: [term('2016-07-12')] }), '2018-07-01').verdict).toBe('不达标')
  })

  it('最上级党委由其上级掌握', () => {
    expect(judge('A18', rootCommittee({ terms: [term('2020-01-01', { termYears: 5 })] }), '2025-01-01').verdict).toBe('不适用')
  })

  it('上一届的提醒不算本届的', () => {
    expect(judge('A18', withMilestones(milestone('上级提醒', '2023-01-01')), '2026-03-01').verdict).toBe('不达标')
  })
})

describe('A19「提前4个月书面向区社党委报送换届请示」', () => {
  it.each([
    ['2026-02-15', '达标', '达标'],
    ['2026-02-16', '达标', '达标'],
    ['2026-02-17', '不达标', '应当'],
  ] as const)('2026-06-16 届满，请示成文 %s：%s', (on, verdict, severity) => {
    expect(judge('A19', withMilestones(milestone('换届请示', on)), '2026-03-01')).toMatchObject({ verdict, severity, dueOn: '2026-02-16' })
  })

  it.each([
    ['2026-02-16', '不适用'],
    ['2026-02-17', '不达标'],
  ] as const)('没有请示，%s：%s', (asOf, verdict) => expect(judge('A19', withMilestones(), asOf).verdict).toBe(verdict))

  it('2019-06-20 当选的一届：提醒截止 2021-12-20，请示截止 2022-02-20', () => {
    const organization = branch({ terms: [term('2017-06-15', { seq: 1 }), term('2019-06-20', { seq: 2 })] })
    expect(judge('A18', organization, '2020-01-01').dueOn).toBe('2021-12-20')
    expect(judge('A19', organization, '2020-01-01').dueOn).toBe('2022-02-20')
  })

  it('国家最低线没有 4 个月请示线，不适用', () => {
    expect(judge('A19', withMilestones(), '2026-05-01', { standards: onlyProfile('GJ') }).verdict).toBe('不适用')
    expect(judge('A18', withMilestones(), '2026-05-01', { standards: onlyProfile('GJ') }).verdict).toBe('不达标')
  })

  it('消除动作是换届请示', () => {
    expect(judge('A19', withMilestones(), '2026-03-01').remedies[0]?.input).toEqual({ kind: 'W05', organizationId: 'b1' })
  })

  it('获批延期后，请示线随新届满日推后', () => {
    const approvals = [{ kind: '延期' as const, approvedOn: '2026-02-01', documentNo: '金圆党〔2026〕1号', newEndOn: '2026-12-16' }]
    const extended = branch({ terms: [term('2023-06-16', { approvals })] })
    expect(judge('A19', extended, '2026-03-01')).toMatchObject({ verdict: '不适用', dueOn: '2026-08-16' })
  })
})

describe('A20「上级党组织应指导、督促所属党支部按期换届」', () => {
  it.each([
    ['2025-06-15', '不达标'],
    ['2025-06-16', '达标'],
  ] as const)('2026-06-16 届满，督促记录在 %s：%s（届满前 12 个月内）', (on, verdict) => {
    expect(judge('A20', withMilestones(milestone('督促指导', on)), '2026-06-17').verdict).toBe(verdict)
  })
  it('提醒函计入', () => expect(judge('A20', withMilestones(milestone('上级提醒', '2025-12-01')), '2026-01-01').verdict).toBe('达标'))
  it.each([
    ['2025-12-16', '不适用'],
    ['2025-12-17', '待确认'],
    ['2026-06-16', '待确认'],
    ['2026-06-17', '不达标'],
  ] as const)('没有记录，%s：%s', (asOf, verdict) => expect(judge('A20', withMilestones(), asOf).verdict).toBe(verdict))
})
