import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compare, ratio, rounded, type Ratio } from '../../shared/assessment/ratio.ts'
import { DEFAULT_SCHEME, FULL_CENTI, schemeProblems, schemeWith, type SchemeWeights } from '../../shared/assessment/scheme.ts'
import { annualScore, standing, taskScore, UNRATED, type ItemRating } from '../../shared/assessment/scoring.ts'

const ALL_ITEMS = DEFAULT_SCHEME.tasks.flatMap((task) => task.items.map((item) => item.itemId))
const rated = (value: Ratio | null): ItemRating => ({ ratio: value, source: '人工评定', basis: '', workings: [] })
const everyItem = (value: Ratio | null) => () => rated(value)
const weights = (): { taskNo: number; weightCenti: number; items: { itemId: string; weightCenti: number }[] }[] =>
  DEFAULT_SCHEME.tasks.map(({ taskNo, weightCenti, items }) => ({
    taskNo,
    weightCenti,
    items: items.map((item) => ({ itemId: item.itemId, weightCenti: item.weightCenti })),
  }))

describe('5.1 默认权重与权重校验', () => {
  it('八项任务 15、22、10、18、10、8、9、8，合计 100', () => {
    expect(DEFAULT_SCHEME.tasks.map((task) => task.weightCenti / 100)).toEqual([15, 22, 10, 18, 10, 8, 9, 8])
    expect(schemeProblems(weights())).toEqual([])
  })

  const refused: [string, (given: ReturnType<typeof weights>) => SchemeWeights, RegExp][] = [
    ['总和 100.01', (given) => change(given, 0, { weightCenti: 1501 }, { '1.1': 501 }), /权重之和 100\.01.*多 0\.01/],
    ['总和 99.99', (given) => change(given, 0, { weightCenti: 1499 }, { '1.1': 499 }), /权重之和 99\.99.*差 0\.01/],
    ['任务内之和与任务权重差 0.01', (given) => change(given, 1, {}, { '2.1': 1001 }), /各项之和 22\.01，应等于任务权重 22\.00，多 0\.01/],
    ['少一项任务', (given) => given.slice(1), /没有给出权重/],
    ['任务重复', (given) => [...given, ...given.slice(0, 1)], /不止一次/],
    [
      '少一个考核项',
      (given) => given.map((task) => ({ ...task, items: task.items.filter((each) => each.itemId !== '3.2') })),
      /3\.2.*没有给出权重/,
    ],
    [
      '多一个不认识的考核项',
      (given) => given.map((task, index) => (index === 0 ? { ...task, items: [...task.items, { itemId: '9.9', weightCenti: 0 }] } : task)),
      /没有“9\.9”/,
    ],
  ]
  it.each(refused)('%s：拒绝并说明', (_, edit, message) => {
    expect(
      schemeProblems(edit(weights()))
        .map((problem) => problem.message)
        .join('\n'),
    ).toMatch(message)
  })

  it('合规的调整套到名称与算式上', () => {
    const edited = change(change(weights(), 0, { weightCenti: 1600 }, { '1.1': 600 }), 1, { weightCenti: 2100 }, { '2.1': 900 })
    expect(schemeProblems(edited)).toEqual([])
    const scheme = schemeWith(2, edited)
    expect(scheme.version).toBe(2)
    expect(scheme.tasks[0]).toMatchObject({ weightCenti: 1600, name: '组织体系' })
    expect(scheme.tasks[0]?.items[0]).toMatchObject({ itemId: '1.1', name: '组织设置', weightCenti: 600, isComputed: true })
  })
})

function change(
  given: SchemeWeights,
  index: number,
  task: { weightCenti?: number },
  itemWeights: Record<string, number>,
): ReturnType<typeof weights> {
  return given.map((each, at) =>
    at === index
      ? {
          ...each,
          ...task,
          items: each.items.map((item) => ({ ...item, weightCenti: itemWeights[item.itemId] ?? item.weightCenti })),
        }
      : { ...each, items: [...each.items] },
  )
}

describe('5.1 不适用项的分摊与待补证', () => {
  it('全部满分为 100.00；全部待补证为 0', () => {
    expect(annualScore(DEFAULT_SCHEME, everyItem(ratio(1)), [], false).finalCenti).toBe(10_000)
    expect(annualScore(DEFAULT_SCHEME, () => UNRATED, [], false)).toMatchObject({ finalCenti: 0, grade: '较差', category: '后进' })
  })

  it('不适用与 0 分不是一回事：3.2 不适用时任务三仍可满分，0 分时扣 2 分', () => {
    const [, , task] = DEFAULT_SCHEME.tasks
    if (!task) throw new Error('没有任务三')
    expect(taskScore(task, (id) => rated(id === '3.2' ? null : ratio(1))).scoreCenti).toBe(1000)
    expect(taskScore(task, (id) => rated(id === '3.2' ? ratio(0) : ratio(1))).scoreCenti).toBe(800)
  })

  it('整任务不适用：其余任务按比例放大到 100', () => {
    const scored = annualScore(DEFAULT_SCHEME, (id) => rated(id.startsWith('5.') ? null : ratio(9, 10)), [], false)
    expect(scored.tasks[4]).toMatchObject({ isApplicable: false, scoreCenti: 0 })
    expect(scored.baseCenti).toBe(9000)
  })

  it('全部不适用不除以零，记 0', () => {
    expect(annualScore(DEFAULT_SCHEME, everyItem(null), [], false).baseCenti).toBe(0)
  })

  it('权重为 0 的项独自适用时，任务按不适用处理', () => {
    const task = { taskNo: 1, name: '组织体系', weightCenti: 100, items: [schemeItem('a', 100), schemeItem('b', 0)] }
    expect(taskScore(task, (id) => rated(id === 'a' ? null : ratio(1))).isApplicable).toBe(false)
  })
})

