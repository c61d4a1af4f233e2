import { latestDay, shownDate, storedDate } from '../calendar/date-precision.ts'
import type { PlainDate } from '../calendar/plain-date.ts'
import type { DatePrecision } from '../glossary.ts'
import type { MemberProfile } from '../member/contract.ts'
import { historyProblems, identityDoubts } from '../member/rules.ts'
import type { RosterMember } from './roster-member.ts'
import { fieldLabel, ROSTER_FIELDS, type RosterFieldKey } from './roster-fields.ts'
import type { CellRemark, RosterEntry, RosterValues } from './roster-rows.ts'
import { cellName } from './sheet.ts'

export type ProfileKey = Exclude<RosterFieldKey, 'branch'>
export const PROFILE_KEYS: readonly ProfileKey[] = ROSTER_FIELDS.map(({ key }) => key).filter((key) => key !== 'branch')

type DatedKey = 'birthOn' | 'joinedOn' | 'fullOn' | 'lostOn'
const DATED: readonly DatedKey[] = ['birthOn', 'joinedOn', 'fullOn', 'lostOn']

/** 互相约束的字段，取舍时同进退：不改人员类别而改转正日期，写进去就自相矛盾。 */
const LINKED: readonly (readonly RosterFieldKey[])[] = [
  ['category', 'fullOn'],
  ['isLost', 'lostOn'],
  ['isFloating', 'floatingTo'],
]

/** 与这个字段同进退的字段，含它自己。 */
export function linkedFields(field: RosterFieldKey): readonly RosterFieldKey[] {
  return LINKED.find((group) => group.includes(field)) ?? [field]
}

/** 表里留空时可以由人选择清空的字段；其余的空着总是保留名册原值。 */
export const CLEARABLE: readonly ProfileKey[] = ['education', 'job', 'adminPost', 'mobile', 'landline', 'address', 'floatingTo', 'remark']

const REQUIRED = ['name', 'identityNumber', 'gender', 'ethnicity', 'birthOn', 'category', 'joinedOn'] as const
type RequiredKey = (typeof REQUIRED)[number]

/** 新登记的人必须有的字段：表里这一格不能不导入。 */
export const REQUIRED_FIELDS: readonly RosterFieldKey[] = [...REQUIRED, 'branch']

const BLANK: Omit<MemberProfile, RequiredKey> = {
  birthOnPrecision: '日',
  joinedOnPrecision: '日',
  education: '',
  fullOn: null,
  fullOnPrecision: '日',
  job: '',
  adminPost: '',
  mobile: '',
  landline: '',
  address: '',
  partyStatus: '正常',
  isLost: false,
  lostOn: null,
  lostOnPrecision: '日',
  isFloating: false,
  floatingTo: '',
  rightsStatus: '正常',
  remark: '',
}

type Partly = Omit<MemberProfile, RequiredKey> & Partial<MemberProfile>

/** 一行合成时写下的说明：不能导入的、要人确认的、只是告知的。 */
export type Remarks = { readonly refusals: CellRemark[]; readonly doubts: CellRemark[]; readonly notes: CellRemark[] }

/**
 * 表里的值盖在名册的值上，得出落库后的样子；拼不成完整的一人为 null，原因写进 `remarks`。
 * 表里留空的保留原值（人选了清空的除外）；表里只记到月而名册记到日、并不矛盾的，保留名册的。
 */
