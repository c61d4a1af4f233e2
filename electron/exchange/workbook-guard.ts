import { CFB } from '@e965/xlsx'
import { DomainError } from '../dispatch/domain-error.ts'
import { valuesOnly } from './biff.ts'
import { leadsElsewhere, openZip, repeatedName, type ZipPart } from './open-zip.ts'
import { ReadingBudget } from './reading-budget.ts'

const MEGABYTE = 1024 * 1024
/** 上限：文件本身、解压后合计、单个部件的压缩比（超过 20 MB 时）、部件个数。 */
export const FILE_LIMIT = 40 * MEGABYTE
const UNPACKED_LIMIT = 200 * MEGABYTE
const RATIO_LIMIT = 200
const RATIO_FLOOR = 20 * MEGABYTE
const PARTS_LIMIT = 5000

/** 看清了的文件：工作簿的各部件、工作簿流、文字、或装着几份表格的压缩包。 */
export type SoundFile =
  | { readonly kind: 'xlsx'; readonly parts: ReadonlyMap<string, Buffer> }
  | { readonly kind: 'xls'; readonly stream: Buffer }
  | { readonly kind: '文字'; readonly bytes: Buffer }
  | { readonly kind: '压缩包'; readonly parts: readonly ZipPart[] }

/**
 * 先看清再解析：魔数、加密、解压大小、校验和、是否截断。按内容而不是扩展名认；
 * xlsx 只留 XML 部件，xls 只留与值有关的记录，公式都不求值。文字只认 .csv、.tsv、.txt。
 * @throws DomainError `FILE_*`
 */
export async function soundFile(fileName: string, bytes: Buffer, budget = new ReadingBudget(fileName)): Promise<SoundFile> {
  if (bytes.length === 0) throw new DomainError('FILE_EMPTY', `“${fileName}”是空文件，请重新导出后再选。`)
  if (bytes.length > FILE_LIMIT)
    throw new DomainError(
      'FILE_TOO_LARGE',
      `“${fileName}”有 ${Math.ceil(bytes.length / MEGABYTE)} MB，超过 ${FILE_LIMIT / MEGABYTE} MB 的上限，请删去图片或分成几份再导入。`,
    )
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return soundZip(fileName, bytes, budget)
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) return { kind: 'xls', stream: soundXls(fileName, bytes, budget) }
  const fault = disguised(fileName, bytes)
  if (fault !== null) throw new DomainError('FILE_NOT_SPREADSHEET', fault)
  return { kind: '文字', bytes }
}

/** 不是表格的说明；是 .csv、.tsv、.txt 里的文字则为 null。 */
function disguised(fileName: string, bytes: Buffer): string | null {
  const head = bytes.subarray(0, 512).toString('latin1').trimStart().toLowerCase()
  const advice = '请用 Excel 或 WPS 打开后另存为“Excel 工作簿（.xlsx）”，再导入。'
  if (/^(\xef\xbb\xbf)?\s*<(!doctype html|html|table|\?xml)/.test(head))
    return `“${fileName}”其实是网页或 XML 文件，只是名字像表格。${advice}`
  if (head.startsWith('%pdf')) return `“${fileName}”是 PDF，不是表格。请用原始的 .xlsx、.xls 或 .csv 文件。`
  if (/\.(csv|tsv|txt)$/i.test(fileName)) return null
  if (isProbablyText(bytes))
    return `“${fileName}”里面其实是文字，不是 .xlsx 或 .xls 表格。如是逗号或制表符分隔的表，请把扩展名改成 .csv 再导入；否则${advice}`
  return `“${fileName}”不是 .xlsx、.xls 或 .csv 表格（也可能被加密软件加了密）。${advice}`
}

function isProbablyText(bytes: Buffer): boolean {
  return (
    /^[^\0-\x08\x0e-\x1f]+$/.test(bytes.subarray(0, 2000).toString('latin1')) && /[,\t;|]/.test(bytes.subarray(0, 2000).toString('latin1'))
  )
}

