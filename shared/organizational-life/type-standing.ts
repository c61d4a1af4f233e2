import { COMMITTEE_TYPES, type ActivityType } from './activity-types.ts'

/** 判断一次活动算哪几类用得着的：类型（第一个是主标签）、实到几人、有没有整体记录、各段议题写没写要点、决议或表决结果。 */
export type TypedActivity = {
  readonly types: readonly ActivityType[]
  /** 应到的人里到了几人；还没有录签到的是 0。 */
  readonly presentCount: number
  readonly hasRecord: boolean
  readonly topics: readonly { readonly type: ActivityType; readonly hasConclusion: boolean }[]
}

/** `isCounted` 为假的是“待确认”：标了这一类，可是没有它自己的议题与结论，或整次没有写下内容、没有人签到。 */
export type TypeStanding = { readonly type: ActivityType; readonly isPrimary: boolean; readonly isCounted: boolean; readonly why: string }

/** 只由委员参加的会，与有全体党员参加的活动不是一拨人，不能合成一次。 */
export function isCommitteeType(type: ActivityType): boolean {
  return COMMITTEE_TYPES.some((each) => each === type)
}

/** 只有题目的活动为什么不算。 */
const EMPTY = '只有题目，没有发言要点、决议，也没有整体记录'
/** 没有人到会的活动为什么不算。 */
const NOBODY = '没有签到，看不出谁到了会'

/**
 * 同一次活动可以同时算几类，但每一类都要有自己的议题和结论（B11）。主标签不分议题也算，
 * 只要写下了内容：发言要点、决议是每次都要录的（必录项），一个字也没有的看不出开了什么，先不计，待确认。
 * 一个人也没有签到的也先不计：各类会议、活动都是“由……参加”才成立，凭据是记录与签到两样（B01、B02、B05、B13），补上签到就计。
 * 没有分议题（一段整体记录）的，只算主标签。支委会、党委会与全体党员的活动不能合并计。
 */
export function typeStandings({ types, presentCount, hasRecord, topics }: TypedActivity): TypeStanding[] {
  const [primary] = types
  const isEmpty = !hasRecord && !topics.some((topic) => topic.hasConclusion)
  return types.map((type): TypeStanding => {
    if (isEmpty) return { type, isPrimary: type === primary, isCounted: false, why: EMPTY }
    if (presentCount === 0) return { type, isPrimary: type === primary, isCounted: false, why: NOBODY }
    if (type === primary) return { type, isPrimary: true, isCounted: true, why: '主标签' }
    const unsure = (why: string) => ({ type, isPrimary: false, isCounted: false, why })
    if (primary !== undefined && isCommitteeType(type) !== isCommitteeType(primary))
      return unsure(`${primary}与${type}应到的人不是一拨，不能合并计算`)
    const own = topics.filter((topic) => topic.type === type)
    if (own.length === 0) return unsure(topics.length === 0 ? '没有分议题，只计主标签' : `没有${type}的议题`)
    if (!own.some((topic) => topic.hasConclusion)) return unsure(`${type}的议题没有写要点或结论`)
    return { type, isPrimary: false, isCounted: true, why: '有自己的议题与结论' }
  })
}

/** 计入的类型。 */
export function countedTypes(activity: TypedActivity): ActivityType[] {
  return typeStandings(activity).flatMap(({ type, isCounted }) => (isCounted ? [type] : []))
}

/** 这一类（没有标这一类的，看没算的那一类）为什么没有算数；都算数的为空串。 */
export function whyUncounted(activity: TypedActivity, type: ActivityType): string {
  const uncounted = typeStandings(activity).filter(({ isCounted }) => !isCounted)
  return (uncounted.find((each) => each.type === type) ?? uncounted[0])?.why ?? ''
}
