import { zipArchive } from '../document/zip-archive.ts'

/** 一个部件：名字、内容，与已经核对过的校验和。 */
export type StoredPart = { readonly name: string; readonly bytes: Buffer; readonly crc32: number }

/** 把部件装成不压缩的 zip，只在内存里用一次。校验和解压时已经算过，不再逐字节重算一遍。 */
export function storedZip(parts: readonly StoredPart[]): Buffer {
  return zipArchive(
    parts.map(({ name, bytes, crc32 }) => ({ name, stored: bytes, isDeflated: false, size: bytes.length, crc32 })),
    '1980-01-01',
  )
}
