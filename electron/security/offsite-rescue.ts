import type { RescueContract } from '../../shared/security/rescue-contract.ts'
import { forgetKey, type DataKey } from '../db/data-key.ts'
import { registerRestore } from '../db/restore.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import { inspectOffsite, openOffsite, type OpenedOffsite } from '../offsite/read.ts'
import { absorbOffsite, prepareOffsite, requireRoomFor } from '../offsite/restore.ts'
import type { GateContext, GateHandlers } from './gate-context.ts'
import { keepCopy } from './keep-copy.ts'
import { KEY_FILE_NAME, findKeyFile } from './key-file.ts'
import { keyIdOf } from './key-slots.ts'
import { damaged, described, entryFor } from './unavailable.ts'

type OffsiteRescue = Pick<RescueContract, 'rescue.offsiteContents' | 'rescue.restoreOffsite'>

/** 打不开时，从 U 盘、别的盘上的备份恢复。 */
export const offsiteRescueHandlers: GateHandlers<OffsiteRescue> = {
  'rescue.offsiteContents': (context, { path, passphrase, taskId }) =>
    context.gate.tasks.run(taskId, ({ report }) =>
      withOffsite(context, path, passphrase, async (offsite) => {
        const contents = await inspectOffsite(offsite, report)
        const { registered, bytes, missing } = contents
        return { ...described(context.gate, contents), attachments: { registered, bytes, missing: missing.map(({ name }) => name) } }
      }),
    ),

  'rescue.restoreOffsite': (context, { path, passphrase, taskId }) =>
    context.gate.tasks.run(taskId, ({ report }) =>
      withOffsite(context, path, passphrase, async (offsite, dataKey) => {
        const { gate } = context
        const now = new Date(context.at)
        const contents = await inspectOffsite(offsite, report)
        requireRoomFor(gate.dataDirectory, offsite, contents)
        await report(0, 1, '另存打不开的数据')
        const { folder } = keepCopy(gate.dataDirectory, now)
        const missing = await absorbOffsite(gate.dataDirectory, offsite, dataKey, report)
        await report(0, 1, '换上并打开')
        const summary = `数据打不开，从别处的备份“${path}”恢复；原来的文件另存在“${folder}”`
        const entry = entryFor(context, 'rescue.restoreOffsite', summary, { path })
        const pending = prepareOffsite(gate.dataDirectory, offsite, now, entry, dataKey, true)
        registerRestore(gate.dataDirectory, pending)
        gate.retryOpening()
        return { state: gate.state().kind, replacedName: pending.replacedName, missing }
      }),
    ),
}

async function withOffsite<T>(
  { gate }: GateContext,
  path: string,
  passphrase: string | undefined,
  work: (offsite: OpenedOffsite, dataKey: DataKey | null) => Promise<T>,
): Promise<T> {
  const { dataKey } = damaged(gate)
  const offsite = await openOffsite(path, passphrase ?? null, dataKey)
  try {
    return await work(offsite, dataKey ?? lockedWith(gate.dataDirectory, offsite))
  } finally {
    if (offsite.key !== null && offsite.key !== dataKey) forgetKey(offsite.key)
  }
}

/**
 * 数据文件没了、口令还没输过：文件夹里的密钥文件说明原来是加密的，恢复以后仍要加密。别处那一份与它同一把钥，就用这一把。
 * @throws DomainError `KEY_FILE_DIFFERS` 不是同一把：不把加密的数据恢复成明文，由人先移开密钥文件。
 */
function lockedWith(directory: string, offsite: OpenedOffsite): DataKey | null {
  const found = findKeyFile(directory)
  if (!found) return null
  if (offsite.key !== null && keyIdOf(offsite.key) === found.keyFile.keyId) return offsite.key
  throw new DomainError(
    'KEY_FILE_DIFFERS',
    `“${directory}”里原来的数据是加密的，与这份备份用的不是同一把钥匙，恢复以后会变成不加密的。确实要用它，请先把“${KEY_FILE_NAME}”（数据文件夹与“备份”文件夹里各一份）移到别处，再来一次；什么也没有改动。`,
  )
}
