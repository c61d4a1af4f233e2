import * as z from 'zod'
import { exporting, task } from '../contract/endpoint.ts'
import { file } from '../contract/file.ts'
import { SEAL_PASSPHRASE_MAX, SEAL_PASSPHRASE_MIN } from './sealing.ts'

export const sealContract = {
  'exchange.sealFile': exporting(
    task(
      '给一个导出件加打开口令：docx、xlsx 就地加密，zip 逐个加密，别的装进带口令的 zip',
      z.object({
        file,
        passphrase: z
          .string()
          .min(SEAL_PASSPHRASE_MIN, `口令至少 ${SEAL_PASSPHRASE_MIN} 个字`)
          .max(SEAL_PASSPHRASE_MAX, `口令不能超过 ${SEAL_PASSPHRASE_MAX} 个字`)
          .describe('不入操作日志，也不存；忘了就打不开'),
        taskId: z.string().optional(),
      }),
      z.object({
        file,
        /** 给人看的一句：用什么打得开。 */
        note: z.string(),
      }),
    ),
  ),
} as const
