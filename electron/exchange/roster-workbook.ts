import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import type { ExportPerson } from '../../shared/exchange/export-fields.ts'
import { exportLayout } from '../../shared/exchange/export-layouts.ts'
import type { MemberProfile } from '../../shared/member/contract.ts'
import { peopleSheet } from './layout-workbook.ts'
import { writeWorkbook } from './write-workbook.ts'

/** 花名册的一行：党员信息与支部名。 */
export type RosterWorkbookRow = Omit<MemberProfile, 'rightsStatus' | 'adminPost' | 'remark'> & { readonly branchName: string }

export type RosterWorkbookMeta = {
  /** 基层党委全称。 */
  readonly committeeName: string
  /** 汇总日期。 */
  readonly summarizedOn: PlainDate
  /** 工作表名，缺省“党员名册”。 */
  readonly sheetName?: string
}

/**
 * 写一份只有一张表的官方版花名册：标题、基层党委与汇总日期、两行合并表头、数据、脚注。
 * 证号与手机号是文本单元格，日期是真日期，代码项写作“代码 名称”；同样的入参逐字节相同。
 */
export function writeRosterWorkbook(rows: readonly RosterWorkbookRow[], meta: RosterWorkbookMeta): Uint8Array {
  const people = rows.map((row): ExportPerson => ({ ...UNUSED, ...row }))
  const sheet = peopleSheet(exportLayout('official'), { name: meta.sheetName ?? '党员名册', people }, meta)
  return writeWorkbook(sheet ? [sheet] : [])
}

/** 官方表用不着的各项。 */
const UNUSED = {
  id: '',
  rightsStatus: '正常',
  adminPost: '',
  remark: '',
  branchId: '',
  branchShortName: '',
  branchCode: '',
  groupName: '',
  age: 0,
  partyAge: null,
  committeeName: '',
  companyName: '',
  coveredUnits: '',
  posts: '',
} as const satisfies Partial<ExportPerson>
