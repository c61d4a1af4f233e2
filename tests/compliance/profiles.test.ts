import { describe, expect, it } from 'vitest'
import type { OrganizationLevel } from '../../shared/glossary.ts'
import { PARAMETERS } from '../../shared/compliance/parameters.ts'
import { formatParameter, PARAMETER_KEYS, PARAMETER_SPECS } from '../../shared/compliance/parameter-specs.ts'
import { DEFAULT_CHAIN, PROFILES } from '../../shared/compliance/profiles.ts'
import { BUILT_IN_STANDARDS } from '../../shared/compliance/standards.ts'
import { termYearsFor } from '../../shared/compliance/term-years.ts'
import { PROFILE_IDS, type ParameterKey } from '../../shared/regulation/profile.ts'
import { onlyProfile, standardsWith } from './facts.ts'

describe('标准方案按事件日期取版本', () => {
  it.each([
    ['2015-01-01', 'JY17'],
    ['2018-07-11', 'JY17'],
    ['2018-07-12', 'DEF'],
    ['2018-07-13', 'DEF'],
    ['2026-11-21', 'DEF'],
  ])('%s 取 %s', (on, id) => expect(BUILT_IN_STANDARDS.profileOn(on).id).toBe(id))

  it('链有缝时抛错而不是猜一个方案', () => {
    const gapped = standardsWith({ chain: [{ profileId: 'DEF', fromOn: '2018-07-12', untilOn: null }] })
    expect(() => gapped.profileOn('2016-01-01')).toThrow('2016-01-01')
  })
})

const yearsFor = (level: OrganizationLevel, on: string, standards = BUILT_IN_STANDARDS) => termYearsFor({ id: 'b1', level }, on, standards)

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
  ] as const)('%s %s 选举，任期 %i 年', (level, on, years) => expect(yearsFor(level, on)?.years).toBe(years))

  it('集团 2017 年方案没有写党委任期，依据里注明取国家规定', () => {
    expect(yearsFor('党委', '2017-06-15')?.basis).toContain('未写党委任期，取国家规定')
    expect(yearsFor('党支部', '2017-06-15')?.basis).toContain('本届届满后再执行 3 年')
  })

  it('党小组没有届次', () => expect(yearsFor('党小组', '2020-01-01')).toBeNull())

  it('换成国家最低线的链也按它取', () => {
    expect(yearsFor('党支部', '2017-06-15', onlyProfile('GJ'))?.years).toBe(3)
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

  it.each(PARAMETER_KEYS)('%s 在目录里有一行，五个方案的值都在自己允许的范围内，写得出来', (key) => {
    expect(textsOf(key), key).toBeDefined()
    for (const profile of PROFILES) {
      expect(PARAMETER_SPECS[key].schema.safeParse(profile.values[key]).error, profile.id).toBeUndefined()
      expect(formatParameter(key, profile.values[key]), profile.id).not.toMatch(/null|undefined|object/)
    }
  })

  /** 文本与有类型的数值是同一件事的两种写法：有一处改了另一处没改，这里会红。 */
  it.each(PARAMETER_KEYS.filter((key) => /^(org|term|cmt|sec|vac)\./.test(PARAMETER_SPECS[key].catalogKey)))(
    '%s 的文本与数值一致',
    (field) => {
      const texts = textsOf(field)
      for (const id of PROFILE_IDS) {
        const text = texts?.[id] ?? ''
        const value = BUILT_IN_STANDARDS.profileById(id).values[field]
        if (value === null) expect(text, id).toMatch(/^(—|未定数字|〔未核实〕)/)
        else if (value === '及时') expect(text, id).toBe('及时')
        else if (typeof value === 'number') expect(Number(/^\d+/.exec(text)?.[0]), id).toBe(value)
        else if (typeof value === 'object') expect(text, id).toBe(`[${String(value.min)},${String(value.max)}]/${String(value.cap)}`)
        else expect.fail(`${field} 的值 ${String(value)} 没有核对`)
      }
    },
  )
})

function textsOf(key: ParameterKey) {
  return PARAMETERS.find((each) => each.key === PARAMETER_SPECS[key].catalogKey)?.values
}
