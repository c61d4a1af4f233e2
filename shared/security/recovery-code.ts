/**
 * 恢复码的写法：160 位随机数写成 32 个 Crockford Base32 字符，分 8 组，每组 4 个字符加 1 个校验字符。
 * 校验字符在 GF(32) 上算，带组号：一组里错一个字、两个字对调、两组写颠倒，都指得出是第几组。
 */

/** 恢复码的字节数（160 位）。 */
export const RECOVERY_BYTES = 20
export const RECOVERY_GROUPS = 8
const GROUP_SYMBOLS = 4
/** 去掉容易看混的 I、L、O、U。 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

export type RecoveryReading =
  | { readonly ok: true; readonly bytes: Uint8Array }
  /** `wrongGroups` 是对不上校验的组号，从 1 起；字数不对时为空。 */
  | { readonly ok: false; readonly wrongGroups: readonly number[]; readonly symbolCount: number }

/**
 * 20 个字节 → 8 组，每组 5 个字符。
 * @throws RangeError 不是 20 个字节。
 */
export function recoveryGroups(bytes: Uint8Array): string[] {
  if (bytes.length !== RECOVERY_BYTES) throw new RangeError('恢复码应是 20 个字节')
  const symbols = toSymbols(bytes)
  return Array.from({ length: RECOVERY_GROUPS }, (_, group) => {
    const own = symbols.slice(group * GROUP_SYMBOLS, (group + 1) * GROUP_SYMBOLS)
    return [...own, checkSymbol(own, group + 1)].map((symbol) => ALPHABET.charAt(symbol)).join('')
  })
}

/** 读人抄回来的恢复码：大小写、空格、横线不论，O 当 0，I、L 当 1。 */
export function readRecoveryCode(text: string): RecoveryReading {
  const symbols = symbolsOf(text)
  const width = GROUP_SYMBOLS + 1
  if (symbols.length !== RECOVERY_GROUPS * width) return { ok: false, wrongGroups: [], symbolCount: symbols.length }
  const groups = Array.from({ length: RECOVERY_GROUPS }, (_, group) => symbols.slice(group * width, (group + 1) * width))
  const wrongGroups = groups.flatMap((group, index) => {
    const own = group.slice(0, GROUP_SYMBOLS)
    return group.includes(-1) || checkSymbol(own, index + 1) !== group.at(-1) ? [index + 1] : []
  })
  if (wrongGroups.length > 0) return { ok: false, wrongGroups, symbolCount: symbols.length }
  return { ok: true, bytes: toBytes(groups.flatMap((group) => group.slice(0, GROUP_SYMBOLS))) }
}

/** 回输的一组与发出的是否相同；写法的讲究与整个恢复码一样。 */
export function isSameGroup(offered: string, group: string): boolean {
  return symbolsOf(offered).join() === symbolsOf(group).join()
}

/** 认不得的字符记作 -1。 */
function symbolsOf(text: string): number[] {
  const plain = text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\-—－]/g, '')
  return Array.from(plain, (character) =>
    ALPHABET.indexOf(character === 'O' ? '0' : character === 'I' || character === 'L' ? '1' : character),
  )
}

function toSymbols(bytes: Uint8Array): number[] {
  const symbols: number[] = []
  let held = 0
  let width = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    width += 8
    while (width >= 5) {
      width -= 5
      symbols.push((held >> width) & 31)
      held &= (1 << width) - 1
    }
  }
  return symbols
}

function toBytes(symbols: readonly number[]): Uint8Array {
  const bytes: number[] = []
  let held = 0
  let width = 0
  for (const symbol of symbols) {
    held = (held << 5) | symbol
    width += 5
    if (width >= 8) {
      width -= 8
      bytes.push((held >> width) & 255)
      held &= (1 << width) - 1
    }
  }
  return Uint8Array.from(bytes)
}

/** 组号 + Σ αⁱ·第 i 个字符，在 GF(32)（x⁵+x²+1）上；各位的系数互不相同，所以对调也查得出。 */
function checkSymbol(symbols: readonly number[], groupNo: number): number {
  let coefficient = 1
  let sum = groupNo
  for (const symbol of symbols) {
    coefficient = multiply(coefficient, 2)
    sum ^= multiply(coefficient, symbol)
  }
  return sum
}

function multiply(a: number, b: number): number {
  let product = 0
  let shifted = a
  for (let bit = 0; bit < 5; bit += 1) {
    if ((b >> bit) & 1) product ^= shifted
    shifted <<= 1
    if (shifted & 32) shifted ^= 0b100101
  }
  return product
}
