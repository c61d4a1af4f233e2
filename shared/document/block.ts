import * as z from 'zod'

/** 公文里的一块：自然段、标题、表、表单的空格……只写内容，字号行距由写手按国标定。 */

export const FACES = ['仿宋', '黑体', '楷体', '小标宋'] as const

/** 段内的一截文字。`face` 缺省为仿宋；黑体用于段首的一级标题句，楷体用于二级。 */
export const span = z.object({ text: z.string(), face: z.enum(FACES).default('仿宋') })
export type Span = z.infer<typeof span>

export const column = z.object({
  label: z.string(),
  /** 列宽占表宽的份数，全部列按份数分满表宽。 */
  share: z.number().positive(),
  align: z.enum(['居中', '居左']),
  /** 合并表头：相邻各列写同一个词，就在它们上面合成一格；空为不合并，表头上下两行并成一格。 */
  group: z.string().optional(),
})
export type Column = z.infer<typeof column>

/** 签字行里的一格：`label：` 后面留 `blank` 个字宽的横线；已经知道的写 `value`，不留线。 */
const signField = z.object({ label: z.string(), blank: z.number().int().min(2).max(24).default(6), value: z.string().default('') })

/** 键值表的一格。`isWide` 独占一行；`lines` 是值至少占几行高，供手写。 */
const pair = z.object({
  label: z.string(),
  value: z.string(),
  isWide: z.boolean().default(false),
  lines: z.number().int().min(1).max(30).default(1),
})

/** 选票的一组：职务的候选人（已按姓氏笔画排好）与另选他人的空格数。 */
const ballotGroup = z.object({ label: z.string(), candidates: z.array(z.string()), spares: z.number().int().min(0).max(20).default(0) })

export const block = z.discriminatedUnion('kind', [
  /** 正文自然段，首行空两字；`lead` 是同段起首的层次标题句。 */
  z.object({ kind: z.literal('段'), lead: z.string().default(''), leadLevel: z.number().int().min(1).max(4).default(1), text: z.string() }),
  /** 独占一行的层次标题。一级“一、”黑体，二级“（一）”楷体，三级“1.”、四级“（1）”仿宋（7.3.3）。 */
  z.object({ kind: z.literal('标题'), level: z.number().int().min(1).max(4), text: z.string() }),
  /** 表；跨面时表头每面重复。 */
  z.object({ kind: z.literal('表'), columns: z.array(column).min(1), rows: z.array(z.array(z.string())) }),
  /** 表下的小字说明，顶格。 */
  z.object({ kind: z.literal('注'), text: z.string() }),
  /** 居中的一行或几行，如“（草案）”“（××××年×月×日通过）”；2号的用于文中另起的大标题。 */
  z.object({ kind: z.literal('居中'), text: z.string(), face: z.enum(FACES).default('仿宋'), size: z.enum(['2号', '3号']).default('3号') }),
  /** 不空字的一段，如“此致”之后的抬头、主持词里的提示。 */
  z.object({ kind: z.literal('顶格'), text: z.string(), face: z.enum(FACES).default('仿宋') }),
  /** 靠右的一行，右空两字，如表单上方的编号、表单末尾的单位与日期。 */
  z.object({ kind: z.literal('居右'), text: z.string() }),
  /** 签字行：横线是表单本身的空格，留给人签。`isKept` 的与前面的正文同面，不独自落到下一面。 */
  z.object({
    kind: z.literal('签字'),
    fields: z.array(signField).min(1),
    align: z.enum(['居左', '居右']).default('居左'),
    isKept: z.literal(true).optional(),
  }),
  /** 键值表：左黑体栏名、右仿宋内容，每行一对或两对。 */
  z.object({ kind: z.literal('键值'), pairs: z.array(pair).min(1), perRow: z.union([z.literal(1), z.literal(2)]).default(2) }),
  /**
   * 选票。一张票从 `title` 到 `seal`（盖章处，空为不印）；印 `copies` 张，每面 `perPage` 张，中间留裁切线。
   */
  z.object({
    kind: z.literal('选票'),
    title: z.string(),
    subtitle: z.string().default(''),
    groups: z.array(ballotGroup).min(1),
    instructions: z.array(z.string()).default([]),
    seal: z.string().default(''),
    copies: z.number().int().min(1).max(2000).default(1),
    perPage: z.number().int().min(1).max(4).default(1),
  }),
  /** 一幅居中的图，`caption` 是图下的说明；按版心缩放，高不过 `maxHeight`（磅）。 */
  z.object({
    kind: z.literal('图'),
    mime: z.enum(['image/jpeg', 'image/png', 'image/gif', 'image/bmp']),
    base64: z.string(),
    /** 像素尺寸。 */
    width: z.number().int().positive(),
    height: z.number().int().positive(),
    caption: z.string().default(''),
    maxHeight: z.number().positive().default(600),
  }),
  /** 空行。 */
  z.object({ kind: z.literal('空行'), count: z.number().int().min(1).max(20).default(1) }),
  /** 另起一面。 */
  z.object({ kind: z.literal('分页') }),
])
export type Block = z.infer<typeof block>
/** 起草时写的样子：有缺省值的都可以不写。 */
export type BlockInput = z.input<typeof block>
export type BlockOf<Kind extends Block['kind']> = Extract<Block, { kind: Kind }>

/** 一级标题用黑体，二级用楷体，其余仿宋，都不加粗（7.3.3）。 */
export function headingFace(level: number): Span['face'] {
  return level === 1 ? '黑体' : level === 2 ? '楷体' : '仿宋'
}

/** 把一块里的文字摊平，供自检与检索用；表按行、格以制表符相连。选票只算一张。 */
export function textOfBlock(item: Block): string {
  switch (item.kind) {
    case '段':
      return item.lead + item.text
    case '标题':
    case '注':
    case '居中':
    case '顶格':
    case '居右':
      return item.text
    case '表':
      return [item.columns.map((each) => each.label), ...item.rows].map((cells) => cells.join('\t')).join('\n')
    case '签字':
      return item.fields.map(({ label, value }) => `${label}：${value}`).join('\n')
    case '键值':
      return item.pairs.map(({ label, value }) => `${label}\t${value}`).join('\n')
    case '选票':
      return [
        item.title,
        item.subtitle,
        ...item.groups.flatMap(({ label, candidates }) => [label, candidates.join('\t')]),
        ...item.instructions,
        item.seal,
      ].join('\n')
    case '图':
      return item.caption
    case '空行':
    case '分页':
      return ''
  }
}

/** 自 `index` 这一块往下，只隔空行与至多一句话，就到要与正文同面的签字行：给出隔着的与签字行本身；不是为 null。 */
export function keptSignAfter(blocks: readonly Block[], index: number): readonly Block[] | null {
  const between: Block[] = []
  for (const item of blocks.slice(index + 1)) {
    between.push(item)
    if (item.kind === '签字') return item.isKept === true ? between : null
    if (item.kind !== '空行' && (item.kind !== '段' || between.some((each) => each.kind === '段' && each !== item))) return null
  }
  return null
}
