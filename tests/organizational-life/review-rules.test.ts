import { describe, expect, it } from 'vitest'
import { TALK_RULES } from '../../shared/organizational-life/talk-rules.ts'
import { REVIEW_RULES } from '../../shared/organizational-life/review-rules.ts'
import type { ReviewGrade } from '../../shared/organizational-life/facts.ts'
import { judge, onlyProfile, standardsWith, withMembers, provesVerdicts } from '../compliance/facts.ts'
import { lifeBranch, review } from './life-facts.ts'

// B26 “一般在年底或次年初”、B29 优秀比例可以写明理由上报，都只提示。
provesVerdicts(REVIEW_RULES, { B26: ['达标', '提示'], B29: ['达标', '提示'] })
provesVerdicts(TALK_RULES)

const graded = (excellent: number, full: number, probationary = 0): ReviewGrade[] => [
  ...Array.from({ length: excellent }, () => '优秀' as const),
  ...Array.from({ length: full - excellent }, () => '合格' as const),
  ...Array.from({ length: probationary }, () => '不定等次' as const),
]

describe('B25 每个评议年度完成一次', () => {
  it.each([
    ['2027-03-31', '达标', '窗口最后一天仍是待办'],
    ['2027-04-01', '不达标', '次日没有完成'],
  ])('2026 年度没有评，%s %s——%s', (asOf, verdict) => {
    const found = judge('B25', lifeBranch(), asOf)
    expect(found.verdict).toBe(verdict)
    expect(found.message).toContain('2026 年度')
  })

  it('十二月起看当年，此前看上一年；归哪年以评议年度为准', () => {
    expect(judge('B25', lifeBranch(), '2026-11-30').message).toContain('2025 年度')
    expect(judge('B25', lifeBranch(), '2026-12-01').message).toContain('2026 年度')
    expect(judge('B25', lifeBranch({ reviews: [review(2026, '2027-02-10')] }), '2027-04-01').verdict).toBe('达标')
    expect(judge('B25', lifeBranch({ reviews: [review(2025, '2027-02-10')] }), '2027-04-01').verdict).toBe('不达标')
  })

  it('开了头没有作出组织评定，不算完成', () => {
    expect(judge('B25', lifeBranch({ reviews: [review(2026, null)] }), '2027-04-01').verdict).toBe('不达标')
  })
})

describe('十二月以前就评了的也看得到', () => {
  const over = review(2026, '2026-11-20', graded(3, 6))
  const last = review(2025, '2026-02-10', graded(1, 6))
  it.each([
    ['2026-11-21', '评定次日'],
    ['2026-11-30', '十一月最后一天'],
    ['2026-12-01', '十二月起本来就看当年'],
  ])('%s（%s）：B29、N-35 提示超了三分之一，B26 提示早于窗口', (asOf) => {
    const branch = lifeBranch({ reviews: [last, over] })
    for (const id of ['B29', 'N-35', 'B26']) {
      const found = judge(id, branch, asOf)
      expect([found.verdict, found.message], id).toEqual(['提示', expect.stringContaining('2026 年度')])
    }
    expect(judge('B25', branch, asOf).message).toContain('2026 年度民主评议已于 2026-11-20')
  })

  it('评了等次、还没作评定的也看比例', () => {
    const grading = { ...over, decidedOn: null, stages: [] }
    expect(judge('B29', lifeBranch({ reviews: [last, grading] }), '2026-11-21').verdict).toBe('提示')
  })

  it('当年评得早，不遮住上一年度没有评、没有处置的', () => {
    expect(judge('B25', lifeBranch({ reviews: [over] }), '2026-11-21').message).toContain('2025 年度')
    const failed = { ...review(2025, '2026-02-10', ['优秀', '不合格', '合格', '合格']) }
    expect(judge('B31', lifeBranch({ reviews: [failed, over] }), '2026-11-21').message).toContain('2025 年度')
  })

  it('没有评的不提前看', () => {
    expect(judge('B25', lifeBranch({ reviews: [last, { ...review(2026, null), results: [] }] }), '2026-11-21').message).toContain(
      '2025 年度',
    )
  })
})

