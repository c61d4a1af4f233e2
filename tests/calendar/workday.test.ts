import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HOLIDAYS, yearsOf } from '../../shared/calendar/holidays.ts'
import { addDays, partsOf, weekday } from '../../shared/calendar/plain-date.ts'
import { addWorkdays, firstWorkdayOf, isProvisional, isWorkday, previousWorkday, reminderOn } from '../../shared/calendar/workday.ts'

describe('每月第一个工作日（主题党日），含调休上班日', () => {
  it.each([
    [2026, 1, '2026-01-04'],
    [2026, 10, '2026-10-08'],
    [2017, 4, '2017-04-01'],
    [2026, 9, '2026-09-01'],
    [2020, 2, '2020-02-03'],
  ])('%i 年 %i 月是 %s', (year, month, on) => expect(firstWorkdayOf(year, month, HOLIDAYS)).toEqual({ on, isProvisional: false }))

  it.each([
    ['2026-01-04', 1, '2026-01-05'],
    ['2026-01-04', 2, '2026-01-06'],
    ['2026-10-08', 1, '2026-10-09'],
    ['2026-10-08', 2, '2026-10-10'],
    ['2017-04-01', 1, '2017-04-05'],
    ['2017-04-01', 2, '2017-04-06'],
    ['2026-06-15', 5, '2026-06-23'],
  ])('%s 顺延 %i 个工作日是 %s', (from, count, on) => expect(addWorkdays(from, count, HOLIDAYS).on).toBe(on))
})

describe('法定节假日与调休', () => {
  it.each([
    ['2026-01-02', false],
    ['2026-01-03', false],
    ['2026-01-04', true],
    ['2026-02-14', true],
    ['2026-02-23', false],
    ['2026-02-24', true],
    ['2026-10-10', true],
    ['2026-10-11', false],
    ['2020-02-01', false],
  ])('%s 上班：%s', (date, works) => expect(isWorkday(date, HOLIDAYS)).toBe(works))

  it('调休上班日都落在周末，放假区间不重叠，且都在本年', () => {
    for (const year of yearsOf(HOLIDAYS)) {
      const arranged = HOLIDAYS[year]
      for (const workday of arranged?.workdays ?? []) {
        expect([0, 6], workday).toContain(weekday(workday))
        expect(partsOf(workday).year).toBe(year)
      }
      let last = ''
      for (const [from, to] of arranged?.breaks ?? []) {
        expect(from > last, from).toBe(true)
        expect(to >= from, to).toBe(true)
        expect(partsOf(to).year).toBe(year)
        last = to
      }
    }
  })

  it('没有节假日表的年份只按周一至周五，并标暂算', () => {
    expect(isProvisional('2027-01-01', HOLIDAYS)).toBe(true)
    expect(isProvisional('2026-12-31', HOLIDAYS)).toBe(false)
    expect(firstWorkdayOf(2027, 1, HOLIDAYS)).toEqual({ on: '2027-01-01', isProvisional: true })
    expect(addWorkdays('2026-12-31', 1, HOLIDAYS)).toEqual({ on: '2027-01-01', isProvisional: true })
  })
})

describe('期限遇非工作日不顺延，提醒提前到前一工作日', () => {
  it.each([
    ['2026-10-07', '2026-09-30'],
    ['2026-10-08', '2026-10-08'],
    ['2026-01-17', '2026-01-16'],
    ['2026-01-04', '2026-01-04'],
  ])('期限 %s 的提醒在 %s', (due, on) => expect(reminderOn(due, HOLIDAYS).on).toBe(on))

  it('前一工作日不含当天', () => expect(previousWorkday('2026-10-08', HOLIDAYS).on).toBe('2026-09-30'))

  it('提醒日总是工作日，且不晚于期限', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3600 }), (offset) => {
        const due = addDays('2017-02-01', offset)
        const { on } = reminderOn(due, HOLIDAYS)
        expect(isWorkday(on, HOLIDAYS)).toBe(true)
        expect(on <= due).toBe(true)
      }),
    )
  })
})
