import { maskIdentityNumber, maskNumbersIn, maskPhone, maskText } from '../member/masking.ts'

type Mask = (text: string) => string

/** 库里哪一列是敏感的、怎样遮；没有列在这里的文字只遮夹在里面的证号与电话。 */
const SENSITIVE_COLUMNS: Readonly<Record<string, Readonly<Record<string, Mask>>>> = {
  member: { identityNumber: maskIdentityNumber, mobile: maskPhone, landline: maskPhone },
  talk: { points: maskText },
  // 有了散列与盐就能离线慢慢试口令。
  account: { passphraseHash: maskText, passphraseSalt: maskText },
  // 改动里不一定带着事件种类，分不出是不是处分：一律遮，要看到此人页面点“显示”。
  memberEvent: { detail: maskText, documentNo: maskText, note: maskText, effectsJson: maskText },
}

/** 某表某列的值遮好的样子：操作日志的前后值等给人看的、导出的都用它。数字与空值原样。 */
export function maskedColumn<T>(table: string, column: string, value: T): T | string {
  if (typeof value !== 'string') return value
  return (SENSITIVE_COLUMNS[table]?.[column] ?? maskNumbersIn)(value)
}

/** 这一列的原文遮着不给看。 */
export function isSensitiveColumn(table: string, column: string): boolean {
  return SENSITIVE_COLUMNS[table]?.[column] !== undefined
}
