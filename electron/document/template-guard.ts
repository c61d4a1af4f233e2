import { crc32 } from 'node:zlib'
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl'
import { DomainError } from '../dispatch/domain-error.ts'
import type { ZipPart } from './zip-archive.ts'

const MEGABYTE = 1024 * 1024
/** 上限：文件本身、解压后合计、部件个数；单个部件超过 1 MB 时的压缩比。红头模板通常几十 KB。 */
const FILE_LIMIT = 5 * MEGABYTE
const UNPACKED_LIMIT = 40 * MEGABYTE
const PARTS_LIMIT = 500
const RATIO_LIMIT = 100
const RATIO_FLOOR = MEGABYTE

/** 带来外来内容的关系：部件叫什么名字都认得出。 */
const ACTIVE_RELATIONS = /\/(attachedTemplate|aFChunk|oleObject|control|vbaProject|subDocument|frame|package)["']/i

const MAIN_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'

/** 带得进程序、别的文档或外来内容的部件。 */
const ACTIVE_PARTS: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  { pattern: /vbaProject|vbaData/i, what: '宏' },
  { pattern: /(^|\/)activeX\//i, what: 'ActiveX 控件' },
  { pattern: /(^|\/)embeddings\//i, what: '嵌入的对象' },
  { pattern: /(^|\/)customUI\//i, what: '自定义功能区' },
  { pattern: /(^|\/)afchunk/i, what: '引入的外来文件' },
]

export type TemplatePart = { readonly name: string; readonly bytes: Buffer }

/**
 * 按不可信文件打开一份 docx：大小、压缩比、校验和、宏、控件、嵌入对象、外部引用、实体声明，逐项看清，
 * 任何一项不过都拒绝并说明怎么办。返回已解开的部件，同名的不许有。
 * @throws DomainError `TEMPLATE_*`
 */
export async function soundTemplate(fileName: string, bytes: Buffer): Promise<TemplatePart[]> {
  const refuse = (code: string, message: string) => new DomainError(`TEMPLATE_${code}`, `“${fileName}”${message}`)
  if (bytes.length === 0) throw refuse('EMPTY', '是空文件，请重新选择。')
  if (bytes.length > FILE_LIMIT)
    throw refuse('TOO_LARGE', `有 ${Math.ceil(bytes.length / MEGABYTE)} MB，超过 ${FILE_LIMIT / MEGABYTE} MB 的上限，请压缩其中的图片。`)
  if (bytes.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0])))
    throw refuse('NOT_DOCX', '是旧版 .doc 文件或设了打开密码，请在 Word 或 WPS 里取消密码、另存为“Word 文档（.docx）”后再选。')
  if (!bytes.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 0x03, 0x04])))
    throw refuse('NOT_DOCX', '不是 Word 文档（.docx），请选 .docx 文件。')

  const corrupt = () => refuse('CORRUPT', '已损坏或没有下载完整，请用 Word 或 WPS 打开后另存一份再选。')
  let zip: ZipFile
  const entries: Entry[] = []
  try {
    zip = await fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: true })
    if (zip.entryCount > PARTS_LIMIT)
      throw refuse('TOO_LARGE', `里有 ${zip.entryCount} 个部件，多得不正常，没有打开。请用 Word 或 WPS 打开后另存一份再选。`)
    for await (const entry of zip.eachEntry()) entries.push(entry)
  } catch (error) {
    throw error instanceof DomainError ? error : corrupt()
  }

  let total = 0
  const names = new Set<string>()
  for (const entry of entries) {
    const { fileName: name } = entry
    if (entry.isEncrypted()) throw refuse('NOT_DOCX', '设有打开密码，请取消密码后另存一份再选。')
    if (names.has(name.toLowerCase()))
      throw refuse('CORRUPT', `里有两个同名部件“${name}”，不是正常保存的文档，没有打开。请用 Word 或 WPS 打开后另存一份再选。`)
    if (isLink(entry))
      throw refuse('CORRUPT', `里有指到别处的链接（${name}），不是正常保存的文档，没有打开。请用 Word 或 WPS 打开后另存一份再选。`)
    names.add(name.toLowerCase())
    total += entry.uncompressedSize
    const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize)
    if (total > UNPACKED_LIMIT || (entry.uncompressedSize > RATIO_FLOOR && ratio > RATIO_LIMIT))
      throw refuse('UNPACKS_TOO_LARGE', '解压后大得不正常，没有打开。请用 Word 或 WPS 打开后另存一份再选。')
    const active = ACTIVE_PARTS.find(({ pattern }) => pattern.test(name))
    if (active)
      throw refuse('HAS_ACTIVE_CONTENT', `里有${active.what}（${name}），不能作模板。请在 Word 或 WPS 里删去，另存为不含宏的 .docx 再选。`)
  }
  if (!names.has('[content_types].xml') || !names.has('word/document.xml'))
    throw refuse('NOT_DOCX', '是压缩包或别的文档，不是 Word 文档，请选 .docx 文件。')

  const parts: TemplatePart[] = []
  try {
    for (const entry of entries) if (!entry.fileName.endsWith('/')) parts.push(await inflate(zip, entry))
  } catch {
    throw corrupt()
  }
  for (const part of parts) {
    const problem = contentProblem(part)
    if (problem !== '') throw refuse('HAS_ACTIVE_CONTENT', problem)
  }
  const types = parts.find(({ name }) => name.toLowerCase() === '[content_types].xml')?.bytes.toString('utf8') ?? ''
  if (!types.includes(MAIN_TYPE)) throw refuse('NOT_DOCX', '是带宏的文档或 Word 模板（.docm、.dotx），请另存为“Word 文档（.docx）”后再选。')
  return parts
}

