import { describe, expect, it } from 'vitest'
import { MEETING_RULES } from '../../shared/organizational-life/meeting-rules.ts'
import { formerPost, judge, onlyProfile, post, provesVerdicts } from '../compliance/facts.ts'
import { activity, groupSpan, lifeBranch, topic } from './life-facts.ts'

// B11 合办的算不算几类由人确认，没有不达标。
provesVerdicts(MEETING_RULES, { B11: ['达标', '待确认'] })

const Q1 = activity('党员大会', '2026-03-20')

describe('B01 党员大会每个自然季度至少一次', () => {
  it.each([
    ['2026-03-31', '达标', '2026-03-31', '季度最后一天仍是待办'],
    ['2026-04-01', '不达标', '2026-06-30', '次日起算漏开'],
    ['2026-06-30', '不达标', '2026-06-30', '漏开的一直在，第二季度待办'],
  ])('%s 一次没开：%s（%s 前办）——%s', (asOf, verdict, dueOn) => {
    const found = judge('B01', lifeBranch(), asOf)
    expect([found.verdict, found.dueOn]).toEqual([verdict, dueOn])
  })

  it('开在季度最后一天算本季的，开在次日不能补上季', () => {
    expect(judge('B01', lifeBranch({ activities: [activity('党员大会', '2026-03-31')] }), '2026-04-01').verdict).toBe('达标')
    const late = judge(
      'B01',
      lifeBranch({ activities: [activity('党员大会', '2026-04-01'), activity('党员大会', '2026-04-02')] }),
      '2026-04-03',
    )
    expect(late.verdict).toBe('不达标')
    expect(late.message).toContain('第一季度')
    expect(late.severity).toBe('提示')
  })

  it('每个缺口都能补录，也能写说明；写了说明仍是缺口，只是标出', () => {
    const gap = judge('B01', lifeBranch(), '2026-04-01')
    expect(gap.remedies.map((each) => [each.route, each.input])).toEqual([
      ['life.recordActivity', { organizationId: 'b1', groupId: null, types: ['党员大会'], heldOn: '2026-03-31' }],
      ['life.recordGapNote', { organizationId: 'b1', groupId: null, type: '党员大会', period: '2026-Q1' }],
      ['life.recordActivity', { organizationId: 'b1', groupId: null, types: ['党员大会'], heldOn: '2026-04-01' }],
    ])
    const gapNotes = [{ id: 'n1', type: '党员大会' as const, groupId: null, period: '2026-Q1', reason: '书记住院' }]
    const explained = judge('B01', lifeBranch({ gapNotes }), '2026-04-01')
    expect(explained.verdict).toBe('不达标')
    expect(explained.message).toContain('其中 1 期已说明')
    expect(explained.facts.map((each) => each.value)).toContain('书记住院')
    expect(explained.remedies.map((each) => each.route)).not.toContain('life.recordGapNote')
  })

  it('证据点得到那次会议', () => {
    const found = judge('B01', lifeBranch({ activities: [Q1] }), '2026-03-25')
    expect(found.facts.map((each) => each.link)).toContain(`/life/activity/${Q1.id}`)
  })

  it.each([
    ['2026-06-20', '达标', '满三个月的当天不超'],
    ['2026-06-21', '提示', '次日超过三个月'],
  ])('3 个月滚动：3 月 20 日开过，%s %s——%s', (asOf, verdict) => {
    expect(judge('B01', lifeBranch({ activities: [Q1] }), asOf).verdict).toBe(verdict)
  })

  it('滚动检查看得到上年最后一次；供销社方案关着不看', () => {
    const activities = [activity('党员大会', '2025-10-08'), activity('党员大会', '2026-03-20')]
    expect(judge('B01', lifeBranch({ activities }), '2026-03-21').verdict).toBe('提示')
    expect(judge('B01', lifeBranch({ activities }), '2026-03-21', { standards: onlyProfile('LZ20') }).verdict).toBe('达标')
  })

  it.each([
    ['2026-01-01', '不达标', '一月一日成立，第一季度完整'],
    ['2026-01-02', '达标', '晚一天，第一季度不考核'],
  ])('%s 成立的支部，四月一日：%s——%s', (establishedOn, verdict) => {
    expect(judge('B01', lifeBranch({}, { establishedOn }), '2026-04-01').verdict).toBe(verdict)
  })

  it('年末最后一天按当日的记录定，全年的缺口看得到', () => {
    expect(judge('B01', lifeBranch(), '2026-12-30').message).toContain('漏开 3 期')
    expect(judge('B01', lifeBranch(), '2026-12-31').message).toContain('漏开 4 期')
  })

  it('党委、党总支不适用', () => {
    expect(judge('B01', lifeBranch({}, { level: '党总支' }), '2026-04-01').verdict).toBe('不适用')
  })
})

