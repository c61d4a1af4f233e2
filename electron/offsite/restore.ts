import { statSync } from 'node:fs'
import path from 'node:path'
import { AttachmentStore } from '../attachment/store.ts'
import { connect } from '../db/connect.ts'
import type { DataKey } from '../db/data-key.ts'
import type { JournalContent } from '../db/journal-chain.ts'
import type { Report } from '../db/rekey.ts'
import { prepareRestore, type PendingRestore } from '../db/restore.ts'
import { registeredFiles } from '../db/registered-files.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import { freeBytes, sizeText } from './place.ts'
import type { OffsiteContents, OpenedOffsite } from './read.ts'

/** 升级、换钥、并附件各要一份的地方。 */
const COPIES = 2

/** 恢复要的地方先问清楚。@throws DomainError `DISK_FULL`。 */
export function requireRoomFor(directory: string, offsite: OpenedOffsite, contents: OffsiteContents): void {
  const needed = statSync(offsite.file).size * COPIES + contents.bytes
  const free = freeBytes(directory)
  if (free === null || free >= needed) return
  throw new DomainError('DISK_FULL', `磁盘空间不足：恢复约需 ${sizeText(needed)}，只剩 ${sizeText(free)}。请清理磁盘后再来；数据没有改动。`)
}

/** 把那一份的附件并进来，逐个核对内容；已有完好的不动。多出来的没有登记，不碍事。返回没有完好的几个的名字。 */
export async function absorbOffsite(directory: string, offsite: OpenedOffsite, dataKey: DataKey | null, report: Report): Promise<string[]> {
  const connection = connect(offsite.file, offsite.key, { readonly: true, fileMustExist: true })
  const files = registeredFiles(connection)
  connection.close()
  const source = new AttachmentStore(offsite.root, offsite.key)
  const own = new AttachmentStore(directory, dataKey)
  const missing: string[] = []
  for (const [index, { sha256, name }] of files.entries()) {
    await report(index, files.length, `取回附件 ${index}／${files.length}`)
    if (own.get(sha256).state === '完好') continue
    const { bytes } = source.get(sha256)
    if (bytes === null) missing.push(name)
    else own.put(bytes)
  }
  return missing
}

/** 备好新的数据文件，等登记；加不加密照现在的数据（`dataKey`）。 */
export function prepareOffsite(
  directory: string,
  offsite: OpenedOffsite,
  now: Date,
  entry: JournalContent,
  dataKey: DataKey | null,
  keepsOriginal: boolean,
): PendingRestore {
  return prepareRestore(directory, offsite.file, now, entry, dataKey, {
    keepsOriginal,
    sourceKey: offsite.key,
    name: path.basename(offsite.name),
  })
}
