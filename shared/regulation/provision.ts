import * as z from 'zod'

/** 强度：“必须”→红线，“应当”→橙，“一般/原则上/推广”→黄。 */
export const strength = z.enum(['必须', '应当', '一般'])
export type Strength = z.infer<typeof strength>

/** 一条规定：原句逐字，出处可查。新版本追加，不改旧的。 */
export const provision = z.object({
  /** 稳定规则号，如 `A15`。 */
  id: z.string(),
  /** 八项任务之一，1–8。 */
  taskNo: z.number().int().min(1).max(9),
  /** 原句，逐字摘录。 */
  quote: z.string(),
  /** 原文件代号：JY17、SZ22、LZ20、JG22、QJ20。 */
  source: z.string(),
  /** 给人看的出处：文件名、条、发文机关、日期。 */
  citation: z.string(),
  strength,
  check: z.enum(['自动', '半自动', '人工']),
  /** 判定谓词的中文写法。 */
  predicate: z.string(),
  /** 应留的证据。 */
  evidence: z.string(),
  /** 原文与现行口径不同时的说明；没有差异为空。 */
  difference: z.string(),
})
export type Provision = z.infer<typeof provision>
