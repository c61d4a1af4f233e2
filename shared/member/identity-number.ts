import { isPlainDate, type PlainDate } from '../calendar/plain-date.ts'
import type { Gender } from '../glossary.ts'

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const CHECK_CHARACTERS = '10X98765432'

/** 行政区划代码前两位：GB/T 2260 的省级代码，另有 71/81/82/83 港澳台与 91 外国人永久居留证。 */
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91'.split(' '),
)

export type IdentityNumber = {
  /** 规范的 18 位，末位大写。 */
  readonly number: string
  readonly birthOn: PlainDate
  readonly gender: Gender
  /** 由 15 位旧号补成。 */
  readonly isUpgraded: boolean
}

export type IdentityReading =
  { readonly ok: true; readonly identity: IdentityNumber; readonly doubt: string } | { readonly ok: false; readonly reason: string }

/**
 * 按 GB 11643 读一个公民身份号码：18 位校验，15 位旧号升为 18 位，小写 x 转大写。
 * `today` 用来挡未来的出生日期。拒绝的原因是完整的中文。
 */
export function readIdentityNumber(text: string, today: PlainDate): IdentityReading {
  const compact = text
    .normalize('NFKC')
    .replace(/^'/, '')
    .replace(/[\s\u200b-\u200f\u2060\ufeff]/gu, '')
    .toUpperCase()
  if (compact === '') return refuse('身份证号没有填写。')
  if (/^\d(\.\d+)?E\+?\d+$/.test(compact))
    return refuse('身份证号被写成了科学记数法，15 位以后的数字已丢失，请按证件重新填写，并把该列设为文本格式。')
  if (compact.includes('***'))
    return refuse('这一格的证号是遮着的（中间是星号），多半是没勾“含完整的证号与电话”的导出件；请换成有完整证号的表。')
  if (compact.length !== 18 && compact.length !== 15)
    return refuse(`身份证号应为 18 位（旧号 15 位），这里是 ${compact.length} 位，请按证件重填。`)
  if (!/^(\d{15}|\d{17}[\dX])$/.test(compact)) return refuse('身份证号只能由数字组成（末位可为 X），这里有别的字符，请按证件重填。')
  const isUpgraded = compact.length === 15
  const body = isUpgraded ? `${compact.slice(0, 6)}19${compact.slice(6)}` : compact.slice(0, 17)
  const province = body.slice(0, 2)
  if (!PROVINCES.has(province)) return refuse(`身份证号前两位“${province}”不是省级行政区划代码，请按证件重填。`)
  const birthOn = `${body.slice(6, 10)}-${body.slice(10, 12)}-${body.slice(12, 14)}`
  if (!isPlainDate(birthOn)) return refuse(`身份证号里的出生日期“${birthOn}”不存在，请按证件重填。`)
  if (birthOn > today) return refuse(`身份证号里的出生日期“${birthOn}”在今天（${today}）之后，请按证件重填。`)
  const check = checkCharacter(body)
  const gender: Gender = Number(body[16]) % 2 === 1 ? '男' : '女'
  const identity = { number: body + check, birthOn, gender, isUpgraded }
  if (isUpgraded) return { ok: true, identity, doubt: `15 位旧号已按规则补成 18 位：${identity.number}，请核对证件。` }
  const isZeroed = compact.endsWith('000')
  if (compact[17] === check)
    return { ok: true, identity, doubt: isZeroed ? '末三位是 000，校验虽相符，仍请核对是否被 Excel 抹成了 0。' : '' }
  if (isZeroed)
    return refuse(
      `身份证号末三位是 000 而校验码应为 ${check}，多半是 Excel 把 15 位以后的数字抹成了 0，请按证件重填，并把该列设为文本格式。`,
    )
  return refuse(`身份证号校验不符：末位应为 ${check}，这里是 ${compact[17] ?? ''}，请按证件重填。`)
}

/** GB 11643 校验码：前 17 位加权求和，模 11 查表。 */
export function checkCharacter(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(first17[index]), 0)
  return CHECK_CHARACTERS[sum % 11] ?? ''
}

function refuse(reason: string): IdentityReading {
  return { ok: false, reason }
}
