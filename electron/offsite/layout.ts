import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileSha256 } from '../db/backup.ts'

/** 另存的一整份叫什么：`基石备份-20260914-075800`，一个文件夹。 */
export const OFFSITE_NAME = /^基石备份-(\d{8}-\d{6})(?:-\d+)?$/
export const OFFSITE_DATABASE = '基石.sqlite'
/** 与 `sha256sum` 的写法相同，在那个文件夹里 `sha256sum -c 校验值.sha256` 可直接核对。 */
export const OFFSITE_LIST = '校验值.sha256'

/** 清单：文件（相对路径，斜杠分隔）→ SHA-256；读不懂的为 null。 */
export function readList(root: string): ReadonlyMap<string, string> | null {
  const file = path.join(root, OFFSITE_LIST)
  if (!existsSync(file)) return null
  const lines = readFileSync(file, 'utf8').split('\n')
  if (lines.pop() !== '') return null
  const pairs = lines.map((line) => /^([0-9a-f]{64}) {2}(.+)$/.exec(line))
  if (pairs.some((pair) => pair === null)) return null
  return new Map(pairs.map((pair) => [pair?.[2] ?? '', pair?.[1] ?? '']))
}

/** 清单里的一个文件与写下时一字节不差。不在清单里、没有了的为 false。 */
export function matchesList(root: string, list: ReadonlyMap<string, string>, name: string): boolean {
  const file = path.join(root, name)
  return existsSync(file) && fileSha256(file) === list.get(name)
}
