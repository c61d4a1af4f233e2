import { EXPORT_FIELD_KEYS, exportFieldLabel, type ExportFieldKey } from './export-fields.ts'
import { fieldOfHeading, normalizeHeading } from './heading.ts'
import { cellText, unmerge, type Sheet, type SheetCell } from './sheet.ts'

/** 模板里的一列：列号从 0 起，表头原文（两行的以“/”相连），填哪个字段；null 为留空。 */
export type TemplateColumn = { readonly column: number; readonly heading: string; readonly field: ExportFieldKey | null }

/** 认出的一张空表：表头在哪几行（行号从 0 起）、各列填什么。 */
export type TemplateSheet = {
  readonly name: string
  readonly headerTop: number
  readonly headerRows: number
  readonly columns: readonly TemplateColumn[]
}

const SEARCH_ROWS = 30
const HEADER_ROWS_MAX = 4
/** 认出这么多列才当它是要填的表。 */
const RESEMBLANCE = 2
const HEADING_LENGTH_MAX = 60

const BY_LABEL: ReadonlyMap<string, ExportFieldKey> = new Map([
  ...EXPORT_FIELD_KEYS.map((key) => [normalizeHeading(exportFieldLabel(key)), key] as const),
  ['编号', 'sequence'],
  ['序', 'sequence'],
  ['党支部简称', 'branchShortName'],
  ['所在党小组', 'groupName'],
  ['党小组名称', 'groupName'],
  ['所在党支部编码', 'branchCode'],
  ['所属党支部编码', 'branchCode'],
  ['二级党委名称', 'committeeName'],
  ['所在分党委', 'committeeName'],
  ['隶属党组织', 'committeeName'],
  ['周岁', 'age'],
  ['职务', 'adminPost'],
])

type Grid = readonly (readonly (SheetCell | undefined)[])[]
type Header = { readonly top: number; readonly bottom: number; readonly columns: readonly TemplateColumn[]; readonly score: number }

/** 表头的规范写法，记住对应时以它为键。 */
export function headingKey(heading: string): string {
  return normalizeHeading(heading)
}

/**
 * 认一张空表：在前若干行里找认出列数最多的表头（合并的表头连成一体），逐列定字段。
 * `remembered` 是人以前为这些表头指定过的（null 即“留空”），优先于自动识别。认不出返回 null。
 */
export function recognizeTemplate(sheet: Sheet, remembered: ReadonlyMap<string, ExportFieldKey | null>): TemplateSheet | null {
  const { rows: grid } = unmerge(sheet)
  let best: Header | null = null
  for (let top = 0; top < Math.min(grid.length, SEARCH_ROWS); top += 1) {
    const header = headerAt(grid, top, remembered)
    if (best === null || header.score > best.score) best = header
  }
  if (best === null || best.score < RESEMBLANCE) return null
  return { name: sheet.name, headerTop: best.top, headerRows: best.bottom - best.top + 1, columns: best.columns }
}

/** 从这一行起的表头：往下收进与它共用合并格的行，再收进只在它底下分栏的一行。 */
function headerAt(grid: Grid, top: number, remembered: ReadonlyMap<string, ExportFieldKey | null>): Header {
  let bottom = top
  while (bottom - top + 1 < HEADER_ROWS_MAX && sharesMerge(grid[bottom], grid[bottom + 1])) bottom += 1
  return withColumns(grid, top, bottom, remembered)
}

function sharesMerge(row: Grid[number] | undefined, below: Grid[number] | undefined): boolean {
  if (!row || !below) return false
  return row.some((cell, column) => cell !== undefined && below[column] === cell)
}

function withColumns(grid: Grid, top: number, bottom: number, remembered: ReadonlyMap<string, ExportFieldKey | null>): Header {
  const rows = grid.slice(top, bottom + 1)
  const width = rows.reduce((max, row) => Math.max(max, row.length), 0)
  const columns: TemplateColumn[] = []
  const taken = new Set<ExportFieldKey>()
  for (let column = 0; column < width; column += 1) {
    const parts = [...new Set(rows.flatMap((row) => (row[column] === undefined ? [] : [row[column]])))]
      .map((cell) => normalizeHeading(cellText(cell)))
      .filter((text) => text !== '')
    const heading = parts.join('/')
    if (heading === '' || heading.length > HEADING_LENGTH_MAX) continue
    const known = remembered.get(heading)
    const field = known === undefined ? fieldFor(heading, parts.at(-1) ?? '') : known
    // 同一字段出现两列时只填第一列，另一列留给人定；人自己指定过的照办。
    const isRepeat = field !== null && known === undefined && taken.has(field)
    if (field !== null) taken.add(field)
    columns.push({ column, heading, field: isRepeat ? null : field })
  }
  return { top, bottom, columns, score: taken.size }
}

function fieldFor(heading: string, last: string): ExportFieldKey | null {
  return BY_LABEL.get(heading) ?? fieldOfHeading(heading) ?? BY_LABEL.get(last) ?? fieldOfHeading(last)
}
