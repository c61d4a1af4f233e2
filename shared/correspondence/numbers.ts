import { partsOf, type PlainDate } from '../calendar/plain-date.ts'
import { documentNumber, serialKey } from './letterhead.ts'

/** 发文字号的三个要素：机关代字、四位年份、不编虚位的序号（GB/T 9704-2012 7.2.5）。 */
export type NumberParts = { readonly documentCode: string; readonly year: number; readonly serial: number }

const NUMBER = /^(\p{Script=Han}{1,20})〔(\d{4})〕([1-9]\d{0,4})号$/u
/** 键盘上好打的括号与空格，登记以往文号时理成六角括号。 */
const OPENING = /[[［(（【﹝]/g
const CLOSING = /[\]］)）】﹞]/g

/** 理成规范写法：去空格、括号换成六角括号。内容不动。 */
export function tidyNumber(text: string): string {
  return text.replaceAll(/\s/g, '').replaceAll(OPENING, '〔').replaceAll(CLOSING, '〕')
}

export function parseNumber(text: string): NumberParts | null {
  const match = NUMBER.exec(text)
  if (!match) return null
  return { documentCode: match[1] ?? '', year: Number(match[2]), serial: Number(match[3]) }
}

/** 文号写法与年份的问题；没有问题为空串。年份须与成文日期同年：12 月 31 日的文编在当年，1 月 1 日起另编。 */
export function numberProblem(text: string, datedOn: PlainDate): string {
  const parts = parseNumber(text)
  if (!parts) return `文号“${text}”不合规范，应写成“代字〔${partsOf(datedOn).year}〕1号”：代字是汉字，年份四位，序号不编虚位、不加“第”字`
  const { year } = partsOf(datedOn)
  if (parts.year !== year) return `文号“${text}”的年份是 ${parts.year}，成文日期 ${datedOn} 在 ${year} 年，请改成一致`
  return ''
}

/** 登记簿里占着一个号的东西。`text` 说明是什么：标题、预留给谁、作废原因。 */
export type NumberEntry = NumberParts & {
  readonly state: '已登记' | '已作废' | '预留' | '空号作废'
  readonly text: string
}

/** 缺号清单的一行。真缺要补登或说明作废；预留未用要催；作废留着不再用。 */
export type NumberGap = NumberParts & {
  readonly number: string
  readonly kind: '真缺' | '预留未用' | '作废'
  readonly text: string
}

/**
 * 缺号清单：同一代字、同一年里，从 1 到已占用的最大序号，凡没有一份有效发文的都列出并说明是哪一种。
 * 按代字、年份、序号排。
 */
export function numberGaps(entries: readonly NumberEntry[]): NumberGap[] {
  const groups = new Map<string, NumberEntry[]>()
  for (const entry of entries) {
    const key = serialKey(entry.documentCode, entry.year)
    const group = groups.get(key)
    if (group) group.push(entry)
    else groups.set(key, [entry])
  }
  return [...groups.values()]
    .toSorted(([a], [b]) => compareGroups(a, b))
    .flatMap((group) => {
      const bySerial = new Map(group.map((entry) => [entry.serial, entry]))
      const last = Math.max(...bySerial.keys())
      const [{ documentCode, year }] = group as [NumberEntry]
      return Array.from({ length: last }, (_, index) => index + 1).flatMap((serial): NumberGap[] => {
        const entry = bySerial.get(serial)
        if (entry?.state === '已登记') return []
        const shared = { documentCode, year, serial, number: documentNumber(documentCode, year, serial) }
        if (!entry) return [{ ...shared, kind: '真缺', text: '没有登记，也没有说明' }]
        return [{ ...shared, kind: entry.state === '预留' ? '预留未用' : '作废', text: entry.text }]
      })
    })
}

function compareGroups(a: NumberEntry | undefined, b: NumberEntry | undefined): number {
  if (!a || !b) return 0
  if (a.documentCode !== b.documentCode) return a.documentCode < b.documentCode ? -1 : 1
  return a.year - b.year
}
