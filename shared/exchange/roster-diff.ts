import type { PlainDate } from '../calendar/plain-date.ts'
import type { MemberProfile } from '../member/contract.ts'
import { foldName, type BranchIndex } from './branch-index.ts'
import {
  composeProfile,
  isFieldChanged,
  PROFILE_KEYS,
  profileConflicts,
  remark,
  REQUIRED_FIELDS,
  shownField,
  withKeptFields,
  type Remarks,
} from './roster-compose.ts'
import { fieldLabel, type RosterFieldKey } from './roster-fields.ts'
import type { RosterMember } from './roster-member.ts'
import type { CellRemark, RosterEntry } from './roster-rows.ts'
import { foldPerson, type Suspect, type SuspectIndex } from './suspects.ts'

export type RosterState = {
  readonly today: PlainDate
  readonly asOf: PlainDate
  /** 按证号。 */
  readonly members: ReadonlyMap<string, RosterMember>
  /** 按 id。 */
  readonly memberById: (id: string) => RosterMember | undefined
  /** 疑似同一人的索引；用到才建。 */
  readonly suspects: () => SuspectIndex
  /** 回收站里的证号。 */
  readonly recycled: ReadonlySet<string>
  readonly branches: BranchIndex
}

/** 人在看差异时定下的：哪一行是谁、哪些字段表里空着就清空。 */
export type DiffChoices = {
  /** 行（`rowPlace`）→ 名册里的同一人；null 为不同的人。 */
  readonly matches: ReadonlyMap<string, string | null>
  readonly clearing: ReadonlySet<RosterFieldKey>
}

export type CellDifference = {
  readonly field: RosterFieldKey
  readonly label: string
  readonly before: string
  readonly after: string
  readonly cell?: string
}

/** 一行的去向；新增与变更带着要写的内容。 */
export type RowDifference = {
  readonly entry: RosterEntry
  readonly memberId: string | null
  readonly branchName: string
  readonly isUnknownBranch: boolean
  readonly changes: readonly CellDifference[]
  readonly refusals: readonly CellRemark[]
  readonly doubts: readonly CellRemark[]
  /** 只是告知，不必确认：表里空着保留原值、按证号取的生日等。 */
  readonly notes: readonly CellRemark[]
  /** 疑似同一人的在册党员；人指认过的不再列。 */
  readonly suspects: readonly Suspect[]
} & (
  | { readonly outcome: '新增'; readonly after: MemberProfile; readonly branchId: string }
  | { readonly outcome: '变更'; readonly member: RosterMember; readonly after: MemberProfile; readonly branchId: string }
  | { readonly outcome: '相同' | '拒绝' | '疑似重复' }
)

export type WritableRow = Extract<RowDifference, { outcome: '新增' | '变更' }>

/** 行的身份：工作表名加行号。 */
export function rowPlace(row: { readonly sheet: string; readonly rowNo: number }): string {
  return `${row.sheet} ${row.rowNo}`
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
      refusals.set(
        entry,
        remark(
          entry,
          'identityNumber',
          number,
          `证号与${places.join('、')}${more}重复，${isIdentical ? '内容相同，只导入第一次出现的那行' : '请核对后只留一行'}。`,
        ),
      )
    }
  }
  return refusals
}

/**
 * 同一份表里同名同生日而证号不同的行 → 说明：多半是同一人的证号有一处抄错，也可能真是两个人，由人确认。
 * 只看名册里没有的证号；名册里有的，与名册比对时自会说。
 */
export function lookalikeDoubts(entries: readonly RosterEntry[], known: ReadonlyMap<string, unknown>): Map<RosterEntry, CellRemark> {
  const groups = new Map<string, RosterEntry[]>()
  for (const entry of entries) {
    const { name, identityNumber } = entry.values
    const birthOn = entry.values.birthOn ?? entry.identity?.birthOn
    if (name === undefined || identityNumber === undefined || birthOn === undefined || known.has(identityNumber)) continue
    const key = `${name}/${birthOn}`
    const group = groups.get(key)
    if (group) group.push(entry)
    else groups.set(key, [entry])
  }
  const doubts = new Map<RosterEntry, CellRemark>()
  for (const group of groups.values()) {
    if (new Set(group.map(({ values }) => values.identityNumber)).size < 2) continue
    for (const entry of group) {
      const other = group.find(({ values }) => values.identityNumber !== entry.values.identityNumber)
      if (!other) continue
      const place = other.sheet === entry.sheet ? `第 ${other.rowNo} 行` : `“${other.sheet}”表第 ${other.rowNo} 行`
      const number = entry.values.identityNumber ?? ''
      const reason = `与${place}同名同生日而证号不同（${other.values.identityNumber ?? ''}）；如是同一人，请只采用证号对的那一行。`
      doubts.set(entry, remark(entry, 'identityNumber', number, reason))
    }
  }
  return doubts
}

