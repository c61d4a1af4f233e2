import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** 一块真的小盘（tmpfs）：`fill` 写满到只剩几字节，`clear` 腾出来。 */
export type SmallDisk = {
  readonly path: string
  fill(leaving: number): void
  clear(): void
  [Symbol.dispose](): void
}

/** 挂一块 `megabytes` 大的内存盘；没有权限挂（不是 Linux 的 root）的返回 null。 */
export function smallDisk(megabytes: number): SmallDisk | null {
  if (process.platform !== 'linux' || process.geteuid?.() !== 0) return null
  const mount = mkdtempSync(path.join(tmpdir(), 'jishi-small-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', mount], { stdio: 'ignore' })
  } catch {
    rmSync(mount, { recursive: true })
    return null
  }
  const ballast = path.join(mount, '占地方')
  return {
    path: mount,
    fill: (leaving) => {
      const { bavail, bsize } = statfsSync(mount)
      const descriptor = openSync(ballast, 'w')
      const block = Buffer.alloc(64 * 1024, 1)
      try {
        for (let left = bavail * bsize - leaving; left > 0;) left -= writeSync(descriptor, block, 0, Math.min(block.length, left))
      } finally {
        closeSync(descriptor)
      }
    },
    clear: () => rmSync(ballast, { force: true }),
    [Symbol.dispose]: () => {
      execFileSync('umount', ['-l', mount], { stdio: 'ignore' })
      rmSync(mount, { recursive: true, force: true })
    },
  }
}
