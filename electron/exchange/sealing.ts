import type { sealContract } from '../../shared/exchange/seal-contract.ts'
import { sealPlan } from '../../shared/exchange/sealing.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import { wireFile } from './exported-file.ts'
import { openZip } from './open-zip.ts'
import { sealOffice } from './seal-office.ts'
import { sealZip, type ZipEntry } from './seal-zip.ts'

/** 材料包至多几千份文件。 */
const MOST_FILES = 60_000

export const sealHandlers: Handlers<typeof sealContract> = {
  'exchange.sealFile': async (context, { file, passphrase }) => {
    await context.report(0, 100, '加口令')
    const plan = sealPlan(file.fileName)
    const bytes = Buffer.from(file.base64, 'base64')
    if (bytes.length === 0) throw new DomainError('FILE_EMPTY', `“${file.fileName}”是空的，没有可加口令的内容。`)
    const sealed =
      plan.kind === 'Office'
        ? sealOffice(bytes, passphrase)
        : sealZip(plan.kind === 'zip' ? await entriesOf(file.fileName, bytes) : [{ path: file.fileName, bytes }], passphrase)
    await context.report(100, 100, '完成')
    context.noteExport({ isSealed: true })
    return { file: wireFile(plan.fileName, sealed), note: plan.note }
  },
}

async function entriesOf(fileName: string, bytes: Buffer): Promise<ZipEntry[]> {
  try {
    const parts = await openZip(bytes, MOST_FILES)
    return parts.filter(({ name }) => !name.endsWith('/')).map(({ name, read }) => ({ path: name, bytes: read() }))
  } catch (error) {
    throw new DomainError('ZIP_UNREADABLE', `“${fileName}”不是完好的压缩包，没有加口令：${error instanceof Error ? error.message : ''}。`)
  }
}
