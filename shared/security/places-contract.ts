import * as z from 'zod'
import { query, task } from '../contract/endpoint.ts'
import { diskPath, offsiteRow } from '../settings/offsite-contract.ts'

/** 找别处的备份：打开着时由党委管理员用，打不开时修复页也用，所以是门口的路由。 */
export const placesContract = {
  'security.places': query(
    '插着的 U 盘与别的盘，能不能用系统的窗口选文件夹',
    z.object({}),
    z.object({
      places: z.array(z.object({ path: z.string(), label: z.string(), freeBytes: z.number().nullable() })),
      canChooseFolder: z.boolean(),
    }),
  ),
  'security.chooseFolder': task('用系统的窗口选一个文件夹；取消为空', z.object({}), z.object({ folder: z.string().nullable() })),
  'security.offsiteBackups': query(
    '这个文件夹里有哪些能恢复的备份',
    z.object({ folder: diskPath }),
    z.object({ rows: z.array(offsiteRow) }),
  ),
} as const
