import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import type { SheetResults } from '../../shared/exchange/row-results.ts'
import { cellName } from '../../shared/exchange/sheet.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import { escapeXml } from './write-workbook.ts'

/** 追加的两列的表头；样式等保不住时，第二个写明。 */
export type AnnotationHeadings = readonly [string, string]

/** 合并格超出这么多列的（整行合并到最后一列的标题），不让它把结果列推到天边。 */
const MERGE_REACH = 200

/**
 * 在原 .xlsx 的各表末尾追加“结果”“原因”两列：只往行里添格，别的部件与每一格原样不动，
 * 新格沿用同一行末格的样式。`results` 里没有的表一字不动。同样的入参逐字节相同。
 */
export function annotateXlsx(bytes: Uint8Array, results: readonly SheetResults[], headings: AnnotationHeadings): Uint8Array {
  const parts = new Map(Object.entries(unzipSync(bytes)))
  const paths = sheetPaths(parts)
  for (const each of results) {
    const path = paths.get(each.sheet)
    const part = path === undefined ? undefined : parts.get(path)
    if (path === undefined || part === undefined)
      throw new DomainError(
        'ANNOTATION_SHEET_MISSING',
        `文件里找不到工作表“${each.sheet}”，没有写成结果表；请把文件另存为新的 .xlsx 再试。`,
      )
    parts.set(path, strToU8(annotatedSheet(strFromU8(part), each, headings)))
  }
  return zipSync(Object.fromEntries(parts), { level: 6, mtime: '2000-01-01T00:00:00' })
}

/** 工作表名 → 部件名。 */
function sheetPaths(parts: ReadonlyMap<string, Uint8Array>): Map<string, string> {
  const text = (name: string) => strFromU8(parts.get(name) ?? new Uint8Array())
  const targets = new Map(
    [...text('xl/_rels/workbook.xml.rels').matchAll(/<(?:\w+:)?Relationship\b([^>]*?)\/?>/g)].map(([, head = '']) => {
      const target = attribute(head, 'Target')
      return [attribute(head, 'Id'), target.startsWith('/') ? target.slice(1) : `xl/${target}`] as const
    }),
  )
  return new Map(
    [...text('xl/workbook.xml').matchAll(/<(?:\w+:)?sheet\b([^>]*?)\/?>/g)].map(([, head = '']) => [
      unescapeXml(attribute(head, 'name')),
      targets.get(/\b\w+:id\s*=\s*["']([^"']*)["']/.exec(head)?.[1] ?? '') ?? '',
    ]),
  )
}

