import * as z from 'zod'
import { task } from '../contract/endpoint.ts'
import { file } from '../contract/file.ts'

export const signInContract = {
  'exchange.signInSheet': task(
    '从表格读签到：姓名列与签到栏（不落库）',
    z.object({ file, taskId: z.string().optional() }),
    z.object({
      fileName: z.string(),
      sheets: z.array(
        z.object({
          sheet: z.string(),
          nameHeadings: z.array(z.string()),
          signHeadings: z.array(z.string()),
          rows: z.array(
            z.object({ name: z.string(), rowNo: z.number().int(), mark: z.string(), status: z.enum(['出席', '请假', '缺席']) }),
          ),
        }),
      ),
    }),
  ),
} as const
