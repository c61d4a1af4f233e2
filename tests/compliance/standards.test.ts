import { describe, expect, it } from 'vitest'
import { CATALOG } from '../../shared/compliance/provisions.ts'
import { evaluateOrganization, RULES } from '../../shared/compliance/evaluate.ts'
import { DISABLED_BY_DEFAULT, packOf } from '../../shared/compliance/indicator-packs.ts'
import { BUILT_IN_STANDARDS, type ParameterOverride, type ProfileAdoption, type Standards } from '../../shared/compliance/standards.ts'
import { termYearsFor } from '../../shared/compliance/term-years.ts'
import type { OrganizationFacts } from '../../shared/organization/facts.ts'
import { indexGroup } from '../../shared/organization/group-index.ts'
import { activity, lifeBranch, lifeMeeting, review } from '../organizational-life/life-facts.ts'
import { branch, formerPost, generalBranch, groupOf, judge, partyGroups, rootCommittee, standardsWith, term, withMembers } from './facts.ts'

const override = (changes: Partial<ParameterOverride>): ParameterOverride => ({
  id: 'o1',
  organizationId: 'b1',
  reach: '本组织',
  key: 'groupMax',
  value: 12,
  fromOn: '2026-03-01',
  untilOn: '2026-09-30',
  documentNo: '金圆党〔2026〕3号',
  approvedBy: '集团党委',
  reason: '',
  ...changes,
})

const groupMaxOn = (standards: typeof BUILT_IN_STANDARDS, on: string, id = 'b1') => standards.profileFor(id, on).values.groupMax

describe('组织级覆盖：按事件日期生效，起止日都含', () => {
  const standards = standardsWith({ overrides: [override({})] })

  it.each([
    ['起日前一天', '2026-02-28', 10],
    ['起日当天', '2026-03-01', 12],
    ['起日后一天', '2026-03-02', 12],
    ['止日前一天', '2026-09-29', 12],
    ['止日当天', '2026-09-30', 12],
    ['止日后一天', '2026-10-01', 10],
  ])('%s（%s）每组上限 %i', (_name, on, expected) => expect(groupMaxOn(standards, on)).toBe(expected))

  it('没有止日的一直有效；别的参数、别的组织不受影响', () => {
    const open = standardsWith({ overrides: [override({ untilOn: null })] })
    expect(groupMaxOn(open, '2099-01-01')).toBe(12)
    expect(groupMaxOn(open, '2026-05-01', 'b2')).toBe(10)
    expect(open.profileFor('b1', '2026-05-01').values.groupMin).toBe(3)
  })

  it('覆盖只改这一处的值，方案本身不动', () => {
    groupMaxOn(standards, '2026-05-01')
    expect(standards.profileOn('2026-05-01').values.groupMax).toBe(10)
    expect(BUILT_IN_STANDARDS.profileFor('b1', '2026-05-01').values.groupMax).toBe(10)
  })
})

/** b1 自 2026-06-01 起划入总支 g1，此前直属 root。 */
const lineage = (id: string, on: string) => {
  if (id === 'b1') return on < '2026-06-01' ? ['root'] : ['g1', 'root']
  return id === 'g1' ? ['root'] : []
}

describe('及于下级的覆盖', () => {
  it('只及本组织的，下级照方案', () => {
    const standards = standardsWith({ overrides: [override({ organizationId: 'g1' })], lineage })
    expect(groupMaxOn(standards, '2026-07-01')).toBe(10)
    expect(groupMaxOn(standards, '2026-07-01', 'g1')).toBe(12)
  })

  it.each([
    ['划入总支前一天', '2026-05-31', 10],
    ['划入总支当天', '2026-06-01', 12],
    ['划入总支后一天', '2026-06-02', 12],
  ])('按事件日期当时的隶属：%s（%s）', (_name, on, expected) => {
    const standards = standardsWith({ overrides: [override({ organizationId: 'g1', reach: '本组织及下级' })], lineage })
    expect(groupMaxOn(standards, on)).toBe(expected)
  })

  it('本组织的胜过上级的，近的上级胜过远的', () => {
    const far = override({ id: 'far', organizationId: 'root', reach: '本组织及下级', value: 20, untilOn: null })
    const near = override({ id: 'near', organizationId: 'g1', reach: '本组织及下级', value: 15, untilOn: null })
    const own = override({ id: 'own', value: 12 })
    expect(groupMaxOn(standardsWith({ overrides: [far, near, own], lineage }), '2026-07-01')).toBe(12)
    expect(groupMaxOn(standardsWith({ overrides: [far, near, own], lineage }), '2026-10-01')).toBe(15)
    expect(groupMaxOn(standardsWith({ overrides: [far], lineage }), '2026-10-01')).toBe(20)
  })
})

