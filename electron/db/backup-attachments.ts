import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import { backupNamed } from '../../shared/settings/backup-rotation.ts'
import { AttachmentStore, writeWhole } from '../attachment/store.ts'
import { BACKUP_DIRECTORY, localMoment } from './backup.ts'
import { connect } from './connect.ts'
import type { DataKey } from './data-key.ts'
import { registeredFiles } from './registered-files.ts'
import type { Report } from './rekey.ts'

/** 附在一份备份旁：它登记着、备份文件夹里却没有完好的附件。只记散列：加密的数据不把文件名写成明文。 */
export const LACKING_SUFFIX = '.缺附件.json'

/** 每日备份每次把五分之一读一遍：工作日天天开的，一周轮完。 */
const ROUND_DAYS = 5

const note = z.object({ lacking: z.array(z.string().regex(/^[0-9a-f]{64}$/)).min(1) })

export type Depth =
  /** 每一个都读出来核对散列（手动备份）。 */
  | { readonly kind: '全核' }
  /** 都看在不在、大小对不对；新留下的与今天轮到的读出来核对散列（自动备份）。 */
  | { readonly kind: '轮核'; readonly now: Date; readonly fresh: ReadonlySet<string> }

/**
 * 核对一份刚写好的备份所登记的附件。本机备份里那份坏了、原件还好的，当场换上好的；都坏了的，
 * 在含有它的每一份备份旁留下记号，这些备份就不再算可用的。先前记下、如今又好了的，记号撤去。
 * @returns 这一份缺的附件的散列。
 */
export async function verifyBackupAttachments(
  directory: string,
  backup: string,
  dataKey: DataKey | null,
  depth: Depth,
  report: Report,
): Promise<string[]> {
  const files = registeredIn(backup, dataKey)
  const kept = new Kept(directory, dataKey)
  const bad = new Set<string>()
  const names = notedBackups(directory)
  for (const sha256 of new Set(names.flatMap((name) => lackingOf(path.join(directory, BACKUP_DIRECTORY, name)))))
    if (!kept.isSound(sha256, null)) bad.add(sha256)
  for (const [index, { sha256, byteCount }] of files.entries()) {
    await report(index, files.length, `核对附件 ${index}／${files.length}`)
    if (!kept.isSound(sha256, isRead(sha256, depth) ? null : byteCount)) bad.add(sha256)
  }
  noteLacking(directory, dataKey, bad)
  return files.map(({ sha256 }) => sha256).filter((sha256) => bad.has(sha256))
}

function isRead(sha256: string, depth: Depth): boolean {
  if (depth.kind === '全核' || depth.fresh.has(sha256)) return true
  const day = Math.floor(Date.parse(`${localMoment(depth.now).slice(0, 10)}T00:00:00Z`) / 86_400_000)
  return Number.parseInt(sha256.slice(0, 4), 16) % ROUND_DAYS === day % ROUND_DAYS
}

/** 备份文件夹里的附件，坏了就拿原件换上。 */
class Kept {
  private readonly mirror: AttachmentStore

  private readonly own: AttachmentStore

  constructor(directory: string, dataKey: DataKey | null) {
    this.mirror = new AttachmentStore(path.join(directory, BACKUP_DIRECTORY), dataKey)
    this.own = new AttachmentStore(directory, dataKey)
  }

  /** `byteCount` 给出时只看大小，不读内容。 */
  isSound(sha256: string, byteCount: number | null): boolean {
    const state = byteCount === null ? this.mirror.get(sha256).state : this.mirror.check(sha256, byteCount, false)
    if (state === '完好') return true
    if (this.own.get(sha256).state !== '完好') return false
    // 封着的照原样拷，不必再封一遍。
    writeWhole(this.mirror.fileOf(sha256), readFileSync(this.own.fileOf(sha256)))
    return true
  }
}

function registeredIn(backup: string, dataKey: DataKey | null) {
  const connection = connect(backup, dataKey, { readonly: true, fileMustExist: true })
  try {
    return registeredFiles(connection)
  } finally {
    connection.close()
  }
}

/** 坏了的附件牵涉到哪几份备份：没有坏的就都撤去，有就逐份打开看。打不开的备份恢复时自会说，这里不管。 */
function noteLacking(directory: string, dataKey: DataKey | null, bad: ReadonlySet<string>): void {
  const folder = path.join(directory, BACKUP_DIRECTORY)
  if (bad.size === 0) {
    for (const name of notedBackups(directory)) rmSync(path.join(folder, name + LACKING_SUFFIX), { force: true })
    return
  }
  for (const name of readdirSync(folder).filter((each) => backupNamed(each) !== null)) {
    const file = path.join(folder, name)
    const lacking = lackingAmong(file, dataKey, bad)
    if (lacking.length === 0) rmSync(file + LACKING_SUFFIX, { force: true })
    else writeWhole(file + LACKING_SUFFIX, Buffer.from(JSON.stringify({ lacking } satisfies z.infer<typeof note>)))
  }
}

function lackingAmong(backup: string, dataKey: DataKey | null, bad: ReadonlySet<string>): string[] {
  try {
    return registeredIn(backup, dataKey)
      .map(({ sha256 }) => sha256)
      .filter((sha256) => bad.has(sha256))
  } catch {
    return lackingOf(backup)
  }
}

function notedBackups(directory: string): string[] {
  const folder = path.join(directory, BACKUP_DIRECTORY)
  if (!existsSync(folder)) return []
  return readdirSync(folder).flatMap((name) => (name.endsWith(LACKING_SUFFIX) ? name.slice(0, -LACKING_SUFFIX.length) : []))
}

/** 一份备份记着缺哪些附件（散列）；不缺的为空。记号读不懂的也算不缺：下次核对重写。 */
export function lackingOf(backup: string): string[] {
  const file = backup + LACKING_SUFFIX
  if (!existsSync(file)) return []
  try {
    return note.parse(JSON.parse(readFileSync(file, 'utf8'))).lacking
  } catch {
    return []
  }
}
