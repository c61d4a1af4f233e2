import { formatChinese, type PlainDate } from '../../shared/calendar/plain-date.ts'
import { educationBook, ethnicityBook, jobBook } from '../../shared/member/codes.ts'
import type { MemberRow } from '../../shared/member/contract.ts'
import { writeWorkbook, type WrittenCell, type WrittenSheet } from './write-workbook.ts'

/** 花名册的一行：名册行里《党员基本信息汇总表》用得着的各项。 */
export type RosterWorkbookRow = Pick<
  MemberRow,
  | 'name'
  | 'branchName'
  | 'identityNumber'
  | 'gender'
  | 'ethnicity'
  | 'birthOn'
  | 'education'
  | 'category'
  | 'joinedOn'
  | 'fullOn'
  | 'job'
  | 'mobile'
  | 'landline'
  | 'address'
  | 'partyStatus'
  | 'isLost'
  | 'lostOn'
  | 'isFloating'
  | 'floatingTo'
>

export type RosterWorkbookMeta = {
  /** 基层党委全称。 */
  readonly committeeName: string
  /** 汇总日期。 */
  readonly summarizedOn: PlainDate
  /** 工作表名，缺省“党员名册”。 */
  readonly sheetName?: string
}

type Column = {
  readonly heading: string
  readonly under?: string
  readonly width: number
  readonly cell: (row: RosterWorkbookRow) => WrittenCell
}

const centered = (text: string): WrittenCell => ({ kind: '文字', text, style: '居中' })
const body = (text: string): WrittenCell => ({ kind: '文字', text, style: '正文' })
const date = (on: PlainDate | null): WrittenCell => ({ kind: '日期', date: on, style: '居中' })
const yesNo = (isTrue: boolean) => centered(isTrue ? '是' : '否')

/** 2017 版《党员基本信息汇总表》的列，“序号”之后依次如此。 */
const COLUMNS: readonly Column[] = [
  { heading: '姓名', width: 12, cell: (row) => centered(row.name) },
  { heading: '所在党支部', width: 32, cell: (row) => body(row.branchName) },
  { heading: '公民身份证号', width: 20, cell: (row) => centered(row.identityNumber) },
  { heading: '性别', width: 5, cell: (row) => centered(row.gender) },
  { heading: '民族', width: 11, cell: (row) => centered(ethnicityBook.cell(row.ethnicity)) },
  { heading: '出生日期', width: 11, cell: (row) => date(row.birthOn) },
  { heading: '学历', width: 14, cell: (row) => body(educationBook.cell(row.education)) },
  { heading: '人员类别', width: 9, cell: (row) => centered(row.category) },
  { heading: '加入党组织日期', width: 11, cell: (row) => date(row.joinedOn) },
  { heading: '转为正式党员日期', width: 11, cell: (row) => date(row.fullOn) },
  { heading: '工作岗位', width: 32, cell: (row) => body(jobBook.cell(row.job)) },
  { heading: '联系电话', under: '手机号', width: 13, cell: (row) => centered(row.mobile) },
  { heading: '联系电话', under: '固定电话', width: 13, cell: (row) => centered(row.landline) },
  { heading: '家庭住址', width: 30, cell: (row) => body(row.address) },
  { heading: '党籍状态', width: 9, cell: (row) => centered(row.partyStatus) },
  { heading: '是否为\n失联党员', width: 9, cell: (row) => yesNo(row.isLost) },
  { heading: '失去联系日期', width: 11, cell: (row) => date(row.lostOn) },
  { heading: '是否为\n流动党员', width: 9, cell: (row) => yesNo(row.isFloating) },
  { heading: '外出流向', width: 16, cell: (row) => body(row.floatingTo) },
]

const HEADER_TOP = 2
const LAST = COLUMNS.length

/**
 * 写一份 A 版式的花名册：标题、基层党委与汇总日期、两行合并表头、数据、脚注。
 * 证号与手机号是文本单元格，日期是真日期，代码项写作“代码 名称”；同样的入参逐字节相同。
 */
export function writeRosterWorkbook(rows: readonly RosterWorkbookRow[], meta: RosterWorkbookMeta): Uint8Array {
  return writeWorkbook([rosterSheet(rows, meta)])
}

function rosterSheet(rows: readonly RosterWorkbookRow[], meta: RosterWorkbookMeta): WrittenSheet {
  const heads = COLUMNS.map(({ heading }) => heading)
  const header = (text: string): WrittenCell => ({ kind: '文字', text, style: '表头' })
  const footRow = HEADER_TOP + 2 + rows.length
  const pair = COLUMNS.findIndex(({ under }) => under !== undefined) + 1
  return {
    name: meta.sheetName ?? '党员名册',
    rows: [
      { cells: [{ kind: '文字', text: '党员基本信息汇总表', style: '标题' }], height: 32 },
      {
        cells: [
          { kind: '文字', text: `基层党委：${meta.committeeName}　　　　汇总日期：${formatChinese(meta.summarizedOn)}`, style: '说明' },
        ],
        height: 20,
      },
      { cells: ['序号', ...heads].map((text, column) => header(column === pair + 1 ? '' : text)), height: 20 },
      { cells: [header(''), ...COLUMNS.map(({ under }) => header(under ?? ''))], height: 20 },
      ...rows.map((row, index) => ({
        cells: [{ kind: '数', number: index + 1, style: '居中' } as const, ...COLUMNS.map(({ cell }) => cell(row))],
      })),
      {
        cells: [
          { kind: '文字', text: '注：本表按 2017 版《党员基本信息汇总表》的列由党员名册生成，证号、手机号为文本格式。', style: '脚注' },
        ],
        height: 20,
      },
    ],
    merges: [
      { top: 0, left: 0, bottom: 0, right: LAST },
      { top: 1, left: 0, bottom: 1, right: LAST },
      { top: HEADER_TOP, left: 0, bottom: HEADER_TOP + 1, right: 0 },
      ...COLUMNS.flatMap(({ under }, index) =>
        under === undefined ? [{ top: HEADER_TOP, left: index + 1, bottom: HEADER_TOP + 1, right: index + 1 }] : [],
      ),
      { top: HEADER_TOP, left: pair, bottom: HEADER_TOP, right: pair + 1 },
      { top: footRow, left: 0, bottom: footRow, right: LAST },
    ],
    columnWidths: [6, ...COLUMNS.map(({ width }) => width)],
    frozenRows: HEADER_TOP + 2,
    titleRows: { from: HEADER_TOP, to: HEADER_TOP + 1 },
  }
}
