import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'
import { ATTACHMENT_DIRECTORY, AttachmentStore } from '../attachment/store.ts'
import { SEALED_OVERHEAD } from '../attachment/sealing.ts'
import { BACKUP_DIRECTORY, fileSha256, localStamp, rowCounts } from '../db/backup.ts'
import { connect } from '../db/connect.ts'
import { forgetKey, newDataKey, type DataKey } from '../db/data-key.ts'
import type { OpenedDatabase } from '../db/open.ts'
import { changeKey, discardDatabase, type Report } from '../db/rekey.ts'
import { registeredFiles, type Registered } from '../db/registered-files.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import { findKeyFile, KEY_FILE_NAME, writeKeyFile, type KeyFile } from '../security/key-file.ts'
import { newKeyFile, withPassphrase } from '../security/key-slots.ts'
import { OFFSITE_DATABASE, OFFSITE_LIST } from './layout.ts'
import { explainOffsiteError, freeBytes, offsiteFolder, sizeText } from './place.ts'

/** 在本机先写好的一份，加密之后才拷到别处：明文不落到 U 盘上。 */
const STAGED_NAME = '另存.未完成'
const NOTICE_NAME = '说明.txt'
const CHUNK_BYTES = 4 * 1024 * 1024
/** 清单、说明、密钥文件与文件系统自己占的，留个余地。 */
const MARGIN_BYTES = 2 * 1024 * 1024
const HOLDER = '另存的备份'

export type OffsitePlan = {
  readonly database: OpenedDatabase
  /** 人选的文件夹；在里面另建 `基石备份-时刻`。 */
  readonly folder: string
  /** 给这一份单设的口令；不设的，没加密的数据写明文，加密的数据仍用它自己的口令。 */
  readonly passphrase: string | null
  readonly now: Date
  readonly report: Report
  /** 独占连接做一件事。 */
  readonly alone: <T>(work: () => T) => Promise<T>
}

export type OffsiteReceipt = {
  readonly folder: string
  readonly bytes: number
  readonly attachments: number
  readonly missing: readonly string[]
  readonly isEncrypted: boolean
}

type Lock = { readonly key: DataKey | null; readonly keyFile: KeyFile | null; readonly isOwn: boolean }

/**
 * 另存一整份：库、登记着的附件、密钥文件与清单，放进一个新文件夹；逐个读回来核对，再打开库核对完整性、行数与每个附件，
 * 都对了才改成正式名。中途出错、取消，不留半截。
 * @throws DomainError `FOLDER_NOT_FOUND`、`FOLDER_IN_DATA`、`OFFSITE_FULL`、`OFFSITE_READONLY`、`OFFSITE_GONE`、`OFFSITE_NOT_SOUND`。
 */
