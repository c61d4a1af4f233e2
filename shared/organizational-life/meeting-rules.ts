import { addMonths, type PlainDate } from '../calendar/plain-date.ts'
import type { OrganizationFacts } from '../organization/facts.ts'
import { notApplicable, notPrescribed, type OrganizationRule } from '../organization/group-index.ts'
import type { DatedValues } from '../regulation/profile.ts'
import { judged, type Judgement } from '../regulation/rule.ts'
import type { ActivityType } from './activity-types.ts'
import type { ActivityFacts } from './facts.ts'
import { activityFact, judgePeriods, latest, recordRemedy, reviseRemedy } from './gap-judgement.ts'
import { committeeChecks, congressChecks, groupMeetingChecks, judgedYear, wholeStudyChecks } from './period-checks.ts'
import { whyUncounted } from './type-standing.ts'

/** 只有党支部开三会一课；党委、党总支的会另有规定。 */
export function notBranch(organization: OrganizationFacts): Judgement | null {
  return organization.level === '党支部' ? null : notApplicable(`${organization.shortName}不是党支部。`)
}

/** 判定年度内、到判定日为止、计入这一类的活动（含党小组开的）。 */
export function heldInYear(organization: OrganizationFacts, asOf: PlainDate, type?: ActivityType): ActivityFacts[] {
  const firstDay = `${judgedYear(asOf)}-01-01`
  return organization.life.activities.filter(
    (each) => firstDay <= each.heldOn && each.heldOn <= asOf && (type === undefined || each.counted.includes(type)),
  )
}

const CONGRESS = { what: '支部党员大会', demand: '每季度至少 1 次' } as const

/** 相邻两次党员大会（含上年最后一次，与判定日）隔了三个月以上的；满三个月那天定了要看滚动间隔的才算。 */
function longIntervals(
  organization: OrganizationFacts,
  asOf: PlainDate,
  dated: DatedValues,
): { from: PlainDate; until: PlainDate; by: PlainDate }[] {
  const days = organization.life.activities
    .filter((each) => each.groupId === null && each.counted.includes('党员大会') && each.heldOn <= asOf)
    .map((each) => each.heldOn)
    .toSorted()
  const firstDay = `${judgedYear(asOf)}-01-01`
  return days.flatMap((from, index) => {
    const until = days[index + 1] ?? asOf
    const by = addMonths(from, 3)
    return until > by && until >= firstDay && dated.on(by).congressRollingCheck ? [{ from, until, by }] : []
  })
}

/** B01：每个自然季度至少一次党员大会；相邻两次超过三个月的另提示。 */
export const congressEachQuarter: OrganizationRule = {
  id: 'B01',
  parameters: ['congressPerQuarter', 'congressRollingCheck'],
  judge: (organization, asOf, profile, _group, dated) => {
    const refused = notBranch(organization)
    if (refused) return refused
    const checks = congressChecks(organization, judgedYear(asOf), asOf, dated)
    if (checks.length === 0) return notPrescribed(profile, '党员大会的次数')
    const judgement = judgePeriods(organization, asOf, checks, CONGRESS)
    if (judgement.verdict !== '达标') return judgement
    const [long, ...others] = longIntervals(organization, asOf, dated)
    if (!long) return judgement
    const workings = [long, ...others].map(
      ({ from, by, until }) => `${from} + 3 个月 = ${by}，下一次 ${until === asOf ? '到判定日还没有开' : until}`,
    )
    return {
      ...judgement,
      verdict: '提示',
      message: `${organization.shortName}按季度没有漏开，但 ${long.from} 开过党员大会以后，超过 3 个月没有再开。`,
      workings: [...judgement.workings, ...workings],
      remedies: [...judgement.remedies, recordRemedy(organization, ['党员大会'], asOf, '记录党员大会')],
    }
  },
}

/** 到会率低于 `percent`% 的各次。 */
export function belowRate(activities: readonly ActivityFacts[], percent: number): ActivityFacts[] {
  return activities.filter((each) => each.expectedCount > 0 && each.presentCount * 100 < each.expectedCount * percent)
}

export function rateText({ presentCount, expectedCount }: Pick<ActivityFacts, 'presentCount' | 'expectedCount'>): string {
  if (expectedCount === 0) return '没有应到名单'
  return `${presentCount} ÷ ${expectedCount} = ${String(Math.floor((presentCount * 1000) / expectedCount) / 10)}%`
}