function annotatedSheet(xml: string, { headerRow, runs }: SheetResults, headings: AnnotationHeadings): string {
  const column = firstFreeColumn(xml)
  const wanted = new Map<number, readonly [string, string]>()
  for (const { from, to, result, reason } of runs) for (let row = from; row <= to; row += 1) wanted.set(row, [result, reason])
  if (headerRow > 0) wanted.set(headerRow, headings)
  let next = 1
  const data = /<((?:\w+:)?)sheetData\b[^>]*>[\s\S]*<\/(?:\w+:)?sheetData>/.exec(xml)
  const prefix = data?.[1] ?? ''
  const pattern = new RegExp(`<${prefix}row\\b([^>]*?)(?:/>|>([\\s\\S]*?)</${prefix}row>)`, 'g')
  const written = (data?.[0] ?? '').replace(pattern, (whole: string, head: string, body: string | undefined) => {
    const row = Number(attribute(head, 'r') || next)
    next = row + 1
    const texts = wanted.get(row)
    if (texts === undefined) return whole
    const cleared = head.replace(/\s*\bspans\s*=\s*("[^"]*"|'[^']*')/, '')
    return `<${prefix}row${cleared}>${withCells(body ?? '', prefix, row, column, texts)}</${prefix}row>`
  })
  const replaced = data === null ? xml : xml.slice(0, data.index) + written + xml.slice(data.index + data[0].length)
  return withWidths(replaced.replace(/<(?:\w+:)?dimension\b[^>]*\/>/, ''), prefix, column)
}

/** 有内容的格与合并区域之后的第一列，从 0 起。 */
function firstFreeColumn(xml: string): number {
  let last = -1
  for (const [, body = ''] of xml.matchAll(/<(?:\w+:)?row\b[^>]*?[^/]>([\s\S]*?)<\/(?:\w+:)?row>/g))
    for (const { column, hasContent } of cellsOf(body)) if (hasContent) last = Math.max(last, column)
  for (const [, right = ''] of xml.matchAll(/<(?:\w+:)?mergeCell\b[^>]*ref\s*=\s*["'][A-Z]+\d+:([A-Z]+)\d+["']/g)) {
    const column = columnOf(right)
    if (column <= MERGE_REACH) last = Math.max(last, column)
  }
  return last + 1
}

type Cell = { readonly text: string; readonly column: number; readonly style: string; readonly hasContent: boolean }

function cellsOf(body: string): Cell[] {
  let next = 0
  return [...body.matchAll(/<(?:\w+:)?c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/(?:\w+:)?c>)/g)].map(([text, head = '', inner = '']) => {
    const letters = /^[A-Z]+/.exec(attribute(head, 'r'))?.[0]
    const column = letters === undefined ? next : columnOf(letters)
    next = column + 1
    return { text, column, style: attribute(head, 's'), hasContent: /<(?:\w+:)?(v|is|f)\b/.test(inner) }
  })
}

/** 一行里添上两格；那两列原来只有样式的空格换掉，其余各格与先后不变。 */
function withCells(body: string, prefix: string, row: number, column: number, texts: readonly [string, string]): string {
  const cells = cellsOf(body)
  const before = cells.filter((cell) => cell.column < column)
  const after = cells.filter((cell) => cell.column > column + 1)
  const style = before.findLast((cell) => cell.hasContent)?.style ?? before.at(-1)?.style ?? ''
  const added = texts.map((text, index) => {
    const open = `<${prefix}c r="${cellName(row - 1, column + index)}"${style === '' ? '' : ` s="${style}"`}`
    if (text === '') return `${open}/>`
    return `${open} t="inlineStr"><${prefix}is><${prefix}t xml:space="preserve">${escapeXml(text)}</${prefix}t></${prefix}is></${prefix}c>`
  })
  const rest = body.replaceAll(/<(?:\w+:)?c\b[^>]*?(?:\/>|>[\s\S]*?<\/(?:\w+:)?c>)/g, '')
  return [...before.map(({ text }) => text), ...added, ...after.map(({ text }) => text), rest.trim()].join('')
}

/** 两列给够宽度；原表已经为那两列定了宽的不动。 */
function withWidths(xml: string, prefix: string, column: number): string {
  const widths = [
    `<${prefix}col min="${column + 1}" max="${column + 1}" width="16" customWidth="1"/>`,
    `<${prefix}col min="${column + 2}" max="${column + 2}" width="60" customWidth="1"/>`,
  ].join('')
  const listed = new RegExp(`<${prefix}cols\\b[^>]*>([\\s\\S]*?)</${prefix}cols>`).exec(xml)
  if (listed === null) return xml.replace(new RegExp(`<${prefix}sheetData\\b`), (head) => `<${prefix}cols>${widths}</${prefix}cols>${head}`)
  const reaches = [...(listed[1] ?? '').matchAll(/<(?:\w+:)?col\b([^>]*?)\/?>/g)].map(([, head = '']) => Number(attribute(head, 'max')))
  if (reaches.some((max) => max > column)) return xml
  return xml.replace(listed[0], () => listed[0].replace(new RegExp(`</${prefix}cols>$`), `${widths}</${prefix}cols>`))
}

function attribute(head: string, name: string): string {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(head)
  return found?.[1] ?? found?.[2] ?? ''
}

function columnOf(letters: string): number {
  return Array.from(letters).reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

function unescapeXml(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&amp;', '&')
}
