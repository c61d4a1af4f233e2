import { crc32 } from 'node:zlib'
import { CFB } from '@e965/xlsx'
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl'
import { DomainError } from '../dispatch/domain-error.ts'
import { valuesOnly } from './biff.ts'
import { withoutFormulas } from './xlsx-formulas.ts'
import { storedZip, type StoredPart } from './stored-zip.ts'

const MEGABYTE = 1024 * 1024
/** 上限：文件本身、解压后合计、单个部件的压缩比（超过 20 MB 时）、部件个数。 */
export const FILE_LIMIT = 40 * MEGABYTE
const UNPACKED_LIMIT = 200 * MEGABYTE
const RATIO_LIMIT = 200
const RATIO_FLOOR = 20 * MEGABYTE
const PARTS_LIMIT = 5000

/**
 * 先看清再解析：魔数、加密、解压大小、校验和、是否截断；公式一律去掉，只留算好的值。
 * xlsx 由本函数按声明的大小解压并核对校验和，只留 XML 部件，重新装成不压缩的包；
 * xls 取出工作簿流，只留与值有关的记录。返回可以交给解析器的字节。
 * @throws DomainError `FILE_*`
 */
export async function soundWorkbook(fileName: string, bytes: Buffer): Promise<Uint8Array> {
  if (bytes.length === 0) throw new DomainError('FILE_EMPTY', `“${fileName}”是空文件，请重新导出后再选。`)
  if (bytes.length > FILE_LIMIT)
    throw new DomainError(
      'FILE_TOO_LARGE',
      `“${fileName}”有 ${Math.ceil(bytes.length / MEGABYTE)} MB，超过 ${FILE_LIMIT / MEGABYTE} MB 的上限，请删去图片或分成几份再导入。`,
    )
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return soundXlsx(fileName, bytes)
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) return soundXls(fileName, bytes)
  throw new DomainError('FILE_NOT_SPREADSHEET', notSpreadsheet(fileName, bytes))
}

function notSpreadsheet(fileName: string, bytes: Buffer): string {
  const head = bytes.subarray(0, 512).toString('latin1').trimStart().toLowerCase()
  const advice = '请用 Excel 或 WPS 打开后另存为“Excel 工作簿（.xlsx）”，再导入。'
  if (/^(\xef\xbb\xbf)?\s*<(!doctype html|html|table|\?xml)/.test(head))
    return `“${fileName}”其实是网页或 XML 文件，只是名字像表格。${advice}`
  if (head.startsWith('%pdf')) return `“${fileName}”是 PDF，不是表格。请用原始的 .xlsx 或 .xls 文件。`
  return `“${fileName}”不是 .xlsx 或 .xls 表格（也可能被加密软件加了密）。${advice}`
}

async function soundXlsx(fileName: string, bytes: Buffer): Promise<Uint8Array> {
  const corrupt = () => new DomainError('FILE_CORRUPT', `“${fileName}”已损坏或没有下载完整，请重新取得后再导入。`)
  let zip: ZipFile
  const entries: Entry[] = []
  try {
    zip = await fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: true })
    if (zip.entryCount > PARTS_LIMIT) throw tooBig(fileName)
    for await (const entry of zip.eachEntry()) entries.push(entry)
  } catch (error) {
    throw error instanceof DomainError ? error : corrupt()
  }
  const names = new Set(entries.map((entry) => entry.fileName))
  if (entries.some((entry) => entry.isEncrypted())) throw encrypted(fileName)
  if (names.has('xl/workbook.bin'))
    throw new DomainError('FILE_NOT_SPREADSHEET', `“${fileName}”是二进制工作簿（.xlsb），请另存为“Excel 工作簿（.xlsx）”后再导入。`)
  if (!names.has('[Content_Types].xml') || !names.has('xl/workbook.xml'))
    throw new DomainError('FILE_NOT_SPREADSHEET', `“${fileName}”是压缩包或别的文档，不是 Excel 工作簿，请选 .xlsx 或 .xls 文件。`)
  // 表头写的大小不可信，但解压时超出声明的大小会立刻停下，所以按声明的大小设限就够了。
  let total = 0
  for (const entry of entries) {
    total += entry.uncompressedSize
    const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize)
    if (total > UNPACKED_LIMIT || (entry.uncompressedSize > RATIO_FLOOR && ratio > RATIO_LIMIT)) throw tooBig(fileName)
  }
  // 同名的部件后出现的为准。
  const parts = new Map<string, StoredPart>()
  try {
    for (const entry of entries) if (/\.(xml|rels)$/i.test(entry.fileName)) parts.set(entry.fileName, await valuePart(zip, entry))
  } catch {
    throw corrupt()
  }
  return storedZip([...parts.values()])
}

