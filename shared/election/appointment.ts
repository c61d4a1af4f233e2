import type { PlainDate } from '../calendar/plain-date.ts'
import type { OrganizationLevel, PartyStatus, PersonCategory, PostTitle, RightsStatus } from '../glossary.ts'
import type { PostFacts } from './facts.ts'

export type Candidate = {
  readonly name: string
  readonly category: PersonCategory
  readonly joinedOn: PlainDate
  readonly fullOn: PlainDate | null
  readonly partyStatus: PartyStatus
}

/** 一个人能不能自某日起任某职，不能则说明；正式党员才有被选举权（党章第三条、第七条）。 */
export function appointmentProblem(candidate: Candidate, title: PostTitle, level: OrganizationLevel, fromOn: PlainDate): string | null {
  const { name } = candidate
  if (title === '组长' && level !== '党小组') return `组长是党小组的职务，不能登记在${level}上；请选党小组。`
  if (title !== '组长' && level === '党小组') return `党小组只设组长，不设${title}；请选党支部，或把职务改为组长。`
  if ((title === '纪委书记' || title === '纪委委员') && level !== '党委')
    return `${level}不设纪委，不能登记${title}；党支部、党总支请用“纪检委员”。`
  if (candidate.partyStatus !== '正常') return `${name}的党籍状态是“${candidate.partyStatus}”，不能任职；请核对名册。`
  if (candidate.joinedOn > fromOn) return `${name} ${candidate.joinedOn} 才入党，不能自 ${fromOn} 起任职；请核对任职日或名册。`
  // 党小组组长由小组党员推选，不是选举产生的委员，不要求已经转正。
  if (title === '组长') return null
  if (candidate.category === '预备党员') return `${name}是预备党员，没有被选举权，不能任${title}；转正后再登记。`
  if (candidate.fullOn !== null && candidate.fullOn > fromOn)
    return `${name} ${candidate.fullOn} 才转正，${fromOn} 时还是预备党员，不能任${title}；请核对任职日或转正日期。`
  return null
}

/** 现在就任的人须有被选举权（党章：留党察看期间没有）；补录已卸任的旧职不查，当时未必如此。 */
export function rightsProblem(name: string, rightsStatus: RightsStatus, title: PostTitle): string | null {
  if (rightsStatus !== '留党察看' && rightsStatus !== '权利中止') return null
  return `${name}的权利状态是“${rightsStatus}”，没有被选举权，不能任${title}；请核对名册里的权利状态。`
}

/** 只能由一个人在任的职务。 */
const SOLE_TITLES: readonly PostTitle[] = ['书记', '组长']

type Tenure = Pick<PostFacts, 'memberId' | 'memberName' | 'title' | 'fromOn' | 'untilOn'>

/** 一个党组织的任职里互相冲突的一处：两人同时任书记，或一人把同一职务登记了两遍。卸任当日可由后任接任。 */
export function postConflict(posts: readonly Tenure[]): string | null {
  const ordered = posts.toSorted((a, b) => (a.fromOn < b.fromOn ? -1 : 1))
  for (const [index, later] of ordered.entries()) {
    for (const earlier of ordered.slice(0, index)) {
      if (earlier.title !== later.title || !overlaps(earlier, later)) continue
      if (earlier.memberId === later.memberId)
        return `${later.memberName}自 ${earlier.fromOn} 起已在任${later.title}，不能重复登记；如是重新当选，请先登记上一次卸任。`
      if (SOLE_TITLES.includes(later.title))
        return `${later.title}只能一人：${later.memberName} ${later.fromOn} 任${later.title}时，${earlier.memberName}（自 ${earlier.fromOn}）还没有卸任；请先登记${earlier.memberName}卸任。`
    }
  }
  return null
}

function overlaps(a: Tenure, b: Tenure): boolean {
  return (b.untilOn === null || a.fromOn < b.untilOn) && (a.untilOn === null || b.fromOn < a.untilOn)
}
