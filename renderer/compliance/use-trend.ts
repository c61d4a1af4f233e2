import { useQueries } from '@tanstack/react-query'
import { addMonths, type PlainDate } from '../../shared/calendar/plain-date.ts'
import { asCallError, call, type RouteOutput } from '../app/client.ts'

export type TrendMonth = RouteOutput<'compliance.trendMonth'>

export const TREND_MONTHS = 12

/**
 * 近 12 个月末的计数，由近到远逐月取：一个月算完再要下一个，首屏与别的查询不必等它。
 * 返回由远到近，还没算出来的月不在内。
 */
export function useTrend(asOf: PlainDate | null): { months: TrendMonth[]; isComplete: boolean } {
  const keys =
    asOf === null ? [] : Array.from({ length: TREND_MONTHS }, (_, back) => addMonths(`${asOf.slice(0, 7)}-01`, -back).slice(0, 7))
  const results = useQueries({
    queries: keys.map((month) => ({
      queryKey: ['compliance.trendMonth', { month, asOf }],
      queryFn: async () => {
        try {
          return await inTurn(() => call('compliance.trendMonth', { month, ...(asOf === null ? {} : { asOf }) }))
        } catch (error) {
          throw asCallError(error)
        }
      },
      staleTime: 30_000,
    })),
  })
  const months = results.flatMap((result) => (result.data ? [result.data] : [])).toSorted((a, b) => (a.month < b.month ? -1 : 1))
  return { months, isComplete: months.length === keys.length && keys.length > 0 }
}

let last: Promise<unknown> = Promise.resolve()

/** 排队一个一个来：十二次回看不同时压到后端。 */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const next = last.then(work, work)
  last = next.catch(() => undefined)
  return next
}