describe('B02 党员大会到会率', () => {
  it.each([
    [8, '达标'],
    [7, '提示'],
  ])('应到 10 人、实到 %i 人：%s', (presentCount, verdict) => {
    const activities = [activity('党员大会', '2026-03-20', { presentCount })]
    expect(judge('B02', lifeBranch({ activities }), '2026-03-25').verdict).toBe(verdict)
  })

  it('没有规定警戒线的方案只看次数；季度漏开不达标', () => {
    const activities = [activity('党员大会', '2026-03-20', { presentCount: 1 })]
    expect(judge('B02', lifeBranch({ activities }), '2026-03-25', { standards: onlyProfile('JY17') }).verdict).toBe('达标')
    expect(judge('B02', lifeBranch(), '2026-04-01').verdict).toBe('不达标')
  })
})

describe('B03 设支委会的每月至少一次支委会', () => {
  const january = (presentCount: number) =>
    lifeBranch({ activities: [activity('支委会', '2026-01-20', { expectedCount: 4, presentCount })] })

  it.each([
    ['2026-01-31', '达标'],
    ['2026-02-01', '不达标'],
  ])('一月没开，%s %s', (asOf, verdict) => {
    expect(judge('B03', lifeBranch(), asOf).verdict).toBe(verdict)
  })

  it('四名委员到两名有效（半数以上含半数），到一名不算开', () => {
    expect(judge('B03', january(2), '2026-02-01').verdict).toBe('达标')
    expect(judge('B03', january(1), '2026-02-01').verdict).toBe('不达标')
  })

  it('没有支部委员会的不适用；月中才选出的，当月不考核', () => {
    expect(judge('B03', lifeBranch({}, { posts: [post('书记', '甲', { fromOn: '2020-01-01' })] }), '2026-02-01').verdict).toBe('不适用')
    const posts = ['甲', '乙', '丙'].map((name) => post('委员', name, { fromOn: '2026-01-15' }))
    expect(judge('B03', lifeBranch({}, { posts }), '2026-02-01').verdict).toBe('达标')
    expect(judge('B03', lifeBranch({}, { posts }), '2026-03-01').message).toContain('2月')
    const left = ['甲', '乙', '丙'].map((name) => formerPost('委员', name, '2026-01-20', { fromOn: '2020-01-01' }))
    expect(judge('B03', lifeBranch({}, { posts: left }), '2026-02-01').verdict).toBe('不适用')
  })
})

describe('B04 每个党小组每月至少一次党小组会', () => {
  const groups = [groupSpan('1'), groupSpan('2')]

  it('一个小组没开也是漏开，写明是哪个小组；动作带着小组', () => {
    const activities = [activity('党小组会', '2026-01-10', { groupId: '1' })]
    const found = judge('B04', lifeBranch({ groups, activities }), '2026-02-01')
    expect(found.verdict).toBe('不达标')
    expect(found.message).toContain('第2小组')
    expect(found.remedies[0]?.input).toMatchObject({ groupId: '2', types: ['党小组会'], heldOn: '2026-01-31' })
  })

  it('两个小组都开了才达标', () => {
    const activities = ['1', '2'].map((groupId) => activity('党小组会', '2026-01-10', { groupId }))
    expect(judge('B04', lifeBranch({ groups, activities }), '2026-02-01').verdict).toBe('达标')
  })

  it('没有小组的不适用；撤销了的小组只考核完整存续的月份', () => {
    expect(judge('B04', lifeBranch(), '2026-02-01').verdict).toBe('不适用')
    const dissolved = [groupSpan('1', { dissolvedOn: '2026-01-31' })]
    expect(judge('B04', lifeBranch({ groups: dissolved }), '2026-03-01').verdict).toBe('不适用')
    expect(judge('B04', lifeBranch({ groups: [groupSpan('1', { dissolvedOn: '2026-02-01' })] }), '2026-03-01').message).toContain('1月')
  })
})

