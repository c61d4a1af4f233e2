import * as z from 'zod'
import { plainDate } from '../calendar/plain-date.ts'
import { command, query, task } from '../contract/endpoint.ts'
import { optionalLine, singleLine } from '../contract/text.ts'
import { backupDifference, pendingRestore } from './backup-contract.ts'
import { journalContract } from './journal-contract.ts'
import { offsiteContract } from './offsite-contract.ts'

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

/** 恢复列表里的一份：备份，或上次恢复时换下的原库。 */
const backupRow = z.object({
  /** 文件名；恢复与看摘要时用它指认。 */
  name: z.string(),
  /** 本机时间，`YYYY-MM-DDTHH:mm:ss`。 */
  takenAt: z.string(),
  reason: z.enum(['手动', '每日', '导入前', '恢复前', '换密前', '迁移前', '换下的原库']),
  bytes: z.number().int(),
  /** 写完时打开验证过，且附有校验值。 */
  isVerified: z.boolean(),
  /** 数据版本；文件开头就读不出来的为 null。 */
  schemaVersion: z.number().int().nullable(),
  /** 核对时缺了、坏了的附件；不完整的备份不算可用的。 */
  missingFiles: z.array(z.string()),
})

/** 文件名而已，不带路径。 */
const backupName = singleLine(120)

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
      /** 上次没有正常退出；打开时已检查过完整性，坏的打不开。 */
      endedUncleanly: z.boolean(),
      /** 数据放在网络盘、同步盘上的提醒；放得合适为 null。 */
      locationWarning: z.string().nullable(),
      /** 电脑的时间比上次登记时还早的提醒；正常为 null。 */
      clockWarning: z.string().nullable(),
      lastBackup: z.object({ path: z.string(), at: z.string(), isVerified: z.boolean() }).nullable(),
      /** 比它新、却缺附件的备份；没有为 null。 */
      incompleteBackup: z.object({ at: z.string(), lacking: z.number().int() }).nullable(),
      /** 上次另存到别处（U 盘、别的盘）的时刻；没有为 null。 */
      lastOffsiteAt: z.string().nullable(),
      holidayYears: z.array(z.number().int()),
      currentProfileName: z.string(),
      unit: unitSettings.nullable(),
      organizationCount: z.number().int(),
      memberCount: z.number().int(),
      /** 还没有任何党组织：显示首次启动三步。 */
      isEmpty: z.boolean(),
      canPrintPdf: z.boolean(),
      /** 能不能用本机的 Word、WPS 打开文件：窗口里能，浏览器里不能。 */
      canOpenFiles: z.boolean(),
    }),
  ),
  'settings.saveUnit': command('保存本单位与红头', unitSettings, z.object({ saved: z.literal(true) })),
  'settings.backUp': task(
    '立即备份，写完打开验证',
    z.object({ taskId: z.string().optional() }),
    z.object({ path: z.string(), at: z.string(), isVerified: z.boolean(), missingFiles: z.array(z.string()) }),
  ),
  'settings.backups': query(
    '可以恢复的备份，新的在前，与登记着的恢复',
    z.object({}),
    z.object({ rows: z.array(backupRow), pending: pendingRestore.nullable() }),
  ),
  'settings.backupSummary': query('打开一份备份：是否完好，与现有数据差多少', z.object({ name: backupName }), backupDifference),
  'settings.restore': task(
    '恢复备份（重新打开后换上，原库保留）',
    z.object({ name: backupName, taskId: z.string().optional() }),
    z.object({ pending: pendingRestore, backupOfCurrent: z.string() }),
  ),
  'settings.withdrawRestore': task('撤回登记的恢复', z.object({}), z.object({ wasPending: z.boolean() })),
  'settings.loadDemo': task(
    '载入演示集团（只在空库时）',
    z.object({ asOf: plainDate.optional(), taskId: z.string().optional() }),
    z.object({ organizations: z.number().int(), members: z.number().int(), terms: z.number().int(), posts: z.number().int() }),
  ),
  ...offsiteContract,
  ...journalContract,
  'settings.taskProgress': task(
    '长任务的进度',
    z.object({ runningTaskId: z.string() }),
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
