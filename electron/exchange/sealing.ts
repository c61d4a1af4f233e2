import type { sealContract } from '../../shared/exchange/seal-contract.ts'
import { sealPlan } from '../../shared/exchange/sealing.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import { wireFile } from './exported-file.ts'
import { leadsElsewhere, openZip, repeatedName, type ZipPart } from './open-zip.ts'
import { sealOffice } from './seal-office.ts'
import { sealZip, type ZipEntry } from './seal-zip.ts'

/** 材料包至多几千份文件；解开后合计，字节：再大就不是导出的包了，加密时也装不下内存。 */
const MOST_FILES = 60_000
const MOST_UNPACKED = 600 * 1024 * 1024

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
    const problem = unfitToSeal(parts)
    if (problem !== '') throw new DomainError('ZIP_UNSAFE', `“${fileName}”${problem}，不像是导出的包，没有加口令。请重新导出后再加。`)
    return parts.filter(({ name }) => !name.endsWith('/')).map(({ name, read }) => ({ path: name, bytes: read() }))
  } catch (error) {
    if (error instanceof DomainError) throw error
    throw new DomainError(
      'ZIP_UNREADABLE',
      `“${fileName}”不是完好的压缩包，没有加口令：${error instanceof Error ? error.message : ''}。请重新导出后再加。`,
    )
  }
}

/** 解开会占满内存、会写到别处、会互相盖住的；没有为空串。 */
function unfitToSeal(parts: readonly ZipPart[]): string {
  if (parts.length > MOST_FILES) return `里的文件多于 ${MOST_FILES} 个`
  if (parts.reduce((total, { size }) => total + size, 0) > MOST_UNPACKED) return '解压后大得不正常'
  if (parts.some(({ isEncrypted }) => isEncrypted)) return '里已经有加了口令的文件'
  const unsafe = parts.find(({ name, isLink }) => isLink || leadsElsewhere(name))
  if (unsafe) return `里有路径不正常的文件（${unsafe.name.slice(0, 60)}）`
  const repeated = repeatedName(parts)
  return repeated === undefined ? '' : `里有两个同名的文件（${repeated.slice(0, 60)}）`
}
