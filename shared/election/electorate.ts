import type { PlainDate } from '../calendar/plain-date.ts'
import type { PartyStatus, PersonCategory, RightsStatus } from '../glossary.ts'

/** 可以不计入应到会的情形（N-14）。前五类两个版本一致，第六类只见于另一版本，用时提示。 */
export const EXCLUSION_GROUNDS = [
  '不能表达意志',
  '自费出国半年以上',
  '正在服刑未受留党察看以上处分',
  '年老体弱卧床或长期患病不能自理',
  '调动、下派、外出学习工作半年以上应转未转',
  '回原籍长期居住的离退休党员',
] as const
export type ExclusionGround = (typeof EXCLUSION_GROUNDS)[number]

export const DOUBTFUL_GROUND: ExclusionGround = '回原籍长期居住的离退休党员'

export type ElectorateMember = {
  readonly id: string
  readonly name: string
  readonly category: PersonCategory
  readonly fullOn: PlainDate | null
  readonly partyStatus: PartyStatus
  readonly rightsStatus: RightsStatus
  /** 名册事件里登记的“不计入应到会”的上级同意文号；没有为空串。 */
  readonly uncountedDocumentNo: string
}

export type ExclusionFacts = {
  readonly memberId: string
  readonly ground: ExclusionGround
  readonly reason: string
  readonly approvalDocumentNo: string
  readonly approvedOn: PlainDate | null
  /** 党员大会通过的日期；会前为 null。 */
  readonly adoptedOn: PlainDate | null
}

export type ElectorateCount = {
  readonly allCount: number
  readonly probationaryCount: number
  /** 正式党员里没有选举权的：留党察看、权利中止。停止党籍的不算党员人数。 */
  readonly disfranchised: readonly { readonly memberId: string; readonly name: string; readonly why: string }[]
  readonly excludedIds: readonly string[]
  readonly voterIds: readonly string[]
  /** 应到会（有选举权）人数。 */
  readonly dueCount: number
  /** 有效所需的最少到会人数：应到会的五分之四，向上取整。 */
  readonly quorum: number
  readonly workings: readonly string[]
  readonly problems: readonly string[]
}

/** 1990 年暂行条例“超过五分之四”，2020-07-13 起“不少于”（C-37）。 */
export const QUORUM_CHANGED_ON: PlainDate = '2020-07-13'

/**
 * 应到会人数：党员 − 预备党员 − 没有选举权的 − 获准不计入的（N-14）。`members` 是大会日在册的党员。
 * 不计入的须有上级同意的文号，本流程登记的与名册事件登记的都认；没有文号的照样计入并列入 problems。
 */
export function countElectorate(
  members: readonly ElectorateMember[],
  exclusions: readonly ExclusionFacts[],
  on: PlainDate,
): ElectorateCount {
  const isFull = (member: ElectorateMember) => member.category === '正式党员' && (member.fullOn === null || member.fullOn <= on)
  const enrolled = members.filter((member) => member.partyStatus === '正常')
  const full = enrolled.filter(isFull)
  const disfranchised = full
    .filter((member) => member.rightsStatus === '留党察看' || member.rightsStatus === '权利中止')
    .map((member) => ({ memberId: member.id, name: member.name, why: member.rightsStatus }))
  const without = new Set(disfranchised.map((each) => each.memberId))
  const franchised = full.filter((member) => !without.has(member.id))
  const excluded = franchised.filter(
    (member) => isExcludedInRoster(member) || exclusions.some((each) => each.memberId === member.id && isApproved(each)),
  )
  const excludedIds = new Set(excluded.map((member) => member.id))
  const voters = franchised.filter((member) => !excludedIds.has(member.id))
  const probationaryCount = enrolled.length - full.length
  const dueCount = voters.length
  return {
    allCount: enrolled.length,
    probationaryCount,
    disfranchised,
    excludedIds: [...excludedIds],
    voterIds: voters.map((member) => member.id),
    dueCount,
    quorum: quorumOf(dueCount, on),
    workings: [
      `党员 ${enrolled.length} − 预备党员 ${probationaryCount} − 没有选举权 ${disfranchised.length} − 获准不计入 ${excluded.length} = 应到会 ${dueCount}`,
    ],
    problems: [...exclusions.flatMap((each) => exclusionProblems(each, members, on)), ...unlisted(franchised, exclusions)],
  }
}

/** 不计入须有上级批复的文号；没有批复的照样计入。 */
function isApproved(exclusion: ExclusionFacts): boolean {
  return exclusion.approvalDocumentNo !== '' && exclusion.approvedOn !== null
}

function isExcludedInRoster(member: ElectorateMember): boolean {
  return member.rightsStatus === '不计入应到会' && member.uncountedDocumentNo !== ''
}

function exclusionProblems(exclusion: ExclusionFacts, members: readonly ElectorateMember[], on: PlainDate): string[] {
  const name = members.find((member) => member.id === exclusion.memberId)?.name
  if (name === undefined) return ['有一名不计入应到会的党员已不在本支部名册，请移出名单。']
  const problems: string[] = []
  if (!isApproved(exclusion)) problems.push(`${name}还没有上级同意不计入的批复文号，仍计入应到会。`)
  else if (exclusion.approvedOn !== null && exclusion.approvedOn > on)
    problems.push(`${name}不计入的批复 ${exclusion.approvedOn} 晚于大会 ${on}，应先获同意。`)
  if (exclusion.adoptedOn === null) problems.push(`${name}不计入应到会还须提交党员大会通过。`)
  if (exclusion.ground === DOUBTFUL_GROUND) problems.push(`${name}属“${DOUBTFUL_GROUND}”，只见于一个版本，引用前请核对依据。`)
  return problems
}

function unlisted(franchised: readonly ElectorateMember[], exclusions: readonly ExclusionFacts[]): string[] {
  return franchised
    .filter(
      (member) =>
        member.rightsStatus === '不计入应到会' && !isExcludedInRoster(member) && !exclusions.some((each) => each.memberId === member.id),
    )
    .map((member) => `${member.name}在名册里标为“不计入应到会”，没有上级同意的文号，仍计入应到会。`)
}

/** 到会的最少人数。 */
export function quorumOf(dueCount: number, on: PlainDate): number {
  return on >= QUORUM_CHANGED_ON ? Math.ceil((dueCount * 4) / 5) : Math.floor((dueCount * 4) / 5) + 1
}

/** 到会是否有效与交叉相乘的算式（N-09、C-37）。 */
export function attendanceCheck(presentCount: number, dueCount: number, on: PlainDate): { isValid: boolean; working: string } {
  const [left, right] = [presentCount * 5, dueCount * 4]
  const isNew = on >= QUORUM_CHANGED_ON
  const isValid = dueCount > 0 && (isNew ? left >= right : left > right)
  const relation = isNew ? (isValid ? '不少于' : '少于') : isValid ? '超过' : '不超过'
  return { isValid, working: `实到 ${presentCount}×5=${left}，${relation}应到 ${dueCount}×4=${right}` }
}
