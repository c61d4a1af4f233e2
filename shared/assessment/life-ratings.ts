import type { HolidayTable } from '../calendar/holidays.ts'
import { makeDate, partsOf, type PlainDate } from '../calendar/plain-date.ts'
import type { OrganizationFacts } from '../organization/facts.ts'
import type { ActivityFacts } from '../organizational-life/facts.ts'
import { secretaryLectures } from '../organizational-life/lecture-rules.ts'
import { heldLifeMeetings, isLifeMeetingDone, materialsOf, type HeldLifeMeeting } from '../organizational-life/life-meeting-rules.ts'
import {
  committeeChecks,
  congressChecks,
  groupMeetingChecks,
  spanOf,
  wholeStudyChecks,
  type PeriodCheck,
} from '../organizational-life/period-checks.ts'
import {
  coversMostOfYear,
  coversPeriod,
  isOver,
  monthPeriod,
  MONTHS,
  periodsText,
  quarterOf,
  yearPeriod,
} from '../organizational-life/periods.ts'
import { closedMonths, closingDueOn } from '../organizational-life/record-rules.ts'
import { reviewOf } from '../organizational-life/review-cycles.ts'
import { excellentCount, limitOf } from '../organizational-life/review-rules.ts'
import { themeDayChecks } from '../organizational-life/theme-day-checks.ts'
import { whyUncounted } from '../organizational-life/type-standing.ts'
import type { DatedValues } from '../regulation/profile.ts'
import { democraticReview, ledgers, lifeMeeting, regularMeetings, themeDays, type Done } from './item-ratios.ts'
import { compare, ratio, type Ratio } from './ratio.ts'
import type { VetoId } from './scheme.ts'
import type { ItemRating } from './scoring.ts'

// 任务二“组织生活”四项与 7.3 台账由会议活动的记录计算，与规则、矩阵同用一份周期核对。
// 年度没完时只算到期的周期；全年的事项还没办、也没到期的不计，到年末没办按 0。

/** 由组织生活记录计算的考核项。 */
export const LIFE_ITEM_IDS = ['2.1', '2.2', '2.3', '2.4', '7.3'] as const
export type LifeItemId = (typeof LIFE_ITEM_IDS)[number]

export function isLifeItem(itemId: string): itemId is LifeItemId {
  return LIFE_ITEM_IDS.some((each) => each === itemId)
}

export type LifeRatingInput = {
  readonly year: number
  /** 判定日：考核年度的 12 月 31 日，年度未完取当天。 */
  readonly asOf: PlainDate
  readonly dated: DatedValues
  readonly holidays: HolidayTable
}

/** 考核年度里到判定日为止的活动。 */
export function activitiesOfYear(organization: OrganizationFacts, year: number, asOf: PlainDate): ActivityFacts[] {
  return organization.life.activities.filter((each) => partsOf(each.heldOn).year === year && each.heldOn <= asOf)
}

/** 那一年一条组织生活的记录也没有：是没开还是没录分不清，不算分，列待补证。 */
function hasRecords(organization: OrganizationFacts, { year, asOf }: LifeRatingInput): boolean {
  const { lifeMeetings, reviews } = organization.life
  return (
    activitiesOfYear(organization, year, asOf).length > 0 ||
    lifeMeetings.some((each) => each.year === year && each.heldOn !== null) ||
    reviews.some((each) => each.year === year && each.stages.length > 0)
  )
}

const computed = (value: Ratio | null, basis: string, workings: readonly string[]): ItemRating => ({
  ratio: value,
  source: '记录计算',
  basis,
  workings,
})

/** 由记录推出的五项；没有任何记录的年度为空，由待补证或留存的人工评定顶上。 */
export function lifeRatings(organization: OrganizationFacts, input: LifeRatingInput): ReadonlyMap<LifeItemId, ItemRating> {
  if (!hasRecords(organization, input)) return new Map()
  return new Map([
    ['2.1', meetingRating(organization, input)],
    ['2.2', themeDayRating(organization, input)],
    ['2.3', lifeMeetingRating(organization, input)],
    ['2.4', reviewRating(organization, input)],
    ['7.3', ledgerRating(organization, input)],
  ])
}

/** 到期的周期（已办的不管到没到期都算）里办了几个。 */
function doneOf(checks: readonly PeriodCheck[]): Done {
  const due = checks.filter((each) => each.state === '已办' || each.state === '漏开')
  return { done: due.filter((each) => each.state === '已办').length, due: due.length }
}

