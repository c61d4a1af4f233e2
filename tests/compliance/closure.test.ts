import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMonths } from '../../shared/calendar/plain-date.ts'
import { countBySeverity, isOpen, taskMatrix } from '../../shared/compliance/dashboard.ts'
import { evaluateGroup } from '../../shared/compliance/evaluate.ts'
import { BUILT_IN_STANDARDS } from '../../shared/compliance/standards.ts'
import type { OrganizationFacts } from '../../shared/organization/facts.ts'
import { closureBar, closureOf, factSummary, latestRecheck, type ClosureFacts } from '../../shared/regulation/closure.ts'
import type { Finding, Severity } from '../../shared/regulation/finding.ts'
import { branch, groupOf, post, rootCommittee, term, withMembers } from './facts.ts'

/** 一般的规定：支委会没有纪检委员（A26），黄色。 */
function withoutDiscipline(changes: Partial<OrganizationFacts> = {}): OrganizationFacts {
  return branch({
    ...withMembers(10, 0),
    terms: [term('2024-06-16', { seatCount: 3 })],
    posts: [post('书记', '江以恒'), post('组织委员', '唐知夏'), post('宣传委员', '沈怀瑾')],
    ...changes,
  })
}

function findingsOf(organization: OrganizationFacts, asOf: string): Finding[] {
  return evaluateGroup(groupOf(asOf, [rootCommittee(), organization]), BUILT_IN_STANDARDS).filter(
    (each) => each.organizationId === organization.id,
  )
}

function a26(organization: OrganizationFacts, asOf: string): Finding {
  const found = findingsOf(organization, asOf).find((each) => each.ruleId === 'A26')
  if (!found) throw new Error('没有 A26 的结论')
  return found
}

function closed(finding: Finding, changes: Partial<ClosureFacts> = {}): ClosureFacts {
  return {
    id: 'c1',
    ruleId: finding.ruleId,
    factSummary: factSummary(finding),
    reason: '支部只有 3 名委员，由组织委员兼管',
    documentNo: '',
    closedOn: finding.asOf,
    closedBy: '苏晴',
    recheckOn: '2027-03-14',
    withdrawnOn: null,
    ...changes,
  }
}

describe('填写理由关闭：只有“一般”的黄色项可以', () => {
  it('A26 是一般的规定，缺纪检委员为黄，可关', () => {
    const finding = a26(withoutDiscipline(), '2026-09-14')
    expect(finding).toMatchObject({ severity: '提示', strength: '一般', closure: null, reopening: null })
    expect(closureBar(finding)).toBeNull()
  })

  it.each([
    ['红线', '必须', '红线'],
    ['应当', '应当', '应当'],
    ['提示', '应当', '先作提示'],
    ['提示', '必须', '先作提示'],
    ['待确认', '一般', '还没有结论'],
    ['达标', '一般', '不必关闭'],
    ['不适用', '一般', '不必关闭'],
  ] as const)('%s、强度%s的不可关，写明为什么', (severity, strength, why) => {
    expect(closureBar({ severity, strength })).toContain(why)
  })

  it('硬塞一条关闭也关不掉红线与橙', () => {
    const overdue = branch({ ...withMembers(10, 0), terms: [term('2023-06-16', { seatCount: 3 })] })
    for (const finding of findingsOf(overdue, '2026-09-14').filter(({ severity }) => severity === '红线' || severity === '应当'))
      expect(closureOf(finding, [closed(finding)]).closure).toBeNull()
  })
})

describe('关闭之后：到复查日自动重新计入', () => {
  const before = a26(withoutDiscipline(), '2026-09-14')
  const organization = withoutDiscipline({ closures: [closed(before)] })

  it.each([
    ['2026-09-13', false, null],
    ['2026-09-14', true, null],
    ['2027-03-13', true, null],
    ['2027-03-14', false, '到了复查日'],
    ['2027-03-15', false, '到了复查日'],
  ] as const)('%s：关闭 %s，回来的原因 %s', (asOf, isClosed, because) => {
    const finding = a26(organization, asOf)
    expect(finding.closure !== null).toBe(isClosed)
    expect(finding.reopening?.because ?? null).toBe(because)
    expect(isOpen(finding)).toBe(!isClosed)
    expect(finding.severity).toBe('提示')
  })

  it('撤销当天起重新计入，前一天仍关着', () => {
    const withdrawn = withoutDiscipline({ closures: [closed(before, { withdrawnOn: '2026-10-01' })] })
    expect(a26(withdrawn, '2026-09-30').closure?.id).toBe('c1')
    expect(a26(withdrawn, '2026-10-01')).toMatchObject({ closure: null, reopening: null })
  })

  it('再次关闭以最近一次为准', () => {
    const twice = [closed(before), closed(a26(withoutDiscipline(), '2027-03-20'), { id: 'c2', recheckOn: '2027-09-20' })]
    expect(a26(withoutDiscipline({ closures: twice }), '2027-03-19').reopening?.id).toBe('c1')
    expect(a26(withoutDiscipline({ closures: twice }), '2027-03-20').closure?.id).toBe('c2')
  })

  it('复查日至多一年', () => expect(latestRecheck('2026-09-14')).toBe('2027-09-14'))
})

