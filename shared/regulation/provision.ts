import * as z from 'zod'

/** 强度：“必须”→红线，“应当”→橙，“一般/原则上/推广”→黄。 */
export const strength = z.enum(['必须', '应当', '一般'])
export type Strength = z.infer<typeof strength>

/** 一条规定：原句逐字，出处可查。新版本追加，不改旧的。 */
export const provision = z.object({
  /** 稳定规则号，如 `A15`；国家规定补充为 `N-01` 一类。 */
  id: z.string(),
  /** 八项任务之一，1–8；9 为督查考核。 */
  taskNo: z.number().int().min(1).max(9),
  /** 原句，逐字摘录；`wording` 为“要旨”的是依据的要旨。 */
  quote: z.string(),
  /** 缺省为逐字。“要旨”的引用前须核对原文，不得当原句用。 */
  wording: z.enum(['逐字', '要旨']).optional(),
  /** 五份来源文件的代号（JY17、SZ22、LZ20、JG22、QJ20），国家规定用简称。 */
  source: z.string(),
  /** 给人看的出处：文件名、条、发文机关、日期。 */
  citation: z.string(),
  strength,
  check: z.enum(['自动', '半自动', '人工']),
  /** 判定谓词的中文写法。 */
  predicate: z.string(),
  /** 应留的证据。 */
  evidence: z.string(),
  /** 触发的文书或提醒；没有为空。 */
  trigger: z.string(),
  /** 原文与现行口径不同时的说明；没有差异为空。 */
  difference: z.string(),
  /** 还没有核实的地方；有此项的不得当定文引用。 */
  unverified: z.string().optional(),
})
export type Provision = z.infer<typeof provision>

/** 规则的归宿：已有规则在判、由人勾核，或者所需的记录还没有地方登记。 */
export const ruleStatus = z.enum(['自动实现', '半自动实现', '人工勾核', '待数据'])
export type RuleStatus = z.infer<typeof ruleStatus>
