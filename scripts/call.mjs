// 命令行入口：产物过期先静默构建，标准输出只有一个 JSON 信封。
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBuilt, root } from './build.mjs'

if (await ensureBuilt({ isQuiet: true })) await import(pathToFileURL(path.join(root, 'dist/main/call.js')).href)
else {
  const failure = { code: 'INTERNAL', message: '构建没有成功，原因见标准错误。', problems: [], findings: [] }
  process.stdout.write(`${JSON.stringify({ ok: false, failure })}\n`)
  process.exitCode = 2
}
