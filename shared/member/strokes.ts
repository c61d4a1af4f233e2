import { STROKE_ORDERS } from './stroke-orders.ts'

const PAIRS = 'ABCDEFGHIJKLMNOPQRSTUVWXY'
const CLOSING_PAIRS = PAIRS.toLowerCase()

let orders: ReadonlyMap<number, string> | null = null

/** 一段编码展开成“码位 → 笔顺”；编法见 stroke-orders.ts。 */
function unpack(): Map<number, string> {
  const unpacked = new Map<number, string>()
  for (const [firstCodePoint, packed] of STROKE_ORDERS) {
    let codePoint = firstCodePoint
    let strokes = ''
    for (const symbol of packed) {
      const pair = PAIRS.indexOf(symbol.toUpperCase())
      strokes += pair < 0 ? symbol : `${Math.floor(pair / 5) + 1}${(pair % 5) + 1}`
      if (pair >= 0 && !CLOSING_PAIRS.includes(symbol)) continue
      unpacked.set(codePoint, strokes)
      codePoint += 1
      strokes = ''
    }
  }
  return unpacked
}

/**
 * 一个汉字的笔顺：1 横（提）2 竖（竖钩）3 撇 4 点（捺）5 折，依书写先后；笔画数即其长度。
 * 没有数据的字（扩展 B 区以后、非汉字）为 null，排序时须由人确定位置。
 */
export function strokesOf(character: string): string | null {
  orders ??= unpack()
  const codePoint = character.codePointAt(0)
  return codePoint === undefined ? null : (orders.get(codePoint) ?? null)
}

/** 姓名里参加笔画排序的字：间隔号、空格、连字符不算笔画。 */
function sortableCharacters(name: string): string[] {
  return Array.from(name).filter((character) => /[\p{L}\p{Co}]/u.test(character))
}

/** 没有笔顺数据、位置须由人确定的字；去重，依出现先后。 */
export function charactersWithoutStrokes(name: string): string[] {
  return [...new Set(sortableCharacters(name).filter((character) => strokesOf(character) === null))]
}

/**
 * 按姓氏笔画排列两个姓名，可直接交给 `toSorted`。
 *
 * 规矩：逐字比；先比笔画数，少的在前；相同的自起笔至末笔依横、竖、撇、点、折；再同的按字的编码，使次序确定。
 * 姓同则比第二字、第三字，比完的（单名）在前。复姓、少数民族译名一样从首字逐字比，间隔号不算字。
 * 没有笔顺数据的字排在有数据的之后，并由 {@link charactersWithoutStrokes} 列出，请人确定。
 * 姓名全同返回 0：是不是同一个人不由姓名决定，由调用方再比出生日期等。
 *
 * 依据：GF 3003-1999《GB13000.1字符集汉字字序（笔画序）规范》；该规范对笔顺全同的字（如“田”“由”）另按字形结构定序，
 * 这里没有结构数据，按编码先后。
 */
export function compareNamesByStrokes(a: string, b: string): number {
  const [left, right] = [sortableCharacters(a), sortableCharacters(b)]
  for (const [index, character] of left.entries()) {
    const other = right[index]
    if (other === undefined) return 1
    const difference = compareCharacters(character, other)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}

function compareCharacters(a: string, b: string): number {
  if (a === b) return 0
  const [left, right] = [strokesOf(a), strokesOf(b)]
  const byCode = (a.codePointAt(0) ?? 0) - (b.codePointAt(0) ?? 0)
  if (left === null || right === null) return left === right ? byCode : left === null ? 1 : -1
  if (left.length !== right.length) return left.length - right.length
  if (left === right) return byCode
  return left < right ? -1 : 1
}
