import { createHash } from 'node:crypto'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { DATE_PRECISIONS } from '../../shared/glossary.ts'
import { MEMBER_FIELD_GROUPS, shownAssignment, shownValue, type RowChange, type StoredRow } from '../../shared/member/batch-changes.ts'
import type { batchContract, BatchRow, ReversalConflict } from '../../shared/member/batch-contract.ts'
import { reverseMember, type MemberReversal } from '../../shared/member/batch-reversal.ts'
import {
  MASKED_FIELD_KEYS,
  MASKED_FIELD_LABELS,
  maskedChange,
  maskedValue,
  maskIdentityNumber,
  maskNumbersIn,
} from '../../shared/member/masking.ts'
import { historyProblems } from '../../shared/member/rules.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import type { ReadDb } from '../db/open.ts'
import {
  allBatches,
  applyReversal,
  batchIdsOf,
  changesOf,
  closeBatch,
  currentMembers,
  identityHolders,
  openBatch,
  watchMembers,
} from './change-batch-queries.ts'
import { brokenLife, reproject } from './event-queries.ts'
import { organizationsAt, type OrganizationAt } from './queries.ts'

/** 每撤销这么多人让出一次主线程。 */
const MEMBERS_PER_TURN = 500

export const batchHandlers: Handlers<typeof batchContract> = {
  'member.batches': async ({ db }, { memberId, kinds, offset, limit }) => {
    const related = memberId === null ? null : await batchIdsOf(db, memberId)
    const rows = (await allBatches(db)).filter(
      ({ batchId, kind }) => (related === null || related.has(batchId)) && (kinds.length === 0 || kinds.includes(kind)),
    )
    return { total: rows.length, rows: rows.slice(offset, offset + limit) }
  },

  'member.batchChanges': async ({ db, today }, { batchId, ...some }) => {
    const batch = await requireBatch(db, batchId)
    const organizations = await organizationsAt(db, today)
    const { total, rows } = await changesOf(db, batchId, some)
    return {
      batch,
      total,
      rows: rows.map(({ changes, identityNumber, ...row }) => ({
        ...row,
        identityNumber: maskIdentityNumber(identityNumber),
        outcome: changes.some(({ table, before }) => table === 'member' && before === null) ? ('新增' as const) : ('变更' as const),
        changes: shownChanges(changes, organizations),
      })),
    }
  },

  'member.batchReversal': async ({ db, today }, { batchId }) => {
    const batch = await requireBatch(db, batchId)
    refuseUndone(batch)
    const reversals = await planReversal(db, batchId, today)
    const count = (outcome: MemberReversal['outcome']) => reversals.filter((each) => each.outcome === outcome).length
    return {
      batch,
      restored: count('恢复'),
      restoredFields: reversals.reduce((sum, { restoredFields }) => sum + restoredFields, 0),
      recycled: count('回收'),
      settled: count('不用动'),
      conflicts: reversals.flatMap(({ conflicts }) => conflicts.map(maskedConflict)),
      digest: digestOf(reversals),
    }
  },

  'member.undoBatch': (context, { batchId, digest, skipsConflicts }) =>
    context.transaction(async (command) => {
      const batch = await requireBatch(command.db, batchId)
      refuseUndone(batch)
      await context.report(0, 100, '逐人核对现在的值')
      const reversals = await planReversal(command.db, batchId, command.today)
      if (digestOf(reversals) !== digest)
        throw new DomainError('BATCH_CHANGED_SINCE_PREVIEW', '看过撤销预览之后名册又有变化，请重新看一遍再撤销；本次没有改动任何内容。')
      const conflicts = reversals.flatMap((each) => each.conflicts)
      if (conflicts.length > 0 && !skipsConflicts) throw refusedConflicts(batch, conflicts)
      const acting = reversals.filter(({ steps }) => steps.length > 0)
      if (acting.length === 0)
        throw new DomainError('BATCH_NOTHING_TO_UNDO', '这一批没有能撤销的内容：要么已经是原来的样子，要么都有冲突。什么也没有改。')
      const undoBatchId = await openBatch(command, {
        kind: '撤销',
        title: `撤销：${batch.title}`,
        undoesBatchId: batchId,
        note: conflicts.length > 0 ? `有 ${conflicts.length} 处冲突没有撤销，保留现在的值。` : '',
      })
      for (let start = 0; start < acting.length; start += MEMBERS_PER_TURN) {
        await context.report(10 + Math.floor((start / acting.length) * 85), 100, `撤销第 ${start} 人`)
        const some = acting.slice(start, start + MEMBERS_PER_TURN)
        const watch = await watchMembers(
          command.db,
          some.map(({ memberId }) => memberId),
        )
        await applyReversal(
          command.db,
          some.flatMap(({ steps }) => steps),
          { at: command.at, deletionReason: `撤销：${batch.title}`.slice(0, 200) },
        )
        // 状态由事件推出：事件撤了，现状与以往各段都要重推。
        await reproject(
          command.db,
          some.map(({ memberId }) => memberId),
          command.at,
        )
        await watch.settle(undoBatchId)
      }
      await closeBatch(command.db, undoBatchId, { added: 0, changed: acting.length })
      await context.report(100, 100, '撤销完成')
      const recycled = acting.filter(({ outcome }) => outcome === '回收').length
      const restored = acting.length - recycled
      command.summarize(
        `撤销一批改动（${batch.title}）：恢复 ${restored} 人，移入回收站 ${recycled} 人${conflicts.length > 0 ? `，${conflicts.length} 处冲突未撤` : ''}`,
      )
      return { undoBatchId, restored, recycled, skipped: conflicts.length }
    }),
}

