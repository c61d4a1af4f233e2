import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'
import { documentKind } from './document-kinds.ts'

/** 起草表单里的一个字段：值从哪来、能不能改、缺不缺。 */
export const draftField = z.object({
  key: z.string(),
  label: z.string(),
  /** 版头、主体、附件、落款。 */
  section: z.enum(['版头', '主体', '附件', '落款']),
  input: z.enum(['单行', '多行', '日期', '整数', '人选', '选项']),
  /** 选项字段可选的值；其余为空。 */
  options: z.array(z.string()).default([]),
  value: z.string(),
  /** 由数据推出时写明来源，如“名册”“届次登记”；人工填写为空。 */
  derivedFrom: z.string(),
  isRequired: z.boolean(),
  /** 缺什么、去哪里补；不缺为空。 */
  problem: z.string(),
})
export type DraftField = z.infer<typeof draftField>

/**
 * 正文里人可以改的一段。`derivedText` 是现在的数据推出的文字，`text` 是文书里实际用的。
 * 人改过、而改的时候依据的推出文字与现在不同，就是“数据变了而文未变”（`isStale`）：
 * 重新取数＝去掉这一段的改动；保留我的＝把 `basedOn` 改成现在的 `derivedText`。
 */
export const draftParagraph = z.object({
  /** 本文种内稳定的段名，如 `term`；附件里的带附件序号。 */
  id: z.string(),
  place: z.string().describe('正文、附件1……'),
  derivedText: z.string(),
  text: z.string(),
  isOverridden: z.boolean(),
  isStale: z.boolean(),
  /** 这一段由哪些记录、哪些字段推出。 */
  sources: z.array(z.string()),
  /** 这一段在纸上的块号（与分页 HTML 的 `data-block` 相同）；改成几行的有几块，删去的为空。 */
  blockIds: z.array(z.string()),
})
export type DraftParagraph = z.infer<typeof draftParagraph>

/** 人改过的一段：改成什么，改的时候数据推出的是什么。空文字表示删去这一段。 */
export const paragraphOverride = z.object({ text: z.string().max(20_000), basedOn: z.string().max(20_000) })
export type ParagraphOverride = z.infer<typeof paragraphOverride>

/** 起草依据：文种 + 关于谁 + 哪年；fields 与 paragraphs 是人改过的。 */
export const draftRequest = z.object({
  kind: documentKind,
  /** 换届、补选各文种：哪个党组织；W34：发文党委。 */
  organizationId: z.string(),
  /** 组织生活会、民主评议、考核的文书：哪个年度。 */
  year: z.number().int().min(2000).max(2199).optional(),
  /** 换届流程；给了就从流程取大会、候选人、计票。 */
  processId: z.string().optional(),
  /** W15、W16 是哪次组织生活会，W18 是哪次民主评议；不给则取这个支部这一年度的。 */
  lifeRecordId: z.string().optional(),
  asOf: plainDate.optional(),
  fields: z.record(z.string(), z.string()).default({}),
  paragraphs: z.record(z.string(), paragraphOverride).default({}),
})
export type DraftRequest = z.infer<typeof draftRequest>
/** 入口处的写法：没改过的可以不写。 */
export type DraftInput = z.input<typeof draftRequest>
/** 人改过的字段与段落。 */
export type DraftEdits = Pick<DraftRequest, 'fields' | 'paragraphs'>
