import type { PlainDate } from '../calendar/plain-date.ts'
import type { OrganizationLevel } from '../glossary.ts'

/** 内置方案的编号。用户自己的方案版本另有编号。 */
export const PROFILE_IDS = ['DEF', 'JY17', 'SZ22', 'LZ20', 'GJ'] as const
export type BuiltInProfileId = (typeof PROFILE_IDS)[number]

/** 委员会人数：常规 min–max 人，最多 cap 人。 */
export type CommitteeSize = { readonly min: number; readonly max: number; readonly cap: number }

/**
 * 补选期限：几个月；`及时` 是原文只要求“及时补选”、没有给月数；null 是该口径没有规定。
 */
export type FillWithin = number | '及时' | null

/** 每年的一个日子，`MM-DD`。 */
export type MonthDay = string

export const THEME_DAY_RULES = ['当月首个工作日', '当月任一天', '每月固定一天'] as const
export type ThemeDayRule = (typeof THEME_DAY_RULES)[number]

/** 评议优秀比例的基数。 */
export const EXCELLENT_BASES = ['正式党员', '党员总数'] as const
export type ExcellentBase = (typeof EXCELLENT_BASES)[number]

/** 支委与党员谈心怎么算覆盖：有一名支委谈到即可，还是每名支委都要谈到。 */
export const TALK_COVERAGES = ['任一支委', '全部两两'] as const
export type TalkCoverage = (typeof TALK_COVERAGES)[number]

/** 党费收缴使用情况每年公示一次：第四季度里，还是全年哪天都行。 */
export const DUES_PUBLICITIES = ['第四季度', '全年'] as const
export type DuesPublicity = (typeof DUES_PUBLICITIES)[number]

/** 规则用得着的有类型参数。null = 该口径没有规定，以它为前提的规则不适用。 */
export type ProfileValues = {
  /** 建党支部所需正式党员数。 */
  readonly branchMinFull: number | null
  /** 联合党支部覆盖单位上限。 */
  readonly jointMaxUnits: number | null
  /** 党员（含预备）达到几人应划党小组。 */
  readonly groupRequiredAt: number | null
  readonly groupMax: number | null
  readonly groupMin: number | null
  /** 党员达到几人应升党总支、党委。 */
  readonly generalBranchAt: number | null
  readonly committeeAt: number | null
  readonly upgradeGraceMonths: number | null
  readonly projectBranchMonths: number | null
  readonly termBranchYears: number
  readonly termGeneralYears: number
  readonly termCommitteeYears: number | null
  readonly extensionMaxMonths: number
  readonly earlyMaxMonths: number | null
  /** 届满前几个月上级提醒、下级报请示。 */
  readonly remindMonths: number | null
  readonly requestMonths: number | null
  /** 正式党员达到几人应设支部委员会。 */
  readonly committeeRequiredAt: number | null
  readonly branchCommittee: CommitteeSize | null
  readonly generalCommittee: CommitteeSize | null
  readonly deputyMax: number
  readonly secretaryPartyAgeYears: number | null
  readonly secretaryVacancy: FillWithin
  readonly memberVacancy: FillWithin
  /** 党员大会每季度几次。 */
  readonly congressPerQuarter: number | null
  /** 另看相邻两次党员大会间隔是否超过三个月。 */
  readonly congressRollingCheck: boolean
  /** 支委会、党小组会、不设党小组的全体党员学习每月几次。 */
  readonly committeeMeetingPerMonth: number | null
  readonly groupMeetingPerMonth: number | null
  readonly wholeStudyPerMonth: number | null
  /** 党课全年下限、目标；另按季度要求的每季几次。 */
  readonly lectureMin: number | null
  readonly lectureTarget: number | null
  readonly lecturePerQuarter: number | null
  /** 党支部书记、领导干部每人全年讲党课几次。 */
  readonly secretaryLectures: number | null
  readonly leaderLectures: number | null
  readonly themeDayRule: ThemeDayRule
  /** 主题党日可以顺延几个工作日。 */
  readonly themeDayPostponeWorkdays: number | null
  readonly themeDayMinHours: number | null
  readonly lifeMeetingMin: number | null
  /** 组织生活会一般安排在第几季度。 */
  readonly lifeMeetingPreferredQuarter: number | null
  readonly reviewPerYear: number | null
  /** 民主评议完成的窗口：评议年度的这一天至次年的那一天，写 `MM-DD`。 */
  readonly reviewWindowFrom: MonthDay | null
  readonly reviewWindowUntil: MonthDay | null
  /** 优秀等次不超过几分之一。 */
  readonly excellentOneIn: number | null
  readonly excellentBase: ExcellentBase | null
  readonly talkPairMin: number | null
  readonly talkCoverage: TalkCoverage | null
  /** 书记必谈的几类情形要不要查。 */
  readonly mandatoryTalks: boolean
  /** 到会率低于百分之几提示。 */
  readonly attendanceWarnPercent: number | null
  /** 党员领导干部参加所在支部组织生活的出席率不低于百分之几。 */
  readonly leaderAttendancePercent: number | null
  /** 年度工作计划审议截止，写 `MM-DD`。 */
  readonly planDeadline: MonthDay | null
  /** 月报在每月几日以前报送。 */
  readonly monthlyReportDay: number | null
  /** 支部全年集中学习几天、几小时折一天；党员全年几学时；主题实践每季几次。 */
  readonly studyBranchDays: number | null
  readonly studyDayHours: number | null
  readonly studyMemberHours: number | null
  readonly practicePerQuarter: number | null
  /** 党委每季听取党支部工作汇报几次。 */
  readonly hearingsPerQuarter: number | null
  /** 失去联系满几个月提示停止党籍；停止党籍后仍无联系满几年提示按自行脱党除名。 */
  readonly lostStopMonths: number | null
  readonly lostExpelYears: number | null
  /** 连续外出满几个月按流动党员管理。 */
  readonly floatMonths: number | null
  /** 拟列发展对象公示几个工作日；各类公示的张贴日计不计入。 */
  readonly publicityWorkdays: number | null
  readonly publicityCountsPostedDay: boolean
  readonly duesPublicity: DuesPublicity | null
}