/** 一行与名册比对。证号是唯一的对应依据；对不上而又疑似的，等人指认，绝不只凭姓名合并。 */
export function compareEntry(
  entry: RosterEntry,
  state: RosterState,
  choices: DiffChoices,
  duplicate: CellRemark | undefined,
  lookalike?: CellRemark,
): RowDifference {
  const number = entry.values.identityNumber
  const holder = number === undefined ? undefined : state.members.get(number)
  const match = holder ? undefined : choices.matches.get(rowPlace(entry))
  const member = holder ?? (typeof match === 'string' ? state.memberById(match) : undefined)
  const remarks: Remarks = {
    refusals: [...entry.refusals, ...(duplicate ? [duplicate] : [])],
    doubts: [...entry.doubts, ...(lookalike ? [lookalike] : [])],
    notes: [],
  }
  if (member && !holder) settleIdentity(entry, member, remarks)
  if (holder) doubtRenamed(entry, holder, remarks)
  const place = findBranch(entry, member, state, remarks)
  const suspects =
    member === undefined && match === undefined && duplicate === undefined ? state.suspects().find(entry, place.branchId) : []
  const after = composeProfile(entry, member, { today: state.today, clearing: choices.clearing }, remarks)
  const { refusals, doubts, notes } = remarks
  if (number !== undefined && member === undefined && state.recycled.has(number))
    doubts.push(remark(entry, 'identityNumber', number, '回收站里有同一证号的党员；如是误删，请从回收站恢复而不要导入。'))
  const common = {
    entry,
    memberId: member?.id ?? null,
    branchName: place.branchName,
    isUnknownBranch: place.isUnknown,
    refusals,
    doubts,
    notes,
    suspects,
  }
  const isIdentityOnly = refusals.every(({ label }) => label === fieldLabel('identityNumber') || label === fieldLabel('branch'))
  if (suspects.length > 0 && isIdentityOnly) return { ...common, outcome: '疑似重复', changes: [] }
  if (refusals.length > 0 || after === null || place.branchId === null) return { ...common, outcome: '拒绝', changes: [] }
  if (member === undefined) return { ...common, outcome: '新增', after, branchId: place.branchId, changes: [] }
  const changes = differences(entry, member, after, place.branchId, place.branchName)
  // 没有什么要写的，也就没有什么要确认：疑点只作告知。
  if (changes.length === 0) return { ...common, outcome: '相同', changes, doubts: [], notes: [...doubts, ...notes] }
  return { ...common, outcome: '变更', member, after, branchId: place.branchId, changes }
}

/** 指认为同一人的：表里的证号没有或不合法，就保留名册的；合法而不同的，是一处要人确认的变更。 */
function settleIdentity(entry: RosterEntry, member: RosterMember, { refusals, doubts, notes }: Remarks): void {
  const label = fieldLabel('identityNumber')
  const number = entry.values.identityNumber
  const known = member.profile.identityNumber
  for (let index = refusals.length - 1; index >= 0; index -= 1) if (refusals[index]?.label === label) refusals.splice(index, 1)
  if (number === undefined)
    notes.push(remark(entry, 'identityNumber', entry.shownIdentityNumber, `已指认为名册里的${member.profile.name}，证号保留 ${known}。`))
  else
    doubts.push(remark(entry, 'identityNumber', number, `已指认为名册里的${member.profile.name}（${known}），采用就改证号，请按证件核对。`))
}

