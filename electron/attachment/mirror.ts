import { copyFileSync, existsSync, linkSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { DataKey } from '../db/data-key.ts'
import { ATTACHMENT_DIRECTORY, AttachmentStore } from './store.ts'

const SHA256 = /^[0-9a-f]{64}$/

/**
 * 备份时把附件原件也留一份在 `备份/附件`：按散列，已有的不再动，各份备份共用。
 * 同一块盘上用硬链接，不占地方，误删、被别的软件另存覆盖都找得回；不能硬链接的盘（U 盘）就复制。
 * 原件在原处被改写的，硬链接跟着变，所以整个“备份”文件夹仍要另存到别的盘。返回新留下的散列。
 */
export function mirrorAttachments(dataDirectory: string, backupFolder: string): string[] {
  return addOriginals(path.join(dataDirectory, ATTACHMENT_DIRECTORY), path.join(backupFolder, ATTACHMENT_DIRECTORY))
}

/** 把一份明文数据的附件原件并到另一份数据里（载入演示集团）；已有的不动。那份数据加密的，逐个封好再放。返回新添了几个。 */
export function absorbAttachments(fromDirectory: string, toDirectory: string, dataKey: DataKey | null): number {
  if (dataKey === null)
    return addOriginals(path.join(fromDirectory, ATTACHMENT_DIRECTORY), path.join(toDirectory, ATTACHMENT_DIRECTORY)).length
  const source = new AttachmentStore(fromDirectory)
  const target = new AttachmentStore(toDirectory, dataKey)
  const missing = source.list().filter(({ sha256 }) => target.get(sha256).state !== '完好')
  for (const { sha256 } of missing) {
    const { bytes } = source.get(sha256)
    if (bytes !== null) target.put(bytes)
  }
  return missing.length
}

function addOriginals(from: string, to: string): string[] {
  if (!existsSync(from)) return []
  const added: string[] = []
  for (const folder of readdirSync(from).filter((name) => /^[0-9a-f]{2}$/.test(name))) {
    const target = path.join(to, folder)
    const kept = new Set(existsSync(target) ? readdirSync(target) : [])
    for (const name of readdirSync(path.join(from, folder)).filter((each) => SHA256.test(each) && !kept.has(each))) {
      mkdirSync(target, { recursive: true })
      linkOrCopy(path.join(from, folder, name), path.join(target, name))
      added.push(name)
    }
  }
  return added
}

function linkOrCopy(source: string, target: string): void {
  try {
    linkSync(source, target)
    return
  } catch {
    // 这块盘不支持硬链接，或跨了盘：复制。
  }
  const partial = `${target}.未完成`
  try {
    copyFileSync(source, partial)
    renameSync(partial, target)
  } catch (error) {
    rmSync(partial, { force: true })
    throw error
  }
}
