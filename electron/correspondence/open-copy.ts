import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { CopyOpener } from './export-commands.ts'

const FOLDER = '打开的副本'
/**
 * 把公文的副本写到数据文件夹的“打开的副本”里，交给系统里关联的程序打开。
 * 在副本上的改动不回到登记簿：定稿在库里，不受影响。副本是明文，锁定、退出与下次打开时由 `clearOpenedCopies` 清掉。
 */
export function copyOpener(dataDirectory: string, openFile: (file: string) => Promise<string>): CopyOpener {
  return async (fileName, bytes) => {
    const folder = path.join(dataDirectory, FOLDER)
    mkdirSync(folder, { recursive: true })
    const file = writeFresh(folder, fileName, bytes)
    return { path: file, problem: await openFile(file) }
  }
}

/** 同名的副本可能正开着、写不进去：换个名字再写。 */
function writeFresh(folder: string, fileName: string, bytes: Uint8Array): string {
  const { name, ext } = path.parse(fileName)
  for (let copy = 1; ; copy += 1) {
    const file = path.join(folder, copy === 1 ? fileName : `${name}（${copy}）${ext}`)
    try {
      writeFileSync(file, bytes, { flag: 'wx' })
      return file
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST') || copy > 200) throw error
    }
  }
}

/** 清掉打开过的副本；正被 Word 开着删不掉的留到下次。 */
export function clearOpenedCopies(dataDirectory: string): void {
  const folder = path.join(dataDirectory, FOLDER)
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder))
    try {
      rmSync(path.join(folder, name), { recursive: true, force: true })
    } catch {
      // 正被 Word 开着。
    }
}
