import { describe, expect, it } from 'vitest'
import { comebackOf } from '../../shared/member/departure-rules.ts'
import { effectsOf, type EventWriting, type MemberEventKind } from '../../shared/member/event-kinds.ts'
import { eventDoubts, eventProblem, timelineProblem, type TimelineEvent } from '../../shared/member/event-rules.ts'
import { stateHistory, stateOn, type MemberState } from '../../shared/member/state.ts'

const FULL: MemberState = {
  education: '大学',
  category: '正式党员',
  joinedOn: '2006-07-01',
  joinedOnPrecision: '日',
  fullOn: '2007-07-01',
  fullOnPrecision: '日',
  probationEndsOn: null,
  job: '公有经济控制企业管理岗位',
  adminPost: '',
  partyStatus: '正常',
  isLost: false,
  lostOn: null,
  lostOnPrecision: '日',
  isFloating: false,
  floatingTo: '',
  rightsStatus: '正常',
  exemption: '',
}
const PROBATIONARY: MemberState = { ...FULL, category: '预备党员', joinedOn: '2025-07-01', fullOn: null }

function event(kind: MemberEventKind, occurredOn: string, detail = ''): TimelineEvent {
  const writing: EventWriting = { kind, occurredOn, occurredOnPrecision: '日', detail }
  return { ...writing, effects: effectsOf(writing) }
}

const problem = (state: MemberState, made: EventWriting, left: { kind: MemberEventKind; on: string } | null = null) =>
  eventProblem({ state, left }, made)

describe('党籍：只有停止党籍的可以恢复，出党的只能重新入党（N-21）', () => {
  it('党籍正常的不能“恢复党籍”，停止了才能', () => {
    expect(problem(FULL, event('恢复党籍', '2026-01-01'))).toContain('只有停止党籍的可以恢复党籍')
    expect(problem({ ...FULL, partyStatus: '停止党籍' }, event('恢复党籍', '2026-01-01'))).toBe('')
    expect(problem({ ...FULL, partyStatus: '停止党籍' }, event('停止党籍', '2026-01-01'))).toContain('已经停止党籍')
  })

  it.each(['退党', '劝退', '除名', '开除党籍', '取消预备党员资格'] as const)('%s以后不能恢复党籍，也不能转入', (kind) => {
    const left = { kind, on: '2015-01-01' }
    expect(problem(FULL, event('恢复党籍', '2026-01-01'), left)).toContain(`已于 2015-01-01 ${kind}`)
    expect(problem(FULL, event('组织关系转入', '2026-01-01'), left)).toContain('只能重新入党')
    expect(problem(FULL, event('重新入党', '2026-01-01'), left)).toBe('')
  })

  it('去世的不能转入，也不说什么“只能重新入党”', () => {
    const left = { kind: '去世', on: '2015-01-01' } as const
    expect(problem(FULL, event('组织关系转入', '2026-01-01'), left)).toBe('此人已于 2015-01-01 去世，请核对。')
    expect(problem(FULL, event('重新入党', '2026-01-01'), left)).toBe('此人已于 2015-01-01 去世，请核对。')
  })

  it.each(['劝退', '除名', '开除党籍'] as const)('%s满五年的前一天不能重新入党，当天、后一天可以', (kind) => {
    const left = { kind, on: '2020-03-10' }
    expect(problem(FULL, event('重新入党', '2025-03-09'), left)).toContain('最早 2025-03-10')
    expect(problem(FULL, event('重新入党', '2025-03-10'), left)).toBe('')
    expect(problem(FULL, event('重新入党', '2025-03-11'), left)).toBe('')
    expect([comebackOf(kind, '2020-03-10', '2025-03-09').comeback, comebackOf(kind, '2020-03-10', '2025-03-10').comeback]).toEqual([
      '不能',
      '重新入党',
    ])
  })

  it('转出的只能转入，去世的都不能；退党不受五年限制', () => {
    expect(problem(FULL, event('重新入党', '2026-01-01'), { kind: '组织关系转出', on: '2025-01-01' })).toContain('请登记“组织关系转入”')
    expect(problem(FULL, event('组织关系转入', '2026-01-01'), { kind: '组织关系转出', on: '2025-01-01' })).toBe('')
    expect(problem(FULL, event('重新入党', '2026-01-01'), { kind: '去世', on: '2025-01-01' })).toContain('去世')
    expect(problem(FULL, event('重新入党', '2025-01-02'), { kind: '退党', on: '2025-01-01' })).toBe('')
    expect(comebackOf('去世', '2025-01-01', '2026-01-01').comeback).toBe('不能')
  })
})

