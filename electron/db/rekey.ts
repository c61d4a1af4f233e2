import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { DomainError } from '../dispatch/domain-error.ts'
import { flushToDisk } from './backup.ts'
import { connect } from './connect.ts'
import { subkey, type DataKey } from './data-key.ts'
import { appendJournal, type JournalContent } from './journal-chain.ts'
import { recordTables } from './record-tables.ts'

type Connection = ReturnType<typeof connect>

export type Report = (done: number, total: number, label: string) => Promise<void>

/**
 * 独占一份没有人开着的库，直到 `close`：别的程序在此期间读不了也写不了。
 * @throws DomainError `DATA_FILE_BUSY` 别的程序正开着。
 */
export function holdAlone(file: string, dataKey: DataKey | null): Connection {
  const connection = connect(file, dataKey, { timeout: 500, fileMustExist: true })
  try {
    // 改回普通日志模式要独占整个库；改成以后只剩一个文件，没有并不进去的日志。
    const mode = connection.pragma('journal_mode = DELETE', { simple: true })
    connection.pragma('locking_mode = EXCLUSIVE')
    connection.exec('BEGIN EXCLUSIVE; COMMIT')
    if (mode === 'delete') return connection
  } catch (error) {
    connection.close()
    if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY'))) throw error
  }
  connection.close()
  throw new DomainError(
    'DATA_FILE_BUSY',
    `数据文件“${file}”正被另一个程序占用，没有转换。请关闭其他打开它的程序（另一个基石、同步盘、杀毒软件）后重试；数据没有改动。`,
  )
}

/**
 * 把独占着的库另写一份，用 `targetKey` 加密（空为明文），打开逐表核对每一行后才算成；可顺带接着记一条日志。
 * 写到 `target`，已有的先删。核对不上、中途出错，`target` 删去并抛出。
 * @returns 各表行数之和。
 */
export async function writeConverted(
  source: Connection,
  sourceKey: DataKey | null,
  target: string,
  targetKey: DataKey | null,
  options: { entry?: JournalContent; report?: Report } = {},
): Promise<number> {
  discardDatabase(target)
  try {
    source.prepare('VACUUM INTO ?').run(target)
    changeKey(target, sourceKey, targetKey)
    const copy = connect(target, targetKey, { fileMustExist: true })
    try {
      copy.pragma('journal_mode = DELETE')
      copy.pragma('synchronous = FULL')
      const count = await requireSameContent(source, copy, options.report)
      const { entry } = options
      if (entry) copy.transaction(() => appendJournal(copy, entry))()
      return count
    } finally {
      copy.close()
    }
  } catch (error) {
    discardDatabase(target)
    throw error
  } finally {
    flushIfThere(target)
  }
}

/** 一份关着的库换一把钥：明文 ↔ 加密，或换成另一把。 */
export function changeKey(file: string, from: DataKey | null, to: DataKey | null): void {
  const connection = connect(file, from, { fileMustExist: true })
  try {
    connection.pragma('temp_store = MEMORY')
    // 换钥要整份重写，撤回用的日志也放内存：写坏了就整份不要。
    connection.pragma('journal_mode = MEMORY')
    if (from === null) connection.pragma(`cipher = 'chacha20'`)
    connection.pragma(to === null ? `rekey = ''` : `rekey = 'raw:${subkey(to, 'database').toString('hex')}'`)
  } finally {
    connection.close()
  }
}

async function requireSameContent(source: Connection, copy: Connection, report?: Report): Promise<number> {
  const differs = (where: string) => new Error(`另写的库与原库不一致：${where}`)
  if (copy.pragma('integrity_check(1)', { simple: true }) !== 'ok') throw differs('内部结构')
  if ((copy.pragma('foreign_key_check') as unknown[]).length > 0) throw differs('外键')
  if (schemaOf(source) !== schemaOf(copy)) throw differs('表结构')
  const tables = recordTables(source)
  let count = 0
  for (const [index, table] of tables.entries()) {
    await (report?.(index, tables.length, `逐行核对：${table}`) ?? nextTurn())
    const [own, other] = [contentOf(source, table), contentOf(copy, table)]
    if (own.digest !== other.digest) throw differs(table)
    count += own.count
  }
  return count
}

function schemaOf(connection: Connection): string {
  const version = String(connection.pragma('user_version', { simple: true }))
  const definitions = connection.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name').raw().all()
  return `${version}\n${JSON.stringify(definitions)}`
}

/** 一张表的行数与全部内容的散列，按存放次序。 */
function contentOf(connection: Connection, table: string): { count: number; digest: string } {
  const hash = createHash('sha256')
  let count = 0
  for (const row of connection.prepare(`SELECT * FROM "${table}"`).raw().iterate()) {
    hash.update(JSON.stringify(row))
    count += 1
  }
  return { count, digest: `${count}:${hash.digest('hex')}` }
}

export function discardDatabase(file: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(file + suffix, { force: true })
}

function flushIfThere(file: string): void {
  try {
    flushToDisk(file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
}
