import { describe, expect, it } from 'vitest'
import { LIFE_MEETING_RULES } from '../../shared/organizational-life/life-meeting-rules.ts'
import { judge, onlyProfile, provesVerdicts } from '../compliance/facts.ts'
import { activity, groupSpan, lifeBranch, lifeMeeting } from './life-facts.ts'

// B21 “一般安排在第四季度”，不在的只提示。
provesVerdicts(LIFE_MEETING_RULES, { B21: ['达标', '提示'] })

describe('B20 每年至少一次组织生活会', () => {
  it.each([
    ['2026-12-30', '达标', '达标'],
    ['2026-12-31', '不达标', '红线'],
  ])('一次没开，%s：%s（%s）', (asOf, verdict, severity) => {
    const found = judge('B20', lifeBranch(), asOf)
    expect([found.verdict, found.severity]).toEqual([verdict, severity])
  })

  it('登记了全过程的、只有活动记录的都算，同一次不重复计', () => {
    expect(judge('B20', lifeBranch({ lifeMeetings: [lifeMeeting('2026-11-20')] }), '2026-12-31').verdict).toBe('达标')
    const held = activity('组织生活会', '2026-11-20')
    expect(judge('B20', lifeBranch({ activities: [held] }), '2026-12-31').message).toContain('1 次')
    const linked = lifeBranch({ activities: [held], lifeMeetings: [lifeMeeting('2026-11-20', { activityId: held.id })] })
    expect(judge('B20', linked, '2026-12-31').message).toContain('1 次')
  })

  it('还没到召开日的不算；年内没开是待办', () => {
    const planned = lifeBranch({ lifeMeetings: [lifeMeeting(null)] })
    expect(judge('B20', planned, '2026-12-31').verdict).toBe('不达标')
    expect(judge('B20', planned, '2026-11-30').dueOn).toBe('2026-12-31')
  })
})

describe('B21 一般安排在第四季度', () => {
  it.each([
    ['2026-09-30', '提示'],
    ['2026-10-01', '达标'],
    ['2026-12-31', '达标'],
  ])('%s 召开：%s', (heldOn, verdict) => {
    expect(judge('B21', lifeBranch({ lifeMeetings: [lifeMeeting(heldOn)] }), '2026-12-31').verdict).toBe(verdict)
  })
  it('集团 2017 年方案不限时间', () => {
    expect(
      judge('B21', lifeBranch({ lifeMeetings: [lifeMeeting('2026-03-01')] }), '2026-12-31', { standards: onlyProfile('JY17') }).verdict,
    ).toBe('不适用')
  })
})

describe('B22 以党小组为单位召开的，每个小组都要有一次', () => {
  const groups = [groupSpan('1'), groupSpan('2')]
  const first = lifeMeeting('2026-11-20', { groupId: '1' })

  it('缺一个小组：年内提示，年末没有完成；组织生活会也不算开了', () => {
    expect(judge('B22', lifeBranch({ groups, lifeMeetings: [first] }), '2026-12-30').verdict).toBe('提示')
    const found = judge('B22', lifeBranch({ groups, lifeMeetings: [first] }), '2026-12-31')
    expect([found.verdict, found.message]).toEqual(['不达标', expect.stringContaining('第2小组')])
    expect(judge('B20', lifeBranch({ groups, lifeMeetings: [first] }), '2026-12-31').verdict).toBe('不达标')
  })

  it('各组都开了，或支部统一开过的达标；没有以小组为单位的不适用', () => {
    const both = [first, lifeMeeting('2026-11-21', { groupId: '2' })]
    expect(judge('B22', lifeBranch({ groups, lifeMeetings: both }), '2026-12-31').verdict).toBe('达标')
    expect(judge('B22', lifeBranch({ groups, lifeMeetings: [first, lifeMeeting('2026-12-01')] }), '2026-12-31').verdict).toBe('达标')
    expect(judge('B22', lifeBranch({ groups }), '2026-12-31').verdict).toBe('不适用')
  })
})

describe('B23 七项材料、B24 批评和自我批评', () => {
  it('缺哪项写哪项；只有会议没有过程的待确认', () => {
    const lacking = lifeMeeting('2026-11-20', { materials: ['主题', '会前学习', '征求意见', '谈心谈话', '对照检查', '批评意见'] })
    const found = judge('B23', lifeBranch({ lifeMeetings: [lacking] }), '2026-12-01')
    expect(found.verdict).toBe('不达标')
    expect(found.message).toContain('缺整改措施')
    expect(judge('B23', lifeBranch({ lifeMeetings: [lifeMeeting('2026-11-20')] }), '2026-12-01').verdict).toBe('达标')
    expect(judge('B23', lifeBranch({ activities: [activity('组织生活会', '2026-11-20')] }), '2026-12-01').verdict).toBe('待确认')
    expect(judge('B23', lifeBranch(), '2026-12-01').verdict).toBe('不适用')
  })

  it.each([
    [1, 1, '达标'],
    [0, 3, '不达标'],
    [3, 0, '不达标'],
  ])('自我批评 %i 条、收到 %i 条：%s', (selfCount, receivedCount, verdict) => {
    const criticisms = [{ memberId: 'm9', name: '党员9', selfCount, receivedCount }]
    const found = judge('B24', lifeBranch({ lifeMeetings: [lifeMeeting('2026-11-20', { criticisms })] }), '2026-12-01')
    expect(found.verdict).toBe(verdict)
    expect(found.memberIds).toEqual(verdict === '达标' ? [] : ['m9'])
  })

  it('一条批评意见也没登记的待确认', () => {
    expect(judge('B24', lifeBranch({ lifeMeetings: [lifeMeeting('2026-11-20', { criticisms: [] })] }), '2026-12-01').verdict).toBe('待确认')
  })
})
