import { shownDate } from '../calendar/date-precision.ts'
import { formatChinese, type PlainDate } from '../calendar/plain-date.ts'
import type { BlockInput } from '../document/block.ts'
import type { DatePrecision } from '../glossary.ts'
import { educationBook, ethnicityBook, jobBook } from '../member/codes.ts'
import type { ExportPerson } from './export-fields.ts'

/** 若干人怎么装：一个党支部合订一份，或一人一份。 */
export const FORM_PACKINGS = ['一个党支部合订一份', '一人一份'] as const
export type FormPacking = (typeof FORM_PACKINGS)[number]

export const COLLECTION_FORM_TITLE = '党员信息采集表'

/** 家庭住址、工作岗位要写得下两行。 */
const TALL = 2

/**
 * 一名党员的《党员信息采集表》：采集的十六项与四处签字、盖章。
 * 学历、民族、工作岗位填“代码 名称”；不到日的日期照原样写；没有记的留空给本人填。
 */
export function collectionForm(person: ExportPerson, filledOn: PlainDate): BlockInput[] {
  const day = (on: PlainDate | null, precision: DatePrecision) =>
    on === null ? '' : precision === '日' ? formatChinese(on) : shownDate(on, precision)
  const yesNo = (isTrue: boolean) => (isTrue ? '是' : '否')
  return [
    { kind: '居右', text: `填表日期：${formatChinese(filledOn)}` },
    {
      kind: '键值',
      perRow: 2,
      pairs: [
        { label: '姓名', value: person.name },
        { label: '性别', value: person.gender },
        { label: '民族', value: ethnicityBook.cell(person.ethnicity) },
        { label: '出生日期', value: day(person.birthOn, person.birthOnPrecision) },
        { label: '公民身份证号', value: person.identityNumber, isWide: true },
        { label: '学历', value: educationBook.cell(person.education) },
        { label: '人员类别', value: person.category },
        { label: '所在党支部', value: person.branchName, isWide: true },
        { label: '加入党组织日期', value: day(person.joinedOn, person.joinedOnPrecision) },
        { label: '转为正式党员日期', value: day(person.fullOn, person.fullOnPrecision) },
        { label: '工作岗位', value: jobBook.cell(person.job), isWide: true },
        { label: '手机号', value: person.mobile },
        { label: '固定电话', value: person.landline },
        { label: '家庭住址', value: person.address, isWide: true, lines: TALL },
        { label: '党籍状态', value: person.partyStatus, isWide: true },
        { label: '是否失联', value: yesNo(person.isLost) },
        { label: '失去联系日期', value: day(person.lostOn, person.lostOnPrecision) },
        { label: '是否流动', value: yesNo(person.isFloating) },
        { label: '外出流向', value: person.floatingTo },
      ],
    },
    { kind: '空行', count: 1 },
    {
      kind: '签字',
      fields: [
        { label: '党员（签字）', blank: 7 },
        { label: '信息采集员（签字）', blank: 6 },
      ],
    },
    {
      kind: '签字',
      fields: [
        { label: '党支部书记（签字）', blank: 5 },
        { label: '基层党委（盖章）', blank: 6 },
      ],
    },
  ]
}

/** 若干人的采集表合订：每人另起一面，第二人起在面首写标题。 */
export function boundCollectionForms(people: readonly ExportPerson[], filledOn: PlainDate): BlockInput[] {
  return people.flatMap((person, index): BlockInput[] => [
    ...(index === 0
      ? []
      : ([
          { kind: '分页' },
          { kind: '居中', text: COLLECTION_FORM_TITLE, face: '小标宋', size: '2号' },
          { kind: '空行', count: 1 },
        ] as const)),
    ...collectionForm(person, filledOn),
  ])
}
