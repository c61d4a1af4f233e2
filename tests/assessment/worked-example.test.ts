import { describe, expect, it } from 'vitest'
import * as items from '../../shared/assessment/item-ratios.ts'
import { ratio, type Ratio } from '../../shared/assessment/ratio.ts'
import { DEFAULT_SCHEME } from '../../shared/assessment/scheme.ts'
import { annualScore, UNRATED, type ItemRating } from '../../shared/assessment/scoring.ts'

const done = (count: number, due: number) => ({ done: count, due })

/** 信托公司第二党支部 2026 年度的原始计数，逐项过公式。 */
function trustSecondBranch(): Record<string, Ratio | null> {
  const onTime = { held: '按期', isUnderTwoHours: false } as const
  return {
    '1.1': items.organizationSetup(done(5, 5)),
    '1.2': items.termRenewal({ kind: '节点不齐' }),
    '1.3': items.completeCommittee({ secretaryDays: 0, memberDays: 0 }),
    '2.1': items.regularMeetings({
      congress: done(4, 4),
      committee: done(11, 12),
      small: done(23, 24),
      lectures: done(2, 2),
      hasSecretaryLectured: true,
    }),
    '2.2': items.themeDays([
      ...Array.from({ length: 10 }, () => onTime),
      { held: '未按期', isUnderTwoHours: false },
      { held: '按期', isUnderTwoHours: true },
    ]),
    '2.3': items.lifeMeeting({ isHeld: true, materials: 6, isInFourthQuarter: true }),
    '2.4': items.democraticReview({ stages: 6, isExcellentOverLimit: true }),
    '3.1': items.transfers({ compliant: done(3, 4), isSweepDone: true }),
    '3.2': items.goingAbroad(done(0, 0)),
    '3.3': items.floatingMembers({ managed: done(1, 1), contacted: done(4, 4), checkedOnReturn: done(1, 1) }),
    '4.1': items.studyAndTraining({
      studyDays: 11,
      membersMet: done(17, 19),
      committeeMet: done(2, 3),
      committeeTrained: done(3, 3),
    }),
    '4.2': items.themedPractice(4),
    '4.3': items.dues({ paidInFull: done(224, 228), isPublished: true }),
    '4.4': items.dailyManagement({ duties: done(95, 100), attendance: done(86, 100) }),
    '4.5': items.disposals(done(0, 0)),
    '5.1': items.candidateRegister({ isFirstHalfUpdated: true, isSecondHalfUpdated: true }),
    '5.2': items.admissionSteps(done(13, 14)),
    '5.3': items.activistTeam({ nonpartyStaff: 46, hasActivists: true }),
    '6.1': items.heartToHeartTalks({ covered: done(19, 19), mandatoryBySecretary: done(2, 3) }),
    '6.2': items.rightsAndDisclosure({ disclosures: 4, answeredOnTime: done(0, 0) }),
    '6.3': items.assistance({ visited: done(2, 2), closedApplications: done(0, 0) }),
    '7.1': items.rulesInForce(6),
    '7.2': items.annualPlan({ submission: '按时', completed: done(92, 100) }),
    '7.3': items.ledgers({ required: done(96, 100), photos: done(98, 100), closings: done(12, 12) }),
    '7.4': items.reportsAndRectification({ reportsOnTime: done(11, 12), rectifiedOnTime: done(8, 9) }),
    '8.1': items.venue({ hasVenue: true, facilities: 5 }),
    '8.2': items.funds({ isBudgeted: true, compliantFen: done(1_000_000, 1_000_000) }),
    '8.3': items.partyWorkers({ isSecretaryTrained: true, isStaffed: true }),
  }
}

describe('5.4 算例：信托公司第二党支部 2026 年度，从原始计数逐分对上', () => {
  const ratios = trustSecondBranch()
  const ratingOf = (itemId: string): ItemRating => {
    const value = ratios[itemId]
    return value === undefined ? UNRATED : { ratio: value, source: '记录计算', basis: '', workings: [] }
  }
  const scored = annualScore(
    DEFAULT_SCHEME,
    ratingOf,
    [
      { kind: '加分', pointsCenti: 150 },
      { kind: '减分', pointsCenti: 100 },
    ],
    false,
  )

  it('28 个考核项都有公式', () => {
    const ids = DEFAULT_SCHEME.tasks.flatMap((task) => task.items.map((item) => item.itemId))
    expect(Object.keys(ratios)).toEqual(ids)
  })

  it.each([
    [1, 1440],
    [2, 2036],
    [3, 875],
    [4, 1662],
    [5, 952],
    [6, 733],
    [7, 865],
    [8, 767],
  ])('任务 %i 得 %i（百分之一分）', (taskNo, expected) => {
    expect(scored.tasks[taskNo - 1]?.scoreCenti).toBe(expected)
  })

  it('base 93.30，加 1.5 减 1 → final 93.80，优秀、五星、先进', () => {
    expect(scored).toMatchObject({
      baseCenti: 9330,
      bonusCenti: 150,
      deductionCenti: 100,
      finalCenti: 9380,
      grade: '优秀',
      stars: 5,
      category: '先进',
    })
  })

  it('1.2 = 0.9×6 = 5.40，因请示迟于 T−4', () => {
    expect(scored.tasks[0]?.items[1]?.scoreCenti).toBe(540)
  })

  it('任务二各项 9.67、4.71、2.79、3.20，任务得分由未舍入的值合计', () => {
    expect(scored.tasks[1]?.items.map((each) => each.scoreCenti)).toEqual([967, 471, 279, 320])
  })

  it('任务三里出国（境）不适用，其 2 分由另两项分摊', () => {
    const transfers = scored.tasks[2]
    expect(transfers?.items.map((each) => each.isApplicable)).toEqual([true, false, true])
    expect(transfers?.items.map((each) => each.scoreCenti)).toEqual([375, 0, 500])
  })

  it('万分比精度的人工录入与精确比率相差不到 0.01 分', () => {
    const roundedRatings = (itemId: string): ItemRating => {
      const value = ratios[itemId]
      const permyriad = value ? Math.round((Number(value.num) / Number(value.den)) * 10_000) : null
      return { ratio: permyriad === null ? null : ratio(permyriad, 10_000), source: '人工评定', basis: '', workings: [] }
    }
    expect(Math.abs(annualScore(DEFAULT_SCHEME, roundedRatings, [], false).baseCenti - 9330)).toBeLessThanOrEqual(1)
  })
})
