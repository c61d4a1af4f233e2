import type Database from 'better-sqlite3-multiple-ciphers'
import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { Kysely } from 'kysely'
import { migrations } from '../../migrations/index.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import { backUp } from './backup.ts'
import { connect, databaseFileKind } from './connect.ts'
import { refuseWhileConverting } from './conversion-marker.ts'
import { forgetConnection, registerConnection } from './connections.ts'
import type { DataKey } from './data-key.ts'
import { ImmediateSqliteDialect } from './immediate-dialect.ts'
import { refuseDamaged, refuseVanished } from './intactness.ts'
import { migrate } from './migrate.ts'
import { completePendingRestore } from './restore.ts'
import { breakSeal, checkSeal, lastEntry, noteLastEntry, sealClosed, type SealVerdict } from './seal.ts'
import type { Tables } from './tables.ts'

export const DATA_FILE_NAME = '基石.sqlite'

/** 读库：没有写方法，类型上就写不了。 */
export type ReadDb = Pick<Kysely<Tables>, 'selectFrom' | 'with' | 'fn' | 'dynamic'>
/** 写库：只在命令的事务里拿得到。 */
export type WriteDb = Omit<Kysely<Tables>, 'transaction' | 'destroy' | 'connection' | 'schema'>

export type OpenedDatabase = {
  readonly kysely: Kysely<Tables>
  readonly file: string
  readonly directory: string
  readonly schemaVersion: number
  /** 打开它的数据密钥；没加密的为 null。备份、恢复、附件都用同一把。 */
  readonly dataKey: DataKey | null
  /** 底层连接，只给备份与迁移用。 */
  readonly native: Database.Database
  /** 一次提交之后调用：在封条上记下最后一条日志。 */
  noteCommit(): void
  close(): Promise<void>
}

/**
 * 打开数据目录：没有就建，旧版本先备份再迁移，来自更新版本则拒绝且不动原件。
 * `verifies`：升级与写入之前先凭封条核对整个文件，核不了的（上次没有正常退出）查一遍内部结构；造演示、测试不必。
 * `dataKey`：新建的库用它加密，已加密的用它打开。
 * @throws DomainError `DATA_*`：被占用、只读、不是数据库、损坏、缺了日志、版本过新、磁盘满；原件与预写日志一字节不动。
 */
export function openDatabase(
  directory: string,
  {
    verifies = false,
    checksIntegrity = false,
    dataKey = null,
  }: { verifies?: boolean; checksIntegrity?: boolean; dataKey?: DataKey | null } = {},
): OpenedDatabase {
  const file = path.join(directory, DATA_FILE_NAME)
  const native = explainOpenErrors(file, () => {
    mkdirSync(directory, { recursive: true })
    refuseWhileConverting(directory)
    completePendingRestore(directory, DATA_FILE_NAME, dataKey)
    refuseVanished(directory, file)
    const isNew = !existsSync(file) || statSync(file).size === 0
    if (!isNew && verifies) {
      const verdict = checkSeal(directory, file)
      if (verdict !== '相符' || checksIntegrity) lookBeforeWriting(directory, file, verdict, dataKey)
    }
    const connection = connect(file, dataKey, { timeout: 5000 })
    try {
      connection.pragma('foreign_keys = ON')
      // 先读版本再动任何东西：来自未来的库连日志模式也不改。
      const found = Number(connection.pragma('user_version', { simple: true }))
      refuseFutureVersion(file, found)
      refuseForeignDatabase(connection, file)
      breakSeal(directory)
      connection.pragma('journal_mode = WAL')
      connection.pragma('synchronous = FULL')
      upgrade(connection, file, found, () => {
        if (!isNew && found > 0) backUp(connection, directory, `迁移前-v${found}`, new Date(), dataKey)
      })
    } catch (error) {
      connection.close()
      throw error
    }
    return connection
  })
  const connectionNumber = registerConnection(native)
  const kysely = new Kysely<Tables>({ dialect: new ImmediateSqliteDialect(native) })
  return {
    kysely,
    file,
    directory,
    native,
    dataKey: databaseFileKind(file) === '明文' ? null : dataKey,
    schemaVersion: Number(native.pragma('user_version', { simple: true })),
    noteCommit: () => {
      if (verifies) noteLastEntry(directory, native)
    },
    close: async () => {
      forgetConnection(connectionNumber)
      const last = native.open ? lastEntry(native) : null
      await kysely.destroy()
      // 还没跑过一句查询时 Kysely 并未接管连接，destroy 关不掉它。
      native.close()
      if (verifies && last) sealClosed(directory, file, last)
    },
  }
}

