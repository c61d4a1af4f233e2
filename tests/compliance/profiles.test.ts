import { describe, expect, it } from 'vitest'
import { PARAMETERS } from '../../shared/compliance/parameters.ts'
import { DEFAULT_CHAIN, PROFILES, profileAt, profileById, termYearsFor } from '../../shared/compliance/profiles.ts'
import { PROFILE_IDS } from '../../shared/regulation/profile.ts'

describe('标准方案按事件日期取版本', () => {
  it.each([
    ['2015-01-01', 'JY17'],
    ['2018-07-11', 'JY17'],
    ['2018-07-12', 'DEF'],
    ['2018-07-13', 'DEF'],
    ['2026-11-21', 'DEF'],
  ])('%s 取 %s', (on, id) => expect(profileAt(on).id).toBe(id))

  it('链有缝时抛错而不是猜一个方案', () => {
    expect(() => profileAt('2016-01-01', [{ profileId: 'DEF', fromOn: '2018-07-12', untilOn: null }])).toThrow('2016-01-01')
  })
})

describe('任期年数随选举日冻结（2018 年任期意见的过渡）', () => {
  it.each([
    ['党支部', '2017-06-15', 2],
    ['党支部', '2018-07-11', 2],
    ['党支部', '2018-07-12', 3],
    ['党支部', '2019-06-20', 3],
    ['党总支', '2017-06-15', 3],
    ['党总支', '2019-06-20', 3],
    ['党委', '2017-06-15', 5],
    ['党委', '2019-06-20', 5],
  ] as const)('%s %s 选举，任期 %i 年', (level, on, years) => expect(termYearsFor(level, on)?.years).toBe(years))

  it('集团 2017 年方案没有写党委任期，依据里注明取国家规定', () => {
    expect(termYearsFor('党委', '2017-06-15')?.basis).toContain('未写党委任期，取国家规定')
    expect(termYearsFor('党支部', '2017-06-15')?.basis).toContain('本届届满后再执行 3 年')
  })

  it('党小组没有届次', () => expect(termYearsFor('党小组', '2020-01-01')).toBeNull())

  it('换成国家最低线的链也按它取', () => {
    expect(termYearsFor('党支部', '2017-06-15', [{ profileId: 'GJ', fromOn: null, untilOn: null }])?.years).toBe(3)
  })
})

describe('参数表', () => {
  it('84 个参数，键不重复，五个方案各有其值', () => {
    expect(PARAMETERS).toHaveLength(84)
    expect(new Set(PARAMETERS.map((each) => each.key)).size).toBe(84)
    for (const each of PARAMETERS) for (const id of PROFILE_IDS) expect(each.values[id], each.key).not.toBe('')
  })

  it('五个方案齐全，只有现行方案可复制编辑', () => {
    expect(PROFILES.map((each) => each.id)).toEqual([...PROFILE_IDS])
    expect(PROFILES.filter((each) => !each.readOnly).map((each) => each.id)).toEqual(['DEF'])
    expect(DEFAULT_CHAIN.map((each) => each.profileId)).toEqual(['JY17', 'DEF'])
  })

  /** 文本与有类型的数值是同一件事的两种写法：有一处改了另一处没改，这里会红。 */
  it.each([
    ['org.branch_min_full', 'branchMinFull'],
    ['org.joint_max_units', 'jointMaxUnits'],
    ['org.group_required_at', 'groupRequiredAt'],
    ['org.group_max', 'groupMax'],
    ['org.group_min', 'groupMin'],
    ['org.general_branch_at', 'generalBranchAt'],
    ['org.committee_at', 'committeeAt'],
    ['org.upgrade_grace_months', 'upgradeGraceMonths'],
    ['org.project_branch_months', 'projectBranchMonths'],
    ['term.branch_years', 'termBranchYears'],
    ['term.general_years', 'termGeneralYears'],
    ['term.committee_years', 'termCommitteeYears'],
    ['term.ext_max_months', 'extensionMaxMonths'],
    ['term.early_max_months', 'earlyMaxMonths'],
    ['term.remind_months', 'remindMonths'],
    ['term.request_months', 'requestMonths'],
    ['cmt.required_full', 'committeeRequiredAt'],
    ['cmt.branch', 'branchCommittee'],
    ['cmt.general', 'generalCommittee'],
    ['cmt.deputy_max', 'deputyMax'],
    ['sec.party_age_years', 'secretaryPartyAgeYears'],
    ['vac.secretary_months', 'secretaryVacancy'],
    ['vac.member_months', 'memberVacancy'],
  ] as const)('%s 的文本与数值一致', (key, field) => {
    const texts = PARAMETERS.find((each) => each.key === key)?.values
    for (const id of PROFILE_IDS) {
      const text = texts?.[id] ?? ''
      const value = profileById(id).values[field]
      if (value === null) expect(text, id).toMatch(/^(—|未定数字|〔未核实〕)/)
      else if (value === '及时') expect(text, id).toBe('及时')
      else if (typeof value === 'number') expect(Number(/^\d+/.exec(text)?.[0]), id).toBe(value)
      else expect(text, id).toBe(`[${String(value.min)},${String(value.max)}]/${String(value.cap)}`)
    }
  })
})