describe('B26 完成日在窗口以内', () => {
  it.each([
    ['2026-11-30', '提示'],
    ['2026-12-01', '达标'],
    ['2027-03-31', '达标'],
    ['2027-04-01', '提示'],
  ])('%s 完成：%s', (decidedOn, verdict) => {
    expect(judge('B26', lifeBranch({ reviews: [review(2026, decidedOn)] }), '2027-05-01').verdict).toBe(verdict)
  })
})

describe('B27、B28 六个环节齐', () => {
  const lacking = { ...review(2026, '2027-02-10'), stages: review(2026, '2027-02-10').stages.filter((each) => each.stage !== '民主测评') }
  it('缺民主测评：程序不全', () => {
    for (const found of [
      judge('B27', lifeBranch({ reviews: [lacking] }), '2027-03-01'),
      judge('B28', lifeBranch({ reviews: [lacking] }), '2027-03-01'),
    ]) {
      expect([found.verdict, found.message]).toEqual(['不达标', expect.stringContaining('缺民主测评')])
    }
  })
  it('还在办的是待办；六个环节都办了达标', () => {
    const begun = { ...review(2026, null), stages: review(2026, '2027-01-10').stages.slice(0, 3) }
    expect(judge('B27', lifeBranch({ reviews: [begun] }), '2027-03-31').verdict).toBe('达标')
    expect(judge('B27', lifeBranch({ reviews: [begun] }), '2027-04-01').verdict).toBe('不达标')
    expect(judge('B28', lifeBranch({ reviews: [review(2026, '2027-02-10')] }), '2027-03-01').verdict).toBe('达标')
  })
})

describe('场景 7.12：B29、N-35 优秀不超过三分之一', () => {
  const at = (grades: ReviewGrade[], standards = standardsWith({})) =>
    judge('B29', lifeBranch({ reviews: [review(2026, '2027-02-10', grades)] }), '2027-03-01', { standards })

  it.each([
    [6, '达标'],
    [7, '提示'],
  ])('正式 20 名、预备 2 名，评优 %i 人：%s', (excellent, verdict) => {
    const found = at(graded(excellent, 20, 2))
    expect(found.verdict).toBe(verdict)
    expect(found.workings.join()).toContain('20 人 ÷ 3，向下取整＝6 人')
    expect(found.facts.find((each) => each.label === '不定等次')?.value).toBe('党员21、党员22')
  })

  it('基数改党员总数：上限 floor(22/3)=7，评优 7 人合规', () => {
    const override = {
      id: 'o1',
      organizationId: 'b1',
      reach: '本组织' as const,
      key: 'excellentBase' as const,
      value: '党员总数' as const,
      fromOn: '2026-01-01',
      untilOn: null,
      documentNo: '金圆党〔2026〕1号',
      approvedBy: '集团党委',
      reason: '',
    }
    const found = at(graded(7, 20, 2), standardsWith({ overrides: [override] }))
    expect(found.verdict).toBe('达标')
    expect(found.overrides.map((each) => each.key)).toEqual(['excellentBase'])
  })

  it('正式两人的支部上限是 0：提示可报上级统筹', () => {
    expect(at(graded(0, 2)).message).toContain('上级党组织统筹')
    expect(at(graded(1, 2)).verdict).toBe('提示')
  })

  it('写明理由确认的仍提示；方案没有比例的不适用', () => {
    const confirmed = { ...review(2026, '2027-02-10', graded(7, 20)), overLimitReason: '上级统筹' }
    expect(judge('B29', lifeBranch({ reviews: [confirmed] }), '2027-03-01').message).toContain('已写明理由确认：上级统筹')
    expect(at(graded(7, 20), onlyProfile('JY17')).verdict).toBe('不适用')
  })

  it('N-35：预备党员不定等次；优秀超比例提示', () => {
    const n35 = (grades: ReviewGrade[]) => judge('N-35', lifeBranch({ reviews: [review(2026, '2027-02-10', grades)] }), '2027-03-01')
    expect(n35(graded(6, 20, 2)).verdict).toBe('达标')
    expect(n35(graded(7, 20, 2)).verdict).toBe('提示')
    const wrong = review(2026, '2027-02-10', graded(1, 5))
    const results = wrong.results.map((each, index) => (index === 4 ? { ...each, category: '预备党员' as const } : each))
    const found = judge('N-35', lifeBranch({ reviews: [{ ...wrong, results }] }), '2027-03-01')
    expect([found.verdict, found.memberIds]).toEqual(['不达标', ['m5']])
  })
})

