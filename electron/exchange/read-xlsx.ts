import { isPlainDate } from '../../shared/calendar/plain-date.ts'
import { cellName, columnName, type Sheet, type SheetCell, type SheetRange } from '../../shared/exchange/sheet.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import { builtInShape, dateShape, numberCell, type DateShape } from './number-format.ts'
import { refuseLongText, type ReadingBudget } from './reading-budget.ts'
import { COLUMNS_LIMIT, ROWS_LIMIT, SHEETS_LIMIT } from './sheet-limits.ts'
import { attributesOf, elementsIn, plainText, prefixOf, unescapeXml, withoutSpans, xmlText } from './xml-text.ts'

/**
 * 读 .xlsx 的各部件（ECMA-376 第一部分，SpreadsheetML）：格的类型原样保留，日期不经时区，公式只取算好的值。
 * 通用的表格库把样式、公式都读进来，两万行要多花一倍时间，且一张大表读到一半停不下来；
 * 花名册只要值，逐格扫一遍就够。
 * @throws DomainError `SHEET_*`；部件坏了抛出一般的错
 */
export async function readXlsx(
  fileName: string,
  book: string,
  parts: ReadonlyMap<string, Buffer>,
  budget: ReadingBudget,
  pause: (done: number, total: number) => Promise<void>,
): Promise<Sheet[]> {
  const workbook = xmlText(parts.get('xl/workbook.xml'))
  const targets = relationTargets(xmlText(parts.get('xl/_rels/workbook.xml.rels')))
  const listed = elementsIn(workbook, 'sheet').map(attributesOf)
  if (listed.length > SHEETS_LIMIT)
    throw new DomainError('SHEET_TOO_MANY', `“${fileName}”有 ${listed.length} 张工作表，超过 ${SHEETS_LIMIT} 张的上限，请分成几份再导入。`)
  const shared: Shared = {
    strings: sharedStrings(xmlText(partAt(parts, targets.get('sharedStrings') ?? 'xl/sharedStrings.xml'))),
    shapes: cellShapes(xmlText(partAt(parts, targets.get('styles') ?? 'xl/styles.xml'))),
    is1904: /\bdate1904=["'](1|true)["']/.test(/<(?:\w+:)?workbookPr\b[^>]*>/.exec(workbook)?.[0] ?? ''),
  }
  const sheets: Sheet[] = []
  for (const [index, attributes] of listed.entries()) {
    const relation = [...attributes].find(([name]) => /(^|:)id$/.test(name) && name !== 'sheetId')?.[1] ?? ''
    const part = partAt(parts, targets.get(relation) ?? `xl/worksheets/sheet${index + 1}.xml`)
    if (part === undefined) continue
    const xml = xmlText(part)
    if (!/<(\w+:)?worksheet\b/.test(xml.slice(0, 2000))) continue
    const name = unescapeXml(attributes.get('name') ?? '')
    sheets.push({ book, name, ...readSheetXml(name, xml, shared, budget), isHidden: /hidden/i.test(attributes.get('state') ?? '') })
    await pause(index + 1, listed.length)
  }
  return sheets
}

type Shared = { readonly strings: readonly string[]; readonly shapes: readonly DateShape[]; readonly is1904: boolean }

function partAt(parts: ReadonlyMap<string, Buffer>, target: string): Buffer | undefined {
  return parts.get(target) ?? parts.get(target.replace(/^\//, ''))
}

/** 关系号 → 部件路径；样式与共享字符串另按种类记一份。 */
function relationTargets(xml: string): ReadonlyMap<string, string> {
  const targets = new Map<string, string>()
  for (const element of elementsIn(xml, 'Relationship')) {
    const attributes = attributesOf(element)
    const target = unescapeXml(attributes.get('Target') ?? '')
    const path = target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`
    targets.set(attributes.get('Id') ?? '', path)
    const kind = /\/(sharedStrings|styles)$/.exec(attributes.get('Type') ?? '')?.[1]
    if (kind !== undefined) targets.set(kind, path)
  }
  return targets
}

function sharedStrings(xml: string): string[] {
  const strings: string[] = []
  const prefix = prefixOf(xml, 'sst')
  const [open, close] = [`<${prefix}si`, `</${prefix}si>`]
  for (let at = xml.indexOf(open); at >= 0; at = xml.indexOf(open, at + 1)) {
    const next = xml[at + open.length]
    if (next !== '>' && next !== ' ' && next !== '/') continue
    const start = xml.indexOf('>', at)
    if (xml[start - 1] === '/') {
      strings.push('')
      continue
    }
    const end = xml.indexOf(close, start)
    if (start < 0 || end < 0) throw new Error('共享字符串没有写完')
    strings.push(plainText(xml.slice(start + 1, end), prefix))
    at = end
  }
  return strings
}

/** 每个单元格样式的数字格式是不是日期。 */
function cellShapes(xml: string): DateShape[] {
  const custom = new Map(
    elementsIn(xml, 'numFmt').map((element) => {
      const attributes = attributesOf(element)
      return [Number(attributes.get('numFmtId')), dateShape(unescapeXml(attributes.get('formatCode') ?? ''))] as const
    }),
  )
  const blockAt = xml.search(/<(?:\w+:)?cellXfs\b/)
  const blockEnd = blockAt < 0 ? -1 : xml.slice(blockAt).search(/<\/(?:\w+:)?cellXfs>/)
  const block = blockEnd < 0 ? '' : xml.slice(blockAt, blockAt + blockEnd)
  return elementsIn(block, 'xf').map((element) => {
    const id = Number(attributesOf(element).get('numFmtId') ?? 0)
    return custom.get(id) ?? builtInShape(id)
  })
}

function readSheetXml(name: string, xml: string, shared: Shared, budget: ReadingBudget): Pick<Sheet, 'rows' | 'merges'> {
  const source = xml.includes('<!--') ? withoutSpans(xml, '<!--', '-->') : xml
  const prefix = prefixOf(source, 'worksheet')
  const start = source.indexOf(`<${prefix}sheetData`)
  const end = source.indexOf(`</${prefix}sheetData>`, Math.max(0, start))
  return {
    rows: start < 0 || end < 0 ? [] : new CellScanner(name, source, prefix, shared, budget).scan(start, end),
    merges: mergesIn(name, source.slice(Math.max(0, end)), prefix, budget),
  }
}

/** 逐格扫一张表的 XML：行与格按声明的位置放，尾部的空格空行不留。 */
class CellScanner {
  private readonly sheet: string
  private readonly xml: string
  private readonly prefix: string
  private readonly shared: Shared
  private readonly budget: ReadingBudget
  private readonly grid: (SheetCell | undefined)[][] = []

  constructor(sheet: string, xml: string, prefix: string, shared: Shared, budget: ReadingBudget) {
    this.sheet = sheet
    this.xml = xml
    this.prefix = prefix
    this.shared = shared
    this.budget = budget
  }

  scan(start: number, end: number): (SheetCell | undefined)[][] {
    const { xml, prefix } = this
    const skip = 1 + prefix.length
    const closing = `</${prefix}c>`
    let row = -1
    let column = -1
    for (let at = xml.indexOf('<', start + 1); at >= 0 && at < end; at = xml.indexOf('<', at + 1)) {
      if (prefix !== '' && !xml.startsWith(prefix, at + 1)) continue
      const first = xml.charCodeAt(at + skip)
      if (first === 0x72 && xml.startsWith('row', at + skip)) {
        const close = xml.indexOf('>', at)
        const declared = Number(attribute(xml, at + skip + 3, close, 'r'))
        row = declared > 0 ? declared - 1 : row + 1
        column = -1
        at = close
        continue
      }
      const after = xml.charCodeAt(at + skip + 1)
      // <c 、<c> 或 <c/>；<cols 之类不是。
      if (first !== 0x63 || (after !== 0x20 && after !== 0x3e && after !== 0x2f && after > 0x20)) continue
      const close = xml.indexOf('>', at)
      if (close < 0) throw new Error('格没有写完')
      const reference = attribute(xml, at + skip + 1, close, 'r')
      column = reference === '' ? column + 1 : columnOf(reference)
      if (row < 0) row = 0
      if (xml.charCodeAt(close - 1) === 0x2f) {
        at = close
        continue
      }
      const stop = xml.indexOf(closing, close)
      if (stop < 0) throw new Error('格没有写完')
      const cell = this.cell(at + skip + 1, close, stop)
      if (cell !== undefined) this.put(rowOf(reference, row), column, cell)
      at = stop
    }
    return this.grid
  }

  private put(row: number, column: number, cell: SheetCell): void {
    if (!Number.isSafeInteger(row) || row < 0 || row >= ROWS_LIMIT)
      throw new DomainError('SHEET_TOO_LONG', `工作表“${this.sheet}”超过 ${ROWS_LIMIT} 行，请删去多余的行或分成几份再导入。`)
    if (!Number.isSafeInteger(column) || column < 0 || column >= COLUMNS_LIMIT)
      throw new DomainError(
        'SHEET_TOO_WIDE',
        `工作表“${this.sheet}”第 ${row + 1} 行的内容到了 ${Number.isSafeInteger(column) && column >= 0 ? columnName(column) : cellName(0, 0)} 列，超过 ${COLUMNS_LIMIT} 列的上限；请删去花名册右边多余的内容再导入。`,
      )
    if (cell.kind === '文本') refuseLongText(this.sheet, row, column, cell.text)
    // 空着占位的行与格也占内存：先记账再占。
    this.budget.takeCells(this.sheet, Math.max(0, row + 1 - this.grid.length))
    while (this.grid.length <= row) this.grid.push([])
    const cells = this.grid[row]
    if (cells === undefined) return
    this.budget.takeCells(this.sheet, Math.max(0, column + 1 - cells.length))
    while (cells.length < column) cells.push(undefined)
    cells[column] = cell
  }

  /** 一格的值；`open` 是属性起处，`close` 是开标签的“>”，`stop` 是闭标签起处。 */
  private cell(open: number, close: number, stop: number): SheetCell | undefined {
    const { xml, prefix } = this
    const type = attribute(xml, open, close, 't')
    if (type === 'inlineStr') return textCell(plainText(xml.slice(close + 1, stop), prefix))
    const value = this.value(close, stop)
    if (value === null || value === '') {
      const hasFormula = xml.slice(close + 1, stop).includes(`<${prefix}f`)
      // 公式结果就是空文字的当空格；没有算过的要说出来。
      return hasFormula && !(type === 'str' && value === '') ? { kind: '公式无值' } : undefined
    }
    switch (type) {
      case 's':
        return textCell(this.shared.strings[Number(value)] ?? '')
      case 'str':
        return textCell(unescapeXml(value))
      case 'b':
        return { kind: '是否', isTrue: value.trim() === '1' || value.trim() === 'true' }
      case 'e':
        return { kind: '错误', text: unescapeXml(value) }
      case 'd': {
        const date = value.slice(0, 10)
        return isPlainDate(date) ? { kind: '日期', date, serial: Number.NaN, showsDay: true } : textCell(unescapeXml(value))
      }
      default: {
        const number = Number(value)
        if (!Number.isFinite(number)) return textCell(unescapeXml(value))
        const style = attribute(xml, open, close, 's')
        return numberCell(number, (style === '' ? undefined : this.shared.shapes[Number(style)]) ?? '不是日期', this.shared.is1904)
      }
    }
  }

  /** <v> 里的原文；没有 <v> 为 null。 */
  private value(close: number, stop: number): string | null {
    const { prefix } = this
    // 只在这一格里找：没有 <v> 的格若往后找，会一直找到文末。
    const inner = this.xml.slice(close, stop)
    const tag = `<${prefix}v`
    const at = inner.indexOf(tag)
    if (at < 0) return null
    const open = inner.indexOf('>', at + tag.length)
    if (open < 0) return null
    if (inner.charCodeAt(open - 1) === 0x2f) return ''
    const end = inner.indexOf(`</${prefix}v>`, open)
    return end < 0 ? null : inner.slice(open + 1, end)
  }
}

function textCell(text: string): SheetCell | undefined {
  return text === '' ? undefined : { kind: '文本', text }
}

/** 开标签里一个属性的值；没有为空串。只为单个字母的属性名而写，比正则快几倍。 */
function attribute(xml: string, from: number, to: number, name: string): string {
  // 只在这个标签里找：没有这个属性的若往后找，会一直找到文末。
  const head = xml.slice(from, to)
  for (let at = head.indexOf(`${name}=`); at >= 0; at = head.indexOf(`${name}=`, at + 1)) {
    const before = at === 0 ? 0x20 : head.charCodeAt(at - 1)
    if (before > 0x20) continue
    const quote = head[at + name.length + 1]
    if (quote !== '"' && quote !== "'") continue
    const start = at + name.length + 2
    const end = head.indexOf(quote, start)
    return end < 0 ? '' : head.slice(start, end)
  }
  return ''
}

function columnOf(reference: string): number {
  let column = 0
  for (let index = 0; index < reference.length; index += 1) {
    const code = reference.charCodeAt(index)
    if (code >= 65 && code <= 90) column = column * 26 + code - 64
    else if (code >= 97 && code <= 122) column = column * 26 + code - 96
    else break
  }
  return column - 1
}

/** 格自己写的行号优先：有的软件行上不写。 */
function rowOf(reference: string, row: number): number {
  let declared = 0
  for (let index = 1; index < reference.length; index += 1) {
    const code = reference.charCodeAt(index)
    if (code >= 48 && code <= 57) declared = declared * 10 + code - 48
  }
  return declared > 0 ? declared - 1 : row
}

function mergesIn(sheet: string, xml: string, prefix: string, budget: ReadingBudget): SheetRange[] {
  const merges: SheetRange[] = []
  const pattern = new RegExp(
    `<${prefix}mergeCell\\s(?:[^<>]{0,80}\\s)?ref=["']\\$?([A-Z]{1,3})\\$?(\\d{1,7}):\\$?([A-Z]{1,3})\\$?(\\d{1,7})["']`,
    'g',
  )
  for (const [, left, top, right, bottom] of xml.matchAll(pattern)) {
    budget.takeCells(sheet, 1)
    const rows = [Number(top) - 1, Number(bottom) - 1]
    const columns = [columnOf(left ?? ''), columnOf(right ?? '')]
    const range = { top: Math.min(...rows), left: Math.min(...columns), bottom: Math.max(...rows), right: Math.max(...columns) }
    if (Object.values(range).every((edge) => Number.isSafeInteger(edge) && edge >= 0)) merges.push(range)
  }
  return merges
}
