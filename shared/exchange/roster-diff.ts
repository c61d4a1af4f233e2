import type { PlainDate } from '../calendar/plain-date.ts'
import type { MemberProfile } from '../member/contract.ts'
import { historyProblems, identityDoubts } from '../member/rules.ts'
import { fieldLabel, ROSTER_FIELDS, type RosterFieldKey } from './roster-fields.ts'
import type { CellRemark, RosterEntry, RosterValues } from './roster-rows.ts'

/** 名册里的一名党员与他现在编入的支部。 */
export type RosterMember = {
  readonly id: string
  readonly profile: MemberProfile
  readonly branchId: string
  readonly branchName: string
  /** 编入现支部之日；自始为 null。 */
  readonly branchFrom: PlainDate | null
  /** 现任职务，如“书记”；没有为空。 */
  readonly openPosts: readonly string[]
}

export type RosterBranch = { readonly id: string; readonly name: string; readonly shortName: string }

export type RosterState = {
  readonly today: PlainDate
  readonly asOf: PlainDate
  /** 按证号。 */
  readonly members: ReadonlyMap<string, RosterMember>
  /** `同名/生日` → 证号，用来提示“疑为同一人证号有误”。 */
  readonly namesakes: ReadonlyMap<string, string>
  /** 回收站里的证号。 */
  readonly recycled: ReadonlySet<string>
  readonly branches: BranchIndex
}

export type CellDifference = { readonly field: string; readonly label: string; readonly before: string; readonly after: string }

/** 一行的去向；新增与变更带着要写的内容。 */
export type RowDifference = {
  readonly entry: RosterEntry
  readonly memberId: string | null
  readonly branchName: string
  readonly isUnknownBranch: boolean
  readonly changes: readonly CellDifference[]
  readonly refusals: readonly CellRemark[]
  readonly doubts: readonly CellRemark[]
} & (
  | { readonly outcome: '新增'; readonly after: MemberProfile; readonly branchId: string }
  | { readonly outcome: '变更'; readonly member: RosterMember; readonly after: MemberProfile; readonly branchId: string }
  | { readonly outcome: '相同' | '拒绝' }
)

/** 党支部的名称索引：全称或简称，空格与全半角不论；两个支部同名时不猜。 */
export class BranchIndex {
  private readonly byId: ReadonlyMap<string, RosterBranch>
  private readonly byName = new Map<string, Set<string>>()
  private readonly choices: ReadonlyMap<string, string>

  constructor(branches: readonly RosterBranch[], choices: Readonly<Record<string, string>> = {}) {
    this.byId = new Map(branches.map((branch) => [branch.id, branch]))
    for (const { id, name, shortName } of branches)
      for (const key of new Set([foldName(name), foldName(shortName)])) this.byName.set(key, (this.byName.get(key) ?? new Set()).add(id))
    this.choices = new Map(Object.entries(choices).map(([name, id]) => [foldName(name), id]))
  }

  find(name: string): { kind: '找到'; branch: RosterBranch } | { kind: '没有' } | { kind: '同名' } {
    const key = foldName(name)
    const chosen = this.byId.get(this.choices.get(key) ?? '')
    if (chosen) return { kind: '找到', branch: chosen }
    const ids = [...(this.byName.get(key) ?? [])]
    if (ids.length > 1) return { kind: '同名' }
    const branch = this.byId.get(ids[0] ?? '')
    return branch ? { kind: '找到', branch } : { kind: '没有' }
  }

  nameOf(id: string): string {
    return this.byId.get(id)?.name ?? ''
  }
}

export function foldName(name: string): string {
  return name.normalize('NFKC').replaceAll(/\s/gu, '')
}

export function namesakeKey(name: string, birthOn: PlainDate): string {
  return `${name}/${birthOn}`
}

/**
 * 表里重复的证号 → 各处。内容完全一样的几行只留第一行，其余说明重复；
 * 内容不一样的说不清哪行是对的，全部拒绝。
 */
