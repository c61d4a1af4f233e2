import { describe, expect, it } from 'vitest'
import { IMPROVEMENT_RULES } from '../../shared/supervision/improvement-rules.ts'
import type { ImprovementFacts } from '../../shared/organizational-life/facts.ts'
import { judge, provesVerdicts } from '../compliance/facts.ts'
import { lifeBranch } from '../organizational-life/life-facts.ts'

provesVerdicts(IMPROVEMENT_RULES)

function problem(changes: Partial<ImprovementFacts> = {}): ImprovementFacts {
  return {
    id: 'i1',
    source: '自查',
    problem: '学习不够系统',
    measure: '每月专题学习',
    ownerName: '宣传委员',
    dueOn: '2026-06-30',
    state: '整改中',
    recordedOn: '2026-05-10',
    isReported: false,
    ...changes,
  }
}

const at = (ruleId: string, improvements: readonly ImprovementFacts[], asOf = '2026-12-31') =>
  judge(ruleId, lifeBranch({ improvements }), asOf)

describe('K22 当年有问题清单，每条齐全', () => {
  it('没有清单：年末前是待办，年末不达标；上一年的不算', () => {
    expect(['2026-12-30', '2026-12-31'].map((asOf) => at('K22', [], asOf).verdict)).toEqual(['达标', '不达标'])
    expect(at('K22', [problem({ recordedOn: '2025-12-31' })]).verdict).toBe('不达标')
  })
  it.each([
    [{}, '达标'],
    [{ measure: '' }, '不达标'],
    [{ ownerName: '' }, '不达标'],
    [{ dueOn: null }, '不达标'],
  ])('%j：%s', (changes, verdict) => expect(at('K22', [problem(changes)], '2026-09-14').verdict).toBe(verdict))
})

describe('K21 本级解决不了的有上报记录', () => {
  const state = '本级无法解决已上报' as const
  it('写了上报达标，没写不达标，没有这样的问题不适用', () => {
    expect(at('K21', [problem({ state, isReported: true })]).verdict).toBe('达标')
    expect(at('K21', [problem({ state })]).verdict).toBe('不达标')
    expect(at('K21', [problem()]).verdict).toBe('不适用')
  })
})

describe('K31 巡视巡察、述职评议反馈的问题按期整改', () => {
  const source = '巡视巡察' as const
  it('时限当天有效，次日没有销号不达标', () => {
    expect(['2026-06-29', '2026-06-30', '2026-07-01'].map((asOf) => at('K31', [problem({ source })], asOf).verdict)).toEqual([
      '达标',
      '达标',
      '不达标',
    ])
    expect(at('K31', [problem({ source, state: '已销号' })]).verdict).toBe('达标')
    expect(at('K31', [problem()]).verdict).toBe('不适用')
  })
})
