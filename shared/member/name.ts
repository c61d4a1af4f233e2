import { foldCharacters } from './characters.ts'

const MIDDLE_DOTS = /[•‧∙⋅・･·．᛫⸱﹒]/gu

/**
 * 姓名的规范写法：康熙部首、兼容汉字折为同形汉字，少数民族间隔号统一为“·”，
 * 全角字母折半角，汉字之间为对齐加的空格去掉；汉字本身（含扩展区）一个不改。
 */
export function normalizeName(text: string): string {
  const folded = foldCharacters(text)
    .replace(MIDDLE_DOTS, '·')
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/(?<=\p{Script=Han})\.(?=\p{Script=Han})/gu, '·')
    .replace(/[\u200b-\u200f\u2060\ufeff\ufe00-\ufe0f]/gu, '')
    .replace(/[\s\u3000]+/gu, ' ')
    .trim()
  return folded.replace(/(?<=[\p{Script=Han}·]) (?=[\p{Script=Han}·])/gu, '')
}

/** 姓名不合要求的说明；合要求为空串。长度按字计，扩展区的一个字也是一个字。 */
export function nameProblem(name: string): string {
  const length = Array.from(name).length
  if (length === 0) return '姓名没有填写。'
  if (length < 2 || length > 30) return `姓名应为 2 至 30 个字，这里是 ${length} 个字，请按证件填写。`
  if (/[\p{Cc}\u2028\u2029\ufffe\uffff]|\p{Cs}/u.test(name)) return '姓名含有不能打印的控制字符，请删去后重填。'
  return ''
}

/** 姓名里少见、值得再看一眼的字符；没有为空串。 */
export function nameDoubt(name: string): string {
  if (/\p{Co}/u.test(name)) return '姓名含有造字区字符，换一台电脑会显示成空白或别的字，请改用国标生僻字。'
  if (/[\ufffd?？]/u.test(name)) return '姓名含有问号，可能是生僻字丢失，请核对。'
  if (!/^[\p{L}\p{M}· \-']+$/u.test(name)) return '姓名含有数字或符号，请核对。'
  return ''
}