/** 目录里高十六位是 Unix 的文件模式，其中高四位是种类；符号链接是 a。 */
function isLink({ externalFileAttributes }: Entry): boolean {
  return externalFileAttributes >>> 28 === 0xa
}

async function inflate(zip: ZipFile, entry: Entry): Promise<TemplatePart> {
  const chunks: Buffer[] = []
  for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer)
  const bytes = Buffer.concat(chunks)
  if (crc32(bytes) !== entry.crc32 >>> 0) throw new Error('校验和不符')
  return { name: entry.fileName, bytes }
}

/** 部件内容里的问题：实体声明（可用来膨胀内存、读本机文件）、指到文档之外的引用、自动取数的域。 */
function contentProblem({ name, bytes }: TemplatePart): string {
  if (!/\.(xml|rels)$/i.test(name)) return ''
  // 写明了别的编码的，下面按 UTF-8 看就看不见里面的东西。
  const encoding = /^(?:\xef\xbb\xbf)?<\?xml[^>]*\bencoding\s*=\s*["']([^"']{1,40})/i.exec(bytes.subarray(0, 200).toString('latin1'))?.[1]
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  if (isUtf16 || bytes.subarray(0, 4).includes(0) || (encoding !== undefined && !/^(utf-?8|us-ascii)$/i.test(encoding)))
    return `的部件 ${name} 不是常用的编码，请用 Word 或 WPS 另存一份再选。`
  const text = withoutReferences(bytes.toString('utf8'))
  if (/<!(DOCTYPE|ENTITY)/i.test(text))
    return `的部件 ${name} 里有实体声明，不是正常保存的文档，没有打开。请核对来路，用 Word 或 WPS 另存一份再选。`
  if (/\.rels$/i.test(name) && /TargetMode\s*=\s*["']External["']/i.test(text)) {
    const target = /Target\s*=\s*["']([^"']{1,80})/i.exec(/<Relationship\b[^>]*External[^>]*>/i.exec(text)?.[0] ?? '')?.[1] ?? ''
    return `引用了文档之外的内容（${target}），打开时会去取它。请在 Word 或 WPS 里去掉链接、把图片嵌入文档，另存后再选。`
  }
  const relation = /\.rels$/i.test(name) ? ACTIVE_RELATIONS.exec(text)?.[1] : undefined
  if (relation !== undefined) return `带着外来的内容（${relation}），不能作模板。请在 Word 或 WPS 里删去后另存再选。`
  const field = /^\s*(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK)\b/im.exec(fieldCodes(text))
  return field ? `里有会自动取数的域（${field[1] ?? ''}），请在 Word 或 WPS 里删去后另存再选。` : ''
}

/** 数字写的字（`&#69;`）还原成字：解析器读到的是字，照原文找就会漏过去。 */
function withoutReferences(text: string): string {
  return text.replaceAll(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/gi, (whole, hex: string | undefined, decimal: string | undefined) => {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return code > 0x1f && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** 各个域的代码，一行一个：代码可以拆在几截文字里（`INCL`、`UDETEXT`），也可以写成一个属性。 */
function fieldCodes(text: string): string {
  const pieces = text.matchAll(
    /<\w{1,20}:fldChar\b[^<>]*\bfldCharType\s*=\s*["'](begin)["']|<\w{1,20}:instrText\b[^<>]*>([^<]*)<|<\w{1,20}:fldSimple\b[^<>]*\binstr\s*=\s*["']([^"'<>]*)/g,
  )
  return Array.from(pieces, ([, begin, code, simple]) => (begin !== undefined ? '\n' : simple !== undefined ? `\n${simple}\n` : code)).join(
    '',
  )
}

/** 看过的部件，装回 zip 交给模板库：没看过的字节一个也不进去。 */
export function zipParts(parts: readonly TemplatePart[]): ZipPart[] {
  return parts.map(({ name, bytes }) => ({ name, stored: bytes, isDeflated: false, size: bytes.length, crc32: crc32(bytes) }))
}
