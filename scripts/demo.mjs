// 造演示集团：产物过期先构建，其余在 electron/host/demo.ts。
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBuilt, root } from './build.mjs'

if (await ensureBuilt()) await import(pathToFileURL(path.join(root, 'dist/main/demo.js')).href)
else process.exitCode = 1