const schemeItem = (itemId: string, weightCenti: number) => ({ itemId, name: itemId, weightCenti, isComputed: false, formula: '' })

describe('5.1 加减分与封顶', () => {
  const withPoints = (base: Ratio, bonus: readonly number[], deduction: readonly number[]) =>
    annualScore(
      DEFAULT_SCHEME,
      everyItem(base),
      [
        ...bonus.map((pointsCenti) => ({ kind: '加分' as const, pointsCenti })),
        ...deduction.map((pointsCenti) => ({ kind: '减分' as const, pointsCenti })),
      ],
      false,
    )

  it.each([
    ['加分合计 4.99 照计', [300, 199], 8499],
    ['加分合计 5.00 照计', [300, 200], 8500],
    ['加分合计 5.01 只计 5.00', [300, 201], 8500],
  ])('%s', (_, bonus, expected) => {
    expect(withPoints(ratio(8, 10), bonus, []).finalCenti).toBe(expected)
  })

  it('加到 100 为止、减到 0 为止', () => {
    expect(withPoints(ratio(1), [300], []).finalCenti).toBe(10_000)
    expect(withPoints(ratio(5, 100), [], [1000]).finalCenti).toBe(0)
  })

  it('先封顶加分再减分：98＋6（封 5）−4 = 99', () => {
    expect(withPoints(ratio(98, 100), [600], [400]).finalCenti).toBe(9900)
  })
})

describe('5.2 等次、星级、类别（左闭右开）与一票否决', () => {
  it.each([
    [10_000, '优秀', 5, '先进'],
    [9000, '优秀', 5, '先进'],
    [8999, '良好', 4, '中间'],
    [8000, '良好', 4, '中间'],
    [7999, '较好', 3, '中间'],
    [7000, '较好', 3, '中间'],
    [6999, '一般', 2, '中间'],
    [6000, '一般', 2, '中间'],
    [5999, '较差', 1, '后进'],
    [0, '较差', 1, '后进'],
  ])('%i（百分之一分）→ %s、%i 星、%s', (finalCenti, grade, stars, category) => {
    expect(standing(finalCenti, false)).toEqual({ grade, stars, category })
  })

  it.each([
    [9500, '一般', 2],
    [7000, '一般', 2],
    [6000, '一般', 2],
    [5999, '较差', 1],
  ])('否决：%i 分封顶到 %s、%i 星、后进，不因否决升等', (finalCenti, grade, stars) => {
    expect(standing(finalCenti, true)).toEqual({ grade, stars, category: '后进' })
  })

  it('否决不改分', () => {
    expect(annualScore(DEFAULT_SCHEME, everyItem(ratio(95, 100)), [], true)).toMatchObject({ finalCenti: 9500, category: '后进' })
  })
})

describe('四舍五入到 2 位', () => {
  it.each([
    [ratio(12_345, 10), 1235],
    [ratio(12_344, 10), 1234],
    [ratio(1, 3), 0],
    [ratio(-15, 10), -1],
  ])('%o', (value, expected) => {
    expect(rounded(value)).toBe(expected)
  })
})

describe('性质', () => {
  const permyriads = fc.array(fc.option(fc.integer({ min: 0, max: 10_000 }), { nil: null, freq: 4 }), {
    minLength: ALL_ITEMS.length,
    maxLength: ALL_ITEMS.length,
  })
  const ratingsFrom = (values: readonly (number | null)[]) => (itemId: string) => {
    const value = values[ALL_ITEMS.indexOf(itemId)] ?? null
    return rated(value === null ? null : ratio(value, 10_000))
  }

  it('任一项比率升高，得分不下降', () => {
    fc.assert(
      fc.property(permyriads, fc.nat(ALL_ITEMS.length - 1), fc.integer({ min: 1, max: 10_000 }), (values, at, rise) => {
        const before = values[at]
        fc.pre(before !== null && before !== undefined)
        const raised = values.with(at, Math.min(10_000, before + rise))
        const [low, high] = [values, raised].map((each) => annualScore(DEFAULT_SCHEME, ratingsFrom(each), [], false).finalCenti)
        expect(high).toBeGreaterThanOrEqual(low ?? Infinity)
      }),
    )
  })

  it('分摊后任务得分不超过任务权重，总分在 0–100', () => {
    fc.assert(
      fc.property(permyriads, fc.array(fc.integer({ min: 1, max: 10_000 })), (values, deductions) => {
        const scored = annualScore(
          DEFAULT_SCHEME,
          ratingsFrom(values),
          deductions.map((pointsCenti) => ({ kind: '减分', pointsCenti })),
          false,
        )
        for (const task of scored.tasks) {
          expect(compare(task.exact, ratio(task.weightCenti))).toBeLessThanOrEqual(0)
          expect(task.scoreCenti).toBeLessThanOrEqual(task.weightCenti)
          expect(task.ratioPermyriad).toBeLessThanOrEqual(10_000)
        }
        expect(scored.finalCenti).toBeGreaterThanOrEqual(0)
        expect(scored.finalCenti).toBeLessThanOrEqual(FULL_CENTI)
      }),
    )
  })
})
