import { isPlainDate } from '../../shared/calendar/plain-date.ts'
import type { MemberFilter } from '../../shared/member/contract.ts'
import { STATISTIC_BUCKETS, STATISTIC_DIMENSIONS } from '../../shared/member/statistics.ts'

/** 从统计点过来的筛选：地址里的 `statistic=年龄:31—35岁&asOf=2026-09-14`；认不出的当没有。 */
export function statisticFrom(query: URLSearchParams): Pick<MemberFilter, 'asOf' | 'statistic'> {
  const [name, bucket = ''] = (query.get('statistic') ?? '').split(':', 2)
  const dimension = STATISTIC_DIMENSIONS.find((each) => each === name)
  const asOf = query.get('asOf') ?? ''
  return {
    ...(dimension !== undefined && STATISTIC_BUCKETS[dimension].includes(bucket) ? { statistic: { dimension, bucket } } : {}),
    ...(isPlainDate(asOf) ? { asOf } : {}),
  }
}

/** 页头里写明正在看统计的哪一档、哪一天；没有为空串。 */
export function statisticText({ statistic, asOf }: MemberFilter): string {
  const on = asOf === undefined ? '' : `截至 ${asOf}，`
  return statistic === undefined ? on : `${on}${statistic.dimension}“${statistic.bucket}”，`
}
