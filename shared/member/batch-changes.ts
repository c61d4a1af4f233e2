import type { PlainDate } from '../calendar/plain-date.ts'

/** 库里一行的值；是与否为 1 与 0。 */
export type StoredValue = string | number | null
export type StoredRow = Readonly<Record<string, StoredValue>>

/** 记入批次的表。加一张带 memberId 的表，就在此与查询里各加一项。 */
export const TRACKED_TABLES = ['member', 'memberAssignment', 'memberEvent'] as const
export type TrackedTable = (typeof TRACKED_TABLES)[number]

/**
 * 一行的前后：新增的 `before` 为 null，删去的 `after` 为 null，都是整行；
 * 改动的两边，党员表只有变了的列（两万人也不占地方），别的表仍是整行。
 */
export type RowChange = {
  readonly table: TrackedTable
  readonly id: string
  readonly before: StoredRow | null
  readonly after: StoredRow | null
}

/** 只随别的改动而变、不算改动的列。 */
const BOOKKEEPING: ReadonlySet<string> = new Set(['createdAt', 'updatedAt'])

export type TrackedRow = { readonly table: TrackedTable; readonly id: string; readonly row: StoredRow }

/** 前后两次读到的行相比，得出改动；没有改动的行不出现。 */
export function rowChanges(before: readonly TrackedRow[], after: readonly TrackedRow[]): RowChange[] {
  const key = ({ table, id }: TrackedRow) => `${table} ${id}`
  const earlier = new Map(before.map((each) => [key(each), each]))
  const changes: RowChange[] = []
  for (const each of after) {
    const old = earlier.get(key(each))
    earlier.delete(key(each))
    if (old === undefined) changes.push({ table: each.table, id: each.id, before: null, after: withoutBookkeeping(each.row) })
    else {
      const columns = Object.keys(each.row).filter((column) => !BOOKKEEPING.has(column) && each.row[column] !== old.row[column])
      if (columns.length === 0) continue
      const side = (row: StoredRow) => (each.table === 'member' ? pick(row, columns) : withoutBookkeeping(row))
      changes.push({ table: each.table, id: each.id, before: side(old.row), after: side(each.row) })
    }
  }
  for (const { table, id, row } of earlier.values()) changes.push({ table, id, before: row, after: null })
  return changes
}

/**
 * 新登记的人：党员表只记给人看的、不是缺省值的列，别的表不记标识列——撤销只是移入回收站，
 * 记这些是为了看出其后改过什么；两万人一批也不占多少地方。
 */
export function additionChanges(rows: readonly TrackedRow[]): RowChange[] {
  return rows.map(({ table, id, row }) => {
    const columns =
      table === 'member'
        ? LABELLED_COLUMNS.filter((column) => !isUnset(column, row[column]))
        : Object.keys(row).filter((column) => !BOOKKEEPING.has(column) && column !== 'id' && column !== 'memberId')
    return { table, id, before: null, after: pick(row, columns) }
  })
}

/** 缺省值：没有填、精确到日、正常、否。 */
export function isUnset(column: string, value: StoredValue | undefined): boolean {
  if (value === undefined || value === null || value === '') return true
  return value === UNSET[column]
}

const UNSET: Readonly<Record<string, StoredValue>> = {
  birthOnPrecision: '日',
  joinedOnPrecision: '日',
  fullOnPrecision: '日',
  lostOnPrecision: '日',
  partyStatus: '正常',
  rightsStatus: '正常',
  isLost: 0,
  isFloating: 0,
}

function withoutBookkeeping(row: StoredRow): StoredRow {
  return pick(
    row,
    Object.keys(row).filter((column) => !BOOKKEEPING.has(column)),
  )
}

function pick(row: StoredRow, columns: readonly string[]): StoredRow {
  return Object.fromEntries(columns.map((column) => [column, row[column] ?? null]))
}

/**
 * 党员表里给人看的列；同组的列互相约束（预备党员没有转正日期），撤销时同进退。
 * 没有列在这里的列（拼音等）由别的列推出，跟着走，不单独说。
 */
export const MEMBER_FIELD_GROUPS: readonly Readonly<Record<string, string>>[] = [
  { name: '姓名', namePinyin: '', nameInitials: '' },
  { identityNumber: '公民身份证号' },
  { gender: '性别' },
  { ethnicity: '民族' },
  { birthOn: '出生日期', birthOnPrecision: '出生日期精度' },
  { education: '学历' },
  { category: '人员类别', fullOn: '转为正式党员日期', fullOnPrecision: '转正日期精度', probationEndsOn: '预备期延长到' },
  { joinedOn: '加入党组织日期', joinedOnPrecision: '入党日期精度' },
  { job: '工作岗位' },
  { adminPost: '行政职务' },
  { mobile: '手机号' },
  { landline: '固定电话' },
  { address: '家庭住址' },
  { partyStatus: '党籍状态' },
  { isLost: '是否为失联党员', lostOn: '失去联系日期', lostOnPrecision: '失去联系日期精度' },
  { isFloating: '是否为流动党员', floatingTo: '外出流向' },
  { rightsStatus: '权利状态' },
  { exemption: '豁免缘由' },
  { remark: '备注' },
  { deletedAt: '在册', deletionReason: '' },
]

const LABELLED_COLUMNS: readonly string[] = MEMBER_FIELD_GROUPS.flatMap((group) =>
  Object.entries(group).flatMap(([column, label]) => (label === '' ? [] : [column])),
)

const FLAGS: ReadonlySet<string> = new Set(['isLost', 'isFloating'])

/** 给人看的值：空为空串，是与否写成字，移入回收站写明。 */
export function shownValue(column: string, value: StoredValue | undefined): string {
  if (column === 'deletedAt') return value === null || value === undefined ? '在册' : '回收站'
  if (value === null || value === undefined) return ''
  if (FLAGS.has(column)) return value === 1 ? '是' : '否'
  return String(value)
}

/** 现行的编入：名称由调用方给；没有现行的为空串。 */
export function shownAssignment(rows: readonly StoredRow[], nameOf: (organizationId: string) => string): string {
  const open = rows.find(({ untilOn }) => untilOn === null)
  if (open === undefined) return ''
  const fromOn = open['fromOn'] as PlainDate | null
  const group = open['groupId'] === null || open['groupId'] === undefined ? '' : `（${nameOf(String(open['groupId']))}）`
  return `${nameOf(String(open['branchId']))}${group}${fromOn === null ? '' : `，自 ${fromOn}`}`
}
