import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HOLIDAYS } from '../../shared/calendar/holidays.ts'
import { addDays, daysBetween } from '../../shared/calendar/plain-date.ts'
import { publicityPeriod } from '../../shared/calendar/publicity.ts'
import { isWorkday } from '../../shared/calendar/workday.ts'

const FIVE = { days: 5, unit: '工作日' } as const

describe('公示期：张贴日不计，满 5 个工作日的当日届满，次日起作下一步', () => {
  it('场景 7.23：6 月 15 日张贴、端午 19 日至 21 日，6 月 23 日届满，最早 24 日列为发展对象', () => {
    expect(publicityPeriod('2026-06-15', FIVE, HOLIDAYS)).toEqual({
      startsOn: '2026-06-16',
      endsOn: '2026-06-23',
      nextStepOn: '2026-06-24',
      counted: ['2026-06-16', '2026-06-17', '2026-06-18', '2026-06-22', '2026-06-23'],
      isProvisional: false,
    })
  })

  it('场景 7.23：参数改为计入张贴日，6 月 22 日届满', () => {
    expect(publicityPeriod('2026-06-15', { ...FIVE, countsPostedDay: true }, HOLIDAYS).endsOn).toBe('2026-06-22')
  })

  it.each([
    ['前一天张贴', '2026-06-14', '2026-06-22'],
    ['当天张贴', '2026-06-15', '2026-06-23'],
    ['后一天张贴', '2026-06-16', '2026-06-24'],
  ])('%s（%s），届满 %s', (_title, postedOn, endsOn) => expect(publicityPeriod(postedOn, FIVE, HOLIDAYS).endsOn).toBe(endsOn))

  it.each([
    ['节前最后一个工作日张贴，假期不算', '2026-09-30', '2026-10-08', '2026-10-13'],
    ['假期里张贴，从节后第一个工作日数起', '2026-10-03', '2026-10-08', '2026-10-13'],
    ['调休上班的周六算一天', '2026-10-08', '2026-10-09', '2026-10-14'],
  ])('%s：%s 张贴，%s 起算，%s 届满', (_title, postedOn, startsOn, endsOn) => {
    expect(publicityPeriod(postedOn, FIVE, HOLIDAYS)).toMatchObject({ startsOn, endsOn })
  })

  it('张贴日计入而当天是节假日的，那天也不算', () => {
    expect(publicityPeriod('2026-06-20', { ...FIVE, countsPostedDay: true }, HOLIDAYS).startsOn).toBe('2026-06-22')
  })

  it('按自然日数的，节假日照算，届满日逢假日不顺延', () => {
    expect(publicityPeriod('2026-06-15', { days: 5, unit: '自然日' }, HOLIDAYS)).toMatchObject({
      startsOn: '2026-06-16',
      endsOn: '2026-06-20',
      nextStepOn: '2026-06-21',
    })
  })

  it('用到没有节假日表的年份标暂算', () => {
    expect(publicityPeriod('2026-12-24', FIVE, HOLIDAYS)).toMatchObject({ endsOn: '2026-12-31', isProvisional: false })
    expect(publicityPeriod('2026-12-25', FIVE, HOLIDAYS)).toMatchObject({ endsOn: '2027-01-01', isProvisional: true })
  })

  it.each([0, -1, 1.5, 366])('公示 %d 天说不通，拒绝', (days) => {
    expect(() => publicityPeriod('2026-06-15', { days, unit: '工作日' }, HOLIDAYS)).toThrow(RangeError)
  })

  it('性质：恰有 N 天计入且都是工作日；多公示一天，届满日只会更晚', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 1, max: 20 }), (offset, days) => {
        const postedOn = addDays('2017-03-01', offset)
        const period = publicityPeriod(postedOn, { days, unit: '工作日' }, HOLIDAYS)
        expect(period.counted).toHaveLength(days)
        expect(period.counted.every((on) => isWorkday(on, HOLIDAYS) && on > postedOn)).toBe(true)
        expect(daysBetween(period.endsOn, period.nextStepOn)).toBe(1)
        expect(publicityPeriod(postedOn, { days: days + 1, unit: '工作日' }, HOLIDAYS).endsOn > period.endsOn).toBe(true)
      }),
    )
  })
})