describe('B31 结果用于奖惩', () => {
  const poor = (changes: Partial<ReturnType<typeof review>['results'][number]>) => {
    const base = review(2026, '2027-01-10', ['优秀', '不合格'])
    return lifeBranch({
      reviews: [{ ...base, results: base.results.map((each) => (each.grade === '不合格' ? { ...each, ...changes } : each)) }],
    })
  }
  it.each([
    ['2027-04-09', '达标', '第 89 天'],
    ['2027-04-10', '达标', '第 90 天，当天有效'],
    ['2027-04-11', '不达标', '第 91 天'],
  ])('不合格没有后续处置，%s %s——%s', (asOf, verdict) => expect(judge('B31', poor({}), asOf).verdict).toBe(verdict))

  it('有后续处置的达标，晚于期限的不达标；列入先优的不达标', () => {
    expect(judge('B31', poor({ handledOn: '2027-04-10' }), '2027-05-01').verdict).toBe('达标')
    expect(judge('B31', poor({ handledOn: '2027-04-11' }), '2027-05-01').verdict).toBe('不达标')
    expect(judge('B31', poor({ handledOn: '2027-01-20', isCommended: true }), '2027-02-01').memberIds).toEqual(['m2'])
  })
})

describe('B30 谈心谈话', () => {
  const members = withMembers(3, 0)
  const talk = (talkerId: string, memberId: string, heldOn = '2026-05-01') => ({
    id: `${talkerId}${memberId}`,
    heldOn,
    kind: '日常' as const,
    means: '见面' as const,
    occasion: '',
    talkerRole: '委员' as const,
    talkerIds: [talkerId],
    subjectIds: [memberId],
  })
  const committee = [talk('甲', '乙'), talk('甲', '丙'), talk('甲', '丁'), talk('乙', '丙'), talk('乙', '丁'), talk('丁', '丙')]
  const each = [talk('甲', 'm1'), talk('乙', 'm2'), talk('丙', 'm3'), talk('m1', 'm2'), talk('m3', 'm1')]

  it('支委两两、支委与党员、党员之间都谈到才达标；少一对就差', () => {
    expect(judge('B30', lifeBranch({ talks: [...committee, ...each] }, members), '2026-12-31').verdict).toBe('达标')
    const found = judge('B30', lifeBranch({ talks: [...committee.slice(1), ...each] }, members), '2026-12-31')
    expect([found.verdict, found.message]).toEqual(['不达标', expect.stringContaining('还有 1 对')])
  })

  it('年内是待办；上一年的谈话不算；每名支委都要谈到的口径更严', () => {
    expect(judge('B30', lifeBranch({}, members), '2026-12-30').verdict).toBe('达标')
    const last = [...committee, ...each].map((one) => ({ ...one, heldOn: '2025-12-31' }))
    expect(judge('B30', lifeBranch({ talks: last }, members), '2026-12-31').verdict).toBe('不达标')
    const override = {
      id: 'o2',
      organizationId: 'b1',
      reach: '本组织' as const,
      key: 'talkCoverage' as const,
      value: '全部两两' as const,
      fromOn: '2026-01-01',
      untilOn: null,
      documentNo: '2号',
      approvedBy: '集团党委',
      reason: '',
    }
    const standards = standardsWith({ overrides: [override] })
    expect(judge('B30', lifeBranch({ talks: [...committee, ...each] }, members), '2026-12-31', { standards }).verdict).toBe('不达标')
  })
})
