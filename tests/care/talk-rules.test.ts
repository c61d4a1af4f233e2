import { describe, expect, it } from 'vitest'
import { CARE_TALK_RULES } from '../../shared/care/talk-rules.ts'
import type { MemberEventFacts } from '../../shared/organization/facts.ts'
import type { TalkFacts } from '../../shared/organizational-life/facts.ts'
import { judge, onlyProfile, post, provesVerdicts, rootCommittee, withMembers } from '../compliance/facts.ts'
import { lifeBranch } from '../organizational-life/life-facts.ts'

provesVerdicts(CARE_TALK_RULES, { F01: ['达标', '待确认'] })

/** 书记甲与党员1见面谈；测试只改它要说的那一点。 */
function talk(heldOn: string, changes: Partial<TalkFacts> = {}): TalkFacts {
  return {
    id: `t-${heldOn}`,
    heldOn,
    kind: '日常',
    means: '见面',
    occasion: '',
    talkerRole: '书记',
    talkerIds: ['甲'],
    subjectIds: ['m1'],
    ...changes,
  }
}

function event(kind: MemberEventFacts['kind'], occurredOn: string): MemberEventFacts {
  return { id: `e-${kind}`, memberId: 'm1', name: '党员1', kind, occurredOn }
}

const at = (ruleId: string, events: readonly MemberEventFacts[], talks: readonly TalkFacts[], asOf = '2026-09-14') =>
  judge(ruleId, lifeBranch({ talks }, { ...withMembers(2, 0), memberEvents: events }), asOf)

describe('F02 转入后 15 日内、转出以前，书记面谈', () => {
  const moved = [event('组织关系转入', '2026-03-02')]
  const left = [event('组织关系转出', '2026-03-02')]

  it('转入：3 月 17 日仍在期限，18 日起没谈的不达标（红）', () => {
    expect(['2026-03-16', '2026-03-17', '2026-03-18'].map((asOf) => at('F02', moved, [], asOf).verdict)).toEqual(['达标', '达标', '不达标'])
    expect(at('F02', moved, [], '2026-03-18').severity).toBe('红线')
    expect(at('F02', moved, [], '2026-03-17').dueOn).toBe('2026-03-17')
  })

  it.each([
    ['2026-03-01', '不达标', '转入以前谈的不算'],
    ['2026-03-02', '达标', '当天'],
    ['2026-03-17', '达标', '第十五日'],
    ['2026-03-18', '提示', '晚一天，已补谈'],
  ])('转入后 %s 谈：%s（%s）', (heldOn, verdict) => expect(at('F02', moved, [talk(heldOn)]).verdict).toBe(verdict))

  it.each([
    ['2026-03-01', '达标', '前一天'],
    ['2026-03-02', '达标', '当天'],
    ['2026-03-03', '提示', '转出以后才谈'],
    ['2025-12-01', '不达标', '九十一天以前的，不是为这件事谈的'],
    ['2025-12-02', '达标', '九十天以前'],
  ])('转出前后 %s 谈：%s（%s）', (heldOn, verdict) => expect(at('F02', left, [talk(heldOn)]).verdict).toBe(verdict))

  it('电话谈的、委员谈的、写别的事的都不算', () => {
    for (const change of [{ means: '电话' as const }, { talkerIds: ['乙'], talkerRole: '委员' as const }, { occasion: '组织生活会前' }])
      expect(at('F02', left, [talk('2026-03-01', change)]).verdict).toBe('不达标')
    expect(at('F02', left, [talk('2026-03-01', { occasion: '组织关系转入转出' })]).verdict).toBe('达标')
  })

  it('那天在任的书记才算书记；没有登记书记任职的看谈话登记的身份', () => {
    const replaced = { posts: [post('书记', '乙', { fromOn: '2026-01-01' })], ...withMembers(2, 0), memberEvents: left }
    expect(judge('F02', lifeBranch({ talks: [talk('2026-03-01')] }, replaced), '2026-09-14').verdict).toBe('不达标')
    const unknown = { ...replaced, posts: [] }
    expect(judge('F02', lifeBranch({ talks: [talk('2026-03-01')] }, unknown), '2026-09-14').verdict).toBe('达标')
  })

  it('没有这类事、上一年的、党委都不适用；没有必谈规定的方案不适用；动作预填书记与本人', () => {
    expect(at('F02', [], []).verdict).toBe('不适用')
    expect(at('F02', [event('组织关系转出', '2025-12-31')], []).verdict).toBe('不适用')
    expect(judge('F02', rootCommittee(), '2026-09-14').verdict).toBe('不适用')
    const organization = lifeBranch({}, { memberEvents: left })
    expect(judge('F02', organization, '2026-09-14', { standards: onlyProfile('GJ') }).verdict).toBe('不适用')
    expect(at('F02', left, []).remedies[0]?.input).toMatchObject({ memberIds: ['m1'], talkerIds: ['甲'], occasion: '组织关系转入转出' })
  })
})

