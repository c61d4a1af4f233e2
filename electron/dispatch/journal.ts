import { createHash } from 'node:crypto'
import { maskedInput } from '../../shared/settings/journal-masking.ts'

/** 日志里的入参：文件内容换成散列与大小，敏感的按 `maskedInput` 遮，其余原样。 */
export function journalInput(input: unknown): string {
  return JSON.stringify(input, function (this: unknown, key, value: unknown) {
    if ((key === 'base64' || key.endsWith('Base64')) && typeof value === 'string')
      return `sha256:${createHash('sha256').update(value, 'base64').digest('hex')}（${value.length} 字符）`
    if (/passphrase/i.test(key) && typeof value === 'string') return '（口令，不入日志）'
    return maskedInput(this, key, value)
  })
}
