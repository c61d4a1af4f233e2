import { formatChinese, type PlainDate } from '../calendar/plain-date.ts'
import type { OrganizationLevel } from '../glossary.ts'
import { termYearsIn, type ProfileId, type ProfileValues, type StandardProfile } from '../regulation/profile.ts'

/**
 * 新任期口径开始的日子：中办《关于党的基层组织任期的意见》由新华社 2018-07-12 播发。
 * 此前已换届的，原则上本届届满后才执行新任期，所以任期按“选举日”取方案并冻结在届次上。
 */
export const TERM_REFORM_ON: PlainDate = '2018-07-12'

const JY17_VALUES: ProfileValues = {
  branchMinFull: null,
  jointMaxUnits: null,
  groupRequiredAt: 20,
  groupMax: 10,
  groupMin: null,
  generalBranchAt: 50,
  committeeAt: 100,
  upgradeGraceMonths: null,
  projectBranchMonths: null,
  termBranchYears: 2,
  termGeneralYears: 3,
  termCommitteeYears: null,
  extensionMaxMonths: 12,
  earlyMaxMonths: null,
  remindMonths: null,
  requestMonths: null,
  committeeRequiredAt: null,
  branchCommittee: null,
  generalCommittee: null,
  deputyMax: 1,
  secretaryPartyAgeYears: null,
  secretaryVacancy: 1,
  memberVacancy: 3,
  congressPerQuarter: 1,
  congressRollingCheck: true,
  committeeMeetingPerMonth: 1,
  groupMeetingPerMonth: 1,
  wholeStudyPerMonth: 1,
  lectureMin: 1,
  lectureTarget: 2,
  lecturePerQuarter: null,
  secretaryLectures: 1,
  leaderLectures: 1,
  themeDayRule: '当月首个工作日',
  themeDayPostponeWorkdays: 2,
  themeDayMinHours: 2,
  lifeMeetingMin: 1,
  lifeMeetingPreferredQuarter: null,
  reviewPerYear: 1,
  reviewWindowFrom: null,
  reviewWindowUntil: null,
  excellentOneIn: null,
  excellentBase: null,
  talkPairMin: null,
  talkCoverage: null,
  mandatoryTalks: true,
  attendanceWarnPercent: null,
  leaderAttendancePercent: null,
  planDeadline: null,
  monthlyReportDay: 17,
}

const LZ20_VALUES: ProfileValues = {
  branchMinFull: 3,
  jointMaxUnits: null,
  groupRequiredAt: null,
  groupMax: null,
  groupMin: null,
  generalBranchAt: 50,
  committeeAt: 100,
  upgradeGraceMonths: null,
  projectBranchMonths: null,
  termBranchYears: 3,
  termGeneralYears: 3,
  termCommitteeYears: 5,
  extensionMaxMonths: 12,
  earlyMaxMonths: 12,
  remindMonths: 6,
  requestMonths: 4,
  committeeRequiredAt: 7,
  branchCommittee: { min: 3, max: 5, cap: 7 },
  generalCommittee: { min: 5, max: 7, cap: 9 },
  deputyMax: 1,
  secretaryPartyAgeYears: 1,
  secretaryVacancy: '及时',
  memberVacancy: '及时',
  congressPerQuarter: 1,
  congressRollingCheck: false,
  committeeMeetingPerMonth: 1,
  groupMeetingPerMonth: 1,
  wholeStudyPerMonth: null,
  lectureMin: 4,
  lectureTarget: 4,
  lecturePerQuarter: 1,
  secretaryLectures: 1,
  leaderLectures: null,
  themeDayRule: '当月任一天',
  themeDayPostponeWorkdays: null,
  themeDayMinHours: null,
  lifeMeetingMin: 1,
  lifeMeetingPreferredQuarter: 4,
  reviewPerYear: 1,
  reviewWindowFrom: null,
  reviewWindowUntil: null,
  excellentOneIn: 3,
  excellentBase: '党员总数',
  talkPairMin: 1,
  talkCoverage: '任一支委',
  mandatoryTalks: false,
  attendanceWarnPercent: null,
  leaderAttendancePercent: null,
  planDeadline: null,
  monthlyReportDay: null,
}

