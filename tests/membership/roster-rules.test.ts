import { describe, expect, it } from 'vitest'
import { isBirthInNumber } from '../../shared/member/rules.ts'
import { ROSTER_RULES } from '../../shared/membership/roster-rules.ts'
import type { MemberFacts } from '../../shared/organization/facts.ts'
import { branch, judge, onlyProfile, provesVerdicts, rootCommittee, withMembers } from '../compliance/facts.ts'

provesVerdicts(ROSTER_RULES)

const changed = (changes: Partial<MemberFacts>) => {
  const base = withMembers(5, 0)
  return branch({ ...base, members: (base.members ?? []).map((member, index) => (index === 0 ? { ...member, ...changes } : member)) })
}

describe('C22 确保党员信息准确可靠', () => {
  it('证号、生日一致，必填全满的达标，写明与上级系统的人数由人核对', () => {
    const found = judge('C22', changed({}), '2026-09-14')
    expect(found.verdict).toBe('达标')
    expect(found.workings.join()).toContain('与上级系统的人数是否一致须人工核对')
  })

  it.each([
    ['生日与证号不一致', { isBirthInNumber: false }, '1 人出生日期与证号不一致'],
    ['缺必填项', { missing: ['手机号', '家庭住址'] }, '1 人缺必填项'],
  ])('%s的不达标（橙）', (_name, changes, said) => {
    const found = judge('C22', changed(changes), '2026-09-14')
    expect(found).toMatchObject({ verdict: '不达标', severity: '应当', memberIds: ['m1'] })
    expect(found.message).toContain(said)
  })

  it.each(['GJ', 'JY17'])('没有可调的参数，%s 方案下照样判', (profileId) => {
    const standards = onlyProfile(profileId)
    expect(judge('C22', changed({ isBirthInNumber: false }), '2026-09-14', { standards }).verdict).toBe('不达标')
  })

  it('不直接管名册的、没有党员的不适用', () => {
    expect(judge('C22', rootCommittee(), '2026-09-14').verdict).toBe('不适用')
    expect(judge('C22', branch(), '2026-09-14').verdict).toBe('不适用')
  })

  it('截止前 30 天还没有与上级系统核对的转待确认', () => {
    expect(judge('C22', changed({}), '2026-12-01').verdict).toBe('达标')
    expect(judge('C22', changed({}), '2026-12-02').verdict).toBe('待确认')
  })
})

describe('生日与证号', () => {
  it.each([
    ['同一天', '1980-05-17', '日', true],
    ['前一天', '1980-05-16', '日', false],
    ['后一天', '1980-05-18', '日', false],
    ['只记到月，同月', '1980-05-01', '月', true],
    ['只记到月，差一月', '1980-06-01', '月', false],
    ['只记到年，同年', '1980-01-01', '年', true],
    ['只记到年，差一年', '1981-01-01', '年', false],
  ] as const)('%s', (_name, birthOn, precision, agrees) => {
    expect(isBirthInNumber('350200198005170018', birthOn, precision)).toBe(agrees)
  })
})
