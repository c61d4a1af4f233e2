import { describe, expect, it } from 'vitest'
import { HEARING_RULES } from '../../shared/supervision/hearing-rules.ts'
import { NO_LIFE, type ActivityFacts } from '../../shared/organizational-life/facts.ts'
import { branch, judge, onlyProfile, provesVerdicts, rootCommittee } from '../compliance/facts.ts'
import { activity } from '../organizational-life/life-facts.ts'

provesVerdicts(HEARING_RULES)

const at = (ruleId: string, activities: readonly ActivityFacts[], asOf: string, profile?: string) =>
  judge(ruleId, rootCommittee({ life: { ...NO_LIFE, activities } }), asOf, {
    others: [branch()],
    ...(profile === undefined ? {} : { standards: onlyProfile(profile) }),
  })
const hearing = (heldOn: string) => activity('党委会', heldOn, { hearsBranchReports: true })

describe('K06 党委每季度听取党支部工作汇报', () => {
  it('一季度没有听：3 月 31 日仍是待办，4 月 1 日起不达标', () => {
    expect(['2026-03-30', '2026-03-31', '2026-04-01'].map((asOf) => at('K06', [], asOf).verdict)).toEqual(['达标', '达标', '不达标'])
    expect(at('K06', [], '2026-03-31').dueOn).toBe('2026-03-31')
  })
  it('季末当天听的算；没有勾“听取汇报”的党委会不算；多听一次不补别的季', () => {
    expect(at('K06', [hearing('2026-03-31')], '2026-04-01').verdict).toBe('达标')
    expect(at('K06', [activity('党委会', '2026-03-31')], '2026-04-01').verdict).toBe('不达标')
    expect(at('K06', [hearing('2026-01-31'), hearing('2026-03-31')], '2026-07-01').verdict).toBe('不达标')
  })
  it('党支部、名下没有支部的党委、没有这项规定的方案不适用', () => {
    expect(judge('K06', branch(), '2026-04-01').verdict).toBe('不适用')
    expect(judge('K06', rootCommittee(), '2026-04-01').verdict).toBe('不适用')
    expect(at('K06', [], '2026-04-01', 'GJ').verdict).toBe('不适用')
  })
})

describe('K43 党委全年专题研究党支部建设', () => {
  it('年末前是待办，年末没有不达标；研究过达标', () => {
    expect(['2026-12-30', '2026-12-31'].map((asOf) => at('K43', [], asOf).verdict)).toEqual(['达标', '不达标'])
    expect(at('K43', [activity('党委会', '2026-05-06', { discussesBranchWork: true })], '2026-12-31').verdict).toBe('达标')
    expect(at('K43', [activity('党委会', '2025-12-31', { discussesBranchWork: true })], '2026-12-31').verdict).toBe('不达标')
  })
})
