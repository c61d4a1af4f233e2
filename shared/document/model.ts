import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'

/**
 * 公文的块模型：只写“这张纸上有什么”，不写版式。一个模型、两个写手（docx 与分页 HTML）；
 * 登记时整份 JSON 入库，以后再导出的就是当时那一份。
 */

/** 段内的一截文字。`face` 缺省为仿宋；黑体用于段首的一级标题句，楷体用于二级。 */
export const span = z.object({ text: z.string(), face: z.enum(['仿宋', '黑体', '楷体']).default('仿宋') })
export type Span = z.infer<typeof span>

export const column = z.object({
  label: z.string(),
  /** 列宽占表宽的份数，全部列按份数分满表宽。 */
  share: z.number().positive(),
  align: z.enum(['居中', '居左']),
})

export const block = z.discriminatedUnion('kind', [
  /** 正文自然段，首行空两字；`lead` 是同段起首的层次标题句。 */
  z.object({ kind: z.literal('段'), lead: z.string().default(''), leadLevel: z.number().int().min(1).max(4).default(1), text: z.string() }),
  /** 独占一行的层次标题。一级“一、”黑体，二级“（一）”楷体，三级“1.”、四级“（1）”仿宋（7.3.3）。 */
  z.object({ kind: z.literal('标题'), level: z.number().int().min(1).max(4), text: z.string() }),
  /** 表；跨面时表头每面重复。 */
  z.object({ kind: z.literal('表'), columns: z.array(column).min(1), rows: z.array(z.array(z.string())) }),
  /** 表下的小字说明，顶格。 */
  z.object({ kind: z.literal('注'), text: z.string() }),
])
export type Block = z.infer<typeof block>

export const attachment = z.object({
  name: z.string(),
  orientation: z.enum(['纵向', '横向']),
  blocks: z.array(block),
})
export type Attachment = z.infer<typeof attachment>

export const documentModel = z.object({
  version: z.literal(1),
  genre: z.enum(['通知', '请示', '报告', '批复', '函', '通报', '决定']),
  direction: z.enum(['上行', '下行', '平行']),
  /** 版头（7.2）。`mark` 是发文机关标志全文，通常以“文件”结尾；`signers` 只有上行文写。 */
  head: z.object({ mark: z.string(), number: z.string(), signers: z.array(z.string()) }),
  title: z.string(),
  /** 主送机关，不含末尾冒号。一项是一个机关或一类机关。 */
  recipients: z.array(z.string()),
  body: z.array(block),
  /** 附件说明里的名称，依次编号（7.3.4）；须与 `attachments` 的名称逐字相同。 */
  attachmentNames: z.array(z.string()),
  attachments: z.array(attachment),
  /** 落款（7.3.5）：署名与成文日期，按加盖印章编排。 */
  signature: z.object({ issuer: z.string(), datedOn: plainDate }),
  /** 附注（7.3.6），不含圆括号；没有为空。 */
  note: z.string(),
  /** 版记（7.4）。没有版记为 null。 */
  colophon: z.object({ copies: z.array(z.string()), printer: z.string(), printedOn: plainDate }).nullable(),
})
export type DocumentModel = z.infer<typeof documentModel>

/** 一级标题用黑体，二级用楷体，其余仿宋，都不加粗（7.3.3）。 */
export function headingFace(level: number): Span['face'] {
  return level === 1 ? '黑体' : level === 2 ? '楷体' : '仿宋'
}

/** 把一块里的文字摊平，供自检与检索用；表按行、格以制表符相连。 */
export function textOfBlock(item: Block): string {
  switch (item.kind) {
    case '段':
      return item.lead + item.text
    case '标题':
    case '注':
      return item.text
    case '表':
      return [item.columns.map((each) => each.label), ...item.rows].map((cells) => cells.join('\t')).join('\n')
  }
}

/** 全文文字，按纸上的次序。 */
export function textOfDocument(model: DocumentModel): string {
  return [
    model.head.mark,
    model.head.number,
    ...model.head.signers,
    model.title,
    model.recipients.join('、'),
    ...model.body.map(textOfBlock),
    ...model.attachmentNames,
    model.signature.issuer,
    model.note,
    ...model.attachments.flatMap((each) => [each.name, ...each.blocks.map(textOfBlock)]),
    ...(model.colophon ? [...model.colophon.copies, model.colophon.printer] : []),
  ].join('\n')
}