describe('F03 外出流动，出发以前书记面谈', () => {
  const away = [event('流动外出', '2026-05-06')]
  it.each([
    ['2026-05-05', '达标'],
    ['2026-05-06', '达标'],
    ['2026-05-07', '提示'],
  ])('%s 谈：%s', (heldOn, verdict) => expect(at('F03', away, [talk(heldOn)]).verdict).toBe(verdict))
  it('没有谈：出发次日起不达标', () => {
    expect(['2026-05-06', '2026-05-07'].map((asOf) => at('F03', away, [], asOf).verdict)).toEqual(['达标', '不达标'])
  })
})

describe('F04 无故缺席满三次，15 日内书记面谈', () => {
  const attendance = [{ memberId: 'm1', expected: 20, present: 17, absentOn: ['2026-03-01', '2026-04-01', '2026-05-01'], studyMinutes: 0 }]
  const found = (talks: readonly TalkFacts[], asOf: string) =>
    judge('F04', lifeBranch({ attendance, talks }, withMembers(2, 0)), asOf).verdict

  it('第三次 5 月 1 日：5 月 16 日仍有效，17 日起不达标', () => {
    expect(['2026-05-15', '2026-05-16', '2026-05-17'].map((asOf) => found([], asOf))).toEqual(['达标', '达标', '不达标'])
  })
  it('期限内面谈达标，晚了提示', () => {
    expect(found([talk('2026-05-16')], '2026-09-14')).toBe('达标')
    expect(found([talk('2026-05-17')], '2026-09-14')).toBe('提示')
    expect(judge('F04', lifeBranch({}, withMembers(2, 0)), '2026-09-14').verdict).toBe('不适用')
  })
})

describe('F05 处置、处分决定以前书记面谈', () => {
  it.each([
    ['处分', '2026-06-01', '不达标'],
    ['除名', '2026-06-01', '待确认'],
  ] as const)('%s没有面谈：%s', (kind, on, verdict) => expect(at('F05', [event(kind, on)], []).verdict).toBe(verdict))

  it('决定当天以前谈过达标，次日才谈提示', () => {
    expect(at('F05', [event('处分', '2026-06-01')], [talk('2026-06-01')]).verdict).toBe('达标')
    expect(at('F05', [event('处分', '2026-06-01')], [talk('2026-06-02')]).verdict).toBe('提示')
  })
})

describe('F06 必谈的须书记见面', () => {
  const occasion = '组织关系转入转出'
  it('电话谈、委员代谈不达标；书记见面补谈以后达标', () => {
    expect(at('F06', [], [talk('2026-03-01', { occasion })]).verdict).toBe('达标')
    const byPhone = talk('2026-03-01', { occasion, means: '电话' })
    const byOther = talk('2026-03-01', { occasion, talkerIds: ['乙'], talkerRole: '委员' })
    for (const wrong of [byPhone, byOther]) {
      expect(at('F06', [], [wrong]).verdict).toBe('不达标')
      expect(at('F06', [], [wrong, talk('2026-04-01', { id: 't2', occasion })]).verdict).toBe('达标')
      expect(at('F06', [], [talk('2026-02-28', { id: 't2', occasion }), wrong]).verdict).toBe('不达标')
      expect(at('F06', [], [wrong, talk('2026-04-01', { id: 't2', occasion, subjectIds: ['m2'] })]).verdict).toBe('不达标')
    }
  })
  it('不是必谈情形的不看', () =>
    expect(at('F06', [], [talk('2026-03-01', { means: '电话', occasion: '岗位变动' })]).verdict).toBe('不适用'))
})

describe('F01 四种谈话', () => {
  it('没有诫勉达标；有诫勉的待确认批准依据；没有谈话不适用', () => {
    expect(at('F01', [], [talk('2026-03-01')]).verdict).toBe('达标')
    expect(at('F01', [], [talk('2026-03-01', { kind: '诫勉' })]).verdict).toBe('待确认')
    expect(at('F01', [], []).verdict).toBe('不适用')
    expect(at('F01', [], [talk('2025-12-31')]).verdict).toBe('不适用')
  })
})
