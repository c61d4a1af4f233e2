import { rmSync } from 'node:fs'
import path from 'node:path'
import { absorbAttachments } from '../attachment/mirror.ts'
import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { yearsOf } from '../../shared/calendar/holidays.ts'
import { clockWarning } from '../../shared/settings/clock-warning.ts'
import { locationWarning } from '../../shared/settings/data-location.ts'
import { settingsContract } from '../../shared/settings/contract.ts'
import { loadHolidays } from '../calendar/holiday-queries.ts'
import { absorbSource, attachSource, detachSource, hasNoRecords } from '../db/absorb.ts'
import { inspectBackup } from '../db/backup-inspection.ts'
import { dataLocation } from '../db/data-location.ts'
import { verifyBackupAttachments } from '../db/backup-attachments.ts'
import { backUp, CHECKSUM_SUFFIX } from '../db/backup.ts'
import { registeredFiles } from '../db/registered-files.ts'
import type { Report } from '../db/rekey.ts'
import { backupStanding } from '../db/last-backup.ts'
import type { OpenedDatabase } from '../db/open.ts'
import { compareWithCurrent, restorable, restorableFile } from '../db/restorable.ts'
import { pendingRestore, prepareRestore, refuseWhileRestorePending, registerRestore, withdrawRestore } from '../db/restore.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import type { TaskRegistry } from '../dispatch/tasks.ts'
import { loadStandards } from '../compliance/standards-queries.ts'
import { scopeOf } from '../security/owner-queries.ts'
import { journalHandlers } from './journal-handlers.ts'
import { lastEntryAt, lastOffsiteAt } from './journal-queries.ts'
import { offsiteHandlers } from './offsite-handlers.ts'
import { recordedCounts, recordedUnit, recordUnit } from './queries.ts'

/** 手动备份的附件逐个读出来核对；中途取消的，这一份不留。 */
async function verifiedOrDiscarded(database: OpenedDatabase, backup: string, report: Report): Promise<string[]> {
  try {
    return await verifyBackupAttachments(database.directory, backup, database.dataKey, { kind: '全核' }, report)
  } catch (error) {
    for (const suffix of ['', CHECKSUM_SUFFIX]) rmSync(backup + suffix, { force: true })
    throw error
  }
}

/** 在一份临时的库里造好的演示集团；用完须 `discard`。 */
export type PreparedDemo = {
  readonly file: string
  readonly counts: { organizations: number; members: number; terms: number; posts: number }
  discard: () => void
}

export type SettingsServices = {
  readonly database: OpenedDatabase
  readonly endedUncleanly: boolean
  readonly tasks: TaskRegistry
  readonly canPrintPdf: boolean
  readonly canOpenFiles: boolean
  readonly appVersion: string
  readonly prepareDemo: (asOf: PlainDate, report: (done: number, total: number, label: string) => Promise<void>) => Promise<PreparedDemo>
}

