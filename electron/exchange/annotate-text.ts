import type { SheetResults } from '../../shared/exchange/row-results.ts'
import type { DecodedText } from './delimited-text.ts'
import type { AnnotationHeadings } from './annotate-xlsx.ts'

type TextFile = Pick<DecodedText, 'text' | 'delimiter'>

/**
 * 在文本表格每条记录末尾追加两格；原文一个字不改，行末的换行照旧。
 * 各记录格数不齐的先补空格，好让两列对齐。记录以引号外的换行为界，第几条就是第几行。
 */
export function annotateText({ text, delimiter }: TextFile, results: SheetResults, headings: AnnotationHeadings): string {
  const wanted = new Map<number, readonly [string, string]>()
  for (const { from, to, result, reason } of results.runs) for (let row = from; row <= to; row += 1) wanted.set(row, [result, reason])
  if (results.headerRow > 0) wanted.set(results.headerRow, headings)
  const records = recordsOf(text, delimiter)
  const width = records.reduce((max, { fields }) => Math.max(max, fields), 0)
  return records
    .map(({ body, ending, fields }, index) => {
      const texts = wanted.get(index + 1)
      if (texts === undefined) return body + ending
      return [body + delimiter.repeat(width - fields), ...texts.map((each) => quoted(each, delimiter))].join(delimiter) + ending
    })
    .join('')
}

type TextRecord = { readonly body: string; readonly ending: string; readonly fields: number }

/** 与读表同一口径：引号只在格首才算引号，引号里的分隔符与换行不算。 */
function recordsOf(text: string, delimiter: string): TextRecord[] {
  const records: TextRecord[] = []
  let start = 0
  let fields = 1
  let at = 0
  const plainEnd = (from: number) => {
    let end = from
    while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end += 1
    return end
  }
  while (at < text.length) {
    if (text[at] === '"') at = closingQuote(text, at)
    at = plainEnd(at)
    if (text[at] === delimiter) {
      fields += 1
      at += 1
    } else if (at < text.length) {
      const length = text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1
      records.push({ body: text.slice(start, at), ending: text.slice(at, at + length), fields })
      at += length
      start = at
      fields = 1
    }
  }
  if (start < text.length) records.push({ body: text.slice(start), ending: '', fields })
  return records
}

/** 格首引号对应的收口之后的位置；没有收住就到末尾。 */
function closingQuote(text: string, at: number): number {
  for (let from = at + 1; ;) {
    const quote = text.indexOf('"', from)
    if (quote < 0) return text.length
    if (text[quote + 1] !== '"') return quote + 1
    from = quote + 2
  }
}

/** 加引号；以公式起始符（全角的在有的表格软件里也算）开头的前面补一个单引号，在表格软件里打开仍是文字。 */
function quoted(text: string, delimiter: string): string {
  const safe = /^[=+\-@＝＋－＠\t\r\n]/.test(text) ? `'${text}` : text
  return safe.includes('"') || safe.includes(delimiter) || /[\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** 照原来的编码写回去；GBK 里没有的字（回写的说明里可能有）编不进去时改用带 BOM 的 UTF-8。 */
export function encodeText(
  text: string,
  { encoding, hasBom }: Pick<DecodedText, 'encoding' | 'hasBom'>,
): { bytes: Buffer; isReencoded: boolean } {
  if (encoding === 'gb18030') {
    const bytes = encodeGbk(text)
    return bytes ? { bytes, isReencoded: false } : { bytes: Buffer.from(`\ufeff${text}`, 'utf8'), isReencoded: true }
  }
  const marked = hasBom ? `\ufeff${text}` : text
  if (encoding === 'utf-8') return { bytes: Buffer.from(marked, 'utf8'), isReencoded: false }
  const bytes = Buffer.from(marked, 'utf16le')
  return { bytes: encoding === 'utf-16be' ? bytes.swap16() : bytes, isReencoded: false }
}

let gbkBytes: ReadonlyMap<string, number> | null = null

/** 按 GBK 编码；有一个字编不进去就为 null，由调用方改用 UTF-8。 */
export function encodeGbk(text: string): Buffer | null {
  gbkBytes ??= gbkTable()
  const bytes: number[] = []
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (code < 0x80) bytes.push(code)
    else {
      const pair = gbkBytes.get(character)
      if (pair === undefined) return null
      bytes.push(pair >> 8, pair & 0xff)
    }
  }
  return Buffer.from(bytes)
}

/** 两字节区逐个解码，反过来就是编码表。 */
function gbkTable(): Map<string, number> {
  const decoder = new TextDecoder('gbk', { fatal: true })
  const table = new Map<string, number>()
  for (let high = 0x81; high <= 0xfe; high += 1)
    for (let low = 0x40; low <= 0xfe; low += 1) {
      if (low === 0x7f) continue
      try {
        const character = decoder.decode(Uint8Array.of(high, low))
        if (Array.from(character).length === 1 && !table.has(character)) table.set(character, (high << 8) | low)
      } catch {
        // 没有分配的码位。
      }
    }
  return table
}
