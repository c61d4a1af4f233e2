import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'
import { block } from './block.ts'

/**
 * 公文模型：只写“这张纸上有什么”，不写版式。一个模型、两个写手（docx 与分页 HTML）；
 * 登记时整份 JSON 入库，以后再导出的就是当时那一份。
 */

/** 法定文种在前，事务文书在后；没有文种的办法草案、主持词、选票、报告单、会议记录归“内部文书”。 */
export const GENRES = ['通知', '请示', '报告', '批复', '函', '纪要', '通报', '决定', '公示', '证明', '介绍信', '内部文书'] as const
export type Genre = (typeof GENRES)[number]

export const DIRECTIONS = ['上行', '下行', '平行', '内部'] as const
export type Direction = (typeof DIRECTIONS)[number]

/** 版式：文件（第 7 章）、信函（10.1）、纪要（10.3）；“普通”没有版头与版记，用于公示、证明、草案、选票、报告单。 */
export const FORMS = ['文件', '信函', '纪要', '普通'] as const
export type Form = (typeof FORMS)[number]

/** 版心读法：common 按页边距 37/35 毫米，strict 按首末行字形边缘距纸边 37/35 毫米。 */
export const PAGE_AREAS = ['common', 'strict'] as const
export type PageArea = (typeof PAGE_AREAS)[number]

/** 落款：加盖印章（7.3.5.1）、不加盖印章（7.3.5.2）、没有落款（纪要、选票、办法草案）。 */
export const SIGNATURE_MODES = ['用印', '不用印', '无'] as const
export type SignatureMode = (typeof SIGNATURE_MODES)[number]

export const attachment = z.object({
  name: z.string(),
  orientation: z.enum(['纵向', '横向']),
  blocks: z.array(block),
})
export type Attachment = z.infer<typeof attachment>

export const ATTENDANCE_LABELS = ['出席', '请假', '列席'] as const

const head = z.object({
  /** 发文机关标志全文：文件以“文件”结尾，信函是机关全称，纪要是“××会议纪要”；普通为空。 */
  mark: z.string(),
  /** 发文字号，或纪要的编号；没有为空。 */
  number: z.string(),
  /** 签发人，只有上行文写。 */
  signers: z.array(z.string()),
  /** 份号、密级和保密期限、紧急程度（7.2.1–7.2.3）；没有为空。 */
  copyNumber: z.string().default(''),
  secrecy: z.string().default(''),
  urgency: z.string().default(''),
  /** 纪要红线上左侧的编发机关；没有为空。 */
  compiler: z.string().default(''),
})

const current = z.object({
  version: z.literal(2),
  form: z.enum(FORMS).default('文件'),
  pageArea: z.enum(PAGE_AREAS).default('common'),
  genre: z.enum(GENRES),
  direction: z.enum(DIRECTIONS),
  head,
  /** 标题；选票之类自带标题的为空。 */
  title: z.string(),
  /** 主送机关或抬头，不含末尾冒号。一项是一个机关或一类机关；没有为空。 */
  recipients: z.array(z.string()),
  body: z.array(block),
  /** 附件说明里的名称，依次编号（7.3.4）；须与 `attachments` 的名称逐字相同。 */
  attachmentNames: z.array(z.string()),
  attachments: z.array(attachment),
  /** 落款（7.3.5）。`mode` 为“无”时纸上不印，署名与日期只用来定文件属性。 */
  signature: z.object({ issuer: z.string(), datedOn: plainDate, mode: z.enum(SIGNATURE_MODES).default('用印') }),
  /** 附注（7.3.6），不含圆括号；没有为空。 */
  note: z.string(),
  /** 纪要的出席、请假、列席人员名单（10.3）；别的文种为空。 */
  attendance: z.array(z.object({ label: z.enum(ATTENDANCE_LABELS), names: z.string() })).default([]),
  /** 版记（7.4）。没有版记为 null；信函的版记只印抄送（10.1）。 */
  colophon: z.object({ copies: z.array(z.string()), printer: z.string(), printedOn: plainDate }).nullable(),
})

export type DocumentModel = z.output<typeof current>
/** 起草时写的样子：有缺省值的都可以不写。 */
export type DocumentInput = Omit<z.input<typeof current>, 'version'>

/** 第 1 版只有“文件”一种版式，没有的项取缺省值，排出来与当时相同。 */
function upgraded(stored: unknown): unknown {
  return typeof stored === 'object' && stored !== null && 'version' in stored && stored.version === 1 ? { ...stored, version: 2 } : stored
}

/** 读回定稿：第 1 版、第 2 版都认；更新的版本拒绝，不猜。 */
export const documentModel = z.preprocess(upgraded, current)

/** 起草：补上缺省值与版本号。形状不对时抛 ZodError。 */
export function draftDocument(input: DocumentInput): DocumentModel {
  return current.parse({ ...input, version: 2 })
}
