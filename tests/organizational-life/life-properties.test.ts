import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lifeRatings } from '../../shared/assessment/life-ratings.ts'
import { compare, ZERO } from '../../shared/assessment/ratio.ts'
import { addDays } from '../../shared/calendar/plain-date.ts'
import { HOLIDAYS } from '../../shared/calendar/holidays.ts'
import type { ActivityType } from '../../shared/organizational-life/activity-types.ts'
import type { ActivityFacts } from '../../shared/organizational-life/facts.ts'
import { branchMonths } from '../../shared/organizational-life/month-matrix.ts'
import {
  committeeChecks,
  congressChecks,
  gapsOf,
  groupMeetingChecks,
  lectureYearCheck,
  wholeStudyChecks,
} from '../../shared/organizational-life/period-checks.ts'
import { themeDayChecks } from '../../shared/organizational-life/theme-day-checks.ts'
import { onlyProfile } from '../compliance/facts.ts'
import { activity, groupSpan, lifeBranch } from './life-facts.ts'

const DATED = onlyProfile('DEF').datedFor('b1')
const TYPES: readonly ActivityType[] = ['党员大会', '支委会', '党课', '主题党日', '集中学习']

const held = fc
  .record({
    type: fc.constantFrom(...TYPES, '党小组会' as const),
    day: fc.integer({ min: 0, max: 364 }),
    group: fc.constantFrom('1', '2'),
    minutes: fc.integer({ min: 30, max: 240 }),
  })
  .map(({ type, day, group, minutes }): ActivityFacts => {
    const groupId = type === '党小组会' ? group : null
    return activity(type, addDays('2026-01-01', day), { groupId, minutes, id: `${type}-${day}-${group}-${minutes}` })
  })
const activities = fc.array(held, { maxLength: 40 })
const asOf = fc.integer({ min: 0, max: 364 }).map((day) => addDays('2026-01-01', day))

const branchWith = (own: readonly ActivityFacts[], hasGroups: boolean) =>
  lifeBranch({ activities: own, groups: hasGroups ? [groupSpan('1'), groupSpan('2')] : [] })

function gapNames(own: readonly ActivityFacts[], hasGroups: boolean, on: string): string[] {
  const organization = branchWith(own, hasGroups)
  const lecture = lectureYearCheck(organization, 2026, on, DATED)
  const checks = [
    ...congressChecks(organization, 2026, on, DATED),
    ...committeeChecks(organization, 2026, on, DATED),
    ...groupMeetingChecks(organization, 2026, on, DATED),
    ...wholeStudyChecks(organization, 2026, on, DATED),
    ...(lecture ? [lecture] : []),
  ]
  const days = themeDayChecks(organization, 2026, on, DATED, HOLIDAYS).filter((each) => each.state === '漏开')
  return [
    ...gapsOf(checks).map((each) => `${each.type}${each.period.name}${each.group?.id ?? ''}`),
    ...days.map((each) => `主题党日${each.period.name}`),
  ]
}

describe('多开一次不吃亏', () => {
  it('多记一次合规的活动，缺口只会少不会多', () => {
    fc.assert(
      fc.property(activities, held, fc.boolean(), asOf, (own, extra, hasGroups, on) => {
        const before = new Set(gapNames(own, hasGroups, on))
        for (const gap of gapNames([...own, extra], hasGroups, on)) expect(before).toContain(gap)
      }),
      { numRuns: 60 },
    )
  })

  it('多记一次，三会一课与主题党日的得分不会降（年末判定）', () => {
    fc.assert(
      fc.property(fc.array(held, { minLength: 1, maxLength: 30 }), held, fc.boolean(), (own, extra, hasGroups) => {
        const rate = (all: readonly ActivityFacts[], itemId: '2.1' | '2.2') =>
          lifeRatings(branchWith(all, hasGroups), { year: 2026, asOf: '2026-12-31', dated: DATED, holidays: HOLIDAYS }).get(itemId)
            ?.ratio ?? ZERO
        for (const itemId of ['2.1', '2.2'] as const)
          expect(compare(rate([...own, extra], itemId), rate(own, itemId))).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 60 },
    )
  })
})

it('矩阵的缺口与规则的缺口一个不差；判定日越晚，过了期的缺口越不会消失', () => {
  fc.assert(
    fc.property(activities, fc.boolean(), asOf, (own, hasGroups, on) => {
      const organization = branchWith(own, hasGroups)
      const slots = branchMonths(organization, { year: 2026, asOf: on, dated: DATED, holidays: HOLIDAYS, strengthOf: () => '一般' }).flat()
      const gaps = gapNames(own, hasGroups, on)
      expect(slots.reduce((total, each) => total + each.gapCount, 0)).toBe(gaps.length)
      const later = new Set(gapNames(own, hasGroups, '2026-12-31'))
      for (const gap of gaps) expect(later).toContain(gap)
    }),
    { numRuns: 60 },
  )
})

it('记录的次序不影响结论', () => {
  fc.assert(
    fc.property(activities, fc.boolean(), asOf, (own, hasGroups, on) => {
      expect(gapNames(own.toReversed(), hasGroups, on)).toEqual(gapNames(own, hasGroups, on))
    }),
    { numRuns: 30 },
  )
})