describe('整体采用另一个方案（1.4：组织可整体换方案）', () => {
  const adoption = (changes: Partial<ProfileAdoption> = {}): ProfileAdoption => ({
    id: 'a1',
    organizationId: 'b1',
    reach: '本组织',
    profileId: 'SZ22',
    fromOn: '2026-03-01',
    untilOn: '2026-09-30',
    documentNo: '金圆党〔2026〕5号',
    approvedBy: '集团党委',
    reason: '',
    ...changes,
  })
  const profileOn = (standards: Standards, on: string, organizationId = 'b1') => standards.profileFor(organizationId, on).id

  it.each([
    ['起日前一天', '2026-02-28', 'DEF'],
    ['起日当天', '2026-03-01', 'SZ22'],
    ['止日当天', '2026-09-30', 'SZ22'],
    ['止日后一天', '2026-10-01', 'DEF'],
  ])('按事件日期取：%s（%s）', (_name, on, expected) => {
    const standards = standardsWith({ adoptions: [adoption()] })
    expect(profileOn(standards, on)).toBe(expected)
    expect(profileOn(standards, on, '别的支部')).toBe('DEF')
  })

  it('及于下级的，下级随最近的上级；只及本组织的，下级随全集团', () => {
    const below = standardsWith({ adoptions: [adoption({ organizationId: 'g1', reach: '本组织及下级' })], lineage })
    expect(profileOn(below, '2026-07-01')).toBe('SZ22')
    expect(profileOn(standardsWith({ adoptions: [adoption({ organizationId: 'g1' })], lineage }), '2026-07-01')).toBe('DEF')
    const nearer = [adoption({ organizationId: 'root', reach: '本组织及下级', profileId: 'LZ20' }), adoption()]
    expect(profileOn(standardsWith({ adoptions: nearer, lineage }), '2026-07-01')).toBe('SZ22')
  })

  it('本组织逐参数的覆盖叠在整体采用之上；更远的上级逐参数的覆盖是对原方案说的，不再及于它', () => {
    const far = override({ id: 'far', organizationId: 'root', reach: '本组织及下级', value: 20 })
    const own = override({ id: 'own', value: 12 })
    expect(groupMaxOn(standardsWith({ overrides: [far], lineage }), '2026-07-01')).toBe(20)
    expect(groupMaxOn(standardsWith({ overrides: [far], adoptions: [adoption()], lineage }), '2026-07-01')).toBe(10)
    expect(groupMaxOn(standardsWith({ overrides: [far, own], adoptions: [adoption()], lineage }), '2026-07-01')).toBe(12)
  })

  it('用到参数的结论按所采用的方案判、标“本组织覆盖”；期外的不标', () => {
    const standards = standardsWith({ adoptions: [adoption({ profileId: 'LZ20' })] })
    const twoGroups = branch({ ...withMembers(22, 0, ['g1', 'g2']), groups: partyGroups('g1', 'g2') })
    expect(judge('A05', twoGroups, '2026-05-01')).toMatchObject({ verdict: '不达标', overrides: [] })
    const finding = judge('A05', twoGroups, '2026-05-01', { standards })
    expect(finding.verdict).not.toBe('不达标')
    expect(finding).toMatchObject({
      profileName: standards.profileById('LZ20').name,
      overrides: [
        { key: 'wholeProfile', meaning: '整套方案', documentNo: '金圆党〔2026〕5号', approvedBy: '集团党委', inheritedFrom: null },
      ],
    })
    expect(judge('A05', twoGroups, '2026-10-01', { standards })).toMatchObject({ verdict: '不达标', overrides: [] })
  })

  it('登记届次按选举日冻结，依据写明采用的方案与文号', () => {
    const standards = standardsWith({ adoptions: [adoption()] })
    const years = termYearsFor({ id: 'b1', level: '党支部' }, '2026-03-01', standards)
    expect(years).toMatchObject({ years: 2, profileId: 'SZ22', basis: expect.stringMatching(/本组织采用的.*金圆党〔2026〕5号/) as unknown })
    expect(termYearsFor({ id: 'b1', level: '党支部' }, '2026-02-28', standards)).toMatchObject({ years: 3, profileId: 'DEF' })
  })
})