export function settingsHandlers({
  database,
  endedUncleanly,
  tasks,
  canPrintPdf,
  canOpenFiles,
  appVersion,
  prepareDemo,
}: SettingsServices): Handlers<typeof settingsContract> {
  /** 独占连接做一件不能在事务里做的事；别人的事务没结束就等它。 */
  const exclusively = <T>(work: () => T): Promise<T> => database.kysely.connection().execute(() => Promise.resolve(work()))

  /** 缺的附件给人看的名字；库里已不登记的给散列。 */
  const namesOf = (hashes: readonly string[]): string[] => {
    if (hashes.length === 0) return []
    const names = new Map(registeredFiles(database.native).map(({ sha256, name }) => [sha256, name]))
    return hashes.map((sha256) => names.get(sha256) ?? sha256)
  }

  return {
    'settings.overview': async (context) => {
      const { db, today, session } = context
      const standing = backupStanding(database.directory)
      return {
        today,
        appVersion,
        schemaVersion: database.schemaVersion,
        dataFile: database.file,
        isEncrypted: database.dataKey !== null,
        endedUncleanly,
        locationWarning: locationWarning(dataLocation(database.directory)),
        clockWarning: clockWarning(context.at, await lastEntryAt(db)),
        lastBackup: standing.usable,
        incompleteBackup: standing.incomplete,
        lastOffsiteAt: await lastOffsiteAt(db),
        holidayYears: yearsOf(await loadHolidays(db)),
        currentProfileName: (await loadStandards(db)).profileOn(today).name,
        unit: await recordedUnit(db),
        // 有范围的人只数自己范围里的，不透出全集团有多少。
        ...(await recordedCounts(db, session.organizationId === null ? null : (await scopeOf(db, session.organizationId, today)).ids)),
        canPrintPdf,
        canOpenFiles,
      }
    },

    'settings.saveUnit': async (context, unit) => {
      await recordUnit(context.db, unit)
      context.summarize(`保存本单位：${unit.fullName}`)
      return { saved: true }
    },

    'settings.backUp': async (context) => {
      refuseWhileRestorePending(database.directory)
      await context.report(0, 1, '写备份并打开验证')
      const receipt = await exclusively(() => backUp(database.native, database.directory, '手动', new Date(context.at), database.dataKey))
      const lacking = await verifiedOrDiscarded(database, receipt.path, (...progress) => context.report(...progress))
      await context.transaction((command) => {
        command.summarize(`备份到 ${receipt.path}${lacking.length === 0 ? '' : `，不完整：缺 ${lacking.length} 个附件`}`)
        return Promise.resolve()
      })
      return { path: receipt.path, at: receipt.at, isVerified: receipt.isVerified, missingFiles: namesOf(lacking) }
    },

    'settings.backups': () => ({
      rows: restorable(database.directory, database.dataKey).map(({ lacking, ...row }) => ({ ...row, missingFiles: namesOf(lacking) })),
      pending: pendingRestore(database.directory),
    }),

    'settings.backupSummary': (_context, { name }) =>
      compareWithCurrent(database, restorableFile(database.directory, name, database.dataKey)),

    // 先验证，再留一份现库，再备好新文件，最后才登记；前面任何一步不成，现库与备份都没有动过。
    'settings.restore': async (context, { name }) => {
      refuseWhileRestorePending(database.directory)
      const file = restorableFile(database.directory, name, database.dataKey)
      await context.report(0, 3, '验证这份备份')
      inspectBackup(file, database.dataKey)
      await context.report(1, 3, '备份现有数据')
      const now = new Date(context.at)
      const current = await exclusively(() => backUp(database.native, database.directory, '恢复前', now, database.dataKey))
      await context.report(2, 3, '备好新的数据文件')
      const pending = prepareRestore(
        database.directory,
        file,
        now,
        {
          at: context.at,
          actor: context.actor,
          route: 'settings.restore',
          summary: `从备份“${name}”恢复；恢复前的数据备份为“${path.basename(current.path)}”`,
          inputJson: JSON.stringify({ name }),
        },
        database.dataKey,
      )
      try {
        await context.transaction((command) => {
          command.summarize(`登记恢复：重新打开后换上备份“${name}”，本库改名为“${pending.replacedName}”`)
          // 与这一条日志同进退：登记不成，日志也不记。
          registerRestore(database.directory, pending)
          return Promise.resolve()
        })
      } catch (error) {
        withdrawRestore(database.directory)
        throw error
      }
      return { pending, backupOfCurrent: current.path }
    },

    'settings.withdrawRestore': async (context) => {
      const wasPending = withdrawRestore(database.directory)
      if (wasPending)
        await context.transaction((command) => {
          command.summarize('撤回登记的恢复，仍用现有数据')
          return Promise.resolve()
        })
      return { wasPending }
    },

    // 先在临时库里造好，再在一个事务里整体并入：中途取消或出错，这份数据里什么也没有。
    'settings.loadDemo': async (context, input) => {
      if (!hasNoRecords(database.native))
        throw new DomainError(
          'NOT_EMPTY',
          '这份数据里已经有登记的内容，演示集团只能载入空的数据，以免真假混在一起。请另建一个空文件夹，用“npm start -- --data 文件夹”打开后再载入。',
        )
      const demo = await prepareDemo(input.asOf ?? context.today, (done, total, label) => context.report(done, total, label))
      try {
        // 原件先到位再并库：中途取消时多出来的只是没有登记的文件，清查会收走。
        absorbAttachments(path.dirname(demo.file), database.directory, database.dataKey)
        await exclusively(() => attachSource(database.native, demo.file))
        try {
          await context.transaction((command) => {
            if (!hasNoRecords(database.native)) throw new DomainError('NOT_EMPTY', '载入期间有人登记了内容，演示集团没有载入。')
            absorbSource(database.native)
            command.summarize(`载入演示集团：党组织 ${demo.counts.organizations} 个，党员 ${demo.counts.members} 名`)
            return Promise.resolve()
          })
        } finally {
          await exclusively(() => detachSource(database.native))
        }
        return demo.counts
      } finally {
        demo.discard()
      }
    },

    ...offsiteHandlers(database, exclusively),

    ...journalHandlers(database, exclusively),

    // 与取消一样不经数据库连接：长任务占着写事务时，进度条也要走。
    'settings.taskProgress': (_context, { runningTaskId }) => tasks.progress(runningTaskId),

    'settings.cancelTask': (_context, { runningTaskId }) => ({ wasRunning: tasks.cancel(runningTaskId) }),
  }
}
