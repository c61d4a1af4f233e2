import type { OrganizationForm, PostEndReason, PostTitle } from '../../shared/glossary.ts'

/** 明显是演示用的单位，不对应任何真实单位。 */
export const DEMO_UNIT = {
  company: '鹭江金圆演示投资集团有限公司',
  fullName: '中共鹭江金圆演示投资集团有限公司委员会',
  shortName: '金圆演示集团党委',
  documentCode: '鹭金演党',
  superiorName: '中共鹭江演示国有资产监督管理委员会委员会',
  approver: '中共鹭江金圆演示投资集团有限公司委员会',
} as const

/** 现届届期的情形；`daysLeft` 为届满日距判定日的天数，负数即已过。 */
export type TermPlan = {
  readonly daysLeft: number
  /** 提醒（T−6 月）与请示（T−4 月）是否按时；未写为都按时。 */
  readonly isReminded?: false
  readonly request?: '迟报' | '未报'
  /** 获批延期：批复日在届满前几天、新届满日在原届满后几个月。 */
  readonly extension?: { readonly approvedDaysBefore: number; readonly months: number }
  /** 现届是上届届满前几个月提前选出的，有没有批复。 */
  readonly early?: { readonly monthsBefore: number; readonly isApproved: boolean }
  /** 2017 年起的选举日；其后按任期逐届推到判定日。 */
  readonly history?: readonly string[]
}

/** 一个席位：同一人担任的职务，第一个为主。 */
export type SeatPlan = readonly PostTitle[]

export type DeparturePlan = {
  readonly title: PostTitle
  readonly daysAgo: number
  readonly reason: PostEndReason
  /** 出缺后几天补选到位；没有则仍空缺。 */
  readonly filledAfterDays?: number
}

export type BranchPlan = {
  readonly code: string
  readonly shortName: string
  readonly name: string
  readonly form?: OrganizationForm
  readonly coveredUnits?: readonly string[]
  readonly unitName: string
  /** 正式党员、预备党员人数。 */
  readonly full: number
  readonly probationary: number
  /** 预备党员都是近五个月接收的，党员总数刚过升格线。 */
  readonly hasJustJoined?: true
  /** 各党小组人数；没有则未划组。 */
  readonly groups?: readonly number[]
  /** 没有组长的小组，序号从 0 起。 */
  readonly leaderlessGroup?: number
  /** null 为尚无届次：书记由上级指派。 */
  readonly term: TermPlan | null
  readonly seats: readonly SeatPlan[]
  /** 不设委员会的支部为 false。 */
  readonly hasCommittee?: false
  readonly departures?: readonly DeparturePlan[]
  readonly secretary?: '新任'
  /** 分工没有写的席位，序号从 0 起。 */
  readonly dutylessSeat?: number
  /** 考核底子：好、较好、一般、差。 */
  readonly standing: 0 | 1 | 2 | 3
}

const FIVE: readonly SeatPlan[] = [['书记'], ['副书记'], ['组织委员'], ['宣传委员'], ['纪检委员']]
const THREE: readonly SeatPlan[] = [['书记'], ['组织委员', '宣传委员'], ['纪检委员']]
const SECRETARY_ONLY: readonly SeatPlan[] = [['书记']]

/** 党员 `total` 人分成若干个尽量均匀、不超过十人的小组。 */
function evenGroups(total: number): readonly number[] {
  const count = Math.ceil(total / 10)
  return Array.from({ length: count }, (_, index) => Math.floor(total / count) + (index < total % count ? 1 : 0))
}

function committeeName(unit: string): string {
  return `中共${unit}支部委员会`
}

const TRUST = '鹭江金圆演示信托有限公司'

