import { describe, expect, it } from 'vitest'
import { audienceOf, isBackfilled, minutesBetween, typeConflict, typeProblemAt } from '../../shared/organizational-life/activity-rules.ts'

describe('补录：发生后第 4 天起', () => {
  it.each([
    ['2026-09-01', false],
    ['2026-09-03', false],
    ['2026-09-04', false],
    ['2026-09-05', true],
  ])('9 月 1 日的活动 %s 录入：%s', (recordedOn, expected) => {
    expect(isBackfilled('2026-09-01', recordedOn)).toBe(expected)
  })
})

describe('同一次活动可以是哪几类', () => {
  it('主题党日、党员大会、党课可以合办', () => {
    expect(typeConflict(['主题党日', '党员大会', '党课'])).toBe('')
    expect(typeConflict(['组织生活会', '民主评议'])).toBe('')
    expect(typeConflict(['党委会', '中心组学习'])).toBe('')
    expect(typeConflict(['支委会', '其他'])).toBe('')
  })

  it.each([[['支委会', '党员大会']], [['主题党日', '支委会']], [['党委会', '党课']], [['党小组会', '党员大会']]] as const)(
    '%j 不能合并计',
    (types) => {
      expect(typeConflict(types)).toContain('请分开各记一次')
    },
  )

  it('应到的是哪些人', () => {
    expect(audienceOf(['支委会'], null)).toBe('在任委员')
    expect(audienceOf(['党小组会'], 'g')).toBe('小组党员')
    expect(audienceOf(['主题党日'], 'g')).toBe('小组党员')
    expect(audienceOf(['主题党日', '党课'], null)).toBe('全体党员')
  })

  it('哪一级开哪种会', () => {
    expect(typeProblemAt('党支部', '支委会')).toBe('')
    expect(typeProblemAt('党总支', '支委会')).toBe('')
    expect(typeProblemAt('党委', '支委会')).toContain('党委会')
    expect(typeProblemAt('党支部', '党委会')).toContain('支委会')
    expect(typeProblemAt('党总支', '党小组会')).toContain('党支部')
    expect(typeProblemAt('党小组', '党课')).toContain('所在的党支部')
  })
})

it('时长按分钟：14:00 至 17:00 是 180 分钟', () => {
  expect(minutesBetween('14:00', '17:00')).toBe(180)
  expect(minutesBetween('09:05', '10:00')).toBe(55)
})
