import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'
import { command, exporting, query, task } from '../contract/endpoint.ts'
import { file } from '../contract/file.ts'
import { optionalLine, singleLine } from '../contract/text.ts'
import { inspectionItem } from '../document/inspection.ts'
import { GENRES } from '../document/model.ts'

/** 登记之后还要留的痕：每一步谁、哪天办的。作废、另存新版另有记载。 */
export const DOCUMENT_EVENT_KINDS = ['签发', '用印', '送达', '归档'] as const
export const documentEventKind = z.enum(DOCUMENT_EVENT_KINDS)
export type DocumentEventKind = z.infer<typeof documentEventKind>

export const registeredDocument = z.object({
  id: z.string(),
  /** 文种代号；补登的此前发文为空。 */
  kind: z.string(),
  kindName: z.string(),
  genre: z.string(),
  number: z.string(),
  documentCode: z.string(),
  year: z.number().int(),
  serial: z.number().int(),
  title: z.string(),
  issuerName: z.string(),
  subjectId: z.string(),
  subjectName: z.string(),
  recipient: z.string(),
  signer: z.string(),
  datedOn: plainDate,
  status: z.enum(['已登记', '已作废']),
  voidReason: z.string(),
  /** 补登的只有登记、没有定稿，不能导出。 */
  origin: z.enum(['起草', '补登']),
  /** 现行的是第几版；大于 1 的有版本链。 */
  revision: z.number().int(),
  /** 补号、用预留号等取号的说明；顺序取号为空。 */
  numberNote: z.string(),
  /** 登记时自检单里的橙色条数。 */
  warningCount: z.number().int(),
  docxSha256: z.string(),
  /** 以自家红头模板套成的：没有分页预览与 PDF。 */
  isFromTemplate: z.boolean(),
  /** 办到哪一步；还没有为空。 */
  stages: z.array(z.object({ kind: documentEventKind, occurredOn: plainDate })),
  createdAt: z.string(),
})
export type RegisteredDocument = z.infer<typeof registeredDocument>

export const numberGap = z.object({
  number: z.string(),
  documentCode: z.string(),
  year: z.number().int(),
  serial: z.number().int(),
  kind: z.enum(['真缺', '预留未用', '作废']),
  text: z.string(),
})

export const reservation = z.object({
  id: z.string(),
  number: z.string(),
  documentCode: z.string(),
  year: z.number().int(),
  serial: z.number().int(),
  state: z.enum(['预留', '已用', '作废']),
  reservedFor: z.string(),
  purpose: z.string(),
  remindOn: plainDate.nullable(),
  /** 到了提醒日还没有用。 */
  isDue: z.boolean(),
  voidReason: z.string(),
  createdAt: z.string(),
  createdBy: z.string(),
})

const documentCode = singleLine(20).refine((text) => /^\p{Script=Han}+$/u.test(text), '机关代字只能是汉字')
const year = z.number().int().min(1921).max(2199)
const documentId = z.string()

