import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'
import { isSealed, sealBytes, unsealBytes } from '../attachment/sealing.ts'
import { ATTACHMENT_DIRECTORY, sha256Of, writeWhole } from '../attachment/store.ts'
import { ownBackups } from '../db/automatic-backup.ts'
import { BACKUP_DIRECTORY, CHECKSUM_SUFFIX, fileSha256 } from '../db/backup.ts'
import { databaseFileKind } from '../db/connect.ts'
import type { DataKey } from '../db/data-key.ts'
import { discardDatabase, holdAlone, writeConverted, type Report } from '../db/rekey.ts'
import { REPLACED_NAME } from '../db/restore.ts'
import { markFinished, unfinished } from './conversion.ts'

const UNFINISHED = '.未完成'

/** 收尾做了什么；`left` 是没转成、仍是原样的（读不出、已损坏）。 */
export type FinishingReport = { attachments: number; backups: number; left: string[] }

/**
 * 换上新库以后的事：附件逐个封上，旧备份照选择转，原库照选择删。每一件都先写旁名再换，随时断电都可以从头再来，
 * 做过的不再做；全部做完才抹去“还没收尾”的记号。
 */
export async function finishEncrypting(directory: string, dataKey: DataKey, report: Report): Promise<FinishingReport> {
  const pending = unfinished(directory)
  const done: FinishingReport = { attachments: 0, backups: 0, left: [] }
  if (!pending) return done
  settleInterrupted(directory)
  await convertAttachments(directory, null, dataKey, pending.convertsBackups, done, report)
  if (pending.convertsBackups) await convertBackups(directory, null, dataKey, done, report)
  // 停用到一半又封回来的，没有换下过原库。
  if (pending.dropsOriginal && pending.originalName !== '') dropPlainDatabase(path.join(directory, pending.originalName))
  markFinished(directory)
  return done
}

/** 停用之前：库还锁着时先把附件与备份放开，这样换库以后不再要钥匙。 */
export async function openEverything(directory: string, dataKey: DataKey, report: Report): Promise<FinishingReport> {
  const done: FinishingReport = { attachments: 0, backups: 0, left: [] }
  settleInterrupted(directory)
  await convertAttachments(directory, dataKey, null, true, done, report)
  await convertBackups(directory, dataKey, null, done, report)
  return done
}

/** 停用以后：换下来的加密原库照选择删。 */
export function finishDecrypting(directory: string): void {
  const pending = unfinished(directory)
  if (!pending) return
  if (pending.dropsOriginal && pending.originalName !== '') discardDatabase(path.join(directory, pending.originalName))
  markFinished(directory)
}

/**
 * 上次断在半路的先理清：写到一半的旁名一律不要（启用以后留着就是明文）；校验值与备份是先后换上的，
 * 断在两者之间的，备份已是新的就换上新校验值，还是旧的就丢掉新校验值。
 */
function settleInterrupted(directory: string): void {
  const folder = path.join(directory, BACKUP_DIRECTORY)
  for (const root of [directory, folder].filter((each) => existsSync(each)))
    for (const name of readdirSync(root).filter((each) => each.endsWith(`.sqlite${CHECKSUM_SUFFIX}${UNFINISHED}`))) {
      const pending = path.join(root, name)
      const checksum = pending.slice(0, -UNFINISHED.length)
      const file = checksum.slice(0, -CHECKSUM_SUFFIX.length)
      if (existsSync(file) && readFileSync(pending, 'utf8').startsWith(fileSha256(file))) renameSync(pending, checksum)
      else rmSync(pending, { force: true })
    }
  for (const root of [directory, folder].filter((each) => existsSync(each)))
    for (const name of readdirSync(root).filter((each) => each.endsWith(`.sqlite${UNFINISHED}`))) discardDatabase(path.join(root, name))
  for (const root of [path.join(directory, ATTACHMENT_DIRECTORY), path.join(folder, ATTACHMENT_DIRECTORY)])
    for (const { folder: each, names } of foldersIn(root))
      for (const name of names.filter((one) => one.endsWith(UNFINISHED))) rmSync(path.join(each, name), { force: true })
}