/** 证号相同而姓名不同：改名、错字，或表里两列错开了行（只给姓名列排了序），写进去就张冠李戴，要人看过。 */
function doubtRenamed(entry: RosterEntry, { profile }: RosterMember, { doubts }: Remarks): void {
  const { name } = entry.values
  if (name === undefined || foldPerson(name) === foldPerson(profile.name)) return
  const reason = `证号与名册里的“${profile.name}”相同而姓名不同：是改名、错字，还是姓名与证号错开了行，请按证件核对后再采用。`
  doubts.push(remark(entry, 'name', name, reason))
}

type Place = { branchId: string | null; branchName: string; isUnknown: boolean }

function findBranch(entry: RosterEntry, member: RosterMember | undefined, state: RosterState, { refusals, notes }: Remarks): Place {
  const written = entry.branchName
  const label = fieldLabel('branch')
  if (written === '') {
    if (member) {
      if (entry.blanks.has('branch')) notes.push(remark(entry, 'branch', '', `表中为空，保留名册里的“${member.branchName}”。`))
      return { branchId: member.branchId, branchName: member.branchName, isUnknown: false }
    }
    if (!refusals.some((each) => each.label === label)) refusals.push(remark(entry, 'branch', '', '所在党支部没有填写。'))
    return { branchId: null, branchName: '', isUnknown: false }
  }
  const found = state.branches.find(written)
  if (found.kind !== '找到') {
    const reason =
      found.kind === '同名'
        ? '有不止一个党支部叫这个名字，请改写全称，或在导入时指定对应的党支部。'
        : `${state.asOf} 没有叫这个名字的党支部（或已撤并），请先新设，或在导入时指定对应的党支部。`
    refusals.push(remark(entry, 'branch', written, reason))
    return { branchId: null, branchName: written, isUnknown: true }
  }
  const { branch } = found
  if (member && member.branchId !== branch.id && member.branchFrom !== null && member.branchFrom > state.asOf)
    refusals.push(
      remark(
        entry,
        'branch',
        written,
        `该党员 ${member.branchFrom} 才编入“${member.branchName}”，不能自 ${state.asOf} 起调整，请核对汇总日期，或在名册里改。`,
      ),
    )
  return { branchId: branch.id, branchName: branch.name, isUnknown: false }
}

function differences(
  entry: RosterEntry,
  member: RosterMember,
  after: MemberProfile,
  branchId: string,
  branchName: string,
): CellDifference[] {
  const at = (field: RosterFieldKey) => {
    const { label, cell } = remark(entry, field, '', '')
    return { field, label, ...(cell === undefined ? {} : { cell }) }
  }
  const changes: CellDifference[] = PROFILE_KEYS.filter((key) => isFieldChanged(member.profile, after, key)).map((key) => ({
    ...at(key),
    before: shownField(member.profile, key),
    after: shownField(after, key),
  }))
  if (branchId !== member.branchId) changes.push({ ...at('branch'), before: member.branchName, after: branchName })
  return changes
}

/**
 * 按人的取舍改一行要写的内容：`kept` 里的字段不改。没有剩下什么可写的为 null。
 * 取舍之后自相矛盾（不改人员类别却改转正日期）的，`problem` 说明原因。
 */
export function withoutKeptCells(
  row: WritableRow,
  kept: ReadonlySet<RosterFieldKey>,
  today: PlainDate,
): { readonly row: WritableRow | null; readonly problem: string } {
  if (kept.size === 0) return { row, problem: '' }
  if (row.outcome === '新增') {
    const needed = REQUIRED_FIELDS.filter((field) => kept.has(field)).map(fieldLabel)
    if (needed.length > 0) return { row: null, problem: `新登记的人不能没有${needed.join('、')}` }
    const after = withKeptFields(row.after, undefined, kept)
    return { row: { ...row, after }, problem: problemOf(undefined, after, today) }
  }
  const changes = row.changes.filter(({ field }) => !kept.has(field))
  if (changes.length === 0) return { row: null, problem: '' }
  const after = withKeptFields(row.after, row.member, kept)
  const branchId = kept.has('branch') ? row.member.branchId : row.branchId
  return { row: { ...row, after, branchId, changes }, problem: problemOf(row.member, after, today) }
}

function problemOf(member: RosterMember | undefined, after: MemberProfile, today: PlainDate): string {
  return profileConflicts(member, after, today)
    .map(({ reason }) => reason)
    .join('')
}