async function soundZip(fileName: string, bytes: Buffer, budget: ReadingBudget): Promise<SoundFile> {
  const corrupt = () => new DomainError('FILE_CORRUPT', `“${fileName}”已损坏或没有下载完整，请重新取得后再导入。`)
  let parts: ZipPart[]
  try {
    parts = await openZip(bytes, PARTS_LIMIT)
  } catch {
    throw corrupt()
  }
  if (parts.length > PARTS_LIMIT) throw tooBig(fileName)
  if (parts.some(({ isEncrypted }) => isEncrypted)) throw encrypted(fileName)
  // 表头写的大小不可信，但解压时超出声明的大小会立刻停下，所以按声明的大小设限就够了。
  let total = 0
  for (const { size, compressedSize } of parts) {
    total += size
    const ratio = size / Math.max(1, compressedSize)
    if (total > UNPACKED_LIMIT || (size > RATIO_FLOOR && ratio > RATIO_LIMIT)) throw tooBig(fileName)
  }
  budget.takeUnpacked(total)
  const repeated = repeatedName(parts)
  if (repeated !== undefined)
    throw new DomainError(
      'FILE_REPEATED_PART',
      `“${fileName}”里有两个同名的文件“${repeated.slice(0, 60)}”，不是正常保存的，不知以哪个为准，没有打开。请用 Excel 或 WPS 另存一份，或重新压缩后再导入。`,
    )
  const names = new Set(parts.map(({ name }) => name))
  if (names.has('xl/workbook.bin'))
    throw new DomainError('FILE_NOT_SPREADSHEET', `“${fileName}”是二进制工作簿（.xlsb），请另存为“Excel 工作簿（.xlsx）”后再导入。`)
  if (!names.has('[Content_Types].xml') || !names.has('xl/workbook.xml')) return bundle(fileName, parts)
  const contents = new Map<string, Buffer>()
  try {
    for (const part of parts) if (/\.(xml|rels)$/i.test(part.name)) contents.set(part.name, wholePart(part))
  } catch {
    throw corrupt()
  }
  refuseEntities(fileName, contents)
  return { kind: 'xlsx', parts: contents }
}

/** 实体声明可用来膨胀内存、读本机文件；OOXML 本就不许有（ECMA-376 第二部分 6.1.4），见到就不打开。 */
function refuseEntities(fileName: string, parts: ReadonlyMap<string, Buffer>): void {
  for (const [name, bytes] of parts)
    if (DECLARATIONS.some((each) => bytes.includes(each)))
      throw new DomainError(
        'FILE_HAS_ENTITIES',
        `“${fileName}”的部件 ${name} 里有实体声明，不是正常保存的表格，没有打开。请用 Excel 或 WPS 打开核对来路后另存为新的 .xlsx 再导入。`,
      )
}

const DECLARATIONS = ['<!DOCTYPE', '<!ENTITY'].flatMap((text) => [
  Buffer.from(text, 'latin1'),
  Buffer.from(text, 'utf16le'),
  Buffer.from(text, 'utf16le').swap16(),
])

/** 一个部件；工作表须写完。 */
function wholePart(part: ZipPart): Buffer {
  const content = part.read()
  if (/^xl\/worksheets\/[^/]+\.xml$/i.test(part.name) && !endsAsWorksheet(content)) throw new Error('工作表没有写完')
  return content
}

function endsAsWorksheet(part: Buffer): boolean {
  const tail = part.subarray(-800)
  const text = tail.includes(0) ? tail.toString('latin1').replaceAll('\0', '') : tail.toString('latin1')
  return /<\/([\w-]+:)?worksheet>\s*(<!--[^]*-->\s*)?$/.test(text)
}

/** 装着几份表格的压缩包；里面没有表格的说明是什么。 */
function bundle(fileName: string, parts: readonly ZipPart[]): SoundFile {
  const unsafe = parts.find(({ name, isLink }) => isLink || leadsElsewhere(name))
  if (unsafe)
    throw new DomainError(
      'FILE_UNSAFE_PATH',
      `“${fileName}”里有${unsafe.isLink ? '指到别处的链接' : '路径不正常的文件'}（${unsafe.name.slice(0, 60)}），可能有害，没有打开。请解压后只把花名册重新压缩再导入。`,
    )
  const files = parts.filter(({ name }) => !name.endsWith('/') && !/(^|\/)(__MACOSX\/|\.|~\$|Thumbs\.db$)/i.test(name))
  const books = files.filter(({ name }) => /\.(xlsx|xlsm|xls|csv|tsv|txt)$/i.test(name))
  if (books.length > 0) return { kind: '压缩包', parts: books }
  if (files.some(({ name }) => /\.(zip|rar|7z)$/i.test(name)))
    throw new DomainError('FILE_NESTED_ARCHIVE', `“${fileName}”里面还是压缩包，请先解压一层，再把里面的表格重新压缩后导入。`)
  throw new DomainError(
    'FILE_NOT_SPREADSHEET',
    `“${fileName}”是压缩包或别的文档，里面没有 .xlsx、.xls 或 .csv 表格；请选表格文件，或装着表格的 .zip。`,
  )
}

function soundXls(fileName: string, bytes: Buffer, budget: ReadingBudget): Buffer {
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
  budget.takeCells(fileName, inspection.cells)
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
