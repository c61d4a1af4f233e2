import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { expect, it } from 'vitest'

it('撑内存、费时的坏文件喂遍各入口：堆只给 256 MB 也不崩，峰值不到 900 MB，没有一例拖过 20 秒', { timeout: 240_000 }, () => {
  const script = path.join(import.meta.dirname, 'hostile-memory.ts')
  const run = spawnSync(process.execPath, ['--max-old-space-size=256', script], { encoding: 'utf8' })
  const found = /喂了 (\d+) 例，峰值 (\d+) MB，最慢 (\d+) 毫秒/.exec(run.stdout)
  expect(found, run.stderr.slice(-2000)).not.toBeNull()
  process.stdout.write(run.stdout)
  expect(Number(found?.[1])).toBeGreaterThanOrEqual(50)
  expect(Number(found?.[2])).toBeLessThan(900)
  expect(Number(found?.[3])).toBeLessThan(20_000)
})
