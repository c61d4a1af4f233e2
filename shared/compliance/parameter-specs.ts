import * as z from 'zod'
import { isPlainDate } from '../calendar/plain-date.ts'
import {
  DUES_PUBLICITIES,
  EXCELLENT_BASES,
  TALK_COVERAGES,
  THEME_DAY_RULES,
  type CommitteeSize,
  type FillWithin,
  type MonthDay,
  type ParameterKey,
  type ProfileValues,
} from '../regulation/profile.ts'

/** 参数在页面上怎么填。 */
export type ParameterInput =
  | { readonly kind: '整数'; readonly min: number; readonly max: number; readonly unit: string }
  | { readonly kind: '委员会人数' }
  | { readonly kind: '月数或及时'; readonly min: number; readonly max: number }
  | { readonly kind: '选项'; readonly options: readonly string[] }
  | { readonly kind: '是否' }
  | { readonly kind: '月日' }

/** 一个有类型的参数：对应目录里的哪一行、收什么值、怎么写给人看。 */
export type ParameterSpec<Value> = {
  /** `PARAMETERS` 里的键，如 `org.group_max`；合写的一行（如 `lecture.min / lecture.target`）两个参数指同一行。 */
  readonly catalogKey: string
  readonly meaning: string
  readonly input: ParameterInput
  /** 可以不作规定（null）：以它为前提的规则不适用。 */
  readonly isOptional: boolean
  readonly schema: z.ZodType<Value>
  readonly format: (value: Value) => string
}

/** `null` 给人看的写法。 */
export const NOT_PRESCRIBED = '没有规定'

function orNull<Value>(schema: z.ZodType<Value>): z.ZodType<Value | null> {
  return schema.nullable()
}

function integer(min: number, max: number, unit: string): z.ZodType<number> {
  const message = `须是 ${min} 至 ${max} ${unit}之间的整数`
  return z.number({ error: message }).int({ error: message }).min(min, { error: message }).max(max, { error: message })
}

type Line = readonly [catalogKey: string, meaning: string]

/** 必填的整数。 */
function count([catalogKey, meaning]: Line, min: number, max: number, unit: string): ParameterSpec<number> {
  const input = { kind: '整数', min, max, unit } as const
  return { catalogKey, meaning, input, isOptional: false, schema: integer(min, max, unit), format: (value) => `${value} ${unit}` }
}

/** 可以不作规定的整数。 */
function optionalCount([catalogKey, meaning]: Line, min: number, max: number, unit: string): ParameterSpec<number | null> {
  const input = { kind: '整数', min, max, unit } as const
  const format = (value: number | null) => (value === null ? NOT_PRESCRIBED : `${value} ${unit}`)
  return { catalogKey, meaning, input, isOptional: true, schema: orNull(integer(min, max, unit)), format }
}

/** 几种写法里选一种。 */
function choice<Option extends string>([catalogKey, meaning]: Line, options: readonly [Option, ...Option[]]): ParameterSpec<Option> {
  const schema = z.enum(options, { error: `只能取：${options.join('、')}` })
  return { catalogKey, meaning, input: { kind: '选项', options }, isOptional: false, schema, format: (value) => value }
}

/** 同 `choice`，可以不作规定。 */
function optionalChoice<Option extends string>(line: Line, options: readonly [Option, ...Option[]]): ParameterSpec<Option | null> {
  const { schema, ...spec } = choice(line, options)
  return { ...spec, isOptional: true, schema: orNull(schema), format: (value) => value ?? NOT_PRESCRIBED }
}

/** 开或关。 */
function toggle([catalogKey, meaning]: Line): ParameterSpec<boolean> {
  const schema = z.boolean({ error: '只能是“开”或“关”' })
  return { catalogKey, meaning, input: { kind: '是否' }, isOptional: false, schema, format: (value) => (value ? '开' : '关') }
}

const COMMITTEE_LIMIT = 31
const SIZE_ORDER = '须满足 下限 ≤ 常规上限 ≤ 最多人数'

function committee([catalogKey, meaning]: Line): ParameterSpec<CommitteeSize | null> {
  const people = integer(1, COMMITTEE_LIMIT, '人')
  const schema: z.ZodType<CommitteeSize> = z
    .strictObject({ min: people, max: people, cap: people })
    .refine(({ min, max, cap }) => min <= max && max <= cap, { error: SIZE_ORDER })
  const format = (value: CommitteeSize | null) =>
    value === null ? NOT_PRESCRIBED : `${value.min} 至 ${value.max} 人，最多 ${value.cap} 人`
  return { catalogKey, meaning, input: { kind: '委员会人数' }, isOptional: true, schema: orNull(schema), format }
}

