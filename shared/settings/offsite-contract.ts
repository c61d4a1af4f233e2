import * as z from 'zod'
import { query, task } from '../contract/endpoint.ts'
import { singleLine } from '../contract/text.ts'
import { offeredPassphrase, newPassphrase } from '../security/passphrase-input.ts'
import { backupDifference, pendingRestore } from './backup-contract.ts'

/** 文件夹或文件的完整路径。 */
export const diskPath = singleLine(1000)

/** 别处的一份备份：另存的一整份（文件夹），或从“备份”文件夹里拷走的一个文件。 */
export const offsiteRow = z.object({
  /** 恢复与看摘要时用它指认。 */
  path: z.string(),
  name: z.string(),
  /** 本机时间，`YYYY-MM-DDTHH:mm:ss`。 */
  takenAt: z.string(),
  kind: z.enum(['另存的一整份', '备份文件']),
  bytes: z.number().int(),
  isEncrypted: z.boolean(),
})

/** 别处的备份里登记着、却缺了或坏了的附件。 */
export const offsiteAttachments = z.object({ registered: z.number().int(), bytes: z.number().int(), missing: z.array(z.string()) })

const taskId = z.string().optional()

/** 另存到 U 盘、别的盘，与从那里恢复。 */
export const offsiteContract = {
  'settings.backUpTo': task(
    '另存一整份到别处（U 盘、别的盘），写完重新打开验证',
    z.object({ folder: diskPath, passphrase: newPassphrase.optional(), taskId }),
    z.object({
      folder: z.string(),
      at: z.string(),
      bytes: z.number().int(),
      attachments: z.number().int(),
      /** 登记着、原件与备份里都没有完好的，没能带上的附件。 */
      missing: z.array(z.string()),
      isEncrypted: z.boolean(),
    }),
  ),
  'settings.offsiteHistory': query(
    '什么时候另存到了哪里，新的在前',
    z.object({}),
    z.object({ rows: z.array(z.object({ at: z.string(), summary: z.string() })) }),
  ),
  'settings.offsiteSummary': task(
    '打开别处的一份备份：是否完好，与现有数据差多少',
    z.object({ path: diskPath, passphrase: offeredPassphrase.optional(), taskId }),
    backupDifference.extend({ attachments: offsiteAttachments }),
  ),
  'settings.restoreOffsite': task(
    '从别处的备份恢复（重新打开后换上，原库保留）',
    z.object({ path: diskPath, passphrase: offeredPassphrase.optional(), taskId }),
    z.object({ pending: pendingRestore, backupOfCurrent: z.string(), missing: z.array(z.string()) }),
  ),
} as const
