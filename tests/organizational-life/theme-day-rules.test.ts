import { describe, expect, it } from 'vitest'
import { THEME_DAY_RULES } from '../../shared/organizational-life/theme-day-rules.ts'
import { HOLIDAYS } from '../../shared/calendar/holidays.ts'
import { PROFILES } from '../../shared/compliance/profiles.ts'
import { themeDayChecks, themeDayTarget } from '../../shared/organizational-life/theme-day-checks.ts'
import { judge, onlyProfile, provesVerdicts } from '../compliance/facts.ts'
import { activity, lifeBranch } from './life-facts.ts'

// B15 说的是可以怎样，没有不达标；B12、B16、B17 只提示。
provesVerdicts(THEME_DAY_RULES, {
  B12: ['达标', '提示'],
  B15: ['达标', '不适用'],
  B16: ['达标', '提示'],
  B17: ['达标', '提示'],
})

const DEF = PROFILES.find((each) => each.id === 'DEF')?.values
if (!DEF) throw new Error('没有现行方案')
const values = DEF

/** 只看某一个月：其余各月都开在应开日。 */
function onlyMonth(month: string, heldOn: string | null, changes: Parameters<typeof activity>[2] = {}) {
  const year = Number(month.slice(0, 4))
  const others = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].flatMap((each) => {
    const on = themeDayTarget(year, each, values, HOLIDAYS)?.on ?? ''
    return on.startsWith(month) ? [] : [activity('主题党日', on)]
  })
  return lifeBranch({ activities: [...others, ...(heldOn === null ? [] : [activity('主题党日', heldOn, changes)])] })
}

const timing = (heldOn: string) => {
  const checks = themeDayChecks(
    onlyMonth(heldOn.slice(0, 7), heldOn),
    Number(heldOn.slice(0, 4)),
    heldOn,
    onlyProfile('DEF').datedFor('b1'),
    HOLIDAYS,
  )
  return checks[Number(heldOn.slice(5, 7)) - 1]?.held?.timing
}

describe('场景 7.7：主题党日的日子', () => {
  it.each([
    ['2026-01-04', '按期'],
    ['2026-01-05', '合规顺延'],
    ['2026-01-06', '合规顺延'],
    ['2026-01-07', '未按期'],
    ['2026-10-08', '按期'],
    ['2026-10-09', '合规顺延'],
    ['2026-10-10', '合规顺延'],
    ['2026-10-12', '未按期'],
    ['2017-04-01', '按期'],
    ['2017-04-05', '合规顺延'],
    ['2017-04-06', '合规顺延'],
    ['2017-04-07', '未按期'],
  ])('%s %s', (heldOn, expected) => expect(timing(heldOn)).toBe(expected))

  it('应开日、顺延截止照节假日表推；缺表的年份标暂算', () => {
    expect(themeDayTarget(2026, 1, values, HOLIDAYS)).toEqual({ on: '2026-01-04', postponeBy: '2026-01-06', isProvisional: false })
    expect(themeDayTarget(2026, 10, values, HOLIDAYS)).toEqual({ on: '2026-10-08', postponeBy: '2026-10-10', isProvisional: false })
    expect(themeDayTarget(2031, 1, values, HOLIDAYS)?.isProvisional).toBe(true)
    const found = judge('B13', lifeBranch({}, { establishedOn: '2031-01-01' }), '2031-01-02')
    expect(found.workings.join()).toContain('暂算')
  })
})

describe('B13 开在当月第一个工作日', () => {
  it.each([
    ['2026-01-31', '达标', '当月没过完是待办'],
    ['2026-02-01', '不达标', '过了月漏开'],
  ])('一月没开，%s %s——%s', (asOf, verdict) => {
    expect(judge('B13', lifeBranch(), asOf).verdict).toBe(verdict)
  })

  it('合规顺延的达标，未按期的提示', () => {
    expect(judge('B13', onlyMonth('2026-01', '2026-01-06', { postponeReason: '外出培训' }), '2026-01-10').verdict).toBe('达标')
    expect(judge('B13', onlyMonth('2026-01', '2026-01-07'), '2026-01-10').verdict).toBe('提示')
  })

  it('每月任一天的方案不适用', () => {
    expect(judge('B13', lifeBranch(), '2026-02-01', { standards: onlyProfile('LZ20') }).verdict).toBe('不适用')
  })
})

