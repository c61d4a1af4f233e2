import type { PlainDate } from '../calendar/plain-date.ts'
import type { TalkCoverage } from '../regulation/profile.ts'

export const TALK_MEANS = ['见面', '电话', '视频'] as const
export type TalkMeans = (typeof TALK_MEANS)[number]

/** 触发事件：前四类书记必谈（F02–F05）。 */
export const TALK_OCCASIONS = [
  '组织关系转入转出',
  '外出流动或出国（境）',
  '思想波动或苗头性问题',
  '组织处理或党纪处分',
  '组织生活会前',
  '民主评议反馈',
  '新入党或转正',
  '岗位变动',
  '家庭困难',
  '其他',
] as const
export type TalkOccasion = (typeof TALK_OCCASIONS)[number]

/** 谈话人当时在本党组织的身份。 */
export const TALKER_ROLES = ['书记', '副书记', '委员', '组长', '党员', '上级'] as const
export type TalkerRole = (typeof TALKER_ROLES)[number]

/** 两个人之间的一次谈话；谁找谁不分。 */
export type TalkPair = { readonly talkerId: string; readonly memberId: string; readonly heldOn: PlainDate }

type Person = { readonly id: string; readonly name: string }

export type CoverageCell = { readonly aId: string; readonly bId: string; readonly count: number; readonly lastOn: PlainDate | null }

export type MemberCoverage = {
  readonly memberId: string
  readonly name: string
  /** 与各名支委各谈了几次，次序同 `committee`。 */
  readonly byCommittee: readonly number[]
  readonly fromCommittee: number
  /** 与其他党员（不是支委的）之间谈了几次。 */
  readonly withMembers: number
  /** 还差什么；不差为空。 */
  readonly lacks: readonly string[]
}

export type TalkCoverageTable = {
  readonly committee: readonly Person[]
  /** 支委两两；每对一格。 */
  readonly pairs: readonly CoverageCell[]
  readonly members: readonly MemberCoverage[]
  readonly pairCount: number
  readonly coveredPairCount: number
  readonly coveredMemberCount: number
}

/**
 * 谈心谈话覆盖表（B30）：支委之间两两、支委与每名党员、党员相互之间各谈了几次。
 * `coverage` 为“任一支委”时有一名支委谈到即可，“全部两两”则每名支委都要谈到；没有规定（null）按“任一支委”列出。
 */
export function talkCoverage(
  committee: readonly Person[],
  members: readonly Person[],
  talks: readonly TalkPair[],
  { minimum, coverage }: { readonly minimum: number; readonly coverage: TalkCoverage | null },
): TalkCoverageTable {
  const counts = new Map<string, { count: number; lastOn: PlainDate }>()
  for (const { talkerId, memberId, heldOn } of talks) {
    const key = pairKey(talkerId, memberId)
    const known = counts.get(key)
    counts.set(key, { count: (known?.count ?? 0) + 1, lastOn: known !== undefined && known.lastOn > heldOn ? known.lastOn : heldOn })
  }
  const between = (aId: string, bId: string) => counts.get(pairKey(aId, bId))
  const pairs = committee.flatMap((a, index) =>
    committee.slice(index + 1).map((b): CoverageCell => {
      const found = between(a.id, b.id)
      return { aId: a.id, bId: b.id, count: found?.count ?? 0, lastOn: found?.lastOn ?? null }
    }),
  )
  const committeeIds = new Set(committee.map(({ id }) => id))
  const ordinary = members.filter(({ id }) => !committeeIds.has(id))
  // 党员之间的次数从谈话一侧累计：几十个人两两去查，全集团算起来要慢一个数量级。
  const ordinaryIds = new Set(ordinary.map(({ id }) => id))
  const amongMembers = new Map<string, number>()
  for (const { talkerId, memberId } of talks) {
    if (!ordinaryIds.has(talkerId) || !ordinaryIds.has(memberId)) continue
    for (const id of [talkerId, memberId]) amongMembers.set(id, (amongMembers.get(id) ?? 0) + 1)
  }
  const rows = ordinary.map(({ id, name }): MemberCoverage => {
    const byCommittee = committee.map((one) => between(one.id, id)?.count ?? 0)
    const fromCommittee = byCommittee.reduce((sum, count) => sum + count, 0)
    const withMembers = amongMembers.get(id) ?? 0
    const unmet = committee.filter((_, index) => (byCommittee[index] ?? 0) < minimum).map((one) => one.name)
    const lacks: string[] = []
    if (committee.length > 0 && coverage === '全部两两' && unmet.length > 0) lacks.push(`${unmet.join('、')}还没有谈到`)
    if (committee.length > 0 && coverage !== '全部两两' && fromCommittee < minimum) lacks.push('还没有支委谈到')
    if (ordinary.length > 1 && withMembers < minimum) lacks.push('还没有与其他党员谈过')
    return { memberId: id, name, byCommittee, fromCommittee, withMembers, lacks }
  })
  return {
    committee,
    pairs,
    members: rows,
    pairCount: pairs.length,
    coveredPairCount: pairs.filter(({ count }) => count >= minimum).length,
    coveredMemberCount: rows.filter(({ lacks }) => lacks.length === 0).length,
  }
}

function pairKey(a: string, b: string): string {
  return a < b ? `${a}|${b}` : `${b}|${a}`
}
