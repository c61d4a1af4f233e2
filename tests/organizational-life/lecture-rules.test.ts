import { describe, expect, it } from 'vitest'
import { LECTURE_RULES } from '../../shared/organizational-life/lecture-rules.ts'
import { judge, onlyProfile, post, withMembers, provesVerdicts } from '../compliance/facts.ts'
import { activity, leader, lifeBranch, topic } from './life-facts.ts'

provesVerdicts(LECTURE_RULES)

const lecture = (heldOn: string, speaker = '甲') =>
  activity('党课', heldOn, {
    topics: [topic('党课', { speakerId: speaker, speakerName: speaker, speakerRole: speaker === '甲' ? '书记' : '党员' })],
  })

describe('B06 全年党课：没有红，一次黄，两次绿', () => {
  const judgeAt = (count: number, asOf: string) =>
    judge('B06', lifeBranch({ activities: ['2026-03-01', '2026-09-01'].slice(0, count).map((on) => lecture(on)) }), asOf)

  it.each([
    [0, '2026-12-30', '达标', '达标'],
    [0, '2026-12-31', '不达标', '红线'],
    [1, '2026-12-30', '达标', '达标'],
    [1, '2026-12-31', '提示', '提示'],
    [2, '2026-12-31', '达标', '达标'],
  ])('%i 次，%s：%s（%s）', (count, asOf, verdict, severity) => {
    const found = judgeAt(count, asOf)
    expect([found.verdict, found.severity]).toEqual([verdict, severity])
  })

  it('年内没到目标是待办，年末前办', () => {
    expect(judgeAt(1, '2026-12-30').dueOn).toBe('2026-12-31')
  })

  it.each([
    ['2026-07-01', '不达标', '存续恰满六个月'],
    ['2026-07-02', '不适用', '差一天'],
  ])('%s 成立，年末：%s——%s', (establishedOn, verdict) => {
    expect(judge('B06', lifeBranch({}, { establishedOn }), '2026-12-31').verdict).toBe(verdict)
  })

  it('国家最低线没有次数', () => {
    expect(judge('B06', lifeBranch(), '2026-12-31', { standards: onlyProfile('GJ') }).verdict).toBe('不适用')
  })
})

describe('B07 供销社方案每季一次党课', () => {
  const standards = onlyProfile('LZ20')
  it.each([
    ['2026-03-31', '达标'],
    ['2026-04-01', '不达标'],
  ])('第一季度没上，%s %s', (asOf, verdict) => {
    expect(judge('B07', lifeBranch(), asOf, { standards }).verdict).toBe(verdict)
  })
  it('现行方案不按季要求', () => expect(judge('B07', lifeBranch(), '2026-04-01').verdict).toBe('不适用'))
})

describe('B08 书记全年至少讲一次党课', () => {
  it('由那天在任的书记主讲才算', () => {
    expect(judge('B08', lifeBranch({ activities: [lecture('2026-03-01')] }), '2026-12-31').verdict).toBe('达标')
    expect(judge('B08', lifeBranch({ activities: [lecture('2026-03-01', '乙')] }), '2026-12-31').verdict).toBe('不达标')
    const later = { posts: [post('书记', '甲', { fromOn: '2026-06-01' })] }
    expect(judge('B08', lifeBranch({ activities: [lecture('2026-05-31')] }, later), '2026-12-31').verdict).toBe('达标')
    const replaced = { posts: [post('书记', '丙', { fromOn: '2026-03-01' }), post('委员', '甲', { fromOn: '2020-01-01' })] }
    expect(judge('B08', lifeBranch({ activities: [lecture('2026-03-01')] }, replaced), '2026-12-31').verdict).toBe('不达标')
  })

  it('年内是待办；党课没有登记主讲人的，年末待确认', () => {
    expect(judge('B08', lifeBranch(), '2026-12-30').dueOn).toBe('2026-12-31')
    expect(
      judge('B08', lifeBranch({ activities: [activity('党课', '2026-03-01', { topics: [], hasRecord: true })] }), '2026-12-31').verdict,
    ).toBe('待确认')
    expect(judge('B08', lifeBranch(), '2026-12-31').verdict).toBe('不达标')
  })
})

describe('B09 中层以上党员领导干部每人讲一次党课', () => {
  const life = { leaders: [leader('乙', []), leader('丙', [])], adminPostCount: 5 }

  it('缺谁写明是谁', () => {
    const found = judge('B09', lifeBranch({ ...life, activities: [lecture('2026-03-01', '乙')] }), '2026-12-31')
    expect(found.verdict).toBe('不达标')
    expect(found.memberIds).toEqual(['丙'])
    const all = [lecture('2026-03-01', '乙'), lecture('2026-04-01', '丙')]
    expect(judge('B09', lifeBranch({ ...life, activities: all }), '2026-12-31').verdict).toBe('达标')
    expect(judge('B09', lifeBranch(life), '2026-12-30').verdict).toBe('达标')
  })

  it('名册没有登记行政职务的待确认；登记了但没有中层的不适用', () => {
    expect(judge('B09', lifeBranch({}, withMembers(5, 0)), '2026-12-31').verdict).toBe('待确认')
    expect(judge('B09', lifeBranch({ adminPostCount: 5 }, withMembers(5, 0)), '2026-12-31').verdict).toBe('不适用')
  })
})

describe('B10 领导干部双重组织生活', () => {
  const judgeWith = (quarters: readonly (readonly [number, number])[], asOf: string) =>
    judge('B10', lifeBranch({ leaders: [leader('乙', quarters)], adminPostCount: 1 }), asOf).verdict

  it.each([
    [8, '达标'],
    [7, '不达标'],
  ])('应到 10 次、出席 %i 次：%s', (present, verdict) => {
    expect(judgeWith([[10, present]], '2026-03-31')).toBe(verdict)
  })

  it('过完的季度一次没参加不达标；当季不算', () => {
    const quarters = [
      [20, 20],
      [1, 0],
    ] as const
    expect(judgeWith(quarters, '2026-06-30')).toBe('达标')
    expect(judgeWith(quarters, '2026-07-01')).toBe('不达标')
  })

  it('还没有应到的活动不适用；方案没有阈值的不适用', () => {
    expect(judgeWith([], '2026-03-31')).toBe('不适用')
    const organization = lifeBranch({ leaders: [leader('乙', [[10, 0]])], adminPostCount: 1 })
    expect(judge('B10', organization, '2026-03-31', { standards: onlyProfile('JY17') }).verdict).toBe('不适用')
  })
})
