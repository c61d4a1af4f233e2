import { closeSync, openSync, readSync } from 'node:fs'

/** 一个字体：家族名（各语言的都在内）与它收的字。只读文件里的 name、cmap 两张表，几十兆的字库也只读几十 KB。 */
export type FontFace = { readonly names: readonly string[]; readonly has: (codePoint: number) => boolean }

/** 读一个字体文件（.ttf、.otf、.ttc、.otc）；不是字体或读不懂的返回空。 */
export function readFontFile(file: string): FontFace[] {
  let handle: number
  try {
    handle = openSync(file, 'r')
  } catch {
    return []
  }
  try {
    return fontOffsets(handle).flatMap((offset) => {
      const face = readFace(handle, offset)
      return face ? [face] : []
    })
  } catch {
    return []
  } finally {
    closeSync(handle)
  }
}

const MOST_TABLES = 64
const MOST_FACES = 64
/** 字库的 cmap 不过几百 KB；再大就不是正常的字体。 */
const MOST_BYTES = 8 * 1024 * 1024

function read(handle: number, position: number, length: number): DataView {
  if (length < 0 || length > MOST_BYTES) throw new RangeError('字体表太大')
  const buffer = new Uint8Array(length)
  if (readSync(handle, buffer, 0, length, position) !== length) throw new RangeError('字体文件不完整')
  return new DataView(buffer.buffer)
}

/** 字体集（ttc）里各字体的起点；单个字体就是 0。 */
function fontOffsets(handle: number): number[] {
  const head = read(handle, 0, 12)
  const tag = head.getUint32(0)
  if (tag === 0x74746366) {
    const count = Math.min(head.getUint32(8), MOST_FACES)
    const table = read(handle, 12, count * 4)
    return Array.from({ length: count }, (_, index) => table.getUint32(index * 4))
  }
  return tag === 0x00010000 || tag === 0x4f54544f || tag === 0x74727565 ? [0] : []
}

function readFace(handle: number, offset: number): FontFace | null {
  const count = Math.min(read(handle, offset + 4, 2).getUint16(0), MOST_TABLES)
  const directory = read(handle, offset + 12, count * 16)
  const table = (tag: number): DataView | null => {
    for (let index = 0; index < count; index += 1)
      if (directory.getUint32(index * 16) === tag)
        return read(handle, directory.getUint32(index * 16 + 8), directory.getUint32(index * 16 + 12))
    return null
  }
  const name = table(0x6e616d65)
  const cmap = table(0x636d6170)
  return name && cmap ? { names: familyNames(name), has: coverageOf(cmap) } : null
}

const FAMILY_NAMES: ReadonlySet<number> = new Set([1, 4, 6, 16])

/** 家族名、全名、排版家族名；只取 Unicode 编码的几种平台。 */
function familyNames(table: DataView): string[] {
  const count = table.getUint16(2)
  const base = table.getUint16(4)
  const names = new Set<string>()
  for (let index = 0; index < count; index += 1) {
    const at = 6 + index * 12
    const platform = table.getUint16(at)
    if ((platform !== 0 && platform !== 3) || !FAMILY_NAMES.has(table.getUint16(at + 6))) continue
    const length = table.getUint16(at + 8)
    const start = base + table.getUint16(at + 10)
    let text = ''
    for (let byte = 0; byte + 1 < length; byte += 2) text += String.fromCharCode(table.getUint16(start + byte))
    names.add(text)
  }
  return [...names]
}

/** 挑 cmap 里收字最多的子表：格式 12（全部平面）优先，其次格式 4（基本平面）。 */
function coverageOf(table: DataView): (codePoint: number) => boolean {
  const count = table.getUint16(2)
  let wide: number | null = null
  let narrow: number | null = null
  for (let index = 0; index < count; index += 1) {
    const at = table.getUint32(4 + index * 8 + 4)
    const format = table.getUint16(at)
    if (format === 12) wide = at
    else if (format === 4) narrow ??= at
  }
  if (wide !== null) return groups(table, wide)
  return narrow === null ? () => false : segments(table, narrow)
}

/** 格式 12：每组一段连续的码位。 */
function groups(table: DataView, at: number): (codePoint: number) => boolean {
  const count = table.getUint32(at + 12)
  return (codePoint) => {
    let low = 0
    let high = count - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const group = at + 16 + middle * 12
      const start = table.getUint32(group)
      if (codePoint < start) high = middle - 1
      else if (codePoint > table.getUint32(group + 4)) low = middle + 1
      else return table.getUint32(group + 8) + (codePoint - start) !== 0
    }
    return false
  }
}

/** 格式 4：按段；段里映到 0 号字形的等于没有。 */
function segments(table: DataView, at: number): (codePoint: number) => boolean {
  const count = table.getUint16(at + 6) / 2
  const ends = at + 14
  const starts = ends + count * 2 + 2
  const deltas = starts + count * 2
  const offsets = deltas + count * 2
  return (codePoint) => {
    if (codePoint > 0xffff) return false
    for (let index = 0; index < count; index += 1) {
      if (table.getUint16(ends + index * 2) < codePoint) continue
      const start = table.getUint16(starts + index * 2)
      if (start > codePoint) return false
      const delta = table.getUint16(deltas + index * 2)
      const offset = table.getUint16(offsets + index * 2)
      if (offset === 0) return ((codePoint + delta) & 0xffff) !== 0
      const glyph = offsets + index * 2 + offset + (codePoint - start) * 2
      return glyph + 1 < table.byteLength && table.getUint16(glyph) !== 0
    }
    return false
  }
}
