import { zipSync, strToU8 } from 'fflate'
import { daysBetween, type PlainDate } from '../../shared/calendar/plain-date.ts'
import { cellName } from '../../shared/exchange/sheet.ts'

export type WrittenStyle = '标题' | '说明' | '表头' | '正文' | '居中' | '脚注'

/** 要写的一格。文字永远是文字：以 = + - @ 开头的也不会成为公式。 */
export type WrittenCell =
  | { readonly kind: '文字'; readonly text: string; readonly style: WrittenStyle }
  | { readonly kind: '数'; readonly number: number; readonly style: WrittenStyle; readonly decimals?: 0 | 2 }
  | { readonly kind: '日期'; readonly date: PlainDate | null; readonly style: WrittenStyle }

export type WrittenRange = { readonly top: number; readonly left: number; readonly bottom: number; readonly right: number }

/** 要写的一张表；行列从 0 起。`frozenRows` 以上的行冻结，打印时 `titleRows` 每页重复。 */
export type WrittenSheet = {
  readonly name: string
  readonly rows: readonly { readonly cells: readonly (WrittenCell | null)[]; readonly height?: number }[]
  readonly merges: readonly WrittenRange[]
  readonly columnWidths: readonly number[]
  readonly frozenRows: number
  readonly titleRows: { readonly from: number; readonly to: number } | null
}

/** 写成 .xlsx。同样的入参逐字节相同：压缩包里的时间固定，不写作者与时刻。 */
export function writeWorkbook(sheets: readonly WrittenSheet[]): Uint8Array {
  const names = uniqueSheetNames(sheets.map(({ name }) => name))
  const parts: Record<string, Uint8Array> = {
    '[Content_Types].xml': strToU8(contentTypes(sheets.length)),
    '_rels/.rels': strToU8(
      `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    'xl/workbook.xml': strToU8(workbookXml(sheets, names)),
    'xl/_rels/workbook.xml.rels': strToU8(workbookRelations(sheets.length)),
    'xl/styles.xml': strToU8(stylesXml()),
  }
  for (const [index, sheet] of sheets.entries()) parts[`xl/worksheets/sheet${index + 1}.xml`] = strToU8(sheetXml(sheet))
  return zipSync(parts, { level: 6, mtime: '2000-01-01T00:00:00' })
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

function contentTypes(sheetCount: number): string {
  const overrides = Array.from(
    { length: sheetCount },
    (_, index) => `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${SPREADSHEET}.worksheet+xml"/>`,
  )
  return `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SPREADSHEET}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${SPREADSHEET}.styles+xml"/>${overrides.join('')}</Types>`
}

function workbookXml(sheets: readonly WrittenSheet[], names: readonly string[]): string {
  const list = names.map((name, index) => `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
  const titles = sheets.flatMap(({ titleRows }, index) => {
    if (titleRows === null) return []
    const quoted = `'${(names[index] ?? '').replaceAll("'", "''")}'`
    const rows = `${quoted}!$${titleRows.from + 1}:$${titleRows.to + 1}`
    return [`<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${escapeXml(rows)}</definedName>`]
  })
  const defined = titles.length === 0 ? '' : `<definedNames>${titles.join('')}</definedNames>`
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${list.join('')}</sheets>${defined}</workbook>`
}

function workbookRelations(sheetCount: number): string {
  const sheets = Array.from(
    { length: sheetCount },
    (_, index) => `<Relationship Id="rId${index + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  )
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${sheets.join('')}<Relationship Id="rId${sheetCount + 1}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`
}

type NumberFormat = '文本' | '整数' | '两位小数' | '日期'
const FORMATS: readonly NumberFormat[] = ['文本', '整数', '两位小数', '日期']
const STYLES: readonly WrittenStyle[] = ['标题', '说明', '表头', '正文', '居中', '脚注']
/** 以公式起始符开头的文字再加前缀引号样式：在 Excel 里双击编辑后仍是文字。 */
const FORMULA_STARTERS = /^[=+\-@\t\r]/

function styleIndex(style: WrittenStyle, format: NumberFormat, isQuoted = false): number {
  return (STYLES.indexOf(style) * FORMATS.length + FORMATS.indexOf(format)) * 2 + (isQuoted ? 1 : 0)
}

