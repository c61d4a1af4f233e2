import { describe, expect, it } from 'vitest'
import type { MemberFacts } from '../../shared/organization/facts.ts'
import { FLOATING_RULES } from '../../shared/membership/floating-rules.ts'
import { openTestBackend } from '../kit/backend.ts'
import { plantSmallBranch } from '../kit/small-branch.ts'
import { branch, judge, onlyProfile, provesVerdicts, rootCommittee, withMembers } from '../compliance/facts.ts'

// N-36 只提示登记为流动党员。
provesVerdicts(FLOATING_RULES, { 'N-36': ['达标', '提示', '待确认'] })

/** 四名正式党员、一名预备党员（2026-01-10 入党），改最后那名预备党员。 */
function withProbationary(changes: Partial<MemberFacts>) {
  const base = withMembers(4, 1)
  return branch({ ...base, members: (base.members ?? []).map((member, index) => (index === 4 ? { ...member, ...changes } : member)) })
}

describe('C16 做好外出流动的预备党员按期转正工作', () => {
  const floating = (changes: Partial<MemberFacts> = {}) => withProbationary({ isFloating: true, floatingOn: '2026-03-01', ...changes })

  it.each([
    ['期满前 31 日', '2026-12-10', '达标'],
    ['期满前 30 日', '2026-12-11', '提示'],
    ['期满前 29 日', '2026-12-12', '提示'],
    ['期满前一日', '2027-01-09', '提示'],
    ['期满当日', '2027-01-10', '提示'],
    ['期满次日', '2027-01-11', '不达标'],
  ])('2026-01-10 入党，%s（%s）%s', (_name, asOf, verdict) => {
    expect(judge('C16', floating(), asOf)).toMatchObject({ verdict, dueOn: '2027-01-10', memberIds: ['m5'] })
  })

  it('延长预备期的按延长后的期满日', () => {
    expect(judge('C16', floating({ probationEndsOn: '2027-07-10' }), '2027-01-11').verdict).toBe('达标')
  })

  it('没有流动的预备党员、停止党籍的、不是党支部的不适用', () => {
    expect(judge('C16', withProbationary({}), '2027-01-11').verdict).toBe('不适用')
    expect(judge('C16', floating({ partyStatus: '停止党籍' }), '2027-01-11').verdict).toBe('不适用')
    expect(judge('C16', rootCommittee(), '2027-01-11').verdict).toBe('不适用')
  })

  it.each(['GJ', 'JY17', 'LZ20'])('没有可调的参数，%s 方案下照样判', (profileId) => {
    expect(judge('C16', floating(), '2027-01-11', { standards: onlyProfile(profileId) }).verdict).toBe('不达标')
  })
})

describe('N-30 转入的预备党员推迟讨论不超过 6 个月', () => {
  const transferred = (changes: Partial<MemberFacts> = {}) => withProbationary({ transferredInOn: '2026-11-01', ...changes })

  it.each([
    ['期满前一日', '2027-01-09', '达标', '2027-01-10'],
    ['期满当日', '2027-01-10', '达标', '2027-01-10'],
    ['期满次日', '2027-01-11', '提示', '2027-07-10'],
    ['推迟满 6 个月前一日', '2027-07-09', '提示', '2027-07-10'],
    ['推迟满 6 个月当日', '2027-07-10', '提示', '2027-07-10'],
    ['推迟满 6 个月次日', '2027-07-11', '不达标', '2027-07-10'],
  ])('2027-01-10 期满，%s（%s）%s', (_name, asOf, verdict, dueOn) => {
    expect(judge('N-30', transferred(), asOf)).toMatchObject({ verdict, dueOn })
  })

  it('不是转入的、已转正的不适用', () => {
    expect(judge('N-30', withProbationary({}), '2027-07-11').verdict).toBe('不适用')
    expect(judge('N-30', transferred({ category: '正式党员', fullOn: '2027-01-10' }), '2027-07-11').verdict).toBe('不适用')
    expect(judge('N-30', rootCommittee(), '2027-07-11').verdict).toBe('不适用')
  })
})

