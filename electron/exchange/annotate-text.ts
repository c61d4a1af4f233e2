import type { SheetResults } from '../../shared/exchange/row-results.ts'
import type { AnnotationHeadings } from './annotate-xlsx.ts'

export type TextFile = {
  /** 去掉 BOM 的全文。 */
  readonly text: string
  readonly delimiter: string
}

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

function recordsOf(text: string, delimiter: string): TextRecord[] {
  const records: TextRecord[] = []
  let start = 0
  let fields = 1
  let isQuoted = false
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index]
    if (character === '"') isQuoted = !isQuoted
    else if (isQuoted) continue
    else if (character === delimiter) fields += 1
    else if (character === '\n' || character === '\r') {
      const length = character === '\r' && text[index + 1] === '\n' ? 2 : 1
      records.push({ body: text.slice(start, index), ending: text.slice(index, index + length), fields })
      index += length - 1
      start = index + 1
      fields = 1
    }
  }
  if (start < text.length) records.push({ body: text.slice(start), ending: '', fields })
  return records
}

/** 加引号；以公式起始符开头的前面补一个单引号，在表格软件里打开仍是文字。 */
function quoted(text: string, delimiter: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return safe.includes('"') || safe.includes(delimiter) || /[\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
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