export const registerContract = {
  'correspondence.register': query(
    '发文登记簿',
    z.object({
      kind: z.string().nullable().default(null),
      subjectId: z.string().nullable().default(null),
      year: z.number().int().nullable().default(null),
    }),
    z.object({
      rows: z.array(registeredDocument),
      gaps: z.array(numberGap).describe('缺号清单：真缺、预留未用、作废'),
      reservations: z.array(reservation).describe('还没有用的预留号'),
      years: z.array(z.number().int()).describe('登记簿里有的年份，新的在前'),
    }),
  ),
  'correspondence.document': query(
    '一份发文的经过：版本链、签发用印送达、登记时的自检单',
    z.object({ documentId }),
    z.object({
      document: registeredDocument,
      inspection: z.array(inspectionItem).describe('登记时的自检单'),
      versions: z.array(
        z.object({
          revision: z.number().int(),
          title: z.string(),
          datedOn: plainDate,
          reason: z.string(),
          versionedAt: z.string(),
          versionedBy: z.string(),
          docxSha256: z.string(),
          isCurrent: z.boolean(),
        }),
      ),
      events: z.array(
        z.object({
          id: z.string(),
          kind: documentEventKind,
          revision: z.number().int(),
          occurredOn: plainDate,
          handler: z.string(),
          note: z.string(),
          recordedBy: z.string(),
          withdrawnAt: z.string().nullable(),
          withdrawalReason: z.string(),
        }),
      ),
    }),
  ),
  'correspondence.void': command(
    '作废一份发文（文号不回收）；已签发的还要写授权人',
    z.object({ documentId, reason: singleLine(200), authorizedBy: optionalLine(60) }),
    z.object({ documentId }),
  ),
  'correspondence.reserveNumbers': command(
    '预留文号：给谁、做什么、到哪天提醒',
    z.object({
      documentCode,
      year,
      count: z.number().int().min(1).max(20).default(1),
      reservedFor: singleLine(30),
      purpose: singleLine(100),
      remindOn: plainDate.nullable().default(null),
    }),
    z.object({ numbers: z.array(z.string()) }),
  ),
  'correspondence.voidNumber': command(
    '作废一个号：预留不用了，或说明缺号的原因',
    z.object({ documentCode, year, serial: z.number().int().min(1), reason: singleLine(200) }),
    z.object({ number: z.string() }),
  ),
  'correspondence.recordEarlier': command(
    '补登此前已发的文（只登记，没有定稿）',
    z.object({
      number: singleLine(60),
      genre: z.enum(GENRES),
      title: singleLine(200),
      organizationId: z.string().describe('发文机关'),
      recipient: optionalLine(500),
      signer: optionalLine(60),
      datedOn: plainDate,
    }),
    z.object({ documentId, number: z.string() }),
  ),
  'correspondence.recordEvent': command(
    '登记签发、用印、送达或归档',
    z.object({
      documentId,
      kind: documentEventKind,
      occurredOn: plainDate,
      handler: singleLine(60),
      note: optionalLine(200),
    }),
    z.object({ eventId: z.string() }),
  ),
  'correspondence.withdrawEvent': command(
    '撤回一条登错的签发、用印、送达或归档；撤回签发的还要写授权人',
    z.object({ eventId: z.string(), reason: singleLine(200), authorizedBy: optionalLine(60) }),
    z.object({ eventId: z.string() }),
  ),
  'correspondence.registerWorkbook': exporting(query('按年导出发文登记簿 xlsx', z.object({ year }), file)),
  'correspondence.registerPdf': exporting(
    task('把一年的发文登记簿排成可打印的 PDF', z.object({ year, taskId: z.string().optional() }), file),
  ),
  'correspondence.exportDocx': exporting(
    query(
      '导出已登记公文的 docx（同样输入逐字节相同）',
      z.object({ documentId, revision: z.number().int().optional().describe('不给为现行版') }),
      file,
    ),
  ),
  'correspondence.exportPdf': exporting(task('导出已登记公文的 PDF', z.object({ documentId, taskId: z.string().optional() }), file)),
  'correspondence.exportMany': exporting(
    task(
      '批量导出：几份合成一份 PDF，或打成一个 zip',
      z.object({
        documentIds: z.array(z.string()).min(1, '请先勾选要导出的公文').max(500, '一次最多 500 份'),
        format: z.enum(['合并 PDF', 'docx 包', 'PDF 包']),
        taskId: z.string().optional(),
      }),
      file,
    ),
  ),
  'correspondence.openDocument': exporting(
    task(
      '用本机的 Word 或 WPS 打开一份公文的副本',
      z.object({ documentId, taskId: z.string().optional() }),
      z.object({ path: z.string() }),
    ),
  ),
  'correspondence.previewHtml': query('已登记公文的分页 HTML', z.object({ documentId }), z.object({ title: z.string(), html: z.string() })),
} as const