function maskedConflict(conflict: ReversalConflict): ReversalConflict {
  const field = MASKED_FIELD_KEYS.find((key) => MASKED_FIELD_LABELS[key] === conflict.label) ?? ''
  return {
    ...conflict,
    ...maskedChange(field, conflict.before, conflict.after),
    current: maskedValue(field, conflict.current),
    reason: maskNumbersIn(conflict.reason),
  }
}

async function requireBatch(db: ReadDb, batchId: string): Promise<BatchRow> {
  const batch = (await allBatches(db)).find((each) => each.batchId === batchId)
  if (!batch) throw new DomainError('BATCH_NOT_FOUND', '没有这一批改动，请刷新后再看。')
  return batch
}

function refuseUndone(batch: BatchRow): void {
  if (batch.undoneBy !== null) throw new DomainError('BATCH_ALREADY_UNDONE', '这一批已经撤销过了；要恢复它，请撤销那次“撤销”。')
}

function refusedConflicts(batch: BatchRow, conflicts: readonly { name: string; label: string; reason: string }[]): DomainError {
  const listed = conflicts.slice(0, 5).map(({ name, label, reason }) => `${name}的${label}：${reason}`)
  return new DomainError(
    'BATCH_HAS_CONFLICTS',
    `“${batch.title}”有 ${conflicts.length} 处撤不了：${listed.join('')}请选“跳过冲突、撤销其余”，或先处理这些冲突；本次没有改动任何内容。`,
    { problems: conflicts.map(({ name, label, reason }) => ({ place: `${name} ${label}`, message: reason })) },
  )
}

async function planReversal(db: ReadDb, batchId: string, today: PlainDate): Promise<MemberReversal[]> {
  const { rows } = await changesOf(db, batchId, null)
  const current = await currentMembers(
    db,
    rows.map(({ memberId }) => memberId),
    today,
  )
  const organizations = await organizationsAt(db, today)
  const holders = await identityHolders(db)
  const checks = {
    nameOf: (id: string) => organizations.get(id)?.shortName ?? '',
    brokenLife,
    problemWith: (memberId: string, row: StoredRow) => {
      if (row['deletedAt'] === null) {
        const holder = holders.get(String(row['identityNumber']))
        if (holder && holder.memberId !== memberId) return `撤回后证号与名册里的${holder.name}相同，请先改正其中一人。`
      }
      const [problem] = historyProblems(factsOf(row), today)
      return problem ? `撤回后不合要求：${problem.reason}` : ''
    },
  }
  return rows.map(({ memberId, changes }) => reverseMember(memberId, changes, current.get(memberId) ?? { rows: [], posts: [] }, checks))
}

/** 库里的一行换成规则要看的样子。 */
function factsOf(row: StoredRow): Parameters<typeof historyProblems>[0] {
  const text = (column: string) => String(row[column] ?? '')
  const date = (column: string) => (row[column] === null || row[column] === undefined ? null : text(column))
  const precision = (column: string) => DATE_PRECISIONS.find((each) => each === row[column]) ?? '日'
  return {
    name: text('name'),
    gender: row['gender'] === '女' ? '女' : '男',
    ethnicity: text('ethnicity'),
    birthOn: text('birthOn'),
    birthOnPrecision: precision('birthOnPrecision'),
    joinedOnPrecision: precision('joinedOnPrecision'),
    fullOnPrecision: precision('fullOnPrecision'),
    lostOnPrecision: precision('lostOnPrecision'),
    identityNumber: text('identityNumber'),
    education: text('education'),
    category: row['category'] === '预备党员' ? '预备党员' : '正式党员',
    joinedOn: text('joinedOn'),
    fullOn: date('fullOn'),
    job: text('job'),
    mobile: text('mobile'),
    address: text('address'),
    isLost: row['isLost'] === 1,
    lostOn: date('lostOn'),
    isFloating: row['isFloating'] === 1,
    floatingTo: text('floatingTo'),
  }
}

function digestOf(reversals: readonly MemberReversal[]): string {
  const hash = createHash('sha256')
  for (const reversal of reversals) hash.update(JSON.stringify(reversal))
  return hash.digest('hex')
}

/** 一人的改动写成“字段：旧 → 新”；新增的只说编在哪里。 */
function shownChanges(
  changes: readonly RowChange[],
  organizations: ReadonlyMap<string, OrganizationAt>,
): { label: string; before: string; after: string }[] {
  const nameOf = (id: string) => organizations.get(id)?.shortName ?? ''
  const own = changes.find(({ table }) => table === 'member')
  const fields =
    own?.before && own.after
      ? MEMBER_FIELD_GROUPS.flatMap((group) =>
          Object.entries(group).flatMap(([column, label]) =>
            label !== '' && own.after && column in own.after
              ? [{ label, ...maskedChange(column, shownValue(column, own.before?.[column]), shownValue(column, own.after[column])) }]
              : [],
          ),
        )
      : []
  const moved = changes.filter(({ table }) => table === 'memberAssignment')
  if (moved.length === 0) return fields
  const side = (which: 'before' | 'after') => moved.flatMap((each) => (each[which] === null ? [] : [each[which]]))
  return [
    ...fields,
    { label: '所在党支部', before: shownAssignment(side('before'), nameOf), after: shownAssignment(side('after'), nameOf) },
  ]
}
