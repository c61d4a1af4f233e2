import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'
import { command, query, task } from '../contract/endpoint.ts'
import { file } from '../contract/file.ts'
import { singleLine } from '../contract/text.ts'
import { documentKind } from './document-kinds.ts'
import { draftField, draftParagraph, draftRequest } from './draft.ts'

export const registeredDocument = z.object({
  id: z.string(),
  kind: documentKind,
  number: z.string(),
  title: z.string(),
  issuerName: z.string(),
  subjectId: z.string(),
  subjectName: z.string(),
  recipient: z.string(),
  signer: z.string(),
  datedOn: plainDate,
  status: z.enum(['已登记', '已作废']),
  voidReason: z.string(),
  docxSha256: z.string(),
  createdAt: z.string(),
})
export type RegisteredDocument = z.infer<typeof registeredDocument>

export const correspondenceContract = {
  'correspondence.draft': query(
    '按数据起草一份公文：字段、缺项、分页预览用的 HTML',
    draftRequest,
    z.object({
      kind: documentKind,
      title: z.string(),
      fields: z.array(draftField),
      /** 可以逐段改的正文；有缺项时为空。 */
      paragraphs: z.array(draftParagraph),
      /** 缺的必填字段（中文）；非空时不能登记、不能导出，也不会留占位符。 */
      missing: z.array(z.string()),
      /** 提醒但不拦的，如“比请示线晚 210 天”。 */
      cautions: z.array(z.string()),
      html: z.string().describe('可打印的分页 HTML；有缺项时为空串'),
    }),
  ),
  'correspondence.previewPdf': task('把起草中的公文排成 PDF（预览即打印）', draftRequest.extend({ taskId: z.string().optional() }), file),
  'correspondence.issue': command(
    '登记发文：取得连续文号，定稿入登记簿',
    draftRequest,
    z.object({ documentId: z.string(), number: z.string(), docxSha256: z.string() }),
  ),
  'correspondence.register': query(
    '发文登记簿',
    z.object({
      kind: documentKind.nullable().default(null),
      subjectId: z.string().nullable().default(null),
      year: z.number().int().nullable().default(null),
    }),
    z.object({ rows: z.array(registeredDocument), gaps: z.array(z.string()).describe('缺号清单') }),
  ),
  'correspondence.void': command(
    '作废一份发文（文号不回收）',
    z.object({ documentId: z.string(), reason: singleLine(200) }),
    z.object({ documentId: z.string() }),
  ),
  'correspondence.exportDocx': query('导出已登记公文的 docx（同样输入逐字节相同）', z.object({ documentId: z.string() }), file),
  'correspondence.exportPdf': task('导出已登记公文的 PDF', z.object({ documentId: z.string(), taskId: z.string().optional() }), file),
  'correspondence.previewHtml': query(
    '已登记公文的分页 HTML',
    z.object({ documentId: z.string() }),
    z.object({ title: z.string(), html: z.string() }),
  ),
} as const
