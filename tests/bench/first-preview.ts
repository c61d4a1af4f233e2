import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { DEMO_DIRECTORY, prepareDemoGroup } from './bench-backend.ts'
import type { Measure } from './measure.ts'

const CHILD = fileURLToPath(new URL('./first-preview-child.ts', import.meta.url))

/** 每一轮另起一个进程，排版、断词、取数都是头一次；只算这一件事的时间，不算进程启动。 */
function inNewProcess(what: 'preview' | 'bare', directory: string): Promise<number> {
  return Promise.resolve(Number(execFileSync(process.execPath, [CHILD, what, path.join(directory, DEMO_DIRECTORY)], { encoding: 'utf8' })))
}

/** 首份预览：应用刚打开，起草第一份换届通知到分页预览出来。下限是裸读同样的届次与党员、不排版直接打包一份，也是头一次。 */
export const firstPreview: Measure = {
  name: 'first-preview',
  title: '首份公文预览',
  floorTitle: '裸读数据、裸 docx 打包一份',
  prepare: prepareDemoGroup,
  product: (directory) => inNewProcess('preview', directory),
  floor: (directory) => inNewProcess('bare', directory),
}
