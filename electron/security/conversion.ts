import { existsSync, readFileSync, renameSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import { fileSha256, freeName, localStamp } from '../db/backup.ts'
import { CONVERSION_MARKER } from '../db/conversion-marker.ts'
import type { DataKey } from '../db/data-key.ts'
import type { JournalContent } from '../db/journal-chain.ts'
import { DATA_FILE_NAME } from '../db/open.ts'
import { breakSeal, forgetSeal } from '../db/seal.ts'
import { discardDatabase, holdAlone, writeConverted, type Report } from '../db/rekey.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import { copyKeyFileToBackups, KEY_FILE_NAME, PENDING_KEY_FILE_NAME, readKeyFile, writeKeyFile, type KeyFile } from './key-file.ts'

/** 另写好、等着换上的库。 */
const PREPARED_NAME = '基石.待换密.sqlite'
/** 换上以后还没做完的事：附件、旧备份、原库。 */
const FINISHING_NAME = '换密收尾.json'

/** 换下来的原库叫什么：`基石-启用加密前-20260914-075800.sqlite`，在数据文件夹里。 */
export const ORIGINAL_NAME = /^基石-(启用|停用)加密前-(\d{8}-\d{6})(?:-\d+)?\.sqlite$/

const finishing = z.object({
  at: z.string(),
  /** 换下来的原库。 */
  originalName: z.string(),
  /** 换上并打开之后删去原库；否则改名保留。 */
  dropsOriginal: z.boolean(),
  /** 把旧的明文备份也转成加密的；否则保留。 */
  convertsBackups: z.boolean(),
})
export type Finishing = z.infer<typeof finishing>

const marker = finishing.extend({ direction: z.enum(['启用', '停用']), sha256: z.string() })
type Marker = z.infer<typeof marker>

export type ConversionChoice = Pick<Finishing, 'dropsOriginal' | 'convertsBackups'>

export type ConversionPlan = {
  readonly directory: string
  readonly now: Date
  readonly from: DataKey | null
  readonly to: DataKey | null
  /** 启用时的密钥文件；停用时为空。 */
  readonly keyFile: KeyFile | null
  readonly choice: ConversionChoice
  /** 记进新库的一条操作日志。 */
  readonly entry: JournalContent
  readonly report: Report
}

/**
 * 另写一份换了钥的库，逐行核对，登记，再换上。登记之前出错或断电，原库原样；登记之后断电，下次打开接着换完。
 * 调用前库须已关上；返回后 `基石.sqlite` 已是新的。
 * @throws DomainError `DATA_FILE_BUSY`、`DISK_FULL`；原库没有动。
 */
export async function convert(plan: ConversionPlan): Promise<void> {
  const { directory, now, from, to, keyFile, choice } = plan
  const file = path.join(directory, DATA_FILE_NAME)
  const prepared = path.join(directory, PREPARED_NAME)
  requireSpace(directory, file)
  // 独占要改文件头：封条上整个文件的散列先作废，转换不成再打开时，不会错认成被人改过。
  breakSeal(directory)
  const source = holdAlone(file, from)
  try {
    await writeConverted(source, from, prepared, to, { entry: plan.entry, report: plan.report })
    if (keyFile) writeKeyFile(path.join(directory, PENDING_KEY_FILE_NAME), keyFile)
    saveJson(directory, CONVERSION_MARKER, {
      direction: to === null ? '停用' : '启用',
      sha256: fileSha256(prepared),
      at: now.toISOString(),
      originalName: path.basename(freeName(directory, `基石-${to === null ? '停用' : '启用'}加密前-${localStamp(now)}`)),
      ...choice,
    } satisfies Marker)
  } catch (error) {
    discardUnregistered(directory)
    throw error
  } finally {
    source.close()
  }
  swapRegistered(directory)
}

/** 打开数据之前调用：登记了的换完，没登记的半成品清掉。每一步都可以重做。 */
export function swapRegistered(directory: string): void {
  const registered = readJson(directory, CONVERSION_MARKER, marker)
  if (!registered) {
    discardUnregistered(directory)
    return
  }
  const file = path.join(directory, DATA_FILE_NAME)
  const prepared = path.join(directory, PREPARED_NAME)
  const original = path.join(directory, registered.originalName)
  if (existsSync(prepared)) {
    if (fileSha256(prepared) !== registered.sha256) {
      withdraw(directory, file, original)
      return
    }
    const pendingKey = path.join(directory, PENDING_KEY_FILE_NAME)
    // 先有钥匙，再有锁着的库。
    if (existsSync(pendingKey)) renameSync(pendingKey, path.join(directory, KEY_FILE_NAME))
    if (existsSync(file)) {
      for (const suffix of ['-wal', '-shm']) if (existsSync(file + suffix)) renameSync(file + suffix, original + suffix)
      renameSync(file, original)
    }
    renameSync(prepared, file)
  }
  if (registered.direction === '停用') setAsideKeyFiles(directory, registered.at)
  else keepKeyFileInBackups(directory)
  const { at, originalName, dropsOriginal, convertsBackups } = registered
  forgetSeal(directory)
  saveJson(directory, FINISHING_NAME, { at, originalName, dropsOriginal, convertsBackups } satisfies Finishing)
  rmSync(path.join(directory, CONVERSION_MARKER), { force: true })
}

/** 备好的库坏了：原库放回原处，当作没换过。 */
function withdraw(directory: string, file: string, original: string): void {
  if (!existsSync(file) && existsSync(original)) renameSync(original, file)
  const keyFile = path.join(directory, KEY_FILE_NAME)
  const pendingKey = path.join(directory, PENDING_KEY_FILE_NAME)
  const registered = readJson(directory, CONVERSION_MARKER, marker)
  if (registered?.direction === '启用' && !existsSync(pendingKey)) rmSync(keyFile, { force: true })
  rmSync(path.join(directory, CONVERSION_MARKER), { force: true })
  discardUnregistered(directory)
}

function discardUnregistered(directory: string): void {
  discardDatabase(path.join(directory, PREPARED_NAME))
  rmSync(path.join(directory, PENDING_KEY_FILE_NAME), { force: true })
}

/** 停用以后密钥文件改名留着：以前另存到别处的加密备份还要用它。 */
function setAsideKeyFiles(directory: string, at: string): void {
  const keyFile = path.join(directory, KEY_FILE_NAME)
  if (existsSync(keyFile)) renameSync(keyFile, path.join(directory, `密钥-停用前-${localStamp(new Date(at))}.json`))
}

function keepKeyFileInBackups(directory: string): void {
  const keyFile = readKeyFile(path.join(directory, KEY_FILE_NAME))
  if (keyFile) copyKeyFileToBackups(directory, keyFile)
}

/** 换上以后还没做完的事；没有为 null。 */
export function unfinished(directory: string): Finishing | null {
  return readJson(directory, FINISHING_NAME, finishing)
}

/** 停用途中断了的，下次解锁时照这个重新封上。 */
export function markUnfinished(directory: string, pending: Finishing): void {
  saveJson(directory, FINISHING_NAME, pending)
}

export function markFinished(directory: string): void {
  rmSync(path.join(directory, FINISHING_NAME), { force: true })
}

/** 另写一份要一倍多的地方，先问清楚，免得写到一半。 */
function requireSpace(directory: string, file: string): void {
  const needed = statSync(file).size * 1.5
  const { bavail, bsize } = statfsSync(directory)
  if (bavail * bsize >= needed) return
  const megabytes = (bytes: number) => `${Math.ceil(bytes / 1024 / 1024)} MB`
  throw new DomainError(
    'DISK_FULL',
    `磁盘空间不足：转换要另写一份，约需 ${megabytes(needed)}，只剩 ${megabytes(bavail * bsize)}。请清理磁盘后重试；数据没有改动。`,
  )
}

function saveJson(directory: string, name: string, value: object): void {
  const file = path.join(directory, name)
  const partial = `${file}.未完成`
  try {
    writeFileSync(partial, JSON.stringify(value), { flush: true })
    renameSync(partial, file)
  } catch (error) {
    rmSync(partial, { force: true })
    throw error
  }
}

function readJson<T>(directory: string, name: string, schema: z.ZodType<T>): T | null {
  const file = path.join(directory, name)
  if (!existsSync(file)) return null
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    throw new DomainError(
      'CONVERSION_MARKER_DAMAGED',
      `数据文件夹里的“${name}”已损坏：它记着上次启用或停用加密做到哪一步。数据没有改动；请先把整个数据文件夹另存一份，再找维护人员处理。`,
    )
  }
}
