// Times New Roman 的字宽（千分之一字高），下标 = 码位 − 32。取自该字体的公开度量（Times-Roman AFM 同值）。
const WIDTHS = [
  250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278,
  278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722,
  722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500,
  500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
] as const

/** 西文：ASCII 与带音标的拉丁字母，用 Times New Roman；其余（含“”…—·×）一律按全角排。 */
export function isLatin(char: string): boolean {
  const code = char.codePointAt(0) ?? 0
  return code < 0x7f || (code >= 0xc0 && code < 0x250 && code !== 0xd7 && code !== 0xf7)
}

/** 一个字符的宽度（磅），不含字距。汉字与全角标点一个字高；生僻字（四字节）同。 */
export function charWidth(char: string, size: number): number {
  if (!isLatin(char)) return size
  const code = char.codePointAt(0) ?? 0
  return ((WIDTHS[code - 32] ?? 500) / 1000) * size
}

/** 一串文字的自然宽度（磅），不含字距。 */
export function textWidth(text: string, size: number): number {
  let width = 0
  for (const char of text) width += charWidth(char, size)
  return width
}
