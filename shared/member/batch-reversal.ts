import {
  isUnset,
  MEMBER_FIELD_GROUPS,
  shownAssignment,
  shownValue,
  type RowChange,
  type StoredRow,
  type StoredValue,
  type TrackedRow,
  type TrackedTable,
} from './batch-changes.ts'
import type { ReversalConflict } from './batch-contract.ts'

/** 撤销要写的一步：改几列、插回一行、删去一行。 */
export type ReversalStep =
  | { readonly kind: '改'; readonly table: TrackedTable; readonly id: string; readonly values: StoredRow }
  | { readonly kind: '插'; readonly table: TrackedTable; readonly id: string; readonly values: StoredRow }
  | { readonly kind: '删'; readonly table: TrackedTable; readonly id: string }
  | { readonly kind: '回收'; readonly table: 'member'; readonly id: string }

/** 一名党员现在的样子。 */
export type CurrentMember = {
  readonly rows: readonly TrackedRow[]
  /** 还没有卸任的职务，如“第一支部书记”；没有为空。 */
  readonly posts: readonly string[]
}

export type MemberReversal = {
  readonly memberId: string
  readonly outcome: '恢复' | '回收' | '不用动' | '冲突'
  readonly steps: readonly ReversalStep[]
  readonly restoredFields: number
  readonly conflicts: readonly ReversalConflict[]
}

export type ReversalChecks = {
  readonly nameOf: (organizationId: string) => string
  /** 撤销后的样子不能入册的原因；可以则为空串。 */
  readonly problemWith: (memberId: string, row: StoredRow) => string
  /** 撤掉这一批的事件以后，其余的事件不成立的说明；都成立为空串。 */
  readonly brokenLife: (member: StoredRow, events: readonly StoredRow[]) => string
}

/**
 * 一名党员在某一批里的改动怎样撤回：逐处比对现值，没有再改过的撤回，改过的列为冲突。
 * 同组的列（人员类别与转正日期等）同进退；编入是一处，不拆开。
 */
export function reverseMember(
  memberId: string,
  changes: readonly RowChange[],
  current: CurrentMember,
  checks: ReversalChecks,
): MemberReversal {
  const own = changes.find(({ table }) => table === 'member')
  const now = current.rows.find(({ table }) => table === 'member')?.row ?? {}
  const name = shownValue('name', now['name'])
  const conflict = (label: string, before: string, after: string, value: string, reason: string): ReversalConflict => ({
    memberId,
    name,
    label,
    before,
    after,
    current: value,
    reason,
  })
  if (own?.before === null && own.after !== null) {
    if (now['deletedAt'] !== null && now['deletedAt'] !== undefined)
      return { memberId, outcome: '不用动', steps: [], restoredFields: 0, conflicts: [] }
    const conflicts = addedConflicts(own.after, changes, current, now, conflict, checks)
    if (conflicts.length > 0) return { memberId, outcome: '冲突', steps: [], restoredFields: 0, conflicts }
    return { memberId, outcome: '回收', steps: [{ kind: '回收', table: 'member', id: memberId }], restoredFields: 0, conflicts: [] }
  }
  const steps: ReversalStep[] = []
  const conflicts: ReversalConflict[] = []
  let restoredFields = 0
  const isRecycled = now['deletedAt'] !== null && now['deletedAt'] !== undefined
  const isReturning = own?.after?.['deletedAt'] !== undefined && own.after['deletedAt'] !== null
  if (own?.before && own.after) {
    const { before, after } = own
    const values: Record<string, StoredValue> = {}
    const lines: { label: string; before: string; after: string; current: string }[] = []
    for (const group of MEMBER_FIELD_GROUPS) {
      const columns = Object.keys(group).filter((column) => column in after)
      const labelled = columns.filter((column) => group[column] !== '')
      if (columns.every((column) => same(now[column], before[column]))) continue
      const shown = (labelled.length > 0 ? labelled : columns).map((column) => ({
        label: group[column] ?? column,
        before: shownValue(column, before[column]),
        after: shownValue(column, after[column]),
        current: shownValue(column, now[column]),
      }))
      // 同组里这一批没有动、其后却动了的列，也会让组内对不上，由下面的入册检查兜住。
      const isTouched = columns.some((column) => !same(now[column], after[column]))
      if (isTouched || (isRecycled && !isReturning)) {
        const reason = isTouched ? '这一批之后又改过。' : '这名党员已在回收站，先恢复再撤销。'
        conflicts.push(...shown.map((line) => conflict(line.label, line.before, line.after, line.current, reason)))
        continue
      }
      for (const column of columns) values[column] = before[column] ?? null
      lines.push(...shown)
    }
    for (const column of Object.keys(after))
      if (!GROUPED.has(column) && same(now[column], after[column])) values[column] = before[column] ?? null
    const wrong =
      lines.length === 0
        ? ''
        : checks.problemWith(memberId, { ...now, ...values }) || unfitForPost(now, { ...now, ...values }, current.posts)
    if (wrong !== '') conflicts.push(...lines.map((line) => conflict(line.label, line.before, line.after, line.current, wrong)))
    else if (lines.length > 0) {
      steps.push({ kind: '改', table: 'member', id: memberId, values })
      restoredFields += lines.length
    }
  }
  const placement = reversePlacement(changes, current, checks)
  if (placement.reason !== '')
    conflicts.push(conflict('所在党支部', placement.before, placement.after, placement.current, placement.reason))
  else if (placement.steps.length > 0) {
    steps.push(...placement.steps)
    restoredFields += 1
  }
  const recorded = reverseEvents(changes, current.rows, checks)
  for (const reason of recorded.reasons) conflicts.push(conflict('一生里的事件', '', '', '', reason))
  if (recorded.reasons.length === 0 && recorded.steps.length > 0) {
    steps.push(...recorded.steps)
    restoredFields += recorded.steps.length
  }
  const outcome = steps.length > 0 ? '恢复' : conflicts.length > 0 ? '冲突' : '不用动'
  return { memberId, outcome, steps, restoredFields, conflicts }
}