export async function writeOffsite(plan: OffsitePlan): Promise<OffsiteReceipt> {
  const { database, now, report } = plan
  const target = offsiteFolder(plan.folder, database.directory)
  const backups = path.join(database.directory, BACKUP_DIRECTORY)
  const staged = path.join(backups, STAGED_NAME)
  await report(0, 1, '看地方够不够')
  const files = await plan.alone(() => registeredFiles(database.native))
  requireRoom(database, files, target, backups)
  const folder = freeFolder(target, `基石备份-${localStamp(now)}`)
  const partial = `${folder}.未完成`
  const lock = await lockFor(plan)
  try {
    await report(0, 1, '写一份完整的数据')
    mkdirSync(backups, { recursive: true })
    discardDatabase(staged)
    const rows = await plan.alone(() => {
      database.native.prepare('VACUUM INTO ?').run(staged)
      return JSON.stringify(rowCounts(database.native))
    })
    if (!lock.isOwn) changeKey(staged, database.dataKey, lock.key)
    const written = await explained(target, async () => {
      rmSync(partial, { recursive: true, force: true })
      mkdirSync(partial)
      const list = new Map<string, string>()
      list.set(OFFSITE_DATABASE, await copied(staged, path.join(partial, OFFSITE_DATABASE), report))
      const missing = await copyAttachments(database, files, partial, lock.key, list, report)
      if (lock.keyFile) {
        writeKeyFile(path.join(partial, KEY_FILE_NAME), lock.keyFile)
        list.set(KEY_FILE_NAME, fileSha256(path.join(partial, KEY_FILE_NAME)))
      }
      writeFileSync(path.join(partial, NOTICE_NAME), noticeText(now, lock.key !== null, files.length - missing.length), { flush: true })
      list.set(NOTICE_NAME, fileSha256(path.join(partial, NOTICE_NAME)))
      const lines = [...list].map(([name, sha256]) => `${sha256}  ${name}\n`)
      writeFileSync(path.join(partial, OFFSITE_LIST), lines.join(''), { flush: true })
      await requireSound(partial, list, lock.key, rows, new Set(missing.map(({ sha256 }) => sha256)), report)
      const bytes = [...list.keys()].reduce((sum, name) => sum + statSync(path.join(partial, name)).size, 0)
      renameSync(partial, folder)
      return { missing, bytes }
    })
    return {
      folder,
      bytes: written.bytes,
      attachments: files.length - written.missing.length,
      missing: written.missing.map(({ name }) => name),
      isEncrypted: lock.key !== null,
    }
  } finally {
    rmSync(partial, { recursive: true, force: true })
    discardDatabase(staged)
    if (lock.key && !lock.isOwn) forgetKey(lock.key)
  }
}

async function explained<T>(target: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw explainOffsiteError(target, error)
  }
}

/** 先问清楚两头的地方够不够，免得拷到一半。 */
function requireRoom(database: OpenedDatabase, files: readonly Registered[], target: string, backups: string): void {
  const content =
    Number(database.native.pragma('page_count', { simple: true })) * Number(database.native.pragma('page_size', { simple: true }))
  const attachments = files.reduce((sum, { byteCount }) => sum + byteCount + SEALED_OVERHEAD, 0)
  const needed = content + attachments + MARGIN_BYTES
  const free = freeBytes(target)
  if (free !== null && free < needed)
    throw new DomainError(
      'OFFSITE_FULL',
      `“${target}”的空间不够：这一份约需 ${sizeText(needed)}，只剩 ${sizeText(free)}。请清出地方或换一块盘；什么也没有写。`,
    )
  const local = freeBytes(existsSync(backups) ? backups : database.directory)
  if (local !== null && local < content + MARGIN_BYTES)
    throw new DomainError(
      'DISK_FULL',
      `本机磁盘空间不够：另存之前要在本机写一份，约需 ${sizeText(content)}，只剩 ${sizeText(local)}。请清理磁盘后再来；什么也没有写。`,
    )
}

async function lockFor({ database, passphrase, now }: OffsitePlan): Promise<Lock> {
  if (passphrase !== null) {
    const key = newDataKey()
    const at = now.toISOString()
    return { key, keyFile: await withPassphrase(newKeyFile(key, at), key, { accountId: null, name: HOLDER, passphrase, at }), isOwn: false }
  }
  if (database.dataKey === null) return { key: null, keyFile: null, isOwn: true }
  const found = findKeyFile(database.directory)
  // 钥匙串只认这台电脑，带走没有用。
  const keyFile = found && { ...found.keyFile, slots: found.keyFile.slots.filter(({ kind }) => kind !== '系统钥匙串') }
  return { key: database.dataKey, keyFile, isOwn: true }
}

/** 分段拷，报得出进度、取消得了；返回写下的内容的散列。 */
async function copied(source: string, target: string, report: Report): Promise<string> {
  const total = statSync(source).size
  const hash = createHash('sha256')
  const buffer = Buffer.alloc(CHUNK_BYTES)
  const from = openSync(source, 'r')
  try {
    const to = openSync(target, 'wx')
    try {
      for (let done = 0; ;) {
        await report(done, total, '拷到别处')
        const length = readSync(from, buffer)
        if (length === 0) break
        hash.update(buffer.subarray(0, length))
        for (let at = 0; at < length;) at += writeSync(to, buffer, at, length - at)
        done += length
      }
      fsyncSync(to)
    } finally {
      closeSync(to)
    }
  } finally {
    closeSync(from)
  }
  return hash.digest('hex')
}

