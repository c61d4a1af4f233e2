import path from 'node:path'
import type { offsiteContract } from '../../shared/settings/offsite-contract.ts'
import { backUp } from '../db/backup.ts'
import { forgetKey } from '../db/data-key.ts'
import type { OpenedDatabase } from '../db/open.ts'
import type { Report } from '../db/rekey.ts'
import { differenceFrom } from '../db/restorable.ts'
import { refuseWhileRestorePending, registerRestore, withdrawRestore } from '../db/restore.ts'
import type { Handlers, TaskContext } from '../dispatch/handlers.ts'
import { inspectOffsite, openOffsite, type OpenedOffsite } from '../offsite/read.ts'
import { absorbOffsite, prepareOffsite, requireRoomFor } from '../offsite/restore.ts'
import { writeOffsite } from '../offsite/write.ts'
import { offsiteHistory } from './journal-queries.ts'

type Alone = <T>(work: () => T) => Promise<T>

const reporting =
  (context: TaskContext): Report =>
  (done, total, label) =>
    context.report(done, total, label)

/** 另存到别处，与从别处的备份恢复。 */
export function offsiteHandlers(database: OpenedDatabase, alone: Alone): Handlers<typeof offsiteContract> {
  const { directory, dataKey } = database

  /** 打开一份、用完忘掉它的钥；与现在同一把的不忘。 */
  const withOffsite = async <T>(text: string, passphrase: string | undefined, work: (offsite: OpenedOffsite) => Promise<T>): Promise<T> => {
    const offsite = await openOffsite(text, passphrase ?? null, dataKey)
    try {
      return await work(offsite)
    } finally {
      if (offsite.key !== null && offsite.key !== dataKey) forgetKey(offsite.key)
    }
  }

  return {
    'settings.backUpTo': async (context, { folder, passphrase }) => {
      refuseWhileRestorePending(directory)
      const now = new Date(context.at)
      const receipt = await writeOffsite({ database, folder, passphrase: passphrase ?? null, now, report: reporting(context), alone })
      await context.transaction((command) => {
        const lacking = receipt.missing.length === 0 ? '' : `，缺 ${receipt.missing.length} 个附件`
        command.summarize(
          `另存一份到 ${receipt.folder}（${receipt.isEncrypted ? '已加密' : '没有加密'}，附件 ${receipt.attachments} 个${lacking}）`,
        )
        return Promise.resolve()
      })
      return { ...receipt, missing: [...receipt.missing], at: context.at }
    },

    'settings.offsiteHistory': async ({ db }) => ({ rows: await offsiteHistory(db, 20) }),

    'settings.offsiteSummary': (context, input) =>
      withOffsite(input.path, input.passphrase, async (offsite) => {
        const contents = await inspectOffsite(offsite, reporting(context))
        return {
          ...differenceFrom(database, contents, offsite.name),
          attachments: { registered: contents.registered, bytes: contents.bytes, missing: contents.missing.map(({ name }) => name) },
        }
      }),

    // 次序与本机备份的恢复一样：验证、另备现有数据、备好、登记。附件先并进来，没登记成也只是多几个没人用的文件。
    'settings.restoreOffsite': (context, input) =>
      withOffsite(input.path, input.passphrase, async (offsite) => {
        refuseWhileRestorePending(directory)
        const contents = await inspectOffsite(offsite, reporting(context))
        requireRoomFor(directory, offsite, contents)
        await context.report(0, 1, '备份现有数据')
        const now = new Date(context.at)
        const current = await alone(() => backUp(database.native, directory, '恢复前', now, dataKey))
        const missing = await absorbOffsite(directory, offsite, dataKey, reporting(context))
        await context.report(0, 1, '备好新的数据文件')
        const entry = {
          at: context.at,
          actor: context.actor,
          route: 'settings.restoreOffsite',
          summary: `从别处的备份“${input.path}”恢复；恢复前的数据备份为“${path.basename(current.path)}”`,
          inputJson: JSON.stringify({ path: input.path }),
        }
        const pending = prepareOffsite(directory, offsite, now, entry, dataKey, false)
        try {
          await context.transaction((command) => {
            command.summarize(`登记恢复：重新打开后换上别处的备份“${input.path}”，本库改名为“${pending.replacedName}”`)
            // 与这一条日志同进退：登记不成，日志也不记。
            registerRestore(directory, pending)
            return Promise.resolve()
          })
        } catch (error) {
          withdrawRestore(directory)
          throw error
        }
        return { pending, backupOfCurrent: current.path, missing }
      }),
  }
}