/** B02：党员大会由全体党员参加，每季一次；到会率低于警戒线提示。 */
export const congressAttendance: OrganizationRule = {
  id: 'B02',
  parameters: ['congressPerQuarter', 'attendanceWarnPercent'],
  judge: (organization, asOf, profile, _group, dated) => {
    const refused = notBranch(organization)
    if (refused) return refused
    const checks = congressChecks(organization, judgedYear(asOf), asOf, dated)
    if (checks.length === 0) return notPrescribed(profile, '党员大会的次数')
    const judgement = judgePeriods(organization, asOf, checks, CONGRESS)
    if (judgement.verdict !== '达标') return judgement
    // 警戒线按各次举行那天的；那天没有定的不看。
    const lines = heldInYear(organization, asOf, '党员大会').flatMap((each) => {
      const percent = dated.on(each.heldOn).attendanceWarnPercent
      return percent === null ? [] : [{ each, percent }]
    })
    if (lines.length === 0 && dated.on(asOf).attendanceWarnPercent === null) return judgement
    const congresses = lines.map(({ each }) => each)
    const low = lines.filter(({ each, percent }) => belowRate([each], percent).length > 0).map(({ each }) => each)
    const percent = [...new Set(lines.map((line) => line.percent))].join('%、') || dated.on(asOf).attendanceWarnPercent
    const rates = congresses.map((each) => `${each.heldOn} 到会率 ${rateText(each)}`)
    const workings = [...judgement.workings, `到会率 = 实到 ÷ 应到，低于 ${percent}%〔产品默认〕提示`, ...rates]
    if (low.length === 0) return { ...judgement, workings }
    return {
      ...judgement,
      verdict: '提示',
      message: `${organization.shortName}有 ${low.length} 次党员大会到会率低于 ${percent}%：${low.map((each) => each.heldOn).join('、')}。`,
      facts: latest(low).map((each) => activityFact(each)),
      workings,
      remedies: low.map((each) => reviseRemedy(organization, each, `核对 ${each.heldOn} 的签到`)),
    }
  },
}

/** B03：设支部委员会的，每月至少一次支委会，到会委员不少于半数。 */
export const committeeEachMonth: OrganizationRule = {
  id: 'B03',
  parameters: ['committeeMeetingPerMonth'],
  judge: (organization, asOf, profile, _group, dated) => {
    const refused = notBranch(organization)
    if (refused) return refused
    const checks = committeeChecks(organization, judgedYear(asOf), asOf, dated)
    if (checks.length === 0) return notPrescribed(profile, '支委会的次数')
    if (checks.every((each) => each.state === '不考核'))
      return notApplicable(`${organization.shortName}没有整月设有支部委员会，支委会不考核。`)
    return judgePeriods(organization, asOf, checks, { what: '支委会', demand: '每月至少 1 次，到会委员不少于半数（含半数）' })
  },
}

/** B04：每个党小组每月至少一次党小组会。 */
export const groupMeetingEachMonth: OrganizationRule = {
  id: 'B04',
  parameters: ['groupMeetingPerMonth'],
  judge: (organization, asOf, profile, _group, dated) => {
    const refused = notBranch(organization)
    if (refused) return refused
    if (organization.life.groups.length === 0) return notApplicable(`${organization.shortName}没有划分党小组，改看支部全体党员学习。`)
    const checks = groupMeetingChecks(organization, judgedYear(asOf), asOf, dated)
    if (checks.length === 0) return notPrescribed(profile, '党小组会的次数')
    return judgePeriods(organization, asOf, checks, { what: '党小组会', demand: '每个党小组每月至少 1 次' })
  },
}

/** B05：不设党小组的，每月至少一次支部全体党员学习。 */
export const wholeStudyEachMonth: OrganizationRule = {
  id: 'B05',
  parameters: ['wholeStudyPerMonth'],
  judge: (organization, asOf, profile, _group, dated) => {
    const refused = notBranch(organization)
    if (refused) return refused
    const checks = wholeStudyChecks(organization, judgedYear(asOf), asOf, dated)
    if (checks.length === 0) return notPrescribed(profile, '不设党小组的支部每月全体党员学习')
    if (checks.every((each) => each.state === '不考核'))
      return notApplicable(`${organization.shortName}设有党小组或存续不满整月，全体党员学习不考核。`)
    return judgePeriods(organization, asOf, checks, {
      what: '支部全体党员学习',
      demand: '每月至少 1 次；集中学习、党课，含学习内容的党员大会、主题党日都算',
    })
  },
}

/** B11：一次活动可以同时是几类，每一类各要有议题与结论；支委会不能与全体活动合并计。 */
export const combinedActivities: OrganizationRule = {
  id: 'B11',
  parameters: [],
  judge: (organization, asOf) => {
    const refused = notBranch(organization)
    if (refused) return refused
    const combined = heldInYear(organization, asOf).filter((each) => each.types.length > 1)
    if (combined.length === 0) return notApplicable(`${organization.shortName}今年没有几类合办的活动。`)
    const unsure = combined.filter((each) => each.counted.length < each.types.length)
    const facts = latest(unsure.length > 0 ? unsure : combined).map((each) => activityFact(each, standingText(each)))
    const workings = ['主标签写下了内容就算；另几类各要有自己的议题与结论；学时按整次活动只计一次']
    if (unsure.length === 0) {
      return judged('达标', `${organization.shortName}今年 ${combined.length} 次几类合办的活动，各类都有自己的议题与结论。`, {
        facts,
        workings,
      })
    }
    return judged('待确认', `${organization.shortName}有 ${unsure.length} 次合办的活动，有的类型没有自己的议题与结论，先不计。`, {
      facts,
      workings,
      remedies: unsure.map((each) => reviseRemedy(organization, each, `补全 ${each.heldOn} 的分段议题`)),
    })
  },
}

function standingText(activity: ActivityFacts): string {
  return activity.types
    .map((type) => (activity.counted.includes(type) ? `${type}计 1 次` : `${type}没有算数：${whyUncounted(activity, type)}`))
    .join('；')
}

export const MEETING_RULES: readonly OrganizationRule[] = [
  congressEachQuarter,
  congressAttendance,
  committeeEachMonth,
  groupMeetingEachMonth,
  wholeStudyEachMonth,
  combinedActivities,
]
