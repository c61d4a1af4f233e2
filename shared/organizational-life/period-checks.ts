import { partsOf, type PlainDate } from '../calendar/plain-date.ts'
import { hasCommittee } from '../election/committee-rules.ts'
import type { OrganizationFacts } from '../organization/facts.ts'
import { valuesOfPeriod, type DatedValues, type ProfileValues } from '../regulation/profile.ts'
import type { ActivityType } from './activity-types.ts'
import type { ActivityFacts, GapNoteFacts, GroupSpan } from './facts.ts'
import {
  coversMostOfYear,
  coversPeriod,
  isOver,
  isWithin,
  monthPeriod,
  MONTHS,
  quarterPeriod,
  QUARTERS,
  yearPeriod,
  type Period,
  type Span,
} from './periods.ts'

// 该开什么、开没开，只在这里算一次：规则、矩阵、计分共用。周期不跨补，每期各算各的。

/** 待办=本期还没过完；未到期=本期还没开始；不考核=没有存续满整个周期，或本期没有这项要求。 */
export type CheckState = '已办' | '待办' | '漏开' | '未到期' | '不考核'

export type PeriodCheck = {
  readonly type: ActivityType
  readonly period: Period
  /** 按党小组计的是哪个小组。 */
  readonly group: GroupSpan | null
  readonly state: CheckState
  readonly required: number
  /** 算数的活动，先后为序。 */
  readonly held: readonly ActivityFacts[]
  /** 标了这一类、却没有自己的议题与结论，或到会不足，暂不算数的。 */
  readonly doubtful: readonly ActivityFacts[]
  readonly note: GapNoteFacts | null
}

type CheckInput = {
  readonly type: ActivityType
  readonly period: Period
  readonly group?: GroupSpan | null
  readonly required: number
  readonly isAssessed: boolean
  readonly candidates: readonly ActivityFacts[]
  readonly isHeld: (activity: ActivityFacts) => boolean
}

function check(organization: OrganizationFacts, asOf: PlainDate, input: CheckInput): PeriodCheck {
  const { type, period, group = null, required, isAssessed } = input
  const within = input.candidates.filter((each) => isWithin(each.heldOn, period) && each.heldOn <= asOf)
  const held = within.filter(input.isHeld)
  const note =
    organization.life.gapNotes.find(
      (each) => each.type === type && each.period === period.name && (each.groupId === null || each.groupId === group?.id),
    ) ?? null
  return {
    type,
    period,
    group,
    required,
    held,
    doubtful: within.filter((each) => !held.includes(each)),
    note,
    state: stateOf(period, asOf, held.length >= required, isAssessed),
  }
}

function stateOf(period: Period, asOf: PlainDate, isMet: boolean, isAssessed: boolean): CheckState {
  if (isMet) return '已办'
  if (!isAssessed) return '不考核'
  if (asOf < period.from) return '未到期'
  return isOver(period, asOf) ? '漏开' : '待办'
}

type CountKey = { [Key in keyof ProfileValues]: ProfileValues[Key] extends number | null ? Key : never }[keyof ProfileValues]

/** 这一期要几次，按期末日的规定；那天没有这项规定的为 null，这一期不看。 */
function requiredIn(period: Period, asOf: PlainDate, dated: DatedValues, key: CountKey): number | null {
  return valuesOfPeriod(dated, period, period.until, asOf)[key]
}

/** 支部自己的存续：成立日起，判定日仍在。 */
export function spanOf(organization: OrganizationFacts): Span {
  return { from: organization.establishedOn, until: null }
}

function groupSpan(group: GroupSpan): Span {
  return { from: group.establishedOn, until: group.dissolvedOn }
}

/** 支部开的（不是某个党小组开的）这一类活动。 */
function ofBranch(organization: OrganizationFacts, type: ActivityType): ActivityFacts[] {
  return organization.life.activities.filter((each) => each.groupId === null && each.types.includes(type))
}

const counts = (type: ActivityType) => (activity: ActivityFacts) => activity.counted.includes(type)

