import { isSurelyBefore, latestDay, shownDate, storedDate } from '../calendar/date-precision.ts'
import { addYears, wholeYears, type PlainDate } from '../calendar/plain-date.ts'
import type { DatePrecision, Gender, PersonCategory } from '../glossary.ts'
import { readIdentityNumber, type IdentityNumber } from './identity-number.ts'
import { nameProblem } from './name.ts'

/** 入党须年满十八岁（《中国共产党章程》第一条）。 */
export const MINIMUM_JOINING_AGE = 18

export type MemberFactsForRules = {
  readonly name: string
  readonly gender: Gender
  readonly ethnicity: string
  readonly birthOn: PlainDate
  readonly birthOnPrecision: DatePrecision
  readonly identityNumber: string
  readonly education: string
  readonly category: PersonCategory
  readonly joinedOn: PlainDate
  readonly joinedOnPrecision: DatePrecision
  readonly fullOn: PlainDate | null
  readonly fullOnPrecision: DatePrecision
  readonly job: string
  readonly mobile: string
  readonly address: string
  readonly isLost: boolean
  readonly lostOn: PlainDate | null
  readonly lostOnPrecision: DatePrecision
  readonly isFloating: boolean
  readonly floatingTo: string
}

/** 采集口径里的一处问题：落在哪个字段、为什么。 */
type Field = Exclude<keyof MemberFactsForRules, `${string}Precision`>
export type FieldProblem = { readonly field: Field; readonly label: string; readonly reason: string }

/** 判断缺项要看的字段。 */
export type RecordedFields = Pick<
  MemberFactsForRules,
  'education' | 'category' | 'fullOn' | 'job' | 'mobile' | 'address' | 'isLost' | 'lostOn' | 'isFloating' | 'floatingTo'
>

/** 采集口径里会缺的字段：什么人应填、填了没有；次序同《党员基本信息汇总表》。 */
export const RECORDED_FIELDS = [
  { label: '学历', isDue: () => true, isFilled: (member) => member.education !== '' },
  { label: '转正日期', isDue: (member) => member.category === '正式党员', isFilled: (member) => member.fullOn !== null },
  { label: '工作岗位', isDue: () => true, isFilled: (member) => member.job !== '' },
  { label: '手机号', isDue: () => true, isFilled: (member) => member.mobile !== '' },
  { label: '家庭住址', isDue: () => true, isFilled: (member) => member.address !== '' },
  { label: '失去联系日期', isDue: (member) => member.isLost, isFilled: (member) => member.lostOn !== null },
  { label: '外出流向', isDue: (member) => member.isFloating, isFilled: (member) => member.floatingTo !== '' },
] as const satisfies readonly RecordedField[]

type RecordedField = {
  readonly label: string
  readonly isDue: (member: RecordedFields) => boolean
  readonly isFilled: (member: RecordedFields) => boolean
}

export type RecordedFieldLabel = (typeof RECORDED_FIELDS)[number]['label']

/** 应填而空的字段名（中文），次序同《党员基本信息汇总表》。 */
export function missingFields(member: RecordedFields): string[] {
  const fields: readonly RecordedField[] = RECORDED_FIELDS
  return fields.filter(({ isDue, isFilled }) => isDue(member) && !isFilled(member)).map(({ label }) => label)
}

/** 判定日的周岁；还没出生的判定日按 0。 */
export function ageOn(birthOn: PlainDate, asOf: PlainDate): number {
  return Math.max(0, wholeYears(birthOn, asOf))
}

/** 党龄：自转为正式党员之日起的整年；判定日还不是正式党员为 null。 */
export function partyAgeOn(fullOn: PlainDate | null, asOf: PlainDate): number | null {
  return fullOn === null || fullOn > asOf ? null : wholeYears(fullOn, asOf)
}

/** 不能入册的问题：证号不合法、未来日期、入党不满十八岁、转正早于入党、类别与转正日期矛盾。 */
export function profileProblems(member: MemberFactsForRules, today: PlainDate): FieldProblem[] {
  const problems: FieldProblem[] = []
  const name = nameProblem(member.name)
  if (name !== '') problems.push({ field: 'name', label: '姓名', reason: name })
  const identity = readIdentityNumber(member.identityNumber, today)
  if (!identity.ok) problems.push({ field: 'identityNumber', label: '公民身份证号', reason: identity.reason })
  return [...problems, ...historyProblems(member, today)]
}