export function duplicateRefusals(entries: readonly RosterEntry[]): Map<RosterEntry, CellRemark> {
  const byNumber = new Map<string, RosterEntry[]>()
  for (const entry of entries) {
    const number = entry.values.identityNumber
    if (number === undefined) continue
    const group = byNumber.get(number)
    if (group) group.push(entry)
    else byNumber.set(number, [entry])
  }
  const refusals = new Map<RosterEntry, CellRemark>()
  for (const [number, group] of byNumber) {
    if (group.length < 2) continue
    const isIdentical =
      new Set(group.map((entry) => JSON.stringify([foldName(entry.branchName), entry.values, entry.refusals.length]))).size === 1
    for (const entry of isIdentical ? group.slice(1) : group) {
      const others = group.filter((other) => other !== entry)
      const places = others
        .slice(0, 3)
        .map((other) => (other.sheet === entry.sheet ? `第 ${other.rowNo} 行` : `“${other.sheet}”表第 ${other.rowNo} 行`))
      const more = others.length > 3 ? `等 ${others.length} 处` : ''
      refusals.set(entry, {
        label: fieldLabel('identityNumber'),
        value: number,
        reason: `证号与${places.join('、')}${more}重复，${isIdentical ? '内容相同，只导入第一次出现的那行' : '请核对后只留一行'}。`,
      })
    }
  }
  return refusals
}

/** 一行与名册比对。同名不同证号绝不合并：证号是唯一的对应依据。 */
export function compareEntry(entry: RosterEntry, state: RosterState, duplicate: CellRemark | undefined): RowDifference {
  const refusals: CellRemark[] = [...entry.refusals, ...(duplicate ? [duplicate] : [])]
  const doubts: CellRemark[] = [...entry.doubts]
  const number = entry.values.identityNumber
  const member = number === undefined ? undefined : state.members.get(number)
  const place = findBranch(entry, member, state, refusals, doubts)
  const after = compose(entry, member, state.today, refusals, doubts)
  const common = {
    entry,
    memberId: member?.id ?? null,
    branchName: place.branchName,
    isUnknownBranch: place.isUnknown,
  }
  if (after !== null && number !== undefined && member === undefined) {
    const namesake = state.namesakes.get(namesakeKey(after.name, after.birthOn))
    if (namesake !== undefined && namesake !== number)
      doubts.push(
        remark('identityNumber', number, `名册里有同名同生日而证号不同的人（${namesake}），按两个人处理；如是同一人，请先改正证号。`),
      )
    if (state.recycled.has(number))
      doubts.push(remark('identityNumber', number, '回收站里有同一证号的党员；如是误删，请从回收站恢复而不要导入。'))
  }
  if (refusals.length > 0 || after === null || place.branchId === null) return { ...common, outcome: '拒绝', changes: [], refusals, doubts }
  if (member === undefined) return { ...common, outcome: '新增', after, branchId: place.branchId, changes: [], refusals, doubts }
  const changes = differences(member, after, place)
  if (changes.length === 0) return { ...common, outcome: '相同', changes, refusals, doubts }
  return { ...common, outcome: '变更', member, after, branchId: place.branchId, changes, refusals, doubts }
}

type Place = { branchId: string | null; branchName: string; isUnknown: boolean }

function findBranch(
  entry: RosterEntry,
  member: RosterMember | undefined,
  state: RosterState,
  refusals: CellRemark[],
  doubts: CellRemark[],
): Place {
  const written = entry.branchName
  if (written === '') {
    if (member) {
      doubts.push(remark('branch', '', `表中为空，保留名册里的“${member.branchName}”。`))
      return { branchId: member.branchId, branchName: member.branchName, isUnknown: false }
    }
    if (!refusals.some(({ label }) => label === fieldLabel('branch'))) refusals.push(remark('branch', '', '所在党支部没有填写。'))
    return { branchId: null, branchName: '', isUnknown: false }
  }
  const found = state.branches.find(written)
  if (found.kind !== '找到') {
    const reason =
      found.kind === '同名'
        ? '有不止一个党支部叫这个名字，请改写全称，或在导入时指定对应的党支部。'
        : `${state.asOf} 没有叫这个名字的党支部（或已撤并），请先新设，或在导入时指定对应的党支部。`
    refusals.push(remark('branch', written, reason))
    return { branchId: null, branchName: written, isUnknown: true }
  }
  const { branch } = found
  if (member && member.branchId !== branch.id && member.branchFrom !== null && member.branchFrom > state.asOf)
    refusals.push(
      remark(
        'branch',
        written,
        `该党员 ${member.branchFrom} 才编入“${member.branchName}”，不能自 ${state.asOf} 起调整，请核对汇总日期，或在名册里改。`,
      ),
    )
  return { branchId: branch.id, branchName: branch.name, isUnknown: false }
}

