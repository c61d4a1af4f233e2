import * as z from 'zod'

// 控制字符进了库就会弄坏 docx 与 xlsx，一律在入口挡住。\p{Cc} 是全部 C0/C1 控制字符。
const CONTROL = /[\p{Cc}\u2028\u2029\ufffe\uffff]/u
const CONTROL_EXCEPT_NEWLINE = /(?!\n)[\p{Cc}\u2028\u2029\ufffe\uffff]/u

function isWellFormed(text: string): boolean {
  return !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text)
}

/** 必填单行文字：去首尾空格后非空，不含控制字符，不超过 max 个字。 */
export function singleLine(max: number) {
  return z
    .string()
    .trim()
    .min(1, '不能为空')
    .max(max, `不能超过 ${max} 个字`)
    .refine((text) => !CONTROL.test(text) && isWellFormed(text), '含有不能打印的控制字符，请删去后重填')
}

/** 可空单行文字，缺省为空串。 */
export function optionalLine(max: number) {
  return z
    .string()
    .trim()
    .max(max, `不能超过 ${max} 个字`)
    .refine((text) => !CONTROL.test(text) && isWellFormed(text), '含有不能打印的控制字符，请删去后重填')
    .default('')
}

/** 可空多行文字，缺省为空串；换行统一为 \n。 */
export function multiLine(max: number) {
  return z
    .string()
    .transform((text) => text.replaceAll('\r\n', '\n').trim())
    .refine((text) => text.length <= max, `不能超过 ${max} 个字`)
    .refine((text) => !CONTROL_EXCEPT_NEWLINE.test(text) && isWellFormed(text), '含有不能打印的控制字符，请删去后重填')
    .default('')
}
