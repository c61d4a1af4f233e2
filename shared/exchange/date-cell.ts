import type { DatePrecision } from '../glossary.ts'
import { addYears, isPlainDate, makeDate, type PlainDate } from '../calendar/plain-date.ts'
import { cellText, type SheetCell } from './sheet.ts'

export type DateReading =
  | { readonly kind: '空' }
  | { readonly kind: '日期'; readonly date: PlainDate; readonly precision: DatePrecision; readonly doubt: string }
  | { readonly kind: '不是日期'; readonly reason: string }

/** 这一格的日期合情理的范围（含两端），用来定两位年与连写的六位数。 */
export type DateWindow = { readonly earliest: PlainDate; readonly latest: PlainDate }

/** 中国共产党成立：入党日期不会更早。 */
const PARTY_FOUNDED_ON = '1921-07-01'
const OLDEST_AGE = 100

export function birthWindow(today: PlainDate): DateWindow {
  return { earliest: addYears(today, -OLDEST_AGE), latest: addYears(today, -18) }
}

/** 入党、转正等：年满十八岁之日与建党之后，今天以前。 */
export function eventWindow(birthOn: PlainDate | undefined, today: PlainDate): DateWindow {
  const adultOn = birthOn === undefined ? PARTY_FOUNDED_ON : addYears(birthOn, 18)
  return { earliest: adultOn > PARTY_FOUNDED_ON ? adultOn : PARTY_FOUNDED_ON, latest: today }
}

const ANY_TIME: DateWindow = { earliest: '1900-01-01', latest: '2199-12-31' }
/** 常规格式里像日期序列号的数：1909 年到 2119 年。 */
const SERIAL_MIN = 3300
const SERIAL_MAX = 80000
const WANTED = '请写成 1979-01-05 这样的完整日期。'

/**
 * Excel 日期序列号换成日期。1900 历法里 60 是并不存在的 1900-02-29（返回 null），
 * 61 起才与真实日期对齐；1904 历法以 1904-01-01 为 0。小数是一天里的时刻，舍去。
 */
export function dateOfSerial(serial: number, is1904: boolean): PlainDate | null {
  const day = Math.floor(serial)
  if (!Number.isFinite(day) || day < (is1904 ? 0 : 1) || day > (is1904 ? 107_000 : 109_000)) return null
  if (is1904) return dateAfter(DAYS_TO_1904 + day)
  if (day === 60) return null
  return dateAfter(day < 60 ? DAYS_TO_1899 + 1 + day : DAYS_TO_1899 + day)
}

/** 0000-03-01 到 1899-12-30、1904-01-01 的天数。 */
const DAYS_TO_1899 = 693_899
const DAYS_TO_1904 = 695_361
const DAYS_PER_ERA = 146_097

/**
 * 0000-03-01 之后若干天的公历日期。一年从三月算起，闰日就在年末，按四百年一轮直接推，不经时区：
 * 一份花名册里有几万个日期格，逐个交给日期库要多花一成时间。
 */
function dateAfter(days: number): PlainDate {
  const era = Math.floor(days / DAYS_PER_ERA)
  const dayOfEra = days - era * DAYS_PER_ERA
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return makeDate(year, month, dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1)
}

/**
 * 一格日期：真日期、`2016/02/28`、`2017年7月3日`、`20170703`；`1969.01`、`2017年7月`、`199503` 缺日的标到月，
 * 只有年的标到年；两位年与有两种读法的，范围里只剩一种才取并提示，否则拒收。
 */
export function readDate(cell: SheetCell | undefined, window: DateWindow = ANY_TIME): DateReading {
  if (cell === undefined) return { kind: '空' }
  if (cell.kind === '日期') return readSerialCell(cell)
  if (cell.kind === '数字') return readNumber(cell.number, window)
  return readText(cellText(cell), window)
}

