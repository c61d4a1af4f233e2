import type Database from 'better-sqlite3-multiple-ciphers'
import { existsSync, statSync } from 'node:fs'
import { DomainError } from '../dispatch/domain-error.ts'
import { lastEntry, missingEntries, readSeal, type SealVerdict } from './seal.ts'

const UNTOUCHED = '原件未作任何改动；请按修复页一步步来：先另存，再从备份恢复，或抢救还读得出的内容。'

/**
 * 数据文件不在了，封条却记着里面有过日志：不能当成第一次使用，另建一份空的把人骗过去。
 * @throws DomainError `DATA_FILE_MISSING`。
 */
export function refuseVanished(directory: string, file: string): void {
  const known = readSeal(directory)
  if (!known || known.seq === 0) return
  if (existsSync(file) && statSync(file).size > 0) return
  const what = existsSync(file) ? '变成了空文件' : '不见了'
  throw new DomainError(
    'DATA_FILE_MISSING',
    `数据文件“${file}”${what}，而上次用到第 ${known.seq} 条操作日志：可能被移走、误删，或同步盘没有下载完。没有另建新的数据；请找回原来的文件，或从备份恢复。`,
  )
}

/**
 * 升级与写入之前，从只读的连接上查到底：页结构、外键、日志到不到得了封条记着的那一条，以及文件是不是在本程序之外被改过。
 * 只读的连接关掉时不并预写日志，所以拒绝之后原件与预写日志一字节不变。
 * @param isEncrypted 每页自带认证码的库：读得通就没有被改过，文件散列不同只是没用到的字节不同。
 * @throws DomainError `DATA_FILE_CORRUPT`、`DATA_ENTRIES_LOST`、`DATA_FILE_ALTERED`。
 */
export function refuseDamaged(
  connection: Database.Database,
  directory: string,
  file: string,
  verdict: SealVerdict,
  isEncrypted: boolean,
): void {
  if (connection.pragma('integrity_check(1)', { simple: true }) !== 'ok')
    throw new DomainError('DATA_FILE_CORRUPT', `打开前检查发现数据文件“${file}”内部已损坏。${UNTOUCHED}`)
  if ((connection.pragma('foreign_key_check') as unknown[]).length > 0)
    throw new DomainError('DATA_FILE_CORRUPT', `打开前检查发现数据文件“${file}”里的记录互相对不上，已损坏。${UNTOUCHED}`)
  const missing = missingEntries(directory, connection)
  if (missing > 0)
    throw new DomainError(
      'DATA_ENTRIES_LOST',
      `数据文件“${file}”比上次用的旧：最后 ${missing} 条操作不在里面。可能是同步盘或手工拷贝换回了旧文件，也可能旁边的“-wal”文件被删、被改。${UNTOUCHED}`,
    )
  // 日志比封条记着的还多：是没有封条的旧版本程序正常写过，不算被改。
  if (verdict === '不符' && !isEncrypted && lastEntry(connection).seq === readSeal(directory)?.seq)
    throw new DomainError(
      'DATA_FILE_ALTERED',
      `数据文件“${file}”与上次正常关闭时不一样，却没有对应的操作日志：磁盘可能坏了一处，或被别的软件改过。结构读得通，但不能保证内容没变。${UNTOUCHED}`,
    )
}
