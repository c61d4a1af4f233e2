import { execFile } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** 在 PATH 里找一个可执行文件；没有返回 null。 */
export function findExecutable(name: string): string | null {
  for (const folder of (process.env['PATH'] ?? '').split(path.delimiter)) {
    const file = path.join(folder, name)
    try {
      accessSync(file, constants.X_OK)
      return file
    } catch {
      // 这一处没有，看下一处。
    }
  }
  return null
}

/** 用 LibreOffice 把一批 docx 排成 PDF。自动插入的空白面也导出，奇偶才与纸上相同。 */
export async function docxToPdf(soffice: string, documents: readonly Uint8Array[]): Promise<Uint8Array[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'jishi-soffice-'))
  try {
    const sources = documents.map((_, index) => path.join(folder, `${index}.docx`))
    await Promise.all(documents.map((bytes, index) => writeFile(sources[index] ?? '', bytes)))
    const filter = 'pdf:writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'
    const profile = pathToFileURL(path.join(folder, 'profile')).href
    await run(soffice, [`-env:UserInstallation=${profile}`, '--headless', '--convert-to', filter, '--outdir', folder, ...sources], {
      timeout: 120_000,
    })
    return await Promise.all(documents.map((_, index) => readFile(path.join(folder, `${index}.pdf`))))
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}
