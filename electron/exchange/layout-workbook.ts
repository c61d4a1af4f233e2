import { formatChinese, type PlainDate } from '../../shared/calendar/plain-date.ts'
import {
  organizationCell,
  personCell,
  type ExportCell,
  type ExportOrganization,
  type ExportPerson,
} from '../../shared/exchange/export-fields.ts'
import type { ExportLayout, LayoutColumn } from '../../shared/exchange/export-layouts.ts'
import { shownDate } from '../../shared/calendar/date-precision.ts'
import type { WrittenCell, WrittenSheet, WrittenStyle } from './write-workbook.ts'

export type LayoutMeta = {
  /** 基层党委全称，官方表的单位行用。 */
  readonly committeeName: string
  /** 汇总日期。 */
  readonly summarizedOn: PlainDate
}

/** 一张要写的表连同它的人：一支部一张时各有各的支部名。 */
export type PeopleSheet = { readonly name: string; readonly people: readonly ExportPerson[] }

type Columns = readonly LayoutColumn<unknown>[]

/** 按版式把党员写成一张表；没有党员栏的版式返回 null。 */
export function peopleSheet(layout: ExportLayout, { name, people }: PeopleSheet, meta: LayoutMeta): WrittenSheet | null {
  const table = layout.people
  if (!table) return null
  const rows = people.map((person, index) =>
    table.columns.map(({ field }) => writtenCell(field === null ? null : personCell(field, person, layout.codeStyle, index))),
  )
  return layout.isOfficial ? officialSheet(name, table.title, table.columns, rows, meta) : listSheet(name, table.columns, rows)
}

/** 按版式把党组织写成一张表；没有党组织栏的版式返回 null。 */
export function organizationsSheet(layout: ExportLayout, organizations: readonly ExportOrganization[]): WrittenSheet | null {
  const table = layout.organizations
  if (!table) return null
  const rows = organizations.map((organization, index) =>
    table.columns.map(({ field }) => writtenCell(field === null ? null : organizationCell(field, organization, index))),
  )
  return listSheet(table.title, table.columns, rows)
}

/** 列得开的字居中，长的靠左；日期不到日的写成文字，不补日。 */
export function writtenCell(cell: ExportCell | null): WrittenCell {
  switch (cell?.kind) {
    case undefined:
    case '空':
      return { kind: '文字', text: '', style: '居中' }
    case '数':
      return { kind: '数', number: cell.number, style: '居中' }
    case '日期':
      return cell.precision === '日'
        ? { kind: '日期', date: cell.date, style: '居中' }
        : { kind: '文字', text: shownDate(cell.date, cell.precision), style: '居中' }
    case '文字':
      return { kind: '文字', text: cell.text, style: styleFor(cell.text) }
  }
}

function styleFor(text: string): WrittenStyle {
  return text.length > 8 && /[^\dX-]/.test(text) ? '正文' : '居中'
}

const head = (text: string): WrittenCell => ({ kind: '文字', text, style: '表头' })

/** 列表版式：首行表头，其后一人一行。 */
function listSheet(name: string, columns: Columns, rows: readonly (readonly WrittenCell[])[]): WrittenSheet {
  return {
    name,
    rows: [{ cells: columns.map(({ heading }) => head(heading)), height: 30 }, ...rows.map((cells) => ({ cells }))],
    merges: [],
    columnWidths: columns.map(({ width }) => width),
    frozenRows: 1,
    titleRows: { from: 0, to: 0 },
  }
}

const HEADER_TOP = 2
const FOOTNOTE = '注：本表按 2017 版《党员基本信息汇总表》的列由党员名册生成，证号、手机号为文本格式；不到日的日期照原样写年月。'

/** 官方表：标题、基层党委与汇总日期、两行合并表头、数据、脚注。 */
function officialSheet(
  name: string,
  title: string,
  columns: Columns,
  rows: readonly (readonly WrittenCell[])[],
  { committeeName, summarizedOn }: LayoutMeta,
): WrittenSheet {
  const last = columns.length - 1
  const footRow = HEADER_TOP + 2 + rows.length
  const upper = columns.map(({ heading }, index) => head(columns[index - 1]?.heading === heading ? '' : heading))
  const isSpanned = (index: number) => columns[index]?.under !== undefined
  const pair = columns.findIndex(({ under }) => under !== undefined)
  const unitLine = `基层党委：${committeeName}　　　　汇总日期：${formatChinese(summarizedOn)}`
  return {
    name,
    rows: [
      { cells: [{ kind: '文字', text: title, style: '标题' }], height: 32 },
      { cells: [{ kind: '文字', text: unitLine, style: '说明' }], height: 20 },
      { cells: upper, height: 20 },
      { cells: columns.map(({ under }) => head(under ?? '')), height: 20 },
      ...rows.map((cells) => ({ cells })),
      { cells: [{ kind: '文字', text: FOOTNOTE, style: '脚注' }], height: 20 },
    ],
    merges: [
      { top: 0, left: 0, bottom: 0, right: last },
      { top: 1, left: 0, bottom: 1, right: last },
      ...columns.flatMap((_, index) => (isSpanned(index) ? [] : [{ top: HEADER_TOP, left: index, bottom: HEADER_TOP + 1, right: index }])),
      { top: HEADER_TOP, left: pair, bottom: HEADER_TOP, right: pair + 1 },
      { top: footRow, left: 0, bottom: footRow, right: last },
    ],
    columnWidths: columns.map(({ width }) => width),
    frozenRows: HEADER_TOP + 2,
    titleRows: { from: HEADER_TOP, to: HEADER_TOP + 1 },
  }
}
