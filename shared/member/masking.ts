/** 遮去整段文字（谈话要点、处分内容）时显示的样子；不透露字数。 */
export const HIDDEN_TEXT = '＊＊＊'

const STAR = '*'

/** 证号前 4 后 2，中间逐位换成星号；位数照旧，少一位多一位看得出来。不足 8 位的全遮。 */
export function maskIdentityNumber(number: string): string {
  return maskMiddle(number, 4, 2)
}

/** 电话前 3 后 2；手机、固定电话同此。不足 7 位的全遮。 */
export function maskPhone(phone: string): string {
  return maskMiddle(phone, 3, 2)
}

function maskMiddle(text: string, head: number, tail: number): string {
  const characters = Array.from(text)
  const { length } = characters
  if (length < head + tail + 2) return STAR.repeat(length)
  return `${characters.slice(0, head).join('')}${STAR.repeat(length - head - tail)}${characters.slice(-tail).join('')}`
}

/** 有内容才遮；空着的照样空着，看得出没有填。 */
export function maskText(text: string): string {
  return text === '' ? '' : HIDDEN_TEXT
}

// 前后都不是字母与数字才算一个号码：标识、散列、文号里的长串不动。
// 18 位与 15 位的，出生年月日那几位要像日期，才当它是证号；末位的校验不看，抄错一位的证号一样要遮。
const IDENTITY_NUMBER =
  /(?<![\da-z])\d{6}(?:(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dx]|\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3})(?![\da-z])/giu
const MOBILE = /(?<![\da-z])((?:\+|00)86[ -]?)?(1[3-9]\d[ -]?\d{4}[ -]?\d{4})(?![\da-z])/giu
const LANDLINE = /(?<![\da-z-])0\d{2,3}-\d{7,8}(?![\da-z-])/giu

/** 文字里夹着的证号与电话逐个遮；其余一字不动。说明、日志、备注用它，号码格子用上面两个。 */
export function maskNumbersIn(text: string): string {
  if (!/\d{4}/u.test(text)) return text
  return text
    .replace(IDENTITY_NUMBER, maskIdentityNumber)
    .replace(MOBILE, (_, prefix: string | undefined, number: string) => `${prefix ?? ''}${maskPhone(number)}`)
    .replace(LANDLINE, maskPhone)
}

/** 名册里要遮的几项与各自的遮法；备注是自由文字，只遮夹在里面的号码。 */
export const MASKED_FIELDS = {
  identityNumber: maskIdentityNumber,
  mobile: maskPhone,
  landline: maskPhone,
  remark: maskNumbersIn,
} as const satisfies Readonly<Record<string, (value: string) => string>>
export type MaskedField = keyof typeof MASKED_FIELDS
export const MASKED_FIELD_KEYS = Object.keys(MASKED_FIELDS) as [MaskedField, ...MaskedField[]]

/** 给人看的名称。 */
export const MASKED_FIELD_LABELS: Readonly<Record<MaskedField, string>> = {
  identityNumber: '公民身份证号',
  mobile: '手机号',
  landline: '固定电话',
  remark: '备注',
}

export function isMaskedField(field: string): field is MaskedField {
  return Object.hasOwn(MASKED_FIELDS, field)
}

/** 某个字段的值遮好的样子；不是敏感项的原样。 */
export function maskedValue(field: string, value: string): string {
  return isMaskedField(field) ? MASKED_FIELDS[field](value) : value
}

/** 名册的一行（或只有其中几项）遮好的样子。 */
export function maskProfile<T extends Readonly<Record<MaskedField, string>>>(profile: T): T {
  return {
    ...profile,
    identityNumber: maskIdentityNumber(profile.identityNumber),
    mobile: maskPhone(profile.mobile),
    landline: maskPhone(profile.landline),
    remark: maskNumbersIn(profile.remark),
  }
}

/**
 * 页面上没有点“显示”的几项是遮着送回来的：还是那个样子，就是没有动，取库里的原值；改过的照写。
 * 一旦点开改过，送回来的是新的全文，不会与遮着的样子相同。
 */
export function withoutMasks<T extends Readonly<Record<MaskedField, string>>>(
  written: T,
  stored: Readonly<Record<MaskedField, string>>,
): T {
  const kept = Object.fromEntries(
    MASKED_FIELD_KEYS.filter((field) => written[field] === MASKED_FIELDS[field](stored[field])).map((field) => [field, stored[field]]),
  )
  return { ...written, ...kept }
}

/** 遮着的号码被改了一半：星号还在，又不是原来遮着的样子。 */
export function isHalfMasked(value: string): boolean {
  return /\*{3,}/u.test(value)
}

/** 前后两个值遮好并排：遮过以后看上去一样的，说出第几位不同，改错一位也看得出。 */
export function maskedChange(field: string, before: string, after: string): { before: string; after: string } {
  if (!isMaskedField(field)) return { before, after }
  const masked = { before: maskedValue(field, before), after: maskedValue(field, after) }
  if (field === 'remark') return masked.before === masked.after ? { ...masked, after: `${masked.after}（遮着的号码不同）` } : masked
  if (before === '' || after === '' || before.length !== after.length) return masked
  const places = Array.from(after).flatMap((character, index) => (character === before[index] ? [] : [index + 1]))
  return { ...masked, after: `${masked.after}（${differing(places, after.length)}）` }
}

function differing(places: readonly number[], length: number): string {
  const count = places.length
  const first = places[0] ?? 0
  if (count === length || count > 6) return `有 ${count} 位不同`
  if (first === length - count + 1) return count === 1 ? '末位不同' : `末 ${count} 位不同`
  return `第 ${places.join('、')} 位不同`
}
