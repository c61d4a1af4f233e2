import { readFile } from 'node:fs/promises'
import path from 'node:path'

const MIME_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

export type BundleFile = { bytes: Buffer<ArrayBuffer>; mimeType: string; isImmutable: boolean }

/**
 * 从界面产物目录取一个文件；`pathname` 是网址里的路径部分（未解码）。
 * 目录之外的、编码坏了的、不认识的种类，一律当作没有。
 */
export async function bundleFile(root: string, pathname: string): Promise<BundleFile | null> {
  const relative = decodedPath(pathname)
  if (relative === null || (relative.endsWith('/') && relative !== '/')) return null
  const file = path.resolve(root, `.${relative === '/' ? '/index.html' : relative}`)
  if (!file.startsWith(root + path.sep)) return null
  const mimeType = MIME_TYPES[path.extname(file)]
  if (mimeType === undefined) return null
  try {
    const bytes = await readFile(file)
    // 构建给 assets 下的文件名带上了内容散列。
    return { bytes, mimeType, isImmutable: relative.startsWith('/assets/') }
  } catch {
    return null
  }
}

function decodedPath(pathname: string): string | null {
  try {
    const decoded = decodeURIComponent(pathname)
    return decoded.startsWith('/') && !/[\\\0:]/.test(decoded) && !decoded.split('/').includes('..') ? decoded : null
  } catch {
    return null
  }
}
