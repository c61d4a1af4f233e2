import { addDays, daysBetween, type PlainDate } from './plain-date.ts'

/** 一个全日事件。`uid` 稳定：同一件事再导出一次，日历里是更新而不是多一条。 */
export type CalendarEvent = {
  readonly uid: string
  readonly on: PlainDate
  readonly summary: string
  readonly description: string
  readonly categories: readonly string[]
  /** 哪几天提醒；都在上午九点。 */
  readonly remindOn: readonly PlainDate[]
}

/** 提醒在当天几点。 */
const ALARM_HOUR = 9

/**
 * 写成 .ics（RFC 5545）：CRLF 换行，每行不超过 75 个八位组（按 UTF-8 字界折行），文字转义，全日事件，
 * 每个提醒日一个 VALARM。`at` 是导出时刻（ISO 8601）。
 */
export function icalendar(name: string, events: readonly CalendarEvent[], at: string): string {
  const stamp = at.replaceAll(/[-:]|\.\d+/g, '')
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Jishi//Work Calendar//ZH',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escapeText(name)}`,
    ...events.flatMap((event) => eventLines(event, stamp)),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${fold(line)}\r\n`).join('')
}

function eventLines(event: CalendarEvent, stamp: string): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${escapeText(event.uid)}`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${basic(event.on)}`,
    // 全日事件的结束不含当日。
    `DTEND;VALUE=DATE:${basic(addDays(event.on, 1))}`,
    `SUMMARY:${escapeText(event.summary)}`,
    `DESCRIPTION:${escapeText(event.description)}`,
    ...(event.categories.length > 0 ? [`CATEGORIES:${event.categories.map(escapeText).join(',')}`] : []),
    'TRANSP:TRANSPARENT',
    ...event.remindOn.flatMap((remindOn) => [
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      `DESCRIPTION:${escapeText(event.summary)}`,
      `TRIGGER:${trigger(daysBetween(remindOn, event.on))}`,
      'END:VALARM',
    ]),
    'END:VEVENT',
  ]
}

function basic(on: PlainDate): string {
  return on.replaceAll('-', '')
}

/** 相对于当日零时的提前量：当天九点是 PT9H，提前一天的九点是 -PT15H，提前两天的九点是 -P1DT15H。 */
function trigger(daysBefore: number): string {
  if (daysBefore <= 0) return daysBefore === 0 ? `PT${ALARM_HOUR}H` : `P${-daysBefore}DT${ALARM_HOUR}H`
  const days = daysBefore - 1
  return `-P${days === 0 ? '' : `${days}D`}T${24 - ALARM_HOUR}H`
}

function escapeText(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll(';', '\\;')
    .replaceAll(',', '\\,')
    .replaceAll(/\r\n|\r|\n/g, '\\n')
}

const LINE_OCTETS = 75

/** 折行：续行以一个空格开头，空格也计入 75；一个字的几个字节不拆开。 */
function fold(line: string): string {
  const folded: string[] = []
  let current = ''
  let octets = 0
  for (const character of line) {
    const size = octetsOf(character)
    if (octets + size > LINE_OCTETS) {
      folded.push(current)
      current = ' '
      octets = 1
    }
    current += character
    octets += size
  }
  folded.push(current)
  return folded.join('\r\n')
}

/** 一个字在 UTF-8 里占几个八位组。 */
function octetsOf(character: string): number {
  const point = character.codePointAt(0) ?? 0
  if (point < 0x80) return 1
  if (point < 0x800) return 2
  return point < 0x1_0000 ? 3 : 4
}