describe('关闭之后：事实变了自动重新计入', () => {
  const before = a26(withoutDiscipline(), '2026-09-14')
  const closures = [closed(before)]

  it('班子换了人，哪怕结论一样，也重新计入', () => {
    const changed = withoutDiscipline({ closures, posts: [post('书记', '江以恒'), post('组织委员', '唐知夏'), post('宣传委员', '黎书遥')] })
    expect(a26(changed, '2026-11-01')).toMatchObject({
      closure: null,
      reopening: { because: '事实变了', reason: '支部只有 3 名委员，由组织委员兼管' },
    })
  })

  it('办好了就达标，不再有关闭', () => {
    const fixed = withoutDiscipline({ closures, posts: [...withoutDiscipline().posts, post('纪检委员', '方砚秋')] })
    expect(a26(fixed, '2026-11-01')).toMatchObject({ verdict: '达标', closure: null, reopening: null })
  })

  it('只是过了些日子不算事实变了：摘要里判定日与天数不计', () => {
    const facts = (asOf: string, days: number) => ({
      ...before,
      asOf,
      facts: [{ label: `${asOf} 党员人数`, value: `52 人，已过 ${days} 天`, recordedIn: '党员名册' }],
    })
    expect(factSummary(facts('2026-09-14', 58))).toBe(factSummary(facts('2026-10-30', 104)))
    expect(factSummary({ ...facts('2026-09-14', 58), memberIds: ['m1'] })).not.toBe(factSummary(facts('2026-09-14', 58)))
  })

  it('记录不动，关着的日子里天天都还关着', () => {
    const organization = withoutDiscipline({ closures })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 180 }), (days) => {
        expect(a26(organization, addDays('2026-09-14', days)).closure?.id).toBe('c1')
      }),
      { numRuns: 60 },
    )
  })
})

describe('计数、矩阵都按关闭后的算', () => {
  it('关一条，黄减一、格里的条数减一；红橙不动', () => {
    const open = withoutDiscipline()
    const shut = withoutDiscipline({ closures: [closed(a26(open, '2026-09-14'))] })
    const [before, after] = [open, shut].map((organization) => findingsOf(organization, '2026-09-14')) as [Finding[], Finding[]]
    const [was, now] = [countBySeverity(before), countBySeverity(after)]
    expect(now).toEqual({ ...was, yellow: was.yellow - 1 })
    const cell = (organization: OrganizationFacts, findings: Finding[]) =>
      taskMatrix(groupOf('2026-09-14', [organization]), findings, [])[0]?.cells[0]
    expect(cell(shut, after)?.findingCount).toBe((cell(open, before)?.findingCount ?? 0) - 1)
  })

  it('一格里只剩关闭了的：不再标黄，也不冒充达标', () => {
    const finding: Finding = { ...a26(withoutDiscipline(), '2026-09-14'), taskNo: 6 }
    const severityOf = (each: Finding): Severity | null | undefined =>
      taskMatrix(groupOf('2026-09-14', [withoutDiscipline()]), [each], [])[0]?.cells[5]?.severity
    expect(severityOf(finding)).toBe('提示')
    const { closure } = closureOf(finding, [closed(finding)])
    expect(severityOf({ ...finding, closure })).toBe('不适用')
  })

  it('关多久都不会使未办的变多', () => {
    const base = countBySeverity(findingsOf(withoutDiscipline(), '2026-09-14'))
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 400 }), (months, days) => {
        const closures = [closed(a26(withoutDiscipline(), '2026-09-14'), { recheckOn: addMonths('2026-09-14', months) })]
        const asOf = addDays('2026-09-14', days)
        const now = countBySeverity(findingsOf(withoutDiscipline({ closures }), asOf))
        const open = countBySeverity(findingsOf(withoutDiscipline(), asOf))
        expect(now.yellow).toBeLessThanOrEqual(open.yellow)
        expect({ ...now, yellow: 0 }).toEqual({ ...open, yellow: 0 })
        expect(base.yellow).toBeGreaterThan(0)
      }),
      { numRuns: 40 },
    )
  })
})