function periodLine(what: string, checks: readonly PeriodCheck[]): string[] {
  const { done, due } = doneOf(checks)
  if (due === 0) return []
  const missed = checks.filter((each) => each.state === '漏开')
  const names = missed.map((each) => `${each.group === null ? '' : each.group.name}${periodsText([each.period.name])}`)
  return [`${what} ${done} ÷ ${due}${names.length > 0 ? `（缺${names.join('、')}）` : ''}`]
}

/** 2.1 三会一课。 */
function meetingRating(organization: OrganizationFacts, { year, asOf, dated }: LifeRatingInput): ItemRating {
  const congress = congressChecks(organization, year, asOf, dated)
  const committee = committeeChecks(organization, year, asOf, dated)
  const groups = groupMeetingChecks(organization, year, asOf, dated)
  const studies = wholeStudyChecks(organization, year, asOf, dated)
  const lectures = activitiesOfYear(organization, year, asOf).filter(
    (each) => each.groupId === null && each.counted.includes('党课'),
  ).length
  const values = dated.on(yearPeriod(year).until)
  const target = values.lectureTarget ?? values.lectureMin ?? 0
  const bySecretary = secretaryLectures(organization, asOf).length
  const isAnnual = coversMostOfYear(spanOf(organization), year)
  const isFinal = isOver(yearPeriod(year), asOf)
  const hasCommittee = doneOf(committee).due > 0
  const hasGroups = doneOf(groups).due > 0
  const value = regularMeetings({
    congress: doneOf(congress),
    committee: hasCommittee ? doneOf(committee) : null,
    small: hasGroups ? doneOf(groups) : doneOf(studies),
    lectures: isAnnual && (isFinal || lectures >= target) ? { done: lectures, due: target } : null,
    hasSecretaryLectured: isAnnual && (isFinal || bySecretary > 0) ? bySecretary > 0 : null,
  })
  const pending = isFinal || !isAnnual ? [] : [...(lectures < target ? ['党课'] : []), ...(bySecretary === 0 ? ['书记讲课'] : [])]
  return computed(value, value === null ? '还没有到期的会议' : '按会议记录计算', [
    ...periodLine('党员大会', congress),
    ...periodLine('支委会', committee),
    ...(hasGroups ? periodLine('党小组会', groups) : periodLine('全体党员学习', studies)),
    `党课 ${lectures} 次，目标 ${target} 次；书记主讲 ${bySecretary} 次`,
    hasCommittee
      ? '（3×党员大会＋3×支委会＋2×小组会或学习＋党课＋书记讲课）÷10'
      : '没有支委会，3 分并入小组会或学习：（3×党员大会＋5×小组会或学习＋党课＋书记讲课）÷10',
    ...(pending.length > 0 ? [`年度未完，${pending.join('、')}还没到期，先不计`] : []),
  ])
}

/** 2.2 主题党日。 */
function themeDayRating(organization: OrganizationFacts, { year, asOf, dated, holidays }: LifeRatingInput): ItemRating {
  const due = themeDayChecks(organization, year, asOf, dated, holidays).filter((each) => each.state === '已办' || each.state === '漏开')
  const months = due.map(({ held }) => ({ held: held?.timing ?? ('未开' as const), isUnderTwoHours: held?.isShort ?? false }))
  const count = (timing: string) => months.filter((each) => each.held === timing).length
  const short = months.filter((each) => each.isUnderTwoHours).length
  const missed = due.filter((each) => each.held === null).map((each) => each.period.name)
  return computed(themeDays(months), due.length === 0 ? '还没有到期的月份' : '按主题党日记录计算', [
    `到期 ${due.length} 个月：按期 ${count('按期')}、合规顺延 ${count('合规顺延')}、未按期 ${count('未按期')}、未开 ${missed.length}${missed.length > 0 ? `（${periodsText(missed)}）` : ''}`,
    `按期、合规顺延计 1，未按期计 0.6，未开计 0；不足时长 ${short} 个月再×0.7`,
  ])
}

