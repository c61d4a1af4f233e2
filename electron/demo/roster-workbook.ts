import * as XLSX from '@e965/xlsx'
import { daysBetween, type PlainDate } from '../../shared/calendar/plain-date.ts'
import { educationBook, ethnicityBook, jobBook } from '../../shared/member/codes.ts'
import type { DemoPerson } from './people.ts'

/** 一支部一张表。`brokenRows` 是有意夹带的坏行，用来演示导入如何拒绝。 */
export type RosterSheet = {
  readonly sheetName: string
  readonly branchName: string
  readonly people: readonly DemoPerson[]
  readonly brokenRows?: readonly BrokenRow[]
}

/** 在一个正常人的行上改坏几格；`isNumericIdentity` 让证号以数字单元格出现（末尾数字因此丢失）。 */
export type BrokenRow = {
  readonly person: DemoPerson
  readonly isNumericIdentity?: true
}

type Cell = { readonly t: 's' | 'n'; readonly v: string | number; readonly z?: string } | null

const COLUMNS = [
  '序号',
  '姓名',
  '所在党支部',
  '公民身份证号',
  '性别',
  '民族',
  '出生日期',
  '学历',
  '人员类别',
  '加入党组织日期',
  '转为正式党员日期',
  '工作岗位',
  '手机号',
  '固定电话',
  '家庭住址',
  '党籍状态',
  '是否为\n失联党员',
  '失去联系日期',
  '是否为\n流动党员',
  '外出流向',
] as const
const MOBILE_COLUMN = 12
const LANDLINE_COLUMN = 13
const FOOTNOTE = '注：此表可从系统导出或从共产党员网（网址：www.12371.cn）下载，不可自行制作。'
const COLUMN_WIDTHS = [5, 14, 34, 20, 6, 10, 12, 18, 10, 14, 16, 30, 14, 14, 40, 10, 10, 14, 10, 24]

/** 官方 2017 版《党员基本信息汇总表》：标题、单位行、两行合并表头、数据、合并脚注。同样的入参逐字节相同。 */
export function rosterWorkbook(
  sheets: readonly RosterSheet[],
  committeeName: string,
  asOf: PlainDate,
  bookType: 'xlsx' | 'xls',
): Uint8Array {
  const workbook = XLSX.utils.book_new()
  for (const sheet of sheets) XLSX.utils.book_append_sheet(workbook, worksheet(sheet, committeeName, asOf), sheet.sheetName)
  const bytes: unknown = XLSX.write(workbook, { type: 'array', bookType: bookType === 'xls' ? 'biff8' : 'xlsx', compression: true })
  return bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : (bytes as Uint8Array)
}

function worksheet(sheet: RosterSheet, committeeName: string, asOf: PlainDate): XLSX.WorkSheet {
  const last = COLUMNS.length - 1
  const upper: Cell[] = COLUMNS.map((heading, column) =>
    column === MOBILE_COLUMN ? text('联系电话') : column === LANDLINE_COLUMN ? null : text(heading),
  )
  const lower: Cell[] = COLUMNS.map((heading, column) => (column === MOBILE_COLUMN || column === LANDLINE_COLUMN ? text(heading) : null))
  const rows = [
    ...sheet.people.map((person) => personCells(person, sheet.branchName)),
    ...(sheet.brokenRows ?? []).map((broken) => brokenCells(broken, sheet.branchName)),
  ].map((cells, index): Cell[] => [number(index + 1, '0'), ...cells])
  const grid: Cell[][] = [
    [text('党员基本信息汇总表')],
    [text(`基层党委：${committeeName}　　汇总日期：${asOf}`)],
    upper,
    lower,
    ...rows,
    [text(FOOTNOTE)],
  ]
  const worksheet = XLSX.utils.aoa_to_sheet(grid)
  worksheet['!merges'] = [
    merge(0, 0, 0, last),
    merge(1, 0, 1, last),
    ...COLUMNS.flatMap((_, column) => (column === MOBILE_COLUMN || column === LANDLINE_COLUMN ? [] : [merge(2, column, 3, column)])),
    merge(2, MOBILE_COLUMN, 2, LANDLINE_COLUMN),
    merge(grid.length - 1, 0, grid.length - 1, last),
  ]
  worksheet['!cols'] = COLUMN_WIDTHS.map((wch) => ({ wch }))
  return worksheet
}

function personCells(person: DemoPerson, branchName: string): Cell[] {
  return [
    text(person.name),
    text(branchName),
    text(person.identityNumber),
    text(person.gender),
    text(ethnicityBook.cell(person.ethnicity)),
    date(person.birthOn),
    text(educationBook.cell(person.education)),
    text(person.category),
    date(person.joinedOn),
    date(person.fullOn),
    text(jobBook.cell(person.job)),
    person.mobile === '' ? null : number(Number(person.mobile), '0_ '),
    text(person.landline),
    text(person.address),
    text(person.partyStatus),
    text(person.lostOn === null ? '否' : '是'),
    date(person.lostOn),
    text(person.floatingTo === '' ? '否' : '是'),
    text(person.floatingTo),
  ]
}

function brokenCells(broken: BrokenRow, branchName: string): Cell[] {
  const cells = personCells(broken.person, branchName)
  if (broken.isNumericIdentity) cells[2] = number(Number(broken.person.identityNumber.replace('X', '0')), '0')
  return cells
}

function text(value: string): Cell {
  return value === '' ? null : { t: 's', v: value }
}

function number(value: number, format: string): Cell {
  return { t: 'n', v: value, z: format }
}

/** 真日期单元格：序列号加日期格式，不经时区。1899-12-30 为 0。 */
function date(value: PlainDate | null): Cell {
  return value === null ? null : { t: 'n', v: daysBetween('1899-12-30', value), z: 'yyyy/m/d' }
}

function merge(row: number, column: number, toRow: number, toColumn: number): XLSX.Range {
  return { s: { r: row, c: column }, e: { r: toRow, c: toColumn } }
}
