import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { icalendar, type CalendarEvent } from '../../shared/calendar/icalendar.ts'
import { parseIcalendar } from './parse-icalendar.ts'

const AT = '2026-09-14T01:00:00.000Z'
const event = (changes: Partial<CalendarEvent> = {}): CalendarEvent => ({
  uid: 'branch.theme-day.b1.2026-10@jishi.local',
  on: '2026-10-08',
  summary: '主题党日（第一支部）',
  description: '依据 B13；\n办完看：记录，签到\\照片',
  categories: ['组织生活'],
  remindOn: ['2026-10-03', '2026-10-07', '2026-10-08'],
  ...changes,
})
const read = (events: readonly CalendarEvent[]) => parseIcalendar(Buffer.from(icalendar('测试日历', events, AT), 'utf8'))

describe('.ics（RFC 5545）', () => {
  it('读回来一样：全日事件、文字、类别、提醒', () => {
    const { properties, events } = read([event()])
    expect(properties).toMatchObject({ VERSION: '2.0', CALSCALE: 'GREGORIAN', METHOD: 'PUBLISH', 'X-WR-CALNAME': '测试日历' })
    expect(events).toEqual([
      expect.objectContaining({
        UID: 'branch.theme-day.b1.2026-10@jishi.local',
        DTSTAMP: '20260914T010000Z',
        DTSTART: '20261008',
        DTEND: '20261009',
        SUMMARY: '主题党日（第一支部）',
        DESCRIPTION: '依据 B13；\n办完看：记录，签到\\照片',
        CATEGORIES: '组织生活',
        // 提前五天、一天的上午九点，与当天的上午九点。
        alarms: '-P4DT15H -PT15H PT9H',
      }),
    ])
  })

  it('月末、年末的全日事件结束在次日', () => {
    expect(read([event({ on: '2026-12-31', remindOn: [] })]).events[0]).toMatchObject({ DTSTART: '20261231', DTEND: '20270101' })
  })

  it('任意文字：折行不超过 75 个八位组、不拆字，读回来一字不差', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 200 }).map((each) => each.replaceAll(/[\r\n\p{Cc}]/gu, ''))
    fc.assert(
      fc.property(text, text, (summary, description) => {
        expect(read([event({ summary, description })]).events[0]).toMatchObject({ SUMMARY: summary, DESCRIPTION: description })
      }),
    )
  })

  it('四字节的字恰在折行处也不拆', () => {
    const summary = `${'党'.repeat(21)}𠮷𠮷${'党'.repeat(40)}`
    expect(read([event({ summary })]).events[0]?.['SUMMARY']).toBe(summary)
  })
})