/** 经历里的问题：各日期的先后，与类别、失联、流动是否相合。 */
export function historyProblems(member: MemberFactsForRules, today: PlainDate): FieldProblem[] {
  const problems: FieldProblem[] = []
  const add = (field: Field, label: string, reason: string) => problems.push({ field, label, reason })
  if (member.birthOn > today) add('birthOn', '出生日期', `出生日期 ${member.birthOn} 在今天（${today}）之后，请核对。`)
  if (member.joinedOn > today) add('joinedOn', '入党日期', `入党日期 ${member.joinedOn} 在今天（${today}）之后，请核对。`)
  const birth = shownDate(member.birthOn, member.birthOnPrecision)
  const joined = shownDate(member.joinedOn, member.joinedOnPrecision)
  const adultOn = addYears(storedDate(member.birthOn, member.birthOnPrecision), MINIMUM_JOINING_AGE)
  // 只记到月、年的，最晚的那天也不满十八岁才算错，免得冤枉。
  if (latestDay(member.joinedOn, member.joinedOnPrecision) < adultOn)
    add('joinedOn', '入党日期', `入党日期 ${joined} 早于年满十八岁之日 ${adultOn}（出生 ${birth}），请核对出生与入党日期。`)
  if (member.fullOn !== null) {
    const full = { on: member.fullOn, precision: member.fullOnPrecision }
    if (member.fullOn > today)
      add('fullOn', '转正日期', `转正日期 ${member.fullOn} 在今天（${today}）之后，请核对；还没转正的应登记为预备党员。`)
    if (isSurelyBefore(full, { on: member.joinedOn, precision: member.joinedOnPrecision }))
      add('fullOn', '转正日期', `转正日期 ${shownDate(full.on, full.precision)} 早于入党日期 ${joined}，请核对。`)
    if (member.category === '预备党员') add('fullOn', '转正日期', '人员类别是预备党员却填了转正日期，请改正其一。')
  }
  if (member.lostOn !== null) {
    if (!member.isLost) add('lostOn', '失去联系日期', '没有标为失联却填了失去联系日期，请改正其一。')
    if (member.lostOn > today) add('lostOn', '失去联系日期', `失去联系日期 ${member.lostOn} 在今天（${today}）之后，请核对。`)
  }
  if (!member.isFloating && member.floatingTo !== '') add('floatingTo', '外出流向', '没有标为流动党员却填了外出流向，请改正其一。')
  return problems
}

const BIRTH_DIGITS: Readonly<Record<DatePrecision, number>> = { 日: 8, 月: 6, 年: 4 }

/** 已入册的 18 位证号里的生日与登记的一致；只记到月、年的只比到月、年。 */
export function isBirthInNumber(identityNumber: string, birthOn: PlainDate, precision: DatePrecision): boolean {
  const count = BIRTH_DIGITS[precision]
  return identityNumber.slice(6, 6 + count) === birthOn.replaceAll('-', '').slice(0, count)
}

/** 只提示、不拦：性别、出生日期与证号不一致，以档案为准由人确认。 */
export function identityDoubts(
  member: Pick<MemberFactsForRules, 'gender' | 'birthOn' | 'birthOnPrecision'>,
  identity: Pick<IdentityNumber, 'gender' | 'birthOn'>,
): FieldProblem[] {
  const doubts: FieldProblem[] = []
  if (identity.gender !== member.gender)
    doubts.push({
      field: 'gender',
      label: '性别',
      reason: `与身份证第 17 位不符：证号为${identity.gender}，填的是${member.gender}，请按档案核对。`,
    })
  if (
    identity.birthOn < storedDate(member.birthOn, member.birthOnPrecision) ||
    identity.birthOn > latestDay(member.birthOn, member.birthOnPrecision)
  )
    doubts.push({
      field: 'birthOn',
      label: '出生日期',
      reason: `与身份证不符：证号为 ${identity.birthOn}，填的是 ${shownDate(member.birthOn, member.birthOnPrecision)}，请按档案核对。`,
    })
  return doubts
}