describe('结论旁标出“本组织覆盖”', () => {
  const twoGroups = (size: number) => branch({ ...withMembers(size, 0, ['g1', 'g2']), groups: partyGroups('g1', 'g2') })

  it('每组 11 人：方案里不达标，覆盖为 12 人后达标并写明依据', () => {
    expect(judge('A05', twoGroups(22), '2026-05-01')).toMatchObject({ verdict: '不达标', overrides: [] })
    const finding = judge('A05', twoGroups(22), '2026-05-01', { standards: standardsWith({ overrides: [override({})] }) })
    expect(finding).toMatchObject({
      verdict: '达标',
      overrides: [
        {
          key: 'groupMax',
          meaning: '党小组人数上限',
          value: '12 人',
          documentNo: '金圆党〔2026〕3号',
          approvedBy: '集团党委',
          fromOn: '2026-03-01',
          untilOn: '2026-09-30',
          inheritedFrom: null,
        },
      ],
    })
  })

  it('上级登记的写明是哪一级；用不到这个参数的规则不标', () => {
    const standards = standardsWith({
      overrides: [override({ organizationId: 'root', reach: '本组织及下级' })],
      lineage: (id) => (id === 'b1' ? ['root'] : []),
    })
    expect(judge('A05', twoGroups(22), '2026-05-01', { standards }).overrides).toMatchObject([{ inheritedFrom: '集团党委' }])
    expect(judge('A02', twoGroups(22), '2026-05-01', { standards }).overrides).toEqual([])
  })

  it('按事件日期取：空缺发生在覆盖期内的补选期限用覆盖值，判定日已过期也如此', () => {
    const vacant = (on: string) => branch({ ...withMembers(10, 0), terms: [term('2025-06-16')], posts: [formerPost('书记', '甲', on)] })
    const standards = standardsWith({ overrides: [override({ key: 'secretaryVacancy', value: 3 })] })
    expect(judge('A30', vacant('2026-09-30'), '2026-11-21', { standards })).toMatchObject({
      dueOn: '2026-12-30',
      overrides: [{ value: '3 个月' }],
    })
    expect(judge('A30', vacant('2026-10-01'), '2026-11-21', { standards })).toMatchObject({ dueOn: '2026-11-01', overrides: [] })
  })

  it('任期覆盖：登记届次时按选举日冻结，依据写明文号', () => {
    const standards = standardsWith({ overrides: [override({ key: 'termBranchYears', value: 5 })] })
    const years = termYearsFor({ id: 'b1', level: '党支部' }, '2026-03-01', standards)
    expect(years).toMatchObject({ years: 5, basis: expect.stringContaining('本组织覆盖（金圆党〔2026〕3号）') as unknown })
    expect(termYearsFor({ id: 'b1', level: '党支部' }, '2026-02-28', standards)?.years).toBe(3)
  })
})

describe('指标包按条启停', () => {
  it('停用的一条判“不适用”并说明，别的条不受影响', () => {
    const root = rootCommittee()
    const enabled = judge('A10', root, '2026-09-14')
    expect(enabled.verdict).not.toBe('不适用')
    const off = standardsWith({ disabledRuleIds: new Set(['A10']) })
    expect(judge('A10', root, '2026-09-14', { standards: off })).toMatchObject({ verdict: '不适用', facts: [], overrides: [] })
    expect(judge('A10', root, '2026-09-14', { standards: off }).message).toContain('QJ20')
    expect(judge('A11', root, '2026-09-14', { standards: off })).toEqual(judge('A11', root, '2026-09-14'))
  })

  it('缺省停用的都在指标包里，都是人工勾核或写明“启用”的专项', () => {
    expect(DISABLED_BY_DEFAULT.size).toBeGreaterThan(0)
    for (const provision of CATALOG) {
      const isSpecial = packOf(provision) !== null && (provision.check === '人工' || provision.predicate.includes('启用'))
      expect(DISABLED_BY_DEFAULT.has(provision.id), provision.id).toBe(isSpecial)
    }
  })
})