describe('N-36 连续外出满 6 个月的是流动党员', () => {
  const floating = (floatingOn: string | null) => withProbationary({ isFloating: true, floatingOn })

  it.each([
    ['满 6 个月前一天', '2026-08-27', '达标'],
    ['满 6 个月当天', '2026-08-28', '提示'],
    ['满 6 个月后一天', '2026-08-29', '提示'],
  ])('2026-02-28 起外出，%s（%s）%s', (_name, asOf, verdict) => {
    expect(judge('N-36', floating('2026-02-28'), asOf)).toMatchObject({ verdict, dueOn: '2026-08-28', memberIds: ['m5'] })
  })

  it('月底外出，满 6 个月不溢出到下月', () => {
    expect(judge('N-36', floating('2025-08-31'), '2026-02-28')).toMatchObject({ verdict: '提示', dueOn: '2026-02-28' })
    expect(judge('N-36', floating('2025-08-31'), '2026-02-27').verdict).toBe('达标')
  })

  it('不知自哪天外出的待确认', () => expect(judge('N-36', floating(null), '2026-09-14').verdict).toBe('待确认'))

  it('国家规定最低线也按 6 个月；“较长时间”没有写月数的方案不适用', () => {
    expect(judge('N-36', floating('2026-02-28'), '2026-09-14', { standards: onlyProfile('GJ') }).verdict).toBe('提示')
    for (const profileId of ['JY17', 'SZ22', 'LZ20'])
      expect(judge('N-36', floating('2026-02-28'), '2026-09-14', { standards: onlyProfile(profileId) }).verdict, profileId).toBe('不适用')
  })

  it('没有外出的、不是党支部的不适用', () => {
    expect(judge('N-36', withProbationary({}), '2026-09-14').verdict).toBe('不适用')
    expect(judge('N-36', rootCommittee(), '2026-09-14').verdict).toBe('不适用')
  })
})

describe('由登记的事件推出', () => {
  const severities = ['红线', '应当', '提示', '待确认', '达标', '不适用'] as const

  it('流动外出：自那天算起，返回就不再提；再次外出从头算', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second, id } = await plantSmallBranch(backend)
    const judgedOn = async (asOf: string) => {
      const { findings } = await backend.call('compliance.findings', { asOf, organizationId: second, severities: [...severities] })
      return findings.find((each) => each.ruleId === 'N-36')
    }
    const memberIds = [id('陈以宁')]
    const record = (kind: '流动外出' | '流动返回', occurredOn: string, detail = '') =>
      backend.call('member.recordEvent', { memberIds, event: { kind, occurredOn, detail } })
    await record('流动外出', '2026-01-10', '浙江省杭州市西湖区')
    expect(await judgedOn('2026-07-09')).toMatchObject({ verdict: '达标', dueOn: '2026-07-10' })
    expect(await judgedOn('2026-07-10')).toMatchObject({ verdict: '提示', memberIds })
    await record('流动返回', '2026-07-20')
    expect(await judgedOn('2026-07-20')).toMatchObject({ verdict: '不适用' })
    await record('流动外出', '2026-08-01', '浙江省杭州市西湖区')
    expect(await judgedOn('2026-09-14')).toMatchObject({ verdict: '达标', dueOn: '2027-02-01' })
  })

  it('流动的预备党员：入党满一年前 30 日提示，转正以后不再提', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second, id } = await plantSmallBranch(backend, '2025-09-20')
    const judgedOn = async (asOf: string) => {
      const { findings } = await backend.call('compliance.findings', { asOf, organizationId: second, severities: [...severities] })
      return findings.find((each) => each.ruleId === 'C16')
    }
    const memberIds = [id('何清越')]
    const event = { kind: '流动外出' as const, occurredOn: '2026-05-01', detail: '浙江省杭州市西湖区' }
    await backend.call('member.recordEvent', { memberIds, event })
    expect(await judgedOn('2026-08-20')).toMatchObject({ verdict: '达标', dueOn: '2026-09-20' })
    expect(await judgedOn('2026-08-21')).toMatchObject({ verdict: '提示', memberIds })
    expect(await judgedOn('2026-09-21')).toMatchObject({ verdict: '不达标' })
  })
})

describe('C12 流动党员的去向、时间、联系方式', () => {
  const [first] = withMembers(1, 0).members ?? []
  if (!first) throw new Error('没有造出党员')
  const away = (changes: Partial<typeof first>) =>
    judge('C12', branch({ members: [{ ...first, isFloating: true, floatingOn: '2026-03-01', ...changes }] }), '2026-08-15').verdict

  it('三项都有达标；缺流向、手机号、外出时间的不达标；没有流动党员不适用', () => {
    expect(away({})).toBe('达标')
    expect(away({ missing: ['外出流向'] })).toBe('不达标')
    expect(away({ missing: ['手机号'] })).toBe('不达标')
    expect(away({ missing: ['家庭住址'] })).toBe('达标')
    expect(away({ floatingOn: null })).toBe('不达标')
    expect(judge('C12', branch(withMembers(1, 0)), '2026-08-15').verdict).toBe('不适用')
  })
})