/** 表里的值盖在名册的值上；表里留空的保留名册原值并说明。拒绝原因写进 `refusals`。 */
function compose(
  entry: RosterEntry,
  member: RosterMember | undefined,
  today: PlainDate,
  refusals: CellRemark[],
  doubts: CellRemark[],
): MemberProfile | null {
  const values: RosterValues = { ...entry.values }
  const refused = new Set(refusals.map(({ label }) => label))
  const { identity } = entry
  if (member === undefined && identity !== null) {
    for (const key of ['gender', 'birthOn'] as const) {
      if (values[key] !== undefined || refused.has(fieldLabel(key))) continue
      Object.assign(values, { [key]: identity[key] })
      doubts.push(remark(key, '', `表中为空，按证号取为 ${identity[key]}。`))
    }
  }
  const base: Omit<MemberProfile, RequiredKey> & Partial<MemberProfile> = member?.profile ?? BLANK
  const merged = { ...base, ...values }
  if (merged.category === '预备党员' && values.fullOn === undefined) merged.fullOn = null
  if (!merged.isLost && values.lostOn === undefined) merged.lostOn = null
  if (!merged.isFloating && values.floatingTo === undefined) merged.floatingTo = ''
  for (const key of REQUIRED)
    if (merged[key] === undefined && !refused.has(fieldLabel(key))) refusals.push(remark(key, '', `${fieldLabel(key)}没有填写。`))
  if (!isComplete(merged)) return null
  const profile: MemberProfile = merged
  if (member) for (const key of keptBlanks(entry, member.profile, profile)) doubts.push(keptRemark(key, member.profile))
  for (const { field, reason } of historyProblems(profile, today)) {
    const label = fieldLabel(field)
    if (!refused.has(label)) refusals.push({ label, value: display(profile[field]), reason })
  }
  if (member) refusals.push(...unfitForPost(member, profile))
  if (identity !== null)
    for (const { field, reason } of identityDoubts(profile, identity))
      doubts.push({ label: fieldLabel(field), value: display(profile[field]), reason })
  return profile
}

/** 在任的人不能经导入改成不能任职的样子：先登记离任，空缺与补选期限才有起点。组长不要求已经转正。 */
function unfitForPost(member: RosterMember, after: MemberProfile): CellRemark[] {
  const isStopped = after.partyStatus !== '正常' && member.profile.partyStatus === '正常'
  const isProbationary = after.category === '预备党员' && member.profile.category !== '预备党员'
  if (!isStopped && !isProbationary) return []
  const posts = member.openPosts.filter((title) => isStopped || title !== '组长')
  if (posts.length === 0) return []
  const key = isStopped ? 'partyStatus' : 'category'
  return [remark(key, after[key], `现任${posts.join('、')}，改成“${after[key]}”就不能任职；请先在“届次与班子”里登记卸任，再导入这一行。`)]
}

const REQUIRED = ['name', 'identityNumber', 'gender', 'ethnicity', 'birthOn', 'category', 'joinedOn'] as const
type RequiredKey = (typeof REQUIRED)[number]

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

function isComplete(profile: Omit<MemberProfile, RequiredKey> & Partial<MemberProfile>): profile is MemberProfile {
  return REQUIRED.every((key) => profile[key] !== undefined)
}

type ComparedKey = Exclude<RosterFieldKey, 'branch'>
const COMPARED: readonly ComparedKey[] = ROSTER_FIELDS.map(({ key }) => key).filter((key) => key !== 'branch')

function keptBlanks(entry: RosterEntry, before: MemberProfile, after: MemberProfile): ComparedKey[] {
  return COMPARED.filter(
    (key) => entry.blanks.has(key) && display(before[key]) !== '' && before[key] === after[key] && before[key] !== false,
  )
}

function keptRemark(key: ComparedKey, before: MemberProfile): CellRemark {
  return remark(key, '', `表中为空，保留名册里的“${display(before[key])}”。`)
}

function differences(member: RosterMember, after: MemberProfile, place: Place): CellDifference[] {
  const changes: CellDifference[] = COMPARED.filter((key) => member.profile[key] !== after[key]).map((key) => ({
    field: key,
    label: fieldLabel(key),
    before: display(member.profile[key]),
    after: display(after[key]),
  }))
  if (place.branchId !== member.branchId)
    changes.push({ field: 'branch', label: fieldLabel('branch'), before: member.branchName, after: place.branchName })
  return changes
}

function display(value: string | boolean | null): string {
  if (typeof value === 'boolean') return value ? '是' : '否'
  return value ?? ''
}

function remark(key: RosterFieldKey, value: string, reason: string): CellRemark {
  return { label: fieldLabel(key), value, reason }
}