/** 支部党员大会：每季。没有规定的季度不列。 */
export function congressChecks(organization: OrganizationFacts, year: number, asOf: PlainDate, dated: DatedValues): PeriodCheck[] {
  const candidates = ofBranch(organization, '党员大会')
  return QUARTERS.flatMap((quarter) => {
    const period = quarterPeriod(year, quarter)
    const required = requiredIn(period, asOf, dated, 'congressPerQuarter')
    if (required === null) return []
    return check(organization, asOf, {
      type: '党员大会',
      period,
      required,
      isAssessed: coversPeriod(spanOf(organization), period),
      candidates,
      isHeld: counts('党员大会'),
    })
  })
}

/** 到会委员不少于半数（含半数）才有效；没有登记应到人数的不在此列。 */
export function isCommitteeQuorate(activity: ActivityFacts): boolean {
  return activity.presentCount * 2 >= activity.expectedCount
}

/** 整个周期都设有支部委员会；本期还没过完的看到判定日。 */
function hasCommitteeThrough(organization: OrganizationFacts, period: Period, asOf: PlainDate): boolean {
  const last = period.until < asOf ? period.until : asOf
  const first = period.from < asOf ? period.from : asOf
  return hasCommittee(organization, first) && hasCommittee(organization, last)
}

/** 支委会：每月；设支部委员会的才考核，到会不足半数的不算。 */
export function committeeChecks(organization: OrganizationFacts, year: number, asOf: PlainDate, dated: DatedValues): PeriodCheck[] {
  const candidates = ofBranch(organization, '支委会')
  return MONTHS.flatMap((month) => {
    const period = monthPeriod(year, month)
    const required = requiredIn(period, asOf, dated, 'committeeMeetingPerMonth')
    if (required === null) return []
    return check(organization, asOf, {
      type: '支委会',
      period,
      required,
      isAssessed: coversPeriod(spanOf(organization), period) && hasCommitteeThrough(organization, period, asOf),
      candidates,
      isHeld: (activity) => counts('支委会')(activity) && isCommitteeQuorate(activity),
    })
  })
}

/** 党小组会：每组每月。 */
export function groupMeetingChecks(organization: OrganizationFacts, year: number, asOf: PlainDate, dated: DatedValues): PeriodCheck[] {
  const all = organization.life.activities.filter((each) => each.types.includes('党小组会'))
  return organization.life.groups.flatMap((group) => {
    const candidates = all.filter((each) => each.groupId === group.id)
    return MONTHS.flatMap((month) => {
      const period = monthPeriod(year, month)
      const required = requiredIn(period, asOf, dated, 'groupMeetingPerMonth')
      if (required === null) return []
      return check(organization, asOf, {
        type: '党小组会',
        period,
        group,
        required,
        isAssessed: coversPeriod(groupSpan(group), period) && coversPeriod(spanOf(organization), period),
        candidates,
        isHeld: counts('党小组会'),
      })
    })
  })
}

/** 算得上学习的主题党日内容。 */
const STUDY_CONTENTS: readonly string[] = ['政治学习', '党性教育', '专题研讨']

/** 支部全体党员学习：集中学习、党课，含学习内容的党员大会与主题党日也算。 */
export function isWholeStudy(activity: ActivityFacts): boolean {
  if (activity.counted.includes('集中学习') || activity.counted.includes('党课')) return true
  if (!activity.counted.includes('党员大会') && !activity.counted.includes('主题党日')) return false
  return (
    activity.contentKinds.some((kind) => STUDY_CONTENTS.includes(kind)) ||
    activity.topics.some((topic) => topic.type === '集中学习' || topic.type === '党课')
  )
}

/** 这次活动算多少集体学习的时长，分钟：学习的按全程算一次，几类合办也只计一次；不是学习的为 0。 */
export function studyMinutes(activity: ActivityFacts): number {
  return isWholeStudy(activity) ? activity.minutes : 0
}

const STUDY_TYPES: readonly ActivityType[] = ['集中学习', '党课', '党员大会', '主题党日']

