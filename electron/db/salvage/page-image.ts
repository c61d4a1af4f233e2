import { existsSync, readFileSync } from 'node:fs'
import { databaseFileKind } from '../connect.ts'
import { subkey, type DataKey } from '../data-key.ts'
import { CIPHER_RESERVED_BYTES, decryptPage } from './page-cipher.ts'
import { committedPages } from './write-ahead-log.ts'

/** 本程序建的库一律这么大的页（SQLite 的缺省），所以文件头坏了也知道怎么切。 */
export const PAGE_BYTES = 4096

/** 一份坏库的各页，明文；加密的已解开。 */
export type PageImage = {
  readonly pageCount: number
  /** 每页能放内容的字节数。 */
  readonly usableBytes: number
  /** 页号从 1 起；文件不够长、没有这一页为 null。 */
  page(number: number): Buffer | null
  /** 认证码或校验和不符的页：内容照给，但其中可能有错。 */
  readonly doubtful: ReadonlySet<number>
}

/**
 * 不经 SQLite，直接按页读一份库连同它的预写日志；原件只读不写。
 * @param dataKey 加密的库须给；文件头坏到认不出是明文还是密文时，有密钥的先当密文解，解不通再当明文。
 */
export function readPages(file: string, dataKey: DataKey | null): PageImage {
  const main = readFileSync(file)
  const log = existsSync(`${file}-wal`) ? readFileSync(`${file}-wal`) : Buffer.alloc(0)
  const plain = () => imageOf(main, log, null)
  if (dataKey === null || databaseFileKind(file) === '明文') return plain()
  const key = subkey(dataKey, 'database')
  const encrypted = imageOf(main, log, key)
  return encrypted.doubtful.size < encrypted.pageCount ? encrypted : plain()
}

function imageOf(main: Buffer, log: Buffer, key: Buffer | null): PageImage {
  const logged = committedPages(log, PAGE_BYTES)
  const pageCount = Math.max(Math.ceil(main.length / PAGE_BYTES), ...logged.keys(), 0)
  const doubtful = new Set<number>()
  const pages: (Buffer | null)[] = [null]
  for (let number = 1; number <= pageCount; number += 1) {
    const raw = rawPage(main, number)
    const inLog = logged.get(number)
    const stored = inLog?.bytes ?? raw
    if (stored === null) {
      pages.push(null)
      continue
    }
    const { bytes, isAuthentic } = key === null ? { bytes: stored, isAuthentic: true } : decryptPage(stored, number, key)
    if (!isAuthentic || (key === null && inLog?.isSound === false)) doubtful.add(number)
    pages.push(bytes)
  }
  return {
    pageCount,
    usableBytes: PAGE_BYTES - (key === null ? 0 : CIPHER_RESERVED_BYTES),
    page: (number) => pages[number] ?? null,
    doubtful,
  }
}

/** 文件在页中间断掉的，缺的部分补零：前半页也许还读得出几行。 */
function rawPage(main: Buffer, number: number): Buffer | null {
  const bytes = main.subarray((number - 1) * PAGE_BYTES, number * PAGE_BYTES)
  if (bytes.length === 0) return null
  return bytes.length === PAGE_BYTES ? bytes : Buffer.concat([bytes, Buffer.alloc(PAGE_BYTES - bytes.length)])
}
