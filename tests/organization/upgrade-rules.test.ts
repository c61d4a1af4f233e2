import { describe, expect, it } from 'vitest'
import { UPGRADE_RULES } from '../../shared/organization/upgrade-rules.ts'
import { branch, generalBranch, judge, provesVerdicts, rootCommittee, term } from '../compliance/facts.ts'

provesVerdicts(UPGRADE_RULES)

const LEVEL_CHANGE = { on: '2026-03-01', from: '党支部' as const, documentNo: '金圆党〔2026〕3号' }
const others = [rootCommittee(), branch({ id: 'b1', parentId: 'g1' }), branch({ id: 'b2', parentId: 'g1' })]
const raised = (changes: Parameters<typeof generalBranch>[0], asOf: string) =>
  judge('A09', generalBranch({ levelChange: LEVEL_CHANGE, childIds: ['b1', 'b2'], terms: [term('2026-04-01')], ...changes }), asOf, {
    others,
  })

describe('A09 升格以后三个月内下设支部、选出新班子', () => {
  it('都办了达标', () => expect(raised({}, '2026-09-14').verdict).toBe('达标'))

  it('只下设一个支部：6 月 1 日仍在期限，次日起不达标', () => {
    const one = { childIds: ['b1'] }
    expect(['2026-05-31', '2026-06-01', '2026-06-02'].map((asOf) => raised(one, asOf).verdict)).toEqual(['达标', '达标', '不达标'])
    expect(raised(one, '2026-06-01').dueOn).toBe('2026-06-01')
  })

  it('升格以前选的班子不算新班子；没有批复文号也缺', () => {
    expect(raised({ terms: [term('2026-02-28')] }, '2026-09-14').verdict).toBe('不达标')
    expect(raised({ terms: [term('2026-03-01')] }, '2026-09-14').verdict).toBe('达标')
    expect(raised({ levelChange: { ...LEVEL_CHANGE, documentNo: '' } }, '2026-09-14').verdict).toBe('不达标')
  })

  it('没有升格过、升格满一年以后不适用', () => {
    expect(raised({ levelChange: null }, '2026-09-14').verdict).toBe('不适用')
    expect(raised({ childIds: [] }, '2027-03-01').verdict).toBe('不达标')
    expect(raised({ childIds: [] }, '2027-03-02').verdict).toBe('不适用')
  })
})
