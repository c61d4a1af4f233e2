import { compare, ZERO, type Ratio } from './ratio.ts'

/** 参与排名的一个党支部：排序键①–⑧所需的数。两个率在没有台账时为 null，视同 0。 */
export type RankingEntry = {
  readonly organizationCode: string
  readonly isVetoed: boolean
  readonly finalCenti: number
  readonly baseCenti: number
  /** 各任务得分，百分之一分。 */
  readonly taskCenti: Readonly<Record<number, number>>
  readonly rectificationRate: Ratio | null
  readonly attendanceRate: Ratio | null
}

/** ④任务二 ⑤任务一 ⑥任务四。 */
const TASK_ORDER = [2, 1, 4] as const

/** 小于 0：a 排在前。比的都是表上显示的分数，任何人照表能复核。0 为并列。 */
export function rankingOrder(a: RankingEntry, b: RankingEntry): number {
  const keys = [
    Number(a.isVetoed) - Number(b.isVetoed),
    b.finalCenti - a.finalCenti,
    b.baseCenti - a.baseCenti,
    ...TASK_ORDER.map((taskNo) => (b.taskCenti[taskNo] ?? 0) - (a.taskCenti[taskNo] ?? 0)),
    compare(b.rectificationRate ?? ZERO, a.rectificationRate ?? ZERO),
    compare(b.attendanceRate ?? ZERO, a.attendanceRate ?? ZERO),
  ]
  return keys.find((difference) => difference !== 0) ?? 0
}

/** 排好次序并给名次：全部键相等的并列同名次，后面的跳号（1、1、3）；并列者之间按组织代码升序。 */
export function ranked<Entry extends RankingEntry>(entries: readonly Entry[]): (Entry & { readonly rank: number })[] {
  const ordered = [...entries].sort((a, b) => rankingOrder(a, b) || (a.organizationCode < b.organizationCode ? -1 : 1))
  let rank = 0
  return ordered.map((entry, index) => {
    const previous = ordered[index - 1]
    if (!previous || rankingOrder(previous, entry) !== 0) rank = index + 1
    return { ...entry, rank }
  })
}
