import type { HolidayTable } from '../calendar/holidays.ts'
import { partsOf, type PlainDate } from '../calendar/plain-date.ts'
import type { OrganizationFacts } from '../organization/facts.ts'
import type { Severity } from '../regulation/finding.ts'
import type { DatedValues } from '../regulation/profile.ts'
import { severityOf } from '../regulation/rule.ts'
import type { Strength } from '../regulation/provision.ts'
import type { ActivityType } from './activity-types.ts'
import type { ActivityFacts, GapNoteFacts, GroupSpan } from './facts.ts'
import { doubtReasons } from './gap-judgement.ts'
import type { MatrixPosition, SlotState } from './matrix-contract.ts'
import {
  committeeChecks,
  congressChecks,
  groupMeetingChecks,
  lectureQuarterChecks,
  lectureYearCheck,
  wholeStudyChecks,
  type PeriodCheck,
} from './period-checks.ts'
import { isWithin, monthPeriod, MONTHS, type Period } from './periods.ts'
import { themeDayChecks, type ThemeDayCheck } from './theme-day-checks.ts'

/** 一格里的一个位置。与规则同用一份周期核对，绝不另算。 */
export type Slot = {
  readonly position: MatrixPosition
  readonly state: SlotState
  readonly ruleId: string
  /** 管着这个月的周期；不须办的也给（如本季已开过）。 */
  readonly period: Period | null
  readonly activities: readonly ActivityFacts[]
  /** 这个月标了这一类、没有算数的；补全了就可能算数。 */
  readonly doubtful: readonly ActivityFacts[]
  readonly missingGroups: readonly GroupSpan[]
  readonly notes: readonly GapNoteFacts[]
  readonly remark: string
  readonly gapCount: number
  readonly explainedCount: number
}

/** 算出一个支部全年矩阵要用的：判定年度、方案、节假日。`strengthOf` 取条文强度定漏开的颜色。 */
export type MatrixInput = {
  readonly year: number
  readonly asOf: PlainDate
  readonly dated: DatedValues
  readonly holidays: HolidayTable
  readonly strengthOf: (ruleId: string) => Strength
}

/** 一个党支部全年：十二个月，每月五个位置。 */
export function branchMonths(organization: OrganizationFacts, input: MatrixInput): Slot[][] {
  const { year, asOf, dated, holidays } = input
  const congress = congressChecks(organization, year, asOf, dated)
  const committee = committeeChecks(organization, year, asOf, dated)
  const groups = groupMeetingChecks(organization, year, asOf, dated)
  const studies = wholeStudyChecks(organization, year, asOf, dated)
  const days = themeDayChecks(organization, year, asOf, dated, holidays)
  const lectureYear = lectureYearCheck(organization, year, asOf, dated)
  const lectureQuarters = lectureQuarterChecks(organization, year, asOf, dated)
  return MONTHS.map((month) => {
    const period = monthPeriod(year, month)
    const own = (checks: readonly PeriodCheck[]) => checks.filter((each) => each.period.name === period.name)
    // 按季要求党课的季度看季，其余看全年。
    const isQuarterly = lectureQuarters.some((each) => isWithin(period.from, each.period))
    const lectures = isQuarterly ? lectureQuarters : lectureYear ? [lectureYear] : []
    const ownGroups = own(groups).filter((each) => each.state !== '不考核' || each.held.length > 0)
    return [
      longSlot('党员大会', 'B01', congress, period, asOf, input),
      monthlySlot('支委会', 'B03', own(committee), period, input),
      ownGroups.length > 0
        ? monthlySlot('党小组会', 'B04', ownGroups, period, input)
        : monthlySlot('党小组会', 'B05', own(studies), period, input),
      themeSlot(days[month - 1], input),
      longSlot('党课', isQuarterly ? 'B07' : 'B06', lectures, period, asOf, input),
    ]
  })
}

const idle = (position: MatrixPosition, ruleId: string, state: SlotState, period: Period | null, remark = ''): Slot => ({
  position,
  ruleId,
  state,
  period,
  remark,
  activities: [],
  doubtful: [],
  missingGroups: [],
  notes: [],
  gapCount: 0,
  explainedCount: 0,
})

/** 漏开按条文强度定色：红线的标红，其余标漏开。B06、B14 原文另定为红。 */
function missed(ruleId: string, { strengthOf }: MatrixInput, isTotal: boolean): SlotState {
  const severity: Severity = isTotal ? '红线' : severityOf('不达标', strengthOf(ruleId))
  return severity === '红线' ? '红线' : '漏开'
}

function heldState(activities: readonly ActivityFacts[]): SlotState {
  return activities.length > 0 && activities.every((each) => each.isBackfilled) ? '补录' : '已办'
}

function doubtText(doubtful: readonly ActivityFacts[], type: ActivityType): string {
  return doubtful.length > 0 ? `有 ${doubtful.length} 次没有算数（${doubtReasons(doubtful, type)}）` : ''
}