describe('规则写明自己读哪些参数', () => {
  /** 各种样子的组织：让每条规则走到读参数的那一步。 */
  const samples: OrganizationFacts[] = [
    rootCommittee({ terms: [term('2022-06-16', { termYears: 4 })] }),
    generalBranch({ terms: [term('2024-06-16')] }),
    generalBranch({ id: 'g3', terms: [term('2024-06-16', { termYears: 2 })] }),
    branch({ id: 'b6', terms: [term('2025-01-16', { termYears: 2 })] }),
    generalBranch({ id: 'g2', memberCount: 30, fullMemberCount: 30, establishmentDocumentNo: '' }),
    branch({
      ...withMembers(24, 2, ['g1', 'g2']),
      groups: partyGroups('g1', 'g2'),
      terms: [term('2023-06-16'), term('2026-01-10', { id: 't2', seq: 2 })],
      posts: [formerPost('书记', '甲', '2026-07-01'), formerPost('组织委员', '乙', '2026-07-02')],
    }),
    branch({ id: 'b2', ...withMembers(2, 0), form: '联合党支部', terms: [term('2023-06-16')] }),
    branch({ id: 'b3', memberCount: 60, fullMemberCount: 60, sizeSteps: [{ on: '2020-01-01', total: 60 }] }),
    branch({ id: 'b4', memberCount: 120, fullMemberCount: 120, sizeSteps: [{ on: '2020-01-01', total: 120 }] }),
    branch({
      id: 'b5',
      terms: [term('2023-06-16', { approvals: [{ kind: '延期', approvedOn: '2026-05-01', documentNo: '9号', newEndOn: '2026-12-16' }] })],
    }),
    // 非公企业：主题党日还可以顺延到周末、节假日；去年的民主评议评定了等次，四月开过组织生活会。
    lifeBranch(
      {
        activities: [activity('主题党日', '2026-03-07')],
        reviews: [review(2025, '2026-01-15')],
        lifeMeetings: [lifeMeeting('2026-04-10')],
      },
      { id: 'b7', unitType: '非公企业', ...withMembers(8, 0) },
    ),
    // 划了党小组、两季各开过一次党员大会：走到滚动间隔、到会率、小组会。
    lifeBranch(
      {
        activities: [activity('党员大会', '2026-02-10'), activity('党员大会', '2026-06-20')],
        groups: [{ id: 'g1', name: '第一党小组', leaders: [], establishedOn: '2020-01-01', dissolvedOn: null }],
      },
      { id: 'b8', ...withMembers(24, 0, ['g1', 'g2']), groups: partyGroups('g1', 'g2') },
    ),
  ]
  const group = indexGroup(groupOf('2026-09-14', samples))

  /** 记下一次判断读了哪些参数。 */
  function parametersRead(ruleId: string): Set<string> {
    const rule = RULES.find((each) => each.id === ruleId)
    const read = new Set<string>()
    for (const profile of BUILT_IN_STANDARDS.profiles)
      for (const organization of samples)
        for (const asOf of ['2026-09-14', '2026-04-20']) {
          const values = new Proxy(profile.values, {
            get: (target, key: string) => {
              read.add(key)
              return Reflect.get(target, key) as unknown
            },
            ownKeys: () => {
              throw new Error(`${ruleId} 把参数整个展开，看不出读了哪个`)
            },
          })
          rule?.judge(organization, asOf, { ...profile, values }, group, { on: () => values, ahead: () => values })
        }
    return read
  }

  const declaredOf = RULES.map((rule) => [rule.id, rule.parameters] as const)

  it.each(declaredOf)('%s 没有读它没写明的', (ruleId, declared) => {
    expect([...parametersRead(ruleId)].filter((key) => !declared.some((each) => each === key))).toEqual([])
  })

  it.each(declaredOf)('%s 写明的都真的读', (ruleId, declared) => {
    const read = parametersRead(ruleId)
    expect(declared.filter((key) => !read.has(key))).toEqual([])
  })

  it('各级组织每条规则都判过，没有漏掉的', () => {
    for (const organization of samples)
      expect(evaluateOrganization(organization, '2026-09-14', group, BUILT_IN_STANDARDS).length).toBeGreaterThanOrEqual(RULES.length)
  })
})