/** 信托公司党总支下属的六个支部：人少，集中了“人数不足”的各种情形。 */
const TRUST_BRANCHES: readonly BranchPlan[] = [
  {
    code: '001.001.001',
    shortName: '信托第一',
    name: `中共${TRUST}第一支部`,
    unitName: `${TRUST}信托业务部`,
    full: 8,
    probationary: 1,
    term: { daysLeft: 420 },
    seats: SECRETARY_ONLY,
    hasCommittee: false,
    standing: 2,
  },
  {
    code: '001.001.002',
    shortName: '信托第二',
    name: `中共${TRUST}第二支部委员会`,
    unitName: `${TRUST}财富管理部`,
    full: 18,
    probationary: 1,
    groups: [10, 9],
    term: { daysLeft: 92, request: '迟报' },
    seats: THREE,
    standing: 0,
  },
  {
    code: '001.001.003',
    shortName: '信托第三',
    name: `中共${TRUST}第三支部委员会`,
    unitName: `${TRUST}风险管理部`,
    full: 6,
    probationary: 1,
    term: { daysLeft: 430 },
    seats: THREE,
    standing: 1,
  },
  {
    code: '001.001.004',
    shortName: '信托第四',
    name: `中共${TRUST}第四联合支部`,
    form: '联合党支部',
    coveredUnits: [`${TRUST}计划财务部`, `${TRUST}信息技术部`, `${TRUST}运营管理部`],
    unitName: `${TRUST}计划财务部`,
    full: 5,
    probationary: 0,
    term: { daysLeft: 780 },
    seats: SECRETARY_ONLY,
    hasCommittee: false,
    standing: 1,
  },
  {
    code: '001.001.005',
    shortName: '信托第五',
    name: `中共${TRUST}第五支部`,
    unitName: `${TRUST}北部业务部`,
    full: 2,
    probationary: 1,
    term: { daysLeft: 300 },
    seats: SECRETARY_ONLY,
    hasCommittee: false,
    standing: 2,
  },
  {
    code: '001.001.006',
    shortName: '信托第六',
    name: `中共${TRUST}第六支部`,
    unitName: `${TRUST}南部业务部`,
    full: 4,
    probationary: 0,
    term: null,
    seats: SECRETARY_ONLY,
    hasCommittee: false,
    standing: 2,
  },
]

type DirectBranch = Omit<BranchPlan, 'code' | 'name' | 'unitName' | 'seats'> & {
  readonly unit: string
  readonly seats?: readonly SeatPlan[]
}

const GUARANTEE = '鹭江金圆演示融资担保有限公司'
const PROPERTY = '鹭江金圆演示置业有限公司'
const HEADQUARTERS = '鹭江金圆演示投资集团有限公司机关'