/** 按月的会：支委会、各党小组会、全体学习。几个小组合成一格，全开了才算办了。 */
function monthlySlot(position: MatrixPosition, ruleId: string, checks: readonly PeriodCheck[], period: Period, input: MatrixInput): Slot {
  const assessed = checks.filter((each) => each.state !== '不考核')
  const activities = checks.flatMap((each) => each.held)
  const missing = assessed.filter((each) => each.state !== '已办')
  const gaps = missing.filter((each) => each.state === '漏开')
  const [first] = assessed
  if (!first) return { ...idle(position, ruleId, '不须办', period), activities }
  const state = gaps.length > 0 ? missed(ruleId, input, false) : (missing[0]?.state ?? '已办')
  const notes = gaps.flatMap((each) => (each.note ? [each.note] : []))
  const groupNames = missing.flatMap((each) => (each.group ? [each.group.name] : []))
  return {
    position,
    ruleId,
    period,
    state: state === '已办' ? heldState(activities) : state === '不考核' ? '不须办' : state,
    activities,
    doubtful: missing.flatMap((each) => each.doubtful),
    missingGroups: missing.flatMap((each) => (each.group && each.state !== '未到期' ? [each.group] : [])),
    notes,
    remark: [
      ruleId === 'B05' ? '没有党小组，看支部全体党员学习' : '',
      state !== '未到期' && groupNames.length > 0 && groupNames.length < assessed.length ? `还差${groupNames.join('、')}` : '',
      doubtText(
        missing.flatMap((each) => each.doubtful),
        first.type,
      ),
    ]
      .filter((text) => text !== '')
      .join('；'),
    gapCount: gaps.length,
    explainedCount: gaps.filter((each) => each.note !== null).length,
  }
}

/** 按季、按年的会：开在哪个月就记在哪个月；没有开的，缺口记在周期的最后一个月，待办记在判定日那个月。 */
function longSlot(
  position: MatrixPosition,
  ruleId: string,
  checks: readonly PeriodCheck[],
  month: Period,
  asOf: PlainDate,
  input: MatrixInput,
): Slot {
  const check = checks.find((each) => each.period.from <= month.from && month.until <= each.period.until)
  if (!check || (check.state === '不考核' && check.held.length === 0)) return idle(position, ruleId, '不须办', check?.period ?? null)
  const activities = check.held.filter((each) => isWithin(each.heldOn, month))
  const doubtful = check.doubtful.filter((each) => isWithin(each.heldOn, month))
  const base = { ...idle(position, ruleId, '不须办', check.period, doubtText(doubtful, check.type)), activities, doubtful }
  if (activities.length > 0) return { ...base, state: heldState(activities) }
  if (check.state === '已办' || check.state === '不考核') return base
  const isLast = check.period.until === month.until
  if (check.state === '漏开') {
    if (!isLast) return base
    const notes = check.note ? [check.note] : []
    return {
      ...base,
      state: missed(ruleId, input, ruleId === 'B06' && check.held.length === 0),
      notes,
      gapCount: 1,
      explainedCount: notes.length,
    }
  }
  if (asOf < month.from) return { ...base, state: '未到期' }
  return isWithin(asOf, month) ? { ...base, state: '待办' } : base
}

function themeSlot(check: ThemeDayCheck | undefined, input: MatrixInput): Slot {
  if (!check) return idle('主题党日', 'B13', '不须办', null)
  const { period, held, state, target, note } = check
  const provisional = target?.isProvisional ? '缺节假日表，应开日暂算' : ''
  const remarks = (...texts: readonly string[]) => [...texts, provisional].filter((text) => text !== '').join('；')
  if (held) {
    const isLate = held.timing === '未按期' || held.isShort || held.lacksReason
    const text = remarks(
      held.timing === '未按期' ? `${held.on} 开，应开 ${target?.on ?? ''}，未按期` : held.timing === '合规顺延' ? `顺延到 ${held.on}` : '',
      held.lacksReason ? '没有写顺延原因' : '',
      held.isShort ? `只有 ${held.minutes} 分钟，不足时长` : '',
    )
    const slotState = isLate ? '晚开' : heldState(held.activities)
    return { ...idle('主题党日', held.timing === '按期' ? 'B13' : 'B14', slotState, period, text), activities: held.activities }
  }
  const doubt = doubtText(check.doubtful, '主题党日')
  if (state === '漏开') {
    const notes = note ? [note] : []
    const isRed = check.postponeWorkdays !== null
    const ruleId = isRed ? 'B14' : 'N-17'
    return {
      ...idle('主题党日', ruleId, missed(ruleId, input, isRed), period, remarks(doubt)),
      doubtful: check.doubtful,
      notes,
      gapCount: 1,
      explainedCount: notes.length,
    }
  }
  if (state === '待办') {
    const text = remarks(target ? `应开 ${target.on}` : '', doubt)
    return { ...idle('主题党日', 'B13', '待办', period, text), doubtful: check.doubtful }
  }
  return idle('主题党日', 'B13', state === '未到期' ? '未到期' : '不须办', period, provisional)
}

/** 矩阵年度的判定日：往年按年末，当年按判定日，来年还没有。 */
export function matrixDay(year: number, asOf: PlainDate): PlainDate {
  const lastDay = `${year}-12-31`
  if (partsOf(asOf).year > year) return lastDay
  return asOf
}
