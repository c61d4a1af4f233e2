import { describe, expect, it } from 'vitest'
import { attendanceRate, lifeRatings, lifeVetoHints, ratingEvidence, type LifeItemId } from '../../shared/assessment/life-ratings.ts'
import { compare, permyriadOf, ratio } from '../../shared/assessment/ratio.ts'
import { HOLIDAYS } from '../../shared/calendar/holidays.ts'
import { PROFILES } from '../../shared/compliance/profiles.ts'
import type { OrganizationFacts } from '../../shared/organization/facts.ts'
import {
  LIFE_MEETING_MATERIALS,
  REVIEW_STAGES,
  type ActivityFacts,
  type LifeMeetingMaterial,
} from '../../shared/organizational-life/facts.ts'
import { themeDayTarget } from '../../shared/organizational-life/theme-day-checks.ts'
import { onlyProfile } from '../compliance/facts.ts'
import { activity, groupSpan, lifeBranch, lifeMeeting, review, topic } from '../organizational-life/life-facts.ts'

const values = PROFILES.find((each) => each.id === 'DEF')?.values
if (!values) throw new Error('没有现行方案')
const DEF = values
const dated = onlyProfile('DEF').datedFor('b1')
const month = (index: number) => String(index).padStart(2, '0')
const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]

const ratingsOf = (organization: OrganizationFacts, asOf: string) =>
  lifeRatings(organization, { year: Number(asOf.slice(0, 4)), asOf, dated, holidays: HOLIDAYS })
const permyriad = (organization: OrganizationFacts, asOf: string, itemId: LifeItemId) => {
  const value = ratingsOf(organization, asOf).get(itemId)?.ratio
  return value ? permyriadOf(value) : value
}

/** 5.4 算例的组织生活：党员大会 4/4、支委会 11/12、小组会 23/24、党课 2、书记讲 1；党日 10 个月合规、一月未按期、一月不足时长。 */
function trustSecondBranch(): OrganizationFacts {
  const lecture = (on: string, speaker: string) =>
    activity('党课', on, { topics: [topic('党课', { speakerId: speaker, speakerName: speaker })] })
  const days = MONTHS.map((each): ActivityFacts => {
    const on = themeDayTarget(2026, each, DEF, HOLIDAYS)?.on ?? ''
    if (each === 3) return activity('主题党日', '2026-03-20')
    return activity('主题党日', on, each === 5 ? { minutes: 90 } : {})
  })
  return lifeBranch({
    groups: [groupSpan('1'), groupSpan('2')],
    activities: [
      ...['01', '04', '07', '10'].map((each) => activity('党员大会', `2026-${each}-15`)),
      ...MONTHS.filter((each) => each !== 8).map((each) => activity('支委会', `2026-${month(each)}-12`)),
      ...MONTHS.map((each) => activity('党小组会', `2026-${month(each)}-13`, { groupId: '1' })),
      ...MONTHS.filter((each) => each !== 2).map((each) => activity('党小组会', `2026-${month(each)}-14`, { groupId: '2' })),
      lecture('2026-05-18', '甲'),
      lecture('2026-11-18', '乙'),
      ...days,
    ],
    lifeMeetings: [lifeMeeting('2026-11-25', { materials: ['主题', '会前学习', '征求意见', '谈心谈话', '对照检查', '批评意见'] })],
    reviews: [review(2026, '2027-02-10', ['优秀', '优秀', '合格'])],
    closings: MONTHS.map((each) => ({ month: `2026-${month(each)}`, closedOn: '2027-01-04' })),
  })
}

describe('5.4 算例：任务二与台账由会议活动的记录算出', () => {
  const organization = trustSecondBranch()
  const ratings = ratingsOf(organization, '2026-12-31')

  it('2.1 三会一课 =（3＋3×11/12＋2×23/24＋1＋1）÷10', () => {
    const value = ratings.get('2.1')?.ratio
    expect(value && compare(value, ratio(3 * 24 + 3 * 22 + 2 * 23 + 48, 240))).toBe(0)
    expect(ratings.get('2.1')?.workings).toContain('支委会 11 ÷ 12（缺8月）')
  })
  it('2.2 主题党日 =（10＋0.6＋0.7）÷12', () => expect(permyriad(organization, '2026-12-31', '2.2')).toBe(9417))
  it('2.3 组织生活会 = 0.5＋0.5×6/7', () => expect(permyriad(organization, '2026-12-31', '2.3')).toBe(9286))
  it('2.4 民主评议：六个环节齐，优秀超比例 ×0.8；次年二月评完的算评议年度', () => {
    expect(permyriad(organization, '2026-12-31', '2.4')).toBe(8000)
  })
  it('7.3 台账：必录项、照片、十二个月月结（十二月次年一月才结）', () => expect(permyriad(organization, '2026-12-31', '7.3')).toBe(10_000))

  it('都写明是记录计算，并能点到每次会议', () => {
    for (const rating of ratings.values()) expect(rating.source).toBe('记录计算')
    const input = { year: 2026, asOf: '2026-12-31', dated, holidays: HOLIDAYS }
    expect(ratingEvidence(organization, '2.1', input)).toHaveLength(4 + 11 + 23 + 2)
    expect(ratingEvidence(organization, '2.2', input)).toHaveLength(12)
    expect(ratingEvidence(organization, '7.3', input)).toHaveLength(4 + 11 + 23 + 2 + 12)
  })
})