/** 一个部件；工作表须完整，公式去掉。 */
async function valuePart(zip: ZipFile, entry: Entry): Promise<StoredPart> {
  const part = await inflate(zip, entry)
  if (!/^xl\/worksheets\/[^/]+\.xml$/i.test(part.name)) return part
  if (!endsAsWorksheet(part.bytes)) throw new Error('工作表没有写完')
  const bytes = withoutFormulas(part.bytes)
  return bytes === part.bytes ? part : { ...part, bytes, crc32: crc32(bytes) }
}

async function inflate(zip: ZipFile, entry: Entry): Promise<StoredPart> {
  const chunks: Buffer[] = []
  for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer)
  const part = Buffer.concat(chunks)
  const checksum = crc32(part)
  if (checksum !== entry.crc32 >>> 0) throw new Error('校验和不符')
  return { name: entry.fileName, bytes: part, crc32: checksum }
}

function endsAsWorksheet(part: Uint8Array): boolean {
  return /<\/([\w-]+:)?worksheet>\s*(<!--[^]*-->\s*)?$/.test(Buffer.from(part.subarray(-400)).toString('latin1'))
}

function soundXls(fileName: string, bytes: Buffer): Buffer {
  const corrupt = () => new DomainError('FILE_CORRUPT', `“${fileName}”已损坏或没有下载完整，请重新取得后再导入。`)
  const container = openContainer(bytes)
  if (container === null) throw corrupt()
  if (container.stream('EncryptedPackage') || container.stream('EncryptionInfo')) throw encrypted(fileName)
  const workbook = container.stream('Workbook')
  if (!workbook) {
    if (container.stream('Book'))
      throw new DomainError('FILE_NOT_SPREADSHEET', `“${fileName}”是 Excel 95 或更早的格式，请用 Excel 或 WPS 另存为 .xlsx 后再导入。`)
    throw new DomainError('FILE_NOT_SPREADSHEET', `“${fileName}”是别的 Office 文档，不是 Excel 工作簿，请选 .xlsx 或 .xls 文件。`)
  }
  const inspection = valuesOnly(workbook)
  if (inspection.kind === '加密') throw encrypted(fileName)
  if (inspection.kind === '损坏') throw corrupt()
  return inspection.stream
}

/** 复合文档（OLE）里按名取流；打不开为 null。 */
function openContainer(bytes: Buffer): { stream(name: string): Buffer | null } | null {
  type Container = { FileIndex: { name: string; size: number; content?: Uint8Array | number[] }[] }
  const library = CFB as { read(data: Buffer, options: { type: 'buffer' }): Container }
  try {
    const container = library.read(bytes, { type: 'buffer' })
    return {
      stream: (name) => {
        const found = container.FileIndex.find((file) => file.name.toLowerCase() === name.toLowerCase())
        return found?.content === undefined ? null : Buffer.from(found.content)
      },
    }
  } catch {
    return null
  }
}

function encrypted(fileName: string): DomainError {
  return new DomainError('FILE_ENCRYPTED', `“${fileName}”设有打开密码，读不了。请在 Excel 或 WPS 里打开，取消密码后另存一份再导入。`)
}

function tooBig(fileName: string): DomainError {
  return new DomainError(
    'FILE_UNPACKS_TOO_LARGE',
    `“${fileName}”解压后大得不正常（上限 ${UNPACKED_LIMIT / MEGABYTE} MB），没有打开。请用 Excel 或 WPS 把花名册复制到一份新表再导入。`,
  )
}

function startsWith(bytes: Buffer, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte)
}