function readSerialCell(cell: Extract<SheetCell, { kind: '日期' }>): DateReading {
  if (cell.date === null) return notDate(`日期序列号 ${cell.serial} 不对应任何日期，请重填。`)
  // 格式只显示到月时，存的 1 日是软件补的；存的不是 1 日，说明当初填的是完整日期。
  if (cell.showsDay || !cell.date.endsWith('-01')) return exact(cell.date)
  return {
    kind: '日期',
    date: cell.date,
    precision: '月',
    doubt: `该格只显示到月，按 ${monthName(cell.date)}（缺日）读；如档案有“日”请补全。`,
  }
}

function readNumber(value: number, window: DateWindow): DateReading {
  if (Number.isInteger(value) && value >= 19000101 && value <= 21991231) return readText(String(value), window)
  if (Number.isInteger(value) && value >= SERIAL_MIN && value <= SERIAL_MAX) {
    const date = dateOfSerial(value, false)
    if (date !== null)
      return { kind: '日期', date, precision: '日', doubt: `该格是没有日期格式的数字 ${value}，按 Excel 日期换算为 ${date}，请核对。` }
  }
  const text = String(value)
  if (/^(19|20)\d{2}\.1$/.test(text))
    return notDate(
      `数字 ${text} 分不清是 1 月还是 10 月（数字格会丢掉末尾的 0），请写成 ${text.slice(0, 4)}-01 或 ${text.slice(0, 4)}-10。`,
    )
  if (/^(19|20)\d{2}(\.\d{1,2})?$/.test(text) || /^(19|20)\d{4}$/.test(text)) return readText(text, window)
  return notDate(`数字 ${value} 不是日期，${WANTED}`)
}

const CHINESE_DIGITS: Readonly<Record<string, string>> = {
  〇: '0',
  零: '0',
  '○': '0',
  O: '0',
  一: '1',
  二: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  八: '8',
  九: '9',
}

/** `二〇一七年七月十三日` 换成阿拉伯数字；不是这种写法的原样返回。 */
function arabic(text: string): string {
  if (!/^[〇零○O一二三四五六七八九]{4}年/.test(text)) return text
  return text
    .replace(/([一二三四五六七八九]?)十([一二三四五六七八九]?)/g, (_, tens: string, ones: string) => {
      const first = tens === '' ? '1' : (CHINESE_DIGITS[tens] ?? '')
      return `${first}${ones === '' ? '0' : (CHINESE_DIGITS[ones] ?? '')}`
    })
    .replace(/[〇零○O一二三四五六七八九]/g, (digit) => CHINESE_DIGITS[digit] ?? digit)
}

const FULL = /^(\d{4})(?:年|[-/.、_])(\d{1,2})(?:月|[-/.、_])(\d{1,2})日?$/
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/
const MONTH = /^(\d{4})(?:年|[-/.、_])(\d{1,2})月?$/
const YEAR = /^((?:19|20)\d{2})年?$/
const SHORT_FULL = /^(\d{2})(?:年|[-/.、])(\d{1,2})(?:月|[-/.、])(\d{1,2})日?$/
const SHORT_MONTH = /^(\d{2})(?:年(\d{1,2})月?|[-/.、](\d{1,2}))$/
const SIX_DIGITS = /^(\d{2})(\d{2})(\d{2})$/
const YEAR_LAST = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/

