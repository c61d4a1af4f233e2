import { describe, expect, it } from 'vitest'
import { SIZE_RULES } from '../../shared/organization/size-rules.ts'
import { branch, generalBranch, judge, onlyProfile, rootCommittee, provesVerdicts } from '../compliance/facts.ts'

// 没有达到人数的不适用，升格的两条没有达标一说。
provesVerdicts(SIZE_RULES, { A06: ['不适用', '提示', '不达标'], A08: ['不适用', '不达标'] })

const TODAY = '2026-09-14'

describe('A02「正式党员3人以上、不足50人的，设立党支部」', () => {
  it.each([
    [2, '不达标', '应当'],
    [3, '达标', '达标'],
    [4, '达标', '达标'],
  ] as const)('正式党员 %i 人：%s', (full, verdict, severity) => {
    const finding = judge('A02', branch({ memberCount: full + 1, fullMemberCount: full }), TODAY)
    expect(finding).toMatchObject({ verdict, severity, quote: '正式党员3人以上、不足50人的，设立党支部' })
    expect(finding.facts[1]?.value).toBe(`正式 ${full} 人、预备 1 人`)
  })

  it('集团 2017 年方案没有写门槛，不适用', () => {
    const finding = judge('A02', branch({ fullMemberCount: 2 }), TODAY, { standards: onlyProfile('JY17') })
    expect(finding).toMatchObject({ verdict: '不适用', profileName: '金圆2017原文' })
  })
})

describe('A03「可以与业务相近或联系较多的处（科）室联合设立党支部」', () => {
  const joint = (units: number, documentNo = '金圆党〔2020〕3号') =>
    branch({
      form: '联合党支部',
      fullMemberCount: 2,
      coveredUnits: Array.from({ length: units }, (_, index) => `单位${index + 1}`),
      establishmentDocumentNo: documentNo,
    })
  it.each([
    [1, '待确认'],
    [2, '达标'],
    [5, '达标'],
    [6, '不达标'],
  ] as const)('联合党支部覆盖 %i 个单位：%s', (units, verdict) => expect(judge('A03', joint(units), TODAY).verdict).toBe(verdict))

  it('没有列明单位的批复文号，待人确认', () => expect(judge('A03', joint(3, ''), TODAY).verdict).toBe('待确认'))
  it('不足 3 人又没有联合，提示（一般）', () => {
    expect(judge('A03', branch({ fullMemberCount: 2 }), TODAY)).toMatchObject({ verdict: '不达标', severity: '提示' })
  })
  it('人数够的单独支部不适用', () => expect(judge('A03', branch(), TODAY).verdict).toBe('不适用'))
})

describe('A06「党员人数达到50人以上100人以下的党支部，应当升格为党总支」', () => {
  const since = (on: string, total = 50) =>
    branch({
      memberCount: total,
      fullMemberCount: total,
      sizeSteps: [
        { on: '2020-01-01', total: 49 },
        { on, total },
      ],
    })

  it.each([
    [49, '不适用'],
    [50, '提示'],
    [99, '提示'],
    [100, '不适用'],
  ] as const)('党员 %i 人：%s（“以上”含本数）', (total, verdict) => {
    expect(judge('A06', since('2026-06-01', total), TODAY).verdict).toBe(verdict)
  })

  it.each([
    ['2026-11-30', '提示', '提示'],
    ['2026-12-01', '提示', '提示'],
    ['2026-12-02', '不达标', '应当'],
  ] as const)('自 2026-06-01 起达到 50 人，%s：%s（宽限 6 个月，当日有效）', (asOf, verdict, severity) => {
    const finding = judge('A06', since('2026-06-01'), asOf)
    expect(finding).toMatchObject({ verdict, severity, dueOn: '2026-12-01' })
    expect(finding.workings.join()).toContain('2026-06-01 + 6 个月 = 2026-12-01')
  })

  it('中间跌破 50 人，连续天数重新起算', () => {
    const steps = [
      { on: '2025-01-01', total: 52 },
      { on: '2026-08-01', total: 49 },
      { on: '2026-09-01', total: 51 },
    ]
    const finding = judge('A06', branch({ memberCount: 51, fullMemberCount: 51, sizeSteps: steps }), TODAY)
    expect(finding).toMatchObject({ verdict: '提示', dueOn: '2027-03-01' })
    expect(finding.message).toContain('连续 14 天')
  })

  it('没有宽限的方案，达到即应升格', () => {
    expect(judge('A06', since('2026-09-10'), TODAY, { standards: onlyProfile('JY17') }).verdict).toBe('不达标')
  })
})

describe('A07「确因工作需要的，经区社党委批准，也可以设立党总支」', () => {
  const small = (total: number, documentNo: string) => generalBranch({ memberCount: total, establishmentDocumentNo: documentNo })
  it.each([
    [49, '', '不达标'],
    [49, '金圆党〔2019〕2号', '达标'],
    [50, '', '不适用'],
  ] as const)('党总支 %i 人、批准文号“%s”：%s', (total, documentNo, verdict) => {
    expect(judge('A07', small(total, documentNo), TODAY).verdict).toBe(verdict)
  })
})

describe('A08「党员人数达到100人以上的党总支或党支部，应当升格为党委」', () => {
  it.each([
    [99, '不适用'],
    [100, '不达标'],
    [101, '不达标'],
  ] as const)('党总支 %i 人：%s', (total, verdict) =>
    expect(judge('A08', generalBranch({ memberCount: total }), TODAY).verdict).toBe(verdict),
  )

  it('党支部同样适用，党委不适用', () => {
    expect(judge('A08', branch({ memberCount: 100 }), TODAY)).toMatchObject({ verdict: '不达标', severity: '应当' })
    expect(judge('A08', rootCommittee({ memberCount: 1000 }), TODAY).verdict).toBe('不适用')
  })
})