export function composeProfile(
  entry: RosterEntry,
  member: RosterMember | undefined,
  at: { readonly today: PlainDate; readonly clearing: ReadonlySet<RosterFieldKey> },
  remarks: Remarks,
): MemberProfile | null {
  const { refusals, doubts, notes } = remarks
  const values: RosterValues = { ...entry.values }
  const refused = new Set(refusals.map(({ label }) => label))
  const { identity } = entry
  if (member === undefined && identity !== null) {
    for (const key of ['gender', 'birthOn'] as const) {
      if (values[key] !== undefined || refused.has(fieldLabel(key))) continue
      Object.assign(values, { [key]: identity[key] })
      notes.push(remark(entry, key, '', `表中为空，按证号取为 ${identity[key]}。`))
    }
  }
  if (member) {
    for (const key of DATED) keepFinerDate(entry, key, values, member.profile, notes)
    for (const key of CLEARABLE) if (at.clearing.has(key) && entry.blanks.has(key)) Object.assign(values, { [key]: '' })
  }
  const base: Partly = member?.profile ?? BLANK
  const merged: Partly = { ...base, ...values }
  if (merged.category === '预备党员' && values.fullOn === undefined) merged.fullOn = null
  if (!merged.isLost && values.lostOn === undefined) merged.lostOn = null
  if (!merged.isFloating && values.floatingTo === undefined) merged.floatingTo = ''
  for (const key of DATED) if (merged[key] === null || merged[key] === undefined) merged[`${key}Precision`] = '日'
  for (const key of REQUIRED)
    if (merged[key] === undefined && !refused.has(fieldLabel(key))) refusals.push(remark(entry, key, '', `${fieldLabel(key)}没有填写。`))
  if (!isComplete(merged)) return null
  const profile: MemberProfile = merged
  if (member) for (const key of keptBlanks(entry, member.profile, profile)) notes.push(keptRemark(entry, key, member.profile))
  for (const { field, reason } of profileConflicts(member, profile, at.today))
    if (!refused.has(fieldLabel(field))) refusals.push(remark(entry, field, shownField(profile, field), reason))
  if (member) doubts.push(...undatedDoubts(entry, member.profile, profile))
  if (identity !== null)
    for (const { field, reason } of identityDoubts(profile, identity))
      if (isProfileKey(field)) doubts.push(remark(entry, field, shownField(profile, field), reason))
  return profile
}

/** 落库后的样子自相矛盾、或在任的人变得不能任职：逐处说明。 */
export function profileConflicts(
  member: RosterMember | undefined,
  after: MemberProfile,
  today: PlainDate,
): { field: ProfileKey; reason: string }[] {
  const problems = historyProblems(after, today).flatMap(({ field, reason }) => (isProfileKey(field) ? [{ field, reason }] : []))
  return member ? [...problems, ...departed(member), ...unfitForPost(member, after), ...missingConversion(member, after)] : problems
}

/** 已经转出、去世、出党的人不能凭一张表就又在册：怎么回来要有依据。 */
function departed({ branchId }: RosterMember): { field: ProfileKey; reason: string }[] {
  if (branchId !== '') return []
  return [
    {
      field: 'identityNumber',
      reason: '名册里此人已不在册（见“历史党员”）；请先登记“组织关系转入”或“重新入党”，再导入这一行。',
    },
  ]
}

/** 名册记得更细、与表里并不矛盾的日期不动：表里缺的日不能抹掉名册已有的日。 */
function keepFinerDate(entry: RosterEntry, key: DatedKey, values: RosterValues, before: MemberProfile, notes: CellRemark[]): void {
  const on = values[key]
  const known = before[key]
  if (on === undefined || on === null || known === null) return
  const precision = values[`${key}Precision`] ?? '日'
  const knownPrecision = before[`${key}Precision`]
  if (rank(precision) <= rank(knownPrecision)) return
  if (known < storedDate(on, precision) || known > latestDay(on, precision)) return
  notes.push(
    remark(
      entry,
      key,
      shownDate(on, precision),
      `表里缺“${precision === '年' ? '月、日' : '日'}”，保留名册里的 ${shownDate(known, knownPrecision)}。`,
    ),
  )
  Object.assign(values, { [key]: known, [`${key}Precision`]: knownPrecision })
}

function rank(precision: DatePrecision): number {
  return ['日', '月', '年'].indexOf(precision)
}

/** 在任的人不能经导入改成不能任职的样子：先登记离任，空缺与补选期限才有起点。组长不要求已经转正。 */
function unfitForPost(member: RosterMember, after: MemberProfile): { field: ProfileKey; reason: string }[] {
  const isStopped = after.partyStatus !== '正常' && member.profile.partyStatus === '正常'
  const isProbationary = after.category === '预备党员' && member.profile.category !== '预备党员'
  if (!isStopped && !isProbationary) return []
  const posts = member.openPosts.filter((title) => isStopped || title !== '组长')
  if (posts.length === 0) return []
  const field = isStopped ? 'partyStatus' : 'category'
  return [{ field, reason: `现任${posts.join('、')}，改成“${after[field]}”就不能任职；请先在“届次与班子”里登记卸任，再导入这一行。` }]
}