/** 原件坏了、没了的，从本机备份里的那一份拿；都没有的记下，不挡着别的。 */
async function copyAttachments(
  database: OpenedDatabase,
  files: readonly Registered[],
  partial: string,
  key: DataKey | null,
  list: Map<string, string>,
  report: Report,
): Promise<Registered[]> {
  const own = new AttachmentStore(database.directory, database.dataKey)
  const copy = new AttachmentStore(partial, key)
  const missing: Registered[] = []
  for (const [index, file] of files.entries()) {
    await report(index, files.length, `拷附件 ${index}／${files.length}`)
    const bytes = own.get(file.sha256).bytes ?? own.kept(file.sha256)
    if (bytes === null) {
      missing.push(file)
      continue
    }
    copy.put(bytes)
    const name = [ATTACHMENT_DIRECTORY, file.sha256.slice(0, 2), file.sha256].join('/')
    list.set(name, fileSha256(path.join(partial, name)))
  }
  return missing
}

/** 从那块盘上读回来核对：每个文件的散列，库的完整性、外键与行数，每个附件的内容。 */
async function requireSound(
  partial: string,
  list: ReadonlyMap<string, string>,
  key: DataKey | null,
  rows: string,
  missing: ReadonlySet<string>,
  report: Report,
): Promise<void> {
  const unsound = (what: string) =>
    new DomainError(
      'OFFSITE_NOT_SOUND',
      `写完读回来核对，${what}与写下的不一样：那块盘可能坏了。没有留下这一份；请换一块盘再来，数据没有改动。`,
    )
  let done = 0
  for (const [name, sha256] of list) {
    await report(done, list.size, `读回来核对 ${done}／${list.size}`)
    if (fileSha256(path.join(partial, name)) !== sha256) throw unsound(`“${name}”`)
    done += 1
  }
  const copy = connect(path.join(partial, OFFSITE_DATABASE), key, { readonly: true, fileMustExist: true })
  try {
    if (copy.pragma('integrity_check(1)', { simple: true }) !== 'ok') throw unsound('数据的结构')
    if ((copy.pragma('foreign_key_check') as unknown[]).length > 0) throw unsound('数据的对应关系')
    if (JSON.stringify(rowCounts(copy)) !== rows) throw unsound('各表的行数')
    const store = new AttachmentStore(partial, key)
    for (const { sha256, name } of registeredFiles(copy)) {
      await report(done, list.size, '打开附件核对')
      if (!missing.has(sha256) && store.get(sha256).state !== '完好') throw unsound(`附件“${name}”`)
    }
  } finally {
    copy.close()
  }
}

/** 还没被占用的文件夹名；已有的一份不覆盖。 */
function freeFolder(target: string, base: string): string {
  for (let n = 0; ; n += 1) {
    const candidate = path.join(target, n === 0 ? base : `${base}-${n}`)
    if (!existsSync(candidate)) return candidate
  }
}

function noticeText(now: Date, isEncrypted: boolean, attachments: number): string {
  return [
    '这是“基石”另存的一整份备份，请不要改动里面的文件。',
    `写于：${localStamp(now)}；附件 ${attachments} 个；${isEncrypted ? '已加密，打开要口令（没有单设口令的，用写这份备份时数据的口令或恢复单）' : '没有加密，请妥善保管'}。`,
    '怎么恢复：打开基石，到“设置 → 备份”（新电脑在首次启动的页面，打不开数据时在修复页），点“从别处的备份恢复”，选这个文件夹或它的上一级。',
    `怎么核对：在这个文件夹里运行 sha256sum -c ${OFFSITE_LIST}。`,
    '',
  ].join('\r\n')
}
