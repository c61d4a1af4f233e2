import { statfsSync } from 'node:fs'
import path from 'node:path'
import type { DataLocation } from '../../shared/settings/data-location.ts'

/** 数据文件夹在什么样的盘上；问不出文件系统的按本机磁盘算，不误报。 */
export function dataLocation(directory: string): DataLocation {
  const { platform } = process
  const isKnown = platform === 'win32' || platform === 'darwin' || platform === 'linux'
  return { directory: path.resolve(directory), platform: isKnown ? platform : 'other', fileSystem: fileSystemOf(directory) }
}

function fileSystemOf(directory: string): number {
  if (process.platform !== 'linux') return 0
  try {
    return statfsSync(directory).type
  } catch {
    return 0
  }
}
