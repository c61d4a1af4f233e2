import { readFileSync } from 'node:fs'
import { UsageError } from './usage-error.ts'

/** 标准输入里的口令（第一行）与其余（入参）；都不从标准输入读时不去碰它。 */
export function standardInput(readsPassphrase: boolean, readsInput: boolean): { passphrase: string; rest: string } {
  if (!readsPassphrase && !readsInput) return { passphrase: '', rest: '' }
  const text = readFileSync(0, 'utf8')
  if (!readsPassphrase) return { passphrase: '', rest: text }
  const end = text.indexOf('\n')
  return end < 0 ? { passphrase: firstLine(text), rest: '' } : { passphrase: firstLine(text), rest: text.slice(end + 1) }
}

/** 口令文件的第一行；没给文件为 undefined。口令不从命令行参数收，免得留在历史记录与进程列表里。 */
export function readPassphrase(file: string | undefined): string | undefined {
  if (file === undefined) return undefined
  try {
    return firstLine(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new UsageError(`读不了口令文件“${file}”：${error instanceof Error ? error.message : String(error)}`)
  }
}

function firstLine(text: string): string {
  return text.replace(/^\ufeff/, '').split(/\r?\n/, 1)[0] ?? ''
}
