import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'
import { command, query, task } from '../contract/endpoint.ts'
import { file } from '../contract/file.ts'
import { JOURNAL_DETAILS } from './journal-detail.ts'
import { CHANGE_ACTIONS } from './row-changes.ts'

const seq = z.number().int().min(1)

/** 一行改动：哪张表、谁的、各格改前改后（敏感的已遮）。 */
const changedRow = z.object({
  ordinal: z.number().int(),
  table: z.string(),
  tableLabel: z.string(),
  action: z.enum(CHANGE_ACTIONS),
  /** 这一行是谁、是什么，如“张三”“一支部 2026年9月主题党日”；认不出为空串。 */
  title: z.string(),
  fields: z.array(
    z.object({
      column: z.string(),
      label: z.string(),
      before: z.string().nullable(),
      after: z.string().nullable(),
      /** 敏感的，已遮。 */
      isMasked: z.boolean(),
    }),
  ),
})
export type ChangedRow = z.infer<typeof changedRow>

const journalRow = z.object({
  seq,
  at: z.string(),
  actor: z.string(),
  route: z.string(),
  summary: z.string(),
  input: z.string(),
  /** 改了几行；旧版记的没有前后值，为 null。 */
  changeCount: z.number().int().nullable(),
  /** 撤销它的那一条；没有撤销、或撤销又被撤了的为 null。 */
  undoneBy: seq.nullable(),
  /** 它撤销的是哪一条。 */
  undoes: seq.nullable(),
})

export const journalContract = {
  'settings.journal': query(
    '操作日志，新的在前；可按人、日期、动作、对象筛',
    z.object({
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(500).default(100),
      actor: z.string().nullable().default(null),
      from: plainDate.nullable().default(null),
      until: plainDate.nullable().default(null),
      /** 动作，即路由名。 */
      action: z.string().nullable().default(null),
      /** 只看涉及这个人或这个党组织的。 */
      memberId: z.string().nullable().default(null),
      organizationId: z.string().nullable().default(null),
    }),
    z.object({
      total: z.number().int(),
      rows: z.array(journalRow),
      /** 供筛选：记过的人与动作。 */
      actors: z.array(z.string()),
      actions: z.array(z.string()),
      /** 正按谁筛：姓名或党组织简称。 */
      subjectName: z.string().nullable(),
    }),
  ),
  'settings.journalChanges': query(
    '一条日志改了什么：逐行逐格的前后值',
    z.object({ seq, offset: z.number().int().min(0).default(0), limit: z.number().int().min(1).max(200).default(50) }),
    z.object({
      total: z.number().int(),
      rows: z.array(changedRow),
      /** 撤不得的原因；撤得为空串。 */
      undoObstacle: z.string(),
    }),
  ),
  'settings.latestUndoable': query(
    '自己最近一步可以撤销的操作',
    z.object({}),
    z.object({ entry: z.object({ seq, at: z.string(), route: z.string(), summary: z.string() }).nullable() }),
  ),
  'settings.undo': command(
    '撤销一步：把这一条改过的行整步倒回（之后又改过的先撤后面的）；撤销本身也记一条，可再撤',
    z.object({ seq }),
    z.object({ undone: seq, rows: z.number().int() }),
  ),
  'settings.recycled': query(
    '回收站：被删去、移走、撤下的，新的在前；不自动清',
    z.object({ offset: z.number().int().min(0).default(0), limit: z.number().int().min(1).max(200).default(100) }),
    z.object({
      total: z.number().int(),
      rows: z.array(
        z.object({
          seq,
          at: z.string(),
          actor: z.string(),
          summary: z.string(),
          /** 删去、移走、撤下的是什么，如“党员 张三”；成批的只列前几样。 */
          items: z.array(z.string()),
          itemCount: z.number().int(),
          reason: z.string(),
          undoObstacle: z.string(),
        }),
      ),
    }),
  ),
  'settings.protectedChanges': query(
    '已签发公文、已月结台账、已冻结考核的改动：理由与授权',
    z.object({}),
    z.object({
      rows: z.array(
        z.object({
          id: z.string(),
          subject: z.enum(['已签发公文', '已月结台账', '已冻结考核']),
          organizationName: z.string(),
          matter: z.string(),
          reason: z.string(),
          authorizedBy: z.string(),
          changedAt: z.string(),
          actor: z.string(),
        }),
      ),
    }),
  ),
  'settings.verifyJournal': query(
    '核验操作日志的散列链，指出从哪一条断',
    z.object({}),
    z.object({
      isIntact: z.boolean(),
      count: z.number().int(),
      /** 断开处之前最后一条的散列；与另存的导出件比对，可看出整条链是否被重造。 */
      lastHash: z.string(),
      brokenAt: z.number().int().nullable(),
      reason: z.string(),
    }),
  ),
  'settings.exportJournal': task(
    '导出操作日志，附核验办法；前后值可不带、遮住敏感的、带全文',
    z.object({ detail: z.enum(JOURNAL_DETAILS).default('不带'), taskId: z.string().optional() }),
    file,
  ),
} as const
