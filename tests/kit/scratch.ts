import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** 用完即删的目录：`using scratch = scratchDirectory()`。 */
export function scratchDirectory(): { readonly path: string; [Symbol.dispose](): void } {
  const directory = mkdtempSync(path.join(tmpdir(), 'jishi-test-'))
  return { path: directory, [Symbol.dispose]: () => rmSync(directory, { recursive: true, force: true }) }
}
