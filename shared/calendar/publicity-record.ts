import type { HolidayTable } from './holidays.ts'
import { addMonths, type PlainDate } from './plain-date.ts'
import { publicityPeriod, type PublicityPeriod, type PublicityUnit } from './publicity.ts'

export const PUBLICITY_KINDS = ['拟列发展对象', '换届候选人', '评优推荐', '党费收缴使用', '党务公开', '其他'] as const
export type PublicityKind = (typeof PUBLICITY_KINDS)[number]

/** 公示没有异议才往下走；中止的不再往下走。 */
export const PUBLICITY_OUTCOMES = ['无异议', '有反映，查核后继续', '中止'] as const
export type PublicityOutcome = (typeof PUBLICITY_OUTCOMES)[number]

export const PUBLICITY_STATES = ['公示中', '届满待办', '已办结', '已中止'] as const
export type PublicityState = (typeof PUBLICITY_STATES)[number]

/** 一类公示：届满以后办什么、依据哪条。没有条文规定天数的，5 个工作日是产品默认。 */
export type PublicityKindRow = {
  readonly nextStep: string
  readonly ruleIds: readonly string[]
  readonly taskNo: number
}

export const PUBLICITY_KIND_ROWS: Readonly<Record<PublicityKind, PublicityKindRow>> = {
  拟列发展对象: { nextStep: '列为发展对象', ruleIds: ['E05'], taskNo: 5 },
  换届候选人: { nextStep: '召开大会选举', ruleIds: [], taskNo: 1 },
  评优推荐: { nextStep: '上报推荐对象', ruleIds: [], taskNo: 2 },
  党费收缴使用: { nextStep: '归档公示情况', ruleIds: ['D22'], taskNo: 4 },
  党务公开: { nextStep: '归档公开件', ruleIds: ['F13'], taskNo: 6 },
  其他: { nextStep: '', ruleIds: [], taskNo: 9 },
}

/** 方案没有规定天数时的公示期。 */
export const DEFAULT_PUBLICITY_DAYS = 5

/** 登记的一次公示；撤下的不在内。日期都是事件日期。 */
export type PublicityFacts = {
  readonly id: string
  readonly kind: PublicityKind
  /** 公示谁、公示什么。 */
  readonly about: string
  readonly nextStep: string
  readonly postedOn: PlainDate
  readonly days: number
  readonly unit: PublicityUnit
  readonly countsPostedDay: boolean
  readonly outcome: PublicityOutcome | null
  /** 办下一步（中止的为中止）的日期。 */
  readonly concludedOn: PlainDate | null
}

export function periodOf(record: PublicityFacts, holidays: HolidayTable): PublicityPeriod {
  return publicityPeriod(record.postedOn, record, holidays)
}

/** 判定日看它到了哪一步。 */
export function publicityState(record: PublicityFacts, { endsOn }: PublicityPeriod, asOf: PlainDate): PublicityState {
  if (record.concludedOn !== null && record.concludedOn <= asOf) return record.outcome === '中止' ? '已中止' : '已办结'
  return asOf <= endsOn ? '公示中' : '届满待办'
}

/** 登记结果的日期合不合：期满以前不能办下一步，只能中止。合则为 null。 */
export function conclusionProblem(
  record: Pick<PublicityFacts, 'postedOn' | 'nextStep'>,
  { endsOn, nextStepOn }: PublicityPeriod,
  outcome: PublicityOutcome,
  concludedOn: PlainDate,
): string | null {
  if (concludedOn < record.postedOn) return `${concludedOn} 早于张贴日 ${record.postedOn}，请核对日期。`
  if (outcome === '中止' || concludedOn >= nextStepOn) return null
  return `公示 ${endsOn} 届满（当日 24 时），${nextStepOn} 起才能${record.nextStep}；${concludedOn} 还在公示期内。`
}

/** 公示在大会以前多久之内的，才是这一次选举的。 */
const CANDIDATE_MONTHS = 12

/** 这一次大会以前的候选人公示，没有中止的里面届满最晚的一次；没有为 null。`meetingOn` 没定时取判定日。 */
export function candidatePublicity(
  records: readonly PublicityFacts[],
  meetingOn: PlainDate,
  holidays: HolidayTable,
): PublicityPeriod | null {
  const since = addMonths(meetingOn, -CANDIDATE_MONTHS)
  const standing = records
    .filter(({ kind, outcome, postedOn }) => kind === '换届候选人' && outcome !== '中止' && since <= postedOn && postedOn <= meetingOn)
    .map((record) => periodOf(record, holidays))
  return standing.toSorted((a, b) => (a.nextStepOn < b.nextStepOn ? 1 : -1))[0] ?? null
}
