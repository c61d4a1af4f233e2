import type { PageImage } from './page-image.ts'

export type StoredValue = null | number | bigint | string | Buffer

/** 从一页里读出的一行；不带行号的表（WITHOUT ROWID）`rowid` 为 null。 */
export type StoredRow = { readonly rowid: bigint | null; readonly values: readonly StoredValue[] }

/** 一行读不出来：长度、指针、编码不合格式。 */
export class Unreadable extends Error {}

const TABLE_LEAF = 0x0d
const INDEX_LEAF = 0x0a
const TABLE_INTERIOR = 0x05
const INDEX_INTERIOR = 0x02

/** 一页 B 树：叶或中间页，行在表里还是索引里（不带行号的表存成索引的样子）。 */
export type TreePage = {
  readonly isLeaf: boolean
  readonly isTable: boolean
  /** 各格在页里的起点，按键的次序。 */
  readonly cells: readonly number[]
  /** 中间页最右的下级；叶为 0。 */
  readonly rightmost: number
}

/** 解析页头（SQLite 文件格式 1.6 节）；不像 B 树页的为 null。 */
export function treePage(page: Buffer, number: number, usableBytes: number): TreePage | null {
  const header = number === 1 ? 100 : 0
  const kind = page[header]
  if (kind !== TABLE_LEAF && kind !== INDEX_LEAF && kind !== TABLE_INTERIOR && kind !== INDEX_INTERIOR) return null
  const isLeaf = kind === TABLE_LEAF || kind === INDEX_LEAF
  const count = page.readUInt16BE(header + 3)
  const pointers = header + (isLeaf ? 8 : 12)
  if (pointers + count * 2 > usableBytes) return null
  const cells: number[] = []
  for (let index = 0; index < count; index += 1) cells.push(page.readUInt16BE(pointers + index * 2))
  return {
    isLeaf,
    isTable: kind === TABLE_LEAF || kind === TABLE_INTERIOR,
    cells,
    rightmost: isLeaf ? 0 : page.readUInt32BE(header + 8),
  }
}

/** 变长整数（1 至 9 字节）：值与下一个字节的位置。 */
function varint(bytes: Buffer, at: number): { value: bigint; next: number } {
  let value = 0n
  for (let index = 0; index < 9; index += 1) {
    const byte = bytes[at + index]
    if (byte === undefined) throw new Unreadable('数字到页尾还没完')
    if (index === 8) return { value: BigInt.asIntN(64, (value << 8n) | BigInt(byte)), next: at + 9 }
    value = (value << 7n) | BigInt(byte & 0x7f)
    if (byte < 0x80) return { value, next: at + index + 1 }
  }
  throw new Unreadable('数字不完整')
}

/** 中间页一格指向的下级页号。 */
export function childAt(page: Buffer, at: number): number {
  if (at + 4 > page.length) throw new Unreadable('指针越界')
  return page.readUInt32BE(at)
}

/**
 * 读出一格里的一行，长的内容顺着溢出页接起来。
 * @param at 这一格在页里的起点；索引的中间页前 4 字节是下级页号，也带一行。
 * @returns 行与用到的溢出页号。
 * @throws Unreadable 这一行读不完整。
 */
export function rowAt(image: PageImage, page: Buffer, at: number, tree: TreePage): { row: StoredRow; overflow: number[] } {
  let place = !tree.isTable && !tree.isLeaf ? at + 4 : at
  const length = varint(page, place)
  place = length.next
  let rowid: bigint | null = null
  if (tree.isTable) {
    const key = varint(page, place)
    rowid = key.value
    place = key.next
  }
  const total = Number(length.value)
  if (total < 1 || total > image.pageCount * image.usableBytes) throw new Unreadable('长度不可能')
  const local = localBytes(total, image.usableBytes, tree.isTable)
  if (place + local + (local < total ? 4 : 0) > image.usableBytes) throw new Unreadable('越过页尾')
  const parts = [page.subarray(place, place + local)]
  const overflow: number[] = []
  let remaining = total - local
  let next = remaining > 0 ? page.readUInt32BE(place + local) : 0
  while (remaining > 0) {
    const further = image.page(next)
    if (!further || overflow.includes(next)) throw new Unreadable('后续内容所在的页缺了')
    overflow.push(next)
    const size = Math.min(remaining, image.usableBytes - 4)
    parts.push(further.subarray(4, 4 + size))
    remaining -= size
    next = further.readUInt32BE(0)
  }
  return { row: { rowid, values: decode(parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts)) }, overflow }
}

/** 一行有多少字节存在本页（SQLite 文件格式 1.6 节的 K、M、X）。 */
function localBytes(total: number, usable: number, isTable: boolean): number {
  const max = isTable ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23
  if (total <= max) return total
  const min = Math.floor(((usable - 12) * 32) / 255) - 23
  const kept = min + ((total - min) % (usable - 4))
  return kept <= max ? kept : min
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** 解一行的记录格式（SQLite 文件格式 2.1 节）；多出或缺少字节、文字不成 UTF-8 的都算读不出。 */
function decode(payload: Buffer): StoredValue[] {
  const size = varint(payload, 0)
  const headerEnd = Number(size.value)
  if (headerEnd < size.next || headerEnd > payload.length) throw new Unreadable('记录头不对')
  const values: StoredValue[] = []
  let at = headerEnd
  for (let place = size.next; place < headerEnd;) {
    const type = varint(payload, place)
    place = type.next
    const code = Number(type.value)
    const width = widthOf(code)
    if (at + width > payload.length) throw new Unreadable('内容不够长')
    values.push(valueOf(code, payload.subarray(at, at + width)))
    at += width
  }
  if (at !== payload.length) throw new Unreadable('长度对不上')
  return values
}

function widthOf(code: number): number {
  if (code >= 12) return (code - (code % 2 === 0 ? 12 : 13)) / 2
  const width = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0][code]
  if (width === undefined) throw new Unreadable('没有这种类型')
  return width
}

function valueOf(code: number, bytes: Buffer): StoredValue {
  if (code === 0) return null
  if (code === 8) return 0n
  if (code === 9) return 1n
  if (code === 7) return bytes.readDoubleBE()
  if (code < 7)
    return BigInt.asIntN(
      bytes.length * 8,
      bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n),
    )
  if (code % 2 === 0) return Buffer.from(bytes)
  try {
    return UTF8.decode(bytes)
  } catch {
    throw new Unreadable('文字坏了')
  }
}
