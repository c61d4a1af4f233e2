import { permyriadOf, ratio, rounded, sum, times, over, ZERO, type Ratio } from './ratio.ts'
import { BONUS_CAP_CENTI, FULL_CENTI, type AssessmentScheme, type SchemeTask } from './scheme.ts'

export type RatingSource = '记录计算' | '人工评定' | '待补证'

/** 一项的评定结果。`ratio` 为 null 是不适用；待补证的比率为 0。 */
export type ItemRating = {
  readonly ratio: Ratio | null
  readonly source: RatingSource
  readonly basis: string
  readonly workings: readonly string[]
}

export const UNRATED: ItemRating = { ratio: ZERO, source: '待补证', basis: '没有记录也没有评定，按规定记 0 分，待补证', workings: [] }

export type ScoredItem = {
  readonly itemId: string
  readonly name: string
  readonly weightCenti: number
  readonly isApplicable: boolean
  readonly ratioPermyriad: number
  /** 分摊后的得分，百分之一分；各项各自舍入，任务得分另由未舍入的值合计。 */
  readonly scoreCenti: number
  readonly source: RatingSource
  readonly basis: string
  readonly workings: readonly string[]
  readonly exact: Ratio
}

export type ScoredTask = {
  readonly taskNo: number
  readonly name: string
  readonly weightCenti: number
  readonly isApplicable: boolean
  readonly scoreCenti: number
  readonly ratioPermyriad: number
  readonly items: readonly ScoredItem[]
  readonly exact: Ratio
}

/** 一项任务：`W·Σ(wᵢrᵢ)/Σwᵢ`，只对适用项求和；不适用项的权重因此在任务内按比例分摊。 */
export function taskScore(task: SchemeTask, ratingOf: (itemId: string) => ItemRating): ScoredTask {
  const rated = task.items.map((item) => ({ item, rating: ratingOf(item.itemId) }))
  const applicableWeight = rated.reduce((total, { item, rating }) => total + (rating.ratio === null ? 0 : item.weightCenti), 0)
  const isApplicable = applicableWeight > 0
  const items = rated.map(({ item, rating }): ScoredItem => {
    const exact = isApplicable ? times(ratio(task.weightCenti * item.weightCenti, applicableWeight), rating.ratio ?? ZERO) : ZERO
    return {
      itemId: item.itemId,
      name: item.name,
      weightCenti: item.weightCenti,
      isApplicable: rating.ratio !== null,
      ratioPermyriad: permyriadOf(rating.ratio ?? ZERO),
      scoreCenti: rounded(exact),
      source: rating.source,
      basis: rating.basis,
      workings: rating.workings,
      exact,
    }
  })
  const exact = sum(items.map((each) => each.exact))
  return {
    taskNo: task.taskNo,
    name: task.name,
    weightCenti: task.weightCenti,
    isApplicable,
    scoreCenti: rounded(exact),
    ratioPermyriad: isApplicable && task.weightCenti > 0 ? permyriadOf(over(exact, ratio(task.weightCenti))) : 0,
    items,
    exact,
  }
}

export type Scored = {
  readonly tasks: readonly ScoredTask[]
  readonly baseCenti: number
  /** 计入的加分，已封顶。 */
  readonly bonusCenti: number
  readonly deductionCenti: number
  readonly finalCenti: number
  readonly grade: Grade
  readonly stars: number
  readonly category: Category
}

export type AdjustmentPoints = { readonly kind: '加分' | '减分'; readonly pointsCenti: number }

/**
 * 年度得分：`base = 100·Σtask/ΣW`（只对适用任务求和），
 * `final = clamp(round2(base + min(加分, 5) − 减分), 0, 100)`。一路精确，最后四舍五入到 2 位。
 */
export function annualScore(
  scheme: AssessmentScheme,
  ratingOf: (itemId: string) => ItemRating,
  adjustments: readonly AdjustmentPoints[],
  isVetoed: boolean,
): Scored {
  const tasks = scheme.tasks.map((task) => taskScore(task, ratingOf))
  const applicable = tasks.filter((each) => each.isApplicable)
  const weight = applicable.reduce((total, each) => total + each.weightCenti, 0)
  const base = weight > 0 ? over(times(ratio(FULL_CENTI), sum(applicable.map((each) => each.exact))), ratio(weight)) : ZERO
  const bonusCenti = Math.min(BONUS_CAP_CENTI, pointsOf(adjustments, '加分'))
  const deductionCenti = pointsOf(adjustments, '减分')
  const finalCenti = Math.min(FULL_CENTI, Math.max(0, rounded(sum([base, ratio(bonusCenti - deductionCenti)]))))
  return { tasks, baseCenti: rounded(base), bonusCenti, deductionCenti, finalCenti, ...standing(finalCenti, isVetoed) }
}

function pointsOf(adjustments: readonly AdjustmentPoints[], kind: AdjustmentPoints['kind']): number {
  return adjustments.reduce((total, each) => total + (each.kind === kind ? each.pointsCenti : 0), 0)
}

export type Grade = '优秀' | '良好' | '较好' | '一般' | '较差'
export type Category = '先进' | '中间' | '后进'
type Standing = { readonly grade: Grade; readonly stars: number; readonly category: Category }

/** 左闭右开：90、80、70、60 都归上一档。 */
const BANDS: readonly (Standing & { readonly fromCenti: number })[] = [
  { fromCenti: 9000, grade: '优秀', stars: 5, category: '先进' },
  { fromCenti: 8000, grade: '良好', stars: 4, category: '中间' },
  { fromCenti: 7000, grade: '较好', stars: 3, category: '中间' },
  { fromCenti: 6000, grade: '一般', stars: 2, category: '中间' },
]
const LOWEST: Standing = { grade: '较差', stars: 1, category: '后进' }
const VETOED: Standing = { grade: '一般', stars: 2, category: '后进' }

/** 等次、星级、类别。一票否决封顶“一般”二星、类别后进，分数照实。 */
export function standing(finalCenti: number, isVetoed: boolean): Standing {
  const band = BANDS.find((each) => finalCenti >= each.fromCenti)
  const { grade, stars, category } = band ?? LOWEST
  if (isVetoed) return stars > VETOED.stars ? VETOED : { grade, stars, category: '后进' }
  return { grade, stars, category }
}
