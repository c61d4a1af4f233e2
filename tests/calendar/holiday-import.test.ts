import { describe, expect, it } from 'vitest'
import { checkHolidays, holidayChanges, joinDays, weekdayName } from '../../shared/calendar/holiday-draft.ts'
import { readNotice } from '../../shared/calendar/holiday-notice.ts'
import { readHolidaySheet } from '../../shared/calendar/holiday-sheet.ts'
import { festivalOf, HOLIDAY_SOURCES, HOLIDAYS, yearsOf } from '../../shared/calendar/holidays.ts'
import { partsOf } from '../../shared/calendar/plain-date.ts'
import type { Sheet, SheetCell } from '../../shared/exchange/sheet.ts'

const NOTICE_2026 = `国务院办公厅关于2026年
部分节假日安排的通知
国办发明电〔2025〕7号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。`

describe('粘贴国办通知的文字', () => {
  it('2026 年的通知读出来与内置的逐日相同，文号也认得', () => {
    expect(readNotice(NOTICE_2026, null)).toEqual({
      draft: { year: 2026, documentNo: '国办发明电〔2025〕7号', ...HOLIDAYS[2026] },
      problems: [],
      notes: [],
    })
  })

  it.each(yearsOf(HOLIDAYS))('%i 年的安排按通知的写法写出来，读回原样', (year) => {
    const arranged = HOLIDAYS[year] ?? { breaks: [], workdays: [] }
    const on = (date: string) => `${partsOf(date).month}月${partsOf(date).day}日（${weekdayName(date)}）`
    const lines = arranged.breaks.map(([from, until]) => (from === until ? `${on(from)}放假。` : `${on(from)}至${on(until)}放假调休。`))
    const text = `关于${year}年部分节假日安排的通知\n${lines.join('\n')}\n${arranged.workdays.map(on).join('、')}上班。`
    expect(readNotice(text, null).draft).toMatchObject({ year, ...arranged })
  })

  it('补休算放假；“与周末连休”只登记写明的那天，周末本来就休息', () => {
    const { draft } = readNotice('2017年元旦：1月1日放假，1月2日（星期一）补休。清明节：4月5日放假，与周末连休。', null)
    expect(draft?.breaks).toEqual([
      ['2017-01-01', '2017-01-02'],
      ['2017-04-05', '2017-04-05'],
    ])
  })

  it('跨年的一段只取本年，另一半说出来', () => {
    const { draft, notes } = readNotice('关于2027年部分节假日安排的通知。元旦：2026年12月31日至2027年1月2日放假调休，共3天。', null)
    expect(draft?.breaks).toEqual([['2027-01-01', '2027-01-02']])
    expect(notes.join('')).toContain('2026-12-31')
  })

  it.each([
    ['括注的星期抄错', '关于2027年部分节假日安排：1月1日（周四）至3日放假。', '2027-01-01 是周五，文字里写的是周四'],
    ['写明的天数对不上', '关于2027年部分节假日安排：1月1日至3日放假，共4天。', '写的是共 4 天，按日期算是 3 天'],
    ['不存在的日子', '关于2027年部分节假日安排：1月1日放假。2月30日上班。', '“2月30日”不是一个日子'],
    ['头尾颠倒', '关于2027年部分节假日安排：5月5日至1日放假。', '“5月5日至1日”的起止不对'],
  ])('%s：说清是哪一处', (_title, text, problem) => {
    expect(readNotice(text, null).problems.join('\n')).toContain(problem)
  })

  it('没有年份、没有放假的文字不猜', () => {
    expect(readNotice('1月1日至3日放假', null)).toMatchObject({ draft: null, problems: [expect.stringContaining('没有写是哪一年')] })
    expect(readNotice('1月1日至3日放假', 2027).draft?.breaks).toEqual([['2027-01-01', '2027-01-03']])
    expect(readNotice('关于2027年部分节假日安排的通知，另行公布。', null)).toMatchObject({
      draft: null,
      problems: [expect.stringContaining('没有认出放假的日子')],
    })
  })
})