describe('2.3 开了不止一次', () => {
  const at = (...lifeMeetings: ReturnType<typeof lifeMeeting>[]) =>
    permyriad(lifeBranch({ lifeMeetings, groups: [groupSpan('1'), groupSpan('2')] }), '2026-12-31', '2.3')
  const two = ['主题', '会前学习'] as const

  it('第四季度开过的，另在年中开一次、材料少，不减分', () => {
    expect(at(lifeMeeting('2026-11-25'))).toBe(10_000)
    expect(at(lifeMeeting('2026-05-25', { materials: two }), lifeMeeting('2026-11-25'))).toBe(10_000)
  })
  it('以小组为单位的按最差的小组；一个小组开两次取好的一次', () => {
    const group = (heldOn: string, groupId: string, materials: readonly LifeMeetingMaterial[] = LIFE_MEETING_MATERIALS) =>
      lifeMeeting(heldOn, { groupId, materials })
    expect(at(group('2026-11-25', '1'), group('2026-11-26', '2', two))).toBe(permyriadOf(ratio(9, 14)))
    expect(at(group('2026-11-25', '1'), group('2026-11-26', '2', two), group('2026-12-01', '2'))).toBe(10_000)
  })
})

describe('年度没完、新设支部、没有记录', () => {
  it('年度没完只算到期的周期；党课、书记讲课、组织生活会、评议还没办的先不计', () => {
    const activities = ['2026-01-20', '2026-02-20', '2026-03-20'].map((on) => activity('支委会', on))
    const organization = lifeBranch({ activities: [...activities, activity('党员大会', '2026-02-10'), activity('集中学习', '2026-01-10')] })
    // 到 4 月 1 日：大会 1/1、支委会 3/3、学习 2/3（含学习内容的大会也算）；（3＋3＋2×2/3）÷8。
    const value = ratingsOf(organization, '2026-04-01').get('2.1')?.ratio
    expect(value && compare(value, ratio(22, 24))).toBe(0)
    expect(ratingsOf(organization, '2026-04-01').get('2.3')?.ratio).toBeNull()
    expect(ratingsOf(organization, '2026-04-01').get('2.4')?.ratio).toBeNull()
    expect(permyriad(organization, '2026-12-31', '2.3')).toBe(0)
    expect(permyriad(organization, '2026-12-31', '2.4')).toBe(0)
  })

  it.each([
    ['2026-07-01', 0],
    ['2026-07-02', null],
  ])('%s 成立的，年末没开组织生活会：%s', (establishedOn, expected) => {
    const organization = lifeBranch({ activities: [activity('党员大会', '2026-08-10')] }, { establishedOn })
    expect(permyriad(organization, '2026-12-31', '2.3')).toBe(expected)
  })

  it('那一年一条记录也没有的不算分，留给待补证', () => {
    expect(ratingsOf(lifeBranch(), '2026-12-31').size).toBe(0)
    expect(ratingsOf(lifeBranch({ activities: [activity('党员大会', '2025-12-31')] }), '2026-12-31').size).toBe(0)
  })

  it('没有支委会的，三分并入学习', () => {
    const activities = MONTHS.flatMap((each) => [
      activity('集中学习', `2026-${month(each)}-10`),
      activity('党员大会', `2026-${month(each)}-11`),
    ])
    const organization = lifeBranch({ activities }, { posts: [] })
    // （3＋5＋0＋0）÷10
    expect(permyriad(organization, '2026-12-31', '2.1')).toBe(8000)
  })
})

describe('否决提示与平均出勤率', () => {
  const input = (asOf: string) => ({ year: 2026, asOf, dated, holidays: HOLIDAYS })
  it('V2 年末才提示，V7 连续两个季度没开党员大会当即提示', () => {
    const organization = lifeBranch({ activities: [activity('支委会', '2026-01-10')] })
    expect(lifeVetoHints(organization, input('2026-06-30')).map((each) => each.vetoId)).toEqual([])
    expect(lifeVetoHints(organization, input('2026-07-01')).map((each) => each.vetoId)).toEqual(['V7'])
    expect(lifeVetoHints(organization, input('2026-12-31')).map((each) => each.vetoId)).toEqual(['V2', 'V7'])
    const reviewed = lifeBranch({
      activities: ['2026-03-01', '2026-06-01', '2026-09-01', '2026-12-01'].map((on) => activity('党员大会', on)),
      lifeMeetings: [lifeMeeting('2026-11-01')],
      reviews: [{ ...review(2026, null), stages: [{ stage: REVIEW_STAGES[0], on: '2026-12-20' }] }],
    })
    expect(lifeVetoHints(reviewed, input('2026-12-31'))).toEqual([])
  })

  it('实到合计 ÷ 应到合计；没有应到的没有数', () => {
    const activities = [
      activity('党员大会', '2026-01-10', { presentCount: 8 }),
      activity('支委会', '2026-01-11', { expectedCount: 4, presentCount: 4 }),
    ]
    const rate = attendanceRate(lifeBranch({ activities }), 2026, '2026-12-31')
    expect(rate && compare(rate, ratio(12, 14))).toBe(0)
    expect(attendanceRate(lifeBranch(), 2026, '2026-12-31')).toBeNull()
  })
})
