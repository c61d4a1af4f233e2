import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { expect, test } from 'vitest'

test(
  '破坏 1,000 例以上（库、预写日志、备份、校验值、封条、待恢复、附件、密钥文件，明文与加密）：全部认出或内容无损，原件不动',
  { timeout: 240_000 },
  () => {
    const run = spawnSync(process.execPath, [path.join(import.meta.dirname, 'corruption.ts')], { encoding: 'utf8' })
    const last = /合计破坏 (\d+) 例.*没认出或动了原件 (\d+)$/.exec(run.stdout.trimEnd())
    expect(Number(last?.[1])).toBeGreaterThanOrEqual(1000)
    expect(Number(last?.[2])).toBe(0)
    expect(run.status).toBe(0)
  },
)