/** 升级前的备份写不成、磁盘出错照原样说；迁移自己不成的说清停在哪一版。 */
function upgrade(connection: Database.Database, file: string, found: number, beforeFirst: () => void): void {
  try {
    migrate(connection, migrations, { beforeFirst })
  } catch (error) {
    if (explainStorageError(file, error) !== null) throw error
    throw new DomainError(
      'DATA_UPGRADE_FAILED',
      `数据文件“${file}”升级没有成功，停在第 ${Number(connection.pragma('user_version', { simple: true }))} 版（原来第 ${found} 版），已写的一步步都撤回到那一版。升级前的备份在“备份”文件夹；请把这句话告诉维护人员：${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

/** 先用只读的连接看清楚：拒绝时不并预写日志，原件一字节不动。 */
function lookBeforeWriting(directory: string, file: string, verdict: SealVerdict, dataKey: DataKey | null): void {
  const looking = connect(file, dataKey, { readonly: true, fileMustExist: true, timeout: 5000 })
  try {
    refuseFutureVersion(file, Number(looking.pragma('user_version', { simple: true })))
    refuseForeignDatabase(looking, file)
    refuseDamaged(looking, directory, file, verdict, dataKey !== null && databaseFileKind(file) !== '明文')
  } finally {
    looking.close()
  }
}

/** 提交不等落盘：断电会坏库，只用于造好之前坏了就重来的数据。 */
export function deferFlushing({ native }: OpenedDatabase): void {
  native.pragma('synchronous = OFF')
}

/** 恢复提交即落盘，并把已写的全部落到数据文件。 */
export function flushNow({ native }: OpenedDatabase): void {
  native.pragma('synchronous = FULL')
  native.pragma('wal_checkpoint(TRUNCATE)')
}

function refuseFutureVersion(file: string, found: number): void {
  const newest = migrations.at(-1)?.version ?? 0
  if (found > newest) {
    throw new DomainError(
      'DATA_FROM_NEWER_VERSION',
      `数据文件“${file}”由更新版本的基石写成（数据版本 ${found}，本程序只认到 ${newest}）。请安装新版基石再打开；原件未作任何改动。`,
    )
  }
}

/** 名字相同、却是别的软件的库：不能把自己的表建进去。基石的库从第一步迁移起就有操作日志。 */
function refuseForeignDatabase(connection: Database.Database, file: string): void {
  const tables = connection.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`).pluck().all()
  if (tables.length > 0 && !tables.includes('journal')) throw notOurFile(file)
}

function notOurFile(file: string): DomainError {
  return new DomainError(
    'DATA_FILE_INVALID',
    `“${file}”不是基石的数据文件，或已被加密。原件未作任何改动；请在设置中选择正确的数据文件夹，或从“备份”文件夹恢复。`,
  )
}

/** SQLite 打不开比这更长的路径（512 字节，旁边的日志文件名还要加几个字）；一个汉字占三个。 */
const LONGEST_PATH_BYTES = 500

/** 把 SQLite 与文件系统的错误码翻成人话；认不出的原样抛出，由调度器记为故障。 */
export function explainOpenErrors<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw explainStorageError(file, error) ?? error
  }
}

