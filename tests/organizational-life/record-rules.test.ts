import { describe, expect, it } from 'vitest'
import { VALIDITY_RULES } from '../../shared/organizational-life/validity-rules.ts'
import { RECORD_RULES } from '../../shared/organizational-life/record-rules.ts'
import { judge, post, provesVerdicts } from '../compliance/facts.ts'
import { activity, groupSpan, lifeBranch, vote } from './life-facts.ts'

provesVerdicts(RECORD_RULES)
provesVerdicts(VALIDITY_RULES)

describe('N-04、N-27、N-09 表决与选举的到会线', () => {
  const voted = (changes: Parameters<typeof vote>[0]) =>
    lifeBranch({ activities: [activity('党员大会', '2026-03-20', { votes: [vote(changes)] })] })

  it.each([
    [10, '达标', '达标'],
    [9, '不达标', '红线'],
  ])('一般事项应到 20、实到 %i：%s（%s）——半数以上含半数', (presentCount, verdict, severity) => {
    const found = judge('N-04', voted({ presentCount }), '2026-03-21')
    expect([found.verdict, found.severity]).toEqual([verdict, severity])
  })

  it.each([
    [10, '不达标'],
    [11, '达标'],
  ])('接收预备党员应到 20、实到 %i：%s——必须超过半数，书面意见不算到会', (presentCount, verdict) => {
    expect(judge('N-27', voted({ matter: '接收预备党员', presentCount, writtenApproveCount: 2 }), '2026-03-21').verdict).toBe(verdict)
  })

  it.each([
    [16, '达标'],
    [15, '不达标'],
  ])('选举应到 20、实到 %i：%s——不少于五分之四', (presentCount, verdict) => {
    expect(judge('N-09', voted({ matter: '选举', presentCount }), '2026-03-21').verdict).toBe(verdict)
  })

  it('没有这类表决的不适用', () => {
    for (const found of [
      judge('N-04', lifeBranch(), '2026-03-21'),
      judge('N-27', lifeBranch(), '2026-03-21'),
      judge('N-09', lifeBranch(), '2026-03-21'),
    ])
      expect(found.verdict).toBe('不适用')
  })
})

describe('N-05 支委会到会、N-06 主持人', () => {
  it.each([
    [2, '达标'],
    [1, '不达标'],
  ])('四名委员到 %i 名：%s', (presentCount, verdict) => {
    const organization = lifeBranch({ activities: [activity('支委会', '2026-03-20', { expectedCount: 4, presentCount })] })
    expect(judge('N-05', organization, '2026-03-21').verdict).toBe(verdict)
  })

  it('由在任书记、委员主持；不在任的不达标，没有登记的待确认', () => {
    const hosted = (hostId: string | null, hostName: string) =>
      judge('N-06', lifeBranch({ activities: [activity('支委会', '2026-03-20', { hostId, hostName })] }), '2026-03-21').verdict
    expect(hosted('甲', '甲')).toBe('达标')
    expect(hosted(null, '乙')).toBe('达标')
    expect(hosted('路人', '路人')).toBe('不达标')
    expect(hosted(null, '')).toBe('待确认')
  })

  it('任职头一天起算在任，卸任当天不在任；党小组会看组长', () => {
    const posts = [post('书记', '甲', { fromOn: '2026-03-20' })]
    const hosted = (heldOn: string) =>
      judge('N-06', lifeBranch({ activities: [activity('党员大会', heldOn)] }, { posts }), '2026-03-25').verdict
    expect([hosted('2026-03-19'), hosted('2026-03-20'), hosted('2026-03-21')]).toEqual(['待确认', '达标', '达标'])
    const groups = [groupSpan('1')]
    const group = (hostId: string) =>
      judge('N-06', lifeBranch({ groups, activities: [activity('党小组会', '2026-03-20', { groupId: '1', hostId })] }), '2026-03-21')
        .verdict
    expect([group('组长1'), group('甲')]).toEqual(['达标', '不达标'])
  })
})

describe('B19 议定事项按期办结', () => {
  const task = (dueOn: string, doneOn: string | null) =>
    lifeBranch({
      activities: [activity('支委会', '2026-03-01', { tasks: [{ id: 'k1', content: '购买学习用书', ownerName: '乙', dueOn, doneOn }] })],
    })
  it.each([
    ['2026-03-19', '达标'],
    ['2026-03-20', '达标'],
    ['2026-03-21', '不达标'],
  ])('期限 3 月 20 日没有办结，%s：%s', (asOf, verdict) => expect(judge('B19', task('2026-03-20', null), asOf).verdict).toBe(verdict))
  it('逾期才办结的提示；没有带期限的不适用', () => {
    expect(judge('B19', task('2026-03-20', '2026-03-25'), '2026-04-01').verdict).toBe('提示')
    expect(judge('B19', task('2026-03-20', '2026-03-20'), '2026-04-01').verdict).toBe('达标')
    expect(judge('B19', lifeBranch(), '2026-04-01').verdict).toBe('不适用')
  })
})

describe('G07 记录、照片、归档，G08 必录项，G10 月结', () => {
  const held = (changes: Parameters<typeof activity>[2]) => lifeBranch({ activities: [activity('支委会', '2026-03-10', changes)] })

  it.each([
    ['2026-03-13', '达标', '第 3 天还在整理'],
    ['2026-03-14', '不达标', '第 4 天'],
  ])('没有照片，%s %s——%s', (asOf, verdict) => expect(judge('G07', held({ photoCount: 0 }), asOf).verdict).toBe(verdict))
  it('记录人、归档类目缺一不可', () => {
    expect(judge('G07', held({}), '2026-03-20').verdict).toBe('达标')
    expect(judge('G07', held({ recorderName: '' }), '2026-03-20').facts[0]?.value).toBe('缺记录人')
    expect(judge('G07', held({ archiveCategory: '' }), '2026-03-20').facts[0]?.value).toBe('缺归档类目')
  })

  it('必录项不齐不达标；齐了正文不足 200 字提示', () => {
    expect(judge('G08', held({ required: { done: 13, total: 14, missing: ['照片'] } }), '2026-03-20').verdict).toBe('不达标')
    expect(judge('G08', held({ textLength: 199 }), '2026-03-20').verdict).toBe('提示')
    expect(judge('G08', held({ textLength: 200 }), '2026-03-20').verdict).toBe('达标')
  })

  it.each([
    ['2026-01-31', '不适用', '还没有过完的整月'],
    ['2026-02-05', '达标', '一月应于 2 月 5 日前结，当天有效'],
    ['2026-02-06', '不达标', '次日没有结账'],
  ])('台账没有月结，%s %s——%s', (asOf, verdict) => expect(judge('G10', lifeBranch(), asOf).verdict).toBe(verdict))
  it('结了账的达标', () => {
    expect(judge('G10', lifeBranch({ closings: [{ month: '2026-01', closedOn: '2026-02-05' }] }), '2026-02-06').verdict).toBe('达标')
  })
})

describe('G09 会议活动按类目归档', () => {
  it('有类目达标，缺类目不达标，没有记录不适用', () => {
    expect(judge('G09', lifeBranch({ activities: [activity('党员大会', '2026-03-10')] }), '2026-09-14').verdict).toBe('达标')
    const unfiled = activity('党员大会', '2026-03-10', { archiveCategory: '' })
    expect(judge('G09', lifeBranch({ activities: [unfiled] }), '2026-09-14').verdict).toBe('不达标')
    expect(judge('G09', lifeBranch(), '2026-09-14').verdict).toBe('不适用')
  })
})