describe('表格里的节假日', () => {
  const text = (value: string): SheetCell => ({ kind: '文本', text: value })
  const sheet = (rows: readonly (readonly string[])[]): Sheet => ({
    book: '',
    name: '节假日',
    merges: [],
    isHidden: false,
    rows: rows.map((row) => row.map((value) => (value === '' ? undefined : text(value)))),
  })

  it('一行一天的并成段，一行一段的照收，文号随年取', () => {
    const daily = sheet([
      ['日期', '类型', '文号'],
      ['2027-01-01', '放假', '某号'],
      ['2027/1/2', '放假', ''],
      ['2027年1月3日', '调休上班', ''],
    ])
    expect(readHolidaySheet(daily)).toEqual({
      drafts: [{ year: 2027, documentNo: '某号', breaks: [['2027-01-01', '2027-01-02']], workdays: ['2027-01-03'] }],
      problems: [],
    })
    const spans = sheet([
      ['2027 年安排', '', ''],
      ['开始日期', '结束日期', '类型'],
      ['2027-10-01', '2027-10-07', '国庆节'],
      ['2027-10-09', '', '上班'],
    ])
    expect(readHolidaySheet(spans).drafts).toEqual([
      { year: 2027, documentNo: '', breaks: [['2027-10-01', '2027-10-07']], workdays: ['2027-10-09'] },
    ])
  })

  it('坏的行逐格说出来，好的照样给人看；没有表头说明要哪几列', () => {
    const reading = readHolidaySheet(
      sheet([
        ['日期', '结束日期', '类型'],
        ['2027-01', '', '放假'],
        ['2027-01-01', '', '不知道'],
        ['2027-05-05', '2027-05-01', '放假'],
        ['2027-10-01', '2027-10-07', '放假'],
      ]),
    )
    expect(reading.problems).toEqual([
      expect.stringContaining('节假日 A2'),
      expect.stringContaining('节假日 C3'),
      expect.stringContaining('节假日 B4'),
    ])
    expect(reading.drafts[0]?.breaks).toEqual([['2027-10-01', '2027-10-07']])
    expect(readHolidaySheet(sheet([['甲', '乙']])).problems.join('')).toContain('“日期”')
  })
})

describe('存之前的核对', () => {
  const year = 2027
  const good = { year, breaks: [['2027-01-01', '2027-01-03'] as const], workdays: ['2027-01-09'] }

  it('内置的各年都核得过，都写了依据', () => {
    for (const each of yearsOf(HOLIDAYS)) {
      const arranged = HOLIDAYS[each] ?? { breaks: [], workdays: [] }
      expect(checkHolidays({ year: each, ...arranged }), String(each)).toEqual({ problems: [], warnings: [] })
      expect(HOLIDAY_SOURCES[each], String(each)).toMatch(/国办发明电〔\d{4}〕\d+号/)
    }
  })

  it('缺哪个节给提醒，不拦', () => {
    const { problems, warnings } = checkHolidays(good)
    expect(problems).toEqual([])
    expect(warnings.join('')).toMatch(/春节.*国庆节/)
  })

  it.each([
    ['一段也没有', { ...good, breaks: [] }, '一段放假也没有'],
    ['头尾颠倒', { ...good, breaks: [['2027-01-03', '2027-01-01'] as const] }, '头尾颠倒'],
    ['不在本年', { ...good, breaks: [['2026-12-31', '2027-01-02'] as const] }, '2026-12-31 不在 2027 年'],
    ['重叠', { ...good, breaks: [...good.breaks, ['2027-01-03', '2027-01-05'] as const] }, '重叠'],
    ['太长', { ...good, breaks: [['2027-02-01', '2027-03-01'] as const] }, '太长'],
    ['上班日不是周末', { ...good, workdays: ['2027-01-11'] }, '2027-01-11 是周一，本来就上班'],
    ['上班日在放假里', { ...good, workdays: ['2027-01-02'] }, '既写了放假又写了上班'],
    ['上班日写了两遍', { ...good, workdays: ['2027-01-09', '2027-01-09'] }, '写了两遍'],
    ['不存在的日子', { ...good, workdays: ['2027-02-30'] }, '不是一个日子'],
  ])('%s不能存', (_title, draft, problem) => {
    expect(checkHolidays(draft).problems.join('\n')).toContain(problem)
  })

  it('改了哪些日子逐日说', () => {
    const before = { breaks: [['2027-01-01', '2027-01-01'] as const], workdays: [] }
    expect(holidayChanges(before, good, year)).toEqual([
      '2027-01-02（周六）由周末改为放假',
      '2027-01-03（周日）由周末改为放假',
      '2027-01-09（周六）由周末改为上班',
    ])
  })

  it('相连的日子并成段', () => {
    expect(joinDays(['2027-01-03', '2027-01-01', '2027-01-02', '2027-01-05'])).toEqual([
      ['2027-01-01', '2027-01-03'],
      ['2027-01-05', '2027-01-05'],
    ])
  })

  it.each([
    [['2022-12-31', '2022-12-31'], '元旦'],
    [['2026-02-15', '2026-02-23'], '春节'],
    [['2023-04-05', '2023-04-05'], '清明节'],
    [['2017-04-29', '2017-05-01'], '劳动节'],
    [['2017-05-28', '2017-05-30'], '端午节'],
    [['2026-09-25', '2026-09-27'], '中秋节'],
    [['2023-09-29', '2023-10-06'], '国庆节'],
    [['2027-08-01', '2027-08-01'], null],
  ] as const)('%j 是%s', (days, festival) => expect(festivalOf(days)).toBe(festival))
})