const VACANCY_MONTHS = 24

function fillWithin([catalogKey, meaning]: Line): ParameterSpec<FillWithin> {
  const error = `须是“及时”或 1 至 ${VACANCY_MONTHS} 个月的整数`
  const schema: z.ZodType<FillWithin> = z.union([z.literal('及时'), integer(1, VACANCY_MONTHS, '个月')], { error }).nullable()
  const format = (value: FillWithin) => (value === null ? NOT_PRESCRIBED : value === '及时' ? value : `${value} 个月`)
  return { catalogKey, meaning, input: { kind: '月数或及时', min: 1, max: VACANCY_MONTHS }, isOptional: true, schema, format }
}

/** 平年也有的日子：2 月 29 日不收。 */
function monthDay([catalogKey, meaning]: Line): ParameterSpec<MonthDay | null> {
  const error = '须写成“月-日”，如 12-01，且每年都有这一天'
  const schema = z.string({ error }).refine((text) => isPlainDate(`2025-${text}`), { error })
  const format = (value: MonthDay | null) => value ?? NOT_PRESCRIBED
  return { catalogKey, meaning, input: { kind: '月日' }, isOptional: true, schema: orNull(schema), format }
}

/** 每个有类型的参数一项：少一项、类型不对都编译不过。 */
export const PARAMETER_SPECS: { readonly [Key in ParameterKey]: ParameterSpec<ProfileValues[Key]> } = {
  branchMinFull: optionalCount(['org.branch_min_full', '建支部最少正式党员'], 1, 50, '人'),
  jointMaxUnits: optionalCount(['org.joint_max_units', '联合支部覆盖单位上限'], 1, 50, '个'),
  groupRequiredAt: optionalCount(['org.group_required_at', '应划党小组的党员人数（含预备）'], 2, 200, '人'),
  groupMax: optionalCount(['org.group_max', '党小组人数上限'], 2, 100, '人'),
  groupMin: optionalCount(['org.group_min', '党小组人数下限'], 1, 50, '人'),
  generalBranchAt: optionalCount(['org.general_branch_at', '升党总支的党员人数'], 2, 1000, '人'),
  committeeAt: optionalCount(['org.committee_at', '升党委的党员人数'], 2, 5000, '人'),
  upgradeGraceMonths: optionalCount(['org.upgrade_grace_months', '升格办理宽限'], 0, 36, '个月'),
  projectBranchMonths: optionalCount(['org.project_branch_months', '项目建支部周期'], 1, 60, '个月'),
  termBranchYears: count(['term.branch_years', '党支部任期'], 1, 10, '年'),
  termGeneralYears: count(['term.general_years', '党总支任期'], 1, 10, '年'),
  termCommitteeYears: optionalCount(['term.committee_years', '党委任期'], 1, 10, '年'),
  extensionMaxMonths: count(['term.ext_max_months', '延期换届上限'], 0, 60, '个月'),
  earlyMaxMonths: optionalCount(['term.early_max_months', '提前换届上限'], 0, 60, '个月'),
  remindMonths: optionalCount(['term.remind_months', '上级提前提醒'], 1, 24, '个月'),
  requestMonths: optionalCount(['term.request_months', '支部报请示提前'], 1, 24, '个月'),
  committeeRequiredAt: optionalCount(['cmt.required_full', '设支委会的正式党员数'], 2, 100, '人'),
  branchCommittee: committee(['cmt.branch', '支委会人数']),
  generalCommittee: committee(['cmt.general', '总支委员会人数']),
  deputyMax: count(['cmt.deputy_max', '副书记上限'], 0, 5, '名'),
  secretaryPartyAgeYears: optionalCount(['sec.party_age_years', '书记党龄'], 1, 20, '年'),
  secretaryVacancy: fillWithin(['vac.secretary_months', '书记空缺补选期限']),
  memberVacancy: fillWithin(['vac.member_months', '委员出缺补选期限']),
  congressPerQuarter: optionalCount(['meet.general.per_quarter', '党员大会每季度'], 1, 12, '次'),
  congressRollingCheck: toggle(['meet.general.rolling_check', '党员大会三个月滚动检查']),
  committeeMeetingPerMonth: optionalCount(['meet.cmt.per_month', '支委会每月'], 1, 10, '次'),
  groupMeetingPerMonth: optionalCount(['meet.group.per_month', '党小组会每月'], 1, 10, '次'),
  wholeStudyPerMonth: optionalCount(['meet.nogroup_study.per_month', '不设党小组的全体党员学习每月'], 1, 10, '次'),
  lectureMin: optionalCount(['lecture.min / lecture.target', '党课全年下限'], 1, 24, '次'),
  lectureTarget: optionalCount(['lecture.min / lecture.target', '党课全年目标'], 1, 24, '次'),
  lecturePerQuarter: optionalCount(['lecture.min / lecture.target', '党课每季度'], 1, 6, '次'),
  secretaryLectures: optionalCount(['lecture.secretary', '书记全年讲党课'], 1, 12, '次'),
  leaderLectures: optionalCount(['lecture.leader', '领导干部每人全年讲党课'], 1, 12, '次'),
  themeDayRule: choice(['day.rule', '主题党日的日子'], THEME_DAY_RULES),
  themeDayPostponeWorkdays: optionalCount(['day.postpone_workdays', '主题党日可顺延'], 0, 10, '个工作日'),
  themeDayMinHours: optionalCount(['day.min_hours', '主题党日时长'], 1, 8, '小时'),
  lifeMeetingMin: optionalCount(['life.min', '组织生活会每年'], 1, 4, '次'),
  lifeMeetingPreferredQuarter: optionalCount(['life.preferred', '组织生活会一般安排在第几季度'], 1, 4, '季度'),
  reviewPerYear: optionalCount(['review.per_year', '民主评议每年'], 1, 4, '次'),
  reviewWindowFrom: monthDay(['review.window', '民主评议窗口自']),
  reviewWindowUntil: monthDay(['review.window', '民主评议窗口至（次年）']),
  excellentOneIn: optionalCount(['review.excellent_ratio', '优秀等次不超过几分之一'], 1, 10, '分之一'),
  excellentBase: optionalChoice(['review.excellent_base', '优秀比例的基数'], EXCELLENT_BASES),
  talkPairMin: optionalCount(['talk.pair_min', '谈心谈话每年'], 1, 12, '次'),
  talkCoverage: optionalChoice(['talk.coverage', '支委与党员谈心的覆盖方式'], TALK_COVERAGES),
  mandatoryTalks: toggle(['talk.triggers', '书记必谈四类']),
  attendanceWarnPercent: optionalCount(['attend.warn', '到会率预警线'], 1, 100, '%'),
  leaderAttendancePercent: optionalCount(['attend.leader', '领导干部参加组织生活出席率'], 1, 100, '%'),
  planDeadline: monthDay(['plan.deadline', '年度计划审议截止']),
  monthlyReportDay: optionalCount(['report.monthly_day', '月报日'], 1, 28, '日'),
  studyBranchDays: optionalCount(['study.branch_days', '支部集中学习每年'], 1, 60, '天'),
  studyDayHours: optionalCount(['study.day_hours', '集中学习几小时折一天'], 1, 12, '小时'),
  studyMemberHours: optionalCount(['study.member_hours', '党员每年学时'], 1, 200, '学时'),
  practicePerQuarter: optionalCount(['practice.per_quarter', '主题实践每季度'], 1, 12, '次'),
  hearingsPerQuarter: optionalCount(['hear.per_quarter', '党委每季度听取党支部汇报'], 1, 12, '次'),
  lostStopMonths: optionalCount(['lost.stop_months / lost.expel_years', '失去联系满几个月提示停止党籍'], 1, 60, '个月'),
  lostExpelYears: optionalCount(['lost.stop_months / lost.expel_years', '停止党籍满几年仍无联系提示除名'], 1, 10, '年'),
  floatMonths: optionalCount(['float.months', '连续外出满几个月按流动党员管理'], 1, 24, '个月'),
  publicityWorkdays: optionalCount(['dev.pub_days', '拟列发展对象公示'], 1, 60, '个工作日'),
  publicityCountsPostedDay: toggle(['dev.pub_count_start_day', '公示张贴日计入']),
  duesPublicity: optionalChoice(['dues.publish', '党费收缴使用情况每年公示'], DUES_PUBLICITIES),
}

export const PARAMETER_KEYS = Object.keys(PARAMETER_SPECS) as ParameterKey[]

/** 一个参数的值写给人看。 */
export function formatParameter<Key extends ParameterKey>(key: Key, value: ProfileValues[Key]): string {
  const spec: ParameterSpec<ProfileValues[Key]> = PARAMETER_SPECS[key]
  return spec.format(value)
}

export function isParameterKey(key: string): key is ParameterKey {
  return Object.hasOwn(PARAMETER_SPECS, key)
}

/** 存下的值读回来；登记时校验过，对不上的是数据被改过，抛错。 */
export function readValue(key: ParameterKey, stored: unknown): ProfileValues[ParameterKey] {
  return PARAMETER_SPECS[key].schema.parse(stored)
}
