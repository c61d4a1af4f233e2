import { describe, expect, it } from 'vitest'
import { isSurelyBefore, latestDay, shownDate, storedDate } from '../../shared/calendar/date-precision.ts'

describe('日期精度', () => {
  it('没有的日、月不写出来，也不臆造', () => {
    expect(shownDate('1969-01-01', '月')).toBe('1969年1月')
    expect(shownDate('1969-01-01', '年')).toBe('1969年')
    expect(shownDate('1969-01-01', '日')).toBe('1969-01-01')
  })

  it('存该月、该年第一天；最晚可能是该月、该年最后一天', () => {
    expect([storedDate('2024-02-17', '月'), storedDate('2024-02-17', '年')]).toEqual(['2024-02-01', '2024-01-01'])
    expect([latestDay('2024-02-01', '月'), latestDay('2023-02-01', '月')]).toEqual(['2024-02-29', '2023-02-28'])
    expect(latestDay('2024-01-01', '年')).toBe('2024-12-31')
    expect(latestDay('2024-02-17', '日')).toBe('2024-02-17')
  })

  it('同月内说不准先后；错开一天才算必定早于', () => {
    const month = { on: '2024-02-01', precision: '月' } as const
    expect(isSurelyBefore(month, { on: '2024-02-29', precision: '日' })).toBe(false)
    expect(isSurelyBefore(month, { on: '2024-03-01', precision: '日' })).toBe(true)
    expect(isSurelyBefore({ on: '2024-01-01', precision: '年' }, month)).toBe(false)
  })
})