function stylesXml(): string {
  const formatIds: Record<NumberFormat, number> = { 文本: 49, 整数: 1, 两位小数: 2, 日期: 164 }
  const looks: Record<WrittenStyle, { font: number; border: number; align: string }> = {
    标题: { font: 1, border: 0, align: 'horizontal="center" vertical="center"' },
    说明: { font: 0, border: 0, align: 'horizontal="left" vertical="center"' },
    表头: { font: 2, border: 1, align: 'horizontal="center" vertical="center" wrapText="1"' },
    正文: { font: 0, border: 1, align: 'horizontal="left" vertical="center" wrapText="1"' },
    居中: { font: 0, border: 1, align: 'horizontal="center" vertical="center" wrapText="1"' },
    脚注: { font: 0, border: 0, align: 'horizontal="left" vertical="center" wrapText="1"' },
  }
  const cellFormats = STYLES.flatMap((style) =>
    FORMATS.flatMap((format) =>
      ['', ' quotePrefix="1"'].map((quote) => {
        const { font, border, align } = looks[style]
        return `<xf numFmtId="${formatIds[format]}" fontId="${font}" fillId="0" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1"${quote}><alignment ${align}/></xf>`
      }),
    ),
  )
  const font = (size: number, name: string, bold: boolean) =>
    `<font>${bold ? '<b/>' : ''}<sz val="${size}"/><name val="${name}"/><charset val="134"/></font>`
  const edge = (side: string) => `<${side} style="thin"><color auto="1"/></${side}>`
  return `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="3">${font(10, '宋体', false)}${font(18, '宋体', true)}${font(10, '宋体', true)}</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>${edge('left')}${edge('right')}${edge('top')}${edge('bottom')}<diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${cellFormats.length}">${cellFormats.join('')}</cellXfs><cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
}

function sheetXml(sheet: WrittenSheet): string {
  const widths = sheet.columnWidths.map((width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`)
  const merged = new Set(sheet.merges.map(({ top, left }) => cellName(top, left)))
  const rows = sheet.rows.map(({ cells, height: given }, row) => {
    const height =
      given ??
      heightOf(
        cells.map((cell, column) => (merged.has(cellName(row, column)) ? null : cell)),
        sheet.columnWidths,
      )
    const tall = height === undefined ? '' : ` ht="${height}" customHeight="1"`
    return `<row r="${row + 1}"${tall}>${cells.map((cell, column) => (cell === null ? '' : cellXml(cell, cellName(row, column)))).join('')}</row>`
  })
  const pane =
    sheet.frozenRows === 0
      ? ''
      : `<pane ySplit="${sheet.frozenRows}" topLeftCell="A${sheet.frozenRows + 1}" activePane="bottomLeft" state="frozen"/>`
  const merges = sheet.merges.map(({ top, left, bottom, right }) => `<mergeCell ref="${cellName(top, left)}:${cellName(bottom, right)}"/>`)
  const mergeList = merges.length === 0 ? '' : `<mergeCells count="${merges.length}">${merges.join('')}</mergeCells>`
  return `${XML}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>${rows.join('')}</sheetData>${mergeList}<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/><headerFooter><oddFooter>第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter></worksheet>`
}

/** 一行字的高度，磅。 */
const LINE_HEIGHT = 13.5

/** 有格折行时按行数估出行高：许多软件打开时不自动撑高，长名字、长地址会被截掉。不折行的不写行高。 */
function heightOf(cells: readonly (WrittenCell | null)[], widths: readonly number[]): number | undefined {
  const lines = cells.map((cell, column) => {
    if (cell?.kind !== '文字') return 1
    const width = (widths[column] ?? 10) - 1
    return cell.text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(displayWidth(line) / width)), 0)
  })
  const most = Math.max(1, ...lines)
  return most === 1 ? undefined : Math.min(400, most * LINE_HEIGHT + 2)
}

/** 以半角字符计的宽度，汉字算两个。 */
function displayWidth(text: string): number {
  let width = 0
  for (const character of text) width += character > '\u2e7f' ? 2 : 1
  return width
}

function cellXml(cell: WrittenCell, name: string): string {
  switch (cell.kind) {
    case '文字':
      return cell.text === ''
        ? `<c r="${name}" s="${styleIndex(cell.style, '文本')}"/>`
        : `<c r="${name}" s="${styleIndex(cell.style, '文本', FORMULA_STARTERS.test(cell.text))}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell.text)}</t></is></c>`
    case '数':
      return `<c r="${name}" s="${styleIndex(cell.style, cell.decimals === 2 ? '两位小数' : '整数')}"><v>${cell.number}</v></c>`
    case '日期':
      return dateXml(cell.date, cell.style, name)
  }
}

/** 真日期单元格，1900 历法的序列号；1900-03-01 以前的序列号在 Excel 里不可靠，写成文字。 */
function dateXml(date: PlainDate | null, style: WrittenStyle, name: string): string {
  if (date === null) return `<c r="${name}" s="${styleIndex(style, '日期')}"/>`
  if (date < '1900-03-01') return cellXml({ kind: '文字', text: date, style }, name)
  return `<c r="${name}" s="${styleIndex(style, '日期')}"><v>${daysBetween('1899-12-30', date)}</v></c>`
}

/** XML 转义；XML 1.0 不许的字符按 OOXML 的 `_xHHHH_` 写，原文里形如 `_x0041_` 的先护住下划线。 */
export function escapeXml(text: string): string {
  return text
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g,
      (control) => `_x${control.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    )
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\t', '&#9;')
}

/** 工作表名：去掉 Excel 不许的字符，限 31 个字，重名的加序号。 */
export function uniqueSheetNames(wanted: readonly string[]): string[] {
  const taken = new Set<string>()
  return wanted.map((name) => {
    const base = (
      name
        .replaceAll(/[\\/?*[\]:\p{Cc}]/gu, ' ')
        .replace(/^'+|'+$/g, '')
        .trim() || '表'
    ).slice(0, 31)
    let unique = base
    for (let copy = 2; taken.has(unique.toLowerCase()); copy += 1) unique = `${base.slice(0, 31 - `（${copy}）`.length)}（${copy}）`
    taken.add(unique.toLowerCase())
    return unique
  })
}
