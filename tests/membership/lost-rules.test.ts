import { describe, expect, it } from 'vitest'
import { LOST_RULES } from '../../shared/membership/lost-rules.ts'
import type { MemberFacts } from '../../shared/organization/facts.ts'
import { openTestBackend } from '../kit/backend.ts'
import { plantSmallBranch } from '../kit/small-branch.ts'
import { branch, judge, onlyProfile, rootCommittee, withMembers, provesVerdicts } from '../compliance/facts.ts'

// D19 有失联的就不算达标：没满期的提示继续查找。
provesVerdicts(LOST_RULES, { D19: ['提示', '不达标', '待确认'] })

const lost = (changes: Partial<MemberFacts>) => {
  const base = withMembers(5, 0)
  const members = (base.members ?? []).map((member, index) => (index === 0 ? { ...member, isLost: true, ...changes } : member))
  return branch({ ...base, members })
}

describe('D19 依据失联时间给予停止党籍或自行脱党等处理', () => {
  it.each([
    ['满六个月前一天', '2026-08-27', '提示', '提示'],
    ['满六个月当天', '2026-08-28', '不达标', '红线'],
    ['满六个月后一天', '2026-08-29', '不达标', '红线'],
  ])('2026-02-28 起失去联系，%s（%s）%s', (_name, asOf, verdict, severity) => {
    expect(judge('D19', lost({ lostOn: '2026-02-28' }), asOf)).toMatchObject({ verdict, severity, dueOn: '2026-08-28', memberIds: ['m1'] })
  })

  it.each([
    ['满二年前一天', '2026-03-31', '提示'],
    ['满二年当天', '2026-04-01', '不达标'],
    ['满二年后一天', '2026-04-02', '不达标'],
  ])('2024-04-01 停止党籍，%s（%s）%s：研究除名', (_name, asOf, verdict) => {
    const organization = lost({ lostOn: '2023-09-01', partyStatus: '停止党籍', suspendedOn: '2024-04-01' })
    const finding = judge('D19', organization, asOf)
    expect(finding).toMatchObject({ verdict, dueOn: '2026-04-01' })
    if (verdict === '不达标') expect(finding.message).toContain('应研究是否除名，由有权人决定')
  })

  it('没有登记失联日期的待确认，不当作没到期', () => {
    expect(judge('D19', lost({ lostOn: null }), '2026-09-14').verdict).toBe('待确认')
  })

  it('没有失联的、不是党支部的、方案没写时限的不适用', () => {
    expect(judge('D19', branch(withMembers(5, 0)), '2026-09-14').verdict).toBe('不适用')
    expect(judge('D19', rootCommittee(), '2026-09-14').verdict).toBe('不适用')
    const organization = lost({ lostOn: '2020-01-01' })
    expect(judge('D19', organization, '2026-09-14', { standards: onlyProfile('LZ20') }).verdict).toBe('不适用')
  })

  it('由登记的事件推出：失去联系满六个月提示，停止党籍以后自那天另算两年；恢复联系就不再提', async () => {
    await using backend = openTestBackend('2026-09-14')
    const { second, id } = await plantSmallBranch(backend)
    const judgedOn = async (asOf: string) => {
      const { findings } = await backend.call('compliance.findings', {
        asOf,
        organizationId: second,
        severities: ['红线', '应当', '提示', '待确认', '达标', '不适用'],
      })
      return findings.find((each) => each.ruleId === 'D19')
    }
    const memberIds = [id('何清越')]
    await backend.call('member.recordEvent', { memberIds, event: { kind: '失去联系', occurredOn: '2026-03-10' } })
    expect(await judgedOn('2026-09-09')).toMatchObject({ verdict: '提示', dueOn: '2026-09-10' })
    expect(await judgedOn('2026-09-10')).toMatchObject({ verdict: '不达标', severity: '红线', memberIds })
    await backend.call('member.recordEvent', { memberIds, event: { kind: '停止党籍', occurredOn: '2026-09-12' } })
    expect(await judgedOn('2026-09-14')).toMatchObject({ verdict: '提示', dueOn: '2028-09-12' })
    await backend.call('member.recordEvent', { memberIds, event: { kind: '恢复联系', occurredOn: '2026-09-13' } })
    expect(await judgedOn('2026-09-14')).toMatchObject({ verdict: '不适用' })
  })
})
