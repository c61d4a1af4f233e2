import type { Sheet, SheetCell } from '../../shared/exchange/sheet.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import { refuseLongText, ReadingBudget } from './reading-budget.ts'
import { COLUMNS_LIMIT, ROWS_LIMIT } from './sheet-limits.ts'

/**
 * 读逗号、制表符等分隔的文字：编码与分隔符自动认，引号里可以有分隔符与换行。每格都是文字，不解释。
 * @throws DomainError `FILE_ENCODING`（认不出编码）、`FILE_CORRUPT`（末尾的字被截断、引号没有收住）、`SHEET_*`
 */
export function readDelimited(fileName: string, bytes: Buffer, book: string, budget = new ReadingBudget(fileName)): Sheet {
  const text = decodeText(fileName, bytes)
  return {
    book,
    name: fileName.replace(/^.*[\\/]/, '').replace(/\.[^.]+$/, '') || '表',
    rows: parse(fileName, text, delimiterOf(fileName, text), budget),
    merges: [],
    isHidden: false,
  }
}

export type TextEncodingName = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'

/** 解开的文字（不含 BOM）与它的写法：回写时照原样写回去。 */
export type DecodedText = {
  readonly text: string
  readonly encoding: TextEncodingName
  readonly hasBom: boolean
  readonly delimiter: string
}

/** 认编码与分隔符。 */
export function decodeDelimited(fileName: string, bytes: Buffer): DecodedText {
  const encoding = encodingOf(fileName, bytes)
  const text = decodeAs(encoding, fileName, bytes)
  const hasBom = bytes[0] === 0xef || bytes[0] === 0xff || bytes[0] === 0xfe
  return { text, encoding, hasBom: hasBom && encoding !== 'gb18030', delimiter: delimiterOf(fileName, text) }
}

export function decodeText(fileName: string, bytes: Buffer): string {
  return decodeAs(encodingOf(fileName, bytes), fileName, bytes)
}

/** 认编码：先看 BOM，再看是不是合法的 UTF-8，然后 UTF-16，最后 GB18030（含 GBK）。 */
function encodingOf(fileName: string, bytes: Buffer): TextEncodingName {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const silent = silentUtf16(bytes)
  if (silent !== null) return silent
  if (isValid('utf-8', bytes)) return 'utf-8'
  if (isValid('gb18030', bytes)) return 'gb18030'
  throw new DomainError(
    'FILE_ENCODING',
    `“${fileName}”认不出是什么编码（不是 UTF-8、UTF-16，也不是 GBK、GB18030）。请用 Excel 或 WPS 打开，另存为 .xlsx 再导入。`,
  )
}

/** 没有 BOM 的 UTF-16：汉字与数字混排时，一边的字节里零特别多。 */
function silentUtf16(bytes: Buffer): 'utf-16le' | 'utf-16be' | null {
  const head = bytes.subarray(0, 4096)
  let [even, odd] = [0, 0]
  for (const [index, byte] of head.entries()) {
    if (byte !== 0) continue
    if (index % 2 === 0) even += 1
    else odd += 1
  }
  if (even + odd < head.length / 20) return null
  return odd > even ? 'utf-16le' : 'utf-16be'
}

/** 除了末尾可能被截断的一个字，通篇合法。 */
function isValid(encoding: string, bytes: Buffer): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

function decodeAs(encoding: string, fileName: string, bytes: Buffer): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    throw new DomainError('FILE_CORRUPT', `“${fileName}”末尾的字不完整，可能没有下载完或被截断，请重新取得后再导入。`)
  }
}

const DELIMITERS = [',', '\t', ';', '|', '，'] as const

/** 分隔符：前几行里各行分出的格数最多、最一致的那个。 */
function delimiterOf(fileName: string, text: string): string {
  const lines = text
    .slice(0, 20_000)
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, 20)
  let best: { delimiter: string; score: number } = { delimiter: /\.tsv$/i.test(fileName) ? '\t' : ',', score: 0 }
  for (const delimiter of DELIMITERS) {
    const counts = lines.map((line) => line.replaceAll(/"(?:[^"]|"")*"/g, '').split(delimiter).length - 1)
    const most = Math.max(0, ...counts)
    const score = most === 0 ? 0 : counts.filter((count) => count === most).length * Math.min(most, 40)
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

function parse(fileName: string, text: string, delimiter: string, budget: ReadingBudget): (SheetCell | undefined)[][] {
  const rows: (SheetCell | undefined)[][] = []
  let row: (SheetCell | undefined)[] = []
  let at = 0
  const endRow = () => {
    while (row.length > 0 && row.at(-1) === undefined) row.pop()
    rows.push(row)
    budget.takeCells(fileName, 1)
    row = []
    if (rows.length > ROWS_LIMIT)
      throw new DomainError('SHEET_TOO_LONG', `“${fileName}”超过 ${ROWS_LIMIT} 行，请删去多余的行或分成几份再导入。`)
  }
  const push = (value: string) => {
    if (row.length >= COLUMNS_LIMIT)
      throw new DomainError('SHEET_TOO_WIDE', `“${fileName}”第 ${rows.length + 1} 行超过 ${COLUMNS_LIMIT} 列，请删去多余的内容再导入。`)
    const plain = unwrap(value)
    budget.takeCells(fileName, 1)
    refuseLongText(fileName, rows.length, row.length, plain)
    row.push(plain === '' ? undefined : { kind: '文本', text: plain })
  }
  while (at < text.length) {
    if (text[at] === '"') {
      let value = ''
      let from = at + 1
      for (;;) {
        const quote = text.indexOf('"', from)
        if (quote < 0)
          throw new DomainError(
            'FILE_CORRUPT',
            `“${fileName}”第 ${rows.length + 1} 行起有一个引号没有收住，文件可能被截断；请用 Excel 或 WPS 打开核对后另存再导入。`,
          )
        value += text.slice(from, quote)
        from = quote + 1
        if (text[from] !== '"') break
        value += '"'
        from += 1
      }
      // 引号之后、分隔符之前的杂字照样收下。
      const end = endOfPlain(text, from, delimiter)
      push(value + text.slice(from, end))
      at = end
    } else {
      const end = endOfPlain(text, at, delimiter)
      push(text.slice(at, end))
      at = end
    }
    if (at >= text.length) break
    if (text[at] === delimiter) {
      at += 1
      if (at >= text.length) push('')
      continue
    }
    at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1
    endRow()
  }
  if (row.length > 0) endRow()
  return rows
}

function endOfPlain(text: string, from: number, delimiter: string): number {
  let end = from
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end += 1
  return end
}

/** `="3502…"` 是为了不让 Excel 改成数字而写的，取里面的文字；前面的单引号、制表符也是。 */
function unwrap(value: string): string {
  const guarded = /^\s*="([^"]*)"\s*$/.exec(value)?.[1] ?? value
  return guarded.replace(/^\t+/, '')
}
