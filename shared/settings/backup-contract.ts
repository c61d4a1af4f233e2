import * as z from 'zod'

/** 登记着、等重新打开时换上的恢复。 */
export const pendingRestore = z.object({ from: z.string(), at: z.string(), replacedName: z.string() })

/** 一份备份与现有数据差多少。 */
export const backupDifference = z.object({
  name: z.string(),
  schemaVersion: z.number().int(),
  currentSchemaVersion: z.number().int(),
  /** 与备份时写下的校验值逐字节相符；没有校验值的为 false。 */
  matchesChecksum: z.boolean(),
  tables: z.array(
    z.object({
      table: z.string(),
      label: z.string(),
      backup: z.number().int(),
      current: z.number().int(),
      difference: z.number().int(),
    }),
  ),
  lastEntryAt: z.string().nullable(),
  currentLastEntryAt: z.string().nullable(),
  /** 备份里的操作日志从哪一条断开；完好为 null。 */
  journalBrokenAt: z.number().int().nullable(),
})
