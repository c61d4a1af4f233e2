import * as z from 'zod'
import { query, task } from '../contract/endpoint.ts'

/** 一批改动是怎么来的。撤销本身也是一批，也可以再撤销（等于重做）。 */
export const BATCH_KINDS = ['导入', '批量修改', '批量登记', '粘贴', '分组', '撤销'] as const
export type BatchKind = (typeof BATCH_KINDS)[number]

export const batchRow = z.object({
  batchId: z.string(),
  kind: z.enum(BATCH_KINDS),
  /** 给人看的一句话，如“导入花名册‘名册.xlsx’”。 */
  title: z.string(),
  at: z.string(),
  actor: z.string(),
  fileName: z.string(),
  added: z.number().int(),
  changed: z.number().int(),
  /** 撤销了这一批的那一批；没有撤销为 null。 */
  undoneBy: z.string().nullable(),
  /** 这一批是撤销哪一批；不是撤销为 null。 */
  undoes: z.string().nullable(),
  note: z.string(),
})
export type BatchRow = z.infer<typeof batchRow>

const fieldChange = z.object({ label: z.string(), before: z.string(), after: z.string() })

export const batchMember = z.object({
  memberId: z.string(),
  name: z.string(),
  identityNumber: z.string(),
  outcome: z.enum(['新增', '变更']),
  changes: z.array(fieldChange),
})

/** 撤销时拦着的一处：这一批之前的值、这一批改成的值、现在的值，以及为什么不能撤。 */
export const reversalConflict = z.object({
  memberId: z.string(),
  name: z.string(),
  label: z.string(),
  before: z.string(),
  after: z.string(),
  current: z.string(),
  reason: z.string(),
})
export type ReversalConflict = z.infer<typeof reversalConflict>

const batchId = z.string().min(1)

export const batchContract = {
  'member.batches': query(
    '变更批次：导入、批量修改、撤销等，近的在前',
    z.object({
      memberId: z.string().nullable().default(null),
      kinds: z.array(z.enum(BATCH_KINDS)).default([]),
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(0).max(500).default(100),
    }),
    z.object({ total: z.number().int(), rows: z.array(batchRow) }),
  ),
  'member.batchChanges': query(
    '一批改动里逐人的前后值',
    z.object({
      batchId,
      memberId: z.string().nullable().default(null),
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(0).max(500).default(100),
    }),
    z.object({ batch: batchRow, total: z.number().int(), rows: z.array(batchMember) }),
  ),
  'member.batchReversal': query(
    '撤销这一批会怎样：恢复几人、移入回收站几人、哪些有冲突（不落库）',
    z.object({ batchId }),
    z.object({
      batch: batchRow,
      /** 会恢复原值的人数与处数、会移入回收站的人数、不用动的人数。 */
      restored: z.number().int(),
      restoredFields: z.number().int(),
      recycled: z.number().int(),
      settled: z.number().int(),
      conflicts: z.array(reversalConflict),
      /** 撤销时带回；其后又有改动则拒绝，保证所见即所撤。 */
      digest: z.string(),
    }),
  ),
  'member.undoBatch': task(
    '整批撤销；有冲突时要么跳过冲突处撤其余，要么不撤',
    z.object({
      batchId,
      digest: z.string(),
      skipsConflicts: z.boolean().default(false).describe('有冲突时跳过冲突处、撤销其余'),
      taskId: z.string().optional(),
    }),
    z.object({ undoBatchId: z.string(), restored: z.number().int(), recycled: z.number().int(), skipped: z.number().int() }),
  ),
} as const
