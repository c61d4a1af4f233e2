import { createHash, randomUUID } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'

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
 */
export class AttachmentStore {
  readonly root: string

  private readonly mirror: string

  constructor(dataDirectory: string) {
    this.root = path.join(dataDirectory, ATTACHMENT_DIRECTORY)
    this.mirror = path.join(dataDirectory, BACKUP_DIRECTORY, ATTACHMENT_DIRECTORY)
  }

  /** 放进一份，返回散列。已有同样内容的不再写；原来那份坏了的，就换上这份好的。 */
  put(bytes: Uint8Array): string {
    const sha256 = sha256Of(bytes)
    const file = this.fileOf(sha256)
    if (!existsSync(file) || statSync(file).size !== bytes.length || sha256Of(readFileSync(file)) !== sha256) writeWhole(file, bytes)
    return sha256
  }

  /** 取回一份，内容与散列不符的不给。 */
  get(sha256: string): { readonly state: StoredState; readonly bytes: Uint8Array | null } {
    const file = this.fileOf(sha256)
    if (!existsSync(file)) return { state: '缺失', bytes: null }
    const bytes = readFileSync(file)
    return sha256Of(bytes) === sha256 ? { state: '完好', bytes } : { state: '损坏', bytes: null }
  }

  /** 在不在、长度对不对；`isThorough` 时把内容也读一遍核对散列。 */
  check(sha256: string, byteCount: number, isThorough: boolean): StoredState {
    const size = statSync(this.fileOf(sha256), { throwIfNoEntry: false })?.size
    if (size === undefined) return '缺失'
    if (size !== byteCount) return '损坏'
    return isThorough ? this.get(sha256).state : '完好'
  }

  /** 从备份里取回一份；备份里没有、也坏了的为 false。 */
  recover(sha256: string): boolean {
    const kept = path.join(this.mirror, sha256.slice(0, 2), path.basename(this.fileOf(sha256)))
    if (!existsSync(kept)) return false
    const bytes = readFileSync(kept)
    if (sha256Of(bytes) !== sha256) return false
    writeWhole(this.fileOf(sha256), bytes)
    return true
  }

  putPrint(sha256: string, bytes: Uint8Array): void {
    writeWhole(this.printOf(sha256), bytes)
  }

  print(sha256: string): Uint8Array | null {
    const file = this.printOf(sha256)
    return existsSync(file) ? readFileSync(file) : null
  }

  /** 现放着的全部原件，按散列；写到一半断电留下的不算。 */
  list(): { readonly sha256: string; readonly byteCount: number; readonly modifiedAt: number }[] {
    if (!existsSync(this.root)) return []
    return readdirSync(this.root)
      .filter((folder) => /^[0-9a-f]{2}$/.test(folder))
      .flatMap((folder) => readdirSync(path.join(this.root, folder)).filter((name) => SHA256.test(name) && name.startsWith(folder)))
      .map((sha256) => {
        const { size, mtimeMs } = statSync(this.fileOf(sha256))
        return { sha256, byteCount: size, modifiedAt: mtimeMs }
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

  private printOf(sha256: string): string {
    if (!SHA256.test(sha256)) throw new RangeError('不是散列')
    return path.join(this.root, PRINT_DIRECTORY, `${sha256}.jpg`)
  }
}

function writeWhole(file: string, bytes: Uint8Array): void {
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
