/** 一个部件：名字、内容，与已经核对过的校验和。 */
export type StoredPart = { readonly name: string; readonly bytes: Buffer; readonly crc32: number }

const UTF8_NAMES = 0x0800
/** 1980-01-01，zip 能写的最早一天；这份包只在内存里用一次。 */
const DATE = 0x0021

/** 把部件装成不压缩的 zip。校验和解压时已经算过，不再逐字节重算一遍。 */
export function storedZip(parts: readonly StoredPart[]): Buffer {
  const chunks: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, bytes, crc32 } of parts) {
    const encodedName = Buffer.from(name, 'utf8')
    const header = Buffer.alloc(30)
    header.writeUInt32LE(0x04034b50, 0)
    header.writeUInt16LE(20, 4)
    header.writeUInt16LE(UTF8_NAMES, 6)
    header.writeUInt16LE(DATE, 12)
    header.writeUInt32LE(crc32, 14)
    header.writeUInt32LE(bytes.length, 18)
    header.writeUInt32LE(bytes.length, 22)
    header.writeUInt16LE(encodedName.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(20, 4)
    header.copy(entry, 6, 4, 30)
    entry.writeUInt32LE(offset, 42)
    chunks.push(header, encodedName, bytes)
    directory.push(entry, encodedName)
    offset += header.length + encodedName.length + bytes.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(
    directory.reduce((total, { length }) => total + length, 0),
    12,
  )
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...chunks, ...directory, end])
}
