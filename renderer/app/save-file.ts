import type { WireFile } from '../../shared/contract/file.ts'

const MIME_TYPES: Record<string, string> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
  zip: 'application/zip',
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64)
  const bytes = new Uint8Array(binary.length)
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index)
  return bytes
}

/** 把后端给的文件交给浏览器（或 Electron）的下载：用户在“另存为”里拿到它。 */
export function saveFile(file: WireFile): void {
  const extension = file.fileName.split('.').pop()?.toLowerCase() ?? ''
  const url = URL.createObjectURL(new Blob([bytesOf(file.base64)], { type: MIME_TYPES[extension] ?? 'application/octet-stream' }))
  const anchor = document.createElement('a')
  anchor.href = url
  anchor.download = file.fileName
  document.body.append(anchor)
  anchor.click()
  anchor.remove()
  // 下载由浏览器异步接手，立刻收回会中断大文件。
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** 把用户选的文件读成线上的形状。 */
export async function readFile(file: File): Promise<WireFile> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const chunks: string[] = []
  const CHUNK = 0x8000
  for (let offset = 0; offset < bytes.length; offset += CHUNK) chunks.push(String.fromCharCode(...bytes.subarray(offset, offset + CHUNK)))
  return { fileName: file.name, base64: btoa(chunks.join('')) }
}
