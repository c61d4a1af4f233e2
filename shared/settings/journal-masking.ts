import { isDisciplinary } from '../member/event-masking.ts'
import { isMaskedField, maskedValue, maskIdentityNumber, maskNumbersIn, maskPhone, maskText } from '../member/masking.ts'

/** 绝不能进日志的：口令与恢复码，一个字也不留。 */
const SECRET_KEY = /passphrase|password|recoveryCode/iu

/**
 * 入参里的一项在操作日志里怎样记；`holder` 是它所在的那一层。
 * 证号、电话遮中间；谈话要点、处分内容不记；口令、恢复码不记；别的文字只遮夹在里面的号码。
 */
export function maskedInput(holder: unknown, key: string, value: unknown): unknown {
  if (typeof value !== 'string') return SECRET_KEY.test(key) && value !== null && typeof value !== 'boolean' ? '（不入日志）' : value
  if (value === '') return value
  if (SECRET_KEY.test(key)) return '（不入日志）'
  if (key === 'points') return value.startsWith('（谈话要点') ? value : `（谈话要点 ${value.length} 字，不入日志）`
  if (key === 'identityNumber') return isMaskedAlready(value) ? value : maskIdentityNumber(value)
  if (key === 'mobile' || key === 'landline') return maskPhone(value)
  if (isRecord(holder)) {
    // 成批改一个字段：值叫 value，是什么由 field 说。
    if (key === 'value' && typeof holder['field'] === 'string' && isMaskedField(holder['field'])) return maskedValue(holder['field'], value)
    if (EVENT_TEXT.has(key) && typeof holder['kind'] === 'string' && isDisciplinary(holder['kind'])) return maskText(value)
  }
  return maskNumbersIn(value)
}

/** 已经记下的入参再遮一遍：早先的版本只遮证号与谈话要点。 */
export function maskedInputJson(inputJson: string): string {
  try {
    return JSON.stringify(JSON.parse(inputJson), function (this: unknown, key, value: unknown) {
      return maskedInput(this, key, value)
    })
  } catch {
    return maskNumbersIn(inputJson)
  }
}

const EVENT_TEXT: ReadonlySet<string> = new Set(['detail', 'documentNo', 'note'])

/** 早先版本把证号记成“3502…34”。 */
function isMaskedAlready(value: string): boolean {
  return value.includes('…')
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
