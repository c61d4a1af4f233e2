import { joinDays, weekdayName, type HolidayDraft } from './holiday-draft.ts'
import { addDays, isPlainDate, makeDate, partsOf, type PlainDate } from './plain-date.ts'

/** 从文字里认出的一份安排，连同认不准的地方；一条也认不出时 `draft` 为 null。 */
export type NoticeReading = { readonly draft: HolidayDraft | null; readonly problems: readonly string[]; readonly notes: readonly string[] }

/** 一段放假、一个上班日在通知里的写法，数字已是半角。 */
const DATE = String.raw`(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日`
const RANGE = new RegExp(String.raw`${DATE}(?:至|到|-)(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日`, 'g')
const SINGLE = new RegExp(DATE, 'g')
const WEEKDAY_NOTE = new RegExp(String.raw`${DATE}\(([^)]*?)(?:周|星期)([一二三四五六日天])[^)]*\)`, 'g')
const DOCUMENT_NO = /国办发(?:明电)?[〔[(（]\s*\d{4}\s*[〕\])）]\s*\d+\s*号/

/**
 * 读《国务院办公厅关于某年部分节假日安排的通知》的文字：放假（含补休）各段、调休上班日、文号。
 * 只认通知的写法，不猜；括注的星期、写明的天数对不上的，逐处说出来。
 * 年份取标题或文中的“某年部分节假日安排”；都没有时用 `year`。
 */
export function readNotice(text: string, year: number | null): NoticeReading {
  const clean = normalized(text)
  const stated = /(\d{4})年(?:[^。\n]{0,12})?(?:部分)?节假日安排/.exec(clean) ?? /(\d{4})年元旦/.exec(clean)
  const target = stated ? Number(stated[1]) : year
  if (target === null) return { draft: null, problems: ['文字里没有写是哪一年的安排，请连标题一起粘贴，或先填年份。'], notes: [] }
  const problems = wrongWeekdays(clean, target)
  const notes: string[] = []
  const rest: PlainDate[] = []
  const work: PlainDate[] = []
  for (const { body, kind } of clauses(clean.replaceAll(/\([^)]*\)/g, ''))) {
    const days = daysIn(body, target, problems)
    if (kind === '上班') work.push(...days)
    else {
      rest.push(...days)
      const counted = /共(\d+)天/.exec(body)
      if (counted && days.length > 0 && Number(counted[1]) !== days.length)
        problems.push(`“${body.slice(0, 30)}”写的是共 ${counted[1] ?? ''} 天，按日期算是 ${days.length} 天，请核对。`)
    }
  }
  const outside = [...rest, ...work].filter((on) => partsOf(on).year !== target)
  if (outside.length > 0)
    notes.push(`通知里还有 ${[...new Set(outside)].join('、')}，不在 ${target} 年；存好这一年后，请到那一年的表里补上。`)
  const inside = (on: PlainDate) => partsOf(on).year === target
  const breaks = joinDays(rest.filter(inside))
  const workdays = [...new Set(work.filter(inside))].toSorted()
  if (breaks.length === 0)
    return { draft: null, problems: [...problems, '没有认出放假的日子。请粘贴通知正文（形如“一、元旦：1月1日至3日放假，共3天”）。'], notes }
  const documentNo = DOCUMENT_NO.exec(text.normalize('NFKC').replaceAll(/[[(]/g, '〔').replaceAll(/[\])]/g, '〕'))?.[0].replaceAll(
    /\s/g,
    '',
  )
  if (documentNo === undefined) notes.push('文字里没有文号，请填上来源。')
  return { draft: { year: target, documentNo: documentNo ?? '', breaks, workdays }, problems, notes }
}

/** 全角数字、各种破折号与括号都归成一种；空白去掉，换行留作断句。 */
function normalized(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[—–－~～﹣―]+/g, '-')
    .replaceAll(/[^\S\n]/g, '')
}

/**
 * 逐句逐读拆开，各归放假或上班；没有写明的半句并到后半句里（“2月14日,2月28日上班”）。
 */
function clauses(text: string): { body: string; kind: '放假' | '上班' }[] {
  return text.split(/[。;\n]/).flatMap((sentence) => {
    const found: { body: string; kind: '放假' | '上班' }[] = []
    let pending = ''
    for (const part of sentence.split(',')) {
      pending = pending === '' ? part : `${pending},${part}`
      const isWork = /上班/.test(part)
      const isRest = /放假|补休|休息|调休/.test(part)
      const last = found.at(-1)
      if (isWork || isRest) {
        found.push({ body: pending, kind: isWork ? '上班' : '放假' })
        pending = ''
      } else if (/^共\d+天/.test(part) && last) {
        // “放假调休，共3天”：天数归前半句。
        last.body = `${last.body},${part}`
        pending = ''
      }
    }
    return found
  })
}

function daysIn(body: string, year: number, problems: string[]): PlainDate[] {
  const days: PlainDate[] = []
  const add = (on: PlainDate, written: string) => {
    if (isPlainDate(on)) days.push(on)
    else problems.push(`“${written}”不是一个日子，请核对。`)
  }
  const left = body.replaceAll(RANGE, (...match: (string | undefined)[]) => {
    const [written = '', fromYear, fromMonth, fromDay, untilYear, untilMonth, untilDay] = match
    const from = makeDate(Number(fromYear ?? year), Number(fromMonth), Number(fromDay))
    const month = Number(untilMonth ?? fromMonth)
    // 跨年的段只写头一个年份：12月30日至1月1日。
    const wraps = untilYear === undefined && month < Number(fromMonth)
    const baseYear = Number(fromYear ?? year)
    const until = makeDate(untilYear === undefined ? baseYear + (wraps ? 1 : 0) : Number(untilYear), month, Number(untilDay))
    if (!isPlainDate(from) || !isPlainDate(until) || until < from || until > addDays(from, 30)) {
      problems.push(`“${written}”的起止不对，请核对。`)
      return ''
    }
    for (let on = from; on <= until; on = addDays(on, 1)) days.push(on)
    return ''
  })
  for (const [written, ofYear, month, day] of left.matchAll(SINGLE))
    add(makeDate(Number(ofYear ?? year), Number(month), Number(day)), written)
  return days
}

const WEEKDAY_LETTERS = '日一二三四五六'

/** 通知里括注的星期与日期对不上，多半是抄错了一个数字。 */
function wrongWeekdays(text: string, year: number): string[] {
  const problems: string[] = []
  for (const [, ofYear, month, day, , letter = ''] of text.matchAll(WEEKDAY_NOTE)) {
    const on = makeDate(Number(ofYear ?? year), Number(month), Number(day))
    const written = letter === '天' ? '日' : letter
    if (isPlainDate(on) && !weekdayName(on).endsWith(written) && WEEKDAY_LETTERS.includes(written))
      problems.push(`${on} 是${weekdayName(on)}，文字里写的是周${written}，请核对。`)
  }
  return problems
}