function readText(raw: string, window: DateWindow): DateReading {
  const text = arabic(
    raw
      .normalize('NFKC')
      .replace(/^'/, '')
      .trim()
      .replace(/[\sT]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$/, '')
      .replaceAll(/[\s\u200b-\u200f\u2060\ufeff]/gu, '')
      .replace(/号$/, '日')
      .replace(/(?<=\d)\.$/, ''),
  )
  if (/^[-—/\\无]*$/.test(text)) return { kind: '空' }
  const full = FULL.exec(text) ?? COMPACT.exec(text)
  if (full) {
    const date = makeDate(Number(full[1]), Number(full[2]), Number(full[3]))
    return isPlainDate(date) ? exact(date) : notDate(`“${text}”不是有效日期，请核对后重填。`)
  }
  const month = MONTH.exec(text)
  if (month) return readMonth(text, Number(month[1]), Number(month[2]))
  const year = YEAR.exec(text)
  if (year)
    return {
      kind: '日期',
      date: makeDate(Number(year[1]), 1, 1),
      precision: '年',
      doubt: `只写到年，按 ${year[1] ?? ''}年（缺月、日）保存，如档案有请补全。`,
    }
  const readings = looseReadings(text)
  if (readings.length === 0) return notDate(`认不出的日期写法，${WANTED}`)
  return settle(text, readings, window)
}

function readMonth(text: string, year: number, month: number): DateReading {
  const date = makeDate(year, month, 1)
  if (!isPlainDate(date)) return notDate(`“${text}”不是有效年月，请核对后重填。`)
  const october = /[-/.、_]1$/.test(text) ? `；如是 10 月请改成 ${year}-10` : ''
  return { kind: '日期', date, precision: '月', doubt: `缺“日”，按 ${monthName(date)} 保存，不补日；如档案有“日”请补全${october}。` }
}

type LooseReading = { readonly date: PlainDate; readonly precision: DatePrecision }

/** 一种写法可能指的各个日期：两位年前面补 19 或 20，六位数或为年月、或为两位年月日。 */
function looseReadings(text: string): LooseReading[] {
  const found: LooseReading[] = []
  const add = (year: number, month: number, day: number | null) => {
    const date = makeDate(year, month, day ?? 1)
    if (isPlainDate(date)) found.push({ date, precision: day === null ? '月' : '日' })
  }
  const bothCenturies = (short: number, month: number, day: number | null) => {
    add(1900 + short, month, day)
    add(2000 + short, month, day)
  }
  const shortFull = SHORT_FULL.exec(text)
  if (shortFull) bothCenturies(Number(shortFull[1]), Number(shortFull[2]), Number(shortFull[3]))
  const shortMonth = SHORT_MONTH.exec(text)
  if (shortMonth) bothCenturies(Number(shortMonth[1]), Number(shortMonth[2] ?? shortMonth[3]), null)
  const six = SIX_DIGITS.exec(text)
  if (six) {
    if (/^(19|20)/.test(text)) add(Number(text.slice(0, 4)), Number(text.slice(4)), null)
    bothCenturies(Number(six[1]), Number(six[2]), Number(six[3]))
  }
  const yearLast = YEAR_LAST.exec(text)
  if (yearLast) {
    const [first, second, year] = [Number(yearLast[1]), Number(yearLast[2]), Number(yearLast[3])]
    add(year, first, second)
    if (first !== second) add(year, second, first)
  }
  return found
}

function settle(text: string, readings: readonly LooseReading[], window: DateWindow): DateReading {
  const sensible = readings.filter(({ date }) => date >= window.earliest && date <= window.latest)
  const [only] = sensible
  if (only === undefined) return notDate(`“${text}”读作 ${readings.map(shownDate).join(' 或 ')} 都不合情理，${WANTED}`)
  if (sensible.length > 1) return notDate(`“${text}”可以读作 ${sensible.map(shownDate).join(' 或 ')}，说不准是哪个，${WANTED}`)
  return { kind: '日期', ...only, doubt: `“${text}”按 ${shownDate(only)} 读，请核对。` }
}

function shownDate({ date, precision }: LooseReading): string {
  return precision === '日' ? date : monthName(date)
}

function monthName(date: PlainDate): string {
  return `${Number(date.slice(0, 4))}年${Number(date.slice(5, 7))}月`
}

function exact(date: PlainDate): DateReading {
  return { kind: '日期', date, precision: '日', doubt: '' }
}

function notDate(reason: string): DateReading {
  return { kind: '不是日期', reason }
}
