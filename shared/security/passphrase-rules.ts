/** 口令至少几个字。 */
export const PASSPHRASE_LENGTH = 8
export const PASSPHRASE_MAX = 200

/** 头一批会被试的口令，一律不收。 */
const COMMON = ['password', 'passw0rd', 'qwertyui', 'asdfghjk', '1q2w3e4r', 'admin123', 'abc12345', 'iloveyou', '88888888', '66666666']

/**
 * 新口令为什么不行；可以用的为 null。只拦一猜就中的：太短、一个字符重复到底、顺着数的数字、最常见的几个。
 * 长短按写出来的字数算，一个汉字算一个。
 */
export function passphraseProblem(text: string): string | null {
  const characters = Array.from(text.normalize('NFKC'))
  if (characters.length < PASSPHRASE_LENGTH) return `口令至少 ${PASSPHRASE_LENGTH} 个字，现在只有 ${characters.length} 个`
  if (characters.length > PASSPHRASE_MAX) return `口令最多 ${PASSPHRASE_MAX} 个字`
  if (text.trim() !== text) return '口令前后不要带空格，以后容易输错'
  if (new Set(characters).size === 1) return '口令不能全是同一个字'
  if (isRun(characters)) return '口令不能是顺着数的一串，如 12345678'
  if (COMMON.includes(text.normalize('NFKC').toLowerCase())) return '这个口令太常见，别人一猜就中，请换一个'
  return null
}

function isRun(characters: readonly string[]): boolean {
  const codes = characters.map((character) => character.codePointAt(0) ?? 0)
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0))
  return steps.every((step) => step === 1) || steps.every((step) => step === -1)
}
