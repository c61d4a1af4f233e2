import { describe, expect, it } from 'vitest'
import { addDays } from '../../shared/calendar/plain-date.ts'
import { birthWindow, dateOfSerial, eventWindow, readDate } from '../../shared/exchange/date-cell.ts'

const TODAY = '2026-09-14'
const text = (value: string) => ({ kind: '文本' as const, text: value })
const read = (value: string) => readDate(text(value))
const full = (date: string) => ({ kind: '日期', date, precision: '日', doubt: '' })

describe('写全的日期', () => {
  it.each([
    '2016/02/28',
    '2016-2-28',
    '2016年2月28日',
    '2016年2月28号',
    '2016.02.28',
    '2016.2.28.',
    '2016、2、28',
    '20160228',
    '２０１６－０２－２８',
    "'2016-02-28",
    '2016-02-28 00:00:00',
    '2016 年 2 月 28 日',
    '二〇一六年二月二十八日',
    '二零一六年二月二十八日',
  ])('%s', (value) => expect(read(value)).toEqual(full('2016-02-28')))

  it.each([
    ['一九八五年十月十日', '1985-10-10'],
    ['一九八五年十二月三十一日', '1985-12-31'],
    ['二〇〇〇年一月十五日', '2000-01-15'],
  ])('汉字日期 %s', (value, date) => expect(read(value)).toEqual(full(date)))

  it.each(['', '无', '—', '/', ' '])('“%s” 当作没填', (value) => expect(read(value).kind).toBe('空'))

  it.each(['2016-13-01', '2016-02-30', '不详', '很早', '2016年2月30日', '189年3月', '5', '45'])('%s 不是日期', (value) => {
    const reading = read(value)
    expect(reading.kind).toBe('不是日期')
    if (reading.kind === '不是日期') expect(reading.reason).toMatch(/[\u4e00-\u9fff].*。$/u)
  })
})

describe('缺日、缺月的标出精度，取该月、该年第一天，不补日', () => {
  it.each(['1979.01', '1979-1', '1979年1月', '1979年01月', '197901', '1979/01', '1979. 01', '一九七九年一月'])('%s 到月', (value) => {
    expect(read(value)).toMatchObject({ kind: '日期', date: '1979-01-01', precision: '月' })
  })
  it.each(['1979', '1979年'])('%s 到年', (value) => expect(read(value)).toMatchObject({ date: '1979-01-01', precision: '年' }))

  it('都有提示，说明没有补日', () => {
    for (const value of ['1979.01', '1979年1月', '1979'])
      expect(read(value)).toMatchObject({ doubt: expect.stringContaining('缺') as string })
  })

  it('文字“1979.1”按 1 月并提醒可能是 10 月；数字 1979.1 分不清，拒收；1979.01、1979.12 是数字也分得清', () => {
    expect(read('1979.1')).toMatchObject({ date: '1979-01-01', precision: '月', doubt: expect.stringContaining('10 月') as string })
    expect(readDate({ kind: '数字', number: 1979.1 })).toMatchObject({
      kind: '不是日期',
      reason: expect.stringContaining('10 月') as string,
    })
    expect(readDate({ kind: '数字', number: 1979.01 })).toMatchObject({ date: '1979-01-01', precision: '月' })
    expect(readDate({ kind: '数字', number: 1979.12 })).toMatchObject({ date: '1979-12-01', precision: '月' })
    expect(readDate({ kind: '数字', number: 1979.5 })).toMatchObject({ date: '1979-05-01', precision: '月' })
  })

  it('只显示到月的日期格：存的是 1 日算缺日，存的是别的日子照取', () => {
    expect(readDate({ kind: '日期', date: '1979-01-01', serial: 28856, showsDay: false })).toMatchObject({
      date: '1979-01-01',
      precision: '月',
    })
    expect(readDate({ kind: '日期', date: '1979-01-15', serial: 28870, showsDay: false })).toEqual(full('1979-01-15'))
    expect(readDate({ kind: '日期', date: '1979-01-01', serial: 28856, showsDay: true })).toEqual(full('1979-01-01'))
  })
})

