import { crc32 } from 'node:zlib'
import { zipSync } from 'fflate'
import { CFB } from '@e965/xlsx'
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl'
import { DomainError } from '../dispatch/domain-error.ts'

const MEGABYTE = 1024 * 1024
/** 上限：文件本身、解压后合计、单个部件的压缩比（超过 20 MB 时）、部件个数。 */
export const FILE_LIMIT = 40 * MEGABYTE
const UNPACKED_LIMIT = 200 * MEGABYTE
const RATIO_LIMIT = 200
const RATIO_FLOOR = 20 * MEGABYTE
const PARTS_LIMIT = 5000

/** 已核实是表格、没有加密、解压有界的文件，可以交给解析器。 */
export type SoundWorkbook = {
  readonly format: 'xlsx' | 'xls'
  readonly bytes: Uint8Array
  /** 可能含公式；没有公式的（绝大多数花名册）解析可以快些。 */
  readonly mayHaveFormulas: boolean
}

/**
 * 先看清再解析：魔数、加密、解压大小、校验和、是否截断。
 * xlsx 由本函数按声明的大小解压并核对校验和，只留 XML 部件，重新装成不压缩的包。
 * @throws DomainError `FILE_*`
 */
export async function soundWorkbook(fileName: string, bytes: Buffer): Promise<SoundWorkbook> {
  if (bytes.length === 0) throw new DomainError('FILE_EMPTY', `“${fileName}”是空文件，请重新导出后再选。`)
  if (bytes.length > FILE_LIMIT)
    throw new DomainError(
      'FILE_TOO_LARGE',
      `“${fileName}”有 ${Math.ceil(bytes.length / MEGABYTE)} MB，超过 ${FILE_LIMIT / MEGABYTE} MB 的上限，请删去图片或分成几份再导入。`,
    )
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return soundXlsx(fileName, bytes)
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]))
    return { format: 'xls', bytes: soundXls(fileName, bytes), mayHaveFormulas: true }
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

async function soundXlsx(fileName: string, bytes: Buffer): Promise<SoundWorkbook> {
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
  const parts: Record<string, Buffer> = {}
  try {
    for (const entry of entries) if (/\.(xml|rels)$/i.test(entry.fileName)) parts[entry.fileName] = await inflate(zip, entry)
  } catch {
    throw corrupt()
  }
  const isCut = Object.entries(parts).some(([name, part]) => /^xl\/worksheets\/[^/]+\.xml$/.test(name) && !endsAsWorksheet(part))
  if (isCut) throw corrupt()
  const mayHaveFormulas = Object.entries(parts).some(
    ([name, part]) => name.startsWith('xl/worksheets/') && FORMULA_TAGS.some((tag) => part.includes(tag)),
  )
  return { format: 'xlsx', bytes: zipSync(parts, { level: 0, mtime: '2000-01-01T00:00:00' }), mayHaveFormulas }
}

/** 公式标签的各种写法，可带命名空间前缀。 */
const FORMULA_TAGS = ['<f>', '<f ', '<f/', ':f>', ':f ', ':f/']

async function inflate(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer)
  const part = Buffer.concat(chunks)
  if (crc32(part) !== entry.crc32 >>> 0) throw new Error('校验和不符')
  return part
}

function endsAsWorksheet(part: Uint8Array): boolean {
  return /<\/([\w-]+:)?worksheet>\s*(<!--[^]*-->\s*)?$/.test(Buffer.from(part.subarray(-400)).toString('latin1'))
}

function soundXls(fileName: string, bytes: Buffer): Uint8Array {
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
  const verdict = inspectBiff(workbook)
  if (verdict === '加密') throw encrypted(fileName)
  if (verdict === '损坏') throw corrupt()
  return bytes
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

const BOF = 0x0809
const EOF = 0x000a
const FILEPASS = 0x002f
const BOUNDSHEET = 0x0085

/** 走一遍 BIFF8 记录：有 FILEPASS 即加密；每张工作表都要从 BOF 完整走到 EOF，否则是截断的。 */
function inspectBiff(stream: Buffer): '完好' | '加密' | '损坏' {
  const sheetStarts: number[] = []
  const isGlobalsWhole = walk(stream, 0, (type, at, length) => {
    if (type === FILEPASS) return '停'
    if (type === BOUNDSHEET && length >= 6 && stream[at + 5] === 0) sheetStarts.push(stream.readUInt32LE(at))
    return '走'
  })
  if (isGlobalsWhole === '停') return '加密'
  if (isGlobalsWhole !== '到头' || sheetStarts.length === 0) return '损坏'
  return sheetStarts.every((start) => walk(stream, start, () => '走') === '到头') ? '完好' : '损坏'
}

function walk(stream: Buffer, start: number, visit: (type: number, at: number, length: number) => '走' | '停'): '到头' | '断' | '停' {
  let depth = 0
  for (let at = start; at + 4 <= stream.length;) {
    const type = stream.readUInt16LE(at)
    const length = stream.readUInt16LE(at + 2)
    if (at + 4 + length > stream.length || (at === start && type !== BOF)) return '断'
    if (visit(type, at + 4, length) === '停') return '停'
    if (type === BOF) depth += 1
    if (type === EOF && (depth -= 1) === 0) return '到头'
    at += 4 + length
  }
  return '断'
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