describe('B05 不设党小组的每月全体党员学习', () => {
  it('集中学习、党课、含学习内容的大会与党日都算，没有学习内容的不算', () => {
    const held = (changes: Parameters<typeof activity>[2], type: Parameters<typeof activity>[0] = '主题党日') =>
      judge('B05', lifeBranch({ activities: [activity(type, '2026-01-10', changes)] }), '2026-02-01').verdict
    expect(held({}, '集中学习')).toBe('达标')
    expect(held({}, '党课')).toBe('达标')
    expect(held({ contentKinds: ['政治学习'] })).toBe('达标')
    expect(held({ contentKinds: ['志愿服务'] })).toBe('不达标')
    expect(held({ contentKinds: ['交纳党费'], topics: [topic('主题党日'), topic('集中学习')] })).toBe('达标')
    expect(held({ groupId: '1' }, '集中学习')).toBe('不达标')
  })

  it('设有党小组的不适用；供销社方案没有这一条', () => {
    expect(judge('B05', lifeBranch({ groups: [groupSpan('1')] }), '2026-02-01').verdict).toBe('不适用')
    expect(judge('B05', lifeBranch(), '2026-02-01', { standards: onlyProfile('LZ20') }).verdict).toBe('不适用')
  })
})

describe('B11 几类合办的一次活动（场景 7.10）', () => {
  const types = ['主题党日', '党员大会', '党课'] as const
  const whole = activity(types, '2026-01-04', { minutes: 180 })

  it('三段议题：三类各计一次，学时只计 3 小时', () => {
    expect(whole.counted).toEqual([...types])
    expect(judge('B11', lifeBranch({ activities: [whole] }), '2026-01-10').verdict).toBe('达标')
    expect(judge('B01', lifeBranch({ activities: [whole] }), '2026-01-10').message).toContain('到期的 1 期都已开')
    expect(judge('B06', lifeBranch({ activities: [whole] }), '2026-01-10').message).toContain('已上党课 1 次')
    expect(whole.minutes).toBe(180)
  })

  it('一段记录没有分议题：只计主标签，另两类待确认', () => {
    const narrated = activity(types, '2026-01-04', { topics: [], hasRecord: true })
    expect(narrated.counted).toEqual(['主题党日'])
    const found = judge('B11', lifeBranch({ activities: [narrated] }), '2026-01-10')
    expect(found.verdict).toBe('待确认')
    expect(found.facts[0]?.value).toContain('党课没有算数：没有分议题，只计主标签')
    expect(judge('B06', lifeBranch({ activities: [narrated] }), '2026-01-10').message).toContain('已上党课 0 次')
  })

  it('只有题目，没有要点、决议、整体记录：一类也不计，写明为什么；补一句就计', () => {
    const bare = activity('党员大会', '2026-02-10', { topics: [topic('党员大会', { hasConclusion: false })] })
    expect(bare.counted).toEqual([])
    const found = judge('B01', lifeBranch({ activities: [bare] }), '2026-04-01')
    expect([found.verdict, found.facts.map(({ value }) => value)]).toEqual([
      '不达标',
      expect.arrayContaining(['标了党员大会，没有算数：只有题目，没有发言要点、决议，也没有整体记录']),
    ])
    for (const filled of [{ hasRecord: true, topics: bare.topics }, { topics: [topic('党员大会')] }])
      expect(judge('B01', lifeBranch({ activities: [activity('党员大会', '2026-02-10', filled)] }), '2026-04-01').verdict).toBe('达标')
  })

  it('有题目有内容、一个人也没有签到：一类也不计，写明为什么；签到一人就计', () => {
    const unsigned = activity(types, '2026-01-04', { presentCount: 0 })
    expect(unsigned.counted).toEqual([])
    const found = judge('B06', lifeBranch({ activities: [unsigned] }), '2026-12-31')
    expect(found.message).toContain('没有上党课')
    expect(found.facts.map(({ value }) => value)).toContain('标了党课，没有算数：没有签到，看不出谁到了会')
    expect(judge('B11', lifeBranch({ activities: [unsigned] }), '2026-01-10').facts[0]?.value).toContain(
      '党员大会没有算数：没有签到，看不出谁到了会',
    )
    expect(activity(types, '2026-01-04', { presentCount: 1 }).counted).toEqual([...types])
  })

  it('支委会不与全体活动合并计', () => {
    expect(activity(['主题党日', '支委会'], '2026-01-04').counted).toEqual(['主题党日'])
    expect(judge('B11', lifeBranch(), '2026-01-10').verdict).toBe('不适用')
  })
})
