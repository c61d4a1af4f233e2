import { createHash, randomUUID } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'
import type { DataKey } from '../db/data-key.ts'
import { isSealed, SEALED_OVERHEAD, sealBytes, unsealBytes } from './sealing.ts'

export const ATTACHMENT_DIRECTORY = '附件'
const BACKUP_DIRECTORY = '备份'
/** 照片缩到一页纸够用的印本，随时可以不要：丢了就印原件。 */
const PRINT_DIRECTORY = '印本'
const UNFINISHED = '.未完成'
const SHA256 = /^[0-9a-f]{64}$/

export type StoredState = '完好' | '缺失' | '损坏'

/**
 * 附件的原件：按内容散列放在数据文件夹的 `附件/前两位/散列`，同样的内容只放一份，放进去就不再改。
 * 先写旁的名字、落盘、再改名，所以有正式名的必是写完的；命令撤回时多出来的只是没人用的一份，由清查收走。
 * 数据加密时放进去的都是封着的；启用加密以前的明文原件也照样读，内容要与散列相符，所以混着放也不会认错。
 */
export class AttachmentStore {
  readonly root: string

  private readonly mirror: string

  private readonly dataKey: DataKey | null

  constructor(dataDirectory: string, dataKey: DataKey | null = null) {
    this.dataKey = dataKey
    this.root = path.join(dataDirectory, ATTACHMENT_DIRECTORY)
    this.mirror = path.join(dataDirectory, BACKUP_DIRECTORY, ATTACHMENT_DIRECTORY)
  }

  /** 放进一份，返回散列。已有同样内容的不再写；原来那份坏了的，就换上这份好的。 */
  put(bytes: Uint8Array): string {
    const sha256 = sha256Of(bytes)
    if (this.get(sha256).state !== '完好') writeWhole(this.fileOf(sha256), this.sealed(sha256, bytes))
    return sha256
  }

  /** 取回一份，内容与散列不符的不给。 */
  get(sha256: string): { readonly state: StoredState; readonly bytes: Uint8Array | null } {
    const file = this.fileOf(sha256)
    if (!existsSync(file)) return { state: '缺失', bytes: null }
    const bytes = this.opened(sha256, readFileSync(file))
    return bytes !== null && sha256Of(bytes) === sha256 ? { state: '完好', bytes } : { state: '损坏', bytes: null }
  }

  /** 在不在、长度对不对；`isThorough` 时把内容也读一遍核对散列。 */
  check(sha256: string, byteCount: number, isThorough: boolean): StoredState {
    const file = this.fileOf(sha256)
    if (!existsSync(file)) return '缺失'
    const size = this.plainSize(file)
    if (size !== byteCount) return '损坏'
    return isThorough ? this.get(sha256).state : '完好'
  }

  /** 从备份里取回一份；备份里没有、也坏了的为 false。 */
  recover(sha256: string): boolean {
    const bytes = this.kept(sha256)
    if (bytes === null) return false
    writeWhole(this.fileOf(sha256), this.sealed(sha256, bytes))
    return true
  }

  /** 备份里留着的那一份；没有、内容与散列不符的为 null。 */
  kept(sha256: string): Uint8Array | null {
    const kept = path.join(this.mirror, sha256.slice(0, 2), path.basename(this.fileOf(sha256)))
    if (!existsSync(kept)) return null
    const bytes = this.opened(sha256, readFileSync(kept))
    return bytes !== null && sha256Of(bytes) === sha256 ? bytes : null
  }

  putPrint(sha256: string, bytes: Uint8Array): void {
    writeWhole(this.printOf(sha256), this.sealed(sha256, bytes))
  }

  print(sha256: string): Uint8Array | null {
    const file = this.printOf(sha256)
    return existsSync(file) ? this.opened(sha256, readFileSync(file)) : null
  }

  /** 现放着的全部原件，按散列；写到一半断电留下的不算。 */
  list(): { readonly sha256: string; readonly byteCount: number; readonly modifiedAt: number }[] {
    if (!existsSync(this.root)) return []
    return readdirSync(this.root)
      .filter((folder) => /^[0-9a-f]{2}$/.test(folder))
      .flatMap((folder) => readdirSync(path.join(this.root, folder)).filter((name) => SHA256.test(name) && name.startsWith(folder)))
      .map((sha256) => {
        const file = this.fileOf(sha256)
        return { sha256, byteCount: this.plainSize(file), modifiedAt: statSync(file).mtimeMs }
      })
  }

  /** 丢掉没人用的一份，连同印本。 */
  discard(sha256: string): void {
    rmSync(this.fileOf(sha256), { force: true })
    rmSync(this.printOf(sha256), { force: true })
  }

  fileOf(sha256: string): string {
    if (!SHA256.test(sha256)) throw new RangeError('不是散列')
    return path.join(this.root, sha256.slice(0, 2), sha256)
  }

  private sealed(sha256: string, bytes: Uint8Array): Uint8Array {
    return this.dataKey === null ? bytes : sealBytes(this.dataKey, sha256, bytes)
  }

  /** 封着的打开，明文的原样；打不开的为 null。 */
  private opened(sha256: string, stored: Buffer): Uint8Array | null {
    if (this.dataKey === null || !isSealed(stored)) return stored
    return unsealBytes(this.dataKey, sha256, stored)
  }

  /** 原文的长度，不必打开；封着的减去多出来的。 */
  private plainSize(file: string): number {
    const { size } = statSync(file)
    return this.dataKey !== null && isSealed(headOf(file)) ? size - SEALED_OVERHEAD : size
  }

  private printOf(sha256: string): string {
    if (!SHA256.test(sha256)) throw new RangeError('不是散列')
    return path.join(this.root, PRINT_DIRECTORY, `${sha256}.jpg`)
  }
}

/** 文件开头的几个字节，够认出是不是封着的。 */
function headOf(file: string): Buffer {
  const head = Buffer.alloc(SEALED_OVERHEAD)
  const descriptor = openSync(file, 'r')
  try {
    return head.subarray(0, readSync(descriptor, head))
  } finally {
    closeSync(descriptor)
  }
}

export function writeWhole(file: string, bytes: Uint8Array): void {
  mkdirSync(path.dirname(file), { recursive: true })
  const partial = `${file}.${randomUUID().slice(0, 8)}${UNFINISHED}`
  try {
    const descriptor = openSync(partial, 'wx')
    try {
      for (let done = 0; done < bytes.length;) done += writeSync(descriptor, bytes, done)
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
    renameSync(partial, file)
  } catch (error) {
    rmSync(partial, { force: true })
    throw error
  }
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