/** 由预备改为正式是一件有日期的事：没有转正日期的不改，免得党龄无从算起。 */
function missingConversion({ profile }: RosterMember, after: MemberProfile): { field: ProfileKey; reason: string }[] {
  if (profile.category !== '预备党员' || after.category !== '正式党员' || after.fullOn !== null) return []
  return [{ field: 'category', reason: '由预备党员改为正式党员须有转正日期，请在“转为正式党员日期”一格补上，或这一行的人员类别先不改。' }]
}

/** 随时间变化而表里没有日期的：照记，但提醒日期不详。 */
function undatedDoubts(entry: RosterEntry, before: MemberProfile, after: MemberProfile): CellRemark[] {
  const doubts: CellRemark[] = []
  const add = (key: ProfileKey, reason: string) => doubts.push(remark(entry, key, shownField(after, key), reason))
  if (after.isLost && !before.isLost && after.lostOn === null) add('isLost', '改为失联而没有失去联系日期：日期不详，先记现状，请补登记。')
  if (!after.isLost && before.isLost) add('isLost', '改为不再失联：恢复联系的日期表里没有，按汇总日期记，请核对。')
  if (after.isFloating !== before.isFloating)
    add('isFloating', `${after.isFloating ? '外出' : '返回'}的日期表里没有，按汇总日期记，请核对。`)
  if (after.partyStatus !== before.partyStatus)
    add(
      'partyStatus',
      `“${before.partyStatus}”改为“${after.partyStatus}”须有党组织的决定；确认有批准手续再采用，并到一人一页补上日期与文号。`,
    )
  return doubts
}

/** 把一行里人说“不改”的格退回原值；新登记的人退回空白。 */
export function withKeptFields(after: MemberProfile, member: RosterMember | undefined, kept: ReadonlySet<RosterFieldKey>): MemberProfile {
  const base: Partly = member?.profile ?? BLANK
  const restored: Record<string, unknown> = {}
  for (const key of kept) {
    if (key === 'branch' || !(key in base)) continue
    restored[key] = base[key]
    if (isDatedKey(key)) restored[`${key}Precision`] = base[`${key}Precision`]
  }
  return { ...after, ...restored }
}

function isComplete(profile: Partly): profile is MemberProfile {
  return REQUIRED.every((key) => profile[key] !== undefined)
}

function keptBlanks(entry: RosterEntry, before: MemberProfile, after: MemberProfile): ProfileKey[] {
  return PROFILE_KEYS.filter(
    (key) => entry.blanks.has(key) && shownField(before, key) !== '' && before[key] === after[key] && before[key] !== false,
  )
}

function keptRemark(entry: RosterEntry, key: ProfileKey, before: MemberProfile): CellRemark {
  return remark(entry, key, '', `表中为空，保留名册里的“${shownField(before, key)}”。`)
}

/** 一个字段给人看的值；日期按精度写。 */
export function shownField(profile: MemberProfile, key: ProfileKey): string {
  const value = profile[key]
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (value === null) return ''
  return isDatedKey(key) ? shownDate(value, profile[`${key}Precision`]) : value
}

/** 一个字段改没改：日期连精度一起比。 */
export function isFieldChanged(before: MemberProfile, after: MemberProfile, key: ProfileKey): boolean {
  if (before[key] !== after[key]) return true
  return isDatedKey(key) && after[key] !== null && before[`${key}Precision`] !== after[`${key}Precision`]
}

function isDatedKey(key: RosterFieldKey): key is DatedKey {
  return DATED.some((each) => each === key)
}

function isProfileKey(field: string): field is ProfileKey {
  return PROFILE_KEYS.some((each) => each === field)
}

/** 说明落在哪一格：表里没有这一列的只说列名。 */
export function remark(entry: RosterEntry, key: RosterFieldKey, value: string, reason: string): CellRemark {
  const column = entry.places.get(key)
  return { label: fieldLabel(key), value, reason, ...(column === undefined ? {} : { cell: cellName(entry.rowNo - 1, column) }) }
}
