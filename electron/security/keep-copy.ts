import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileSha256, flushToDisk, localStamp } from '../db/backup.ts'

/** 打不开的数据另存在数据文件夹的这里，一次一个文件夹，从不删。 */
export const RESCUE_DIRECTORY = '修复'
const LIST_NAME = '校验值.sha256'

/** 修复会碰到的都另存；附件与备份按散列存放、修复从不改写，不另存。 */
const KEPT = /^(基石\.sqlite(-wal|-shm|-journal)?|基石\.待恢复\.sqlite|待恢复\.json|封条\.json|密钥\.json|使用中\.json)$/

export type KeptCopy = { readonly folder: string; readonly files: number; readonly bytes: number; readonly wasKeptBefore: boolean }

/** 已另存过的、与现在的原件逐字节相同的一份；没有为 null。 */
export function keptCopy(directory: string): string | null {
  const root = path.join(directory, RESCUE_DIRECTORY)
  if (!existsSync(root)) return null
  const now = checksums(directory)
  const found = readdirSync(root)
    .toSorted()
    .toReversed()
    .find((name) => existsSync(path.join(root, name, LIST_NAME)) && readFileSync(path.join(root, name, LIST_NAME), 'utf8') === now)
  return found === undefined ? null : path.join(root, found)
}

/**
 * 把打不开的数据文件连同预写日志、标记、密钥原样另存，拷完逐个核对散列；已有同样的一份就不再拷。
 * 先写旁的名字再改名，拷到一半断电不会被当成拷好的。
 */
export function keepCopy(directory: string, now: Date): KeptCopy {
  const names = keptNames(directory)
  const bytes = names.reduce((sum, name) => sum + statSync(path.join(directory, name)).size, 0)
  const existing = keptCopy(directory)
  if (existing !== null) return { folder: existing, files: names.length, bytes, wasKeptBefore: true }
  const folder = freeFolder(path.join(directory, RESCUE_DIRECTORY), localStamp(now))
  const partial = `${folder}.未完成`
  try {
    rmSync(partial, { recursive: true, force: true })
    mkdirSync(partial, { recursive: true })
    const list = checksums(directory)
    for (const name of names) {
      copyFileSync(path.join(directory, name), path.join(partial, name))
      flushToDisk(path.join(partial, name))
    }
    if (checksums(partial) !== list) throw new Error('另存的文件与原件不同')
    writeFileSync(path.join(partial, LIST_NAME), list, { flush: true })
    renameSync(partial, folder)
  } catch (error) {
    rmSync(partial, { recursive: true, force: true })
    throw error
  }
  return { folder, files: names.length, bytes, wasKeptBefore: false }
}

function keptNames(directory: string): string[] {
  return readdirSync(directory)
    .filter((name) => KEPT.test(name))
    .toSorted()
}

/** 与 `sha256sum` 的写法相同。共享内存文件与占用记号谁打开都会变，不比。 */
function checksums(directory: string): string {
  return keptNames(directory)
    .filter((name) => !name.endsWith('-shm') && name !== '使用中.json' && statSync(path.join(directory, name)).size > 0)
    .map((name) => `${fileSha256(path.join(directory, name))}  ${name}\n`)
    .join('')
}

function freeFolder(root: string, base: string): string {
  for (let n = 0; ; n += 1) {
    const candidate = path.join(root, n === 0 ? base : `${base}-${n}`)
    if (!existsSync(candidate)) return candidate
  }
}
