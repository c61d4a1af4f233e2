import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'
import { command, exporting, query } from '../contract/endpoint.ts'
import { file } from '../contract/file.ts'
import { multiLine, optionalLine, singleLine } from '../contract/text.ts'
import { GENRES } from '../document/model.ts'

/** 请示与批复的一端：本系统发的文，或收文登记里的一件。 */
export const replyRef = z.object({ source: z.enum(['发文', '收文']), id: z.string() })
export type ReplyRef = z.infer<typeof replyRef>

const linked = replyRef.extend({ number: z.string(), title: z.string(), datedOn: plainDate })

/** 收文要填的。 */
export const incomingFields = z.object({
  receivedOn: plainDate,
  /** 来文机关。 */
  sender: singleLine(100),
  /** 来文字号；有的来文没有字号。 */
  senderNumber: optionalLine(60),
  title: singleLine(200),
  genre: z.enum(GENRES),
  /** 来文的成文日期。 */
  datedOn: plainDate.nullable().default(null),
  /** 关于哪个党组织；不专指的为 null。 */
  organizationId: z.string().nullable().default(null),
  /** 承办部门或人。 */
  handler: optionalLine(60),
  /** 批示。 */
  instruction: multiLine(1000),
  remark: optionalLine(200),
})
export type IncomingFields = z.infer<typeof incomingFields>

export const incomingRow = z.object({
  id: z.string(),
  /** 收文编号，如“收〔2026〕3号”。 */
  number: z.string(),
  receivedOn: plainDate,
  sender: z.string(),
  senderNumber: z.string(),
  title: z.string(),
  genre: z.string(),
  datedOn: plainDate.nullable(),
  organizationId: z.string().nullable(),
  organizationName: z.string(),
  handler: z.string(),
  instruction: z.string(),
  remark: z.string(),
  files: z.array(z.object({ position: z.number().int(), fileName: z.string(), sha256: z.string(), byteCount: z.number().int() })),
  /** 这件来文答复了哪份请示，或（来文是请示时）被哪份批复答复。 */
  link: linked.nullable(),
  deletedAt: z.string().nullable(),
})
export type IncomingRow = z.infer<typeof incomingRow>

export const requestRow = replyRef.extend({
  number: z.string(),
  title: z.string(),
  issuerName: z.string(),
  subjectName: z.string(),
  datedOn: plainDate,
  /** 还没有批复的已等几天；有批复的是答复用了几天。 */
  waitingDays: z.number().int(),
  reply: linked.nullable(),
})

export const incomingContract = {
  'correspondence.incoming': query(
    '收文登记簿',
    z.object({ year: z.number().int().nullable().default(null), includesDeleted: z.boolean().default(false) }),
    z.object({ rows: z.array(incomingRow), years: z.array(z.number().int()) }),
  ),
  'correspondence.recordIncoming': command(
    '登记一件收文，附件原样留存',
    z.object({
      incoming: incomingFields,
      files: z.array(file).max(20, '附件最多 20 个').default([]),
      /** 来文是批复时，答复的是哪一份请示。 */
      repliesTo: replyRef.nullable().default(null),
    }),
    z.object({ incomingId: z.string(), number: z.string(), milestone: z.string().describe('随之登记的换届节点；没有为空') }),
  ),
  'correspondence.reviseIncoming': command(
    '更正一件收文、补承办与批示、添附件',
    z.object({
      incomingId: z.string(),
      incoming: incomingFields,
      files: z.array(file).max(20, '附件最多 20 个').default([]),
    }),
    z.object({ incomingId: z.string() }),
  ),
  'correspondence.removeIncoming': command(
    '撤下登错的收文（编号不回收，可恢复）',
    z.object({ incomingId: z.string(), reason: singleLine(200) }),
    z.object({ incomingId: z.string() }),
  ),
  'correspondence.restoreIncoming': command('恢复撤下的收文', z.object({ incomingId: z.string() }), z.object({ incomingId: z.string() })),
  'correspondence.incomingFile': exporting(
    query('取回收文的一个附件原件', z.object({ incomingId: z.string(), position: z.number().int() }), file),
  ),
  'correspondence.requests': query(
    '请示与批复：未复的已等几天，已复的是哪一份',
    z.object({}),
    z.object({ rows: z.array(requestRow), replies: z.array(linked.extend({ issuerName: z.string() })).describe('还没有挂接的批复与函') }),
  ),
  'correspondence.linkReply': command(
    '把批复挂到请示上（一请一复），同时登记换届节点',
    z.object({ request: replyRef, reply: replyRef }),
    z.object({ milestone: z.string().describe('随之登记的换届节点；没有为空') }),
  ),
  'correspondence.withdrawReply': command(
    '解除请示与批复的挂接，撤回随之登记的节点',
    z.object({ request: replyRef }),
    z.object({ withdrawnMilestone: z.boolean() }),
  ),
} as const
