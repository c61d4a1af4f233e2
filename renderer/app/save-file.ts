import { notifications } from '@mantine/notifications'
import type { WireFile } from '../../shared/contract/file.ts'
import { asCallError, call } from './client.ts'
import { exportPassphrase } from './export-passphrase.ts'

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

/**
 * 把后端给的文件交给浏览器（或 Electron）的下载：用户在“另存为”里拿到它。
 * 设了导出口令的，先加口令再给；加不成就不给，绝不悄悄给没有口令的。
 */
export function saveFile(file: WireFile): void {
  const passphrase = exportPassphrase()
  if (passphrase === null) download(file)
  else void saveSealed(file, passphrase)
}

async function saveSealed(file: WireFile, passphrase: string): Promise<void> {
  try {
    const sealed = await call('exchange.sealFile', { file, passphrase })
    download(sealed.file)
    notifications.show({ title: `“${sealed.file.fileName}”已加打开口令`, message: sealed.note, color: 'green.8', autoClose: 10_000 })
  } catch (error) {
    const failure = asCallError(error)
    notifications.show({ title: '没有加成口令，文件没有给出', message: failure.message, color: 'red', autoClose: 12_000 })
  }
}

function download(file: WireFile): void {
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
