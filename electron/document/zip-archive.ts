import { partsOf, type PlainDate } from '../../shared/calendar/plain-date.ts'

/** 包里的一个文件；`stored` 是实际放进包里的字节，压过的与原样的一样。大小与校验和都指原样。 */
export type ZipPart = {
  readonly name: string
  readonly stored: Uint8Array
  readonly isDeflated: boolean
  readonly size: number
  readonly crc32: number
}

const VERSION = 20
const UTF8_NAMES = 0x0800
const DEFLATED = 8
/** 早上九点：日期才是要紧的，时刻取个整。 */
const TIME = 9 << 11
const EARLIEST_YEAR = 1980

/**
 * 把已经压好、算好校验和的文件按给定的次序装成 zip，时间一律是 `on` 那天，与时区无关。
 * 各包里都一样的文件因此只需压一次。
 */
export function zipArchive(parts: readonly ZipPart[], on: PlainDate): Buffer {
  const date = dosDate(on)
  const contents: Uint8Array[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, stored, isDeflated, size, crc32 } of parts) {
    const encodedName = Buffer.from(name, 'utf8')
    const header = Buffer.alloc(30)
    header.writeUInt32LE(0x04034b50, 0)
    header.writeUInt16LE(VERSION, 4)
    header.writeUInt16LE(encodedName.length === name.length ? 0 : UTF8_NAMES, 6)
    header.writeUInt16LE(isDeflated ? DEFLATED : 0, 8)
    header.writeUInt16LE(TIME, 10)
    header.writeUInt16LE(date, 12)
    header.writeUInt32LE(crc32, 14)
    header.writeUInt32LE(stored.length, 18)
    header.writeUInt32LE(size, 22)
    header.writeUInt16LE(encodedName.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(VERSION, 4)
    // 从“所需版本”到“名字长度”，目录里的与文件头的一样。
    header.copy(entry, 6, 4, 28)
    entry.writeUInt32LE(offset, 42)
    contents.push(header, encodedName, stored)
    directory.push(entry, encodedName)
    offset += header.length + encodedName.length + stored.length
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
  return Buffer.concat([...contents, ...directory, end])
}

function dosDate(on: PlainDate): number {
  const { year, month, day } = partsOf(on)
  return year < EARLIEST_YEAR ? (1 << 5) | 1 : ((year - EARLIEST_YEAR) << 9) | (month << 5) | day
}