/** 有类型的参数名：可以改、可以覆盖的就是这些。 */
export type ParameterKey = keyof ProfileValues

/** 标准方案：一个口径的一组参数。内置方案随产品发布，只读；用户的方案版本只增不改。 */
export type StandardProfile = {
  readonly id: string
  readonly name: string
  readonly versionOn: PlainDate
  readonly note: string
  readonly readOnly: boolean
  readonly values: ProfileValues
}

/**
 * 一个党组织各日适用的参数，已叠加覆盖。按期判的规则一期一期地取：会议按期末日，党日按应开日，活动按举行日。
 * `on` 取来下结论，用到的覆盖会标在结论旁；`ahead` 只为看还没开始的期有没有这项要求，不算用到。
 */
export type DatedValues = {
  readonly on: (day: PlainDate) => ProfileValues
  readonly ahead: (day: PlainDate) => ProfileValues
}

/** 还没开始的周期只预看，开始了的才算用到。 */
export function valuesOfPeriod(dated: DatedValues, period: { readonly from: PlainDate }, day: PlainDate, asOf: PlainDate): ProfileValues {
  return asOf < period.from ? dated.ahead(day) : dated.on(day)
}

/** 2017 年方案没有写党委任期，两个时期都取国家规定的 5 年。 */
const COMMITTEE_YEARS_BY_STATE = 5

/** 该方案下这一层级的任期年数；`isStated` 为假表示方案没写、取国家规定。党小组没有届次，返回 null。 */
export function termYearsIn(
  values: ProfileValues,
  level: OrganizationLevel,
): { readonly years: number; readonly isStated: boolean } | null {
  switch (level) {
    case '党支部':
      return { years: values.termBranchYears, isStated: true }
    case '党总支':
      return { years: values.termGeneralYears, isStated: true }
    case '党委':
      return { years: values.termCommitteeYears ?? COMMITTEE_YEARS_BY_STATE, isStated: values.termCommitteeYears !== null }
    case '党小组':
      return null
  }
}