/** 不设党小组的支部：每月全体党员学习。月里有过党小组的那个月不考核。 */
export function wholeStudyChecks(organization: OrganizationFacts, year: number, asOf: PlainDate, dated: DatedValues): PeriodCheck[] {
  const candidates = organization.life.activities.filter(
    (each) => each.groupId === null && each.types.some((type) => STUDY_TYPES.includes(type)),
  )
  return MONTHS.flatMap((month) => {
    const period = monthPeriod(year, month)
    const required = requiredIn(period, asOf, dated, 'wholeStudyPerMonth')
    if (required === null) return []
    const hasGroups = organization.life.groups.some(
      (group) => group.establishedOn <= period.until && (group.dissolvedOn === null || group.dissolvedOn > period.from),
    )
    const checked = check(organization, asOf, {
      type: '集中学习',
      period,
      required,
      isAssessed: coversPeriod(spanOf(organization), period) && !hasGroups,
      candidates,
      isHeld: isWholeStudy,
    })
    // 有党小组的月份不看全体学习，学没学都不计；没有学习内容的大会、党日本来就不是学习，不必待确认。
    const doubtful = checked.doubtful.filter((each) => each.types.includes('集中学习') || each.types.includes('党课'))
    return { ...checked, doubtful, state: hasGroups ? '不考核' : checked.state }
  })
}

/** 党课：全年的下限。 */
export function lectureYearCheck(organization: OrganizationFacts, year: number, asOf: PlainDate, dated: DatedValues): PeriodCheck | null {
  const period = yearPeriod(year)
  const required = requiredIn(period, asOf, dated, 'lectureMin')
  if (required === null) return null
  return check(organization, asOf, {
    type: '党课',
    period,
    required,
    isAssessed: coversMostOfYear(spanOf(organization), year),
    candidates: ofBranch(organization, '党课'),
    isHeld: counts('党课'),
  })
}

/** 党课：按季要求的方案。 */
export function lectureQuarterChecks(organization: OrganizationFacts, year: number, asOf: PlainDate, dated: DatedValues): PeriodCheck[] {
  const candidates = ofBranch(organization, '党课')
  return QUARTERS.flatMap((quarter) => {
    const period = quarterPeriod(year, quarter)
    const required = requiredIn(period, asOf, dated, 'lecturePerQuarter')
    if (required === null) return []
    return check(organization, asOf, {
      type: '党课',
      period,
      required,
      isAssessed: coversPeriod(spanOf(organization), period),
      candidates,
      isHeld: counts('党课'),
    })
  })
}

/** 主题实践：每季。没有规定的季度不列。 */
export function practiceChecks(organization: OrganizationFacts, year: number, asOf: PlainDate, dated: DatedValues): PeriodCheck[] {
  return quarterlyChecks(organization, year, asOf, dated, {
    type: '主题实践',
    key: 'practicePerQuarter',
    candidates: organization.life.activities.filter((each) => each.types.includes('主题实践')),
    isHeld: counts('主题实践'),
  })
}

/** 党委听取党支部工作汇报：每季；党委会记录勾了“听取汇报”的算。 */
export function hearingChecks(organization: OrganizationFacts, year: number, asOf: PlainDate, dated: DatedValues): PeriodCheck[] {
  return quarterlyChecks(organization, year, asOf, dated, {
    type: '党委会',
    key: 'hearingsPerQuarter',
    candidates: organization.life.activities.filter((each) => each.hearsBranchReports),
    isHeld: (activity) => activity.hearsBranchReports,
  })
}

type Quarterly = Pick<CheckInput, 'type' | 'candidates' | 'isHeld'> & { readonly key: CountKey }

function quarterlyChecks(
  organization: OrganizationFacts,
  year: number,
  asOf: PlainDate,
  dated: DatedValues,
  { key, ...rest }: Quarterly,
): PeriodCheck[] {
  return QUARTERS.flatMap((quarter) => {
    const period = quarterPeriod(year, quarter)
    const required = requiredIn(period, asOf, dated, key)
    if (required === null) return []
    return check(organization, asOf, { ...rest, period, required, isAssessed: coversPeriod(spanOf(organization), period) })
  })
}

/** 漏开的周期。 */
export function gapsOf(checks: readonly PeriodCheck[]): PeriodCheck[] {
  return checks.filter((each) => each.state === '漏开')
}

/** 判定年度：判定日所在的年。 */
export function judgedYear(asOf: PlainDate): number {
  return partsOf(asOf).year
}