const GROUPED: ReadonlySet<string> = new Set(MEMBER_FIELD_GROUPS.flatMap((group) => Object.keys(group)))

type ConflictOf = (label: string, before: string, after: string, current: string, reason: string) => ReversalConflict

/** 新增的人移入回收站之前：其后改过信息、记了事、调过支部、任了职的，都先说明。 */
function addedConflicts(
  after: StoredRow,
  changes: readonly RowChange[],
  current: CurrentMember,
  now: StoredRow,
  conflict: ConflictOf,
  checks: ReversalChecks,
): ReversalConflict[] {
  const conflicts: ReversalConflict[] = []
  for (const group of MEMBER_FIELD_GROUPS)
    for (const [column, label] of Object.entries(group))
      if (label !== '' && !same(now[column], after[column]) && !(isUnset(column, now[column]) && isUnset(column, after[column])))
        conflicts.push(
          conflict(
            label,
            '（这一批新增）',
            shownValue(column, after[column]),
            shownValue(column, now[column]),
            '登记之后又改过，可能有人在用。',
          ),
        )
  if (current.posts.length > 0)
    conflicts.push(conflict('任职', '', '', current.posts.join('、'), '现任职务；请先在“届次与班子”里登记卸任。'))
  const recorded = new Set(changes.flatMap(({ table, id }) => (table === 'memberEvent' ? [id] : [])))
  const later = current.rows.filter(({ table, id, row }) => table === 'memberEvent' && !recorded.has(id) && row['withdrawnAt'] === null)
  if (later.length > 0)
    conflicts.push(
      conflict('一生里的事件', '', '', later.map(({ row }) => String(row['kind'])).join('、'), '登记之后又记了事，可能有人在用。'),
    )
  const added = changes.filter(({ table }) => table === 'memberAssignment')
  const isMoved = current.rows.some(({ table, id, row }) => {
    if (table !== 'memberAssignment') return false
    const known = added.find((each) => each.id === id)?.after
    return known === undefined || known === null || Object.keys(known).some((column) => !same(known[column], row[column]))
  })
  if (added.length > 0 && isMoved)
    conflicts.push(
      conflict(
        '所在党支部',
        '（这一批新增）',
        shownAssignment(
          added.flatMap((each) => (each.after ? [each.after] : [])),
          checks.nameOf,
        ),
        shownAssignment(assignments(current.rows), checks.nameOf),
        '登记之后调整过编入。',
      ),
    )
  return conflicts
}

