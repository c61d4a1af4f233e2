import * as z from 'zod'
import { command, query } from '../contract/endpoint.ts'
import { file } from '../contract/file.ts'
import { optionalLine, singleLine } from '../contract/text.ts'

/** 另一套红头：同一党委以别的代字、别的名义行文，如办公室、纪委。 */
export const otherLetterhead = z.object({
  documentCode: singleLine(20).refine((text) => /^\p{Script=Han}+$/u.test(text), '机关代字只能是汉字'),
  /** 发文机关标志上的名称（不含“文件”二字）。 */
  letterheadName: singleLine(60),
  /** 落款署名。 */
  issuerName: singleLine(80),
  printingOffice: singleLine(80),
})
export type OtherLetterhead = z.infer<typeof otherLetterhead>

/** 红头与版式的设置，全单位配一次。 */
export const letterheadSettings = z.object({
  others: z.array(otherLetterhead).max(20, '最多 20 套').default([]),
  /** 落款署名与党委全称不同时填；空着用全称。 */
  signatureName: optionalLine(80),
  /** 附注写不写联系人电话：现行条例没有这一条，是沿用旧办法的建议，缺省写。 */
  showsContactNote: z.boolean().default(true),
  /** 版心读法：common 按页边距 37/35 毫米，strict 按首末行字形边缘距纸边 37/35 毫米。 */
  pageArea: z.enum(['common', 'strict']).default('common'),
})
export type LetterheadSettings = z.infer<typeof letterheadSettings>

/** 模板里认得的占位标记；标 `isNeeded` 的缺了就套不成一份公文。 */
export const TEMPLATE_MARKS = [
  { mark: '标题', isNeeded: true },
  { mark: '正文', isNeeded: true },
  { mark: '文号', isNeeded: true },
  { mark: '成文日期', isNeeded: true },
  { mark: '发文机关', isNeeded: false },
  { mark: '发文机关标志', isNeeded: false },
  { mark: '签发人', isNeeded: false },
  { mark: '主送', isNeeded: false },
  { mark: '附件说明', isNeeded: false },
  { mark: '附件', isNeeded: false },
  { mark: '附注', isNeeded: false },
  { mark: '抄送', isNeeded: false },
  { mark: '印发机关', isNeeded: false },
  { mark: '印发日期', isNeeded: false },
] as const
export type TemplateMark = (typeof TEMPLATE_MARKS)[number]['mark']

export const documentTemplate = z.object({
  id: z.string(),
  name: z.string(),
  fileName: z.string(),
  sha256: z.string(),
  byteCount: z.number().int(),
  /** 认出的标记。 */
  marks: z.array(z.string()),
  /** 没有放的可选标记：套用时这些内容不会出现在纸上。 */
  absent: z.array(z.string()),
  createdAt: z.string(),
})

export const letterheadContract = {
  'correspondence.letterhead': query('红头、落款与版式设置', z.object({}), letterheadSettings),
  'correspondence.saveLetterhead': command('保存红头、落款与版式设置', letterheadSettings, z.object({ saved: z.literal(true) })),
  'correspondence.templates': query('已登记的自家红头模板', z.object({}), z.object({ rows: z.array(documentTemplate) })),
  'correspondence.checkTemplate': query(
    '检查一份红头 docx：能不能当模板、认得哪些标记',
    z.object({ file }),
    z.object({ marks: z.array(z.string()), absent: z.array(z.string()), unknown: z.array(z.string()) }),
  ),
  'correspondence.addTemplate': command(
    '登记自家红头 docx 为模板',
    z.object({ name: singleLine(40), file }),
    z.object({ templateId: z.string() }),
  ),
  'correspondence.removeTemplate': command(
    '撤下一份红头模板（已套用的公文不受影响）',
    z.object({ templateId: z.string() }),
    z.object({ templateId: z.string() }),
  ),
  'correspondence.templateFile': query('取回模板原件', z.object({ templateId: z.string() }), file),
} as const
