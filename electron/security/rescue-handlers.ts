import { existsSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { RescueContract } from '../../shared/security/rescue-contract.ts'
import { recordName } from '../../shared/settings/record-names.ts'
import { inspectBackup, type BackupContents } from '../db/backup-inspection.ts'
import { connect } from '../db/connect.ts'
import type { DataKey } from '../db/data-key.ts'
import { appendJournal, verifyChain } from '../db/journal-chain.ts'
import { restorable, restorableFile } from '../db/restorable.ts'
import { discardPrepared, preparedFile, prepareRestore, prepareSalvaged, registerRestore } from '../db/restore.ts'
import { salvageInto } from '../db/salvage/salvage.ts'
import { forgetSeal, readSeal } from '../db/seal.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { GateHandlers } from './gate-context.ts'
import { keepCopy, keptCopy } from './keep-copy.ts'
import { offsiteRescueHandlers } from './offsite-rescue.ts'
import { rescueWay } from './rescue-way.ts'
import { salvageReport } from './salvage-report.ts'
import { damaged, described, entryFor, unavailable } from './unavailable.ts'

/** 结构读得通，只是不能保证没变、没少：人看过可以照现在的样子打开。 */
const OPENABLE_AS_IS = new Set(['DATA_FILE_ALTERED', 'DATA_ENTRIES_LOST'])

/** 修复在数据打不开的时候服务；打开着的时候一律拒绝，免得谁借它换库。 */
export const rescueHandlers: GateHandlers<RescueContract> = {
  'rescue.situation': ({ gate }) => {
    const { failure, dataKey } = unavailable(gate)
    return {
      code: failure.code,
      message: failure.message,
      way: rescueWay(failure.code),
      dataFile: gate.dataFile,
      copyFolder: keptCopy(gate.dataDirectory),
      canOpenAsIs: OPENABLE_AS_IS.has(failure.code),
      lastEntryKnown: readSeal(gate.dataDirectory)?.seq ?? null,
      backups: restorable(gate.dataDirectory, dataKey)
        .filter(({ reason }) => reason !== '换下的原库')
        .map(({ name, takenAt, reason, bytes, isVerified }) => ({ name, takenAt, reason, bytes, isVerified })),
    }
  },

  'rescue.keepCopy': (context, { taskId }) =>
    context.gate.tasks.run(taskId, async ({ report }) => {
      damaged(context.gate)
      await report(0, 1, '另存并核对散列')
      return keepCopy(context.gate.dataDirectory, new Date(context.at))
    }),

  'rescue.backupContents': ({ gate }, { name }) => {
    const { dataKey } = damaged(gate)
    return described(gate, inspectBackup(restorableFile(gate.dataDirectory, name, dataKey), dataKey))
  },

  'rescue.restore': (context, { name, taskId }) =>
    context.gate.tasks.run(taskId, async ({ report }) => {
      const { gate } = context
      const { dataKey } = damaged(gate)
      const now = new Date(context.at)
      const backup = restorableFile(gate.dataDirectory, name, dataKey)
      await report(0, 3, '另存打不开的数据')
      const { folder } = keepCopy(gate.dataDirectory, now)
      await report(1, 3, '验证备份、备好新的数据文件')
      const entry = entryFor(context, 'rescue.restore', `数据打不开，从备份“${name}”恢复；原来的文件另存在“${folder}”`, { name })
      const pending = prepareRestore(gate.dataDirectory, backup, now, entry, dataKey, { keepsOriginal: true })
      await report(2, 3, '换上并打开')
      registerRestore(gate.dataDirectory, pending)
      gate.retryOpening()
      return { state: gate.state().kind, replacedName: pending.replacedName }
    }),

  ...offsiteRescueHandlers,

  'rescue.salvage': (context, { fillsFromBackup, taskId }) =>
    context.gate.tasks.run(taskId, async ({ report }) => {
      const { gate } = context
      const { dataKey } = damaged(gate)
      const now = new Date(context.at)
      await report(0, 7, '另存打不开的数据')
      const { folder } = keepCopy(gate.dataDirectory, now)
      const source = path.join(folder, path.basename(gate.dataFile))
      if (!existsSync(source) || statSync(source).size === 0)
        throw new DomainError('NOTHING_TO_SALVAGE', '数据文件不见了或是空的，没有内容可以抢救。请找回原来的文件，或从备份恢复。')
      await report(1, 7, '找一份完好的备份')
      const backup = newestGoodBackup(gate.dataDirectory, dataKey)
      const filledFrom = fillsFromBackup ? (backup?.name ?? null) : null
      discardPrepared(gate.dataDirectory)
      try {
        const salvage = await salvageInto(
          preparedFile(gate.dataDirectory),
          { file: source, dataKey, backup: filledFrom === null ? null : (backup?.file ?? null) },
          (done, _total, label) => report(done + 2, 7, label),
        )
        const reportFile = path.join(folder, '抢救报告.txt')
        writeFileSync(reportFile, salvageReport(salvage, context.at, filledFrom, dataKey === null), { flush: true })
        return {
          tables: salvage.tables.map((each) => ({
            ...each,
            label: recordName(each.table),
            inBackup: backup === null ? null : (backup.contents.rows[each.table] ?? 0),
          })),
          pageCount: salvage.pageCount,
          brokenPages: salvage.tables.reduce((sum, { brokenPages }) => sum + brokenPages, 0),
          unclaimedRows: salvage.unclaimedRows,
          filledFrom,
          reportFile,
          journalBrokenAt: chainBreak(preparedFile(gate.dataDirectory), dataKey),
        }
      } catch (error) {
        discardPrepared(gate.dataDirectory)
        throw error
      }
    }),

  'rescue.adoptSalvage': (context, { taskId }) =>
    context.gate.tasks.run(taskId, async ({ report }) => {
      const { gate } = context
      const { dataKey } = damaged(gate)
      if (!existsSync(preparedFile(gate.dataDirectory)))
        throw new DomainError('NOTHING_SALVAGED', '还没有抢救出新库，或已作废。请先抢救、看过报告再换上。')
      await report(0, 1, '换上并打开')
      const folder = keptCopy(gate.dataDirectory) ?? ''
      const entry = entryFor(context, 'rescue.adoptSalvage', `数据打不开，换上抢救出的内容；原来的文件另存在“${folder}”`, {})
      const pending = prepareSalvaged(gate.dataDirectory, new Date(context.at), entry, dataKey)
      registerRestore(gate.dataDirectory, pending)
      gate.retryOpening()
      return { state: gate.state().kind, replacedName: pending.replacedName }
    }),

  'rescue.openAsIs': (context, { taskId }) =>
    context.gate.tasks.run(taskId, async ({ report }) => {
      const { gate } = context
      const { failure } = damaged(gate)
      if (!OPENABLE_AS_IS.has(failure.code))
        throw new DomainError('CANNOT_OPEN_AS_IS', '数据的结构已损坏，照现在的样子打不开。请从备份恢复，或抢救还读得出的内容。')
      await report(0, 2, '另存打不开的数据')
      const { folder } = keepCopy(gate.dataDirectory, new Date(context.at))
      await report(1, 2, '打开')
      forgetSeal(gate.dataDirectory)
      gate.retryOpening()
      const state = gate.state()
      if ('backend' in state) {
        const { database } = state.backend
        const { native } = database
        const summary = `${failure.code === 'DATA_ENTRIES_LOST' ? '数据比上次用的旧' : '数据文件在本程序之外变了'}，看过之后照现在的样子打开；当时的文件另存在“${folder}”`
        native.transaction(() => appendJournal(native, entryFor(context, 'rescue.openAsIs', summary, {})))()
        database.noteCommit()
      }
      return { state: state.kind }
    }),

  'rescue.retry': (context, { taskId }) =>
    context.gate.tasks.run(taskId, async ({ report }) => {
      unavailable(context.gate)
      await report(0, 1, '打开')
      context.gate.retryOpening()
      return { state: context.gate.state().kind }
    }),
}

/** 从新到旧，第一份查到底是完好的。 */
function newestGoodBackup(
  directory: string,
  dataKey: DataKey | null,
): { readonly name: string; readonly file: string; readonly contents: BackupContents } | null {
  for (const { name, reason } of restorable(directory, dataKey)) {
    if (reason === '换下的原库') continue
    const file = restorableFile(directory, name, dataKey)
    try {
      return { name, file, contents: inspectBackup(file, dataKey) }
    } catch (error) {
      // 这一份也坏了：看更早的。
      if (!(error instanceof DomainError)) throw error
    }
  }
  return null
}

function chainBreak(file: string, dataKey: DataKey | null): number | null {
  const connection = connect(file, dataKey, { readonly: true })
  try {
    return verifyChain(connection).brokenAt
  } finally {
    connection.close()
  }
}