describe('数字格', () => {
  it('没有日期格式的序列号换算并提示', () => {
    expect(readDate({ kind: '数字', number: 31213 })).toMatchObject({
      date: '1985-06-15',
      precision: '日',
      doubt: expect.stringContaining('31213') as string,
    })
  })
  it('八位数当日期，六位数当年月', () => {
    expect(readDate({ kind: '数字', number: 19850615 })).toEqual(full('1985-06-15'))
    expect(readDate({ kind: '数字', number: 198506 })).toMatchObject({ date: '1985-06-01', precision: '月' })
  })
  it.each([0, 3, 45, 123456789, -5, 1e15, 0.5])('%s 不是日期', (number) => expect(readDate({ kind: '数字', number }).kind).toBe('不是日期'))
})

describe('两位年与有两种读法的：范围里只剩一种才取，并提示；否则拒收', () => {
  const birth = birthWindow(TODAY)
  const joined = (birthOn: string) => eventWindow(birthOn, TODAY)

  it.each([
    ['95.3.1', '1995-03-01', '日'],
    ['95年3月1日', '1995-03-01', '日'],
    ['950301', '1995-03-01', '日'],
    ['95.3', '1995-03-01', '月'],
    ['199503', '1995-03-01', '月'],
    // 2005 年出生的，2026 年 9 月已满 21 岁；1905 年出生的已 121 岁，不合情理。
    ['05.3.1', '2005-03-01', '日'],
  ])('出生日期 %s 只有一种读法', (value, date, precision) => {
    expect(readDate(text(value), birth)).toMatchObject({ date, precision, doubt: expect.stringContaining('核对') as string })
  })

  it('入党日期的两位年由生日定：1950 年出生的不可能 1922 年入党', () => {
    expect(readDate(text('22.7.1'), joined('1950-01-01'))).toMatchObject({ date: '2022-07-01' })
    expect(readDate(text('75.7.1'), joined('1950-01-01'))).toMatchObject({ date: '1975-07-01' })
  })

  it('200105 对生日只能是 2001 年 5 月；对入党日期也可能是 2020 年 1 月 5 日，拒收', () => {
    expect(readDate(text('200105'), birth)).toMatchObject({ date: '2001-05-01', precision: '月' })
    expect(readDate(text('200105'), joined('1975-01-01'))).toMatchObject({
      kind: '不是日期',
      reason: expect.stringContaining('说不准') as string,
    })
  })

  it('日月次序不明的 3/5/1995 拒收，25/3/1995 只有一种读法', () => {
    expect(readDate(text('3/5/1995'), birth)).toMatchObject({ kind: '不是日期' })
    expect(readDate(text('25/3/1995'), birth)).toMatchObject({ date: '1995-03-25' })
  })

  it('刚满与未满十八岁：范围含当天', () => {
    expect(readDate(text('08.9.14'), birth)).toMatchObject({ date: '2008-09-14' })
    expect(readDate(text('08.9.15'), birth).kind).toBe('不是日期')
  })
})

describe('序列号换日期', () => {
  it('与日期库逐日相同：1900-03-01 到 2190 年，两种历法', () => {
    for (let serial = 61; serial < 106_000; serial += 1) {
      if (serial % 7 !== 0 && serial > 500) continue
      expect(dateOfSerial(serial, false)).toBe(addDays('1899-12-30', serial))
      expect(dateOfSerial(serial, true)).toBe(addDays('1904-01-01', serial))
    }
  })
  it.each([
    [1, false, '1900-01-01'],
    [59, false, '1900-02-28'],
    [60, false, null],
    [61, false, '1900-03-01'],
    [36_585, false, '2000-02-29'],
    [0, true, '1904-01-01'],
    [0, false, null],
    [-1, true, null],
    [1e9, false, null],
    [Number.NaN, false, null],
    [43_831.75, false, '2020-01-01'],
  ])('%s（1904：%s）是 %s', (serial, is1904, date) => expect(dateOfSerial(serial, is1904)).toBe(date))
})
