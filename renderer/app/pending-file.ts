import type { WireFile } from '../../shared/contract/file.ts'

/** 一页备好、交给下一页打开的文件（粘贴来的几行交给导入页）；取一次就没有了。 */
let pending: WireFile | null = null

export function leaveFile(file: WireFile): void {
  pending = file
}

export function waitingFile(): WireFile | null {
  return pending
}

export function takeFile(): WireFile | null {
  const file = pending
  pending = null
  return file
}
