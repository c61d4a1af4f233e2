import fc from 'fast-check'
import { TERM_RULES } from '../../shared/election/term-rules.ts'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../shared/calendar/plain-date.ts'
import {
  branch,
  earlyApproval,
  extension,
  generalBranch,
  judge,
  onlyProfile,
  rootCommittee,
  term,
  provesVerdicts,
} from '../compliance/facts.ts'

provesVerdicts(TERM_RULES)

/** 2023-06-16 选举、任期 3 年：2026-06-16 届满。 */
const electedIn2023 = (changes: Parameters<typeof term>[1] = {}) => branch({ terms: [term('2023-06-16', { seq: 3, ...changes })] })

describe('A13「党总支执行3年任期，党支部执行2年任期」与 2018 年任期意见的过渡', () => {
  it.each([
    ['2017-06-15', '2019-06-15'],
    ['2018-07-11', '2020-07-11'],
    ['2018-07-12', '2021-07-12'],
    ['2019-06-20', '2022-06-20'],
    ['2020-02-29', '2023-02-28'],
  ])('党支部 %s 选举，%s 届满', (electedOn, endsOn) => {
    const finding = judge('A13', branch({ terms: [term(electedOn)] }), electedOn)
    expect(finding).toMatchObject({ verdict: '达标', dueOn: endsOn, quote: '党总支执行3年任期，党支部执行2年任期' })
    expect(finding.difference).toContain('已被 2018 年 7 月任期意见取代')
  })

  it('按选举日取方案：2017 年当选的依“金圆2017原文”，以后的依现行方案', () => {
    expect(judge('A13', branch({ terms: [term('2017-06-15')] }), '2019-01-01').profileName).toBe('金圆2017原文')
    expect(judge('A13', branch({ terms: [term('2019-06-20')] }), '2020-01-01').profileName).toBe('金圆现行标准方案（2026）')
  })

  it('登记的任期与选举日口径不符：不达标', () => {
    const finding = judge('A13', electedIn2023({ termYears: 5 }), '2024-01-01')
    expect(finding).toMatchObject({ verdict: '不达标', severity: '应当' })
    expect(finding.message).toContain('登记的任期是 5 年，按选举日应为 3 年')
  })

  it('党委 5 年', () => {
    expect(judge('A13', rootCommittee({ terms: [term('2022-03-01', { termYears: 5 })] }), '2026-01-01')).toMatchObject({
      verdict: '达标',
      dueOn: '2027-03-01',
    })
  })
})

describe('A14「党的总支部委员会、党支部委员会每届任期一般3年」', () => {
  it('3 年达标；任期意见以前选出的按原任期执行到届满，不适用', () => {
    expect(judge('A14', electedIn2023(), '2024-01-01').verdict).toBe('达标')
    expect(judge('A14', branch({ terms: [term('2017-06-15')] }), '2018-08-01').message).toContain('执行到 2019-06-15 届满，下一届起 3 年')
  })
  it('登记成别的年数给提示', () => {
    expect(judge('A14', electedIn2023({ termYears: 4 }), '2024-01-01')).toMatchObject({ verdict: '不达标', severity: '提示' })
  })
})

describe('A15「每个党支部任期届满必须换届」', () => {
  it.each([
    ['2026-06-15', '达标', '达标'],
    ['2026-06-16', '达标', '达标'],
    ['2026-06-17', '不达标', '红线'],
  ] as const)('2026-06-16 届满，%s：%s', (asOf, verdict, severity) => {
    expect(judge('A15', electedIn2023(), asOf)).toMatchObject({
      verdict,
      severity,
      dueOn: '2026-06-16',
      quote: '每个党支部任期届满必须换届',
    })
  })

  it('逾期天数写成人能复核的算式，消除动作是换届请示', () => {
    const finding = judge('A15', electedIn2023(), '2026-09-14')
    expect(finding.message).toContain('至 2026-09-14 已逾期 90 天')
    expect(finding.workings).toContain('届满日 2023-06-16 + 3 年 = 2026-06-16')
    expect(finding.workings).toContain('逾期天数 2026-09-14 − 2026-06-16 = 90 天')
    expect(finding.remedies[0]).toEqual({
      label: '生成换届请示',
      route: 'correspondence.draft',
      input: { kind: 'W05', organizationId: 'b1' },
    })
  })

  it.each([
    ['2026-12-13', false],
    ['2026-12-14', true],
  ])('%s 超过 180 天提示否决观察：%s', (asOf, isHinted) => {
    expect(judge('A15', electedIn2023(), asOf).message.includes('一票否决观察')).toBe(isHinted)
  })

  it.each([
    ['2026-12-16', '达标'],
    ['2026-12-17', '不达标'],
  ] as const)('获批延期至 2026-12-16，%s：%s', (asOf, verdict) => {
    expect(judge('A15', electedIn2023({ approvals: [extension('2026-06-01', '2026-12-16')] }), asOf).verdict).toBe(verdict)
  })

  it('2017-06-15 选举、2019-06-20 换届：首届届满 2019-06-15，逾期 5 天；当年不达标，次年不再追', () => {
    const switched = branch({ terms: [term('2017-06-15', { seq: 1 }), term('2019-06-20', { seq: 2 })] })
    const finding = judge('A15', switched, '2019-06-20')
    expect(finding).toMatchObject({ verdict: '不达标', severity: '红线', dueOn: '2019-06-15' })
    expect(finding.workings).toContain('逾期天数 2019-06-20 − 2019-06-15 = 5 天')
    expect(judge('A15', switched, '2019-12-31').verdict).toBe('不达标')
    expect(judge('A15', switched, '2020-01-01')).toMatchObject({ verdict: '达标', dueOn: '2022-06-20' })
    expect(judge('A15', branch({ terms: [term('2017-06-15')] }), '2019-06-20').message).toContain('已逾期 5 天')
  })

  it('届满当日换届不算逾期', () => {
    const onTime = branch({ terms: [term('2023-06-16', { seq: 1 }), term('2026-06-16', { seq: 2 })] })
    expect(judge('A15', onTime, '2026-06-16').verdict).toBe('达标')
  })

  it('没有届次记录：待确认而不是达标；临时党支部没有届次', () => {
    expect(judge('A15', branch(), '2026-09-14')).toMatchObject({ verdict: '待确认', severity: '待确认' })
    expect(judge('A15', branch({ form: '临时党支部' }), '2026-09-14').verdict).toBe('不适用')
  })

  it('登记在判定日以后的选举与批复不影响当时的结论', () => {
    const later = branch({
      terms: [term('2023-06-16', { seq: 1, approvals: [extension('2026-09-01', '2027-01-01')] }), term('2026-10-01', { seq: 2 })],
    })
    expect(judge('A15', later, '2026-08-01').verdict).toBe('不达标')
  })

  it('性质：延长延期日不会使达标变为不达标；多过一天不会使不达标变为达标', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 500 }),
        fc.integer({ min: 0, max: 500 }),
        fc.integer({ min: -100, max: 900 }),
        (days, more, day) => {
          const asOf = addDays('2026-06-16', day)
          const until = (span: number) => electedIn2023({ approvals: [extension('2026-03-01', addDays('2026-06-16', span))] })
          const shorter = judge('A15', until(days), asOf).verdict
          if (shorter === '达标') expect(judge('A15', until(days + more), asOf).verdict).toBe('达标')
          else expect(judge('A15', until(days), addDays(asOf, 1)).verdict).toBe('不达标')
        },
      ),
    )
  })
})

