import * as z from 'zod'
import { command, exporting, query, task } from '../contract/endpoint.ts'
import { file } from '../contract/file.ts'
import { optionalLine, singleLine } from '../contract/text.ts'
import { inspectionItem } from '../document/inspection.ts'
import { draftField, draftParagraph, draftRequest } from './draft.ts'
import { anyKind } from './free-kinds.ts'

/** 取哪个号：用预留的，或补一个真缺的号。不给则顺序取下一个。 */
export const numbering = z.union([
  z.object({ reservationId: z.string() }),
  z.object({ serial: z.number().int().min(1), reason: singleLine(200) }),
])
export type Numbering = z.infer<typeof numbering>

/** 起草依据，连同取哪个号、套哪份自家红头。 */
export const issueRequest = draftRequest.extend({
  kind: anyKind,
  numbering: numbering.optional(),
  templateId: z.string().optional(),
})
export type IssueRequest = z.infer<typeof issueRequest>

export const savedDraft = z.object({
  id: z.string(),
  kind: z.string(),
  kindName: z.string(),
  organizationId: z.string(),
  organizationName: z.string(),
  title: z.string(),
  /** 每存一次加一；存的时候带上，别的窗口先存过的不盖掉。 */
  revision: z.number().int(),
  /** 已经登记成的发文；还是草稿为空串。 */
  documentNumber: z.string(),
  /** 不编号的文书最近一次导出、打印的时刻；没有为 null。 */
  exportedAt: z.string().nullable(),
  updatedAt: z.string(),
  updatedBy: z.string(),
  deletedAt: z.string().nullable(),
})
export type SavedDraft = z.infer<typeof savedDraft>

/** 存草稿之后数据变了的一处：记录里原来推出什么、现在推出什么、草稿里写的是什么。 */
export const draftDrift = z.object({
  key: z.string(),
  label: z.string(),
  derivedBefore: z.string(),
  derivedNow: z.string(),
  written: z.string(),
  /** 人改过的不会自己跟着变；没改过的已经跟着变了。 */
  isOverridden: z.boolean(),
})

export const draftContract = {
  'correspondence.draft': query(
    '按数据起草一份公文：字段、缺项、分页预览用的 HTML',
    issueRequest,
    z.object({
      kind: anyKind,
      title: z.string(),
      /** 登记会得到的文号；不编号的为空。 */
      number: z.string(),
      fields: z.array(draftField),
      /** 可以逐段改的正文；有缺项时为空。 */
      paragraphs: z.array(draftParagraph),
      /** 缺的必填字段（中文）；非空时不能登记、不能导出，也不会留占位符。 */
      missing: z.array(z.string()),
      /** 提醒但不拦的，如“比请示线晚 210 天”。 */
      cautions: z.array(z.string()),
      /** 自检单：红的不能登记，橙的登记时留痕。 */
      inspection: z.array(inspectionItem),
      html: z.string().describe('分页 HTML；字段没填齐时为空串，有红项的也排出来供对照'),
    }),
  ),
  'correspondence.previewPdf': task('把起草中的公文排成 PDF（预览即打印）', issueRequest.extend({ taskId: z.string().optional() }), file),
  'correspondence.exportDraft': exporting(query('导出起草中的公文 docx（不登记；表单与内部文书就用它）', issueRequest, file)),
  'correspondence.issue': command(
    '登记发文：取得连续文号，定稿入登记簿',
    issueRequest.extend({ draftId: z.string().optional().describe('由哪份草稿来；登记后那份草稿收起') }),
    z.object({ documentId: z.string(), number: z.string(), docxSha256: z.string() }),
  ),
  'correspondence.revise': command(
    '已登记的公文另存新版（文号不变，原件保留）；已签发的还要写授权人',
    issueRequest.omit({ numbering: true }).extend({ documentId: z.string(), reason: singleLine(200), authorizedBy: optionalLine(60) }),
    z.object({ documentId: z.string(), number: z.string(), revision: z.number().int(), docxSha256: z.string() }),
  ),
  'correspondence.issuedRequest': query(
    '一份已登记公文的起草依据，用来另存新版或照着再拟一份',
    z.object({ documentId: z.string() }),
    z.object({ request: issueRequest }),
  ),
  'correspondence.drafts': query(
    '草稿箱里的草稿',
    z.object({ includesClosed: z.boolean().default(false).describe('连同已登记的与删掉的') }),
    z.object({ rows: z.array(savedDraft) }),
  ),
  'correspondence.savedDraft': query(
    '打开一份草稿：起草依据、改动经过、数据变了的地方',
    z.object({ draftId: z.string() }),
    z.object({
      draft: savedDraft,
      request: issueRequest,
      changes: z.array(z.object({ at: z.string(), actor: z.string(), label: z.string(), before: z.string(), after: z.string() })),
      drifts: z.array(draftDrift),
    }),
  ),
  'correspondence.saveDraft': command(
    '存草稿（可以不完整）',
    z.object({
      draftId: z.string().nullable().default(null),
      revision: z.number().int().nullable().default(null),
      request: issueRequest,
    }),
    z.object({ draftId: z.string(), revision: z.number().int() }),
  ),
  'correspondence.recordExport': command(
    '不编号的文书导出、打印以后，在草稿箱里记一笔（证明、公示、介绍信等不入登记簿，凭它找得到）',
    z.object({ draftId: z.string(), means: z.enum(['导出 docx', '打印']) }),
    z.object({ draftId: z.string(), exportedAt: z.string() }),
  ),
  'correspondence.removeDraft': command('删去一份草稿（可恢复）', z.object({ draftId: z.string() }), z.object({ draftId: z.string() })),
  'correspondence.restoreDraft': command('恢复删去的草稿', z.object({ draftId: z.string() }), z.object({ draftId: z.string() })),
} as const
