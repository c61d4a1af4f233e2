import * as XLSX from '@e965/xlsx'
import { daysBetween } from '../../shared/calendar/plain-date.ts'
import type { WireFile } from '../../shared/contract/file.ts'
import { educationBook, ethnicityBook, jobBook } from '../../shared/member/codes.ts'
import type { MemberProfile } from '../../shared/member/contract.ts'

/** 测试簿里的一格；null 为空格。 */
export type FixtureCell = XLSX.CellObject | null

export const text = (value: string): FixtureCell => (value === '' ? null : { t: 's', v: value })
export const number = (value: number, format = 'General'): FixtureCell => ({ t: 'n', v: value, z: format })
/** 真日期单元格，1900 历法。 */
export const date = (value: string | null, format = 'yyyy/m/d'): FixtureCell =>
  value === null ? null : { t: 'n', v: daysBetween('1899-12-30', value), z: format }

/** A 版式“序号”之后的列，表头与官方一致（含换行）。 */
export const OFFICIAL_HEADINGS = [
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
export type OfficialHeading = (typeof OFFICIAL_HEADINGS)[number]
const MOBILE = OFFICIAL_HEADINGS.indexOf('手机号') + 1
const FOOTNOTE = '注：此表可从系统导出或从共产党员网（网址：www.12371.cn）下载，不可自行制作。'

/** 一行：一名党员与支部名，`cells` 把某几格换成别的。 */
export type FixtureRow = { person: MemberProfile; branch: string; cells?: Partial<Record<OfficialHeading, FixtureCell>> }
export type FixtureSheet = { name: string; rows: readonly FixtureRow[] }

export function row(person: MemberProfile, branch: string, cells: FixtureRow['cells'] = {}): FixtureRow {
  return { person, branch, cells }
}

/** 官方 2017 版《党员基本信息汇总表》：一支部一张表、两行合并表头、末行合并脚注，后附三张代码表。 */
export function officialWorkbook(sheets: readonly FixtureSheet[]): XLSX.WorkBook {
  const workbook = XLSX.utils.book_new()
  for (const sheet of sheets) XLSX.utils.book_append_sheet(workbook, officialSheet(sheet), sheet.name)
  for (const book of [ethnicityBook, educationBook, jobBook])
    XLSX.utils.book_append_sheet(workbook, XLSX.utils.aoa_to_sheet(book.entries.map(({ label }) => [book.cell(label)])), book.name)
  return workbook
}

function officialSheet(sheet: FixtureSheet): XLSX.WorkSheet {
  const last = OFFICIAL_HEADINGS.length
  const upper = ['序号', ...OFFICIAL_HEADINGS].map((heading, column) =>
    column === MOBILE ? text('联系电话') : column === MOBILE + 1 ? null : text(heading),
  )
  const lower = ['', ...OFFICIAL_HEADINGS].map((heading, column) => (column === MOBILE || column === MOBILE + 1 ? text(heading) : null))
  const grid: FixtureCell[][] = [
    [text('党员基本信息汇总表')],
    [text('基层党委：中共测试集团有限公司委员会　　汇总日期：2026年9月14日')],
    upper,
    lower,
    ...sheet.rows.map((each, index) => [number(index + 1), ...rowCells(each)]),
    [text(FOOTNOTE)],
  ]
  const worksheet = XLSX.utils.aoa_to_sheet(grid)
  worksheet['!merges'] = [
    range(0, 0, 0, last),
    range(1, 0, 1, last),
    ...upper.flatMap((_, column) => (column === MOBILE || column === MOBILE + 1 ? [] : [range(2, column, 3, column)])),
    range(2, MOBILE, 2, MOBILE + 1),
    range(grid.length - 1, 0, grid.length - 1, last),
  ]
  return worksheet
}

/** 一名党员按官方写法的各格：代码值、真日期、数字手机号。 */
export function rowCells({ person, branch, cells = {} }: FixtureRow): FixtureCell[] {
  const standard: Record<OfficialHeading, FixtureCell> = {
    姓名: text(person.name),
    所在党支部: text(branch),
    公民身份证号: text(person.identityNumber),
    性别: text(person.gender),
    民族: text(ethnicityBook.cell(person.ethnicity)),
    出生日期: date(person.birthOn),
    学历: text(educationBook.cell(person.education)),
    人员类别: text(person.category),
    加入党组织日期: date(person.joinedOn),
    转为正式党员日期: date(person.fullOn),
    工作岗位: text(jobBook.cell(person.job)),
    手机号: /^\d+$/.test(person.mobile) ? number(Number(person.mobile), '0_ ') : text(person.mobile),
    固定电话: text(person.landline),
    家庭住址: text(person.address),
    党籍状态: text(person.partyStatus),
    '是否为\n失联党员': text(person.isLost ? '是' : '否'),
    失去联系日期: date(person.lostOn),
    '是否为\n流动党员': text(person.isFloating ? '是' : '否'),
    外出流向: text(person.floatingTo),
  }
  return OFFICIAL_HEADINGS.map((heading) => (heading in cells ? (cells[heading] ?? null) : standard[heading]))
}

export function range(top: number, left: number, bottom: number, right: number): XLSX.Range {
  return { s: { r: top, c: left }, e: { r: bottom, c: right } }
}

/** 真实的文件字节：.xls 是 BIFF8，.xlsx 是 OOXML。 */
export function bytesOf(workbook: XLSX.WorkBook, format: 'xls' | 'xlsx'): Buffer {
  return Buffer.from(XLSX.write(workbook, { type: 'buffer', bookType: format === 'xls' ? 'biff8' : 'xlsx', compression: true }) as Buffer)
}

export function wireFile(bytes: Uint8Array, fileName = '花名册.xlsx'): WireFile {
  return { fileName, base64: Buffer.from(bytes).toString('base64') }
}

export function rosterFile(sheets: readonly FixtureSheet[], format: 'xls' | 'xlsx' = 'xlsx'): WireFile {
  return wireFile(bytesOf(officialWorkbook(sheets), format), `花名册.${format}`)
}

/** 任意表头的单张表：第一行表头，其余为值；字符串即文本格。 */
export function plainSheet(headings: readonly string[], rows: readonly (readonly (string | FixtureCell)[])[]): XLSX.WorkBook {
  const grid = [headings, ...rows].map((line) => line.map((cell) => (typeof cell === 'string' ? text(cell) : cell)))
  const workbook = XLSX.utils.book_new()
  XLSX.utils.book_append_sheet(workbook, XLSX.utils.aoa_to_sheet(grid), '名册')
  return workbook
}