/** 五个内置方案。新口径追加，不改旧的。 */
export const PROFILES: readonly StandardProfile[] = [
  {
    id: 'DEF',
    name: '金圆现行标准方案（2026）',
    versionOn: '2026-05-11',
    note: '以国家现行规定为底（任期、换届、选举），叠加集团 2017 年方案中未与之抵触的更具体要求；标〔产品默认〕的数值可编辑。',
    readOnly: false,
    values: {
      ...LZ20_VALUES,
      jointMaxUnits: 5,
      groupRequiredAt: 20,
      groupMax: 10,
      groupMin: 3,
      upgradeGraceMonths: 6,
      projectBranchMonths: 6,
      secretaryVacancy: 1,
      memberVacancy: 3,
      congressRollingCheck: true,
      wholeStudyPerMonth: 1,
      lectureMin: 1,
      lectureTarget: 2,
      lecturePerQuarter: null,
      leaderLectures: 1,
      themeDayRule: '当月首个工作日',
      themeDayPostponeWorkdays: 2,
      themeDayMinHours: 2,
      reviewWindowFrom: '12-01',
      reviewWindowUntil: '03-31',
      excellentBase: '正式党员',
      mandatoryTalks: true,
      attendanceWarnPercent: 80,
      leaderAttendancePercent: 80,
      planDeadline: '02-28',
      monthlyReportDay: 17,
    },
  },
  {
    id: 'JY17',
    name: '金圆2017原文',
    versionOn: '2017-04-27',
    note: '集团 2017 年“党支部基本建设年”方案原文，用于回看 2018 年 7 月任期意见以前的历史。',
    readOnly: true,
    values: JY17_VALUES,
  },
  {
    id: 'SZ22',
    name: '市直机关2022原文',
    versionOn: '2022-04-01',
    note: '市直机关 2022 年方案原文，正文无成文日，按阶段起始月记；其“2 年任期”已被 2018 年任期意见取代，仅供对照。',
    readOnly: true,
    values: { ...JY17_VALUES, monthlyReportDay: 25 },
  },
  {
    id: 'LZ20',
    name: '供销社2020原文',
    versionOn: '2020-09-01',
    note: '临供销党字〔2020〕29 号方案原文：任期 3 年、6 个月提醒、4 个月请示；没有划分党小组的数字线。',
    readOnly: true,
    values: LZ20_VALUES,
  },
  {
    id: 'GJ',
    name: '国家规定最低线',
    versionOn: '2026-05-11',
    note: '只含党章、支部工作条例、任期意见、选举条例的最低要求；没有 4 个月请示线，党总支委员会职数未核实。',
    readOnly: true,
    values: {
      ...LZ20_VALUES,
      jointMaxUnits: 5,
      projectBranchMonths: 6,
      requestMonths: null,
      generalCommittee: null,
      lectureMin: null,
      lectureTarget: null,
      lecturePerQuarter: null,
      // 国家规定要求的是党委书记，党支部书记没有次数。
      secretaryLectures: null,
      themeDayRule: '每月固定一天',
      // 文本写党员总数，组织部门的答复解为正式党员。
      excellentBase: '正式党员',
    },
  },
]

/** 方案链的一节：自 `fromOn` 至 `untilOn`（含两端）用这个方案；null 表示不限。 */
export type ProfileChainLink = { readonly profileId: ProfileId; readonly fromOn: PlainDate | null; readonly untilOn: PlainDate | null }
export type ProfileChain = readonly ProfileChainLink[]

/** 内置方案链：任期意见以前按集团 2017 年原文，之后按现行标准方案。 */
export const DEFAULT_CHAIN: ProfileChain = [
  { profileId: 'JY17', fromOn: null, untilOn: '2018-07-11' },
  { profileId: 'DEF', fromOn: TERM_REFORM_ON, untilOn: null },
]

export function profileById(id: ProfileId): StandardProfile {
  const profile = PROFILES.find((candidate) => candidate.id === id)
  if (!profile) throw new Error(`没有标准方案 ${id}`)
  return profile
}

/** 事件日期 `on` 那天有效的方案。链应首尾相接、两端不限；落在缝里是数据错误，抛错。 */
export function profileAt(on: PlainDate, chain: ProfileChain = DEFAULT_CHAIN): StandardProfile {
  const link = chain.find((each) => (each.fromOn === null || each.fromOn <= on) && (each.untilOn === null || on <= each.untilOn))
  if (!link) throw new Error(`方案链没有覆盖 ${on}`)
  return profileById(link.profileId)
}

export type TermYears = { readonly years: number; readonly basis: string; readonly profileId: ProfileId }

/**
 * 登记届次时要冻结的任期年数与依据，按选举日取方案。党小组没有届次，返回 null。
 * 2018-07-12 前选出的党支部为 2 年，本届届满后下一届才是 3 年（任期意见的过渡）。
 */
export function termYearsFor(level: OrganizationLevel, electedOn: PlainDate, chain: ProfileChain = DEFAULT_CHAIN): TermYears | null {
  const profile = profileAt(electedOn, chain)
  const stated = termYearsIn(profile.values, level)
  if (stated === null) return null
  const { years, isStated } = stated
  const source = isStated ? `“${profile.name}”` : `“${profile.name}”未写${level}任期，取国家规定`
  return {
    years,
    profileId: profile.id,
    basis: `${formatChinese(electedOn)}选举，按${source}：${level}任期 ${years} 年${transition(level, electedOn, years)}`,
  }
}

function transition(level: OrganizationLevel, electedOn: PlainDate, years: number): string {
  if (level !== '党支部' || years !== 2 || electedOn >= TERM_REFORM_ON) return ''
  return '；2018 年 7 月任期意见规定已换届的本届届满后再执行 3 年任期'
}
