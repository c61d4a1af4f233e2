import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'
import { command, query, task } from '../contract/endpoint.ts'
import { optionalLine, singleLine } from '../contract/text.ts'

/** 本单位与红头，配一次，各文书共用。 */
export const unitSettings = z.object({
  /** 党委全称，如“中共厦门××集团有限公司委员会”。 */
  fullName: singleLine(80),
  shortName: singleLine(30),
  /** 发文机关标志上的名称（不含“文件”二字）。 */
  letterheadName: singleLine(60),
  /** 机关代字，如“金圆党”。 */
  documentCode: singleLine(20),
  /** 印发机关，如“中共……委员会办公室”。 */
  printingOffice: singleLine(80),
  /** 党委书记（签发下行文以外的上行文签发人另取支部书记）。 */
  signer: optionalLine(30),
  contactName: optionalLine(30),
  contactPhone: optionalLine(30),
  /** 上级党组织全称：集团党委上行文的主送。 */
  superiorName: optionalLine(80),
})
export type UnitSettings = z.infer<typeof unitSettings>

export const settingsContract = {
  'settings.overview': query(
    '数据位置、备份、加密、方案与本单位',
    z.object({}),
    z.object({
      today: plainDate,
      appVersion: z.string(),
      schemaVersion: z.number().int(),
      dataFile: z.string(),
      isEncrypted: z.boolean(),
      lastBackup: z.object({ path: z.string(), at: z.string(), isVerified: z.boolean() }).nullable(),
      holidayYears: z.array(z.number().int()),
      currentProfileName: z.string(),
      unit: unitSettings.nullable(),
      organizationCount: z.number().int(),
      memberCount: z.number().int(),
      /** 还没有任何党组织：显示首次启动三步。 */
      isEmpty: z.boolean(),
      canPrintPdf: z.boolean(),
    }),
  ),
  'settings.saveUnit': command('保存本单位与红头', unitSettings, z.object({ saved: z.literal(true) })),
  'settings.backUp': task(
    '立即备份，写完打开验证',
    z.object({ taskId: z.string().optional() }),
    z.object({ path: z.string(), at: z.string(), isVerified: z.boolean() }),
  ),
  'settings.loadDemo': task(
    '载入演示集团（只在空库时）',
    z.object({ asOf: plainDate.optional(), taskId: z.string().optional() }),
    z.object({ organizations: z.number().int(), members: z.number().int(), terms: z.number().int(), posts: z.number().int() }),
  ),
  'settings.journal': query(
    '操作日志，新的在前',
    z.object({ offset: z.number().int().min(0).default(0), limit: z.number().int().min(1).max(500).default(100) }),
    z.object({
      total: z.number().int(),
      rows: z.array(
        z.object({ seq: z.number().int(), at: z.string(), actor: z.string(), route: z.string(), summary: z.string(), input: z.string() }),
      ),
    }),
  ),
  'settings.taskProgress': query(
    '长任务的进度',
    z.object({ taskId: z.string() }),
    z.object({
      state: z.enum(['未开始', '进行中', '已完成', '已取消', '已失败']),
      done: z.number().int(),
      total: z.number().int(),
      label: z.string(),
    }),
  ),
  // 不碰数据文件，所以不是命令：长任务正占着事务时，要开事务的命令只能排队，就取消不了它。
  'settings.cancelTask': task('取消长任务', z.object({ runningTaskId: z.string() }), z.object({ wasRunning: z.boolean() })),
} as const
