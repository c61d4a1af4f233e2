import Database from 'better-sqlite3-multiple-ciphers'
import { closeSync, openSync, readSync } from 'node:fs'
import { subkey, type DataKey } from './data-key.ts'

const PLAIN_HEADER = Buffer.from('SQLite format 3\0', 'latin1')

/** 一份库文件的样子：还没有（或空的）、明文的 SQLite、别的（加密的，或根本不是库）。 */
export type DatabaseFileKind = '没有' | '明文' | '其他'

/** 只看文件开头 16 个字节：加密的库从第一个字节起就是密文。 */
export function databaseFileKind(file: string): DatabaseFileKind {
  const header = Buffer.alloc(PLAIN_HEADER.length)
  let descriptor: number
  try {
    descriptor = openSync(file, 'r')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '没有'
    throw error
  }
  try {
    const length = readSync(descriptor, header)
    if (length === 0) return '没有'
    return length === header.length && header.equals(PLAIN_HEADER) ? '明文' : '其他'
  } finally {
    closeSync(descriptor)
  }
}

/**
 * 打开一个连接的唯一入口。有 `dataKey` 时：新建的与加密的库用它，明文的旧库（启用加密以前的备份）照明文打开。
 * 打开本身不读内容，钥不对要到第一次读才报 `SQLITE_NOTADB`。
 * @throws SqliteError 与 `new Database` 相同。
 */
export function connect(file: string, dataKey: DataKey | null, options: Database.Options = {}): Database.Database {
  const isKeyed = dataKey !== null && databaseFileKind(file) !== '明文'
  const connection = new Database(file, options)
  try {
    if (isKeyed) useKey(connection, dataKey)
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

function useKey(connection: Database.Database, dataKey: DataKey): void {
  // 排序、建索引溢出来的临时内容不加密，所以只许放在内存里，不许落盘。
  connection.pragma('temp_store = MEMORY')
  connection.pragma(`cipher = 'chacha20'`)
  connection.pragma(`key = 'raw:${subkey(dataKey, 'database').toString('hex')}'`)
}