/** 党委直属的二十个支部。 */
const DIRECT_BRANCHES: readonly DirectBranch[] = [
  {
    shortName: '担保第一',
    unit: `${GUARANTEE}第一`,
    full: 47,
    probationary: 1,
    groups: evenGroups(48),
    term: { daysLeft: 510 },
    standing: 0,
  },
  {
    shortName: '担保第二',
    unit: `${GUARANTEE}第二`,
    full: 46,
    probationary: 1,
    groups: evenGroups(47),
    leaderlessGroup: 4,
    term: { daysLeft: 100, request: '未报' },
    standing: 1,
  },
  {
    shortName: '担保第三',
    unit: `${GUARANTEE}第三`,
    full: 40,
    probationary: 1,
    groups: [11, 10, 10, 10],
    term: { daysLeft: 395 },
    seats: FIVE,
    departures: [{ title: '书记', daysAgo: 12, reason: '免职' }],
    standing: 1,
  },
  {
    shortName: '担保第四',
    unit: `${GUARANTEE}第四`,
    full: 35,
    probationary: 1,
    groups: evenGroups(36),
    term: { daysLeft: 1056, early: { monthsBefore: 7, isApproved: true } },
    standing: 1,
  },
  {
    shortName: '置业第一',
    unit: `${PROPERTY}第一`,
    full: 48,
    probationary: 1,
    groups: evenGroups(49),
    term: { daysLeft: 640 },
    standing: 0,
  },
  {
    shortName: '置业第二',
    unit: `${PROPERTY}第二`,
    full: 44,
    probationary: 1,
    groups: evenGroups(45),
    term: { daysLeft: 1051, early: { monthsBefore: 9, isApproved: false } },
    dutylessSeat: 1,
    standing: 2,
  },
  {
    shortName: '机关第一',
    unit: `${HEADQUARTERS}第一`,
    full: 45,
    probationary: 1,
    groups: evenGroups(46),
    term: { daysLeft: 0, history: ['2017-06-15', '2019-06-20'] },
    standing: 0,
  },
  {
    shortName: '机关第二',
    unit: `${HEADQUARTERS}第二`,
    full: 48,
    probationary: 1,
    groups: evenGroups(49),
    term: { daysLeft: 0, history: ['2017-09-28', '2019-09-28'] },
    seats: [...FIVE, ['青年委员'], ['群团委员']],
    standing: 0,
  },
  {
    shortName: '机关第三',
    unit: `${HEADQUARTERS}第三`,
    full: 37,
    probationary: 1,
    groups: evenGroups(38),
    term: { daysLeft: 165, isReminded: false },
    departures: [{ title: '宣传委员', daysAgo: 200, reason: '辞职', filledAfterDays: 50 }],
    standing: 1,
  },
  {
    shortName: '产业投资',
    unit: '鹭江金圆演示产业投资有限公司',
    full: 43,
    probationary: 1,
    groups: evenGroups(44),
    term: { daysLeft: 14 },
    standing: 0,
  },
  {
    shortName: '资产管理',
    unit: '鹭江金圆演示资产管理有限公司',
    full: 49,
    probationary: 3,
    hasJustJoined: true,
    groups: evenGroups(52),
    term: { daysLeft: 450 },
    departures: [{ title: '宣传委员', daysAgo: 120, reason: '辞职' }],
    standing: 2,
  },
  {
    shortName: '创业投资',
    unit: '鹭江金圆演示创业投资有限公司',
    full: 23,
    probationary: 1,
    groups: evenGroups(24),
    term: { daysLeft: -40, request: '迟报' },
    standing: 2,
  },
  {
    shortName: '金融控股',
    unit: '鹭江金圆演示金融控股有限公司',
    full: 48,
    probationary: 1,
    groups: [13, 12, 12, 12],
    term: { daysLeft: 600 },
    seats: [['书记', '纪检委员'], ['组织委员'], ['宣传委员']],
    secretary: '新任',
    standing: 1,
  },
  {
    shortName: '融资租赁',
    unit: '鹭江金圆演示融资租赁有限公司',
    full: 41,
    probationary: 1,
    groups: evenGroups(42),
    term: { daysLeft: 150 },
    seats: [['书记'], ['组织委员'], ['宣传委员'], ['青年委员']],
    standing: 2,
  },
  {
    shortName: '商业保理',
    unit: '鹭江金圆演示商业保理有限公司',
    full: 21,
    probationary: 1,
    term: { daysLeft: -130, request: '未报' },
    standing: 3,
  },
  {
    shortName: '数字科技',
    unit: '鹭江金圆演示数字科技有限公司',
    full: 74,
    probationary: 4,
    groups: evenGroups(78),
    term: { daysLeft: 560 },
    seats: [['书记'], ['副书记'], ['副书记'], ['组织委员'], ['宣传委员'], ['纪检委员']],
    departures: [{ title: '组织委员', daysAgo: 35, reason: '免职' }],
    standing: 2,
  },
  {
    shortName: '大厦物业',
    unit: '鹭江金圆演示大厦物业管理有限公司',
    full: 149,
    probationary: 3,
    groups: evenGroups(152),
    term: { daysLeft: -260, isReminded: false, request: '未报' },
    standing: 3,
  },
  {
    shortName: '供应链',
    unit: '鹭江金圆演示供应链有限公司',
    full: 46,
    probationary: 1,
    groups: evenGroups(47),
    term: { daysLeft: -60, extension: { approvedDaysBefore: 45, months: 6 } },
    standing: 2,
  },
  {
    shortName: '会展服务',
    unit: '鹭江金圆演示会展服务有限公司',
    full: 33,
    probationary: 1,
    term: { daysLeft: 370 },
    departures: [{ title: '书记', daysAgo: 55, reason: '免职' }],
    standing: 2,
  },
  {
    shortName: '离退休',
    unit: '鹭江金圆演示投资集团有限公司离退休人员',
    form: '离退休党支部',
    full: 98,
    probationary: 0,
    groups: evenGroups(98),
    term: { daysLeft: -100, extension: { approvedDaysBefore: 30, months: 15 } },
    standing: 2,
  },
]

/** 全部 26 个支部。前六个隶属信托公司党总支，其余直属集团党委。 */
export const BRANCHES: readonly BranchPlan[] = [
  ...TRUST_BRANCHES,
  ...DIRECT_BRANCHES.map(({ unit, seats, ...plan }, index): BranchPlan => ({
    ...plan,
    code: `001.${String(index + 2).padStart(3, '0')}`,
    name: committeeName(unit),
    unitName: unit,
    seats: seats ?? FIVE,
  })),
]

export const COMMITTEE_CODE = '001'
export const GENERAL_BRANCH = {
  code: '001.001',
  name: `中共${TRUST}总支部委员会`,
  shortName: '信托公司党总支',
  documentCode: '鹭金信总',
} as const

export function isTrustBranch(plan: BranchPlan): boolean {
  return plan.code.startsWith(`${GENERAL_BRANCH.code}.`)
}

/** 判定日前新设、尚无届次的支部，成立了多少天。 */
export const NEW_BRANCH_AGE_DAYS = 50