describe('A16「如需延期或提前进行换届选举，应报上级党组织批准」', () => {
  it.each([
    ['2026-06-15', '达标', '达标'],
    ['2026-06-16', '达标', '达标'],
    ['2026-06-17', '不达标', '红线'],
  ] as const)('2026-06-16 届满，延期批复 %s：%s', (approvedOn, verdict, severity) => {
    const finding = judge('A16', electedIn2023({ approvals: [extension(approvedOn, '2026-12-16')] }), '2026-09-14')
    expect(finding).toMatchObject({ verdict, severity })
  })

  const movedUp = (approvedOn: string | null) =>
    branch({
      terms: [
        term('2024-06-16', { seq: 1, approvals: approvedOn === null ? [] : [earlyApproval(approvedOn, '2026-09-01')] }),
        term('2026-09-01', { seq: 2 }),
      ],
    })
  it.each([
    ['2026-08-31', '达标'],
    ['2026-09-01', '不达标'],
    ['2026-09-02', '不达标'],
  ] as const)('2026-09-01 提前换届，批复 %s：%s（须早于选举日）', (approvedOn, verdict) => {
    expect(judge('A16', movedUp(approvedOn), '2026-09-14').verdict).toBe(verdict)
  })
  it('提前换届没有批复：红线，补录到上一届', () => {
    const finding = judge('A16', movedUp(null), '2026-09-14')
    expect(finding).toMatchObject({ verdict: '不达标', severity: '红线' })
    expect(finding.remedies[0]?.input).toEqual({ termId: 't2024-06-16', kind: '提前' })
  })
  it.each([
    ['2026-02-15', '不达标'],
    ['2026-02-16', '不适用'],
  ] as const)('2026-06-16 届满，%s 换届：%s（请示线以后不算提前）', (electedOn, verdict) => {
    const organization = branch({ terms: [term('2023-06-16', { seq: 1 }), term(electedOn, { seq: 2 })] })
    expect(judge('A16', organization, '2026-09-14').verdict).toBe(verdict)
  })
})

describe('A17「延长期限一般不超过1年」', () => {
  it.each([
    ['2027-06-15', '达标', '达标'],
    ['2027-06-16', '达标', '达标'],
    ['2027-06-17', '不达标', '提示'],
  ] as const)('2026-06-16 届满，延期至 %s：%s', (newEndOn, verdict, severity) => {
    const finding = judge('A17', electedIn2023({ approvals: [extension('2026-06-01', newEndOn)] }), '2026-09-14')
    expect(finding).toMatchObject({ verdict, severity, quote: '延长期限一般不超过1年' })
  })
  it.each([
    ['2025-06-15', '不达标'],
    ['2025-06-16', '达标'],
  ] as const)('提前至 %s：%s（提前同样不超过 12 个月）', (newEndOn, verdict) => {
    expect(judge('A17', electedIn2023({ approvals: [earlyApproval('2025-01-10', newEndOn)] }), '2025-02-01').verdict).toBe(verdict)
  })
  it('集团 2017 年方案没有限制提前', () => {
    const organization = electedIn2023({ approvals: [earlyApproval('2025-01-10', '2025-02-01')] })
    expect(judge('A17', organization, '2025-02-01', { standards: onlyProfile('JY17') }).verdict).toBe('不适用')
  })
  it('没有延期不适用', () => expect(judge('A17', electedIn2023(), '2026-01-01').verdict).toBe('不适用'))
})

describe('党总支同样按届判定', () => {
  it('总支 3 年届满逾期', () => {
    expect(judge('A15', generalBranch({ terms: [term('2023-06-16')] }), '2026-06-17').message).toContain('信托总支')
  })
})
