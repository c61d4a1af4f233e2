import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { daysBetween } from '../../shared/calendar/plain-date.ts'
import { cellName } from '../../shared/exchange/sheet.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import { TemplateStyles, type TemplateFormat } from './template-styles.ts'
import { escapeXml, type WrittenCell } from './write-workbook.ts'

/** 往一张空表里填什么：数据自 `dataTop` 行起（从 0 起），`columns` 是每一格填在第几列。 */
export type TemplateFill = {
  readonly sheetName: string
  readonly dataTop: number
  readonly columns: readonly number[]
  /** 模板里预先写好 1、2、3 的列，不算有内容。 */
  readonly sequenceColumns: readonly number[]
  readonly rows: readonly (readonly WrittenCell[])[]
}

export type FilledTemplate = { readonly bytes: Uint8Array; readonly notes: readonly string[] }

type Attributes = ReadonlyMap<string, string>
type Cell = { readonly column: number; readonly attributes: Attributes; readonly inner: string }
type Row = { readonly index: number; readonly attributes: Attributes; readonly cells: readonly Cell[] }

/**
 * 把数据填进对方的 .xlsx 空表：只改这一张表的行与样式表里新增的几种格式，字体、边框、列宽、表头、页面设置原样不动；
 * 数据多过空行时，表尾（脚注、签字栏）连同它的合并一起下移。同样的入参逐字节相同。
 * @throws DomainError `TEMPLATE_UNREADABLE`：找不到那张表，或文件是别的软件写成的、读不了。
 */
export function fillTemplate(template: Uint8Array, fill: TemplateFill): FilledTemplate {
  const parts = new Map(Object.entries(unzipSync(template)))
  const sheetPath = sheetPathOf(parts, fill.sheetName)
  const xml = partText(parts, sheetPath)
  const data = /<sheetData\s*\/>|<sheetData[^>]*>([\s\S]*?)<\/sheetData>/.exec(xml)
  if (!data) throw unreadable('表里没有普通的行列数据')
  const rows = rowsOf(data[1] ?? '')
  const footTop = footerTop(rows, fill, sharedStrings(parts))
  const blank = Math.max(0, footTop - fill.dataTop)
  const shift = Number.isFinite(footTop) ? Math.max(0, fill.rows.length - blank) : 0
  const lastRow = fill.dataTop + fill.rows.length - 1

  const styles = new TemplateStyles(partText(parts, 'xl/styles.xml'))
  const pattern = rows.find(({ index }) => index === fill.dataTop && index < footTop)
  const columnStyles = columnStylesOf(xml)
  const baseStyle = (column: number) =>
    Number(pattern?.cells.find((cell) => cell.column === column)?.attributes.get('s') ?? columnStyles(column))
  const written = [
    ...rows.filter(({ index }) => index < fill.dataTop).map((row) => rowXml(row, 0)),
    ...fill.rows.map((cells, offset) => dataRowXml(fill, pattern, fill.dataTop + offset, cells, baseStyle, styles)),
    ...rows.filter(({ index }) => index > lastRow && index < footTop).map((row) => rowXml(emptied(row), 0)),
    ...rows.filter(({ index }) => index >= footTop).map((row) => rowXml(row, shift)),
  ]
  const merged = moveMerges(
    xml.replace(data[0], () => `<sheetData>${written.join('')}</sheetData>`),
    { dataTop: fill.dataTop, footTop, lastRow, shift },
  )
  parts.set(sheetPath, strToU8(stretchRules(merged.xml.replace(/<dimension\b[^>]*\/>/, ''), fill.dataTop, lastRow)))
  parts.set('xl/styles.xml', strToU8(styles.xml()))
  dropCalculationChain(parts)
  const hasFootFormula = shift > 0 && rows.some(({ index, cells }) => index >= footTop && cells.some(({ inner }) => /<f[ >/]/.test(inner)))
  return {
    bytes: zipSync(Object.fromEntries(parts), { level: 6, mtime: '2000-01-01T00:00:00' }),
    notes: [
      ...(hasFootFormula ? ['表尾有公式，随数据下移后请核对它引用的区域。'] : []),
      ...(merged.dropped > 0 ? [`数据行里原有的 ${merged.dropped} 处合并单元格已取消，否则会盖住内容。`] : []),
    ],
  }
}

function unreadable(why: string): DomainError {
  return new DomainError('TEMPLATE_UNREADABLE', `这份模板${why}，填不了；请用 Excel 或 WPS 打开、另存为新的 .xlsx 后重新登记。`)
}

function partText(parts: ReadonlyMap<string, Uint8Array>, name: string): string {
  const bytes = parts.get(name)
  if (!bytes) throw unreadable(`里缺少 ${name}`)
  return strFromU8(bytes)
}

