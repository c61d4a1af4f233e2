import * as z from 'zod'

/** 自检单：定稿前逐条查，随文保存。红的不能登记；橙的可以登记但要留痕；提示供参考。 */

export const INSPECTION_LEVELS = ['红', '橙', '提示'] as const
export type InspectionLevel = (typeof INSPECTION_LEVELS)[number]

/** 查的是哪一项；界面按此分组，次序就是显示次序。 */
export const INSPECTION_TOPICS = [
  '要素',
  '行文方向',
  '标题',
  '正文',
  '附件',
  '落款',
  '版记',
  '版心',
  '字号字体',
  '红线',
  '页码',
  '缺字',
  '引用',
] as const
export type InspectionTopic = (typeof INSPECTION_TOPICS)[number]

/**
 * 纸上的哪一处。`page`、`line` 从 1 起，没有落到纸上的（如缺的要素）为 null；
 * `blockId` 与分页 HTML 里的 `data-block` 相同，供预览加框。
 */
export const inspectionPlace = z.object({
  page: z.number().int().positive().nullable(),
  line: z.number().int().positive().nullable(),
  blockId: z.string().nullable(),
  /** 给人看的位置，如“第 2 面第 5 行”“附件 1 的标题”。 */
  label: z.string(),
})
export type InspectionPlace = z.infer<typeof inspectionPlace>

export const inspectionItem = z.object({
  topic: z.enum(INSPECTION_TOPICS),
  level: z.enum(INSPECTION_LEVELS),
  place: inspectionPlace,
  /** 问题是什么。 */
  message: z.string(),
  /** 为什么：条款或惯例。 */
  basis: z.string(),
  /** 怎么改。 */
  remedy: z.string(),
})
export type InspectionItem = z.infer<typeof inspectionItem>

/** 一种字体（仿宋、黑体……）在本机能不能显示一个字：能、只能用别的字体代替、本机没有。 */
export type GlyphSupport = '有' | '代替' | '缺'
export type FontCoverage = { readonly supportOf: (face: '仿宋' | '黑体' | '楷体' | '小标宋', char: string) => GlyphSupport }

/** 检查时要知道而公文自己没写的事。都可以不给，不给就不查那一项。 */
export type InspectionContext = {
  /** 发文机关的下级党组织全称与简称，查“上行文不抄送下级”。 */
  readonly subordinates?: readonly string[]
  /** 本机字体，查缺字。 */
  readonly fonts?: FontCoverage
  /** 上行文附注里建议写联系人、电话（沿用旧办法，设置里可关）。 */
  readonly suggestsContact?: boolean
}

/** 各处的块号，与分页 HTML 的 `data-block` 相同。 */
export const BLOCK_ID = {
  mark: 'mark',
  number: 'number',
  signers: 'signers',
  title: 'title',
  recipients: 'recipients',
  attachmentList: 'attachment-list',
  signature: 'signature',
  note: 'note',
  attendance: 'attendance',
  colophon: 'colophon',
  body: (index: number) => `body.${index}`,
  attachment: (index: number) => `attachment.${index}`,
  attachmentBlock: (index: number, block: number) => `attachment.${index}.${block}`,
} as const