/** 编入的撤回：这一批的各行都没有再动过、也没有别的现行编入，才撤。 */
function reversePlacement(
  changes: readonly RowChange[],
  current: CurrentMember,
  { nameOf }: ReversalChecks,
): { steps: ReversalStep[]; reason: string; before: string; after: string; current: string } {
  const moved = changes.filter(({ table }) => table === 'memberAssignment')
  const rows = current.rows.filter(({ table }) => table === 'memberAssignment')
  const byId = new Map(rows.map(({ id, row }) => [id, row]))
  const whole = (side: 'before' | 'after') => moved.flatMap((each) => (each[side] === null ? [] : [each[side]]))
  const texts = {
    before: shownAssignment(whole('before'), nameOf),
    after: shownAssignment(whole('after'), nameOf),
    current: shownAssignment(assignments(current.rows), nameOf),
  }
  if (moved.length === 0) return { ...texts, steps: [], reason: '' }
  const matches = (id: string, side: StoredRow | null) => {
    const row = byId.get(id)
    if (side === null || row === undefined) return side === null && row === undefined
    return Object.keys(side).every((column) => same(side[column], row[column]))
  }
  if (moved.every(({ id, before }) => matches(id, before))) return { ...texts, steps: [], reason: '' }
  const isOpenElsewhere = rows.some(({ id, row }) => row['untilOn'] === null && !moved.some((each) => each.id === id))
  const leavesOpen = whole('before').some(({ untilOn }) => untilOn === null)
  if (!moved.every(({ id, after }) => matches(id, after)) || (isOpenElsewhere && leavesOpen))
    return { ...texts, steps: [], reason: '这一批之后又调整过编入。' }
  // 先删后改再插：一人只许有一条现行编入，次序不能反。
  const steps: ReversalStep[] = [
    ...moved.flatMap(({ table, id, before }) => (before === null ? [{ kind: '删' as const, table, id }] : [])),
    ...moved.flatMap(({ table, id, before, after }) => (before && after ? [{ kind: '改' as const, table, id, values: before }] : [])),
    ...moved.flatMap(({ table, id, before, after }) =>
      before && after === null ? [{ kind: '插' as const, table, id, values: before }] : [],
    ),
  ]
  return { ...texts, steps, reason: '' }
}

/** 这一批登记的事件：没有再更正过、撤掉以后其余的仍成立，才一并撤；撤下的（更正过的）接回来。 */
function reverseEvents(
  changes: readonly RowChange[],
  rows: readonly TrackedRow[],
  checks: ReversalChecks,
): { steps: ReversalStep[]; reasons: string[] } {
  const own = changes.filter(({ table }) => table === 'memberEvent')
  if (own.length === 0) return { steps: [], reasons: [] }
  const events = new Map(rows.filter(({ table }) => table === 'memberEvent').map(({ id, row }) => [id, row]))
  const remaining = new Map(events)
  const steps: ReversalStep[] = []
  const reasons: string[] = []
  for (const { table, id, before, after } of own) {
    const row = events.get(id)
    if (before === null && row !== undefined) {
      if (row['replacedById'] !== null) reasons.push(`“${String(row['kind'])}”在这一批之后更正过。`)
      if (row['withdrawnAt'] !== null) continue
      remaining.delete(id)
      steps.push({ kind: '删', table, id })
    } else if (before !== null) {
      remaining.set(id, before)
      if (row !== undefined) steps.push({ kind: '改', table, id, values: before })
      else if (after === null) steps.push({ kind: '插', table, id, values: before })
    }
  }
  const member = rows.find(({ table }) => table === 'member')?.row ?? {}
  const live = [...remaining.values()].filter((row) => row['withdrawnAt'] === null)
  const broken = steps.length === 0 ? '' : checks.brokenLife(member, live)
  return { steps, reasons: broken === '' ? reasons : [...reasons, broken] }
}

function assignments(rows: readonly TrackedRow[]): StoredRow[] {
  return rows.flatMap(({ table, row }) => (table === 'memberAssignment' ? [row] : []))
}

/** 在任的人不能撤回成不能任职的样子。组长不要求已经转正。 */
function unfitForPost(now: StoredRow, then: StoredRow, posts: readonly string[]): string {
  const isStopped = then['partyStatus'] !== '正常' && now['partyStatus'] === '正常'
  const isProbationary = then['category'] === '预备党员' && now['category'] !== '预备党员'
  const held = posts.filter((title) => isStopped || !title.endsWith('组长'))
  if ((!isStopped && !isProbationary) || held.length === 0) return ''
  return `现任${held.join('、')}，撤回后就不能任职；请先登记卸任。`
}

function same(left: StoredValue | undefined, right: StoredValue | undefined): boolean {
  return (left ?? null) === (right ?? null)
}
