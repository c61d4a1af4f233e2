import type Database from 'better-sqlite3-multiple-ciphers'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import { fileSha256 } from './backup.ts'

/**
 * 封条：记着“最后一条操作日志是第几条”和“正常关闭时整个数据文件的散列”。
 * SQLite 自己不给内容留校验：一条文字里坏了一位、预写日志被删被截、同步盘把旧文件换回来，它都照常打开。
 * 有了封条，前一种由整文件的散列认出，后几种由“现有的日志到不了记着的那一条”认出，不会悄悄少数据。
 */
const SEAL_NAME = '封条.json'

/** 大过这个的库不在每次打开、关闭时算散列（一千多毫秒起），靠打开时的页结构检查与每日备份的整库读一遍。 */
export const HASHED_UP_TO_BYTES = 1024 * 1024 * 1024

const seal = z.object({
  /** 最后一条操作日志的序号与散列；还没有日志为 0 与空串。 */
  seq: z.number().int().min(0),
  hash: z.string(),
  /** 正常关闭时数据文件的大小与散列；开着、没有正常关闭、太大没有算的为 null。 */
  closed: z.object({ bytes: z.number().int(), sha256: z.string() }).nullable(),
})
export type Seal = z.infer<typeof seal>

/** 数据文件与封条相不相符；`无从判断`：没有封条、没有正常关闭，或还有没并入的预写日志。 */
export type SealVerdict = '相符' | '不符' | '无从判断'

export function readSeal(directory: string): Seal | null {
  try {
    const parsed = seal.safeParse(JSON.parse(readFileSync(path.join(directory, SEAL_NAME), 'utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    // 没有、读不出、断电时写了一半：都当没有，改做整库检查。
    return null
  }
}

/** 打开之前核对整个数据文件；什么也不写。 */
export function checkSeal(directory: string, file: string): SealVerdict {
  const known = readSeal(directory)
  if (!known?.closed) return '无从判断'
  if (!existsSync(file)) return '不符'
  // 旁边有预写日志：别的程序正开着，或被塞进来一份；文件本身已不能代表内容。
  if (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size) return '无从判断'
  if (statSync(file).size !== known.closed.bytes) return '不符'
  return fileSha256(file) === known.closed.sha256 ? '相符' : '不符'
}

/** 要写了：整文件的散列从此作废，最后一条的序号留着。 */
export function breakSeal(directory: string): void {
  const known = readSeal(directory)
  if (known?.closed) writeSeal(directory, { ...known, closed: null }, true)
}

/** 换上了另一份库（恢复、抢救、启用加密）：封条整个作废。 */
export function forgetSeal(directory: string): void {
  rmSync(path.join(directory, SEAL_NAME), { force: true })
}

/**
 * 每次提交之后记下最后一条。不等落盘：被强行结束时操作系统会写完；断电时至多记得旧一点，只会少查，不会误报。
 * 提交已经落盘才走到这里，所以记着的必定在库里。
 */
export function noteLastEntry(directory: string, native: Database.Database): void {
  writeSeal(directory, { ...lastEntry(native), closed: null }, false)
}

/** 正常关闭、没有别人开着（预写日志已并入）之后封上。 */
export function sealClosed(directory: string, file: string, last: Pick<Seal, 'seq' | 'hash'>): void {
  if (!existsSync(file) || existsSync(`${file}-wal`)) return
  const bytes = statSync(file).size
  const closed = bytes > HASHED_UP_TO_BYTES ? null : { bytes, sha256: fileSha256(file) }
  writeSeal(directory, { ...last, closed }, true)
}

export function lastEntry(native: Database.Database): Pick<Seal, 'seq' | 'hash'> {
  const row = native.prepare('SELECT seq, hash FROM main.journal ORDER BY seq DESC LIMIT 1').get()
  return (row as Pick<Seal, 'seq' | 'hash'> | undefined) ?? { seq: 0, hash: '' }
}

/** 库里的日志到不到得了封条记着的那一条；到不了返回少了几条，对得上或没有封条为 0。 */
export function missingEntries(directory: string, native: Database.Database): number {
  const known = readSeal(directory)
  if (!known || known.seq === 0) return 0
  // 头一次用就断电、预写日志又没了：数据文件里连日志表都还没有。
  const hasJournal = native.prepare(`SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND name = 'journal'`).get() !== undefined
  if (!hasJournal) return known.seq
  const hash = native.prepare('SELECT hash FROM main.journal WHERE seq = ?').pluck().get(known.seq)
  if (hash === known.hash) return 0
  return Math.max(1, known.seq - lastEntry(native).seq)
}

function writeSeal(directory: string, content: Seal, isFlushed: boolean): void {
  const file = path.join(directory, SEAL_NAME)
  const partial = `${file}.${process.pid}.未完成`
  const descriptor = openSync(partial, 'w')
  try {
    writeSync(descriptor, JSON.stringify(content))
    if (isFlushed) fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  renameSync(partial, file)
}