export function explainStorageError(file: string, error: unknown): DomainError | null {
  if (error instanceof DomainError) return error
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
  // 出错的可能是旁边的备份、附件文件夹：说是哪一个，不一概说成数据文件。
  const where = placeOf(error) ?? file
  if (code === 'SQLITE_BUSY' || code.startsWith('SQLITE_BUSY_') || code === 'SQLITE_LOCKED')
    return new DomainError(
      'DATA_FILE_BUSY',
      `数据文件“${file}”正被另一个程序占用。请关闭其他打开它的程序（另一个基石窗口、同步盘、杀毒软件）后重试；本次什么也没有写。`,
    )
  if (code === 'EBUSY' || (process.platform === 'win32' && isRename(error) && (code === 'EPERM' || code === 'EACCES')))
    return new DomainError(
      'DATA_FILE_BUSY',
      `“${where}”正被另一个程序占用。请关闭打开它的程序（另一个基石窗口、同步盘、杀毒软件）后重试；本次操作已整体撤回。`,
    )
  const isUnopenable = code === 'SQLITE_CANTOPEN' || code.startsWith('SQLITE_CANTOPEN_')
  if (code.startsWith('SQLITE_READONLY') || code === 'EROFS' || code === 'EACCES' || code === 'EPERM' || (isUnopenable && isReadOnly(file)))
    return new DomainError(
      'DATA_FILE_READONLY',
      `${where === file ? '数据文件' : ''}“${where}”或其所在文件夹只读，无法写入。请检查文件属性、U 盘写保护或文件夹权限；原件未作任何改动。`,
    )
  // 打开时要先建共享内存文件，磁盘满了就建不成。
  if (['SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE', 'ENOSPC', 'EDQUOT', 'EFBIG'].includes(code))
    return new DomainError('DISK_FULL', `磁盘空间不足，“${where}”未能写入，本次操作已整体撤回。请清理磁盘后重试。`)
  if (code === 'SQLITE_NOTADB') return notOurFile(file)
  // 文件头里的格式号坏了，SQLite 报的是一般的错，只有这句话认得出。
  const isUnreadableFormat = code === 'SQLITE_ERROR' && error instanceof Error && error.message === 'unsupported file format'
  if (code.startsWith('SQLITE_CORRUPT') || isUnreadableFormat)
    return new DomainError(
      'DATA_FILE_CORRUPT',
      `数据文件“${file}”已损坏。原件未作任何改动；请先把整个数据文件夹另存一份，再从“备份”文件夹取最近的备份。`,
    )
  if (code.startsWith('SQLITE_IOERR') || code === 'EIO')
    return new DomainError('DATA_FILE_IO', `读写“${where}”时磁盘出错（${code}）。请检查磁盘或 U 盘连接；本次操作已整体撤回。`)
  if (code === 'ENAMETOOLONG' || (isUnopenable && Buffer.byteLength(file) > LONGEST_PATH_BYTES))
    return new DomainError('DATA_FILE_CANTOPEN', `“${where}”的路径太长，系统打不开。请把数据文件夹移到浅一些、名字短一些的地方。`)
  if (isUnopenable || code === 'ENOTDIR' || code === 'ENOENT' || code === 'EEXIST')
    return new DomainError('DATA_FILE_CANTOPEN', `打不开数据文件“${file}”。请检查文件夹是否存在、路径是否可写。`)
  return null
}

/** 文件系统的错误自己带着路径；写入这一步只有文件描述符，不带。 */
function placeOf(error: unknown): string | null {
  return error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : null
}

function isRename(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && error.syscall === 'rename'
}

/** 文件或其文件夹在却写不了（写保护的 U 盘、只读挂载）：SQLite 只说“打不开”，这里问清楚。 */
function isReadOnly(file: string): boolean {
  if (!existsSync(path.dirname(file))) return false
  try {
    accessSync(path.dirname(file), constants.W_OK)
    if (existsSync(file)) accessSync(file, constants.W_OK)
    return false
  } catch {
    return true
  }
}