/** 2.3 组织生活会。 */
function lifeMeetingRating(organization: OrganizationFacts, { year, asOf, dated }: LifeRatingInput): ItemRating {
  if (!coversMostOfYear(spanOf(organization), year)) return computed(null, `${year} 年存续不足 6 个月，不考核`, [])
  const held = heldLifeMeetings(organization, year, asOf)
  if (!isLifeMeetingDone(organization, held, asOf)) {
    if (!isOver(yearPeriod(year), asOf)) return computed(null, '年度未完，还没有开组织生活会，先不计', ['到年末没有开的按 0 分'])
    return computed(
      lifeMeeting({ isHeld: false, materials: 0, isInFourthQuarter: false }),
      held.length === 0 ? '没有开组织生活会' : '有的党小组没有开',
      [],
    )
  }
  const { meeting, materials, preferred } = worstOf(bestOfEachUnit(held, dated))
  const isInFourthQuarter = preferred === null
  return computed(
    lifeMeeting({ isHeld: true, materials, isInFourthQuarter }),
    `${held.map((each) => each.on).join('、')} 召开，材料 ${materials}/7`,
    [
      `0.5＋0.5×${materials}÷7${isInFourthQuarter ? '' : `；不在第 ${preferred} 季度，再减 0.1`}`,
      ...(held.length > 1 ? [`开过 ${held.length} 次，按 ${meeting.on} 这次计：多开的取好的一次，以小组为单位的取最差的小组`] : []),
    ],
  )
}

/** 一次组织生活会值几分：材料齐几项，不在哪个应在的季度（在的为 null）。 */
type ValuedMeeting = {
  readonly meeting: HeldLifeMeeting
  readonly materials: number
  readonly preferred: number | null
  readonly value: Ratio
}

function valued(meeting: HeldLifeMeeting, dated: DatedValues): ValuedMeeting {
  const materials = materialsOf(meeting).length
  const quarter = dated.on(meeting.on).lifeMeetingPreferredQuarter
  const preferred = quarter === null || quarterOf(meeting.on) === quarter ? null : quarter
  return { meeting, materials, preferred, value: lifeMeeting({ isHeld: true, materials, isInFourthQuarter: preferred === null }) }
}

/** 支部统一开过的只看支部的，取最好的一次；以小组为单位的每个小组取最好的一次。多开一次不吃亏。 */
function bestOfEachUnit(held: readonly HeldLifeMeeting[], dated: DatedValues): ValuedMeeting[] {
  const units = held.some((each) => each.groupId === null) ? [null] : [...new Set(held.map((each) => each.groupId))]
  return units.flatMap((unit) => {
    const [first, ...others] = held.filter((each) => each.groupId === unit).map((each) => valued(each, dated))
    return first ? [others.reduce((best, each) => (compare(each.value, best.value) > 0 ? each : best), first)] : []
  })
}

function worstOf(meetings: readonly ValuedMeeting[]): ValuedMeeting {
  const [first, ...others] = meetings
  if (!first) throw new Error('开过的组织生活会至少有一次')
  return others.reduce((worst, each) => (compare(each.value, worst.value) < 0 ? each : worst), first)
}

/** 2.4 民主评议。归哪一年以评议年度为准，窗口内（到次年三月）补登的环节也算。 */
function reviewRating(organization: OrganizationFacts, { year, asOf, dated }: LifeRatingInput): ItemRating {
  if (!coversMostOfYear(spanOf(organization), year)) return computed(null, `${year} 年存续不足 6 个月，不考核`, [])
  const review = reviewOf(organization, year)
  const stages = new Set(review?.stages.map(({ stage }) => stage)).size
  if (!isOver(yearPeriod(year), asOf) && (review?.decidedOn ?? null) === null) {
    return computed(null, '年度未完，民主评议还没有完成，先不计', [`已办 ${stages} ÷ 6 个环节`, '到年末没有开展的按 0 分'])
  }
  const limit = review ? limitOf(review, dated.on(review.decidedOn ?? asOf)) : null
  const excellent = review ? excellentCount(review) : 0
  const isExcellentOverLimit = limit !== null && excellent > limit.limit
  return computed(democraticReview({ stages, isExcellentOverLimit }), review ? `完成 ${stages} ÷ 6 个环节` : '没有开展民主评议', [
    `环节 ${stages} ÷ 6`,
    ...(limit ? [`优秀 ${excellent} 人，上限 ${limit.limit} 人（${limit.working}）${isExcellentOverLimit ? '，超比例×0.8' : ''}`] : []),
  ])
}

