import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  addYears,
  daysBetween,
  formatChinese,
  isPlainDate,
  weekday,
  wholeYears,
} from '../../shared/calendar/plain-date.ts'

/** 与实现无关的参照：按 UTC 毫秒数数天，没有时区也没有夏令时。 */
const utc = (date: string) => Date.parse(`${date}T00:00:00Z`)
const anyDate = fc
  .integer({ min: utc('1930-01-01') / 86_400_000, max: utc('2100-12-31') / 86_400_000 })
  .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10))

describe('日期运算：期限全靠它', () => {
  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-08-31', -6, '2026-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-02-28', 1, '2026-03-28'],
  ])('%s 平移 %i 个月是 %s：目标月没有那一天取月末，不溢出', (date, months, expected) => {
    expect(addMonths(date, months)).toBe(expected)
  })

  test('闰日加一年取 2 月 28 日，加四年回到 2 月 29 日', () => {
    expect(addYears('2024-02-29', 1)).toBe('2025-02-28')
    expect(addYears('2024-02-29', 4)).toBe('2028-02-29')
  })

  test.each([
    ['2008-06-15', '2026-06-14', 17],
    ['2008-06-15', '2026-06-15', 18],
    ['2008-06-15', '2026-06-16', 18],
    ['2008-02-29', '2026-02-28', 18],
  ])('%s 生，到 %s 满 %i 周岁：当日即满', (from, on, expected) => {
    expect(wholeYears(from, on)).toBe(expected)
  })

  test.each(['2026-02-30', '2026-13-01', '2026-00-10', '26-01-01', '2026-1-1', '2026-04-31', ''])('“%s”不是日期', (text) => {
    expect(isPlainDate(text)).toBe(false)
  })

  test('成文日期用阿拉伯数字、不编虚位', () => {
    expect(formatChinese('2026-09-04')).toBe('2026年9月4日')
  })

  test('加减天数与按 UTC 数天的参照一致，跨夏令时也不差一天', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -5000, max: 5000 }), (date, days) => {
        const moved = addDays(date, days)
        expect(utc(moved) - utc(date)).toBe(days * 86_400_000)
        expect(daysBetween(date, moved)).toBe(days)
        expect(weekday(date)).toBe(new Date(utc(date)).getUTCDay())
      }),
    )
  })
})
