import { crc32, deflateRawSync } from 'node:zlib'

/** 压缩包里的一项；各种谎话都由人写明，不写的照实。 */
export type HostileEntry = {
  readonly name: string
  readonly content: Uint8Array | string
  /** 目录里声明的解压大小。 */
  readonly declaredSize?: number
  readonly isEncrypted?: boolean
  readonly isLink?: boolean
}

/** 同一段文字用同一块字节，也就只压一次。 */
const texts = new Map<string, Buffer>()
function bytesOf(content: Uint8Array | string): Uint8Array {
  if (typeof content !== 'string') return content
  const bytes = texts.get(content) ?? Buffer.from(content)
  texts.set(content, bytes)
  return bytes
}

const packed = new WeakMap<Uint8Array, { stored: Buffer; crc: number }>()

/** 大块的内容只压一次：几个入口都要用。 */
function pack(content: Uint8Array): { stored: Buffer; crc: number } {
  const kept = packed.get(content) ?? { stored: deflateRawSync(content, { level: 9 }), crc: crc32(content) }
  packed.set(content, kept)
  return kept
}

/** 逐字节写一个 zip：正经的库不肯写重名、越界、谎报大小的项。 */
export function hostileZip(entries: readonly HostileEntry[]): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content, declaredSize, isEncrypted = false, isLink = false } of entries) {
    const bytes = bytesOf(content)
    const { stored, crc } = pack(bytes)
    const raw = Buffer.from(name)
    const header = Buffer.alloc(30)
    header.writeUInt32LE(0x04034b50, 0)
    header.writeUInt16LE(20, 4)
    header.writeUInt16LE(0x0800 | (isEncrypted ? 1 : 0), 6)
    header.writeUInt16LE(8, 8)
    header.writeUInt32LE(crc, 14)
    header.writeUInt32LE(stored.length, 18)
    header.writeUInt32LE(declaredSize ?? bytes.length, 22)
    header.writeUInt16LE(raw.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE((3 << 8) | 20, 4)
    header.copy(entry, 6, 4, 28)
    entry.writeUInt32LE(((isLink ? 0o120777 : 0o100644) << 16) >>> 0, 38)
    entry.writeUInt32LE(offset, 42)
    bodies.push(header, raw, stored)
    directory.push(entry, raw)
    offset += header.length + raw.length + stored.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length & 0xffff, 8)
  end.writeUInt16LE(entries.length & 0xffff, 10)
  end.writeUInt32LE(
    directory.reduce((sum, { length }) => sum + length, 0),
    12,
  )
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...bodies, ...directory, end])
}