describe('预备期（发展党员工作细则：延长一次，半年以上、一年以内）', () => {
  it('原期满 2026-07-01：延到 2026-12-31 太短，2027-01-01 至 2027-07-01 可以，2027-07-02 太长', () => {
    const until = (detail: string) => problem(PROBATIONARY, event('延长预备期', '2026-06-20', detail))
    expect(until('2026-12-31')).toContain('不少于半年')
    expect(until('2027-01-01')).toBe('')
    expect(until('2027-07-01')).toBe('')
    expect(until('2027-07-02')).toContain('最长不超过一年')
  })

  it('只能延长一次；正式党员没有预备期', () => {
    expect(problem({ ...PROBATIONARY, probationEndsOn: '2027-01-01' }, event('延长预备期', '2026-12-01', '2027-07-01'))).toContain(
      '延长过一次',
    )
    expect(problem(FULL, event('延长预备期', '2026-12-01', '2027-07-01'))).toContain('已是正式党员')
  })

  it('转正日期不在期满日的只提示、不拦；延长过的按延长后的期满日', () => {
    const doubts = (state: MemberState, on: string) => eventDoubts(state, { ...event('转正', on), documentNo: '' })
    expect(doubts(PROBATIONARY, '2026-07-01')).toEqual([])
    expect(doubts(PROBATIONARY, '2026-07-02')[0]).toContain('期满日是 2026-07-01')
    expect(doubts({ ...PROBATIONARY, probationEndsOn: '2027-01-01' }, '2027-01-01')).toEqual([])
    expect(problem(FULL, event('转正', '2026-07-01'))).toContain('已是正式党员')
  })
})

describe('状态要合得上', () => {
  it.each([
    ['流动返回', FULL, '流动外出'],
    ['恢复联系', FULL, '失去联系'],
    ['恢复党员权利', FULL, '没有可恢复的'],
    ['恢复计入应到会', FULL, '不是“不计入应到会”'],
    ['解除豁免', FULL, '没有学时'],
  ] as const)('没有前一件事的“%s”不成立', (kind, state, said) => {
    expect(problem(state, event(kind, '2026-01-01'))).toContain(said)
  })

  it('不计入应到会须写 N-14 所列的理由', () => {
    expect(problem(FULL, event('不计入应到会', '2026-01-01'))).toContain('请填“理由”')
    expect(problem(FULL, event('不计入应到会', '2026-01-01', '家里有事'))).toContain('“理由”应是')
    expect(problem(FULL, event('不计入应到会', '2026-01-01', '不能表达意志'))).toBe('')
  })

  it('早于入党的事件不成立；只记到年的按最晚的一天看', () => {
    expect(problem(FULL, event('奖励', '2006-06-30', '先进'))).toContain('早于入党日期')
    expect(problem(FULL, event('奖励', '2006-07-01', '先进'))).toBe('')
    expect(problem(FULL, { kind: '奖励', occurredOn: '2006-01-01', occurredOnPrecision: '年', detail: '先进' })).toBe('')
  })

  it('一生从头推到尾：补录一条，后面的因此不成立也要说出来', () => {
    const stopped = event('停止党籍', '2024-01-01')
    const resumed = event('恢复党籍', '2025-01-01')
    expect(timelineProblem(FULL, [resumed, stopped])).toBeNull()
    expect(timelineProblem(FULL, [stopped, resumed, event('恢复党籍', '2024-06-01')])?.event).toBe(resumed)
    expect(timelineProblem(FULL, [resumed])?.event).toBe(resumed)
  })
})

describe('按事件推出各段的样子', () => {
  const changes = [
    { on: '2024-03-10', effects: effectsOf(event('停止党籍', '2024-03-10')) },
    { on: '2025-05-01', effects: effectsOf(event('恢复党籍', '2025-05-01')) },
  ]

  it('停止党籍：前一天正常，当天、后一天停止；恢复当天起又正常', () => {
    const history = stateHistory(FULL, {}, changes)
    const on = (date: string) => stateOn(history, date)?.partyStatus
    expect([on('2024-03-09'), on('2024-03-10'), on('2024-03-11')]).toEqual(['正常', '停止党籍', '停止党籍'])
    expect([on('2025-04-30'), on('2025-05-01'), on('2025-05-02')]).toEqual(['停止党籍', '正常', '正常'])
  })

  it('现值是推到最后的结果；事件都撤下，现值回到没有它们的样子', () => {
    const stopped = stateHistory(FULL, {}, changes.slice(0, 1))
    const now = stopped.periods.at(-1)?.state ?? FULL
    expect(now.partyStatus).toBe('停止党籍')
    expect(stopped.baseline).toEqual({ partyStatus: '正常' })
    const undone = stateHistory(now, stopped.baseline, [])
    expect(undone).toEqual({ periods: [{ fromOn: null, untilOn: null, state: FULL }], baseline: {} })
  })

  it('补录一条更早的，其后的不变；没有碰到的项跟着现值走', () => {
    const first = stateHistory(FULL, {}, [{ on: '2024-03-10', effects: { education: '硕士研究生' } }])
    const now = { ...(first.periods.at(-1)?.state ?? FULL), job: '退休人员' }
    const second = stateHistory(now, first.baseline, [
      { on: '2024-03-10', effects: { education: '硕士研究生' } },
      { on: '2010-01-01', effects: { education: '大专' } },
    ])
    expect(second.periods.map(({ fromOn, state }) => [fromOn, state.education, state.job])).toEqual([
      [null, '大学', '退休人员'],
      ['2010-01-01', '大专', '退休人员'],
      ['2024-03-10', '硕士研究生', '退休人员'],
    ])
  })

  it('入党日期从头就是那一天，不是从那天才开始', () => {
    const history = stateHistory(FULL, {}, [{ on: null, effects: effectsOf(event('入党', '2005-07-01')) }])
    expect(history.periods).toHaveLength(1)
    expect(stateOn(history, '2000-01-01')?.joinedOn).toBe('2005-07-01')
  })
})
