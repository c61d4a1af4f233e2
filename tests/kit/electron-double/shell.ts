import { existsSync } from 'node:fs'

/** 交给系统打开过的文件。 */
export const openedPaths: string[] = []

export const shell = {
  /** 与 Electron 一样：打开了给空串，打不开给原因。 */
  openPath(path: string): Promise<string> {
    openedPaths.push(path)
    return Promise.resolve(existsSync(path) ? '' : 'Failed to open path')
  },
}
