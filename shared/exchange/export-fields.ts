import { educationBook, ethnicityBook, jobBook } from '../member/codes.ts'
import type { MemberProfile } from '../member/contract.ts'
import type { PlainDate } from '../calendar/plain-date.ts'
import type { DatePrecision } from '../glossary.ts'
import { fieldLabel, ROSTER_FIELD_KEYS, type RosterFieldKey } from './roster-fields.ts'

/** 导出的一格，不含样式。日期带精度：只知年月的写成“1969年1月”，不补日。 */
export type ExportCell =
  | { readonly kind: '空' }
  | { readonly kind: '文字'; readonly text: string }
  | { readonly kind: '数'; readonly number: number }
  | { readonly kind: '日期'; readonly date: PlainDate; readonly precision: DatePrecision }

/** 要导出的一名党员：信息、判定日的年龄与党龄，另加他所在支部的几样。 */
export type ExportPerson = MemberProfile & {
  readonly id: string
  readonly age: number
  readonly partyAge: number | null
  readonly branchId: string
  readonly branchName: string
  readonly branchShortName: string
  readonly groupName: string
  readonly branchCode: string
  /** 支部往上最近的党委。 */
  readonly committeeName: string
  /** 所在单位：只覆盖一个单位的写在 `companyName`，联合支部覆盖的几个写在 `coveredUnits`，顿号相连。 */
  readonly companyName: string
  readonly coveredUnits: string
  /** 现任党内职务，顿号相连。 */
  readonly posts: string
}

/** 要导出的一个党组织。 */
export type ExportOrganization = {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly shortName: string
  readonly level: string
  readonly parentId: string
  readonly parentName: string
  /** 自最上级起的简称，斜杠相连。 */
  readonly path: string
  readonly companyName: string
  readonly establishedOn: PlainDate
  readonly coveredUnits: string
  readonly contactName: string
  readonly contactPhone: string
  readonly staffTotal: number | null
  readonly memberCount: number
}

/** 代码项怎么写：官方表是“01 汉族”，各信息库的列表是“汉族”。 */
export const CODE_STYLES = ['代码 名称', '名称'] as const
export type CodeStyle = (typeof CODE_STYLES)[number]

/** 能填进表里的党员字段：导入认得的那些，另加只出不进的。 */
export type ExportFieldKey = RosterFieldKey | (typeof EXTRA_KEYS)[number]

const EXTRA_KEYS = [
  'sequence',
  'memberId',
  'branchId',
  'branchCode',
  'branchShortName',
  'groupName',
  'committeeName',
  'companyName',
  'coveredUnits',
  'posts',
  'rightsStatus',
  'age',
  'partyAge',
] as const

const EXTRA_LABELS: Readonly<Record<(typeof EXTRA_KEYS)[number], string>> = {
  sequence: '序号',
  memberId: '党员唯一标识',
  branchId: '党组织唯一标识',
  branchCode: '党支部编码',
  branchShortName: '党支部简称',
  groupName: '党小组',
  committeeName: '所在党委',
  companyName: '企业名称',
  coveredUnits: '联合支部所在单位',
  posts: '党内职务',
  rightsStatus: '权利状态',
  age: '年龄',
  partyAge: '党龄',
}

export const EXPORT_FIELD_KEYS = [...ROSTER_FIELD_KEYS, ...EXTRA_KEYS] as const

export function exportFieldLabel(key: ExportFieldKey): string {
  return isExtra(key) ? EXTRA_LABELS[key] : fieldLabel(key)
}

function isExtra(key: ExportFieldKey): key is (typeof EXTRA_KEYS)[number] {
  return Object.hasOwn(EXTRA_LABELS, key)
}

const EMPTY: ExportCell = { kind: '空' }
const text = (value: string): ExportCell => (value === '' ? EMPTY : { kind: '文字', text: value })
const number = (value: number | null): ExportCell => (value === null ? EMPTY : { kind: '数', number: value })
const yesNo = (isTrue: boolean): ExportCell => ({ kind: '文字', text: isTrue ? '是' : '否' })

function date(on: PlainDate | null, precision: DatePrecision = '日'): ExportCell {
  return on === null ? EMPTY : { kind: '日期', date: on, precision }
}

/** 一名党员的一格；`index` 从 0 起，用来写序号。 */
export function personCell(key: ExportFieldKey, person: ExportPerson, codeStyle: CodeStyle, index: number): ExportCell {
  const coded = (book: typeof jobBook, label: string) => text(codeStyle === '名称' ? label : book.cell(label))
  switch (key) {
    case 'sequence':
      return number(index + 1)
    case 'memberId':
      return text(person.id)
    case 'branch':
      return text(person.branchName)
    case 'ethnicity':
      return coded(ethnicityBook, person.ethnicity)
    case 'education':
      return coded(educationBook, person.education)
    case 'job':
      return coded(jobBook, person.job)
    case 'birthOn':
      return date(person.birthOn, person.birthOnPrecision)
    case 'joinedOn':
      return date(person.joinedOn, person.joinedOnPrecision)
    case 'fullOn':
      return date(person.fullOn, person.fullOnPrecision)
    case 'lostOn':
      return date(person.lostOn, person.lostOnPrecision)
    case 'isLost':
    case 'isFloating':
      return yesNo(person[key])
    case 'age':
    case 'partyAge':
      return number(person[key])
    default:
      return text(person[key])
  }
}

/** 党组织表的一列。 */
export type OrganizationFieldKey =
  | 'sequence'
  | 'id'
  | 'code'
  | 'name'
  | 'shortName'
  | 'level'
  | 'parentId'
  | 'parentName'
  | 'path'
  | 'companyName'
  | 'establishedOn'
  | 'coveredUnits'
  | 'contactName'
  | 'contactPhone'
  | 'staffTotal'
  | 'memberCount'

/** 一个党组织的一格。 */
export function organizationCell(key: OrganizationFieldKey, organization: ExportOrganization, index: number): ExportCell {
  switch (key) {
    case 'sequence':
      return number(index + 1)
    case 'establishedOn':
      return date(organization.establishedOn)
    case 'staffTotal':
    case 'memberCount':
      return number(organization[key])
    default:
      return text(organization[key])
  }
}
