import type { PlainDate } from '../calendar/plain-date.ts'
import { UNCOUNTED_BASIS, type AttendanceLine, type AttendanceRoll, type RollStanding } from '../member/attendance.ts'

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

export type ExclusionFacts = {
  readonly memberId: string
  readonly ground: ExclusionGround
  readonly reason: string
  readonly approvalDocumentNo: string
  readonly approvedOn: PlainDate | null
  /** 党员大会通过的日期；会前为 null。 */
  readonly adoptedOn: PlainDate | null
}

/** 一个不计入（或拟不计入而仍计入）的人。`source` 是登记在名册事件里，还是这次流程的名单里。 */
export type ElectorateLine = AttendanceLine & { readonly source: '名册' | '流程名单' }

export type ElectorateCount = {
  readonly allCount: number
  readonly probationaryCount: number
  /** 正式党员里没有选举权的：留党察看、权利中止。停止党籍的不算党员人数。 */
  readonly disfranchised: readonly { readonly memberId: string; readonly name: string; readonly why: string }[]
  readonly excludedIds: readonly string[]
  readonly voterIds: readonly string[]
  /** 逐人，次序同名册：计入与不计入、理由、条文、文号。 */
  readonly lines: readonly ElectorateLine[]
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
 * 应到会人数：党员 − 预备党员 − 没有选举权的 − 获准不计入的（N-14）。`roll` 是大会日的应到会名单，名册里登记过的都已算在内；
 * 这次流程登记的不计入名单并进去，同一个人只减一次。没有上级同意的照样计入并列入 problems。
 * `includesProposed`：上级同意以前的文书（请示、说明）把拟不计入的也减去，报请同意。
 */
export function countElectorate(
  roll: AttendanceRoll,
  exclusions: readonly ExclusionFacts[],
  on: PlainDate,
  { includesProposed = false }: { readonly includesProposed?: boolean } = {},
): ElectorateCount {
  const lines = roll.lines.map((line) => {
    const exclusion = exclusions.find((each) => each.memberId === line.memberId)
    return mergedLine(line, exclusion, includesProposed || (exclusion !== undefined && isApproved(exclusion, on)), includesProposed)
  })
  const standing = (wanted: RollStanding) => lines.filter((line) => line.standing === wanted)
  const disfranchised = lines
    .filter((line) => line.standing === '留党察看' || line.standing === '权利中止')
    .map((line) => ({ memberId: line.memberId, name: line.name, why: line.standing }))
  const excluded = standing('不计入应到会').filter((line) => !line.isCounted)
  const voterIds = lines.filter((line) => line.isCounted).map((line) => line.memberId)
  const allCount = lines.length - standing('停止党籍').length
  const probationaryCount = standing('预备党员').length
  const dueCount = voterIds.length
  return {
    allCount,
    probationaryCount,
    disfranchised,
    excludedIds: excluded.map((line) => line.memberId),
    voterIds,
    lines,
    dueCount,
    quorum: quorumOf(dueCount, on),
    workings: [
      `党员 ${allCount} − 预备党员 ${probationaryCount} − 没有选举权 ${disfranchised.length} − 获准不计入 ${excluded.length} = 应到会 ${dueCount}`,
    ],
    problems: [...exclusions.flatMap((each) => exclusionProblems(each, roll.lines, on)), ...unlisted(roll.lines, exclusions)],
  }
}

/** 本来就不计入的不动；名册里获准的以名册为准；其余看这次流程登记的。 */
function mergedLine(
  line: AttendanceLine,
  exclusion: ExclusionFacts | undefined,
  isExcluded: boolean,
  includesProposed: boolean,
): ElectorateLine {
  if (!line.isCounted) return { ...line, source: '名册' }
  if (exclusion === undefined) return { ...line, source: '名册', isCounted: line.standing === '计入' || !includesProposed }
  return {
    ...line,
    source: '流程名单',
    standing: '不计入应到会',
    isCounted: !isExcluded,
    reason: exclusion.reason === '' ? exclusion.ground : `${exclusion.ground}：${exclusion.reason}`,
    basis: UNCOUNTED_BASIS,
    documentNo: exclusion.approvalDocumentNo,
    problem: isExcluded ? '' : line.problem,
  }
}

/** 大会时已有上级同意的批复文号；没有的照样计入。 */
function isApproved({ approvalDocumentNo, approvedOn }: ExclusionFacts, on: PlainDate): boolean {
  return approvalDocumentNo !== '' && approvedOn !== null && approvedOn <= on
}

function exclusionProblems(exclusion: ExclusionFacts, lines: readonly AttendanceLine[], on: PlainDate): string[] {
  const line = lines.find((each) => each.memberId === exclusion.memberId)
  if (line === undefined) return ['有一名不计入应到会的党员已不在本支部名册，请移出名单。']
  const { name } = line
  // 名册里已经不计入的（获准、留党察看……）只减一次，流程名单里的这一条用不着。
  if (!line.isCounted) return [`${name}在名册里已经不计入（${line.reason}），没有重复扣减；流程名单里的可以移出。`]
  const problems: string[] = []
  if (exclusion.approvalDocumentNo === '' || exclusion.approvedOn === null)
    problems.push(`${name}还没有上级同意不计入的批复文号，仍计入应到会。`)
  else if (exclusion.approvedOn > on)
    problems.push(`${name}不计入的批复 ${exclusion.approvedOn} 晚于大会 ${on}，大会时还没有获同意，仍计入应到会。`)
  if (exclusion.adoptedOn === null) problems.push(`${name}不计入应到会还须提交党员大会通过。`)
  if (exclusion.ground === DOUBTFUL_GROUND) problems.push(`${name}属“${DOUBTFUL_GROUND}”，只见于一个版本，引用前请核对依据。`)
  return problems
}

function unlisted(lines: readonly AttendanceLine[], exclusions: readonly ExclusionFacts[]): string[] {
  return lines
    .filter((line) => line.standing === '不计入应到会' && line.isCounted && !exclusions.some((each) => each.memberId === line.memberId))
    .map((line) => `${line.name}在名册里标为“不计入应到会”，没有上级同意的文号，仍计入应到会。`)
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