/** 7.3 台账：必录项、照片归档、月结。年末判定时，次年一月才结的十二月也算。 */
function ledgerRating(organization: OrganizationFacts, { year, asOf }: LifeRatingInput): ItemRating {
  const activities = activitiesOfYear(organization, year, asOf)
  const required = {
    done: activities.reduce((total, each) => total + each.required.done, 0),
    due: activities.reduce((total, each) => total + each.required.total, 0),
  }
  const photos = { done: activities.filter((each) => each.photoCount > 0).length, due: activities.length }
  const isFinal = isOver(yearPeriod(year), asOf)
  const closed = new Set(closedMonths(organization, year, isFinal ? makeDate(year + 1, 12, 31) : asOf))
  const months = MONTHS.filter((month) => {
    const period = monthPeriod(year, month)
    if (!coversPeriod(spanOf(organization), period)) return false
    return isFinal || closed.has(period.name) || closingDueOn(year, month) < asOf
  })
  const closings = { done: months.filter((month) => closed.has(monthPeriod(year, month).name)).length, due: months.length }
  return computed(ledgers({ required, photos, closings }), '按活动记录与月结计算', [
    `必录项 ${required.done} ÷ ${required.due}；有照片 ${photos.done} ÷ ${photos.due} 次；月结 ${closings.done} ÷ ${closings.due} 个月`,
    '（1.5×必录项＋0.75×照片＋0.75×月结）÷3',
  ])
}

/** 平均出勤率：全年各次活动的实到合计 ÷ 应到合计；没有应到的为 null。排名末位的键用它。 */
export function attendanceRate(organization: OrganizationFacts, year: number, asOf: PlainDate): Ratio | null {
  const activities = activitiesOfYear(organization, year, asOf)
  const expected = activities.reduce((total, each) => total + each.expectedCount, 0)
  const present = activities.reduce((total, each) => total + Math.min(each.presentCount, each.expectedCount), 0)
  return expected === 0 ? null : ratio(present, expected)
}

/** V2、V7：只提示，由有权人确认。那一年一条记录也没有的不提示，先补录。 */
export function lifeVetoHints(organization: OrganizationFacts, input: LifeRatingInput): { vetoId: VetoId; reason: string }[] {
  const { year, asOf, dated } = input
  if (!hasRecords(organization, input)) return []
  const hints: { vetoId: VetoId; reason: string }[] = []
  if (isOver(yearPeriod(year), asOf) && coversMostOfYear(spanOf(organization), year)) {
    const lacks = [
      ...(isLifeMeetingDone(organization, heldLifeMeetings(organization, year, asOf), asOf) ? [] : ['没有开组织生活会']),
      ...((reviewOf(organization, year)?.stages.length ?? 0) > 0 ? [] : ['没有开展民主评议']),
    ]
    if (lacks.length > 0) hints.push({ vetoId: 'V2', reason: `${year} 年${lacks.join('、')}` })
  }
  const missed = congressChecks(organization, year, asOf, dated).map((each) => each.state === '漏开')
  const index = missed.findIndex((isMissed, at) => isMissed && missed[at + 1] === true)
  if (index >= 0) hints.push({ vetoId: 'V7', reason: `${year} 年第 ${index + 1}、${index + 2} 季度连续没有开党员大会` })
  return hints
}

/** 得分点开看的一件证据。 */
export type RatingEvidence = { readonly activity: ActivityFacts; readonly note: string }

const ITEM_TYPES: Readonly<Record<LifeItemId, readonly string[]>> = {
  '2.1': ['党员大会', '支委会', '党小组会', '党课', '集中学习'],
  '2.2': ['主题党日'],
  '2.3': ['组织生活会'],
  '2.4': ['民主评议'],
  '7.3': [],
}

/** 一项得分用到的每次会议、活动，先后为序；7.3 看全部。没有算数的也列，写明为什么。 */
export function ratingEvidence(organization: OrganizationFacts, itemId: LifeItemId, { year, asOf }: LifeRatingInput): RatingEvidence[] {
  const types = ITEM_TYPES[itemId]
  return activitiesOfYear(organization, year, asOf).flatMap((activity): RatingEvidence[] => {
    if (itemId === '7.3') {
      const { done, total, missing } = activity.required
      const lacking = missing.length > 0 ? `，缺${missing.join('、')}` : ''
      return [{ activity, note: `必录项 ${done}/${total}${lacking}；照片 ${activity.photoCount} 张` }]
    }
    const own = activity.types.filter((type) => types.includes(type))
    if (own.length === 0) return []
    const uncounted = own.filter((type) => !activity.counted.includes(type))
    const notes = uncounted.map((type) => `${type}没有算数：${whyUncounted(activity, type)}`)
    return [{ activity, note: notes.length > 0 ? notes.join('；') : own.join('、') }]
  })
}
