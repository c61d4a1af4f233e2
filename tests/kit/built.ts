import { spawnSync } from 'node:child_process'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../..')

/** 需要构建产物的测试在开头调它：单独跑某个测试文件时也不会测到旧产物。 */
export function ensureBuilt(): void {
  const program = `import { ensureBuilt } from './scripts/build.mjs'; process.exit((await ensureBuilt({ isQuiet: true })) ? 0 : 1)`
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error(`构建没有成功：${stderr}`)
}
