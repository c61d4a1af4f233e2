import type { PlainDate } from '../calendar/plain-date.ts'
import type { OrganizationLevel } from '../glossary.ts'

export const PROFILE_IDS = ['DEF', 'JY17', 'SZ22', 'LZ20', 'GJ'] as const
export type ProfileId = (typeof PROFILE_IDS)[number]

/** 委员会人数：常规 min–max 人，最多 cap 人。 */
export type CommitteeSize = { readonly min: number; readonly max: number; readonly cap: number }

/**
 * 补选期限：几个月；`及时` 是原文只要求“及时补选”、没有给月数；null 是该口径没有规定。
 */
export type FillWithin = number | '及时' | null

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
}

/** 标准方案：一个口径的一组参数。内置方案随产品发布，只读。 */
export type StandardProfile = {
  readonly id: ProfileId
  readonly name: string
  readonly versionOn: PlainDate
  readonly note: string
  readonly readOnly: boolean
  readonly values: ProfileValues
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