function sheetPathOf(parts: ReadonlyMap<string, Uint8Array>, sheetName: string): string {
  const sheets = [...partText(parts, 'xl/workbook.xml').matchAll(/<sheet\b([^>]*?)\/?>/g)].map(([, text = '']) => attributesOf(text))
  const relation = sheets.find((each) => unescapeXml(each.get('name') ?? '') === sheetName)?.get('r:id')
  const relations = [...partText(parts, 'xl/_rels/workbook.xml.rels').matchAll(/<Relationship\b([^>]*?)\/?>/g)]
  const target = relations
    .map(([, text = '']) => attributesOf(text))
    .find((each) => each.get('Id') === relation)
    ?.get('Target')
  if (relation === undefined || target === undefined) throw unreadable(`里找不到工作表“${sheetName}”`)
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`
}

function attributesOf(text: string): Attributes {
  return new Map([...text.matchAll(/([\w:.-]+)\s*=\s*"([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]))
}

function attributesXml(attributes: Attributes, changes: Readonly<Record<string, string | null>> = {}): string {
  const merged = new Map<string, string | null>([...attributes, ...Object.entries(changes)])
  return [...merged].flatMap(([name, value]) => (value === null ? [] : [` ${name}="${value}"`])).join('')
}

function rowsOf(xml: string): Row[] {
  let next = 0
  return [...xml.matchAll(/<row\b([^>]*?)(?:\/>|>([\s\S]*?)<\/row>)/g)].map(([, head = '', body = '']) => {
    const attributes = attributesOf(head)
    const index = attributes.has('r') ? Number(attributes.get('r')) - 1 : next
    next = index + 1
    return { index, attributes, cells: cellsOf(body) }
  })
}

function cellsOf(xml: string): Cell[] {
  let next = 0
  return [...xml.matchAll(/<c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)].map(([, head = '', inner = '']) => {
    const attributes = attributesOf(head)
    const letters = /^[A-Z]+/.exec(attributes.get('r') ?? '')?.[0]
    const column = letters === undefined ? next : columnOf(letters)
    next = column + 1
    return { column, attributes, inner }
  })
}

function columnOf(letters: string): number {
  return Array.from(letters).reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

/** 表头以下第一行有内容的（序号列里预写的数不算）；没有则为无穷，数据尽管往下写。 */
function footerTop(rows: readonly Row[], { dataTop, sequenceColumns }: TemplateFill, shared: readonly string[]): number {
  // 有的软件给空格也写一个空字串，看着是空的就是空的；公式算出空的不在此列。
  const isBlank = (cell: Cell) => plainText(cell, shared) === '' && !/<f[ >/]/.test(cell.inner)
  const isPrewritten = (cell: Cell) => sequenceColumns.includes(cell.column) && /^\d+$/.test(plainText(cell, shared))
  const hasContent = ({ cells }: Row) => cells.some((cell) => !isBlank(cell) && !isPrewritten(cell))
  return rows.find((row) => row.index >= dataTop && hasContent(row))?.index ?? Number.POSITIVE_INFINITY
}

/** 一格存的文字：共用的字串按号去取，行内的去掉标记。 */
function plainText({ attributes, inner }: Cell, shared: readonly string[]): string {
  const value = /<v[^>]*>([^<]*)<\/v>/.exec(inner)?.[1] ?? ''
  if (attributes.get('t') === 's') return shared[Number(value)] ?? ''
  return (attributes.get('t') === 'inlineStr' ? inner.replaceAll(/<[^>]*>/g, '') : value).trim()
}

function sharedStrings(parts: ReadonlyMap<string, Uint8Array>): string[] {
  const bytes = parts.get('xl/sharedStrings.xml')
  if (!bytes) return []
  return [...strFromU8(bytes).matchAll(/<si\b[^>]*?(?:\/>|>([\s\S]*?)<\/si>)/g)].map(([, inner = '']) =>
    inner.replaceAll(/<[^>]*>/g, '').trim(),
  )
}

function rowXml(row: Row, shift: number): string {
  const index = row.index + shift
  const cells = row.cells.map(
    ({ column, attributes, inner }) =>
      `<c${attributesXml(attributes, { r: cellName(index, column) })}${inner === '' ? '/>' : `>${inner}</c>`}`,
  )
  return `<row${attributesXml(row.attributes, { r: String(index + 1) })}>${cells.join('')}</row>`
}

/** 没用上的空行只留格式，预写的序号去掉。 */
function emptied(row: Row): Row {
  return {
    ...row,
    cells: row.cells.map((cell) => ({
      ...cell,
      attributes: new Map([...cell.attributes].filter(([name]) => name !== 't')),
      inner: '',
    })),
  }
}

function dataRowXml(
  fill: TemplateFill,
  pattern: Row | undefined,
  index: number,
  cells: readonly WrittenCell[],
  baseStyle: (column: number) => number,
  styles: TemplateStyles,
): string {
  const values = new Map(fill.columns.map((column, at) => [column, cells[at]]))
  const columns = new Set([...values.keys(), ...(pattern?.cells ?? []).map(({ column }) => column)])
  const xml = [...columns]
    .toSorted((a, b) => a - b)
    .map((column) => dataCellXml(values.get(column), cellName(index, column), baseStyle(column), styles))
  return `<row${attributesXml(pattern?.attributes ?? new Map(), { r: String(index + 1), spans: null })}>${xml.join('')}</row>`
}

/** 以公式起始符开头的文字再加前缀引号样式：在 Excel 里双击编辑后仍是文字。 */
const FORMULA_STARTERS = /^[=+\-@\t\r]/

function dataCellXml(cell: WrittenCell | undefined, name: string, base: number, styles: TemplateStyles): string {
  const open = (format: TemplateFormat) => `<c r="${name}" s="${styles.variant(base, format)}"`
  if (cell === undefined || (cell.kind === '文字' && cell.text === '') || (cell.kind === '日期' && cell.date === null))
    return `<c r="${name}" s="${base}"/>`
  switch (cell.kind) {
    case '文字':
      return textXml(cell.text)
    case '数':
      return `${open('原样')}><v>${cell.number}</v></c>`
    case '日期':
      return cell.date === null || cell.date < '1900-03-01'
        ? textXml(cell.date ?? '')
        : `${open('日期')}><v>${daysBetween('1899-12-30', cell.date)}</v></c>`
  }
  function textXml(text: string): string {
    const format = FORMULA_STARTERS.test(text) ? '带引号的文本' : '文本'
    return `${open(format)} t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`
  }
}

/** 整列的缺省样式（`<col style>`）。 */
function columnStylesOf(xml: string): (column: number) => string {
  const spans = [...xml.matchAll(/<col\b([^>]*?)\/?>/g)]
    .map(([, text = '']) => attributesOf(text))
    .filter((each) => each.has('style'))
    .map((each) => ({ from: Number(each.get('min')) - 1, to: Number(each.get('max')) - 1, style: each.get('style') ?? '0' }))
  return (column) => spans.find(({ from, to }) => from <= column && column <= to)?.style ?? '0'
}

/** 表尾的合并跟着下移；数据行里的合并去掉。 */
function moveMerges(
  xml: string,
  at: { dataTop: number; footTop: number; lastRow: number; shift: number },
): { xml: string; dropped: number } {
  let dropped = 0
  const moved = xml.replace(/<mergeCells\b[^>]*>([\s\S]*?)<\/mergeCells>/, (_, inner: string) => {
    const kept = [...inner.matchAll(/ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"/g)].flatMap(([, left = '', top = '', right = '', bottom = '']) => {
      const [first, last] = [Number(top) - 1, Number(bottom) - 1]
      if (first >= at.footTop) return [`${left}${first + 1 + at.shift}:${right}${last + 1 + at.shift}`]
      if (last < at.dataTop || first > at.lastRow) return [`${left}${top}:${right}${bottom}`]
      dropped += 1
      return []
    })
    if (kept.length === 0) return ''
    return `<mergeCells count="${kept.length}">${kept.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`
  })
  return { xml: moved, dropped }
}

/** 下拉选项与条件格式原来盖住首个数据行的，延到最后一行。 */
function stretchRules(xml: string, dataTop: number, lastRow: number): string {
  return xml.replace(/ sqref="([^"]*)"/g, (_, list: string) => {
    const ranges = list.split(' ').map((range) => {
      const parts = /^([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?$/.exec(range)
      if (!parts) return range
      const [, left = '', top = '', right = left, bottom = top] = parts
      const covers =
        Number(top) - 1 <= dataTop && dataTop <= Number(bottom) - 1 && Number(bottom) - 1 < lastRow && Number(top) - 1 >= dataTop
      return covers ? `${left}${top}:${right}${lastRow + 1}` : range
    })
    return ` sqref="${ranges.join(' ')}"`
  })
}

/** 计算链记着公式在哪一格，行一移就不对；去掉后软件打开时自会重建。 */
function dropCalculationChain(parts: Map<string, Uint8Array>): void {
  if (!parts.delete('xl/calcChain.xml')) return
  for (const [name, pattern] of [
    ['[Content_Types].xml', /<Override\b[^>]*calcChain[^>]*\/>/g],
    ['xl/_rels/workbook.xml.rels', /<Relationship\b[^>]*calcChain[^>]*\/>/g],
  ] as const)
    parts.set(name, strToU8(partText(parts, name).replaceAll(pattern, '')))
}

function unescapeXml(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&amp;', '&')
}
