import { addDays, isPlainDate, makeDate, type PlainDate } from '../calendar/plain-date.ts'
import { cellText, type SheetCell } from './sheet.ts'

export type DateReading =
  | { readonly kind: '空' }
  | { readonly kind: '日期'; readonly date: PlainDate; readonly doubt: string }
  | { readonly kind: '不是日期'; readonly reason: string }

/** 常规格式里像日期序列号的数：1909 年到 2119 年。 */
const SERIAL_MIN = 3300
const SERIAL_MAX = 80000
const NOT_PRINTED = '缺“日”，请按档案补全成 1979-01-05 这样的完整日期。'

/**
 * Excel 日期序列号换成日期。1900 历法里 60 是并不存在的 1900-02-29（返回 null），
 * 61 起才与真实日期对齐；1904 历法以 1904-01-01 为 0。小数是一天里的时刻，舍去。
 */
export function dateOfSerial(serial: number, is1904: boolean): PlainDate | null {
  const day = Math.floor(serial)
  if (!Number.isFinite(day) || day < (is1904 ? 0 : 1) || day > 109_000) return null
  if (is1904) return addDays('1904-01-01', day)
  if (day === 60) return null
  return addDays(day < 60 ? '1899-12-31' : '1899-12-30', day)
}

/** 一格日期：真日期、`2016/02/28`、`2017-12-03`、`2017年7月3日`、`20170703`；不完整的说清缺什么。 */
export function readDate(cell: SheetCell | undefined): DateReading {
  if (cell === undefined) return { kind: '空' }
  if (cell.kind === '日期') {
    if (cell.date === null || !isPlainDate(cell.date)) return notDate(`日期序列号 ${cell.serial} 不对应任何日期，请重填。`)
    const isFirstOfMonth = !cell.showsDay && cell.date.endsWith('-01')
    return {
      kind: '日期',
      date: cell.date,
      doubt: isFirstOfMonth ? `该格只显示到月，日取的是单元格里存的 1 日（${cell.date}），请核对。` : '',
    }
  }
  if (cell.kind === '数字') return readNumber(cell.number)
  return readText(cellText(cell))
}

function readNumber(value: number): DateReading {
  if (Number.isInteger(value) && value >= 19000101 && value <= 21991231) return readText(String(value))
  if (Number.isInteger(value) && value >= SERIAL_MIN && value <= SERIAL_MAX) {
    const date = dateOfSerial(value, false)
    if (date !== null) return { kind: '日期', date, doubt: `该格是没有日期格式的数字 ${value}，按 Excel 日期换算为 ${date}，请核对。` }
  }
  const yearMonth = /^(19|20)\d{2}(\.\d{1,2})?$/.exec(String(value))
  return notDate(yearMonth ? NOT_PRINTED : `数字 ${value} 不是日期，请写成 1979-01-05 这样的完整日期。`)
}

function readText(raw: string): DateReading {
  const text = raw
    .normalize('NFKC')
    .replace(/^'/, '')
    .trim()
    .replace(/[\sT]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$/, '')
    .replaceAll(/\s/gu, '')
  if (/^[-—/\\无]*$/.test(text)) return { kind: '空' }
  const parts = /^(\d{4})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (parts) {
    const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
    const date = makeDate(year, month, day)
    return isPlainDate(date) ? { kind: '日期', date, doubt: '' } : notDate(`“${text}”不是有效日期，请核对后重填。`)
  }
  if (/^\d{4}((年|[-/.])(\d{1,2}月?)?)?$/.test(text) || /^(19|20)\d{4}$/.test(text)) return notDate(NOT_PRINTED)
  return notDate('认不出的日期写法，请写成 1979-01-05 这样的完整日期。')
}

function notDate(reason: string): DateReading {
  return { kind: '不是日期', reason }
}