describe('B14 顺延与漏开', () => {
  it.each([
    ['2026-01-06', '2026-01-06', '达标', '还在顺延期内'],
    ['2026-01-07', '2026-01-07', '提示', '过了顺延期限还没有开'],
    ['2026-01-31', '2026-01-31', '提示', '当月最后一天'],
  ])('没有开，%s：%s %s', (asOf, _day, verdict) => {
    expect(judge('B14', lifeBranch(), asOf).verdict).toBe(verdict)
  })

  it('过了月没有开：不达标，红', () => {
    const found = judge('B14', lifeBranch(), '2026-02-01')
    expect([found.verdict, found.severity]).toEqual(['不达标', '红线'])
    expect(found.remedies[0]?.input).toMatchObject({ types: ['主题党日'] })
  })

  it('顺延写了原因达标，没有写提示补写，更晚提示未按期', () => {
    expect(judge('B14', onlyMonth('2026-01', '2026-01-05', { postponeReason: '外出培训' }), '2026-01-10').verdict).toBe('达标')
    const blank = judge('B14', onlyMonth('2026-01', '2026-01-05'), '2026-01-10')
    expect([blank.verdict, blank.message]).toEqual(['提示', expect.stringContaining('没有写原因')])
    expect(judge('B14', onlyMonth('2026-01', '2026-01-07', { postponeReason: '外出培训' }), '2026-01-10').message).toContain('未按期')
  })

  it('一个月开了两次，取最合要求的一次', () => {
    const activities = [activity('主题党日', '2026-01-20'), activity('主题党日', '2026-01-04')]
    expect(judge('B14', lifeBranch({ activities }), '2026-01-25').message).toContain('没有顺延')
  })
})

describe('B15 顺延到周末、节假日', () => {
  const weekend = onlyMonth('2026-01', '2026-01-10')
  it('非公企业、社会组织合规，国有企业不适用且算未按期', () => {
    expect(judge('B15', { ...weekend, unitType: '社会组织' }, '2026-01-12').verdict).toBe('达标')
    expect(judge('B15', weekend, '2026-01-12').verdict).toBe('不适用')
    expect(judge('B13', weekend, '2026-01-12').verdict).toBe('提示')
    expect(judge('B13', { ...weekend, unitType: '非公企业' }, '2026-01-12').verdict).toBe('达标')
  })
  it('只到随后的首个周末，再下一个周末不算', () => {
    expect(judge('B15', { ...onlyMonth('2026-01', '2026-01-17'), unitType: '社会组织' }, '2026-01-20').verdict).toBe('不适用')
  })
})

describe('B16 不少于两小时', () => {
  it.each([
    [120, '达标'],
    [119, '提示'],
  ])('%i 分钟：%s', (minutes, verdict) => {
    expect(judge('B16', onlyMonth('2026-01', '2026-01-04', { minutes }), '2026-01-10').verdict).toBe(verdict)
  })
  it('同一天两段合计', () => {
    const activities = [
      activity('主题党日', '2026-01-04', { id: 'a', minutes: 60 }),
      activity('主题党日', '2026-01-04', { id: 'b', minutes: 60 }),
    ]
    expect(judge('B16', lifeBranch({ activities }), '2026-01-10').verdict).toBe('达标')
  })
})

describe('B17 内容类型、B12 党建e家、N-17 每月一次', () => {
  it('没有选内容类型的提示', () => {
    expect(judge('B17', onlyMonth('2026-01', '2026-01-04'), '2026-01-10').verdict).toBe('达标')
    expect(judge('B17', onlyMonth('2026-01', '2026-01-04', { contentKinds: [] }), '2026-01-10').verdict).toBe('提示')
    expect(judge('B17', lifeBranch(), '2026-01-10').verdict).toBe('不适用')
  })

  it('没有登记同步的，当月不提示，过了月提示', () => {
    const organization = lifeBranch({ activities: [activity('主题党日', '2026-01-04', { eHomeOn: null })] })
    expect(judge('B12', organization, '2026-01-31').verdict).toBe('达标')
    expect(judge('B12', organization, '2026-02-01').verdict).toBe('提示')
  })

  it('N-17 不问开在哪天，只问每月有没有', () => {
    expect(judge('N-17', lifeBranch({ activities: [activity('主题党日', '2026-01-29')] }), '2026-02-01').verdict).toBe('达标')
    expect(judge('N-17', lifeBranch(), '2026-02-01').verdict).toBe('不达标')
    expect(judge('N-17', lifeBranch(), '2026-02-01', { standards: onlyProfile('LZ20') }).verdict).toBe('不达标')
  })
})

describe('2017 年用集团 2017 年方案', () => {
  it('主题党日照 2017 年的调休日历判', () => {
    const organization = lifeBranch(
      { activities: [activity('主题党日', '2017-04-05', { postponeReason: '清明' })] },
      { establishedOn: '2017-04-01' },
    )
    const found = judge('B14', organization, '2017-04-20')
    expect([found.verdict, found.profileName]).toEqual(['达标', '金圆2017原文'])
  })
})

describe('B18 每月活动有主题', () => {
  const day = (theme: string) => activity('主题党日', '2026-09-01', { theme })
  it('写了主题达标，没写不达标，还没有党日不适用', () => {
    expect(judge('B18', lifeBranch({ activities: [day('学党章')] }), '2026-09-14').verdict).toBe('达标')
    expect(judge('B18', lifeBranch({ activities: [day('')] }), '2026-09-14').verdict).toBe('不达标')
    expect(judge('B18', lifeBranch(), '2026-09-14').verdict).toBe('不适用')
  })

  it('年度计划、季度安排由人核对：年末三十天里还没有核对的待确认', () => {
    const organization = lifeBranch({ activities: [day('学党章')] })
    expect(['2026-12-01', '2026-12-02'].map((asOf) => judge('B18', organization, asOf).verdict)).toEqual(['达标', '待确认'])
  })
})
