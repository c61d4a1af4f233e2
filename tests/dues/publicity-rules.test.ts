import { describe, expect, it } from 'vitest'
import type { PublicityFacts } from '../../shared/calendar/publicity-record.ts'
import { DUES_PUBLICITY_RULES } from '../../shared/dues/publicity-rules.ts'
import { branch, judge, onlyProfile, provesVerdicts, rootCommittee } from '../compliance/facts.ts'

provesVerdicts(DUES_PUBLICITY_RULES)

function posted(postedOn: string, changes: Partial<PublicityFacts> = {}): PublicityFacts {
  return {
    id: postedOn,
    kind: '党费收缴使用',
    about: '党费收缴使用情况',
    nextStep: '归档公示情况',
    postedOn,
    days: 5,
    unit: '工作日',
    countsPostedDay: false,
    outcome: null,
    concludedOn: null,
    ...changes,
  }
}
const d22 = (asOf: string, publicities: readonly PublicityFacts[], profileId = 'DEF') =>
  judge('D22', branch({ publicities }), asOf, { standards: onlyProfile(profileId) })

describe('D22 每年第四季度公布一次党费收缴使用情况', () => {
  const LAST = posted('2024-11-05')

  it.each([
    ['2025-09-30', false],
    ['2025-10-01', true],
    ['2025-12-31', true],
    ['2026-01-01', false],
  ])('%s 张贴的，算 2025 年第四季度的：%s', (postedOn, counts) => {
    expect(d22('2026-02-01', [posted(postedOn), LAST]).verdict).toBe(counts ? '达标' : '不达标')
  })

  it('窗口开着还没公示：不算违反，列出期限与登记的地方；过了 12 月 31 日才不达标', () => {
    expect(d22('2025-10-01', [LAST])).toMatchObject({ verdict: '达标', dueOn: '2025-12-31', remedies: [{ label: '登记党费公示' }] })
    expect(d22('2025-12-31', [LAST])).toMatchObject({ verdict: '达标', dueOn: '2025-12-31' })
    expect(d22('2026-01-01', [LAST])).toMatchObject({ verdict: '不达标', severity: '应当' })
  })

  it('窗口还没开，看上一年的', () => {
    expect(d22('2025-09-30', [LAST])).toMatchObject({ verdict: '达标', dueOn: null })
  })

  it('中止的、别类的公示不算', () => {
    expect(d22('2026-01-01', [posted('2025-11-01', { outcome: '中止', concludedOn: '2025-11-03' }), LAST]).verdict).toBe('不达标')
    expect(d22('2026-01-01', [posted('2025-11-01', { kind: '党务公开' }), LAST]).verdict).toBe('不达标')
  })

  it('登记第一次公示以前的年度不倒查', () => {
    expect(d22('2026-01-01', []).verdict).toBe('不适用')
    expect(d22('2026-03-01', [posted('2026-02-10')]).verdict).toBe('不适用')
  })

  it('2008 年党费规定是每年一次：全年哪天都算；2017 年方案没有这项规定', () => {
    expect(d22('2025-06-01', [posted('2025-03-01')], 'GJ').verdict).toBe('达标')
    expect(d22('2026-06-01', [posted('2024-03-01')], 'GJ').verdict).toBe('不达标')
    expect(d22('2026-06-01', [posted('2025-03-01')], 'GJ')).toMatchObject({ verdict: '达标', dueOn: '2026-12-31' })
    expect(d22('2026-01-01', [LAST], 'JY17').verdict).toBe('不适用')
  })

  it('第四季度里才成立的支部，成立那年已过的不追', () => {
    const young = branch({
      establishedOn: '2025-11-20',
      publicities: [posted('2025-11-25', { outcome: '中止', concludedOn: '2025-11-26' })],
    })
    expect(judge('D22', young, '2026-01-01').verdict).toBe('不适用')
    expect(judge('D22', rootCommittee(), '2026-01-01').verdict).toBe('不适用')
  })
})
