import { describe, expect, it } from 'vitest'
import { GRADING_RULES } from '../../shared/supervision/grading-rules.ts'
import { branch, judge, provesVerdicts, rootCommittee } from '../compliance/facts.ts'

provesVerdicts(GRADING_RULES, { K40: ['达标', '待确认'] })

/** 六项靠人评定的任务各评了一个考核项。 */
const RATED = ['3.1', '4.1', '5.1', '6.1', '7.1', '8.1']
const rated = (itemIds: readonly string[], changes: Parameters<typeof branch>[0] = {}) =>
  branch({ ratedYears: [{ year: 2025, itemIds }], ...changes })
const at = (ruleId: string, asOf: string, ...branches: ReturnType<typeof branch>[]) =>
  judge(ruleId, rootCommittee(), asOf, { others: branches })

describe.each(['K11', 'K12', 'K15', 'K16'])('%s 上一年度各支部都评完', (ruleId) => {
  it('六项都评了达标；缺一项，1 月 31 日前是待办，次日起不达标', () => {
    expect(at(ruleId, '2026-09-14', rated(RATED)).verdict).toBe('达标')
    const lacking = rated(RATED.slice(1))
    expect(['2026-01-30', '2026-01-31', '2026-02-01'].map((asOf) => at(ruleId, asOf, lacking).verdict)).toEqual(['达标', '达标', '不达标'])
  })

  it('上年末以后成立的不参加；别的年度评的不算；只在最上级党委判', () => {
    expect(at(ruleId, '2026-09-14', rated(RATED), rated([], { id: 'b2', establishedOn: '2026-01-01' })).verdict).toBe('达标')
    expect(at(ruleId, '2026-09-14', rated(RATED), rated([], { id: 'b2', establishedOn: '2025-12-31' })).verdict).toBe('不达标')
    expect(at(ruleId, '2026-09-14', branch({ ratedYears: [{ year: 2026, itemIds: RATED }] })).verdict).toBe('不达标')
    expect(judge(ruleId, branch(), '2026-09-14').verdict).toBe('不适用')
  })
})

describe('K40 当年的评价标准', () => {
  const saved = (fromYear: number) => rootCommittee({ savedSchemes: [{ version: 2, fromYear, savedOn: '2026-01-05' }] })
  it('本单位存过、当年已起用的达标；还没有起用、从没存过的待确认', () => {
    expect(judge('K40', saved(2026), '2026-09-14').verdict).toBe('达标')
    expect(judge('K40', saved(2027), '2026-09-14').verdict).toBe('待确认')
    expect(judge('K40', rootCommittee(), '2026-09-14').verdict).toBe('待确认')
    expect(judge('K40', branch(), '2026-09-14').verdict).toBe('不适用')
  })
})