async function convertAttachments(
  directory: string,
  from: DataKey | null,
  to: DataKey | null,
  includesBackups: boolean,
  done: FinishingReport,
  report: Report,
): Promise<void> {
  const roots = [path.join(directory, ATTACHMENT_DIRECTORY)]
  if (includesBackups) roots.push(path.join(directory, BACKUP_DIRECTORY, ATTACHMENT_DIRECTORY))
  const files = roots.flatMap(originalsIn)
  for (const [index, file] of files.entries()) {
    await report(index, files.length, `${to === null ? '解开' : '加密'}附件`)
    if (resealed(file, from, to)) done.attachments += 1
    else if (isSealed(readFileSync(file)) !== (to !== null)) done.left.push(path.relative(directory, file))
  }
  // 印本随时可由原件再造，不必转。
  rmSync(path.join(directory, ATTACHMENT_DIRECTORY, '印本'), { recursive: true, force: true })
}

function originalsIn(root: string): string[] {
  return foldersIn(root)
    .flatMap(({ folder, names }) => names.map((name) => path.join(folder, name)))
    .filter((file) => /^[0-9a-f]{64}$/.test(path.basename(file)))
}

/** 附件按散列前两位分的各个文件夹，与里面的文件名。 */
function foldersIn(root: string): { folder: string; names: string[] }[] {
  if (!existsSync(root)) return []
  return readdirSync(root)
    .filter((name) => /^[0-9a-f]{2}$/.test(name))
    .map((name) => ({ folder: path.join(root, name), names: readdirSync(path.join(root, name)) }))
}

/** 一份附件换个样子存；已经是要的样子、或内容与散列不符的不动，返回 false。 */
function resealed(file: string, from: DataKey | null, to: DataKey | null): boolean {
  const sha256 = path.basename(file)
  const stored = readFileSync(file)
  if (isSealed(stored) === (to !== null)) return false
  const bytes = from === null ? stored : unsealBytes(from, sha256, stored)
  if (bytes === null || sha256Of(bytes) !== sha256) return false
  writeWhole(file, to === null ? bytes : sealBytes(to, sha256, bytes))
  return true
}

async function convertBackups(
  directory: string,
  from: DataKey | null,
  to: DataKey | null,
  done: FinishingReport,
  report: Report,
): Promise<void> {
  const backups = ownBackups(directory).map(({ name }) => path.join(directory, BACKUP_DIRECTORY, name))
  const replaced = readdirSync(directory)
    .filter((name) => REPLACED_NAME.test(name))
    .map((name) => path.join(directory, name))
  const files = [...backups, ...replaced].filter((file) => (databaseFileKind(file) === '明文') === (from === null))
  for (const [index, file] of files.entries()) {
    await report(index, files.length, `${to === null ? '解开' : '加密'}旧备份`)
    try {
      await convertBackup(file, from, to)
      done.backups += 1
    } catch {
      // 本来就坏的备份：不动它，写进报告，由人决定留不留。
      done.left.push(path.relative(directory, file))
    }
  }
}

async function convertBackup(file: string, from: DataKey | null, to: DataKey | null): Promise<void> {
  const partial = file + UNFINISHED
  const source = holdAlone(file, from)
  try {
    await writeConverted(source, from, partial, to)
  } finally {
    source.close()
  }
  // 新校验值先写在旁边，库换上以后再换它；断在中间的由 settleInterrupted 认出来。
  const checksum = file + CHECKSUM_SUFFIX
  const hasChecksum = existsSync(checksum)
  if (hasChecksum) writeFileSync(checksum + UNFINISHED, `${fileSha256(partial)}  ${path.basename(file)}\n`, { flush: true })
  renameSync(partial, file)
  if (hasChecksum) renameSync(checksum + UNFINISHED, checksum)
}

/** 删去换下来的明文原库：先盖一遍零再删。固态硬盘上盖写不保证抹得掉，界面里写明。 */
function dropPlainDatabase(file: string): void {
  if (!existsSync(file)) return
  const zeros = Buffer.alloc(1024 * 1024)
  const { size } = statSync(file)
  const descriptor = openSync(file, 'r+')
  try {
    for (let done = 0; done < size; done += zeros.length) writeSync(descriptor, zeros, 0, Math.min(zeros.length, size - done), done)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  discardDatabase(file)
}
