import { crc32, inflateRawSync } from 'node:zlib'
import { fromBufferPromise, type Entry } from 'yauzl'

/** 压缩包里的一个文件。`read` 按声明的大小解压并核对校验和，不符则抛出。 */
export type ZipPart = {
  readonly name: string
  readonly size: number
  readonly compressedSize: number
  readonly isEncrypted: boolean
  /** 是指到别处的链接（Unix 打的包里才有），内容只是一个路径。 */
  readonly isLink: boolean
  readonly read: () => Buffer
}

const STORED = 0
const DEFLATED = 8
const LOCAL_HEADER = 0x04034b50
const UTF8_NAME = 0x0800
/** 目录里高十六位是 Unix 的文件模式，其中高四位是种类。 */
const SYMBOLIC_LINK = 0xa
/** Info-ZIP 的 Unicode 文件名附加字段。 */
const UNICODE_NAME_FIELD = 0x7075

/** 打开压缩包，列出里面的文件；不是完好的压缩包则抛出。文件多于 `limit` 个时只列到 `limit + 1` 个。 */
export async function openZip(bytes: Buffer, limit: number): Promise<ZipPart[]> {
  // 名字自己解：许多中文压缩软件写的是 GBK 而不标明。
  const zip = await fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: true, decodeStrings: false })
  const parts: ZipPart[] = []
  for await (const entry of zip.eachEntry()) {
    parts.push(zipPart(bytes, entry))
    if (parts.length > limit) break
  }
  return parts
}

/** 名字会跑到别的文件夹去：上级目录、绝对路径、盘符、空字节。 */
export function leadsElsewhere(name: string): boolean {
  return /(^|[\\/])\.\.([\\/]|$)|^[\\/]|^[a-z]:|\0/i.test(name)
}

/** 头一个重名的（不分大小写，Windows、macOS 都不分）；没有为 undefined。 */
export function repeatedName(parts: readonly { readonly name: string }[]): string | undefined {
  const seen = new Set<string>()
  return parts.find(({ name }) => {
    const key = name.toLowerCase()
    return seen.has(key) || !seen.add(key)
  })?.name
}

function zipPart(bytes: Buffer, entry: Entry): ZipPart {
  return {
    name: nameOf(entry),
    size: entry.uncompressedSize,
    compressedSize: entry.compressedSize,
    isEncrypted: entry.isEncrypted(),
    isLink: entry.externalFileAttributes >>> 28 === SYMBOLIC_LINK,
    read: () => {
      const content = unpack(bytes, entry)
      if (crc32(content) !== entry.crc32 >>> 0) throw new Error('校验和不符')
      return content
    },
  }
}

function nameOf(entry: Entry): string {
  const unicode = entry.extraFields.find(({ id }) => id === UNICODE_NAME_FIELD)
  if (unicode && unicode.data.length > 5 && unicode.data[0] === 1) return unicode.data.subarray(5).toString('utf8')
  const raw = entry.fileNameRaw
  if ((entry.generalPurposeBitFlag & UTF8_NAME) !== 0) return raw.toString('utf8')
  for (const encoding of ['utf-8', 'gb18030'])
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(raw)
    } catch {
      continue
    }
  return raw.toString('latin1')
}

function unpack(bytes: Buffer, { relativeOffsetOfLocalHeader: at, compressedSize, uncompressedSize, compressionMethod }: Entry): Buffer {
  if (bytes.readUInt32LE(at) !== LOCAL_HEADER) throw new Error('没有文件头')
  const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28)
  if (start + compressedSize > bytes.length) throw new Error('内容不全')
  const packed = bytes.subarray(start, start + compressedSize)
  if (compressionMethod === STORED) return packed
  if (compressionMethod !== DEFLATED) throw new Error('不支持的压缩办法')
  // 解到声明的大小就停：谎报大小的压缩炸弹在此抛出。
  const content = uncompressedSize === 0 ? Buffer.alloc(0) : inflateRawSync(packed, { maxOutputLength: uncompressedSize })
  if (content.length !== uncompressedSize) throw new Error('大小不符')
  return content
}
